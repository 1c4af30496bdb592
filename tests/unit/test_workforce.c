// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Staff and pay on a toy place: the start is a steady state and costs nothing more; a freeze, a
 * change of hands, recruits from abroad; pay that is national, local, in two tiers; and what
 * general practice is paid, worked by hand. */
#include "england_fixture.h"
#include "institution/pay/gp_income.h"
#include "institution/workforce/teams.h"

static struct toy a, b;

static void near(double found, double expected, double within) {
    if (!(real_abs(found - expected) <= within))
        fail_msg("found %.12g, expected %.12g", found, expected);
}

/* The regime with another answer about pay, for one line or (LINE_COUNT) for all. */
static struct regime *with_pay(const char *answer, unsigned line) {
    struct regime *const r = toy_regime("england-2026");
    const int found = answer_find(Q_PAY, answer);
    assert_true(found >= 0);
    const unsigned row = r->n_assignments++;
    r->assignment[row].answer = (uint16_t)found;
    parameter_defaults(institution_answers[found].params, r->assignment[row].value);
    for (unsigned l = 0; l < LINE_COUNT; l++)
        if (line == LINE_COUNT || l == line)
            r->of[Q_PAY][l] = (uint8_t)row;
    return r;
}

static void open_toy(struct toy *t, const struct regime *r, const struct institution_set *set,
                     unsigned n) {
    const struct timeline line = toy_line(r);
    toy_open(t, &line, set, n);
    t->world.circumstances.staff_growth = t->world.circumstances.need_growth;
    /* every month ill alike, but where it is tested */
    t->world.circumstances.winter_strength = 0.0;
}

/* Months of the room alone. */
static void staff_months(struct toy *t, unsigned from, unsigned to) {
    for (unsigned m = from; m < to; m++) {
        t->inst->month = m;
        workforce_month(t->inst, &t->world);
    }
}
static struct team *nurses(struct toy *t, unsigned provider) {
    return &t->inst->workforce->team[t->inst->workforce->nurses_of[provider]];
}
static struct team *team_of(struct toy *t, unsigned line) {
    return &t->inst->workforce->team[t->inst->workforce->team_of[line]];
}
static pence_t posted(const struct institutions *i, unsigned provider, enum ledger_reason r) {
    pence_t sum = 0;
    for (uint32_t k = 0; k < i->ledger.n_rows; k++)
        if (i->ledger.rows[k].payer == i->provider[provider].account.i &&
            i->ledger.rows[k].reason == r)
            sum += i->ledger.rows[k].pence;
    return sum;
}

static void the_start_is_a_steady_state(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    staff_months(&a, 0, 1);
    const struct team *const t = nurses(&a, 0);
    const double vacant = team_vacant(t) / t->needed;
    near(vacant, 0.078, 1e-12);
    assert_true(workforce_provision(a.inst, 0).nurses == 1.0 &&
                workforce_provision(a.inst, 0).doctors == 1.0);
    staff_months(&a, 1, 61);
    for (unsigned p = 0; p < 2; p++) {
        const struct provision x = workforce_provision(a.inst, p);
        near(x.nurses, 1.0, 1e-4);
        near(x.doctors, 1.0, 1e-4);
    }
    near(team_vacant(t) / t->needed, vacant, 5e-4);
    near(workforce_filled(a.inst, 0, LINE_COMMUNITY), 1.0, 1e-4);
    assert_true(t->needed > t->start * 1.04);
    toy_close(&a);
}

/* By hand: January's 4.61% ill over the year's mean of 4.1958%: 0.4142% of staff; in June fewer are
 * ill than in the mean month. Bank is at its most already; agency takes three fifths of the
 * rest. */
