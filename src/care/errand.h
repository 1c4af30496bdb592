// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Inside general practice and first contact: the state of the room, and one person's way through
 * it. Included by primary.c, expectation.c and lists.c alone. */
#ifndef CARE_ERRAND_H
#define CARE_ERRAND_H
#include "care/expectation.h"
#include "care/first_contact.h"
#include "care/world.h"

#define GP_DAYS 8u /* days of appointments held at a time */
struct surgery {             /* a practice */
    /* modelled people on its list, weighed by age; log-odds of sending on */
    float people, style;
    float means;             /* what it has for one of its people, over the place's mean */
    double not_through;      /* of calls: share */
    float routine_days;      /* wait for a routine appointment */
    float usual, left;       /* continuity: at the start; what is left of it */
    uint16_t slots;          /* same-day appointments for acute need, a working day */
    uint16_t used[GP_DAYS];
    float routine_ask;       /* routine requests a doctor, over the start's */
    uint32_t asked, unserved;/* this month: got through; of them found no appointment in time */
};
struct sends { double shift, chance[4]; bool known; }; /* of a practice: sent on, by truth */
struct primary {
    struct arena arena;
    struct expectation x;
    uint32_t n_surgeries, n_days, n_providers;
    struct surgery *surgery;
    struct sends *sends;
    struct lists *lists;     /* from the first day of a run, where lists may close */
    uint8_t *open;           /* is day of the run a working day? */
    uint64_t outside;        /* sent to departments outside the model */
    double sends_logit[4];   /* log-odds of being sent on by a practice of no style, by truth */
    float gumbel[GUMBEL_ROWS];
};
struct pilot;
struct errand {              /* one need's way */
    struct world *w;
    struct primary *p;
    const struct need *n;
    const struct person *who;
    const struct luck *luck;
    struct pilot *pilot;     /* NULL in a run */
    double gravity, perceived;
    uint16_t major;          /* the type 1 department of this need's person, and how far */
    double major_km;
    double doctors;          /* of its practice, share of the start's who are there */
    minute_t at;
    bool team_asked;         /* the community team has been thought of */
    bool gp_failed;          /* no appointment was to be had */
};
/* Steps of the draws of a need */
enum {
    STEP_TASTE = 0,
    STEP_GP = 4,
    STEP_111 = 5,
    STEP_MISSED = 6,
    STEP_STRAIGHT = 7,
    STEP_SHIFT = 10,
    STEP_REVIEW = 11,
    STEP_WITHOUT = 12,
    STEP_KNOWN = 13,
    STEP_TEAM = 14,
    STEP_SITE = 15
};

void errand_run(struct errand *e);
/* Is somebody who is ill again after a stay at a site taken straight to its ward? */
bool errand_straight(const struct expectation *x, const struct luck *luck, const struct need *n,
                     uint16_t site);
uint16_t errand_site(const struct errand *e, enum reach_nest nest, double *km);
/* The pilot's side of what an errand does. */
struct surgery *pilot_surgery(struct pilot *b, const struct errand *e);
void pilot_contact(struct pilot *b, enum channel c, unsigned step);
void pilot_fails(struct pilot *b);
void pilot_asks_team(struct pilot *b);
void pilot_send(struct pilot *b, const struct errand *e, unsigned type, minute_t at);
void pilot_ambulance(struct pilot *b, const struct errand *e, minute_t at);
int expectation_solve(struct world *w, struct primary *p) MUST_CHECK;
int expectation_copy(struct expectation *to, const struct expectation *from, unsigned n_providers,
                     struct arena *a) MUST_CHECK;
/* Constants of one that was solved for the same place with other luck. */
void expectation_begin(struct expectation *to, const struct expectation *from);
/* The place's people need beds at the level found: the run's needs are made after this. */
void expectation_settle(struct world *w, const struct primary *p);

#endif
