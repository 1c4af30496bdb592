// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The words of the command line. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

/* In the order of the help. A name may stand twice, with another line for another command. */
const struct option options[] = {
    {"run person", "--set NAME=VALUE",
     "a parameter of all scenarios (tredegar parameters); again for another"},
    {"run", "--replicates N",
     "run every scenario N times with other luck; intervals need two or more"},
    {"run person", "--seed S", "the seed of all luck; the same seed gives the same answer"},
    {"run person", "--place PLACE", "another place than the experiment's (tredegar list places)"},
    {"run person", "--months N",
     "stop after N months; of a run of up to five years residents keep their luck"},
    {"run", "--draws N",
     "draw the uncertain parameters N times, not as often as the experiment says"},
    {"run", "--variants A,B", "of the experiment's other settings those named alone"},
    {"run person", "--threads N",
     "runs side by side; default: as many as processors; changes no figure"},
    {"run", "--no-extras", "only the scenarios: no variants, no one answer at a time, no placebo"},
    {"run report", "--all-measures", "every measure in the table, not the main ones alone"},
    {"run report", "--short", "the answer alone: the headline with its interval, limits, sentence"},
    {"run", "--store FILE",
     "keep the study in a SQLite file, for tredegar report or your own queries"},
    {"run", "--overwrite", "replace a store of that name"},
    {"run", "--check", "walk every list at each month's end (slower)"},
    {"run person", "--quiet", "no progress on standard error"},
    {"run person", "--progress F",
     "text, or json: one object a line on standard error, for programs"},
    {"run report", "--csv DIR",
     "write place.csv, series.csv, comparison.csv, names.csv and about.csv there"},
    {"run report", "--format F", "how the comparison is printed: table, csv or json"},
    {"person", "--id N", "the person of that number, from 0"},
    {"person", "--pick KIND",
     "somebody frail, child, working, waiting, poor, or whose years differ most (default)"},
    {"person", "--format F", "table or json"},
    {"report", "--ocds DIR|FILE", "write the awards as Open Contracting releases"},
    {"parameters", "--experiment E",
     "the values that this experiment sets, instead of the defaults"},
    {"parameters", "--format F", "table or csv"},
    {"serve", "--port P", "the page's port on 127.0.0.1 (8765; 0: any that is free)"},
    {"serve", "--studies DIR", "where runs from the page are kept (tredegar-studies)"},
    {"serve", "--store FILE", "a store to show besides those in DIR; so is any STORE named"},
    {"serve", "--threads N", "threads of each run; default: as many as processors"},
    {"serve", "--quiet", "the link alone"},
};
const unsigned options_n = sizeof options / sizeof *options;

