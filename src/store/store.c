// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One study in one SQLite file. Every write is inside a transaction; a run is one transaction, so a
 * killed program leaves whole runs only. Numbers of measures and organisations are those of the
 * program that wrote them, spelt out in tables of their own. */
#include "store/store.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "place/place_cut.h"
#include "store/handle.h"
#include "store/schema.h"

enum { STORE_FORM = 3 }; /* as PRAGMA user_version below says */

#ifndef TREDEGAR_VERSION
#define TREDEGAR_VERSION "0.1.0"
#endif

int store_form(void) { return STORE_FORM; }
const char *tredegar_version(void) { return TREDEGAR_VERSION; }

int store_broken(const struct store *s, struct fault *f) {
    return fault_set(f, FAULT_DISK, s->path, 0, 0, "the store cannot be used: %s",
                     sqlite3_errmsg(s->db));
}

static int execute(struct store *s, const char *sql, struct fault *f) {
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : store_broken(s, f);
}

int store_prepare(struct store *s, const char *sql, sqlite3_stmt **q, struct fault *f) {
    return sqlite3_prepare_v2(s->db, sql, -1, q, NULL) == SQLITE_OK ? 0 : store_broken(s, f);
}

int store_step(struct store *s, sqlite3_stmt *q, struct fault *f) {
    const int rc = sqlite3_step(q);
    sqlite3_reset(q);
    return rc == SQLITE_DONE ? 0 : store_broken(s, f);
}

int store_row(struct store *s, sqlite3_stmt *q, const sqlite3_int64 *value, int n,
              struct fault *f) {
    for (int k = 0; k < n; k++) sqlite3_bind_int64(q, k + 1, value[k]);
    return store_step(s, q, f);
}

static int begin_handle(struct store **s, const char *path, int flags, struct fault *f) {
    void *memory = NULL;
    size_t capacity = 0;
    if (memory_grow(&memory, &capacity, 1, sizeof(struct store)) < 0)
        return fault_set(f, FAULT_MEMORY, path, 0, 0, "out of memory");
    *s = memory;
    (*s)->lock = -1;
    snprintf((*s)->path, sizeof (*s)->path, "%s", path);
    if (sqlite3_open_v2(path, &(*s)->db, flags, NULL) == SQLITE_OK) {
        sqlite3_busy_timeout((*s)->db, 5000);
        return 0;
    }
    const int rc =
        fault_set(f, FAULT_DISK, path, 0, 0, "cannot open the store: %s", sqlite3_errmsg((*s)->db));
    sqlite3_close((*s)->db);
    memory_free(*s);
    *s = NULL;
    return rc;
}

static int drop(struct store *s, int rc) {
    sqlite3_close(s->db);
    memory_free(s);
    return rc;
}

static int create(struct store **s, const char *path, bool overwrite, struct fault *f) {
    const bool replaced = path && access(path, F_OK) == 0;
    if (path) TRY(store_file_clear(path, overwrite, f));
    int rc = begin_handle(s, path ? path : ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                          f);
    if (rc < 0) {
        if (replaced) store_file_settle(path, 0);
        return rc;
    }
    rc = execute(*s,
                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA "
                 "application_id = 0x54726564;"
                 " PRAGMA user_version = 3; BEGIN",
                 f);
    if (rc == 0) rc = execute(*s, store_schema, f);
    if (rc == 0) rc = execute(*s, "COMMIT", f);
    if (rc == 0) {
        (*s)->replaced = replaced;
        return 0;
    }
    rc = drop(*s, rc);
    *s = NULL;
    if (path) {
        (void)store_file_drop(path); /* made by us a moment ago */
        if (replaced) store_file_settle(path, 0);
    }
    return rc;
}

int store_create(struct store **s, const char *path, bool overwrite, struct fault *f) {
    int lock = -1;
    *s = NULL;
    if (path && strlen(path) > STORE_PATH_MOST)
        return fault_set(f, FAULT_INPUT, path, 0, 0, "the store's path is too long");
    if (path) TRY(store_file_folder(path, f));
    if (path) TRY(store_lock_take(path, &lock, f));
    const int rc = create(s, path, overwrite, f);
    if (rc == 0) (*s)->lock = lock;
    else store_lock_drop(path, lock);
    return rc;
}

