// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A study read back from its store, as far as reports need it: names, the series of the runs, the
 * answer. What the store does not hold (people, regimes) stays empty. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/handle.h"

static void copy_text(sqlite3_stmt *q, int column, char *to, size_t size) {
    const unsigned char *text = sqlite3_column_text(q, column);
    snprintf(to, size, "%s", text ? (const char *)text : "");
}

/* A missing figure was stored as NULL. */
static double real_of(sqlite3_stmt *q, int column) {
    return sqlite3_column_type(q, column) == SQLITE_NULL ? NAN : sqlite3_column_double(q, column);
}

static int damaged(const struct store *s, struct fault *f, const char *what) {
    return fault_set(f, FAULT_INPUT, s->path, 0, 0, "the store is damaged: %s", what);
}

/* Finalises a query that has been read to its end; if it ended for another reason (a file cut
 * short), says so. */
static int end_query(struct store *s, sqlite3_stmt *q, struct fault *f) {
    char why[200];
    const int rc = sqlite3_finalize(q); /* the code of the last step */
    if (rc == SQLITE_OK) return 0;
    snprintf(why, sizeof why, "%s", sqlite3_errmsg(s->db));
    return damaged(s, f, why);
}

static int read_study(struct store *s, struct experiment *e, struct place *p, struct twins *t,
                      char *sentence, unsigned size, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "SELECT * FROM study", &q, f));
    if (sqlite3_step(q) != SQLITE_ROW) {
        TRY(end_query(s, q, f));
        return damaged(s, f, "it holds no study");
    }
    copy_text(q, 0, e->key, sizeof e->key);
    copy_text(q, 1, e->title, sizeof e->title);
    copy_text(q, 2, e->claim_id, sizeof e->claim_id);
    copy_text(q, 3, e->claim, sizeof e->claim);
    copy_text(q, 4, e->claim_source, sizeof e->claim_source);
    copy_text(q, 5, p->key, sizeof p->key);
    copy_text(q, 5, e->place, sizeof e->place);
    copy_text(q, 6, p->name, sizeof p->name);
    copy_text(q, 7, p->vintage, sizeof p->vintage);
    char first[16], last[16], seed[32];
    copy_text(q, 8, first, sizeof first);
    copy_text(q, 9, last, sizeof last);
    e->replicates = (unsigned)sqlite3_column_int(q, 10);
    copy_text(q, 11, seed, sizeof seed);
    e->seed = strtoull(seed, NULL, 10);
    e->baseline = (unsigned)sqlite3_column_int(q, 12);
    copy_text(q, 13, e->headline, sizeof e->headline);
    e->headline_goal = real_of(q, 14);
    e->headline_up = sqlite3_column_int(q, 15) != 0;
    copy_text(q, 16, e->notes, sizeof e->notes);
    copy_text(q, 17, sentence, size);
    t->money_a_head = real_of(q, 19);
    t->seconds = sqlite3_column_double(q, 18); /* nought when the study did not end */
    sqlite3_finalize(q);
    if (day_parse(first, &e->first_day) < 0 || day_parse(last, &e->last_day) < 0)
        return damaged(s, f, "the period is no date");
    if (e->replicates == 0 || e->replicates > REPLICATES_MAX)
        return damaged(s, f, "the number of replicates is out of range");
    p->start = e->first_day;
    return 0;
}

static int read_scenarios(struct store *s, struct experiment *e, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "SELECT name, title FROM scenario ORDER BY scenario", &q, f));
    while (sqlite3_step(q) == SQLITE_ROW && e->n_scenarios < SCENARIO_MAX) {
        struct scenario *c = &e->scenario[e->n_scenarios++];
        copy_text(q, 0, c->name, sizeof c->name);
        copy_text(q, 1, c->title, sizeof c->title);
    }
    TRY(end_query(s, q, f));
    return e->n_scenarios > e->baseline ? 0
                                        : damaged(s, f, "the baseline is not among the scenarios");
}

