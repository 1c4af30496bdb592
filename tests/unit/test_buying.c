// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a plan buys for its members, by what it pays and what waits are published; who goes where
 * for it; and how members, practices and money move between units. */
#include "answer_fixture.h"
#include "care/notice_board.h"
#include "institution/membership/membership.h"

static double weeks_published[TOY_SERVICES];
double notice_board_wait(const struct notice_board *b, unsigned service) {
    (void)b;
    return weeks_published[service];
}
static int board; /* any address: the double above is what is read */

static void units(struct regime *r, unsigned n) {
    *r = with(Q_FUNDING, "health_management_units");
    *value(r, "units") = n;
    *value(r, "overhead") = 0.0;
}

static void opened(struct toy *t, struct regime *r) {
    memset(weeks_published, 0, sizeof weeks_published);
    open_with(t, r);
    t->world.board = (struct notice_board *)&board;
    everybody(t);
}

static bool has(const struct toy *t, unsigned k, unsigned s, unsigned class) {
    return t->inst->membership->bought[s * PLANS + k] >> class & 1u;
}

/* A case of 2,000 pounds: at 0.35 of the price and ten weeks 700 + 380, at 0.5 and two weeks 1,000
 * + 76: the dearer one is the better buy, unless a week counts for nothing. */
static void cost_and_wait(void **state) {
    (void)state;
    assert_true(near(buying_cost(2000.0, 0.35, 38.0, 10.0), 1080.0));
    assert_true(near(buying_cost(2000.0, 0.50, 38.0, 2.0), 1076.0));
    assert_true(buying_cost(2000.0, 0.35, 0.0, 10.0) < buying_cost(2000.0, 0.50, 0.0, 2.0));
}

/* Operations of function 0 a month: 260 and 190 at the public hospitals, 90 and 80 at the private
 * ones, 620 in all (the outside hospital's are not the place's to buy). Two units of like size need
 * 310: by price alone 80 at 0.4, 190 at 0.5 and 90 at 0.6. When the first public hospital has the
 * same price and nobody waits there while twenty weeks are waited elsewhere, it comes first: 260
 * and the next. */
static void what_stands_it_in_least_until_it_has_enough(void **state) {
    struct regime r;
    struct toy t;
    const struct buying price_alone = {60.0, 1.0, 0.0, 0.0}, and_wait = {60.0, 1.0, 38.0, 0.0};
    (void)state;
    units(&r, 2);
    opened(&t, &r);
    double *const price = t.inst->membership->price;
    assert_true(has(&t, 1, 0, 1) && has(&t, 1, 7, 1)); /* before the first look: with all */
    const double given[TOY_SERVICES] = {0.9, 1.0, 0.5, 1.0, 0.6, 1.0, 0.4, 0.1, 0.1};
    memcpy(price, given, sizeof given);
    buying_review(t.inst, &t.world, &price_alone);
    assert_true(has(&t, 1, 6, 1) && has(&t, 1, 2, 1) && has(&t, 1, 4, 1));
    assert_false(has(&t, 1, 0, 1) || has(&t, 1, 7, 1));
    assert_true(near(t.inst->membership->plan[1].wait, 0.0));
    price[0] = 0.4;
    for (unsigned s = 1; s < TOY_SERVICES; s++)
        weeks_published[s] = 20.0;
    buying_review(t.inst, &t.world, &and_wait);
    assert_true(has(&t, 1, 0, 1) && has(&t, 1, 6, 1));
    assert_false(has(&t, 1, 2, 1) || has(&t, 1, 4, 1));
    assert_true(t.inst->membership->plan[1].wait < 20.0);
    toy_close(&t);
}

