// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The choice constants settled against what choice meets in a run: refusals above all. */
#ifndef STUDY_SETTLE_H
#define STUDY_SETTLE_H
#include "study/simulation.h"

/* attraction_fit makes patients' wishes meet the published starts; some are refused and go
 * elsewhere. Short pilot runs of the regime that stands today, as a replicate of their own, measure
 * by how much each provider's starts then miss the published ones, and move its constants by the
 * logarithm of the miss. The published starts are those of the month of the vintage; nothing later
 * is used. Returns 0 or a fault. */
int attraction_settle(struct attraction *a, const struct experiment *e, const struct place *p,
                      struct openings *openings, const volatile int *stop,
                      struct fault *f) MUST_CHECK;
/* Frees what attraction_settle made: before attraction_free. */
void attraction_unsettle(struct attraction *a);

#endif
