// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Posts, pay, leavers and joiners of each team, by the month.
 *
 *   posts    = needed x open    needed grows with need; open falls by freeze rate x depth of the
 *   provider's freeze (hiring.c), and
 *              rises again by the money within reach; of a line it follows the contract's price
 *   leavers  = staff x leaving / (1 - moves) / 12 x (1 + a (unfilled share - usual)) x (1 + b (1 -
 *   goodwill))
 *              x (pay / elsewhere)^-e x unsettled, for a year after a change of hands
 *   elsewhere= (1 - moves) x wage outside + moves x what the place's other teams of the kind pay
 *   offered  = vacant posts x (pay of a newcomer / elsewhere)^e
 *   hires    = match x sqrt( looking x offered ), shared out by what each team offers
 *   looking' = trained (after their lag) + movers from the country + moves x leavers - hires -
 *   those who give up
 *   abroad   = orders for each vacancy, by group of countries, up to the cap of the circumstances;
 *   they come after the lead
 *
 * A team that bids more takes from its neighbours: the pool is the place's. The start is the steady
 * state: rates and the pool are such that joiners make up for leavers and for the growth of need,
 * for each team. Nobody is dismissed: closed posts are left empty. Sources: workforce.def;
 * elasticities of leaving and of joining alike in size (Manning 2003). Left out: hours, grades,
 * retirement by age, moves between kinds of staff. */
#include "institution/integration/integration.h"
#include "institution/market/market.h"
#include "institution/workforce/teams.h"

static double growth(double yearly, unsigned months) {
    return real_pow(1.0 + yearly, months / 12.0);
}
static double need_monthly(const struct institutions *i) {
    return growth(i->world->circumstances.need_growth, 1) - 1.0;
}
static double separation(const struct workforce_params *p, unsigned kind) {
    return kind_row(&p->leaving_nurses, kind) / (1.0 - p->moves) / 12.0;
}
static double from_group(const struct workforce_params *p, unsigned group) {
    return group == ABROAD_POORER   ? p->from_poorer
           : group == ABROAD_EUROPE ? p->from_europe
                                    : 1.0 - p->from_poorer - p->from_europe;
}
static unsigned lead(const struct institutions *i) {
    const double months = i->world->circumstances.abroad_lead;
    return months < 1.0 ? 1u : months > LEAD_MOST - 1u ? LEAD_MOST - 1u : (unsigned)months;
}

/* Who orders for the time of arrival allows for the growth of need till then. */
static double ahead(const struct institutions *i) {
    return growth(i->world->circumstances.need_growth, lead(i) - 1u);
}

/* ---- the start ---- */

/* Vacancies at which joiners balance leavers and growth in one team. */
static void balance(struct institutions *i, struct team *t, double hire_rate) {
    struct workforce *const f = i->workforce;
    const struct workforce_params *const p = &f->par;
    const double elsewhere = (1.0 - p->moves) * t->outside + p->moves;
    const double pull = real_pow(elsewhere, -p->joining_by_pay);
    const double gone =
        separation(p, t->kind) * real_pow(elsewhere, p->leaving_by_pay) + need_monthly(i);
    const double staff = t->start * (1.0 - kind_row(&p->vacant_nurses, t->kind));
    const double vacant = staff * gone / (hire_rate * pull + f->market[t->kind].abroad_rate);
    t->staff[TIER_KEPT] = staff;
    t->start = t->needed = t->posts = staff + vacant;
    t->open = 1.0;
    t->offered = vacant * pull;
    t->left = staff * (gone - need_monthly(i));
    for (unsigned g = 0; g < ABROAD_GROUPS; g++) {
        const double come = f->market[t->kind].abroad_rate * vacant * from_group(p, g);
        f->market[t->kind].base[g] += come;
        for (unsigned m = 1; m <= lead(i); m++)
            t->due[m][g] = come * growth(i->world->circumstances.need_growth, m - 1);
    }
    t->usual_abroad = t->abroad = f->market[t->kind].abroad_rate * vacant * ahead(i);
    shifts_begin(t, p);
}

static void open_market(struct institutions *i, unsigned kind) {
    struct workforce *const f = i->workforce;
    struct market_of *const m = &f->market[kind];
    const double vacant = kind_row(&f->par.vacant_nurses, kind),
                 abroad = kind_row(&f->par.abroad_nurses, kind);
    const double rate = (separation(&f->par, kind) + need_monthly(i)) * (1.0 - vacant) / vacant;
    double offered = 0.0, left = 0.0;
    m->abroad_rate = rate * abroad;
    for (unsigned k = 0; k < f->n; k++)
        if (f->team[k].kind == kind) {
            balance(i, &f->team[k], rate * (1.0 - abroad));
            offered += f->team[k].offered;
            left += f->team[k].left;
        }
    const double hires = rate * (1.0 - abroad) * offered;
    m->looking = f->par.search * hires;
    m->match = offered > 0.0 ? hires / real_sqrt(m->looking * offered) : 0.0;
    const double come =
        hires + (f->par.gives_up + need_monthly(i)) * m->looking - f->par.moves * left;
    m->trained = come * f->par.trained;
    m->movers = come - m->trained;
}

