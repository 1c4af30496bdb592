// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Which stores there are: those named at the start, and those in the studies folder. An id is the
 * name of a file without its ending; it is compared with the ids of this list, and the path is the
 * list's own. A store that is being written is read beside its writer (SQLite's log). */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/date.h"
#include "serve/state.h"

static void stem_of(const char *path, char *out, size_t size) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    const size_t n = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    size_t k = 0;
    for (size_t i = 0; i < n && k + 1 < size && k < 79; i++) {
        char one[2] = {name[i], '\0'};
        out[k++] = one[0] != '.' && request_is_name(one) ? one[0] : '-';
    }
    out[k] = '\0';
}

static bool is_taken(const struct study_files *list, unsigned n, const char *id) {
    for (unsigned i = 0; i < n; i++)
        if (strcmp(list->row[i].id, id) == 0) return true;
    return false;
}

/* What is no file is not there; false: out of memory. */
static bool add_file(struct study_files *list, const char *path, bool own) {
    struct stat is;
    struct study_file x = {.own = own};
    void *rows = list->row;
    if (stat(path, &is) != 0 || !S_ISREG(is.st_mode) ||
        snprintf(x.path, sizeof x.path, "%s", path) >= (int)sizeof x.path)
        return true;
    x.device = (uint64_t)is.st_dev;
    x.inode = (uint64_t)is.st_ino;
    x.written = (int64_t)is.st_mtime;
    x.bytes = (int64_t)is.st_size;
    char log[620];
    snprintf(log, sizeof log, "%s-wal", path);
    if (stat(log, &is) == 0) { /* what a writer has not yet folded in */
        x.bytes += (int64_t)is.st_size;
        if ((int64_t)is.st_mtime > x.written) x.written = (int64_t)is.st_mtime;
    }
    if (memory_grow(&rows, &list->room, list->n + 1u, sizeof *list->row) < 0) return false;
    list->row = rows;
    list->row[list->n++] = x;
    return true;
}

static bool add_folder(struct study_files *list, const char *folder) {
    DIR *d = opendir(folder);
    bool good = true;
    for (struct dirent *e = d ? readdir(d) : NULL; e && good; e = readdir(d)) {
        const size_t n = strlen(e->d_name);
        char path[600];
        if (n < 8 || strcmp(e->d_name + n - 7, ".sqlite") != 0 || e->d_name[0] == '.') continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, e->d_name) < (int)sizeof path)
            good = add_file(list, path, true);
    }
    if (d) closedir(d);
    return good;
}

/* Those named at the start come first: they were asked for, and the page deletes none of them. */
static int by_path(const void *a, const void *b) {
    const struct study_file *x = a, *y = b;
    return x->own != y->own ? x->own - y->own : strcmp(x->path, y->path);
}

static int by_inode(const void *a, const void *b) {
    const struct study_file *x = a, *y = b;
    if (x->device != y->device) return x->device < y->device ? -1 : 1;
    if (x->inode != y->inode) return x->inode < y->inode ? -1 : 1;
    return by_path(a, b);
}

static int newest_first(const void *a, const void *b) {
    const struct study_file *x = a, *y = b;
    if (x->written != y->written) return x->written > y->written ? -1 : 1;
    return strcmp(x->path, y->path);
}

static int by_right(const void *a, const void *b) {
    const struct study_file *x = a, *y = b;
    return x->own != y->own ? x->own - y->own : newest_first(a, b);
}

static void sort(struct study_files *list, int (*order)(const void *, const void *)) {
    if (list->n) qsort(list->row, list->n, sizeof *list->row, order);
}

/* A file has one row, whatever names it has. */
static void drop_twice(struct study_files *list) {
    unsigned n = 0;
    sort(list, by_inode);
    for (unsigned i = 0; i < list->n; i++) {
        const struct study_file *x = &list->row[i], *last = n ? &list->row[n - 1] : NULL;
        if (!last || x->device != last->device || x->inode != last->inode) list->row[n++] = *x;
    }
    list->n = n;
}

