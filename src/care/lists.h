// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Practices that take nobody new. */
#ifndef CARE_LISTS_H
#define CARE_LISTS_H
#include "care/world.h"

/* A day of general practice: whoever moves in registers; on the first of a month lists close and
 * open. */
void lists_day(struct world *w, uint32_t today);
/* How a practice fares: requests for acute need over its same-day appointments; routine requests a
 * doctor over the start's; of the former that get through, those that find no appointment soon
 * enough; days to a routine one. */
struct list_work { double acute, routine, unserved, wait; };
/* Contacts that its people ask of a doctor a day. Pure. */
double lists_contacts(const struct primary_params *par, const struct list_work *x);
/* How short a practice is of appointments, 1 where it can bear no more; 0 while what is asked
 * of its doctors is safe. Pure. */
double lists_strain(const struct primary_params *par, const struct list_work *x);
/* Does it want to close its list, or to keep it closed? Pure. */
bool lists_wishes(const struct primary_params *par, bool closed, double strain);
/* Practices whose list is closed now. */
uint32_t lists_closed(const struct world *w);

#endif
