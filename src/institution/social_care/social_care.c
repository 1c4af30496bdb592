// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Packages that a council's money buys and that carers can bring (card 3.14 of urgent care).
 *
 *   money      (1 + council_growth)^year, less what the account is overdrawn (accounts_bind)
 *   cost       (1 + care_cost_growth)^year x (wage_share x wage outside + 1 - wage_share)
 *   fee'       fee + follows x (cost - fee)           each April; follows 1, or less from a month
 *              on
 *   bought'    bought + adjusts x (money left of the year / (months left x fee) - bought)
 *   wanted     bought x (1 - self-funders) + self-funders
 *   wage       what the fee leaves, and at least (wage outside x trend)^wages_forced / trend
 *   leavers    turnover / 12 x staff x (wage / outside)^-e
 *   hires      match x (vacant posts)^matching x ((1 - abroad) (wage / outside)^e + abroad x
 *              circumstance)
 *   delivered  min( wanted, staff / staff of the start )
 *   firms      eight a sector, costs spread round the mean. Fee below cost for so many months: it
 *              hands back and leaves; those of its clients' hours that nobody has are taken up each
 *              month, as fast as a firm may grow, by firms whose costs are covered, or by a new one
 *                  after so many months of fee
 *              above its cost. Some of its carers go along, the others leave care.
 *
 * All are ratios to the start, at which the equations stand still: a factor of exactly 1. Money and
 * fee are divided by the trend of cost, so they keep pace where both grow alike. What the pool or
 * the circumstance of the place adds multiplies this. Left out: prices of self-funders (who bear
 * part of what fees leave uncovered), buying out of reserves, unpaid care, need that grows, homes'
 * buildings and debts. The ledger's price of a package stays the full price, whatever the fee. */
#include "institution/social_care/social_care.h"
#include <assert.h>

struct social_care_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/social_care/social_care.def"
#undef PARAM
};
static const struct parameter social_care_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/social_care/social_care.def"
#undef PARAM
};
PARAMETER_TABLE(social_care);

struct social_care {
    struct social_care_params par;
    struct care_market *market; /* [council] */
};

struct care_market *social_care_market(const struct institutions *i, unsigned council) {
    return &i->social_care->market[council];
}

/* ---- the start ---- */

static void open_sector(const struct institutions *i, unsigned council, unsigned k) {
    const struct social_care_params *const q = &i->social_care->par;
    struct care_sector *const s = &social_care_market(i, council)->sector[k];
    *s = (struct care_sector){.vacant = k == CARE_AT_HOME ? q->vacant_home : q->vacant_care_home,
                              .delivered = 1.0,
                              .wanted = 1.0};
    s->staff = 1.0 - s->vacant;
    for (unsigned n = 0; n < CARE_FIRMS; n++) {
        const double u = luck_uniform(&i->world->nature, council, PURPOSE_CARE_FIRM,
                                      k * CARE_FIRMS + n);
        s->firm[n].size = 1.0 / CARE_FIRMS;
        s->firm[n].cost =
            real_exp(q->cost_spread * real_probit((n + 0.25 + 0.5 * u) / CARE_FIRMS));
    }
}

int social_care_open(struct institutions *i, struct fault *f) {
    struct social_care *const x = arena_take(&i->arena, sizeof *x);
    struct care_market *const market = arena_array(&i->arena, i->n_councils + 1u, sizeof *market);
    if (!x || !market) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    x->market = market;
    i->social_care = x;
    settings_fill(i, &social_care_param_table, (double *)&x->par);
    for (unsigned c = 0; c < i->n_councils; c++) {
        market[c] = (struct care_market){.fee = 1.0, .bought = 1.0, .supply = 1.0};
        for (unsigned k = 0; k < CARE_SECTORS; k++) open_sector(i, c, k);
    }
    return 0;
}

/* ---- money and fee ---- */

static double trend(const struct institutions *i) {
    return real_pow(1.0 + i->world->circumstances.care_cost_growth, (double)i->year);
}
static double outside(const struct institutions *i) {
    return real_pow(1.0 + i->world->circumstances.outside_wage_growth, i->month / 12.0);
}

static double follows(const struct institutions *i) {
    const struct circumstances *const c = &i->world->circumstances;
    const bool restored = c->care_fee_restored_month > 0.0 &&
                          (double)i->month >= c->care_fee_restored_month;
    return (double)i->month >= c->care_fee_from_month && !restored ? c->care_fee_follows : 1.0;
}

/* Part of a year's money that goes to what the council's account is overdrawn, residents of care
 * homes left out (entitlement/fees.c): base is the money of packages. */
static double overdrawn(const struct institutions *i, unsigned c) {
    const struct social_care_params *const q = &i->social_care->par;
    const double base = q->accounts_bind > 0.5 ? (double)i->council[c].base : 0.0;
    const double balance = (double)(ledger_balance(&i->ledger, i->council[c].account) +
                                    i->council[c].residents_owed);
    const double over = base > 0.0 ? -balance / base - q->overspend_tolerated : 0.0;
    const double repaid = over > 0.0 ? over * 12.0 / q->repaid_months : 0.0;
    return repaid < 0.5 ? repaid : 0.5;
}