static void winters_leave_shifts_open(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    a.world.circumstances.winter_strength = 1.0;
    double open[12] = {0};
    for (unsigned m = 0; m < 25; m++) {
        staff_months(&a, m, m + 1);
        if (m > 12)
            open[(a.inst->first_month + (int32_t)m + 6) % 12] =
                workforce_provision(a.inst, 0).nurses;
    }
    const struct team *const t = nurses(&a, 0);
    const double lost = 0.004142 * 0.4 * (1.0 - 0.078) / (1.0 - t->usual_unfilled / t->start);
    near(1.0 - open[0], lost, 0.2 * lost);
    assert_true(open[5] > 1.0 && open[0] < open[11] && open[11] < open[8]);
    toy_close(&a);
}

static void staff_of_the_start_cost_nothing_more(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    staff_months(&a, 0, 1);
    const double apart =
        (double)(posted(a.inst, 0, REASON_AGENCY_PREMIUM) + posted(a.inst, 0, REASON_RECRUITMENT));
    assert_true(apart > 1e6);
    assert_true(real_abs(workforce_cost(a.inst, 0) + apart) < 4.0);
    toy_close(&a);
}

static void the_whole_place_pays_to_the_penny(void **state) {
    struct fault f = {0};
    (void)state;
    open_toy(&a, england, NULL, 0);
    for (unsigned m = 0; m < 26; m++) {
        toy_month(&a, m);
        if (institutions_check(a.inst, &a.world, &f) < 0)
            fail_msg("%s", f.what);
    }
    assert_true(posted(a.inst, 0, REASON_AGENCY_PREMIUM) > 0);
    assert_true(posted(a.inst, line_provider(a.inst, LINE_COMMUNITY), REASON_AGENCY_PREMIUM) > 0);
    assert_true(ledger_balance(&a.inst->ledger,
                               a.inst->provider[line_provider(a.inst, LINE_COMMUNITY)].account) ==
                0);
    toy_close(&a);
}

static void a_freeze_takes_nurses_and_brings_agency(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    staff_months(&a, 0, 1);
    const double agency = nurses(&a, 0)->agency / nurses(&a, 0)->needed;
    a.inst->provider[0].frozen = true;
    a.inst->provider[0].depth = 1.0;
    staff_months(&a, 1, 25);
    assert_true(nurses(&a, 0)->agency / nurses(&a, 0)->needed > 1.2 * agency);
    assert_true(workforce_provision(a.inst, 0).nurses < 0.97);
    /* the next town does not lose by it */
    assert_true(workforce_provision(a.inst, 1).nurses > 0.999);
    assert_true(workforce_cost(a.inst, 0) < workforce_cost(a.inst, 1)); /* what it was for */
    const double least = workforce_provision(a.inst, 0).nurses;
    a.inst->provider[0].frozen = false;
    a.inst->provider[0].reach = 0.04;
    staff_months(&a, 25, 73);
    assert_true(workforce_provision(a.inst, 0).nurses > least + 0.5 * (1.0 - least));
    toy_close(&a);
}

static void a_change_of_hands_spends_goodwill(void **state) {
    const struct institution_set calm[1] = {{"workforce.goodwill_by_gaps", 0.0}};
    (void)state;
    open_toy(&a, england, calm, 1);
    staff_months(&a, 0, 1);
    const double before = team_staff(team_of(&a, LINE_OUT_OF_HOURS));
    workforce_changes_hands(a.inst, 0, LINE_OUT_OF_HOURS);
    near(workforce_goodwill(a.inst, 0, LINE_OUT_OF_HOURS), 0.75, 1e-12);
    near(team_staff(team_of(&a, LINE_OUT_OF_HOURS)) / before, 0.90, 1e-12);
    assert_true(workforce_goodwill(a.inst, 1, LINE_OUT_OF_HOURS) == 1.0);
    staff_months(&a, 1, 13);
    assert_true(workforce_filled(a.inst, 0, LINE_OUT_OF_HOURS) < 0.985);
    staff_months(&a, 13, 49); /* half of it back after the half-life, 48 months */
    near(workforce_goodwill(a.inst, 0, LINE_OUT_OF_HOURS), 0.875, 1e-9);
    toy_close(&a);
}

