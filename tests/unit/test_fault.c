// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Faults: what they keep, how they print, and which word is near. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/fault.h"

static void keeps_what_it_is_told(void **state) {
    (void)state;
    struct fault f = {0};
    const int rc =
        fault_set(&f, FAULT_INPUT, "places/x.yaml", 3, 7, "found '%s', expected %d", "abc", 5);
    assert_int_equal(rc, FAULT_INPUT);
    assert_int_equal(f.code, FAULT_INPUT);
    char line[600];
    assert_string_equal(fault_line(&f, line, sizeof line),
                        "places/x.yaml:3:7: found 'abc', expected 5");
}

static void leaves_out_what_is_unknown(void **state) {
    (void)state;
    struct fault f = {0};
    char line[600];
    assert_int_equal(fault_set(&f, FAULT_MEMORY, NULL, 0, 0, "out of memory"), FAULT_MEMORY);
    assert_string_equal(fault_line(&f, line, sizeof line), "out of memory");
    assert_int_equal(fault_set(&f, FAULT_DISK, "a.csv", 0, 0, "cannot open"), FAULT_DISK);
    assert_string_equal(fault_line(&f, line, sizeof line), "a.csv: cannot open");
    assert_int_equal(fault_set(&f, FAULT_DISK, "a.csv", 9, 0, "too short"), FAULT_DISK);
    assert_string_equal(fault_line(&f, line, sizeof line), "a.csv:9: too short");
}

static void long_texts_are_cut(void **state) {
    (void)state;
    char text[2000], line[64];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    struct fault f = {0};
    assert_int_equal(fault_set(&f, FAULT_INPUT, text, 1, 1, "%s", text), FAULT_INPUT);
    assert_int_equal(strlen(f.file), sizeof f.file - 1);
    assert_int_equal(strlen(f.what), sizeof f.what - 1);
    assert_int_equal(strlen(fault_line(&f, line, sizeof line)), sizeof line - 1);
    assert_int_equal(fault_set(NULL, FAULT_INPUT, NULL, 0, 0, "nobody listens"), FAULT_INPUT);
}

static void nearest_word(void **state) {
    (void)state;
    static const char *const words[] = {"tariff", "block", "global_budget", "fee_for_service"};
    assert_string_equal(fault_nearest("tarif", words, 4), "tariff");
    assert_string_equal(fault_nearest("blok", words, 4), "block");
    assert_string_equal(fault_nearest("global-budgt", words, 4), "global_budget");
    assert_null(fault_nearest("franchise", words, 4));
    assert_null(fault_nearest("", words, 4));
    assert_null(fault_nearest("tariff", words, 0));
    char endless[300];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_null(fault_nearest(endless, words, 4));
}

/* A text that is cut at so many bytes may end, or go on, in the middle of a letter. */
static void letters_stay_whole(void **state) {
    (void)state;
    struct fault f = {0};
    char words[] = "a\xc3" "b\xe2\x82" "c\xf0\x9f\x98\x80" "d\x80\xff" "e\xc3\xa9";
    text_mend(words);
    assert_string_equal(words, "abc\xf0\x9f\x98\x80" "de\xc3\xa9");
    char whole[] = "caf\xc3\xa9";
    text_mend(whole);
    assert_string_equal(whole, "caf\xc3\xa9");
    (void)fault_set(&f, FAULT_INPUT, NULL, 0, 0, "found '%.4s'", "caf\xc3\xa9");
    assert_string_equal(f.what, "found 'caf'");
}

static int fails(void) { return FAULT_BROKEN; }
static int tries(int *reached) {
    TRY(0);
    *reached = 1;
    TRY(fails());
    *reached = 2;
    return 0;
}

static void try_passes_failure_on(void **state) {
    (void)state;
    int reached = 0;
    assert_int_equal(tries(&reached), FAULT_BROKEN);
    assert_int_equal(reached, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_it_is_told), cmocka_unit_test(leaves_out_what_is_unknown),
        cmocka_unit_test(long_texts_are_cut), cmocka_unit_test(letters_stay_whole),
        cmocka_unit_test(nearest_word),
        cmocka_unit_test(try_passes_failure_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
