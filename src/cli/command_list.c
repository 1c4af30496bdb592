// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar list, check, describe: what there is, whether a file is right, and the model as a
 * document. */
#include <ctype.h>
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

/* The claim that an experiment tests, in the words of who makes it. */
static void list_claim(const struct node *claim) {
    const struct node *v = node_find(claim, "text");
    struct fault unimportant = {0};
    char text[1024], line[1040];
    if (v == NULL || node_text(v, text, sizeof text, &unimportant) < 0) return;
    snprintf(line, sizeof line, "\"%s\"", text);
    printf("%37s", "");
    report_text_wrapped(stdout, line, 37, 37, 120);
}

/* Bytes a person of a run with all institutions on: measured by `make bench` (peak memory over
 * people). */
static const double BYTES_A_PERSON = 60.0;

/* How many people it makes, and what a run of it asks of the machine. */
static void list_size(const struct options *o, const char *path) {
    struct place p = {0};
    struct fault unimportant = {0};
    if (place_read(&p, path, o->library.places, o->library.data, NULL, &unimportant) == 0) {
        double residents = 0.0, neighbours = 0.0;
        for (uint32_t a = 0; a < p.n_areas; a++)
            *(p.areas[a].halo ? &neighbours : &residents) += p.areas[a].people;
        printf("%37s%.0f thousand residents, %.0f thousand neighbours who may use its hospitals, "
               "%u providers; about %.0f MB a run\n", "", residents / 1e3, neighbours / 1e3,
               p.n_providers, (residents + neighbours) * BYTES_A_PERSON / 1e6);
    }
    place_free(&p);
}

/* Key, title of one YAML file; of an experiment with a claim its id and who makes it. */
static int list_file(const char *path, const char *name, const char *title_key, bool claims,
                     struct fault *f) {
    char title[256] = "", id[32] = "", source[256] = "";
    struct arena a;
    arena_init(&a, 1u << 14);
    const struct node *root = NULL, *v = NULL, *claim = NULL;
    struct fault unimportant = {0};
    int rc = yaml_read(&root, path, &a, f);
    if (rc == 0 && title_key && (v = node_find(root, title_key)) != NULL)
        rc = node_text(v, title, sizeof title, f);
    if (rc == 0 && (claim = node_find(root, "claim")) != NULL && claim->kind == NODE_MAP) {
        if ((v = node_find(claim, "id")) != NULL && node_text(v, id, sizeof id, &unimportant) < 0)
            id[0] = '\0';
        if ((v = node_find(claim, "source")) != NULL &&
            node_text(v, source, sizeof source, &unimportant) < 0)
            source[0] = '\0';
    }
    if (rc == 0) {
        char line[640];
        snprintf(line, sizeof line, "%s%s%s%s%s%s%s", *id ? "[claim " : "", id, *id ? "] " : "",
                 title, *source ? " (" : "", source, *source ? ")" : "");
        const int column = printf("  %-34.*s ", (int)(strlen(name) - 5), name);
        report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 37, 120);
        if (claims && claim && claim->kind == NODE_MAP) list_claim(claim);
    }
    arena_free(&a);
    return rc;
}

enum detail { PLAIN, WITH_CLAIMS, WITH_SIZES };

/* Every YAML file of a folder. */
static int list_folder(const struct options *o, const char *heading, const char *folder,
                       const char *title_key, enum detail detail, struct fault *f) {
    struct dirent **found;
    const int n = scandir(folder, &found, only_yaml, alphasort);
    if (n < 0)
        return fault_set(f, FAULT_INPUT, folder, 0, 0,
                         "no such folder; set TREDEGAR_HOME to where Tredegar's files are");
    printf("%s\n", heading);
    int rc = 0;
    for (int i = 0; i < n; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, found[i]->d_name);
        if (rc == 0)
            rc = list_file(path, found[i]->d_name, title_key, detail == WITH_CLAIMS, f);
        if (rc == 0 && detail == WITH_SIZES) list_size(o, path);
        free(found[i]); /* scandir's own */
    }
    free(found);
    return rc;
}

/* A name, a word about it, and a line that goes on under itself. */
static void list_line(const char *name, const char *word, const char *line) {
    const int column = printf("  %-32s %-12s ", name, word);
    report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 48, 120);
}

