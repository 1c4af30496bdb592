// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A process of award carried through its stages, each with months and costs.
 *
 *   tender, competitive  notice -> questionnaire and shortlist -> bids -> scoring -> standstill ->
 *   mobilisation -> first day
 *   most suitable        notice of intention with an assessment of likely providers (quality alone,
 *   at the present price) -> standstill -> mobilisation
 *   direct award C       notice of intention -> standstill -> the holder goes on
 *   single capable       notice of award -> a month in which it may be complained of -> the holder
 *   goes on
 *
 * During standstill a loser whose score lies close, an incumbent that lost, or a rival whom a
 * direct award passed over may complain. The oversight answer in force hears it (its `complaint`,
 * which posts what the case costs and says `challenged` and `upheld`), or nobody does. A complaint
 * upheld sends the scoring back and takes the months of a challenge; a direct award upheld against
 * becomes a competition; an award declared ineffective lets the holder go on for a year. Nobody
 * affordable bids: the same. Left out: judicial review beside the oversight answer. */
#include "institution/market/inside.h"
#include "institution/procurement.h"
#include <stdio.h>

static bool competes(const struct award *a) {
    return a->route == ROUTE_TENDER || a->route == ROUTE_COMPETITIVE;
}

/* Nobody bids: the holder is to go on, unless somebody complains. */
static bool direct(const struct award *a) {
    return a->route == ROUTE_DIRECT_C || a->route == ROUTE_SINGLE_CAPABLE;
}

static void spend(struct institutions *i, struct award *a, double pounds) {
    const pence_t pence = (pence_t)(100.0 * pounds + 0.5);
    budgets_spend(i, a->commissioner, i->staff, a->line,
                  competes(a) ? REASON_BIDDING : REASON_CONTRACTING, pence);
    a->cost_commissioner += pence;
}

/* The commissioner's cost of a tender: a small one's, or a share of the whole value of a large
 * one. */
static double tender_cost(const struct institutions *i, const struct award *a, double months) {
    const double large = market_value(i, a->commissioner, a->line) / 100.0 * months / 12.0 *
                         i->market->par.tender_share;
    return large > i->admin.tender_commissioner ? large : i->admin.tender_commissioner;
}

static unsigned stage_months(const struct institutions *i, const struct award *a, unsigned stage) {
    const struct market_params *const q = &i->market->par;
    const double all[] = {q->months_questionnaire, q->months_bids, q->months_scoring,
                          q->months_standstill, q->months_mobilise};
    const bool stays = stage == STAGE_MOBILISE && a->winner == a->incumbent;
    /* the others are the commissioner's own work */
    const bool theirs = stage == STAGE_BIDS || stage == STAGE_MOBILISE;
    /* at the worst, a cap makes it four times as long */
    const double staffed = 1.0 - i->commissioner[a->commissioner].unstaffed,
                 pace = transition_capability(i) * (staffed > 0.25 ? staffed : 0.25);
    return stays ? 1u : (unsigned)(all[stage] / (theirs ? 1.0 : pace) + 0.5);
}

static void enter(struct institutions *i, struct process *p, unsigned stage) {
    p->stage = (uint8_t)stage;
    p->due = (uint16_t)(i->month + stage_months(i, &i->market->award[p->award], stage));
}

static struct process *process_add(struct institutions *i, uint32_t award, double months) {
    struct market *const m = i->market;
    if (m->n_processes == m->process_room) {
        void *rows = m->process;
        size_t room = m->process_room;
        if (memory_grow(&rows, &room, room + 1, sizeof *m->process) < 0) {
            i->failed = FAULT_MEMORY;
            return NULL;
        }
        m->process = rows;
        m->process_room = (unsigned)room;
    }
    struct process *const p = &m->process[m->n_processes++];
    const struct award *const a = &m->award[award];
    const double staffed = 1.0 - i->commissioner[a->commissioner].unstaffed;
    *p = (struct process){.award = award,
                          .row = (uint8_t)row_in_force(i, Q_AWARD, a->commissioner, a->line),
                          .months = months,
                          .scoring = {.value = 0.4, .rho = 0.5 * staffed}};
    return p;
}

struct award *market_begin(struct institutions *i, unsigned c, unsigned l, enum award_route route,
                           double months) {
    struct line_contract *const x = market_line(i, c, l);
    const struct award empty = {.commissioner = (uint16_t)c,
                                .incumbent = x->holder,
                                .winner = NOBODY,
                                .line = (uint8_t)l,
                                .function = FUNCTION_MAX,
                                .route = (uint8_t)route,
                                .end = AWARD_RUNNING,
                                .notice = (uint16_t)i->month,
                                .price = x->stepped_in ? 1.0 : x->price};
    struct award *const a = market_record(i, &empty);
    struct process *const p = a ? process_add(i, a->number, months) : NULL;
    if (!p) return NULL;
    x->round++;
    x->process = (uint16_t)(a->number + 1u);
    if (competes(a)) {
        spend(i, a, 0.25 * tender_cost(i, a, months));
        enter(i, p, STAGE_QUESTIONNAIRE);
        return a;
    }
    spend(i, a, i->admin.notice + (route == ROUTE_MOST_SUITABLE ? i->market->par.assessment : 0.0));
    enter(i, p, route == ROUTE_MOST_SUITABLE ? STAGE_SCORING : STAGE_STANDSTILL);
    return a;
}

