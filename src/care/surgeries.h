// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What each general practice has for its people. Included by primary.c and expectation.c alone. */
#ifndef CARE_SURGERIES_H
#define CARE_SURGERIES_H
#include "care/errand.h"

/* What a practice has for one of its people, over the mean one: of mean 1 over practices. */
double surgeries_means(const struct primary_params *par, double uniform);
/* Share of calls that do not get through to a practice, before the place's mean is kept. */
double surgeries_not_through(const struct primary_params *par, double uniform);
/* Every practice of the place on the first day; no means, no byte of others' draws. */
void surgeries_staff(struct primary *p, const struct world *w);
/* The pilot's practices: n of a size, whose means are those of the place's people, and as many
 * appointments each as the mean of them has. */
void surgeries_sample(const struct primary *p, struct surgery *to, uint32_t n, double each);

#endif
