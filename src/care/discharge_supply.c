// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How many packages and places a council has a day, and who waits for them on the first day.
 * A site's delayed patients (beds_level.c) are split by pathway as published by reason for delay,
 * and over councils as its people who need support are. For one council and pathway: Q waiting, a
 * arriving a day, of whom the share f funds itself (by the law of the start: entitlement) and looks
 * for m nights. In a stationary state what comes goes:
 *   (1 - f) a = s + h (Q - f a m)          so          s = (1 - f) a - h (Q - f a m),   s >=
 *   least_supply (1 - f) a
 * with h the hazard of another way out. Slots s are the circumstance of the place: no regime sets
 * them, the risk question may add to them. Sources: NHS England discharge sitrep (numbers,
 * reasons); urgent.md 5.11, 5.12. Left out: councils' budgets and fees, people who wait at home,
 * seasons of supply. */
#include <stdlib.h>

#include "base/real.h"
#include "care/discharge_state.h"

enum { SAMPLED = 8 };

/* Overnight stays a year of a site's people of a council who leave with support; *all: with or
 * without. */
static double support_weight(const struct world *w, unsigned s, unsigned council, double *all) {
    const struct beds *b = w->beds;
    double sum = 0.0;
    for (unsigned cell = 0; cell < MIX_CELLS; cell++) {
        const double n =
            (double)b->mix[((size_t)s * w->place->n_councils + council) * MIX_CELLS + cell];
        const double stays = n * beds_cell_weight(b, &w->par.beds, &b->sites[s], cell);
        sum += stays * b->support[cell];
        *all += stays;
    }
    return sum;
}

static void shares(const struct discharge_params *par, double arriving[SUPPORTED],
                   double delayed[SUPPORTED]) {
    arriving[0] = par->home_share;
    arriving[1] = par->rehabilitation_share;
    arriving[2] = 1.0 - par->home_share - par->rehabilitation_share;
    delayed[0] = par->delayed_home;
    delayed[1] = par->delayed_rehabilitation;
    delayed[2] = 1.0 - par->delayed_process - par->delayed_home - par->delayed_rehabilitation;
}

static void add_site(struct world *w, unsigned s, double (*waiting)[SUPPORTED]) {
    const struct bed_site *site = &w->beds->sites[s];
    const struct discharge_params *par = &w->par.discharge;
    double all = 0.0, support = 0.0, arriving[SUPPORTED], delayed[SUPPORTED];
    shares(par, arriving, delayed);
    for (unsigned c = 0; c < w->discharge->n; c++) support += support_weight(w, s, c, &all);
    if (support <= 0.0) return;
    const double leavers = (site->overnight_a_day * (1.0 - site->stepping) * site->leaving +
                            site->elective_a_day * par->support_elective) *
                           support / all * site->support_scale;
    for (unsigned c = 0; c < w->discharge->n; c++) {
        double unused = 0.0;
        const double share = support_weight(w, s, c, &unused) / support;
        for (unsigned k = 0; k < SUPPORTED; k++) {
            w->discharge->council[c].arrivals[k] += leavers * share * arriving[k];
            waiting[c][k] += site->start_delayed * share * delayed[k];
        }
    }
}

/* Who funds themselves, as the law of the start has it: of one in SAMPLED of a council's adults,
 * by their need for a bed and their chance of support; as published where nobody answers. */
static double need_for_care(const struct world *w, const struct person *p) {
    const unsigned age = beds_age(p, w->first_day);
    if (age < 2 || !person_alive(p) || !person_present(p, 0)) return 0.0;
    return w->beds->admitted[age] * w->beds->admitted_frailty[p->frailty] *
           discharge_support(&w->par.discharge, age, p);
}

static void set_own(struct world *w, double *need) {
    struct discharge *d = w->discharge;
    const struct discharge_params *par = &w->par.discharge;
    const bool asked = w->ask != NULL && w->ask->package_charge_at_start != NULL;
    for (uint32_t i = 0; asked && i < w->people.n; i += SAMPLED) {
        const struct person *p = &w->people.p[i];
        const double weight = need_for_care(w, p);
        const unsigned c = w->place->areas[p->area].council;
        if (!(weight > 0.0) || c >= d->n) continue;
        need[c] += weight;
        for (unsigned k = 0; k < SUPPORTED; k++)
            if (discharge_paid_all_at_start(w, i, k + 1u)) d->council[c].own[k] += weight;
    }
    for (unsigned c = 0; c < d->n; c++)
        for (unsigned k = 0; k < SUPPORTED; k++)
            if (need[c] > 0.0) d->council[c].own[k] /= need[c];
            else
                d->council[c].own[k] = k == 2 ? par->self_funders_care_home
                                              : par->self_funders_home;
}

