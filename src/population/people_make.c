// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The people of a place at 1:1, exactly as many in each neighbourhood and age band as published,
 * women by the published share (rounded), single years by England's density taken in equal steps
 * from one drawn start.
 *
 *   order     residents of the first day, the halo's people of the first day, then those who are
 *   born or move
 *             in during the run, area by area
 *   births    women of 18-44 * rate * years, a whole number by one drawn rounding an area; the
 *             women are those of the first day, and as many of net_moves as have come by then
 *   moves     each person leaves at the rate of their age band; as many are expected to move in and
 *             net_moves of all people more, so many of them children, few of 45 and over, on days
 *             spread evenly over the run
 *
 * Everything is a function of (seed, replicate, row): same arguments, same bytes. Traits:
 * people_tables.c. Left out: who moves where, households moving together, growth by house
 * building. */
#include <string.h>
#include "base/real.h"
#include "place/purpose.h"
#include "population/people_tables.h"

struct maker {
    struct people *people;
    const struct place *place;
    const struct people_params *par;
    const struct luck *luck;
    const struct people_tables *table;
    int32_t month;   /* of the first day */
    double days;     /* of the run */
    struct near near;
    uint32_t next;   /* row */
};

static unsigned fall(uint32_t w, const uint32_t *below, unsigned n) {
    unsigned i = 0;
    while (i < n && w >= below[i]) i++;
    return i;
}

static uint16_t registration(const struct near *near, uint16_t w) {
    if (near->n == 0) return NOBODY;
    unsigned i = 0;
    while (i < near->n - 1 && w >= near->below[i]) i++;
    return near->practice[i];
}

static void wealth(struct person *p, const struct people_tables *t, unsigned band, struct words w) {
    const uint16_t u = (uint16_t)(w.w[2] >> 16);
    const uint16_t *below = t->income[p->decile - 1];
    p->income = (1u + (u >= below[0]) + (u >= below[1]) + (u >= below[2]) + (u >= below[3])) & 15u;
    if ((w.w[2] & 0xffff) < t->owner[band][p->income - 1]) p->flags |= FLAG_HOME_OWNER;
    if ((w.w[3] >> 16) < t->insured[band][p->income - 1]) p->flags |= FLAG_INSURED;
}

static void household(struct person *p, const struct people_tables *t, unsigned band,
                      struct words w) {
    if ((w.w[1] >> 16) < t->care_home[band][p->frailty]) p->flags |= FLAG_CARE_HOME;
    else if ((w.w[0] >> 16) < t->alone[band][(p->flags & FLAG_WOMAN) != 0])
        p->flags |= FLAG_LIVES_ALONE;
    else if ((w.w[0] & 0xffff) < t->carer[p->frailty]) p->flags |= FLAG_CARER_AT_HOME;
}

static void departure(const struct maker *m, struct person *p, unsigned band, uint32_t w) {
    if (w >= m->table->leaves[band]) return;
    const double stay =
        draw_exponential(word_uniform(w), 1 / m->table->move_rate[band]) * DAYS_A_YEAR;
    const double day = p->arrives + 1.0 + stay;
    p->leaves = (uint16_t)(day < UINT16_MAX ? day : UINT16_MAX);
}

/* One person of a whole age on the day of arrival; arrives 0 for those there on the first day. */
static void make(struct maker *m, unsigned area, unsigned band, int age, int woman,
                 uint16_t arrives, int32_t month) {
    const struct area *a = &m->place->areas[area];
    const uint32_t id = m->next++;
    struct person *p = &m->people->p[id];
    const struct words w = luck_words(m->luck, id, PURPOSE_PERSON, 0),
                       v = luck_words(m->luck, id, PURPOSE_PERSON_2, 0);
    const unsigned decile = a->decile < 1        ? 1
                            : a->decile > TENTHS ? TENTHS
                                                 : a->decile,
                   tenth = decile - 1;
    p->clock = m->place->start > 0 ? day_minute(m->place->start - 1) : 0;
    p->died = MINUTE_NEVER;
    p->born = (int16_t)(month - 12 * age - (int32_t)((w.w[3] & 0xffff) * 12 >> 16));
    p->area = (uint16_t)area;
    p->practice = registration(&m->near, (uint16_t)v.w[1]);
    p->arrives = arrives;
    p->leaves = UINT16_MAX;
    p->decile = decile & 15u;
    p->flags = (uint8_t)((woman ? FLAG_WOMAN : 0) | (a->halo ? FLAG_HALO : 0) |
                         (a->elective_only ? FLAG_ELECTIVE_ONLY : 0));
    p->frailty = fall(w.w[0], m->table->frail[age][tenth], FRAILTIES - 1) & 3u;
    p->dying = v.w[3] < m->table->dying[age][woman ? WOMAN : MAN][tenth][p->frailty];
    const int axis = age + m->table->axis[tenth] + SHIFT_YEARS;
    p->conditions = fall(w.w[1], m->table->conditions[axis][p->frailty], CONDITIONS_MOST) & 15u;
    wealth(p, m->table, band, w);
    household(p, m->table, band, v);
    departure(m, p, band, v.w[2]);
}

