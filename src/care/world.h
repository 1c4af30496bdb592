// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One run: the people, what befalls them, the journeys of care, and the door to institutions. A run
 * is a struct: a baseline and its reform live side by side. */
#ifndef CARE_WORLD_H
#define CARE_WORLD_H
#include "base/ledger.h"
#include "care/events.h"
#include "care/params.h"
#include "care/questions.h"
#include "care/watch.h"
#include "engine/calendar.h"
#include "place/circumstances.h"
#include "place/place.h"
#include "place/purpose.h"
#include "population/needs.h"
#include "population/params.h"
#include "population/people.h"

struct world {
    const struct place *place;
    struct luck nature;                /* people and needs: salt 0 */
    struct luck luck;                  /* journeys; its salt differs in a placebo */
    day_t first_day, last_day;         /* inclusive */
    struct calendar *calendar;
    struct people people;
    struct needs *needs;
    struct people_params people_par;
    struct needs_params needs_par;
    struct care_params par;
    struct circumstances circumstances;
    const struct questions *ask;
    void *institutions;
    struct watch watch;
    struct notice_board *board;
    struct planned *planned;
    /* general practice, 111, out of hours, urgent treatment centres */
    struct primary *primary;
    struct ambulance *ambulance;
    struct departments *departments;
    struct beds *beds;
    struct discharge *discharge;
    struct community *community;       /* NULL: no teams */
    double community_ups;              /* chance that who suits a virtual ward is asked for it */
    struct mental_health *mental;      /* NULL: crises lie in general beds, as in some unit tests */
    struct disorders *disorders;       /* NULL: no common mental disorders */
    struct unmet *unmet;               /* NULL: want of care at home brings nothing */
    struct away *away;                 /* NULL: no pandemic */
    int failed;                        /* sticky fault code */
    /* by provider: whom urgent care is expected to admit (care/expectation.h); NULL: not solved */
    const struct admitted_mix *admitted;
    /* where the pilot of urgent care begins, borrowed: with what that of another replicate of the
     * same place and parameters ended with; NULL: from nothing */
    const struct primary *pilot_from;
    /* fitted constants of choice, borrowed; NULL: all nought (care/planned.h) */
    const struct attraction *attraction;
};

static inline minute_t world_now(const struct world *w) { return calendar_now(w->calendar); }
static inline unsigned world_day(const struct world *w) {
    return minute_day(calendar_now(w->calendar)) - w->first_day;
}
static inline void world_saw(struct world *w, const struct sight *s) {
    if (w->watch.saw) w->watch.saw(w->watch.who, w, s);
}
/* Ordinal of a draw: step 0..15 of the journey of a need. */
static inline uint32_t need_ordinal(uint32_t number, unsigned step) { return number * 16u + step; }
/* Whoever has left hospital and is ill again with what brought them has a need with luck of its
 * own. Its number says after how many stays: numbers between those of candidates (with what stands
 * beside them, under NEED_ANEW) and those of needs that follow, of the start and of a pandemic. Of
 * a need that a pandemic brought the next is an ordinary one: pandemic_need no longer holds. */
#define NEED_ANEW 0x02000000u
static inline unsigned need_generation(uint32_t number) {
    return number < 4u * NEED_ANEW ? number / NEED_ANEW : 0u;
}
static inline uint32_t need_anew(uint32_t number) {
    return (need_generation(number) + 1u) * NEED_ANEW + number % 0x00800000u;
}

/* Opens every room of care for a run whose place, people, needs, parameters, questions and calendar
 * are set, registers the event handlers, puts those already waiting on the lists and those already
 * in bed into beds, and starts every need clock. Returns 0 or a fault code. */
int world_open_care(struct world *w) MUST_CHECK;
void world_close_care(struct world *w);
/* The person dies now: ends their open journeys lazily (handlers see person_alive), posts the
 * sight. */
void world_death(struct world *w, uint32_t person, enum death_cause cause);
/* Walks every list and checks that each person and pathway is in exactly one place: 0 or
 * FAULT_BROKEN. */
int world_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
