// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The institutions of one run: accounts, contracts, the answers in force, and what they decide. */
#ifndef INSTITUTION_INSTITUTIONS_H
#define INSTITUTION_INSTITUTIONS_H
#include "base/ledger.h"
#include "care/world.h"
#include "institution/regime.h"
#include "institution/market/award.h"

struct institutions;
extern const struct questions institution_questions; /* the table that world->ask points to */

/* set: "room.name" parameters of answers given by the experiment, over the regime's own. */
struct institution_set { const char *name; double value; };
int institutions_open(struct institutions **i, struct world *w, const struct timeline *t,
                      const struct institution_set *set, unsigned n_set,
                      struct fault *f) MUST_CHECK;
void institutions_close(struct institutions *i);
const struct ledger *institutions_ledger(const struct institutions *i);
/* Name of an account: "treasury", "commissioner:92G", "provider:RD1", "council:...", "persons",
 * "insurers", "investors", "advisers", "staff". */
const char *institutions_account(const struct institutions *i, uint16_t account);
/* Pounds check against counts: income of each provider = counted activity times price: 0 or
 * FAULT_BROKEN. */
int institutions_check(const struct institutions *i, const struct world *w,
                       struct fault *f) MUST_CHECK;
/* How often care has told of something to be paid in this currency at a provider of the place; any
 * other number: at none that is named. */
uint64_t institutions_told(const struct institutions *i, enum currency c, uint16_t provider);
/* All parameter tables of answers, for lists, --set and documents. */
extern const struct parameter_table *const institution_param_tables[];
extern const unsigned institution_n_param_tables;
/* Every registered answer: question, name, one line. */
struct answer_info {
    enum question question;
    const char *name, *summary;
    const struct parameter_table *params;
};
extern const struct answer_info institution_answers[];
extern const unsigned institution_n_answers;

struct institution_record { /* what happened and why: awards, complaints, failures, switches */
    uint16_t month;
    uint16_t provider;
    enum question question;
    char what[48];
    char why[160];
    pence_t pence;
};
/* Every award of the run, in order: lives as long as the institutions. */
unsigned institutions_awards(const struct institutions *i, const struct award **rows);
unsigned institutions_records(const struct institutions *i, const struct institution_record **rows);

#endif
