// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Taken ill with what one waits for: how often, by treatment function. */
#ifndef CARE_WORSENING_H
#define CARE_WORSENING_H

struct world;
/* Emergencies that need a bed for a year of waiting in a treatment function of the place. */
double worsening_rate(const struct world *w, unsigned function);
/* Of a provider's list, the part that lives in the place. */
struct place;
double worsening_from_place(const struct place *p, unsigned provider);
/* Emergencies a month to expect of those who wait at the start and live where the model has urgent
 * care. */
double worsening_at_start(const struct world *w);

#endif
