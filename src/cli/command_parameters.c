// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar parameters: every number that could change a result, by room, those of the institutions'
 * answers and of the rules by which a place is cut included. The value is the default, or what the
 * named experiment sets for all its scenarios; regime files may give the parameters of their
 * answers other values. Of a few parameters the sources are told in full. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "input/bib.h"
#include "place/place_cut.h"
#include "report/report.h"

enum { SOURCE_COLUMN = 88, PAGE_WIDTH = 120, SOURCES_TOLD = 40 };

static double value_of(const struct experiment *e, const char *name, const struct parameter *p) {
    for (unsigned i = 0; e && i < e->set.n; i++)
        if (strcmp(e->set.s[i].name, name) == 0) return e->set.s[i].value;
    return p->value;
}

static void print_csv(const char *name, const struct parameter *p, double value) {
    printf("%s,%.10g,%.10g,%.10g,%s,%s,", name, value, p->low, p->high, p->unit,
           standing_name(p->standing));
    report_text_csv(stdout, p->source);
    putchar('\n');
}

static void print_line(const struct parameter *p, double value) {
    char unit[32];
    size_t n = 0;
    for (; p->unit[n] && n + 1 < sizeof unit; n++)
        unit[n] = (char)(p->unit[n] == '_' ? ' ' : tolower((unsigned char)p->unit[n]));
    unit[n] = '\0';
    const int column = printf("  %-29s %9.5g %8.4g %8.4g  %-18s %-10s ", p->name, value, p->low,
                              p->high, unit, standing_name(p->standing));
    report_text_wrapped(stdout, p->source, column > 0 ? (unsigned)column : 0u, SOURCE_COLUMN,
                        PAGE_WIDTH);
}

/* The rows of one table whose full name holds the word; a heading before the first. */
static void print_table(const struct options *o, const struct experiment *e,
                        const struct parameter_table *t, const char *word) {
    unsigned n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct parameter *p = &t->rows[i];
        char name[128];
        snprintf(name, sizeof name, "%s.%s", t->room, p->name);
        if (word && !strstr(name, word)) continue;
        if (o->format == FORMAT_CSV) print_csv(name, p, value_of(e, name, p));
        else {
            if (n == 0) printf("\n%s.\n", t->room);
            print_line(p, value_of(e, name, p));
        }
        n++;
    }
}

static bool holds(const struct parameter_table *t, const char *word) {
    for (size_t i = 0; i < t->n; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s.%s", t->room, t->rows[i].name);
        if (strstr(name, word)) return true;
    }
    return false;
}

static bool is_known(const char *word) {
    for (unsigned t = 0; t < registry_n_tables(); t++)
        if (holds(registry_table(t), word)) return true;
    return holds(&place_param_table, word);
}

enum { WORDS_MOST = 8192 };
struct name_words { struct arena a; const char **word; unsigned n; };

static void add_word(struct name_words *w, const char *text) {
    const char *const copy = w->word && w->n < WORDS_MOST ? arena_text(&w->a, text) : NULL;
    if (copy) w->word[w->n++] = copy;
}

/* A name whole, and the words that it and its room are made of. */
static void add_words(struct name_words *w, const char *room, const char *name) {
    char parts[128], *rest = NULL;
    snprintf(parts, sizeof parts, "%s_%s", room, name);
    for (char *p = strtok_r(parts, "_", &rest); p; p = strtok_r(NULL, "_", &rest)) add_word(w, p);
    add_word(w, name);
    add_word(w, room);
}

static int say_unknown(const char *found) {
    struct name_words w = {.n = 0};
    arena_init(&w.a, 1u << 16);
    w.word = arena_array(&w.a, WORDS_MOST, sizeof *w.word);
    for (unsigned t = 0; t <= registry_n_tables(); t++) {
        const struct parameter_table *const r =
            t < registry_n_tables() ? registry_table(t) : &place_param_table;
        for (size_t i = 0; i < r->n; i++) add_words(&w, r->room, r->rows[i].name);
    }
    const char *const near = fault_nearest(found, w.word, w.n);
    const int rc = cli_usage("no parameter's name holds '%s'%s%s%s", found,
                             near ? "; nearest: '" : "", near ? near : "", near ? "'" : "");
    arena_free(&w.a);
    return rc;
}

/* --- their sources ---------------------------------------------------------------------------- */

struct told { const char *key[SOURCES_TOLD]; unsigned n; bool too_many; };

static void note_source(struct told *told, const char *key) {
    for (unsigned i = 0; i < told->n; i++)
        if (strcmp(told->key[i], key) == 0) return;
    told->too_many = told->too_many || told->n == SOURCES_TOLD;
    if (!told->too_many) told->key[told->n++] = key;
}

static void note_sources(struct told *told, const struct parameter_table *t, const char *word) {
    for (size_t i = 0; i < t->n; i++) {
        char name[128];
        snprintf(name, sizeof name, "%s.%s", t->room, t->rows[i].name);
        if (strstr(name, word)) note_source(told, t->rows[i].source);
    }
}

static void print_source(const struct bib *lists, const char *key) {
    struct bib_entry b;
    char line[sizeof b + 64];
    if (!bib_look_up(lists, key, &b)) return; /* told in words where it stands */
    snprintf(line, sizeof line, "%s. %s. %s, %s.%s%s%s%s", key, b.title, b.author, b.year,
             *b.note ? " " : "", b.note, *b.url ? " " : "", b.url);
    report_text_wrapped(stdout, line, 0, 2, PAGE_WIDTH);
}

static void print_sources(const struct library *l, const char *word) {
    struct told told = {.n = 0};
    struct bib lists;
    char folder[600];
    for (unsigned t = 0; t < registry_n_tables(); t++)
        note_sources(&told, registry_table(t), word);
    note_sources(&told, &place_param_table, word);
    if (told.too_many) return;
    snprintf(folder, sizeof folder, "%s/sources.d", l->data);
    bib_open(&lists, folder);
    printf("\nSources:\n");
    for (unsigned i = 0; i < told.n; i++) print_source(&lists, told.key[i]);
    bib_close(&lists);
}

static void print_head(const struct options *o) {
    if (o->format == FORMAT_CSV) printf("name,value,low,high,unit,standing,source\n");
    else
        printf("  %-29s %9s %8s %8s  %-18s %-10s %s\n", "parameter", "value", "low", "high", "unit",
               "standing", "source, or fitted to");
}

int command_parameters(const struct options *o) {
    if (o->n_arguments > 1)
        return cli_usage("parameters takes at most one word, a part of a parameter's name");
    if (o->format == FORMAT_JSON) return cli_usage("parameters comes as table or csv");
    struct experiment e = {0};
    struct fault f = {0};
    const char *word = o->n_arguments ? o->argument[0] : NULL;
    if (o->experiment && cli_experiment(o, o->experiment, &e, &f) < 0) return cli_fault(&f);
    const struct experiment *named = o->experiment ? &e : NULL;
    if (word && !is_known(word)) return say_unknown(word);
    print_head(o);
    for (unsigned t = 0; t < registry_n_tables(); t++)
        print_table(o, named, registry_table(t), word);
    print_table(o, named, &place_param_table, word);
    if (o->experiment) experiment_free(&e);
    if (word && o->format == FORMAT_TABLE) print_sources(&o->library, word);
    if (o->format == FORMAT_TABLE)
        printf("\nA full name is ROOM.PARAMETER: --set planned.removal_multiplier=0.5. Regime "
               "files set the parameters of their answers;\n"
               "those of place are set under 'rules' in a file of places.\n");
    return EXIT_DONE;
}
