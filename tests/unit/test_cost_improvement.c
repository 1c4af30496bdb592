// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a public provider saves of its own accord: by hand, and in the toy place. */
#include "institution/market/inside.h"

#include "institution_fixture.h"

static struct regime *today, *by_the_case;

static int setup(void **state) {
    (void)state;
    today = toy_regime("england-2026");
    by_the_case = toy_regime("payment-by-results-2003");
    return 0;
}
static int teardown(void **state) {
    (void)state;
    regime_free(today);
    regime_free(by_the_case);
    return 0;
}
static bool near(double x, double y) { return real_abs(x - y) < 1e-9; }

static void done(struct toy *t) {
    struct fault f = {0};
    toy_now = t;
    if (institutions_check(t->inst, &t->world, &f) < 0)
        fail_msg("%s", f.what);
    assert_int_equal(t->world.failed, 0);
    toy_close(t);
}

/* 1% short of a routine 3.7%: 4.7% planned, 88% of it made, 4.136%, which is 0.436% beyond the
 * routine; 60% of that is not of posts, half of it kept: 0.1308% of costs, three quarters of it for
 * good. 5% short: no more than 5.9% is planned, 5.192% made. Half a per cent short: 4.2% planned,
 * 3.696% made, less than the routine. Nothing short, nothing beyond the routine. */
static void a_programme_by_hand(void **state) {
    const struct cost_improvement_params q = {.routine = 0.037,
                                              .most = 0.059,
                                              .non_recurrent = 0.25,
                                              .posts = 0.40,
                                              .kept = 0.50};
    (void)state;
    const struct improvement one = cost_improvement_programme(&q, 0.01, 0.88),
                           five = cost_improvement_programme(&q, 0.05, 0.88),
                           half = cost_improvement_programme(&q, 0.005, 0.88),
                           none = cost_improvement_programme(&q, -0.02, 0.88);
    assert_true(near(one.planned, 0.047) && near(one.made, 0.001308) && near(one.lasts, 0.000981));
    assert_true(near(five.planned, 0.059) && near(five.made, 0.004476));
    assert_true(near(half.planned, 0.042) && half.made == 0.0 && half.lasts == 0.0);
    assert_true(near(none.planned, 0.037) && none.made == 0.0 && none.lasts == 0.0);
}

/* Prices that fall 3.5% a year, told apart by whether trusts answer. Month 2 is the first April. */
static const struct institution_set squeezed[] = {{"payment_by_results.efficiency", 0.035},
                                                  {"cost_improvement.delivered_sd", 0.0},
                                                  {"cost_improvement.runs", 0.0}};

static void months(struct toy *t, unsigned from, unsigned to) {
    toy_now = t;
    for (unsigned m = from; m < to; m++)
        toy_month(t, m);
}

static void prices_that_fall_are_answered(void **state) {
    struct toy on, off;
    const struct timeline line = toy_line(by_the_case);
    (void)state;
    toy_open(&on, &line, squeezed, 2);
    toy_open(&off, &line, squeezed, 3);
    months(&on, 0, 3);
    months(&off, 0, 3);
    const struct provider_state *const x = &on.inst->provider[0], *const y = &off.inst->provider[0];
    const struct cost_improvement_params *const q = &on.inst->improvement;
    const double made = (q->most * q->delivered - q->routine) * (1.0 - q->posts) * q->kept;
    assert_true(near(x->improved, made * (1.0 - q->non_recurrent)));
    assert_true(near(x->improved + x->improved_once, made));
    /* what is saved is what costs are lower by, to the pennies of rounding */
    assert_true(x->improved_month > 1e6);
    assert_true(real_abs((double)(y->year_cost - x->year_cost) - x->improved_month) < 4.0);
    assert_true(y->improved == 0.0 && y->improved_month == 0.0);
    /* firms and hospitals outside the place set none */
    for (unsigned p = 2; p < TOY_PROVIDERS; p++)
        assert_true(on.inst->provider[p].improved == 0.0);
    /* the next April the year's own part ends and has to be found again, and prices fall again */
    months(&on, 3, 14);
    months(&off, 3, 14);
    assert_true(x->margin > y->margin);
    on.inst->provider[0].margin = x->target + 0.018; /* the toy earns too much to need another */
    const double lasted = x->improved, result = x->margin - x->improved_once,
                 sessions = on.inst->par.productivity_growth * x->base_planned /
                            (x->base_planned + x->base_urgent); /* brought by productivity */
    months(&on, 14, 15);
    const struct improvement next =
        cost_improvement_programme(q, x->target - (result - 0.035 + sessions), q->delivered);
    assert_true(next.made > 0.0 && next.planned < q->most);
    assert_true(near(x->improved, 1.0 - (1.0 - lasted) * (1.0 - next.lasts)));
    assert_true(near(x->improved_once, next.made - next.lasts));
    done(&on);
    done(&off);
}

/* While nothing is asked beyond what productivity brings, the first year's every posting stands. */
static void the_first_year_stands(void **state) {
    struct toy on, off;
    const struct timeline line = toy_line(today);
    (void)state;
    toy_open(&on, &line, NULL, 0);
    toy_open(&off, &line, squeezed + 2, 1);
    months(&on, 0, 14);
    months(&off, 0, 14);
    assert_int_equal(on.inst->ledger.n_rows, off.inst->ledger.n_rows);
    for (uint32_t k = 0; k < on.inst->ledger.n_rows; k++)
        assert_memory_equal(&on.inst->ledger.rows[k], &off.inst->ledger.rows[k],
                            sizeof on.inst->ledger.rows[k]);
    done(&on);
    done(&off);
}

/* How much of it is made is each provider's own luck of the year. */
static void trusts_differ(void **state) {
    struct toy t;
    const struct timeline line = toy_line(by_the_case);
    (void)state;
    toy_open(&t, &line, squeezed, 1);
    months(&t, 0, 3);
    const double first = t.inst->provider[0].improved, second = t.inst->provider[1].improved;
    assert_true(first > 0.0 && second > 0.0 && real_abs(first - second) > 1e-6);
    done(&t);
}

/* Who manages the hospital is no reason to save less: its programmes go on when it is let, so that
 * what the operator makes of it is all that differs. */
static void a_let_hospital_saves_as_before(void **state) {
    (void)state;
    double after[2];
    for (int let = 0; let < 2; let++) {
        struct toy t;
        const struct timeline line = toy_line(by_the_case);
        toy_open(&t, &line, squeezed, 2);
        months(&t, 0, 3);
        const struct provider_state *const x = &t.inst->provider[0];
        const double first = x->improved;
        t.inst->market->n_franchises = (unsigned)let;
        t.inst->market->franchise[0] =
            (struct franchise){.provider = 0, .operator_ = 2, .state = FRANCHISE_RUNNING};
        cost_improvement_month(t.inst);
        assert_true(x->improved > first && x->improved_once > 0.0);
        after[let] = x->improved;
        done(&t);
    }
    assert_true(real_abs(after[0] - after[1]) < 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_programme_by_hand), cmocka_unit_test(prices_that_fall_are_answered),
        cmocka_unit_test(the_first_year_stands), cmocka_unit_test(trusts_differ),
        cmocka_unit_test(a_let_hospital_saves_as_before)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
