// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Funding, practices, membership, entitlement, acceptance and risk: each published form by an
 * example worked by hand, and what an answer moves when it alone is on. */
#include "answer_fixture.h"
#include "institution/funding/personal_budgets.h"
#include "institution/entitlement/entitlement.h"
#include "institution/funding/funding.h"
#include "institution/funding/host.h"
#include "institution/funding/reserve.h"
#include "institution/market/market.h"
#include "institution/membership/membership.h"
#include "institution/practices/practices.h"
#include "institution/risk/risk.h"

static struct practice toy_practices[2] = {
    {.code = "P1", .registered = 12000.0f},
    {.code = "P2", .registered = 12000.0f, .commissioner = 1}};

static double sum_of_allocations(const struct toy *t) {
    return (double)(t->inst->commissioner[0].allocation + t->inst->commissioner[1].allocation);
}

/* ---- money by formula ---- */

/* RA1 stands in AAA, RB1 in BBB. Six tenths of the planned work of both are for AAA's people, and
 * so is 100,000 of 220,000 of RB1's urgent work: what BBB's people have at RA1 less what AAA's have
 * at RB1 is AAA's net flow. Once hosts pay, RA1 is AAA's alone, and a pound for one of BBB's people
 * there is AAA's; the sum of allocations is the same to the penny. */
static void the_host_pays(void **state) {
    struct regime r = with(Q_FUNDING, "weighted_capitation");
    struct toy t;
    (void)state;
    open_with(&t, &r);
    institution_questions.month_begins(t.inst, &t.world, 0);
    const double before = sum_of_allocations(&t);
    const pence_t of_homes = t.inst->commissioner[0].allocation;
    toy_close(&t);
    *value(&r, "host_pays") = 1.0;
    open_with(&t, &r);
    t.inst->par.real_cost_growth = 0.0;
    const struct provider_state *const a = &t.inst->provider[0], *const b = &t.inst->provider[1];
    const double net = 12.0 * (0.4 * a->base_planned - 0.6 * b->base_planned -
                               b->base_urgent * 100000.0 / 220000.0);
    assert_true(near(host_net(t.inst, 0, 2), net));
    assert_true(near(host_net(t.inst, 1, 2), -net));
    assert_true(near(t.inst->planned_share[0], 0.6));
    institution_questions.month_begins(t.inst, &t.world, 0);
    assert_true(near(t.inst->planned_share[0], 1.0) && near(t.inst->urgent_share[3], 1.0));
    assert_true(near(t.inst->planned_home[0], 0.6));
    /* a private hospital is paid for by its patients' own */
    assert_true(near(t.inst->planned_share[2 * 2 + 1], 0.4));
    assert_true(sum_of_allocations(&t) == before);
    assert_true(close_to((double)(t.inst->commissioner[0].allocation - of_homes), net, 4.0));
    const account_id host = t.inst->commissioner[0].account, home = t.inst->commissioner[1].account;
    const pence_t at_host = moved(&t, host, a->account, REASON_CARE),
                  at_home = moved(&t, home, a->account, REASON_CARE);
    toy_paid(&t, CURRENCY_ELECTIVE_STAY, LINE_PLANNED, 0, 2, 0, 1.0, 3.0);
    assert_true(moved(&t, host, a->account, REASON_CARE) > at_host);
    assert_true(at_home == 0 && moved(&t, home, a->account, REASON_CARE) == 0);
    check(&t);
    toy_close(&t);
}

/* The returns of two years before: five million pounds more for BBB's people at RA1 in year 1 are
 * in the target of year 3. Of 100 million last year AAA's target by people is 250 of 370 and 5
 * more, 72.57 against 50; growth of 10 million pays 0.07 x 1.1 x 22.57 = 1.74 of it first. */
static void flows_two_years_in_arrears(void **state) {
    struct regime r = with(Q_FUNDING, "weighted_capitation");
    struct toy t;
    const pence_t last[2] = {5000000000, 5000000000};
    pence_t out[2];
    (void)state;
    *value(&r, "host_pays") = 1.0;
    open_with(&t, &r);
    t.inst->par.real_cost_growth = 0.0;
    for (t.inst->year = 1; t.inst->year < 4; t.inst->year++) {
        const double published = host_net(t.inst, 0, 2);
        host_year(t.inst);
        if (t.inst->year == 1)
            host_flow(t.inst, 1, 0, 5e8);
        host_flow(t.inst, 0, 0, 7e8); /* its own people: no flow */
        host_flow(t.inst, 0, 2, 7e8); /* a private hospital: none either */
        assert_true(near(host_net(t.inst, 0, 2), t.inst->year == 3 ? 5e8 : published));
    }
    const double *const p = t.inst->value[r.n_assignments - 1];
    answer_weighted_capitation.share(t.inst, p, 11000000000, last, out);
    const double gap = 250.0 / 370.0 * 1e10 + 5e8 - 5e9, first = 0.07 * 1.1 * gap;
    assert_true(close_to((double)out[0], 5e9 + (1e9 - first) / 2.0 + first, 2.0));
    assert_true(close_to((double)out[0], 55.87e8, 1e6) && out[0] + out[1] == 11000000000);
    toy_close(&t);
}

