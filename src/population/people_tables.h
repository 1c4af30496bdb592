// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The tables that traits are drawn from when people are made. Private to people_*.c. A threshold is
 * a chance in units of 2^-16 or 2^-32: the trait holds when the draw lies below it. */
#ifndef POPULATION_PEOPLE_TABLES_H
#define POPULATION_PEOPLE_TABLES_H
#include "base/arena.h"
#include "population/ageing.h"
#include "population/params.h"
#include "population/people.h"

#define FIFTHS 5
#define CONDITIONS_MOST 15
#define NEAR 12       /* practices considered from a neighbourhood */
#define SHIFT_YEARS 8 /* room below age 0 on the axis moved by deprivation */

struct people_tables {
    /* cumulative share of a band's people below each age + 1 */
    double density[AGE_BANDS][SEXES][AGES];
    /* below [0] fit, below [1] at most mild, ... */
    uint32_t frail[AGES][TENTHS][FRAILTIES - 1];
    /* chance to be in the last spell of life, the mildest first */
    uint32_t dying[AGES][SEXES][TENTHS][FRAILTIES];
    uint32_t conditions[AGES + 2 * SHIFT_YEARS][FRAILTIES][CONDITIONS_MOST];
    uint16_t income[TENTHS][FIFTHS - 1];
    uint16_t owner[AGE_BANDS][FIFTHS], insured[AGE_BANDS][FIFTHS];
    uint16_t alone[AGE_BANDS][SEXES], carer[FRAILTIES], care_home[AGE_BANDS][FRAILTIES];
    double move_rate[AGE_BANDS], come_rate[AGE_BANDS]; /* a year: out, in */
    uint32_t leaves[AGE_BANDS];                        /* chance to leave within the run */
    int8_t axis[TENTHS];                               /* whole years to add for deprivation */
};
void people_tables_make(struct people_tables *t, const struct people_params *par, double years);

/* below: cumulative share * 65535 */
struct near { uint16_t practice[NEAR], below[NEAR]; unsigned n; };
/* The practices that an area's people are registered with, by distance and list size. */
void people_near(struct near *near, const struct place *p, const struct area *a, double km);

#endif
