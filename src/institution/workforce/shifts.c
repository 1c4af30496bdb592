// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who stands in for the posts that nobody holds, what it costs, and what it does to goodwill.
 *
 *   short    = needed - staff + withheld + ill
 *   ill      = (strength of winters x (sickness absence of the month - the year's) + a
 *   pandemic's at its height x the middle of the month over it) x staff: the year's mean stands in
 *       the vacancies and shifts of the start
 *   withheld = voluntary share x (1 - goodwill) x staff         out of hours alone, where doctors
 *   put themselves down for shifts and need not
 *   bank     = min( short, goodwill x bank a member of staff at the start x staff )      own
 *   staff's extra shifts, at own pay
 *   agency   = min( most x needed, share x (short - bank) )                             at
 *   agency_cost times the pay
 *   unfilled = short - bank - agency                                                     rota gaps
 *   goodwill'= (1 - goodwill) x (1 - 2^(-1/half life)) - a x goodwill x (unfilled share - the
 *   usual), if more than usual
 *
 * Published unit costs hold the vacancies, the agency and the hiring abroad of the start; so a
 * hospital's costs move by the difference from what the start's teams would cost at today's size,
 * and the premium and the hiring are posted apart with their own reason. Pay above the national
 * scale falls on all staff. A line's holder spends what it gets (costs.c): its premium is posted
 * out of that; another holder than the line's own bears what exceeds the usual. Left out: bank
 * enhancements. */
#include "institution/market/market.h"
#include "institution/workforce/teams.h"
#include "population/pandemic.h"

static double share_of_rest(double rest, double needed, const struct workforce_params *p) {
    const double wanted = p->agency * rest, most = p->agency_most * needed;
    return wanted < most ? wanted : most;
}

void shifts_begin(struct team *t, const struct workforce_params *p) {
    const double vacant = team_vacant(t);
    t->usual_staff = team_staff(t);
    t->bank = t->usual_bank = p->bank * vacant;
    t->agency = t->usual_agency = share_of_rest(vacant - t->bank, t->needed, p);
    t->unfilled = t->usual_unfilled = vacant - t->bank - t->agency;
}

static double shifts_withheld(const struct team *t, const struct workforce_params *p) {
    return t->kind == KIND_OUT_OF_HOURS
               ? p->voluntary_out_of_hours * (1.0 - t->goodwill) * team_staff(t)
               : 0.0;
}

/* Share of staff away ill in the month, over the year's mean. */
static double ill(const struct institutions *i) {
    const struct workforce_params *const p = &i->workforce->par;
    const unsigned month = (unsigned)((i->first_month + (int32_t)i->month + 6) % 12);
    const struct circumstances *const c = &i->world->circumstances;
    const double middle = (i->month + 0.5) * DAYS_A_YEAR / 12.0;
    return c->winter_strength * ((&p->sick_jan)[month] - year_mean(&p->sick_jan)) +
           c->pandemic_sick * pandemic_height(c, middle);
}

static void fill(struct team *t, const struct workforce_params *p, double away) {
    t->withheld = shifts_withheld(t, p);
    const double open = t->needed - (team_staff(t) * (1.0 - away) - t->withheld),
                 gaps = open > 0.0 ? open : 0.0,
                 willing = t->goodwill * t->usual_bank / t->usual_staff * team_staff(t);
    t->bank = gaps < willing ? gaps : willing;
    t->agency = share_of_rest(gaps - t->bank, t->needed, p);
    t->unfilled = gaps - t->bank - t->agency;
}

static void goodwill(struct team *t, const struct workforce_params *p) {
    /* who stays away is not worn out by it */
    const double more =
        (t->unfilled - t->withheld) / t->needed - t->usual_unfilled / t->start;
    t->goodwill += (1.0 - t->goodwill) * (1.0 - real_pow(0.5, 1.0 / p->goodwill_half_life));
    if (more > 1e-9)
        t->goodwill -=
            t->goodwill * (p->goodwill_by_gaps * more < 1.0 ? p->goodwill_by_gaps * more : 1.0);
}

static double pence_a_post(const struct institutions *i, const struct team *t) { /* a month */
    return kind_row(&i->workforce->par.cost_nurses, t->kind) * 100.0 / 12.0 * i->price_level;
}

static double hiring_abroad(const struct institutions *i, double people) {
    return people * i->world->circumstances.abroad_cost * 100.0;
}

/* Moves pence for a team's premium or hiring; what is usual stands in the costs of others than
 * acute trusts and the line itself. */
static pence_t post(struct institutions *i, const struct team *t, enum ledger_reason r,
                    account_id to, double pence, double usual) {
    const bool line = t->provider == NOBODY;
    const unsigned payer = line ? market_holder(i, t->commissioner, t->line) : t->provider;
    const bool other = line && payer != line_provider(i, t->line);
    const double due = t->paid ? pence - (other ? usual : 0.0) : 0.0;
    const pence_t whole = due > 0.0 ? (pence_t)(due + 0.5) : 0;
    ledger_move(&i->ledger, i->provider[payer].account, to, t->line, r, whole);
    i->provider[payer].cost += whole;
    return whole;
}

static void pay(struct institutions *i, struct team *t) {
    const double more = (i->workforce->par.agency_cost - 1.0) * pence_a_post(i, t),
                 size = t->needed / t->start;
    t->agency_spend = t->agency * i->workforce->par.agency_cost * pence_a_post(i, t);
    t->premium = post(i, t, REASON_AGENCY_PREMIUM, i->staff, t->agency * more,
                      t->usual_agency * size * more);
    post(i, t, REASON_RECRUITMENT, i->advisers, hiring_abroad(i, t->abroad),
         hiring_abroad(i, t->usual_abroad * size));
}

static void note_year(struct team *t) {
    t->left_year += t->left;
    t->staff_year += team_staff(t);
    t->agency_year += (double)t->premium;
    t->unfilled_year += t->unfilled;
    t->needed_year += t->needed;
}

void shifts_month(struct institutions *i) {
    struct workforce *const f = i->workforce;
    const double away = ill(i);
    for (unsigned k = 0; k < f->n; k++) {
        struct team *const t = &f->team[k];
        if (i->month > 0) { /* the start stands */
            fill(t, &f->par, away);
            goodwill(t, &f->par);
        }
        pay(i, t);
        note_year(t);
    }
}

/* What the staff of a team cost above the start's at today's size, premium and hiring left out. */
static double above(const struct institutions *i, const struct team *t) {
    const double size = t->needed / t->start;
    const double now =
        t->pay * (t->staff[TIER_KEPT] + t->lower * t->staff[TIER_NEW] + t->bank) + t->agency;
    const double then =
        (t->usual_staff + t->usual_bank + t->usual_agency * i->workforce->par.agency_cost) * size;
    return (now - then) * pence_a_post(i, t) - hiring_abroad(i, t->usual_abroad * size);
}

double workforce_cost(const struct institutions *i, unsigned provider) {
    const struct workforce *const f = i->workforce;
    const struct provider_state *const x = &i->provider[provider];
    if (!f->begun || f->nurses_of[provider] == NOBODY)
        return 0.0;
    const struct team *const nurses = &f->team[f->nurses_of[provider]],
                             *const doctors = &f->team[f->doctors_of[provider]];
    const double others =
        (x->base_planned + x->base_urgent) * i->price_level * f->par.other_staff_share;
    return above(i, nurses) + above(i, doctors) + others * (nurses->pay - 1.0);
}
