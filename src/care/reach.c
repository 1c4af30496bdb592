// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: people know the departments about them and mostly go to the nearest, the more so
 * the dearer a kilometre is to them; some departments draw more than their distance says (a
 * co-located centre, opening hours, reputation).
 *   utility of department d to area a   u = attraction(d) - km_weight * km(a, d)
 *   share                               exp(u) / sum over the eight nearest of the nest
 *   what the nest is worth              log sum exp(u), which the choice of channel reads
 * Attractions are solved from published attendances in expectation.c. Distances are straight lines.
 * Left out: roads, opening hours by department, crowding as a reason to drive on. */
#include "care/reach.h"
#include "base/real.h"
#include "care/known_level.h"
#include "care/world.h"

#define SHUT_UTILITY (-1e6)
#define SHUT_MONTHS 3 /* nobody in so many months published: shut */

static bool count_site(const struct world *w, const struct provider *v, unsigned type,
                       double *published) {
    const struct month_series *s = type == 1   ? &v->urgent.type1
                                   : type == 2 ? &v->urgent.type2
                                               : &v->urgent.other;
    *published = known_year(w, s, KNOWN_ATTENDANCES);
    return series_mean_last(s, SHUT_MONTHS) >= 1.0 && *published >= 1.0; /* false for NAN */
}

static int list_sites(struct reach *r, const struct world *w, struct arena *a) {
    const struct place *p = w->place;
    r->site = arena_array(a, (size_t)p->n_providers * 3 + 1, sizeof *r->site);
    for (unsigned t = 0; t < 3; t++) {
        r->site_of[t] = arena_array(a, (size_t)p->n_providers + 1, sizeof **r->site_of);
        if (!r->site_of[t] || !r->site) return FAULT_MEMORY;
        for (unsigned v = 0; v < p->n_providers; v++) {
            const struct provider *from = &p->providers[v];
            double published;
            r->site_of[t][v] = NO_SITE;
            if (!count_site(w, from, t + 1, &published)) continue;
            r->site_of[t][v] = r->n_sites;
            r->site[r->n_sites++] = (struct reach_site){.provider = (uint16_t)v,
                                                        .type = (uint8_t)(t + 1),
                                                        .outside = from->outside,
                                                        .x_km = from->x_km,
                                                        .y_km = from->y_km,
                                                        .published = published};
        }
    }
    return 0;
}

static void keep_nearest(struct reach_row *row, uint16_t site, float km) {
    unsigned at = row->n;
    if (at == REACH_NEAREST) {
        if (km >= row->km[at - 1]) return;
        at--;
    } else {
        row->n++;
    }
    for (; at > 0 && row->km[at - 1] > km; at--) {
        row->km[at] = row->km[at - 1];
        row->site[at] = row->site[at - 1];
    }
    row->km[at] = km;
    row->site[at] = site;
}

int reach_init(struct reach *r, const struct world *w, struct arena *a) {
    const struct place *p = w->place;
    *r = (struct reach){.n_areas = p->n_areas};
    TRY(list_sites(r, w, a));
    for (unsigned n = 0; n < NEST_COUNT; n++) {
        r->row[n] = arena_array(a, (size_t)p->n_areas + 1, sizeof **r->row);
        if (!r->row[n]) return FAULT_MEMORY;
    }
    for (uint32_t i = 0; i < p->n_areas; i++)
        for (uint16_t s = 0; s < r->n_sites; s++) {
            const struct reach_site *site = &r->site[s];
            const double km = place_km(p->areas[i].x_km, p->areas[i].y_km, site->x_km, site->y_km);
            keep_nearest(&r->row[site->type == 1 ? NEST_MAJOR : NEST_WALK_IN][i], s, (float)km);
        }
    return 0;
}

static void weigh(const struct reach *r, struct reach_row *row, double km_weight) {
    double weight[REACH_NEAREST], best = -1e30, sum = 0, km = 0, below = 0;
    for (unsigned k = 0; k < row->n; k++) {
        const struct reach_site *s = &r->site[row->site[k]];
        weight[k] = (s->shut ? SHUT_UTILITY : s->attraction) - km_weight * (double)row->km[k];
        if (weight[k] > best) best = weight[k];
    }
    for (unsigned k = 0; k < row->n; k++) {
        weight[k] = real_exp(weight[k] - best);
        sum += weight[k];
    }
    for (unsigned k = 0; k < row->n; k++) {
        below += weight[k] / sum;
        km += weight[k] / sum * (double)row->km[k];
        row->cumulative[k] = (float)below;
    }
    row->logsum = row->n ? (float)(best + real_log(sum)) : -1e9f;
    row->km_mean = (float)km;
}

void reach_weigh(struct reach *r, double km_weight) {
    for (unsigned n = 0; n < NEST_COUNT; n++)
        for (uint32_t i = 0; i < r->n_areas; i++) weigh(r, &r->row[n][i], km_weight);
}

static uint16_t pick(const struct reach_row *row, double u, double *km) {
    if (!row->n) return NO_SITE;
    unsigned k = 0;
    while (k + 1u < row->n && u > (double)row->cumulative[k]) k++;
    if (km) *km = (double)row->km[k];
    return row->site[k];
}

uint16_t reach_pick(const struct reach *r, uint32_t area, enum reach_nest nest, double u,
                    double *km) {
    return pick(&r->row[nest][area], u, km);
}

uint16_t reach_home(const struct reach *r, uint32_t area, double u) {
    return pick(r->all_open ? &r->all_open[area] : &r->row[NEST_MAJOR][area], u, NULL);
}

uint16_t reach_site_of(const struct reach *r, uint16_t provider, unsigned type) {
    return r->site_of[type - 1][provider];
}

uint16_t reach_area_of(const struct place *p, const struct reach_site *s) {
    uint32_t best = 0;
    double nearest = -1.0;
    for (uint32_t a = 0; a < p->n_areas; a++) {
        const double km = place_km(p->areas[a].x_km, p->areas[a].y_km, s->x_km, s->y_km);
        if (nearest >= 0.0 && km >= nearest) continue;
        nearest = km;
        best = a;
    }
    return (uint16_t)best;
}