/* One unit of everybody, or cover of all that there is, cannot choose. */
static void one_unit_buys_all(void **state) {
    struct regime r;
    struct toy t;
    const struct buying b = {200.0, 1.0, 38.0, 0.5}, ample = {200.0, 4.0, 38.0, 0.5};
    (void)state;
    for (unsigned n = 1; n <= 4; n += 3) {
        units(&r, n);
        opened(&t, &r);
        buying_review(t.inst, &t.world, n == 1 ? &b : &ample);
        for (unsigned s = 0; s < TOY_SERVICES - 2; s++)
            assert_true(has(&t, 1, s, 0) && has(&t, 1, s, 1));
        toy_close(&t);
    }
}

/* What was paid by the case since the last look, over the full price: 30 of 100 pounds, at a
 * provider whose prices are 5% above the place's: 0.3 x 1.05. */
static void prices_are_those_paid(void **state) {
    struct regime r;
    struct toy t;
    const struct activity a = {.currency = CURRENCY_DAY_CASE, .line = LINE_PLANNED, .provider = 2};
    (void)state;
    units(&r, 2);
    opened(&t, &r);
    t.inst->provider[2].market_forces = 1.05;
    membership_paid(t.inst, &t.world, &a, 0, 10000, 3000);
    buying_learn(t.inst);
    assert_true(near(t.inst->membership->price[4], 0.315));
    assert_true(t.inst->membership->price[6] < 0.0); /* nobody was there */
    buying_learn(t.inst);
    assert_true(near(t.inst->membership->price[4], 0.315)); /* nor since: the last that is known */
    toy_close(&t);
}

static void referrals_follow(void **state) {
    struct regime r;
    struct offer out[3] = {{.provider = 0}, {.provider = 1}, {.provider = 2}};
    const struct referral mine = {.person = 0, .operation = true}, public_ = {.person = 1},
                          clinic = {.person = 0};
    struct toy t;
    (void)state;
    units(&r, 2);
    opened(&t, &r);
    struct membership *const m = t.inst->membership;
    m->of[0] = 1;
    m->of[1] = 0;
    for (unsigned s = 0; s < TOY_SERVICES; s++)
        m->bought[s * PLANS + 1] = s == 2 ? 2u : 0u; /* operations at the second hospital */
    assert_int_equal(buying_offers(t.inst, &mine, out, 3), 3); /* no networks in force */
    m->networks = true;
    assert_int_equal(buying_offers(t.inst, &public_, out, 3), 3); /* the public service has none */
    assert_int_equal(buying_offers(t.inst, &clinic, out, 3), 3); /* none bought: anywhere */
    assert_int_equal(buying_offers(t.inst, &mine, out, 3), 1);
    assert_int_equal(out[0].provider, 1);
    toy_close(&t);
}

/* ---- between units ---- */

/* Two units alike but for the weeks that they buy; where a week is worth much, whoever switches
 * goes to the shorter one, and so do practices with all their patients. */
static void good_buying_attracts(void **state) {
    struct regime r;
    struct toy t;
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        units(&r, 2);
        *value(&r, "patients_switch") = k ? 0.0 : 1.0;
        *value(&r, "practices_switch") = k ? 1.0 : 0.0;
        opened(&t, &r);
        t.world.par.choice.wait_utility = 10.0;
        struct institutions *const i = t.inst;
        const unsigned row = row_in_force(i, Q_FUNDING, 0, LINE_PLANNED);
        toy_month(&t, 0);
        for (unsigned u = 1; u <= 2; u++) /* neither is in debt */
            ledger_move(&i->ledger, i->treasury, i->plan_account[u], LINE_PLANNED,
                        REASON_ALLOCATION, 100000000000);
        i->membership->plan[1].wait = 20.0;
        i->membership->plan[2].wait = 4.0;
        i->month = 2;
        answer_health_management_units.year(i, &t.world, i->value[row], row);
        for (unsigned q = 0; q < 4; q++)
            assert_int_equal(i->membership->of[q], 2);
        assert_true(near(i->membership->plan[2].members, 4.0));
        toy_close(&t);
    }
}

/* Ages 20 and 40 weigh 0.65, 60 weighs 0.95, 80 weighs 2.70. Whoever moves takes their sum along
 * in the next month. */
