// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Means, intervals and signs against tabled values of Student's t. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "study/twins.h"

#define assert_near(a, b, within) assert_true(fabs((a) - (b)) <= (within))

static void four_values(void **state) {
    (void)state;
    const double v[] = {1, 2, 3, 4};
    const struct estimate e = estimate_of(v, 4);
    const double error = sqrt(5.0 / 3.0 / 4.0); /* variance 5/3, n 4 */
    assert_near(e.mean, 2.5, 1e-15);
    assert_near(e.monte_carlo_error, error, 1e-14);
    assert_near(e.high95 - e.mean, 3.182446305 * error, 1e-8); /* t(3) at 0.975, any table */
    assert_near(e.mean - e.low80, 1.637744354 * error, 1e-8);  /* t(3) at 0.90 */
    assert_int_equal(e.n, 4);
}

static void equal_values_are_exact(void **state) {
    (void)state;
    const double v[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    const struct estimate e = estimate_of(v, 7);
    assert_true(e.mean == 0.1 && e.low95 == 0.1 && e.high80 == 0.1);
    assert_true(e.monte_carlo_error == 0);
}

static void one_value_has_no_interval(void **state) {
    (void)state;
    const double v[] = {7};
    const struct estimate e = estimate_of(v, 1);
    assert_true(e.mean == 7);
    assert_true(isinf(e.low95) && e.low95 < 0 && isinf(e.high80) && e.high80 > 0);
    assert_true(isnan(estimate_sign(v, 1)));
}

static void nothing_is_not_a_number(void **state) {
    (void)state;
    const double v[] = {1, NAN, 2};
    assert_true(isnan(estimate_of(NULL, 0).mean));
    assert_true(isnan(estimate_of(v, 3).mean));
    assert_true(isnan(estimate_of(v, 3).high95));
}

/* Student's t with 3 degrees of freedom has a closed form. */
static double t3(double t) {
    const double x = t / sqrt(3.0);
    return 0.5 + (x / (1 + x * x) + atan(x)) / 3.14159265358979323846;
}

static void sign_follows_student(void **state) {
    (void)state;
    const double up[] = {1, 2, 3, 4}, down[] = {-1, -2, -3, -4}, noise[] = {-1, 1, -2, 2};
    const double t = 2.5 / sqrt(5.0 / 12.0);
    assert_near(estimate_sign(up, 4), t3(t), 1e-9);
    assert_near(estimate_sign(down, 4), t3(t), 1e-9);
    assert_near(estimate_sign(noise, 4), 0.5, 1e-12);
}

static void sign_of_equal_values(void **state) {
    (void)state;
    const double none[] = {0, 0, 0}, all[] = {2, 2, 2};
    assert_true(estimate_sign(none, 3) == 0.5);
    assert_true(estimate_sign(all, 3) == 1.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_values),
        cmocka_unit_test(equal_values_are_exact),
        cmocka_unit_test(one_value_has_no_interval),
        cmocka_unit_test(nothing_is_not_a_number),
        cmocka_unit_test(sign_follows_student),
        cmocka_unit_test(sign_of_equal_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
