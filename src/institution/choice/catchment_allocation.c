// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Catchments (before 1991, and in a service without a market; card C1): a person goes to the public
 * provider of the function whose catchment the neighbourhood lies in. Planners draw catchments by
 * distance and size of hospital: neighbourhood a belongs to the provider p with the least
 *
 *   kilometres(a, p) + offset(p),   offset += step x ln( expected starts of the catchment / p's
 *   share )   a round
 *
 * drawn apart for those who will be operated on and for those who will not (GPs send surgical cases
 * where operations are done; a planned service places its theatres for a district, not for each
 * clinic):
 *
 *   due for operations = published operations x theatre sessions held / held at the start
 *   due for clinics    = published starts x clinic sessions held / held at the start - what its
 *   operations take of it
 *
 * both scaled to what all providers had. Drawn anew each April, planners move people towards where
 * staff are. The expected starts of a neighbourhood are its commissioner's, by the published flows,
 * by people. With no rounds it is the plain nearest of those that do such work. While a private
 * contract still runs, its site also takes those for whom it is the nearest of all. Left out:
 * crossing the boundary at the doctor's request (one in ten or so). */
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter catchment_allocation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/catchment_allocation.def"
#undef PARAM
};
extern const struct parameter_table catchment_allocation_param_table;
ANSWER_TABLE(catchment_allocation);
enum { ROUNDS, STEP }; /* rows of the .def list */

struct drawing {
    struct institutions *i;
    unsigned g;
    bool operation;
    double *starts;              /* [area] expected */
    double *offset, *load, *due, *taken; /* [provider]; taken: due for operations */
    uint16_t *near;              /* [area * OFFER_MAX] public services, nearest first */
    uint8_t *n;                  /* [area] how many */
};

static double starts_of(const struct service *s, bool operation) {
    const double stops = (double)s->stops_admitted + (double)s->stops_nonadmitted;
    const double operated = stops > 0.0 ? (double)s->stops_admitted / stops : 0.0;
    return (double)s->starts * (operation ? operated : 1.0 - operated);
}

static double grown(const struct service_state *x, unsigned kind) {
    return x->base[kind] > 0.0 ? x->held[kind] / x->base[kind] : 1.0;
}

/* Makes the due of all sum to the starts of all, public and private. */
static void scale(struct drawing *d, double all) {
    double sum = 0.0;
    for (unsigned p = 0; p < d->i->place->n_providers; p++)
        sum += d->due[p];
    for (unsigned p = 0; p < d->i->place->n_providers && sum > 0.0; p++)
        d->due[p] *= all / sum;
}

/* What each public provider is to take: of operations by its theatres, of the rest by what
 * operations leave of its clinics. */
static void expect_due(struct drawing *d) {
    const struct institutions *const i = d->i;
    double operations = 0.0, clinics = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const int s = i->place->service_of[p * i->n_functions + d->g];
        d->due[p] = 0.0;
        if (s < 0)
            continue;
        const struct service *const x = &i->place->services[s];
        const double held = grown(&i->service[s], d->operation ? SESSION_THEATRE : SESSION_CLINIC);
        operations += starts_of(x, true);
        clinics += starts_of(x, false);
        if (service_public(i, (unsigned)s))
            d->due[p] = (d->operation ? starts_of(x, true) : (double)x->starts) * held;
    }
    scale(d, d->operation ? operations : operations + clinics);
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (d->operation)
            d->taken[p] = d->due[p];
        else
            d->due[p] = d->due[p] > d->taken[p] ? d->due[p] - d->taken[p] : 0.0;
    scale(d, d->operation ? operations : clinics);
}

static void expect_starts(struct drawing *d) {
    const struct institutions *const i = d->i;
    double *const by = i->by_commissioner;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        by[c] = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const int s = i->place->service_of[p * i->n_functions + d->g];
        const double starts = s < 0 ? 0.0 : starts_of(&i->place->services[s], d->operation);
        for (unsigned c = 0; c < i->n_commissioners; c++)
            by[c] += starts * i->planned_home[p * i->n_commissioners + c];
    }
    for (unsigned a = 0; a < i->place->n_areas; a++) {
        const struct area *const x = &i->place->areas[a];
        double people = 0.0;
        if (x->commissioner < i->n_commissioners)
            people = i->people_of[x->commissioner];
        d->starts[a] = people > 0.0 ? by[x->commissioner] * x->people / people : 0.0;
    }
}

