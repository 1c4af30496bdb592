// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Twins on threads. The runs of a study stand in one list: every scenario of every replicate, then
 * the extras of replicate 0 (each variant under every scenario; the baseline with one answer
 * changed at a time; the placebo). Threads take the next one; a run is one thread's from start to
 * end and its outcome goes to its own place, so the number of threads changes no byte. */
#include "study/twins.h"
#include "study/settle.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { ANSWERS_MAX = SCENARIO_MAX * Q_COUNT, PLACEBO_SALT = 1 };

struct job {
    const struct scenario *scenario;
    const struct variant *variant;
    struct outcome *outcome;
    uint64_t shuffle_key;
    uint32_t replicate, salt;
    unsigned index;   /* of the scenario */
    unsigned extra;   /* row of the twins' extra runs, of one that is not main */
    bool is_main;
    double done;      /* 0..1 */
};

enum { RUNS_OF_ANSWERS = 2 * ANSWERS_MAX + SCENARIO_MAX };

struct study {
    struct twins *twins;
    const struct twins_options *options;
    struct fault *fault;
    struct openings *openings;
    struct job *jobs;
    unsigned n_jobs, next, running, finished;
    /* the baseline with one answer changed; the scenario with one left as it was */
    struct scenario answers[RUNS_OF_ANSWERS];
    struct regime *regimes[RUNS_OF_ANSWERS];
    unsigned n_answers;
    struct scenario settled[SCENARIO_MAX]; /* the baseline under a scenario's settings */
    struct variant *draws;                    /* of the uncertain parameters */
    double started, person_years, events;
    int failed;
    atomic_bool give_up;                      /* failed: runs under way stop */
    pthread_mutex_t lock;
};

struct teller { struct study *study; struct job *job; };

static double clock_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- the list of runs ------------------------------------------------------------------------ */

static int grow(void **data, size_t n, size_t size) {
    size_t capacity = 0;
    *data = NULL;
    return memory_grow(data, &capacity, n ? n : 1, size);
}

static struct job *add_job(struct study *s, const struct scenario *scenario, unsigned index,
                           uint32_t replicate) {
    struct job *j = &s->jobs[s->n_jobs++];
    *j = (struct job){.scenario = scenario, .index = index, .replicate = replicate};
    return j;
}

static void add_main_of(struct study *s, unsigned r, unsigned k) {
    struct twins *t = s->twins;
    struct job *j = add_job(s, &t->experiment->scenario[k], k, r);
    j->outcome = &t->main[r * t->n_scenarios + k];
    j->is_main = true;
    if (s->options->shuffle_scenario && s->options->shuffle_scenario == k)
        j->shuffle_key = mix64(k);
}

enum { ABREAST = 4 }; /* as many openings as are kept: opening.c */

/* As many replicates abreast as there are threads, so that no two make the same opening at once. */
static void add_main(struct study *s) {
    const struct twins *t = s->twins;
    const unsigned wide = s->options->threads < 1         ? 1
                          : s->options->threads < ABREAST ? s->options->threads
                                                          : ABREAST;
    for (unsigned from = 0; from < t->n_replicates; from += wide)
        for (unsigned k = 0; k < t->n_scenarios; k++)
            for (unsigned r = from; r < from + wide && r < t->n_replicates; r++)
                add_main_of(s, r, k);
}

static struct job *add_extra(struct study *s, const char *kind, const char *name,
                             const struct scenario *scenario, unsigned index) {
    struct twins *t = s->twins;
    struct job *j = add_job(s, scenario, index, 0);
    snprintf(t->extra[t->n_extra].name, sizeof t->extra->name, "%s%.50s", kind, name);
    t->extra[t->n_extra].scenario = index;
    j->extra = t->n_extra;
    j->outcome = &t->extra[t->n_extra++].outcome;
    return j;
}

static void add_variants(struct study *s) {
    const struct experiment *e = s->twins->experiment;
    for (unsigned v = 0; v < e->n_variants; v++)
        for (unsigned k = 0; k < e->n_scenarios; k++)
            add_extra(s, "variant:", e->variant[v].name, &e->scenario[k], k)->variant =
                &e->variant[v];
}