/* The tables' form is numbered; a store of a later form is not guessed at. */
static int check_form(struct store *s, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "PRAGMA user_version", &q, f));
    const int form = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int(q, 0) : -1;
    sqlite3_finalize(q);
    if (form >= 0 && form <= STORE_FORM) return 0;
    return fault_set(f, FAULT_INPUT, s->path, 0, 0,
                     "was written in form %d, expected at most %d: a newer Tredegar reads it", form,
                     STORE_FORM);
}

int store_open(struct store **s, const char *path, struct fault *f) {
    *s = NULL;
    if (access(path, R_OK) != 0)
        return fault_set(f, FAULT_INPUT, path, 0, 0, "cannot be read: %s", strerror(errno));
    if (!store_file_is_ours(path))
        return store_file_refuse(path, "", f);
    /* one thread at a time has a handle that reads: no locks for millions of rows */
    TRY(begin_handle(s, path, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, f));
    int rc = check_form(*s, f);
    if (rc == 0) return 0;
    rc = drop(*s, rc);
    *s = NULL;
    return rc;
}

void store_close(struct store *s) {
    if (!s) return;
    /* One file is handier than three; a reader that has the store open keeps the log beside it,
     * which is as good. */
    if (!sqlite3_db_readonly(s->db, "main"))
        sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    const struct store was = *s;
    drop(s, 0);
    if (was.replaced) store_file_settle(was.path, was.n_runs);
    store_lock_drop(was.path, was.lock);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void bind_text(sqlite3_stmt *q, int i, const char *text) {
    sqlite3_bind_text(q, i, text, -1, SQLITE_TRANSIENT);
}

static void bind_hex(sqlite3_stmt *q, int i, uint64_t v) {
    char hex[20];
    snprintf(hex, sizeof hex, "%016llx", (unsigned long long)v);
    bind_text(q, i, hex);
}

static int write_provenance(struct store *s, const struct place *p, struct fault *f) {
    char digest[20];
    snprintf(digest, sizeof digest, "%016llx", (unsigned long long)p->digest);
    const char *const rows[][2] = {
        {"program", "tredegar"},
        {"version", TREDEGAR_VERSION},
        {"place_digest", digest},
        {"data_vintage", p->vintage},
        {"label", "simulated"},
        {"licence_of_inputs",
         "Open Government Licence v3.0; sources in the tables' headers and data/sources.bib"}};
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO provenance VALUES (?,?)", &q, f));
    int rc = 0;
    for (size_t i = 0; rc == 0 && i < sizeof rows / sizeof *rows; i++) {
        bind_text(q, 1, rows[i][0]);
        bind_text(q, 2, rows[i][1]);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_experiment(struct store *s, const struct experiment *e, const struct place *p,
                            struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(
        s, "INSERT INTO study VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,NULL,NULL,NULL)", &q, f));
    const char *const text[] = {e->key,          e->title, e->claim_id, e->claim,
                                e->claim_source, p->key,   p->name,     p->vintage};
    for (int i = 0; i < 8; i++) bind_text(q, i + 1, text[i]);
    char first[12], last[12], seed[24];
    day_print(e->first_day, first);
    day_print(e->last_day, last);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)e->seed);
    bind_text(q, 9, first);
    bind_text(q, 10, last);
    sqlite3_bind_int64(q, 11, e->replicates);
    bind_text(q, 12, seed);
    sqlite3_bind_int(q, 13, (int)e->baseline);
    bind_text(q, 14, e->headline);
    if (!isnan(e->headline_goal)) sqlite3_bind_double(q, 15, e->headline_goal);
    sqlite3_bind_int(q, 16, e->headline_up);
    bind_text(q, 17, e->notes);
    const int rc = store_step(s, q, f);
    sqlite3_finalize(q);
    return rc;
}

