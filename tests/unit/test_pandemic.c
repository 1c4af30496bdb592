// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A pandemic: waves, who is infected and how badly, and what it does to the days. Fixed seeds. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include "population/pandemic.h"
#include "population_fixture.h"

static struct fixture x;
static struct people pp;
static struct needs *n;
static struct circumstances c;

static int set_up(void **state) {
    (void)state;
    fixture_make(&x, 20000, 0);
    parameter_defaults(&circumstances_param_table, (double *)&c);
    if (people_make(&pp, &x.place, &x.people_par, &x.luck, 2.0) < 0) return -1;
    return needs_open(&n, &x.place, &x.needs_par, NULL, &x.luck, x.place.start,
                      x.place.start + 730);
}

static int tear_down(void **state) {
    (void)state;
    needs_close(n);
    people_free(&pp);
    return 0;
}

static struct circumstances waves(void) {
    struct circumstances y = c;
    y.pandemic_attack = 0.06;
    y.pandemic_attack_second = 0.10;
    y.pandemic_month = 6;
    return y;
}

static void none_by_default(void **state) {
    (void)state;
    double day;
    for (int t = 0; t < 700; t += 50) {
        assert_true(pandemic_height(&c, t) == 0);
        assert_true(pandemic_fear(&c, t) == 0);
        assert_true(pandemic_postponed(&c, t) == 0);
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(pandemic_wave(&c, &x.luck, i, &day), PANDEMIC_WAVES);
}

static void as_many_as_said_fall_ill_around_the_heights(void **state) {
    (void)state;
    const struct circumstances y = waves();
    double count[3] = {0}, sum[2] = {0};
    for (uint32_t i = 0; i < pp.n; i++) {
        double day = 0, again = 0;
        const unsigned k = pandemic_wave(&y, &x.luck, i, &day);
        assert_int_equal(pandemic_wave(&y, &x.luck, i, &again), k);
        assert_true(day == again);
        count[k]++;
        if (k < PANDEMIC_WAVES) sum[k] += day;
    }
    const double all = pp.n;
    assert_true(fabs(count[0] / all - 0.06) < 5 * sqrt(0.06 * 0.94 / all));
    assert_true(fabs(count[1] / all - 0.10) < 5 * sqrt(0.10 * 0.90 / all));
    /* a logistic's standard deviation is its scale x pi / sqrt 3 */
    const double spread = y.pandemic_width * 1.8138;
    assert_true(fabs(sum[0] / count[0] - 182.6) < 5 * spread / sqrt(count[0]));
    assert_true(fabs(sum[1] / count[1] - 472.6) < 5 * spread / sqrt(count[1]));
}

static void the_old_and_the_frail_take_it_worse(void **state) {
    (void)state;
    const struct circumstances y = waves();
    double people[AGE_BANDS] = {0}, bed[AGE_BANDS] = {0}, dead[AGE_BANDS] = {0};
    double old[4] = {0}, old_bed[4] = {0};
    for (uint32_t i = 0; i < pp.n; i++) {
        const unsigned b = age_band(person_age(&pp.p[i], x.place.start));
        const struct pandemic_case z =
            pandemic_case_of(&y, n, &x.needs_par, &x.luck, &pp.p[i], i, x.place.start);
        people[b]++;
        bed[b] += z.bed;
        dead[b] += z.fatal;
        assert_true(!(z.bed && z.asks));
        if (b >= 5) old[pp.p[i].frailty]++, old_bed[pp.p[i].frailty] += z.bed;
    }
    /* frailty says who, not how many */
    const double wanted[AGE_BANDS] = {y.pandemic_bed_0_4,   y.pandemic_bed_5_17,
                                      y.pandemic_bed_18_44, y.pandemic_bed_45_64,
                                      y.pandemic_bed_65_74, y.pandemic_bed_75_84,
                                      y.pandemic_bed_85};
    for (int b = 0; b < AGE_BANDS; b++) {
        const double p = y.pandemic_severity * wanted[b];
        assert_true(fabs(bed[b] / people[b] - p) < 5 * sqrt(p * (1 - p) / people[b]) + 0.02 * p);
    }
    assert_true(old_bed[FRAILTY_FIT] / old[0] < old_bed[FRAILTY_MILD] / old[1]);
    assert_true(old_bed[FRAILTY_MILD] / old[1] < old_bed[FRAILTY_MODERATE] / old[2]);
    assert_true(dead[6] / people[6] > dead[4] / people[4] && dead[2] < 0.002 * people[2]);
}

static void fear_and_postponement_fade(void **state) {
    (void)state;
    const struct circumstances y = waves();
    const double first = 6 * DAYS_A_YEAR / 12;
    assert_true(fabs(pandemic_height(&y, first) - 1) < 1e-6);
    assert_true(fabs(pandemic_fear(&y, first) - 1) < 1e-6);
    assert_true(fabs(pandemic_fear(&y, first + y.pandemic_away_half_life) - 0.5) < 1e-6);
    assert_true(fabs(pandemic_fear(&y, first + y.pandemic_second_after) - y.pandemic_second_ratio) <
                1e-6);
    assert_true(pandemic_postponed(&y, first - 17) == 0);
    assert_true(pandemic_postponed(&y, first - 15) == y.pandemic_postponed);
    assert_true(fabs(pandemic_postponed(&y, first + 45 + 70) / y.pandemic_postponed - 0.5) < 1e-6);
    assert_true(pandemic_postponed(&y, 1500) < 0.01);
}

static void their_needs_have_numbers_of_their_own(void **state) {
    (void)state;
    assert_true(pandemic_need(PANDEMIC_NUMBERS) && pandemic_need(PANDEMIC_NUMBERS + 1));
    assert_false(pandemic_need(PANDEMIC_NUMBERS - 1));
    assert_false(pandemic_need(0x0fffffffu)); /* who lay in bed at the start */
    assert_false(pandemic_need((1u << 27) + 5000000u)); /* who waited at the start */
    double nights = 0;
    for (uint32_t i = 0; i < 10000; i++) nights += pandemic_nights(&c, &x.luck, i, 5) / 10000;
    const double critical = c.pandemic_critical_65 * (c.pandemic_stay_critical - 1);
    assert_true(fabs(nights - c.pandemic_stay * (1 + critical)) < 0.03);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_by_default),
        cmocka_unit_test(as_many_as_said_fall_ill_around_the_heights),
        cmocka_unit_test(the_old_and_the_frail_take_it_worse),
        cmocka_unit_test(fear_and_postponement_fade),
        cmocka_unit_test(their_needs_have_numbers_of_their_own),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
