// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A need that follows another of the same person, some days on: no candidate of the stream's, for a
 * regime may bring it about. */
#ifndef CARE_FOLLOWING_H
#define CARE_FOLLOWING_H
#include "care/world.h"

enum follows { FOLLOWS_UNMET, FOLLOWS_WORN, FOLLOWS_DISORDER, FOLLOWS_KINDS };

/* Another like n strikes after so many days. */
void following(struct world *w, const struct need *n, enum follows why, double days);
/* Of one that strikes then. */
uint32_t following_number(const struct world *w, enum follows why, minute_t at);
void following_register(struct calendar *c);

#endif
