// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Numbers as people read them. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H
#include <stdbool.h>

/* v with so many decimals; what is too small for them gets up to three more, and what is nought or
 * still too small is "0": never "-0.0". sign: a plus before what is positive. No number: "-". */
const char *decimal_text(char *buffer, unsigned long size, double v, unsigned decimals, bool sign);
/* The same with commas between thousands, for sentences: "1,234.5". */
const char *decimal_grouped(char *buffer, unsigned long size, double v, unsigned decimals,
                            bool sign);

#endif
