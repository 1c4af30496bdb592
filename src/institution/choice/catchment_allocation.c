// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Catchments (before 1991, and in a service without a market; card C1): a person goes to the public provider of
 * the function whose catchment the neighbourhood lies in. Planners draw catchments by distance and size of
 * hospital: neighbourhood a belongs to the provider p with the least
 *
 *   kilometres(a, p) + offset(p),   offset += step x ln( expected starts of the catchment / p's share )   a round
 *
 * where p's share is in proportion to the clock starts that public providers had at the start times the sessions that they
 * hold against then: drawn anew each April, planners move people towards where staff are. The
 * expected starts of a neighbourhood are its commissioner's, by the published flows, by people. With no rounds it
 * is the plain nearest. While a private contract still runs, its site also takes those for whom it is the
 * nearest of all. Left out: crossing the boundary at the doctor's request (one in ten or so). */
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter catchment_allocation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/catchment_allocation.def"
#undef PARAM
};
extern const struct parameter_table catchment_allocation_param_table;
ANSWER_TABLE(catchment_allocation);
enum { ROUNDS, STEP }; /* rows of the .def list */

struct drawing {
    struct institutions *i;
    unsigned g;
    double *starts;              /* [area] expected */
    double *offset, *load, *due; /* [provider] */
    uint16_t *near;              /* [area * OFFER_MAX] public services, nearest first */
    uint8_t *n;                  /* [area] how many */
};

static void expect_starts(struct drawing *d) {
    const struct institutions *const i = d->i;
    double *const by = i->by_commissioner, all = 0.0, of_public = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        by[c] = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const int s = i->place->service_of[p * i->n_functions + d->g];
        const double starts = s < 0 ? 0.0 : (double)i->place->services[s].starts;
        const double base = s < 0 ? 0.0 : service_base(&i->service[s]);
        const double held = base > 0.0 ? service_held(&i->service[s]) / base : 1.0;
        d->due[p] = s >= 0 && !i->provider[p].open_market ? starts * held : 0.0;
        of_public += d->due[p];
        all += starts;
        for (unsigned c = 0; c < i->n_commissioners; c++)
            by[c] += starts * i->planned_share[p * i->n_commissioners + c];
    }
    for (unsigned p = 0; p < i->place->n_providers && of_public > 0.0; p++)
        d->due[p] *= all / of_public;
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
    expect_starts(d);
    for (unsigned k = 0; k < i->place->n_providers; k++)
        d->offset[k] = 0.0;
    for (unsigned a = 0; a < i->place->n_areas; a++)
        d->n[a] = (uint8_t)contracts_nearest(i, a, d->g, false, 1000.0, d->near + (size_t)a * OFFER_MAX, 12);
    const unsigned rounds = (unsigned)p[ROUNDS];
    for (unsigned r = 0; r < rounds; r++) /* smaller steps towards the end, so that it settles */
        draw_round(d, p[STEP] * (1.0 - (double)r / rounds));
    for (unsigned a = 0; a < i->place->n_areas; a++)
        i->catchment[(size_t)a * i->n_functions + d->g] = (uint16_t)belongs_to(d, a);
}

static void plan_lists(struct institutions *i, const double *p) {
    if (i->catchment && !i->catchments_due) /* drawn once a year */
        return;
    const unsigned areas = i->place->n_areas, providers = i->place->n_providers;
    struct drawing d = {.i = i};
    struct arena scratch;
    arena_init(&scratch, 1u << 18);
    d.starts = arena_array(&scratch, areas + 1u, sizeof *d.starts);
    d.offset = arena_array(&scratch, 3u * (providers + 1u), sizeof *d.offset);
    d.near = arena_array(&scratch, (size_t)(areas + 1u) * OFFER_MAX, sizeof *d.near);
    d.n = arena_array(&scratch, areas + 1u, 1);
    if (!i->catchment)
        i->catchment = arena_array(&i->arena, (size_t)areas * i->n_functions + 1u, sizeof *i->catchment);
    if (arena_failed(&i->arena) || arena_failed(&scratch)) {
        i->failed = FAULT_MEMORY;
        arena_free(&scratch);
        return;
    }
    d.load = d.offset + providers;
    d.due = d.load + providers;
    for (d.g = 0; d.g < i->n_functions; d.g++)
        draw_function(&d, p);
    i->catchments_due = false;
    arena_free(&scratch);
}

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function, struct offer *out, int max) {
    const uint16_t own = i->catchment ? i->catchment[(size_t)area * i->n_functions + function] : NOBODY;
    uint16_t near[1];
    int n = 0;
    (void)p;
    if (n < max && own != NOBODY)
        out[n++] = (struct offer){.provider = i->service[own].provider, .why = OFFER_CATCHMENT};
    if (n < max && contracts_nearest(i, area, function, true, 1000.0, near, 1) == 1 && !service_public(i, near[0]))
        out[n++] = (struct offer){.provider = i->service[near[0]].provider, .why = OFFER_CONTRACT};
    return n;
}

const struct answer_rule answer_catchment_allocation = {.params = &catchment_allocation_param_table, .plan_lists = plan_lists, .list = list};
