// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What becomes of an expectation that was solved: a copy, so that the runs which share one need not
 * solve it again (study/opening.h), of which nothing lies in the arena of the first; a beginning
 * for the pilot of another replicate; the level of needs of the run that it was solved for. */
#include <string.h>

#include "care/errand.h"

static void *copy(struct arena *a, const void *from, size_t n, size_t size) {
    void *to = arena_array(a, n, size);
    if (to) memcpy(to, from, n * size);
    return to;
}

/* Nothing has shut in what is copied. */
static void copy_reach(struct reach *to, const struct reach *from, unsigned n_providers,
                       struct arena *a) {
    to->site = copy(a, from->site, (size_t)n_providers * 3 + 1, sizeof *to->site);
    for (unsigned t = 0; t < 3; t++)
        to->site_of[t] = copy(a, from->site_of[t], (size_t)n_providers + 1, sizeof **to->site_of);
    for (unsigned n = 0; n < NEST_COUNT; n++)
        to->row[n] = copy(a, from->row[n], (size_t)from->n_areas + 1, sizeof **to->row);
}

int expectation_copy(struct expectation *to, const struct expectation *from, unsigned n_providers,
                     struct arena *a) {
    *to = *from;
    copy_reach(&to->reach, &from->reach, n_providers, a);
    to->site = copy(a, from->site, from->reach.n_sites + 1u, sizeof *to->site);
    to->admitted = copy(a, from->admitted, n_providers + 1u, sizeof *to->admitted);
    return arena_failed(a) ? FAULT_MEMORY : 0;
}

void expectation_begin(struct expectation *to, const struct expectation *from) {
    for (unsigned i = 0; i < to->reach.n_sites; i++) {
        const struct site_expectation *s = &from->site[i];
        to->reach.site[i].attraction = from->reach.site[i].attraction;
        to->site[i].door = s->door;
        to->site[i].style = s->style;
        to->site[i].streamed = s->streamed;
        to->site[i].direct_share = s->direct_share;
        to->site[i].straight = s->straight;
        to->site[i].referrals = s->referrals;
    }
    to->community = from->community;
    to->need_level = from->need_level;
}

void expectation_settle(struct world *w, const struct primary *p) {
    double *rate[] = {&w->needs_par.bed_0_4,   &w->needs_par.bed_5_17,  &w->needs_par.bed_18_44,
                      &w->needs_par.bed_45_64, &w->needs_par.bed_65_74, &w->needs_par.bed_75_84,
                      &w->needs_par.bed_85},
           *years[] = {&w->needs_par.bed_years_45_64, &w->needs_par.bed_years_65_74,
                       &w->needs_par.bed_years_75_84, &w->needs_par.bed_years_85};
    w->admitted = p->x.admitted;
    w->needs_par.death_level *= 1 - p->x.delay_deaths;
    w->needs_par.delay_dying *= p->x.delay_dying;
    for (unsigned k = 0; k < sizeof rate / sizeof *rate; k++) *rate[k] *= p->x.need_level;
    for (unsigned k = 0; k < sizeof years / sizeof *years; k++) *years[k] *= p->x.nights_level;
    w->needs_par.dying_bed *= p->x.need_level;
}
