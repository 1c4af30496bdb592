// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Practices that take nobody new. */
#ifndef CARE_LISTS_H
#define CARE_LISTS_H
#include "care/world.h"

/* A day of general practice: whoever moves in registers; on the first of a month lists close and
 * open. */
void lists_day(struct world *w, uint32_t today);
/* Is a list closed for the next month? crowding: people a doctor over the start's; months: how long
 * it has been closed. Pure. */
bool lists_close(const struct primary_params *par, bool closed, unsigned months, double crowding);
/* Practices whose list is closed now. */
uint32_t lists_closed(const struct world *w);

#endif
