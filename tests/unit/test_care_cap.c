// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The cap on what a person pays for care over life (Care Act 2014 s.15) as planned in 2021, by
 * examples worked by hand: 86,000 pounds, limits of 100,000 and 20,000, daily living costs of 200 a
 * week. */
#include "institution_fixture.h"
#include "institution/entitlement/entitlement.h"

static bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }

/* A place costs the council 720 a week and who pays alone 1,015, of which 15 come out of income:
 * 257,000 pounds are 157 weeks above the limit of 100,000, and each counts 720 - 200 = 520: 81,640.
 * Then the test asks 80,000 / 250 + 15 = 335 a week and 135 of them count: 33 weeks more and 86,095
 * are paid. */
static void what_counts_towards_the_cap(void **state) {
    const struct means_test t = {.upper = 100000.0,
                                 .lower = 20000.0,
                                 .pounds_for_one = 250.0,
                                 .income_left = 30.15,
                                 .cap = 86000.0,
                                 .daily_living = 200.0};
    const double tested = means_test_pays(&t, 100000.0, 45.15, 720.0);
    const struct care_paid x = {257000.0, 15.0, 720.0, 1015.0, 200.0, tested},
                           poor = {10000.0, 15.0, 720.0, 1015.0, 200.0, 15.0};
    (void)state;
    assert_true(near(tested, 335.0));
    assert_true(near(means_test_metered(&t, &x, 157.0), 81640.0));
    assert_true(means_test_metered(&t, &x, 189.0) < 86000.0);
    assert_true(near(means_test_metered(&t, &x, 190.0), 86095.0));
    assert_true(near(means_test_metered(&t, &poor, 1000.0), 0.0)); /* living costs alone */
}

/* The extended test: 60,000 pounds are above the limit of today, all of 720 is theirs; under the
 * plan 40,000 / 250 = 160 and 15 of income. */
static void the_limits_of_the_plan(void **state) {
    const struct means_test today = entitlement_test_today();
    struct means_test plan = today;
    (void)state;
    plan.upper = 100000.0;
    plan.lower = 20000.0;
    plan.income_left = 30.15;
    assert_true(today.cap == 0.0 && near(means_test_pays(&today, 60000.0, 45.15, 720.0), 720.0));
    assert_true(near(means_test_pays(&plan, 60000.0, 45.15, 720.0), 175.0));
}

static double charged(const struct toy *t, const double *p) {
    const struct care_week c = {.person = 2, .pathway = 3};
    return answer_means_tested_care.package_charge(t->inst, &t->world, p, &c);
}

/* A rich resident of a care home, in care for longer than the cap lasts, pays daily living costs
 * alone; a poor one no more than before; nobody less while payments do not count yet, or without a
 * cap. */
static void beyond_the_cap(void **state) {
    enum { CAP = 9, LIVING, BEFORE };
    struct regime *const r = toy_regime("care-cap-2023");
    const struct timeline line = toy_line(r);
    double p[ANSWER_PARAMS_MAX];
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    memcpy(p, r->assignment[r->of[Q_ENTITLEMENT][LINE_SOCIAL_CARE]].value, sizeof p);
    assert_true(p[CAP] == 86000.0 && p[LIVING] == 200.0 && p[0] == 100000.0 && p[1] == 20000.0);
    t.inst->par.savings_median = 1e9;
    t.inst->par.care_weeks_care_home = 1e4;
    t.world.par.discharge.package_cost_care_home = 1.8;
    t.person[2] = (struct person){.flags = FLAG_CARE_HOME,
                                  .income = 3,
                                  .born = (int16_t)(day_month(t.world.first_day) - 80 * 12)};
    assert_true(near(charged(&t, p), 1.0)); /* the first day: nothing counts yet */
    p[BEFORE] = 10.0;
    assert_true(near(charged(&t, p), 200.0 / 720.0));
    p[LIVING] = 0.0;
    assert_true(near(charged(&t, p), 0.0));
    p[LIVING] = 200.0;
    p[CAP] = 0.0;
    assert_true(near(charged(&t, p), 1.0));
    t.inst->par.savings_median = 0.0;
    t.inst->par.care_income = 100.0;
    const double poor = charged(&t, p);
    p[CAP] = 86000.0;
    assert_true(near(charged(&t, p), poor) && poor < 200.0 / 720.0);
    toy_close(&t);
    regime_free(r);
}

/* Free care and board of 200 of 720: somebody rich in a care home pays that and no more, somebody
 * poor what the test asks; at home nobody pays; who lives in a home pays for it by the month and
 * not again for a package; at nought, the default, board is free. */
static void board_under_free_care(void **state) {
    enum { BOARD = 1 };
    struct regime *const r = toy_regime("free-care-2026");
    const struct timeline line = toy_line(r);
    struct care_week c = {.person = 2, .pathway = 3, .before = true};
    double p[ANSWER_PARAMS_MAX];
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    memcpy(p, r->assignment[r->of[Q_ENTITLEMENT][LINE_SOCIAL_CARE]].value, sizeof p);
    t.inst->par.savings_median = 1e9;
    t.world.par.discharge.package_cost_care_home = 1.8;
    t.person[2] = (struct person){.flags = FLAG_CARE_HOME,
                                  .income = 3,
                                  .born = (int16_t)(day_month(t.world.first_day) - 80 * 12)};
    const struct institutions *const i = t.inst;
    assert_true(p[BOARD] == 0.0);
    assert_true(near(answer_free_personal_care.package_charge(i, &t.world, p, &c), 0.0));
    p[BOARD] = 200.0;
    assert_true(near(answer_free_personal_care.package_charge(i, &t.world, p, &c), 200.0 / 720.0));
    c.before = false;
    assert_true(near(answer_free_personal_care.package_charge(i, &t.world, p, &c), 0.0));
    t.person[2].flags = 0;
    assert_true(near(answer_free_personal_care.package_charge(i, &t.world, p, &c), 200.0 / 720.0));
    c.pathway = 1;
    assert_true(near(answer_free_personal_care.package_charge(i, &t.world, p, &c), 0.0));
    c.pathway = 3;
    t.inst->par.savings_median = 0.0;
    t.inst->par.care_income = 100.0;
    const double poor = answer_free_personal_care.package_charge(i, &t.world, p, &c);
    assert_true(poor > 0.0 && poor < 200.0 / 720.0);
    assert_true(near(poor, entitlement_charge_today(i, &t.world, p, &c)));
    toy_close(&t);
    regime_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_counts_towards_the_cap),
                                       cmocka_unit_test(the_limits_of_the_plan),
                                       cmocka_unit_test(beyond_the_cap),
                                       cmocka_unit_test(board_under_free_care)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
