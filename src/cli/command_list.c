// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar list, check, parameters, describe: what there is, and whether a file is right. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "input/yaml.h"
#include "institution/institutions.h"
#include "measurement/measures.h"
#include "report/report.h"

static int only_yaml(const struct dirent *d) {
    const char *dot = strrchr(d->d_name, '.');
    return dot && strcmp(dot, ".yaml") == 0;
}

/* Prints key, id of the claim (experiments) and title of each YAML file of a folder. */
static int list_folder(const char *heading, const char *folder, const char *title_key, struct fault *f) {
    struct dirent **found;
    const int n = scandir(folder, &found, only_yaml, alphasort);
    if (n < 0) return fault_set(f, FAULT_INPUT, folder, 0, 0, "no such folder; set TREDEGAR_HOME to where Tredegar's files are");
    printf("%s\n", heading);
    int rc = 0;
    for (int i = 0; i < n; i++) {
        char path[1024], title[256] = "", id[32] = "";
        snprintf(path, sizeof path, "%s/%s", folder, found[i]->d_name);
        struct arena a;
        arena_init(&a, 1u << 14);
        const struct node *root = NULL, *v = NULL, *claim = NULL;
        struct fault bad = {0};
        if (rc == 0) rc = yaml_read(&root, path, &a, f);
        if (rc == 0 && (v = node_find(root, title_key)) != NULL) rc = node_text(v, title, sizeof title, f);
        if (rc == 0 && (claim = node_find(root, "claim")) != NULL && (v = node_find(claim, "id")) != NULL && node_text(v, id, sizeof id, &bad) < 0) id[0] = '\0';
        if (rc == 0) printf("  %-30.*s %s%s%s%s\n", (int)(strlen(found[i]->d_name) - 5), found[i]->d_name, *id ? "[" : "", id, *id ? "] " : "", title);
        arena_free(&a);
        free(found[i]); /* scandir's own */
    }
    free(found);
    return rc;
}

static void list_measures(void) {
    printf("measures\n");
    for (int i = 0; i < (int)MEASURE_COUNT; i++) printf("  %-30s %-12s %s\n", measure_info[i].name, measure_info[i].unit, measure_info[i].line);
}

static void list_answers(void) {
    printf("answers\n");
    for (unsigned i = 0; i < institution_n_answers; i++)
        printf("  %-12s %-34s %s\n", question_name(institution_answers[i].question), institution_answers[i].name, institution_answers[i].summary);
}

int command_list(const struct options *o) {
    static const char *const words[] = {"experiments", "regimes", "places", "measures", "answers"};
    const char *what = o->n_arguments ? o->argument[0] : "";
    struct fault f = {0};
    bool known = !*what;
    for (unsigned i = 0; i < 5; i++) known = known || strcmp(what, words[i]) == 0;
    if (!known) {
        const char *near = fault_nearest(what, words, 5);
        return cli_usage("list takes experiments, regimes, places, measures or answers; found '%s'%s%s", what, near ? "; nearest: " : "", near ? near : "");
    }
    int rc = 0;
    if (!*what || strcmp(what, "experiments") == 0) rc = list_folder("experiments", o->library.experiments, "title", &f);
    if (rc == 0 && (!*what || strcmp(what, "regimes") == 0)) rc = list_folder("regimes", o->library.regimes, "title", &f);
    if (rc == 0 && (!*what || strcmp(what, "places") == 0)) rc = list_folder("places", o->library.places, "name", &f);
    if (rc < 0) return cli_fault(&f);
    if (!*what || strcmp(what, "measures") == 0) list_measures();
    if (!*what || strcmp(what, "answers") == 0) list_answers();
    return EXIT_DONE;
}