/* A rota out of hours is stood by choice: with three quarters of the goodwill and half the shifts
 * voluntary an eighth of what its staff could stand is not. Nothing while goodwill is whole; no
 * other line. */
static void a_rota_out_of_hours_rests_on_goodwill(void **state) {
    const struct institution_set obliged[1] = {{"workforce.voluntary_out_of_hours", 0.0}};
    (void)state;
    open_toy(&a, england, NULL, 0);
    open_toy(&b, england, obliged, 1);
    staff_months(&a, 0, 6);
    staff_months(&b, 0, 6);
    near(workforce_filled(a.inst, 0, LINE_OUT_OF_HOURS),
         workforce_filled(b.inst, 0, LINE_OUT_OF_HOURS), 0);
    workforce_changes_hands(a.inst, 0, LINE_OUT_OF_HOURS);
    workforce_changes_hands(b.inst, 0, LINE_OUT_OF_HOURS);
    workforce_changes_hands(a.inst, 0, LINE_AMBULANCE);
    workforce_changes_hands(b.inst, 0, LINE_AMBULANCE);
    staff_months(&a, 6, 7);
    staff_months(&b, 6, 7);
    const struct team *t = team_of(&a, LINE_OUT_OF_HOURS);
    near(t->bank + t->agency + t->unfilled, t->needed - team_staff(t) + 0.125 * team_staff(t),
         1e-9);
    assert_true(workforce_filled(a.inst, 0, LINE_OUT_OF_HOURS) <
                workforce_filled(b.inst, 0, LINE_OUT_OF_HOURS) - 0.05);
    near(workforce_goodwill(a.inst, 0, LINE_OUT_OF_HOURS),
         workforce_goodwill(b.inst, 0, LINE_OUT_OF_HOURS), 1e-3); /* it does not feed on itself */
    near(workforce_filled(a.inst, 0, LINE_AMBULANCE), workforce_filled(b.inst, 0, LINE_AMBULANCE),
         1e-3);
    toy_close(&a);
    toy_close(&b);
}

static void the_shock_is_the_same_whoever_wins(void **state) {
    const struct institution_set dearer[1] = {{"workforce.shock_private", 0.1}};
    (void)state;
    open_toy(&a, england, NULL, 0);
    open_toy(&b, england, dearer, 1);
    staff_months(&a, 0, 1);
    staff_months(&b, 0, 1);
    workforce_provider_changes(a.inst, 0, 1);
    workforce_provider_changes(a.inst, 1, 2);
    assert_true(workforce_goodwill_of(a.inst, 0) == workforce_goodwill_of(a.inst, 1));
    workforce_provider_changes(b.inst, 0, 1);
    workforce_provider_changes(b.inst, 1, 2);
    near(workforce_goodwill_of(b.inst, 0) - workforce_goodwill_of(b.inst, 1), 0.1, 1e-12);
    toy_close(&a);
    toy_close(&b);
}

static void gaps_spend_goodwill_too(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    staff_months(&a, 0, 1);
    nurses(&a, 0)->staff[TIER_KEPT] *= 0.8;
    staff_months(&a, 1, 2);
    assert_true(workforce_goodwill_of(a.inst, 0) < 0.99);
    /* its neighbour seeks harder among those who look */
    assert_true(workforce_goodwill_of(a.inst, 1) > 0.999);
    toy_close(&a);
}

