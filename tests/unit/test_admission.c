// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who stays, by log-odds: a department's habit moves those who need a bed half as far; the clock
 * and who decides move the others alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/real.h"
#include "care/admission.h"

static bool near(double x, double y) { return real_abs(x - y) < 1e-12; }

static void a_habit_moves_clear_cases_half_as_far(void **state) {
    (void)state;
    const double odds_3 = real_log(3.0); /* 3 to 1: 0.75; the root of 9 to 1 for a clear case */
    assert_true(near(admission_chance(0.0, odds_3, TRUE_SAME_DAY), 0.75));
    assert_true(near(admission_chance(0.0, 2.0 * odds_3, TRUE_HOSPITAL_BED), 0.75));
}

static double moved(const struct emergency_params *par, struct admission_case with,
                    enum true_need truth) {
    struct admission_case without = {.truth = truth, .alternative = true};
    with.truth = truth;
    return admission_logit(par, &with) - admission_logit(par, &without);
}

static void what_moves_the_marginal_case(void **state) {
    (void)state;
    struct emergency_params par;
    parameter_defaults(&emergency_param_table, (double *)&par);
    par.clock_admits = 0.4;
    par.incentive_strength = 2.0;
    const struct admission_case late = {.late = true, .alternative = true},
                                senior = {.senior = true, .alternative = true}, nothing_else = {0},
                                borne = {.incentive = 0.3, .alternative = true},
                                old = {.aged_75 = true, .frailty = 2, .alternative = true};
    assert_true(near(moved(&par, late, TRUE_SAME_DAY), 0.4));
    assert_true(near(moved(&par, senior, TRUE_GP), par.senior_logit));
    assert_true(near(moved(&par, nothing_else, TRUE_SAME_DAY), par.admit_no_alternative));
    assert_true(near(moved(&par, borne, TRUE_SAME_DAY), 0.6));
    assert_true(near(moved(&par, late, TRUE_HOSPITAL_BED), 0.0));
    assert_true(near(moved(&par, senior, TRUE_HOSPITAL_BED), 0.0));
    assert_true(near(moved(&par, old, TRUE_HOSPITAL_BED),
                     par.admit_age_75 + 2.0 * par.admit_frailty));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_habit_moves_clear_cases_half_as_far),
                                       cmocka_unit_test(what_moves_the_marginal_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
