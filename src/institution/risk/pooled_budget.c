// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Pooled money of health and social care (NHS Act 2006 section 75; Better Care Fund from 2015; card C27). Each month, where people
 * wait in hospital for a council's packages and a day in a bed costs more than a day of a package, the pool buys more:
 * 
 *   ratio(t+1) = ratio + step, while more wait than the stated days of supply place;  ratio - step when fewer
 *   ratio <= 1 + care market's growth since the pool began, and <= what the pool can pay
 * 
 * Health pays for what is above the councils' own. What pools cannot do is bring in carers faster than
 * the market grows. A decider's share of cost elsewhere is the pool's share. */
#include "institution/state.h"
#include <assert.h>
#include "care/discharge.h"

static const struct parameter pooled_budget_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/risk/pooled_budget.def"
#undef PARAM
};
extern const struct parameter_table pooled_budget_param_table;
ANSWER_TABLE(pooled_budget);
enum { STEP, CARE_MARKET_GROWTH, DAYS_OF_SUPPLY, POOL_SHARE, SHARED }; /* rows of the .def list */

/* The pool's monthly money for a council against what its packages cost now. */
static double affordable(const struct institutions *i, const double *p, unsigned council) {
    const struct council_state *const x = &i->council[council];
    const double month = (double)x->base / 12.0;
    const unsigned c = x->commissioner;
    double own = 0.0;
    for (unsigned k = 0; k < i->n_councils; k++)
        if (i->council[k].commissioner == c)
            own += (double)i->council[k].base;
    const double pool = c < i->n_commissioners && own > 0.0
        ? p[POOL_SHARE] * (double)i->commissioner[c].allocation / 12.0 * (double)x->base / own : 0.0;
    return month > 0.0 ? 1.0 + pool / month : 1.0;
}

static double supply(const struct institutions *i, const double *p, unsigned council) {
    const struct council_state *const x = &i->council[council];
    const double day_in_bed = i->par.bed_day, most_by_market = 1.0 + p[CARE_MARKET_GROWTH] * (double)i->month / 12.0;
    const double most_by_money = affordable(i, p, council);
    const double most = most_by_market < most_by_money ? most_by_market : most_by_money;
    const double packages_a_day = (double)x->base / 365.25 / (100.0 * i->par.care_package);
    const double waiting = (double)discharge_waiting(i->world, (uint16_t)council);
    const bool buy = day_in_bed > i->par.care_package / i->par.package_days && waiting > p[DAYS_OF_SUPPLY] * packages_a_day;
    const double ratio = x->ratio + (buy ? p[STEP] : -p[STEP]);
    return ratio < 1.0 ? 1.0 : ratio > most ? most : ratio;
}
static double share(const double *p) { return p[SHARED]; }

const struct answer_rule answer_pooled_budget = {.params = &pooled_budget_param_table, .package_supply = supply, .elsewhere_share = share};
