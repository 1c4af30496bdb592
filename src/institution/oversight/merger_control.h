// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Does a merger of two providers lessen competition? The overlap tests of the competition
 * authorities. */
#ifndef INSTITUTION_MERGER_CONTROL_H
#define INSTITUTION_MERGER_CONTROL_H
#include "institution/state.h"

struct merger_tests {
    double share_of_supply, turnover, hhi_moderate, delta_moderate, hhi_high, delta_high, radius;
};
struct merger_findings {
    double turnover;             /* pounds a year of the smaller */
    double share, increment;     /* of supply: highest joint share over services where both stand */
    /* services by setting (outpatients, admitted): where both stand; where the index tells
     * against */
    unsigned overlaps, concerns;
};

/* Of services in one market, shares sum to 1: index after, times 10,000, and its change by joining
 * a and b. */
double merger_hhi(const double *share, unsigned n);
double merger_delta(double a, double b);
bool merger_concern(const struct merger_tests *t, double hhi_after, double delta);
bool merger_notifiable(const struct merger_tests *t, const struct merger_findings *f);
struct merger_findings merger_overlap(const struct institutions *i, const struct merger_tests *t,
                                      unsigned one, unsigned other);

#endif