/* 100 people under five, 100 of 85 and over: (1.10 + 3.80) / 2 = 2.45 times the mean. Tenth 1 needs
 * 1.39 times what tenth 10 does; 5.5 half. */
static void capitation_weighs_age_and_deprivation(void **state) {
    struct regime r = with(Q_FUNDING, "weighted_capitation");
    struct toy t;
    (void)state;
    open_with(&t, &r);
    for (unsigned a = 0; a < 2; a++) {
        t.areas[a].by_age[0] = t.areas[a].by_age[6] = a == 0 ? 100 : 0;
        t.areas[a].decile = 1;
    }
    assert_true(near(funding_age_index(t.inst, 0), 2.45));
    assert_true(near(funding_deprivation_index(t.inst, 0, 1.39), 1.39));
    t.areas[0].decile = 10;
    t.areas[1].decile = 10;
    assert_true(near(funding_deprivation_index(t.inst, 0, 1.39), 1.0));
    t.areas[0].people = t.areas[1].people = 1000;
    t.areas[1].decile = 1;
    assert_true(near(funding_deprivation_index(t.inst, 0, 1.39), 1.195));
    toy_close(&t);
}

/* Targets 3 : 1 of 200, last 100 : 100, total 220: the first lies (150 - 100) x 1.1 = 55 below; at
 * a pace of 0.2 it gets 11 of the growth of 20 and half of the other 9; at a pace of 1 all 20, for
 * nobody is cut. */
static void pace_of_change(void **state) {
    struct toy t;
    const double weight[2] = {3.0, 1.0};
    const pence_t last[2] = {10000, 10000};
    pence_t out[2];
    (void)state;
    open_with(&t, england);
    funding_towards(t.inst, weight, (struct funding_pace){.pace = 0.2}, 22000, last, out);
    assert_int_equal(out[0] + out[1], 22000);
    assert_true(close_to((double)out[0], 10000.0 + 1100.0 + 450.0, 1.0));
    funding_towards(t.inst, weight, (struct funding_pace){.pace = 1.0}, 22000, last, out);
    assert_true(close_to((double)out[0], 12000.0, 1.0) && out[1] >= 9999);
    toy_close(&t);
}

/* Card C24: 6 / sqrt(people): 1.9% at 100,000, 1.2% at 250,000, 0.6% at a million. */
static void chance_spread_of_a_pool(void **state) {
    (void)state;
    assert_true(close_to(funding_chance_spread(6.0, 1e5), 0.0190, 5e-5));
    assert_true(close_to(funding_chance_spread(6.0, 2.5e5), 0.0120, 5e-5));
    assert_true(close_to(funding_chance_spread(6.0, 1e6), 0.0060, 5e-5));
    assert_true(near(reserve_claim(-300.0, 10000.0, 0.01, 0.75),
                     150.0)); /* 300 less 1% of 10,000, three quarters of it */
    assert_true(near(reserve_claim(50.0, 10000.0, 0.0, 0.75), 0.0));
}

static void a_pool_pays_and_returns(void **state) {
    struct regime r = with(Q_FUNDING, "ccg_with_risk_pool");
    struct toy t;
    (void)state;
    *value(&r, "kept") = 0.0;
    open_with(&t, &r);
    for (unsigned m = 0; m < 16; m++) {
        toy_month(&t, m);
        check(&t);
    }
    struct institutions *const i = t.inst;
    const pence_t in = moved(&t, i->commissioner[0].account, i->reserve, REASON_ALLOCATION) +
                       moved(&t, i->commissioner[1].account, i->reserve, REASON_ALLOCATION);
    const pence_t out = moved(&t, i->reserve, i->commissioner[0].account, REASON_ALLOCATION) +
                        moved(&t, i->reserve, i->commissioner[1].account, REASON_ALLOCATION) +
                        moved(&t, i->reserve, i->commissioner[0].account, REASON_DEFICIT_SUPPORT) +
                        moved(&t, i->reserve, i->commissioner[1].account, REASON_DEFICIT_SUPPORT);
    assert_true(in > 0 && out > 0 && in - out == ledger_balance(&i->ledger, i->reserve) &&
                in >= out);
    toy_close(&t);
}

