// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar list, describe: what there is, and the model as a document. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "input/file.h"
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

enum { LIST_WIDTH = 120, NAMES_MOST = 512 };

/* A heading with the number of names, and the names. */
static void list_names(const char *what, const char *const *name, unsigned n) {
    int column = printf("%s (%u)\n ", what, n) > 0;
    for (unsigned i = 0; i < n; i++) {
        if (column + (int)strlen(name[i]) + 2 > LIST_WIDTH) {
            fputs("\n ", stdout);
            column = 1;
        }
        column += printf(" %s", name[i]);
    }
    putchar('\n');
}

static void list_folder_names(const char *what, const char *folder) {
    struct file_names names = {.n = 0};
    file_names_add(&names, folder);
    list_names(what, names.word, names.n);
}

/* All names, without a line each. */
static void list_all(const struct library *l) {
    const char *name[NAMES_MOST];
    unsigned n = 0;
    list_folder_names("experiments", l->experiments);
    list_folder_names("regimes", l->regimes);
    list_folder_names("places", l->places);
    list_folder_names("circumstances", l->circumstances);
    for (n = 0; n < MEASURE_COUNT && n < NAMES_MOST; n++) name[n] = measure_info[n].name;
    list_names("measures", name, n);
    for (n = 0; n < Q_COUNT; n++) name[n] = question_name((enum question)n);
    list_names("questions", name, n);
    for (n = 0; n < institution_n_answers && n < NAMES_MOST; n++)
        name[n] = institution_answers[n].name;
    list_names("answers", name, n);
    printf(
        "tredegar list WHAT tells each in a line or more: tredegar list experiments. Codes of the "
        "NHS's commissioners,\nfor a place of your own: tredegar list commissioners [WORD].\n");
}

static int list_kind(const struct options *o, const char *what, struct fault *f) {
    const struct library *const l = &o->library;
    if (strcmp(what, "experiments") == 0)
        return list_folder(o, what, l->experiments, "title", WITH_CLAIMS, f);
    if (strcmp(what, "regimes") == 0) return list_folder(o, what, l->regimes, "title", PLAIN, f);
    if (strcmp(what, "places") == 0) return list_folder(o, what, l->places, "name", WITH_SIZES, f);
    if (strcmp(what, "circumstances") == 0)
        return list_folder(o, what, l->circumstances, "title", PLAIN, f);
    if (strcmp(what, "measures") == 0) list_measures();
    if (strcmp(what, "questions") == 0) list_questions();
    if (strcmp(what, "answers") == 0) list_answers();
    return 0;
}

int command_list(const struct options *o) {
    static const char *const words[] = {LIST_WORDS};
    enum { N_WORDS = sizeof words / sizeof *words };
    const char *what = o->n_arguments ? o->argument[0] : "";
    struct fault f = {0};
    bool known = !*what;
    for (unsigned i = 0; i < N_WORDS; i++) known = known || strcmp(what, words[i]) == 0;
    if (!known) {
        const char *near = fault_nearest(what, words, N_WORDS);
        return cli_usage("list takes experiments, regimes, places, circumstances, measures, "
                         "questions, answers or commissioners; found '%s'%s%s",
                         what, near ? "; nearest: " : "", near ? near : "");
    }
    if (strcmp(what, "commissioners") == 0) return list_commissioners(o);
    if (o->n_arguments > 1) return cli_usage("list takes one word");
    if (!*what && !file_is_there(o->library.experiments))
        fault_set(&f, FAULT_INPUT, o->library.experiments, 0, 0,
                  "no such folder; set TREDEGAR_HOME to where Tredegar's files are");
    else if (!*what) list_all(&o->library);
    else if (list_kind(o, what, &f) == 0) return EXIT_DONE;
    return f.code ? cli_fault(&f) : EXIT_DONE;
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
