// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Hospital use before death: emergency admissions and nights of the month of death and the eleven
 * before it, of those who die, over the month's of everybody. A table of those admitted, by person,
 * with twelve months each; a stay that ends in death has its nights too. Nothing is said before the
 * run is a year old. Left out: planned admissions, the last days outside hospital. */
#include <string.h>

#include "measurement/tally_state.h"

enum { YEAR = 12, FIRST_ROWS = 16384 };
struct last_year_row {
    uint32_t person, since; /* day of the admission that lasts; 0: none */
    uint16_t month;         /* the latest that is counted, of the run, from 1 */
    uint16_t nights[YEAR];
    uint8_t admissions[YEAR];
};

/* Admitted since a month of the run, or still lying there. */
static bool lasts(const void *row, uint32_t month) {
    const struct last_year_row *r = row;
    return r->month >= month || r->since > 0;
}

/* A month's turn: what is a year old makes room. */
static void turn(struct last_year_row *r, unsigned month) {
    unsigned gone = month - r->month;
    if (gone > YEAR) gone = YEAR;
    for (unsigned k = 0; k < gone; k++) {
        r->nights[(month - k) % YEAR] = 0;
        r->admissions[(month - k) % YEAR] = 0;
    }
    r->month = (uint16_t)month;
}

static struct last_year_row *find(struct tally *t, uint32_t person, bool make) {
    struct person_table *rows = &t->last_year.rows;
    struct last_year_row *r = make ? person_table_make(rows, person, FIRST_ROWS)
                                   : person_table_find(rows, person);
    if (!r && make) t->failed = FAULT_MEMORY;
    if (!r) return NULL;
    if (r->month == 0) r->month = (uint16_t)(t->month + 1u);
    turn(r, t->month + 1u);
    return r;
}

static void leaves(struct tally *t, struct last_year_row *r, uint32_t nights) {
    uint16_t *at = &r->nights[r->month % YEAR];
    const uint32_t all = *at + nights;
    *at = (uint16_t)(all < UINT16_MAX ? all : UINT16_MAX);
    t->last_year.nights += nights;
    r->since = 0;
}

static void dies(struct tally *t, struct last_year_row *r, uint32_t day) {
    struct last_year *l = &t->last_year;
    if (r->since > 0) leaves(t, r, day - r->since);
    for (unsigned k = 0; k < YEAR; k++) {
        l->nights_before += r->nights[k];
        l->admissions_before += r->admissions[k];
    }
}

void last_year_saw(struct tally *t, const struct world *w, const struct sight *s) {
    if (s->person >= w->people.n || w->people.p[s->person].flags & FLAG_ELECTIVE_ONLY) return;
    struct last_year_row *r;
    switch (s->kind) {
    case SAW_EMERGENCY_ADMISSION:
        r = find(t, s->person, true);
        if (!r) return;
        r->since = minute_day(s->at);
        if (r->admissions[r->month % YEAR] < UINT8_MAX) r->admissions[r->month % YEAR]++;
        break;
    case SAW_DISCHARGE:
        r = s->flag ? NULL : find(t, s->person, true);
        if (r) leaves(t, r, s->amount);
        break;
    case SAW_DEATH:
        t->last_year.deaths++;
        r = find(t, s->person, false);
        if (r) dies(t, r, minute_day(s->at));
        break;
    default: break;
    }
}

void last_year_month(struct tally *t) {
    struct last_year *l = &t->last_year;
    if (t->month + 1u >= YEAR && l->deaths > 0 && l->nights > 0) {
        tally_put(t, ORG_PLACE, M_last_year_bed_days_share, BY_NONE, 0,
                  (double)l->nights_before / (double)l->nights);
        tally_put(t, ORG_PLACE, M_last_year_admissions, BY_NONE, 0,
                  (double)l->admissions_before / l->deaths);
    }
    l->deaths = 0;
    l->nights = l->nights_before = l->admissions_before = 0;
    const unsigned since = t->month + 1u > YEAR ? t->month + 1u - YEAR : 0;
    person_table_keep(&l->rows, lasts, since);
}

void last_year_open(struct tally *t) {
    t->last_year.rows.of_row = sizeof(struct last_year_row);
}
