// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who comes back: emergency admissions within so many days of planned treatment, or of leaving
 * hospital after an emergency, from any cause, as published; each leaving is followed by one
 * readmission at most. Counted in the month of coming back, at the provider that treated. A table
 * of those who left, by person, open addressing, at most half full, cleared of the old at each
 * month's end: not a field of every person. Left out: what the published ones leave out (births,
 * cancer), which the model does not know; people who come here for planned care alone, whom
 * another hospital takes when they fall ill. */
#include <stdlib.h>

#include "measurement/tally_state.h"

struct left { /* by a person: the last time; day 0: never, else day since July 1948 */
    uint32_t person;
    uint16_t planned_at, emergency_at;
    uint32_t planned_day, emergency_day;
};

static uint32_t place_of(const struct returns *r, uint32_t person) {
    uint32_t i = (uint32_t)mix64(person + UINT64_C(0x9e3779b97f4a7c15)) & (r->size - 1u);
    while (r->row[i].person != UINT32_MAX && r->row[i].person != person)
        i = (i + 1u) & (r->size - 1u);
    return i;
}

/* A table of a size anew, with those who left since a day. */
static int rebuild(struct returns *r, uint32_t size, uint32_t since) {
    struct left *old = r->row, *fresh = NULL;
    const uint32_t old_size = r->size;
    size_t room = 0;
    TRY(memory_grow((void **)&fresh, &room, size, sizeof *fresh));
    for (uint32_t i = 0; i < size; i++) fresh[i].person = UINT32_MAX;
    r->row = fresh;
    r->size = size;
    r->n = 0;
    for (uint32_t i = 0; i < old_size; i++) {
        const bool kept = old[i].person != UINT32_MAX &&
                          (old[i].planned_day >= since || old[i].emergency_day >= since);
        if (!kept) continue;
        r->row[place_of(r, old[i].person)] = old[i];
        r->n++;
    }
    memory_free(old);
    return 0;
}

static struct left *of(struct tally *t, uint32_t person) {
    struct returns *r = &t->returns;
    if (2u * (r->n + 1u) > r->size && rebuild(r, r->size ? 2u * r->size : 4096u, 0) < 0) {
        t->failed = FAULT_MEMORY;
        return NULL;
    }
    struct left *l = &r->row[place_of(r, person)];
    if (l->person == UINT32_MAX) {
        *l = (struct left){.person = person};
        r->n++;
    }
    return l;
}

static void count(struct tally *t, uint16_t at, enum return_count c) {
    if (at < t->n_providers) t->returned[at * RETURN_COUNTS + c]++;
}

/* Left hospital after an emergency, or treated as planned: again when they leave. */
static void leaves(struct tally *t, const struct sight *s, bool planned) {
    struct left *l = of(t, s->person);
    if (!l) return;
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
    struct returns *r = &t->returns;
    if (r->size == 0) return;
    struct left *l = &r->row[place_of(r, s->person)];
    if (l->person == UINT32_MAX) return;
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
    if (t->returns.size > 0 && rebuild(&t->returns, t->returns.size, census - within) < 0)
        t->failed = FAULT_MEMORY;
}
