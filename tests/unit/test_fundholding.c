// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Fundholding: what is told of its practices' admissions, and its money by the month and the year,
 * each by an example worked by hand. */
#include "answer_fixture.h"
#include "institution/practices/practices.h"

static struct practice toy_practices[3] = {{.code = "P1", .registered = 12000.0f},
                                           {.code = "P2", .registered = 8000.0f},
                                           {.code = "P3", .registered = 5000.0f}};
static struct regime of_funds;
static struct toy t;
static const double *p;
static unsigned row;
static struct practices *practices;

static int open_funds(void **state) {
    setup(state);
    of_funds = with(Q_FUNDING, "gp_fundholding");
    *value(&of_funds, "willing") = 0.0; /* nobody joins but whom a test makes join */
    *value(&of_funds, "example") = 0.0;
    p = of_funds.assignment[of_funds.n_assignments - 1].value;
    row = of_funds.n_assignments - 1u;
    open_with(&t, &of_funds);
    t.place.practices = toy_practices;
    t.place.n_practices = 3;
    t.inst->practices = NULL;
    practices = practices_need(t.inst, &t.world);
    return 0;
}
static int close_funds(void **state) {
    check(&t);
    toy_close(&t);
    return teardown(state);
}

/* Holders' people first, then the others'; from April on. */
static void admissions_are_told_of_holders_then_others(void **state) {
    (void)state;
    practices->of[0] = (struct practice_fund){
        .standing = PRACTICE_HOLDS, .people = 12000, .admitted = 70, .budget = 100, .spent = 100};
    practices->of[1] = (struct practice_fund){.people = 8000, .admitted = 31};
    practices->of[2] =
        (struct practice_fund){.standing = PRACTICE_LOST, .people = 5000, .admitted = 22};
    answer_gp_fundholding.year(t.inst, &t.world, p, row);
    assert_string_equal(last_record(&t, "chargeable admissions")->why,
                        "since April: 70 of 12000 people whose practice holds a fund, 53 of 13000 "
                        "others");
    for (unsigned k = 0; k < 3; k++) assert_int_equal(practices->of[k].admitted, 0);
}

/* Pounds a year, a twelfth a month, to the staff who manage the fund. */
static void the_allowance_is_paid_by_the_month(void **state) {
    (void)state;
    practices->of[0].standing = PRACTICE_HOLDS;
    const account_id board = t.inst->commissioner[0].account;
    const pence_t before = moved(&t, board, t.inst->staff, REASON_COMMISSIONING);
    answer_gp_fundholding.month(t.inst, &t.world, p, row);
    double pounds = 0;
    for (size_t k = 0; k < answer_gp_fundholding.params->n; k++)
        if (strcmp(answer_gp_fundholding.params->rows[k].name, "allowance") == 0) pounds = p[k];
    assert_true(pounds > 1000.0);
    assert_true(close_to(
        (double)(moved(&t, board, t.inst->staff, REASON_COMMISSIONING) - before),
        100.0 * pounds / 12.0, 1.0));
}

/* A budget of 1,000,000 of which 900,000 were spent, by three parts of ten to what was spent:
 * 970,000, grown with the revenue. */
static void a_budget_moves_towards_what_was_spent(void **state) {
    (void)state;
    *value(&of_funds, "rebased") = 0.3;
    practices->of[0] = (struct practice_fund){
        .standing = PRACTICE_HOLDS, .budget = 100000000, .spent = 90000000};
    answer_gp_fundholding.year(t.inst, &t.world, p, row);
    assert_true(close_to((double)practices->of[0].budget,
                         97000000.0 * (1.0 + t.world.circumstances.revenue_growth), 2.0));
}

/* A visit to a clinic is no admission; an operation is one. What is above a patient's stop-loss is
 * the authority's, each year anew. */
static void a_patient_s_year(void **state) {
    (void)state;
    everybody(&t);
    practices->recording = true;
    practices->chargeable = 1.0;
    practices->stop_loss = 5000.0;
    practices->of[0].standing = PRACTICE_HOLDS;
    struct activity a = {.line = LINE_PLANNED, .person = 0, .currency = CURRENCY_FIRST_OUTPATIENT};
    practices_paid(t.inst, &t.world, &a, 100000);
    assert_int_equal(practices->of[0].admitted, 0);
    a.currency = CURRENCY_DAY_CASE;
    practices_paid(t.inst, &t.world, &a, 200000);
    a.currency = CURRENCY_ELECTIVE_STAY;
    practices_paid(t.inst, &t.world, &a, 400000);
    assert_int_equal(practices->of[0].admitted, 2);
    assert_int_equal(practices->of[0].spent, 500000);
    assert_int_equal(practices->of[0].above, 200000);
    practices_year(t.inst, &t.world);
    practices_paid(t.inst, &t.world, &a, 400000);
    assert_int_equal(practices->of[0].spent, 900000);
    assert_int_equal(practices->of[0].above, 200000);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_funds, close_funds)
    const struct CMUnitTest tests[] = {TEST(admissions_are_told_of_holders_then_others),
                                       TEST(the_allowance_is_paid_by_the_month),
                                       TEST(a_budget_moves_towards_what_was_spent),
                                       TEST(a_patient_s_year)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