/* Scenario `from` with one question answered as `as` answers it; scenario k's the run is. */
static int make_answer(struct study *s, const char *kind, unsigned from, unsigned as, unsigned k,
                       enum question q) {
    const struct experiment *e = s->twins->experiment;
    struct scenario *one = &s->answers[s->n_answers];
    *one = e->scenario[from];
    one->set = e->scenario[k].set; /* the answers alone differ */
    TRY(regime_with(&s->regimes[s->n_answers], e->scenario[from].timeline.at[0].regime,
                    e->scenario[as].timeline.at[0].regime, q, s->fault));
    one->timeline.at[0].regime = s->regimes[s->n_answers++];
    add_extra(s, kind, question_name(q), one, k);
    return 0;
}

/* The baseline with several questions answered at once as scenario k answers them, where it answers
 * two or more of them otherwise and one at a time does not say it already. */
static int make_together(struct study *s, unsigned k, unsigned changed) {
    const struct experiment *e = s->twins->experiment;
    const struct regime *const base = e->scenario[e->baseline].timeline.at[0].regime,
                               *const other = e->scenario[k].timeline.at[0].regime;
    struct scenario *all = &s->answers[s->n_answers];
    struct regime *last = NULL;
    char names[64] = "";
    unsigned n = 0;
    for (int q = 0; q < Q_COUNT; q++) {
        if (!(e->together & 1u << q) || regime_agree(base, other, (enum question)q)) continue;
        struct regime *next;
        const int rc = regime_with(&next, last ? last : base, other, (enum question)q, s->fault);
        regime_free(last);
        if (rc < 0) return rc;
        last = next;
        const size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", n++ ? ", " : "",
                 question_name((enum question)q));
    }
    if (n < 2 || n == changed) {
        regime_free(last);
        return 0;
    }
    *all = e->scenario[e->baseline];
    all->set = e->scenario[k].set;
    all->timeline.at[0].regime = s->regimes[s->n_answers++] = last;
    add_extra(s, "together:", names, all, k);
    return 0;
}

static bool same_settings(const struct settings *a, const struct settings *b) {
    bool same = a->n == b->n;
    for (unsigned i = 0; same && i < a->n; i++)
        same = strcmp(a->s[i].name, b->s[i].name) == 0 && !(a->s[i].value < b->s[i].value) &&
               !(a->s[i].value > b->s[i].value);
    return same;
}

/* Where a scenario has settings of its own, what they do alone: the baseline's regime under
 * them. */
static void add_settings(struct study *s, unsigned k) {
    const struct experiment *e = s->twins->experiment;
    const struct scenario *base = &e->scenario[e->baseline];
    if (same_settings(&base->set, &e->scenario[k].set)) return;
    s->settled[k] = *base;
    s->settled[k].set = e->scenario[k].set;
    add_extra(s, "settings:", "", &s->settled[k], k);
}

/* For Shapley's value one is left out, too; with two changed answers or fewer, one at a time says
 * that already. */
static int make_answers(struct study *s, unsigned k) {
    const struct experiment *e = s->twins->experiment;
    const struct regime *const base = e->scenario[e->baseline].timeline.at[0].regime,
                               *const other = e->scenario[k].timeline.at[0].regime;
    unsigned changed = 0;
    for (int q = 0; q < Q_COUNT; q++) changed += !regime_agree(base, other, (enum question)q);
    if (changed > 0) add_settings(s, k);
    for (int q = 0; q < Q_COUNT; q++) {
        if (regime_agree(base, other, (enum question)q)) continue;
        TRY(make_answer(s, "answer:", e->baseline, k, k, (enum question)q));
        if (changed > 2 && e->shapley)
            TRY(make_answer(s, "without:", k, e->baseline, k, (enum question)q));
    }
    return make_together(s, k, changed);
}

