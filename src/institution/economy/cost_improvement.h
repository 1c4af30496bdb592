// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A public provider's programme of savings for a financial year. */
#ifndef INSTITUTION_COST_IMPROVEMENT_H
#define INSTITUTION_COST_IMPROVEMENT_H
#include <stdbool.h>

struct institutions;
struct cost_improvement_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/economy/cost_improvement.def"
#undef PARAM
};
/* Shares of costs: what the year is to save, what is made of it beyond the routine, beside posts
 * and kept, and the part of that which lasts. */
struct improvement { double planned, made, lasts; };
/* For a shortfall that is expected without it, share of costs; part of the whole made, 1: all. */
struct improvement cost_improvement_programme(const struct cost_improvement_params *q,
                                            double shortfall, double part);
/* Each April: a programme each. */
void cost_improvement_month(struct institutions *i);
/* What a provider's own costs are of what they would be without. */
double cost_improvement_ratio(const struct institutions *i, unsigned provider);

#endif
