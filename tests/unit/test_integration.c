// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Teams that join up care: years to pay, money from the first month, begun anew with a new holder,
 * and whom they keep well. */
#include "institution_fixture.h"
#include "base/real.h"
#include "institution/integration/integration.h"
#include "institution/market/market.h"
#include "institution/workforce/teams.h"

static bool close_to(double x, double y, double by) { return real_abs(x - y) <= by; }

static struct integration_params defaults(void) {
    extern const struct parameter_table integration_param_table;
    struct integration_params q;
    parameter_defaults(&integration_param_table, (double *)&q);
    return q;
}

static void takes_years(void **state) {
    const struct integration_params q = defaults();
    (void)state;
    assert_true(integration_maturity(&q, 11) == 0.0);
    assert_true(integration_maturity(&q, 12) == 0.25);
    assert_true(integration_maturity(&q, 23) == 0.25 && integration_maturity(&q, 24) == 1.0);
    double all = 0.0;
    for (unsigned m = 0; m < 36; m++) all += integration_cost(&q, m);
    assert_true(close_to(all, 78.0, 1e-9));
    assert_true(close_to(integration_cost(&q, 36), 0.5 * 78.0 / 36.0, 1e-9));
}

/* What community staff are paid for beside contracts, pence: the teams' money. */
static pence_t teams_money(const struct institutions *i) {
    pence_t sum = 0;
    for (uint32_t k = 0; k < i->ledger.n_rows; k++) {
        const struct ledger_row *const x = &i->ledger.rows[k];
        if (x->payee == i->staff.i && x->line == LINE_COMMUNITY && x->reason == REASON_CARE_COST &&
            x->payer == i->commissioner[0].account.i)
            sum += x->pence;
    }
    return sum;
}

static void people(struct toy *t) {
    for (unsigned k = 0; k < 4; k++)
        t->person[k] = (struct person){
            .died = MINUTE_NEVER,
            .leaves = UINT16_MAX,
            .born = (int16_t)(day_month(t->world.first_day) - 12 * (k == 0 ? 30 : 88)),
            .flags = k == 2 ? FLAG_CARE_HOME : 0,
            .frailty = k == 3 ? FRAILTY_SEVERE : FRAILTY_FIT};
    t->person[3].born = t->person[0].born; /* young and frail */
}

static double share(const struct toy *t, uint32_t person, enum true_need truth) {
    const struct need n = {.person = person,
                           .truth = truth,
                           .kind = NEED_INFECTION,
                           .at = day_minute(t->world.first_day)};
    return institution_questions.prevented(t->inst, &t->world, &n);
}

/* Posts of community services beyond those that need alone asks for. */
static double posts_added(const struct toy *t) {
    const struct workforce *f = t->inst->workforce;
    const struct team *team = &f->team[f->team_of[LINE_COMMUNITY]];
    return team->needed - team->start * real_pow(1.0 + t->world.circumstances.need_growth,
                                            t->inst->month / 12.0);
}

/* Under one budget with teams: nothing in the first year but money; from the third all of it; a
 * new holder of community services sends it back to its first year. */
static void pay_late(void **state) {
    struct regime *r = toy_regime("single-budget-2026");
    const struct timeline line = toy_line(r);
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    people(&t);
    for (unsigned m = 0; m < 26; m++) {
        toy_month(&t, m);
        const double works = integration_works(t.inst, 0);
        if (m < 12) assert_true(works == 0.0 && share(&t, 1, TRUE_HOSPITAL_BED) == 0.0);
        if (m == 13) assert_true(works > 0.15 && works <= 0.25);
        if (m == 11) {
            const double pounds = 26.0 * t.inst->commissioner[0].people;
            assert_true(close_to((double)teams_money(t.inst) / 100.0, pounds, 0.05 * pounds));
            assert_true(close_to(posts_added(&t), pounds * t.inst->workforce->par.line_pay_share /
                                                      t.inst->workforce->par.cost_nurses,
                                 1e-6));
        }
    }
    const double works = integration_works(t.inst, 0);
    assert_true(works > 0.8 && works <= 1.0);
    assert_true(share(&t, 0, TRUE_HOSPITAL_BED) == 0.0); /* young and fit */
    assert_true(share(&t, 1, TRUE_SAME_DAY) == 0.0);     /* no bed needed */
    assert_true(close_to(share(&t, 1, TRUE_HOSPITAL_BED), 0.04 * works, 1e-12));
    assert_true(close_to(share(&t, 3, TRUE_HOSPITAL_BED), 0.04 * works, 1e-12));
    assert_true(close_to(share(&t, 2, TRUE_HOSPITAL_BED),
                         1.0 - (1.0 - 0.04 * works) * (1.0 - 0.10 * works), 1e-12));
    market_line(t.inst, 0, LINE_COMMUNITY)->holder = (uint16_t)market_firm(t.inst, 0);
    toy_month(&t, 26);
    assert_true(integration_works(t.inst, 0) == 0.0);
    toy_close(&t);
    regime_free(r);
}

/* Without the parameter there are no teams and no money. */
static void none_elsewhere(void **state) {
    struct regime *r = toy_regime("pooled-2026");
    const struct timeline line = toy_line(r);
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    people(&t);
    for (unsigned m = 0; m < 30; m++) toy_month(&t, m);
    assert_true(integration_works(t.inst, 0) == 0.0 && teams_money(t.inst) == 0);
    toy_close(&t);
    regime_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(takes_years), cmocka_unit_test(pay_late),
                                       cmocka_unit_test(none_elsewhere)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
