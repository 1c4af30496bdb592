// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The five key criteria of the provider selection regime (SI 2023/1348 reg. 5), by examples worked
 * by hand on the toy place: board 0 has 150,000 people at 0 km and 100,000 at 20, so its middle
 * lies at 8. */
#include "england_fixture.h"
#include "institution/market/inside.h"

static bool near(double x, double y) { return real_abs(x - y) < 1e-6; }

static void values(double *p) {
    parameter_defaults(
        institution_answers[answer_find(Q_AWARD, "provider_selection_regime")].params, p);
}

/* No contract dated, every firm 50 km away and able of community services alone. */
static void open_toy(struct toy *t) {
    const struct timeline line = toy_line(england);
    toy_open(t, &line, NULL, 0);
    struct market *const m = t->inst->market;
    for (unsigned n = 0; n < t->inst->n_commissioners * LINE_COUNT; n++)
        m->line[n].ends = UINT16_MAX;
    for (unsigned k = 0; k < FIRMS; k++) {
        memset(m->firm[k].able, 0, sizeof m->firm[k].able);
        m->firm[k].able[LINE_COMMUNITY] = true;
        m->firm[k].x_km = 50.0f;
        m->firm[k].y_km = 0.0f;
        m->firm[k].fit[LINE_COMMUNITY] = 0.0;
        m->firm[k].need[LINE_COMMUNITY] = 1.0;
        m->kind[m->firm[k].kind].size_most = 1e9;
    }
    t->areas[0].decile = 10;
    t->areas[1].decile = 1;
    toy_month(t, 0);
}

static struct criteria marks(const struct toy *t, unsigned k) {
    return market_criteria(t->inst, 0, LINE_COMMUNITY, market_firm(t->inst, k));
}

/* 150,000 people of the least deprived tenth 50 km away weigh 1, 100,000 of the most 30 km away
 * weigh 10: (150 x 0.5 + 1,000 x 0.7) / 1,150 = 0.673913. */
static void access_counts_the_deprived_more(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    assert_true(near(marks(&t, 0).access, 775.0 / 1150.0));
    t.inst->market->par.deprived_count = 1.0; /* all alike: (150 x 0.5 + 100 x 0.7) / 250 */
    assert_true(near(marks(&t, 0).access, 0.58));
    t.inst->market->firm[0].x_km = 200.0f; /* out of reach of everybody */
    assert_true(near(marks(&t, 0).access, 0.0));
    toy_close(&t);
}

/* A national operator far away keeps nothing here: 0. A federation wants 2% of the 6% that the
 * highest wants, 0.5 x 2/3 = 0.333, and from 8 km another half; a social enterprise there 1. */
static void social_value_is_who_is_near_and_what_stays(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    assert_true(near(marks(&t, FIRM_NATIONAL).social, 0.0));
    assert_true(near(marks(&t, FIRM_FEDERATION).social, 1.0 / 3.0));
    t.inst->market->firm[FIRM_FEDERATION].x_km = 8.0f;
    t.inst->market->firm[FIRM_SOCIAL_ENTERPRISE].x_km = 8.0f;
    assert_true(near(marks(&t, FIRM_FEDERATION).social, 0.5 + 1.0 / 3.0));
    assert_true(near(marks(&t, FIRM_SOCIAL_ENTERPRISE).social, 1.0));
    toy_close(&t);
}

/* A firm that runs 111 for the board holds that share of its other let lines and of community
 * services elsewhere; with half the losses that it bears it is half sustained; having handed a
 * contract back, not at all. */
static void integration_is_what_it_holds_and_bears(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    assert_true(near(marks(&t, 0).integration, 0.5));
    market_passes(t.inst, 0, LINE_111, market_firm(t.inst, 0), 1.0);
    double all = market_value(t.inst, 1, LINE_COMMUNITY);
    for (unsigned l = 0; l < LINE_COUNT; l++)
        if (l != LINE_COMMUNITY && market_trades(t.inst, 0, l)) all += market_value(t.inst, 0, l);
    const double share = market_value(t.inst, 0, LINE_111) / all;
    assert_true(share > 0.01 && share < 0.5);
    assert_true(near(marks(&t, 0).integration, 0.5 * share + 0.5));
    struct market *const m = t.inst->market;
    market_line(t.inst, 0, LINE_111)->loss =
        0.5 * m->kind[FIRM_NATIONAL].loss_borne * market_value(t.inst, 0, LINE_111);
    assert_true(near(marks(&t, 0).integration, 0.5 * share + 0.25));
    m->firm[0].gave_back = 1;
    assert_true(near(marks(&t, 0).integration, 0.5 * share));
    toy_close(&t);
}

/* Seen a deviation below the start where 0.75 is asked, so short by 0.42 x (0.2184 - 0.1545) =
 * 0.0269; 0.6, 0.8 and 1 on the other three bring 0.1 x (0.1 + 0.3 + 0.5) = 0.09: sufficient at the
 * base price; at 1.4 of it value takes 0.28 x (1 - 1 / 1.4) = 0.08: not. Weights at nought: what is
 * seen alone. */
static void five_criteria_together_or_quality_alone(void **state) {
    const struct scoring s = {.value = 0.28, .integration = 0.1, .access = 0.1, .social = 0.1},
                         off = {.value = 0.4};
    const struct criteria k = {0.6, 0.8, 1.0};
    (void)state;
    assert_true(market_sufficient(&s, &k, -1.0, 1.0, -0.75, 0.5));
    assert_false(market_sufficient(&s, &k, -1.0, 1.4, -0.75, 0.5));
    assert_false(market_sufficient(&off, &k, -1.0, 1.0, -0.75, 0.5));
    assert_true(market_sufficient(&off, &k, -0.75, 1.4, -0.75, 0.5));
}

