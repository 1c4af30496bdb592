// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Those in bed on the first midnight. The number is the published one (the year's mean by season);
 * who they are is drawn from the people whose nearest acute trust it is. Four kinds, each a
 * systematic sample (Madow 1949) over people in order of neighbourhood with chance in proportion to
 * a weight, so the number is exact and the neighbourhoods are spread evenly:
 *   in clinical need   weight = overnight stays a year * mean nights: the length bias of who is met
 *   in bed
 *   late, pathway 0    weight = overnight stays a year * (1 - support)
 *   delayed, pathway 1 to 3   weight = overnight stays a year * support
 *   in critical care   beside them; weight = overnight stays a year * lean (beds_critical.c)
 * Clinical stays are themselves length-biased: a lognormal met in progress has mu + sigma^2; the
 * night met is uniform in the stay. The delayed join the councils' queues in a keyed order
 * (discharge_open). Two walks over the people, no allocation a person. Left out: deaths foreseen.
 */
#include "care/beds_state.h"

#include "base/real.h"

enum sample { SAMPLE_CLINICAL, SAMPLE_LATE, SAMPLE_SUPPORTED, SAMPLE_CRITICAL, SAMPLES };

struct sampler { double weight[SAMPLES], step[SAMPLES], next[SAMPLES], sum[SAMPLES]; };

/* ---- who is whose ---- */

static void find_sites(struct beds *b, const struct place *p) {
    for (uint32_t a = 0; a < p->n_areas; a++) {
        const struct area *area = &p->areas[a];
        double best = 0.0;
        b->site_of_area[a] = -1;
        if (area->elective_only) continue;
        for (unsigned s = 0; s < b->n_sites; s++) {
            const struct provider *q = &p->providers[b->sites[s].provider];
            const double km = place_km(area->x_km, area->y_km, q->x_km, q->y_km);
            if (b->site_of_area[a] >= 0 && km >= best) continue;
            best = km;
            b->site_of_area[a] = (int16_t)s;
        }
    }
}

static bool here(const struct person *p) {
    return p->arrives == 0 && person_alive(p) && !(p->flags & FLAG_ELECTIVE_ONLY);
}

static unsigned cell_of(const struct person *p, day_t day) {
    return mix_cell(beds_age(p, day), p->frailty, p->flags & FLAG_LIVES_ALONE);
}

/* What deprivation and the last spell of life make of a cell's weight. */
static double lean_of(const struct world *w, const struct person *p, unsigned cell) {
    const unsigned tenth = p->decile < 1 ? 0 : p->decile > 10 ? 9u : p->decile - 1u;
    const double dying = w->needs == NULL ? 1.0 : needs_dying_lean(w->needs, p, w->first_day);
    return w->beds->tenth[cell / (2u * FRAILTIES)][tenth] * dying;
}

static void scale_ages(struct beds *b, const uint32_t n[MIX_CELLS]) {
    for (unsigned age = 0; age < AGE_BANDS; age++) {
        double people = 0.0, ratio = 0.0;
        for (unsigned cell = age * FRAILTIES * 2u; cell < (age + 1u) * FRAILTIES * 2u; cell++) {
            people += n[cell];
            ratio += n[cell] * b->admitted_frailty[cell / 2u % FRAILTIES];
        }
        b->age_scale[age] = ratio > 0.0 ? people / ratio : 1.0;
    }
}

static int count_mix(struct beds *b, const struct world *w) {
    size_t capacity = 0;
    const size_t cells = (size_t)b->n_sites * w->place->n_councils * MIX_CELLS;
    TRY(memory_grow((void **)&b->mix, &capacity, cells + 1, sizeof *b->mix));
    uint32_t n[MIX_CELLS] = {0};
    double support[MIX_CELLS] = {0};
    for (uint32_t i = 0; i < w->people.n; i++) {
        const struct person *p = &w->people.p[i];
        const int s = b->site_of_area[p->area];
        if (s < 0 || !here(p)) continue;
        const unsigned c = w->place->areas[p->area].council, cell = cell_of(p, w->first_day);
        b->mix[((size_t)s * w->place->n_councils + c) * MIX_CELLS + cell] +=
            (float)lean_of(w, p, cell);
        n[cell]++;
        support[cell] += discharge_support(&w->par.discharge, cell / (2u * FRAILTIES), p);
    }
    for (unsigned k = 0; k < MIX_CELLS; k++) b->support[k] = n[k] > 0 ? support[k] / n[k] : 0.0;
    scale_ages(b, n);
    return 0;
}

