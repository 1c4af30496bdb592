// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How far a body of a size strays from its money by the chance of who falls ill. */
#ifndef INSTITUTION_CHANCE_H
#define INSTITUTION_CHANCE_H
#include "institution/state.h"

/* Of bodies of one size: share whose year passes their money by more than 1%, and what all of them
 * lack on average, share of it. spread: standard deviation of spending over money. */
struct chance_of_deficit { double share, lacking; };
struct chance_of_deficit chance_of_deficit(double spread, const struct risk_pool *pool);
/* Standard deviation of one person's cost over its mean, from groups put together at random: what
 * each spent, its people's weight in the formula, all people. */
double chance_variation(const double *spent, const double *weight, unsigned groups, double people);
void chance_paid(struct institutions *i, const struct world *w, const struct activity *a,
                 pence_t value);
void chance_month(struct institutions *i, const struct world *w); /* begins */
/* From the end of a year of the run; NAN in other months. */
double chance_figure(const struct institutions *i, const struct world *w, enum figure what);

#endif
