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