void labour_begin(struct institutions *i) {
    for (unsigned kind = 0; kind < STAFF_KINDS; kind++)
        open_market(i, kind);
}

/* ---- the month ---- */

static const struct answer_rule *pay_answer(const struct institutions *i, const struct team *t,
                                            const double **p) {
    if (t->provider != NOBODY)
        return rule_for_all(i, Q_PAY, LINE_EMERGENCY, p);
    const unsigned row = row_in_force(i, Q_PAY, t->commissioner, t->line);
    *p = i->value[row];
    return rule_in_row(i, row);
}

/* Those of teams that join up care, who are staff of community services like others: what their
 * money would employ. */
static double posts_of_teams(const struct institutions *i, const struct team *t) {
    const struct workforce_params *const p = &i->workforce->par;
    if (t->line != LINE_COMMUNITY || t->commissioner == NOBODY) return 0.0;
    return integration_money(i, t->commissioner) * p->line_pay_share /
           kind_row(&p->cost_nurses, t->kind);
}

static void set_posts(struct institutions *i, struct team *t) {
    const double most = i->workforce->par.posts_opened;
    double more;
    t->needed = t->start * growth(i->world->circumstances.need_growth, i->month) +
                posts_of_teams(i, t);
    if (t->provider != NOBODY) {
        const struct provider_state *const p = &i->provider[t->provider];
        const double could = p->reach * i->par.hire_gain;
        more = p->frozen      ? -i->par.freeze_rate * p->depth
               : could < 0.0  ? 0.0
               : could < most ? could
                              : most;
    } else {
        const double gap = market_money(i, t->commissioner, t->line) / t->open - 1.0;
        more = gap < -i->par.freeze_rate ? -i->par.freeze_rate : gap < most ? gap : most;
    }
    t->open *= 1.0 + more;
    t->open = t->open < 1.0 ? t->open : 1.0; /* need asks for no more */
    t->posts = t->needed * t->open;
}

static void set_pay(struct institutions *i, struct team *t) {
    const double *p;
    const struct answer_rule *const rule = pay_answer(i, t, &p);
    const unsigned employer =
        t->provider != NOBODY ? t->provider : market_holder(i, t->commissioner, t->line);
    const double wanted = rule->pay_ratio ? rule->pay_ratio(i, p, employer) : 1.0;
    t->pay += i->workforce->par.pay_speed * (wanted - t->pay);
    t->lower = t->changed && rule->newcomer_pay ? rule->newcomer_pay(p) : 1.0;
}

static double mean_pay(const struct team *t) {
    const double staff = team_staff(t);
    return staff > 0.0 ? t->pay * (t->staff[TIER_KEPT] + t->lower * t->staff[TIER_NEW]) / staff
                       : t->pay;
}

/* What somebody of the team could earn elsewhere. */
static double elsewhere(const struct institutions *i, const struct team *t) {
    const struct workforce *const f = i->workforce;
    const struct market_of *const m = &f->market[t->kind];
    const double outside =
        t->outside * growth(i->world->circumstances.outside_wage_growth, i->month);
    const double others = m->staff_sum - team_staff(t);
    const double near =
        others > 1e-9 ? (m->pay_sum - team_staff(t) * mean_pay(t)) / others : outside;
    return (1.0 - f->par.moves) * outside + f->par.moves * near;
}

double labour_leaving(const struct institutions *i, const struct team *t, unsigned tier) {
    const struct workforce_params *const p = &i->workforce->par;
    const double pay = tier == TIER_NEW ? t->pay * t->lower : t->pay;
    const double gaps =
        1.0 + p->leaving_by_gaps * (t->unfilled / t->needed - t->usual_unfilled / t->start);
    double rate = separation(p, t->kind) * (gaps > 0.0 ? gaps : 0.0) *
                  (1.0 + p->leaving_by_goodwill * (1.0 - t->goodwill)) *
                  real_pow(pay / elsewhere(i, t), -p->leaving_by_pay);
    if (i->month < t->unsettled_until)
        rate *= p->unsettled_ratio;
    return rate < 1.0 ? rate : 1.0;
}

/* Who gives notice, and what the team offers to those who look; all teams at once, before anybody
 * goes. */
static void leave(struct institutions *i, struct team *t) {
    t->gone[TIER_KEPT] = t->staff[TIER_KEPT] * labour_leaving(i, t, TIER_KEPT);
    t->gone[TIER_NEW] =
        t->staff[TIER_NEW] > 0.0 ? t->staff[TIER_NEW] * labour_leaving(i, t, TIER_NEW) : 0.0;
    t->left = t->gone[TIER_KEPT] + t->gone[TIER_NEW];
    const double pay = t->changed ? t->pay * t->lower : t->pay;
    const double vacant = t->posts - team_staff(t);
    t->offered = vacant > 0.0
                     ? vacant * real_pow(pay / elsewhere(i, t), i->workforce->par.joining_by_pay)
                     : 0.0;
}

