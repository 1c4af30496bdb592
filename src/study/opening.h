// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the runs of one replicate begin with, found once: the people, and what a year of their acute
 * needs is expected to bring to each department. Neither knows a regime. A run takes a copy, so
 * that what it does to its people is seen by no other run. */
#ifndef STUDY_OPENING_H
#define STUDY_OPENING_H
#include "care/world.h"

struct openings;
/* NULL when memory ran out: then every run makes its own. */
struct openings *openings_init(void);
void openings_free(struct openings *o);

/* Copies into w the people and the expectation that a world like it began with. Returns 1 when
 * there is such a one, 0 when there is none, or a fault code; o may be NULL. */
int openings_take(struct openings *o, struct world *w) MUST_CHECK;
/* Keeps a copy of what w begins with, in the place of the one that served nobody for longest;
 * `before` holds the rates of needs as they were set before the level of the place was found.
 * Without memory nothing is kept. */
void openings_keep(struct openings *o, const struct world *w, const struct needs_params *before);

#endif
