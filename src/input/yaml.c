// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The files that users write: places, regimes, circumstances, experiments. YAML 1.1 by libyaml,
 * made into a tree in which every node knows its line and column. All scalars are text until
 * somebody asks for a number, a word or a date, so "no" is a word and 010 is ten. Refused, each
 * with its line: anchors and aliases, tags, keys that are not scalars, a key twice in one map,
 * more than one document, more than 4 MB, more than 32 levels. */
#include "input/yaml.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>
#include "base/date.h"
#include "input/file.h"

#define YAML_LIMIT (4ul << 20)
#define DEPTH_LIMIT 32
#define ASKED_LIMIT 64u
#define ASKED_SIZE 40u

/* A map also remembers what was asked for in vain, to name what a misspelt key may have meant. */
struct map_node {
    struct node node; /* first, so that a node of a map is a map_node */
    struct arena *arena;
    char (*asked)[ASKED_SIZE];
    unsigned n_asked;
};

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    bool held; /* event waits to be deleted */
    const char *name;
    struct arena *arena;
    struct fault *f;
};

struct children {
    unsigned n, capacity;
    const struct node **value, **key;
};

static int next(struct reader *r) {
    if (r->held)
        yaml_event_delete(&r->event);
    r->held = yaml_parser_parse(&r->parser, &r->event);
    if (r->held)
        return 0;
    const yaml_parser_t *p = &r->parser;
    const char *const hint =
        p->error == YAML_READER_ERROR                               ? "; save the file as UTF-8"
        : p->problem && strstr(p->problem, "cannot start any token") ? "; a tab? indent with spaces"
                                                                     : "";
    return fault_set(r->f, FAULT_INPUT, r->name, (int)p->problem_mark.line + 1,
                     (int)p->problem_mark.column + 1, "not YAML: %s%s%s%s",
                     p->problem ? p->problem : "unreadable", p->context ? " " : "",
                     p->context ? p->context : "", hint);
}

static int refuse(struct reader *r, const char *found, const char *expected) {
    const yaml_mark_t m = r->event.start_mark;
    return fault_set(r->f, FAULT_INPUT, r->name, (int)m.line + 1, (int)m.column + 1,
                     "found %s, expected %s", found, expected);
}

static int grow(struct reader *r, struct children *c) {
    if (c->n < c->capacity)
        return 0;
    const unsigned wider = c->capacity ? 2 * c->capacity : 8;
    const struct node **value = arena_array(r->arena, wider, sizeof *value);
    const struct node **key = arena_array(r->arena, wider, sizeof *key);
    if (value == NULL || key == NULL)
        return fault_set(r->f, FAULT_MEMORY, r->name, 0, 0, "out of memory");
    if (c->n > 0) {
        memcpy(value, c->value, c->n * sizeof *value);
        memcpy(key, c->key, c->n * sizeof *key);
    }
    c->value = value;
    c->key = key;
    c->capacity = wider;
    return 0;
}

static int new_node(struct reader *r, enum node_kind kind, struct node **out) {
    struct node *v = NULL;
    if (kind == NODE_MAP) {
        struct map_node *m = arena_take(r->arena, sizeof *m);
        if (m != NULL)
            m->arena = r->arena;
        v = m == NULL ? NULL : &m->node;
    } else {
        v = arena_take(r->arena, sizeof *v);
    }
    if (v == NULL)
        return fault_set(r->f, FAULT_MEMORY, r->name, 0, 0, "out of memory");
    v->kind = kind;
    v->line = (int)r->event.start_mark.line + 1;
    v->column = (int)r->event.start_mark.column + 1;
    v->file = r->name;
    *out = v;
    return 0;
}

static int scalar(struct reader *r, const struct node **out) {
    struct node *v = NULL;
    const char *text = (const char *)r->event.data.scalar.value;
    if (r->event.data.scalar.anchor != NULL || r->event.data.scalar.tag != NULL)
        return refuse(r, "an anchor or a tag", "a plain value");
    if (strlen(text) != r->event.data.scalar.length)
        return refuse(r, "a zero byte", "text");
    TRY(new_node(r, NODE_SCALAR, &v));
    v->text = arena_text(r->arena, text);
    if (v->text == NULL)
        return fault_set(r->f, FAULT_MEMORY, r->name, 0, 0, "out of memory");
    *out = v;
    return 0;
}

static int value(struct reader *r, int depth, const struct node **out);

static int list(struct reader *r, int depth, const struct node **out) {
    struct node *v = NULL;
    struct children c = {0, 0, NULL, NULL};
    if (r->event.data.sequence_start.anchor != NULL || r->event.data.sequence_start.tag != NULL)
        return refuse(r, "an anchor or a tag", "a plain list");
    TRY(new_node(r, NODE_LIST, &v));
    for (;;) {
        TRY(next(r));
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            break;
        TRY(grow(r, &c));
        TRY(value(r, depth + 1, &c.value[c.n]));
        c.n++;
    }
    v->n = c.n;
    v->item = c.value;
    *out = v;
    return 0;
}

