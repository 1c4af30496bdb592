// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a department makes of a patient: acuity at triage, and whether to admit. Pure. */
#ifndef CARE_ADMISSION_H
#define CARE_ADMISSION_H
#include "care/params.h"
#include "population/needs.h"

/* Triage category 1 (at once) .. 5; noise is a standard normal variate. */
unsigned triage_acuity(const struct emergency_params *par, const struct need *n, double noise);
static inline bool acuity_is_majors(unsigned acuity) { return acuity <= 3; }

struct admission_case {
    enum true_need truth;
    /* alternative: something short of a bed is to be had today */
    bool aged_75, alone, senior, alternative;
    bool late;           /* the four-hour clock is about to run out */
    unsigned frailty;
    /* share of what follows that others bear now and did not at the start: -1 .. 1 */
    double incentive;
};
/* Log-odds of admission before the department's own style; for a case that truly needs a bed style
 * counts half. */
double admission_logit(const struct emergency_params *par, const struct admission_case *c);
double admission_chance(double logit, double style, enum true_need truth);

#endif
