// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Charges already signed, what a provider under pressure may do, and the price of a change of
 * regime: by hand. */
#include "institution_fixture.h"
#include <stdlib.h>
#include "institution/estate/estate.h"

static struct regime *england, *reinstated;

static int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    reinstated = toy_regime("nhs-reinstatement");
    return 0;
}
static int teardown(void **state) {
    (void)state;
    regime_free(england);
    regime_free(reinstated);
    return 0;
}
static bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }

/* A toy whose first trust has a contract: 240 million, 24 million a year of 2026, 45% services, to
 * the end of 2040. */
static void with_contract(struct toy *t, const struct institution_set *set, unsigned n,
                          double pfi) {
    const struct timeline line = toy_line(england);
    struct fault f = {0};
    toy_open(t, &line, set, n);
    t->providers[0].pfi = (struct pfi){.capital = 240.0f,
                                       .charge = 24.0f,
                                       .until = 2040,
                                       .charge_year = 2026,
                                       .rpi = 1.0f,
                                       .services = 0.45f};
    t->world.circumstances.pfi = pfi;
    assert_int_equal(estate_open(t->inst, &f), 0);
}

static void done(struct toy *t) {
    struct fault f = {0};
    if (institutions_check(t->inst, &t->world, &f) < 0)
        fail_msg("%s", f.what);
    assert_int_equal(t->world.failed, 0);
    toy_close(t);
}

static pence_t posted(const struct toy *t, account_id payer, enum ledger_reason r, unsigned month) {
    pence_t sum = 0;
    for (uint32_t k = 0; k < t->inst->ledger.n_rows; k++) {
        const struct ledger_row *const row = &t->inst->ledger.rows[k];
        if (row->payer == payer.i && row->reason == r && row->month == month)
            sum += row->pence;
    }
    return sum;
}

/* 16 million with 2.5% a year on the whole: 26.2179 after 20 years; on half of it 20.5117. */
static void a_unitary_charge_is_indexed(void **state) {
    (void)state;
    assert_true(real_abs(pfi_charge(16.0, 0.025, 1.0, 20.0) - 26.217863) < 1e-5);
    assert_true(real_abs(pfi_charge(16.0, 0.025, 0.5, 20.0) - 20.512598) < 1e-5);
    assert_true(near(pfi_charge(16.0, 0.025, 0.0, 20.0), 16.0));
}

/* 10 a year for three years at 5%: 10 + 9.5238 + 9.0703 = 28.5941, and 5% for breaking it; half of
 * a fourth year: + 4.3192. */
static void a_buy_out_is_what_is_left(void **state) {
    (void)state;
    assert_true(real_abs(pfi_buy_out(10.0, 0.0, 0.05, 3.0, 0.05) - 1.05 * 28.594104) < 1e-5);
    assert_true(real_abs(pfi_buy_out(10.0, 0.0, 0.05, 3.5, 0.0) - (28.594104 + 4.319188)) < 1e-5);
    assert_true(near(pfi_buy_out(10.0, 0.05, 0.05, 4.0, 0.0), 40.0));
}

/* In the first year the charge is what it took out of published costs, to the penny or two: nothing
 * is counted twice. It does not follow activity. */
static void nothing_is_counted_twice(void **state) {
    struct toy with, without;
    const struct timeline line = toy_line(england);
    (void)state;
    toy_open(&without, &line, NULL, 0);
    toy_month(&without, 0);
    without.demand = 0.0;
    toy_month(&without, 1);
    const pence_t plain = without.inst->provider[0].year_cost;
    done(&without);
    with_contract(&with, NULL, 0, 1.0);
    toy_month(&with, 0);
    with.demand = 0.0;
    toy_month(&with, 1);
    const pence_t first = posted(&with, with.inst->provider[0].account, REASON_PFI, 0);
    assert_int_equal(first, posted(&with, with.inst->provider[0].account, REASON_PFI, 1));
    /* of April 2026 prices, two months before: 24 million x 1.01^(-1/6) / 12 */
    assert_true(real_abs((double)first - 24e8 / 12.0 * real_pow(1.01, -2.0 / 12.0)) < 3.0);
    assert_true(real_abs((double)(with.inst->provider[0].year_cost - plain)) < 6.0);
    done(&with);
}

/* Without it: 55% of the charge is saved, and public capital of 240 million costs 5% a year:
 * 1,100,000 - 1,000,000 a month or so. */
