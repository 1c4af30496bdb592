// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Two scenarios of the present regime in the shrunk place, run once for all tests of a file: what
 * the second makes of a measure beside the first. */
#ifndef TESTS_TWO_SCENARIOS_H
#define TESTS_TWO_SCENARIOS_H
#include <math.h>

#include "shrunk_study.h"

static struct twins t;

static inline int open_two(unsigned shrink, unsigned months) {
    if (shrunk_place(&place, &library, shrink) < 0) return -1;
    study_begin(months, 1, "rtt_within_18_weeks_share");
    return 0;
}

static inline int run_two(void) {
    study_run(&t, &(struct twins_options){.threads = 1, .check = true});
    return 0;
}

static inline int teardown(void **state) {
    (void)state;
    return study_end(&t);
}

/* Mean of a measure of the place over months from .. until - 1. */
static inline double mean(unsigned scenario, enum measure what, unsigned from, unsigned until) {
    const struct series *s = &t.main[scenario].series;
    double all = 0;
    unsigned n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct series_row *x = &s->row[i];
        if (x->measure != what || x->org != ORG_PLACE || x->breakdown != BY_NONE ||
            x->month < from || x->month >= until)
            continue;
        all += x->value;
        n++;
    }
    assert_true(n > 0);
    return all / n;
}

static inline double change(enum measure what, unsigned from, unsigned until) {
    return mean(1, what, from, until) - mean(0, what, from, until);
}

static inline double ratio(enum measure what, unsigned from, unsigned until) {
    return mean(1, what, from, until) / mean(0, what, from, until);
}

#endif
