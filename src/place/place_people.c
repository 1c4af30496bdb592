// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who lives in a place and in its halo. Inside: the neighbourhoods of the place's commissioners.
 * The halo: neighbourhoods of others whose people use the place's providers, at 1:1, by rule:
 *
 *   1. neighbourhoods outside whose nearest type 1 department (of all England's) is the place's, in
 *   order of
 *      distance, until people * England's starts a head * halo_near_use reaches the trust's starts
 *      a year *
 *      the commissioner's part of its list: where patients go for planned care is the published
 *      sign of which of two hospitals they look to. Their acute needs come to the place too;
 *   2. for each commissioner with halo_share or more of a local provider's list: its neighbourhoods
 *   in order of
 *      distance from that provider, at most halo_km away, until people * starts a head *
 *      halo_far_use
 *      fills what is left of that flow. These come for planned care alone;
 *   3. more of them, nearest first to the provider that wants most, until in no treatment function
 *   (of ten starts a month
 *      or more) the flow is above halo_function_use of the halo's need: people * England's starts a
 *      head *
 *      residents' starts over residents' need. A flow's functions are taken to be its provider's.
 *
 * A neighbourhood's use is spent once: what one provider's flow has taken is not there for the
 * next. Left out: that use falls with distance (the choice of each person does that later), and
 * Wales. */
#include <stdlib.h>
#include <string.h>
#include "base/real.h"
#include "place/place_cut.h"

enum { AWAY, INSIDE, HALO, HALO_PLANNED };

struct want { uint32_t commissioner, provider; double starts; };
struct near { double km; uint32_t area; };

static int by_size(const void *a, const void *b) {
    const struct want *x = a, *y = b;
    if (x->starts != y->starts)
        return x->starts > y->starts ? -1 : 1;
    if (x->provider != y->provider)
        return x->provider < y->provider ? -1 : 1;
    return x->commissioner < y->commissioner ? -1 : x->commissioner > y->commissioner;
}

static int by_distance(const void *a, const void *b) {
    const struct near *x = a, *y = b;
    if (x->km != y->km)
        return x->km < y->km ? -1 : 1;
    return x->area < y->area ? -1 : x->area > y->area;
}

/* The flows from other commissioners of at least a share of the provider's list, in starts a year,
 * largest first. */
static uint32_t wants(const struct cut *c, double least_share, struct want *w) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->e.n_flows; i++) {
        const struct england_flow *v = &c->e.flows[i];
        const struct england_provider *q = &c->e.providers[v->provider];
        if (v->commissioner == NO_ROW || c->inside[v->commissioner] ||
            c->part[v->provider] != PART_LOCAL || v->pathways < least_share * q->list)
            continue;
        const double starts = 12.0 * q->starts * c->level[v->provider].starts;
        w[n++] = (struct want){v->commissioner, v->provider, starts * v->pathways / q->list};
    }
    qsort(w, n, sizeof *w, by_size);
    return n;
}

static uint32_t areas_near(const struct cut *c, const struct want *w, struct near *near) {
    const struct england_provider *q = &c->e.providers[w->provider];
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->e.n_areas; i++) {
        const struct england_area *a = &c->e.areas[i];
        const double dx = a->east - q->east, dy = a->north - q->north;
        const double km = real_sqrt(dx * dx + dy * dy);
        if (a->commissioner == w->commissioner && km <= c->rules.halo_km)
            near[n++] = (struct near){km, i};
    }
    qsort(near, n, sizeof *near, by_distance);
    return n;
}

static double take(double *from, double wanted) {
    const double got = *from < wanted ? *from : wanted;
    *from -= got;
    return got;
}

/* Step 1 for one flow. The neighbourhood that passes the mark is taken whole. */
static void take_near(struct cut *c, const struct want *w, double *left, struct near *near,
                      double per_head) {
    const uint32_t n = areas_near(c, w, near);
    double wanted = w->starts;
    for (uint32_t i = 0; i < n && wanted > 0; i++) {
        const uint32_t area = near[i].area;
        if (c->e.areas[area].emergency != w->provider || c->chosen[area] != AWAY)
            continue;
        c->chosen[area] = HALO;
        left[area] = c->e.areas[area].people * per_head * c->rules.halo_near_use;
        wanted -= left[area];
    }
}

/* Step 2 for one flow: first from the halo as it stands, then by widening it. */
static void fill(struct cut *c, struct want *w, double *left, struct near *near, double per_head) {
    const uint32_t n = areas_near(c, w, near);
    for (uint32_t i = 0; i < n && w->starts > 0; i++)
        if (c->chosen[near[i].area] != AWAY)
            w->starts -= take(&left[near[i].area], w->starts);
    for (uint32_t i = 0; i < n && w->starts > 0; i++) {
        const uint32_t area = near[i].area;
        if (c->chosen[area] != AWAY)
            continue;
        c->chosen[area] = HALO_PLANNED;
        left[area] = c->e.areas[area].people * per_head * c->rules.halo_far_use;
        w->starts -= take(&left[area], w->starts);
    }
}

