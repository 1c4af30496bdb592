// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A block contract (dominant 1991 to 2003, all of the service 2020/21; card C2): a fixed sum for
 * access, rolled over with an uplift a year above the growth of costs.
 * 
 *   income = base x price level x (1 + uplift)^years */
#include "institution/state.h"
#include <assert.h>

static const struct parameter block_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/block.def"
#undef PARAM
};
extern const struct parameter_table block_param_table;
ANSWER_TABLE(block);
enum { UPLIFT }; /* rows of the .def list */

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){.fixed = 1.0, .uplift = p[UPLIFT]};
}

const struct answer_rule answer_block = {.params = &block_param_table, .terms = terms};