static int count_rows(struct store *s, const char *sql, uint16_t *n, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, sql, &q, f));
    const int found = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int(q, 0) : -1;
    TRY(end_query(s, q, f));
    *n = (uint16_t)found;
    return found >= 0 && found < (int)ORG_PLACE
               ? 0
               : damaged(s, f, "it names too many organisations or treatment functions");
}

static enum owner owner_from(const char *name) {
    for (int o = OWNER_PUBLIC; o <= OWNER_COUNCIL; o++)
        if (strcmp(owner_name((enum owner)o), name) == 0) return (enum owner)o;
    return OWNER_PUBLIC;
}

static int read_organisations(struct store *s, struct place *p, struct fault *f) {
    TRY(count_rows(s, "SELECT count(*) FROM organisation", &p->n_providers, f));
    TRY(count_rows(s, "SELECT count(*) FROM treatment_function", &p->n_functions, f));
    p->providers = arena_array(&p->arena, p->n_providers, sizeof *p->providers);
    p->functions = arena_array(&p->arena, p->n_functions, sizeof *p->functions);
    if (arena_failed(&p->arena)) return fault_set(f, FAULT_MEMORY, s->path, 0, 0, "out of memory");
    sqlite3_stmt *q;
    TRY(store_prepare(s, "SELECT code, name, type, owner FROM organisation ORDER BY organisation",
                      &q, f));
    for (unsigned i = 0; i < p->n_providers && sqlite3_step(q) == SQLITE_ROW; i++) {
        char type[64], owner[64];
        copy_text(q, 0, p->providers[i].code, sizeof p->providers[i].code);
        copy_text(q, 1, p->providers[i].name, sizeof p->providers[i].name);
        copy_text(q, 2, type, sizeof type);
        copy_text(q, 3, owner, sizeof owner);
        p->providers[i].outside = strcmp(type, "provider") != 0;
        p->providers[i].owner = owner_from(owner);
    }
    TRY(end_query(s, q, f));
    TRY(store_prepare(s, "SELECT code, name FROM treatment_function ORDER BY level", &q, f));
    for (unsigned i = 0; i < p->n_functions && sqlite3_step(q) == SQLITE_ROW; i++) {
        copy_text(q, 0, p->functions[i].code, sizeof p->functions[i].code);
        copy_text(q, 1, p->functions[i].name, sizeof p->functions[i].name);
    }
    return end_query(s, q, f);
}

/* Which of this program's measures each number of the store means; -1: none. */
static int read_measures(struct store *s, int *of, int n, struct fault *f) {
    for (int i = 0; i < n; i++) of[i] = -1;
    sqlite3_stmt *q;
    TRY(store_prepare(s, "SELECT measure, name FROM measure", &q, f));
    while (sqlite3_step(q) == SQLITE_ROW) {
        const int i = sqlite3_column_int(q, 0);
        const unsigned char *name = sqlite3_column_text(q, 1);
        if (i >= 0 && i < n && name) of[i] = measure_find((const char *)name);
    }
    return end_query(s, q, f);
}

static int order(const void *a, const void *b) {
    const struct series_row *x = a, *y = b;
    if (x->measure != y->measure) return x->measure < y->measure ? -1 : 1;
    if (x->org != y->org) return x->org < y->org ? -1 : 1;
    if (x->breakdown != y->breakdown) return x->breakdown < y->breakdown ? -1 : 1;
    if (x->level != y->level) return x->level < y->level ? -1 : 1;
    return (x->month > y->month) - (x->month < y->month);
}

/* Another version's measures may stand in another order. */
static void put_in_order(struct series *s) {
    for (uint32_t i = 1; i < s->n; i++)
        if (order(&s->row[i - 1], &s->row[i]) > 0) {
            qsort(s->row, s->n, sizeof *s->row, order);
            return;
        }
}

