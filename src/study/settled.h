// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the pilot of urgent care ended with in the runs that settle a study's constants, and for
 * which people, needs and care: pilots of runs that have the same begin with it. */
#ifndef STUDY_SETTLED_H
#define STUDY_SETTLED_H
#include "care/world.h"

/* Every parameter of people, needs and care, read by a pilot or not, so that none can be forgotten;
 * but for how often lists are tidied, which experiments vary most and nobody reads before the run
 * (a law tests it). Compared as bytes: all doubles, and noughts between. */
struct settled_terms {
    struct people_params people;
    struct needs_params needs;
    struct care_params care;
};
/* Those of w; needs: as they were before the level of the place was found. */
void settled_terms_of(struct settled_terms *t, const struct world *w,
                      const struct needs_params *needs);

struct settled;
/* Keeps what w's pilot ended with; `before`: the rates of needs before the level was found. NULL
 * when memory ran out. Frees: settled_free, of NULL too. */
struct settled *settled_make(const struct world *w, const struct needs_params *before);
void settled_free(struct settled *s);
/* Where the pilot of w, not yet solved, may begin; NULL: from nothing, for s is NULL or the terms
 * are others (how many live in the pilot apart). */
const struct primary *settled_for(const struct settled *s, const struct world *w);

#endif
