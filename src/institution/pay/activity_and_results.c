// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice by activity and results (fees a service before 1990 and for targets since; the
 * quality and outcomes framework of 2004): part of the income goes by contacts, part by points
 * reached, the rest by the list.
 *
 *   income = (1 - activity - results) x list + activity x contacts of last year / first year +
 *   results x points / points budgeted
 *
 * Contacts are counted from care and paid a year in arrears. A practice that reaches more points
 * than were budgeted for is paid for them: 0.91 of them in the first year, 0.75 budgeted. Referral
 * does not move with these terms: the evidence gathered has no study of what the pay of general
 * practice does to it (fundholding's effect, which it has, is money for care:
 * funding/gp_fundholding.c). Left out: which conditions the points are for, exception reports. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter activity_and_results_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/activity_and_results.def"
#undef PARAM
};
extern const struct parameter_table activity_and_results_param_table;
ANSWER_TABLE(activity_and_results);
enum { ACTIVITY, RESULTS, REACHED, BUDGETED }; /* rows of the .def list */

static struct gp_terms gp_terms(const double *p) {
    return (struct gp_terms){.capitation = 1.0 - p[ACTIVITY] - p[RESULTS],
                             .activity = p[ACTIVITY],
                             .results = p[RESULTS],
                             .achieved = p[REACHED] / p[BUDGETED]};
}

const struct answer_rule answer_activity_and_results = {.params = &activity_and_results_param_table,
                                                        .gp_terms = gp_terms};
