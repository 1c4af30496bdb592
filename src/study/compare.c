// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* From the series of finished replicates to rows of comparison: each measure over the whole period
 * (the sum, the mean or the last of its months, as measures.def says), its level in every scenario
 * and its paired difference from the baseline, replicate by replicate. A replicate counts when all
 * its scenarios have run. Means over months are not weighted by the months' own denominators. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "study/twins.h"

struct key { uint16_t measure, org; uint8_t breakdown, level; };

static struct key key_of(const struct series_row *r) {
    return (struct key){r->measure, r->org, r->breakdown, r->level};
}

static int order(const void *a, const void *b) {
    const struct key *x = a, *y = b;
    if (x->measure != y->measure) return x->measure < y->measure ? -1 : 1;
    if (x->org != y->org) return x->org < y->org ? -1 : 1;
    if (x->breakdown != y->breakdown) return x->breakdown < y->breakdown ? -1 : 1;
    return (x->level > y->level) - (x->level < y->level);
}

static unsigned final_month(const struct series *s) {
    unsigned last = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->row[i].month > last) last = s->row[i].month;
    return last;
}

/* Over the rows of one key; n may be nought. */
static double over_period(const struct series_row *row, uint32_t n, enum over_months over,
                          unsigned last) {
    double sum = 0;
    if (over == OVER_LAST) return n && row[n - 1].month == last ? row[n - 1].value : NAN;
    for (uint32_t i = 0; i < n; i++) sum += row[i].value;
    return over == OVER_SUM ? sum : n ? sum / n : NAN;
}

static uint32_t run_length(const struct series *s, uint32_t from) {
    const struct key k = key_of(&s->row[from]);
    uint32_t n = 1;
    for (; from + n < s->n; n++) {
        const struct key next = key_of(&s->row[from + n]);
        if (order(&k, &next) != 0) break;
    }
    return n;
}

static uint32_t find(const struct series *s, const struct key *k) {
    uint32_t low = 0, high = s->n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const struct key here = key_of(&s->row[middle]);
        if (order(&here, k) < 0) low = middle + 1;
        else high = middle;
    }
    return low;
}

const struct series_row *twins_months(const struct series *s, enum measure m, uint16_t org,
                                      enum breakdown b, unsigned level, uint32_t *n) {
    const struct key k = {(uint16_t)m, org, (uint8_t)b, (uint8_t)level};
    const uint32_t i = find(s, &k);
    *n = 0;
    if (i == s->n) return NULL;
    const struct key here = key_of(&s->row[i]);
    if (order(&here, &k) != 0) return NULL;
    *n = run_length(s, i);
    return &s->row[i];
}

double twins_over_period(const struct series *s, enum measure m, uint16_t org, enum breakdown b,
                         unsigned level) {
    uint32_t n;
    const struct series_row *const row = twins_months(s, m, org, b, level, &n);
    const enum over_months over = measure_info[m].over;
    if (!row) return NAN;
    return over_period(row, n, over,
                       over == OVER_LAST ? final_month(s) : 0); /* which reads every row */
}

static bool is_whole(const struct twins *t, unsigned replicate) {
    for (unsigned k = 0; k < t->n_scenarios; k++)
        if (t->main[replicate * t->n_scenarios + k].series.n == 0) return false;
    return true;
}

unsigned twins_values(const struct twins *t, unsigned scenario, enum measure m, uint16_t org,
                      enum breakdown b, unsigned level, double *values, unsigned max) {
    unsigned n = 0;
    for (unsigned r = 0; r < t->n_replicates && n < max; r++)
        if (is_whole(t, r))
            values[n++] =
                twins_over_period(&t->main[r * t->n_scenarios + scenario].series, m, org, b, level);
    return n;
}

struct table { /* values by key, replicate, scenario */
    uint32_t n_keys;
    struct key *key;
    unsigned columns; /* finished replicates * scenarios */
    double *value;
};

