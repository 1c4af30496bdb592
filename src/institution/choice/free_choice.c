// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Free choice of any qualified provider (in law since April 2008; NHS Act 2006 and the 2012
 * regulations, part 8): every provider with a contract for the function that can be reached is on
 * the list, public or private. Left out: what the person knows; care weighs distance and published
 * waits. */
#include "institution/state.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter free_choice_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/choice/free_choice.def"
#undef PARAM
};
extern const struct parameter_table free_choice_param_table;
ANSWER_TABLE(free_choice);
enum { REACH }; /* rows of the .def list */

static int list(const struct institutions *i, const double *p, unsigned area, unsigned function,
                bool operation, struct offer *out, int max) {
    uint16_t service[OFFER_MAX];
    const int n = contracts_nearest(i, area, function, operation, true, p[REACH], service, max);
    for (int k = 0; k < n; k++)
        out[k] =
            (struct offer){.provider = i->service[service[k]].provider, .why = OFFER_FREE_CHOICE};
    return n;
}

const struct answer_rule answer_free_choice = {.params = &free_choice_param_table, .list = list};
