// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Weighted capitation of district and health authorities (Resource Allocation Working Party 1976;
 * York formula 1995; card C23).
 *
 *   target of c  = people x age index x need index, share of what the place's own have; pace of
 *   change: funding.c
 *   need index   from 1 in the least deprived tenth to need_ratio in the most (published admissions
 *   of the most over the
 *                least deprived fifth)
 *
 * Market forces: one number for all providers of a place here, so it leaves every share as it is.
 * Left out: corrections two years in arrears for people treated over the boundary; commissioners of
 * this model pay for their residents wherever they are treated. */
#include "institution/funding/funding.h"
#include <assert.h>

static const struct parameter weighted_capitation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/weighted_capitation.def"
#undef PARAM
};
extern const struct parameter_table weighted_capitation_param_table;
ANSWER_TABLE(weighted_capitation);
enum { PACE, LEAST_GROWTH, NEED_RATIO }; /* rows of the .def list */

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_by_age_and_need(i, p[NEED_RATIO], i->weights);
    funding_towards(i, i->weights,
                    (struct funding_pace){.pace = p[PACE], .least_growth = p[LEAST_GROWTH]}, total,
                    last, out);
}

const struct answer_rule answer_weighted_capitation = {.params = &weighted_capitation_param_table,
                                                       .bodies = "health authorities",
                                                       .share = share};