static void without_recruits_from_abroad_vacancies_rise(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    staff_months(&a, 0, 1);
    a.world.circumstances.abroad_most_poorer = a.world.circumstances.abroad_most_europe =
        a.world.circumstances.abroad_most_other = 0.0;
    staff_months(&a, 1, 10); /* those on the way still come */
    const double poorer = workforce_figure(a.inst, NOBODY, STAFF_FROM_POORER),
                 europe = workforce_figure(a.inst, NOBODY, STAFF_FROM_EUROPE);
    assert_true(poorer > 0.0);
    near(europe / poorer, 0.05 / 0.85, 1e-9);
    staff_months(&a, 10, 36);
    assert_true(workforce_figure(a.inst, NOBODY, STAFF_FROM_POORER) == 0.0);
    assert_true(workforce_shortage(a.inst, 0) > 0.02);
    near(workforce_figure(a.inst, 0, STAFF_VACANT) / workforce_figure(a.inst, 0, STAFF_NEEDED),
         workforce_shortage(a.inst, 0) + 0.0777, 1e-3);
    assert_true(workforce_figure(a.inst, 0, STAFF_GOODWILL) <
                workforce_figure(a.inst, 0, STAFF_NEEDED));
    /* a private hospital has no team here */
    assert_true(workforce_figure(a.inst, 2, STAFF_NEEDED) == 0.0);
    assert_true(workforce_provision(a.inst, 0).nurses < 0.99);
    toy_close(&a);
}

static void more_training_places_tell_after_their_lag(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    a.world.circumstances.training_places = 1.5;
    staff_months(&a, 0, 36);
    const double then = team_vacant(nurses(&a, 0)) / nurses(&a, 0)->needed;
    near(then, 0.078, 5e-4);
    staff_months(&a, 36, 72);
    assert_true(team_vacant(nurses(&a, 0)) / nurses(&a, 0)->needed < then - 0.005);
    toy_close(&a);
}

/* RA1 among rich people, RB1 among poor ones. */
static void unequal(struct toy *t) {
    for (unsigned k = 0; k < TOY_AREAS; k++)
        t->areas[k].decile = k == 0 ? 10 : 3;
}

static void one_scale_leaves_more_posts_empty_where_the_wage_outside_is_high(void **state) {
    (void)state;
    open_toy(&a, england, NULL, 0);
    unequal(&a);
    staff_months(&a, 0, 1);
    const struct team *const rich = nurses(&a, 0), *const poor = nurses(&a, 1);
    assert_true(rich->outside > poor->outside);
    const double ratio =
        team_vacant(rich) / team_staff(rich) / (team_vacant(poor) / team_staff(poor));
    const double elsewhere = (0.7 * rich->outside + 0.3) / (0.7 * poor->outside + 0.3);
    /* leaving and joining by pay, 0.8 each */
    assert_true(ratio > real_pow(elsewhere, 1.2) && ratio < real_pow(elsewhere, 1.7));
    staff_months(&a, 1, 37);
    assert_true(rich->pay == 1.0 && poor->pay == 1.0);
    toy_close(&a);
}

static void who_bids_takes_from_the_next_town(void **state) {
    const struct institution_set fixed[1] = {{"workforce.pay_speed", 0.0}};
    (void)state;
    open_toy(&a, england, fixed, 1);
    staff_months(&a, 0, 1);
    nurses(&a, 0)->pay = 1.10;
    staff_months(&a, 1, 37);
    open_toy(&b, england, fixed, 1);
    staff_months(&b, 0, 37);
    const double won = team_staff(nurses(&a, 0)) - team_staff(nurses(&b, 0)),
                 lost = team_staff(nurses(&b, 1)) - team_staff(nurses(&a, 1));
    assert_true(won > 0.0 && lost > 0.0);
    assert_true(workforce_provision(a.inst, 1).nurses < 1.0);
    assert_true(workforce_cost(a.inst, 0) > workforce_cost(b.inst, 0));
    /* hires are the pool's: in the month itself, what one gains in hires the others lose */
    double hires[2];
    for (unsigned k = 0; k < 2; k++) {
        struct toy *const t = k ? &b : &a;
        hires[k] = 0.0;
        for (unsigned n = 0; n < t->inst->workforce->n; n++)
            if (t->inst->workforce->team[n].kind == KIND_NURSES)
                hires[k] += t->inst->workforce->team[n].joined;
    }
    assert_true(real_abs(hires[0] / hires[1] - 1.0) < 0.05);
    toy_close(&a);
    toy_close(&b);
}

