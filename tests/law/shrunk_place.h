// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The shipped place with every count divided: people, lists, flows, beds. Small systems queue
 * worse, so its figures mean nothing; the laws that these tests hold are of every place, and a
 * small one is quick. */
#ifndef TESTS_SHRUNK_PLACE_H
#define TESTS_SHRUNK_PLACE_H
#include <math.h>
#include "study/experiment.h"
#include "study/twins.h"

static void shrink_series(struct month_series *s, float by) {
    for (unsigned i = 0; i < s->n; i++)
        s->value[i] = s->value[i] / by;
}

static void shrink_urgent(struct site_urgent *u, float by) {
    struct month_series *all[] = {&u->type1,
                                  &u->type2,
                                  &u->other,
                                  &u->over4h_type1,
                                  &u->over4h_other,
                                  &u->admitted_via_ae,
                                  &u->admitted_other,
                                  &u->dta_4_12h,
                                  &u->dta_over_12h,
                                  &u->beds_open,
                                  &u->beds_occupied,
                                  &u->critical_open,
                                  &u->critical_occupied,
                                  &u->no_criteria,
                                  &u->cancelled};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++)
        shrink_series(all[i], by);
}

static void shrink_area(struct area *a, unsigned by) {
    a->people = 0;
    for (unsigned k = 0; k < AGE_BANDS; k++) {
        a->by_age[k] = (a->by_age[k] + by / 2) / by;
        a->people += a->by_age[k];
    }
}

static void shrink_service(struct service *s, unsigned by) {
    uint32_t n = 0, carried = 0;
    /* carry the rest forward, so that the list keeps its length */
    for (unsigned k = 0; k < WAIT_WEEKS; k++) {
        carried += s->week[k];
        s->week[k] = carried / by;
        carried %= by;
        n += s->week[k];
    }
    s->incomplete_dta =
        s->incomplete ? (uint32_t)((uint64_t)s->incomplete_dta * n / s->incomplete) : 0;
    s->incomplete = n;
    s->starts /= (float)by;
    s->stops_admitted /= (float)by;
    s->stops_nonadmitted /= (float)by;
}

static void shrink_place(struct place *p, unsigned by) {
    const float f = (float)by;
    for (uint32_t i = 0; i < p->n_areas; i++) shrink_area(&p->areas[i], by);
    for (unsigned i = 0; i < p->n_services; i++) shrink_service(&p->services[i], by);
    for (unsigned i = 0; i < p->n_providers; i++) shrink_urgent(&p->providers[i].urgent, f);
    for (unsigned i = 0; i < p->n_practices; i++) p->practices[i].registered /= f;
    for (uint32_t i = 0; i < p->n_flows; i++) p->flows[i].pathways /= f;
    shrink_series(&p->board_starts, f);
    shrink_series(&p->board_stops, f);
}

static int shrunk_fault(const struct fault *f) {
    char line[1024];
    print_error("%s\n", fault_line(f, line, sizeof line));
    return -1;
}

/* The shipped place as at the end of January 2026, made small; 0, or -1 after saying why not. */
static int shrunk_place(struct place *p, struct library *l, unsigned by) {
    struct fault f = {0};
    library_default(l);
    if (place_read(p, "bath-swindon-wiltshire", l->places, l->data, "2026-01-31", &f) < 0)
        return shrunk_fault(&f);
    shrink_place(p, by);
    return 0;
}

#endif
