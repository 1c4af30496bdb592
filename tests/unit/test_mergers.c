// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Which trusts merge, and what becomes of what they owe: the toy place with a third public
 * trust. */
#include "answer_fixture.h"
#include "institution/failure/failure.h"

static struct toy t;
static double p[ANSWER_PARAMS_MAX];

/* RA1 at 0 km, RB1 at 30, RX1 where a test puts it. */
static int open_three(void **state) {
    setup(state);
    const struct timeline line = toy_line(england);
    toy_open(&t, &line, NULL, 0);
    toy_month(&t, 0);
    const int k = answer_find(Q_FAILURE, "merger_or_dissolution");
    assert_true(k >= 0);
    parameter_defaults(institution_answers[k].params, p);
    p[8] = 1.0; /* proposed in the first month */
    t.inst->month = t.inst->since;
    t.providers[4].outside = false;
    t.providers[4].acute_trust = true;
    return 0;
}
static int close_three(void **state) {
    check(&t);
    toy_close(&t);
    return teardown(state);
}

static void proposed(unsigned one, const char *with_whom) {
    answer_merger_or_dissolution.failing_month(t.inst, &t.world, p, 0);
    const struct institution_record *const r = last_record(&t, "merger proposed");
    assert_int_equal(r->provider, one);
    assert_non_null(strstr(r->why, with_whom));
}

/* 15 km lie between RB1 and RX1, 30 between RA1 and RB1, 45 between RA1 and RX1. */
static void the_two_nearest_of_three_propose(void **state) {
    (void)state;
    t.providers[4].x_km = 45.0f;
    proposed(1, "RX1, 15 km");
}

/* A hospital for planned care alone, a kilometre away, is not of their kind. */
static void acute_trusts_merge_with_acute_trusts(void **state) {
    (void)state;
    t.providers[4].x_km = 31.0f;
    t.providers[4].acute_trust = false;
    proposed(0, "RB1, 30 km");
}

/* Nor do two of those propose it, though they lie nearest of all. */
static void hospitals_for_planned_care_propose_nothing(void **state) {
    (void)state;
    t.providers[4].x_km = 29.0f;
    t.providers[4].acute_trust = false;
    t.inst->provider[3].open_market = false; /* at 28 km */
    proposed(0, "RB1, 30 km");
    t.inst->provider[3].open_market = true;
}

static void two_years_of_deficit(unsigned provider) {
    for (unsigned year = 0; year < 2; year++) {
        t.inst->provider[provider].year_income = 1000000000;
        t.inst->provider[provider].year_cost = 1100000000;
        answer_merger_or_dissolution.year_closed(t.inst, &t.world, p, provider);
    }
}

static void a_deficit_takes_a_trust_to_its_nearest_neighbour(void **state) {
    (void)state;
    t.providers[4].x_km = 45.0f;
    two_years_of_deficit(1);
    assert_int_equal(t.inst->provider[1].merged_with, 5);
    assert_int_equal(t.inst->provider[4].merged_with, 2);
    assert_int_equal(t.inst->provider[0].merged_with, 0);
}

/* RB1 owes 4 million, RA1 has 2: three quarters of RB1's debt are the Treasury's, and nothing else
 * moves. */
static void the_debt_of_the_one_in_debt_is_written_off(void **state) {
    (void)state;
    struct institutions *const i = t.inst;
    const account_id debtor = i->provider[1].account, other = i->provider[0].account;
    p[6] = 0.75;
    two_years_of_deficit(1);
    assert_int_equal(i->provider[1].merged_with, 1);
    ledger_move(&i->ledger, i->treasury, debtor, LINE_PLANNED, REASON_ALLOCATION,
                ledger_balance(&i->ledger, debtor) < 0 ? -ledger_balance(&i->ledger, debtor) : 0);
    ledger_move(&i->ledger, debtor, i->treasury, LINE_PLANNED, REASON_ALLOCATION,
                ledger_balance(&i->ledger, debtor) + 400000000);
    ledger_move(&i->ledger, i->treasury, other, LINE_PLANNED, REASON_ALLOCATION,
                200000000 + (ledger_balance(&i->ledger, other) < 0
                                 ? -ledger_balance(&i->ledger, other)
                                 : 0));
    const pence_t had = ledger_balance(&i->ledger, other);
    i->month = i->provider[1].merged_by;
    answer_merger_or_dissolution.failing_month(i, &t.world, p, 0);
    assert_int_equal(ledger_balance(&i->ledger, debtor), -100000000);
    assert_int_equal(ledger_balance(&i->ledger, other), had);
    assert_int_equal(last_record(&t, "merged")->pence, 300000000);
}

/* Of a service's fixed cost so much is saved, the rest goes along with its last staff. */
static void what_a_merged_service_does_not_save_goes_along(void **state) {
    (void)state;
    struct service_state *const small = &t.inst->service[2], *const large = &t.inst->service[0];
    const double held = service_held(small) + service_held(large);
    p[4] = 0.3;
    small->joins = 1;
    t.waiting[2] = 0.0;
    answer_merger_or_dissolution.failing_month(t.inst, &t.world, p, 1);
    assert_int_equal(small->joins, 0);
    assert_true(near(large->taken_in, 0.7 * small->base_value));
    assert_true(near(service_held(large), held) && near(service_held(small), 0.0));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_three, close_three)
    const struct CMUnitTest tests[] = {TEST(the_two_nearest_of_three_propose),
                                       TEST(acute_trusts_merge_with_acute_trusts),
                                       TEST(hospitals_for_planned_care_propose_nothing),
                                       TEST(a_deficit_takes_a_trust_to_its_nearest_neighbour),
                                       TEST(the_debt_of_the_one_in_debt_is_written_off),
                                       TEST(what_a_merged_service_does_not_save_goes_along)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
