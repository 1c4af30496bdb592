// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Studies: the list, one study's head, and its comparison as tredegar report prints it, to the
 * byte. Reading a whole store takes seconds, so the last few comparisons are kept until their
 * store changes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report/report.h"
#include "serve/state.h"

enum { TEXTS_MOST = 12 };
struct kept_text {
    struct kept_text *next;
    char id[96], kind[8];
    int64_t written, bytes;
    char *text;
    size_t n;
};

void study_list_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    struct study_files list;
    if (!studies_list(s, &list)) {
        studies_list_free(&list);
        reply_json(r, 500, NULL);
        return;
    }
    json_t *all = json_array();
    for (unsigned i = 0; i < list.n; i++)
        json_array_append_new(all, studies_item(s, &list.row[i]));
    reply_json(r, 200, json_pack("{s:o, s:i}", "studies", all, "left_out", (int)list.left_out));
    studies_list_free(&list);
}

/* ---- one study ------------------------------------------------------------------------------- */

static void add_study(const struct study *st, json_t *o, struct reply *r) {
    sqlite3_stmt *q = studies_query(
        st, "SELECT headline, headline_goal, headline_up, money_a_head, seconds, (SELECT "
            "max(residents) FROM run) FROM study", r);
    if (q && sqlite3_step(q) == SQLITE_ROW) {
        const bool goal = sqlite3_column_type(q, 1) != SQLITE_NULL;
        json_object_set_new(o, "headline",
                            json_pack("{s:s, s:o, s:b}", "measure", studies_text(q, 0), "goal",
                                      goal ? json_real(sqlite3_column_double(q, 1)) : json_null(),
                                      "up", sqlite3_column_int(q, 2)));
        json_object_set_new(o, "money_a_head", json_real(sqlite3_column_double(q, 3)));
        json_object_set_new(o, "seconds", json_real(sqlite3_column_double(q, 4)));
        json_object_set_new(o, "residents", json_integer(sqlite3_column_int64(q, 5)));
    }
    sqlite3_finalize(q);
    json_object_set_new(o, "baseline", json_string(st->scenario[st->baseline].name));
    json_object_set_new(o, "months", studies_months(st));
}

static json_t *settings_of(const struct study *st, const char *scope, const char *of,
                           struct reply *r) {
    json_t *set = json_object();
    sqlite3_stmt *q = studies_query(
        st, "SELECT name, value FROM setting WHERE scope = ?1 AND (?2 = '' OR of = ?2)", r);
    if (!q) return set;
    sqlite3_bind_text(q, 1, scope, -1, SQLITE_STATIC);
    sqlite3_bind_text(q, 2, of, -1, SQLITE_STATIC);
    while (sqlite3_step(q) == SQLITE_ROW)
        json_object_set_new(set, studies_text(q, 0), json_real(sqlite3_column_double(q, 1)));
    sqlite3_finalize(q);
    return set;
}

static void add_scenarios(const struct study *st, json_t *o, struct reply *r) {
    json_t *list = json_array();
    for (unsigned k = 0; k < st->n_scenarios; k++) {
        sqlite3_stmt *q = studies_query(
            st, "SELECT count(*) FROM run WHERE kind = 'main' AND scenario = ?", r);
        int runs = 0;
        if (q) sqlite3_bind_int(q, 1, (int)k);
        if (q && sqlite3_step(q) == SQLITE_ROW) runs = sqlite3_column_int(q, 0);
        sqlite3_finalize(q);
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:o, s:i}", "name", st->scenario[k].name, "title",
                            st->scenario[k].title, "timeline", st->scenario[k].timeline,
                            "settings", settings_of(st, "scenario", st->scenario[k].name, r),
                            "runs", runs));
    }
    json_object_set_new(o, "scenarios", list);
    json_object_set_new(o, "settings", settings_of(st, "experiment", "", r));
}

static void add_organisations(const struct study *st, json_t *o, struct reply *r) {
    json_t *list = json_array();
    sqlite3_stmt *q = studies_query(
        st, "SELECT code, name, owner, type, x_km, y_km FROM organisation ORDER BY organisation",
        r);
    while (q && sqlite3_step(q) == SQLITE_ROW) {
        const bool outside = strcmp(studies_text(q, 3), "provider") != 0;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:b, s:f, s:f}", "code", studies_text(q, 0), "name",
                            studies_text(q, 1), "owner", studies_text(q, 2), "outside", outside,
                            "x", sqlite3_column_double(q, 4), "y", sqlite3_column_double(q, 5)));
    }
    sqlite3_finalize(q);
    json_object_set_new(o, "organisations", list);
}

