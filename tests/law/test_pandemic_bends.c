// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A place under a pandemic bends and recovers: at its height people stay away, operations are put
 * off, more die; the lists first shrink, as fewer come, while those on them wait longer; a year
 * after the second wave urgent care is as in a run without it, and the list has grown again by
 * what was put off and who came late.
 * The checks of people and of pounds run at every month's end. Seen against a run without a
 * pandemic, in the same regime. */
#include "two_scenarios.h"
#include "study/simulation.h"
#include "study/twins.h"

enum { SHRINK = 12, PEAK = 6, MONTHS = 30 };

static void add(const char *name, double infected) {
    struct scenario *s = study_add(name, "england-2026");
    study_set(s, "circumstances.pandemic_attack", infected);
    study_set(s, "circumstances.pandemic_attack_second", infected * 10.0 / 6.0);
    study_set(s, "circumstances.pandemic_month", PEAK);
}

static int setup(void **state) {
    (void)state;
    if (open_two(SHRINK, MONTHS) < 0) return -1;
    add("calm", 0.0);
    add("pandemic", 0.06);
    return run_two();
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
