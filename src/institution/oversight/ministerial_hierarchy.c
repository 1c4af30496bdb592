// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The line from the minister down through regions (to 1991; NHS Reinstatement Bill): there is nobody to complain to about
 * an award, and at the year's end surpluses of public providers are moved to those in deficit, in proportion, up to
 * the stated share. Its cost is planning staff in the commissioners, counted there. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter ministerial_hierarchy_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/ministerial_hierarchy.def"
#undef PARAM
};
extern const struct parameter_table ministerial_hierarchy_param_table;
ANSWER_TABLE(ministerial_hierarchy);
enum { MOVED }; /* rows of the .def list */

static void year_overseen(struct institutions *i, struct world *w, const double *p) {
    double surplus = 0.0, deficit = 0.0;
    (void)w;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        const double d = (double)(i->provider[k].year_income - i->provider[k].year_cost);
        if (i->provider[k].open_market || i->place->providers[k].outside)
            continue;
        *(d > 0.0 ? &surplus : &deficit) += d > 0.0 ? d : -d;
    }
    const double moved = p[MOVED] * (surplus < deficit ? surplus : deficit);
    if (!(moved > 0.0))
        return;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        struct provider_state *const x = &i->provider[k];
        const double d = (double)(x->year_income - x->year_cost);
        if (x->open_market || i->place->providers[k].outside)
            continue;
        const pence_t pence = (pence_t)(d > 0.0 ? moved * d / surplus : moved * -d / deficit);
        if (d > 0.0) {
            ledger_move(&i->ledger, x->account, i->treasury, LINE_PLANNED, REASON_DEFICIT_SUPPORT, pence);
            x->year_cost += pence;
        } else {
            ledger_move(&i->ledger, i->treasury, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, pence);
            x->year_income += pence;
        }
    }
    records_add(i, NOBODY, Q_OVERSIGHT, (pence_t)moved, "control total", "surpluses moved to providers in deficit");
}

const struct answer_rule answer_ministerial_hierarchy = {.params = &ministerial_hierarchy_param_table, .year_overseen = year_overseen};