static double cap(const struct institutions *i, unsigned group) {
    const struct circumstances *const c = &i->world->circumstances;
    return group == ABROAD_POORER   ? c->abroad_most_poorer
           : group == ABROAD_EUROPE ? c->abroad_most_europe
                                    : c->abroad_most_other;
}

static void arrive(struct institutions *i, struct team *t) {
    struct workforce *const f = i->workforce;
    for (unsigned g = 0; g < ABROAD_GROUPS; g++) {
        double *const due = &t->due[i->month % LEAD_MOST][g];
        t->joined += *due;
        f->arrived[g] += *due;
        f->arrived_year[g] += *due;
        *due = 0.0;
    }
}

static double open_posts(const struct team *t) {
    return t->posts > team_staff(t) ? t->posts - team_staff(t) : 0.0;
}

static void order(const struct institutions *i, struct team *t, unsigned group, double people) {
    t->due[(i->month + lead(i)) % LEAD_MOST][group] += people;
    t->abroad += people;
}

/* Orders abroad for the vacancies of the month, within the caps of the kind. */
static void order_abroad(struct institutions *i, unsigned kind) {
    struct workforce *const f = i->workforce;
    const struct market_of *const m = &f->market[kind];
    double vacant = 0.0;
    for (unsigned k = 0; k < f->n; k++)
        vacant += f->team[k].kind == kind ? open_posts(&f->team[k]) : 0.0;
    for (unsigned g = 0; g < ABROAD_GROUPS && vacant > 0.0; g++) {
        const double wanted = m->abroad_rate * ahead(i) * vacant * from_group(&f->par, g),
                     most = cap(i, g) * m->base[g];
        const double got = wanted < most ? wanted : most;
        for (unsigned k = 0; k < f->n; k++)
            if (f->team[k].kind == kind)
                order(i, &f->team[k], g, got * open_posts(&f->team[k]) / vacant);
    }
}

static double came(const struct institutions *i, const struct market_of *m) {
    const struct circumstances *const c = &i->world->circumstances;
    const double more = growth(c->staff_growth, i->month);
    return more * (m->movers +
                   m->trained * (i->month >= (unsigned)c->training_lag ? c->training_places : 1.0));
}

static void sums(struct workforce *f, unsigned kind) {
    struct market_of *const m = &f->market[kind];
    m->pay_sum = m->staff_sum = 0.0;
    for (unsigned k = 0; k < f->n; k++)
        if (f->team[k].kind == kind) {
            m->pay_sum += mean_pay(&f->team[k]) * team_staff(&f->team[k]);
            m->staff_sum += team_staff(&f->team[k]);
        }
}

static void take_on(struct team *t, double people) {
    t->joined += people;
    t->staff[t->changed ? TIER_NEW : TIER_KEPT] += t->joined;
}

static void staff_month(struct institutions *i, unsigned kind) {
    struct workforce *const f = i->workforce;
    struct market_of *const m = &f->market[kind];
    double offered = 0.0, left = 0.0;
    sums(f, kind);
    for (unsigned k = 0; k < f->n; k++)
        if (f->team[k].kind == kind) {
            leave(i, &f->team[k]);
            offered += f->team[k].offered;
            left += f->team[k].left;
        }
    const double could = m->match * real_sqrt(m->looking * offered),
                 hires = could < m->looking ? could : m->looking;
    for (unsigned k = 0; k < f->n; k++)
        if (f->team[k].kind == kind) {
            struct team *const t = &f->team[k];
            for (unsigned n = 0; n < TIERS; n++)
                t->staff[n] -= t->gone[n];
            t->joined = 0.0;
            arrive(i, t);
            take_on(t, offered > 0.0 ? hires * t->offered / offered : 0.0);
        }
    m->looking += came(i, m) + f->par.moves * left - hires - f->par.gives_up * m->looking;
    m->looking = m->looking > 0.0 ? m->looking : 0.0;
}

void labour_month(struct institutions *i) {
    struct workforce *const f = i->workforce;
    for (unsigned g = 0; g < ABROAD_GROUPS; g++)
        f->arrived[g] = 0.0;
    if (i->month == 0) /* the start stands */
        return;
    for (unsigned k = 0; k < f->n; k++)
        set_pay(i, &f->team[k]);
    for (unsigned kind = 0; kind < STAFF_KINDS; kind++)
        staff_month(i, kind);
    for (unsigned k = 0; k < f->n; k++)
        set_posts(i, &f->team[k]);
    for (unsigned k = 0; k < f->n; k++)
        f->team[k].abroad = 0.0;
    for (unsigned kind = 0; kind < STAFF_KINDS; kind++)
        order_abroad(i, kind);
}