/* The board's end: the Treasury pays in all the same, the commissioners have what is cut and pay
 * for the posts. */
static void a_board_is_cut(void **state) {
    struct toy t;
    pence_t cost[2], paid[2];
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        struct regime r = with(Q_FUNDING, "national_board");
        *value(&r, "cut") = k ? 0.5 : 0.0;
        open_with(&t, &r);
        for (unsigned m = 0; m < 12; m++)
            toy_month(&t, m);
        struct institutions *const i = t.inst;
        cost[k] = moved(&t, i->treasury, i->staff, REASON_COMMISSIONING);
        paid[k] = cost[k] + moved(&t, i->treasury, i->commissioner[0].account, REASON_ALLOCATION) +
                  moved(&t, i->treasury, i->commissioner[1].account, REASON_ALLOCATION);
        check(&t);
        toy_close(&t);
    }
    assert_true(cost[1] < cost[0] && close_to((double)paid[1], (double)paid[0], 100.0));
    /* mean cut over months 1 to 12 of 24: 0.5 x 6.5 / 24 */
    assert_true(close_to((double)cost[1] / (double)cost[0], 1.0 - 0.5 * 6.5 / 24.0, 1e-6));
}

/* ---- fundholding ---- */

static void what_a_practice_keeps(void **state) {
    (void)state;
    assert_true(near(practices_kept(0.1, 2.0, 0.0, 0.0, 0.05),
                     0.0)); /* no use of a surplus, no pressure: nothing */
    assert_true(near(practices_kept(0.1, 2.0, 1.0, 0.0, 0.05), 1.0 - real_exp(-0.05)));
    assert_true(near(practices_kept(0.1, 2.0, 1.0, 0.05, 0.05),
                     1.0 - real_exp(-0.1))); /* overspent by the tolerance: twice the weight */
    assert_true(practices_kept(0.1, 2.0, 1.0, -0.2, 0.05) <
                practices_kept(0.1, 2.0, 1.0, 0.01, 0.05));
}

/* Three cases of 2,500 pounds of one patient in a year: 6,000 are the fund's, 1,500 the
 * authority's. */
static void stop_loss_of_a_patient(void **state) {
    struct regime r = with(Q_FUNDING, "gp_fundholding");
    struct toy t;
    (void)state;
    *value(&r, "list_at_first") = 1.0;
    *value(&r, "willing") = 1.0;
    *value(&r, "chargeable") = 1.0;
    open_with(&t, &r);
    t.place.practices = toy_practices;
    t.place.n_practices = 2;
    t.inst->practices = NULL;
    t.inst->month = 0;
    struct practices *const x = practices_need(t.inst, &t.world);
    x->recording = true;
    x->chargeable = 1.0;
    x->stop_loss = 6000.0;
    x->of[0].standing = PRACTICE_HOLDS;
    const struct activity a = {.line = LINE_PLANNED, .person = 0};
    for (unsigned k = 0; k < 3; k++)
        practices_paid(t.inst, &t.world, &a, 250000);
    assert_int_equal(x->of[0].spent, 600000);
    assert_int_equal(x->of[0].above, 150000);
    const struct activity emergency = {.line = LINE_EMERGENCY, .person = 0};
    practices_paid(t.inst, &t.world, &emergency, 250000);
    assert_int_equal(x->of[0].spent, 600000); /* emergencies are not chargeable */
    toy_close(&t);
}

