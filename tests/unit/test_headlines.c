// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Headlines, Shapley's values and draws, with runs made up by hand: a game of three whose values
 * are known, one of pairs with four, money whose break-even is reckoned on paper, a hypercube whose
 * strata are each taken once, and an answer that hangs on one of two parameters. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/report.h"
#include "study/twins.h"

#define assert_near(a, b, within) assert_true(fabs((a) - (b)) <= (within))
enum { EXTRAS = 64 };
struct bench { struct experiment e; struct twins t; };
static struct bench bench;

static void *take(size_t n, size_t size) {
    void *data = NULL;
    size_t capacity = 0;
    assert_int_equal(memory_grow(&data, &capacity, n, size), 0);
    return data;
}

static void put(struct outcome *o, enum measure m, enum breakdown b, unsigned level, double value) {
    if (!o->series.row) o->series.row = take(16, sizeof *o->series.row);
    struct series_row row = {.org = ORG_PLACE,
                             .measure = (uint16_t)m,
                             .breakdown = (uint8_t)b,
                             .level = (uint8_t)level,
                             .value = value};
    unsigned at = o->series.n++;
    while (at > 0 && (o->series.row[at - 1].measure > row.measure ||
                      (o->series.row[at - 1].measure == row.measure &&
                       o->series.row[at - 1].breakdown > row.breakdown) ||
                      (o->series.row[at - 1].measure == row.measure &&
                       o->series.row[at - 1].breakdown == row.breakdown &&
                       o->series.row[at - 1].level > row.level))) {
        o->series.row[at] = o->series.row[at - 1];
        at--;
    }
    o->series.row[at] = row;
    o->series.capacity = 16;
}

static int setup(void **state) {
    memset(&bench, 0, sizeof bench);
    struct twins *t = &bench.t;
    strcpy(bench.e.headline, "rtt_incomplete");
    bench.e.n_scenarios = t->n_scenarios = 2;
    bench.e.replicates = t->n_replicates = t->n_done = 1;
    bench.e.seed = 7;
    t->experiment = &bench.e;
    t->main = take(2, sizeof *t->main);
    t->extra = take(EXTRAS, sizeof *t->extra);
    *state = &bench;
    return 0;
}
static int teardown(void **state) { twins_free(&((struct bench *)*state)->t); return 0; }

static void extra(struct twins *t, const char *name, unsigned scenario, double value) {
    snprintf(t->extra[t->n_extra].name, sizeof t->extra[0].name, "%s", name);
    t->extra[t->n_extra].scenario = scenario;
    put(&t->extra[t->n_extra++].outcome, M_rtt_incomplete, BY_NONE, 0, value);
}

/* The glove game: funding and award each hold a left glove, choice the right one; a pair is worth
 * 6. Shapley: 1, 1, 4. */
static void the_glove_game(void **state) {
    struct twins *t = &((struct bench *)*state)->t;
    put(&t->main[0], M_rtt_incomplete, BY_NONE, 0, 100);
    put(&t->main[1], M_rtt_incomplete, BY_NONE, 0, 106);
    extra(t, "answer:funding", 1, 100);
    extra(t, "without:funding", 1, 106);
    extra(t, "answer:award", 1, 100);
    extra(t, "without:award", 1, 106);
    extra(t, "answer:choice", 1, 100);
    struct shapley row[Q_COUNT];
    double residual = NAN;
    /* a run is missing */
    assert_int_equal(twins_shapley(t, M_rtt_incomplete, 1, row, &residual), 0);
    extra(t, "without:choice", 1, 100);
    assert_int_equal(twins_shapley(t, M_rtt_incomplete, 1, row, &residual), 3);
    assert_near(row[0].value, 1, 1e-12);
    assert_near(row[1].value, 1, 1e-12);
    assert_near(row[2].value, 4, 1e-12);
    assert_near(residual, 0, 1e-12);
}

/* Four answers of 1, 2, 3, 4 and a bonus of 10 when the first two meet: half of it each. */
static void pairs_among_four(void **state) {
    static const char *const name[4] = {"funding", "award", "choice", "payment"};
    struct twins *t = &((struct bench *)*state)->t;
    put(&t->main[0], M_rtt_incomplete, BY_NONE, 0, 0);
    put(&t->main[1], M_rtt_incomplete, BY_NONE, 0, 20);
    for (int i = 0; i < 4; i++) {
        char kind[64];
        snprintf(kind, sizeof kind, "answer:%s", name[i]);
        extra(t, kind, 1, i + 1);
        snprintf(kind, sizeof kind, "without:%s", name[i]);
        extra(t, kind, 1, 20 - (i + 1) - (i < 2 ? 10 : 0));
    }
    struct shapley row[Q_COUNT];
    double residual = NAN;
    assert_int_equal(twins_shapley(t, M_rtt_incomplete, 1, row, &residual), 4);
    assert_near(row[0].value, 6, 1e-12);
    assert_near(row[1].value, 7, 1e-12);
    assert_near(row[2].value, 3, 1e-12);
    assert_near(row[3].value, 4, 1e-12);
    assert_near(residual, 0, 1e-12);
}

