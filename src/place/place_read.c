// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Reads a place: its own file says who is inside and which rules differ; the tables of England say
 * the rest. The steps, in order: the file; the tables; the level of planned care at the vintage;
 * which providers are local, outside or lumped; which neighbourhoods are inside or halo; then the
 * place's own rows. Nothing published for months after the vintage sets a level (place_level.c says
 * what the pattern uses). */
#include <stdio.h>
#include <string.h>
#include "base/random.h"
#include "input/file.h"
#include "input/yaml.h"
#include "place/place_cut.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter rule_rows[] = {
#include "place/place_rules.def"
};
#undef PARAM
const struct parameter_table place_param_table = {"place", sizeof rule_rows / sizeof *rule_rows,
                                                  rule_rows};

#define PLACES_MOST 256u

int cut_array(struct cut *c, void *rows, size_t n, size_t size) {
    void *got = arena_array(&c->p->arena, n > 0 ? n : 1, size);
    memcpy(rows, &got, sizeof got);
    return got != NULL ? 0 : fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
}

static int find_file(struct cut *c, const char *name, const char *folder, char *path, size_t size) {
    const size_t n = strlen(name);
    const bool is_path = strchr(name, '/') != NULL || (n > 5 && strcmp(name + n - 5, ".yaml") == 0);
    const int wrote = is_path ? snprintf(path, size, "%s", name)
                              : snprintf(path, size, "%s/%s.yaml", folder, name);
    if (wrote < 0 || (size_t)wrote >= size)
        return fault_set(c->f, FAULT_INPUT, NULL, 0, 0, "the place's name is too long");
    FILE *there = fopen(path, "rb");
    if (there != NULL) {
        fclose(there);
        return 0;
    }
    struct file_names places = {.n = 0};
    char near[240];
    file_names_add(&places, folder);
    return fault_set(c->f, FAULT_INPUT, is_path ? path : folder, 0, 0,
                     "no place '%.80s', expected a name or a path%s", name,
                     file_names_near(&places, name, near, sizeof near));
}

/* One word of the commissioners: a board's code, or a sub-board's. */
static int mark_commissioner(struct cut *c, const struct node *v) {
    const struct england *e = &c->e;
    char word[64];
    bool found = false, fresh = false;
    TRY(node_text(v, word, sizeof word, c->f));
    for (uint32_t i = 0; i < e->n_commissioners; i++)
        if (strcmp(e->commissioners[i].board, word) == 0 ||
            strcmp(e->commissioners[i].code, word) == 0) {
            found = true;
            fresh |= !c->inside[i];
            c->inside[i] = true;
        }
    if (!found)
        return cut_no_commissioner(c, v, word);
    return fresh ? 0 : node_fault(v, c->f, "commissioner '%s' is in the list already", word);
}

static int read_commissioners(struct cut *c, const struct node *root) {
    const struct node *v;
    TRY(node_need(root, "commissioners", &v, c->f));
    if (v->kind == NODE_SCALAR && strcmp(v->text, "all") == 0) {
        c->whole = true;
        for (uint32_t i = 0; i < c->e.n_commissioners; i++)
            c->inside[i] = true;
        return 0;
    }
    if (v->kind != NODE_LIST || v->n == 0)
        return node_fault(v, c->f, "commissioners: expected 'all' or a list of codes");
    for (unsigned i = 0; i < v->n; i++)
        GO_ON(c->f, mark_commissioner(c, v->item[i]));
    return 0;
}

static int mark_provider(struct cut *c, const struct node *v) {
    char word[16];
    TRY(node_text(v, word, sizeof word, c->f));
    const uint32_t row =
        england_row(c->e.providers, c->e.n_providers, sizeof *c->e.providers, word);
    if (row == NO_ROW)
        return node_fault(v, c->f, "no provider '%s', expected a code of providers.csv", word);
    c->part[row] = PART_LOCAL;
    return 0;
}

static int read_providers(struct cut *c, const struct node *root) {
    const struct node *v = node_find(root, "providers");
    if (v == NULL)
        return 0;
    if (v->kind != NODE_LIST || v->n == 0)
        return node_fault(v, c->f, "providers: expected a list of codes");
    c->explicit_local = true;
    for (unsigned i = 0; i < v->n; i++)
        GO_ON(c->f, mark_provider(c, v->item[i]));
    return 0;
}

/* rules: a map of names of place_rules.def; halo: none. */
static int read_rules(struct cut *c, const struct node *root) {
    const struct node *rules = node_find(root, "rules"), *halo = node_find(root, "halo");
    double *value = (double *)&c->rules;
    parameter_defaults(&place_param_table, value);
    c->halo = !c->whole;
    if (halo != NULL) {
        unsigned which = 1;
        GO_ON(c->f, node_word(halo, (const char *const[]){"none", "rule"}, 2, &which, c->f));
        c->halo = which == 1;
    }
    if (rules == NULL)
        return 0;
    if (rules->kind != NODE_MAP)
        return node_fault(rules, c->f, "rules: expected a map");
    for (size_t i = 0; i < place_param_table.n; i++) {
        const struct parameter *q = &place_param_table.rows[i];
        const struct node *v = node_find(rules, q->name);
        if (v != NULL)
            GO_ON(c->f, node_number(v, q->low, q->high, &value[i], c->f));
    }
    return node_finish(rules, c->f);
}

