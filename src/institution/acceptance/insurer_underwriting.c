// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Insurers may decline people (medical underwriting of private cover; cards C22, C25): whoever is
 * expected to cost more than the stated multiple of the mean, by age, conditions and frailty, is
 * not taken. It acts where plans take members (vouchers); a provider refuses nobody. It is set when
 * the regime opens, after funding, and so needs a funding answer with plans. */
#include "institution/acceptance/acceptance.h"
#include "institution/membership/membership.h"
#include <assert.h>

static const struct parameter insurer_underwriting_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/acceptance/insurer_underwriting.def"
#undef PARAM
};
extern const struct parameter_table insurer_underwriting_param_table;
ANSWER_TABLE(insurer_underwriting);
enum { DECLINES_ABOVE }; /* rows of the .def list */

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    (void)row;
    if (m)
        m->declines_above = p[DECLINES_ABOVE];
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    if (i->membership)
        i->membership->declines_above = 0.0;
}

const struct answer_rule answer_insurer_underwriting = {.params = &insurer_underwriting_param_table,
                                                        .accepts = acceptance_everybody,
                                                        .opens = opens,
                                                        .closes = closes};
