// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Tables are read to the letter; what is cut short or misspelt is said with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "base/decimal.h"
#include "input/csv.h"
#include "input/file.h"

struct given { struct arena a; struct csv t; struct fault f; };

static int parse(struct given *g, const char *text) {
    arena_init(&g->a, 4096);
    memset(&g->f, 0, sizeof g->f);
    return csv_parse(&g->t, text, strlen(text), "t.csv", &g->a, &g->f);
}

static void assert_fault(const char *text, int line, const char *words) {
    struct given g;
    assert_int_equal(parse(&g, text), FAULT_INPUT);
    assert_int_equal(g.f.line, line);
    assert_string_equal(g.f.file, "t.csv");
    assert_non_null(strstr(g.f.what, words));
    arena_free(&g.a);
}

static void test_rows_and_lines(void **state) {
    struct given g;
    unsigned c;
    (void)state;
    assert_int_equal(parse(&g, "# source: a\n# rows: 2\ncode,n\nA,1\nB,2.5\n"), 0);
    assert_int_equal(g.t.n_rows, 2);
    assert_int_equal(g.t.n_columns, 2);
    assert_int_equal(g.t.line[0], 4);
    assert_int_equal(csv_column(&g.t, "n", &c, &g.f), 0);
    double v;
    assert_int_equal(csv_number(&g.t, 1, c, 0, 9, 0, &v, &g.f), 0);
    assert_true(v == 2.5);
    arena_free(&g.a);
}

static void test_quotes(void **state) {
    struct given g;
    (void)state;
    assert_int_equal(parse(&g, "a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\nlast,\r\n"), 0);
    assert_string_equal(csv_cell(&g.t, 0, 0), "x, \"y\"");
    assert_string_equal(csv_cell(&g.t, 0, 1), "two\nlines");
    assert_string_equal(csv_cell(&g.t, 1, 1), "");
    assert_int_equal(g.t.line[1], 4);
    arena_free(&g.a);
}

static void test_what_is_cut_short(void **state) {
    (void)state;
    assert_fault("a,b\n1,2\n3\n", 3, "found 1 fields, expected 2");
    assert_fault("a,b\n1,2,3\n", 2, "found 3 fields, expected 2");
    assert_fault("a,b\n1,2\n3,4", 3, "truncated");
    assert_fault("a,b\n1,\"2\n", 2, "never ends");
    assert_fault("a,b\n\"1\"x,2\n", 2, "after a closing quote");
    assert_fault("# rows: 3\na\n1\n2\n", 5, "found 2 rows, expected 3");
    assert_fault("# rows: 1\na\n1\n2\n", 5, "found 2 rows, expected 1");
    assert_fault("# only comments\n", 2, "no header");
    assert_fault("", 1, "no header");
    assert_fault("\"a\nb\",c,d,e\n1,2,3,4\n", 2, "over the line");
}

static void test_columns_by_name(void **state) {
    struct given g;
    unsigned c;
    (void)state;
    assert_int_equal(parse(&g, "code,registered\nA,1\n"), 0);
    assert_int_equal(csv_column(&g.t, "registred", &c, &g.f), FAULT_INPUT);
    assert_non_null(strstr(g.f.what, "'registered'"));
    arena_free(&g.a);
}

static void test_numbers(void **state) {
    struct given g;
    double v;
    (void)state;
    assert_int_equal(parse(&g, "n\n1e3\nten\n-1\n\n"), 0);
    assert_int_equal(csv_number(&g.t, 0, 0, 0, 1e4, 0, &v, &g.f), 0);
    assert_true(v == 1000.0);
    assert_int_equal(csv_number(&g.t, 1, 0, 0, 9, 0, &v, &g.f), FAULT_INPUT);
    assert_int_equal(g.f.line, 3);
    assert_non_null(strstr(g.f.what, "n is 'ten', expected a number from 0 to 9"));
    assert_int_equal(csv_number(&g.t, 2, 0, 0, 9, 0, &v, &g.f), FAULT_INPUT);
    assert_int_equal(csv_number(&g.t, 3, 0, 0, 9, 0, &v, &g.f), FAULT_INPUT);
    assert_int_equal(csv_number(&g.t, 3, 0, 0, 9, 1, &v, &g.f), 0);
    assert_true(isnan(v));
    arena_free(&g.a);
}

/* Decimal numbers are the nearest doubles, as strtod finds them. */
static void test_decimals(void **state) {
    static const char *const good[] = {"0",       "-0.5",          "+3",
                                       "1e-3",    "123456789.125", "0.1",
                                       "1.",      ".25",           "51.379997253417969",
                                       "7187677", "1E22",          "999999999999999"};
    static const char *const bad[] = {"",    "-",   ".",  "e5", "1e",    "1,5", "0x10",
                                      "inf", "nan", "1 ", " 1", "1e999", "--1", "1.2.3"};
    double v;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(number_parse(good[i], &v));
        assert_true(fabs(v - strtod(good[i], NULL)) <= 2e-16 * fabs(v));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(number_parse(bad[i], &v));
    assert_true(number_parse("0.1", &v) && v == 0.1);
}

/* As sentences have them: commas between thousands, no sign but where one is due. */
static void test_numbers_for_sentences(void **state) {
    static const struct { double v; unsigned decimals; bool sign; const char *text;
    } of[] = {{0, 0, true, "0"},          {999, 0, false, "999"},      {1000, 0, false, "1,000"},
              {-598, 0, true, "-598"},    {-15000, 0, true, "-15,000"}, {11281, 0, false, "11,281"},
              {1234567.25, 2, true, "+1,234,567.25"}, {999.96, 1, false, "1,000.0"},
              {0.001, 1, false, "0.001"}};
    char text[40], narrow[6];
    (void)state;
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        assert_string_equal(decimal_grouped(text, sizeof text, of[i].v, of[i].decimals, of[i].sign),
                            of[i].text);
    assert_string_equal(decimal_grouped(narrow, sizeof narrow, 12345, 0, false), "12345");
}

static void test_digest(void **state) {
    struct given a, b, c;
    (void)state;
    assert_int_equal(parse(&a, "n\n1\n"), 0);
    assert_int_equal(parse(&b, "n\n2\n"), 0);
    assert_int_equal(parse(&c, "n\n1\n"), 0);
    assert_true(a.t.digest == c.t.digest);
    assert_true(a.t.digest != b.t.digest);
    arena_free(&a.a);
    arena_free(&b.a);
    arena_free(&c.a);
}

static void test_no_such_file(void **state) {
    struct given g;
    (void)state;
    arena_init(&g.a, 4096);
    assert_int_equal(csv_read(&g.t, "no/such/table.csv", &g.a, &g.f), FAULT_DISK);
    assert_string_equal(g.f.file, "no/such/table.csv");
    arena_free(&g.a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_and_lines), cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_what_is_cut_short), cmocka_unit_test(test_columns_by_name),
        cmocka_unit_test(test_numbers), cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_numbers_for_sentences),
        cmocka_unit_test(test_digest), cmocka_unit_test(test_no_such_file)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