/* A practice prepares, holds, keeps its surplus; two years of deficit end it. */
static void a_fund_lives_and_dies(void **state) {
    struct regime r = with(Q_FUNDING, "gp_fundholding");
    struct toy t;
    const double *const p = r.assignment[r.n_assignments - 1].value;
    const struct referral ref = {.person = 0};
    (void)state;
    open_with(&t, &r);
    struct institutions *const i = t.inst;
    t.place.practices = toy_practices;
    t.place.n_practices = 1;
    i->practices = NULL;
    struct practices *const x = practices_need(i, &t.world);
    x->recording = true;
    x->chargeable = 1.0;
    const unsigned row = r.n_assignments - 1u;
    x->of[0] = (struct practice_fund){.standing = PRACTICE_PREPARING, .recorded = 60000000};
    i->month = 2; /* an April within the preparatory year: the record goes on */
    answer_gp_fundholding.year(i, &t.world, p, row);
    assert_int_equal(x->of[0].standing, PRACTICE_PREPARING);
    assert_int_equal(x->of[0].recorded, 60000000);
    i->month = 12;
    answer_gp_fundholding.year(i, &t.world, p, row);
    assert_int_equal(x->of[0].standing, PRACTICE_HOLDS);
    assert_true(close_to((double)x->of[0].budget, 60000000.0 * 1.03,
                         2.0)); /* past activity, grown with the revenue */
    assert_true(near(answer_gp_fundholding.held_back(i, &t.world, p, &ref),
                     0.0)); /* till its first month */
    answer_gp_fundholding.month(i, &t.world, p, row);
    assert_true(near(answer_gp_fundholding.held_back(i, &t.world, p, &ref), 1.0 - real_exp(-0.05)));
    const struct referral urgent = {.person = 0, .urgent = true};
    assert_true(near(answer_gp_fundholding.held_back(i, &t.world, p, &urgent), 0.0));
    const pence_t budget = x->of[0].budget;
    x->of[0].spent = budget - 10000000;
    i->month = 24;
    answer_gp_fundholding.year(i, &t.world, p, row);
    assert_int_equal(x->of[0].surplus, 10000000);
    assert_int_equal(ledger_balance(&i->ledger, i->practice_funds), 10000000);
    for (unsigned k = 0; k < 2; k++) {
        x->of[0].spent = (pence_t)(1.06 * (double)x->of[0].budget);
        answer_gp_fundholding.year(i, &t.world, p, row);
    }
    assert_int_equal(x->of[0].standing, PRACTICE_LOST);
    assert_true(near(answer_gp_fundholding.held_back(i, &t.world, p, &ref), 0.0));
    answer_gp_fundholding.closes(i, &t.world, p, row);
    assert_int_equal(ledger_balance(&i->ledger, i->practice_funds), 0);
    toy_close(&t);
}

/* ---- means test ---- */

static void the_means_test(void **state) {
    const struct means_test t = {
        .upper = 23250.0, .lower = 14250.0, .pounds_for_one = 250.0, .income_left = 228.70};
    (void)state;
    assert_true(close_to(means_test_pays(&t, 20000.0, 250.0, 400.0), 44.30, 1e-9));
    assert_true(close_to(means_test_pays(&t, 14250.0, 250.0, 400.0), 21.30,
                         1e-9)); /* at the lower limit: income alone */
    assert_true(close_to(means_test_pays(&t, 14251.0, 250.0, 400.0), 22.30,
                         1e-9)); /* a part of 250 counts as one */
    assert_true(
        near(means_test_pays(&t, 23251.0, 100.0, 400.0), 400.0)); /* above the upper: all of it */
    assert_true(near(means_test_pays(&t, 1000.0, 200.0, 400.0), 0.0));
    assert_true(
        near(means_test_pays(&t, 20000.0, 900.0, 400.0), 400.0)); /* never more than it costs */
}

/* Worked: 50,000 pounds, a place for 1,000 a week, 260 of income to pay with: 740 a week; after 30
 * weeks 27,800 are left, after 40 the council takes over at 23,250. */
static void capital_is_spent_down(void **state) {
    (void)state;
    assert_true(close_to(means_test_left(50000.0, 23250.0, 30.0, 1000.0, 260.0), 27800.0, 1e-9));
    assert_true(near(means_test_left(50000.0, 23250.0, 40.0, 1000.0, 260.0), 23250.0));
    assert_true(near(means_test_left(20000.0, 23250.0, 40.0, 1000.0, 260.0), 20000.0));
    assert_true(near(means_test_left(50000.0, 23250.0, 40.0, 200.0, 260.0), 50000.0));
}

static double charged(const struct toy *t, const double *p, uint32_t person, unsigned pathway,
                      unsigned week) {
    const struct care_week c = {.person = person, .pathway = (uint8_t)pathway, .week = week};
    return answer_means_tested_care.package_charge(t->inst, &t->world, p, &c);
}

