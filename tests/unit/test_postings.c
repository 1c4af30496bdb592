// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What failure, oversight and growth post to the ledger, to the penny: loans and support, cases
 * before the panel, capital of growth, overtime, a department that shuts; and the market that a
 * merger is judged in. */
#include "answer_fixture.h"
#include "institution/failure/failure.h"
#include "institution/funding/reserve.h"
#include "institution/oversight/merger_control.h"

static struct toy t;
static struct institutions *i;
static double p[ANSWER_PARAMS_MAX];

static int open_toy(void **state) {
    setup(state);
    const struct timeline line = toy_line(england);
    toy_open(&t, &line, NULL, 0);
    toy_month(&t, 0);
    i = t.inst;
    return 0;
}
static int close_toy(void **state) {
    check(&t);
    toy_close(&t);
    return teardown(state);
}

static void defaults(enum question q, const char *name) {
    const int k = answer_find(q, name);
    assert_true(k >= 0);
    parameter_defaults(institution_answers[k].params, p);
}

/* What stands in an account goes to the Treasury, or comes from it, until so much is left. */
static void leave(account_id a, pence_t left) {
    const pence_t more = left - ledger_balance(&i->ledger, a);
    if (more > 0) ledger_move(&i->ledger, i->treasury, a, LINE_PLANNED, REASON_ALLOCATION, more);
    else ledger_move(&i->ledger, a, i->treasury, LINE_PLANNED, REASON_ALLOCATION, -more);
}
static void commissioners_have(pence_t each) {
    for (unsigned c = 0; c < 2; c++) leave(i->commissioner[c].account, each);
}

/* A deficit of 3% of 100 million, half a per cent borne: 2.5 million are lent when commissioners
 * have nothing, and paid back in 36 months. */
static void a_loan_is_posted_and_paid_back(void **state) {
    struct provider_state *const x = &i->provider[0];
    (void)state;
    defaults(Q_FAILURE, "brokerage");
    commissioners_have(0);
    x->year_income = 10000000000;
    x->year_cost = 10300000000;
    const pence_t before = moved(&t, i->treasury, x->account, REASON_DEFICIT_SUPPORT);
    answer_brokerage.year_closed(i, &t.world, p, 0);
    assert_int_equal(moved(&t, i->treasury, x->account, REASON_DEFICIT_SUPPORT) - before,
                     250000000);
    assert_int_equal(x->loan, 250000000);
    const pence_t back = moved(&t, x->account, i->treasury, REASON_DEFICIT_SUPPORT);
    for (unsigned m = 0; m < 36; m++) answer_brokerage.failing_month(i, &t.world, p, 0);
    assert_int_equal(moved(&t, x->account, i->treasury, REASON_DEFICIT_SUPPORT) - back, 250000000);
    assert_int_equal(x->loan, 0);
}

/* Support of 100,000 a month from commissioners who can spare it is income of the month, and hid a
 * deficit of 1.2 million in the year. */
static void support_is_income_and_hides_a_deficit(void **state) {
    struct provider_state *const x = &i->provider[0];
    (void)state;
    defaults(Q_FAILURE, "brokerage");
    commissioners_have(100000000000);
    x->support = 10000000;
    const pence_t income = x->income,
                  paid = moved(&t, i->commissioner[0].account, x->account, REASON_DEFICIT_SUPPORT) +
                         moved(&t, i->commissioner[1].account, x->account, REASON_DEFICIT_SUPPORT);
    answer_brokerage.failing_month(i, &t.world, p, 0);
    const pence_t now = moved(&t, i->commissioner[0].account, x->account, REASON_DEFICIT_SUPPORT) +
                        moved(&t, i->commissioner[1].account, x->account, REASON_DEFICIT_SUPPORT);
    assert_true(close_to((double)(now - paid), 10000000.0, 2.0));
    assert_int_equal(x->income - income, now - paid);
    commissioners_have(0);
    x->year_income = x->year_cost = 10000000000; /* even, 120 million pence of support within */
    answer_brokerage.year_closed(i, &t.world, p, 0);
    assert_int_equal(x->loan, 120000000 - 50000000);
}

/* Both sides pay for a case: 12 a year for each of two boards is one a month for certain. */
static void a_case_before_the_panel_costs_both(void **state) {
    (void)state;
    defaults(Q_OVERSIGHT, "licence_and_panel");
    p[0] = 12.0;
    p[1] = 20000.0;
    p[2] = 30000.0;
    i->planned_share[2 * 2 + 0] = 0.6; /* NV1 works for the first board, and little for the other */
    i->planned_share[2 * 2 + 1] = 0.0;
    i->planned_share[3 * 2 + 1] = 0.0;
    const account_id board = i->commissioner[0].account, firm = i->provider[2].account;
    const pence_t boards = moved(&t, board, i->advisers, REASON_LEGAL),
                  firms = moved(&t, firm, i->advisers, REASON_LEGAL), cost = i->provider[2].cost;
    answer_licence_and_panel.overseen(i, &t.world, p, 3);
    assert_int_equal(moved(&t, board, i->advisers, REASON_LEGAL) - boards, 2000000);
    assert_int_equal(moved(&t, firm, i->advisers, REASON_LEGAL) - firms, 3000000);
    assert_int_equal(i->provider[2].cost - cost, 3000000);
}

