// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar: runs a health economy, patient by patient, under different ways of organising it. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "store/store.h"

static const struct {
    const char *name;
    int (*run)(const struct options *);
    const char *usage, *line;
} commands[] = {
    {"list", command_list,
     "list [experiments|regimes|places|circumstances|measures|questions|answers [WORD]]\n"
     "  tredegar list commissioners [WORD]",
     "what there is, with a line each, or what has the word in its line; codes of commissioners"},
    {"run", command_run,
     "run EXPERIMENT [--set NAME=VALUE] [--replicates N] [--threads N] [--seed S] [--store FILE]\n"
     "                   [--overwrite] [--format table|csv|json] [--csv DIR] [--no-extras] "
     "[--check] [--quiet]\n"
     "                   [--all-measures | --short] [--place PLACE] [--months N] [--draws N] "
     "[--variants A,B]",
     "run an experiment: every scenario on the same people with the same luck"},
    {"report", command_report,
     "report STORE [--format table|csv|json] [--all-measures | --short] [--csv DIR] "
     "[--ocds DIR|FILE]",
     "the comparison again, without running it; its awards as Open Contracting releases"},
    {"person", command_person,
     "person EXPERIMENT [--id N | --pick frail|child|working|waiting|poor|differs] [--format "
     "table|json]\n"
     "                   [--set NAME=VALUE] [--threads N] [--seed S] [--place PLACE] [--months N] "
     "[--quiet]",
     "one person's years under each scenario, side by side"},
    {"check", command_check, "check FILE|NAME...",
     "read YAML files and say all that is wrong, with line and column"},
    {"parameters", command_parameters,
     "parameters [WORD] [--experiment EXPERIMENT] [--format table|csv]",
     "every parameter whose name holds the word: value, range, unit, standing, source; of a few, "
     "the sources in full"},
    {"describe", command_describe, "describe EXPERIMENT",
     "the model and its parameters as a document (Markdown)"},
    {"serve", command_serve, "serve [STORE...] [--port P] [--studies DIR] [--threads N]",
     "the page, on this machine alone: claims, studies, maps, money; runs from the page"},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

static void print_options(FILE *out, const char *command) {
    bool any = false;
    for (unsigned i = 0; i < options_n; i++) {
        if (command && !option_is_of(&options[i], command)) continue;
        if (!any) fputs("\nOptions:\n", out);
        any = true;
        fprintf(out, "  %-17s %s%s%s%s\n", options[i].name, options[i].line,
                command ? "" : " (", command ? "" : options[i].commands, command ? "" : ")");
    }
}

static void print_help(FILE *out, const char *command) {
    fprintf(out,
            "Tredegar %s: an English health economy, patient by patient, under different ways of "
            "organising it.\n\nUsage:\n",
            tredegar_version());
    for (unsigned i = 0; i < N_COMMANDS; i++)
        if (!command || strcmp(command, commands[i].name) == 0)
            fprintf(out, "  tredegar %s\n      %s\n", commands[i].usage, commands[i].line);
    fprintf(out, "  tredegar --help | --version\n");
    print_options(out, command);
    fprintf(out, "\nEXPERIMENT, places and regimes are names (see tredegar list) or paths of YAML "
                 "files. Files are looked for in the\n"
                 "folder named by TREDEGAR_HOME, else beside the program. Exit: 0 done, 1 usage, 2 "
                 "bad input, 3 failed,\n4 a file could not be read or written, 130 "
                 "interrupted.\n");
}

int cli_usage(const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("tredegar: ", stderr);
    vfprintf(stderr, format, args);
    fputs(" (see tredegar --help)\n", stderr);
    va_end(args);
    return EXIT_USAGE;
}

int cli_fault(const struct fault *f) {
    char line[1100];
    fprintf(stderr, "tredegar: %s\n", fault_line(f, line, sizeof line));
    switch (f->code) {
    case FAULT_STOPPED: return EXIT_INTERRUPTED;
    case FAULT_MEMORY:
    case FAULT_BROKEN: return EXIT_FAILED;
    case FAULT_DISK: return EXIT_DISK; /* whoever waits for room on a disk asks again later */
    default: return EXIT_INPUT;
    }
}

int cli_experiment(const struct options *o, const char *name, struct experiment *e,
                   struct fault *f) {
    TRY(experiment_read(e, name, &o->library, f));
    for (unsigned i = 0; i < o->n_set; i++)
        TRY(experiment_set(e, o->set[i].name, o->set[i].value, f));
    if (o->replicates) experiment_replicates(e, o->replicates);
    if (o->has_seed) e->seed = o->seed;
    if (o->place) TRY(experiment_place(e, o->place, &o->library, f));
    if (o->draws && e->uncertain.n) e->uncertain.draws = o->draws;
    if (o->variants) TRY(experiment_variants(e, o->variants, f));
    if (o->months && !experiment_shorten(e, o->months) && !o->quiet)
        fprintf(stderr, "tredegar: the experiment has no more than %d months: --months %u changes "
                        "nothing\n", (int)(day_month(e->last_day) - day_month(e->first_day)) + 1,
                o->months);
    return 0;
}

void cli_warn_name(const char *path, const char *key, const char *name, const char *which) {
    const char *slash = strrchr(path, '/'), *file = slash ? slash + 1 : path;
    const char *const end = strstr(file, ".yaml");
    const size_t n = end ? (size_t)(end - file) : strlen(file);
    if (strlen(name) != n || strncmp(name, file, n) != 0)
        fprintf(stderr, "tredegar: %s: warning: %s: %s, expected the file's name, %.*s%s\n", path,
                key, name, (int)n, file, which);
}

int cli_place(const struct options *o, const struct experiment *e, struct place *p,
              struct fault *f) {
    const int rc = place_read(p, e->place, o->library.places, o->library.data,
                              e->vintage[0] ? e->vintage : NULL, f);
    if (rc == 0 && !o->quiet && !o->progress_json)
        cli_warn_name(e->place, "key", p->key, CLI_PLACE_NAMES);
    if (rc != FAULT_INPUT || f->line || !e->vintage_line || strncmp(f->what, "vintage", 7) != 0)
        return rc;
    const struct fault of_place = *f;
    return fault_set(f, FAULT_INPUT, e->path, e->vintage_line, e->vintage_column, "%s",
                     of_place.what);
}

/* An answer that standard output did not take is no answer. */
static int told(int rc) {
    errno = 0;
    if ((fflush(stdout) == 0 && !ferror(stdout)) || rc != EXIT_DONE) return rc;
    fprintf(stderr, "tredegar: the answer cannot be written to standard output%s%s\n",
            errno ? ": " : "", errno ? strerror(errno) : "");
    return EXIT_DISK;
}

int main(int argc, char **argv) {
    struct options o;
    const int rc = options_read(&o, argc, argv);
    if (rc != EXIT_DONE) return rc;
    if (!o.command || strcmp(o.command, "help") == 0) {
        print_help(o.help || o.command ? stdout : stderr, o.n_arguments ? o.argument[0] : NULL);
        return o.help || o.command ? EXIT_DONE : EXIT_USAGE;
    }
    if (strcmp(o.command, "version") == 0) {
        printf("tredegar %s\n", tredegar_version());
        return EXIT_DONE;
    }
    const char *names[N_COMMANDS];
    for (unsigned i = 0; i < N_COMMANDS; i++) {
        names[i] = commands[i].name;
        if (strcmp(o.command, commands[i].name) != 0) continue;
        if (o.help) {
            print_help(stdout, o.command);
            return EXIT_DONE;
        }
        const int wrong = options_fit(&o);
        return wrong != EXIT_DONE ? wrong : told(commands[i].run(&o));
    }
    static const char *const listed[] = {LIST_WORDS};
    for (unsigned i = 0; i < sizeof listed / sizeof *listed; i++)
        if (strcmp(o.command, listed[i]) == 0)
            return cli_usage("there is no command '%s'; try: tredegar list %s", o.command,
                             listed[i]);
    if (strcmp(o.command, "claims") == 0)
        return cli_usage("there is no command 'claims'; each claim is an experiment: tredegar list "
                         "experiments; how they came out: docs/claims.md");
    const char *near = fault_nearest(o.command, names, N_COMMANDS);
    return cli_usage("there is no command '%s'%s%s%s", o.command, near ? "; did you mean '" : "",
                     near ? near : "", near ? "'?" : "");
}
