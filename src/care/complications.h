// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Complications of planned treatment, and those whom they bring back as emergencies. */
#ifndef CARE_COMPLICATIONS_H
#define CARE_COMPLICATIONS_H
#include "base/fault.h"
#include <stdbool.h>
#include <stdint.h>

struct world;
struct pathway;
/* Mean over such cases of what complications do to nights: a ratio. */
double complications_mean_nights(const struct world *w, unsigned function);
/* Nights of a case that would need so many days, complications in: the same mean. */
double complications_nights(const struct world *w, const struct pathway *q, double days);
/* The case has been treated and will lie for so many days (0 a day case); bedded: in a hospital
 * with general beds. */
void complications_follow(struct world *w, const struct pathway *q, double days, bool bedded);
/* Emergency admissions a month that the operations of the start bring. */
double complications_at_start(const struct world *w);
int complications_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
