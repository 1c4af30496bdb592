// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* An experiment from outside, as data or as YAML: the same keys in both. It is written as block
 * YAML that people can read and change, and read again by the program's own strict reader. What
 * names a file elsewhere in the program (place, regime, circumstances, like, reforms) must here be
 * a plain name: a path is refused before anything is opened. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/file.h"
#include "input/yaml.h"
#include "serve/state.h"

enum { DEPTH_MOST = 24 };

static bool is_plain(const char *t) {
    const size_t n = strlen(t);
    if (n == 0 || n > 200 || t[n - 1] == ' ') return false;
    const bool opens = (t[0] >= 'a' && t[0] <= 'z') || (t[0] >= 'A' && t[0] <= 'Z') ||
                       (t[0] >= '0' && t[0] <= '9');
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)t[i];
        if (c < 32 || c > 126 || strchr(":#\"'{}[],&*!|>%@`\\?", c)) return false;
    }
    return opens;
}

static void write_text(FILE *out, const char *text) {
    if (is_plain(text)) {
        fputs(text, out);
        return;
    }
    json_t *s = json_string(text);
    json_dumpf(s, out, JSON_ENCODE_ANY); /* JSON's quotes are YAML's */
    json_decref(s);
}

static void write_scalar(FILE *out, const json_t *v) {
    if (json_is_string(v)) write_text(out, json_string_value(v));
    else if (json_is_integer(v)) fprintf(out, "%lld", (long long)json_integer_value(v));
    else if (json_is_real(v)) fprintf(out, "%.15g", json_real_value(v));
    else fputs(json_is_true(v) ? "true" : json_is_false(v) ? "false" : "\"\"", out);
}

static bool is_leaf(const json_t *v) {
    return (!json_is_object(v) && !json_is_array(v)) ||
           (json_is_object(v) && json_object_size(v) == 0) ||
           (json_is_array(v) && json_array_size(v) == 0);
}

static void write_leaf(FILE *out, const json_t *v) {
    if (json_is_object(v)) fputs("{}", out);
    else if (json_is_array(v)) fputs("[]", out);
    else write_scalar(out, v);
    fputc('\n', out);
}

static void write_node(FILE *out, const json_t *v, int indent, bool in_line);

static void write_map(FILE *out, const json_t *map, int indent, bool in_line) {
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)map, key, value) {
        if (json_is_null(value)) continue;
        fprintf(out, "%*s", in_line ? 0 : indent, "");
        in_line = false;
        write_text(out, key);
        fputc(':', out);
        if (is_leaf(value)) {
            fputc(' ', out);
            write_leaf(out, value);
        } else {
            fputc('\n', out);
            write_node(out, value, indent + 2, false);
        }
    }
}

static void write_node(FILE *out, const json_t *v, int indent, bool in_line) {
    size_t i;
    json_t *item;
    if (json_is_object(v)) {
        write_map(out, v, indent, in_line);
        return;
    }
    json_array_foreach(v, i, item) {
        fprintf(out, "%*s- ", in_line ? 0 : indent, "");
        in_line = false;
        if (is_leaf(item)) write_leaf(out, item);
        else write_node(out, item, indent + 2, true);
    }
}

char *draft_yaml(const json_t *experiment) {
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    if (!out) return NULL;
    fputs("# Made on the page of Tredegar: tredegar check FILE, tredegar run FILE\n", out);
    write_map(out, experiment, 0, false);
    if (fclose(out) == 0) return text;
    free(text);
    return NULL;
}

/* Keys whose values are words even when they look like numbers. */
static bool is_worded(const char *key) {
    static const char *const worded[] = {"id",     "text",   "source",   "title", "name",
                                         "experiment", "regime", "place", "vintage", "start", "end",
                                         "from", "circumstances", "answer", "like", "reforms"};
    for (unsigned i = 0; key && i < sizeof worded / sizeof *worded; i++)
        if (strcmp(key, worded[i]) == 0) return true;
    return false;
}

static json_t *scalar(const char *text, const char *key) {
    double v;
    if (!is_worded(key)) {
        if (strcmp(text, "true") == 0) return json_true();
        if (strcmp(text, "false") == 0) return json_false();
        if (number_parse(text, &v)) {
            if (v == floor(v) && fabs(v) < 9e15) return json_integer((json_int_t)v);
            return json_real(v);
        }
    }
    return json_string(text);
}

static json_t *tree(const struct node *v, const char *key) {
    if (v->kind == NODE_SCALAR) return scalar(v->text, key);
    json_t *out = v->kind == NODE_LIST ? json_array() : json_object();
    for (unsigned i = 0; i < v->n; i++) {
        const char *name = v->kind == NODE_MAP ? v->key[i]->text : key;
        json_t *item = tree(v->item[i], name);
        if (v->kind == NODE_LIST) json_array_append_new(out, item);
        else json_object_set_new(out, name, item);
    }
    return out;
}

int draft_json(const char *text, size_t n, json_t **out, struct fault *f) {
    struct arena a;
    const struct node *root = NULL;
    arena_init(&a, 1u << 16);
    int rc = yaml_parse(&root, text, n, "the experiment", &a, f);
    *out = NULL;
    if (rc == 0 && root->kind != NODE_MAP)
        rc = node_fault(root, f, "expected an experiment, a map of keys and values");
    if (rc == 0 && !(*out = tree(root, NULL)))
        rc = fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    arena_free(&a);
    return rc;
}

static bool names_a_file(const char *key) {
    static const char *const keys[] = {"place", "regime", "circumstances", "like", "reforms"};
    for (unsigned i = 0; key && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0) return true;
    return false;
}

static int check_word(const char *key, const char *word, struct fault *f) {
    const size_t n = strlen(word);
    const bool file = n > 5 && strcmp(word + n - 5, ".yaml") == 0;
    if (!names_a_file(key) || (request_is_name(word) && !file)) return 0;
    return fault_set(f, FAULT_INPUT, NULL, 0, 0,
                     "%s: found '%.40s', expected the name of one that Tredegar has; the page "
                     "takes no path",
                     key, word);
}

static int check_tree(const json_t *v, const char *key, unsigned depth, struct fault *f) {
    size_t i;
    const char *k;
    json_t *item;
    if (depth > DEPTH_MOST)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "the experiment is nested too deeply");
    if (json_is_string(v)) return check_word(key, json_string_value(v), f);
    if (json_is_array(v)) json_array_foreach(v, i, item) TRY(check_tree(item, key, depth + 1, f));
    if (json_is_object(v))
        json_object_foreach((json_t *)(uintptr_t)v, k, item) {
            if (strlen(k) > 100)
                return fault_set(f, FAULT_INPUT, NULL, 0, 0, "a key of %zu letters", strlen(k));
            TRY(check_tree(item, k, depth + 1, f));
        }
    return 0;
}

int draft_names(const json_t *experiment, struct fault *f) {
    if (!json_is_object(experiment))
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "expected an experiment, an object");
    return check_tree(experiment, NULL, 0, f);
}
