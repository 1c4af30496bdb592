// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A plan takes all who come until its list has the optimum size; then the list is closed, and those
 * who ask are taken in order of application as places fall free (Pirie and Butler 1988; card C26).
 * Nobody is chosen or refused for what they are. A practice that changes unit brings all its
 * patients. Providers refuse nobody. */
#include "institution/acceptance/acceptance.h"
#include "institution/membership/membership.h"
#include <assert.h>

static const struct parameter closed_list_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/acceptance/closed_list.def"
#undef PARAM
};
extern const struct parameter_table closed_list_param_table;
ANSWER_TABLE(closed_list);
enum { OPTIMUM }; /* rows of the .def list */

static void opens(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct membership *const m = membership_need(i, w);
    (void)row;
    if (m)
        m->optimum = p[OPTIMUM];
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    if (i->membership)
        i->membership->optimum = 0.0;
}

const struct answer_rule answer_closed_list = {.params = &closed_list_param_table,
                                               .accepts = acceptance_everybody,
                                               .opens = opens,
                                               .closes = closes};
