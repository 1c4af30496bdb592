// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Every pound once: over a run the categories of spending sum to what the Treasury, persons, their
 * insurers and owners put in, less what is left in the accounts of the service. Under tax, private
 * insurance and vouchers, where an excess or a top-up passes through those accounts. To the penny:
 * the ledger is whole pence, the measures are its sums. */
#include "shrunk_study.h"
#include "study/simulation.h"
#include "study/twins.h"

enum { SHRINK = 24, MONTHS = 15, REGIMES = 3 };
static const char *const names[REGIMES] = {"england-2026", "universal-private-insurance",
                                           "personal-vouchers"};

static struct twins t;

static int setup(void **state) {
    (void)state;
    if (shrunk_place(&place, &library, SHRINK) < 0) return -1;
    study_begin(MONTHS, 1, "qaly");
    for (unsigned k = 0; k < REGIMES; k++) study_add(names[k], names[k]);
    study_run(&t, &(struct twins_options){.threads = 1, .check = true});
    return 0;
}

static int teardown(void **state) {
    (void)state;
    return study_end(&t);
}

static bool one_of(const char *account, const char *const *list, unsigned n) {
    for (unsigned k = 0; k < n; k++)
        if (strcmp(account, list[k]) == 0) return true;
    return false;
}
/* who puts in; where money leaves the service; all others are accounts of the service */
static const char *const sources[] = {"treasury", "persons", "insurers", "investors"};
static const char *const sinks[] = {"staff", "suppliers", "advisers"};
static bool is_source(const char *a) { return one_of(a, sources, 4); }
static bool is_person(const char *a) { return one_of(a, sources + 1, 2); }
static bool is_inside(const char *a) { return !is_source(a) && !one_of(a, sinks, 3); }

/* Sum of a measure over the run, in pence. */
static double total(unsigned scenario, enum measure what, enum breakdown by) {
    const struct series *s = &t.main[scenario].series;
    double all = 0.0;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->row[i].measure == what && s->row[i].org == ORG_PLACE && s->row[i].breakdown == by)
            all += 100.0 * s->row[i].value;
    return all;
}

/* What the Treasury, persons, insurers and owners put in by this line of the ledger; what comes
 * back to them, owners' earnings apart, is taken off. What owners pay others than the service is no
 * spending of it. */
static pence_t put_in(const struct ledger_line *l) {
    const bool from = is_source(l->payer), to = is_source(l->payee),
               owner = strcmp(l->payer, "investors") == 0,
               to_owner = strcmp(l->payee, "investors") == 0;
    if (owner) return is_inside(l->payee) ? l->pence : 0;
    if (from) return !to || to_owner ? l->pence : 0;
    return to && !to_owner ? -l->pence : 0;
}

static void spending_is_what_is_put_in(void **state) {
    (void)state;
    for (unsigned k = 0; k < REGIMES; k++) {
        const struct outcome *o = &t.main[k];
        pence_t in = 0, left = 0, persons = 0;
        for (uint32_t n = 0; n < o->n_ledger; n++) {
            const struct ledger_line *l = &o->ledger[n];
            in += put_in(l);
            left += is_inside(l->payee) ? l->pence : 0;
            left -= is_inside(l->payer) ? l->pence : 0;
            if (is_person(l->payer) != is_person(l->payee))
                persons += is_person(l->payer) ? l->pence : -l->pence;
        }
        assert_true(in > 0 && persons > 0);
        assert_true(fabs(total(k, M_spend, BY_NONE) - (double)(in - left)) < 1.0);
        assert_true(fabs(total(k, M_spend, BY_CATEGORY) - (double)(in - left)) < 1.0);
        assert_true(fabs(total(k, M_private_payments, BY_NONE) - (double)persons) < 1.0);
    }
}

static pence_t paid(unsigned scenario, const char *payer, const char *payee) {
    pence_t sum = 0;
    for (uint32_t n = 0; n < t.main[scenario].n_ledger; n++) {
        const struct ledger_line *l = &t.main[scenario].ledger[n];
        if (strcmp(l->payer, payer) == 0 && strcmp(l->payee, payee) == 0) sum += l->pence;
    }
    return sum;
}

/* The excess, and the top-ups, are among what persons put in beyond the category private. */
static void excess_and_top_ups_are_private_payments(void **state) {
    (void)state;
    const pence_t excess = paid(1, "persons", "commissioner"),
                  top_ups = paid(2, "persons", "plan");
    const double outside[REGIMES] = {[1] = total(1, M_private_payments, BY_NONE),
                                     [2] = total(2, M_private_payments, BY_NONE)};
    assert_true(excess > 0 && top_ups > 0);
    assert_true(outside[1] > (double)excess);
    assert_true(outside[2] > (double)top_ups);
    assert_int_equal(paid(0, "persons", "commissioner") + paid(0, "persons", "plan"), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(spending_is_what_is_put_in),
                                       cmocka_unit_test(excess_and_top_ups_are_private_payments)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
