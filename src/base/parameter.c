// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Parameters as const tables: the defaults into a struct of doubles, and the words for how well
 * a number is founded. The tables themselves stand in the rooms that use them. */
#include "base/parameter.h"

void parameter_defaults(const struct parameter_table *table, double *values) {
    for (size_t i = 0; i < table->n; i++)
        values[i] = table->rows[i].value;
}

const char *standing_name(enum standing s) {
    switch (s) {
    case STANDING_PUBLISHED: return "published";
    case STANDING_ESTIMATED: return "estimated";
    case STANDING_CALIBRATED: return "calibrated";
    case STANDING_ASSUMED: return "assumed";
    }
    return "unknown";
}
