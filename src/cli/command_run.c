// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar run, tredegar report. A run is stored as it finishes: on Ctrl-C the runs under way are
 * dropped, what is finished is reported and kept. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/progress.h"
#include "report/report.h"
#include "store/store.h"

/* The one global that changes: a signal handler has no other place to write to. */
static volatile sig_atomic_t interrupted;

static void on_signal(int signal_number) { interrupted = signal_number; }

const volatile int *cli_catch_signals(void) {
    struct sigaction a = {.sa_handler = on_signal};
    sigemptyset(&a.sa_mask);
    /* a second Ctrl-C ends at once: the store stays whole all the same */
    a.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
    return &interrupted;
}

struct keeper {
    struct store *store;
    const struct experiment *e;
    const struct place *p;
    struct fault *f;
    struct progress progress;
};

static int kept(struct keeper *k, const struct twins *t) {
    if (k->progress.finished++ == 0) TRY(store_write_runs(k->store, t->n_runs, k->f));
    k->progress.last = -1e9; /* say so at once */
    return 0;
}

static int keep(void *who, const struct twins *t, unsigned replicate, unsigned scenario,
                const struct outcome *o) {
    struct keeper *k = who;
    TRY(store_write_run(k->store, k->e, k->p, "main", scenario, replicate, o, k->f));
    return kept(k, t);
}

static int keep_extra(void *who, const struct twins *t, unsigned i) {
    struct keeper *k = who;
    TRY(store_write_extra(k->store, k->e, k->p, t, i, k->f));
    return kept(k, t);
}

static void show_progress(void *who, const struct twins_progress *p) {
    progress_show(&((struct keeper *)who)->progress, p);
}

static int print_answer(const struct options *o, const struct twins *t, const char *sentence,
                        struct fault *f) {
    if (o->format == FORMAT_JSON) TRY(report_json(stdout, t, sentence, f));
    else if (o->format == FORMAT_CSV) report_csv(stdout, t);
    else if (o->answer_alone) report_short(stdout, t, sentence);
    else report_table(stdout, t, sentence, o->all_measures);
    return o->csv_dir ? report_csv_dir(o->csv_dir, t, f) : 0;
}

unsigned cli_threads(const struct options *o) {
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return o->threads ? o->threads : n > 0 ? (unsigned)n : 1u;
}

/* Runs, stores, answers; everything opened by the caller. */
static int run_study(const struct options *o, struct experiment *e, struct place *p,
                     struct store *store, struct twins *t, struct fault *f) {
    struct keeper k = {.store = store, .e = e, .p = p, .f = f};
    progress_init(&k.progress, o->quiet, o->progress_json);
    TRY(store_write_study(store, e, p, f));
    const struct twins_options how = {.threads = cli_threads(o),
                                      .stop = &interrupted,
                                      .progress = show_progress,
                                      .finished = keep,
                                      .extra = keep_extra,
                                      .who = &k,
                                      .extras = !o->no_extras,
                                      .check = o->check};
    const int rc = twins_run(t, e, p, &how, f);
    progress_end(&k.progress);
    if (rc < 0 && rc != FAULT_STOPPED) return rc;
    char sentence[SENTENCE_MOST] = "";
    if (t->n_done) twins_sentence(t, sentence, sizeof sentence);
    TRY(store_write_answer(store, t, sentence, f));
    return print_answer(o, t, sentence, f);
}

static const char *more(unsigned n) { return n == 1 ? "" : "s"; }

static void say_place(const struct options *o, const struct experiment *e, const struct place *p) {
    if (o->quiet || o->progress_json) return;
    uint64_t inside = 0, halo = 0;
    for (uint32_t i = 0; i < p->n_areas; i++)
        *(p->areas[i].halo ? &halo : &inside) += p->areas[i].people;
    fprintf(stderr,
            "%s: %llu residents and %llu neighbours who may use its hospitals, %u provider%s; %u "
            "scenario%s, %u replicate%s, %u thread%s\n",
            p->name, (unsigned long long)inside, (unsigned long long)halo, p->n_providers,
            more(p->n_providers), e->n_scenarios, more(e->n_scenarios), e->replicates,
            more(e->replicates), cli_threads(o), more(cli_threads(o)));
}

int command_run(const struct options *o) {
    if (o->n_arguments != 1) return cli_usage("run takes one experiment");
    struct fault f = {0};
    struct experiment e = {0};
    struct place p = {0};
    struct store *store = NULL;
    struct twins t = {0};
    int rc = cli_experiment(o, o->argument[0], &e, &f);
    if (rc == 0) rc = cli_place(o, &e, &p, &f);
    if (rc == 0 && o->csv_dir) rc = report_csv_dir_ready(o->csv_dir, &f);
    if (rc == 0) rc = store_create(&store, o->store, o->overwrite, &f);
    if (rc == 0) {
        say_place(o, &e, &p);
        (void)cli_catch_signals();
        rc = run_study(o, &e, &p, store, &t, &f);
    }
    store_close(store);
    twins_free(&t);
    place_free(&p);
    experiment_free(&e);
    if (rc < 0) return cli_fault(&f);
    if (interrupted) {
        fprintf(stderr, "tredegar: interrupted; what was finished is %s\n",
                o->store ? "in the store" : "shown above");
        return EXIT_INTERRUPTED;
    }
    return EXIT_DONE;
}

/* After the report, which a study without awards has all the same. */
static int write_ocds(const struct options *o, struct store *store, const struct experiment *e,
                      const struct place *p, struct fault *f) {
    struct stored_award *rows;
    uint32_t n;
    if (!o->ocds) return 0;
    fflush(stdout); /* so that it stands before what is said of the awards; checked at the end */
    TRY(store_read_awards(store, &rows, &n, f));
    if (n == 0) { /* the standard knows no package without releases */
        memory_free(rows);
        return fault_set(f, FAULT_INPUT, o->argument[0], 0, 0,
                         "no award in this study, so no release is written to %s", o->ocds);
    }
    const int rc = report_ocds(o->ocds, e, p, rows, n, f);
    if (rc == 0 && !o->quiet) fprintf(stderr, "wrote %u awards to %s\n", n, o->ocds);
    memory_free(rows);
    return rc;
}

int command_report(const struct options *o) {
    if (o->n_arguments != 1) return cli_usage("report takes one store");
    struct fault f = {0};
    struct experiment e = {0};
    struct place p = {0};
    struct twins t = {0};
    struct store *store = NULL;
    char sentence[SENTENCE_MOST] = "";
    int rc = store_open(&store, o->argument[0], &f);
    if (rc == 0) rc = store_read(store, &e, &p, &t, sentence, sizeof sentence, &f);
    if (rc == 0) rc = twins_summarise(&t, &f);
    if (rc == 0 && !sentence[0] && t.n_done) twins_sentence(&t, sentence, sizeof sentence);
    if (rc == 0) rc = print_answer(o, &t, sentence, &f);
    if (rc == 0) rc = write_ocds(o, store, &e, &p, &f);
    store_close(store);
    twins_free(&t);
    place_free(&p);
    return rc < 0 ? cli_fault(&f) : EXIT_DONE;
}
