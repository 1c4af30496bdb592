// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One budget for all care of a population, one body that answers for it (whole-population
 * capitation; card C27). Whoever decides within it bears in full what follows, wherever it happens.
 * Money for packages comes out of the same budget: while a day in bed costs more than a day of a
 * package and people wait, more is bought, up to what can be moved within a month and what the care
 * market can staff. And what is left over at the year's end may go to prevention
 * (prevention/prevention.c). */
#include "institution/membership/membership.h"
#include "institution/prevention/prevention.h"
#include "institution/risk/risk.h"
#include <assert.h>

static const struct parameter single_budget_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/risk/single_budget.def"
#undef PARAM
};
extern const struct parameter_table single_budget_param_table;
ANSWER_TABLE(single_budget);
enum {
    STEP,
    CARE_MARKET_GROWTH,
    DAYS_OF_SUPPLY,
    READY_MONEY,
    PREVENTION_SHARE,
    HEALTH_WORTH,
    TEAMS
}; /* rows of the .def list */

static double supply(const struct institutions *i, const double *p, unsigned council) {
    const unsigned c = i->council[council].commissioner;
    const double month = c < i->n_commissioners
                             ? p[READY_MONEY] * (double)i->commissioner[c].allocation / 12.0
                             : 0.0;
    const struct pool_rule q = {p[STEP], p[CARE_MARKET_GROWTH], p[DAYS_OF_SUPPLY], month};
    return risk_pool_supply(i, &q, council);
}

static double share(const struct institutions *i, const double *p, unsigned commissioner,
                    unsigned line, unsigned holder) {
    (void)i, (void)p, (void)commissioner, (void)line, (void)holder;
    return 1.0;
}

/* Its residents stay but for those who move; what the year before left over may go to prevention.
 * Where plans hold the money, they buy. */
static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const struct commissioner_state *const x = &i->commissioner[c];
        if (row_in_force(i, Q_RISK, c, LINE_PLANNED) != row || !i->place->commissioners[c].inside ||
            (i->membership && i->membership->active))
            continue;
        const double left = (double)ledger_balance(&i->ledger, x->account);
        const struct prevention_buyer b = {.account = x->account,
                                           .commissioner = (uint16_t)c,
                                           .stays = 1.0,
                                           .health_worth = p[HEALTH_WORTH],
                                           .money = left > 0.0 ? p[PREVENTION_SHARE] * left : 0.0};
        budgets_spend(i, c, i->staff, LINE_GP, REASON_CARE_COST, prevention_year(i, w, &b));
    }
}

static double teams(const double *p) { return p[TEAMS]; }

const struct answer_rule answer_single_budget = {
    .params = &single_budget_param_table,
    .teams = teams,
    .year = year,
    .package_supply = supply,
    .elsewhere_share = share};