static void make_newborn(struct maker *m, unsigned area, uint16_t arrives, int woman) {
    const int32_t month = day_month(m->place->start + arrives);
    const uint32_t id = m->next;
    make(m, area, 0, 0, woman, arrives, month);
    m->people->p[id].born = (int16_t)month;
}

static uint32_t women(const struct area *a, unsigned band) {
    const double n = a->by_age[band] * (double)a->share_women[band];
    return n <= 0 ? 0 : n >= a->by_age[band] ? a->by_age[band] : (uint32_t)(n + 0.5);
}

/* Everybody of one area, band and sex on the first day, in order of age. */
static void settle(struct maker *m, unsigned area, unsigned band, int sex, uint32_t n) {
    const double *below = m->table->density[band][sex];
    const double start =
        luck_uniform(m->luck, area, PURPOSE_MOVE, 64 + band * SEXES + (unsigned)sex);
    int age = age_band_from[band];
    for (uint32_t i = 0; i < n; i++) {
        const double at = (i + start) / n;
        while (age < AGES - 1 && below[age] <= at) age++;
        make(m, area, band, age, sex == WOMAN, 0, m->month);
    }
}

static void settle_areas(struct maker *m, bool halo) {
    for (uint32_t a = 0; a < m->place->n_areas; a++) {
        const struct area *area = &m->place->areas[a];
        if (area->halo != halo) continue;
        people_near(&m->near, m->place, area, m->par->practice_km);
        for (unsigned b = 0; b < AGE_BANDS; b++) {
            const uint32_t w = women(area, b);
            settle(m, a, b, WOMAN, w);
            settle(m, a, b, MAN, area->by_age[b] - w);
        }
    }
}

/* A whole number with the given mean, by one drawn rounding. */
static uint32_t rounded(const struct maker *m, double mean, uint32_t area, uint32_t which) {
    return (uint32_t)(mean + luck_uniform(m->luck, area, PURPOSE_MOVE, which));
}

static uint32_t incomers(const struct maker *m, uint32_t area, unsigned band) {
    const double years = m->days / DAYS_A_YEAR;
    return rounded(m, m->place->areas[area].by_age[band] * m->table->come_rate[band] * years, area,
                   32 + band);
}

static uint32_t births(const struct maker *m, uint32_t area) {
    const double mothers = women(&m->place->areas[area], 2);
    return rounded(m, mothers * m->par->births_per_woman_18_44 * m->days / DAYS_A_YEAR, area, 40);
}

/* Children of the women who come above those who leave: so many more each year, so that half of
 * those of the run's end are there in the mean of it. */
static uint32_t births_of_newcomers(const struct maker *m, uint32_t area) {
    const double years = m->days / DAYS_A_YEAR,
                 mothers = women(&m->place->areas[area], 2) *
                           (m->table->come_rate[2] - m->table->move_rate[2]) * years / 2;
    return rounded(m, mothers * m->par->births_per_woman_18_44 * years, area, 41);
}

static uint16_t day_at(const struct maker *m, double part) {
    const double day = 1 + part * (m->days - 1);
    return (uint16_t)(day < UINT16_MAX - 1 ? day : UINT16_MAX - 1);
}
static uint16_t some_day(const struct maker *m, uint32_t w) { return day_at(m, word_uniform(w)); }

