// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* CSV tables with a header row and leading "# " comment lines (source, period, licence). RFC 4180
 * quotes; UTF-8; every row must have as many fields as the header: a short (truncated) row is a
 * fault. */
#ifndef INPUT_CSV_H
#define INPUT_CSV_H
#include <stdint.h>
#include "base/arena.h"
#include "base/fault.h"

struct csv {
    const char *path;
    unsigned n_columns;
    const char **column;
    unsigned n_rows;
    const char **cell;
    unsigned *line;
    uint64_t digest;
};
int csv_read(struct csv *t, const char *path, struct arena *a, struct fault *f) MUST_CHECK;
int csv_parse(struct csv *t, const char *text, unsigned long n, const char *name, struct arena *a,
              struct fault *f) MUST_CHECK;
/* Index of a column, or a fault with the nearest name. */
int csv_column(const struct csv *t, const char *name, unsigned *index, struct fault *f) MUST_CHECK;
static inline const char *csv_cell(const struct csv *t, unsigned row, unsigned column) {
    return t->cell[(unsigned long)row * t->n_columns + column];
}
/* A number in [low, high]; blank gives NAN when blank_ok. */
int csv_number(const struct csv *t, unsigned row, unsigned column, double low, double high,
               int blank_ok, double *out, struct fault *f) MUST_CHECK;

#endif
