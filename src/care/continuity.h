// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How often a practice's patients meet the doctor who knows them. Pure: nothing here changes a
 * run. */
#ifndef CARE_CONTINUITY_H
#define CARE_CONTINUITY_H
#include "care/params.h"

/* Chance at the start, by the practice's registered list: doctors of small ones are met more
 * often. */
double continuity_usual(const struct primary_params *par, double registered);
/* What is left of the start's acquaintance, 1 at the start, so many days later. */
double continuity_after(const struct primary_params *par, double left, double days);
/* Chance now: acquaintance left, times the start's doctors still there. */
double continuity_now(double usual, double left, double filled);

#endif