void market_scoring(struct institutions *i, const struct award *a, const struct scoring *s) {
    for (unsigned n = 0; n < i->market->n_processes; n++)
        if (i->market->process[n].award == a->number) {
            i->market->process[n].scoring = *s;
            i->market->process[n].scoring.rho *=
                1.0 - i->commissioner[a->commissioner].unstaffed;
        }
}

/* ---- complaints ---- */

static double complains(const struct institutions *i, const struct award *a, unsigned who,
                        double score, double best) {
    const struct market_params *const q = &i->market->par;
    if (!competes(a)) return q->complain_direct;
    if (who == a->incumbent) return q->complain_incumbent;
    return score >= 0.0 && best - score <= q->complain_close ? q->complain_chance : 0.0;
}

static bool heard(struct institutions *i, struct world *w, struct process *p, unsigned who,
                  double chance) {
    struct award *const a = &i->market->award[p->award];
    const unsigned contract = a->commissioner * LINE_COUNT + a->line;
    const double u = luck_uniform(
        &w->luck, who, PURPOSE_AWARD,
        (contract << 12) | ((unsigned)i->market->line[contract].round & 0xffu) << 4 | 2u);
    const unsigned row = row_in_force(i, Q_OVERSIGHT, a->commissioner, a->line);
    const struct answer_rule *const rule = rule_in_row(i, row);
    if (u >= chance || !rule->complaint) return false;
    p->heard = true;
    a->challenged = true;
    records_add(i, who, Q_AWARD, a->value, "award challenged", "%s of %s",
                award_route_name((enum award_route)a->route), line_word(a->line));
    rule->complaint(i, w, i->value[row], a, who);
    return true;
}

static double best_score(const struct award *a) {
    double best = 0.0;
    for (unsigned b = 0; b < a->n_bids; b++) best = a->bid[b].score > best ? a->bid[b].score : best;
    return best;
}

/* Does anybody complain and is heard? One case an award. */
static bool complaint(struct institutions *i, struct world *w, struct process *p) {
    struct market *const m = i->market;
    const struct award *const a = &m->award[p->award];
    const double best = best_score(a);
    for (unsigned b = 0; b < a->n_bids && !direct(a); b++)
        if (a->bid[b].bidder != a->winner &&
            heard(i, w, p, a->bid[b].bidder,
                  complains(i, a, a->bid[b].bidder, a->bid[b].score, best)))
            return true;
    for (unsigned k = 0; k < FIRMS && direct(a); k++)
        if (market_firm(i, k) != a->incumbent && firm_could(i, k, a->commissioner, a->line) &&
            heard(i, w, p, market_firm(i, k), complains(i, a, market_firm(i, k), 0.0, 0.0)))
            return true;
    return false;
}

/* ---- ends ---- */

static void finish(struct institutions *i, struct process *p, enum award_end end) {
    struct award *const a = &i->market->award[p->award];
    struct line_contract *const x = market_line(i, a->commissioner, a->line);
    a->end = (uint8_t)end;
    x->process = 0;
    p->award = UINT32_MAX; /* swept at the month's end */
    records_add(i, a->winner, Q_AWARD, a->value, "award", "%s of %s: %.100s",
                award_route_name((enum award_route)a->route), line_word(a->line), a->why);
}

static void starts(struct institutions *i, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    a->starts = (uint16_t)i->month;
    a->ends = (uint16_t)(i->month + (unsigned)p->months);
    market_passes(i, a->commissioner, a->line, a->winner, a->price);
    market_line(i, a->commissioner, a->line)->ends = a->ends;
    finish(i, p, AWARD_MADE);
}

static void comes_to_nothing(struct institutions *i, struct process *p, enum award_end end) {
    struct award *const a = &i->market->award[p->award];
    struct line_contract *const x = market_line(i, a->commissioner, a->line);
    a->winner = NOBODY;
    a->decided = (uint16_t)i->month;
    x->ends = (uint16_t)(i->month + 12u);
    snprintf(a->why, sizeof a->why, "%s: the holder goes on for a year",
             end == AWARD_INEFFECTIVE ? "declared ineffective"
             : end == AWARD_WITHDRAWN ? "withdrawn"
                                      : "no bid that can be afforded");
    finish(i, p, end);
}

/* As long as whoever hears it takes; where that is not said, as the market's own parameter. */
static unsigned case_months(const struct institutions *i, const struct award *a) {
    return a->case_months ? a->case_months : (unsigned)i->market->par.months_challenge;
}

