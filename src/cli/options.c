// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The words of the command line. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

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

/* Options that take a value. */
static int with_value(struct options *o, const char *name, const char *value) {
    if (strcmp(name, "--set") == 0) return set_of(o, value);
    if (strcmp(name, "--replicates") == 0)
        return whole(name, value, 1, REPLICATES_MAX, &o->replicates);
    if (strcmp(name, "--months") == 0) return whole(name, value, 1, 360, &o->months);
    if (strcmp(name, "--draws") == 0) return whole(name, value, 1, DRAWS_MAX, &o->draws);
    if (strcmp(name, "--threads") == 0) return whole(name, value, 1, 1024, &o->threads);
    if (strcmp(name, "--format") == 0) return format_of(value, &o->format);
    if (strcmp(name, "--seed") == 0) {
        o->has_seed = true;
        return seed_of(value, &o->seed);
    }
    if (strcmp(name, "--store") == 0) o->store = value;
    else if (strcmp(name, "--csv") == 0) o->csv_dir = value;
    else if (strcmp(name, "--place") == 0) o->place = value;
    else if (strcmp(name, "--ocds") == 0) o->ocds = value;
    else o->experiment = value;
    return EXIT_DONE;
}

static bool *flag_of(struct options *o, const char *name) {
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) return &o->help;
    if (strcmp(name, "--quiet") == 0) return &o->quiet;
    if (strcmp(name, "--overwrite") == 0) return &o->overwrite;
    if (strcmp(name, "--no-extras") == 0) return &o->no_extras;
    if (strcmp(name, "--check") == 0) return &o->check;
    return NULL;
}

static int option_of(struct options *o, int argc, char **argv, int *i) {
    static const char *const valued[] = {"--set",   "--replicates", "--threads", "--format",
                                         "--seed",  "--store",      "--csv",     "--experiment",
                                         "--place", "--months",     "--ocds",    "--draws"};
    static const char *const all[] = {
        "--set",   "--replicates", "--threads",   "--format", "--seed",   "--store",
        "--csv",   "--experiment", "--place",     "--months", "--ocds",   "--help",
        "--quiet", "--overwrite",  "--no-extras", "--check",  "--version", "--draws"};
    bool *flag = flag_of(o, argv[*i]);
    if (flag) {
        *flag = true;
        return EXIT_DONE;
    }
    char name[32];
    const char *equals = strchr(argv[*i], '=');
    snprintf(name, sizeof name, "%.*s", equals ? (int)(equals - argv[*i]) : (int)sizeof name - 1,
             argv[*i]);
    for (unsigned k = 0; k < sizeof valued / sizeof *valued; k++) {
        if (strcmp(name, valued[k]) != 0) continue;
        if (equals) return with_value(o, name, equals + 1);
        if (*i + 1 >= argc) return cli_usage("%s takes a value", name);
        return with_value(o, name, argv[++*i]);
    }
    const char *near = fault_nearest(argv[*i], all, sizeof all / sizeof *all);
    return cli_usage("there is no option '%s'%s%s%s", argv[*i], near ? "; did you mean '" : "",
                     near ? near : "", near ? "'?" : "");
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