static int add_draws(struct study *s) {
    const struct experiment *e = s->twins->experiment;
    void *data;
    if (e->uncertain.draws == 0 || e->uncertain.n == 0) return 0;
    if (grow(&data, e->uncertain.draws, sizeof *s->draws) < 0) return FAULT_MEMORY;
    s->draws = data;
    for (unsigned d = 0; d < e->uncertain.draws; d++) {
        draws_variant(e, d, &s->draws[d]);
        for (unsigned k = 0; k < e->n_scenarios; k++) {
            struct job *j = add_extra(s, "draw:", s->draws[d].name, &e->scenario[k], k);
            j->variant = &s->draws[d];
            /* chance moves with the draws, as it does between replicates */
            j->replicate = d % s->twins->n_replicates;
            s->twins->extra[s->twins->n_extra - 1].replicate = j->replicate;
        }
    }
    return 0;
}

/* Changing one answer at a time has a meaning for single regimes, not for timelines. */
static int add_answers(struct study *s) {
    const struct experiment *e = s->twins->experiment;
    const struct timeline *base = &e->scenario[e->baseline].timeline;
    for (unsigned k = 0; k < e->n_scenarios; k++) {
        const struct timeline *other = &e->scenario[k].timeline;
        if (k == e->baseline || base->n != 1 || other->n != 1) continue;
        TRY(make_answers(s, k));
    }
    return 0;
}

static int list_jobs(struct study *s) {
    struct twins *t = s->twins;
    const struct experiment *e = t->experiment;
    const size_t extras = 1 + ((size_t)e->n_variants + e->uncertain.draws) * e->n_scenarios +
                          RUNS_OF_ANSWERS + SCENARIO_MAX;
    void *data;
    if (grow(&data, (size_t)t->n_replicates * t->n_scenarios, sizeof *t->main) < 0)
        return FAULT_MEMORY;
    t->main = data;
    if (grow(&data, extras, sizeof *t->extra) < 0) return FAULT_MEMORY;
    t->extra = data;
    if (grow(&data, (size_t)t->n_replicates * t->n_scenarios + extras, sizeof *s->jobs) < 0)
        return FAULT_MEMORY;
    s->jobs = data;
    TRY(twins_gains_open(t));
    add_main(s);
    if (!s->options->extras) return 0;
    if (e->placebo)
        add_extra(s, "placebo", "", &e->scenario[e->baseline], e->baseline)->salt = PLACEBO_SALT;
    if (e->one_answer_at_a_time) TRY(add_answers(s));
    add_variants(s);
    return add_draws(s);
}

/* --- the threads ----------------------------------------------------------------------------- */

static void tell(struct study *s, const struct job *j) {
    struct twins_progress p = {
        .run = s->finished + 1, .runs = s->n_jobs, .scenario = j->scenario->name};
    double done = 0;
    for (unsigned i = 0; i < s->n_jobs; i++) done += s->jobs[i].done;
    p.done = done / s->n_jobs;
    p.seconds = clock_now() - s->started;
    p.seconds_left = p.done > 0 ? p.seconds * (1 - p.done) / p.done : 0;
    /* runs under way count by their share */
    const double scale = s->finished ? done / s->finished : 0;
    p.person_years = s->person_years * scale;
    p.events = s->events * scale;
    s->options->progress(s->options->who, &p);
}

static void tell_month(void *who, double done) {
    struct teller *k = who;
    pthread_mutex_lock(&k->study->lock);
    k->job->done = done;
    if (k->study->options->progress) tell(k->study, k->job);
    pthread_mutex_unlock(&k->study->lock);
}

/* What only the placebo and the main runs are asked for later. */
static void forget_people(struct outcome *o) {
    outcome_forget_people(o);
    memory_free(o->first_month_stops);
    patients_free(&o->patients);
    o->first_month_stops = NULL;
}

/* The first failure is the study's. Its answer will not come: what is under way stops where an
 * interrupt would stop it. */
static void fail(struct study *s, int rc) {
    if (rc >= 0 || s->failed < 0) return;
    s->failed = rc;
    atomic_store(&s->give_up, true);
}

/* A run that did not come to its end. */
static void leave(struct study *s, int rc, const struct fault *f) {
    if (rc == FAULT_STOPPED) {
        s->twins->n_left++;
        if (s->failed == 0) s->twins->interrupted = s->twins->by_user = true;
        return;
    }
    if (s->failed == 0) *s->fault = *f;
    fail(s, rc);
}

