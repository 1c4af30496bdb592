// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General and acute beds, a pool a site; critical care and the assessment unit beside it; stays,
 * boarding, escalation. */
#ifndef CARE_BEDS_H
#define CARE_BEDS_H
#include "care/world.h"

enum stay_state {
    STAY_FREE,
    STAY_WAITING,    /* for a bed: boarding in A&E, or at home (direct) */
    STAY_COMING,     /* a bed is kept; on the way to it */
    STAY_ASSESSMENT, /* zero-day: in the assessment unit, no general bed taken */
    STAY_NO_SPACE,   /* zero-day: waits for a space of that unit, in A&E or at home */
    STAY_CRITICAL_WAITING, /* for a bed in critical care: in A&E, or where they are */
    STAY_CRITICAL_COMING,  /* that bed is kept; on the way to it */
    STAY_CRITICAL,   /* in critical care, here or elsewhere; a general bed comes after it */
    STAY_IN_BED,
    STAY_READY,      /* in bed, medically ready to leave */
    STAY_AFTER,      /* left; will be ill again; not in hospital */
    STAY_SHADOW,     /* a second request of somebody already admitted: ends with the transfer */
    STAY_STATES
};
struct stay {
    uint32_t person, number;   /* need */
    uint32_t attendance;       /* in A&E while waiting for the bed, or UINT32_MAX */
    minute_t admitted, ready;
    uint16_t provider, stamp;
    uint8_t state;             /* enum stay_state */
    uint8_t elective, pathway; /* discharge pathway 0..3 */
    uint8_t function;
};
/* with those already in bed at the start */
int beds_open(struct beds **b, struct world *w) MUST_CHECK;
void beds_close(struct beds *b);
void beds_register(struct beds *b, struct calendar *c);
/* An emergency patient needs a bed; attendance says where they wait, UINT32_MAX for direct
 * admission. */
void beds_request_emergency(struct world *w, const struct need *n, uint16_t provider,
                            uint32_t attendance);
/* An elective inpatient comes in today: false when there is no bed for them. days: the stay
 * that they will need, drawn already. */
bool beds_admit_elective(struct world *w, uint32_t person, uint32_t number, uint16_t provider,
                         uint8_t function, double days);
/* Free beds that elective lists may count on today. */
int beds_for_electives(const struct world *w, uint16_t provider);
/* The discharge queue has found what the stay waited for. */
void beds_leave(struct world *w, uint32_t stay);
uint32_t beds_occupied(const struct world *w, uint16_t provider);
/* in bed and medically ready: no criteria to reside */
uint32_t beds_ready(const struct world *w, uint16_t provider);
/* by season, with escalation beds */
double beds_open_now(const struct world *w, uint16_t provider);
double beds_funded(const struct world *w, uint16_t provider);   /* what beds_set_open changes */
/* funded general and acute beds */
void beds_set_open(struct world *w, uint16_t provider, double beds);
unsigned beds_opel(const struct world *w, uint16_t provider); /* 1..4 */
const struct stay *beds_stay(const struct world *w, uint32_t stay);
uint32_t beds_admitted(const struct world *w); /* people with a stay, waiting for a bed or in it */
/* The person has died: whatever stay or wait for a bed they had ends now. */
void beds_person_died(struct world *w, uint32_t person);
/* Means over the days since the reset, a provider: occupied at midnight; not meeting the criteria
 * to reside as published (adults ready in the day: those who left later that day and those still
 * there at midnight); open. */
struct beds_month {
    double occupied, ready, open;
    double critical_open, critical_occupied, outliers;
    uint32_t days, days_at_4;
};
struct beds_month beds_month(const struct world *w, uint16_t provider);
void beds_month_reset(struct world *w);
int beds_check(const struct world *w, struct fault *f) MUST_CHECK;

/* Chance that somebody who leaves after an emergency comes back within 30 days for what brought
 * them; a need comes back three times at most. */
static inline double beds_back_chance(const struct beds_params *p, unsigned frailty) {
    const double ratio[4] = {1.0, p->readmission_mild, p->readmission_moderate,
                             p->readmission_severe};
    return p->readmission * ratio[frailty & 3u];
}
/* Days until then, of a v spread evenly over 0 to 1: most within the first week or two. */
static inline double beds_back_days(const struct beds_params *p, double v) {
    return 0.5 + (p->readmission_days - 1.0) * v * v;
}

/* Nights that weekends and eight bank holidays add to a mean stay: Saturdays wait 2, 3 or 4 days,
 * Sundays 1, 2 or 3. */
static inline double beds_weekend_nights(const struct beds_params *p) {
    return (104.0 + 8.0) / DAYS_A_YEAR * (1.0 - p->weekend_ready) * 2.5;
}
/* Mean nights that a planned stay needs: the published ones less those that weekends add. */
static inline double beds_planned_nights(const struct world *w) {
    return w->par.planned.stay_days - beds_weekend_nights(&w->par.beds);
}

/* What the kind of a need does to nights in bed: a ratio. */
static inline double beds_kind_nights(const struct beds_params *p, enum need_kind kind) {
    switch (kind) {
    case NEED_MINOR_INJURY:
    case NEED_MINOR_ILLNESS: return p->nights_minor;
    case NEED_FALL: return p->nights_fall;
    case NEED_CARDIOVASCULAR: return p->nights_cardiovascular;
    case NEED_MENTAL_CRISIS: return p->nights_mental;
    case NEED_CHILD_FEVER: return p->nights_fever;
    case NEED_OTHER_MAJOR: return p->nights_other;
    default: return 1.0;
    }
}

#endif