static void local_pay_follows_shortage(void **state) {
    struct regime *const local = with_pay("local_bargaining", LINE_COUNT);
    (void)state;
    open_toy(&a, local, NULL, 0);
    unequal(&a);
    staff_months(&a, 0, 61);
    const struct team *const rich = nurses(&a, 0), *const poor = nurses(&a, 1);
    assert_true(rich->pay > 1.0 && poor->pay < 1.0 && poor->pay >= 0.97);
    open_toy(&b, england, NULL, 0);
    unequal(&b);
    staff_months(&b, 0, 61);
    assert_true(team_vacant(rich) / rich->needed <
                team_vacant(nurses(&b, 0)) / nurses(&b, 0)->needed);
    assert_true(team_vacant(poor) / poor->needed >
                team_vacant(nurses(&b, 1)) / nurses(&b, 1)->needed);
    toy_close(&a);
    toy_close(&b);
    regime_free(local);
}

static void two_tiers_after_a_transfer(void **state) {
    struct regime *const tiers = with_pay("two_tier_after_transfer", LINE_COMMUNITY);
    (void)state;
    open_toy(&a, tiers, NULL, 0);
    open_toy(&b, england, NULL, 0);
    staff_months(&a, 0, 13);
    staff_months(&b, 0, 13);
    /* nothing has changed hands */
    assert_true(team_of(&a, LINE_COMMUNITY)->staff[TIER_NEW] == 0.0);
    assert_true(team_staff(team_of(&a, LINE_COMMUNITY)) == team_staff(team_of(&b, LINE_COMMUNITY)));
    workforce_changes_hands(a.inst, 0, LINE_COMMUNITY);
    workforce_changes_hands(b.inst, 0, LINE_COMMUNITY);
    staff_months(&a, 13, 61);
    staff_months(&b, 13, 61);
    const struct team *const t = team_of(&a, LINE_COMMUNITY), *const same =
                                                                  team_of(&b, LINE_COMMUNITY);
    assert_true(t->staff[TIER_NEW] > 0.0 && t->staff[TIER_KEPT] > 0.0);
    near(labour_leaving(a.inst, t, TIER_NEW) / labour_leaving(a.inst, t, TIER_KEPT),
         real_pow(0.9, -0.8), 1e-12);
    assert_true(team_vacant(t) / t->needed > team_vacant(same) / same->needed);
    assert_true(t->lower == 0.9 && same->lower == 1.0);
    toy_close(&a);
    toy_close(&b);
    regime_free(tiers);
}

static void money_that_goes_into_pay(void **state) {
    const struct institution_set all[1] = {{"national_scales.follows", 1.0}};
    (void)state;
    open_toy(&a, england, all, 1);
    a.inst->year = 3;
    staff_months(&a, 0, 61);
    /* 3% of money, 1% of need, 1% of costs: 1% a year is left */
    near(nurses(&a, 0)->pay, 1.01 * 1.01 * 1.01, 2e-4);
    assert_true(workforce_cost(a.inst, 0) > 0.0);
    assert_true(workforce_shortage(a.inst, 0) < 0.0);
    toy_close(&a);
}

/* General Medical Services 2004: a global sum of 150,000 where 180,000 had been paid: a correction
 * factor of 30,000. In 2017, after three of seven yearly steps, 4/7 of it is left. */
static void minimum_income_by_hand(void **state) {
    const double last[3] = {1.0, 1.0 / 7.0, 0.0};
    struct gp_terms t = answer_capitation_with_minimum_income.gp_terms(last);
    (void)state;
    near(150000.0 * gp_income(&t, 180.0 / 150.0, 1.0, 1.0, 0.0), 180000.0, 1e-6);
    near(150000.0 * gp_income(&t, 180.0 / 150.0, 1.0, 1.0, 3.0), 150000.0 + 30000.0 * 4.0 / 7.0,
         1e-6);
    near(150000.0 * gp_income(&t, 180.0 / 150.0, 1.0, 1.0, 8.0), 150000.0, 1e-6);
    /* winners keep the formula */
    near(150000.0 * gp_income(&t, 120.0 / 150.0, 1.0, 1.0, 0.0), 150000.0, 1e-6);
    /* a longer list eats the correction */
    near(150000.0 * gp_income(&t, 180.0 / 150.0, 1.1, 1.0, 0.0), 180000.0, 1e-6);
}

