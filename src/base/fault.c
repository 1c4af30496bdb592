// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What went wrong, in words a user can act on. A fault is filled once, where it is found, and
 * carried up unchanged; only the two front doors print it. The nearest word is by edit
 * distance (Levenshtein 1966), offered only when it is close enough to be a slip of the hand;
 * else the first word that the found one begins, or whose part after a dot it is. */
#include "base/fault.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { WORD_LONGEST = 63 };

/* Bytes of the letter that begins here, 0 where none does. */
static size_t letter(const unsigned char *s) {
    const size_t n = *s < 0x80 ? 1 : *s >= 0xc2 && *s < 0xe0 ? 2 : (*s & 0xf0) == 0xe0 ? 3
                     : *s >= 0xf0 && *s < 0xf5 ? 4 : 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    return n;
}

void text_mend(char *s) {
    char *to = s;
    while (*s) {
        const size_t n = letter((const unsigned char *)s);
        memmove(to, s, n);
        to += n;
        s += n ? n : 1;
    }
    *to = '\0';
}

int fault_set(struct fault *f, enum fault_code code, const char *file, int line, int column,
              const char *format, ...) {
    if (!f)
        return code;
    f->code = code;
    f->line = line;
    f->column = column;
    (void)snprintf(f->file, sizeof f->file, "%s", file ? file : "");
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(f->what, sizeof f->what, format, arguments);
    va_end(arguments);
    text_mend(f->what);
    return code;
}

void fault_clear(struct fault *f) { *f = (struct fault){.also = f->also}; }

static bool noted_before(const struct faults *all, const struct fault *f) {
    for (unsigned i = 0; i < all->n; i++)
        if (all->fault[i].line == f->line && all->fault[i].column == f->column &&
            strcmp(all->fault[i].file, f->file) == 0 && strcmp(all->fault[i].what, f->what) == 0)
            return true;
    return false;
}

bool fault_noted(struct fault *f, int rc) {
    if (rc != FAULT_INPUT || !f->also) return false;
    if (!noted_before(f->also, f)) {
        if (f->also->n == FAULTS_MOST) return false;
        f->also->fault[f->also->n++] = *f;
    }
    fault_clear(f);
    return true;
}

unsigned fault_count(const struct fault *f) { return f->also ? f->also->n : 0; }

int fault_of_all(struct fault *f, unsigned before, int rc) {
    if (rc < 0 || fault_count(f) <= before) return rc;
    *f = f->also->fault[--f->also->n];
    return f->code;
}

const char *fault_line(const struct fault *f, char *buffer, unsigned long size) {
    if (f->file[0] == '\0')
        (void)snprintf(buffer, size, "%s", f->what);
    else if (f->line <= 0)
        (void)snprintf(buffer, size, "%s: %s", f->file, f->what);
    else if (f->column <= 0)
        (void)snprintf(buffer, size, "%s:%d: %s", f->file, f->line, f->what);
    else
        (void)snprintf(buffer, size, "%s:%d:%d: %s", f->file, f->line, f->column, f->what);
    return buffer;
}

static unsigned least(unsigned a, unsigned b) { return a < b ? a : b; }

/* Edit distance of two words of at most WORD_LONGEST letters. */
static unsigned distance(const char *a, size_t na, const char *b, size_t nb) {
    unsigned row[WORD_LONGEST + 1];
    for (size_t j = 0; j <= nb; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= na; i++) {
        unsigned diagonal = row[0];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= nb; j++) {
            const unsigned above = row[j];
            const unsigned swap = diagonal + (a[i - 1] != b[j - 1]);
            row[j] = least(swap, 1 + least(above, row[j - 1]));
            diagonal = above;
        }
    }
    return row[nb];
}

const char *fault_nearest(const char *found, const char *const *words, unsigned n) {
    const size_t length = strlen(found);
    if (length > WORD_LONGEST)
        return NULL;
    const char *nearest = NULL;
    unsigned best = length < 6 ? 3 : (unsigned)(length / 3) + 2; /* must be nearer than this */
    for (unsigned i = 0; i < n; i++) {
        const size_t other = strlen(words[i]);
        if (other > WORD_LONGEST)
            continue;
        const unsigned d = distance(found, length, words[i], other);
        if (d < best && d < length) {
            best = d;
            nearest = words[i];
        }
    }
    for (unsigned i = 0; i < n && nearest == NULL && length > 1; i++)
        if (strncmp(found, words[i], length) == 0)
            nearest = words[i];
    for (unsigned i = 0; i < n && nearest == NULL; i++) {
        const char *const dot = strchr(words[i], '.');
        if (dot != NULL && strcmp(found, dot + 1) == 0)
            nearest = words[i];
    }
    return nearest;
}
