// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Payment that differs by case: each rule by an example worked by hand, and by a run of the toy
 * place. */
#include "institution_fixture.h"
#include "institution/membership/membership.h"
#include "institution/payment/payment.h"

static bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }

/* England as it is, but paid by one answer on planned and emergency lines. */
static struct regime *paid_by(const char *answer) {
    struct regime *const r = toy_regime("england-2026");
    const int k = answer_find(Q_PAYMENT, answer);
    assert_true(k >= 0);
    struct assignment *const a = &r->assignment[r->n_assignments];
    *a = (struct assignment){.answer = (uint16_t)k};
    parameter_defaults(institution_answers[k].params, a->value);
    r->of[Q_PAYMENT][LINE_PLANNED] = r->of[Q_PAYMENT][LINE_EMERGENCY] = (uint8_t)r->n_assignments++;
    return r;
}

static void opened(struct toy *t, struct regime **r, const char *answer,
                   const struct institution_set *set, unsigned n) {
    *r = paid_by(answer);
    const struct timeline line = toy_line(*r);
    toy_open(t, &line, set, n);
    institution_questions.month_begins(t->inst, &t->world, 0);
}
static void closed(struct toy *t, struct regime *r) {
    struct fault f = {0};
    if (institutions_check(t->inst, &t->world, &f) < 0)
        fail_msg("%s", f.what);
    toy_close(t);
    regime_free(r);
}
static pence_t got(const struct toy *t, unsigned p) { return t->inst->provider[p].income; }

/* Pence that n cases bring. */
static pence_t brings(struct toy *t, enum currency c, enum service_line l, unsigned p,
                      double complexity, double n) {
    const pence_t before = got(t, p);
    toy_paid(t, c, l, p, 0, 0, complexity, n);
    return got(t, p) - before;
}

/* A complex hip stay: 1.04 x unit cost, severity 0.7 of the band's distance 0.6, less 3% for not
 * being a day case, whole pounds; at a provider with a market forces factor 1.05 over the place's:
 * times 1.05, whole pounds. A day case: plus 3%. */
static void a_tariff_price_with_its_factors(void **state) {
    const struct institution_set off[] = {{"payment_by_results.coding_step", 0.0},
                                          {"payment_by_results.admitted_price", 1.0}};
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "payment_by_results", off, 2);
    /* a stay: over the mean, as short ones are below it */
    const double emergency = t.inst->unit_cost[price_key(CURRENCY_EMERGENCY_STAY, 0, 1)];
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 1, 1.0, 1.0),
                     100 * (pence_t)((int)(emergency + 0.5) * 1.225 + 0.5));
    t.inst->provider[0].market_forces = 1.05;
    const double unit = t.inst->unit_cost[price_key(CURRENCY_ELECTIVE_STAY, 0, 2)];
    const int national = (int)(unit * (1.0 + 0.7 * 0.6) + 0.5), stay = (int)(national * 0.97 + 0.5);
    assert_int_equal(brings(&t, CURRENCY_ELECTIVE_STAY, LINE_PLANNED, 0, 2.0, 1.0),
                     100 * (pence_t)(stay * 1.05 + 0.5));
    assert_int_equal(brings(&t, CURRENCY_ELECTIVE_STAY, LINE_PLANNED, 1, 2.0, 1.0),
                     100 * (pence_t)stay);
    const double day = t.inst->unit_cost[price_key(CURRENCY_DAY_CASE, 0, 1)];
    assert_int_equal(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 1, 1.0, 1.0),
                     100 * (pence_t)((int)(day + 0.5) * 1.03 + 0.5));
    closed(&t, r);
}

/* Baseline 1 of two months' admissions to the year's end (February, March). Until it is full the
 * price is paid, beyond it 30%; a short stay 70%, and beyond the baseline 21%. An attendance is
 * paid in full always. */
static const struct institution_set plain_stay = {"payment_by_results.stay_price", 1.0};

static void the_marginal_rate_above_the_baseline(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "payment_by_results", &plain_stay, 1);
    const double pounds = t.inst->unit_cost[price_key(CURRENCY_EMERGENCY_STAY, 0, 1)];
    const pence_t full = 100 * (pence_t)(pounds + 0.5),
                  rate = 100 * (pence_t)((int)(pounds + 0.5) * 0.3 + 0.5);
    const double simple = (int)(pounds * (1.0 - 0.7 * 0.35) + 0.5);
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0), full);
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 0.4, 1.0),
                     100 * (pence_t)(simple * 0.7 + 0.5));
    assert_true(near(payment_brings(t.inst, 0), 1.0));
    const struct provider_state *const x = &t.inst->provider[0];
    /* two months of the year are left */
    const double volume = 2.0 * x->base_admissions * t.inst->urgent_share[0];
    const double one = 100.0 * t.inst->pounds[price_key(CURRENCY_EMERGENCY_STAY, 0, 1)];
    brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, (double)(long)(volume / one) - 4.0);
    unsigned more = 0;
    while (brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0) == full)
        more++;
    /* with the two before: up to the case that begins below the baseline */
    assert_true(more >= 2 && more <= 4);
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0), rate);
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 0.4, 1.0),
                     100 * (pence_t)(simple * 0.21 + 0.5));
    assert_int_equal(brings(&t, CURRENCY_ATTENDANCE_1, LINE_EMERGENCY, 0, 1.0, 1.0),
                     100 * (pence_t)t.inst->unit_cost[price_key(CURRENCY_ATTENDANCE_1, 0, 1)] + 0);
    assert_true(payment_brings(t.inst, 0) < 1.0);
    closed(&t, r);
}