/* Money and fee over the trend of cost; the year's money, what was overspent taken off. */
static void buy(struct institutions *i, unsigned c, bool april) {
    const struct social_care_params *const q = &i->social_care->par;
    struct care_market *const m = social_care_market(i, c);
    const struct circumstances *const x = &i->world->circumstances;
    const double months = (double)budgets_months_left(i);
    if (april || i->month == 0) {
        const double money =
            real_pow((1.0 + x->council_growth) / (1.0 + x->care_cost_growth), (double)i->year);
        const double owed = m->left < 0.0 ? m->left : 0.0;
        m->left = money * (1.0 - overdrawn(i, c)) * months + owed;
    }
    if (april) {
        const double cost = trend(i) * (1.0 + q->wage_share * (outside(i) - 1.0));
        m->fee += follows(i) * (cost - m->fee);
    }
    const double fee = m->fee / trend(i);
    double can = m->left / (months * fee);
    if (!(can > 0.0)) can = 0.0;
    m->bought += q->adjusts * (can - m->bought);
    m->left -= m->bought * fee;
}

/* ---- firms ---- */

static double posts(const struct care_sector *s) {
    double sum = 0.0;
    for (unsigned n = 0; n < CARE_FIRMS; n++) sum += s->firm[n].size;
    return sum;
}

static void hand_back(struct institutions *i, unsigned c, unsigned k, unsigned n) {
    static const char *const word[CARE_SECTORS] = {"care at home", "care homes"};
    const struct social_care_params *const q = &i->social_care->par;
    struct care_market *const m = social_care_market(i, c);
    struct care_sector *const s = &m->sector[k];
    const double gone = s->staff * s->firm[n].size / posts(s);
    records_add(i, NOBODY, Q_FAILURE, 0, "care provider leaves",
                "%.12s, %s: fee %.3f of the start, below its cost for %u months; %.3f of the hours",
                i->place->councils[c].code, word[k], m->fee, s->firm[n].months, s->firm[n].size);
    s->staff -= gone;
    s->moving += q->carers_stay * gone;
    s->firm[n].size = 0.0;
    s->firm[n].months = 0;
    m->closed++;
}

/* Who leaves, and who comes; mean cost over the fee of the start. */
static void come_and_go(struct institutions *i, unsigned c, unsigned k, double fee, double cost) {
    const struct social_care_params *const q = &i->social_care->par;
    struct care_sector *const s = &social_care_market(i, c)->sector[k];
    for (unsigned n = 0; n < CARE_FIRMS; n++) {
        struct care_firm *const f = &s->firm[n];
        const double own = (1.0 - q->margin) * f->cost * cost;
        const bool here = f->size > 0.0;
        const bool counts = here ? fee < own
                                 : fee > own * (1.0 + q->entry_margin) && s->wanted > posts(s);
        f->months = counts ? f->months + 1u : 0u;
        if (here && f->months >= q->exit_months) hand_back(i, c, k, n);
        if (!here && f->months >= q->entry_months) {
            const double free = s->wanted - posts(s);
            f->size = free < 1.0 / CARE_FIRMS ? free : 1.0 / CARE_FIRMS;
            f->months = 0;
            records_add(i, NOBODY, Q_AWARD, 0, "care provider comes", "%.12s: %.3f of the hours",
                        i->place->councils[c].code, f->size);
        }
    }
}

/* Hours that nobody has go to those whose costs are covered; hours no longer wanted are closed. */
static void take_up(struct institutions *i, unsigned c, unsigned k, double fee, double cost) {
    const struct social_care_params *const q = &i->social_care->par;
    struct care_sector *const s = &social_care_market(i, c)->sector[k];
    const double all = posts(s);
    double more = q->taken_up * (s->wanted - all), able = 0.0;
    for (unsigned n = 0; n < CARE_FIRMS; n++)
        if (more < 0.0 || fee >= (1.0 - q->margin) * s->firm[n].cost * cost)
            able += s->firm[n].size;
    if (!(able > 0.0)) return;
    if (more > q->firm_growth * able) more = q->firm_growth * able;
    for (unsigned n = 0; n < CARE_FIRMS; n++)
        if (more < 0.0 || fee >= (1.0 - q->margin) * s->firm[n].cost * cost)
            s->firm[n].size += more * s->firm[n].size / able;
    if (more > 0.0) {
        s->staff += q->taken_up * s->moving;
        s->moving -= q->taken_up * s->moving;
    }
}

/* ---- carers ---- */