static void activity_results_and_salary_by_hand(void **state) {
    const double shares[4] = {0.20, 0.20, 0.91, 0.75}, cost[1] = {1.05};
    struct gp_terms t = answer_activity_and_results.gp_terms(shares);
    (void)state;
    /* 0.6 by a list 5% longer, 0.2 by a tenth more contacts, 0.2 by 91 points where 75 were
     * budgeted for */
    near(gp_income(&t, 1.0, 1.05, 1.10, 0.0), 0.63 + 0.22 + 0.2 * 0.91 / 0.75, 1e-12);
    t = answer_salaried.gp_terms(cost);
    near(gp_income(&t, 2.0, 1.3, 0.5, 4.0), 1.05, 1e-12);
}

static pence_t paid_to_practices(const char *answer) {
    struct regime *const r = answer ? with_pay(answer, LINE_GP) : toy_regime("england-2026");
    struct fault f = {0};
    open_toy(&a, r, NULL, 0);
    for (unsigned m = 0; m < 14; m++)
        toy_month(&a, m);
    if (institutions_check(a.inst, &a.world, &f) < 0)
        fail_msg("%s", f.what);
    pence_t sum = 0;
    for (uint32_t k = 0; k < a.inst->ledger.n_rows; k++)
        if (a.inst->ledger.rows[k].line == LINE_GP && a.inst->ledger.rows[k].reason == REASON_CARE)
            sum += a.inst->ledger.rows[k].pence;
    toy_close(&a);
    regime_free(r);
    return sum;
}

static void practices_are_paid_by_the_terms(void **state) {
    const double as_it_is = (double)paid_to_practices(NULL);
    (void)state;
    near((double)paid_to_practices("salaried") / as_it_is, 1.0, 1e-9);
    /* the mean of what nine points of a normal of deviation 0.12 lie above its middle */
    near((double)paid_to_practices("capitation_with_minimum_income") / as_it_is,
         1.0 + 0.12 * 0.3759, 2e-3);
    near((double)paid_to_practices("activity_and_results") / as_it_is, 0.8 + 0.2 * 0.91 / 0.75,
         3e-3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_start_is_a_steady_state), cmocka_unit_test(winters_leave_shifts_open),
        cmocka_unit_test(staff_of_the_start_cost_nothing_more),
        cmocka_unit_test(the_whole_place_pays_to_the_penny),
        cmocka_unit_test(a_freeze_takes_nurses_and_brings_agency),
        cmocka_unit_test(a_change_of_hands_spends_goodwill),
        cmocka_unit_test(a_rota_out_of_hours_rests_on_goodwill),
        cmocka_unit_test(the_shock_is_the_same_whoever_wins),
        cmocka_unit_test(gaps_spend_goodwill_too),
        cmocka_unit_test(without_recruits_from_abroad_vacancies_rise),
        cmocka_unit_test(more_training_places_tell_after_their_lag),
        cmocka_unit_test(one_scale_leaves_more_posts_empty_where_the_wage_outside_is_high),
        cmocka_unit_test(who_bids_takes_from_the_next_town),
        cmocka_unit_test(local_pay_follows_shortage),
        cmocka_unit_test(two_tiers_after_a_transfer),
        cmocka_unit_test(money_that_goes_into_pay),
        cmocka_unit_test(minimum_income_by_hand),
        cmocka_unit_test(activity_results_and_salary_by_hand),
        cmocka_unit_test(practices_are_paid_by_the_terms),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
