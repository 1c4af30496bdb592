// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The toy place under the present regime with one question answered otherwise. */
#ifndef ANSWER_FIXTURE_H
#define ANSWER_FIXTURE_H
#include "institution_fixture.h"

static struct regime *england;

static inline int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    return 0;
}
static inline int teardown(void **state) {
    (void)state;
    regime_free(england);
    return 0;
}
static inline bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }
static inline bool close_to(double x, double y, double by) { return real_abs(x - y) <= by; }

/* The present regime with one question answered otherwise, for all lines. */
static inline struct regime with(enum question q, const char *name) {
    struct regime r = *england;
    const int k = answer_find(q, name);
    assert_true(k >= 0);
    struct assignment *const a = &r.assignment[r.n_assignments];
    *a = (struct assignment){.answer = (uint16_t)k};
    parameter_defaults(institution_answers[k].params, a->value);
    memset(r.of[q], (int)r.n_assignments, LINE_COUNT);
    r.n_assignments++;
    r.before = NULL;
    return r;
}
static inline double *value(struct regime *r, const char *name) { /* of the answer put in last */
    struct assignment *const a = &r->assignment[r->n_assignments - 1];
    const struct parameter_table *const t = institution_answers[a->answer].params;
    for (size_t k = 0; k < t->n; k++)
        if (strcmp(t->rows[k].name, name) == 0)
            return &a->value[k];
    fail_msg("no parameter %s", name);
    return NULL;
}

static inline void open_with(struct toy *t, struct regime *r) {
    const struct timeline line = toy_line(r);
    toy_open(t, &line, NULL, 0);
}
static inline void check(struct toy *t) {
    struct fault f = {0};
    if (institutions_check(t->inst, &t->world, &f) < 0)
        fail_msg("%s", f.what);
}
static inline pence_t moved(const struct toy *t, account_id from, account_id to,
                            enum ledger_reason why) {
    const struct ledger *const l = institutions_ledger(t->inst);
    pence_t sum = 0;
    for (uint32_t k = 0; k < l->n_rows; k++)
        if (l->rows[k].payer == from.i && l->rows[k].payee == to.i && l->rows[k].reason == why)
            sum += l->rows[k].pence;
    return sum;
}

/* The last of its kind. */
static inline const struct institution_record *last_record(const struct toy *t, const char *what) {
    const struct institution_record *r;
    unsigned n = institutions_records(t->inst, &r);
    while (n > 0 && strcmp(r[n - 1].what, what) != 0) n--;
    if (n == 0) fail_msg("no record of %s", what);
    return &r[n - 1];
}

static inline void everybody(struct toy *t) {
    for (unsigned k = 0; k < 4; k++)
        t->person[k] = (struct person){
            .died = MINUTE_NEVER,
            .leaves = UINT16_MAX,
            .born = (int16_t)(day_month(t->world.first_day) - 12 * (20 + 20 * (int)k)),
            .area = (uint16_t)(k % 3),
            .income = 3,
            .conditions = (uint8_t)k & 15u,
            .practice = (uint16_t)k};
}
static inline void open_peopled(struct toy *t, struct regime *r) {
    open_with(t, r);
    everybody(t);
}

#endif