static void the_home_counts_only_in_a_care_home(void **state) {
    struct regime r = with(Q_ENTITLEMENT, "means_tested_care");
    struct toy t;
    (void)state;
    open_with(&t, &r);
    t.inst->par.savings_median = 0.0;
    t.inst->par.home_counts = 1.0;
    t.inst->par.care_weeks_care_home = 1.0;
    t.world.par.discharge.package_cost_home = t.world.par.discharge.package_cost_care_home = 1.0;
    const double *const p = r.assignment[r.n_assignments - 1].value;
    const int16_t old = (int16_t)(day_month(t.world.first_day) - 80 * 12);
    t.person[1] = (struct person){
        .flags = FLAG_HOME_OWNER | FLAG_LIVES_ALONE, .income = 3, .born = old};
    t.person[2] = (struct person){
        .flags = FLAG_HOME_OWNER | FLAG_LIVES_ALONE | FLAG_CARE_HOME, .income = 3, .born = old};
    t.person[3] = (struct person){.flags = FLAG_HOME_OWNER, .income = 3, .born = old};
    assert_true(charged(&t, p, 1, 1, 20) < 0.5); /* at home it never counts */
    assert_true(charged(&t, p, 1, 3, 11) < 1.0); /* nor for twelve weeks */
    assert_true(near(charged(&t, p, 1, 3, 12), 1.0));
    assert_true(near(charged(&t, p, 2, 3, 0), 1.0)); /* lives there already */
    assert_true(charged(&t, p, 3, 3, 12) < 1.0); /* somebody still lives in it */
    t.inst->par.home_counts = 0.0;
    assert_true(charged(&t, p, 1, 3, 12) < 1.0); /* given away, or shared */
    t.inst->par.savings_median = 1e9; /* rehabilitation is free for six weeks whoever it is */
    assert_true(near(charged(&t, p, 3, 2, 5), 0.0));
    assert_true(near(charged(&t, p, 3, 2, 6), 1.0));
    toy_close(&t);
}

/* ---- members ---- */

static void capitation_adds_up(void **state) {
    struct regime r = with(Q_FUNDING, "health_management_units");
    struct toy t;
    (void)state;
    *value(&r, "overhead") = 0.0;
    *value(
        &r,
        "reserve") = 1e6; /* nothing spent on services, which would lie with the clearing house */
    *value(&r, "insolvent_at") = 1e6;
    open_peopled(&t, &r);
    for (unsigned m = 0; m < 27; m++) {
        toy_month(&t, m);
        check(&t);
    }
    const struct membership *const m = t.inst->membership;
    double members = 0.0;
    for (unsigned k = 0; k < PLANS; k++)
        members += m->plan[k].members;
    assert_true(near(members, 4.0) && near(m->plan[0].members, 0.0));
    for (unsigned c = 0; c < 2;
         c++) /* a clearing house keeps nothing beyond the odd pence of each month */
        assert_true(
            real_abs((double)ledger_balance(&t.inst->ledger, t.inst->commissioner[c].account)) <
            0.001 * (double)t.inst->commissioner[c].allocation);
    toy_close(&t);
}

/* One unit, no overhead: it has what the commissioners would have had, to the pence. */
static void one_unit_is_planning(void **state) {
    struct regime r = with(Q_FUNDING, "health_management_units");
    struct toy t, u;
    (void)state;
    *value(&r, "units") = 1.0;
    *value(&r, "overhead") = 0.0;
    open_peopled(&u, england);
    for (unsigned m = 0; m < 2; m++)
        toy_month(&u, m);
    open_peopled(&t, &r);
    for (unsigned m = 0; m < 2; m++)
        toy_month(&t, m);
    const pence_t with_unit = ledger_balance(&t.inst->ledger, t.inst->plan_account[1]) +
                              ledger_balance(&t.inst->ledger, t.inst->commissioner[0].account) +
                              ledger_balance(&t.inst->ledger, t.inst->commissioner[1].account);
    const pence_t without = ledger_balance(&u.inst->ledger, u.inst->commissioner[0].account) +
                            ledger_balance(&u.inst->ledger, u.inst->commissioner[1].account);
    assert_int_equal(with_unit, without);
    toy_close(&t);
    toy_close(&u);
}

static void lists_close_and_keep_their_order(void **state) {
    struct regime r = with(Q_FUNDING, "health_management_units");
    struct toy t;
    (void)state;
    open_peopled(&t, &r);
    struct institutions *const i = t.inst;
    struct membership *const m = i->membership;
    memset(m->of, 1, 4);
    memset(m->plan, 0, sizeof m->plan);
    m->plan[1].members = 3.0;
    m->plan[2].members = 1.0;
    m->of[3] = 2;
    m->optimum = 1.0;
    assert_false(membership_move(i, 2, 2)); /* full: first on the list */
    assert_false(membership_move(i, 0, 2));
    assert_int_equal(m->n_applications, 2);
    membership_admit(i, &t.world);
    assert_int_equal(m->n_applications, 2);
    m->plan[2].members = 0.0; /* a place falls free */
    membership_admit(i, &t.world);
    assert_int_equal(m->of[2], 2);
    assert_int_equal(m->of[0], 1);
    assert_int_equal(m->n_applications, 1);
    m->optimum = 0.0;
    membership_licence_lost(i, 2);
    assert_true(m->plan[2].closed_down);
    for (unsigned k = 0; k < 4; k++)
        assert_int_not_equal(m->of[k], 2);
    toy_close(&t);
}

