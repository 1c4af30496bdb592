// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Missed outpatient appointments: who misses one, and what becomes of them. */
#ifndef CARE_MISSED_H
#define CARE_MISSED_H
#include <stdbool.h>
#include <stdint.h>

enum { MISSED_AGES = 121 };
struct world;
struct place;
struct planned_params;
struct missed { double tenth[11], age[MISSED_AGES]; }; /* ratios to the mean of an appointment */
struct missed_of { double discharged, silent; };

void missed_tables(struct missed *m, const struct planned_params *par);
/* Chance that somebody of this tenth and age misses the appointment to which they are called. */
double missed_chance(const struct missed *m, const struct planned_params *par, unsigned decile,
                     unsigned age, bool first);
/* The mean ratio of the tenths of a place's people. */
double missed_mean(const struct missed *m, const struct place *p);
/* Of a service with so many first appointments and so many removals a month, of whom so many are
 * taken ill: the chance that whoever misses a first one is discharged, and the part of its removals
 * that is neither. mean: of missed_mean. */
struct missed_of missed_service(const struct planned_params *par, double mean, double firsts,
                                double removals, double ill);
void missed_open(const struct world *w); /* that of each service */
/* Called, and out of the list: do they stay away? Whoever does is booked again, or discharged. */
bool missed_strikes(struct world *w, uint32_t pathway, bool first);

#endif
