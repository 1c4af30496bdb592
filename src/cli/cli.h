// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The command line: tredegar COMMAND [options]. Exit codes: 0 done, 1 usage, 2 bad input, 3 failed,
 * 4 a file could not be read or written (no such folder, no permission, a full disk),
 * 130 interrupted (after what is finished has been written). */
#ifndef CLI_CLI_H
#define CLI_CLI_H
#include <stdbool.h>
#include "study/experiment.h"

enum { EXIT_DONE = 0, EXIT_USAGE = 1, EXIT_INPUT = 2, EXIT_FAILED = 3, EXIT_DISK = 4,
       EXIT_INTERRUPTED = 130 };
enum { OPTIONS_MOST = 64 };
enum format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };

struct option { const char *commands, *name, *line; }; /* "run report", "--csv DIR", its help */
extern const struct option options[];
extern const unsigned options_n;
/* what `tredegar list` takes */
#define LIST_WORDS "experiments", "regimes", "places", "circumstances", "measures", "questions", \
                   "answers", "commissioners"
bool option_is_of(const struct option *x, const char *command);

struct options {
    const char *command, *argument[512]; /* what is neither option nor value */
    unsigned n_arguments;
    struct setting set[SETTING_MAX];
    unsigned n_set;
    unsigned replicates, threads;       /* 0: as the experiment says; as many as processors */
    bool has_seed;
    uint64_t seed;
    unsigned draws;                     /* of the uncertain parameters; 0: as the experiment says */
    unsigned months;                    /* run the first so many alone; 0: the whole period */
    const char *store, *csv_dir, *experiment, *place, *ocds, *studies, *variants;
    bool has_port;
    unsigned port;                      /* of the page */
    enum format format;
    bool has_id;
    uint32_t id;                        /* of a person */
    const char *pick;
    bool progress_json;
    bool help, quiet, overwrite, no_extras, check, all_measures, answer_alone;
    uint8_t used[OPTIONS_MOST];                   /* rows of options[], as given */
    unsigned n_used;
    struct library library;
};

/* Reads argv; 0, or an exit code after one line on stderr. */
int options_read(struct options *o, int argc, char **argv);
/* Whether the command takes every option given; else a line on stderr and an exit code. */
int options_fit(const struct options *o);
/* The place of an experiment as its vintage knows it; a vintage without figures is the fault of the
 * experiment's line. */
int cli_place(const struct options *o, const struct experiment *e, struct place *p,
              struct fault *f) MUST_CHECK;
/* A line on stderr where a file's own name, as its key gives it, is not that of the file. */
void cli_warn_name(const char *path, const char *key, const char *name, const char *which);
#define CLI_PLACE_NAMES "; --place takes the file's name, tables and figures bear the key's"
int command_list(const struct options *o);
int list_commissioners(const struct options *o); /* of command_list */
int command_run(const struct options *o);
int command_report(const struct options *o);
int command_person(const struct options *o);
int command_check(const struct options *o);
int command_parameters(const struct options *o);
int command_describe(const struct options *o);
int command_serve(const struct options *o);

/* From now on Ctrl-C and SIGTERM set what this points to; a second one ends the program. */
const volatile int *cli_catch_signals(void);
unsigned cli_threads(const struct options *o); /* as asked for, else as many as processors */
/* prints it on stderr and returns the exit code it asks for */
int cli_fault(const struct fault *f);
/* Reads the experiment named and applies --set, --replicates, --seed, --place, --months,
 * --draws, --variants. */
int cli_experiment(const struct options *o, const char *name, struct experiment *e,
                   struct fault *f) MUST_CHECK;
int cli_usage(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
