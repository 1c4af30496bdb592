// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Experiments from outside: checked whole by the program's own reader before anything runs, sized
 * (people times months times simulations) and refused beyond a limit, then put in line. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "serve/state.h"
#include "study/story.h"

struct draft { /* what was sent, checked */
    json_t *data;          /* owned; NULL for one of the library by name */
    char *yaml;            /* owned by the C library; NULL likewise */
    const char *name;      /* of the library, or NULL */
    const char *place;     /* another than its own, or NULL */
    unsigned months, replicates;
    bool extras;
    double people;
    unsigned all_months, runs;
    uint64_t seed;
    struct settings set;   /* what is set besides what the experiment sets itself */
    char key[64], title[128];
};

static void draft_free(struct draft *d) {
    json_decref(d->data);
    free(d->yaml);
}

static int bad(struct fault *f, const char *what) {
    return fault_set(f, FAULT_INPUT, NULL, 0, 0, "%s", what);
}

static int whole_of(const json_t *body, const char *key, unsigned high, unsigned *out,
                    struct fault *f) {
    const json_t *v = json_object_get(body, key);
    *out = 0;
    if (!v || json_is_null(v)) return 0;
    const json_int_t n = json_is_integer(v) ? json_integer_value(v) : 0;
    if (n < 1 || n > (json_int_t)high)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "%s: expected a whole number from 1 to %u",
                         key, high);
    *out = (unsigned)n;
    return 0;
}

/* {"set": {NAME: NUMBER}}: as by --set. Names and ranges are checked with the experiment. */
static int take_settings(const json_t *set, struct settings *out, struct fault *f) {
    const char *name;
    json_t *value;
    if (!set || json_is_null(set)) return 0;
    if (!json_is_object(set)) return bad(f, "set: expected an object of names and numbers");
    json_object_foreach((json_t *)(uintptr_t)set, name, value) {
        struct setting *x = &out->s[out->n];
        if (out->n == SETTING_MAX) return bad(f, "set: too many settings");
        if (!json_is_number(value) || strlen(name) >= sizeof x->name || strchr(name, '='))
            return fault_set(f, FAULT_INPUT, NULL, 0, 0, "set: %.80s: expected a parameter and a "
                             "number", name);
        snprintf(x->name, sizeof x->name, "%s", name);
        x->value = json_number_value(value);
        out->n++;
    }
    return 0;
}

/* Takes one of the three forms of the body; body outlives the draft. */
static int take_body(json_t *body, struct draft *d, struct fault *f) {
    json_t *data = json_object_get(body, "experiment"), *yaml = json_object_get(body, "yaml");
    json_t *name = json_object_get(body, "name"), *place = json_object_get(body, "place");
    d->extras = json_is_true(json_object_get(body, "extras"));
    if (!!data + !!yaml + !!name != 1)
        return bad(f, "expected one of experiment (an object), yaml (a text) and name (one of the "
                      "library)");
    TRY(whole_of(body, "months", 360, &d->months, f));
    TRY(whole_of(body, "replicates", REPLICATES_MAX, &d->replicates, f));
    TRY(take_settings(json_object_get(body, "set"), &d->set, f));
    if (place && !json_is_string(place)) return bad(f, "place: expected a name");
    d->place = place ? json_string_value(place) : NULL;
    if (d->place && !request_is_name(d->place)) return bad(f, "place: expected a name, no path");
    if (name) {
        d->name = json_string_value(name);
        const size_t n = d->name ? strlen(d->name) : 0;
        if (!d->name || !request_is_name(d->name) || (n > 5 && !strcmp(d->name + n - 5, ".yaml")))
            return bad(f, "name: expected the name of an experiment of the library");
        return 0;
    }
    if (yaml) {
        if (!json_is_string(yaml)) return bad(f, "yaml: expected a text");
        d->yaml = strdup(json_string_value(yaml));
        if (!d->yaml) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
        TRY(draft_json(d->yaml, strlen(d->yaml), &d->data, f));
    } else {
        d->data = json_incref(data);
    }
    TRY(draft_names(d->data, f));
    if (!d->yaml && !(d->yaml = draft_yaml(d->data)))
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    return 0;
}

