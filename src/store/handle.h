// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The handle that the store's own files share. */
#ifndef STORE_HANDLE_H
#define STORE_HANDLE_H
#include <sqlite3.h>
#include <stdatomic.h>
#include "store/store.h"

/* runs written by this handle; an older store stands aside; lock: of a writer (store_lock.c), else
 * -1; read: counts the runs as store_read takes them in, for whoever waits (NULL: nobody) */
struct store {
    sqlite3 *db; char path[512]; unsigned n_runs; bool replaced; int lock; atomic_uint *read;
};
int store_broken(const struct store *s, struct fault *f);
int store_prepare(struct store *s, const char *sql, sqlite3_stmt **q, struct fault *f) MUST_CHECK;
/* Runs a statement that gives no row and makes it ready for the next; the same after binding n
 * whole numbers. */
int store_step(struct store *s, sqlite3_stmt *q, struct fault *f) MUST_CHECK;
int store_row(struct store *s, sqlite3_stmt *q, const sqlite3_int64 *value, int n,
              struct fault *f) MUST_CHECK;
/* store_lock.c: takes the right to write a store, until its file is dropped. */
int store_lock_take(const char *path, int *fd, struct fault *f) MUST_CHECK;
void store_lock_drop(const char *path, int fd);
/* store_file.c: is it a store, by its tables; says why it cannot be used as one, then `then`; the
 * folder is there; makes way for a new store, which stands aside (or is refused without overwrite);
 * once the new one is closed with so many runs, lets the old one go or stand again; removes one. */
enum { STORE_PATH_MOST = 511 };
bool store_file_is_ours(const char *path);
int store_file_refuse(const char *path, const char *then, struct fault *f);
int store_file_folder(const char *path, struct fault *f) MUST_CHECK;
int store_file_clear(const char *path, bool overwrite, struct fault *f) MUST_CHECK;
void store_file_settle(const char *path, unsigned n_runs);
int store_file_drop(const char *path); /* 0, or -1 and errno */
/* store_awards.c */
int store_write_marks(struct store *s, sqlite3_int64 run, const struct place *p,
                      const struct outcome *o, struct fault *f) MUST_CHECK;
/* store_patients.c */
int store_write_neighbourhoods(struct store *s, const struct place *p, struct fault *f) MUST_CHECK;
int store_write_text(struct store *s, const struct experiment *e, struct fault *f) MUST_CHECK;
int store_write_patients(struct store *s, sqlite3_int64 run, const struct patient_counts *c,
                         struct fault *f) MUST_CHECK;

#endif
