// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who comes back: emergency admissions within so many days of planned treatment, or of leaving
 * hospital after an emergency, from any cause, as published; each leaving is followed by one
 * readmission at most. Counted in the month of coming back, at the provider that treated. A table
 * of those who left, by person, is cleared of the old at each month's end. Left out: what the
 * published ones leave out (births, cancer), which the model does not know; people who come here
 * for planned care alone, whom another hospital takes when they fall ill. */
#include <stdlib.h>

#include "measurement/tally_state.h"

enum { FIRST_ROWS = 4096 };

struct left { /* by a person: the last time; day 0: never, else day since July 1948 */
    uint32_t person;
    uint16_t planned_at, emergency_at;
    uint32_t planned_day, emergency_day;
};

static bool left_since(const void *row, uint32_t day) {
    const struct left *l = row;
    return l->planned_day >= day || l->emergency_day >= day;
}

static void count(struct tally *t, uint16_t at, enum return_count c) {
    if (at < t->n_providers) t->returned[at * RETURN_COUNTS + c]++;
}

/* Left hospital after an emergency, or treated as planned: again when they leave. */
static void leaves(struct tally *t, const struct sight *s, bool planned) {
    struct left *l = person_table_make(&t->left, s->person, FIRST_ROWS);
    if (!l) {
        t->failed = FAULT_MEMORY;
        return;
    }
    const uint32_t day = minute_day(s->at);
    if (planned) {
        if (s->kind == SAW_ELECTIVE_ADMISSION) count(t, s->provider, RETURN_TREATED);
        l->planned_day = day;
        l->planned_at = s->provider;
    } else {
        l->emergency_day = day;
        l->emergency_at = s->provider;
        count(t, s->provider, RETURN_LEFT);
    }
}

static void comes(struct tally *t, const struct sight *s) {
    struct left *l = person_table_find(&t->left, s->person);
    if (!l) return;
    const uint32_t day = minute_day(s->at), within = (uint32_t)t->par.readmission_days;
    if (l->planned_day > 0 && day - l->planned_day <= within)
        count(t, l->planned_at, RETURN_PLANNED);
    if (l->emergency_day > 0 && day - l->emergency_day <= within)
        count(t, l->emergency_at, RETURN_EMERGENCY);
    l->planned_day = l->emergency_day = 0;
}

void returns_saw(struct tally *t, const struct world *w, const struct sight *s) {
    if (s->person >= w->people.n || w->people.p[s->person].flags & FLAG_ELECTIVE_ONLY) return;
    switch (s->kind) {
    case SAW_ELECTIVE_ADMISSION: leaves(t, s, true); break;
    case SAW_DISCHARGE: leaves(t, s, s->flag); break;
    case SAW_EMERGENCY_ADMISSION: comes(t, s); break;
    case SAW_COMPLICATION:
        count(t, s->provider, RETURN_COMPLICATION);
        if (s->detail == COMPLICATION_MOVED) count(t, s->provider, RETURN_MOVED);
        break;
    default: break;
    }
}

static void put(struct tally *t, uint16_t org, const uint32_t c[RETURN_COUNTS]) {
    tally_put(t, org, M_complications, BY_NONE, 0, c[RETURN_COMPLICATION]);
    tally_put(t, org, M_complications_moved, BY_NONE, 0, c[RETURN_MOVED]);
    if (c[RETURN_TREATED] > 0)
        tally_put(t, org, M_readmitted_planned_share, BY_NONE, 0,
                  (double)c[RETURN_PLANNED] / c[RETURN_TREATED]);
    if (c[RETURN_LEFT] > 0)
        tally_put(t, org, M_readmitted_emergency_share, BY_NONE, 0,
                  (double)c[RETURN_EMERGENCY] / c[RETURN_LEFT]);
}

void returns_month(struct tally *t, day_t census) {
    uint32_t place[RETURN_COUNTS] = {0};
    for (uint16_t p = 0; p < t->n_providers; p++) {
        uint32_t *c = &t->returned[p * RETURN_COUNTS];
        put(t, p, c);
        for (unsigned k = 0; k < RETURN_COUNTS; k++) {
            place[k] += t->place->providers[p].outside ? 0 : c[k];
            c[k] = 0;
        }
    }
    put(t, ORG_PLACE, place);
    const uint32_t within = (uint32_t)t->par.readmission_days + 1u;
    person_table_keep(&t->left, left_since, census - within);
}

void returns_open(struct tally *t) { t->left.of_row = sizeof(struct left); }