/* ---- the samples ---- */

static void cell_weights(const struct beds *b, const struct world *w, const struct bed_site *site,
                         unsigned cell, double out[SAMPLES]) {
    const unsigned age = cell / (2u * FRAILTIES), frailty = cell / 2u % FRAILTIES;
    const double stays = beds_cell_weight(b, &w->par.beds, site, cell);
    const double support = b->support[cell];
    out[SAMPLE_CLINICAL] =
        stays * beds_mean_nights(b, &w->par.beds, beds_cell_nights(b, site, age, frailty));
    out[SAMPLE_LATE] = age >= 2 ? stays * (1.0 - support) : 0.0;
    out[SAMPLE_SUPPORTED] = age >= 2 ? stays * support : 0.0;
    out[SAMPLE_CRITICAL] = stays * beds_critical_lean(&w->par.beds, age, frailty);
}

/* The figures of the samples in whole patients, rounded running, so that their sum is the nearest
 * to the figures' sum. */
static void in_whole(const double wanted[SAMPLES], double whole[SAMPLES]) {
    double sum = 0.0, before = 0.0;
    for (unsigned k = 0; k < SAMPLES; k++) {
        sum += wanted[k] > 0.0 ? wanted[k] : 0.0;
        const double rounded = (double)(uint32_t)(sum + 0.5);
        whole[k] = rounded - before;
        before = rounded;
    }
}

/* Steps so that each sample has its whole number of patients; the first hit is a draw of the
 * site's. */
static void set_samplers(const struct beds *b, const struct world *w, struct sampler *sampler,
                         double (*weights)[SAMPLES]) {
    for (unsigned s = 0; s < b->n_sites; s++) {
        const struct bed_site *site = &b->sites[s];
        double total[SAMPLES] = {0};
        for (unsigned cell = 0; cell < MIX_CELLS; cell++) {
            double *weight = weights[(size_t)s * MIX_CELLS + cell];
            cell_weights(b, w, site, cell, weight);
            for (unsigned c = 0; c < w->place->n_councils; c++)
                for (unsigned k = 0; k < SAMPLES; k++)
                    total[k] +=
                        weight[k] *
                        (double)b->mix[((size_t)s * w->place->n_councils + c) * MIX_CELLS + cell];
        }
        const double late = site->start_delayed * w->par.discharge.delayed_process;
        const double wanted[SAMPLES] = {site->start_occupied - site->start_delayed, late,
                                        site->start_delayed - late, site->start_critical};
        const struct words u = luck_words(&w->luck, site->provider, PURPOSE_START_BED, 0);
        double whole[SAMPLES];
        in_whole(wanted, whole);
        for (unsigned k = 0; k < SAMPLES; k++) {
            sampler[s].step[k] = whole[k] > 0.0 ? total[k] / whole[k] : 1e300;
            sampler[s].next[k] = word_uniform(u.w[k]) * sampler[s].step[k];
        }
    }
}

/* Which sample does this person fall into, if any? A second hit waits for the next person. */
static int hit(struct sampler *m, const double weight[SAMPLES], double lean) {
    int which = -1;
    for (unsigned k = 0; k < SAMPLES; k++) m->sum[k] += weight[k] * lean;
    for (unsigned k = 0; k < SAMPLES && which < 0; k++)
        if (m->sum[k] > m->next[k]) which = (int)k;
    if (which >= 0) m->next[which] += m->step[which];
    return which;
}

/* ---- their stays ---- */

static void in_need(struct world *w, struct bed_site *site, uint32_t s, const struct words *u) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const struct beds_params *par = &w->par.beds;
    const double clinical = site->start_occupied - site->start_delayed;
    y->elective =
        word_uniform(u->w[0]) * clinical < beds_elective(site, w);
    const double sigma = y->elective ? w->par.planned.stay_sigma : par->nights_sigma;
    const double mean = y->elective ? beds_planned_nights(w)
                                    : beds_cell_nights(w->beds, site, m->age, m->frailty);
    double nights =
        draw_lognormal(word_uniform(u->w[1]), mean, sigma) * real_exp(sigma * sigma) + 0.5;
    nights = nights < 1.0 ? 1.0 : nights > par->nights_most ? par->nights_most : nights;
    const unsigned whole = (unsigned)nights, met = 1u + (unsigned)(word_uniform(u->w[2]) * whole);
    y->admitted = day_minute(w->first_day - met) + 1020u;
    m->ready_day = beds_weekday_ready(par, w->first_day + whole - met, word_uniform(u->w[3]),
                                      word_uniform(u->w[0]));
    const double hour =
        par->ready_from_hour + word_uniform(u->w[3]) * (par->ready_to_hour - par->ready_from_hour);
    y->ready = day_minute(m->ready_day) + (minute_t)(60.0 * hour);
    y->state = STAY_IN_BED;
    site->electives += y->elective;
    calendar_schedule(w->calendar, y->ready, EVENT_BED_READY, s, y->stamp);
}