/* One row of a series; false when it names what is not there. */
static bool take_row(sqlite3_stmt *q, const struct place *p, unsigned measure,
                     struct series_row *r) {
    const int org = sqlite3_column_int(q, 1), breakdown = sqlite3_column_int(q, 2),
              level = sqlite3_column_int(q, 3), month = sqlite3_column_int(q, 4);
    if ((org < 0 || org >= p->n_providers) && org != (int)ORG_PLACE) return false;
    if (breakdown < 0 || breakdown >= (int)BREAKDOWN_COUNT || level < 0 || level > UINT8_MAX ||
        month < 0 || month > UINT16_MAX)
        return false;
    if (breakdown == (int)BY_FUNCTION && level >= p->n_functions) return false;
    *r = (struct series_row){.measure = (uint16_t)measure,
                             .org = (uint16_t)org,
                             .breakdown = (uint8_t)breakdown,
                             .level = (uint8_t)level,
                             .month = (uint16_t)month,
                             .value = real_of(q, 5)};
    return true;
}

static int read_rows(struct store *s, sqlite3_stmt *q, const struct place *p, const int *measure_of,
                     int n_measures, struct series *out, struct fault *f) {
    struct series_row r;
    while (sqlite3_step(q) == SQLITE_ROW) {
        const int m = sqlite3_column_int(q, 0);
        if (m < 0 || m >= n_measures || measure_of[m] < 0) continue;
        if (!take_row(q, p, (unsigned)measure_of[m], &r))
            return damaged(s, f, "a series names an organisation or level that is not there");
        if (array_push(&out->row, &out->n, &out->capacity, &r, sizeof r) < 0)
            return fault_set(f, FAULT_MEMORY, s->path, 0, 0, "out of memory");
    }
    return 0;
}

/* Room for as many rows as the run before had: runs of a study are alike, and growing copies. */
static int reserve(struct series *out, uint32_t rows) {
    void *row = NULL;
    size_t capacity = 0;
    if (rows == 0) return 0;
    TRY(memory_grow(&row, &capacity, rows, sizeof *out->row));
    out->row = row;
    out->capacity = (uint32_t)capacity;
    return 0;
}

/* Of a scenario's run every row; of the others, of which reports tell the whole place alone, its
 * rows: a sixth of them. */
static int read_series(struct store *s, sqlite3_int64 run, bool main, const struct place *p,
                       const int *measure_of, int n_measures, struct series *out, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(
        s, main ? "SELECT measure, organisation, breakdown, level, month, value FROM series WHERE "
                  "run = ?"
                : "SELECT s.measure, organisation, breakdown, level, month, value FROM measure AS "
                  "m CROSS JOIN series AS s ON s.run = ? AND s.measure = m.measure AND "
                  "s.organisation = 65535", &q, f));
    sqlite3_bind_int64(q, 1, run);
    const int rc = read_rows(s, q, p, measure_of, n_measures, out, f);
    if (rc < 0) sqlite3_finalize(q);
    else TRY(end_query(s, q, f));
    put_in_order(out);
    return rc;
}

static int take_record(sqlite3_stmt *q, struct institution_record *r) {
    char question[64];
    const int month = sqlite3_column_int(q, 0), org = sqlite3_column_int(q, 1);
    copy_text(q, 2, question, sizeof question);
    *r = (struct institution_record){.month = (uint16_t)month,
                                     .provider = (uint16_t)org,
                                     .pence = sqlite3_column_int64(q, 5)};
    copy_text(q, 3, r->what, sizeof r->what);
    copy_text(q, 4, r->why, sizeof r->why);
    for (unsigned k = 0; k < Q_COUNT; k++)
        if (strcmp(question_name((enum question)k), question) == 0) r->question = (enum question)k;
    return month < 0 || month > UINT16_MAX || org < 0 || org > UINT16_MAX ? -1 : 0;
}