/* In the order of paths, so that an id means the same file as long as the files are there. */
static void name_all(struct study_files *list) {
    sort(list, by_path);
    for (unsigned i = 0; i < list->n; i++) {
        struct study_file *x = &list->row[i];
        char stem[81];
        stem_of(x->path, stem, sizeof stem);
        snprintf(x->id, sizeof x->id, "%s", stem);
        for (unsigned k = 2; is_taken(list, i, x->id) && k < 2u + SERVE_STUDIES; k++)
            snprintf(x->id, sizeof x->id, "%.70s-%u", stem, k);
    }
}

bool studies_list(const struct serve *s, struct study_files *out) {
    bool good = true;
    *out = (struct study_files){0};
    for (unsigned i = 0; i < s->n_stores && good; i++) good = add_file(out, s->store[i], false);
    good = good && add_folder(out, s->studies);
    drop_twice(out);
    sort(out, by_right);
    if (out->n > SERVE_STUDIES) {
        out->left_out = out->n - SERVE_STUDIES;
        out->n = SERVE_STUDIES;
    }
    name_all(out);
    sort(out, newest_first);
    return good;
}

void studies_list_free(struct study_files *list) {
    memory_free(list->row);
    *list = (struct study_files){0};
}

bool studies_find(const struct serve *s, const char *id, struct study_file *out) {
    struct study_files list;
    bool found = false;
    (void)studies_list(s, &list);
    for (unsigned i = 0; i < list.n && !found; i++) {
        found = strcmp(list.row[i].id, id) == 0;
        if (found) *out = list.row[i];
    }
    studies_list_free(&list);
    return found;
}

const char *studies_text(sqlite3_stmt *q, int column) {
    const unsigned char *text = sqlite3_column_text(q, column);
    return text ? (const char *)text : "";
}

sqlite3_stmt *studies_query(const struct study *st, const char *sql, struct reply *r) {
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(st->db, sql, -1, &q, NULL) == SQLITE_OK) return q;
    const bool absent = strncmp(sqlite3_errmsg(st->db), "no such", 7) == 0;
    if (absent)
        reply_error(r, 404, "not_in_store",
                    "This study was stored by an earlier Tredegar, which did not keep that.");
    else reply_error(r, 500, "store", "The study cannot be read: %s.", sqlite3_errmsg(st->db));
    return NULL;
}

static unsigned months_between(const char *first, const char *last, int32_t *first_month) {
    day_t a, b;
    if (day_parse(first, &a) < 0 || day_parse(last, &b) < 0 || b < a) return 0;
    *first_month = day_month(a);
    return (unsigned)(day_month(b) - *first_month + 1);
}

static bool read_head(struct study *st, struct reply *r) {
    sqlite3_stmt *q = studies_query(
        st, "SELECT baseline, replicates, first_day, last_day FROM study", r);
    if (!q) return false;
    if (sqlite3_step(q) == SQLITE_ROW) {
        st->baseline = (unsigned)sqlite3_column_int(q, 0);
        st->replicates = (unsigned)sqlite3_column_int(q, 1);
        char first[16];
        snprintf(first, sizeof first, "%s", studies_text(q, 2));
        st->months = months_between(first, studies_text(q, 3), &st->first_month);
    }
    sqlite3_finalize(q);
    q = studies_query(st, "SELECT name, title, timeline FROM scenario ORDER BY scenario", r);
    while (q && sqlite3_step(q) == SQLITE_ROW && st->n_scenarios < SCENARIO_MAX) {
        snprintf(st->scenario[st->n_scenarios].name, 64, "%s", studies_text(q, 0));
        snprintf(st->scenario[st->n_scenarios].title, 128, "%s", studies_text(q, 1));
        snprintf(st->scenario[st->n_scenarios++].timeline, 512, "%s", studies_text(q, 2));
    }
    sqlite3_finalize(q);
    if (st->months && st->months <= 360 && st->baseline < st->n_scenarios &&
        st->replicates && st->replicates <= REPLICATES_MAX)
        return true;
    reply_error(r, 500, "damaged", "The study is damaged, or has just begun: it says neither "
                                   "period nor scenarios.");
    return false;
}

static bool open_file(const struct study_file *file, struct study *out, struct reply *r) {
    struct fault f = {0};
    *out = (struct study){.file = *file};
    if (store_open(&out->store, out->file.path, &f) < 0) {
        reply_error(r, 500, "damaged", "The study cannot be read: %s.", f.what);
        return false;
    }
    out->db = out->store->db;
    sqlite3_stmt *q = studies_query(out, "PRAGMA user_version", r);
    if (q && sqlite3_step(q) == SQLITE_ROW) out->form = (unsigned)sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    if (q && read_head(out, r)) return true;
    studies_close(out);
    return false;
}