/* People of a group at the start, null when the study did not count gains. */
static json_t *people_of(const struct study *st, unsigned breakdown, unsigned level) {
    struct reply r = {0};
    json_t *people = NULL;
    sqlite3_stmt *q = studies_query(
        st, "SELECT people FROM gain WHERE breakdown = ? AND level = ? LIMIT 1", &r);
    if (q) {
        sqlite3_bind_int(q, 1, (int)breakdown);
        sqlite3_bind_int(q, 2, (int)level);
        if (sqlite3_step(q) == SQLITE_ROW) people = json_integer(sqlite3_column_int64(q, 0));
    }
    sqlite3_finalize(q);
    json_decref(r.json);
    return people ? people : json_null();
}

static json_t *level_object(const struct study *st, const struct place *none, unsigned breakdown,
                            unsigned level) {
    char words[64];
    if (breakdown == BY_FUNCTION) return NULL;
    return json_pack("{s:i, s:s, s:o}", "level", (int)level, "name",
                     level_name(none, (enum breakdown)breakdown, level, words, sizeof words),
                     "people", people_of(st, breakdown, level));
}

static void add_levels(const struct study *st, json_t *o, struct reply *r) {
    static const unsigned first[BREAKDOWN_COUNT] = {[BY_DEPRIVATION] = 1, [BY_TYPE] = 1,
                                                    [BY_CALL] = 1};
    const unsigned beyond[BREAKDOWN_COUNT] = {[BY_DEPRIVATION] = 11, [BY_AGE] = AGE_BANDS,
                                              [BY_TYPE] = 4, [BY_CATEGORY] = CATEGORY_COUNT,
                                              [BY_CONDITIONS] = CONDITIONS_MOST + 1,
                                              [BY_CALL] = 5};
    const struct place none = {0};
    json_t *all = json_object(), *functions = json_array();
    sqlite3_stmt *q =
        studies_query(st, "SELECT level, code, name FROM treatment_function ORDER BY level", r);
    while (q && sqlite3_step(q) == SQLITE_ROW)
        json_array_append_new(functions,
                              json_pack("{s:i, s:s, s:s}", "level", sqlite3_column_int(q, 0),
                                        "code", studies_text(q, 1), "name", studies_text(q, 2)));
    sqlite3_finalize(q);
    json_object_set_new(all, breakdown_name(BY_FUNCTION), functions);
    for (unsigned b = BY_DEPRIVATION; b < BREAKDOWN_COUNT; b++) {
        json_t *list = json_array();
        for (unsigned l = first[b]; l < beyond[b]; l++)
            json_array_append_new(list, level_object(st, &none, b, l));
        json_object_set_new(all, breakdown_name((enum breakdown)b), list);
    }
    json_object_set_new(o, "levels", all);
}

static int64_t count_of(const struct study *st, const char *sql) {
    struct reply r = {0};
    int64_t n = 0;
    sqlite3_stmt *q = studies_query(st, sql, &r);
    if (q && sqlite3_step(q) == SQLITE_ROW) n = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    json_decref(r.json);
    return n;
}

static void add_has(const struct study *st, json_t *o, struct reply *r) {
    json_t *variants = json_array();
    sqlite3_stmt *q = studies_query(
        st, "SELECT DISTINCT substr(kind, 9) FROM run WHERE kind LIKE 'variant:%' ORDER BY 1", r);
    while (q && sqlite3_step(q) == SQLITE_ROW)
        json_array_append_new(variants, json_string(studies_text(q, 0)));
    sqlite3_finalize(q);
    json_object_set_new(
        o, "has",
        json_pack("{s:b, s:b, s:b, s:b, s:I, s:o}", "hours",
                  count_of(st, "SELECT 1 FROM ae_hour LIMIT 1") > 0, "weeks",
                  count_of(st, "SELECT 1 FROM wait_band LIMIT 1") > 0, "flows",
                  count_of(st, "SELECT 1 FROM patient_flow LIMIT 1") > 0, "gains",
                  count_of(st, "SELECT 1 FROM gain LIMIT 1") > 0, "awards",
                  (json_int_t)count_of(st, "SELECT count(*) FROM award JOIN run USING (run) WHERE "
                                           "kind = 'main'"),
                  "variants", variants));
}

