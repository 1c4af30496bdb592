// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Clinical exclusion criteria at privately owned sites without critical care (published referral
 * criteria: healthy or mildly ill patients, no need of high dependency; card C13). A site turns
 * away whoever is above the age, the frailty, the number of long-term conditions or the complexity
 * stated. Public sites and sites with critical care take all. The criteria act on what the person
 * is; the difference in case mix that follows is an outcome. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter clinical_exclusion_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/acceptance/clinical_exclusion.def"
#undef PARAM
};
extern const struct parameter_table clinical_exclusion_param_table;
ANSWER_TABLE(clinical_exclusion);
enum { AGE, FRAILTY, CONDITIONS, COMPLEXITY }; /* rows of the .def list */

static bool has_critical_care(const struct provider *x) {
    const unsigned n = x->urgent.critical_open.n;
    return n > 0 && x->urgent.critical_open.value[n - 1] > 0.0f;
}

static enum refusal accepts(const struct institutions *i, const struct world *w, const double *p,
                            const struct referral *r, unsigned provider, double complexity) {
    if (!i->provider[provider].open_market || has_critical_care(&i->place->providers[provider]))
        return ACCEPTED;
    const struct person *const x = &w->people.p[r->person];
    const double born_day = ((double)x->born + 0.5) * (DAYS_A_YEAR / 12.0);
    const double age = ((double)(w->first_day + 30u * i->month) - born_day) / DAYS_A_YEAR;
    if (age >= p[AGE] || x->frailty >= p[FRAILTY] || x->conditions >= p[CONDITIONS] ||
        complexity > p[COMPLEXITY])
        return REFUSED_TOO_COMPLEX;
    return ACCEPTED;
}

const struct answer_rule answer_clinical_exclusion = {.params = &clinical_exclusion_param_table,
                                                      .accepts = accepts};
