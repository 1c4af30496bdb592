// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a client may say: paths, names, hosts, tokens; and experiments from outside. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "serve/state.h"

static void paths(void **state) {
    (void)state;
    static struct request q;
    assert_true(request_path(&q, "/"));
    assert_int_equal(q.n, 0);
    assert_true(request_path(&q, "/api/studies/a b/series"));
    assert_int_equal(q.n, 4);
    assert_string_equal(q.part[2], "a b");
    static const char *const wrong[] = {"", "api", "//", "/a//b", "/a/", "/../x", "/a/..",
                                        "/a/.git",
                                        "/a\\b", "/a/\x01", "/a/b/c/d/e/f/g"};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (request_path(&q, wrong[i])) fail_msg("'%s' was taken", wrong[i]);
    char large[600];
    memset(large, 'a', sizeof large - 1);
    large[0] = '/';
    large[sizeof large - 1] = '\0';
    assert_false(request_path(&q, large));
    large[200] = '\0'; /* one part too long */
    assert_false(request_path(&q, large));
}

static void words(void **state) {
    (void)state;
    static struct request q;
    long n;
    assert_true(request_word(&q, "month", "12"));
    assert_true(request_word(&q, "empty", NULL));
    assert_string_equal(request_find(&q, "month"), "12");
    assert_null(request_find(&q, "year"));
    assert_true(request_whole(&q, "month", 0, 12, -1, &n) && n == 12);
    assert_false(request_whole(&q, "month", 0, 11, -1, &n));
    assert_false(request_whole(&q, "empty", 0, 11, -1, &n));
    assert_true(request_whole(&q, "year", 0, 11, -1, &n) && n == -1);
    for (unsigned i = 2; i < REQUEST_WORDS; i++) assert_true(request_word(&q, "k", "v"));
    assert_false(request_word(&q, "k", "v"));
}

static void names(void **state) {
    (void)state;
    assert_true(request_is_name("england-2026"));
    assert_true(request_is_name("a.b+c_D9"));
    static const char *const wrong[] = {"", ".", "..", ".a", "a/b", "a b", "a\\b", "a\n", "%2e"};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(request_is_name(wrong[i]));
}

static void who_asks(void **state) {
    (void)state;
    assert_true(request_host_is_ours("127.0.0.1:8765", 8765));
    assert_true(request_host_is_ours("localhost:8765", 8765));
    assert_true(request_host_is_ours("[::1]:8765", 8765));
    assert_false(request_host_is_ours("127.0.0.1:8766", 8765));
    assert_false(request_host_is_ours("127.0.0.1", 8765));
    assert_false(request_host_is_ours("evil.example:8765", 8765));
    assert_false(request_host_is_ours("127.0.0.1:8765.evil.example", 8765));
    assert_false(request_host_is_ours(NULL, 8765));
    assert_true(request_origin_is_ours("http://localhost:8765", 8765));
    assert_false(request_origin_is_ours("https://localhost:8765", 8765));
    assert_false(request_origin_is_ours("null", 8765));
    assert_true(request_token_is("abcd", "abcd"));
    assert_false(request_token_is("abcd", "abce"));
    assert_false(request_token_is("abcd", "abcdabcd"));
    assert_false(request_token_is("abcd", "ab"));
    assert_false(request_token_is("abcd", ""));
    assert_false(request_token_is("abcd", NULL));
}

/* YAML to data to YAML to data: nothing is lost, and words that look like numbers stay words. */
static void drafts(void **state) {
    (void)state;
    static const char text[] =
        "experiment: x\ntitle: \"a: b # c\"\nclaim: {id: \"37\", text: t}\nreplicates: 2\n"
        "set: {planned.removal_nhs: 0.98}\nplacebo: true\nscenarios:\n"
        "  - {name: a, regime: {like: england-2026, answers: {}}}\n  - name: b\n    set: {}\n";
    json_t *one = NULL, *two = NULL;
    struct fault f = {0};
    assert_int_equal(draft_json(text, strlen(text), &one, &f), 0);
    assert_string_equal(json_string_value(json_object_get(one, "title")), "a: b # c");
    assert_true(json_is_integer(json_object_get(one, "replicates")));
    assert_true(json_is_true(json_object_get(one, "placebo")));
    assert_true(json_is_string(json_object_get(json_object_get(one, "claim"), "id")));
    char *yaml = draft_yaml(one);
    assert_non_null(yaml);
    assert_int_equal(draft_json(yaml, strlen(yaml), &two, &f), 0);
    assert_true(json_equal(one, two));
    assert_int_equal(draft_names(one, &f), 0);
    free(yaml);
    json_decref(one);
    json_decref(two);
    one = json_loads("{\"a\": [[1, 2], [{\"b\": [3, [4]], \"c\": \"x\"}], []]}", 0, NULL);
    yaml = draft_yaml(one);
    assert_int_equal(draft_json(yaml, strlen(yaml), &two, &f), 0);
    assert_true(json_equal(one, two));
    free(yaml);
    json_decref(one);
    json_decref(two);
    assert_true(draft_json("a: [1, 2\n", 10, &one, &f) < 0);
    assert_true(f.line > 0);
    assert_true(draft_json("[1]", 3, &one, &f) < 0);
}

static void no_paths(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "{\"place\": \"/etc/passwd\"}", "{\"place\": \"x.yaml\"}", "{\"circumstances\": \"../x\"}",
        "{\"scenarios\": [{\"regime\": \"a/b\"}]}",
        "{\"scenarios\": [{\"regime\": {\"like\": \"../../x\"}}]}",
        "{\"scenarios\": [{\"timeline\": [{\"regime\": \"./x\"}]}]}",
        "{\"scenarios\": [{\"regime\": {\"reforms\": \"\"}}]}", "[]", "\"x\""};
    struct fault f = {0};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        json_t *o = json_loads(wrong[i], JSON_DECODE_ANY, NULL);
        assert_non_null(o);
        if (draft_names(o, &f) == 0) fail_msg("%s was taken", wrong[i]);
        json_decref(o);
    }
    json_t *deep = json_object();
    for (unsigned i = 0; i < 40; i++) deep = json_pack("{s:o}", "a", deep);
    assert_true(draft_names(deep, &f) < 0);
    json_decref(deep);
}

/* What goes wrong is said without this machine's folders. */
static void faults(void **state) {
    (void)state;
    struct reply r = {0};
    struct fault f = {.code = FAULT_INPUT, .line = 3, .column = 7,
                      .what = "found 'x', expected one of /home/a/regimes or '/b/c.yaml'"};
    reply_fault(&r, "experiment", &f);
    assert_int_equal(r.status, 400);
    json_t *e = json_object_get(r.json, "error");
    assert_string_equal(json_string_value(json_object_get(e, "message")),
                        "found 'x', expected one of regimes or 'c.yaml'");
    assert_int_equal(json_integer_value(json_object_get(e, "line")), 3);
    json_t *first = json_incref(r.json);
    reply_error(&r, 404, "unknown", "There is no such page."); /* the last is told */
    assert_int_equal(first->refcount, 1);
    assert_int_equal(r.status, 404);
    json_decref(first);
    json_decref(r.json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths),    cmocka_unit_test(words),  cmocka_unit_test(names),
        cmocka_unit_test(who_asks), cmocka_unit_test(drafts), cmocka_unit_test(no_paths),
        cmocka_unit_test(faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