/* Who wins a scored award among two with the same paper and price: the nearer and local one, once
 * the three have weight; without, the first. 0.42 / 2 + 0.28 + 0.1 x (0.5 + 0.6739) = 0.6074. */
static void a_competition_by_five(void **state) {
    struct toy t;
    (void)state;
    for (unsigned on = 0; on < 2; on++) {
        open_toy(&t);
        struct market *const m = t.inst->market;
        m->firm[2].x_km = 8.0f;
        const unsigned n = market_begin(t.inst, 0, LINE_COMMUNITY, ROUTE_COMPETITIVE, 36.0)->number;
        const double w = on ? 0.1 : 0.0;
        market_scoring(t.inst, &m->award[n], &(struct scoring){on ? 0.28 : 0.4, w, w, w, 0.5, 0.0});
        struct award *const a = &m->award[n];
        a->n_bids = 2;
        for (unsigned b = 0; b < 2; b++)
            a->bid[b] = (struct bid){.bidder = (uint16_t)market_firm(t.inst, 2u * b), .price = 1.0};
        bids_score(t.inst, &m->process[m->n_processes - 1u]);
        assert_int_equal(a->winner, market_firm(t.inst, on ? 2 : 0));
        assert_true(near(a->bid[0].score, on ? 0.21 + 0.28 + 0.1 * (0.5 + 775.0 / 1150.0) : 0.7));
        assert_true(on ? a->bid[1].mark[CRITERION_SOCIAL_VALUE] > 0.9
                       : a->bid[1].mark[CRITERION_SOCIAL_VALUE] == 0.0);
        toy_close(&t);
    }
}

/* A holder that satisfies all five goes on, and the award says by which marks: 0.5 of quality where
 * nothing is seen of it (0.42), 1 of value at the base price (0.28), its three others. */
static void the_marks_of_a_direct_award_are_kept(void **state) {
    struct toy t;
    (void)state;
    for (unsigned on = 0; on < 2; on++) {
        open_toy(&t);
        const double w = on ? 0.1 : 0.0;
        const struct scoring s = {.value = 0.28, .integration = w, .access = w, .social = w};
        const unsigned n = market_begin(t.inst, 0, LINE_COMMUNITY, ROUTE_DIRECT_C, 36.0)->number;
        market_assessed(t.inst, &t.inst->market->award[n], &s);
        const struct award *const a = &t.inst->market->award[n];
        const struct criteria k = market_criteria(t.inst, 0, LINE_COMMUNITY, a->incumbent);
        assert_int_equal(a->assessed, on);
        assert_int_equal(a->n_bids, 0);
        assert_true(near(a->weight[CRITERION_QUALITY], on ? 0.42 : 0.0));
        assert_true(near(a->mark[CRITERION_QUALITY],
                         on ? real_logistic(1.7 * market_seen(t.inst, 0, LINE_COMMUNITY)) : 0.0));
        assert_true(near(a->mark[CRITERION_VALUE], w * 10.0));
        assert_true(near(a->mark[CRITERION_ACCESS], on ? k.access : 0.0));
        assert_true(near(a->mark[CRITERION_SOCIAL_VALUE], on ? 1.0 : 0.0));
        toy_close(&t);
    }
}

/* Half and half by default; all of the mark by what it holds, all by where it is. */
static void halves_are_parameters(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    t.inst->market->firm[FIRM_NATIONAL].x_km = 8.0f;
    assert_true(near(marks(&t, FIRM_NATIONAL).social, 0.5));
    t.inst->market->par.social_local = 1.0;
    assert_true(near(marks(&t, FIRM_NATIONAL).social, 1.0));
    t.inst->market->par.integration_held = 1.0; /* it holds nothing */
    assert_true(near(marks(&t, FIRM_NATIONAL).integration, 0.0));
    toy_close(&t);
}

/* Most suitable provider: at the present price value is the same for all, and the four others share
 * the whole: 0.42 / 0.72 of quality, 0.1 / 0.72 of each of the three. */
static void most_suitable_is_at_the_present_price(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    enum { CONSIDERABLE = 2, KNOWN = 3 };
    (void)state;
    open_toy(&t);
    values(p);
    p[CONSIDERABLE] = p[KNOWN] = 1.0;
    answer_provider_selection_regime.line_ended(t.inst, &t.world, p, 0, LINE_COMMUNITY);
    const struct market *const m = t.inst->market;
    const struct scoring *const s = &m->process[m->n_processes - 1u].scoring;
    assert_int_equal(m->award[m->n_awards - 1u].route, ROUTE_MOST_SUITABLE);
    assert_true(s->value == 0.0 && near(s->integration, 0.1 / 0.72) && near(s->social, 0.1 / 0.72));
    toy_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(access_counts_the_deprived_more),
                                       cmocka_unit_test(social_value_is_who_is_near_and_what_stays),
                                       cmocka_unit_test(integration_is_what_it_holds_and_bears),
                                       cmocka_unit_test(five_criteria_together_or_quality_alone),
                                       cmocka_unit_test(a_competition_by_five),
                                       cmocka_unit_test(the_marks_of_a_direct_award_are_kept),
                                       cmocka_unit_test(halves_are_parameters),
                                       cmocka_unit_test(most_suitable_is_at_the_present_price)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
