// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A regime is ten answers: a YAML file that maps (question, service line, commissioner or all) to
 * an answer and its parameters. A timeline is regimes by date. */
#ifndef INSTITUTION_REGIME_H
#define INSTITUTION_REGIME_H
#include <stdbool.h>
#include "base/date.h"
#include "base/fault.h"
#include "base/parameter.h"

enum question {
    Q_FUNDING,
    Q_AWARD,
    Q_CHOICE,
    Q_PAYMENT,
    Q_RISK,
    Q_ACCEPTANCE,
    Q_FAILURE,
    Q_OVERSIGHT,
    Q_ENTITLEMENT,
    Q_PAY,
    Q_COUNT
};
const char *question_name(enum question q);
const char *question_line(enum question q); /* what it asks, a sentence */

struct regime; /* read-only once read; shared by threads */
/* folder: where regimes that it names (like, reforms) are when not beside it; or NULL */
int regime_read(struct regime **r, const char *path, const char *folder,
                struct fault *f) MUST_CHECK;
/* A regime that stands within an experiment, in the grammar of a file; those that it names are the
 * folder's. */
struct node;
int regime_read_node(struct regime **r, const struct node *root, const char *folder,
                     struct fault *f) MUST_CHECK;
void regime_free(struct regime *r);
const char *regime_name(const struct regime *r);
const char *regime_title(const struct regime *r);
/* Does it stand today, that is, reform no other? */
bool regime_is_present(const struct regime *r);
/* What stands today: itself, or what it reforms in the end. Borrowed from r. */
const struct regime *regime_today(const struct regime *r);
/* The answer to a question for a service line ("tariff"), and its source as the file gives it. */
const char *regime_answer(const struct regime *r, enum question q, unsigned line);
const char *regime_source(const struct regime *r, enum question q, unsigned line);
/* A copy of base with question q answered as other does (one answer at a time). */
int regime_with(struct regime **out, const struct regime *base, const struct regime *other,
                enum question q, struct fault *f) MUST_CHECK;
/* Do two regimes answer a question alike, parameters included? */
bool regime_agree(const struct regime *a, const struct regime *b, enum question q);

#define TIMELINE_MAX 12
struct timeline {
    unsigned n;
    struct {
        day_t from;
        const struct regime *regime;
    } at[TIMELINE_MAX];
};

#endif
