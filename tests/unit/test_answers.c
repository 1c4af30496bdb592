// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Each answer's rule by an example worked by hand. */
#include "institution_fixture.h"
#include "institution/funding/funding.h"

static struct toy a;
static struct regime *england, *reinstated;

static int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    reinstated = toy_regime("nhs-reinstatement");
    const struct timeline line = toy_line(england);
    toy_open(&a, &line, NULL, 0);
    toy_month(&a, 0);
    return 0;
}
static int teardown(void **state) {
    (void)state;
    toy_close(&a);
    regime_free(england);
    regime_free(reinstated);
    return 0;
}

static void values(const char *name, enum question q, double *p) {
    const int k = answer_find(q, name);
    assert_true(k >= 0);
    parameter_defaults(institution_answers[k].params, p);
}
static bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }

static void shares_add_up_to_the_penny(void **state) {
    const double weight[3] = {1.0, 1.0, 1.0};
    pence_t out[3];
    (void)state;
    funding_share_out(100, weight, 3, out);
    assert_int_equal(out[0] + out[1] + out[2], 100);
    assert_int_equal(out[0], 34);
    assert_int_equal(out[2], 33);
}

static void historic_budget_keeps_shares(void **state) {
    const pence_t last[2] = {300, 100};
    pence_t out[2];
    (void)state;
    answer_historic_budget.share(a.inst, NULL, 440, last, out);
    assert_int_equal(out[0], 330);
    assert_int_equal(out[1], 110);
}

/* People 250,000 x 1.1 and 120,000 x 0.8: targets 275 : 96 of what both have. With last year's
 * money 50 : 50 of 200 the first lies 200 x 275/371 - 100 = 48.248 below; of growth 20 it gets 7%
 * of that times 1.1 = 3.7151, and half the rest. */
static void allocation_moves_towards_target(void **state) {
    double p[ANSWER_PARAMS_MAX];
    const pence_t last[2] = {10000000000, 10000000000};
    pence_t out[2];
    (void)state;
    values("icb_allocation", Q_FUNDING, p);
    p[1] = 0.0;
    answer_icb_allocation.share(a.inst, p, 22000000000, last, out);
    const double gap = (20000000000.0 * 275.0 / 371.0 - 10000000000.0) * 1.1;
    assert_true(real_abs((double)out[0] -
                         (10000000000.0 + 0.07 * gap + 0.5 * (2000000000.0 - 0.07 * gap))) < 2.0);
    assert_int_equal(out[0] + out[1], 22000000000);
    assert_true(out[1] > last[1]); /* nobody is cut */
}

static void routes_have_steps(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct market_steps s = {0}, r = {0}, d = {0};
    (void)state;
    values("provider_selection_regime", Q_AWARD, p);
    answer_provider_selection_regime.steps(a.inst, p, 0, &s);
    /* 111, out of hours, urgent treatment, ambulance, community */
    const double n = contracts_of(a.inst, 0, true, true), lines = 5.0;
    assert_true(near(s.contracts, n) && n > lines);
    /* a notice of award each, a notice of intention for lines */
    assert_true(near(s.notices, (n + lines) / 3.0));
    assert_true(near(s.applications, (n - lines) / 3.0) && near(s.tenders, 0.0));
    values("any_qualified_provider_register", Q_AWARD, p);
    answer_any_qualified_provider_register.steps(a.inst, p, 0, &r);
    assert_true(near(r.applications, n / 3.0) && near(r.tenders, 0.0) && near(r.notices, 0.0));
    values("directly_managed", Q_AWARD, p);
    answer_directly_managed.steps(a.inst, p, 0, &d);
    assert_true(near(d.agreements, contracts_of(a.inst, 0, true, false)));
}

static void lists_of_choice(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct offer out[OFFER_MAX];
    (void)state;
    values("free_choice", Q_CHOICE, p);
    assert_int_equal(answer_free_choice.list(a.inst, p, 0, 0, false, out, OFFER_MAX), 5);
    assert_int_equal(out[0].provider, 0); /* 0 km, then 5, 28, 30, 70 */
    assert_int_equal(out[1].provider, 2);
    assert_int_equal(out[4].provider, 4);
    p[0] = 29.0;
    assert_int_equal(answer_free_choice.list(a.inst, p, 0, 0, false, out, OFFER_MAX), 3);
    values("choice_of_few", Q_CHOICE, p);
    p[0] = 2.0;
    assert_int_equal(answer_choice_of_few.list(a.inst, p, 2, 0, false, out, OFFER_MAX), 2);
    assert_int_equal(out[0].provider, 1);
    assert_int_equal(out[1].provider, 3);
}