static void list_measures(void) {
    static const char *const over[] = {"sum", "mean", "end"}, *const better[] = {
                                                                  "more is better",
                                                                  "less is better",
                                                                  "neither is better"};
    printf("measures (unit; over the months of a period; which way is better)\n");
    for (int i = 0; i < (int)MEASURE_COUNT; i++) {
        const struct measure_info *m = &measure_info[i];
        char unit[32], line[320];
        size_t n = 0;
        for (; m->unit[n] && n + 1 < sizeof unit; n++)
            unit[n] = (char)(m->unit[n] == '_' ? ' ' : tolower((unsigned char)m->unit[n]));
        unit[n] = '\0';
        snprintf(line, sizeof line, "%s (%s; %s)", m->line, over[m->over], better[m->better]);
        list_line(m->name, unit, line);
    }
}

static void list_answers(void) {
    printf("answers (the name, the question it answers)\n");
    for (unsigned i = 0; i < institution_n_answers; i++)
        list_line(institution_answers[i].name, question_name(institution_answers[i].question),
                  institution_answers[i].summary);
}

/* The ten questions, each with the names of its answers. */
static void list_questions(void) {
    printf("questions (a regime answers each, for every service line: tredegar list answers)\n");
    for (unsigned q = 0; q < Q_COUNT; q++) {
        char line[1024];
        int n = snprintf(line, sizeof line, "%s Answers:", question_line((enum question)q));
        for (unsigned i = 0; i < institution_n_answers; i++)
            if (institution_answers[i].question == q && n > 0 && (size_t)n < sizeof line)
                n += snprintf(line + n, sizeof line - (size_t)n, "%s %s",
                              line[n - 1] == ':' ? "" : ",", institution_answers[i].name);
        const int column = printf("  %-12s ", question_name((enum question)q));
        report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 15, 120);
    }
}

static int list_files(const struct options *o, const char *what, struct fault *f) {
    const struct library *const l = &o->library;
    const bool all = !*what;
    if (all || strcmp(what, "experiments") == 0)
        TRY(list_folder(o, "experiments", l->experiments, "title", all ? PLAIN : WITH_CLAIMS, f));
    if (all || strcmp(what, "regimes") == 0)
        TRY(list_folder(o, "regimes", l->regimes, "title", PLAIN, f));
    if (all || strcmp(what, "places") == 0)
        TRY(list_folder(o, "places", l->places, "name", WITH_SIZES, f));
    if (all || strcmp(what, "circumstances") == 0)
        TRY(list_folder(o, "circumstances", l->circumstances, "title", PLAIN, f));
    return 0;
}

int command_list(const struct options *o) {
    static const char *const words[] = {"experiments", "regimes",   "places", "circumstances",
                                        "measures",    "questions", "answers"};
    enum { N_WORDS = sizeof words / sizeof *words };
    const char *what = o->n_arguments ? o->argument[0] : "";
    struct fault f = {0};
    bool known = !*what;
    if (o->n_arguments > 1) return cli_usage("list takes one word");
    for (unsigned i = 0; i < N_WORDS; i++) known = known || strcmp(what, words[i]) == 0;
    if (!known) {
        const char *near = fault_nearest(what, words, N_WORDS);
        return cli_usage("list takes experiments, regimes, places, circumstances, measures, "
                         "questions or answers; found '%s'%s%s",
                         what, near ? "; nearest: " : "", near ? near : "");
    }
    if (list_files(o, what, &f) < 0) return cli_fault(&f);
    if (!*what || strcmp(what, "measures") == 0) list_measures();
    if (!*what || strcmp(what, "questions") == 0) list_questions();
    if (!*what || strcmp(what, "answers") == 0) list_answers();
    return EXIT_DONE;
}

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

int command_check(const struct options *o) {
    if (o->n_arguments == 0) return cli_usage("check takes one or more files");
    int worst = EXIT_DONE;
    for (unsigned i = 0; i < o->n_arguments; i++) {
        struct faults others = {0};
        struct fault f = {.also = &others};
        if (check_file(o, o->argument[i], &f) < 0) worst = tell_all(&others, &f);
        else printf("%s: good\n", o->argument[i]);
    }
    return worst;
}

int command_describe(const struct options *o) {
    if (o->n_arguments != 1) return cli_usage("describe takes one experiment");
    struct experiment e = {0};
    struct place p = {0};
    struct fault f = {0};
    int rc = cli_experiment(o, o->argument[0], &e, &f);
    if (rc == 0) rc = cli_place(o, &e, &p, &f);
    if (rc == 0) report_describe(stdout, &e, &p);
    place_free(&p);
    if (rc == 0) experiment_free(&e);
    return rc < 0 ? cli_fault(&f) : EXIT_DONE;
}