static double kilometres(const struct drawing *d, unsigned area, unsigned p) {
    const struct area *const a = &d->i->place->areas[area];
    const struct provider *const x = &d->i->place->providers[p];
    const double dx = (double)a->x_km - (double)x->x_km, dy = (double)a->y_km - (double)x->y_km;
    return real_sqrt(dx * dx + dy * dy);
}

static unsigned belongs_to(const struct drawing *d, unsigned area) {
    const uint16_t *const near = d->near + (size_t)area * OFFER_MAX;
    unsigned best = NOBODY;
    double least = 0.0;
    for (unsigned k = 0; k < d->n[area]; k++) {
        const unsigned p = d->i->service[near[k]].provider;
        const double far = kilometres(d, area, p) + d->offset[p];
        if (best == NOBODY || far < least) {
            best = near[k];
            least = far;
        }
    }
    return best;
}

static void draw_round(struct drawing *d, double step) {
    const struct institutions *const i = d->i;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        d->load[p] = 0.0;
    for (unsigned a = 0; a < i->place->n_areas; a++) {
        const unsigned s = belongs_to(d, a);
        if (s != NOBODY)
            d->load[i->service[s].provider] += d->starts[a];
    }
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (d->due[p] > 0.0) {
            const double ratio = d->load[p] / d->due[p];
            d->offset[p] += step * real_log(ratio > 0.2 ? (ratio < 5.0 ? ratio : 5.0) : 0.2);
        }
}

static void draw_function(struct drawing *d, const double *p) {
    struct institutions *const i = d->i;
    expect_due(d);
    expect_starts(d);
    for (unsigned k = 0; k < i->place->n_providers; k++)
        d->offset[k] = 0.0;
    for (unsigned a = 0; a < i->place->n_areas; a++)
        d->n[a] = (uint8_t)contracts_nearest(i, a, d->g, d->operation, false, 1000.0,
                                             d->near + (size_t)a * OFFER_MAX, 12);
    const unsigned rounds = (unsigned)p[ROUNDS];
    for (unsigned r = 0; r < rounds; r++) /* smaller steps towards the end, so that it settles */
        draw_round(d, p[STEP] * (1.0 - (double)r / rounds));
    for (unsigned a = 0; a < i->place->n_areas; a++)
        i->catchment[contracts_list_at(i, a, d->g, d->operation)] = (uint16_t)belongs_to(d, a);
}

static void plan_lists(struct institutions *i, const double *p) {
    if (i->catchment && !i->catchments_due) /* drawn once a year */
        return;
    const unsigned areas = i->place->n_areas, providers = i->place->n_providers;
    struct drawing d = {.i = i};
    struct arena scratch;
    arena_init(&scratch, 1u << 18);
    d.starts = arena_array(&scratch, areas + 1u, sizeof *d.starts);
    d.offset = arena_array(&scratch, 4u * (providers + 1u), sizeof *d.offset);
    d.near = arena_array(&scratch, (size_t)(areas + 1u) * OFFER_MAX, sizeof *d.near);
    d.n = arena_array(&scratch, areas + 1u, 1);
    if (!i->catchment)
        i->catchment =
            arena_array(&i->arena, 2u * (size_t)areas * i->n_functions + 1u, sizeof *i->catchment);
    if (arena_failed(&i->arena) || arena_failed(&scratch)) {
        i->failed = FAULT_MEMORY;
        arena_free(&scratch);
        return;
    }
    d.load = d.offset + providers;
    d.due = d.load + providers;
    d.taken = d.due + providers;
    for (d.g = 0; d.g < i->n_functions; d.g++)
        /* operations first: clinics get what they leave */
        for (unsigned class = 0; class < 2; class++) {
            d.operation = class == 0;
            draw_function(&d, p);
        }
    i->catchments_due = false;
    arena_free(&scratch);
}

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max) {
    const uint16_t own =
        i->catchment ? i->catchment[contracts_list_at(i, area, function, operation)] : NOBODY;
    uint16_t near[1];
    int n = 0;
    (void)p;
    if (n < max && own != NOBODY)
        out[n++] = (struct offer){.provider = i->service[own].provider, .why = OFFER_CATCHMENT};
    if (n < max && contracts_nearest(i, area, function, operation, true, 1000.0, near, 1) == 1 &&
        !service_public(i, near[0]))
        out[n++] = (struct offer){.provider = i->service[near[0]].provider, .why = OFFER_CONTRACT};
    return n;
}

const struct answer_rule answer_catchment_allocation = {.params = &catchment_allocation_param_table,
                                                        .plan_lists = plan_lists,
                                                        .by_class = true,
                                                        .list = list};