void study_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    if (!studies_open(s, q->part[2], &st, r)) return;
    struct reply failed = {0};
    json_t *o = studies_item(s, &st.file);
    add_study(&st, o, &failed);
    if (!failed.status) add_scenarios(&st, o, &failed);
    if (!failed.status) add_organisations(&st, o, &failed);
    if (!failed.status) add_levels(&st, o, &failed);
    if (!failed.status) add_has(&st, o, &failed);
    studies_close(&st);
    if (!failed.status) {
        reply_json(r, 200, o);
        return;
    }
    json_decref(o);
    *r = failed;
}

void study_delete_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study_file file;
    char run[16];
    if (!studies_find(s, q->part[2], &file)) {
        reply_error(r, 404, "unknown_study", "There is no study '%s'.", q->part[2]);
        return;
    }
    runs_of_study(s->runs, file.id, run);
    if (!file.own) {
        reply_error(r, 403, "not_own", "That study was named on the command line; the page deletes "
                                       "only studies that were run from it.");
        return;
    }
    struct fault f = {0};
    const int rc = run[0] ? FAULT_INPUT : store_delete(file.path, &f);
    if (rc == FAULT_INPUT) {
        reply_error(r, 409, "under_way", "A run is writing that study; stop it first.");
        return;
    }
    if (rc < 0) {
        reply_error(r, 500, "disk", "The study cannot be deleted.");
        return;
    }
    char draft[620]; /* the experiment that was sent, if it was */
    snprintf(draft, sizeof draft, "%.*s.yaml", (int)strlen(file.path) - 7, file.path);
    unlink(draft);
    reply_json(r, 200, json_pack("{s:s}", "deleted", file.id));
}

/* ---- the comparison -------------------------------------------------------------------------- */

/* What tredegar report would print, from the open store. */
static int write_report(struct store *store, bool as_csv, char **text, size_t *n,
                        struct fault *f) {
    struct experiment *e;
    struct arena a;
    struct place p;
    struct twins *t;
    char sentence[SENTENCE_MOST] = "";
    arena_init(&a, 1u << 16);
    e = arena_take(&a, sizeof *e);
    t = arena_take(&a, sizeof *t);
    if (!e || !t) {
        arena_free(&a);
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    }
    int rc = store_read(store, e, &p, t, sentence, sizeof sentence, f);
    if (rc == 0 && t->n_done == 0)
        rc = fault_set(f, FAULT_INPUT, NULL, 0, 0, "no replicate has finished yet");
    if (rc == 0) rc = twins_summarise(t, f);
    if (rc == 0 && !sentence[0]) twins_sentence(t, sentence, sizeof sentence);
    FILE *out = rc == 0 ? open_memstream(text, n) : NULL;
    if (out) {
        if (as_csv) report_csv(out, t);
        else rc = report_json(out, t, sentence, f);
        fclose(out);
    } else if (rc == 0) rc = fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    twins_free(t);
    place_free(&p);
    arena_free(&a);
    return rc;
}

static void free_text(struct kept_text *k) {
    free(k->text);
    memory_free(k);
}

void study_forget(struct serve *s) {
    while (s->texts) {
        struct kept_text *k = s->texts;
        s->texts = k->next;
        free_text(k);
    }
}

/* A copy of what is kept of this study as it stands; under the lock. */
static bool recall(struct serve *s, const struct study_file *file, const char *kind,
                   struct reply *r) {
    for (struct kept_text *k = s->texts; k; k = k->next) {
        if (strcmp(k->id, file->id) != 0 || strcmp(k->kind, kind) != 0) continue;
        if (k->written != file->written || k->bytes != file->bytes) continue;
        r->text = strndup(k->text, k->n);
        r->n = k->n;
        return r->text != NULL;
    }
    return false;
}