/* Starts a year of the place's residents over what England's rates would give, by function. */
static void resident_levels(const struct cut *c, double level[]) {
    double people = 0, starts[FUNCTION_MAX] = {0};
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        people += c->chosen[i] == INSIDE ? c->e.areas[i].people : 0;
    for (uint32_t i = 0; i < c->e.n_services; i++) {
        const struct england_service *s = &c->e.services[i];
        const double list = c->e.providers[s->provider].list;
        if (list > 0)
            starts[s->function] += 12.0 * s->starts * c->level[s->provider].starts *
                                   c->resident[s->provider] / list;
    }
    for (uint32_t fn = 0; fn < c->e.n_functions; fn++) {
        const double need = people * cut_starts_per_head(c, fn);
        level[fn] = need > 0 ? starts[fn] / need : 1.0;
    }
}

/* flow: row of the want that brings most */
struct function_want { double starts, most; uint32_t flow; };

static void function_wants(const struct cut *c, const struct want *w, uint32_t n,
                           uint32_t commissioner, struct function_want *out) {
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < c->e.n_services && w[i].commissioner == commissioner; k++) {
            const struct england_service *s = &c->e.services[k];
            if (s->provider != w[i].provider)
                continue;
            const double x = w[i].starts * s->starts / c->e.providers[s->provider].starts;
            struct function_want *o = &out[s->function];
            o->starts += x;
            if (x > o->most)
                *o = (struct function_want){o->starts, x, i};
        }
}

/* Step 3 for one commissioner. */
static void widen(struct cut *c, const struct want *w, uint32_t n, uint32_t commissioner,
                  const double *level, struct near *near) {
    struct function_want want[FUNCTION_MAX] = {{0, 0, 0}};
    double people = 0;
    function_wants(c, w, n, commissioner, want);
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        if (c->chosen[i] != AWAY && c->e.areas[i].commissioner == commissioner)
            people += c->e.areas[i].people;
    for (uint32_t fn = 0; fn < c->e.n_functions; fn++) {
        const double per_head = cut_starts_per_head(c, fn) * level[fn] * c->rules.halo_function_use;
        if (want[fn].starts < 120.0 || want[fn].starts <= people * per_head)
            continue;
        const uint32_t m = areas_near(c, &w[want[fn].flow], near);
        for (uint32_t i = 0; i < m && want[fn].starts > people * per_head; i++)
            if (c->chosen[near[i].area] == AWAY) {
                c->chosen[near[i].area] = HALO_PLANNED;
                people += c->e.areas[near[i].area].people;
            }
    }
}

static void choose_halo(struct cut *c, struct want *w, double *left, struct near *near) {
    double per_head = 0, level[FUNCTION_MAX];
    for (uint32_t fn = 0; fn < c->e.n_functions; fn++)
        per_head += cut_starts_per_head(c, fn);
    uint32_t n = wants(c, 0.0, w);
    for (uint32_t i = 0; i < n; i++)
        if (c->e.providers[w[i].provider].type1)
            take_near(c, &w[i], left, near, per_head);
    n = wants(c, c->rules.halo_share, w);
    for (uint32_t i = 0; i < n; i++)
        fill(c, &w[i], left, near, per_head);
    n = wants(c, c->rules.halo_share, w);
    resident_levels(c, level);
    for (uint32_t k = 0; k < c->e.n_commissioners; k++)
        if (!c->inside[k])
            widen(c, w, n, k, level, near);
}

int cut_choose_areas(struct cut *c) {
    struct want *w = arena_array(&c->scratch, c->e.n_flows, sizeof *w);
    double *left = arena_array(&c->scratch, c->e.n_areas, sizeof *left);
    struct near *near = arena_array(&c->scratch, c->e.n_areas, sizeof *near);
    if (w == NULL || left == NULL || near == NULL)
        return fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        c->chosen[i] = c->inside[c->e.areas[i].commissioner] ? INSIDE : AWAY;
    if (c->halo)
        choose_halo(c, w, left, near);
    return 0;
}