static void timeline_words(const struct timeline *t, char *buffer, size_t size) {
    size_t n = 0;
    buffer[0] = '\0';
    for (unsigned i = 0; i < t->n && n < size; i++) {
        char day[12];
        day_print(t->at[i].from, day);
        const int w = snprintf(buffer + n, size - n, "%s%s %s", i ? "; " : "", day,
                               regime_name(t->at[i].regime));
        n += w > 0 ? (size_t)w : 0;
    }
}

static int write_scenarios(struct store *s, const struct experiment *e, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO scenario VALUES (?,?,?,?)", &q, f));
    int rc = 0;
    for (unsigned i = 0; rc == 0 && i < e->n_scenarios; i++) {
        char words[512];
        timeline_words(&e->scenario[i].timeline, words, sizeof words);
        sqlite3_bind_int(q, 1, (int)i);
        bind_text(q, 2, e->scenario[i].name);
        bind_text(q, 3, e->scenario[i].title);
        bind_text(q, 4, words);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_organisations(struct store *s, const struct place *p, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO organisation VALUES (?,?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (unsigned i = 0; rc == 0 && i < p->n_providers; i++) {
        const struct provider *o = &p->providers[i];
        sqlite3_bind_int(q, 1, (int)i);
        bind_text(q, 2, o->code);
        bind_text(q, 3, o->name);
        bind_text(q, 4, o->outside ? "provider outside the place" : "provider");
        bind_text(q, 5, owner_name(o->owner));
        sqlite3_bind_double(q, 6, (double)o->x_km);
        sqlite3_bind_double(q, 7, (double)o->y_km);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_words(struct store *s, const struct place *p, struct fault *f) {
    static const char *const over[] = {"sum", "mean", "last"}, *const better[] = {"up", "down",
                                                                                  "neither"};
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO measure VALUES (?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (int i = 0; rc == 0 && i < (int)MEASURE_COUNT; i++) {
        const struct measure_info *m = &measure_info[i];
        const char *const text[] = {m->name, m->unit, over[m->over], better[m->better], m->line};
        sqlite3_bind_int(q, 1, i);
        for (int k = 0; k < 5; k++) bind_text(q, k + 2, text[k]);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    if (rc < 0) return rc;
    TRY(store_prepare(s, "INSERT INTO breakdown VALUES (?,?)", &q, f));
    for (int i = 0; rc == 0 && i < (int)BREAKDOWN_COUNT; i++) {
        sqlite3_bind_int(q, 1, i);
        bind_text(q, 2, breakdown_name((enum breakdown)i));
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    if (rc < 0) return rc;
    TRY(store_prepare(s, "INSERT INTO treatment_function VALUES (?,?,?)", &q, f));
    for (int i = 0; rc == 0 && i < p->n_functions; i++) {
        sqlite3_bind_int(q, 1, i);
        bind_text(q, 2, p->functions[i].code);
        bind_text(q, 3, p->functions[i].name);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static const struct setting *setting_of(const struct settings *set, const char *name) {
    for (unsigned i = 0; i < set->n; i++)
        if (strcmp(set->s[i].name, name) == 0) return &set->s[i];
    return NULL;
}

static int write_parameter(struct store *s, sqlite3_stmt *q, const struct experiment *e,
                           const struct parameter_table *t, const struct parameter *r,
                           struct fault *f) {
    char name[128];
    snprintf(name, sizeof name, "%s.%s", t->room, r->name);
    const struct setting *set = setting_of(&e->set, name);
    const double value[] = {set ? set->value : r->value, r->low, r->high};
    const char *const text[] = {r->unit, standing_name(r->standing), r->source,
                                set ? "experiment" : "default"};
    bind_text(q, 1, name);
    for (int i = 0; i < 3; i++) sqlite3_bind_double(q, i + 2, value[i]);
    for (int i = 0; i < 4; i++) bind_text(q, i + 5, text[i]);
    return store_step(s, q, f);
}

/* Every parameter by its full name, answers of institutions and rules of places included, with the
 * value that holds unless a scenario, a variant, a regime file or a place file gives its own. */
static int write_parameters(struct store *s, const struct experiment *e, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT OR REPLACE INTO parameter VALUES (?,?,?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (unsigned k = 0; k <= registry_n_tables(); k++) {
        const struct parameter_table *t =
            k < registry_n_tables() ? registry_table(k) : &place_param_table;
        for (size_t i = 0; rc == 0 && i < t->n; i++)
            rc = write_parameter(s, q, e, t, &t->rows[i], f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_settings_of(struct store *s, sqlite3_stmt *q, const char *scope, const char *of,
                             const struct settings *set, struct fault *f) {
    for (unsigned i = 0; i < set->n; i++) {
        bind_text(q, 1, scope);
        bind_text(q, 2, of);
        bind_text(q, 3, set->s[i].name);
        sqlite3_bind_double(q, 4, set->s[i].value);
        TRY(store_step(s, q, f));
    }
    return 0;
}

/* What was set, and for which scenario or variant. */
static int write_settings(struct store *s, const struct experiment *e, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO setting VALUES (?,?,?,?)", &q, f));
    int rc = write_settings_of(s, q, "experiment", e->key, &e->set, f);
    for (unsigned i = 0; rc == 0 && i < e->n_scenarios; i++)
        rc = write_settings_of(s, q, "scenario", e->scenario[i].name, &e->scenario[i].set, f);
    for (unsigned i = 0; rc == 0 && i < e->n_variants; i++)
        rc = write_settings_of(s, q, "variant", e->variant[i].name, &e->variant[i].set, f);
    sqlite3_finalize(q);
    return rc;
}

/* Ends the transaction under way: all of it when rc is nought, else none. */
static int end_transaction(struct store *s, int rc, struct fault *f) {
    if (rc == 0) rc = execute(s, "COMMIT", f);
    if (rc < 0) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return rc;
}

int store_write_study(struct store *s, const struct experiment *e, const struct place *p,
                      struct fault *f) {
    TRY(execute(s, "BEGIN", f));
    int rc = write_provenance(s, p, f);
    if (rc == 0) rc = write_experiment(s, e, p, f);
    if (rc == 0) rc = write_scenarios(s, e, f);
    if (rc == 0) rc = write_organisations(s, p, f);
    if (rc == 0) rc = write_words(s, p, f);
    if (rc == 0) rc = write_parameters(s, e, f);
    if (rc == 0) rc = write_settings(s, e, f);
    if (rc == 0) rc = store_write_neighbourhoods(s, p, f);
    if (rc == 0) rc = store_write_text(s, e, f);
    return end_transaction(s, rc, f);
}

static int write_series(struct store *s, sqlite3_int64 run, const struct series *series,
                        struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO series VALUES (?,?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < series->n; i++) {
        const struct series_row *r = &series->row[i];
        const int key[] = {r->measure, r->org, r->breakdown, r->level, r->month};
        sqlite3_bind_int64(q, 1, run);
        for (int k = 0; k < 5; k++) sqlite3_bind_int(q, k + 2, key[k]);
        sqlite3_bind_double(q, 7, r->value);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_ledger(struct store *s, sqlite3_int64 run, const struct outcome *o,
                        struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO ledger VALUES (?,?,?,?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < o->n_ledger; i++) {
        const struct ledger_line *l = &o->ledger[i];
        const enum ledger_reason reason = (enum ledger_reason)l->reason;
        sqlite3_bind_int64(q, 1, run);
        sqlite3_bind_int(q, 2, l->month);
        bind_text(q, 3, l->payer);
        bind_text(q, 4, l->payee);
        bind_text(q, 5, service_line_name((enum service_line)l->line));
        bind_text(q, 6, reason_name(reason));
        bind_text(q, 7, category_name(reason_category(reason)));
        sqlite3_bind_int64(q, 8, l->pence);
        sqlite3_bind_int64(q, 9, (sqlite3_int64)l->count);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static int write_records(struct store *s, sqlite3_int64 run, const struct outcome *o,
                         struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO record VALUES (?,?,?,?,?,?,?)", &q, f));
    int rc = 0;
    for (uint32_t i = 0; rc == 0 && i < o->n_records; i++) {
        const struct institution_record *r = &o->records[i];
        sqlite3_bind_int64(q, 1, run);
        sqlite3_bind_int(q, 2, r->month);
        sqlite3_bind_int(q, 3, r->provider);
        bind_text(q, 4, question_name(r->question));
        bind_text(q, 5, r->what);
        bind_text(q, 6, r->why);
        sqlite3_bind_int64(q, 7, r->pence);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static const char *commissioner_code(const struct place *p, unsigned c) {
    return c < p->n_commissioners ? p->commissioners[c].code : "DH";
}
static const char *commissioner_name(const struct place *p, unsigned c) {
    if (c >= p->n_commissioners) return "Department of Health";
    return p->commissioners[c].name[0] ? p->commissioners[c].name : p->commissioners[c].code;
}

static void bind_party(sqlite3_stmt *q, int column, const struct place *p, unsigned row) {
    char code[32], name[128];
    award_party(p, row, code, sizeof code, name, sizeof name);
    bind_text(q, column, code);
    bind_text(q, column + 1, name);
}

static int write_award(struct store *s, sqlite3_stmt *q, sqlite3_int64 run, const struct place *p,
                       const struct award *a, struct fault *f) {
    const sqlite3_int64 money[] = {a->value,          a->cost_commissioner, a->cost_bidders,
                                   a->cost_challenge, a->challenged,        a->upheld};
    const int month[] = {a->notice, a->decided, a->starts, a->ends};
    const enum award_route route = (enum award_route)a->route;
    sqlite3_bind_int64(q, 1, run);
    sqlite3_bind_int64(q, 2, a->number);
    bind_text(q, 3, commissioner_code(p, a->commissioner));
    bind_text(q, 4, commissioner_name(p, a->commissioner));
    bind_text(q, 5, service_line_name((enum service_line)a->line));
    bind_text(q, 6, a->function < p->n_functions ? p->functions[a->function].code : "");
    bind_text(q, 7, award_route_name(route));
    bind_text(q, 8, award_route_method(route));
    bind_text(q, 9, award_end_name(a->end));
    bind_party(q, 10, p, a->incumbent);
    bind_party(q, 12, p, a->winner);
    for (int k = 0; k < 4; k++) sqlite3_bind_int(q, 14 + k, month[k]);
    sqlite3_bind_double(q, 18, a->price);
    for (int k = 0; k < 6; k++) sqlite3_bind_int64(q, 19 + k, money[k]);
    bind_text(q, 25, a->why);
    return store_step(s, q, f);
}

static int write_bid(struct store *s, sqlite3_stmt *q, sqlite3_int64 run, const struct place *p,
                     unsigned award, const struct bid *b, struct fault *f) {
    const double value[] = {b->cost, b->price, b->measured, b->true_, b->score};
    sqlite3_bind_int64(q, 1, run);
    sqlite3_bind_int64(q, 2, award);
    bind_party(q, 3, p, b->bidder);
    for (int k = 0; k < 5; k++) sqlite3_bind_double(q, 5 + k, value[k]);
    return store_step(s, q, f);
}

static int write_awards(struct store *s, sqlite3_int64 run, const struct place *p,
                        const struct outcome *o, struct fault *f) {
    sqlite3_stmt *q, *bids;
    TRY(store_prepare(
        s, "INSERT INTO award VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", &q, f));
    int rc = store_prepare(s, "INSERT INTO bid VALUES (?,?,?,?,?,?,?,?,?)", &bids, f);
    for (uint32_t i = 0; rc == 0 && i < o->n_awards; i++) {
        const struct award *a = &o->awards[i];
        rc = write_award(s, q, run, p, a, f);
        for (unsigned b = 0; rc == 0 && b < a->n_bids; b++)
            rc = write_bid(s, bids, run, p, a->number, &a->bid[b], f);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(bids);
    return rc;
}

/* Waits of those who stopped in the first month: for the test of the queues' discipline. */
static int write_first_month(struct store *s, sqlite3_int64 run, const struct place *p,
                             const struct outcome *o, struct fault *f) {
    if (!o->first_month_stops) return 0;
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO first_month_stop VALUES (?,?,?,?,?)", &q, f));
    int rc = 0;
    for (int i = 0; rc == 0 && i < p->n_providers * 2 * WAIT_WEEKS; i++) {
        if (o->first_month_stops[i] == 0) continue;
        sqlite3_bind_int64(q, 1, run);
        sqlite3_bind_int(q, 2, i / WAIT_WEEKS / 2);
        sqlite3_bind_int(q, 3, i / WAIT_WEEKS % 2);
        sqlite3_bind_int(q, 4, i % WAIT_WEEKS);
        sqlite3_bind_int64(q, 5, o->first_month_stops[i]);
        rc = store_step(s, q, f);
    }
    sqlite3_finalize(q);
    return rc;
}

/* run: its number, 0 for the next one that is free; what was given on return. */
static int write_run_head(struct store *s, const char *kind, unsigned scenario, unsigned replicate,
                          const struct outcome *o, sqlite3_int64 *run, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO run VALUES (?13,?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12)",
                      &q, f));
    if (*run) sqlite3_bind_int64(q, 13, *run);
    bind_text(q, 1, kind);
    sqlite3_bind_int(q, 2, (int)scenario);
    sqlite3_bind_int(q, 3, (int)replicate + 1);
    sqlite3_bind_double(q, 4, o->person_years);
    sqlite3_bind_int64(q, 5, o->residents);
    sqlite3_bind_int64(q, 6, (sqlite3_int64)o->events.done);
    sqlite3_bind_int64(q, 7, (sqlite3_int64)o->events.stale);
    sqlite3_bind_int64(q, 8, (sqlite3_int64)o->events.thinned);
    sqlite3_bind_double(q, 9, o->seconds);
    sqlite3_bind_int64(q, 10, (sqlite3_int64)o->bytes_total);
    bind_hex(q, 11, o->n_digest ? o->digest[o->n_digest - 1] : 0);
    bind_hex(q, 12, o->needs_digest);
    const int rc = store_step(s, q, f);
    sqlite3_finalize(q);
    *run = sqlite3_last_insert_rowid(s->db);
    return rc;
}

static int write_run(struct store *s, const struct place *p, const char *kind, sqlite3_int64 run,
                     unsigned scenario, unsigned replicate, const struct outcome *o,
                     struct fault *f) {
    TRY(execute(s, "BEGIN", f));
    int rc = write_run_head(s, kind, scenario, replicate, o, &run, f);
    if (rc == 0) rc = write_series(s, run, &o->series, f);
    if (rc == 0) rc = write_first_month(s, run, p, o, f);
    if (rc == 0) rc = store_write_patients(s, run, &o->patients, f);
    if (rc == 0) rc = write_ledger(s, run, o, f);
    if (rc == 0) rc = write_records(s, run, o, f);
    if (rc == 0) rc = write_awards(s, run, p, o, f);
    if (rc == 0) rc = store_write_marks(s, run, p, o, f);
    rc = end_transaction(s, rc, f);
    s->n_runs += rc == 0;
    return rc;
}

/* Runs are numbered as they are listed, not as they finish: the same on any number of threads. */
int store_write_run(struct store *s, const struct experiment *e, const struct place *p,
                    const char *kind, unsigned scenario, unsigned replicate,
                    const struct outcome *o, struct fault *f) {
    const bool is_main = strcmp(kind, "main") == 0;
    const sqlite3_int64 run =
        is_main ? (sqlite3_int64)replicate * e->n_scenarios + scenario + 1 : 0;
    return write_run(s, p, kind, run, scenario, replicate, o, f);
}

int store_write_extra(struct store *s, const struct experiment *e, const struct place *p,
                      const struct twins *t, unsigned i, struct fault *f) {
    const sqlite3_int64 run = (sqlite3_int64)e->replicates * e->n_scenarios + i + 1;
    return write_run(s, p, t->extra[i].name, run, t->extra[i].scenario, t->extra[i].replicate,
                     &t->extra[i].outcome, f);
}

static int write_sentence(struct store *s, const struct twins *t, const char *sentence,
                          struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "UPDATE study SET sentence = ?, seconds = ?, money_a_head = ?", &q, f));
    bind_text(q, 1, sentence);
    sqlite3_bind_double(q, 2, t->seconds);
    sqlite3_bind_double(q, 3, t->money_a_head);
    const int rc = store_step(s, q, f);
    sqlite3_finalize(q);
    return rc;
}

static int write_gains(struct store *s, const struct twins *t, struct fault *f) {
    sqlite3_stmt *q;
    int rc = 0;
    TRY(store_prepare(s, "INSERT INTO gain VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", &q, f));
    for (unsigned k = 0; k < t->n_scenarios; k++)
        for (unsigned i = 0; rc == 0 && i < t->n_gains[k]; i++) {
            const struct gain *g = &t->gains[k][i];
            const double value[] = {g->qaly_per_1000, g->placebo_per_1000, g->better_share,
                                    g->worse_share,   g->placebo_better,   g->placebo_worse,
                                    g->low95,         g->high95};
            sqlite3_bind_int(q, 1, (int)k);
            sqlite3_bind_int(q, 2, g->breakdown);
            sqlite3_bind_int(q, 3, g->level);
            sqlite3_bind_int64(q, 4, (sqlite3_int64)g->people);
            for (int v = 0; v < 8; v++) sqlite3_bind_double(q, v + 5, value[v]);
            sqlite3_bind_int(q, 13, (int)g->replicates);
            rc = store_step(s, q, f);
        }
    sqlite3_finalize(q);
    return rc;
}

static int write_fact(struct store *s, sqlite3_stmt *q, const char *key, const char *value,
                      struct fault *f) {
    bind_text(q, 1, key);
    bind_text(q, 2, value);
    return store_step(s, q, f);
}

int store_write_runs(struct store *s, unsigned n, struct fault *f) {
    char runs[16];
    sqlite3_stmt *q;
    snprintf(runs, sizeof runs, "%u", n);
    TRY(store_prepare(s, "INSERT OR REPLACE INTO provenance VALUES (?,?)", &q, f));
    const int rc = write_fact(s, q, "runs", runs, f);
    sqlite3_finalize(q);
    return rc;
}

/* The two scenarios that the sentence compares, and of every two what is in the way of telling
 * their order by the headline ("pair:LATER:EARLIER"; empty: nothing). */
static int write_pairs(struct store *s, sqlite3_stmt *q, const struct twins *t, struct fault *f) {
    const struct scenario *scenario = t->experiment->scenario;
    unsigned best, second;
    if (!twins_contest(t, &best, &second)) return 0;
    TRY(write_fact(s, q, "best", scenario[best].name, f));
    TRY(write_fact(s, q, "second", scenario[second].name, f));
    for (unsigned k = 0; k < t->n_scenarios; k++)
        for (unsigned j = 0; j < k; j++) {
            struct pair p;
            char key[160];
            if (!twins_pair(t, k, j, &p)) continue;
            snprintf(key, sizeof key, "pair:%s:%s", scenario[k].name, scenario[j].name);
            TRY(write_fact(s, q, key, twins_doubt(p.doubt), f));
        }
    return 0;
}

/* How the study ended. A store without these rows is of a study that was killed or still runs. */
static int write_end(struct store *s, const struct twins *t, struct fault *f) {
    char ended[128], left[16];
    snprintf(left, sizeof left, "%u", t->n_left);
    const char *const rows[][2] = {{"ended", twins_ended(t, ended, sizeof ended)},
                                   {"interrupted", t->interrupted ? "1" : "0"},
                                   {"runs_left", left},
                                   {"order_told", twins_order_told(t) ? "1" : "0"}};
    sqlite3_stmt *q;
    int rc = 0;
    TRY(store_prepare(s, "INSERT OR REPLACE INTO provenance VALUES (?,?)", &q, f));
    for (size_t i = 0; rc == 0 && i < sizeof rows / sizeof *rows; i++)
        rc = write_fact(s, q, rows[i][0], rows[i][1], f);
    if (rc == 0) rc = write_pairs(s, q, t, f);
    sqlite3_finalize(q);
    return rc;
}

int store_write_answer(struct store *s, const struct twins *t, const char *sentence,
                       struct fault *f) {
    TRY(execute(s, "BEGIN", f));
    int rc = write_sentence(s, t, sentence, f);
    if (rc == 0) rc = write_gains(s, t, f);
    if (rc == 0) rc = write_end(s, t, f);
    return end_transaction(s, rc, f);
}
