// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Tables of figures. A table is comment lines ("# source: ..."), one header row, then rows of
 * exactly as many fields as the header; the last line ends with a newline. A row cut short, a
 * file that stops in the middle of a line, or one with another number of rows than its
 * comment "# rows: 3656" says, is a fault with its line, never a silent zero. Fields
 * may be quoted as in RFC 4180 ("" is one quote; a quoted field may span lines). Cells are
 * slices of the text, ended in place, so a table costs its own bytes and a pointer a cell. */
#include "input/csv.h"
#include <math.h>
#include <string.h>
#include "input/file.h"

#define CSV_LIMIT (256ul << 20)
#define COLUMN_LIMIT 4096u

struct cursor {
    const char *name;
    char *at, *end;
    unsigned line;
    long rows; /* that a comment says there are; -1 when none says */
    struct fault *f;
};

static bool row_ends(const struct cursor *c) {
    return c->at == c->end || *c->at == '\n' || (*c->at == '\r' && c->at[1] == '\n');
}

/* Ends the field in place and steps over its comma; *last when the row ends here. */
static int close_field(struct cursor *c, char *field_end, bool *last) {
    if (c->at == c->end)
        return fault_set(c->f, FAULT_INPUT, c->name, (int)c->line, 0,
                         "the file stops in the middle of a row, expected a newline: truncated?");
    *last = *c->at != ',';
    if (*c->at == '\r')
        c->at++;
    c->line += *c->at == '\n';
    c->at++;
    *field_end = '\0';
    return 0;
}

static int quoted(struct cursor *c, char **field, bool *last) {
    char *to = ++c->at;
    const unsigned opened = c->line;
    *field = to;
    for (;; c->at++) {
        if (c->at == c->end)
            return fault_set(c->f, FAULT_INPUT, c->name, (int)opened, 0,
                             "a quoted field never ends, expected a closing quote");
        if (*c->at == '"' && c->at[1] != '"')
            break;
        c->at += *c->at == '"';
        c->line += *c->at == '\n';
        *to++ = *c->at;
    }
    c->at++;
    if (!row_ends(c) && *c->at != ',')
        return fault_set(c->f, FAULT_INPUT, c->name, (int)c->line, 0,
                         "found '%c' after a closing quote, expected a comma", *c->at);
    return close_field(c, to, last);
}

static int field(struct cursor *c, char **text, bool *last) {
    if (c->at < c->end && *c->at == '"')
        return quoted(c, text, last);
    *text = c->at;
    while (c->at < c->end && *c->at != ',' && !row_ends(c))
        c->at++;
    return close_field(c, c->at, last);
}

static void skip_comments(struct cursor *c) {
    while (c->at < c->end && *c->at == '#') {
        if (strncmp(c->at, "# rows: ", 8) == 0)
            for (c->rows = 0, c->at += 8; *c->at >= '0' && *c->at <= '9' && c->rows < 100000000;
                 c->at++)
                c->rows = c->rows * 10 + (*c->at - '0');
        char *newline = memchr(c->at, '\n', (size_t)(c->end - c->at));
        c->at = newline == NULL ? c->end : newline + 1;
        c->line++;
    }
}

static int header(struct csv *t, struct cursor *c, struct arena *a) {
    skip_comments(c);
    if (c->at == c->end)
        return fault_set(c->f, FAULT_INPUT, c->name, (int)c->line, 0,
                         "found no header row, expected the names of the columns");
    unsigned n = 1;
    for (const char *s = c->at; s < c->end && *s != '\n'; s++)
        n += *s == ',';
    if (n > COLUMN_LIMIT)
        return fault_set(c->f, FAULT_INPUT, c->name, (int)c->line, 0,
                         "found %u columns, expected at most %u", n, COLUMN_LIMIT);
    t->column = arena_array(a, n, sizeof *t->column);
    if (t->column == NULL)
        return fault_set(c->f, FAULT_MEMORY, c->name, 0, 0, "out of memory");
    for (bool last = false; !last;) {
        char *text;
        TRY(field(c, &text, &last));
        if (t->n_columns == n) /* a quoted name went on over the line */
            return fault_set(c->f, FAULT_INPUT, c->name, (int)c->line, 0,
                             "found a column's name that goes over the line, expected one line");
        t->column[t->n_columns++] = text;
    }
    return 0;
}

