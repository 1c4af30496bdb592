// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Inside A&E: a department, a patient in it, and what the files departments*.c share.
 * No other room includes this. An attendance takes 48 bytes and lives for hours. */
#ifndef CARE_DEPARTMENT_H
#define CARE_DEPARTMENT_H
#include "care/departments.h"
#include "care/expectation.h"
#include "engine/queue.h"

#define ACUITIES 5u
#define HOURS_MOST (48u * 60u)
/* a walk-in department has minors alone */
enum stream { STREAM_MAJORS, STREAM_MINORS, STREAM_COUNT };
enum attendance_state {
    AT_FREE,
    AT_TRAVELS,
    AT_WAITS_PLACE,
    AT_WAITS_CLINICIAN,
    AT_WITH_CLINICIAN,
    AT_WORK_UP,
    AT_BOARDS
};
struct attendance {
    uint32_t person, number, job;
    minute_t arrived, decided;
    float severity;
    uint16_t site, stamp;
    uint8_t state, kind, truth, acuity, stream, visit;
    uint8_t direct : 1, rushed : 1, aged_75 : 1, by_ambulance : 1, gp_failed : 1;
};
struct department {
    uint16_t provider, site;
    uint8_t type;
    bool outside;
    uint16_t cubicles, in_cubicles, boarding;
    uint16_t clinicians[STREAM_COUNT], busy[STREAM_COUNT];
    uint16_t roster[STREAM_COUNT][24];
    bool shut;                     /* nobody new comes now: closures.c */
    uint16_t cubicles_start;
    double space_now, beds_now, beds_start; /* as last told */
    double turnaround;             /* of tests, ratio to the start: this hour's */
    uint16_t area;                 /* where it stands */
    double pace[STREAM_COUNT];     /* minutes over the standard minutes: rosters are whole people */
    double utilisation;            /* by rule from the published four-hour share */
    double expected_within_4h;     /* what the rule's arithmetic says */
    struct queue place[ACUITIES], clinic[STREAM_COUNT][ACUITIES];
    uint32_t inside;               /* arrived and not left */
};
struct departments {
    struct arena arena;
    uint16_t n;
    struct department *site;       /* rows as in the expectation's reach */
    const struct expectation *x;   /* borrowed from primary */
    struct attendance *at;
    struct queue_link *link;
    size_t cap_at, cap_link;
    uint32_t n_at, free_first, n_live;
    uint64_t came, left, outside;
};

/* departments_flow.c */
enum event_fate departments_on_arrive(void *world, uint32_t owner, uint32_t stamp, minute_t now);
enum event_fate departments_on_seen(void *world, uint32_t owner, uint32_t stamp, minute_t now);
enum event_fate departments_on_results(void *world, uint32_t owner, uint32_t stamp, minute_t now);
enum event_fate departments_on_shift(void *world, uint32_t owner, uint32_t stamp, minute_t now);
/* departments.c: the pool */
uint32_t attendance_take(struct world *w);
void attendance_drop(struct departments *d, uint32_t a);
struct need attendance_need(const struct attendance *a);
void departments_come(struct world *w, const struct need *n, uint16_t site, minute_t arrive,
                      uint32_t job, unsigned visit, bool direct);
/* Draw block k (0..3) of a visit (0..3) of a need. */
struct words attendance_words(const struct world *w, const struct attendance *a, unsigned k);
/* The roster of a month over the year's mean, when as many come then as season says: ratio. */
static inline double department_month(const struct emergency_params *par, double season) {
    return 1.0 + par->roster_follows * (season - 1.0);
}
/* departments_clock.c: rosters, space, and the utilisation that the published four-hour share
 * implies */
void departments_staff(struct world *w, struct department *d, const struct site_expectation *x);
/* Deaths a month that delays will bring about, by the same arithmetic: the staffed department's
 * waits of those admitted, with the published waits for a bed. */
double departments_expected_deaths(const struct world *w, const struct department *d,
                                   const struct site_expectation *x);
/* Chance that somebody of mean peril dies within 30 days of a way to the ward of so many
 * minutes. */
double departments_excess(const struct emergency_params *par, uint32_t minutes);
double clock_share(const struct world *w, const struct department *d,
                   const struct site_expectation *x, double utilisation);

#endif
