// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a series up to the vintage says of the year to come. */
#include "beds_fixture.h"

#include <math.h>

#include "base/real.h"
#include "care/known_level.h"

static struct bed_fixture x;

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 100);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_close(&x);
    return 0;
}

/* A flow that only follows days and season has one level, whatever the last month is. */
static void a_season_is_no_level(void **state) {
    (void)state;
    struct month_series s;
    fixture_flow(&s, 1000, x.w.first_day);
    for (; s.n > 12; s.n--)
        assert_true(real_abs(known_level(&x.w, &s, KNOWN_ADMISSIONS) / 1000 - 1) < 1e-5);
    for (enum known_kind beds = KNOWN_BEDS; beds <= KNOWN_FILLED; beds++) {
        fixture_seasonal(&s, 500, beds, x.w.first_day);
        for (; s.n > 12; s.n--)
            assert_true(real_abs(known_level(&x.w, &s, beds) / 500 - 1) < 1e-5);
    }
}

/* By hand: 3 now, nothing published the month before, 1 two months ago; keep 0.5, so (3 + 0.25) /
 * 1.25. */
static void later_months_weigh_more(void **state) {
    (void)state;
    const struct month_series s = {.n = 4, .first_month = 800, .value = {9, 1, NAN, 3}};
    x.w.par.primary.known_keep = 0.5;
    x.w.par.primary.known_months = 2;
    assert_true(real_abs(known_level(&x.w, &s, KNOWN_STOCK) - 2.6) < 1e-9);
    x.w.par.primary.known_months = 3; /* and 9 three months ago, an eighth */
    assert_true(real_abs(known_level(&x.w, &s, KNOWN_STOCK) - (3 + 0.25 + 9 * 0.125) / 1.375) <
                1e-9);
    const struct month_series none = {0};
    assert_true(isnan(known_level(&x.w, &none, KNOWN_STOCK)));
}

/* Four months unpublished and half a year ahead: ten and a half months of growth. */
static void need_grows_to_the_middle_of_the_year(void **state) {
    (void)state;
    struct month_series s;
    fixture_flow(&s, 1000, x.w.first_day);
    s.n -= 4;
    x.w.needs_par.acute_growth = 0.02;
    const double year = known_year(&x.w, &s, KNOWN_ADMISSIONS);
    assert_true(real_abs(year / (1000 * real_pow(1.02, 10.5 / 12)) - 1) < 1e-5);
}

static void a_share_leans_to_englands(void **state) {
    (void)state;
    struct month_series england;
    fixture_series(&england, 0.25f, x.w.first_day);
    x.w.par.primary.known_lean = 0.2;
    assert_true(real_abs(known_share(&x.w, 0.5, &england) - 0.45) < 1e-9);
    england.n = 0;
    assert_true(known_share(&x.w, 0.5, &england) == 0.5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_season_is_no_level, set_up, tear_down),
        cmocka_unit_test_setup_teardown(later_months_weigh_more, set_up, tear_down),
        cmocka_unit_test_setup_teardown(need_grows_to_the_middle_of_the_year, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_share_leans_to_englands, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
