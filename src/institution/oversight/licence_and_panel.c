// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Licences (Health and Social Care Act 2012 part 3) and the Independent Patient Choice and
 * Procurement Panel (2024; card C9). Whoever is not told to take an award lying down may make
 * representations and go to the panel, whose advice the authority may follow or not.
 * 
 *   cases about planned contracts a year ~ commissioners x challenges a commissioner a year, one
 *   draw a commissioner and month
 *   cases about awards of lines: as complaints are made (market/process.c)
 *   each case costs both sides; the licence costs every provider a year; who holds one:
 *   licences.c */
#include "institution/market/market.h"
#include "institution/state.h"
#include <assert.h>
#include "institution/contracts.h"
#include "institution/oversight/licences.h"

static const struct parameter licence_and_panel_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/licence_and_panel.def"
#undef PARAM
};
extern const struct parameter_table licence_and_panel_param_table;
ANSWER_TABLE(licence_and_panel);
/* rows of the .def list */
enum { CHALLENGES, CASE_COMMISSIONER, CASE_COMPLAINANT, UPHELD, FOLLOWED, COMPLAINS_FROM };

static const struct licence_law law = {"NHS trust: licensed under the Health and Care Act 2022"};

static void planned_case(struct institutions *i, const double *p, unsigned c, double u) {
    const bool upheld = u < p[UPHELD];
    const pence_t own = (pence_t)(100.0 * p[CASE_COMMISSIONER]),
                  other = (pence_t)(100.0 * p[CASE_COMPLAINANT]);
    budgets_spend(i, c, i->advisers, LINE_PLANNED, REASON_LEGAL, own);
    /* the first privately owned provider that does enough of its work for this board complains */
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (i->provider[k].open_market &&
            i->planned_share[k * i->n_commissioners + c] > p[COMPLAINS_FROM]) {
            ledger_move(&i->ledger, i->provider[k].account, i->advisers, LINE_PLANNED, REASON_LEGAL,
                        other);
            i->provider[k].cost += other;
            records_add(i, k, Q_OVERSIGHT, own + other, "panel case",
                        "award challenged before the panel: %s",
                        upheld ? "advised to take it again" : "no breach found");
            return;
        }
}

static void overseen(struct institutions *i, struct world *w, const double *p, unsigned month) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const struct words u = luck_words(&w->luck, c, PURPOSE_OVERSIGHT, month);
        if (i->place->commissioners[c].inside && word_uniform(u.w[0]) < p[CHALLENGES] / 12.0)
            planned_case(i, p, c, word_uniform(u.w[1]));
    }
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    licences_month(i, &law);
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    licences_end(i);
}

/* A real award before the panel: its advice binds nobody; followed, the award is taken again. */
static void complaint(struct institutions *i, struct world *w, const double *p, struct award *a,
                      unsigned complainant) {
    const struct words u = luck_words(&w->luck, complainant, PURPOSE_OVERSIGHT, market_luck(a));
    const pence_t own = (pence_t)(100.0 * p[CASE_COMMISSIONER]),
                  other = (pence_t)(100.0 * p[CASE_COMPLAINANT]);
    const bool breach = word_uniform(u.w[0]) < p[UPHELD],
               followed = word_uniform(u.w[1]) < p[FOLLOWED];
    budgets_spend(i, a->commissioner, i->advisers, a->line, REASON_LEGAL, own);
    ledger_move(&i->ledger, i->provider[complainant].account, i->advisers, a->line, REASON_LEGAL,
                other);
    i->provider[complainant].cost += other;
    a->cost_challenge += own + other;
    a->challenged = true;
    a->upheld = breach && followed;
    records_add(i, complainant, Q_OVERSIGHT, own + other, "panel case", "award %u: %s", a->number,
                !breach    ? "no breach found"
                : followed ? "advised to take it again, and followed"
                           : "advised to take it again, and not followed");
}

const struct answer_rule answer_licence_and_panel = {.params = &licence_and_panel_param_table,
                                                     .licences = &law,
                                                     .month = month,
                                                     .closes = closes,
                                                     .overseen = overseen,
                                                     .complaint = complaint};
