// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Awards read back from a store, with their bids, for those who write them out. */
#include <stdio.h>
#include <string.h>

#include "store/handle.h"

static void copy_text(sqlite3_stmt *q, int column, char *to, size_t size) {
    const unsigned char *text = sqlite3_column_text(q, column);
    snprintf(to, size, "%s", text ? (const char *)text : "");
}

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

static int read_all(struct store *s, sqlite3_stmt *q, sqlite3_stmt *bids,
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
    }
    return rc == SQLITE_DONE ? 0 : store_broken(s, f);
}

int store_read_awards(struct store *s, struct stored_award **rows, uint32_t *n, struct fault *f) {
    sqlite3_stmt *q, *bids;
    *rows = NULL;
    *n = 0;
    TRY(store_prepare(s,
                      "SELECT r.run, r.replicate, a.number, c.name, a.commissioner, "
                      "a.commissioner_name, a.service_line, a.treatment_function,"
                      " a.route, a.method, a.outcome, a.winner, a.winner_name, a.why, a.notice, "
                      "a.decided, a.starts, a.ends, a.price, a.value_pence, a.challenged"
                      " FROM award a JOIN run r USING (run) JOIN scenario c USING (scenario) WHERE "
                      "r.kind = 'main' ORDER BY scenario, r.replicate, a.number",
                      &q, f));
    int rc = store_prepare(s,
                           "SELECT bidder, bidder_name, price, score FROM bid WHERE run = ? AND "
                           "award = ? ORDER BY rowid",
                           &bids, f);
    if (rc == 0) rc = read_all(s, q, bids, rows, n, f);
    sqlite3_finalize(q);
    sqlite3_finalize(bids);
    if (rc < 0) {
        memory_free(*rows);
        *rows = NULL;
        *n = 0;
    }
    return rc;
}