bool option_is_of(const struct option *x, const char *command) {
    const size_t n = strlen(command);
    for (const char *at = x->commands; (at = strstr(at, command)) != NULL; at += n)
        if ((at == x->commands || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) return true;
    return false;
}

static size_t name_length(const struct option *x) { return strcspn(x->name, " "); }

static bool is_named(const struct option *x, const char *name) {
    return name_length(x) == strlen(name) && strncmp(x->name, name, strlen(name)) == 0;
}

static int whole(const char *option, const char *text, unsigned long low, unsigned long high,
                 unsigned *out) {
    char *end;
    errno = 0;
    const unsigned long v = strtoul(text, &end, 10);
    if (errno || *end || end == text || !isdigit((unsigned char)*text) || v < low || v > high)
        return cli_usage("%s takes a whole number from %lu to %lu, found '%s'", option, low, high,
                         text);
    *out = (unsigned)v;
    return EXIT_DONE;
}

static int seed_of(const char *text, uint64_t *out) {
    char *end;
    errno = 0;
    *out = strtoull(text, &end, 10);
    if (errno || *end || end == text || !isdigit((unsigned char)*text))
        return cli_usage("--seed takes a whole number, found '%s'", text);
    return EXIT_DONE;
}

static int set_of(struct options *o, const char *text) {
    const char *equals = strchr(text, '=');
    if (o->n_set == SETTING_MAX) return cli_usage("at most %d --set are taken", SETTING_MAX);
    struct setting *s = &o->set[o->n_set];
    if (!equals || equals == text || (size_t)(equals - text) >= sizeof s->name)
        return cli_usage(
            "--set takes NAME=VALUE, such as planned.removal_multiplier=0.5; found '%s'", text);
    char *end;
    errno = 0;
    s->value = strtod(equals + 1, &end);
    if (errno || *end || end == equals + 1)
        return cli_usage("--set %s: expected a number, found '%s'", text, equals + 1);
    snprintf(s->name, sizeof s->name, "%.*s", (int)(equals - text), text);
    o->n_set++;
    return EXIT_DONE;
}

static int format_of(const char *text, enum format *out) {
    static const char *const words[] = {"table", "csv", "json"};
    for (unsigned i = 0; i < 3; i++)
        if (strcmp(text, words[i]) == 0) {
            *out = (enum format)i;
            return EXIT_DONE;
        }
    return cli_usage("--format takes table, csv or json, found '%s'", text);
}

static int progress_of(struct options *o, const char *text) {
    o->progress_json = strcmp(text, "json") == 0;
    if (o->progress_json || strcmp(text, "text") == 0) return EXIT_DONE;
    return cli_usage("--progress takes text or json, found '%s'", text);
}

/* Options that take a value. */
static int with_value(struct options *o, const char *name, const char *value) {
    if (strcmp(name, "--set") == 0) return set_of(o, value);
    if (strcmp(name, "--replicates") == 0)
        return whole(name, value, 1, REPLICATES_MAX, &o->replicates);
    if (strcmp(name, "--months") == 0) return whole(name, value, 1, 360, &o->months);
    if (strcmp(name, "--draws") == 0) return whole(name, value, 1, DRAWS_MAX, &o->draws);
    if (strcmp(name, "--threads") == 0) return whole(name, value, 1, 1024, &o->threads);
    if (strcmp(name, "--id") == 0) {
        o->has_id = true;
        return whole(name, value, 0, UINT32_MAX, &o->id);
    }
    if (strcmp(name, "--format") == 0) return format_of(value, &o->format);
    if (strcmp(name, "--progress") == 0) return progress_of(o, value);
    if (strcmp(name, "--port") == 0) {
        o->has_port = true;
        return whole(name, value, 0, 65535, &o->port);
    }
    if (strcmp(name, "--seed") == 0) {
        o->has_seed = true;
        return seed_of(value, &o->seed);
    }
    if (strcmp(name, "--store") == 0) o->store = value;
    else if (strcmp(name, "--csv") == 0) o->csv_dir = value;
    else if (strcmp(name, "--place") == 0) o->place = value;
    else if (strcmp(name, "--ocds") == 0) o->ocds = value;
    else if (strcmp(name, "--variants") == 0) o->variants = value;
    else if (strcmp(name, "--pick") == 0) o->pick = value;
    else if (strcmp(name, "--studies") == 0) o->studies = value;
    else o->experiment = value;
    return EXIT_DONE;
}

static bool *flag_of(struct options *o, const char *name) {
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return &o->help;
    if (strcmp(name, "--quiet") == 0) return &o->quiet;
    if (strcmp(name, "--overwrite") == 0) return &o->overwrite;
    if (strcmp(name, "--no-extras") == 0) return &o->no_extras;
    if (strcmp(name, "--check") == 0) return &o->check;
    if (strcmp(name, "--all-measures") == 0) return &o->all_measures;
    if (strcmp(name, "--short") == 0) return &o->answer_alone;
    return NULL;
}

/* No such option: the nearest of those that the command takes, or of all before a command. */
static int unknown_option(const struct options *o, const char *found) {
    char names[OPTIONS_MOST][32];
    const char *word[OPTIONS_MOST];
    unsigned n = 0;
    for (unsigned k = 0; k < options_n && n < OPTIONS_MOST; k++) {
        if (o->command && !option_is_of(&options[k], o->command)) continue;
        snprintf(names[n], sizeof names[n], "%.*s", (int)name_length(&options[k]),
                 options[k].name);
        word[n] = names[n];
        n++;
    }
    const char *near = fault_nearest(found, word, n);
    return cli_usage("%s has no option '%s'%s%s%s", o->command ? o->command : "tredegar",
                     found, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static int option_of(struct options *o, int argc, char **argv, int *i) {
    char name[32];
    const char *equals = strchr(argv[*i], '=');
    bool *flag = flag_of(o, argv[*i]);
    snprintf(name, sizeof name, "%.*s", equals ? (int)(equals - argv[*i]) : (int)sizeof name - 1,
             argv[*i]);
    unsigned k = 0;
    while (k < options_n && !is_named(&options[k], name)) k++;
    if (flag == &o->help) {
        *flag = true;
        return EXIT_DONE;
    }
    if (k == options_n) return unknown_option(o, argv[*i]);
    if (o->n_used < OPTIONS_MOST) o->used[o->n_used++] = (uint8_t)k;
    if (flag) {
        *flag = true;
        return EXIT_DONE;
    }
    if (!strchr(options[k].name, ' ')) return cli_usage("%s takes no value", name);
    if (equals) return with_value(o, name, equals + 1);
    if (*i + 1 >= argc) return cli_usage("%s takes a value", name);
    return with_value(o, name, argv[++*i]);
}

int options_fit(const struct options *o) {
    for (unsigned u = 0; u < o->n_used; u++) {
        char name[32];
        snprintf(name, sizeof name, "%.*s", (int)name_length(&options[o->used[u]]),
                 options[o->used[u]].name);
        bool fits = false;
        for (unsigned k = 0; k < options_n; k++)
            fits = fits || (is_named(&options[k], name) && option_is_of(&options[k], o->command));
        if (!fits) return unknown_option(o, name);
    }
    if (o->answer_alone && (o->all_measures || o->format != FORMAT_TABLE))
        return cli_usage("--short is of the printed table; it goes with no %s",
                         o->all_measures ? "--all-measures" : "other --format");
    return EXIT_DONE;
}

int options_read(struct options *o, int argc, char **argv) {
    *o = (struct options){0};
    library_default(&o->library);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--version") == 0 && !o->command) {
            o->command = "version";
        } else if (argv[i][0] == '-' && argv[i][1]) {
            const int rc = option_of(o, argc, argv, &i);
            if (rc != EXIT_DONE) return rc;
        } else if (!o->command) {
            o->command = argv[i];
        } else if (o->n_arguments < sizeof o->argument / sizeof *o->argument) {
            o->argument[o->n_arguments++] = argv[i];
        } else {
            return cli_usage("too many words");
        }
    }
    return EXIT_DONE;
}
