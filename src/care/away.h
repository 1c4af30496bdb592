// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A pandemic at the door of care: the infected come, others stay away or come later. */
#ifndef CARE_AWAY_H
#define CARE_AWAY_H
#include "care/world.h"

struct away_counts { uint64_t kept, lapsed, came; uint32_t waiting; };

int away_open(struct away **a, struct world *w) MUST_CHECK; /* NULL where no pandemic comes */
void away_close(struct away *a);
void away_register(struct world *w);
/* Does whoever has this need stay away for now? Then it lapses, or comes by itself later. */
bool away_keeps(struct world *w, const struct need *n);
struct away_counts away_counts(const struct world *w);
int away_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
