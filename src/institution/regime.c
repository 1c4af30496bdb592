// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A regime file: ten questions, each answered for every service line, with parameters and a source.
 *
 *   regime: england-2026
 *   title: England as it is
 *   source: Health and Care Act 2022
 *   reforms: NAME             # the regime it replaces, a file beside this one; absent for the
 *   present
 *   answers:
 *     funding: {answer: icb_allocation, source: "...", parameters: {pace_of_change: 0.1}}
 *     payment:
 *       default: {answer: blended, source: "..."}
 *       lines: {planned: {answer: tariff_within_plan, source: "..."}}
 *       commissioners: {92G: {answer: block, source: "..."}}   # for all lines of one commissioner
 *
 *   like: NAME                # a file beside this one, or of the library, whose answers hold
 *   wherever this one gives
 *   none
 *
 * Whatever is unknown, missing or out of its range is a fault with file, line and column and the
 * nearest word. Left out: an answer for one line of one commissioner alone. */
#include "institution/regime.h"
#include <stdio.h>
#include <string.h>
#include "input/file.h"
#include "input/yaml.h"
#include "institution/state.h"

const char *line_word(unsigned line) {
    static const char *const words[LINE_COUNT] = {[LINE_PLANNED] = "planned",
                                                  [LINE_111] = "111",
                                                  [LINE_OUT_OF_HOURS] = "out_of_hours",
                                                  [LINE_URGENT_TREATMENT] = "urgent_treatment",
                                                  [LINE_AMBULANCE] = "ambulance",
                                                  [LINE_EMERGENCY] = "emergency",
                                                  [LINE_GP] = "gp",
                                                  [LINE_COMMUNITY] = "community",
                                                  [LINE_SOCIAL_CARE] = "social_care"};
    return line < LINE_COUNT ? words[line] : "unknown";
}

struct reading { struct regime *r; struct fault *f; bool like; };

