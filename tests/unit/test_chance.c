// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Deficits by chance (card C24), by examples worked by hand. */
#include "institution_fixture.h"
#include "institution/chance.h"

static bool near(double x, double y) { return real_abs(x - y) < 1e-9; }
static bool about(double x, double y) { return real_abs(x - y) < 2e-3; }

/* Four groups of 100 people who spend 8, 12, 10 and 10 where each has 10: 8 / 400 / 0.75 a person,
 * whose root is 0.1633, over a mean of 0.1: 1.633. What the formula gives more to whom it expects
 * more of is no chance. */
static void groups_tell_how_one_person_varies(void **state) {
    const double spent[4] = {8, 12, 10, 10}, alike[4] = {1, 1, 1, 1}, known[4] = {8, 12, 10, 10};
    (void)state;
    assert_true(
        near(chance_variation(spent, alike, 4, 400.0), real_sqrt(8.0 / 400.0 / 0.75) / 0.1));
    assert_true(near(chance_variation(spent, known, 4, 400.0), 0.0));
    assert_true(chance_variation(spent, alike, 4, 0.0) == 0.0);
}

/* The card's variation of 6: 1.9% at 100,000 people, 0.6% at a million. Normal: 29.9% and 4.8% of
 * bodies lie more than 1% above their money, and lack 0.399 x the spread on average. */
static void a_smaller_body_is_in_deficit_more_often(void **state) {
    const struct risk_pool none = {0};
    const double small = 6.0 / real_sqrt(100000.0), large = 6.0 / real_sqrt(1000000.0);
    const struct chance_of_deficit s = chance_of_deficit(small, &none),
                                   l = chance_of_deficit(large, &none);
    (void)state;
    assert_true(real_abs(small - 0.018974) < 1e-6);
    assert_true(about(s.share, 0.2991) && about(l.share, 0.0491));
    assert_true(real_abs(s.lacking - 0.398942 * small) < 1e-5);
    assert_true(near(chance_of_deficit(0.0, &none).lacking, 0.0));
}

/* A pool that pays half of every deficit asks 0.5 x 0.00757 = 0.0038 of all, within premiums of
 * 0.5%: 0.5 x deficit + 0.0038 passes 1% beyond 0.655 standard deviations, 25.6% of bodies, which
 * lack 0.0058 in place of 0.0076. It pays no more than the premiums hold. */
static void a_pool_shares_what_chance_brings(void **state) {
    const double spread = 6.0 / real_sqrt(100000.0);
    const struct risk_pool pool = {0.005, 0.5}, poor = {0.001, 1.0}, whole = {0.05, 1.0};
    const struct chance_of_deficit d = chance_of_deficit(spread, &pool);
    (void)state;
    assert_true(about(d.share, 0.2562));
    assert_true(real_abs(d.lacking - 0.005828) < 2e-5);
    assert_true(chance_of_deficit(spread, &poor).lacking > d.lacking);
    assert_true(near(chance_of_deficit(spread, &whole).share, 0.0));
}

/* A pool is what the funding answer in force says: three quarters of deficits, none without a
 * premium. At a variation of 6 it leaves 18.1% of bodies of 100,000 (29.9% without, above), at 2.0
 * none of 5.7%. */
static void the_pool_of_groups(void **state) {
    const struct risk_pool none = {0};
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    parameter_defaults(institution_answers[answer_find(Q_FUNDING, "ccg_with_risk_pool")].params, p);
    const struct risk_pool with = answer_ccg_with_risk_pool.risk_pool(p);
    p[2] = 0.0;
    const struct risk_pool without = answer_ccg_with_risk_pool.risk_pool(p);
    assert_true(with.premium > 0.0 && with.part > 0.0);
    assert_true(about(chance_of_deficit(6.0 / real_sqrt(100000.0), &with).share, 0.181));
    assert_true(near(chance_of_deficit(2.0 / real_sqrt(100000.0), &with).share, 0.0));
    assert_true(about(chance_of_deficit(2.0 / real_sqrt(100000.0), &none).share, 0.057));
    assert_true(without.premium == 0.0 && without.part == 0.0);
    assert_null(answer_icb_allocation.risk_pool);
}

/* A year of the toy: nothing before its twelfth month; then one person's care alone varies. */
static void a_year_is_read_at_its_end(void **state) {
    struct regime *const r = toy_regime("section-75-2013");
    const struct timeline line = toy_line(r);
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    for (unsigned q = 0; q < 4; q++)
        t.person[q] = (struct person){
            .born = (int16_t)(12u * (10u + 20u * q)), .died = MINUTE_NEVER, .leaves = 65535};
    for (unsigned m = 0; m < 12; m++) {
        toy_month(&t, m);
        const double x =
            institution_questions.figure(t.inst, &t.world, FIGURE_COST_VARIATION, NOBODY);
        assert_true(m < 11 ? x != x : x > 0.0);
    }
    /* two groups of two people each with the same money, 300 and 100 spent: 100 off each, so
     * sqrt(20000 / 4 / (1 - 1/400)) over a mean of 100 */
    struct chance *const c = &t.inst->chance;
    *c = (struct chance){.people = 4.0, .weight = {1.0, 1.0}, .spent = {300.0, 100.0}};
    const double off =
        institution_questions.figure(t.inst, &t.world, FIGURE_COST_VARIATION, NOBODY);
    assert_true(real_abs(off - 0.70799) < 1e-4);
    toy_close(&t);
    regime_free(r);
}

/* A commissioner's cost is what it pays for: a day case of 500 pounds, and none of a package. */
static void packages_are_not_a_commissioners(void **state) {
    struct regime *const r = toy_regime("section-75-2013");
    const struct timeline line = toy_line(r);
    struct activity a = {.currency = CURRENCY_CARE_PACKAGE, .line = LINE_SOCIAL_CARE};
    struct toy t;
    double spent = 0.0;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    chance_paid(t.inst, &t.world, &a, 90000);
    for (unsigned g = 0; g < CHANCE_GROUPS; g++) spent += t.inst->chance.spent[g];
    assert_true(spent == 0.0);
    a.currency = CURRENCY_DAY_CASE;
    chance_paid(t.inst, &t.world, &a, 50000);
    for (unsigned g = 0; g < CHANCE_GROUPS; g++) spent += t.inst->chance.spent[g];
    assert_true(near(spent, 50000.0));
    toy_close(&t);
    regime_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(groups_tell_how_one_person_varies),
                                       cmocka_unit_test(a_smaller_body_is_in_deficit_more_often),
                                       cmocka_unit_test(a_pool_shares_what_chance_brings),
                                       cmocka_unit_test(the_pool_of_groups),
                                       cmocka_unit_test(a_year_is_read_at_its_end),
                                       cmocka_unit_test(packages_are_not_a_commissioners)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