static void the_allocation_follows(void **state) {
    struct regime r;
    struct toy t;
    (void)state;
    units(&r, 2);
    opened(&t, &r);
    struct membership *const m = t.inst->membership;
    const uint8_t of[4] = {1, 1, 2, 2};
    memcpy(m->of, of, 4);
    for (unsigned q = 0; q < 4; q++)
        t.person[q].area = 0;
    toy_month(&t, 0);
    const double month = (double)t.inst->commissioner[0].allocation / 12.0;
    const pence_t before = m->plan[1].income;
    assert_true(close_to((double)before, month * 1.30 / 4.95, 2.0));
    assert_true(membership_move(t.inst, 3, 1));
    toy_month(&t, 1);
    check(&t);
    assert_true(close_to((double)(m->plan[1].income - before), month * 4.00 / 4.95, 2.0));
    toy_close(&t);
}

/* Nobody switches: units have their people for ever, and what they get a year is the authority's
 * share of the year. */
static void without_switching_a_unit_is_an_authority(void **state) {
    struct regime r;
    struct toy t;
    uint8_t before[4];
    (void)state;
    units(&r, 4);
    *value(&r, "patients_switch") = *value(&r, "practices_switch") = 0.0;
    *value(&r, "insolvent_at") = 1e6;
    opened(&t, &r);
    memset(t.inst->membership->of, 0, 4);
    for (unsigned q = 0; q < 4; q++)
        t.inst->membership->of[q] = (uint8_t)(q + 1);
    memcpy(before, t.inst->membership->of, 4);
    for (unsigned m = 0; m < 16; m++) {
        toy_month(&t, m);
        check(&t);
    }
    assert_memory_equal(t.inst->membership->of, before, 4);
    assert_int_equal(t.inst->membership->n_applications, 0);
    toy_close(&t);
}

/* An income of a million pounds and 100,000 in hand at a reserve of 2%: 80,000 to spend; nothing is
 * worth preventing here, so all of it buys care for its members through their commissioners, and
 * the reserve stays. A deficit buys nothing. */
static void savings_are_kept_and_spent_on_members(void **state) {
    struct regime r;
    struct toy t;
    (void)state;
    units(&r, 1);
    *value(&r, "reserve") = 0.02;
    opened(&t, &r);
    struct institutions *const i = t.inst;
    const unsigned row = row_in_force(i, Q_FUNDING, 0, LINE_PLANNED);
    toy_month(&t, 0);
    for (unsigned k = 0; k < 2; k++) {
        const pence_t wanted = k ? -1000000 : 10000000,
                      more = wanted - ledger_balance(&i->ledger, i->plan_account[1]);
        ledger_move(&i->ledger, more > 0 ? i->treasury : i->plan_account[1],
                    more > 0 ? i->plan_account[1] : i->treasury, LINE_PLANNED, REASON_ALLOCATION,
                    more > 0 ? more : -more);
        i->membership->plan[1].income = 100000000;
        i->month = 2;
        answer_health_management_units.year(i, &t.world, i->value[row], row);
        const double left = (double)ledger_balance(&i->ledger, i->plan_account[1]);
        assert_true(close_to(left, k ? -1000000.0 : 2000000.0, 4.0));
        assert_true(close_to(i->membership->plan[1].services, k ? 0.0 : 80000.0 / 4.0, 1e-6));
    }
    toy_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cost_and_wait),
        cmocka_unit_test(what_stands_it_in_least_until_it_has_enough),
        cmocka_unit_test(one_unit_buys_all),
        cmocka_unit_test(prices_are_those_paid),
        cmocka_unit_test(referrals_follow),
        cmocka_unit_test(good_buying_attracts),
        cmocka_unit_test(the_allocation_follows),
        cmocka_unit_test(without_switching_a_unit_is_an_authority),
        cmocka_unit_test(savings_are_kept_and_spent_on_members)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