static void again(struct institutions *i, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    market_line(i, a->commissioner, a->line)->round++;
    if (!competes(a)) { /* a direct award upheld against */
        a->route = a->route == ROUTE_SINGLE_CAPABLE ? ROUTE_TENDER : ROUTE_COMPETITIVE;
        a->n_bids = 0;
        a->assessed = false; /* it bids for it like others, and is marked anew */
        a->winner = NOBODY;
        spend(i, a, tender_cost(i, a, p->months));
        enter(i, p, STAGE_QUESTIONNAIRE);
        return;
    }
    enter(i, p, STAGE_SCORING);
    p->due = (uint16_t)(i->month + case_months(i, a));
    for (unsigned b = 0; b < a->n_bids;
         b++) { /* read anew: what is on paper is judged by other eyes */
        struct bid *const x = &a->bid[b];
        const struct words u =
            luck_words(&i->world->luck, x->bidder, PURPOSE_BID, 0xff000000u ^ market_luck(a));
        const double rho = procurement_rho(i, a->commissioner, p->scoring.rho);
        x->measured = rho * x->true_ + real_sqrt(1.0 - rho * rho) * firms_normal(u.w[0]);
    }
}

static void decide(struct institutions *i, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    if (a->route == ROUTE_MOST_SUITABLE) { /* at the present price, quality alone */
        bids_invite(i, p);
        for (unsigned b = 0; b < a->n_bids; b++) a->bid[b].cost = a->bid[b].price = a->price;
    }
    if (!direct(a)) bids_score(i, p);
    a->decided = (uint16_t)i->month;
    if (a->winner == NOBODY) {
        comes_to_nothing(i, p, AWARD_NO_BIDDER);
        return;
    }
    snprintf(a->why, sizeof a->why, "%u bids; best score %.3f at %.3f of the base price", a->n_bids,
             best_score(a), a->price);
    enter(i, p, STAGE_STANDSTILL);
}

static void standstill_ends(struct institutions *i, struct world *w, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    if (direct(a) && a->winner == NOBODY) {
        a->winner = a->incumbent;
        a->decided = (uint16_t)i->month;
        a->value =
            (pence_t)(market_value(i, a->commissioner, a->line) * a->price * p->months / 12.0);
        snprintf(a->why, sizeof a->why, "%s",
                 a->route == ROUTE_DIRECT_C
                     ? "the holder satisfies its contract and the change is not considerable"
                     : "the board is satisfied that its holder alone is capable");
    }
    if (!p->heard && complaint(i, w, p)) {
        if (a->end == AWARD_INEFFECTIVE)
            comes_to_nothing(i, p, AWARD_INEFFECTIVE);
        else if (a->upheld)
            again(i, p);
        else if (!a->turned_away)
            p->due = (uint16_t)(i->month + case_months(i, a));
        if (!a->turned_away || a->end == AWARD_INEFFECTIVE)
            return;
    }
    if (a->route != ROUTE_SINGLE_CAPABLE) /* that one notice was of the award itself */
        spend(i, a, i->admin.notice);
    enter(i, p, STAGE_MOBILISE);
}

static void stage_ends(struct institutions *i, struct world *w, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    switch (p->stage) {
    case STAGE_QUESTIONNAIRE:
        bids_invite(i, p);
        enter(i, p, STAGE_BIDS);
        break;
    case STAGE_BIDS:
        bids_make(i, p);
        spend(i, a, 0.75 * tender_cost(i, a, p->months));
        enter(i, p, STAGE_SCORING);
        break;
    case STAGE_SCORING: decide(i, p); break;
    case STAGE_STANDSTILL: standstill_ends(i, w, p); break;
    default: starts(i, p); break;
    }
}

static void sweep(struct market *m) {
    unsigned kept = 0;
    for (unsigned n = 0; n < m->n_processes; n++)
        if (m->process[n].award != UINT32_MAX) m->process[kept++] = m->process[n];
    m->n_processes = kept;
}

void process_month(struct institutions *i, struct world *w) {
    struct market *const m = i->market;
    for (unsigned n = 0; n < m->n_processes; n++)
        if (m->process[n].due <= i->month) stage_ends(i, w, &m->process[n]);
    sweep(m);
}

void market_withdraw(struct institutions *i, unsigned row) {
    struct market *const m = i->market;
    for (unsigned n = 0; n < m->n_processes; n++)
        if (m->process[n].row == row && m->process[n].stage < STAGE_MOBILISE) {
            const struct award *const a = &m->award[m->process[n].award];
            const unsigned c = a->commissioner, l = a->line;
            comes_to_nothing(i, &m->process[n], AWARD_WITHDRAWN);
            market_line(i, c, l)->ends = UINT16_MAX; /* the regime that follows dates it */
        }
    sweep(m);
}