/* What institutions decided in a scenario's run, in order. */
static int read_records(struct store *s, sqlite3_int64 run, struct outcome *o, struct fault *f) {
    sqlite3_stmt *q;
    uint32_t room = 0;
    int rc = 0;
    TRY(store_prepare(s,
                      "SELECT month, organisation, question, what, why, pence FROM record WHERE "
                      "run = ? ORDER BY rowid",
                      &q, f));
    sqlite3_bind_int64(q, 1, run);
    while (rc == 0 && sqlite3_step(q) == SQLITE_ROW) {
        struct institution_record r;
        if (take_record(q, &r) < 0)
            rc = damaged(s, f, "a record names a month or organisation out of range");
        else if (array_push(&o->records, &o->n_records, &room, &r, sizeof r) < 0)
            rc = fault_set(f, FAULT_MEMORY, s->path, 0, 0, "out of memory");
    }
    if (rc == 0) return end_query(s, q, f);
    sqlite3_finalize(q);
    return rc;
}

static int room_for_extra(struct twins *t, struct store *s, struct fault *f) {
    void *extra = t->extra;
    size_t capacity = t->n_extra;
    if (memory_grow(&extra, &capacity, (size_t)t->n_extra + 1, sizeof *t->extra) < 0)
        return fault_set(f, FAULT_MEMORY, s->path, 0, 0, "out of memory");
    t->extra = extra;
    return 0;
}

/* Where the outcome of a run belongs, or NULL when its numbers are out of range. */
static struct outcome *slot_of(struct twins *t, const char *kind, unsigned scenario,
                               unsigned replicate) {
    if (scenario >= t->n_scenarios || replicate >= t->n_replicates) return NULL;
    if (strcmp(kind, "main") == 0) return &t->main[(size_t)replicate * t->n_scenarios + scenario];
    snprintf(t->extra[t->n_extra].name, sizeof t->extra[0].name, "%s", kind);
    t->extra[t->n_extra].scenario = scenario;
    t->extra[t->n_extra].replicate = replicate;
    return &t->extra[t->n_extra++].outcome;
}

static int read_runs(struct store *s, struct twins *t, struct fault *f) {
    int measure_of[256];
    TRY(read_measures(s, measure_of, 256, f));
    sqlite3_stmt *q;
    TRY(store_prepare(s,
                      "SELECT run, kind, scenario, replicate, person_years, residents, events, "
                      "stale, thinned, seconds FROM run ORDER BY run",
                      &q, f));
    int rc = 0;
    uint32_t alike[2] = {0};
    while (rc == 0 && sqlite3_step(q) == SQLITE_ROW) {
        char kind[64];
        copy_text(q, 1, kind, sizeof kind);
        const bool main = strcmp(kind, "main") == 0;
        rc = room_for_extra(t, s, f);
        if (rc < 0) break;
        struct outcome *o = slot_of(t, kind, (unsigned)sqlite3_column_int(q, 2),
                                    (unsigned)sqlite3_column_int(q, 3) - 1u);
        if (!o) {
            rc = damaged(s, f, "a run names a scenario or replicate that is not there");
            break;
        }
        o->person_years = sqlite3_column_double(q, 4);
        o->residents = (uint32_t)sqlite3_column_int64(q, 5);
        o->events.done = (uint64_t)sqlite3_column_int64(q, 6);
        o->events.stale = (uint64_t)sqlite3_column_int64(q, 7);
        o->events.thinned = (uint64_t)sqlite3_column_int64(q, 8);
        o->seconds = sqlite3_column_double(q, 9);
        rc = o->series.n ? damaged(s, f, "a run stands in it twice")
                         : reserve(&o->series, alike[main]);
        if (rc == 0)
            rc = read_series(s, sqlite3_column_int64(q, 0), main, t->place, measure_of, 256,
                             &o->series, f);
        if (rc == 0 && main) rc = read_records(s, sqlite3_column_int64(q, 0), o, f);
        alike[main] = o->series.n;
        if (s->read) atomic_fetch_add(s->read, 1);
    }
    if (rc == 0) return end_query(s, q, f);
    sqlite3_finalize(q);
    return rc;
}

static void count_done(struct twins *t) {
    t->n_done = 0;
    for (unsigned r = 0; r < t->n_replicates; r++) {
        bool all = true;
        for (unsigned k = 0; k < t->n_scenarios; k++)
            all = all && t->main[(size_t)r * t->n_scenarios + k].series.n > 0;
        t->n_done += all;
    }
    t->interrupted = t->n_done < t->n_replicates;
}

