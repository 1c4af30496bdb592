// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* No provider may turn a referred patient away (a duty of public bodies under NHS Act 2006 section
 * 3). */
#include "institution/acceptance/acceptance.h"

extern const struct parameter_table nobody_refused_param_table;
const struct parameter_table nobody_refused_param_table = {"nobody_refused", 0, NULL};

enum refusal acceptance_everybody(const struct institutions *i, const struct world *w,
                                  const double *p, const struct referral *r, unsigned provider,
                                  double complexity) {
    (void)i, (void)w, (void)p, (void)r, (void)provider, (void)complexity;
    return ACCEPTED;
}

const struct answer_rule answer_nobody_refused = {.params = &nobody_refused_param_table,
                                                  .accepts = acceptance_everybody};