static int write_whole(int fd, const char *text, struct fault *f) {
    const size_t n = strlen(text);
    size_t at = 0;
    while (at < n) {
        const ssize_t w = write(fd, text + at, n - at);
        if (w <= 0) break;
        at += (size_t)w;
    }
    if (close(fd) == 0 && at == n) return 0;
    return fault_set(f, FAULT_DISK, NULL, 0, 0, "the experiment cannot be written to the disk");
}

/* The experiment as the program reads it, from a file of the server's own that goes at once. */
static int read_draft(struct serve *s, const struct draft *d, struct experiment *e,
                      struct fault *f) {
    char path[600];
    if (d->name) return experiment_read(e, d->name, &s->library, f);
    snprintf(path, sizeof path, "%s/.draft-XXXXXX", s->studies);
    const int fd = mkstemp(path);
    if (fd < 0)
        return fault_set(f, FAULT_DISK, NULL, 0, 0, "the studies folder cannot be written");
    int rc = write_whole(fd, d->yaml, f);
    if (rc == 0) rc = experiment_read(e, path, &s->library, f);
    unlink(path);
    return rc;
}

static unsigned count_runs(const struct experiment *e, bool extras) {
    unsigned n = e->n_scenarios * e->replicates;
    if (!extras) return n;
    n += e->n_variants * e->n_scenarios + e->uncertain.draws * e->n_scenarios + e->placebo;
    if (e->one_answer_at_a_time && e->n_scenarios)
        n += (e->n_scenarios - 1) * Q_COUNT * (e->shapley ? 2u : 1u);
    return n;
}

/* Sets them, and keeps of them those that the experiment does not set so itself: a study's settings
 * are its experiment's own and those by hand in one. */
static int apply_settings(struct experiment *e, struct settings *set, struct fault *f) {
    unsigned kept = 0;
    for (unsigned i = 0; i < set->n; i++) {
        const struct setting x = set->s[i];
        bool same = false;
        for (unsigned k = 0; k < e->set.n; k++)
            same = same || (strcmp(e->set.s[k].name, x.name) == 0 && e->set.s[k].value == x.value);
        if (same) continue;
        TRY(experiment_set(e, x.name, x.value, f));
        set->s[kept++] = x;
    }
    set->n = kept;
    return 0;
}

static int size_draft(struct serve *s, struct experiment *e, struct draft *d, struct fault *f) {
    TRY(apply_settings(e, &d->set, f));
    if (d->place) TRY(experiment_place(e, d->place, &s->library, f));
    if (d->months) experiment_shorten(e, d->months);
    if (d->replicates) experiment_replicates(e, d->replicates);
    TRY(place_people(s, e->place, &d->people, f));
    d->all_months = (unsigned)(day_month(e->last_day) - day_month(e->first_day) + 1);
    d->runs = count_runs(e, d->extras);
    d->seed = e->seed;
    snprintf(d->key, sizeof d->key, "%s", e->key);
    snprintf(d->title, sizeof d->title, "%s", e->title);
    return 0;
}