static int collect_keys(const struct twins *t, struct table *out) {
    uint32_t room = 0;
    for (unsigned i = 0; i < t->n_replicates * t->n_scenarios; i++) {
        const struct series *s = &t->main[i].series;
        if (!is_whole(t, i / t->n_scenarios)) continue;
        for (uint32_t k = 0; k < s->n; k += run_length(s, k)) {
            const struct key key = key_of(&s->row[k]);
            TRY(array_push(&out->key, &out->n_keys, &room, &key, sizeof key));
        }
    }
    if (out->n_keys) qsort(out->key, out->n_keys, sizeof *out->key, order);
    uint32_t n = 0;
    for (uint32_t k = 0; k < out->n_keys; k++)
        if (n == 0 || order(&out->key[n - 1], &out->key[k]) != 0) out->key[n++] = out->key[k];
    out->n_keys = n;
    return 0;
}

static void fill_column(struct table *out, unsigned column, const struct series *s) {
    const unsigned last = final_month(s);
    uint32_t i = 0;
    for (uint32_t k = 0; k < out->n_keys; k++) {
        const enum over_months over = measure_info[out->key[k].measure].over;
        uint32_t n = 0;
        if (i < s->n) {
            const struct key here = key_of(&s->row[i]);
            if (order(&here, &out->key[k]) == 0) n = run_length(s, i);
        }
        out->value[(size_t)k * out->columns + column] = over_period(s->row + i, n, over, last);
        i += n;
    }
}

static int fill_table(const struct twins *t, struct table *out) {
    void *values = NULL;
    size_t capacity = 0;
    TRY(collect_keys(t, out));
    out->columns = t->n_done * t->n_scenarios;
    if (memory_grow(&values, &capacity, (size_t)out->n_keys * out->columns + 1, sizeof(double)) < 0)
        return FAULT_MEMORY;
    out->value = values;
    for (unsigned r = 0, done = 0; r < t->n_replicates; r++) {
        if (!is_whole(t, r)) continue;
        for (unsigned k = 0; k < t->n_scenarios; k++)
            fill_column(out, done * t->n_scenarios + k, &t->main[r * t->n_scenarios + k].series);
        done++;
    }
    return 0;
}

static void fill_row(const struct twins *t, const struct table *from, uint32_t k,
                     struct comparison_row *row) {
    double level[REPLICATES_MAX], difference[REPLICATES_MAX];
    const double *value = &from->value[(size_t)k * from->columns];
    const unsigned n = t->n_done < REPLICATES_MAX ? t->n_done : REPLICATES_MAX;
    const struct key *key = &from->key[k];
    *row = (struct comparison_row){
        .measure = key->measure, .org = key->org, .breakdown = key->breakdown, .level = key->level};
    for (unsigned s = 0; s < t->n_scenarios; s++) {
        for (unsigned r = 0; r < n; r++) {
            level[r] = value[r * t->n_scenarios + s];
            difference[r] = level[r] - value[r * t->n_scenarios + t->experiment->baseline];
        }
        row->level_of[s] = estimate_of(level, n);
        row->difference[s] = estimate_of(difference, n);
    }
}

static int build_rows(struct twins *t, const struct table *from) {
    void *rows = NULL;
    size_t capacity = 0;
    if (memory_grow(&rows, &capacity, (size_t)from->n_keys + 1, sizeof *t->rows) < 0)
        return FAULT_MEMORY;
    t->rows = rows;
    t->n_rows = from->n_keys;
    for (uint32_t k = 0; k < from->n_keys; k++) fill_row(t, from, k, &t->rows[k]);
    return 0;
}

int twins_summarise(struct twins *t, struct fault *f) {
    struct table table = {0};
    memory_free(t->rows);
    t->rows = NULL;
    t->n_rows = t->n_done = 0;
    for (unsigned r = 0; r < t->n_replicates; r++) t->n_done += is_whole(t, r);
    int rc = fill_table(t, &table);
    if (rc == 0) rc = build_rows(t, &table);
    memory_free(table.key);
    memory_free(table.value);
    return rc < 0 ? fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the comparison") : 0;
}

const struct comparison_row *twins_row(const struct twins *t, enum measure m, uint16_t org,
                                       enum breakdown b, unsigned level) {
    const struct key k = {(uint16_t)m, org, (uint8_t)b, (uint8_t)level};
    uint32_t low = 0, high = t->n_rows;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const struct comparison_row *r = &t->rows[middle];
        const struct key here = {r->measure, r->org, r->breakdown, r->level};
        const int c = order(&here, &k);
        if (c == 0) return r;
        if (c < 0) low = middle + 1;
        else high = middle;
    }
    return NULL;
}
