// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Weighted capitation with a pace of change (card C23).
 *
 *   target of c  = its share of people x need weight, of what the place's own commissioners have
 *   allocation   = last + its share of growth by last year's money
 *                  + pace x its distance below target, paid out of the growth above the least
 *
 * Nobody above target is cut; it grows by what is left, the least growth at any rate. The half-life
 * of a distance is about ln 2 / pace years; 0.07 gives the ten years seen in England. Source:
 * Health and Care Act 2022, NHS Act 2006 section 223G; NHS England, technical guide to allocations
 * 2025/26. A cap on running
 * costs, where one is set (18.76 pounds a head from late 2025): administration.c. Left out: market
 * forces and the health inequalities adjustment, which stand in the published need weight. */
#include "institution/funding/funding.h"
#include <assert.h>

static const struct parameter icb_allocation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/icb_allocation.def"
#undef PARAM
};
extern const struct parameter_table icb_allocation_param_table;
ANSWER_TABLE(icb_allocation);

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[0], .least_growth = p[1]},
                         total, last, out);
}

static double running_cost_cap(const double *p) { return p[2]; }

const struct answer_rule answer_icb_allocation = {.params = &icb_allocation_param_table,
                                                  .bodies = "integrated care boards",
                                                  .running_cost_cap = running_cost_cap,
                                                  .share = share};