/* Under the lock. */
static void finish(struct study *s, struct job *j, int rc, const struct fault *f) {
    const struct twins_options *o = s->options;
    s->finished++;
    j->done = 1;
    if (rc < 0) {
        leave(s, rc, f);
        return;
    }
    s->person_years += j->outcome->person_years;
    s->events += (double)j->outcome->events.done;
    if (!j->is_main && j->salt == 0) forget_people(j->outcome);
    if (s->failed < 0) return;
    if (j->is_main && o->finished)
        fail(s, o->finished(o->who, s->twins, j->replicate, j->index, j->outcome));
    if (!j->is_main && o->extra) fail(s, o->extra(o->who, s->twins, j->extra));
    if (!o->keep_people) twins_gains_take(s->twins, j->replicate);
}

static void run_job(struct study *s, struct job *j) {
    const struct twins *t = s->twins;
    struct teller teller = {s, j};
    struct fault f = {0};
    struct outcome outcome;
    const struct plan plan = {.experiment = t->experiment,
                              .scenario = j->scenario,
                              .variant = j->variant,
                              .place = t->place,
                              .attraction = &t->attraction,
                              .replicate = j->replicate,
                              .salt = j->salt,
                              .shuffle_key = j->shuffle_key,
                              .check = s->options->check,
                              .openings = s->openings,
                              .listener = j->is_main ? s->options->listener : NULL,
                              .scenario_index = j->index,
                              .stop = s->options->stop,
                              .give_up = &s->give_up,
                              .progress = tell_month,
                              .who = &teller};
    const int rc = simulation_run(&plan, &outcome, &f);
    pthread_mutex_lock(&s->lock);
    *j->outcome = outcome;
    finish(s, j, rc, &f);
    pthread_mutex_unlock(&s->lock);
}

static struct job *take_job(struct study *s) {
    struct job *j = NULL;
    pthread_mutex_lock(&s->lock);
    const bool stopped = s->options->stop && *s->options->stop;
    if (stopped && s->next < s->n_jobs) {
        s->twins->interrupted = s->twins->by_user = true;
        s->twins->n_left += s->n_jobs - s->next;
        s->next = s->n_jobs;
    }
    if (!stopped && s->failed == 0 && s->next < s->n_jobs) j = &s->jobs[s->next++];
    pthread_mutex_unlock(&s->lock);
    return j;
}

static void *work(void *study) {
    for (struct job *j = take_job(study); j; j = take_job(study)) run_job(study, j);
    return NULL;
}

enum { THREADS_MAX = 256 };

/* This thread works too; if others cannot be had, it does all. */
static void run_threads(struct study *s) {
    pthread_t thread[THREADS_MAX];
    unsigned n = 0, wanted = s->options->threads;
    if (wanted > s->n_jobs) wanted = s->n_jobs;
    if (wanted > THREADS_MAX) wanted = THREADS_MAX;
    while (n + 1 < wanted && pthread_create(&thread[n], NULL, work, s) == 0) n++;
    work(s);
    for (unsigned i = 0; i < n; i++) pthread_join(thread[i], NULL);
}

unsigned twins_extras(const struct twins *t) {
    const unsigned main = t->n_replicates * t->n_scenarios;
    return t->n_runs > main ? t->n_runs - main : 0;
}

unsigned twins_extras_in(const struct twins *t) {
    unsigned in = 0;
    for (unsigned i = 0; i < t->n_extra; i++) in += t->extra[i].outcome.series.n > 0;
    return in;
}

const char *twins_ended(const struct twins *t, char *buffer, unsigned size) {
    char left[64] = "";
    if (t->n_left)
        snprintf(left, sizeof left, ", %u run%s left", t->n_left, t->n_left == 1 ? "" : "s");
    snprintf(buffer, size, "%u of %u replicates%s%s", t->n_done, t->n_replicates,
             !t->interrupted ? "" : t->by_user ? "; stopped by the user" : "; not run to its end",
             left);
    return buffer;
}

/* --- the study ------------------------------------------------------------------------------- */