static void catchments_follow_size(void **state) {
    const struct timeline line = toy_line(reinstated);
    struct toy b;
    struct offer out[OFFER_MAX];
    (void)state;
    toy_open(&b, &line, NULL, 0);
    toy_month(&b, 0);
    assert_int_equal(answer_catchment_allocation.list(b.inst, NULL, 0, 1, false, out, OFFER_MAX),
                     1);
    assert_int_equal(out[0].provider, 0);
    assert_int_equal(out[0].why, OFFER_CATCHMENT);
    /* neighbourhood 2 lies 0 km from RB1 and 2 km from private NV2: RB1 is nearest of all */
    assert_int_equal(answer_catchment_allocation.list(b.inst, NULL, 2, 0, false, out, OFFER_MAX),
                     1);
    assert_int_equal(out[0].provider, 1);
    toy_close(&b);
    toy_now = &a;
}

static void terms_of_payment(void **state) {
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    values("tariff", Q_PAYMENT, p);
    assert_true(near(answer_tariff.terms(p, true).variable, 1.0) &&
                !answer_tariff.terms(p, true).plan);
    values("tariff_within_plan", Q_PAYMENT, p);
    assert_true(answer_tariff_within_plan.terms(p, false).plan);
    values("blended", Q_PAYMENT, p);
    assert_true(near(answer_blended.terms(p, true).fixed, 0.8) &&
                near(answer_blended.terms(p, true).variable, 0.2));
    values("block", Q_PAYMENT, p);
    assert_true(near(answer_block.terms(p, true).fixed, 1.0) &&
                near(answer_block.terms(p, true).variable, 0.0));
    assert_true(answer_global_budget.terms(p, true).from_what_is_left);
    /* private contracts: by the case */
    assert_true(near(answer_global_budget.terms(p, false).variable, 1.0));
}

/* A hip day at full price: 2580 at mean complexity (the place has no market forces); the simple
 * band pays (1 + 0.5 (0.65 - 1)) of it. */
static void prices_follow_bands(void **state) {
    (void)state;
    assert_int_equal(a.inst->pounds[price_key(CURRENCY_DAY_CASE, 0, 1)], 2580);
    assert_int_equal(a.inst->pounds[price_key(CURRENCY_DAY_CASE, 0, 0)],
                     (int)(2580.0 * 0.825 + 0.5));
    assert_int_equal(complexity_band(&a.inst->par, 0.7), 0);
    assert_int_equal(complexity_band(&a.inst->par, 1.0), 1);
    assert_int_equal(complexity_band(&a.inst->par, 1.3), 2);
    /* 0.30 + 0.20 of the unit cost is its own */
    const struct activity x = {.currency = CURRENCY_DAY_CASE, .complexity = 1.2f};
    const pence_t cost = costs_of_case(a.inst, &x, 0, price_key(CURRENCY_DAY_CASE, 0, 1), 100);
    assert_true(real_abs((double)cost - 2580.0 * 0.5 * 100.0) < 2.0);
}

static void who_bears_what_follows(void **state) {
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    /* blended: brings 0.2 */
    assert_true(near(institution_questions.own_share(a.inst, &a.world, 0, LINE_EMERGENCY), 0.8));
    assert_true(near(institution_questions.own_share(a.inst, &a.world, NOBODY, LINE_111), 0.0));
    values("pooled_budget", Q_RISK, p);
    /* a pool of 4% of the allocation, over what the commissioner spends on urgent hospital work:
     * those in it bear so much */
    const double covers = 0.04 * (double)a.inst->commissioner[0].allocation /
                          (12.0 * (a.inst->provider[0].base_urgent * a.inst->urgent_share[0] +
                                   a.inst->provider[1].base_urgent * a.inst->urgent_share[2]));
    assert_true(
        near(answer_pooled_budget.elsewhere_share(a.inst, p, 0, LINE_111, NOBODY), covers) &&
        covers > 0.02 && covers < 0.3);
    assert_true(near(answer_separate_budgets.package_supply(a.inst, p, 0), 1.0));
    /* far more than two days of supply: one step, once the market has grown */
    a.packages_wanted = 100000;
    a.inst->month = 12;
    assert_true(near(answer_pooled_budget.package_supply(a.inst, p, 0), 1.02));
    a.packages_wanted = 0;
    assert_true(near(answer_pooled_budget.package_supply(a.inst, p, 0), 1.0));
    a.inst->month = 0;
}

