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
static int check_settings(const struct node *root, char *key, unsigned size, struct fault *f) {
    struct experiment scratch = {0}; /* takes the settings and is forgotten */
    const struct node *title = NULL, *name = NULL, *set = node_find(root, "set");
    char text[256];
    GO_ON(f, node_need(root, "circumstances", &name, f));
    if (name) GO_ON(f, node_text(name, key, size, f));
    GO_ON(f, node_need(root, "title", &title, f));
    if (title) GO_ON(f, node_text(title, text, sizeof text, f));
    (void)node_find(root, "source");
    if (set && set->kind != NODE_MAP)
        GO_ON(f, node_fault(set, f, "expected a map of parameters"));
    for (unsigned i = 0; set && set->kind == NODE_MAP && i < set->n; i++) {
        set->used[i] = true;
        GO_ON(f, check_setting(&scratch, set->key[i], set->item[i], f));
    }
    return node_finish(root, f);
}

/* What is no fault, but hardly what was meant. */
static void warn(const struct experiment *e, const char *path) {
    if (experiment_against_its_measure(e))
        fprintf(stderr, "tredegar: %s: warning: better: %s, but of %s %s is better\n", path,
                e->headline_up ? "up" : "down", e->headline, e->headline_up ? "less" : "more");
    cli_warn_name(path, "experiment", e->key, "");
}

static int check_experiment(const struct options *o, const char *path, struct fault *f) {
    struct experiment e = {0};
    struct place p = {0};
    int rc = experiment_read(&e, path, &o->library, f);
    if (rc == 0) rc = cli_place(o, &e, &p, f);
    if (rc == 0) warn(&e, path);
    place_free(&p);
    experiment_free(&e);
    return rc;
}

static int check_regime(const struct options *o, const char *path, struct fault *f) {
    struct regime *r = NULL;
    TRY(regime_read(&r, path, o->library.regimes, f));
    cli_warn_name(path, "regime", regime_name(r), "");
    regime_free(r);
    return 0;
}

static int check_place(const struct options *o, const char *path, struct fault *f) {
    struct place p = {0};
    const int rc = place_read(&p, path, o->library.places, o->library.data, NULL, f);
    if (rc == 0) cli_warn_name(path, "key", p.key, CLI_PLACE_NAMES);
    place_free(&p);
    return rc;
}

static int check_circumstances(const struct options *o, const char *path, struct fault *f) {
    char key[64] = "";
    struct arena a;
    const struct node *root;
    (void)o;
    arena_init(&a, 1u << 14);
    int rc = yaml_read(&root, path, &a, f);
    if (rc == 0) rc = fault_of_all(f, 0, check_settings(root, key, sizeof key, f));
    if (rc == 0) cli_warn_name(path, "circumstances", key, "");
    arena_free(&a);
    return rc;
}

/* By the key that opens a file of the kind; or, where that is what is wrong, by another that no
 * other kind has. An experiment names its circumstances, so it comes first. */
static int check_file(const struct options *o, const char *path, struct fault *f) {
    static const struct {
        const char *key, *other;
        int (*check)(const struct options *o, const char *path, struct fault *f);
    } kinds[] = {{"experiment", "scenarios", check_experiment},
                 {"regime", "answers", check_regime},
                 {"circumstances", "circumstances", check_circumstances},
                 {"key", "commissioners", check_place}};
    struct arena a;
    arena_init(&a, 1u << 14);
    const struct node *root = NULL;
    const int rc = yaml_read(&root, path, &a, f);
    unsigned k = 0;
    while (rc == 0 && k < 4 && !node_find(root, kinds[k].key) && !node_find(root, kinds[k].other))
        k++;
    arena_free(&a);
    if (rc < 0) return rc;
    if (k < 4) return kinds[k].check(o, path, f);
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