/* NAN before the first run has ended. */
double twins_money_a_head(const struct twins *t) {
    const struct outcome *o = &t->main[t->experiment->baseline];
    const double years = (t->experiment->last_day - t->experiment->first_day + 1) / 365.25;
    double pounds = 0;
    for (uint32_t i = 0; i < o->n_ledger; i++)
        if (o->ledger[i].reason == REASON_ALLOCATION && strcmp(o->ledger[i].payer, "treasury") == 0)
            pounds += (double)o->ledger[i].pence / 100;
    return pounds > 0 && o->residents && years > 0 ? pounds / o->residents / years : NAN;
}

static int fit_attraction(struct twins *t, struct fault *f) {
    struct needs_params needs;
    struct choice_params choice;
    parameter_defaults(&needs_param_table, (double *)&needs);
    parameter_defaults(&choice_param_table, (double *)&choice);
    registry_apply(&needs_param_table, (double *)&needs, &t->experiment->set);
    registry_apply(&choice_param_table, (double *)&choice, &t->experiment->set);
    const int rc = attraction_fit(&t->attraction, t->place, &needs, &choice);
    return rc < 0 ? fault_set(f, (enum fault_code)rc, NULL, 0, 0,
                              "the choice of hospital could not be fitted to the published flows")
                  : 0;
}

static int run_study(struct study *s) {
    struct twins *t = s->twins;
    if (t->place->start != t->experiment->first_day) {
        char start[11];
        day_print(t->place->start, start);
        return fault_set(s->fault, FAULT_INPUT, t->experiment->path, 0, 0,
                         "the experiment does not start on %s, the day after the place's data end",
                         start);
    }
    TRY(fit_attraction(t, s->fault));
    TRY(attraction_settle(&t->attraction, t->experiment, t->place, s->openings, s->options->stop,
                          s->fault));
    TRY(list_jobs(s) < 0 ? (s->fault->code ? s->fault->code
                                           : fault_set(s->fault, FAULT_MEMORY, NULL, 0, 0,
                                                       "out of memory for the study"))
                         : 0);
    t->n_runs = s->n_jobs;
    run_threads(s);
    if (s->failed < 0)
        return s->fault->code ? s->failed
                              : fault_set(s->fault, (enum fault_code)s->failed, NULL, 0, 0,
                                          "a finished run could not be kept");
    TRY(twins_summarise(t, s->fault));
    t->money_a_head = twins_money_a_head(t);
    twins_gains(t);
    return 0;
}

int twins_run(struct twins *t, const struct experiment *e, const struct place *p,
              const struct twins_options *o, struct fault *f) {
    void *data;
    memset(t, 0, sizeof *t);
    t->experiment = e;
    t->place = p;
    t->n_scenarios = e->n_scenarios;
    t->n_replicates = e->replicates;
    if (grow(&data, 1, sizeof(struct study)) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the study");
    struct study *s = data;
    s->twins = t;
    s->options = o;
    s->fault = f;
    s->started = clock_now();
    s->openings = openings_init();
    atomic_init(&s->give_up, false);
    pthread_mutex_init(&s->lock, NULL);
    const int rc = run_study(s);
    if (rc == FAULT_STOPPED) t->interrupted = t->by_user = true;
    pthread_mutex_destroy(&s->lock);
    for (unsigned i = 0; i < s->n_answers; i++) regime_free(s->regimes[i]);
    t->seconds = clock_now() - s->started;
    openings_free(s->openings);
    memory_free(s->draws);
    memory_free(s->jobs);
    memory_free(s);
    return rc;
}

void twins_free(struct twins *t) {
    for (unsigned i = 0; t->main && i < t->n_replicates * t->n_scenarios; i++)
        outcome_free(&t->main[i]);
    for (unsigned i = 0; t->extra && i < t->n_extra; i++) outcome_free(&t->extra[i].outcome);
    memory_free(t->main);
    memory_free(t->extra);
    memory_free(t->rows);
    memory_free(t->counted);
    attraction_unsettle(&t->attraction);
    attraction_free(&t->attraction);
    memset(t, 0, sizeof *t);
}