static int new_regime(struct regime **r, struct fault *f) {
    void *memory = NULL;
    size_t capacity = 0;
    if (memory_grow(&memory, &capacity, 1, sizeof **r) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    *r = memory;
    return 0;
}

void regime_free(struct regime *r) {
    if (!r)
        return;
    regime_free(r->before);
    memory_free(r);
}

static int parameters(const struct node *map, struct assignment *a, struct fault *f) {
    const struct parameter_table *const table = institution_answers[a->answer].params;
    parameter_defaults(table, a->value);
    if (!map)
        return 0;
    if (map->kind != NODE_MAP)
        return node_fault(map, f, "expected parameters as a map of names and numbers");
    for (size_t k = 0; k < table->n; k++) {
        const struct parameter *const row = &table->rows[k];
        const struct node *const v = node_find(map, row->name);
        if (v)
            GO_ON(f, node_number(v, row->low, row->high, &a->value[k], f));
    }
    return node_finish(map, f);
}

static int answer_word(const struct node *v, enum question q, uint16_t *answer, struct fault *f) {
    const char *words[64];
    unsigned row[64], n = 0, chosen = 0;
    for (unsigned a = 0; a < institution_n_answers && n < 64; a++)
        if (institution_answers[a].question == q) {
            words[n] = institution_answers[a].name;
            row[n++] = a;
        }
    if (v->kind == NODE_SCALAR && answer_find(q, v->text) < 0)
        for (unsigned a = 0; a < institution_n_answers; a++)
            if (strcmp(institution_answers[a].name, v->text) == 0)
                return node_fault(v, f, "found '%s', which answers '%s'; expected an answer to "
                                  "'%s' (tredegar list answers)", v->text,
                                  question_name(institution_answers[a].question),
                                  question_name(q));
    TRY(node_word(v, words, n, &chosen, f));
    *answer = (uint16_t)row[chosen];
    return 0;
}

static int read_answer(const struct node *map, enum question q, uint16_t *answer,
                       struct fault *f) {
    const struct node *v;
    TRY(node_need(map, "answer", &v, f));
    return answer_word(v, q, answer, f);
}

/* One {answer, source, parameters}; gives the row it was put in. What its parameters are hangs on
 * the answer. */
static int assignment(struct reading *x, const struct node *map, enum question q, uint8_t *row) {
    struct regime *const r = x->r;
    if (map->kind != NODE_MAP)
        return node_fault(map, x->f, "expected answer, source and parameters of '%s'",
                          question_name(q));
    if (r->n_assignments == ASSIGNMENT_MAX)
        return node_fault(map, x->f, "more than %u answers in one regime", ASSIGNMENT_MAX);
    struct assignment *const a = &r->assignment[r->n_assignments];
    const struct node *const values = node_find(map, "parameters");
    const int rc = read_answer(map, q, &a->answer, x->f);
    GO_ON(x->f, rc);
    GO_ON(x->f, node_need_text(map, "source", a->source, sizeof a->source, x->f));
    if (rc == 0)
        GO_ON(x->f, parameters(values, a, x->f));
    GO_ON(x->f, node_finish(map, x->f));
    *row = (uint8_t)r->n_assignments++;
    return 0;
}

static int lines_of(struct reading *x, const struct node *map, enum question q,
                    bool has[LINE_COUNT]) {
    if (map->kind != NODE_MAP)
        return node_fault(map, x->f, "expected service lines and their answers");
    for (unsigned l = 0; l < LINE_COUNT; l++) {
        const struct node *const v = node_find(map, line_word(l));
        if (!v)
            continue;
        has[l] = true;
        GO_ON(x->f, assignment(x, v, q, &x->r->of[q][l]));
    }
    return node_finish(map, x->f);
}

static int commissioners_of(struct reading *x, const struct node *map, enum question q) {
    struct regime *const r = x->r;
    if (map->kind != NODE_MAP)
        return node_fault(map, x->f, "expected commissioners' codes and their answers");
    for (unsigned k = 0; k < map->n; k++) {
        struct exception *const e = &r->exception[r->n_exceptions];
        if (r->n_exceptions == EXCEPTION_MAX)
            return node_fault(map->key[k], x->f, "more than %u answers for single commissioners",
                              EXCEPTION_MAX);
        if (strlen(map->key[k]->text) >= sizeof e->commissioner)
            return node_fault(map->key[k], x->f,
                              "found '%.20s', expected a commissioner's code as published",
                              map->key[k]->text);
        snprintf(e->commissioner, sizeof e->commissioner, "%s", map->key[k]->text);
        e->question = (uint8_t)q;
        e->line = LINE_COUNT;
        GO_ON(x->f, assignment(x, map->item[k], q, &e->assignment));
        r->n_exceptions++;
    }
    return 0;
}

static void drop_exceptions(struct regime *r, enum question q) {
    unsigned kept = 0;
    for (unsigned k = 0; k < r->n_exceptions; k++)
        if (r->exception[k].question != q)
            r->exception[kept++] = r->exception[k];
    r->n_exceptions = kept;
}

static int question_read(struct reading *x, const struct node *map, enum question q) {
    struct regime *const r = x->r;
    bool has[LINE_COUNT] = {false};
    if (map->kind != NODE_MAP)
        return node_fault(map, x->f, "found no map; expected an answer to '%s' as {answer: NAME, "
                                     "source: \"...\"}", question_name(q));
    drop_exceptions(r, q);
    const struct node *const all = node_find(map, "default"), *const lines =
                                                                  node_find(map, "lines");
    const struct node *const some = node_find(map, "commissioners");
    uint8_t row = 0;
    if (!all && !lines) {
        TRY(assignment(x, map, q, &row));
        memset(r->of[q], row, LINE_COUNT);
        return 0;
    }
    if (all) {
        GO_ON(x->f, assignment(x, all, q, &row));
        memset(r->of[q], row, LINE_COUNT);
    }
    if (lines)
        GO_ON(x->f, lines_of(x, lines, q, has));
    for (unsigned l = 0; l < LINE_COUNT && lines && !all && !x->like; l++)
        if (!has[l])
            GO_ON(x->f,
                  node_fault(map, x->f, "'%s' has no answer for service line '%s' and no default",
                             question_name(q), line_word(l)));
    if (some)
        GO_ON(x->f, commissioners_of(x, some, q));
    return node_finish(map, x->f);
}

/* Where other regimes are looked for, and how many files deep the reading is. */
struct look { const char *folder; unsigned depth; };
static int read_file(struct regime **out, const char *path, struct look look, struct fault *f);


/* NAME.yaml in the folder of this file, or else in that of the library. */
static int read_other(struct regime **out, const char *path, const struct node *v,
                      const char *name, struct look look, struct fault *f) {
    char other[768];
    const char *const slash = strrchr(path, '/');
    if (look.depth > 8)
        return fault_set(f, FAULT_INPUT, path, 0, 0, "'reforms' or 'like' goes round in a circle");
    snprintf(other, sizeof other, "%.*s%s.yaml", slash ? (int)(slash - path) + 1 : 0, path, name);
    if (!file_is_there(other) && look.folder)
        snprintf(other, sizeof other, "%s/%s.yaml", look.folder, name);
    if (!file_is_there(other)) {
        struct file_names beside = {.n = 0};
        char folder[512], near[200];
        snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1,
                 slash ? path : ".");
        file_names_add(&beside, look.folder ? look.folder : folder);
        if (look.folder) file_names_add(&beside, folder);
        return node_fault(v, f, "found '%s', expected the name of a regime beside this file%s%s%s",
                          name, look.folder ? " or in " : "", look.folder ? look.folder : "",
                          file_names_near(&beside, name, near, sizeof near));
    }
    look.depth++;
    return read_file(out, other, look, f);
}