static void who_is_turned_away(void **state) {
    double p[ANSWER_PARAMS_MAX];
    const struct referral r = {.person = 1, .area = 0, .function = 0};
    (void)state;
    values("clinical_exclusion", Q_ACCEPTANCE, p);
    struct person *const x = &a.person[1];
    *x = (struct person){.born = (int16_t)(day_month(a.world.first_day) - 12 * 60)};
    assert_int_equal(answer_clinical_exclusion.accepts(a.inst, &a.world, p, &r, 2, 1.0), ACCEPTED);
    assert_int_equal(answer_clinical_exclusion.accepts(a.inst, &a.world, p, &r, 2, 2.5),
                     REFUSED_TOO_COMPLEX);
    x->frailty = FRAILTY_MODERATE;
    assert_int_equal(answer_clinical_exclusion.accepts(a.inst, &a.world, p, &r, 2, 1.0),
                     REFUSED_TOO_COMPLEX);
    /* public */
    assert_int_equal(answer_clinical_exclusion.accepts(a.inst, &a.world, p, &r, 0, 9.0), ACCEPTED);
    assert_int_equal(answer_nobody_refused.accepts(a.inst, &a.world, p, &r, 2, 9.0), ACCEPTED);
    *x = (struct person){.born = (int16_t)(day_month(a.world.first_day) - 12 * 90)};
    assert_int_equal(answer_clinical_exclusion.accepts(a.inst, &a.world, p, &r, 2, 1.0),
                     REFUSED_TOO_COMPLEX);
}

/* Two of the four nearest open: agreed, for 3 to 12 months. One: refused. Where nobody need agree,
 * for as long as the terms of service let. Other answers let no list be closed. */
static void a_list_closes_where_others_are_open(void **state) {
    double p[ANSWER_PARAMS_MAX];
    const struct list_request half = {.near = 4, .open = 2}, one = {.near = 4, .open = 1};
    (void)state;
    values("list_closure", Q_ACCEPTANCE, p);
    const struct list_terms agreed = answer_list_closure.list_terms(p, &half);
    assert_int_equal(agreed.least, 3);
    assert_int_equal(agreed.most, 12);
    assert_int_equal(answer_list_closure.list_terms(p, &one).most, 0);
    p[2] = 0.0; /* agreement */
    assert_int_equal(answer_list_closure.list_terms(p, &one).most, 12);
    assert_null(answer_nobody_refused.list_terms);
    assert_null(answer_clinical_exclusion.list_terms);
}

static void deficits_are_lent_or_supported(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct provider_state *const x = &a.inst->provider[0];
    const struct provider_state kept = *x;
    (void)state;
    values("brokerage", Q_FAILURE, p);
    x->year_income = 10000000000;
    x->year_cost = 10300000000; /* 3% deficit, 0.5% tolerated */
    x->support = x->loan = 0;
    answer_brokerage.year_closed(a.inst, &a.world, p, 0);
    assert_true(real_abs(12.0 * (double)x->support + (double)x->loan - 250000000.0) < 24.0);
    if (x->loan > 0)
        assert_true(x->loan_monthly >= x->loan / 36);
    *x = kept;
}

static void an_administrator_comes_after_two_bad_years(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct provider_state *const x = &a.inst->provider[1];
    const double held = service_held(&a.inst->service[2]),
                 idle = a.inst->idle[0][0] + a.inst->idle[0][1];
    (void)state;
    values("special_administration", Q_FAILURE, p);
    for (unsigned year = 0; year < 2; year++) {
        assert_int_equal(x->administration_until, 0);
        x->year_income = 1000000000;
        x->year_cost = 1150000000;
        answer_special_administration.year_closed(a.inst, &a.world, p, 1);
    }
    /* 170 working days from the first of February 2026: 20 22 20 19 22 23 20 22, the last 2 in the
     * ninth month */
    assert_int_equal(x->administration_until, a.inst->month + 10);
    a.inst->month = 9;
    answer_special_administration.failing_month(a.inst, &a.world, p, 1);
    a.inst->month = 0;
    assert_int_equal(x->administration_until, 0);
    assert_true(near(service_held(&a.inst->service[2]), 0.95 * held));
    assert_true(near(a.inst->idle[0][0] + a.inst->idle[0][1], idle + 0.05 * held));
}

static void the_line_moves_surpluses(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct provider_state *const s = &a.inst->provider[0], *const d = &a.inst->provider[1];
    (void)state;
    values("ministerial_hierarchy", Q_OVERSIGHT, p);
    s->year_income = 1200;
    s->year_cost = 1000;
    d->year_income = 1000;
    d->year_cost = 1100;
    answer_ministerial_hierarchy.year_overseen(a.inst, &a.world, p);
    assert_int_equal(s->year_cost, 1080); /* 80% of the smaller, 100 */
    assert_int_equal(d->year_income, 1080);
}

