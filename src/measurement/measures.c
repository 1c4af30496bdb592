// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The list of measures and the words that name them and their levels, from measures.def. What a
 * measure means is said there in one line and in docs/model/measures-and-twins.md at length. */
#include "measurement/measures.h"

#include <stdio.h>
#include <string.h>

enum { SUM = OVER_SUM, MEAN = OVER_MEAN, LAST = OVER_LAST };
enum { UP = BETTER_UP, DOWN = BETTER_DOWN, NEITHER = BETTER_NEITHER };

const struct measure_info measure_info[MEASURE_COUNT] = {
#define MEASURE(name, unit, over, good, line) \
    {#name, #unit, (enum over_months)(over), (enum better)(good), line},
#include "measurement/measures.def"
#undef MEASURE
};

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter rows[] = {
#include "measurement/measurement_params.def"
};
#undef PARAM
const struct parameter_table measurement_param_table = {"measurement", sizeof rows / sizeof *rows,
                                                        rows};

int measure_find(const char *name) {
    for (int m = 0; m < MEASURE_COUNT; m++)
        if (strcmp(measure_info[m].name, name) == 0) return m;
    return -1;
}

const char *breakdown_name(enum breakdown b) {
    switch (b) {
    case BY_FUNCTION: return "treatment_function";
    case BY_DEPRIVATION: return "deprivation_decile";
    case BY_AGE: return "age_band";
    case BY_TYPE: return "ae_type";
    case BY_CATEGORY: return "ledger_category";
    case BY_CONDITIONS: return "conditions";
    case BY_CALL: return "call_category";
    case BY_NONE:
    case BREAKDOWN_COUNT: break;
    }
    return "";
}

static const char *name_age(unsigned band, char *buffer, unsigned size) {
    if (band >= AGE_BANDS) return "";
    if (band == AGE_BANDS - 1)
        snprintf(buffer, size, "%d+", age_band_from[band]);
    else
        snprintf(buffer, size, "%d-%d", age_band_from[band], age_band_from[band + 1] - 1);
    return buffer;
}

const char *level_name(const struct place *p, enum breakdown b, unsigned level, char *buffer,
                       unsigned size) {
    buffer[0] = '\0';
    switch (b) {
    case BY_FUNCTION: return level < p->n_functions ? p->functions[level].code : "";
    case BY_AGE: return name_age(level, buffer, size);
    case BY_CATEGORY:
        return level < CATEGORY_COUNT ? category_name((enum ledger_category)level) : "";
    case BY_DEPRIVATION: snprintf(buffer, size, "%u", level); break;
    case BY_TYPE: snprintf(buffer, size, "type %u", level); break;
    case BY_CALL: snprintf(buffer, size, "category %u", level); break;
    case BY_CONDITIONS:
        snprintf(buffer, size, "%u%s", level, level >= CONDITIONS_MOST ? " or more" : "");
        break;
    case BY_NONE:
    case BREAKDOWN_COUNT: break;
    }
    return buffer;
}

void series_free(struct series *s) {
    memory_free(s->row);
    *s = (struct series){0};
}
