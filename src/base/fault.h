// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What went wrong, in words a user can act on. Functions that can fail return 0 or a
 * negative enum fault_code and fill a struct fault; nothing in the library prints. */
#ifndef BASE_FAULT_H
#define BASE_FAULT_H
#include <stdbool.h>

enum fault_code {
    FAULT_NONE = 0,
    FAULT_INPUT = -1,   /* a file or option is wrong: exit 2 */
    FAULT_MEMORY = -2,  /* out of memory, or of what else the system gives: exit 3 */
    FAULT_DISK = -3,    /* a file could not be read or written: exit 4 */
    FAULT_BROKEN = -4,  /* an invariant did not hold (a patient or a penny lost): exit 3 */
    FAULT_STOPPED = -5, /* interrupted by the user: exit 130 */
};

struct faults;
struct fault {
    enum fault_code code;
    char file[256];     /* empty when no file is to blame */
    int line, column;   /* 1-based, 0 when unknown */
    char what[512];     /* found, expected, nearest valid word, in one line */
    /* where a reader notes what is wrong and goes on; NULL: it stops at the first */
    struct faults *also;
};
enum { FAULTS_MOST = 50 };
struct faults { /* each place once */
    unsigned n;
    struct fault fault[FAULTS_MOST];
};

#define MUST_CHECK __attribute__((warn_unused_result))
#define TRY(call) do { const int try_rc_ = (call); if (try_rc_ < 0) return try_rc_; } while (0)

/* In a reader: what follows a fault of the call can be read without it. */
#define GO_ON(f, call)                                            \
    do {                                                          \
        const int go_rc_ = (call);                                \
        if (go_rc_ < 0 && !fault_noted(f, go_rc_)) return go_rc_; \
    } while (0)

/* Takes out of a text what is no whole letter of UTF-8, as a cut at so many bytes leaves it. */
void text_mend(char *s);
/* A struct fault begins as {0}. Fills *f and returns code. format is printf's; file may be NULL. */
int fault_set(struct fault *f, enum fault_code code, const char *file, int line, int column,
              const char *format, ...) __attribute__((format(printf, 6, 7)));
/* As nothing had gone wrong yet; what was noted stays. */
void fault_clear(struct fault *f);
/* True when rc is an input fault and the reader may go on: *f is noted and cleared. */
bool fault_noted(struct fault *f, int rc);
/* Faults noted so far; and rc of a whole reading: when more than before were noted and rc is 0, the
 * last of them is *f again. */
unsigned fault_count(const struct fault *f);
int fault_of_all(struct fault *f, unsigned before, int rc);
/* One line: "file:line:column: what". Returns buffer. */
const char *fault_line(const struct fault *f, char *buffer, unsigned long size);
/* Of n words, the one nearest to found by edit distance, or NULL if none is near. */
const char *fault_nearest(const char *found, const char *const *words, unsigned n);

#endif
