// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General and acute beds: the room's life, and what others may see of it. One pool a site (a
 * provider with an acute trust's beds); the story of a stay is in beds_flow.c, its length in
 * beds_level.c, the daily count and escalation in beds_escalation.c, nurses and infections in
 * beds_ward.c, those in bed on the first midnight in beds_start.c, the pool and its check in
 * beds_pool.c. Beside it: critical care (beds_critical.c), whose beds are not among these; whose
 * ward one lies on (beds_outliers.c); the assessment unit (beds_assessment.c). */
#include "care/beds.h"

#include "base/real.h"
#include "care/beds_state.h"

/* ---- what may be seen ---- */

uint32_t beds_occupied(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    return site == NULL ? 0 : site->in_bed;
}

uint32_t beds_ready(const struct world *w, uint16_t provider) {
    const struct bed_site *site = site_at(w->beds, provider);
    return site == NULL ? 0 : site->ready;
}

const struct stay *beds_stay(const struct world *w, uint32_t stay) { return &w->beds->stays[stay]; }

uint32_t beds_admitted(const struct world *w) { return w->beds->map_n; }

void beds_person_died(struct world *w, uint32_t person) {
    const uint32_t s = beds_stay_of(w->beds, person);
    if (s != QUEUE_NONE) beds_gone(w, s);
}

int beds_check(const struct world *w, struct fault *f) { return beds_pool_check(w, f); }

/* ---- life ---- */

int beds_open(struct beds **out, struct world *w) {
    TRY(beds_shell(out, w));
    struct beds *b = w->beds = *out;
    TRY(beds_start(b, w));
    for (unsigned s = 0; s < b->n_sites; s++)
        calendar_schedule(w->calendar, day_minute(w->first_day) + 600u, EVENT_BED_ROUND, s, 0);
    return 0;
}

static void near(const void *world, uint32_t s) {
    const struct world *w = world;
    __builtin_prefetch(&w->beds->stays[s]);
    __builtin_prefetch(&w->beds->more[s]);
}

static void near_person(const void *world, uint32_t s) {
    const struct world *w = world;
    __builtin_prefetch(&w->people.p[w->beds->stays[s].person], 1);
}

void beds_register(struct beds *b, struct calendar *c) {
    (void)b;
    calendar_handle(c, EVENT_BED_FOUND, beds_on_found, near);
    calendar_handle(c, EVENT_BED_READY, beds_on_ready, near);
    calendar_handle(c, EVENT_BED_LEAVE, beds_on_leave, near);
    calendar_handle(c, EVENT_READMIT, beds_on_readmit, near);
    calendar_handle(c, EVENT_CRITICAL, beds_on_critical, near);
    calendar_handle(c, EVENT_SPACE, beds_on_space, near);
    calendar_near(c, EVENT_BED_FOUND, near_person);
    calendar_near(c, EVENT_BED_READY, near_person);
    calendar_near(c, EVENT_BED_LEAVE, near_person);
    calendar_near(c, EVENT_READMIT, near_person);
    calendar_handle(c, EVENT_BED_ROUND, beds_on_round, NULL);
}