static int read_gains(struct store *s, struct twins *t, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "SELECT * FROM gain ORDER BY rowid", &q, f));
    while (sqlite3_step(q) == SQLITE_ROW) {
        const unsigned k = (unsigned)sqlite3_column_int(q, 0);
        if (k >= t->n_scenarios || t->n_gains[k] >= sizeof t->gains[0] / sizeof t->gains[0][0])
            continue;
        t->gains[k][t->n_gains[k]++] = (struct gain){.breakdown = (uint8_t)sqlite3_column_int(q, 1),
                                                     .level = (uint8_t)sqlite3_column_int(q, 2),
                                                     .people = (uint64_t)sqlite3_column_int64(q, 3),
                                                     .qaly_per_1000 = real_of(q, 4),
                                                     .placebo_per_1000 = real_of(q, 5),
                                                     .better_share = real_of(q, 6),
                                                     .worse_share = real_of(q, 7),
                                                     .placebo_better = real_of(q, 8),
                                                     .placebo_worse = real_of(q, 9),
                                                     .low95 = real_of(q, 10),
                                                     .high95 = real_of(q, 11),
                                                     .replicates =
                                                         (unsigned)sqlite3_column_int(q, 12)};
    }
    return end_query(s, q, f);
}

static unsigned runs_in(const struct twins *t) {
    unsigned n = t->n_extra;
    for (unsigned i = 0; i < t->n_replicates * t->n_scenarios; i++) n += t->main[i].series.n > 0;
    return n;
}

/* A study that has not said how it ended was killed or still runs; older stores never say, but hold
 * a sentence when it ended. */
static int read_end(struct store *s, struct twins *t, bool sentence, struct fault *f) {
    sqlite3_stmt *q;
    bool said = false;
    TRY(store_prepare(s, "SELECT key, value FROM provenance WHERE key IN ('interrupted', "
                         "'runs_left', 'runs')", &q, f));
    while (sqlite3_step(q) == SQLITE_ROW) {
        const char *const key = (const char *)sqlite3_column_text(q, 0);
        const int value = sqlite3_column_int(q, 1);
        if (strcmp(key, "runs") == 0) t->n_runs = value > 0 ? (unsigned)value : 0;
        else if (strcmp(key, "runs_left") == 0) t->n_left = value > 0 ? (unsigned)value : 0;
        else {
            said = true;
            if (value) t->interrupted = t->by_user = true;
        }
    }
    TRY(end_query(s, q, f));
    if (said || sentence) return 0;
    const unsigned planned = t->n_runs ? t->n_runs : t->n_replicates * t->n_scenarios,
                   in = runs_in(t);
    t->interrupted = true;
    t->n_left = planned > in ? planned - in : 0;
    return 0;
}

int store_read(struct store *s, struct experiment *e, struct place *p, struct twins *t,
               char *sentence, unsigned size, struct fault *f) {
    memset(e, 0, sizeof *e);
    memset(p, 0, sizeof *p);
    memset(t, 0, sizeof *t);
    arena_init(&p->arena, 1u << 16);
    TRY(read_study(s, e, p, t, sentence, size, f));
    TRY(read_scenarios(s, e, f));
    TRY(read_organisations(s, p, f));
    t->experiment = e;
    t->place = p;
    t->n_scenarios = e->n_scenarios;
    t->n_replicates = e->replicates;
    void *main = NULL;
    size_t capacity = 0;
    if (memory_grow(&main, &capacity, (size_t)t->n_scenarios * t->n_replicates, sizeof *t->main) <
        0)
        return fault_set(f, FAULT_MEMORY, s->path, 0, 0, "out of memory");
    t->main = main;
    TRY(read_runs(s, t, f));
    count_done(t);
    TRY(read_end(s, t, sentence[0] != '\0', f));
    return read_gains(s, t, f);
}