static void keep(struct serve *s, const struct study_file *file, const char *kind,
                 const struct reply *r) {
    void *memory = NULL;
    size_t room = 0;
    char *text = strndup(r->text, r->n);
    if (!text || memory_grow(&memory, &room, 1, sizeof(struct kept_text)) < 0) {
        free(text); /* not kept: it is read again */
        return;
    }
    struct kept_text *k = memory;
    *k = (struct kept_text){.next = s->texts, .written = file->written, .bytes = file->bytes,
                            .text = text, .n = r->n};
    snprintf(k->id, sizeof k->id, "%s", file->id);
    snprintf(k->kind, sizeof k->kind, "%s", kind);
    s->texts = k;
    unsigned n = 1;
    for (; k->next && n < TEXTS_MOST; k = k->next) n++;
    if (k->next) {
        free_text(k->next);
        k->next = NULL;
    }
}

static unsigned count_runs(const struct store *store) {
    sqlite3_stmt *q = NULL;
    unsigned n = 0;
    if (sqlite3_prepare_v2(store->db, "SELECT count(*) FROM run", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        n = (unsigned)sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    return n;
}

/* Says which store is being read, "" for none, and of how many runs. */
static void say_reading(struct serve *s, const char *id, struct store *store) {
    struct reading *x = &s->reading;
    pthread_mutex_lock(&x->lock);
    snprintf(x->id, sizeof x->id, "%s", id);
    x->runs = store ? count_runs(store) : 0;
    atomic_store(&x->done, 0);
    pthread_mutex_unlock(&x->lock);
    if (store) store->read = &x->done;
}

static void report(struct serve *s, const char *id, bool as_csv, struct reply *r) {
    const char *kind = as_csv ? "csv" : "json";
    struct study_file file;
    struct store *store = NULL;
    struct fault f = {0};
    if (!studies_find(s, id, &file)) {
        reply_error(r, 404, "unknown_study", "There is no study '%s'.", id);
        return;
    }
    *r = (struct reply){.status = 200};
    r->type = as_csv ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";
    pthread_mutex_lock(&s->lock); /* one reader of a whole store at a time */
    bool there = recall(s, &file, kind, r);
    if (!there) {
        int rc = store_open(&store, file.path, &f);
        if (rc == 0) {
            say_reading(s, id, store);
            rc = write_report(store, as_csv, &r->text, &r->n, &f);
            say_reading(s, "", NULL);
        }
        store_close(store);
        there = rc == 0;
        if (there) keep(s, &file, kind, r);
    }
    pthread_mutex_unlock(&s->lock);
    if (there) return;
    free(r->text);
    r->text = NULL;
    reply_error(r, f.code == FAULT_INPUT ? 409 : 500, "no_comparison",
                "The study cannot be compared: %s.", f.what);
}

void study_reading_page(struct serve *s, const struct request *q, struct reply *r) {
    struct reading *x = &s->reading;
    pthread_mutex_lock(&x->lock);
    const bool mine = strcmp(x->id, q->part[2]) == 0;
    json_t *o = json_pack("{s:i, s:i}", "done", mine ? (int)atomic_load(&x->done) : 0, "runs",
                          mine ? (int)x->runs : 0);
    pthread_mutex_unlock(&x->lock);
    reply_json(r, 200, o);
}

void study_comparison_page(struct serve *s, const struct request *q, struct reply *r) {
    report(s, q->part[2], false, r);
}

void study_report_page(struct serve *s, const struct request *q, struct reply *r) {
    report(s, q->part[2], true, r);
}

void study_experiment_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    struct fault f = {0};
    json_t *data = NULL;
    if (!studies_open(s, q->part[2], &st, r)) return;
    sqlite3_stmt *row =
        studies_query(&st, "SELECT value FROM provenance WHERE key = 'experiment'", r);
    const bool there = row && sqlite3_step(row) == SQLITE_ROW;
    if (row && !there) reply_json(r, 200, json_pack("{s:n, s:n}", "experiment", "yaml"));
    if (there) {
        const char *text = studies_text(row, 0);
        if (draft_json(text, strlen(text), &data, &f) < 0) data = json_null();
        reply_json(r, 200, json_pack("{s:o, s:s}", "experiment", data, "yaml", text));
    }
    sqlite3_finalize(row);
    studies_close(&st);
}