/* A firm that may grow orders what it grows by, its own staff after the lead time and those from
 * outside after their recruitment; owners pay the capital of all of it. */
static void growth_is_paid_for_by_owners(void **state) {
    (void)state;
    t.world.circumstances.staff_inflow = 0.25;
    t.world.circumstances.staff_inflow_delay = 20.0;
    i->par.lead_time = 6.0;
    i->par.margin_wanted = i->par.firm_margin_floor = -100.0;
    i->par.list_wanted = 0.0;
    for (unsigned s = 0; s < TOY_SERVICES; s++) i->service[s].plan = 1000000000000;
    const unsigned n = i->n_orders;
    const pence_t before = moved(&t, i->investors, i->suppliers, REASON_CAPITAL);
    investment_month(i, &t.world);
    double all = 0.0, outside = 0.0;
    for (unsigned k = n; k < i->n_orders; k++) {
        const struct order *const o = &i->order[k];
        const double months = (o->outside ? 20.0 : 6.0) / transition_capability(i);
        assert_int_equal(o->due, (unsigned)(i->month + months + 0.5));
        all += o->sessions;
        outside += o->outside ? o->sessions : 0.0;
    }
    assert_true(all > 0.0 && close_to(outside, 0.25 * all, 1e-9 * all));
    assert_true(close_to(
        (double)(moved(&t, i->investors, i->suppliers, REASON_CAPITAL) - before),
        100.0 * all * i->par.capital_per_session, 5.0));
}

/* Within 10 km of RA1 or RB1 lie NV1 and NV2, not RX1. Clock starts of the second function: 800 and
 * 500 of 1,520. */
static void a_market_is_about_either_party(void **state) {
    const struct merger_tests tests = {0.25, 70e6, 1000, 250, 2000, 150, 10};
    (void)state;
    const struct merger_findings f = merger_overlap(i, &tests, 0, 1);
    assert_int_equal(f.overlaps, 4);
    assert_true(close_to(f.share, 1300.0 / 1520.0, 1e-6));
    assert_true(close_to(f.increment, 500.0 / 1520.0, 1e-6));
}

/* National prices fall by the efficiency that is asked, year upon year. */
static void the_tariff_falls_by_what_is_asked(void **state) {
    (void)state;
    defaults(Q_PAYMENT, "payment_by_results");
    p[0] = 0.04;
    const struct terms terms = answer_payment_by_results.terms(p, true);
    assert_string_equal(answer_payment_by_results.params->rows[0].name, "efficiency");
    assert_true(near(1.0 + terms.uplift, 0.96));
}

/* RB1's department shuts: a quarter of its cost stays with it, the rest of its work goes to RA1
 * with the admissions in it and beds for it, a quarter as many as RA1 has; half a year of it is
 * what it costs, the Treasury's. */
static void a_department_that_shuts_hands_over(void **state) {
    (void)state;
    struct provider_state *const from = &i->provider[1], *const to = &i->provider[0];
    flat(&t.providers[0].urgent.beds_open, 400.0f);
    flat(&t.providers[1].urgent.beds_open, 100.0f);
    const double urgent = from->base_urgent, had = to->base_urgent,
                 admitted = from->base_admissions, had_admitted = to->base_admissions;
    const pence_t before = moved(&t, i->treasury, i->suppliers, REASON_REORGANISATION);
    failure_downgrade(i, 1, &(struct downgrade){
                                .to = 2, .stranded = 0.25, .follows = 1.0, .cost = 0.5});
    assert_true(close_to(
        (double)(moved(&t, i->treasury, i->suppliers, REASON_REORGANISATION) - before),
        12.0 * 0.5 * 0.75 * urgent, 2.0));
    assert_true(near(to->base_urgent, had + 0.75 * urgent));
    assert_true(near(from->base_urgent, 0.25 * urgent));
    assert_true(near(to->base_admissions, had_admitted + 0.75 * admitted));
    assert_true(near(to->more_beds, 0.75 * 100.0 / 400.0));
}

/* A tenth of its planned work again: what that costs at today's price of a session, half as much
 * again as a premium; commissioners bought half of it, and pay of that half what they do not pay by
 * the case (a fifth), and the premium. */