/* ---- acceptance, choice, entitlement ---- */

/* The simple band pays 0.825 of the middle, the complex one 1.3: at a margin of 10% a case of 0.95
 * to 1.1 passes, one of 1.2 does not; a complex one passes to 1.43; and public hospitals take
 * all. */
static void expected_cost_against_price(void **state) {
    struct regime r = with(Q_ACCEPTANCE, "expected_cost_above_price");
    struct toy t;
    const struct referral ref = {.person = 1};
    (void)state;
    open_with(&t, &r);
    const double *const p = r.assignment[r.n_assignments - 1].value;
    assert_int_equal(answer_expected_cost_above_price.accepts(t.inst, &t.world, p, &ref, 2, 1.05),
                     ACCEPTED);
    assert_int_equal(answer_expected_cost_above_price.accepts(t.inst, &t.world, p, &ref, 2, 1.20),
                     REFUSED_TOO_COMPLEX);
    assert_int_equal(answer_expected_cost_above_price.accepts(t.inst, &t.world, p, &ref, 2, 1.40),
                     ACCEPTED);
    assert_int_equal(answer_expected_cost_above_price.accepts(t.inst, &t.world, p, &ref, 2, 1.60),
                     REFUSED_TOO_COMPLEX);
    assert_int_equal(answer_expected_cost_above_price.accepts(t.inst, &t.world, p, &ref, 0, 5.0),
                     ACCEPTED);
    toy_close(&t);
}

/* The toy's first commissioner has a sixth or so of its work at each; from 15% on few remain, but
 * always the nearest public one. */
static void contracts_of_the_purchaser(void **state) {
    struct regime r = with(Q_CHOICE, "where_gp_holds_contract");
    struct offer out[OFFER_MAX];
    struct toy t;
    (void)state;
    open_with(&t, &r);
    double *const p = r.assignment[r.n_assignments - 1].value;
    p[0] = 100.0;
    p[1] = 0.0;
    const int all = answer_where_gp_holds_contract.list(t.inst, p, 0, 0, false, out, OFFER_MAX);
    assert_int_equal(all, 5);
    p[1] = 0.9;
    assert_int_equal(answer_where_gp_holds_contract.list(t.inst, p, 0, 0, false, out, OFFER_MAX),
                     1);
    assert_int_equal(out[0].provider, 0);
    toy_close(&t);
}

/* Two points on fifteen: one more long waiter a thousand, a fifth of policies bought by
 * individuals, cover at 10%: 0.13 x 0.2 x 0.1. */
static void cover_follows_waits(void **state) {
    (void)state;
    assert_true(near(cover_bought(0.13, 1.0, 0.2, 0.10), 0.0026));
    assert_true(near(cover_bought(0.13, -1.0, 0.2, 0.10), 0.0));
}

/* Four people: a child, two who pay, one too old; 61 pounds a year each for the two. */
static void charges_by_the_head(void **state) {
    struct toy t;
    const struct head_charges h = {28.0, 33.0, 60.0, 1.0};
    (void)state;
    open_peopled(&t, england);
    t.person[0].born = (int16_t)(day_month(t.world.first_day) - 12 * 10);
    t.person[2].born = (int16_t)(day_month(t.world.first_day) - 12 * 30);
    entitlement_head_charges(t.inst, &t.world, &h, t.inst->regime->of[Q_ENTITLEMENT][LINE_GP]);
    assert_int_equal(moved(&t, t.inst->persons, t.inst->treasury, REASON_CHARGE),
                     (pence_t)(2.0 * 61.0 * 100.0 / 12.0));
    t.person[1].income = 1; /* the poorest fifth is exempt */
    entitlement_head_charges(t.inst, &t.world, &h, t.inst->regime->of[Q_ENTITLEMENT][LINE_GP]);
    assert_int_equal(moved(&t, t.inst->persons, t.inst->treasury, REASON_CHARGE),
                     (pence_t)(2.0 * 61.0 * 100.0 / 12.0) + (pence_t)(61.0 * 100.0 / 12.0));
    toy_close(&t);
}

