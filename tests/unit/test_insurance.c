// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Vouchers, insurers and an excess: each published form by an example worked by hand, and what it
 * moves when it alone is on. */
#include "answer_fixture.h"
#include "institution/entitlement/entitlement.h"
#include "institution/membership/membership.h"

/* Voucher of 1,000 for all. A person of 600 is covered for 600 / 0.75 = 800: goes, though nothing
 * else is worth anything; one of 1,200 needs 1,600 and goes if the difference of 600 is worth it.
 * Public money loses 400 on the first. */
static void vouchers_pick_the_cheap(void **state) {
    (void)state;
    const double cheap = voucher_premium(600.0, 0.25, 0.0, 0.3),
                 dear = voucher_premium(1200.0, 0.25, 0.0, 0.3);
    assert_true(near(cheap, 800.0) && near(dear, 1600.0));
    assert_true(voucher_opts_out(cheap, 1000.0, 0.0));
    assert_false(voucher_opts_out(dear, 1000.0, 599.0));
    assert_true(voucher_opts_out(dear, 1000.0, 601.0));
    /* a voucher by risk: only the loading is left to pay */
    assert_false(voucher_opts_out(dear, 1200.0, 399.0));
    /* private hospitals a fifth dearer for three tenths of it: 800 x 1.06 */
    assert_true(near(voucher_premium(600.0, 0.25, 0.2, 0.3), 848.0));
    assert_true(near(voucher_worth(60.0, 6.0, 10.0, 2.0, 1.0, 1.0), 240.0));
}

static void a_flat_voucher_leaves_a_hole(void **state) {
    pence_t gap[2];
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        struct regime r = with(Q_FUNDING, "vouchers");
        struct toy t;
        *value(&r, "weighting") = k ? WEIGHT_AGE : WEIGHT_FLAT;
        *value(&r, "worth_of_a_week") = *value(&r, "worth_of_amenity") = 0.0;
        open_peopled(&t, &r);
        toy_month(&t, 0);
        check(&t);
        const struct institution_record *rows;
        const unsigned n = institutions_records(t.inst, &rows);
        gap[k] = 0;
        for (unsigned j = 0; j < n; j++)
            gap[k] += strcmp(rows[j].what, "vouchers") == 0 ? rows[j].pence : 0;
        toy_close(&t);
    }
    assert_true(gap[0] > 0);
    assert_int_equal(gap[1], 0); /* nobody gains who has to pay the loading himself */
}

/* An income of 10 million a year and a debt of 1.05: more than a tenth, less than a fifth. */
static void a_plan_in_debt_loses_its_licence(void **state) {
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        struct regime r = with(Q_FUNDING, "vouchers");
        struct toy t;
        *value(&r, "debt_borne") = k ? 0.2 : 0.1;
        open_peopled(&t, &r);
        toy_month(&t, 0);
        struct institutions *const i = t.inst;
        const unsigned row = row_in_force(i, Q_FUNDING, 0, LINE_PLANNED);
        const pence_t held = ledger_balance(&i->ledger, i->plan_account[1]);
        ledger_move(&i->ledger, i->treasury, i->plan_account[1], LINE_PLANNED,
                    REASON_DEFICIT_SUPPORT, held < 0 ? -held : 0);
        ledger_move(&i->ledger, i->plan_account[1], i->treasury, LINE_PLANNED, REASON_ALLOCATION,
                    (held > 0 ? held : 0) + 105000000);
        i->membership->plan[1].income = 1000000000;
        i->month = 12;
        answer_vouchers.year(i, &t.world, i->value[row], row);
        assert_int_equal(i->membership->plan[1].closed_down, k == 0);
        toy_close(&t);
    }
}

/* What insurers get beyond (or short of) the same sum for each member is taken from (or given to)
 * the others: nought in all. */
static void equalisation_sums_to_nought(void **state) {
    struct regime r = with(Q_FUNDING, "universal_private_insurance");
    struct toy t;
    (void)state;
    *value(&r, "insurers") = 2.0;
    open_peopled(&t, &r);
    struct membership *const m = t.inst->membership;
    const uint8_t of[4] = {1, 1, 2, 2}; /* the young in one, the old in the other */
    memcpy(m->of, of, 4);
    for (unsigned k = 0; k < 4; k++)
        t.person[k].area = 0;
    toy_month(&t, 0);
    check(&t);
    const double all = (double)t.inst->commissioner[0].allocation / 12.0;
    const double first = (double)m->plan[1].income - all / 2.0,
                 second = (double)m->plan[2].income - all / 2.0;
    assert_true(real_abs(first + second) < 3.0);
    /* ages 20 and 40 weigh 0.65 each, 60 and 80 weigh 0.95 and 2.70: 1.30 of 4.95 */
    assert_true(close_to((double)m->plan[1].income, all * 1.30 / 4.95, 2.0) && second > 0.0);
    toy_close(&t);
}

