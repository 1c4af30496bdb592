// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The line from the minister down through regions (to 1991; NHS Reinstatement Bill): there is
 * nobody to complain to about an award, and at the year's end surpluses of public providers are
 * moved to those in deficit, in proportion, up to the stated share. Its cost is planning staff in
 * the commissioners, counted there. With political intervention the minister does what the public
 * sees: a provider whose lists are longer than the alarm may leave no post empty, whatever its
 * money; and no merger goes through. Left out: earmarks, dismissals. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter ministerial_hierarchy_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/ministerial_hierarchy.def"
#undef PARAM
};
extern const struct parameter_table ministerial_hierarchy_param_table;
ANSWER_TABLE(ministerial_hierarchy);
enum { MOVED, POLITICAL_INTERVENTION, ALARM }; /* rows of the .def list */

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
            ledger_move(&i->ledger, x->account, i->treasury, LINE_PLANNED, REASON_DEFICIT_SUPPORT,
                        pence);
            x->year_cost += pence;
        } else {
            ledger_move(&i->ledger, i->treasury, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT,
                        pence);
            x->year_income += pence;
        }
    }
    records_add(i, NOBODY, Q_OVERSIGHT, (pence_t)moved, "control total",
                "surpluses moved to providers in deficit");
}

static double longest_list(const struct institutions *i, const struct world *w, unsigned provider) {
    double longest = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == provider) {
            const double months = sessions_list_months(i, w, s);
            longest = months > longest ? months : longest;
        }
    return longest;
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)row;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        struct provider_state *const x = &i->provider[k];
        if (x->open_market || i->place->providers[k].outside)
            continue;
        const double months = p[POLITICAL_INTERVENTION] > 0.5 ? longest_list(i, w, k) : 0.0;
        const bool ordered = p[POLITICAL_INTERVENTION] > 0.5 && months > p[ALARM];
        if (ordered && !x->kept_open)
            records_add(i, k, Q_OVERSIGHT, 0, "minister intervenes",
                        "a list of %.1f months: no post may be left empty", months);
        x->kept_open = ordered;
    }
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    (void)p;
    (void)row;
    for (unsigned k = 0; k < i->place->n_providers; k++)
        i->provider[k].kept_open = false;
}

static bool merger_may(struct institutions *i, struct world *w, const double *p, unsigned one,
                       unsigned other) {
    (void)w;
    i->clearance = 0;
    if (p[POLITICAL_INTERVENTION] > 0.5)
        records_add(i, one, Q_OVERSIGHT, 0, "minister refuses merger", "with %.12s",
                    i->place->providers[other].code);
    return p[POLITICAL_INTERVENTION] <= 0.5;
}

const struct answer_rule answer_ministerial_hierarchy = {.params =
                                                             &ministerial_hierarchy_param_table,
                                                         .month = month,
                                                         .closes = closes,
                                                         .year_overseen = year_overseen,
                                                         .merger_may = merger_may};
