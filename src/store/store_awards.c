// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Marks of bidders by criterion written, and awards read back from a store with bids and marks, for
 * those who write them out. */
#include <stdio.h>
#include <string.h>

#include "store/handle.h"

static void copy_text(sqlite3_stmt *q, int column, char *to, size_t size) {
    const unsigned char *text = sqlite3_column_text(q, column);
    snprintf(to, size, "%s", text ? (const char *)text : "");
}

/* ---- marks ---- */

static int write_marks(struct store *s, sqlite3_stmt *q, const struct place *p,
                       const struct award *a, unsigned bidder, const double *mark,
                       struct fault *f) {
    char code[32], name[128];
    award_party(p, bidder, code, sizeof code, name, sizeof name);
    sqlite3_bind_int64(q, 2, a->number);
    sqlite3_bind_text(q, 3, code, -1, SQLITE_TRANSIENT);
    for (unsigned k = 0; k < CRITERIA; k++) {
        if (!(a->weight[k] > 0.0)) continue;
        sqlite3_bind_text(q, 4, award_criterion_name(k), -1, SQLITE_STATIC);
        sqlite3_bind_double(q, 5, a->weight[k]);
        sqlite3_bind_double(q, 6, mark[k]);
        TRY(store_step(s, q, f));
    }
    return 0;
}

int store_write_marks(struct store *s, sqlite3_int64 run, const struct place *p,
                      const struct outcome *o, struct fault *f) {
    sqlite3_stmt *q;
    TRY(store_prepare(s, "INSERT INTO mark VALUES (?,?,?,?,?,?)", &q, f));
    int rc = 0;
    sqlite3_bind_int64(q, 1, run);
    for (uint32_t n = 0; rc == 0 && n < o->n_awards; n++) {
        const struct award *const a = &o->awards[n];
        if (a->assessed) rc = write_marks(s, q, p, a, a->incumbent, a->mark, f);
        for (unsigned b = 0; rc == 0 && b < a->n_bids; b++)
            rc = write_marks(s, q, p, a, a->bid[b].bidder, a->bid[b].mark, f);
    }
    sqlite3_finalize(q);
    return rc;
}

static unsigned criterion_of(const char *name) {
    unsigned k = 0;
    while (k < CRITERIA && strcmp(award_criterion_name(k), name) != 0) k++;
    return k;
}

/* Marks of a bidder by its code, or of the holder, which may be assessed without a bid; NULL: of
 * nobody in the award. */
static double *marks_of(struct stored_award *a, const char *holder, const char *code) {
    double *to = strcmp(holder, code) == 0 ? a->mark : NULL;
    for (unsigned b = 0; b < a->n_bids; b++)
        if (strcmp(a->bid[b].code, code) == 0) to = a->bid[b].mark;
    return to;
}

static int read_marks(struct store *s, sqlite3_stmt *q, sqlite3_int64 run, const char *holder,
                      struct stored_award *a, struct fault *f) {
    int rc;
    sqlite3_bind_int64(q, 1, run);
    sqlite3_bind_int64(q, 2, a->number);
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        char code[32], name[32];
        copy_text(q, 0, code, sizeof code);
        copy_text(q, 1, name, sizeof name);
        const unsigned k = criterion_of(name);
        double *const to = marks_of(a, holder, code);
        if (k == CRITERIA || to == NULL)
            return fault_set(f, FAULT_INPUT, s->path, 0, 0,
                             "award %u has a mark of a %s that is not there: '%s'", a->number,
                             to ? "criterion" : "bidder", to ? name : code);
        a->assessed |= to == a->mark;
        a->weight[k] = sqlite3_column_double(q, 2);
        to[k] = sqlite3_column_double(q, 3);
    }
    sqlite3_reset(q);
    return rc == SQLITE_DONE ? 0 : store_broken(s, f);
}

/* Stores of the forms before 3 have none; one of a later form that lacks them is refused. */
static int marks_query(struct store *s, sqlite3_stmt **q, struct fault *f) {
    enum { FORM_OF_MARKS = 3 };
    sqlite3_stmt *known;
    *q = NULL;
    TRY(store_prepare(s, "PRAGMA user_version", &known, f));
    const bool held =
        sqlite3_step(known) == SQLITE_ROW && sqlite3_column_int(known, 0) >= FORM_OF_MARKS;
    sqlite3_finalize(known);
    if (!held ||
        store_prepare(s,
                      "SELECT bidder, criterion, weight, mark FROM mark WHERE run = ? AND award = "
                      "?",
                      q, f) == 0)
        return 0;
    return fault_set(f, FAULT_INPUT, s->path, 0, 0, "lacks the marks of its form: %s",
                     sqlite3_errmsg(s->db));
}