/* Reads the body and checks it whole. false: *r says what is wrong. The body is kept for *d. */
static bool read_body(struct serve *s, const struct request *q, struct draft *d, json_t **body,
                      struct reply *r) {
    json_error_t why;
    struct fault f = {0};
    struct arena a;
    *d = (struct draft){0};
    *body = json_loadb(q->body, q->length, JSON_REJECT_DUPLICATES, &why);
    if (!*body || !json_is_object(*body)) {
        reply_error(r, 400, "json", "The body is not a JSON object: %s (line %d).",
                    *body ? "something else" : why.text, *body ? 1 : why.line);
        return false;
    }
    arena_init(&a, 1u << 16);
    struct experiment *e = arena_take(&a, sizeof *e);
    int rc = e ? take_body(*body, d, &f) : fault_set(&f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    if (rc == 0) {
        rc = read_draft(s, d, e, &f);
        if (rc == 0) {
            rc = size_draft(s, e, d, &f);
            experiment_free(e);
        }
    }
    arena_free(&a);
    if (rc < 0) reply_fault(r, "experiment", &f);
    return rc == 0;
}

/* Why it may not be run from here, or "". */
static void say_size(const struct draft *d, char *out, size_t size) {
    const double all = d->people * d->all_months * d->runs;
    out[0] = '\0';
    if (d->runs > SERVE_RUNS_MOST)
        snprintf(out, size, "That is %u simulations; from the page at most %d are run. Take fewer "
                            "replicates or scenarios, or use tredegar run.",
                 d->runs, SERVE_RUNS_MOST);
    else if (all > SERVE_PERSON_MONTHS)
        snprintf(out, size,
                 "That is %.0f million people times %u months times %u simulations, %.1f billion "
                 "person-months; from the page at most %.1f billion are run. Take a smaller place, "
                 "fewer months or replicates, or use tredegar run.",
                 d->people / 1e6, d->all_months, d->runs, all / 1e9, SERVE_PERSON_MONTHS / 1e9);
}

void run_check_page(struct serve *s, const struct request *q, struct reply *r) {
    struct draft d;
    json_t *body;
    char large[400];
    if (read_body(s, q, &d, &body, r)) {
        say_size(&d, large, sizeof large);
        reply_json(r, 200,
                   json_pack("{s:b, s:O?, s:s?, s:f, s:i, s:i, s:f, s:s?}", "ok", 1, "experiment",
                             d.data, "yaml", d.yaml, "people", d.people, "months",
                             (int)d.all_months, "runs", (int)d.runs, "person_months",
                             d.people * d.all_months * d.runs, "too_large",
                             large[0] ? large : NULL));
    }
    draft_free(&d);
    json_decref(body);
}

/* A name for the study, of the experiment's key and the time; and its file of YAML. */
static int name_study(struct serve *s, const struct draft *d, struct run_order *o,
                      struct fault *f) {
    char key[48], when[32];
    size_t n = 0;
    const time_t t = time(NULL);
    struct tm parts;
    for (const char *c = d->key; *c && n + 1 < sizeof key; c++) {
        const char one[2] = {*c, '\0'};
        key[n++] = *c != '.' && request_is_name(one) ? *c : '-';
    }
    key[n] = '\0';
    if (!gmtime_r(&t, &parts)) return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "no time of day");
    strftime(when, sizeof when, "%Y%m%d-%H%M%S", &parts);
    for (unsigned k = 1; k < 100; k++) {
        char path[700], command[200];
        snprintf(command, sizeof command, "# one of the library: tredegar run %s\n",
                 d->name ? d->name : "");
        if (k == 1) snprintf(o->study, sizeof o->study, "%s-%s", n ? key : "study", when);
        else snprintf(o->study, sizeof o->study, "%s-%s-%u", n ? key : "study", when, k);
        snprintf(path, sizeof path, "%s/%s.yaml", s->studies, o->study);
        const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0) continue;
        if (d->name) snprintf(o->experiment, sizeof o->experiment, "%s", d->name);
        else snprintf(o->experiment, sizeof o->experiment, "%.599s", path);
        TRY(write_whole(fd, d->yaml ? d->yaml : command, f));
        return 0;
    }
    return fault_set(f, FAULT_DISK, NULL, 0, 0, "the studies folder cannot be written");
}

/* The file of a run that does not begin. */
static void forget_study(const struct serve *s, const struct run_order *o) {
    char path[700];
    snprintf(path, sizeof path, "%s/%s.yaml", s->studies, o->study);
    unlink(path);
}

void run_start_page(struct serve *s, const struct request *q, struct reply *r) {
    struct draft d;
    struct run_order o = {0};
    struct fault f = {0};
    json_t *body;
    char large[400], id[16];
    if (read_body(s, q, &d, &body, r)) {
        say_size(&d, large, sizeof large);
        snprintf(o.title, sizeof o.title, "%s", d.title);
        snprintf(o.place, sizeof o.place, "%.63s", d.place ? d.place : "");
        o.months = d.months;
        o.replicates = d.replicates;
        o.extras = d.extras;
        o.set = d.set;
        if (large[0]) reply_error(r, 413, "too_large_a_run", "%s", large);
        else if (name_study(s, &d, &o, &f) < 0) reply_fault(r, "disk", &f);
        else if (runs_start(s->runs, &o, id, r))
            reply_json(r, 202, json_pack("{s:s, s:s}", "run", id, "study", o.study));
        else forget_study(s, &o);
    }
    draft_free(&d);
    json_decref(body);
}

