// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Studies of the shrunk place, for the tests of laws: scenarios one by one, a regime each with
 * settings of their own, one seed. */
#ifndef TESTS_SHRUNK_STUDY_H
#define TESTS_SHRUNK_STUDY_H
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "shrunk_place.h"

static struct place place;
static struct library library;
static struct experiment e; /* large */

static inline void study_begin(unsigned months, unsigned replicates, const char *headline) {
    memset(&e, 0, sizeof e);
    e.first_day = place.start;
    e.last_day = month_first_day(day_month(place.start) + (int32_t)months) - 1;
    e.replicates = replicates;
    e.seed = 7;
    snprintf(e.headline, sizeof e.headline, "%s", headline);
    e.headline_up = true;
}

static inline const struct regime *study_regime(const char *name) {
    char path[700];
    struct fault f = {0};
    snprintf(path, sizeof path, "%s/%s.yaml", library.regimes, name);
    if (regime_read(&e.regimes[e.n_regimes], path, NULL, &f) < 0) fail_msg("%s", f.what);
    return e.regimes[e.n_regimes++];
}

static inline struct scenario *study_add(const char *name, const char *regime) {
    struct scenario *s = &e.scenario[e.n_scenarios++];
    snprintf(s->name, sizeof s->name, "%s", name);
    snprintf(s->title, sizeof s->title, "%s", name);
    s->timeline.n = 1;
    s->timeline.at[0].from = e.first_day;
    s->timeline.at[0].regime = study_regime(regime);
    return s;
}

static inline void study_set(struct scenario *s, const char *name, double value) {
    struct setting *x = &s->set.s[s->set.n++];
    snprintf(x->name, sizeof x->name, "%s", name);
    x->value = value;
}

static inline void study_run(struct twins *t, const struct twins_options *o) {
    struct fault f = {0};
    char line[1024];
    if (twins_run(t, &e, &place, o, &f) < 0) fail_msg("%s", fault_line(&f, line, sizeof line));
}

/* The place goes too. */
static inline int study_end(struct twins *t) {
    twins_free(t);
    experiment_free(&e);
    place_free(&place);
    return 0;
}

#endif