static int key(struct reader *r, const struct children *c, const struct node **out) {
    if (r->event.type != YAML_SCALAR_EVENT)
        return refuse(r, "a key that is a list, a map or an alias", "a word");
    TRY(scalar(r, out));
    for (unsigned i = 0; i < c->n; i++)
        if (strcmp(c->key[i]->text, (*out)->text) == 0)
            return node_fault(*out, r->f, "found '%.60s' a second time, expected each key once",
                              (*out)->text);
    return 0;
}

static int map(struct reader *r, int depth, const struct node **out) {
    struct node *v = NULL;
    struct children c = {0, 0, NULL, NULL};
    if (r->event.data.mapping_start.anchor != NULL || r->event.data.mapping_start.tag != NULL)
        return refuse(r, "an anchor or a tag", "a plain map");
    TRY(new_node(r, NODE_MAP, &v));
    for (;;) {
        TRY(next(r));
        if (r->event.type == YAML_MAPPING_END_EVENT)
            break;
        if (c.n >= 4096)
            return refuse(r, "more than 4096 keys", "a smaller map");
        TRY(grow(r, &c));
        TRY(key(r, &c, &c.key[c.n]));
        TRY(next(r));
        TRY(value(r, depth + 1, &c.value[c.n]));
        c.n++;
    }
    v->n = c.n;
    v->item = c.value;
    v->key = c.key;
    v->used = arena_array(r->arena, c.n + 1, sizeof *v->used);
    if (v->used == NULL)
        return fault_set(r->f, FAULT_MEMORY, r->name, 0, 0, "out of memory");
    *out = v;
    return 0;
}

static int value(struct reader *r, int depth, const struct node **out) {
    if (depth > DEPTH_LIMIT)
        return refuse(r, "more than 32 levels", "fewer");
    switch (r->event.type) {
    case YAML_SCALAR_EVENT: return scalar(r, out);
    case YAML_SEQUENCE_START_EVENT: return list(r, depth, out);
    case YAML_MAPPING_START_EVENT: return map(r, depth, out);
    case YAML_ALIAS_EVENT: return refuse(r, "an alias", "a value");
    default: return refuse(r, "the end", "a value");
    }
}

static int document(struct reader *r, const struct node **root) {
    TRY(next(r)); /* start of the stream */
    TRY(next(r));
    if (r->event.type != YAML_DOCUMENT_START_EVENT)
        return refuse(r, "an empty file", "keys and values");
    TRY(next(r));
    TRY(value(r, 0, root));
    TRY(next(r)); /* end of the document */
    TRY(next(r));
    if (r->event.type != YAML_STREAM_END_EVENT)
        return refuse(r, "a second document", "the end of the file");
    return 0;
}

int yaml_parse(const struct node **root, const char *text, unsigned long n, const char *name,
               struct arena *a, struct fault *f) {
    struct reader r = {.name = arena_text(a, name), .arena = a, .f = f};
    if (n > YAML_LIMIT)
        return fault_set(f, FAULT_INPUT, name, 0, 0, "is %lu bytes, expected at most %lu", n,
                         YAML_LIMIT);
    if (r.name == NULL || !yaml_parser_initialize(&r.parser))
        return fault_set(f, FAULT_MEMORY, name, 0, 0, "out of memory");
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, n);
    const int rc = document(&r, root);
    if (r.held)
        yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return rc;
}

int yaml_read(const struct node **root, const char *path, struct arena *a, struct fault *f) {
    char *text;
    unsigned long n;
    TRY(file_read(path, YAML_LIMIT, &text, &n, a, f));
    return yaml_parse(root, text, n, path, a, f);
}

int node_fault(const struct node *v, struct fault *f, const char *format, ...) {
    char what[sizeof f->what];
    va_list list_of;
    va_start(list_of, format);
    vsnprintf(what, sizeof what, format, list_of);
    va_end(list_of);
    return fault_set(f, FAULT_INPUT, v->file, v->line, v->column, "%s", what);
}

static const char *kind_name(enum node_kind k) {
    return k == NODE_SCALAR ? "a value" : k == NODE_LIST ? "a list" : "a map";
}

/* Remembers a key asked for in vain. Without memory the only loss is a suggestion. */
static void ask_in_vain(const struct node *map_of, const char *word) {
    struct map_node *m = (struct map_node *)(uintptr_t)map_of;
    if (m->asked == NULL)
        m->asked = arena_array(m->arena, ASKED_LIMIT, ASKED_SIZE);
    if (m->asked != NULL && m->n_asked < ASKED_LIMIT && strlen(word) < ASKED_SIZE)
        memcpy(m->asked[m->n_asked++], word, strlen(word) + 1);
}

const struct node *node_find(const struct node *map_of, const char *word) {
    if (map_of == NULL || map_of->kind != NODE_MAP)
        return NULL;
    for (unsigned i = 0; i < map_of->n; i++)
        if (strcmp(map_of->key[i]->text, word) == 0) {
            map_of->used[i] = true;
            return map_of->item[i];
        }
    ask_in_vain(map_of, word);
    return NULL;
}

