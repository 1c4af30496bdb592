// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What went wrong, in words a user can act on. Functions that can fail return 0 or a
 * negative enum fault_code and fill a struct fault; nothing in the library prints. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H

enum fault_code {
    FAULT_NONE = 0,
    FAULT_INPUT = -1,   /* a file or option is wrong: exit 2 */
    FAULT_MEMORY = -2,  /* out of memory: exit 3 */
    FAULT_DISK = -3,    /* a file could not be read or written: exit 2 */
    FAULT_BROKEN = -4,  /* an invariant did not hold (a patient or a penny lost): exit 3 */
    FAULT_STOPPED = -5, /* interrupted by the user: exit 130 */
};

struct fault {
    enum fault_code code;
    char file[256];     /* empty when no file is to blame */
    int line, column;   /* 1-based, 0 when unknown */
    char what[512];     /* found, expected, nearest valid word, in one line */
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define TRY(call) do { const int try_rc_ = (call); if (try_rc_ < 0) return try_rc_; } while (0)

/* Fills *f and returns code. format is printf's; file may be NULL. */
int fault_set(struct fault *f, enum fault_code code, const char *file, int line, int column,
              const char *format, ...) __attribute__((format(printf, 6, 7)));
/* One line: "file:line:column: what". Returns buffer. */
const char *fault_line(const struct fault *f, char *buffer, unsigned long size);
/* Of n words, the one nearest to found by edit distance, or NULL if none is near. */
const char *fault_nearest(const char *found, const char *const *words, unsigned n);

#endif
