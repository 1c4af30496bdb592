// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Lasting frailty that bed-days bring, and what follows from it. */
#ifndef CARE_DECONDITIONING_H
#define CARE_DECONDITIONING_H
#include "care/world.h"

/* Chance of a step of frailty by so many nights: onset a year, years of it a night. */
double deconditioning_chance(double onset, double years, double nights);
/* Somebody leaves a bed after so many nights, their need's number and how often it came back. */
void deconditioning_left(struct world *w, uint32_t person, uint32_t number, unsigned generation,
                         uint32_t nights);
/* A need of the stream strikes: do others follow, for the person is frailer than the stream
 * knows? */
void deconditioning_strikes(struct world *w, const struct need *n);

#endif