/* From the second April on a contract's baseline is what it did itself in the first whole year. */
static void a_baseline_is_the_contracts_own_year(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "payment_by_results", &plain_stay, 1);
    const double pounds = t.inst->unit_cost[price_key(CURRENCY_EMERGENCY_STAY, 0, 1)];
    const pence_t full = 100 * (pence_t)(pounds + 0.5);
    t.inst->month = 2;
    payment_year(t.inst);
    brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 7.0);
    t.inst->month = 14;
    payment_year(t.inst);
    for (unsigned k = 0; k < 7; k++)
        assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0), full);
    const pence_t part = brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0);
    assert_true(part < full / 2);
    /* March tells what the rate took: of the one case */
    t.inst->month = 25;
    payment_month_ended(t.inst);
    const struct institution_record *row;
    const unsigned n = institutions_records(t.inst, &row);
    assert_true(n > 0);
    assert_string_equal(row[n - 1].what, "marginal rate");
    assert_int_equal(row[n - 1].pence, full - part);
    /* and stays so: not the eight of the year that ends */
    t.inst->month = 26;
    payment_year(t.inst);
    brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 7.0);
    assert_true(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0) < full / 2);
    closed(&t, r);
}

/* Treated on day 0 of the toy's month 0; back in month 1 (day 30): three quarters. In month 2: in
 * full. */
static void a_readmission_is_paid_in_part(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "payment_by_results", &plain_stay, 1);
    const int full = (int)(t.inst->unit_cost[price_key(CURRENCY_EMERGENCY_STAY, 0, 1)] + 0.5);
    brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 2, 1.0, 1.0);
    t.inst->month = 1;
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0),
                     100 * (pence_t)(full * 0.75 + 0.5));
    t.inst->month = 2;
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0),
                     100 * (pence_t)full);
    closed(&t, r);
}

/* Within the volume a case brings nothing beside the block; beyond it two fifths; beyond the cap
 * nothing. */
static void a_cost_and_volume_invoice(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "cost_and_volume", NULL, 0);
    struct service_state *const x = &t.inst->service[0];
    const int price = t.inst->pounds[price_key(CURRENCY_DAY_CASE, 0, 1)];
    assert_true(near((double)x->volume, (double)(pence_t)(2.0 * x->base_value + 0.5)));
    assert_true(real_abs((double)x->plan - 2.2 * x->base_value) < 2.0);
    assert_int_equal(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 1.0, 10.0), 0);
    x->done = x->volume;
    assert_int_equal(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 1.0, 10.0),
                     1000 * (pence_t)(price * 0.4 + 0.5));
    x->done = x->plan;
    assert_int_equal(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 1.0, 10.0), 0);
    closed(&t, r);
}

/* 100 coded cases just below the complex band would each bring the difference of two prices, coded
 * a step deeper. */
static void coders_are_hired_when_they_pay(void **state) {
    const struct institution_set off = {"payment_by_results.admitted_price", 1.0};
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "payment_by_results", &off, 1);
    assert_true(near(payment_depth(t.inst, 0), 0.0));
    brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 1.2499, 100.0);
    /* a step deeper is the same band: no gain */
    brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 1, 1.0, 100.0);
    payment_year(t.inst);
    assert_true(near(payment_depth(t.inst, 0), 0.01));
    assert_true(near(payment_depth(t.inst, 1), 0.0));
    const pence_t plain =
        100 *
        (pence_t)((int)(t.inst->unit_cost[price_key(CURRENCY_DAY_CASE, 0, 1)] + 0.5) * 1.03 + 0.5);
    assert_true(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 1.2499, 1.0) > plain);
    assert_int_equal(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 1, 1.2499, 1.0), plain);
    const pence_t cost = t.inst->provider[0].cost;
    payment_month_ended(t.inst);
    /* the month's coded cases */
    assert_int_equal(t.inst->provider[0].cost - cost, (pence_t)(100.0 * 1.5 * 101.0 + 0.5));
    closed(&t, r);
}

