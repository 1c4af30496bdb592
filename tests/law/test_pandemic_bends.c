// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A place under a pandemic bends and recovers: at its height people stay away, operations are put
 * off, more die; the lists first shrink, as fewer come, while those on them wait longer; a year
 * after the second wave urgent care is as in a run without it, and the list has grown again by
 * what was put off and who came late.
 * The checks of people and of pounds run at every month's end. Seen against a run without a
 * pandemic, in the same regime. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "shrunk_place.h"
#include "study/simulation.h"
#include "study/twins.h"

enum { SHRINK = 12, PEAK = 6, MONTHS = 30 };

static struct place place;
static struct library library;
static struct experiment e; /* large */
static struct twins t;

static void setting(struct settings *s, const char *name, double value) {
    snprintf(s->s[s->n].name, sizeof s->s[s->n].name, "%s", name);
    s->s[s->n++].value = value;
}

static void add(const char *name, double infected) {
    struct scenario *s = &e.scenario[e.n_scenarios++];
    snprintf(s->name, sizeof s->name, "%s", name);
    snprintf(s->title, sizeof s->title, "%s", name);
    s->timeline.n = 1;
    s->timeline.at[0].from = e.first_day;
    s->timeline.at[0].regime = e.regimes[0];
    setting(&s->set, "circumstances.pandemic_attack", infected);
    setting(&s->set, "circumstances.pandemic_attack_second", infected * 10.0 / 6.0);
    setting(&s->set, "circumstances.pandemic_month", PEAK);
}

static int setup(void **state) {
    struct fault f = {0};
    char path[700];
    (void)state;
    if (shrunk_place(&place, &library, SHRINK) < 0)
        return -1;
    e.first_day = place.start;
    e.last_day = month_first_day(day_month(place.start) + MONTHS) - 1;
    e.replicates = 1;
    e.seed = 7;
    strcpy(e.headline, "rtt_within_18_weeks_share");
    e.headline_up = true;
    snprintf(path, sizeof path, "%s/england-2026.yaml", library.regimes);
    if (regime_read(&e.regimes[e.n_regimes++], path, NULL, &f) < 0)
        return shrunk_fault(&f);
    add("calm", 0.0);
    add("pandemic", 0.06);
    if (twins_run(&t, &e, &place, &(struct twins_options){.threads = 1, .check = true}, &f) < 0)
        return shrunk_fault(&f);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    return shrunk_end(&t, &e, &place);
}

/* Mean of a measure of the place over months from .. until - 1. */
static double mean(unsigned scenario, enum measure what, unsigned from, unsigned until) {
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

static double change(enum measure what, unsigned from, unsigned until) {
    return mean(1, what, from, until) - mean(0, what, from, until);
}

static double ratio(enum measure what, unsigned from, unsigned until) {
    return mean(1, what, from, until) / mean(0, what, from, until);
}

/* The second wave is at its height in month 15. */
enum { HIT = PEAK, EASED = PEAK + 3, SECOND = 15, CALM = 25 };

static void before_it_nothing_differs(void **state) {
    (void)state;
    assert_true(fabs(ratio(M_ae_attendances, 0, PEAK - 2) - 1) < 0.01);
    assert_true(fabs(ratio(M_rtt_incomplete, 0, PEAK - 2) - 1) < 0.01);
    assert_true(fabs(ratio(M_deaths, 0, PEAK - 2) - 1) < 0.02);
}

static void people_stay_away_and_operations_wait(void **state) {
    (void)state;
    assert_true(ratio(M_ae_attendances, HIT, HIT + 1) < 0.6);
    assert_true(ratio(M_emergency_admissions, HIT, HIT + 1) < 0.85);
    assert_true(ratio(M_rtt_clock_starts, HIT, HIT + 1) < 0.5);
    assert_true(ratio(M_elective_admissions, HIT, HIT + 1) < 0.4);
    assert_true(ratio(M_gp_failed, HIT, EASED) < 0.7);
}

static void more_die(void **state) {
    (void)state;
    assert_true(ratio(M_deaths, HIT - 1, HIT + 2) > 1.1);
    assert_true(ratio(M_deaths, SECOND, SECOND + 2) > 1.2);
}

static void lists_shrink_while_waits_grow(void **state) {
    (void)state;
    assert_true(ratio(M_rtt_incomplete, HIT + 1, EASED) < 0.95);
    assert_true(change(M_rtt_within_18_weeks_share, HIT + 1, EASED) < -0.04);
    assert_true(ratio(M_rtt_incomplete, CALM, MONTHS) >
                ratio(M_rtt_incomplete, HIT + 1, EASED) + 0.02);
    assert_true(ratio(M_rtt_incomplete, CALM, MONTHS) < 1.35);
}

static void care_recovers(void **state) {
    (void)state;
    assert_true(fabs(ratio(M_ae_attendances, CALM, MONTHS) - 1) < 0.06);
    assert_true(fabs(ratio(M_emergency_admissions, CALM, MONTHS) - 1) < 0.05);
    assert_true(fabs(ratio(M_ga_beds_occupied, CALM, MONTHS) - 1) < 0.04);
    assert_true(ratio(M_elective_admissions, CALM, MONTHS) > 0.95);
    assert_true(fabs(ratio(M_deaths, CALM, MONTHS) - 1) < 0.06);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_it_nothing_differs),
        cmocka_unit_test(people_stay_away_and_operations_wait),
        cmocka_unit_test(more_die),
        cmocka_unit_test(lists_shrink_while_waits_grow),
        cmocka_unit_test(care_recovers),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
