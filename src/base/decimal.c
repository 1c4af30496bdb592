// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A difference that rounds to nought is not nought, and a nought has no sign: so a small number
 * gets more decimals, as many as show its first figure, and nought itself is "0". */
#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MORE = 3 };

const char *decimal_text(char *buffer, unsigned long size, double v, unsigned decimals, bool sign) {
    if (!isfinite(v)) {
        (void)snprintf(buffer, size, "-");
        return buffer;
    }
    for (unsigned more = 0; more <= MORE; more++) {
        (void)snprintf(buffer, size, sign ? "%+.*f" : "%.*f", (int)(decimals + more), v);
        if (buffer[strspn(buffer, "+-0.")] != '\0') return buffer;
    }
    (void)snprintf(buffer, size, "0");
    return buffer;
}

const char *decimal_grouped(char *buffer, unsigned long size, double v, unsigned decimals,
                            bool sign) {
    decimal_text(buffer, size, v, decimals, sign);
    const unsigned long first = strspn(buffer, "+-");
    const unsigned long whole = strspn(buffer + first, "0123456789");
    unsigned long n = strlen(buffer);
    for (unsigned long k = 3; k < whole && n + 2 <= size; k += 3, n++) {
        char *const at = buffer + first + whole - k;
        memmove(at + 1, at, strlen(at) + 1);
        *at = ',';
    }
    return buffer;
}
