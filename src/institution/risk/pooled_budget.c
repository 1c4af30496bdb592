// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Pooled money of health and social care (NHS Act 2006 section 75; Better Care Fund from 2015; card
 * C27). Each month, where people wait in hospital for a council's packages and a day in a bed costs
 * more than a day of a package, the pool buys more:
 * 
 *   ratio(t+1) = ratio + step, while more wait than the stated days of supply place;  ratio - step
 *   when fewer
 *   ratio <= 1 + care market's growth since the pool began, and <= what the pool can pay
 * 
 * Health pays for what is above the councils' own. What pools cannot do is bring in carers faster
 * than the market grows. Those whose lines the pool governs bear of an admission what the pool
 * would pay: its money over the commissioner's urgent hospital spending. */
#include "institution/risk/risk.h"
#include <assert.h>

static const struct parameter pooled_budget_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/risk/pooled_budget.def"
#undef PARAM
};
extern const struct parameter_table pooled_budget_param_table;
ANSWER_TABLE(pooled_budget);
enum { STEP, CARE_MARKET_GROWTH, DAYS_OF_SUPPLY, POOL_SHARE, TEAMS }; /* rows of the .def list */

/* The pool's monthly money for a council, by its part of the councils' own. */
static double money(const struct institutions *i, const double *p, unsigned council) {
    const struct council_state *const x = &i->council[council];
    const unsigned c = x->commissioner;
    double own = 0.0;
    for (unsigned k = 0; k < i->n_councils; k++)
        if (i->council[k].commissioner == c)
            own += (double)i->council[k].base;
    return c < i->n_commissioners && own > 0.0
               ? p[POOL_SHARE] * (double)i->commissioner[c].allocation / 12.0 * (double)x->base /
                     own
               : 0.0;
}

static double supply(const struct institutions *i, const double *p, unsigned council) {
    const struct pool_rule q = {p[STEP], p[CARE_MARKET_GROWTH], p[DAYS_OF_SUPPLY],
                                money(i, p, council)};
    return risk_pool_supply(i, &q, council);
}

static double share(const struct institutions *i, const double *p, unsigned commissioner,
                    unsigned line, unsigned holder) {
    (void)line, (void)holder;
    return risk_pool_covers(i, commissioner,
                            p[POOL_SHARE] * (double)i->commissioner[commissioner].allocation);
}

static double teams(const double *p) { return p[TEAMS]; }

const struct answer_rule answer_pooled_budget = {.params = &pooled_budget_param_table,
                                                 .teams = teams,
                                                 .package_supply = supply,
                                                 .elsewhere_share = share};