static void complaints_come_at_their_rate(void **state) {
    double p[ANSWER_PARAMS_MAX];
    const struct institution_record *r;
    unsigned cases = 0;
    (void)state;
    values("licence_and_panel", Q_OVERSIGHT, p);
    /* one a month for certain: 2 commissioners x 10 months, as private providers hold some of their
     * work */
    p[0] = 12.0;
    a.inst->planned_share[2 * 2 + 0] = 0.6;
    const unsigned before = institutions_records(a.inst, &r);
    for (unsigned m = 0; m < 10; m++)
        answer_licence_and_panel.overseen(a.inst, &a.world, p, m);
    const unsigned after = institutions_records(a.inst, &r);
    for (unsigned k = before; k < after; k++)
        cases += strcmp(r[k].what, "panel case") == 0;
    assert_int_equal(cases, 20);
    p[0] = 0.0;
    answer_licence_and_panel.overseen(a.inst, &a.world, p, 11);
    assert_int_equal(institutions_records(a.inst, &r), after);
    p[0] = 12.0; /* from nine tenths of its work on: nobody does as much for one board */
    p[5] = 0.9;
    answer_licence_and_panel.overseen(a.inst, &a.world, p, 11);
    assert_int_equal(institutions_records(a.inst, &r), after);
}

static void what_the_person_pays(void **state) {
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    values("free_with_charges", Q_ENTITLEMENT, p);
    a.person[2] = (struct person){.flags = FLAG_HOME_OWNER | FLAG_LIVES_ALONE, .income = 1};
    a.person[3] = (struct person){.income = 3};
    const struct care_week home = {.person = 3, .pathway = 1};
    /* the means test of today, whatever the other rows say */
    a.inst->par.savings_median = 1.0;
    const double own = answer_free_with_charges.package_charge(a.inst, &a.world, p, &home);
    a.inst->par.savings_median = 1e9;
    assert_true(own < 1.0);
    assert_true(
        near(answer_free_with_charges.package_charge(a.inst, &a.world, p, &home), 1.0));
    const double stay = a.inst->overnight[0];
    assert_true(near(answer_free_with_charges.private_price(a.inst, p, UINT32_MAX, 0),
                     1.5 * ((1.0 - stay) * 2580.0 + stay * 8793.0)));
    assert_int_equal(institution_questions.private_price(a.inst, &a.world, UINT32_MAX, 0),
                     (pence_t)(150.0 * ((1.0 - stay) * 2580.0 + stay * 8793.0) + 0.5));
    assert_true(near(answer_free_personal_care.package_charge(a.inst, &a.world, p, &home), 0.0));
}

static void the_price_of_a_session(void **state) {
    double p[ANSWER_PARAMS_MAX] = {0};
    (void)state;
    assert_true(near(answer_national_scales.session_price(p, 0.5), 1.0));
    values("local_bargaining", Q_PAY, p);
    assert_true(near(answer_local_bargaining.session_price(p, 0.05), 1.10));
    assert_true(near(answer_local_bargaining.session_price(p, 0.50), 1.15));
}

/* Simple cases pay: at complexity 0.7 price 0.85, cost 0.94 x (0.7 - 0.125), for a firm's mean case
 * costs it 6% less than the price, capital 40,000 x 0.1 over a session's yearly income. */
static void margin_of_an_investment(void **state) {
    struct service_state *const s = &a.inst->service[4];
    (void)state;
    const double kept = s->complexity;
    s->complexity = 0.7;
    const double year = 12.0 * s->base_value / 100.0 / service_base(s);
    assert_true(near(investment_margin(a.inst, 4),
                     (0.85 - 0.94 * (0.7 - 0.125) - 4000.0 / year) / 0.85));
    s->complexity = 1.3; /* and complex ones do not */
    assert_true(investment_margin(a.inst, 4) < a.inst->par.margin_wanted);
    s->complexity = kept;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(shares_add_up_to_the_penny),
                                       cmocka_unit_test(historic_budget_keeps_shares),
                                       cmocka_unit_test(allocation_moves_towards_target),
                                       cmocka_unit_test(routes_have_steps),
                                       cmocka_unit_test(lists_of_choice),
                                       cmocka_unit_test(catchments_follow_size),
                                       cmocka_unit_test(terms_of_payment),
                                       cmocka_unit_test(prices_follow_bands),
                                       cmocka_unit_test(who_bears_what_follows),
                                       cmocka_unit_test(who_is_turned_away),
                                       cmocka_unit_test(a_list_closes_where_others_are_open),
                                       cmocka_unit_test(deficits_are_lent_or_supported),
                                       cmocka_unit_test(an_administrator_comes_after_two_bad_years),
                                       cmocka_unit_test(the_line_moves_surpluses),
                                       cmocka_unit_test(complaints_come_at_their_rate),
                                       cmocka_unit_test(what_the_person_pays),
                                       cmocka_unit_test(the_price_of_a_session),
                                       cmocka_unit_test(margin_of_an_investment)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
