// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What answers about failure share: working days on the calendar, lists that run off, a franchise's worth. */
#ifndef INSTITUTION_FAILURE_H
#define INSTITUTION_FAILURE_H
#include "institution/contracts.h"

/* Months from now until so many working days have passed: the month after that in which they run out. */
unsigned failure_months(const struct institutions *i, double working_days);
uint32_t failure_waiting(const struct world *w, unsigned service);
/* A result's part for an operator that gets shares of a year's surplus by slices (pence): all of the first two million, ... */
double franchise_share(const double *p, double surplus);
/* Is it worth an operator's while to stay? result: pence a year now; grows by improvement a year; losses up to what is left of
 * its cap are its own; discounted over the years left. */
double franchise_worth(const double *p, double result, double improvement, double cap_left, double years);

#endif
