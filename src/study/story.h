// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One person's years under each scenario of an experiment, out of one run each of the same people
 * with the same luck (replicate 1): what care did, in the order in which it happened. Nothing is
 * added to the runs: a listener watches them. */
#ifndef STUDY_STORY_H
#define STUDY_STORY_H
#include "study/twins.h"

/* Whom to tell of: a number, or somebody of a kind, of whom many are followed and one is chosen:
 * the one to whom most happens in the baseline, or (PICK_DIFFERS) whose years differ most. */
enum story_pick {
    PICK_ID,
    PICK_FRAIL,             /* 75 or older, moderately or severely frail */
    PICK_CHILD,             /* under 16 */
    PICK_WORKING,           /* 25 to 64 */
    PICK_WAITING,           /* on a waiting list on the first day */
    PICK_POOR,              /* of the two most deprived tenths of areas */
    PICK_DIFFERS,
    PICK_COUNT
};
const char *story_pick_name(enum story_pick pick); /* "frail" */

struct story_event {
    minute_t at;
    uint16_t provider;      /* NOBODY where none */
    uint8_t kind, function, detail, flag; /* of a sight (care/watch.h) */
    uint32_t amount;
    uint32_t in;            /* bit s: it happened under scenario s */
};
struct story_end { /* how it stands at the end under one scenario */
    bool died;
    uint8_t cause;          /* enum death_cause */
    day_t died_on;
    uint8_t frailty, waiting; /* pathways still open */
    double qaly;            /* discounted, over the period */
    bool in_hospital; /* still; its nights so far are counted */
    unsigned days_in_hospital, attendances, consultations;
};
struct story {
    const struct experiment *experiment;
    const struct place *place;
    uint32_t id, followed;  /* of whom one was chosen; 1 for PICK_ID */
    struct person who;      /* as on the first day */
    unsigned waiting;       /* pathways open on the first day */
    struct story_event *event; uint32_t n_events; /* by time; owned */
    struct story_end end[SCENARIO_MAX];
};

/* Runs every scenario once and tells the story of person `id` (PICK_ID; 0 to the number of people
 * made less 1) or of one picked. Threads, stop and progress as in twins_run. A person who does not
 * exist, or of a kind that nobody here is of, is a fault. */
int story_tell(struct story *out, const struct experiment *e, const struct place *p,
               enum story_pick pick, uint32_t id, const struct twins_options *how,
               struct fault *f) MUST_CHECK;
void story_free(struct story *s);
/* Is an event of that kind one of a referral's pathway, which has a day and no hour? */
bool story_is_planned(uint8_t kind);

#endif