/* Health and money have games of their own: of 30 QALYs lost two answers did 10 and 20, of 9
 * million pounds more 9 and none, and they stand beside the headline's once each. */
static void health_and_money_too(void **state) {
    struct bench *const b = *state;
    struct twins *const t = &b->t;
    enum measure m[ATTRIBUTED_MAX];
    struct shapley row[Q_COUNT];
    double residual = NAN;
    put(&t->main[0], M_qaly, BY_NONE, 0, 500);
    put(&t->main[1], M_qaly, BY_NONE, 0, 470);
    put(&t->main[0], M_spend, BY_NONE, 0, 1e6);
    put(&t->main[1], M_spend, BY_NONE, 0, 10e6);
    extra(t, "answer:award", 1, 0);
    put(&t->extra[0].outcome, M_qaly, BY_NONE, 0, 490);
    put(&t->extra[0].outcome, M_spend, BY_NONE, 0, 10e6);
    extra(t, "answer:choice", 1, 0);
    put(&t->extra[1].outcome, M_qaly, BY_NONE, 0, 480);
    put(&t->extra[1].outcome, M_spend, BY_NONE, 0, 1e6);
    assert_int_equal(report_attributed(t, m), 3);
    assert_true(m[0] == M_rtt_incomplete && m[1] == M_qaly && m[2] == M_spend);
    assert_int_equal(twins_shapley(t, m[1], 1, row, &residual), 2);
    assert_near(row[0].value, -10, 1e-12);
    assert_near(row[1].value, -20, 1e-12);
    assert_int_equal(twins_shapley(t, m[2], 1, row, &residual), 2);
    assert_near(row[0].value, 9e6, 1e-6);
    assert_near(row[1].value, 0, 1e-6);
    strcpy(b->e.headline, "qaly");
    assert_int_equal(report_attributed(t, m), 2);
    assert_true(m[0] == M_qaly && m[1] == M_spend);
}

/* A scenario with settings of its own: what they did alone is no answer's doing. */
static void settings_are_told_apart(void **state) {
    struct twins *t = &((struct bench *)*state)->t;
    put(&t->main[0], M_rtt_incomplete, BY_NONE, 0, 100);
    put(&t->main[1], M_rtt_incomplete, BY_NONE, 0, 70);
    extra(t, "settings:", 1, 80);
    extra(t, "answer:award", 1, 76);
    extra(t, "answer:choice", 1, 75);
    struct shapley row[Q_COUNT];
    struct attribution part[4];
    double residual = NAN;
    assert_near(twins_before(t, 1, M_rtt_incomplete), 80, 1e-12);
    assert_int_equal(twins_shapley(t, M_rtt_incomplete, 1, row, &residual), 2);
    assert_near(row[0].value, -4.5, 1e-12);
    assert_near(row[1].value, -5.5, 1e-12);
    assert_int_equal(twins_attribution(t, M_rtt_incomplete, part, 4), 2);
    assert_near(part[0].change, -4, 1e-12);
}

static void money(struct outcome *o, double market, double profit, double private_income,
                  double care, double delivered, double qaly) {
    put(o, M_spend, BY_CATEGORY, CATEGORY_MARKET, market);
    put(o, M_spend, BY_CATEGORY, CATEGORY_PROFIT, profit);
    put(o, M_spend, BY_CATEGORY, CATEGORY_CARE, care);
    put(o, M_spend, BY_NONE, 0, market + profit + care);
    put(o, M_private_income, BY_NONE, 0, private_income);
    put(o, M_care_delivered, BY_NONE, 0, delivered);
    put(o, M_qaly, BY_NONE, 0, qaly);
}

