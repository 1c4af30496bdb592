// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The people of a place and its halo at 1:1. One aligned 32-byte record a person holds what
 * most events read; identifiers and the array's length never change in a run: births and moves are
 * drawn when people are made. Byte budget: 32 here + 8 for the pending need clock. */
#ifndef POPULATION_PEOPLE_H
#define POPULATION_PEOPLE_H
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include "base/date.h"
#include "base/fault.h"
#include "base/random.h"
#include "place/place.h"

enum {
    FLAG_WOMAN = 1,
    FLAG_HALO = 2,
    FLAG_ELECTIVE_ONLY = 4,
    FLAG_LIVES_ALONE = 8,
    FLAG_HOME_OWNER = 16,
    FLAG_INSURED = 32,
    FLAG_CARE_HOME = 64,
    FLAG_CARER_AT_HOME = 128
};
enum frailty { FRAILTY_FIT, FRAILTY_MILD, FRAILTY_MODERATE, FRAILTY_SEVERE };

struct person {
    uint32_t clock;      /* minute up to which this person's need clock has been drawn */
    uint32_t needs;      /* candidates so far: the number of the next */
    uint32_t died;       /* minute of death from any cause, MINUTE_NEVER while alive */
    /* open elective pathway count (low 8 bits), and quality-of-life loss now in units of 1/2000
     * (upper 24) */
    uint32_t burden;
    int16_t born;        /* months since July 1948 */
    uint16_t area;       /* row of place->areas */
    uint16_t practice;   /* row of place->practices */
    uint16_t stamp;      /* bumped when pending events of this person become stale */
    /* days since the start of the run; 0 and UINT16_MAX for those who stay */
    uint16_t arrives, leaves;
    uint8_t flags;
    /* conditions: long-term, 0..15; nature_done: died in the candidate stream, so the need clock
     * has stopped */
    uint8_t frailty : 2, conditions : 4, in_hospital : 1, nature_done : 1;
    uint8_t decile : 4, income : 4;    /* decile of area deprivation 1..10; income fifth 1..5 */
    /* dying: in the last spell of life, which care does not move; worn: of frailty's steps, those
     * that bed-days brought, above what the candidates' stream has; beyond: outlived its death */
    uint8_t dying : 1, worn : 2, beyond : 1;
};
static_assert(sizeof(struct person) == 32, "a person is 32 bytes");

struct people {
    uint32_t n;
    struct person *p; /* aligned to 64; owned */
    uint32_t residents; /* of whom inside the place and there on the first day */
};

/* Makes the people of place p for (seed, replicate); years = length of the run, for births and
 * moves. Same bytes for same arguments. */
struct people_params;
int people_make(struct people *pp, const struct place *p, const struct people_params *par,
                const struct luck *luck, double years) MUST_CHECK;
/* Net moves a year into each age band, of its people on the first day: England's ages. And what
 * they add a year to all needs that have these rates by band. */
void people_net_moves(double net[AGE_BANDS], const struct people_params *par);
double people_moves_need(const struct people_params *par, const double rate[AGE_BANDS]);
/* The same people once more. */
int people_copy(struct people *pp, const struct people *from) MUST_CHECK;
void people_free(struct people *pp);
double person_age(const struct person *p, day_t today); /* years */
static inline bool person_alive(const struct person *p) { return p->died == MINUTE_NEVER; }
static inline bool person_present(const struct person *p, uint32_t day_of_run) {
    return p->arrives <= day_of_run && day_of_run < p->leaves;
}
/* Usual quality of life by age and frailty, 0..1, before the burden of needs. */
double person_utility(const struct person *p, const struct people_params *par, day_t today);

#endif