/* Corridor 2% by halves, cap 5%: a loss of 1% settles 0.5%; of 6%, 1% and the 1% beyond the cap; a
 * surplus of 4% gives back 1%. */
static void the_corridor_of_a_capitation(void **state) {
    (void)state;
    assert_true(near(capitation_settlement(0.01, 0.02, 0.5, 0.05), 0.005));
    assert_true(near(capitation_settlement(0.06, 0.02, 0.5, 0.05), 0.02));
    assert_true(near(capitation_settlement(-0.04, 0.02, 0.5, 0.05), -0.01));
}

static void a_year_of_care_pays_for_patients(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "year_of_care", NULL, 0);
    t.person[0] = (struct person){.conditions = 4, .died = MINUTE_NEVER};
    assert_int_equal(brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0), 0);
    t.person[0].conditions = 2;
    assert_int_equal(
        brings(&t, CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0, 1.0, 1.0),
        100 * (pence_t)(t.inst->pounds[price_key(CURRENCY_EMERGENCY_STAY, 0, 1)] * 0.2 + 0.5));
    t.person[0].conditions = t.person[1].conditions = 3;
    t.person[1].died = t.person[2].died = MINUTE_NEVER;
    payment_year(t.inst);
    const struct terms *const terms =
        &t.inst->term[t.inst->term_of[r->of[Q_PAYMENT][LINE_EMERGENCY]][0]].t;
    double monthly = 0.0;
    for (unsigned p = 0; p < TOY_PROVIDERS; p++)
        monthly += payment_patients(t.inst, terms, 0, p);
    assert_true(near(monthly, 2.0 * 950.0 * 100.0 / 12.0));
    closed(&t, r);
}

static void a_fee_follows_the_item(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "fee_for_service", NULL, 0);
    const double unit = t.inst->unit_cost[price_key(CURRENCY_DAY_CASE, 0, 2)];
    assert_int_equal(brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 2.0, 1.0),
                     100 * (pence_t)(unit * 1.6 + 0.5));
    assert_int_equal(t.inst->lines_of[0], 4);
    assert_true(near(institution_questions.own_share(t.inst, &t.world, 0, LINE_EMERGENCY), 0.0));
    closed(&t, r);
}

/* Two years of the toy under each: the ledger balances, counts equal pounds, and two runs are
 * one. */
static void every_answer_balances(void **state) {
    static const char *const names[] = {"cost_and_volume", "payment_by_results", "fee_for_service",
                                        "year_of_care", "whole_population_capitation"};
    (void)state;
    for (unsigned k = 0; k < sizeof names / sizeof *names; k++) {
        pence_t sum[2] = {0, 0};
        for (unsigned twice = 0; twice < 2; twice++) {
            struct toy t;
            struct regime *r = paid_by(names[k]);
            const struct timeline line = toy_line(r);
            toy_open(&t, &line, NULL, 0);
            for (unsigned m = 0; m < 26; m++)
                toy_month(&t, m);
            for (unsigned p = 0; p < TOY_PROVIDERS; p++)
                sum[twice] +=
                    ledger_balance(&t.inst->ledger, t.inst->provider[p].account) * (p + 1);
            assert_int_equal(t.world.failed, 0);
            closed(&t, r);
        }
        assert_int_equal(sum[0], sum[1]);
    }
}

/* Without rivals and facing four insurers alike: 1 + 0.19 - 0.10 x 0.25 = 1.165. */
static void prices_are_agreed(void **state) {
    struct regime *r;
    struct toy t;
    (void)state;
    assert_true(near(negotiated_price_ratio(0.19, 1.0, 0.10, 0.25), 1.165));
    opened(&t, &r, "negotiated_price", NULL, 0);
    struct institutions *const i = t.inst;
    for (unsigned p = 0; p < 4; p++) { /* the shares are of 1, and the price follows them */
        const struct provider_state *const x = &i->provider[p];
        assert_true(x->local_share > 0.0 && x->local_share < 1.0);
        double z = 0.0;
        for (unsigned c = 0; c < 2; c++)
            z += i->planned_share[p * 2 + c] * i->planned_share[p * 2 + c];
        assert_true(near(x->bargained, 1.0 + 0.19 * x->local_share - 0.10 * z));
    }
    /* two hospitals alone, of like work, on the same spot: half of the market each */
    for (unsigned p = 0; p < TOY_PROVIDERS; p++)
        i->provider[p].base_planned = p < 2 ? 1e8 : 0.0;
    t.providers[1].x_km = t.providers[0].x_km;
    negotiated_price_shares(i, 10.0);
    assert_true(near(i->provider[0].local_share, 0.5) && near(i->provider[1].local_share, 0.5));
    t.providers[1].x_km = 400.0f; /* far off: each alone but for the areas between */
    negotiated_price_shares(i, 10.0);
    assert_true(i->provider[0].local_share > 0.99);
    /* income is counts times agreed prices, over a change of price too */
    for (unsigned m = 1; m < 4; m++)
        toy_month(&t, m);
    closed(&t, r);
}

