// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A sum a head for everything that a population needs, to whoever leads its care (card C27;
 * UnitingCare 2015, the accountable care contracts of 2017): no case brings anything, so all that
 * follows a decision falls on the provider, with a corridor of shared risk.
 *
 *   sum of the year = base x growth of need x price level x (1 - discount)     by the head: it
 *                   follows the forecast, so at the start it is what the base was
 *   outcomes        = a share of it that is paid on account with the rest, and given back the next
 *                   April if admissions were above the forecast
 *   corridor        : of a result within +- corridor of income, the shared part is settled with the
 *   commissioners next April; beyond
 *                     the cap of a loss the commissioners bear it
 *
 * The loss is read as result / income of the whole organisation. A contract that is handed back is
 * the award's and failure's affair. Left out: VAT of non-NHS vehicles, errors of the baseline (the
 * award answer's bid has them). */
#include "institution/payment/payment.h"
#include <assert.h>

static const struct parameter whole_population_capitation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/whole_population_capitation.def"
#undef PARAM
};
extern const struct parameter_table whole_population_capitation_param_table;
ANSWER_TABLE(whole_population_capitation);
enum { DISCOUNT, OUTCOMES, CORRIDOR, SHARED, CAP }; /* rows of the .def list */

/* Settled share of a result (loss above nought) of the year, as share of income: card C27's
 * corridor. */
double capitation_settlement(double loss, double corridor, double shared, double cap) {
    const double size = loss < 0.0 ? -loss : loss, within = size < corridor ? size : corridor;
    const double settled = shared * within + (loss > cap ? loss - cap : 0.0);
    return loss < 0.0 ? -settled : settled;
}

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){.fixed = 1.0 - p[DISCOUNT], .forecast = true};
}

static void settle(struct institutions *i, unsigned provider, unsigned c, double pence) {
    struct provider_state *const x = &i->provider[provider];
    const pence_t whole = (pence_t)(pence < 0.0 ? -pence : pence);
    if (whole == 0)
        return;
    if (pence > 0.0) {
        budgets_spend(i, c, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, whole);
        x->income += whole;
        return;
    }
    ledger_move(&i->ledger, x->account, i->commissioner[c].account, LINE_PLANNED,
                REASON_DEFICIT_SUPPORT, whole);
    x->cost += whole;
}

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned k = 0; k < i->place->n_providers; k++) {
        const struct provider_state *const x = &i->provider[k];
        const double income = (double)x->last_income;
        if (x->open_market || i->place->providers[k].outside || !(income > 0.0))
            continue;
        const double loss = ((double)x->last_cost - income) / income;
        const bool kept = x->last_admissions <=
                          12.0 * x->base_admissions * budgets_urgent_growth(i) * i->price_level;
        const double settled = capitation_settlement(loss, p[CORRIDOR], p[SHARED], p[CAP]) -
                               (kept ? 0.0 : p[OUTCOMES]);
        for (unsigned c = 0; c < i->n_commissioners; c++)
            if (row_in_force(i, Q_PAYMENT, c, LINE_EMERGENCY) == row)
                settle(i, k, c,
                       income * settled * i->urgent_share[(size_t)k * i->n_commissioners + c]);
        records_add(i, k, Q_PAYMENT, (pence_t)(income * (settled < 0.0 ? -settled : settled)),
                    "corridor",
                    "loss of %.1f%% of income: %.2f%% settled with commissioners, outcomes %s",
                    100.0 * loss, 100.0 * settled, kept ? "met" : "missed: given back");
    }
}

const struct answer_rule answer_whole_population_capitation = {
    .params = &whole_population_capitation_param_table, .terms = terms, .year = year};