static void overtime_is_paid_with_its_premium(void **state) {
    (void)state;
    struct provider_state *const x = &i->provider[0];
    for (unsigned k = 0; k < i->n_terms; k++) {
        i->term[k].t.variable = 0.8;
        i->term[k].t.from_what_is_left = false;
        i->term[k].t.plan = false;
    }
    i->par.overtime_list = i->par.hire_gain = 0.0;
    i->par.overtime_price = 1.5;
    i->par.overtime_most = 0.5;
    i->month = 24;
    x->overtime = 0.1;
    x->frozen = false;
    x->bought_share = 0.5;
    double value = 0.0, ordinary = 0.0;
    for (unsigned s = 0; s < 2; s++) {
        struct service_state *const y = &i->service[s];
        y->brake = 1.0;
        i->session_price[y->function] = 1.2;
        const double again =
            0.1 * y->base_value * i->price_level * service_held(y) / service_base(y);
        value += again;
        ordinary += again * i->par.planned_step_share * 1.2;
    }
    const double premium = value * i->par.planned_step_share * 0.5;
    pence_t paid[3];
    for (unsigned k = 0; k < 2; k++) {
        const pence_t now[3] = {
            moved(&t, x->account, i->staff, REASON_CARE_COST),
            moved(&t, x->account, i->staff, REASON_AGENCY_PREMIUM),
            moved(&t, i->commissioner[0].account, x->account, REASON_CARE) +
                moved(&t, i->commissioner[1].account, x->account, REASON_CARE)};
        for (unsigned n = 0; n < 3; n++) paid[n] = k ? now[n] - paid[n] : now[n];
        if (k == 0) overtime_month(i, &t.world);
    }
    assert_true(value > 0.0 && close_to((double)paid[0], ordinary, 4.0));
    assert_true(close_to((double)paid[1], premium, 4.0));
    assert_true(close_to((double)paid[2], 0.5 * (0.2 * value + premium), 8.0));
    i->month = 0;
}

/* A firm leaves in the last of the months that it bears to lose in, not after. */
static void a_losing_firm_leaves_in_time(void **state) {
    (void)state;
    struct provider_state *const x = &i->provider[2];
    const unsigned months = (unsigned)i->par.exit_months;
    assert_true(months > 1);
    x->losing = 0;
    x->margin = i->par.exit_margin - 0.01;
    for (unsigned m = 1; m < months; m++) exit_month(i, &t.world);
    assert_false(x->leaving);
    exit_month(i, &t.world);
    assert_true(x->leaving);
}

/* The reserve holds 500,000; one board is a million over, and borrows four tenths of it, to be paid
 * back by the month until April. Of the 100,000 left as much as was paid in this year is kept, and
 * the rest goes back by what each paid in: three parts to one. */
static void a_reserve_lends_and_gives_back(void **state) {
    (void)state;
    const unsigned row = row_in_force(i, Q_FUNDING, 0, LINE_PLANNED);
    const account_id one = i->commissioner[0].account, other = i->commissioner[1].account;
    leave(i->reserve, 50000000);
    leave(one, -100000000);
    leave(other, 0);
    i->commissioner[0].paid_in = 3000000;
    i->commissioner[1].paid_in = 1000000;
    i->commissioner[0].borrowed = i->commissioner[1].borrowed = 0;
    reserve_settle(i, row, &(struct reserve_rule){
                               .part = 0.4, .kept_years = 1.0, .lends = true, .what = "lent"});
    assert_true(close_to((double)i->commissioner[0].borrowed, 40000000.0, 1.0));
    assert_int_equal(i->commissioner[1].borrowed, 0);
    assert_true(close_to((double)ledger_balance(&i->ledger, i->reserve), 4000000.0, 2.0));
    assert_true(close_to((double)ledger_balance(&i->ledger, other), 1500000.0, 1.0));
    assert_true(
        close_to((double)ledger_balance(&i->ledger, one), -100000000.0 + 40000000.0 + 4500000.0,
                 2.0));
    const unsigned months = budgets_months_left(i);
    assert_true(months > 0 && months < 12);
    for (unsigned m = 0; m < months; m++) reserve_repaid(i, row);
    const pence_t back = moved(&t, one, i->reserve, REASON_DEFICIT_SUPPORT);
    double left = 40000000.0;
    for (unsigned m = 0; m < months; m++) left -= left / months;
    assert_true(close_to((double)back, 40000000.0 - left, 2.0 * months));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_toy, close_toy)
    const struct CMUnitTest tests[] = {TEST(a_loan_is_posted_and_paid_back),
                                       TEST(support_is_income_and_hides_a_deficit),
                                       TEST(a_case_before_the_panel_costs_both),
                                       TEST(growth_is_paid_for_by_owners),
                                       TEST(a_market_is_about_either_party),
                                       TEST(the_tariff_falls_by_what_is_asked),
                                       TEST(a_department_that_shuts_hands_over),
                                       TEST(overtime_is_paid_with_its_premium),
                                       TEST(a_losing_firm_leaves_in_time),
                                       TEST(a_reserve_lends_and_gives_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
