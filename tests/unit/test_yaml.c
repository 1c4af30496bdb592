// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Users' files as a tree that knows where each word stood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/date.h"
#include "input/yaml.h"

struct given { struct arena a; const struct node *root; struct fault f; };

static int parse(struct given *g, const char *text) {
    arena_init(&g->a, 4096);
    memset(&g->f, 0, sizeof g->f);
    return yaml_parse(&g->root, text, strlen(text), "f.yaml", &g->a, &g->f);
}

static void assert_fault(const char *text, int line, int column, const char *words) {
    struct given g;
    assert_int_equal(parse(&g, text), FAULT_INPUT);
    assert_int_equal(g.f.line, line);
    if (column > 0)
        assert_int_equal(g.f.column, column);
    assert_non_null(strstr(g.f.what, words));
    arena_free(&g.a);
}

static void test_tree(void **state) {
    struct given g;
    (void)state;
    assert_int_equal(parse(&g, "name: a place\nlist: [x, 2]\nmap:\n  on: no\n"), 0);
    assert_int_equal(g.root->kind, NODE_MAP);
    assert_int_equal(g.root->n, 3);
    const struct node *list = node_find(g.root, "list");
    assert_int_equal(list->kind, NODE_LIST);
    assert_int_equal(list->n, 2);
    assert_string_equal(list->item[1]->text, "2");
    assert_int_equal(list->item[1]->line, 2);
    assert_int_equal(list->item[1]->column, 11);
    assert_string_equal(node_find(node_find(g.root, "map"), "on")->text, "no");
    assert_null(node_find(g.root, "nothing"));
    assert_null(node_find(list, "nothing"));
    arena_free(&g.a);
}

static void test_values(void **state) {
    struct given g;
    char text[8];
    double v;
    bool yes;
    unsigned day, word;
    (void)state;
    assert_int_equal(
        parse(&g, "n: 2.5\nyes: true\nday: 2026-01-31\nword: tarif\nlong: 123456789\n"), 0);
    assert_int_equal(node_number(node_find(g.root, "n"), 0, 3, &v, &g.f), 0);
    assert_true(v == 2.5);
    assert_int_equal(node_number(node_find(g.root, "n"), 0, 2, &v, &g.f), FAULT_INPUT);
    assert_int_equal(g.f.line, 1);
    assert_non_null(strstr(g.f.what, "found '2.5', expected a number from 0 to 2"));
    assert_int_equal(node_bool(node_find(g.root, "yes"), &yes, &g.f), 0);
    assert_true(yes);
    assert_int_equal(node_bool(node_find(g.root, "n"), &yes, &g.f), FAULT_INPUT);
    assert_int_equal(node_date(node_find(g.root, "day"), &day, &g.f), 0);
    assert_int_equal(day_to_civil(day).year, 2026);
    assert_int_equal(node_date(node_find(g.root, "word"), &day, &g.f), FAULT_INPUT);
    assert_int_equal(node_text(node_find(g.root, "long"), text, sizeof text, &g.f), FAULT_INPUT);
    assert_int_equal(node_word(node_find(g.root, "word"), (const char *const[]){"block", "tariff"},
                               2, &word, &g.f),
                     FAULT_INPUT);
    assert_non_null(strstr(g.f.what, "did you mean 'tariff'?"));
    assert_int_equal(g.f.line, 4);
    arena_free(&g.a);
}

/* A misspelt key names what was asked for, whether or not it is there. */
static void test_unknown_keys(void **state) {
    struct given g;
    (void)state;
    assert_int_equal(parse(&g, "name: x\nvintagee: 2026-01-31\n"), 0);
    assert_non_null(node_find(g.root, "name"));
    assert_null(node_find(g.root, "vintage"));
    assert_int_equal(node_finish(g.root, &g.f), FAULT_INPUT);
    assert_int_equal(g.f.line, 2);
    assert_non_null(strstr(g.f.what, "unknown key 'vintagee'; did you mean 'vintage'?"));
    arena_free(&g.a);
}

static void test_needed_keys(void **state) {
    struct given g;
    const struct node *v;
    (void)state;
    assert_int_equal(parse(&g, "a: 1\n"), 0);
    assert_int_equal(node_need(g.root, "a", &v, &g.f), 0);
    assert_int_equal(node_need(g.root, "b", &v, &g.f), FAULT_INPUT);
    assert_non_null(strstr(g.f.what, "no 'b' here"));
    assert_int_equal(node_finish(g.root, &g.f), 0);
    arena_free(&g.a);
}

static void test_refusals(void **state) {
    char deep[256] = "";
    (void)state;
    assert_fault("", 1, 0, "an empty file");
    assert_fault("a: 1\na: 2\n", 2, 1, "a second time");
    assert_fault("a: &x 1\n", 1, 4, "anchor");
    assert_fault("a: !!int 1\n", 1, 4, "tag");
    assert_fault("a: *x\n", 1, 0, "");
    assert_fault("? [a]\n: 1\n", 1, 0, "a key that is a list");
    assert_fault("a: 1\n---\nb: 2\n", 2, 0, "a second document");
    assert_fault("a: [1, 2\n", 2, 0, "not YAML");
    assert_fault("a:\n\t- 1\n", 2, 0, "not YAML");
    memset(deep, '[', 60);
    assert_fault(deep, 1, 34, "more than 32 levels");
}

static void test_too_long(void **state) {
    struct given g;
    const unsigned long n = (4ul << 20) + 1;
    char *text = test_malloc(n);
    (void)state;
    memset(text, ' ', n);
    arena_init(&g.a, 4096);
    assert_int_equal(yaml_parse(&g.root, text, n, "f.yaml", &g.a, &g.f), FAULT_INPUT);
    assert_non_null(strstr(g.f.what, "expected at most"));
    test_free(text);
    arena_free(&g.a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree),         cmocka_unit_test(test_values),
        cmocka_unit_test(test_unknown_keys), cmocka_unit_test(test_needed_keys),
        cmocka_unit_test(test_refusals),     cmocka_unit_test(test_too_long)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
