// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: whoever lies in hospital is seen to there, so what befalls them brings nobody to a
 * department; and some of those who leave come back. The ill fall ill again, those in the last
 * spell of life above all: of what befalls these a fifth or so falls within a stay. The pilot of
 * urgent care, which solves the level of needs, must lose the same:
 *   admitted      drawn with the pilot's chance for it
 *   nights        none with the chance of a zero-day stay, else a lognormal with mean
 *                 level x nights(age) x frailty x kind, the delay in it
 *   level(site)   (occupied at midnight - electives' nights) / emergency admissions a day, over the
 *                 mean of nights(age) x frailty x kind of those whom the round before admitted
 *   is ill again  within 30 days of leaving, as in a run (beds_flow.c), unless dead, gone or in
 *                 bed by then; of several returns each at its time, on the way of every need
 * A need that stands for two at the local level of needs is two stays one after the other: the
 * person lies as long as for two needs that fell apart.
 * Left out: nights by season, in planned and mental-health beds; hours on the way to a bed. */
#include "care/beds_pilot.h"

#include <string.h>

#include "base/real.h"
#include "care/beds_state.h"

struct lying { /* and who comes back next */
    minute_t until, back;
    uint32_t need;
    uint16_t site;
    uint8_t generation : 7, more : 1; /* more: returns besides this one, in other */
    uint8_t copy;
};
struct other { uint32_t row; struct lying back; };
struct round_came { double all, nights, zero; };
struct beds_pilot {
    const struct world *w;
    struct beds *beds;
    struct round_came *came;  /* this round, by site of beds */
    double *nights;     /* by site of beds: published a stay, zero-day stays in; 0: not known */
    struct lying *row;
    struct other *other; /* returns after the first of their row: one in a hundred */
    uint32_t n_other, cap_other;
    int failed;
    uint32_t people;
    double level; /* of the last round */
    bool known;         /* a round is over */
};

static void clear(struct beds_pilot *b) {
    for (uint32_t i = 0; i < b->people; i++) b->row[i] = (struct lying){.back = MINUTE_NEVER};
    memset(b->came, 0, (b->beds->n_sites + 1u) * sizeof *b->came);
    b->n_other = 0;
}

int beds_pilot_open(struct beds_pilot **out, const struct world *w, uint32_t people) {
    struct beds_pilot *b = NULL;
    size_t one = 0, cap_came = 0, cap_nights = 0, cap_row = 0;
    *out = NULL;
    TRY(memory_grow((void **)&b, &one, 1, sizeof *b));
    *out = b;
    b->w = w;
    b->people = people;
    TRY(beds_shell(&b->beds, w));
    TRY(memory_grow((void **)&b->came, &cap_came, b->beds->n_sites + 1u, sizeof *b->came));
    TRY(memory_grow((void **)&b->nights, &cap_nights, b->beds->n_sites + 1u, sizeof *b->nights));
    TRY(memory_grow((void **)&b->row, &cap_row, people + 1u, sizeof *b->row));
    for (unsigned s = 0; s < b->beds->n_sites; s++)
        b->nights[s] = beds_published_nights(&b->beds->sites[s], w);
    clear(b);
    return 0;
}

void beds_pilot_close(struct beds_pilot *b) {
    if (b == NULL) return;
    beds_close(b->beds);
    memory_free(b->came);
    memory_free(b->nights);
    memory_free(b->row);
    memory_free(b->other);
    memory_free(b);
}

int beds_pilot_round(struct beds_pilot *b) {
    double published = 0.0, told = 0.0;
    for (unsigned s = 0; s < b->beds->n_sites; s++) {
        const struct round_came *c = &b->came[s];
        struct bed_site *site = &b->beds->sites[s];
        if (!(c->all > 0.0) || !(c->nights > 0.0)) continue;
        site->zero_scale = c->all / c->zero;
        site->level = b->nights[s] * c->all / c->nights;
        published += b->nights[s] * c->all;
        told += c->nights;
    }
    b->level = told > 0.0 ? published / told : 1.0;
    b->known = true;
    clear(b);
    return b->failed;
}

static double mean_nights(const struct beds_pilot *b, const struct beds_asker *a, unsigned age) {
    return b->beds->nights[age] * b->beds->nights_frailty[a->who->frailty & 3u] *
           beds_kind_nights(&b->w->par.beds, a->need->kind);
}

static struct words draw(const struct beds_asker *a, unsigned step) {
    return luck_words(a->luck, a->need->person, PURPOSE_STAY,
                      need_ordinal(a->need->number, 4u * a->time.generation +
                                                        (a->time.later ? 2u : 0u) + step));
}

static void next_return(struct lying *to, const struct lying *from, bool more) {
    to->back = from->back;
    to->need = from->need;
    to->site = from->site;
    to->generation = from->generation;
    to->copy = from->copy;
    to->more = more;
}

/* The row knows of its first return, the others wait apart. */
static void keep_return(struct beds_pilot *b, uint32_t row, const struct lying *back) {
    struct lying *l = &b->row[row];
    if (l->back == MINUTE_NEVER) {
        next_return(l, back, false);
        return;
    }
    const bool sooner = back->back < l->back;
    const struct other later = {row, sooner ? *l : *back};
    if (array_push(&b->other, &b->n_other, &b->cap_other, &later, sizeof later) < 0) {
        b->failed = FAULT_MEMORY;
        return;
    }
    next_return(l, sooner ? back : l, true);
}

/* The first of the others of a row becomes its return. */
static void call_other(struct beds_pilot *b, uint32_t row) {
    uint32_t first = b->n_other, of_row = 0;
    for (uint32_t k = 0; k < b->n_other; k++) {
        if (b->other[k].row != row) continue;
        of_row++;
        if (first == b->n_other || b->other[k].back.back < b->other[first].back.back) first = k;
    }
    next_return(&b->row[row], &b->other[first].back, of_row > 1);
    b->other[first] = b->other[--b->n_other];
}

static void lie_down(struct beds_pilot *b, const struct beds_asker *a, uint32_t need,
                     const struct words *u, double days) {
    const struct beds_params *par = &b->w->par.beds;
    struct lying *l = &b->row[a->row];
    const minute_t from = l->until > a->at ? l->until : a->at;
    l->until = from + (minute_t)(days * MINUTES_A_DAY);
    if (a->time.generation >= GENERATION_MAX ||
        word_uniform(u->w[2]) >= beds_back_chance(par, a->who->frailty))
        return;
    const double days_after = beds_back_days(par, word_uniform(draw(a, 1).w[0]));
    const struct lying back = {.back = l->until + (minute_t)(days_after * MINUTES_A_DAY),
                               .need = need,
                               .site = a->site,
                               .generation = a->time.generation & 3u,
                               .copy = (uint8_t)a->time.copy};
    keep_return(b, a->row, &back);
}

void beds_pilot_admit(struct beds_pilot *b, const struct beds_asker *a, uint32_t need,
                      double chance) {
    const struct bed_site *site = site_at(b->beds, a->provider);
    if (site == NULL) return;
    const struct beds_params *par = &b->w->par.beds;
    const unsigned age = beds_age(a->who, minute_day(a->at));
    const bool needed = a->need->truth == TRUE_HOSPITAL_BED || a->time.generation > 0;
    const double zero = beds_zero_chance(b->beds, par, site, age, a->via_ae, needed),
                 mean = mean_nights(b, a, age);
    struct round_came *c = &b->came[site - b->beds->sites];
    c->all += chance;
    c->zero += chance * b->beds->zero_ratio[age];
    c->nights += chance * (1.0 - zero) * mean;
    const struct words u = draw(a, 0);
    if (word_uniform(u.w[0]) >= chance) return;
    const bool night = b->known && word_uniform(u.w[1]) >= zero;
    const double days = night ? draw_lognormal(word_uniform(u.w[3]), site->level * mean,
                                               par->nights_sigma)
                              : par->assessment_hours / 24.0,
                 way = site->transfer_mean / MINUTES_A_DAY;
    lie_down(b, a, need, &u, way + (days < par->nights_most ? days : par->nights_most));
}

double beds_pilot_level(const struct beds_pilot *b) { return b->known ? b->level : 1.0; }

void beds_pilot_near(const struct beds_pilot *b, uint32_t row) {
    __builtin_prefetch(&b->row[row]);
}

bool beds_pilot_lies(const struct beds_pilot *b, uint32_t row, minute_t at) {
    return at < b->row[row].until;
}

bool beds_pilot_back(struct beds_pilot *b, uint32_t row, minute_t before, struct beds_return *out) {
    struct lying *l = &b->row[row];
    if (l->back >= before) return false;
    *out = (struct beds_return){l->need, l->site, l->generation + 1u, l->copy, l->back};
    l->back = MINUTE_NEVER;
    if (l->more) call_other(b, row);
    return true;
}

void beds_pilot_dies(struct beds_pilot *b, uint32_t row) { b->row[row].back = MINUTE_NEVER; }
