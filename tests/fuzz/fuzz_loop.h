// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A plain loop in place of libFuzzer, the same on every machine: takes seeds in turn, cuts,
 * doubles, overwrites and inserts at places drawn by counter, and runs the target on each. */
#ifndef FUZZ_LOOP_H
#define FUZZ_LOOP_H
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include "base/random.h"

enum { FUZZ_LONGEST = 4096 };

static size_t fuzz_change(unsigned char *text, size_t n, const char *letters, uint64_t r) {
    const size_t at = n > 0 ? (r >> 8) % n : 0, kind = r % 6;
    const unsigned char letter = (unsigned char)letters[(r >> 40) % strlen(letters)];
    if (kind == 0 && n > 1) /* cut off */
        return at;
    if (kind == 1 && n > 0) { /* any byte */
        text[at] = (unsigned char)(r >> 32);
        return n;
    }
    if (kind == 2 && n > 0) { /* a letter that means something */
        text[at] = letter;
        return n;
    }
    if (kind == 3 && n > 1) { /* take out */
        memmove(text + at, text + at + 1, n - at - 1);
        return n - 1;
    }
    if (kind == 4 && n > 0 && 2 * n - at < FUZZ_LONGEST) { /* the rest once more */
        memmove(text + n, text + at, n - at);
        return 2 * n - at;
    }
    if (n + 1 >= FUZZ_LONGEST)
        return n;
    memmove(text + at + 1, text + at, n - at);
    text[at] = letter;
    return n + 1;
}

static int fuzz_loop(const char *const *seeds, size_t n_seeds, const char *letters, unsigned runs) {
    unsigned char text[FUZZ_LONGEST];
    size_t n = 0;
    for (unsigned i = 0; i < runs; i++) {
        if (i % 12 == 0) {
            n = strlen(seeds[i / 12 % n_seeds]);
            memcpy(text, seeds[i / 12 % n_seeds], n);
        }
        n = fuzz_change(text, n, letters, mix64(0x9e3779b97f4a7c15u * (i + 1)));
        LLVMFuzzerTestOneInput(text, n);
    }
    printf("%u inputs\n", runs);
    return 0;
}
#endif
