// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Rows by person against a plain array: made once, found again after the table grew, gone when a
 * month's end keeps them no longer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "measurement/person_table.h"

struct seen { uint32_t person, times; };
enum { PEOPLE = 5000, ASKS = 40000 };

static bool twice(const void *row, uint32_t least) {
    return ((const struct seen *)row)->times >= least;
}

static uint32_t some(uint32_t i) { return i * 2654435761u % PEOPLE * 7u; }

static void as_an_array_would(void **state) {
    (void)state;
    struct person_table t = {.of_row = sizeof(struct seen)};
    uint32_t times[PEOPLE] = {0}, kept = 0;
    assert_null(person_table_find(&t, 0));
    person_table_keep(&t, twice, 1);
    for (uint32_t i = 0; i < ASKS; i += 1 + i % 5) {
        struct seen *s = person_table_make(&t, some(i), 16);
        assert_non_null(s);
        assert_int_equal(s->person, some(i));
        s->times++;
        times[some(i) / 7u]++;
    }
    const uint32_t least = 3;
    person_table_keep(&t, twice, least);
    for (uint32_t p = 0; p < PEOPLE; p++) {
        const struct seen *s = person_table_find(&t, p * 7u);
        if (times[p] < least) {
            assert_null(s);
            continue;
        }
        assert_non_null(s);
        assert_int_equal(s->times, times[p]);
        kept++;
    }
    assert_true(kept > 0 && kept < PEOPLE);
    assert_int_equal(t.n, kept);
    assert_null(person_table_find(&t, 1));
    person_table_free(&t);
    assert_null(person_table_find(&t, 7));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(as_an_array_would)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
