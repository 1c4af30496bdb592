// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Money: every penny has a payer and a payee, and a penny moved any other way is found out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/fault.h"
#include "base/ledger.h"
#include "base/random.h"

static const account_id treasury = {0}, commissioner = {1}, trust = {2}, staff = {3};

static void pays_and_sums(void **state) {
    (void)state;
    struct ledger l;
    assert_int_equal(ledger_init(&l, 4), 0);
    ledger_move(&l, treasury, commissioner, 0, REASON_ALLOCATION, 1000);
    ledger_move(&l, commissioner, trust, 1, REASON_CARE, 600);
    ledger_move(&l, commissioner, trust, 1, REASON_CARE, 100);
    ledger_move(&l, trust, staff, 1, REASON_CARE_COST, 650);
    l.month = 1;
    ledger_move(&l, commissioner, trust, 1, REASON_CARE, 7);
    assert_int_equal(ledger_balance(&l, treasury), -1000);
    assert_int_equal(ledger_balance(&l, commissioner), 293);
    assert_int_equal(ledger_balance(&l, trust), 57);
    assert_int_equal(ledger_balance(&l, staff), 650);
    assert_int_equal(l.n_rows, 4); /* the two payments of month 0 share a row */
    assert_int_equal(l.rows[1].pence, 700);
    assert_int_equal(l.rows[1].count, 2);
    assert_int_equal(l.rows[3].month, 1);
    assert_int_equal(ledger_check(&l), 0);
    ledger_free(&l);
}

/* One penny handed over outside ledger_move: the sum still is nought, the rows tell. */
static void a_penny_moved_on_the_side(void **state) {
    (void)state;
    struct ledger l;
    assert_int_equal(ledger_init(&l, 4), 0);
    ledger_move(&l, treasury, trust, 0, REASON_ALLOCATION, 1000);
    l.balance[trust.i] -= 1;
    l.balance[staff.i] += 1;
    assert_int_equal(ledger_check(&l), FAULT_BROKEN);
    l.balance[trust.i] += 1;
    l.balance[staff.i] -= 1;
    assert_int_equal(ledger_check(&l), 0);
    ledger_free(&l);
}

static void a_penny_lost(void **state) {
    (void)state;
    struct ledger l;
    assert_int_equal(ledger_init(&l, 4), 0);
    ledger_move(&l, treasury, trust, 0, REASON_ALLOCATION, 1000);
    l.balance[trust.i] -= 1;
    assert_int_equal(ledger_check(&l), FAULT_BROKEN);
    l.balance[trust.i] += 1;
    l.rows[0].pence -= 1; /* and one lost from the record */
    assert_int_equal(ledger_check(&l), FAULT_BROKEN);
    ledger_free(&l);
}

static void many_rows(void **state) {
    (void)state;
    enum { ACCOUNTS = 300, MOVES = 200000 };
    struct ledger l;
    assert_int_equal(ledger_init(&l, ACCOUNTS), 0);
    pence_t expected[ACCOUNTS] = {0};
    for (uint32_t i = 0; i < MOVES; i++) {
        const uint64_t h = mix64(i);
        const account_id from = {(uint16_t)(h % ACCOUNTS)}, to = {(uint16_t)(h / 1000 % ACCOUNTS)};
        const pence_t pence = (pence_t)(h >> 40);
        l.month = (uint16_t)(i / 10000);
        ledger_move(&l, from, to, (uint8_t)(h >> 20 & 3), (enum ledger_reason)(h >> 24 & 7), pence);
        expected[from.i] -= pence;
        expected[to.i] += pence;
    }
    assert_true(l.n_rows > 100000); /* the table has grown many times */
    uint64_t count = 0;
    for (uint32_t i = 0; i < l.n_rows; i++)
        count += l.rows[i].count;
    assert_int_equal(count, MOVES);
    for (uint16_t a = 0; a < ACCOUNTS; a++)
        assert_int_equal(ledger_balance(&l, (account_id){a}), expected[a]);
    assert_int_equal(ledger_check(&l), 0);
    const uint32_t rows = l.n_rows;
    ledger_move(&l, (account_id){l.rows[0].payer}, (account_id){l.rows[0].payee}, l.rows[0].line,
                (enum ledger_reason)l.rows[0].reason, 0);
    assert_int_equal(l.n_rows, rows + 1); /* the same, but in the last month */
    ledger_free(&l);
}

static void failure_is_told(void **state) {
    (void)state;
    struct ledger l;
    assert_int_equal(ledger_init(&l, 2), 0);
    l.failed = FAULT_MEMORY;
    ledger_move(&l, treasury, commissioner, 0, REASON_CARE, 5);
    assert_int_equal(ledger_balance(&l, commissioner), 0);
    assert_int_equal(ledger_check(&l), FAULT_MEMORY);
    ledger_free(&l);
}

static void every_reason_has_a_name_and_a_category(void **state) {
    (void)state;
    for (unsigned r = 0; r < REASON_COUNT; r++) {
        assert_non_null(reason_name((enum ledger_reason)r));
        assert_true((unsigned)reason_category((enum ledger_reason)r) < CATEGORY_COUNT);
        for (unsigned s = 0; s < r; s++)
            assert_string_not_equal(reason_name((enum ledger_reason)r),
                                    reason_name((enum ledger_reason)s));
    }
    for (unsigned c = 0; c < CATEGORY_COUNT; c++)
        assert_non_null(category_name((enum ledger_category)c));
    /* spent again as care cost */
    assert_int_equal(reason_category(REASON_CARE), CATEGORY_TRANSFER);
    assert_int_equal(reason_category(REASON_CARE_COST), CATEGORY_CARE);
    assert_int_equal(reason_category(REASON_LEGAL), CATEGORY_MARKET);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pays_and_sums),   cmocka_unit_test(a_penny_moved_on_the_side),
        cmocka_unit_test(a_penny_lost),    cmocka_unit_test(many_rows),
        cmocka_unit_test(failure_is_told), cmocka_unit_test(every_reason_has_a_name_and_a_category),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
