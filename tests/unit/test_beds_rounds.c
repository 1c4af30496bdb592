// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A site's rounds, one at a time: the level that a count asks for, who is left another night, the
 * beds over the funded number that are paid, what a day's leavers are expected to be. */
#include "beds_fixture.h"

#include "base/real.h"

static struct bed_fixture x;
static struct bed_site *site;

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 60);
    fixture_begin(&x);
    site = &x.w.beds->sites[0];
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_close(&x);
    return 0;
}

/* The morning's round of the first day, and the count before midnight. */
static void morning(void) { beds_on_round(&x.w, 0, 0, day_minute(x.w.first_day) + 600u); }
static void midnight(void) { beds_on_round(&x.w, 0, 0, day_minute(x.w.first_day) + 1439u); }

/* Full, with so many boarding for a funded bed. */
static unsigned level_at(double boarding) {
    site->opel = 1;
    site->over = 0;
    beds_set_open(&x.w, 0, 1000.0);
    site->taken = (uint32_t)(1.2 * 1000.0 * site->season[1]);
    site->boarding = (uint32_t)(boarding * 1000.0 * site->season[1] + 1.0);
    morning();
    return beds_opel(&x.w, 0);
}

static void boarding_makes_the_level(void **state) {
    (void)state;
    const struct beds_params *par = &x.w.par.beds;
    assert_true(par->opel4_boarding > 1.1 * par->opel3_boarding);
    assert_int_equal(level_at(0.9 * par->opel3_boarding), 2);
    assert_int_equal(level_at(par->opel3_boarding), 3);
    assert_int_equal(level_at(0.9 * par->opel4_boarding), 3);
    morning(); /* however often */
    assert_int_equal(beds_opel(&x.w, 0), 3);
    site->boarding = (uint32_t)(par->opel4_boarding * 1000.0 * site->season[1] + 1.0);
    morning();
    assert_int_equal(beds_opel(&x.w, 0), 3); /* the first round that asks for it */
    morning();
    assert_int_equal(beds_opel(&x.w, 0), 4);
}

/* Three and a half patients over the funded beds of the month: three of them are paid for. */
static void whole_patients_over_the_funded_beds_are_paid(void **state) {
    (void)state;
    const uint32_t before = x.paid[CURRENCY_BED_DAY];
    site->funded = ((double)site->in_bed - 3.5) / site->season[1];
    midnight();
    assert_int_equal(x.paid[CURRENCY_BED_DAY] - before, 3);
}

/* Seven a day expected, fourteen left: eight tomorrow. */
static void leavers_are_a_week_s_mean(void **state) {
    (void)state;
    site->leavers = 7.0;
    site->left_today = 14;
    midnight();
    assert_true(real_abs(site->leavers - 8.0) < 1e-9 && site->left_today == 0);
}

/* With beds to spare the round leaves all who are due tomorrow for one night more. */
static void who_is_left_another_night_is_due_a_day_later(void **state) {
    (void)state;
    static minute_t due[4096];
    unsigned moved = 0;
    const day_t today = x.w.first_day;
    x.w.par.beds.round_pressure = 1000.0;
    x.w.par.beds.round_most = 1.0;
    beds_set_open(&x.w, 0, 500.0);
    assert_true(x.w.beds->n_stays < 4096);
    for (uint32_t s = 0; s < x.w.beds->n_stays; s++) due[s] = x.w.beds->stays[s].ready;
    morning();
    for (uint32_t s = 0; s < x.w.beds->n_stays; s++) {
        const struct stay *y = &x.w.beds->stays[s];
        if (y->state != STAY_IN_BED) continue;
        const bool tomorrow = minute_day(due[s]) == today + 1;
        assert_int_equal(y->ready, tomorrow ? due[s] + MINUTES_A_DAY : due[s]);
        moved += tomorrow;
    }
    assert_true(moved > 0);
}

/* As many as usual at midnight: whoever came in the night does not hurry the round; who is there at
 * the next midnight does, waiting ones too. */
static void the_round_goes_by_midnight_s_count(void **state) {
    (void)state;
    site->funded = 100.0 / (site->usual * site->filled[1]);
    site->midnight = 100;
    site->taken = 103;
    site->waiting = 1;
    assert_true(real_abs(beds_hurry(&x.w, site)) < 1e-9);
    midnight();
    assert_int_equal(site->midnight, 104);
    site->opel = 1;
    assert_true(real_abs(beds_hurry(&x.w, site) - 0.04 * x.w.par.beds.round_pressure) < 1e-9);
    site->waiting = 0;
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {TEST(boarding_makes_the_level),
                                       TEST(whole_patients_over_the_funded_beds_are_paid),
                                       TEST(leavers_are_a_week_s_mean),
                                       TEST(the_round_goes_by_midnight_s_count),
                                       TEST(who_is_left_another_night_is_due_a_day_later)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