static int row(struct csv *t, struct cursor *c) {
    const unsigned line = c->line;
    const char **cell = t->cell + (size_t)t->n_rows * t->n_columns;
    unsigned n = 0;
    for (bool last = false; !last; n++) {
        char *text;
        TRY(field(c, &text, &last));
        if (n < t->n_columns)
            cell[n] = text;
    }
    if (n != t->n_columns)
        return fault_set(c->f, FAULT_INPUT, c->name, (int)line, 0,
                         "found %u fields, expected %u as in the header", n, t->n_columns);
    t->line[t->n_rows++] = line;
    return 0;
}

static int parse(struct csv *t, char *text, unsigned long n, const char *name, struct arena *a,
                 struct fault *f) {
    *t = (struct csv){.path = arena_text(a, name), .digest = file_digest(text, n)};
    const char *nul = memchr(text, '\0', n);
    struct cursor c = {name, text, text + n, 1, -1, f};
    if (nul != NULL)
        return fault_set(f, FAULT_INPUT, name, 0, 0, "found a zero byte, expected text");
    TRY(header(t, &c, a));
    unsigned long lines = 0;
    for (const char *s = c.at; (s = memchr(s, '\n', (size_t)(c.end - s))) != NULL; s++)
        lines++;
    t->cell = arena_array(a, lines + 1, t->n_columns * sizeof *t->cell);
    t->line = arena_array(a, lines + 1, sizeof *t->line);
    if (t->path == NULL || t->cell == NULL || t->line == NULL)
        return fault_set(f, FAULT_MEMORY, name, 0, 0, "out of memory");
    while (c.at < c.end)
        TRY(row(t, &c));
    if (c.rows < 0 || c.rows == (long)t->n_rows)
        return 0;
    return fault_set(f, FAULT_INPUT, name, (int)c.line, 0,
                     "found %u rows, expected %ld as the table's head says: truncated?", t->n_rows,
                     c.rows);
}

int csv_read(struct csv *t, const char *path, struct arena *a, struct fault *f) {
    char *text;
    unsigned long n;
    TRY(file_read(path, CSV_LIMIT, &text, &n, a, f));
    return parse(t, text, n, path, a, f);
}

int csv_parse(struct csv *t, const char *text, unsigned long n, const char *name,
              struct arena *a, struct fault *f) {
    char *copy = arena_take(a, n + 1);
    if (copy == NULL)
        return fault_set(f, FAULT_MEMORY, name, 0, 0, "out of memory");
    if (n > 0)
        memcpy(copy, text, n);
    return parse(t, copy, n, name, a, f);
}

int csv_column(const struct csv *t, const char *name, unsigned *index, struct fault *f) {
    for (unsigned i = 0; i < t->n_columns; i++)
        if (strcmp(t->column[i], name) == 0) {
            *index = i;
            return 0;
        }
    const char *near = fault_nearest(name, t->column, t->n_columns);
    return fault_set(f, FAULT_INPUT, t->path, 0, 0, "no column '%s'%s%s%s", name,
                     near ? "; the nearest is '" : "", near ? near : "", near ? "'" : "");
}

int csv_number(const struct csv *t, unsigned row_index, unsigned column, double low, double high,
               int blank_ok, double *out, struct fault *f) {
    const char *text = csv_cell(t, row_index, column);
    if (*text == '\0' && blank_ok) {
        *out = NAN;
        return 0;
    }
    if (!number_parse(text, out) || !(*out >= low && *out <= high))
        return fault_set(f, FAULT_INPUT, t->path, (int)t->line[row_index], 0,
                         "%s is '%.40s', expected a number from %g to %g", t->column[column],
                         text, low, high);
    return 0;
}
