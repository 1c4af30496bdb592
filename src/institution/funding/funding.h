// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Answers to: who holds the money, and by what formula is it shared out? */
#ifndef INSTITUTION_FUNDING_H
#define INSTITUTION_FUNDING_H
#include "institution/state.h"

/* Whole pence by weights: the sum is total exactly; what rounding leaves goes to the first, penny by penny. */
void funding_share_out(pence_t total, const double *weight, unsigned n, pence_t *out);

#endif
