// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar check: whether files are right; all that is wrong with one, in the order of its
 * lines. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "input/file.h"
#include "input/yaml.h"

static int check_setting(struct experiment *scratch, const struct node *key, const struct node *v,
                         struct fault *f) {
    double value;
    struct fault why = {0};
    TRY(node_number(v, -HUGE_VAL, HUGE_VAL, &value, f));
    return experiment_set(scratch, key->text, value, &why) < 0 ? node_fault(key, f, "%s", why.what)
                                                               : 0;
}

/* Circumstances: a title, and settings of parameters that exist, within their ranges. */
static int check_circumstances(const struct node *root, struct fault *f) {
    struct experiment scratch = {0}; /* takes the settings and is forgotten */
    const struct node *title, *set = node_find(root, "set");
    char text[256];
    TRY(node_need(root, "title", &title, f));
    TRY(node_text(title, text, sizeof text, f));
    (void)node_find(root, "source");
    if (set && set->kind != NODE_MAP) return node_fault(set, f, "expected a map of parameters");
    scratch.set.n = 0;
    for (unsigned i = 0; set && i < set->n; i++)
        GO_ON(f, check_setting(&scratch, set->key[i], set->item[i], f));
    return node_finish(root, f);
}

/* What is no fault, but hardly what was meant. */
static void warn(const struct experiment *e, const char *path) {
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    const size_t n = strlen(file) > 5 ? strlen(file) - 5 : 0; /* .yaml */
    if (experiment_against_its_measure(e))
        fprintf(stderr, "tredegar: %s: warning: better: %s, but of %s %s is better\n", path,
                e->headline_up ? "up" : "down", e->headline, e->headline_up ? "less" : "more");
    if (strlen(e->key) != n || strncmp(e->key, file, n) != 0)
        fprintf(stderr, "tredegar: %s: warning: experiment: %s, expected the file's name, %.*s\n",
                path, e->key, (int)n, file);
}

/* What kind of file is it? Named by the key that opens it. */
static int check_file(const struct options *o, const char *path, struct fault *f) {
    struct arena a;
    arena_init(&a, 1u << 14);
    const struct node *root = NULL;
    int rc = yaml_read(&root, path, &a, f);
    const bool is_map = rc == 0 && root->kind == NODE_MAP;
    const bool circumstances =
        is_map && node_find(root, "circumstances") && !node_find(root, "experiment");
    if (circumstances) rc = fault_of_all(f, 0, check_circumstances(root, f));
    const bool regime = is_map && node_find(root, "regime"),
               experiment = is_map && node_find(root, "experiment");
    const bool place = is_map && node_find(root, "key") && node_find(root, "commissioners");
    arena_free(&a);
    if (rc < 0 || circumstances) return rc;
    if (experiment) {
        struct experiment e = {0};
        struct place p = {0};
        rc = experiment_read(&e, path, &o->library, f);
        if (rc == 0) rc = cli_place(o, &e, &p, f);
        if (rc == 0) warn(&e, path);
        place_free(&p);
        experiment_free(&e);
        return rc;
    }
    if (regime) {
        struct regime *r = NULL;
        rc = regime_read(&r, path, o->library.regimes, f);
        if (rc == 0) regime_free(r);
        return rc;
    }
    if (place) {
        struct place p = {0};
        rc = place_read(&p, path, o->library.places, o->library.data, NULL, f);
        place_free(&p);
        return rc;
    }
    return fault_set(
        f, FAULT_INPUT, path, 1, 1,
        "found a file of no known kind; expected an experiment ('experiment:'), a regime "
        "('regime:'), circumstances ('circumstances:') or a place ('key:' and 'commissioners:')");
}

static int by_place(const void *a, const void *b) {
    const struct fault *const x = a, *const y = b;
    const int file = strcmp(x->file, y->file);
    return file ? file : x->line != y->line ? x->line - y->line : x->column - y->column;
}

/* Every fault, in the order of the files' lines. */
static int tell_all(struct faults *others, const struct fault *last) {
    struct fault all[FAULTS_MOST + 1];
    int worst = EXIT_DONE;
    memcpy(all, others->fault, others->n * sizeof *all);
    all[others->n] = *last;
    qsort(all, others->n + 1u, sizeof *all, by_place);
    for (unsigned i = 0; i <= others->n; i++) {
        const int rc = cli_fault(&all[i]);
        worst = rc > worst ? rc : worst;
    }
    return worst;
}

static int check_one(const struct options *o, const char *path) {
    struct faults others = {0};
    struct fault f = {.also = &others};
    if (check_file(o, path, &f) < 0) return tell_all(&others, &f);
    printf("%s: good\n", path);
    return EXIT_DONE;
}

/* A name of the library may be that of several files: a regime's and that of circumstances. */
static int check_name(const struct options *o, const char *name) {
    const struct library *const l = &o->library;
    const char *const folder[] = {l->experiments, l->regimes, l->places, l->circumstances};
    struct file_names names = {.n = 0};
    char path[1024], near[200];
    int worst = EXIT_DONE;
    unsigned found = 0;
    for (unsigned k = 0; k < 4; k++) {
        snprintf(path, sizeof path, "%s/%s.yaml", folder[k], name);
        file_names_add(&names, folder[k]);
        if (!file_is_there(path)) continue;
        const int rc = check_one(o, path);
        worst = rc > worst ? rc : worst;
        found++;
    }
    if (found) return worst;
    struct fault f = {0};
    fault_set(&f, FAULT_INPUT, NULL, 0, 0,
              "found '%.80s', expected a file or the name of an experiment, a regime, a place or "
              "circumstances%s", name, file_names_near(&names, name, near, sizeof near));
    return cli_fault(&f);
}

int command_check(const struct options *o) {
    if (o->n_arguments == 0) return cli_usage("check takes one or more files or names");
    int worst = EXIT_DONE;
    for (unsigned i = 0; i < o->n_arguments; i++) {
        const char *const a = o->argument[i];
        const bool is_path = strchr(a, '/') || file_is_yaml(a) || file_is_there(a);
        const int rc = is_path ? check_one(o, a) : check_name(o, a);
        worst = rc > worst ? rc : worst;
    }
    return worst;
}