/* Alike but for the third, a twentieth dearer and more: it is dropped, unless its people have
 * nowhere else; the cheap one that was left out is taken on. */
static void a_network_narrows(void **state) {
    struct regime *r;
    struct toy t;
    (void)state;
    opened(&t, &r, "negotiated_price", NULL, 0);
    struct provider_state *const x = t.inst->provider;
    for (unsigned p = 0; p < TOY_PROVIDERS; p++) {
        x[p].base_planned = 1e8;
        x[p].bargained = 1.0;
        x[p].local_share = 0.2;
    }
    x[2].bargained = 1.20;
    x[4].bargained = 0.97;
    assert_int_equal(plan_network_narrowed(t.inst, 0xf, 0.05, 0.5), 0x1b);
    x[2].local_share = 0.6;
    assert_int_equal(plan_network_narrowed(t.inst, 0xf, 0.05, 0.5), 0x1f);
    x[4].bargained = 1.10;
    assert_int_equal(plan_network_narrowed(t.inst, 0xf, 0.05, 0.5), 0xf);
    for (unsigned p = 0; p < TOY_PROVIDERS; p++)
        x[p].bargained = 1.0;
    institution_questions.month_ended(t.inst, &t.world, 0);
    toy_close(&t);
    regime_free(r);
}

/* A first attendance of 168 pounds at a factor of 1.0461 is 176 (Model Hospital's own example). Of
 * providers at 1.02 and 1.06 the place's factor is the mean by pathways started; what the dearer
 * one is paid for a case and what it costs both rise with its own, so that it gains nothing. */
static void market_forces_are_paid_and_spent(void **state) {
    struct toy t;
    struct regime *r;
    (void)state;
    opened(&t, &r, "fee_for_service", NULL, 0);
    struct institutions *const i = t.inst;
    const unsigned key = price_key(CURRENCY_FIRST_OUTPATIENT, 0, 1);
    assert_true(near(i->market_forces, 1.0)); /* the toy's providers have none */
    i->pounds[key] = 168;
    i->provider[0].market_forces = 1.0461;
    assert_int_equal(payment_full_price(i, 0, key), 176);
    double sum = 0.0, all = 0.0;
    for (unsigned s = 0; s < t.place.n_services; s++)
        if (!t.providers[t.place.services[s].provider].outside) {
            const double factor = t.place.services[s].provider == 1 ? 1.06 : 1.02;
            sum += (double)t.place.services[s].starts * factor;
            all += (double)t.place.services[s].starts;
        }
    for (unsigned p = 0; p < t.place.n_providers; p++)
        t.providers[p].market_forces = p == 1 ? 1.06f : 1.02f;
    const double plain = i->unit_cost[key];
    prices_open(i);
    prices_of_terms(i);
    assert_true(sum > all && real_abs(i->market_forces - sum / all) < 1e-6);
    assert_true(real_abs(i->unit_cost[key] - plain * sum / all) < 1e-3);
    const struct provider_state *const dear = &i->provider[1], *const cheap = &i->provider[0];
    const double over = 1.06 / 1.02;
    assert_true(real_abs(dear->market_forces / cheap->market_forces - over) < 1e-6);
    const double paid = (double)brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 1, 1.0, 100.0) /
                        (double)brings(&t, CURRENCY_DAY_CASE, LINE_PLANNED, 0, 1.0, 100.0);
    const double spent = (double)dear->variable_cost / (double)cheap->variable_cost;
    assert_true(real_abs(paid - over) < 1e-3 && real_abs(spent - over) < 1e-3);
    closed(&t, r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_tariff_price_with_its_factors),
                                       cmocka_unit_test(market_forces_are_paid_and_spent),
                                       cmocka_unit_test(the_marginal_rate_above_the_baseline),
        cmocka_unit_test(a_baseline_is_the_contracts_own_year),
                                       cmocka_unit_test(a_readmission_is_paid_in_part),
                                       cmocka_unit_test(a_cost_and_volume_invoice),
                                       cmocka_unit_test(coders_are_hired_when_they_pay),
                                       cmocka_unit_test(the_corridor_of_a_capitation),
                                       cmocka_unit_test(a_year_of_care_pays_for_patients),
                                       cmocka_unit_test(a_fee_follows_the_item),
                                       cmocka_unit_test(every_answer_balances),
                                       cmocka_unit_test(prices_are_agreed),
                                       cmocka_unit_test(a_network_narrows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
