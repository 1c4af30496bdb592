// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Common mental disorders (depression, anxiety) and talking therapies. Budget: 2 bytes a person of
 * the place, 12 for each in the line, lapsed ones among them. */
#ifndef CARE_DISORDERS_H
#define CARE_DISORDERS_H
#include <assert.h>
#include "care/world.h"
#include "engine/calendar.h"

enum disorder_state {
    DISORDER_NONE,
    DISORDER_ILL,     /* nobody treats it */
    DISORDER_WAITING, /* for talking therapy */
    DISORDER_COURSE,  /* in it */
    DISORDER_STATES
};
enum { DISORDER_AGES = 4, DISORDER_CONDITIONS = 6, DISORDER_TENTHS = 10,
       DISORDER_CELLS = DISORDER_AGES * 2 * DISORDER_TENTHS * DISORDER_CONDITIONS };

/* Two bytes, for everybody has one. */
struct disorder {
    uint16_t state : 2;
    uint16_t steps : 14; /* so far: the number of the next draw, and the stamp */
};
enum { DISORDER_STATE_MASK = 3, DISORDER_STEP_MASK = 0x3fff };
static_assert(sizeof(struct disorder) == 2 && DISORDER_STATES <= DISORDER_STATE_MASK + 1 &&
              DISORDER_STEP_MASK < CALENDAR_STAMPS, "everybody has one, and a stamp holds a step");
/* A place in the line for therapy; lapsed once the person has made another step. */
struct therapy_wait { minute_t since; uint32_t person; uint16_t steps; };
/* Rates for each adult in the steady state of the start. */
struct disorder_rates {
    double ill, waiting, course;   /* shares of adults */
    double refers;                 /* hazard a year of who is ill and untreated */
    double gives_up;               /* of who waits, the end of the disorder in */
    double ends;                   /* of disorders, for each with one: hazard a year */
};
struct disorders {
    struct disorder *at;
    struct therapy_wait *line; /* in order of referral: from first to end, lapsed ones among them */
    size_t room_at, room_line, first, end;
    uint32_t n;
    double share[DISORDER_CELLS]; /* with a disorder, steady */
    struct disorder_rates rates;
    double places_a_day, spare, begun_today; /* at the start's; carried on */
    uint32_t n_state[DISORDER_STATES];
};
/* What SAW_THERAPY says in detail. */
enum therapy_sight { THERAPY_BEGUN, THERAPY_RECOVERED, THERAPY_GIVEN_UP };

struct disorder_rates disorders_rates(const struct disorders_params *p);
/* Odds of a disorder over a man of 18 to 44 without conditions in the mean tenth. */
double disorders_odds(const struct disorders_params *p, unsigned cell);
unsigned disorders_cell(const struct person *p, day_t today);
/* Factor on needs of a kind: of somebody with a disorder or without, where a share of people like
 * them has one, so that the mean is one. */
double disorders_factor(double ratio, double share, bool ill);
/* A need of the stream strikes: is it spared, for the person is well? Another may follow. */
bool disorders_spare(struct world *w, const struct need *n);

int disorders_open(struct disorders **d, struct world *w) MUST_CHECK; /* NULL: none */
/* Whoever is in the line and has not left it. */
static inline bool therapy_waits(const struct disorders *d, const struct therapy_wait *x) {
    return d->at[x->person].state == DISORDER_WAITING && d->at[x->person].steps == x->steps;
}
/* disorders_start.c: the shares by cell, and who has one on the first day. */
void disorders_shares(struct disorders *d, const struct world *w);
int disorders_start(struct disorders *d, struct world *w) MUST_CHECK;
void disorders_close(struct disorders *d);
void disorders_register(struct calendar *c);
/* Adults there today, and of them n in each state. */
uint32_t disorders_adults(const struct world *w, uint32_t n[DISORDER_STATES]);
static inline bool disorders_has(const struct world *w, uint32_t person) {
    return w->disorders && w->disorders->at[person].state != DISORDER_NONE;
}
int disorders_check(const struct world *w, struct fault *f) MUST_CHECK;
/* For the start: puts a person in a state and draws what comes next. */
void disorders_put(struct world *w, uint32_t person, enum disorder_state s, minute_t from);

#endif