static void hire(struct institutions *i, struct care_sector *s, double pay) {
    const struct social_care_params *const q = &i->social_care->par;
    const double staff = 1.0 - s->vacant, all = posts(s);
    const double pull = real_pow(pay, q->pay_elasticity);
    const double vacant = all > s->staff ? (all - s->staff) / (1.0 - staff) : 0.0;
    const double abroad = q->hired_abroad * (i->world->circumstances.care_from_abroad - 1.0);
    const double found = vacant > 0.0 ? real_pow(vacant, q->matching) : 0.0;
    const double come = found * (1.0 + (1.0 - q->hired_abroad) * (pull - 1.0) + abroad);
    s->staff += q->turnover / 12.0 * staff * (come - s->staff / staff / pull);
    if (s->staff > all) s->staff = all; /* posts closed: who held them leaves */
}

static void sector(struct institutions *i, unsigned c, unsigned k) {
    const struct social_care_params *const q = &i->social_care->par;
    struct care_market *const m = social_care_market(i, c);
    struct care_sector *const s = &m->sector[k];
    const double fee = m->fee / trend(i), out = outside(i), ws = q->wage_share;
    const double by_fee = 1.0 + (fee - 1.0) / ws;
    const double least = real_pow(out * trend(i), q->wages_forced) / trend(i);
    const double wage = by_fee > least ? by_fee : least;
    const double cost = 1.0 + ws * (wage - 1.0);
    const struct discharge_params *const d = &i->world->par.discharge;
    const double own = k == CARE_AT_HOME ? d->self_funders_home : d->self_funders_care_home;
    s->wanted = 1.0 + (1.0 - own) * (m->bought - 1.0);
    come_and_go(i, c, k, fee, cost);
    take_up(i, c, k, fee, cost);
    hire(i, s, wage / out);
    const double can = s->staff / (1.0 - s->vacant);
    s->delivered = s->wanted < can ? s->wanted : can;
}

void social_care_month(struct institutions *i) {
    const double home = i->social_care->par.home_share;
    const bool april = i->month > 0 && budgets_months_left(i) == 12;
    for (unsigned c = 0; c < i->n_councils; c++) {
        struct care_market *const m = social_care_market(i, c);
        m->closed = 0;
        buy(i, c, april);
        for (unsigned k = 0; k < CARE_SECTORS; k++) sector(i, c, k);
        m->supply = 1.0 + home * (m->sector[CARE_AT_HOME].delivered - 1.0) +
                    (1.0 - home) * (m->sector[CARE_HOMES].delivered - 1.0);
    }
}

double social_care_supply(const struct institutions *i, unsigned council) {
    return social_care_market(i, council)->supply;
}

bool social_care_assessed(const void *inst, const struct world *w, uint16_t council) {
    const struct institutions *const i = inst;
    (void)w;
    if (council >= i->n_councils) return false;
    const unsigned row =
        row_in_force(i, Q_RISK, i->council[council].commissioner, LINE_SOCIAL_CARE);
    const struct answer_rule *const rule = rule_in_row(i, row);
    return rule->assess_in_hospital && rule->assess_in_hospital(i->value[row]);
}

double social_care_at_home(const void *inst, const struct world *w, uint16_t council) {
    const struct institutions *const i = inst;
    (void)w;
    return council < i->n_councils ? social_care_market(i, council)->sector[CARE_AT_HOME].delivered
                                   : 1.0;
}

/* ---- figures of the place: means by councils' money ---- */

static double vacancies(const struct social_care_params *q, const struct care_market *m) {
    double share[CARE_SECTORS];
    for (unsigned k = 0; k < CARE_SECTORS; k++) {
        const double all = posts(&m->sector[k]);
        share[k] = all > 0.0 ? 1.0 - m->sector[k].staff / all : 0.0;
    }
    return q->home_share * share[CARE_AT_HOME] + (1.0 - q->home_share) * share[CARE_HOMES];
}

static double of_council(const struct institutions *i, enum care_figure what, unsigned c) {
    const struct social_care_params *const q = &i->social_care->par;
    const struct care_market *const m = social_care_market(i, c);
    const struct care_sector *const home = &m->sector[CARE_AT_HOME];
    switch (what) {
    case CARE_DELIVERED: return m->supply;
    case CARE_VACANT: return vacancies(q, m);
    case CARE_PROVIDERS_LEFT: return m->closed;
    case CARE_FEE: return m->fee;
    case CARE_UNDELIVERED:
        return home->wanted > 0.0
                   ? 1.0 - (1.0 - q->undelivered_home) * home->delivered / home->wanted
                   : 0.0;
    case CARE_FIGURES: break;
    }
    return 0.0;
}

double social_care_figure(const struct institutions *i, enum care_figure what) {
    double sum = 0.0, weight = 0.0;
    for (unsigned c = 0; c < i->n_councils; c++) {
        const double w = what == CARE_PROVIDERS_LEFT ? 1.0 : (double)i->council[c].base;
        sum += w * of_council(i, what, c);
        weight += w;
    }
    return what == CARE_PROVIDERS_LEFT ? sum : weight > 0.0 ? sum / weight : 0.0;
}
