// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A&E departments (type 1, 2) and urgent treatment centres (type 3), by the minute. */
#ifndef CARE_DEPARTMENTS_H
#define CARE_DEPARTMENTS_H
#include "care/world.h"

#define NO_JOB UINT32_MAX
/* Are walk-in departments open to somebody who comes at this minute? */
static inline bool departments_walk_in_open(const struct emergency_params *par, minute_t at) {
    const uint32_t m = minute_of_day(at);
    return m >= (uint32_t)par->walk_in_opens && m + 60 <= (uint32_t)par->walk_in_closes;
}
int departments_open(struct departments **d, struct world *w) MUST_CHECK;
void departments_close(struct departments *d);
void departments_register(struct departments *d, struct calendar *c);
/* The person comes to a department of a type (1 or 3; 0: straight to a ward by a doctor's referral)
 * at minute arrive; job: the ambulance that brings them, or NO_JOB. */
void departments_send(struct world *w, const struct need *n, unsigned type, minute_t arrive,
                      uint32_t job);
/* A bed is free for the patient who waits for one in the department. */
void departments_bed_found(struct world *w, uint32_t attendance);
/* Minutes to the bed that is kept for a patient of the department, whom the four-hour clock may
 * hurry: in what would be minutes. */
minute_t departments_hurry(const struct world *w, uint32_t attendance, minute_t minutes);
/* Somebody's chance of death within 30 days of an admission over the mean of those admitted through
 * A&E at the start: ratio; published risks of delay are of the mean. */
double departments_peril(const struct world *w, uint32_t person);
/* Chance that a way to the ward of so many minutes brings about somebody's death within 30 days. */
double departments_delay_deaths(const struct world *w, uint32_t person, uint32_t minutes);
/* Patients in the type 1 department of a provider now, and of them waiting for a bed. */
uint32_t departments_crowd(const struct world *w, uint16_t provider, uint32_t *boarding);
int departments_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
