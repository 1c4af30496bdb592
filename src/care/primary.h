// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice, 111 and out-of-hours, urgent treatment centres: who first meets an acute
 * need. */
#ifndef CARE_PRIMARY_H
#define CARE_PRIMARY_H
#include "care/world.h"

int primary_open(struct primary **p, struct world *w) MUST_CHECK;
void primary_close(struct primary *p);
void primary_register(struct primary *p, struct calendar *c);
/* An acute need has struck: the person turns to somebody. */
void primary_need(struct world *w, const struct need *n);
/* Is somebody who left a provider's beds and is ill again taken straight to the ward? */
bool primary_straight(const struct world *w, const struct need *n, uint16_t provider);
/* Brings near what a need of this person is about to read; changes nothing. */
void primary_near(const struct primary *p, const struct person *who);
/* Days until a routine GP appointment at the person's practice (planned care waits for it too). */
double primary_days_to_gp(const struct world *w, uint32_t person);

#endif