/* What kind of file is it? Named by the key that opens it. */
static int check_file(const struct options *o, const char *path, struct fault *f) {
    struct arena a;
    arena_init(&a, 1u << 14);
    const struct node *root = NULL;
    int rc = yaml_read(&root, path, &a, f);
    const bool is_map = rc == 0 && root->kind == NODE_MAP;
    const bool regime = is_map && node_find(root, "regime"), experiment = is_map && node_find(root, "experiment");
    const bool place = is_map && node_find(root, "place") && !experiment;
    arena_free(&a);
    if (rc < 0) return rc;
    if (experiment) {
        static struct experiment e;
        rc = experiment_read(&e, path, &o->library, f);
        if (rc == 0) experiment_free(&e);
        return rc;
    }
    if (regime) {
        struct regime *r = NULL;
        rc = regime_read(&r, path, f);
        if (rc == 0) regime_free(r);
        return rc;
    }
    if (place) {
        struct place p = {0};
        rc = place_read(&p, path, o->library.places, o->library.data, NULL, f);
        place_free(&p);
        return rc;
    }
    return fault_set(f, FAULT_INPUT, path, 1, 1, "found a file of no known kind; expected one that opens with 'experiment:', 'regime:' or 'place:'");
}

int command_check(const struct options *o) {
    if (o->n_arguments == 0) return cli_usage("check takes one or more files");
    int worst = EXIT_DONE;
    for (unsigned i = 0; i < o->n_arguments; i++) {
        struct fault f = {0};
        if (check_file(o, o->argument[i], &f) < 0) worst = cli_fault(&f);
        else printf("%s: good\n", o->argument[i]);
    }
    return worst;
}

static void print_parameter(const struct options *o, const char *room, const struct parameter *p, double value) {
    char name[128];
    snprintf(name, sizeof name, "%s.%s", room, p->name);
    if (o->format == FORMAT_CSV)
        printf("%s,%.10g,%.10g,%.10g,%s,%s,%s\n", name, value, p->low, p->high, p->unit, standing_name(p->standing), p->source);
    else
        printf("%-46s %12.6g  [%.6g, %.6g] %-18s %-10s %s\n", name, value, p->low, p->high, p->unit, standing_name(p->standing), p->source);
}

static double value_of(const struct experiment *e, const char *room, const struct parameter *p) {
    char name[128];
    snprintf(name, sizeof name, "%s.%s", room, p->name);
    for (unsigned i = 0; e && i < e->set.n; i++)
        if (strcmp(e->set.s[i].name, name) == 0) return e->set.s[i].value;
    return p->value;
}

int command_parameters(const struct options *o) {
    if (o->n_arguments != 0) return cli_usage("parameters takes no word; --experiment names one");
    if (o->format == FORMAT_JSON) return cli_usage("parameters comes as table or csv");
    static struct experiment e;
    struct fault f = {0};
    if (o->experiment && cli_experiment(o, o->experiment, &e, &f) < 0) return cli_fault(&f);
    if (o->format == FORMAT_CSV) printf("name,value,low,high,unit,standing,source\n");
    const struct parameter_table *const *tables;
    const unsigned n = registry_tables(&tables);
    for (unsigned t = 0; t < n; t++)
        for (size_t i = 0; i < tables[t]->n; i++)
            print_parameter(o, tables[t]->room, &tables[t]->rows[i], value_of(o->experiment ? &e : NULL, tables[t]->room, &tables[t]->rows[i]));
    if (o->experiment) experiment_free(&e);
    return EXIT_DONE;
}

int command_describe(const struct options *o) {
    if (o->n_arguments != 1) return cli_usage("describe takes one experiment");
    static struct experiment e;
    struct place p = {0};
    struct fault f = {0};
    int rc = cli_experiment(o, o->argument[0], &e, &f);
    if (rc == 0) rc = place_read(&p, e.place, o->library.places, o->library.data, e.vintage[0] ? e.vintage : NULL, &f);
    if (rc == 0) report_describe(stdout, &e, &p);
    place_free(&p);
    if (rc == 0) experiment_free(&e);
    return rc < 0 ? cli_fault(&f) : EXIT_DONE;
}