/* ---- awards ---- */

static int read_bids(struct store *s, sqlite3_stmt *q, sqlite3_int64 run, struct stored_award *a,
                     struct fault *f) {
    sqlite3_bind_int64(q, 1, run);
    sqlite3_bind_int64(q, 2, a->number);
    while (sqlite3_step(q) == SQLITE_ROW && a->n_bids < BIDDERS_MAX) {
        struct stored_bid *b = &a->bid[a->n_bids++];
        copy_text(q, 0, b->code, sizeof b->code);
        copy_text(q, 1, b->name, sizeof b->name);
        b->price = sqlite3_column_double(q, 2);
        b->score = sqlite3_column_double(q, 3);
    }
    return sqlite3_reset(q) == SQLITE_OK ? 0 : store_broken(s, f);
}

static void read_one(sqlite3_stmt *q, struct stored_award *a) {
    struct {
        char *to;
        size_t size;
    } const text[] = {{a->scenario, sizeof a->scenario},
                      {a->commissioner, sizeof a->commissioner},
                      {a->commissioner_name, sizeof a->commissioner_name},
                      {a->line, sizeof a->line},
                      {a->function, sizeof a->function},
                      {a->route, sizeof a->route},
                      {a->method, sizeof a->method},
                      {a->outcome, sizeof a->outcome},
                      {a->winner, sizeof a->winner},
                      {a->winner_name, sizeof a->winner_name},
                      {a->why, sizeof a->why}};
    for (unsigned k = 0; k < sizeof text / sizeof *text; k++)
        copy_text(q, 3 + (int)k, text[k].to, text[k].size);
    a->replicate = (unsigned)sqlite3_column_int(q, 1);
    a->number = (unsigned)sqlite3_column_int(q, 2);
    a->notice = sqlite3_column_int(q, 14);
    a->decided = sqlite3_column_int(q, 15);
    a->starts = sqlite3_column_int(q, 16);
    a->ends = sqlite3_column_int(q, 17);
    a->price = sqlite3_column_double(q, 18);
    a->value_pence = sqlite3_column_int64(q, 19);
    a->challenged = sqlite3_column_int(q, 20) != 0;
}

static int read_all(struct store *s, sqlite3_stmt *q, sqlite3_stmt *bids, sqlite3_stmt *marks,
                    struct stored_award **rows, uint32_t *n, struct fault *f) {
    size_t capacity = 0;
    int rc;
    while ((rc = sqlite3_step(q)) == SQLITE_ROW) {
        void *data = *rows;
        if (memory_grow(&data, &capacity, (size_t)*n + 1, sizeof **rows) < 0)
            return fault_set(f, FAULT_MEMORY, s->path, 0, 0, "out of memory");
        *rows = data;
        struct stored_award *a = &(*rows)[(*n)++];
        memset(a, 0, sizeof *a);
        read_one(q, a);
        TRY(read_bids(s, bids, sqlite3_column_int64(q, 0), a, f));
        char holder[32];
        copy_text(q, 21, holder, sizeof holder);
        if (marks) TRY(read_marks(s, marks, sqlite3_column_int64(q, 0), holder, a, f));
    }
    return rc == SQLITE_DONE ? 0 : store_broken(s, f);
}

int store_read_awards(struct store *s, struct stored_award **rows, uint32_t *n, struct fault *f) {
    sqlite3_stmt *q, *bids, *marks = NULL;
    *rows = NULL;
    *n = 0;
    TRY(store_prepare(s,
                      "SELECT r.run, r.replicate, a.number, c.name, a.commissioner, "
                      "a.commissioner_name, a.service_line, a.treatment_function,"
                      " a.route, a.method, a.outcome, a.winner, a.winner_name, a.why, a.notice, "
                      "a.decided, a.starts, a.ends, a.price, a.value_pence, a.challenged, "
                      "a.incumbent FROM award a JOIN run r USING (run) JOIN scenario c USING "
                      "(scenario) WHERE r.kind = 'main' ORDER BY scenario, r.replicate, a.number",
                      &q, f));
    int rc = store_prepare(s,
                           "SELECT bidder, bidder_name, price, score FROM bid WHERE run = ? AND "
                           "award = ? ORDER BY rowid",
                           &bids, f);
    if (rc == 0) rc = marks_query(s, &marks, f);
    if (rc == 0) rc = read_all(s, q, bids, marks, rows, n, f);
    sqlite3_finalize(marks);
    sqlite3_finalize(q);
    sqlite3_finalize(bids);
    if (rc < 0) {
        memory_free(*rows);
        *rows = NULL;
        *n = 0;
    }
    return rc;
}
