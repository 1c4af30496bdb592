// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The store: one study in one SQLite file, in tidy long tables that sqlite3, pandas, R or Datasette
 * read (docs/store.md). A run is written in one transaction as it finishes, so what is finished
 * outlives an interrupt. */
#ifndef STORE_STORE_H
#define STORE_STORE_H
#include "study/twins.h"

struct store;
/* Makes a new store. path NULL: in memory. A file that is there already is replaced only when
 * overwrite, and never while another program writes it. */
int store_create(struct store **s, const char *path, bool overwrite, struct fault *f) MUST_CHECK;
/* The form of the tables that this program writes. */
int store_form(void);
int store_open(struct store **s, const char *path, struct fault *f) MUST_CHECK; /* to read */
void store_close(struct store *s);
/* Removes a store and its logs; FAULT_INPUT while a program writes it. */
int store_delete(const char *path, struct fault *f) MUST_CHECK;

int store_write_study(struct store *s, const struct experiment *e, const struct place *p,
                      struct fault *f) MUST_CHECK;
/* kind: "main", or the name of a variant, one answer at a time, or the placebo. */
int store_write_run(struct store *s, const struct experiment *e, const struct place *p,
                    const char *kind, unsigned scenario, unsigned replicate,
                    const struct outcome *o, struct fault *f) MUST_CHECK;
/* The extra run i of t. */
int store_write_extra(struct store *s, const struct experiment *e, const struct place *p,
                      const struct twins *t, unsigned i, struct fault *f) MUST_CHECK;
/* How many runs are to be done in all: what is missing of them is known before the study ends. */
int store_write_runs(struct store *s, unsigned n, struct fault *f) MUST_CHECK;
int store_write_answer(struct store *s, const struct twins *t, const char *sentence,
                       struct fault *f) MUST_CHECK;

/* Reads the study back: fills *e and *p as far as reports need them and the outcomes' series into
 * *t (not yet summarised). sentence: the one written, empty when the study did not end. */
int store_read(struct store *s, struct experiment *e, struct place *p, struct twins *t,
               char *sentence, unsigned size, struct fault *f) MUST_CHECK;
/* One award of a main run, with words for numbers; months count from the study's first, 0. */
struct stored_bid { char code[32], name[128]; double price, score, mark[CRITERIA]; };
struct stored_award {
    unsigned replicate, number, n_bids;
    char scenario[64], commissioner[16], commissioner_name[128], line[32], function[16], route[32],
        method[16], outcome[16];
    char winner[32], winner_name[128], why[160];
    int notice, decided, starts, ends;
    double price; int64_t value_pence; bool challenged;
    struct stored_bid bid[BIDDERS_MAX];
    /* by criterion; of the holder, where it was assessed without a bid. 0: not weighed */
    double weight[CRITERIA], mark[CRITERIA]; bool assessed;
};
/* Awards of the main runs by scenario, replicate and number; the caller frees *rows
 * (memory_free). */
int store_read_awards(struct store *s, struct stored_award **rows, uint32_t *n,
                      struct fault *f) MUST_CHECK;
const char *tredegar_version(void);

#endif
