// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* An entry of the list of sources by its key: braces within a field, another order, what is cut
 * short. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "input/bib.h"

static const char list[] = "@misc{first-one, title={The {NHS} Plan}, author={Ministry}, "
                           "year={2000}, url={}, note={ten years, of which one}}\n"
                           "@misc{first, note={before its title}, title={Another}}\n"
                           "@misc{cut, title={no end";

static bool look(const char *key, struct bib_entry *e) {
    return bib_find(list, sizeof list - 1, key, e);
}

static void by_its_whole_key(void **state) {
    (void)state;
    struct bib_entry e;
    assert_true(look("first-one", &e));
    assert_string_equal(e.title, "The {NHS} Plan");
    assert_string_equal(e.author, "Ministry");
    assert_string_equal(e.year, "2000");
    assert_string_equal(e.url, "");
    assert_true(look("first", &e));
    assert_string_equal(e.title, "Another");
    assert_string_equal(e.note, "before its title");
    assert_string_equal(e.author, "");
}

static void not_there_or_cut_short(void **state) {
    (void)state;
    struct bib_entry e;
    assert_false(look("firs", &e));
    assert_false(look("second", &e));
    assert_false(look("cut", &e));
    assert_false(bib_find("", 0, "first", &e));
}

/* The lists of a folder are read as one; what is no list, and no folder, holds nothing. */
static void in_any_list_of_a_folder(void **state) {
    (void)state;
    struct bib b;
    struct bib_entry e;
    bib_open(&b, "data/sources.d");
    assert_true(b.n > 5);
    assert_true(bib_look_up(&b, "ncc-2024-25-planned", &e));
    assert_string_equal(e.author, "NHS England");
    assert_true(bib_look_up(&b, "skills-for-care-2022", &e));
    assert_false(bib_look_up(&b, "nobody", &e));
    bib_close(&b);
    bib_open(&b, "no/such/folder");
    assert_false(bib_look_up(&b, "skills-for-care-2022", &e));
    bib_close(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(by_its_whole_key),
                                       cmocka_unit_test(not_there_or_cut_short),
                                       cmocka_unit_test(in_any_list_of_a_folder)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
