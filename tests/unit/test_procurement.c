// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What boards get wrong when they are reorganised (card C29), by examples worked by hand. */
#include "institution_fixture.h"
#include "institution/market/inside.h"
#include "institution/procurement.h"

static struct regime *england, *trusts;

static int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    trusts = toy_regime("payment-by-results-2003");
    return 0;
}
static int teardown(void **state) {
    (void)state;
    regime_free(england);
    regime_free(trusts);
    return 0;
}
static bool near(double x, double y) { return real_abs(x - y) < 1e-9; }

/* As many posts as in 2012 (40%): a fifth more missed. Of 0.5 that separates bidders 0.6 is missed,
 * so rho falls to 0.4; with half as many posts to 0.45; after two years it is as it was. */
static void posts_that_go_take_memory_with_them(void **state) {
    const struct timeline line = toy_line(england);
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    toy_month(&t, 0);
    assert_true(procurement_rho(t.inst, 0, 0.5) == 0.5);
    procurement_posts_cut(t.inst, 0, 0.2);
    assert_true(near(procurement_rho(t.inst, 0, 0.5), 0.45));
    procurement_posts_cut(t.inst, 0, 0.6);
    assert_true(near(procurement_rho(t.inst, 0, 0.5), 0.4));
    procurement_posts_cut(t.inst, 0, 0.1); /* a smaller one meanwhile changes nothing */
    assert_true(near(procurement_rho(t.inst, 0, 0.5), 0.4));
    assert_true(procurement_rho(t.inst, 0, -0.1) == 0.0);
    assert_true(procurement_rho(t.inst, 1, 0.5) == 0.5);
    t.inst->month = 23;
    assert_true(near(procurement_rho(t.inst, 0, 0.5), 0.4));
    t.inst->month = 24;
    assert_true(procurement_rho(t.inst, 0, 0.5) == 0.5);
    toy_close(&t);
}

/* 9% of posts empty and a fifth forgotten: 1 - 0.91 / 1.2 of invoices are unread, and 2% of what
 * they ask for is not due. NV2's cases brought 1,000,000 pounds, 60% of them from board 0: it pays
 * 0.241667 x 0.02 x 600,000 = 2,900 pounds too much, board 1 0.09 x 0.02 x 400,000 = 720. */
static void invoices_unread_are_paid(void **state) {
    const struct timeline line = toy_line(england);
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    toy_month(&t, 0);
    procurement_month(t.inst);
    assert_int_equal(t.inst->paid_wrongly, 0);
    t.inst->vacancies = 0.09;
    t.inst->reorganised = t.inst->month;
    procurement_posts_cut(t.inst, 0, 1.0);
    assert_true(near(procurement_unread(t.inst, 0), 1.0 - 0.91 / 1.2));
    t.inst->planned_share[3 * 2] = 0.6;
    t.inst->planned_share[3 * 2 + 1] = 0.4;
    t.inst->provider[3].paid_planned += 1e8;
    const pence_t before = ledger_balance(institutions_ledger(t.inst), t.inst->provider[3].account);
    procurement_month(t.inst);
    assert_int_equal(t.inst->paid_wrongly, 290000 + 72000);
    assert_int_equal(ledger_balance(institutions_ledger(t.inst), t.inst->provider[3].account),
                     before + 362000);
    procurement_month(t.inst); /* each month's cases once */
    assert_int_equal(t.inst->paid_wrongly, 0);
    toy_close(&t);
}

/* The best whose price can be afforded fits by 1.0, the chosen by 0.2: 0.8 missed. Who asks more
 * than the limit does not count. */
static void fit_that_an_award_misses(void **state) {
    const struct timeline line = toy_line(england);
    struct toy t;
    (void)state;
    toy_open(&t, &line, NULL, 0);
    toy_month(&t, 0);
    struct market *const m = t.inst->market;
    const unsigned n = market_begin(t.inst, 0, LINE_111, ROUTE_TENDER, 60.0)->number;
    m->award[n].n_bids = 3;
    m->award[n].bid[0] = (struct bid){.price = 1.0, .measured = 2.0, .true_ = 0.2};
    m->award[n].bid[1] = (struct bid){.bidder = 1, .price = 1.0, .measured = 0.0, .true_ = 1.0};
    m->award[n].bid[2] = (struct bid){.bidder = 2, .price = 1.2, .measured = 0.0, .true_ = 3.0};
    bids_score(t.inst, &m->process[m->n_processes - 1u]);
    assert_true(near(market_missed(t.inst), 0.8));
    toy_close(&t);
}

static double wrongly(const struct regime *to, double error, double leak, double transition) {
    const struct civil away = {2026, 9, 1};
    const struct timeline line = {.n = 2, .at = {{0, england}, {day_from_civil(away), to}}};
    const struct institution_set set[] = {{"transition.procurement_error", error},
                                          {"transition.payment_leak", leak}};
    struct fault f = {0};
    struct toy t;
    double sum = 0.0;
    toy_open(&t, &line, set, 2);
    t.world.circumstances.transition = transition;
    for (unsigned m = 0; m < 14; m++) {
        toy_month(&t, m);
        if (institutions_check(t.inst, &t.world, &f) < 0) fail_msg("month %u: %s", m, f.what);
        sum += (double)t.inst->paid_wrongly;
        assert_true(m >= 7 || sum == 0.0);
    }
    toy_close(&t);
    return sum;
}

/* Boards give way to primary care trusts: from the month after, money is paid that is not due; more
 * where memory goes too; none without a leak, or where a change costs nothing. */
static void a_reform_pays_for_what_it_forgets(void **state) {
    (void)state;
    const double both = wrongly(trusts, 0.2, 0.02, 1.0), vacant = wrongly(trusts, 0.0, 0.02, 1.0);
    assert_true(vacant > 0.0 && both > vacant);
    assert_true(wrongly(trusts, 0.2, 0.0, 1.0) == 0.0);
    assert_true(wrongly(trusts, 0.2, 0.02, 0.0) == 0.0);
    assert_true(wrongly(england, 0.2, 0.02, 1.0) == 0.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(posts_that_go_take_memory_with_them),
                                       cmocka_unit_test(invoices_unread_are_paid),
                                       cmocka_unit_test(fit_that_an_award_misses),
                                       cmocka_unit_test(a_reform_pays_for_what_it_forgets)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
