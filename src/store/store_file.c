// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The file that a store is to stand in: whether what is there is a store of ours, what is said of
 * it if it is not, and how one store makes way for another without either being lost. */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/handle.h"

/* A store is known by its tables: nothing else is ever replaced. */
bool store_file_is_ours(const char *path) {
    sqlite3 *db = NULL;
    bool yes = false;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        yes = sqlite3_exec(db, "SELECT count(*) FROM provenance, study LIMIT 1", NULL, NULL,
                           NULL) == SQLITE_OK;
    sqlite3_close(db);
    return yes;
}

enum { STORE_ID = 0x54726564 }; /* "Tred", as PRAGMA application_id below says */

static uint32_t big_endian(const unsigned char *b) {
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Why a file cannot be used as a store: SQLite's head says whose it is, and how long it was
 * (https://www.sqlite.org/fileformat.html, 1.3: page size at 16, pages at 28, application at
 * 68). */
int store_file_refuse(const char *path, const char *then, struct fault *f) {
    unsigned char head[100] = {0};
    long size = 0;
    FILE *const in = fopen(path, "rb");
    const bool whole_head = in && fread(head, 1, sizeof head, in) == sizeof head;
    if (in && fseek(in, 0, SEEK_END) == 0) size = ftell(in);
    if (in) fclose(in);
    if (!whole_head || memcmp(head, "SQLite format 3", 16) != 0 ||
        big_endian(head + 68) != STORE_ID)
        return fault_set(f, FAULT_INPUT, path, 0, 0,
                         "is not a Tredegar store (found no table 'study')%s", then);
    const long bytes = head[16] << 8 | head[17], page = bytes == 1 ? 65536 : bytes;
    const long was = page * (long)big_endian(head + 28);
    if (size < was)
        return fault_set(f, FAULT_INPUT, path, 0, 0,
                         "is a Tredegar store that is cut short or damaged: %ld bytes of %ld are "
                         "there%s", size, was, then);
    return fault_set(f, FAULT_INPUT, path, 0, 0,
                     "is a Tredegar store that is cut short or damaged%s", then);
}

/* The log of a store that a killed program left must not be read into a new one. */
static void unlink_logs(const char *path) {
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    char name[600];
    for (unsigned i = 0; i < 3; i++)
        if (snprintf(name, sizeof name, "%s%s", path, endings[i]) < (int)sizeof name) unlink(name);
}

/* Finished runs in a store; what a killed program left in its log is first folded into it. -1 when
 * it cannot be read. */
static int finished_runs(const char *path) {
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    int n = -1;
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
        sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, "SELECT count(*) FROM run", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW)
        n = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

static void old_name(const char *path, char old[STORE_PATH_MOST + 5]) {
    snprintf(old, STORE_PATH_MOST + 5, "%s.old", path);
}

/* Sets the store aside as PATH.old. One that stands there already is what a killed run set aside:
 * if that run finished nothing, it stays there and the half store goes; else, or if it is no store
 * of ours, nothing is touched. */
static int set_aside(const char *path, struct fault *f) {
    char old[STORE_PATH_MOST + 5];
    const int runs = finished_runs(path);
    old_name(path, old);
    const bool taken = access(old, F_OK) == 0;
    if (taken && (runs != 0 || !store_file_is_ours(old)))
        return fault_set(f, FAULT_INPUT, old, 0, 0,
                         "is there already and would be lost; move it away first");
    if ((taken ? unlink(path) : rename(path, old)) != 0)
        return fault_set(f, FAULT_DISK, path, 0, 0, "cannot be replaced: %s", strerror(errno));
    unlink_logs(path);
    return 0;
}

/* SQLite would say no more than that it cannot open the file. */
int store_file_folder(const char *path, struct fault *f) {
    char folder[512];
    const char *const slash = strrchr(path, '/');
    if (!slash || slash == path || (size_t)(slash - path) >= sizeof folder) return 0;
    snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
    struct stat s;
    if (stat(folder, &s) != 0)
        return fault_set(f, FAULT_DISK, path, 0, 0,
                         "the folder '%s' does not exist; make it first, or give another file",
                         folder);
    return S_ISDIR(s.st_mode) ? 0
                              : fault_set(f, FAULT_DISK, path, 0, 0, "'%s' is no folder", folder);
}

int store_file_clear(const char *path, bool overwrite, struct fault *f) {
    if (access(path, F_OK) != 0) return 0;
    if (!overwrite)
        return fault_set(f, FAULT_INPUT, path, 0, 0,
                         "is there already; give another file, or --overwrite to replace a store");
    if (!store_file_is_ours(path))
        return store_file_refuse(path, "; it will not be replaced", f);
    return set_aside(path, f);
}

/* A replaced store stands aside until the new one holds a finished run; if that never comes it
 * stands again. */
void store_file_settle(const char *path, unsigned n_runs) {
    char old[STORE_PATH_MOST + 5];
    old_name(path, old);
    if (n_runs) unlink(old);
    else if (rename(old, path) == 0) unlink_logs(path);
}

int store_file_drop(const char *path) {
    if (unlink(path) != 0) return -1;
    unlink_logs(path);
    return 0;
}
