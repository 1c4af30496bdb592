// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Boards elected by the people whom they buy for (local health boards; claim 45; card C1): each
 * commissioner is such a board.
 *
 *   waits      list of its people, in months of work (its providers' lists by its shares). Above
 *   what voters bear, the board
 *              cuts planned work no further than its floor, and raises a local tax by a step a
 *              year, up to the cap; below, it lowers it
 *   closures   a merger or closure passes if not more than the stated share of the people for whom
 *   the smaller is nearest would
 *              have to go further: mostly it does not
 *   money      the tax is extra: persons -> board, recorded as such. The cap is nought unless the
 *   regime says otherwise, so that
 *              comparisons are at equal revenue
 *
 * Nobody moves surpluses from place to place, and nobody hears complaints about awards. The needs
 * of a minority come in only as far as they wait. Left out: elections as such, parties, turnout. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter elected_local_control_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/elected_local_control.def"
#undef PARAM
};
extern const struct parameter_table elected_local_control_param_table;
ANSWER_TABLE(elected_local_control);
enum { BORNE, FLOOR, STEP, CAP, KILOMETRES, LOSERS }; /* rows of the .def list */

/* Months of work waiting for a board's people, by its shares of its providers' work. */
static double months_waiting(const struct institutions *i, const struct world *w, unsigned c) {
    double sum = 0.0, weights = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        const struct service_state *const x = &i->service[s];
        const double weight =
            x->base_stops * i->planned_home[(size_t)x->provider * i->n_commissioners + c];
        sum += weight * sessions_list_months(i, w, s);
        weights += weight;
    }
    return weights > 0.0 ? sum / weights : 0.0;
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        if (row_in_force(i, Q_OVERSIGHT, c, LINE_PLANNED) != row)
            continue;
        const double months = months_waiting(i, w, c),
                     step = months > p[BORNE] ? p[STEP] : -p[STEP];
        x->local_tax = x->local_tax + step > p[CAP] ? p[CAP]
                       : x->local_tax + step < 0.0  ? 0.0
                                                    : x->local_tax + step;
        if (x->local_tax > 0.0)
            records_add(i, NOBODY, Q_OVERSIGHT, (pence_t)(x->local_tax * (double)x->allocation),
                        "local tax", "%s: %.1f%% of its allocation beside it, %.1f months wait",
                        i->account_name[x->account.i], 100.0 * x->local_tax, months);
    }
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    bool changed = false;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        if (row_in_force(i, Q_OVERSIGHT, c, LINE_PLANNED) != row)
            continue;
        if (x->local_tax > 0.0)
            ledger_move(&i->ledger, i->persons, x->account, LINE_PLANNED, REASON_LOCAL_TAX,
                        (pence_t)(x->local_tax * (double)x->allocation / 12.0));
        if (x->brake >= p[FLOOR] || months_waiting(i, w, c) <= p[BORNE])
            continue;
        records_add(i, NOBODY, Q_OVERSIGHT, 0, "board refuses cuts",
                    "%s: planned work at %.3f, no lower than %.3f while people wait",
                    i->account_name[x->account.i], x->brake, p[FLOOR]);
        x->brake = p[FLOOR];
        changed = true;
    }
    if (changed)
        budgets_brakes(i);
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    (void)p;
    (void)row;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        i->commissioner[c].local_tax = 0.0;
}

static double away(const struct area *a, const struct provider *p) {
    return place_km(a->x_km, a->y_km, p->x_km, p->y_km);
}

/* Share of those nearer to the smaller than to the other who would go further by more than the
 * stated kilometres. */
static double further(const struct institutions *i, const double *p, unsigned small,
                      unsigned other) {
    double near = 0.0, lose = 0.0;
    for (uint32_t k = 0; k < i->place->n_areas; k++) {
        const struct area *const a = &i->place->areas[k];
        const double more =
            away(a, &i->place->providers[other]) - away(a, &i->place->providers[small]);
        near += more > 0.0 ? (double)a->people : 0.0;
        lose += more > p[KILOMETRES] ? (double)a->people : 0.0;
    }
    return near > 0.0 ? lose / near : 0.0;
}

static bool merger_may(struct institutions *i, struct world *w, const double *p, unsigned one,
                       unsigned other) {
    const unsigned small =
        i->provider[one].base_planned < i->provider[other].base_planned ? one : other;
    const double lose = further(i, p, small, small == one ? other : one);
    const bool may = lose <= p[LOSERS];
    (void)w;
    i->clearance = 0;
    records_add(i, small, Q_OVERSIGHT, 0, may ? "board agrees to merger" : "board refuses merger",
                "%.0f%% of its people would go more than %.0f km further", 100.0 * lose,
                p[KILOMETRES]);
    return may;
}

const struct answer_rule answer_elected_local_control = {.params =
                                                             &elected_local_control_param_table,
                                                         .month = month,
                                                         .year = year,
                                                         .closes = closes,
                                                         .merger_may = merger_may};
