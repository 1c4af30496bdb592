// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* England's people as the standard, and the two slow processes of age: growing frail and dying.
 * Shared by the making of people (who is frail at the start) and the needs (who becomes so, who
 * dies). */
#ifndef POPULATION_AGEING_H
#define POPULATION_AGEING_H

#define AGES 105      /* single years 0..104 */
#define TENTHS 10     /* of deprivation, index 0 most deprived */
#define FRAILTIES 4
#define FRAIL_FROM 50 /* nobody younger is counted frail */
#define DYING_FROM 18 /* younger deaths come without a spell of dying */
enum { MAN, WOMAN, SEXES };

struct ageing_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "population/ageing_params.def"
#undef PARAM
};

struct ageing {
    double standard[AGES][SEXES][TENTHS];      /* England's people, shares of all */
    double death[AGES][SEXES][TENTHS];         /* deaths a person-year */
    /* steps up from fit, mild, moderate, a person-year */
    double onset[AGES][TENTHS][FRAILTIES - 1];
    double stock[AGES][TENTHS][FRAILTIES];     /* steady share in each state; sums to 1 */
    double dying[AGES][SEXES][TENTHS];         /* steady share in the last spell of life */
    double spells[AGES][SEXES][TENTHS];        /* that begin, over deaths of the age */
};

void ageing_make(struct ageing *a, const struct ageing_params *par);
/* England's shares by single year and sex, by its population table alone. */
void ageing_standard(double share[AGES][SEXES], double oldest_decline);
/* Years to add to an age for the tenth (0..9) of deprivation. */
double ageing_shift(double deprivation_years, unsigned tenth);
double ageing_death_ratio(const struct ageing_params *par, unsigned frailty);

#endif