static void come(struct maker *m, uint32_t area, unsigned band) {
    for (uint32_t n = incomers(m, area, band); n > 0; n--) {
        const struct words w = luck_words(m->luck, m->next, PURPOSE_MOVE, 0);
        const int sex =
            word_uniform(w.w[0]) < (double)m->place->areas[area].share_women[band] ? WOMAN : MAN;
        const double at = word_uniform(w.w[1]);
        int age = age_band_from[band];
        while (age < AGES - 1 && m->table->density[band][sex][age] <= at) age++;
        const uint16_t day = some_day(m, w.w[2]);
        make(m, area, band, age, sex == WOMAN, day, day_month(m->place->start + day));
    }
}

static void renew(struct maker *m) {
    for (uint32_t a = 0; a < m->place->n_areas; a++) {
        people_near(&m->near, m->place, &m->place->areas[a], m->par->practice_km);
        for (unsigned b = 0; b < AGE_BANDS; b++) come(m, a, b);
        for (uint32_t n = births(m, a); n > 0; n--) {
            const struct words w = luck_words(m->luck, m->next, PURPOSE_MOVE, 0);
            make_newborn(m, a, some_day(m, w.w[2]), word_uniform(w.w[0]) >= m->par->share_boys);
        }
        /* more of them as time goes on */
        for (uint32_t n = births_of_newcomers(m, a); n > 0; n--) {
            const struct words w = luck_words(m->luck, m->next, PURPOSE_MOVE, 0);
            make_newborn(m, a, day_at(m, real_sqrt(word_uniform(w.w[2]))),
                         word_uniform(w.w[0]) >= m->par->share_boys);
        }
    }
}

static uint64_t count(const struct maker *m, uint32_t *residents) {
    uint64_t n = 0;
    *residents = 0;
    for (uint32_t a = 0; a < m->place->n_areas; a++)
        for (unsigned b = 0; b < AGE_BANDS; b++) {
            n += m->place->areas[a].by_age[b] + (m->days >= 1 ? incomers(m, a, b) : 0);
            if (!m->place->areas[a].halo) *residents += m->place->areas[a].by_age[b];
        }
    for (uint32_t a = 0; m->days >= 1 && a < m->place->n_areas; a++)
        n += births(m, a) + births_of_newcomers(m, a);
    return n;
}

/* The records stand in one block of 64-byte alignment whose first 64 bytes hold the arena that owns
 * it. */
static_assert(sizeof(struct arena) <= 64, "the arena fits before the first person");
static int house(struct people *pp, uint64_t n) {
    struct arena arena;
    arena_init(&arena, 0);
    if (n >= UINT32_MAX) return FAULT_MEMORY;
    char *block = arena_array(&arena, n + 2, sizeof(struct person));
    if (!block) return FAULT_MEMORY;
    memcpy(block, &arena, sizeof arena);
    pp->p = (struct person *)(void *)(block + 64);
    pp->n = (uint32_t)n;
    return 0;
}

int people_make(struct people *pp, const struct place *p, const struct people_params *par,
                const struct luck *luck, double years) {
    struct arena scratch;
    *pp = (struct people){0};
    arena_init(&scratch, 0);
    struct people_tables *table = arena_take(&scratch, sizeof *table);
    if (!table) return FAULT_MEMORY;
    people_tables_make(table, par, years);
    struct maker m = {.people = pp,
                      .place = p,
                      .par = par,
                      .luck = luck,
                      .table = table,
                      .month = day_month(p->start),
                      .days = (double)(uint32_t)(years * DAYS_A_YEAR + 0.5)};
    const int rc = house(pp, count(&m, &pp->residents));
    if (rc == 0) {
        settle_areas(&m, false);
        settle_areas(&m, true);
        if (m.days >= 1) renew(&m);
        assert(m.next == pp->n);
    }
    arena_free(&scratch);
    return rc;
}

int people_copy(struct people *pp, const struct people *from) {
    *pp = (struct people){0};
    TRY(house(pp, from->n));
    memcpy(pp->p, from->p, (size_t)from->n * sizeof *pp->p);
    pp->residents = from->residents;
    return 0;
}

void people_free(struct people *pp) {
    if (pp->p) {
        struct arena arena;
        memcpy(&arena, (char *)pp->p - 64, sizeof arena);
        arena_free(&arena);
    }
    *pp = (struct people){0};
}
