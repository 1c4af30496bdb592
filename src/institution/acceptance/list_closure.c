// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A practice may close its list to newcomers (National Health Service (General Medical Services
 * Contracts) Regulations 2015, schedule 3 part 3): it applies, the commissioner agrees or does not,
 * and the closure lasts from 3 to 12 months; then it may apply again. Commissioners say that they
 * refuse for what it would do to the practices beside it:
 *   agreed    while open practices / nearest practices >= open_near; always where no agreement is
 *             needed
 *   Two of the four nearest are open: 0.5, agreed. One is: refused.
 * About three in ten applications were refused from 2013 to 2018 (pulse-list-closures), to compare
 * with. When a practice wants to is care's (care/lists.c). Nobody who is referred is refused. Left
 * out: appeals, dispensing, what the commissioner offers instead. */
#include "institution/acceptance/acceptance.h"
#include <assert.h>

static const struct parameter list_closure_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/acceptance/list_closure.def"
#undef PARAM
};
extern const struct parameter_table list_closure_param_table;
ANSWER_TABLE(list_closure);
enum { MONTHS_LEAST, MONTHS_MOST, AGREEMENT, OPEN_NEAR }; /* rows of the .def list */

static struct list_terms terms(const double *p, const struct list_request *r) {
    const bool needed = p[AGREEMENT] > 0.5;
    if (needed && (double)r->open < p[OPEN_NEAR] * r->near) return (struct list_terms){0};
    return (struct list_terms){.least = (uint16_t)p[MONTHS_LEAST],
                               .most = (uint16_t)p[MONTHS_MOST]};
}

struct list_terms acceptance_list_terms(const void *inst, const struct world *w,
                                        const struct list_request *r) {
    const struct institutions *const i = inst;
    const unsigned row = row_in_force(i, Q_ACCEPTANCE, i->commissioner_of[r->area], LINE_GP);
    const struct answer_rule *const rule = rule_in_row(i, row);
    (void)w;
    return rule->list_terms ? rule->list_terms(i->value[row], r) : (struct list_terms){0};
}

const struct answer_rule answer_list_closure = {.params = &list_closure_param_table,
                                                .accepts = acceptance_everybody,
                                                .list_terms = terms};
