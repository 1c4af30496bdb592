// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Ambulances that a hospital at OPEL 4 sends on to its neighbours. */
#ifndef CARE_DIVERTS_H
#define CARE_DIVERTS_H
#include "care/world.h"

/* The department to which a crew takes the patient of a call of that category (1 gravest), bound
 * for one `km` away: that one, or a neighbour, and then *km is the way there. Draws nothing. */
uint16_t diverts_to(const struct world *w, const struct need *n, unsigned category, uint16_t bound,
                    double *km);

#endif