/* ---- one person ------------------------------------------------------------------------------ */

/* Whom to tell of: {"pick": KIND} or {"id": N}. */
static bool take_pick(const json_t *body, struct run_order *o, struct reply *r) {
    const json_t *id = json_object_get(body, "id"), *pick = json_object_get(body, "pick");
    const char *kind = json_is_string(pick) ? json_string_value(pick) : "differs";
    bool known = false;
    for (unsigned k = 1; k < PICK_COUNT; k++)
        known = known || strcmp(kind, story_pick_name((enum story_pick)k)) == 0;
    o->has_id = json_is_integer(id);
    if (o->has_id && json_integer_value(id) >= 0 && json_integer_value(id) <= UINT32_MAX)
        snprintf(o->pick, sizeof o->pick, "%lld", (long long)json_integer_value(id));
    else if (!id && known) snprintf(o->pick, sizeof o->pick, "%s", kind);
    else {
        reply_error(r, 400, "pick", "Give id, a number from 0, or pick: frail, child, working, "
                                    "waiting, poor or differs.");
        return false;
    }
    return true;
}

/* What the study set over all scenarios: its circumstances, its experiment, whoever ran it. */
static json_t *settings_of(const struct study *st, struct reply *r) {
    json_t *set = json_object();
    sqlite3_stmt *q = studies_query(st, "SELECT name, value FROM setting WHERE scope = "
                                        "'experiment'", r);
    while (q && sqlite3_step(q) == SQLITE_ROW)
        json_object_set_new(set, studies_text(q, 0), json_real(sqlite3_column_double(q, 1)));
    sqlite3_finalize(q);
    return set;
}

/* The body of a study's experiment as it was run: its text, place, length, settings and seed. */
static bool body_of_study(struct serve *s, const char *id, json_t **out, uint64_t *seed,
                          struct reply *r) {
    struct study st;
    if (!studies_open(s, id, &st, r)) return false;
    sqlite3_stmt *q = studies_query(
        &st, "SELECT value, place, seed FROM provenance, study WHERE key = 'experiment'", r);
    const bool there = q && sqlite3_step(q) == SQLITE_ROW;
    if (there) {
        *seed = strtoull(studies_text(q, 2), NULL, 10);
        *out = json_pack("{s:s, s:i, s:o}", "yaml", studies_text(q, 0), "months", (int)st.months,
                         "set", settings_of(&st, r));
        if (request_is_name(studies_text(q, 1)))
            json_object_set_new(*out, "place", json_string(studies_text(q, 1)));
    } else if (q)
        reply_error(r, 404, "not_in_store",
                    "This study was stored by an earlier Tredegar, which did not keep its "
                    "experiment.");
    sqlite3_finalize(q);
    studies_close(&st);
    return there && !r->json;
}

static void start_person(struct serve *s, struct draft *d, struct run_order *o, struct reply *r) {
    struct fault f = {0};
    char id[16];
    d->runs = 1;
    snprintf(o->title, sizeof o->title, "%s", d->title);
    snprintf(o->place, sizeof o->place, "%.63s", d->place ? d->place : "");
    o->months = d->months;
    o->set = d->set;
    if (d->people * d->all_months > SERVE_PERSON_MONTHS)
        reply_error(r, 413, "too_large_a_run", "The place is too large, or the period too long, to "
                                               "follow one person from the page.");
    else if (name_study(s, d, o, &f) < 0) reply_fault(r, "disk", &f);
    else if (runs_start(s->runs, o, id, r)) reply_json(r, 202, json_pack("{s:s}", "run", id));
    else forget_study(s, o);
}

