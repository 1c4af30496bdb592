// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Taken ill with what one waits for: how often at the start. */
#ifndef CARE_WORSENING_H
#define CARE_WORSENING_H

struct world;
/* Emergencies a month to expect of those who wait at the start and live where the model has urgent
 * care. */
double worsening_at_start(const struct world *w);

#endif