/* Counts by row of England's tables. */
static int make_maps(struct cut *c) {
    struct arena *a = &c->scratch;
    const struct england *e = &c->e;
    c->inside = arena_array(a, e->n_commissioners, sizeof *c->inside);
    c->commissioner_to = arena_array(a, e->n_commissioners, sizeof *c->commissioner_to);
    c->council_to = arena_array(a, e->n_councils, sizeof *c->council_to);
    c->resident = arena_array(a, e->n_providers, sizeof *c->resident);
    c->part = arena_array(a, e->n_providers, sizeof *c->part);
    c->provider_to = arena_array(a, e->n_providers, sizeof *c->provider_to);
    c->level = arena_array(a, e->n_providers, sizeof *c->level);
    c->chosen = arena_array(a, e->n_areas, sizeof *c->chosen);
    if (arena_failed(a))
        return fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    memset(c->commissioner_to, 0xff, e->n_commissioners * sizeof *c->commissioner_to);
    memset(c->council_to, 0xff, e->n_councils * sizeof *c->council_to);
    memset(c->provider_to, 0xff, e->n_providers * sizeof *c->provider_to);
    return 0;
}

static int read_text(struct cut *c, const struct node *root, const char *key, char *buffer,
                     unsigned size) {
    TRY(node_need_text(root, key, buffer, size, c->f));
    return buffer[0] ? 0 : node_fault(node_find(root, key), c->f, "'%s' is empty", key);
}

/* The file's own, good or not even where the experiment's counts. */
static int read_vintage(struct cut *c, const struct node *root, char *own, unsigned size) {
    const struct node *v;
    unsigned day;
    TRY(node_need(root, "vintage", &v, c->f));
    TRY(node_date(v, &day, c->f));
    return node_text(v, own, size, c->f);
}

/* vintage: that of the experiment, NULL: the file's own. */
static int read_root(struct cut *c, const struct node *root, const char *path,
                     const char *vintage) {
    char own[64] = "";
    if (root->kind != NODE_MAP)
        return node_fault(root, c->f,
                          "expected a place: a map of key, name, vintage and commissioners");
    GO_ON(c->f, read_text(c, root, "key", c->p->key, sizeof c->p->key));
    GO_ON(c->f, read_text(c, root, "name", c->p->name, sizeof c->p->name));
    GO_ON(c->f, read_vintage(c, root, own, sizeof own));
    GO_ON(c->f, read_commissioners(c, root));
    GO_ON(c->f, read_providers(c, root));
    GO_ON(c->f, read_rules(c, root));
    GO_ON(c->f, cut_read_contracts(c, root));
    GO_ON(c->f, node_finish(root, c->f));
    return vintage ? cut_check_vintage(c, vintage, NULL)
                   : *own ? cut_check_vintage(c, own, path) : 0;
}

/* Whole before anything is cut by it. */
static int read_place_file(struct cut *c, const char *path, const char *vintage) {
    const struct node *root;
    char *raw;
    unsigned long n;
    TRY(file_read(path, 1ul << 20, &raw, &n, &c->scratch, c->f));
    TRY(yaml_parse(&root, raw, n, path, &c->scratch, c->f));
    c->p->digest = mix64(c->e.digest ^ file_digest(raw, n));
    const unsigned before = fault_count(c->f);
    return fault_of_all(c->f, before, read_root(c, root, path, vintage));
}

static int read_all(struct cut *c, const char *name, const char *place_dir, const char *data_dir,
                    const char *vintage) {
    char path[512], folder[512];
    TRY(find_file(c, name, place_dir, path, sizeof path));
    snprintf(folder, sizeof folder, "%s/england", data_dir);
    TRY(england_read(&c->e, folder, &c->scratch, c->f));
    TRY(make_maps(c));
    TRY(read_place_file(c, path, vintage));
    c->p->digest = mix64(c->p->digest ^ file_digest(c->p->vintage, 10));
    cut_levels(c);
    TRY(cut_choose_providers(c));
    TRY(cut_choose_areas(c));
    TRY(cut_make_people(c));
    TRY(cut_make_providers(c));
    cut_make_series(c);
    return 0;
}

int place_read(struct place *p, const char *name, const char *place_dir, const char *data_dir,
               const char *vintage, struct fault *f) {
    struct cut c = {.p = p, .f = f};
    *p = (struct place){.key = ""};
    arena_init(&p->arena, 1u << 20);
    arena_init(&c.scratch, 4u << 20);
    const int rc = read_all(&c, name, place_dir, data_dir, vintage);
    arena_free(&c.scratch);
    if (rc < 0)
        place_free(p);
    return rc;
}

int place_check_vintage(const char *data_dir, const char *vintage, struct fault *f) {
    struct place scratch = {.key = ""};
    struct cut c = {.p = &scratch, .f = f};
    char folder[512];
    snprintf(folder, sizeof folder, "%s/england", data_dir);
    arena_init(&c.scratch, 4u << 20);
    struct fault unread = {0};
    const bool tables = england_read(&c.e, folder, &c.scratch, &unread) == 0;
    const int rc = tables ? cut_check_vintage(&c, vintage, NULL) : 0;
    arena_free(&c.scratch);
    return rc;
}
