// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameters that stand once for every treatment function (function_codes.def). */
#ifndef CARE_FUNCTION_VALUES_H
#define CARE_FUNCTION_VALUES_H

struct world;
struct function_values {
    double overnight;    /* share of operations, planned.overnight_* */
    double loss;         /* utility lost while waiting, outcome.loss_* */
    double worsens;      /* emergencies a year of waiting, outcome.worsens_* */
    double complication; /* share of operations, outcome.complication_* */
};
/* Of a function of the place, by its number there; one that the list does not name is as its last
 * row, "other". */
struct function_values function_values_of(const struct world *w, unsigned function);

#endif
