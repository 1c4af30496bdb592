// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Planned care: referral, choice, first outpatient, diagnostics and follow-up, decision to admit,
 * list, theatre and bed, by provider and treatment function (a "service", row of
 * place->services). */
#ifndef CARE_PLANNED_H
#define CARE_PLANNED_H
#include "care/world.h"

enum pathway_stage {
    STAGE_FREE,
    STAGE_WITH_GP,
    STAGE_FIRST,
    STAGE_DIAGNOSTIC,
    STAGE_FOLLOW_UP,
    STAGE_LISTED,
    STAGE_IN_THEATRE
};
struct pathway { /* one clock */
    uint32_t person, number;  /* number of the need */
    int32_t start_day;        /* clock start, days since 5 July 1948 */
    uint16_t service;
    uint16_t stamp;
    uint8_t stage, urgent;
    uint8_t inpatient : 1, missed : 7; /* missed: appointments */
    uint8_t cancelled;        /* times on the day */
    float complexity;
};

/* and puts those who wait at the start on the lists */
int planned_open(struct planned **p, struct world *w) MUST_CHECK;
void planned_close(struct planned *p);
void planned_register(struct planned *p, struct calendar *c);
/* An elective need has struck. */
void planned_need(struct world *w, const struct need *n);

/* Capacity in a working day of a service as ratio to the start; set by institutions at each month's
 * beginning. Growth of first outpatients, follow-ups and theatre slots alike unless said. Of the
 * theatre slots the share own_beds, 0 to 1, lies in rooms with beds of their own (leased from a
 * private hospital): a stay there takes no general bed. */
void planned_set_capacity(struct world *w, unsigned service, double clinics, double theatres,
                          double own_beds);
double planned_capacity(const struct world *w, unsigned service); /* theatres' ratio now */

struct planned_month { /* counts since planned_month_reset, a service */
    uint32_t starts, stops_admitted, stops_nonadmitted, removals, private_exits, deaths, cancelled,
        refused;
    uint32_t firsts, follow_ups, diagnostics, day_cases, stays;
};
const struct planned_month *planned_counts(const struct world *w, unsigned service);
void planned_counts_reset(struct world *w); /* the driver, after a month's end has been measured */
/* Waiting now, by stage and weeks: fills week[WAIT_WEEKS]; returns the total. Either may be
 * NULL; for the total alone nobody is looked at. */
uint32_t planned_waiting(const struct world *w, unsigned service, uint32_t week[],
                         uint32_t *with_decision);
/* people whose GP has seen them and has not referred them */
uint32_t planned_kept(const struct world *w);
/* All live pathways, for measures by person: calls back each; order is fixed. */
void planned_each(const struct world *w, void (*f)(void *context, const struct pathway *p),
                  void *context);
int planned_check(const struct world *w, struct fault *f) MUST_CHECK;

/* Whether a need ends in an operation is the patient's own, not the hospital's. */
enum planned_class { CLASS_CLINIC, CLASS_OPERATION, CLASS_COUNT };

struct settled;
/* The fit of the choice constants to published starts and flows, done once a place (not a run), by
 * class: attraction of each service and each commissioner's pull elsewhere; the share of the halo
 * that comes; and the level of need. */
struct attraction {
    double *service;             /* [class * n_services + service] */
    double *elsewhere;           /* [class * n_commissioners + commissioner] */
    /* [((class * n_areas + area) * n_functions + function) * 2 + from 75], 1 for residents */
    float *comes;
    double level[FUNCTION_MAX];  /* of need, both classes */
    double worst_misfit;
    /* what the pilot of urgent care ended with in the runs that settled the constants, owned by who
     * settled them (study/settled.h); NULL: nothing */
    struct settled *urgent;
};
int attraction_fit(struct attraction *a, const struct place *p, const struct needs_params *np,
                   const struct choice_params *cp) MUST_CHECK;
void attraction_free(struct attraction *a);

#endif
