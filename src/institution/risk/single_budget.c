// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One budget for all care of a population, one body that answers for it (whole-population
 * capitation; card C27). Whoever decides within it bears in full what follows, wherever it happens.
 * Money for packages comes out of the same budget: while a day in bed costs more than a day of a
 * package and people wait, more is bought, up to what can be moved within a month and what the care
 * market can staff. */
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
enum { STEP, CARE_MARKET_GROWTH, DAYS_OF_SUPPLY, READY_MONEY }; /* rows of the .def list */

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

const struct answer_rule answer_single_budget = {
    .params = &single_budget_param_table, .package_supply = supply, .elsewhere_share = share};