static void the_excess_is_the_patients(void **state) {
    struct regime r = with(Q_ENTITLEMENT, "premiums_and_excess");
    struct toy t;
    (void)state;
    open_with(&t, &r);
    const double *const p = r.assignment[r.n_assignments - 1].value;
    const struct activity stay = {.currency = CURRENCY_ELECTIVE_STAY, .line = LINE_PLANNED},
                          visit = {.currency = CURRENCY_FOLLOW_UP, .line = LINE_PLANNED};
    assert_int_equal(answer_premiums_and_excess.case_charge(t.inst, p, &visit, 9000), 0);
    assert_int_equal(answer_premiums_and_excess.case_charge(t.inst, p, &stay, 9000), 9000);
    assert_int_equal(answer_premiums_and_excess.case_charge(t.inst, p, &stay, 500000), 6000);
    assert_int_equal(answer_premiums_and_excess.case_charge(t.inst, p, &stay, 500000), 0);
    t.inst->excess->paid[0] = 0;
    t.person[0].born = (int16_t)(day_month(t.world.first_day) - 12 * 17);
    assert_int_equal(answer_premiums_and_excess.case_charge(t.inst, p, &stay, 500000), 0);
    t.person[0].born = 0;
    for (unsigned m = 0; m < 3; m++) {
        toy_month(&t, m);
        check(&t);
    }
    struct institutions *const i = t.inst;
    const pence_t charged = moved(&t, i->persons, i->commissioner[0].account, REASON_CHARGE),
                  back = moved(&t, i->commissioner[0].account, i->treasury, REASON_ALLOCATION);
    assert_true(
        charged > 0 && back > 0 &&
        charged == back + i->commissioner[0].charged); /* no new money: taxes are less by as much */
    toy_close(&t);
}

/* Elasticity 0.2 about a coinsurance of 0.6: a person who pays all stays away in 0.2 / 0.72 =
 * 0.2778 of cases, who pays a tenth in 0.02778; between 25 and 95 per cent use falls from 0.9306 to
 * 0.7361, by 0.1944 of 0.8333 for a rise of 0.7 of 0.6: an arc elasticity of 0.2. Nobody for an
 * excess that is paid, for what is urgent, or does not end in an operation. */
static void who_stays_away_for_an_excess(void **state) {
    struct regime r = with(Q_ENTITLEMENT, "premiums_and_excess");
    struct toy t;
    const struct referral asked = {.person = 1, .operation = true},
                          urgent = {.person = 1, .operation = true, .urgent = true},
                          clinic = {.person = 1};
    (void)state;
    const double q1 = 1.0 - excess_stays_away(0.2, 0.6, 0.25),
                 q2 = 1.0 - excess_stays_away(0.2, 0.6, 0.95);
    assert_true(close_to(excess_stays_away(0.2, 0.6, 1.5), 0.27778, 1e-5));
    assert_true(near((q1 - q2) / (q1 + q2) * (1.2 / 0.7), 0.2));
    *value(&r, "excess") = 340.0;
    open_peopled(&t, &r);
    const double price = entitlement_private_price(t.inst, 1.0, 0),
                 share = entitlement_stays_away(t.inst, &t.world, &asked);
    assert_true(near(share, 340.0 / price * 0.2 / 0.72) && share > 0.01 && share < 0.1);
    assert_true(near(entitlement_stays_away(t.inst, &t.world, &urgent), 0.0));
    assert_true(near(entitlement_stays_away(t.inst, &t.world, &clinic), 0.0));
    t.inst->excess->paid[1] = 34000;
    assert_true(near(entitlement_stays_away(t.inst, &t.world, &asked), 0.0));
    toy_close(&t);
    open_with(&t, england);
    assert_true(near(entitlement_stays_away(t.inst, &t.world, &asked), 0.0));
    toy_close(&t);
}

/* 1.5% on the mean, the poorest fifth three times the others: 4 others at 1.07% and one at 3.21%.
 * Of a premium of a pound with one person in fifty owing and half of it recovered a penny is short
 * (toy: nobody pays, nothing is recovered: the fund gets nothing). */
static void who_does_not_pay_the_premium(void **state) {
    (void)state;
    assert_true(close_to(insurance_default(0.015, 3.0, 5), 0.010714, 1e-6));
    assert_true(close_to(insurance_default(0.015, 3.0, 1), 0.032143, 1e-6));
    for (unsigned k = 0; k < 3; k++) {
        struct regime r = with(Q_FUNDING, "universal_private_insurance");
        struct toy t;
        *value(&r, "defaulters") = k ? 5.0 : 0.0;
        *value(&r, "recovered") = k == 2 ? 0.5 : 0.0;
        *value(&r, "insurers") = 1.0;
        open_peopled(&t, &r);
        toy_month(&t, 0);
        toy_month(&t, 1);
        check(&t);
        const struct institutions *const i = t.inst;
        const pence_t got = moved(&t, i->persons, i->plan_account[1], REASON_ALLOCATION),
                      left = moved(&t, i->commissioner[0].account, i->persons, REASON_ALLOCATION) +
                             moved(&t, i->commissioner[1].account, i->persons, REASON_ALLOCATION);
        assert_true(left > 0);
        assert_true(close_to((double)got, k == 0 ? (double)left : k == 1 ? 0.0 : 0.5 * (double)left,
                             4.0));
        toy_close(&t);
    }
}

