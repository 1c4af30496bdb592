// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the files of leaving hospital share: a council's three queues and its slots. */
#ifndef CARE_DISCHARGE_STATE_H
#define CARE_DISCHARGE_STATE_H
#include "care/beds_state.h"

struct council_queues { /* by pathway less one */
    struct queue queue[SUPPORTED];
    double supply[SUPPORTED];   /* slots a day as the published figures imply */
    double own[SUPPORTED];      /* share that funds itself under the law of the start */
    double arrivals[SUPPORTED]; /* of the publicly funded, a day, as they imply */
    double credit[SUPPORTED];   /* slots come but not used: less than two */
    double assessors;           /* assessments a working day, where they are done in hospital */
    day_t desk_day;             /* the next one's day, and how much of it is used */
    double desk_used;
    /* staff of its people's community services, ratio to the start: this month's */
    double community;
};
/* for which community holds */
struct discharge {
    unsigned n;
    struct council_queues *council;
    int32_t month;
    /* of those found ready: over the chance to leave with support, and by pathway less one; what
     * they lose in bed makes them leave as published */
    double support, share[SUPPORTED];
    uint32_t waiting_at_start;
};
/* discharge_harm.c: what befalls who waits in bed to leave */
enum wait_harm { WAIT_UNHARMED, WAIT_WEAKER, WAIT_ILL, WAIT_ASSESSED };
/* Nobody is hurt more often while they wait; a generation of a need has a step of luck for each
 * time, and one over, of which the first says whose the delay is. */
enum { HURT_MOST = 3, STEP_WHOSE = HURT_MOST };
void discharge_harm_set(struct world *w);
/* They will leave so many days after a day at the hour (uniform), unless harm comes before. */
void discharge_wait(struct world *w, uint32_t s, day_t from, unsigned days, double hour_u);

/* The circumstance of the place: 1, then over a ramp to package_supply, and perhaps back. */
double discharge_circumstance(const struct world *w);
/* discharge_assess.c: begins to wait for an assessment, where it is done in hospital? */
bool discharge_awaits_assessment(struct world *w, uint32_t s);
/* The day on which the council's assessors come to one more. */
day_t discharge_desk(struct council_queues *c, day_t today, double least);
/* Joins the queue of the stay's pathway and council; leaves another way when patience (uniform) is
 * out. */
void discharge_join(struct world *w, uint32_t s, double patience_u, double hour_u);
/* Somebody who needs support begins to wait for it: looks for their own, or joins a queue. */
void discharge_begin(struct world *w, uint32_t s, double patience_u, double hour_u);
/* A minute to leave on a day by a uniform, an hour from now at the earliest. */
minute_t discharge_minute(const struct world *w, day_t day, double u);
struct words discharge_draw(const struct world *w, uint32_t s, unsigned step);
/* Pays for all of it, under the law of the start. Only where that is answered. */
bool discharge_paid_all_at_start(const struct world *w, uint32_t person, unsigned pathway);
void discharge_supply_set(struct world *w);      /* discharge_supply.c */
/* the delayed of the first midnight take their places */
int discharge_start(struct world *w) MUST_CHECK;

#endif
