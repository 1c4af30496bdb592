// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One run of one scenario: builds the world, runs it month by month, checks the balances and
 * hands over the series. Knows of one run only. */
#ifndef STUDY_SIMULATION_H
#define STUDY_SIMULATION_H
#include <stdatomic.h>
#include "care/planned.h"
#include "measurement/measures.h"
#include "institution/institutions.h"
#include "study/experiment.h"
#include "study/opening.h"

struct ledger_line {
    char payer[24], payee[24];
    uint8_t line, reason;
    uint16_t month;
    pence_t pence;
    uint64_t count;
};
struct outcome { /* of one run; owned arrays */
    struct series series;
    uint32_t n_ledger; struct ledger_line *ledger;      /* yearly sums by account class */
    uint32_t n_records; struct institution_record *records;
    uint32_t n_awards; struct award *awards;
    uint32_t *first_month_stops;                        /* see measurement/measures.h */
    float *person_qaly; uint32_t n_people; uint32_t residents;
    struct patient_counts patients;                     /* for pictures */
    /* tally_person_group */
    uint16_t *person_group;
    double person_years;                                /* residents and halo, alive and present */
    struct calendar_counts events;
    /* of events, cumulative, at each month's end */
    uint64_t digest[64]; unsigned n_digest;
    uint64_t needs_digest;
    double seconds;
    uint64_t bytes_people, bytes_total;
};
void outcome_free(struct outcome *o);
/* Frees what it keeps of each person. */
void outcome_forget_people(struct outcome *o);

/* Told of a scenario's run by whoever asked to hear of it: when care is open, what it does, and at
 * the end. Changes nothing. */
struct listener {
    void (*opened)(void *who, unsigned scenario, const struct world *w);
    void (*saw)(void *who, unsigned scenario, const struct world *w, const struct sight *s);
    void (*ended)(void *who, unsigned scenario, const struct world *w);
    void *who;
};

struct plan { /* what to run; everything borrowed, and read-only but for the openings */
    /* variant may be NULL */
    const struct experiment *experiment;
    const struct scenario *scenario;
    const struct variant *variant;
    const struct place *place; const struct attraction *attraction;
    uint32_t replicate, salt; uint64_t shuffle_key; bool check; /* walk the lists each month end */
    struct openings *openings;              /* shared with other runs; NULL: none (opening.h) */
    /* of a run that settles the constants of choice: a rough pilot of urgent care does, and a copy
     * of what it ended with is left here, once; NULL in a run that is reported */
    struct settled **found;
    const struct listener *listener;        /* NULL: nobody */
    unsigned scenario_index;                /* what the listener is told */
    const volatile int *stop;               /* the user's interrupt */
    const atomic_bool *give_up;             /* another run's failure; NULL: none is waited for */
    void (*progress)(void *who, double done); void *who; /* done: 0..1 of the period */
};
/* Builds, runs, measures, frees. On a fault *out is empty. FAULT_STOPPED when the user
 * interrupts, or another run's failure does. */
int simulation_run(const struct plan *plan, struct outcome *out, struct fault *f) MUST_CHECK;
/* How many people such a run makes, without running it: a second for a million. */
int simulation_people(const struct plan *plan, uint32_t *n, struct fault *f) MUST_CHECK;

#endif
