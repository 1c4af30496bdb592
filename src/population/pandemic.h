// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who is infected in a pandemic, when, and how badly; and what its waves do to the days of a run. A
 * circumstance: the same people on the same days in every regime. */
#ifndef POPULATION_PANDEMIC_H
#define POPULATION_PANDEMIC_H
#include "place/circumstances.h"
#include "population/needs.h"

enum { PANDEMIC_WAVES = 2 };
/* Numbers of the needs that the waves bring, above those of every other need. */
#define PANDEMIC_NUMBERS 0x0ffff000u

static inline bool pandemic_comes(const struct circumstances *c) { return c->pandemic_attack > 0; }
static inline bool pandemic_need(uint32_t number) {
    return number >= PANDEMIC_NUMBERS && number < PANDEMIC_NUMBERS + PANDEMIC_WAVES;
}
/* Infections on a day of the run, over those of the first wave's height. */
double pandemic_height(const struct circumstances *c, double day);
/* How far people stay away: 1 at the first wave's height. */
double pandemic_fear(const struct circumstances *c, double day);
/* Share of planned operations put off by decision. */
double pandemic_postponed(const struct circumstances *c, double day);
/* The wave in which a person falls ill and the day of the run (below 0: before it); or
 * PANDEMIC_WAVES. */
unsigned pandemic_wave(const struct circumstances *c, const struct luck *luck, uint32_t id,
                       double *day);
struct pandemic_case { bool bed, asks, fatal; float severity; double days_to_death; };
/* How badly somebody infected today takes it, by age and frailty. */
struct pandemic_case pandemic_case_of(const struct circumstances *c, const struct needs *n,
                                      const struct needs_params *par, const struct luck *luck,
                                      const struct person *p, uint32_t id, day_t today);
/* Ratio of nights in hospital to those of another infection; critical care is the patient's own
 * luck. */
double pandemic_nights(const struct circumstances *c, const struct luck *luck, uint32_t id,
                       unsigned age_band);

#endif