/* Private hospitals' services and no others; a holder finds their lists open when they are closed
 * to the public service's patients, and pays a fifth more than the price, which raises the margin
 * by which the hospital grows. */
static void a_voucher_buys_private_care(void **state) {
    struct regime r = with(Q_FUNDING, "vouchers");
    const struct referral mine = {.person = 0}, other = {.person = 1};
    struct toy t;
    (void)state;
    *value(&r, "worth_of_amenity") = 0.0;
    open_peopled(&t, &r);
    t.person[1].area = 0;
    institution_questions.month_begins(t.inst, &t.world, 0);
    struct institutions *const i = t.inst;
    struct membership *const m = i->membership;
    m->of[0] = 1;
    m->of[1] = 0;
    struct offer out[4] = {{.provider = 0}, {.provider = 1}, {.provider = 2}, {.provider = 3}};
    assert_int_equal(buying_offers(i, &other, out, 4), 4);
    assert_int_equal(buying_offers(i, &mine, out, 4), 2);
    assert_true(out[0].provider == 2 && out[1].provider == 3);
    i->service[4].list_full = true;
    assert_int_equal(institution_questions.accepts(i, &t.world, &mine, 2, 1.0), ACCEPTED);
    assert_int_equal(institution_questions.accepts(i, &t.world, &other, 2, 1.0),
                     REFUSED_LIST_CLOSED);
    const double margin = investment_margin(i, 4);
    const pence_t before = moved(&t, i->plan_account[1], i->provider[2].account, REASON_ALLOCATION);
    const struct activity a = {.currency = CURRENCY_DAY_CASE, .line = LINE_PLANNED, .provider = 2};
    membership_paid(i, &t.world, &a, 0, 100000, 100000);
    assert_int_equal(moved(&t, i->plan_account[1], i->provider[2].account, REASON_ALLOCATION),
                     before + 20000);
    const unsigned row = row_in_force(i, Q_FUNDING, 0, LINE_PLANNED);
    i->month = 1;
    answer_vouchers.month(i, &t.world, i->value[row], row);
    assert_true(near(i->provider[2].dearer, 0.2 / i->par.margin_smoothing));
    assert_true(investment_margin(i, 4) > margin);
    answer_vouchers.closes(i, &t.world, i->value[row], row);
    assert_true(near(i->provider[2].dearer, 0.0) && near(investment_margin(i, 4), margin));
    toy_close(&t);
}

/* The plan of most keenness gets the healthy who switch, where marketing works: of 0.65, 0.65, 0.95
 * and 2.70 in age and the same sum for all, three bring more than they cost. */
static void marketing_follows_profit(void **state) {
    struct regime r = with(Q_FUNDING, "universal_private_insurance");
    struct toy t;
    (void)state;
    *value(&r, "insurers") = 3.0;
    *value(&r, "equalisation") = 0.0;
    *value(&r, "switching") = 10.0;
    *value(&r, "selection") = 1000.0;
    *value(&r, "defaulters") = 0.0;
    open_peopled(&t, &r);
    struct institutions *const i = t.inst;
    const unsigned row = row_in_force(i, Q_FUNDING, 0, LINE_PLANNED);
    toy_month(&t, 0);
    struct membership *const m = i->membership;
    m->learned = false; /* by age alone */
    memset(m->of, 1, 4);
    m->plan[1].keen = 0.0;
    m->plan[2].keen = 0.2;
    m->plan[3].keen = 2.0;
    i->month = 2;
    answer_universal_private_insurance.year(i, &t.world, i->value[row], row);
    for (unsigned q = 0; q < 3; q++)
        assert_int_equal(m->of[q], insurance_residual(i, &t.world, q) > 0.0 ? 3 : 2);
    assert_true(insurance_residual(i, &t.world, 0) > 0.0);
    assert_true(insurance_residual(i, &t.world, 3) < 0.0);
    assert_int_equal(m->of[3], 2); /* who costs more goes where nobody chooses */
    toy_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vouchers_pick_the_cheap),
        cmocka_unit_test(a_flat_voucher_leaves_a_hole),
        cmocka_unit_test(a_plan_in_debt_loses_its_licence),
        cmocka_unit_test(equalisation_sums_to_nought),
        cmocka_unit_test(the_excess_is_the_patients),
        cmocka_unit_test(who_stays_away_for_an_excess),
        cmocka_unit_test(who_does_not_pay_the_premium),
        cmocka_unit_test(a_voucher_buys_private_care),
        cmocka_unit_test(marketing_follows_profit)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
