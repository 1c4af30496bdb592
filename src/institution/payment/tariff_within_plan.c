// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A price a case within an activity plan (NHS Payment Scheme 2025/26 and the Standard Contract's
 * indicative activity plans and activity management plans, May 2025; cards C2, C10): a plan for
 * each service and year, in money at full price; nothing is paid beyond it, so the provider spreads
 * its work over the year and stops where the plan stops.
 * 
 *   plan of year y = base x price level x min( what commissioners can afford, (1 + ceiling)^y )
 * 
 * The plan's rule is the same for public and private providers. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter tariff_within_plan_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/tariff_within_plan.def"
#undef PARAM
};
extern const struct parameter_table tariff_within_plan_param_table;
ANSWER_TABLE(tariff_within_plan);
enum { CEILING, UPLIFT }; /* rows of the .def list */

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){
        .variable = 1.0, .plan = true, .plan_ceiling = p[CEILING], .uplift = p[UPLIFT]};
}

const struct answer_rule answer_tariff_within_plan = {.params = &tariff_within_plan_param_table,
                                                      .terms = terms};
