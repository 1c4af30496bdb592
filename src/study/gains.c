// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who gained and who lost. Each resident of the scenario is compared with the same resident of the
 * baseline: the difference of their discounted quality-adjusted life over the run. Twins are not
 * perfectly coupled (a queue passes one person's change on to the next), so counts of people better
 * and worse off stand beside those of a placebo: the baseline against itself with other luck in
 * care. Pooled over the finished replicates, with Student's t interval over them. The placebo is of
 * replicate 0: it shows how far other luck alone carries one replicate, stands beside and is never
 * taken off. Life beyond the run is left out. Six bytes a person a run are a lot when every run's
 * wait for the last: twins are counted as soon as both have run, and their people let go. */
#include <math.h>
#include <string.h>

#include "study/twins.h"

enum { CELLS = 1 + 10 + AGE_BANDS + CONDITIONS_MOST + 1 }; /* all, deciles, ages, conditions */
enum { FIRST_AGE = 11, FIRST_CONDITIONS = FIRST_AGE + AGE_BANDS };
struct cell { uint64_t people, better, worse; double qaly; };
/* Of a main run against its baseline; of replicate 0's baseline, the placebo against it. */
struct twins_counted { bool there; struct cell cell[CELLS]; };

static void add(struct cell *c, double difference) {
    c->people++;
    c->qaly += difference;
    c->better += difference > 0;
    c->worse += difference < 0;
}

static void compare(struct cell cells[CELLS], const struct outcome *base,
                    const struct outcome *other) {
    if (!base->person_qaly || !other->person_qaly || base->n_people != other->n_people) return;
    for (uint32_t i = 0; i < base->n_people; i++) {
        const unsigned group = base->person_group[i], conditions = group >> 8;
        const unsigned decile = (group & 255u) / 8u, age = group % 8u;
        if (group == 0 || decile < 1 || decile > 10 || age >= AGE_BANDS) continue;
        const double difference = (double)other->person_qaly[i] - (double)base->person_qaly[i];
        add(&cells[0], difference);
        add(&cells[decile], difference);
        add(&cells[FIRST_AGE + age], difference);
        if (conditions <= CONDITIONS_MOST)
            add(&cells[FIRST_CONDITIONS + conditions], difference);
    }
}

static struct outcome *placebo_of(const struct twins *t) {
    for (unsigned i = 0; i < t->n_extra; i++)
        if (strcmp(t->extra[i].name, "placebo") == 0) return &t->extra[i].outcome;
    return NULL;
}

/* NAN of nobody: a placebo that was not run is not nought. */
static double share(uint64_t part, uint64_t whole) {
    return whole ? (double)part / (double)whole : NAN;
}
static double per_1000(const struct cell *c) {
    return c->people ? 1000 * c->qaly / (double)c->people : NAN;
}

static struct gain gain_of(unsigned k, const struct cell *c, const struct cell *placebo,
                           const struct estimate *e) {
    const enum breakdown b = k == 0                 ? BY_NONE
                             : k < FIRST_AGE        ? BY_DEPRIVATION
                             : k < FIRST_CONDITIONS ? BY_AGE
                                                    : BY_CONDITIONS;
    const unsigned first = b == BY_AGE ? FIRST_AGE : b == BY_CONDITIONS ? FIRST_CONDITIONS : 0;
    return (struct gain){
        .breakdown = (uint8_t)b,
        .level = (uint8_t)(k - first),
        .people = c->people / e->n,
        .qaly_per_1000 = per_1000(c),
        .placebo_per_1000 = per_1000(placebo),
        .better_share = share(c->better, c->people),
        .worse_share = share(c->worse, c->people),
        .placebo_better = share(placebo->better, placebo->people),
        .placebo_worse = share(placebo->worse, placebo->people),
        .low95 = e->low95,
        .high95 = e->high95,
        .replicates = e->n,
    };
}

int twins_gains_open(struct twins *t) {
    void *data = NULL;
    size_t room = 0;
    if (memory_grow(&data, &room, (size_t)t->n_replicates * t->n_scenarios,
                    sizeof *t->counted) < 0)
        return FAULT_MEMORY;
    t->counted = data;
    return 0;
}

/* Counts a run against its baseline, where both have their people and it was not counted yet. */
static bool count(struct twins_counted *c, const struct outcome *base, struct outcome *other) {
    if (c->there || !other->person_qaly) return c->there;
    compare(c->cell, base, other);
    outcome_forget_people(other);
    return c->there = true;
}

void twins_gains_take(struct twins *t, unsigned replicate) {
    const unsigned first = replicate * t->n_scenarios, base = first + t->experiment->baseline;
    struct outcome *salted = replicate == 0 ? placebo_of(t) : NULL;
    if (!t->main[base].person_qaly) return;
    bool all = !salted || count(&t->counted[base], &t->main[base], salted);
    for (unsigned i = first; i < first + t->n_scenarios; i++)
        if (i != base && !count(&t->counted[i], &t->main[base], &t->main[i])) all = false;
    if (all) outcome_forget_people(&t->main[base]);
}

/* What was counted of a run when it ended; or now, when its people are still there. */
static void cells_of(const struct twins *t, unsigned base, unsigned slot,
                     const struct outcome *other, struct cell cells[CELLS]) {
    if (t->counted && t->counted[slot].there)
        memcpy(cells, t->counted[slot].cell, sizeof t->counted->cell);
    else compare(cells, &t->main[base], other);
}

/* Adds the twins of one replicate to the pool, and their own mean to the replicates'. */
static void pool(struct cell pooled[CELLS], double mean[CELLS][REPLICATES_MAX], unsigned n,
                 const struct cell cells[CELLS]) {
    for (unsigned k = 0; k < CELLS; k++) {
        mean[k][n] = per_1000(&cells[k]);
        pooled[k].people += cells[k].people;
        pooled[k].better += cells[k].better;
        pooled[k].worse += cells[k].worse;
        pooled[k].qaly += cells[k].qaly;
    }
}

static void gains_of(struct twins *t, unsigned s, const struct cell placebo[CELLS]) {
    const unsigned base = t->experiment->baseline;
    double mean[CELLS][REPLICATES_MAX];
    struct cell pooled[CELLS] = {0};
    unsigned n = 0;
    for (unsigned r = 0; r < t->n_replicates && n < REPLICATES_MAX; r++) {
        const unsigned first = r * t->n_scenarios;
        struct cell cells[CELLS] = {0};
        if (!t->main[first + base].series.n || !t->main[first + s].series.n) continue;
        cells_of(t, first + base, first + s, &t->main[first + s], cells);
        pool(pooled, mean, n++, cells);
    }
    for (unsigned k = 0; n && k < CELLS; k++) {
        const struct estimate e = estimate_of(mean[k], n);
        if (pooled[k].people)
            t->gains[s][t->n_gains[s]++] = gain_of(k, &pooled[k], &placebo[k], &e);
    }
}

void twins_gains(struct twins *t) {
    const unsigned base = t->experiment->baseline;
    const struct outcome *salted = placebo_of(t);
    struct cell placebo[CELLS] = {0};
    if (salted) cells_of(t, base, base, salted, placebo);
    for (unsigned s = 0; s < t->n_scenarios; s++) {
        t->n_gains[s] = 0;
        if (s != base) gains_of(t, s, placebo);
    }
}
