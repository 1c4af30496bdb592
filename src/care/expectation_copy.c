// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* An expectation once more, so that the runs which share one need not solve it again
 * (study/opening.h). Nothing of the copy lies in the arena of the first. */
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
