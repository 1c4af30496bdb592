// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Finds a treatment function's own rows of the parameter tables by its published code. */
#include "care/function_values.h"

#include <stddef.h>
#include <string.h>

#include "care/world.h"

static const struct { const char *code; size_t overnight, loss, worsens, complication; } rows[] = {
#define FUNCTION(tag, name)                                                                        \
    {name, offsetof(struct planned_params, overnight_##tag),                                       \
     offsetof(struct outcome_params, loss_##tag), offsetof(struct outcome_params, worsens_##tag),  \
     offsetof(struct outcome_params, complication_##tag)},
#include "care/function_codes.def"
#undef FUNCTION
};
#define N_ROWS (sizeof rows / sizeof *rows)

static double at(const void *params, size_t offset) {
    double value;
    memcpy(&value, (const char *)params + offset, sizeof value);
    return value;
}

struct function_values function_values_of(const struct world *w, unsigned function) {
    const char *code = w->place->functions[function].code;
    unsigned k = 0;
    while (k + 1 < N_ROWS && strcmp(rows[k].code, code) != 0) k++;
    return (struct function_values){.overnight = at(&w->par.planned, rows[k].overnight),
                                    .loss = at(&w->par.outcome, rows[k].loss),
                                    .worsens = at(&w->par.outcome, rows[k].worsens),
                                    .complication = at(&w->par.outcome, rows[k].complication)};
}
