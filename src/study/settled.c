// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Five rounds from where another pilot ended find what sixteen from nothing do, so long as the
 * pilot is of the same place and parameters; under others they end short of it, by some per cent
 * where many differ. So whoever has others begins from nothing, and so do its twins (simulation.c):
 * a pilot of five rounds beside one of sixteen would be a difference that no regime made. */
#include "study/settled.h"

#include <string.h>

#include "care/expectation.h"
#include "care/primary.h"

struct settled {
    struct primary *primary;
    struct settled_terms terms;
};

void settled_terms_of(struct settled_terms *t, const struct world *w,
                      const struct needs_params *needs) {
    memset(t, 0, sizeof *t);
    t->people = w->people_par;
    t->needs = *needs;
    t->care = w->par;
    t->care.planned.removal_multiplier = 0.0;
}

/* So many people live in the settling pilot as need be, for want of nothing else. */
static void terms_but_people(struct settled_terms *t, const struct world *w,
                             const struct needs_params *needs) {
    settled_terms_of(t, w, needs);
    t->care.primary.pilot_people = 0.0;
}

struct settled *settled_make(const struct world *w, const struct needs_params *before) {
    void *data = NULL;
    size_t room = 0;
    if (memory_grow(&data, &room, 1, sizeof(struct settled)) < 0) return NULL;
    struct settled *const s = data;
    terms_but_people(&s->terms, w, before);
    if (primary_copy(&s->primary, w->primary) == 0) return s;
    settled_free(s);
    return NULL;
}

void settled_free(struct settled *s) {
    if (s) primary_close(s->primary);
    memory_free(s);
}

const struct primary *settled_for(const struct settled *s, const struct world *w) {
    struct settled_terms now;
    if (!s) return NULL;
    terms_but_people(&now, w, &w->needs_par);
    return memcmp(&now, &s->terms, sizeof now) == 0 ? s->primary : NULL;
}