bool studies_open(struct serve *s, const char *id, struct study *out, struct reply *r) {
    struct study_file file;
    *out = (struct study){0};
    if (studies_find(s, id, &file)) return open_file(&file, out, r);
    reply_error(r, 404, "unknown_study", "There is no study '%s'.", id);
    return false;
}

void studies_close(struct study *st) {
    store_close(st->store);
    st->store = NULL;
}

const char *studies_month(const struct study *st, unsigned month, char text[12]) {
    day_print(month_first_day(st->first_month + (int32_t)month), text);
    text[7] = '\0';
    return text;
}

json_t *studies_months(const struct study *st) {
    json_t *list = json_array();
    char text[12];
    for (unsigned m = 0; m < st->months; m++)
        json_array_append_new(list, json_string(studies_month(st, m, text)));
    return list;
}

static void time_words(int64_t at, char *out, size_t size) {
    const time_t t = (time_t)at;
    struct tm parts;
    out[0] = '\0';
    if (gmtime_r(&t, &parts)) strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

static json_t *damaged(const struct study_file *file, const char *message) {
    return json_pack("{s:s, s:s, s:s}", "id", file->id, "status", "damaged", "message", message);
}

static void add_text(json_t *o, const char *key, sqlite3_stmt *q, int column) {
    json_object_set_new(o, key, json_string(studies_text(q, column)));
}

/* Replicates of which every scenario has run. */
static unsigned count_done(const struct study *st) {
    struct reply r = {0};
    unsigned done = 0;
    sqlite3_stmt *q = studies_query(
        st, "SELECT count(*) FROM run WHERE kind = 'main' GROUP BY replicate", &r);
    while (q && sqlite3_step(q) == SQLITE_ROW)
        done += (unsigned)sqlite3_column_int(q, 0) >= st->n_scenarios;
    sqlite3_finalize(q);
    json_decref(r.json);
    return done;
}

json_t *studies_item(struct serve *s, const struct study_file *file) {
    static const char *const keys[] = {"experiment", "title", "claim_id", "claim", "claim_source",
                                       "place", "place_name", "vintage", "start", "end", "seed",
                                       "notes", "sentence", "version", "order_told"};
    struct study st;
    struct reply r = {0};
    if (!open_file(file, &st, &r)) {
        json_t *why = json_object_get(json_object_get(r.json, "error"), "message");
        json_t *item = damaged(file, why ? json_string_value(why) : "it cannot be read");
        json_decref(r.json);
        return item;
    }
    json_t *o = json_pack("{s:s, s:b, s:I}", "id", file->id, "own", file->own, "bytes",
                          (json_int_t)file->bytes);
    char run[16], when[32];
    sqlite3_stmt *q = studies_query(
        &st, "SELECT experiment, title, claim_id, claim, claim_source, place, place_name, vintage, "
             "first_day, last_day, seed, notes, sentence, (SELECT value FROM provenance WHERE key "
             "= 'version'), (SELECT value FROM provenance WHERE key = 'order_told'), sentence IS "
             "NULL FROM study", &r);
    bool ended = false;
    if (q && sqlite3_step(q) == SQLITE_ROW) {
        for (int i = 0; i < 15; i++) add_text(o, keys[i], q, i);
        ended = sqlite3_column_int(q, 15) == 0;
    }
    sqlite3_finalize(q);
    json_decref(r.json);
    const unsigned done = count_done(&st);
    runs_of_study(s->runs, file->id, run);
    const bool running = file->own && run[0];
    json_object_set_new(o, "replicates", json_integer(st.replicates));
    json_object_set_new(o, "done", json_integer(done));
    json_object_set_new(o, "status", json_string(running ? "running"
                                                 : ended && done == st.replicates ? "done"
                                                                                  : "unfinished"));
    json_object_set_new(o, "run", running ? json_string(run) : json_null());
    time_words(file->written, when, sizeof when);
    json_object_set_new(o, "written", json_string(when));
    studies_close(&st);
    return o;
}
