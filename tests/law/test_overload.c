// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Queues bend, they do not explode: a place whose need is a tenth above what its clinics, beds,
 * practices and fleets were made for, for a year, ends the year with longer lists, more who find no
 * appointment, more who go private or fall off the lists, worse hours in A&E, more deaths from
 * delay and practices that have closed their lists; no list grows by all that came over what
 * capacity can do; and urgent care is back where it was some months after need is, and lists of
 * practices open again. A surge is seen against a run without it, in the same regime. */
#include "two_scenarios.h"
#include "study/simulation.h"
#include "study/twins.h"

enum { SHRINK = 12, FROM = 3, SURGE = 12, MONTHS = 30 };

static void add(const char *name, double surge) {
    struct scenario *s = study_add(name, "england-2026");
    study_set(s, "circumstances.need_surge", surge);
    study_set(s, "circumstances.need_surge_from_month", FROM);
    study_set(s, "circumstances.need_surge_months", SURGE);
    /* alike: a practice short of means has a handful of appointments a day in so small a place */
    study_set(s, "primary.gp_means_sd", 0.0);
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

/* The most by which a count of the place is above the other run's, in any month. */
static double furthest(enum measure what) {
    double best = 0;
    for (unsigned m = FROM; m < MONTHS; m++) {
        const double now = change(what, m, m + 1);
        best = now > best ? now : best;
    }
    return best;
}

/* A list grows by less than what came, some of whom waited for their practice and come after the
 * surge; beds and hours give way, and do not run away. */
static void queues_bend(void **state) {
    (void)state;
    const double more = (MONTHS - FROM) * change(M_rtt_clock_starts, FROM, MONTHS),
                 longer = furthest(M_rtt_incomplete);
    print_message("list longer by %.3f of the starts that came more\n", longer / more);
    assert_true(longer > 0.3 * more && longer < 0.9 * more);
    assert_true(ratio(M_rtt_incomplete, OVER - 1, OVER) < 1.35);
    assert_true(ratio(M_ga_beds_occupied, HARD, OVER) < 1.08);
    assert_true(mean(1, M_ae_within_4_hours_share, HARD, OVER) > 0.5);
    assert_true(mean(1, M_ambulance_response_minutes, HARD, OVER) <
                2 * mean(0, M_ambulance_response_minutes, HARD, OVER));
}

/* The most and the last of a count of the place. */
static double most(unsigned scenario, enum measure what, unsigned from, unsigned until) {
    double best = 0;
    for (unsigned m = from; m < until; m++) {
        const double now = mean(scenario, what, m, m + 1);
        best = now > best ? now : best;
    }
    return best;
}

/* No list is closed without the surge; in it a tenth of those that are judged at least, and never
 * more than commissioners let; fewer by the half a year after it, next to none at the end. */
static void practices_close_their_lists_and_open(void **state) {
    (void)state;
    const double closed = most(1, M_gp_lists_closed, HARD, OVER);
    print_message("lists closed: without %.0f, in the surge %.0f, at its end %.0f, half a year on "
                  "%.0f, at last %.0f of %u\n",
                  most(0, M_gp_lists_closed, 0, MONTHS), closed,
                  mean(1, M_gp_lists_closed, OVER - 1, OVER),
                  mean(1, M_gp_lists_closed, OVER + 6, OVER + 7),
                  mean(1, M_gp_lists_closed, MONTHS - 1, MONTHS), place.n_practices);
    assert_true(most(0, M_gp_lists_closed, 0, MONTHS) < 0.05 * place.n_practices);
    assert_true(closed > 0.1 * place.n_practices);
    assert_true(mean(1, M_gp_lists_closed, OVER + 6, OVER + 7) < 0.6 * closed);
    assert_true(mean(1, M_gp_lists_closed, MONTHS - 1, MONTHS) < 0.2 * closed);
}

static void urgent_care_recovers(void **state) {
    (void)state;
    assert_true(fabs(ratio(M_gp_failed, CALM, MONTHS) - 1) < 0.05);
    assert_true(fabs(change(M_ae_within_4_hours_share, CALM, MONTHS)) < 0.03);
    assert_true(ratio(M_ae_over_12_hours_from_arrival, CALM, MONTHS) <
                0.85 * ratio(M_ae_over_12_hours_from_arrival, HARD, OVER));
    assert_true(fabs(ratio(M_ga_beds_occupied, CALM, MONTHS) - 1) < 0.03);
}

/* Capacity no larger than before works a backlog off by those who leave the list alone: once those
 * who waited for their practice have come it falls, slowly. */
static void the_list_falls_slowly(void **state) {
    (void)state;
    const double end = furthest(M_rtt_incomplete),
                 last = change(M_rtt_incomplete, MONTHS - 1, MONTHS);
    print_message("longer by %.0f at most, %.0f at last\n", end, last);
    assert_true(last < 0.9 * end);
    assert_true(last > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_it_nothing_differs_much),
        cmocka_unit_test(queues_grow),
        cmocka_unit_test(people_give_up),
        cmocka_unit_test(queues_bend),
        cmocka_unit_test(practices_close_their_lists_and_open),
        cmocka_unit_test(urgent_care_recovers),
        cmocka_unit_test(the_list_falls_slowly),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