static void without_its_charge(void **state) {
    struct toy on, off;
    (void)state;
    with_contract(&on, NULL, 0, 1.0);
    with_contract(&off, NULL, 0, 0.0);
    toy_now = &on;
    toy_month(&on, 0);
    toy_now = &off;
    toy_month(&off, 0);
    assert_int_equal(posted(&off, off.inst->provider[0].account, REASON_PFI, 0), 0);
    assert_int_equal(posted(&off, off.inst->provider[0].account, REASON_CAPITAL, 0), 100000000);
    const double charge = 24e8 / 12.0 * real_pow(1.01, -2.0 / 12.0);
    assert_true(
        real_abs((double)(on.inst->provider[0].year_cost - off.inst->provider[0].year_cost) -
                 (0.55 * charge - 1e8)) < 6.0);
    done(&off);
    toy_now = &on;
    done(&on);
}

static void a_contract_is_bought_out(void **state) {
    struct toy t;
    (void)state;
    with_contract(&t, NULL, 0, 1.0);
    t.world.circumstances.pfi_buy_out_month = 2.0;
    for (unsigned m = 0; m < 3; m++)
        toy_month(&t, m);
    assert_true(posted(&t, t.inst->provider[0].account, REASON_PFI, 1) > 0);
    assert_int_equal(posted(&t, t.inst->provider[0].account, REASON_PFI, 2), 0);
    pence_t paid = 0;
    for (uint32_t k = 0; k < t.inst->ledger.n_rows; k++) {
        const struct ledger_row *const row = &t.inst->ledger.rows[k];
        if (row->payer == t.inst->treasury.i && row->payee == t.inst->investors.i &&
            row->month == 2)
            paid += row->pence;
    }
    /* nearly 15 years of 13.2 million, discounted */
    assert_true(paid > 10000000000 && paid < 19500000000);
    done(&t);
}

/* A year below the tolerance: cleaning goes to a contractor if the switch allows; another year: a
 * fifth of the estate is sold. */
static void what_pressure_does(void **state) {
    const struct institution_set on[] = {{"estate.may_outsource_cleaning", 1.0},
                                         {"estate.may_sell_estate", 1.0}};
    struct toy t;
    (void)state;
    for (unsigned allowed = 0; allowed < 2; allowed++) {
        with_contract(&t, on, allowed ? 2 : 0, 1.0);
        struct provider_state *const x = &t.inst->provider[1];
        x->margin = -0.03;
        for (unsigned m = 6; m < 18; m++) {
            t.inst->month = m;
            estate_month(t.inst, &t.world);
        }
        assert_true(near(estate_infection(t.inst, 1), allowed ? 1.1 : 1.0));
        assert_true(near(estate_infection(t.inst, 0), 1.0) &&
                    near(estate_turnaround(t.inst, 1), 1.0));
        assert_true(near(estate_relief(t.inst, 1),
                         allowed ? (x->base_planned + x->base_urgent) * 0.018 * 0.10 : 0.0));
        const pence_t before = ledger_balance(&t.inst->ledger, x->account), cost = x->cost;
        for (unsigned m = 18; m < 30; m++) {
            t.inst->month = m;
            estate_month(t.inst, &t.world);
        }
        const double value = 12.0 * (x->base_planned + x->base_urgent) * 0.6 * 0.2;
        assert_true(real_abs((double)(ledger_balance(&t.inst->ledger, x->account) - before) -
                             (allowed ? value : 0.0)) < 2.0);
        estate_charges(t.inst, 1);
        assert_true(real_abs((double)(x->cost - cost) - (allowed ? value * 0.06 / 12.0 : 0.0)) <
                    2.0);
        done(&t);
    }
}

/* V16: 10,000 posts at 43,095 pounds are 430.95 million, over 53.5 million people 8.06 pounds a
 * head. */
static void redundancy_as_in_2013(void **state) {
    struct transition_params q = {0};
    (void)state;
    q.redundancy = 43095.0;
    assert_true(near(transition_redundancy(&q, 10000.0), 430950000.0));
    assert_true(real_abs(transition_redundancy(&q, 10000.0) / 53.5e6 - 8.055) < 0.001);
}

/* Paid for changes of regime at once: awards post their own mobilising under the same reason. */
static pence_t reorganised(const struct toy *t) {
    const struct institution_record *r;
    const unsigned n = institutions_records(t->inst, &r);
    pence_t sum = 0;
    for (unsigned k = 0; k < n; k++)
        sum += strcmp(r[k].what, "transition") == 0 ? r[k].pence : 0;
    return sum;
}
static pence_t commissioning(const struct toy *t, unsigned month) {
    return posted(t, t->inst->commissioner[0].account, REASON_COMMISSIONING, month) +
           posted(t, t->inst->commissioner[1].account, REASON_COMMISSIONING, month);
}