static void set_slots(const struct world *w, struct council_queues *c,
                      const double waiting[SUPPORTED]) {
    const struct discharge_params *par = &w->par.discharge;
    for (unsigned k = 0; k < SUPPORTED; k++) {
        const double own = c->own[k];
        c->assessors += par->assess_room * c->arrivals[k] * 7.0 / 5.0;
        const double search =
            discharge_nights(w, k + 1u, k == 2 ? par->search_care_home : par->search_home);
        const double queue = waiting[k] - own * c->arrivals[k] * search;
        const double slots =
            (1.0 - own) * c->arrivals[k] - par->other_way_hazard * (queue > 0.0 ? queue : 0.0);
        const double least = par->least_supply * (1.0 - own) * c->arrivals[k];
        c->arrivals[k] *= 1.0 - own;
        c->supply[k] = slots > least ? slots : least;
    }
}

void discharge_supply_set(struct world *w) {
    struct discharge *d = w->discharge;
    double (*waiting)[SUPPORTED] = NULL, *need = NULL;
    size_t capacity = 0, need_capacity = 0;
    if (memory_grow((void **)&waiting, &capacity, d->n + 1u, sizeof *waiting) < 0 ||
        memory_grow((void **)&need, &need_capacity, d->n + 1u, sizeof *need) < 0) {
        memory_free(waiting);
        w->failed = FAULT_MEMORY;
        return;
    }
    set_own(w, need);
    memory_free(need);
    for (unsigned s = 0; s < w->beds->n_sites; s++) add_site(w, s, waiting);
    for (unsigned c = 0; c < d->n; c++) set_slots(w, &d->council[c], waiting[c]);
    memory_free(waiting);
}

/* ---- the first day's queues ---- */

struct starter { uint64_t key; uint32_t stay; };

static int by_key(const void *a, const void *b) {
    const struct starter *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

static unsigned start_pathway(const struct discharge_params *par, double u) {
    const double rest = 1.0 - par->delayed_process;
    if (u < par->delayed_home / rest) return 1;
    return u < (par->delayed_home + par->delayed_rehabilitation) / rest ? 2 : 3;
}

static void schedule_leaving(struct world *w, uint32_t s, double days, double u) {
    discharge_wait(w, s, w->first_day, (unsigned)(days < 365.0 ? days : 365.0), u);
}

static void start_one(struct world *w, uint32_t s) {
    const struct discharge_params *par = &w->par.discharge;
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const struct words u = luck_words(&w->luck, y->person, PURPOSE_START_BED, 2);
    const double u0 = word_uniform(u.w[0]), u1 = word_uniform(u.w[1]), u2 = word_uniform(u.w[2]),
                 u3 = word_uniform(u.w[3]);
    y->pathway = (uint8_t)(m->late_start == 1 ? 0 : start_pathway(par, u0));
    const bool asked = w->ask != NULL && w->ask->package_charge_at_start != NULL;
    const double search = y->pathway == 3 ? par->search_care_home : par->search_home;
    if (y->pathway == 0) schedule_leaving(w, s, draw_exponential(u1, par->process_nights), u2);
    else if (asked ? discharge_paid_all_at_start(w, y->person, y->pathway)
                   : u3 < (y->pathway == 3 ? par->self_funders_care_home : par->self_funders_home))
        schedule_leaving(w, s, draw_exponential(u1, search), u2);
    else {
        m->queued = m->waited = 1;
        queue_join(&w->discharge->council[w->place->areas[m->area].council].queue[y->pathway - 1u],
                   w->beds->link, s);
        schedule_leaving(w, s, draw_exponential(u1, 1.0 / par->other_way_hazard), u2);
    }
}

/* They have waited as a queue in its order has: the first the longest. */
static void date_queue(struct world *w, const struct council_queues *c, unsigned k) {
    struct beds *b = w->beds;
    const struct queue *q = &c->queue[k];
    const double span = c->arrivals[k] > 0.0 ? q->length / c->arrivals[k] : 0.0,
                 days = span < 60.0 ? span : 60.0;
    uint32_t i = 0;
    for (uint32_t s = q->first; s != QUEUE_NONE; s = b->link[s].next, i++) {
        struct stay *y = &b->stays[s];
        const minute_t waited = (minute_t)(days * (1.0 - (i + 0.5) / q->length) * MINUTES_A_DAY);
        y->ready -= waited;
        y->admitted -= waited;
        b->more[s].asked = y->admitted;
    }
}

int discharge_start(struct world *w) {
    const struct beds *b = w->beds;
    struct starter *list = NULL;
    size_t capacity = 0;
    uint32_t n = 0;
    TRY(memory_grow((void **)&list, &capacity, b->n_stays + 1u, sizeof *list));
    for (uint32_t s = 0; s < b->n_stays; s++)
        if (b->stays[s].state == STAY_READY && b->more[s].late_start)
            list[n++] = (struct starter){mix64(b->stays[s].person ^ w->luck.seed), s};
    qsort(list, n, sizeof *list, by_key);
    for (uint32_t i = 0; i < n; i++) start_one(w, list[i].stay);
    memory_free(list);
    for (unsigned c = 0; c < w->discharge->n; c++)
        for (unsigned k = 0; k < SUPPORTED; k++) date_queue(w, &w->discharge->council[c], k);
    return 0;
}