/* ---- risk ---- */

/* Loss of 1%: half. Of 4%: half of 2 and all of the next 2. Of 9%: nothing beyond the cap of 5.
 * Gains the same way. */
static void the_corridor(void **state) {
    const struct corridor q = {0.5, 0.02, 0.05};
    (void)state;
    assert_true(near(alliance_bears(&q, 0.01), 0.005) && near(alliance_bears(&q, 0.04), 0.03) &&
                near(alliance_bears(&q, 0.09), 0.04));
    assert_true(near(alliance_bears(&q, -0.04), -0.03));
    assert_true(near(alliance_bears_next(&q, 0.01), 0.5) &&
                near(alliance_bears_next(&q, 0.03), 1.0) &&
                near(alliance_bears_next(&q, 0.06), 0.0));
}

static unsigned months_an_alliance_lives(double error, double vat, double discount) {
    struct regime r = with(Q_RISK, "alliance_contract");
    struct toy t;
    *value(&r, "baseline_error") = error;
    *value(&r, "vat") = vat;
    *value(&r, "discount") = discount;
    *value(&r, "guarantee") = 0.005;
    open_with(&t, &r);
    unsigned m = 0;
    for (; m < 24; m++) {
        toy_month(&t, m);
        check(&t);
        if (!t.inst->alliance[0].standing || !t.inst->alliance[1].standing)
            break;
    }
    toy_close(&t);
    return m;
}

static void an_alliance_that_promised_too_much(void **state) {
    (void)state;
    const unsigned promised = months_an_alliance_lives(0.0, 0.03, 0.20),
                   none = months_an_alliance_lives(0.0, 0.0, 0.0);
    assert_true(promised < 6);
    assert_true(none > promised);
}

/* Virtual wards that the commissioner buys beside the contract are in no base, so they make no gap:
 * half a year of as much again as the scope costs leaves the group where it was. */
static void cases_bought_beside_make_no_gap(void **state) {
    double gap[2];
    (void)state;
    for (unsigned bought = 0; bought < 2; bought++) {
        struct regime r = with(Q_RISK, "alliance_contract");
        struct toy t;
        *value(&r, "baseline_error") = 0.0;
        open_with(&t, &r);
        const struct activity day = {.currency = CURRENCY_VIRTUAL_WARD,
                                     .line = LINE_COMMUNITY,
                                     .quantity = bought ? 30000.0f : 0.0f};
        for (unsigned m = 0; m < 6; m++) {
            if (m > 0)
                assert_true(budgets_buy_outside(t.inst, &day));
            toy_month(&t, m);
            check(&t);
        }
        const unsigned c = t.inst->commissioner_of[day.area];
        const struct alliance *const a = &t.inst->alliance[c];
        const pence_t spent = t.inst->commissioner[c].beside[LINE_COMMUNITY];
        assert_true(bought ? (double)spent > a->budget : spent == 0);
        gap[bought] = a->gap;
        toy_close(&t);
    }
    assert_true(near(gap[0], gap[1]));
}

static double of_111(struct toy *t) {
    return institution_questions.own_share(t->inst, &t->world, NOBODY, LINE_111);
}

static void who_bears_what(void **state) {
    struct regime single = with(Q_RISK, "single_budget"),
                  alliance = with(Q_RISK, "alliance_contract");
    struct toy t;
    (void)state;
    open_with(&t, &single);
    assert_true(near(of_111(&t), 1.0));
    assert_true(near(institution_questions.own_share(t.inst, &t.world, 0, LINE_EMERGENCY), 1.0));
    toy_close(&t);
    open_with(&t, &alliance);
    toy_month(&t, 0);
    const double hospital = institution_questions.own_share(t.inst, &t.world, 0, LINE_EMERGENCY);
    assert_true(hospital > 0.8 &&
                hospital < 0.9); /* 0.8 by its own payment, and its part of half of the rest */
    assert_true(near(of_111(&t), 0.0)); /* not in the scope */
    toy_close(&t);
    open_with(&t, england);
    for (unsigned c = 0; c < 2;
         c++) /* a hospital that holds the line bears what an admission costs it */
        market_line(t.inst, c, LINE_111)->holder = c == 0
                                                       ? 0
                                                       : (uint16_t)line_provider(t.inst, LINE_111);
    risk_shares(t.inst);
    const double work[2] = {t.inst->provider[0].base_urgent * t.inst->urgent_share[0],
                            t.inst->provider[1].base_urgent * t.inst->urgent_share[2]};
    const double people[2] = {t.inst->commissioner[0].people, t.inst->commissioner[1].people};
    assert_true(near(of_111(&t),
                     people[0] / (people[0] + people[1]) * 0.8 * work[0] / (work[0] + work[1])));
    toy_close(&t);
}