/* Away and back again: both changes are paid for, posts lost are hired anew, and what was not saved
 * stays. */
static void there_and_back_pays_twice(void **state) {
    struct toy once, twice, never;
    const struct civil away = {2027, 4, 1}, back = {2029, 4, 1};
    const struct timeline stay = toy_line(england),
                          go = {.n = 2, .at = {{0, england}, {day_from_civil(away), reinstated}}},
                          back_again = {.n = 3,
                                        .at = {{0, england},
                                               {day_from_civil(away), reinstated},
                                               {day_from_civil(back), england}}};
    (void)state;
    struct toy *const all[3] = {&never, &once, &twice};
    const struct timeline *const lines[3] = {&stay, &go, &back_again};
    for (unsigned k = 0; k < 3; k++) {
        toy_open(all[k], lines[k], NULL, 0);
        for (unsigned m = 0; m < 62; m++) {
            toy_month(all[k], m);
            if (k == 1 && m == 14)
                /* ten answers change: the full share vacant */
                assert_true(near(transition_capability(all[k]->inst), 1.0 - 0.09));
            if (k == 1 && m == 23)
                assert_true(near(transition_capability(all[k]->inst), 1.0 - 0.045));
        }
        assert_true(near(transition_capability(all[k]->inst), 1.0));
    }
    assert_int_equal(reorganised(&never), 0);
    assert_true(reorganised(&once) > 0);
    assert_true(reorganised(&twice) > reorganised(&once));
    /* a fifth of what was to be saved never was; coming back, those who stayed fill the posts that
     * come back: nobody is counted twice */
    assert_true(once.inst->saving > 0.0 && twice.inst->stayed < 1.0 && twice.inst->fading < 1.0);
    assert_true(llabs(commissioning(&twice, 61) - commissioning(&never, 61)) <= 10);
    for (unsigned k = 0; k < 3; k++) {
        toy_now = all[k];
        done(all[k]);
    }
}

/* Boards give way to primary care trusts: of posts that end, 40% do not pass on, and 19% of those
 * leave first; so 100 posts are 32.4 redundancies, and 7.2 pounds a head set up the new bodies. A
 * formula alone closes nobody. */
static void bodies_that_close(void **state) {
    struct regime *other = NULL, *trusts = NULL;
    struct fault f = {0};
    const struct civil switched = {2027, 4, 1};
    struct toy t;
    (void)state;
    assert_int_equal(
        regime_read(&other, "regimes/payment-by-results-2003.yaml", "regimes", &f), 0);
    assert_int_equal(regime_with(&trusts, england, other, Q_FUNDING, &f), 0);
    const struct timeline line = {.n = 2,
                                  .at = {{0, england}, {day_from_civil(switched), trusts}}};
    double had = 0.0, people = 0.0;
    unsigned lost = 0, gained = 0, redundant = 0, found = 0;
    toy_open(&t, &line, NULL, 0);
    for (unsigned m = 0; m < 14; m++)
        toy_month(&t, m);
    for (unsigned c = 0; c < t.inst->n_commissioners; c++) {
        had += (double)t.inst->commissioner[c].administration / 100.0 / 55000.0;
        people += t.inst->commissioner[c].people;
    }
    toy_month(&t, 14);
    const struct institution_record *r;
    const unsigned n = institutions_records(t.inst, &r);
    for (unsigned k = 0; k < n; k++) {
        if (strcmp(r[k].what, "transition") != 0)
            continue;
        const char *const at = strstr(r[k].why, "bodies close; ");
        assert_non_null(at);
        found += sscanf(at, "bodies close; %u posts lost, %u gained, %u redundant", &lost, &gained,
                        &redundant) == 3;
        assert_true((double)r[k].pence > 100.0 * people * 7.2);
    }
    assert_int_equal(found, 1);
    assert_true(had > 20.0 && real_abs(lost - 0.4 * had) <= 0.5);
    assert_true(real_abs(redundant - 0.324 * had) <= 0.5);
    done(&t);
    regime_free(trusts);
    regime_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_unitary_charge_is_indexed), cmocka_unit_test(a_buy_out_is_what_is_left),
        cmocka_unit_test(nothing_is_counted_twice),    cmocka_unit_test(without_its_charge),
        cmocka_unit_test(a_contract_is_bought_out),    cmocka_unit_test(what_pressure_does),
        cmocka_unit_test(redundancy_as_in_2013),       cmocka_unit_test(there_and_back_pays_twice),
        cmocka_unit_test(bodies_that_close)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
