// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Parameters: one list makes the struct, its defaults and the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/parameter.h"

#define LIST                                                                                       \
    PARAM(rate, PER_YEAR, 0.25, 0.1, 0.5, PUBLISHED, "paper")                                      \
    PARAM(lag, DAYS, 28, 0, 90, ASSUMED, "note-lag")
#define PARAM(name, unit, value, low, high, standing, source) double name;
struct sample { LIST };
#undef PARAM
#define PARAM(name, unit, value, low, high, standing, source)                                      \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter rows[] = {LIST};
#undef PARAM
static const struct parameter_table table = {"sample", sizeof rows / sizeof *rows, rows};

static void one_list_makes_all(void **state) {
    (void)state;
    struct sample s = {-1, -1};
    assert_int_equal(table.n * sizeof(double), sizeof s);
    parameter_defaults(&table, &s.rate);
    assert_true(s.rate == 0.25 && s.lag == 28);
    assert_string_equal(rows[1].name, "lag");
    assert_string_equal(rows[1].unit, "DAYS");
    assert_string_equal(rows[1].source, "note-lag");
    assert_int_equal(rows[1].standing, STANDING_ASSUMED);
}

static void standings_have_names(void **state) {
    (void)state;
    assert_string_equal(standing_name(STANDING_PUBLISHED), "published");
    assert_string_equal(standing_name(STANDING_ESTIMATED), "estimated");
    assert_string_equal(standing_name(STANDING_CALIBRATED), "calibrated");
    assert_string_equal(standing_name(STANDING_ASSUMED), "assumed");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_list_makes_all), cmocka_unit_test(standings_have_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
