// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Prevention: when it is worth its money, whom it reaches, how it thins needs. */
#include "institution_fixture.h"
#include "care/asked.h"
#include "institution/membership/membership.h"
#include "institution/prevention/prevention.h"

static bool close_to(double x, double y, double by) { return real_abs(x - y) <= by; }

static struct prevention_params defaults(void) {
    extern const struct parameter_table prevention_param_table;
    struct prevention_params q;
    parameter_defaults(&prevention_param_table, (double *)&q);
    return q;
}

/* Exercise: half of the effect after a quarter, gone after two years. Half a year on: 0.23 x (1 -
 * 1/4); a year and a half on: 0.23 x (1 - 1/64). With 0.96 staying and 3.5%: 0.9275 a year. 3,000
 * pounds a need: 3,000 x (0.1725 x 0.9631 + 0.2264 x 0.8933) = 1,105; the course with its check 30
 * / 0.8 + 220 = 257.5: worth it from 0.233 needs a year on. */
static void worth_its_money(void **state) {
    const struct prevention_params q = defaults();
    (void)state;
    assert_true(close_to(prevention_relief(&q.programme[PROGRAMME_FALLS], 0.5), 0.1725, 1e-6));
    assert_true(prevention_relief(&q.programme[PROGRAMME_FALLS], 2.1) == 0.0);
    assert_true(close_to(prevention_relief(&q.programme[PROGRAMME_HEART], 2.0), 0.044, 1e-9));
    assert_true(close_to(prevention_threshold(&q, PROGRAMME_FALLS, 0.96, 3000.0), 0.2330, 1e-3));
    for (unsigned k = 0; k < PROGRAMMES; k++) { /* members who leave take the saving along */
        assert_true(prevention_threshold(&q, k, 0.80, 3000.0) >
                    1.05 * prevention_threshold(&q, k, 0.96, 3000.0));
        assert_true(prevention_threshold(&q, k, 0.96, 6000.0) <
                    0.51 * prevention_threshold(&q, k, 0.96, 3000.0));
    }
}

struct spared { double share; };
static double told(const void *inst, const struct world *w, const struct need *n) {
    (void)w;
    return n->kind == NEED_FALL ? ((const struct spared *)inst)->share : 0.0;
}

/* Whoever is spared under three in ten is spared under six in ten, and about that many are. */
static void thinning_nests(void **state) {
    const struct questions ask = {.prevented = told};
    struct spared little = {0.3}, much = {0.6};
    struct world w = {.ask = &ask, .nature = {.seed = 5}};
    unsigned few = 0, many = 0;
    (void)state;
    for (uint32_t q = 0; q < 4000; q++) {
        const struct need n = {.person = q, .number = q % 7u, .kind = NEED_FALL};
        const struct need other = {.person = q, .number = q % 7u, .kind = NEED_INFECTION};
        w.institutions = &little;
        const bool a = asked_spared(&w, &n);
        assert_false(asked_spared(&w, &other));
        w.institutions = &much;
        const bool b = asked_spared(&w, &n);
        assert_true(b || !a);
        few += a;
        many += b;
    }
    assert_true(few > 1090 && few < 1310 && many > 2270 && many < 2530);
}

static struct needs *toy_needs(struct toy *t) {
    struct needs_params par;
    struct needs *n = NULL;
    double level[FUNCTION_MAX];
    for (unsigned g = 0; g < FUNCTION_MAX; g++)
        level[g] = 1.0;
    parameter_defaults(&needs_param_table, (double *)&par);
    assert_int_equal(needs_open(&n, &t->place, &par, level, &t->world.nature, t->world.first_day,
                                t->world.last_day),
                     0);
    return n;
}

/* A body with one budget that counts health for much asks the frail and the old, and none of the
 * young; it pays, and less falls on those who are treated. What it may not spend is not spent. */
static void one_budget_buys(void **state) {
    struct regime *r = toy_regime("single-budget-2026");
    const struct timeline line = toy_line(r);
    const struct institution_set set[4] = {{"prevention.falls_takes_up", 1.0},
                                           {"prevention.falls_treated", 1.0},
                                           {"prevention.residents_stay", 0.99},
                                           {"prevention.worth_needed", 0.5}};
    struct toy t;
    (void)state;
    toy_open(&t, &line, set, 4);
    for (unsigned k = 0; k < 4; k++)
        t.person[k] = (struct person){
            .died = MINUTE_NEVER,
            .leaves = UINT16_MAX,
            .born = (int16_t)(day_month(t.world.first_day) - 12 * (k == 0 ? 30 : 88)),
            .area = (uint16_t)(k == 3 ? 2 : 0),
            .decile = 5,
            .frailty = k == 2 ? FRAILTY_FIT : FRAILTY_SEVERE};
    t.world.needs = toy_needs(&t);
    struct institutions *const i = t.inst;
    struct prevention_buyer b = {
        .account = i->commissioner[0].account, .stays = 1.0, .health_worth = 0.0, .money = 0.0};
    assert_int_equal(prevention_year(i, &t.world, &b), 0);
    b.money = 1e7;
    const double severe = needs_bed_rate(t.world.needs, &t.person[1], t.world.first_day, NEED_FALL),
                 fit = needs_bed_rate(t.world.needs, &t.person[2], t.world.first_day, NEED_FALL);
    assert_true(severe > 2.0 * fit && fit > 0.0);
    const struct prevention_params q = defaults();
    struct prevention_params set_as = q;
    set_as.worth_needed = 0.5;
    set_as.programme[PROGRAMME_FALLS].treated = 1.0;
    /* counts for health just what makes it worth it for the severely frail, not for the fit */
    while (prevention_threshold(&set_as, PROGRAMME_FALLS, 0.99,
                                prevention_saves(i, b.health_worth)) > 0.9 * severe)
        b.health_worth += 50.0;
    const pence_t spent = prevention_year(i, &t.world, &b);
    assert_int_equal(spent, 25000); /* one person: a check of 30 and a course of 220 */
    i->month = 5;
    assert_true(prevention_share(i, 1, NEED_FALL) > 0.1);
    assert_true(prevention_share(i, 1, NEED_CARDIOVASCULAR) == 0.0);
    /* of all deaths of the treated one in a hundred is of a fall, and goes with it */
    assert_true(real_abs(prevention_share(i, 1, NEED_DEATH) -
                     0.01 * prevention_share(i, 1, NEED_FALL)) < 1e-12);
    assert_true(prevention_share(i, 2, NEED_DEATH) == 0.0);
    for (unsigned k = 0; k < 4; k += k ? 1 : 2) /* young; fit; another's resident */
        assert_true(prevention_share(i, k, NEED_FALL) == 0.0);
    assert_int_equal(prevention_year(i, &t.world, &b), 0); /* nobody is asked twice */
    needs_close(t.world.needs);
    toy_close(&t);
    regime_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(worth_its_money),
                                       cmocka_unit_test(thinning_nests),
                                       cmocka_unit_test(one_budget_buys)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