static void the_market_breaks_even(void **state) {
    struct twins *t = &((struct bench *)*state)->t;
    money(&t->main[0], 10e6, 0, 0, 900e6, 1000e6, 5000);
    money(&t->main[1], 16e6, 9e6, 100e6, 849e6, 960e6, 5010); /* the same cost a unit, with rent
                                                               * and a normal return */
    put(&t->main[1], M_spend, BY_CATEGORY, CATEGORY_CAPITAL, 10e6);
    put(&t->main[1], M_spend, BY_CATEGORY, CATEGORY_REORGANISATION, 2e6);
    struct headlines h;
    assert_true(twins_headlines(t, 1, &h));
    assert_near(h.market.mean, 6e6, 1e-3);
    assert_near(h.profit.mean, 9e6 - 0.05 * 100e6, 1e-3);
    assert_near(h.cost.mean, 0, 1e-3);
    assert_near(h.change.mean, 2e6, 1e-3);
    assert_near(h.break_even.mean, 12e6 / 864e6, 1e-12);
    /* both are of the first month: money is discounted as health is */
    assert_near(h.net_health[0].mean,
                10 - (874e6 - 910e6) * pow(1.035, -0.5 / 12) / 15000, 1e-6);
}

/* Firms that earn less than a normal return cost nobody anything by going. */
static void a_shortfall_is_no_cost(void **state) {
    struct twins *t = &((struct bench *)*state)->t;
    money(&t->main[0], 10e6, 3e6, 300e6, 900e6, 1000e6, 5000);
    money(&t->main[1], 10e6, 1e6, 90e6, 900e6, 1000e6, 5000);
    struct headlines h;
    assert_true(twins_headlines(t, 1, &h));
    assert_near(h.profit.mean, 0, 1e-6);
}

/* The same spending, 24 million of it out of persons' excesses: that is no public money. */
static void an_excess_is_no_public_money(void **state) {
    struct twins *t = &((struct bench *)*state)->t;
    money(&t->main[0], 10e6, 0, 0, 900e6, 1000e6, 5000);
    money(&t->main[1], 10e6, 0, 0, 900e6, 1000e6, 5000);
    put(&t->main[0], M_private_payments, BY_NONE, 0, 1e6);
    put(&t->main[1], M_private_payments, BY_NONE, 0, 25e6);
    struct headlines h;
    assert_true(twins_headlines(t, 1, &h));
    assert_near(h.net_health[0].mean, 24e6 * pow(1.035, -0.5 / 12) / 15000, 1e-6);
}

static void every_stratum_once(void **state) {
    struct experiment *e = &((struct bench *)*state)->e;
    e->uncertain = (struct uncertain){
        .draws = 10, .n = 2, .name = {"economy.hire_gain", "economy.brake_speed"}};
    struct fault f = {0};
    for (unsigned k = 0; k < 2; k++) {
        const struct parameter *p = registry_find(e->uncertain.name[k], &f);
        unsigned seen = 0;
        for (unsigned d = 0; d < 10; d++) {
            const double v = draws_value(e, k, d), width = p->high - p->low,
                         left = p->value - p->low;
            assert_true(v >= p->low && v <= p->high);
            const double u =
                v < p->value ? (v - p->low) * (v - p->low) / (width * left)
                             : 1 - (p->high - v) * (p->high - v) / (width * (p->high - p->value));
            seen |= 1u << (unsigned)(10 * u);
        }
        assert_int_equal(seen, 1023);
    }
    assert_true(fabs(draws_value(e, 0, 0) - draws_value(e, 0, 1)) > 0);
}

static void the_driver_is_found(void **state) {
    struct bench *b = *state;
    b->e.uncertain = (struct uncertain){
        .draws = 16, .n = 2, .name = {"economy.brake_speed", "economy.hire_gain"}};
    for (unsigned d = 0; d < 16; d++) {
        char name[64];
        snprintf(name, sizeof name, "draw:%u", d);
        extra(&b->t, name, 0, 100);
        extra(&b->t, name, 1, 100 - 50 * draws_value(&b->e, 1, d));
    }
    struct driver row[UNCERTAIN_MAX];
    assert_int_equal(twins_drivers(&b->t, M_rtt_incomplete, 1, 0, row), 2);
    assert_int_equal(row[0].parameter, 1);
    assert_near(row[0].correlation, -1, 1e-12);
    assert_true(fabs(row[1].correlation) < 0.7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_glove_game, setup, teardown),
        cmocka_unit_test_setup_teardown(pairs_among_four, setup, teardown),
        cmocka_unit_test_setup_teardown(health_and_money_too, setup, teardown),
        cmocka_unit_test_setup_teardown(settings_are_told_apart, setup, teardown),
        cmocka_unit_test_setup_teardown(the_market_breaks_even, setup, teardown),
        cmocka_unit_test_setup_teardown(a_shortfall_is_no_cost, setup, teardown),
        cmocka_unit_test_setup_teardown(an_excess_is_no_public_money, setup, teardown),
        cmocka_unit_test_setup_teardown(every_stratum_once, setup, teardown),
        cmocka_unit_test_setup_teardown(the_driver_is_found, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
