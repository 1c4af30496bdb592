// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Mental-health crises that somebody would admit: the crisis team, one pool of beds of the place,
 * beds out of area, and coming back. */
#ifndef CARE_MENTAL_HEALTH_H
#define CARE_MENTAL_HEALTH_H
#include "care/world.h"
#include "engine/queue.h"

enum mental_state {
    MENTAL_FREE,
    MENTAL_WAITING, /* for a bed: boarding in A&E, or at home */
    MENTAL_COMING,  /* a bed is kept */
    MENTAL_IN_BED,
    MENTAL_AWAY,    /* in a bed out of area */
    MENTAL_AT_HOME, /* with the crisis team */
    MENTAL_AFTER,   /* left; will come back within the year */
    MENTAL_STATES
};
struct mental_case {
    uint32_t person, number; /* need */
    uint32_t attendance;     /* in A&E while waiting, or UINT32_MAX */
    minute_t since, asked;
    uint16_t stamp;
    uint8_t state, generation, detained;
};
struct mental_health {
    struct mental_case *at;
    struct queue_link *link;
    size_t room_at, room_link;
    uint32_t n, free_first, beds, taken, n_state[MENTAL_STATES];
    struct queue queue;
    uint64_t came, left;     /* cases made; freed */
    double crises_a_year, entries_a_year, people;
    double bed_minutes;      /* taken, summed until counted */
    minute_t counted;
};
/* What SAW_CRISIS says in detail of somebody who has come. */
enum crisis_end { CRISIS_AT_HOME, CRISIS_BED, CRISIS_AWAY };

/* crises_a_year: those whom somebody would admit, coming back apart. Beds are then set by rule and
 * filled. */
int mental_health_open(struct mental_health **m, struct world *w,
                       double crises_a_year) MUST_CHECK;
void mental_health_close(struct mental_health *m);
void mental_health_register(struct calendar *c);
/* mental_health_start.c: the size of the pool, and who is in it and after it on the first day. */
int mental_health_start(struct mental_health *m, struct world *w) MUST_CHECK;
/* Beds at which a offered stays at once are carried at the occupancy (Erlang's loss formula). */
uint32_t mental_health_beds_for(double offered, double occupancy);
double mental_health_nights(const struct mental_health_params *p, bool detained);
uint32_t mental_health_new(struct world *w, uint32_t person, uint32_t number,
                           unsigned generation);
void mental_health_put(struct mental_health *m, uint32_t k, enum mental_state state);
void mental_health_later(struct world *w, uint32_t k, minute_t at);

/* Does a crisis team take this person home? Then the case is theirs. */
bool mental_health_at_home(struct world *w, const struct need *n);
/* The person is to be admitted; attendance says where they wait, UINT32_MAX at home. */
void mental_health_admit(struct world *w, const struct need *n, uint32_t attendance);
void mental_health_person_died(struct world *w, uint32_t person);
/* Bed-minutes taken since the run began. */
double mental_health_bed_minutes(const struct world *w);
uint32_t mental_health_beds(const struct world *w);
/* People waiting for a bed, in one or out of area: as marked in hospital. */
uint32_t mental_health_admitted(const struct world *w);
int mental_health_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