/* 0.07 after a year, half of it after six months, a quarter where half may be spent freely. */
static void what_a_budget_gains(void **state) {
    const double gain[BUDGET_NEEDS] = {[BUDGET_LONG_TERM] = 0.01, [BUDGET_CONTINUING] = 0.07,
                                       [BUDGET_MENTAL] = 0.05};
    (void)state;
    assert_true(near(personal_budgets_gain(gain, 1.0, BUDGET_CONTINUING, 2.0), 0.07));
    assert_true(near(personal_budgets_gain(gain, 1.0, BUDGET_CONTINUING, 0.5), 0.035));
    assert_true(near(personal_budgets_gain(gain, 0.5, BUDGET_CONTINUING, 0.5), 0.0175));
    assert_true(near(personal_budgets_gain(gain, 1.0, BUDGET_LONG_TERM, 1.0), 0.01));
    assert_true(near(personal_budgets_gain(gain, 0.0, BUDGET_MENTAL, 1.0), 0.0));
}

static double holders(const struct toy *t) {
    return institution_questions.figure(t->inst, &t->world, FIGURE_BUDGET_HOLDERS, NOBODY);
}

/* Who has left the place holds none. */
static void holders_of_budgets(void **state) {
    struct regime r = with(Q_FUNDING, "personal_health_budgets");
    struct toy t;
    (void)state;
    *value(&r, "takes") = 1.0;
    open_peopled(&t, &r); /* conditions 0 to 3: one is eligible */
    for (unsigned m = 0; m < 4; m++) {
        toy_month(&t, m);
        check(&t);
    }
    assert_true(near(t.inst->membership->plan[1].members, 1.0));
    assert_true(near(holders(&t), 1.0));
    /* months 2 (after the round in April) and 3: 3 x 112 pounds / 12, at the price level of the
     * year */
    const pence_t month = (pence_t)(3.0 * 100.0 * t.inst->par.community_per_head / 12.0 *
                                    t.inst->price_level);
    const pence_t paid = moved(&t, t.inst->persons, t.inst->staff, REASON_CARE_COST);
    assert_true(paid == month || paid == 2 * month);
    for (unsigned q = 0; q < t.inst->membership->n_people; q++)
        if (t.inst->membership->of[q] == 1)
            t.person[q].leaves = (uint16_t)institutions_day(t.inst, &t.world); /* moves away */
    assert_true(near(holders(&t), 1.0)); /* counted once, at the month's end */
    personal_budgets_count(t.inst);
    assert_true(near(holders(&t), 0.0));
    toy_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(capitation_weighs_age_and_deprivation),
                                       cmocka_unit_test(pace_of_change),
                                       cmocka_unit_test(the_host_pays),
                                       cmocka_unit_test(flows_two_years_in_arrears),
                                       cmocka_unit_test(chance_spread_of_a_pool),
                                       cmocka_unit_test(a_pool_pays_and_returns),
                                       cmocka_unit_test(a_board_is_cut),
                                       cmocka_unit_test(what_a_practice_keeps),
                                       cmocka_unit_test(stop_loss_of_a_patient),
                                       cmocka_unit_test(a_fund_lives_and_dies),
                                       cmocka_unit_test(the_means_test),
                                       cmocka_unit_test(what_a_budget_gains),
                                       cmocka_unit_test(capital_is_spent_down),
                                       cmocka_unit_test(the_home_counts_only_in_a_care_home),
                                       cmocka_unit_test(capitation_adds_up),
                                       cmocka_unit_test(one_unit_is_planning),
                                       cmocka_unit_test(lists_close_and_keep_their_order),
                                       cmocka_unit_test(expected_cost_against_price),
                                       cmocka_unit_test(contracts_of_the_purchaser),
                                       cmocka_unit_test(cover_follows_waits),
                                       cmocka_unit_test(charges_by_the_head),
                                       cmocka_unit_test(the_corridor),
                                       cmocka_unit_test(an_alliance_that_promised_too_much),
                                       cmocka_unit_test(cases_bought_beside_make_no_gap),
                                       cmocka_unit_test(who_bears_what),
                                       cmocka_unit_test(holders_of_budgets)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
