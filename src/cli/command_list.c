// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar list, describe: what there is, and the model as a document. */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/cli.h"
#include "input/file.h"
#include "input/yaml.h"
#include "institution/institutions.h"
#include "measurement/measures.h"
#include "report/report.h"

/* What a list is cut to: lines that hold the word, in either case, in the name or in what is said
 * of it. What was passed by is kept by its names, for the nearest when there is none. */
enum { NAMES_MOST = 512 };
struct wanted {
    const char *word, *heading; /* word NULL: all */
    unsigned shown, passed;
    char name[NAMES_MOST][64];
};

static bool holds(const char *text, const char *word) {
    const size_t n = strlen(word);
    for (; *text; text++)
        if (strncasecmp(text, word, n) == 0) return true;
    return n == 0;
}

/* The heading stands above the first line that is shown. */
static bool is_wanted(struct wanted *w, const char *name, const char *line) {
    if (w->word && !holds(name, w->word) && !holds(line, w->word)) {
        if (w->passed < NAMES_MOST)
            snprintf(w->name[w->passed++], sizeof w->name[0], "%s", name);
        return false;
    }
    if (w->shown++ == 0) puts(w->heading);
    return true;
}

/* No line: the nearest name, or the nearest of the words that names are made of. */
static int say_none(const char *what, const struct wanted *w) {
    char parts[NAMES_MOST * 8][64];
    const char *word[NAMES_MOST * 9];
    unsigned n = 0, n_parts = 0;
    for (unsigned i = 0; i < w->passed; i++) word[n++] = w->name[i];
    for (unsigned i = 0; i < w->passed; i++)
        for (const char *at = w->name[i]; *at && n_parts < NAMES_MOST * 8;) {
            const size_t length = strcspn(at, "_-");
            snprintf(parts[n_parts], sizeof parts[0], "%.*s", (int)length, at);
            word[n++] = parts[n_parts++];
            at += length + (at[length] != '\0');
        }
    const char *const near = fault_nearest(w->word, word, n);
    return cli_usage("none of the %s has '%s' in its name or in what is said of it%s%s%s", what,
                     w->word, near ? "; nearest: '" : "", near ? near : "", near ? "'" : "");
}

static int only_yaml(const struct dirent *d) {
    const char *dot = strrchr(d->d_name, '.');
    return dot && strcmp(dot, ".yaml") == 0;
}

/* A text of a map, "" when there is none. */
static void text_of(const struct node *map, const char *key, char *buffer, unsigned size) {
    const struct node *const v = map && map->kind == NODE_MAP ? node_find(map, key) : NULL;
    struct fault unimportant = {0};
    if (!v || node_text(v, buffer, size, &unimportant) < 0) buffer[0] = '\0';
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

/* Key, title of one YAML file; of an experiment with a claim its id, who makes it and in what
 * words. Returns 1 when it was wanted. */
static int list_file(const char *path, const char *name, const char *title_key, bool claims,
                     struct wanted *w, struct fault *f) {
    char title[256], id[32], source[256], text[1024], key[64], line[640], said[2048];
    struct arena a;
    arena_init(&a, 1u << 14);
    const struct node *root = NULL;
    int rc = yaml_read(&root, path, &a, f);
    if (rc == 0) {
        const struct node *const claim = root->kind == NODE_MAP ? node_find(root, "claim") : NULL;
        text_of(root, title_key, title, sizeof title);
        text_of(claim, "id", id, sizeof id);
        text_of(claim, "source", source, sizeof source);
        text_of(claims ? claim : NULL, "text", text, sizeof text);
        snprintf(line, sizeof line, "%s%s%s%s%s%s%s", *id ? "[claim " : "", id, *id ? "] " : "",
                 title, *source ? " (" : "", source, *source ? ")" : "");
        snprintf(key, sizeof key, "%.*s", (int)(strlen(name) - 5), name);
        snprintf(said, sizeof said, "%s\n\"%s\"", line, text);
        rc = is_wanted(w, key, said);
    }
    if (rc > 0) {
        const int column = printf("  %-34s ", key);
        report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 37, 120);
        if (*text) printf("%37s", "");
        if (*text) report_text_wrapped(stdout, strchr(said, '\n') + 1, 37, 37, 120);
    }
    arena_free(&a);
    return rc;
}

enum detail { PLAIN, WITH_CLAIMS, WITH_SIZES };

