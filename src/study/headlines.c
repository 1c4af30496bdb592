// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Three headlines of a scenario against the baseline, paired over replicates.
 *
 *   cost of the market   A = spend on running the arrangements (the ledger's category "market"),
 *   more than the baseline's
 *                        B = profit posted to investors above normal margin x payments to private
 *                        providers, at least nought, likewise: what falls short of a normal return
 *                        is nobody's cost
 *                        C = ( care cost a pound of care delivered - the baseline's ) x the
 *                        baseline's care delivered
 *                        D = spend on changing over (redundancy, dual running, compensation),
 *                        likewise
 *   break-even           ( A + B + D ) / care cost: how much cheaper care would have to be made for
 *   the arrangement to pay
 *                        for itself, beside what was found, -C / care cost
 *   who gained           gains.c
 *   health               QALYs discounted, and net of those that the public money, discounted
 *                        alike, could have bought at a threshold
 *
 * Care delivered is counted at the month's full prices, whatever was paid, so that C is adjusted
 * for case mix as far as currencies and bands of complexity see it; its cost counts agency and
 * extra sessions, rents and charges for rooms, which replace the fixed cost of those who owned
 * them, and a normal return on what firms do, so that a margin does not look cheap. How much of a
 * cost is fixed is ASSUMED (economy.planned_fixed_share, growth_fixed_share): where work moves
 * between owners or fills rooms that stand, C follows from these shares and is accounting as much
 * as finding. Community services, whose work is not counted, stand in the cost alone: what a low
 * price leaves undone shows as efficiency there; costs stranded with a loser of contracts stand in
 * care cost. Unit costs of administration that were put in are accounting, not findings. A firm's
 * capital is not modelled: the normal return stands as a margin on income. */
#include <math.h>

#include "study/twins.h"

struct money { double market, profit, private_income, care, delivered, change, spend, qaly; };

/* Public spending, what persons and insurers put in left out, discounted by month at the rate of
 * health, as its measure is: the two are set against each other. */
static double discounted_spend(const struct outcome *o, double rate) {
    double sum = 0;
    for (uint32_t i = 0; i < o->series.n; i++) {
        const struct series_row *r = &o->series.row[i];
        if ((r->measure != M_spend && r->measure != M_private_payments) || r->org != ORG_PLACE ||
            r->breakdown != BY_NONE || isnan(r->value))
            continue;
        const double now = r->value * pow(1 + rate, -(r->month + 0.5) / 12);
        sum += r->measure == M_spend ? now : -now;
    }
    return sum;
}

static double of(const struct outcome *o, enum measure m, enum breakdown b, unsigned level) {
    const double v = twins_over_period(&o->series, m, ORG_PLACE, b, level);
    return isnan(v) && b == BY_CATEGORY ? 0 : v;
}

/* What firms earn up to the normal margin, which is the cost of their capital: care's. */
static double normal_return(const struct money *m, double margin) {
    const double most = margin * m->private_income;
    return m->profit < most ? m->profit : most;
}

static struct money money_of(const struct outcome *o, double rate, double margin) {
    struct money m = {.market = of(o, M_spend, BY_CATEGORY, CATEGORY_MARKET),
                          .profit = of(o, M_spend, BY_CATEGORY, CATEGORY_PROFIT),
                          .private_income = of(o, M_private_income, BY_NONE, 0),
                          .care = of(o, M_spend, BY_CATEGORY, CATEGORY_CARE) +
                                  of(o, M_spend, BY_CATEGORY, CATEGORY_AGENCY) +
                                  of(o, M_spend, BY_CATEGORY, CATEGORY_CAPITAL),
                          .change = of(o, M_spend, BY_CATEGORY, CATEGORY_REORGANISATION),
                          .delivered = of(o, M_care_delivered, BY_NONE, 0),
                          .qaly = of(o, M_qaly, BY_NONE, 0),
                          .spend = discounted_spend(o, rate)};
    m.care += normal_return(&m, margin);
    return m;
}

enum {
    MARKET, PROFIT, COST, CHANGE, BREAK_EVEN, FOUND, QALY, PUBLIC, NET_LOW, NET_HIGH, HEADLINES
};

static double above_normal(const struct money *m, double margin) {
    return m->profit - normal_return(m, margin);
}

static void compare(const struct experiment *e, const struct money *base, const struct money *other,
                    double out[HEADLINES]) {
    const double margin = registry_value("study.normal_margin", &e->set);
    out[MARKET] = other->market - base->market;
    out[PROFIT] = above_normal(other, margin) - above_normal(base, margin);
    out[CHANGE] = other->change - base->change;
    out[COST] = (other->care / other->delivered - base->care / base->delivered) * base->delivered;
    out[BREAK_EVEN] = (out[MARKET] + out[PROFIT] + out[CHANGE]) / other->care;
    out[FOUND] = -out[COST] / other->care;
    out[QALY] = other->qaly - base->qaly;
    out[PUBLIC] = other->spend - base->spend;
    out[NET_LOW] =
        out[QALY] - out[PUBLIC] / registry_value("study.qaly_cost_displaced", &e->set);
    out[NET_HIGH] =
        out[QALY] - out[PUBLIC] / registry_value("study.qaly_value_green_book", &e->set);
}

bool twins_headlines(const struct twins *t, unsigned scenario, struct headlines *h) {
    const struct experiment *e = t->experiment;
    double value[HEADLINES][REPLICATES_MAX];
    unsigned n = 0;
    for (unsigned r = 0; r < t->n_replicates && n < REPLICATES_MAX; r++) {
        const struct outcome *run = &t->main[(size_t)r * t->n_scenarios];
        double one[HEADLINES];
        if (!run[e->baseline].series.n || !run[scenario].series.n) continue;
        const double rate = registry_value("measurement.discount_rate", &e->set);
        const double margin = registry_value("study.normal_margin", &e->set);
        const struct money base = money_of(&run[e->baseline], rate, margin),
                           other = money_of(&run[scenario], rate, margin);
        if (!(base.delivered > 0 && other.delivered > 0 && other.care > 0)) return false;
        compare(e, &base, &other, one);
        for (unsigned k = 0; k < HEADLINES; k++) value[k][n] = one[k];
        n++;
    }
    if (n == 0) return false;
    *h = (struct headlines){
        .market = estimate_of(value[MARKET], n),
        .profit = estimate_of(value[PROFIT], n),
        .cost = estimate_of(value[COST], n),
        .change = estimate_of(value[CHANGE], n),
        .break_even = estimate_of(value[BREAK_EVEN], n),
        .found = estimate_of(value[FOUND], n),
        .qaly = estimate_of(value[QALY], n),
        .public_money = estimate_of(value[PUBLIC], n),
        .net_health = {estimate_of(value[NET_LOW], n), estimate_of(value[NET_HIGH], n)}};
    return true;
}