void person_page(struct serve *s, const struct request *q, struct reply *r) {
    struct draft d = {0};
    struct run_order o = {0};
    struct request within = *q;
    json_t *body = json_loadb(q->body, q->length, 0, NULL), *of_study = NULL, *parsed = NULL;
    const json_t *study = json_object_get(body, "study");
    char *text = NULL;
    bool good = true;
    if (!json_is_object(body)) {
        reply_error(r, 400, "json", "The body is not a JSON object.");
        good = false;
    }
    if (good && study && !json_is_string(study)) {
        reply_error(r, 400, "study", "study names a study, in quotes.");
        good = false;
    }
    good = good && take_pick(body, &o, r);
    if (good && json_is_string(study)) {
        good = body_of_study(s, json_string_value(study), &of_study, &o.seed, r);
        text = good ? json_dumps(of_study, 0) : NULL;
        within.body = text ? text : "";
        within.length = text ? strlen(text) : 0;
    }
    if (good && read_body(s, &within, &d, &parsed, r)) {
        if (!study) o.seed = d.seed;
        start_person(s, &d, &o, r);
    }
    draft_free(&d);
    json_decref(parsed);
    json_decref(of_study);
    json_decref(body);
    free(text);
}

void person_story_page(struct serve *s, const struct request *q, struct reply *r) {
    unsigned change;
    bool ended;
    json_t *o = runs_item(s->runs, q->part[2], &change, &ended);
    char *story = runs_story(s->runs, q->part[2]);
    if (!o) reply_error(r, 404, "unknown_run", "There is no run '%s'.", q->part[2]);
    else if (!story)
        reply_error(r, ended ? 404 : 409, "no_story", ended ? "That run told no story."
                                                            : "The story is not yet told.");
    else
        *r = (struct reply){.status = 200, .text = story, .n = strlen(story),
                            .type = "application/json; charset=utf-8"};
    json_decref(o);
}

/* ---- runs ------------------------------------------------------------------------------------ */

void run_list_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    reply_json(r, 200, json_pack("{s:o}", "runs", runs_list(s->runs)));
}

/* The sentence of a study, "" while there is none. */
static void add_sentence(struct serve *s, json_t *run) {
    struct study st;
    struct reply none = {0};
    const char *study = json_string_value(json_object_get(run, "study"));
    json_object_set_new(run, "sentence", json_string(""));
    if (!studies_open(s, study, &st, &none)) {
        json_decref(none.json);
        return;
    }
    sqlite3_stmt *q = studies_query(&st, "SELECT sentence FROM study", &none);
    if (q && sqlite3_step(q) == SQLITE_ROW)
        json_object_set_new(run, "sentence", json_string(studies_text(q, 0)));
    sqlite3_finalize(q);
    json_decref(none.json);
    studies_close(&st);
}

void run_page(struct serve *s, const struct request *q, struct reply *r) {
    unsigned change;
    bool ended;
    json_t *o = runs_item(s->runs, q->part[2], &change, &ended);
    if (!o) {
        reply_error(r, 404, "unknown_run", "There is no run '%s'.", q->part[2]);
        return;
    }
    add_sentence(s, o);
    reply_json(r, 200, o);
}

void run_events_page(struct serve *s, const struct request *q, struct reply *r) {
    unsigned change;
    bool ended;
    json_t *o = runs_item(s->runs, q->part[2], &change, &ended);
    if (!o) reply_error(r, 404, "unknown_run", "There is no run '%s'.", q->part[2]);
    else if (runs_followers(s->runs) >= SERVE_FOLLOWERS)
        reply_error(r, 429, "too_many_followers", "%d follow runs already, as many as are taken.",
                    SERVE_FOLLOWERS);
    else *r = (struct reply){.status = 200, .stream = s->runs};
    json_decref(o);
}

void run_stop_page(struct serve *s, const struct request *q, struct reply *r) {
    if (runs_stop(s->runs, q->part[2]))
        reply_json(r, 200, json_pack("{s:s}", "stopped", q->part[2]));
    else reply_error(r, 404, "unknown_run", "There is no run '%s'.", q->part[2]);
}
