// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What answers about failure share: working days on the calendar, lists that run off. */
#ifndef INSTITUTION_FAILURE_H
#define INSTITUTION_FAILURE_H
#include "institution/contracts.h"

/* Months from now until so many working days have passed: the month after that in which they run
 * out. */
unsigned failure_months(const struct institutions *i, double working_days);
uint32_t failure_waiting(const struct world *w, unsigned service);

#endif