/* Takes over the answers of the regime that this one is like, and what that one reforms: itself, if
 * it stands today. */
static int read_like(struct regime *r, const struct node *root, const char *path,
                     struct look look, bool *like, struct fault *f) {
    const struct node *const v = node_find(root, "like");
    char name[96];
    struct regime *other = NULL;
    *like = v != NULL;
    if (!v)
        return 0;
    TRY(node_text(v, name, sizeof name, f));
    TRY(read_other(&other, path, v, name, look, f));
    struct regime *const before = other->before;
    *r = *other;
    if (!before) {
        r->before = other;
        return 0;
    }
    other->before = NULL;
    r->before = before;
    regime_free(other);
    return 0;
}

/* The regime that this one reforms. */
static int read_before(struct regime *r, const struct node *root, const char *path,
                       struct look look, struct fault *f) {
    char name[96];
    const struct node *const v = node_find(root, "reforms");
    if (!v)
        return 0;
    TRY(node_text(v, name, sizeof name, f));
    regime_free(r->before); /* of the regime it is like */
    r->before = NULL;
    return read_other(&r->before, path, v, name, look, f);
}

static int read_answers(struct reading *x, const struct node *root) {
    struct fault *const f = x->f;
    const struct node *answers, *asked[Q_COUNT];
    TRY(node_need(root, "answers", &answers, f));
    if (answers->kind != NODE_MAP)
        return node_fault(answers, f, "expected the ten questions and their answers");
    for (unsigned q = 0; q < Q_COUNT; q++)
        asked[q] = node_find(answers, question_name((enum question)q));
    GO_ON(f, node_finish(answers, f));
    for (unsigned q = 0; q < Q_COUNT; q++)
        if (!asked[q] && !x->like)
            GO_ON(f, node_fault(answers, f, "question '%s' has no answer",
                                question_name((enum question)q)));
    for (unsigned q = 0; q < Q_COUNT; q++)
        if (asked[q])
            GO_ON(f, question_read(x, asked[q], (enum question)q));
    return 0;
}

static int read_into(struct regime *r, const struct node *root, const char *path,
                     struct look look, struct fault *f) {
    struct reading x = {r, f, false};
    if (root->kind != NODE_MAP)
        return node_fault(root, f, "expected a regime: a map of regime, title, source and answers");
    GO_ON(f, read_like(r, root, path, look, &x.like, f));
    GO_ON(f, node_need_text(root, "regime", r->name, sizeof r->name, f));
    GO_ON(f, node_need_text(root, "title", r->title, sizeof r->title, f));
    GO_ON(f, node_need_text(root, "source", r->source, sizeof r->source, f));
    GO_ON(f, read_before(r, root, path, look, f));
    GO_ON(f, read_answers(&x, root));
    return node_finish(root, f);
}

static int read_file(struct regime **out, const char *path, struct look look, struct fault *f) {
    struct arena arena;
    const struct node *root;
    struct regime *r = NULL;
    TRY(new_regime(&r, f));
    arena_init(&arena, 1u << 16);
    const unsigned before = fault_count(f);
    int rc = yaml_read(&root, path, &arena, f);
    if (rc == 0)
        rc = fault_of_all(f, before, read_into(r, root, path, look, f));
    arena_free(&arena);
    if (rc < 0) {
        regime_free(r);
        return rc;
    }
    *out = r;
    return 0;
}

int regime_read(struct regime **r, const char *path, const char *folder, struct fault *f) {
    return read_file(r, path, (struct look){folder, 0}, f);
}

int regime_read_node(struct regime **out, const struct node *root, const char *folder,
                     struct fault *f) {
    char path[600];
    struct regime *r = NULL;
    /* as a file of the folder would be read, so that what it names is found there */
    snprintf(path, sizeof path, "%s/", folder);
    TRY(new_regime(&r, f));
    const unsigned before = fault_count(f);
    const int rc = fault_of_all(f, before, read_into(r, root, path, (struct look){NULL, 0}, f));
    if (rc < 0) {
        regime_free(r);
        return rc;
    }
    *out = r;
    return 0;
}

