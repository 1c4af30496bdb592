// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Nobody: no licence, no rating, nobody to complain to, nobody who may stand in the way of a
 * merger. An award that should not have been made stands; the courts are left out. */
#include "institution/state.h"

extern const struct parameter_table no_oversight_param_table;
const struct parameter_table no_oversight_param_table = {"no_oversight", 0, NULL};

const struct answer_rule answer_no_oversight = {.params = &no_oversight_param_table};