/* Every YAML file of a folder that is wanted. */
static int list_folder(const struct options *o, struct wanted *w, const char *folder,
                       const char *title_key, enum detail detail, struct fault *f) {
    struct dirent **found;
    const int n = scandir(folder, &found, only_yaml, alphasort);
    if (n < 0)
        return fault_set(f, FAULT_INPUT, folder, 0, 0,
                         "no such folder; set TREDEGAR_HOME to where Tredegar's files are");
    int rc = 0;
    for (int i = 0; i < n; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, found[i]->d_name);
        if (rc >= 0)
            rc = list_file(path, found[i]->d_name, title_key, detail == WITH_CLAIMS, w, f);
        if (rc > 0 && detail == WITH_SIZES) list_size(o, path);
        free(found[i]); /* scandir's own */
    }
    free(found);
    return rc < 0 ? rc : 0;
}

/* A name, a word about it, and a line that goes on under itself. */
static void list_line(const char *name, const char *word, const char *line) {
    const int column = printf("  %-32s %-12s ", name, word);
    report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 48, 120);
}

static void list_measures(struct wanted *w) {
    static const char *const over[] = {"sum", "mean", "end"}, *const better[] = {
                                                                  "more is better",
                                                                  "less is better",
                                                                  "neither is better"};
    w->heading = "measures (unit; over the months of a period; which way is better)";
    for (int i = 0; i < (int)MEASURE_COUNT; i++) {
        const struct measure_info *m = &measure_info[i];
        char unit[32], line[320];
        size_t n = 0;
        for (; m->unit[n] && n + 1 < sizeof unit; n++)
            unit[n] = (char)(m->unit[n] == '_' ? ' ' : tolower((unsigned char)m->unit[n]));
        unit[n] = '\0';
        snprintf(line, sizeof line, "%s (%s; %s)", m->line, over[m->over], better[m->better]);
        if (is_wanted(w, m->name, line)) list_line(m->name, unit, line);
    }
}

/* A question's name brings all its answers. */
static void list_answers(struct wanted *w) {
    w->heading = "answers (the name, the question it answers)";
    for (unsigned i = 0; i < institution_n_answers; i++) {
        const struct answer_info *const a = &institution_answers[i];
        const char *const question = question_name(a->question);
        char line[1024];
        snprintf(line, sizeof line, "%s %s", question, a->summary);
        if (is_wanted(w, a->name, line)) list_line(a->name, question, a->summary);
    }
}

/* The ten questions, each with the names of its answers. */
static void list_questions(struct wanted *w) {
    w->heading = "questions (a regime answers each, for every service line: tredegar list "
                 "answers)";
    for (unsigned q = 0; q < Q_COUNT; q++) {
        char line[1024];
        int n = snprintf(line, sizeof line, "%s Answers:", question_line((enum question)q));
        for (unsigned i = 0; i < institution_n_answers; i++)
            if (institution_answers[i].question == q && n > 0 && (size_t)n < sizeof line)
                n += snprintf(line + n, sizeof line - (size_t)n, "%s %s",
                              line[n - 1] == ':' ? "" : ",", institution_answers[i].name);
        if (!is_wanted(w, question_name((enum question)q), line)) continue;
        const int column = printf("  %-12s ", question_name((enum question)q));
        report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 15, 120);
    }
}

enum { LIST_WIDTH = 120 };

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
        "tredegar list WHAT [WORD] tells each, or those that hold the word, in a line or more: "
        "tredegar list measures wait.\nCodes of the NHS's commissioners, for a place of your own: "
        "tredegar list commissioners [WORD].\n");
}

static int list_kind(const struct options *o, const char *what, struct fault *f) {
    const struct library *const l = &o->library;
    struct wanted w = {.word = o->n_arguments > 1 ? o->argument[1] : NULL, .heading = what};
    int rc = 0;
    if (strcmp(what, "experiments") == 0)
        rc = list_folder(o, &w, l->experiments, "title", WITH_CLAIMS, f);
    if (strcmp(what, "regimes") == 0) rc = list_folder(o, &w, l->regimes, "title", PLAIN, f);
    if (strcmp(what, "places") == 0) rc = list_folder(o, &w, l->places, "name", WITH_SIZES, f);
    if (strcmp(what, "circumstances") == 0)
        rc = list_folder(o, &w, l->circumstances, "title", PLAIN, f);
    if (strcmp(what, "measures") == 0) list_measures(&w);
    if (strcmp(what, "questions") == 0) list_questions(&w);
    if (strcmp(what, "answers") == 0) list_answers(&w);
    if (rc < 0) return cli_fault(f);
    return w.shown ? EXIT_DONE : w.word ? say_none(what, &w) : EXIT_DONE;
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
    if (o->n_arguments > 2) return cli_usage("list %s takes at most one word", what);
    if (*what) return list_kind(o, what, &f);
    if (!file_is_there(o->library.experiments)) {
        fault_set(&f, FAULT_INPUT, o->library.experiments, 0, 0,
                  "no such folder; set TREDEGAR_HOME to where Tredegar's files are");
        return cli_fault(&f);
    }
    list_all(&o->library);
    return EXIT_DONE;
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