int node_need(const struct node *map_of, const char *word, const struct node **out,
              struct fault *f) {
    if (map_of->kind != NODE_MAP)
        return node_fault(map_of, f, "found %s, expected a map with '%s'",
                          kind_name(map_of->kind), word);
    *out = node_find(map_of, word);
    if (*out != NULL)
        return 0;
    return node_fault(map_of, f, "no '%s' here, expected one", word);
}

static int need_scalar(const struct node *v, const char *expected, struct fault *f) {
    if (v->kind == NODE_SCALAR)
        return 0;
    return node_fault(v, f, "found %s, expected %s", kind_name(v->kind), expected);
}

int node_text(const struct node *v, char *buffer, unsigned size, struct fault *f) {
    TRY(need_scalar(v, "text", f));
    const size_t n = strlen(v->text);
    if (n >= size)
        return node_fault(v, f, "found %zu bytes of text, expected at most %u", n, size - 1);
    memcpy(buffer, v->text, n + 1);
    return 0;
}

int node_need_text(const struct node *map, const char *key, char *buffer, unsigned size,
                   struct fault *f) {
    const struct node *v;
    TRY(node_need(map, key, &v, f));
    return node_text(v, buffer, size, f);
}

int node_number(const struct node *v, double low, double high, double *out, struct fault *f) {
    TRY(need_scalar(v, "a number", f));
    const bool number = number_parse(v->text, out);
    if (number && *out >= low && *out <= high)
        return 0;
    if (!number && low <= -1e15 && high >= 1e15)
        return node_fault(v, f, "found '%.60s', expected a number such as 0.5", v->text);
    return node_fault(v, f, "found '%.60s', expected a number from %g to %g", v->text, low,
                      high);
}

int node_bool(const struct node *v, bool *out, struct fault *f) {
    TRY(need_scalar(v, "true or false", f));
    *out = strcmp(v->text, "true") == 0;
    if (*out || strcmp(v->text, "false") == 0)
        return 0;
    return node_fault(v, f, "found '%.60s', expected true or false", v->text);
}

int node_date(const struct node *v, unsigned *day, struct fault *f) {
    TRY(need_scalar(v, "a date", f));
    day_t d;
    if (day_parse(v->text, &d) != 0)
        return node_fault(v, f, "found '%.60s', expected a date such as 2026-01-31", v->text);
    *day = d;
    return 0;
}

/* "down or up"; of many the first. */
static void words_told(const char *const *words, unsigned n, char *list, size_t size) {
    enum { ALL_TOLD = 6 };
    size_t at = (size_t)snprintf(list, size, "%s%s", n > ALL_TOLD ? "for example " : "",
                                 n > 0 ? words[0] : "nothing");
    for (unsigned i = 1; i < n && n <= ALL_TOLD && at < size; i++)
        at += (size_t)snprintf(list + at, size - at, "%s%s", i + 1 < n ? ", " : " or ", words[i]);
}

int node_word(const struct node *v, const char *const *words, unsigned n, unsigned *index,
              struct fault *f) {
    TRY(need_scalar(v, "a word", f));
    for (unsigned i = 0; i < n; i++)
        if (strcmp(v->text, words[i]) == 0) {
            *index = i;
            return 0;
        }
    const char *near = fault_nearest(v->text, words, n);
    if (near != NULL)
        return node_fault(v, f, "found '%.60s', which is unknown; did you mean '%s'?", v->text,
                          near);
    char list[160];
    words_told(words, n, list, sizeof list);
    return node_fault(v, f, "found '%.60s', which is unknown; expected %s", v->text, list);
}

/* The words this map could have held: the keys that were used, and those asked for in vain. The
 * nearest is told, or else the first few. */
static int unknown_key(const struct node *map_of, const struct node *key, struct fault *f) {
    const struct map_node *m = (const struct map_node *)map_of;
    const char *words[2 * ASKED_LIMIT];
    char list[200];
    unsigned n = 0;
    for (unsigned i = 0; i < m->n_asked; i++)
        words[n++] = m->asked[i];
    for (unsigned i = 0; i < map_of->n && n < 2 * ASKED_LIMIT; i++)
        if (map_of->used[i])
            words[n++] = map_of->key[i]->text;
    const char *const near = fault_nearest(key->text, words, n);
    if (near != NULL)
        return node_fault(key, f, "unknown key '%.60s'; did you mean '%s'?", key->text, near);
    words_told(words, n, list, sizeof list);
    return node_fault(key, f, "unknown key '%.60s'; expected %s", key->text, list);
}

int node_finish(const struct node *map_of, struct fault *f) {
    if (map_of->kind != NODE_MAP)
        return 0;
    for (unsigned i = 0; i < map_of->n; i++) {
        if (map_of->used[i])
            continue;
        GO_ON(f, unknown_key(map_of, map_of->key[i], f));
    }
    return 0;
}