/* Inside first, then those of the halo, each in order of code. */
static int make_commissioners(struct cut *c) {
    bool *drawn = arena_array(&c->scratch, c->e.n_commissioners, sizeof *drawn);
    TRY(cut_array(c, &c->p->commissioners, c->e.n_commissioners, sizeof *c->p->commissioners));
    if (drawn == NULL)
        return fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        if (c->chosen[i] != AWAY)
            drawn[c->e.areas[i].commissioner] = true;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < c->e.n_commissioners; i++) {
            const struct england_commissioner *from = &c->e.commissioners[i];
            if (!(pass == 0 ? c->inside[i] : drawn[i] && !c->inside[i]))
                continue;
            struct commissioner *to = &c->p->commissioners[c->p->n_commissioners];
            memcpy(to->code, from->code, sizeof to->code);
            memcpy(to->name, from->name, sizeof to->name);
            to->inside = pass == 0;
            to->need_weight = (float)from->need_weight;
            c->commissioner_to[i] = c->p->n_commissioners++;
        }
    return 0;
}

/* Councils of chosen neighbourhoods and of chosen providers. */
static int make_councils(struct cut *c) {
    bool *drawn = arena_array(&c->scratch, c->e.n_councils, sizeof *drawn);
    TRY(cut_array(c, &c->p->councils, c->e.n_councils, sizeof *c->p->councils));
    if (drawn == NULL)
        return fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        if (c->chosen[i] != AWAY)
            drawn[c->e.areas[i].council] = true;
    for (uint32_t i = 0; i < c->e.n_providers; i++)
        if (c->part[i] == PART_LOCAL || c->part[i] == PART_OUTSIDE)
            drawn[c->e.providers[i].council] = true;
    for (uint32_t i = 0; i < c->e.n_councils; i++)
        if (drawn[i]) {
            c->p->councils[c->p->n_councils] = c->e.councils[i];
            c->council_to[i] = c->p->n_councils++;
        }
    return 0;
}

static struct area area_of(const struct cut *c, uint32_t row, double east, double north) {
    const struct england_area *from = &c->e.areas[row];
    struct area to = {.x_km = (float)(from->east - east),
                      .y_km = (float)(from->north - north),
                      .decile = from->decile,
                      .rural = from->rural,
                      .people = from->people,
                      .halo = c->chosen[row] != INSIDE,
                      .elective_only = c->chosen[row] == HALO_PLANNED,
                      .commissioner = c->commissioner_to[from->commissioner],
                      .council = c->council_to[from->council]};
    memcpy(to.code, from->code, sizeof to.code);
    memcpy(to.by_age, from->by_age, sizeof to.by_age);
    memcpy(to.share_women, from->women, sizeof to.share_women);
    return to;
}

/* The middle of the place: where its residents are on average. */
static void find_middle(const struct cut *c, double *east, double *north) {
    double people = 0;
    *east = *north = 0;
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        if (c->chosen[i] == INSIDE) {
            people += c->e.areas[i].people;
            *east += c->e.areas[i].people * c->e.areas[i].east;
            *north += c->e.areas[i].people * c->e.areas[i].north;
        }
    *east /= people;
    *north /= people;
}

static int make_practices(struct cut *c, double east, double north) {
    uint32_t n = 0;
    TRY(cut_array(c, &c->p->practices, c->e.n_practices, sizeof *c->p->practices));
    for (uint32_t i = 0; i < c->e.n_practices; i++) {
        const struct england_practice *from = &c->e.practices[i];
        if (c->chosen[from->area] == AWAY || c->commissioner_to[from->commissioner] == NOBODY)
            continue;
        struct practice *to = &c->p->practices[n++];
        memcpy(to->code, from->code, sizeof to->code);
        to->x_km = (float)(from->east - east);
        to->y_km = (float)(from->north - north);
        to->registered = (float)from->registered;
        to->commissioner = c->commissioner_to[from->commissioner];
    }
    c->p->n_practices = (uint16_t)n;
    if (n > 0)
        return 0;
    return fault_set(c->f, FAULT_INPUT, c->e.folder, 0, 0,
                     "found no general practice in the place");
}

int cut_make_people(struct cut *c) {
    double east, north;
    uint32_t n = 0;
    TRY(make_commissioners(c));
    TRY(make_councils(c));
    find_middle(c, &east, &north);
    for (uint32_t i = 0; i < c->e.n_areas; i++)
        n += c->chosen[i] != AWAY;
    TRY(cut_array(c, &c->p->areas, n, sizeof *c->p->areas));
    for (int halo = 0; halo < 2; halo++)
        for (uint32_t i = 0; i < c->e.n_areas; i++)
            if (c->chosen[i] != AWAY && (c->chosen[i] != INSIDE) == halo)
                c->p->areas[c->p->n_areas++] = area_of(c, i, east, north);
    for (uint32_t i = 0; i < c->e.n_providers; i++) {
        c->e.providers[i].east -= east;
        c->e.providers[i].north -= north;
    }
    return make_practices(c, east, north);
}
