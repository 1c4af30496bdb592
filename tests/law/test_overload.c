// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Queues bend, they do not explode: a place whose need is a tenth above what its clinics, beds,
 * practices and fleets were made for, for a year, ends the year with longer lists, more who find no
 * appointment, more who go private or fall off the lists, worse hours in A&E and more deaths from
 * delay; no list grows by all that came over what capacity can do; and urgent care is back where it
 * was some months after need is. A surge is seen against a run without it, in the same regime.
 * Practices' lists close by people a doctor (lists.c, test_lists.c), which more need from the same
 * people does not move. */
#include "two_scenarios.h"
#include "study/simulation.h"
#include "study/twins.h"

enum { SHRINK = 12, FROM = 3, SURGE = 12, MONTHS = 30 };

static void add(const char *name, double surge) {
    struct scenario *s = study_add(name, "england-2026");
    study_set(s, "circumstances.need_surge", surge);
    study_set(s, "circumstances.need_surge_from_month", FROM);
    study_set(s, "circumstances.need_surge_months", SURGE);
}

static int setup(void **state) {
    (void)state;
    if (open_two(SHRINK, MONTHS) < 0) return -1;
    add("foreseen", 1.0);
    add("surge", 1.1);
    return run_two();
}

/* Months of the surge, the first quarter left out; the year that begins three months after it. */
enum { HARD = FROM + 3, OVER = FROM + SURGE, CALM = OVER + 3 };

static void before_it_nothing_differs_much(void **state) {
    (void)state;
    /* twins by luck, not by candidates: two or three per cent for chance */
    assert_true(fabs(ratio(M_emergency_admissions, 0, FROM) - 1) < 0.03);
    assert_true(fabs(ratio(M_rtt_incomplete, 0, FROM) - 1) < 0.02);
}

static void queues_grow(void **state) {
    (void)state;
    assert_true(ratio(M_ae_attendances, HARD, OVER) > 1.06);
    assert_true(ratio(M_rtt_incomplete, OVER - 1, OVER) > 1.08);
    assert_true(ratio(M_gp_failed, HARD, OVER) > 1.08);
    assert_true(ratio(M_ambulance_response_minutes, HARD, OVER) > 1.05);
    assert_true(ratio(M_ae_over_12_hours_from_arrival, HARD, OVER) > 1.2);
    assert_true(change(M_ae_within_4_hours_share, HARD, OVER) < -0.015);
    assert_true(change(M_deaths_from_delay, FROM, OVER) > 0);
}

static void people_give_up(void **state) {
    (void)state;
    assert_true(ratio(M_rtt_removals, HARD, OVER) > 1.04);
    assert_true(ratio(M_rtt_private_exits, HARD, OVER) > 1.03);
}

/* A list grows by less than what came over those who were seen; beds and hours give way, and do not
 * run away. */
static void queues_bend(void **state) {
    (void)state;
    const double more = SURGE * change(M_rtt_clock_starts, FROM, OVER),
                 longer = change(M_rtt_incomplete, OVER - 1, OVER);
    assert_true(longer > 0.3 * more && longer < 0.9 * more);
    assert_true(ratio(M_rtt_incomplete, OVER - 1, OVER) < 1.35);
    assert_true(ratio(M_ga_beds_occupied, HARD, OVER) < 1.08);
    assert_true(mean(1, M_ae_within_4_hours_share, HARD, OVER) > 0.5);
    assert_true(mean(1, M_ambulance_response_minutes, HARD, OVER) <
                2 * mean(0, M_ambulance_response_minutes, HARD, OVER));
}

static void urgent_care_recovers(void **state) {
    (void)state;
    assert_true(fabs(ratio(M_gp_failed, CALM, MONTHS) - 1) < 0.05);
    assert_true(fabs(change(M_ae_within_4_hours_share, CALM, MONTHS)) < 0.03);
    assert_true(ratio(M_ae_over_12_hours_from_arrival, CALM, MONTHS) <
                0.85 * ratio(M_ae_over_12_hours_from_arrival, HARD, OVER));
    assert_true(fabs(ratio(M_ga_beds_occupied, CALM, MONTHS) - 1) < 0.03);
}

/* Capacity no larger than before works a backlog off by those who leave the list alone: it falls,
 * slowly. */
static void the_list_falls_slowly(void **state) {
    (void)state;
    const double end = change(M_rtt_incomplete, OVER - 1, OVER),
                 last = change(M_rtt_incomplete, MONTHS - 1, MONTHS);
    assert_true(last < 0.9 * end);
    assert_true(last > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_it_nothing_differs_much),
        cmocka_unit_test(queues_grow),
        cmocka_unit_test(people_give_up),
        cmocka_unit_test(queues_bend),
        cmocka_unit_test(urgent_care_recovers),
        cmocka_unit_test(the_list_falls_slowly),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