const char *regime_name(const struct regime *r) { return r->name; }
const char *regime_title(const struct regime *r) { return r->title; }
bool regime_is_present(const struct regime *r) { return !r->before; }

const struct regime *regime_today(const struct regime *r) {
    while (r->before) r = r->before;
    return r;
}

const char *regime_answer(const struct regime *r, enum question q, unsigned line) {
    return institution_answers[r->assignment[r->of[q][line]].answer].name;
}
const char *regime_source(const struct regime *r, enum question q, unsigned line) {
    return r->assignment[r->of[q][line]].source;
}

static int copy(struct regime **out, const struct regime *from, struct fault *f) {
    struct regime *r = NULL;
    TRY(new_regime(&r, f));
    *r = *from;
    r->before = NULL;
    if (from->before && copy(&r->before, from->before, f) < 0) {
        regime_free(r);
        return FAULT_MEMORY;
    }
    *out = r;
    return 0;
}

/* Adds other's answer in row a to r, with its parameters; gives its new row. */
static int adopt(struct regime *r, const struct regime *other, unsigned a, uint8_t *row,
                 struct fault *f) {
    if (r->n_assignments == ASSIGNMENT_MAX)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "regime '%s' has too many answers to swap one",
                         r->name);
    *row = (uint8_t)r->n_assignments;
    r->assignment[r->n_assignments++] = other->assignment[a];
    return 0;
}

static int swap(struct regime *r, const struct regime *other, enum question q, struct fault *f) {
    for (unsigned l = 0; l < LINE_COUNT; l++) {
        if (l > 0 && other->of[q][l] == other->of[q][l - 1])
            r->of[q][l] = r->of[q][l - 1];
        else
            TRY(adopt(r, other, other->of[q][l], &r->of[q][l], f));
    }
    drop_exceptions(r, q);
    for (unsigned k = 0; k < other->n_exceptions; k++) {
        if (other->exception[k].question != q)
            continue;
        if (r->n_exceptions == EXCEPTION_MAX)
            return fault_set(f, FAULT_INPUT, NULL, 0, 0,
                             "too many answers for single commissioners");
        r->exception[r->n_exceptions] = other->exception[k];
        TRY(adopt(r, other, other->exception[k].assignment,
                  &r->exception[r->n_exceptions].assignment, f));
        r->n_exceptions++;
    }
    return 0;
}

int regime_with(struct regime **out, const struct regime *base, const struct regime *other,
                enum question q, struct fault *f) {
    struct regime *r = NULL;
    TRY(copy(&r, base, f));
    int rc = swap(r, other, q, f);
    if (rc == 0 && !r->before) /* base is what stands today: the new one reforms it */
        rc = copy(&r->before, base, f);
    if (rc < 0) {
        regime_free(r);
        return rc;
    }
    snprintf(r->name, sizeof r->name, "%.47s+%s", base->name, question_name(q));
    snprintf(r->title, sizeof r->title, "%.79s, with %s as in %.47s", base->title, question_name(q),
             other->name);
    *out = r;
    return 0;
}

static bool alike(const struct assignment *a, const struct assignment *b) {
    if (a->answer != b->answer)
        return false;
    const size_t n = institution_answers[a->answer].params->n;
    for (size_t k = 0; k < n; k++)
        if (a->value[k] < b->value[k] || a->value[k] > b->value[k])
            return false;
    return true;
}

static const struct exception *exception_of(const struct regime *r, enum question q,
                                            const char *code) {
    for (unsigned k = 0; k < r->n_exceptions; k++)
        if (r->exception[k].question == q && strcmp(r->exception[k].commissioner, code) == 0)
            return &r->exception[k];
    return NULL;
}

/* Does every exception of a to q stand in b with the same answer? */
static bool exceptions_alike(const struct regime *a, const struct regime *b, enum question q) {
    for (unsigned k = 0; k < a->n_exceptions; k++) {
        if (a->exception[k].question != q)
            continue;
        const struct exception *const e = exception_of(b, q, a->exception[k].commissioner);
        if (!e || !alike(&a->assignment[a->exception[k].assignment], &b->assignment[e->assignment]))
            return false;
    }
    return true;
}

bool regime_agree(const struct regime *a, const struct regime *b, enum question q) {
    for (unsigned l = 0; l < LINE_COUNT; l++)
        if (!alike(&a->assignment[a->of[q][l]], &b->assignment[b->of[q][l]]))
            return false;
    return exceptions_alike(a, b, q) && exceptions_alike(b, a, q);
}