static void delayed(struct world *w, struct bed_site *site, uint32_t s, const struct words *u,
                    int which) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const double nights = draw_exponential(word_uniform(u->w[1]),
                                           beds_cell_nights(w->beds, site, m->age, m->frailty));
    y->state = STAY_READY;
    /* discharge_open says how long they have waited already */
    y->ready = day_minute(w->first_day - 1) + 600u;
    y->admitted = y->ready - (1u + (minute_t)(nights < 300.0 ? nights : 300.0)) * MINUTES_A_DAY;
    m->ready_day = minute_day(y->ready);
    m->late_start = which == SAMPLE_LATE ? 1 : 2;
    site->ready++;
    site->ready_adults += m->adult;
}

static int put(struct world *w, struct bed_site *site, uint32_t person, unsigned age, int which) {
    struct beds *b = w->beds;
    struct person *p = &w->people.p[person];
    const uint32_t s = beds_new_stay(b);
    if (s == QUEUE_NONE) return FAULT_MEMORY;
    TRY(beds_map_put(b, person, s));
    struct stay *y = &b->stays[s];
    struct stay_more *m = &b->more[s];
    y->person = person;
    y->number = START_NUMBER;
    y->provider = site->provider;
    m->area = p->area;
    m->age = (uint8_t)age;
    m->adult = age >= 2;
    m->frailty = p->frailty;
    m->kind = NEED_OTHER_MAJOR;
    m->severity = needs_severity(
        &w->needs_par, TRUE_HOSPITAL_BED,
        word_uniform(luck_words(&w->luck, person, PURPOSE_START_BED, 3).w[0]));
    m->bed_class = 1;
    p->in_hospital = 1;
    const struct words u = luck_words(&w->luck, person, PURPOSE_START_BED, 1);
    if (which == SAMPLE_CLINICAL) in_need(w, site, s, &u);
    else if (which == SAMPLE_CRITICAL) beds_critical_start(w, site, s, &u);
    else delayed(w, site, s, &u, which);
    m->asked = y->admitted;
    beds_ward_group(w, site, s);
    if (which == SAMPLE_CRITICAL) return 0;
    beds_ward_start(w, site, s);
    site->taken++;
    site->in_bed++;
    queue_join(&site->inside, b->inside, s);
    return 0;
}

static int draw_people(struct world *w, struct sampler *sampler, double (*weights)[SAMPLES]) {
    struct beds *b = w->beds;
    for (uint32_t i = 0; i < w->people.n; i++) {
        const struct person *p = &w->people.p[i];
        const int s = b->site_of_area[p->area];
        if (s < 0 || !here(p) || p->in_hospital) continue;
        const unsigned cell = cell_of(p, w->first_day);
        const int which =
            hit(&sampler[s], weights[(size_t)s * MIX_CELLS + cell], lean_of(w, p, cell));
        if (which >= 0) TRY(put(w, &b->sites[s], i, cell / (2u * FRAILTIES), which));
    }
    return 0;
}

int beds_start(struct beds *b, struct world *w) {
    if (b->n_sites == 0) return 0;
    find_sites(b, w->place);
    TRY(count_mix(b, w));
    TRY(beds_level_set(b, w));
    struct sampler *sampler = NULL;
    double (*weights)[SAMPLES] = NULL;
    size_t capacity = 0, weight_capacity = 0;
    int rc = memory_grow((void **)&sampler, &capacity, b->n_sites, sizeof *sampler);
    if (rc == 0)
        rc = memory_grow((void **)&weights, &weight_capacity, (size_t)b->n_sites * MIX_CELLS,
                         sizeof *weights);
    if (rc == 0) {
        set_samplers(b, w, sampler, weights);
        rc = draw_people(w, sampler, weights);
    }
    memory_free(sampler);
    memory_free(weights);
    for (unsigned s = 0; s < b->n_sites; s++) b->sites[s].midnight = b->sites[s].taken;
    for (unsigned s = 0; s < b->n_sites; s++)
        b->sites[s].leavers = b->sites[s].overnight_a_day + b->sites[s].elective_a_day;
    return rc;
}
