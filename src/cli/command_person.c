// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar person: one person's years under each scenario, side by side. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/progress.h"
#include "report/report.h"

static void show(void *who, const struct twins_progress *p) { progress_show(who, p); }

/* The word after --pick; 0 or an exit code. */
static int pick_of(const struct options *o, enum story_pick *pick) {
    const char *words[PICK_COUNT];
    *pick = o->has_id ? PICK_ID : PICK_DIFFERS;
    if (!o->pick) return EXIT_DONE;
    if (o->has_id) return cli_usage("person takes --id or --pick, not both");
    for (unsigned k = 1; k < PICK_COUNT; k++) {
        words[k - 1] = story_pick_name((enum story_pick)k);
        *pick = strcmp(o->pick, words[k - 1]) == 0 ? (enum story_pick)k : *pick;
    }
    if (strcmp(o->pick, story_pick_name(*pick)) == 0) return EXIT_DONE;
    const char *near = fault_nearest(o->pick, words, PICK_COUNT - 1);
    return cli_usage("--pick takes frail, child, working, waiting, poor or differs, found "
                     "'%s'%s%s%s", o->pick, near ? "; nearest: '" : "", near ? near : "",
                     near ? "'" : "");
}

static int print_story(const struct options *o, const struct story *s, struct fault *f) {
    if (o->format == FORMAT_JSON) {
        char *text = report_story_json(s);
        if (!text) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the story");
        puts(text);
        free(text);
    } else report_story(stdout, s);
    return 0;
}

int command_person(const struct options *o) {
    enum story_pick pick;
    if (o->n_arguments != 1) return cli_usage("person takes one experiment");
    if (o->format == FORMAT_CSV) return cli_usage("person prints a table or json, found 'csv'");
    const int wrong = pick_of(o, &pick);
    if (wrong != EXIT_DONE) return wrong;
    struct fault f = {0};
    struct experiment e = {0};
    struct place p = {0};
    struct story s = {0};
    struct progress progress;
    progress_init(&progress, o->quiet, o->progress_json);
    const struct twins_options how = {.threads = cli_threads(o),
                                      .stop = cli_catch_signals(),
                                      .progress = show,
                                      .who = &progress};
    int rc = cli_experiment(o, o->argument[0], &e, &f);
    if (rc == 0) rc = cli_place(o, &e, &p, &f);
    if (rc == 0) rc = story_tell(&s, &e, &p, pick, o->id, &how, &f);
    progress_end(&progress);
    if (rc == 0) rc = print_story(o, &s, &f);
    story_free(&s);
    place_free(&p);
    experiment_free(&e);
    return rc < 0 ? cli_fault(&f) : EXIT_DONE;
}
