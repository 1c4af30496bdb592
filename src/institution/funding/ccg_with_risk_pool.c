// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Clinical commissioning groups with a risk pool, 2013 to 2022 (Health and Social Care Act 2012;
 * cards C4, C24). Money by published need with a pace of change; each member pays a premium into a
 * pool, which pays a part of what members overspend.
 *
 *   by chance alone, spending a head varies between like commissioners by  cost variation /
 *   sqrt(people)
 *   100,000 people 1.9%, 250,000 1.2%, 1,000,000 0.6%, when one person's cost varies by 6 times its
 *   mean
 *
 * The chance is not drawn here: people fall ill one by one in this model, and the spread is an
 * outcome (chance.c measures it); the formula is written beside it in the records. Running costs
 * have a cap a head, which is kept: administration.c says what is cut and what follows. */
#include "institution/funding/funding.h"
#include "institution/funding/reserve.h"
#include <assert.h>

static const struct parameter ccg_with_risk_pool_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/ccg_with_risk_pool.def"
#undef PARAM
};
extern const struct parameter_table ccg_with_risk_pool_param_table;
ANSWER_TABLE(ccg_with_risk_pool);
enum { PACE, LEAST_GROWTH, PREMIUM, CLAIM, KEPT, CAP, VARIATION }; /* rows of the .def list */

double funding_chance_spread(double cost_variation, double people) {
    return people > 0.0 ? cost_variation / real_sqrt(people) : 0.0;
}

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last,
                  pence_t *out) {
    funding_towards_need(i, (struct funding_pace){.pace = p[PACE], .least_growth = p[LEAST_GROWTH]},
                         total, last, out);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    reserve_pay_in(i, row, p[PREMIUM]);
}

static void record(struct institutions *i, const double *p, unsigned c) {
    const struct commissioner_state *const x = &i->commissioner[c];
    const double cap = 100.0 * p[CAP] * x->people, spends = (double)x->administration;
    records_add(i, NOBODY, Q_FUNDING,
                ledger_balance(&i->ledger, x->account) < 0 ? -ledger_balance(&i->ledger, x->account)
                                                           : 0,
                "year of a group",
                "%s: %.0f people, balance %.2f%%, chance spread %.2f%%; running costs %.2f of the "
                "cap, %.0f%% of what was asked for",
                i->account_name[x->account.i], x->people,
                x->allocation > 0
                    ? 100.0 * (double)ledger_balance(&i->ledger, x->account) / (double)x->allocation
                    : 0.0,
                100.0 * funding_chance_spread(p[VARIATION], x->people),
                cap > 0.0 ? spends / cap : 0.0, 100.0 * administration_staffed(i, c));
}

static struct risk_pool risk_pool(const double *p) {
    return (struct risk_pool){.premium = p[PREMIUM], .part = p[PREMIUM] > 0.0 ? p[CLAIM] : 0.0};
}

static double running_cost_cap(const double *p) { return p[CAP]; }

static void year(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        if (row_in_force(i, Q_FUNDING, c, LINE_PLANNED) == row && i->place->commissioners[c].inside)
            record(i, p, c);
    reserve_settle(i, row,
                   &(struct reserve_rule){
                       .part = p[CLAIM], .kept_years = p[KEPT], .what = "paid by the pool"});
}

static void closes(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)w, (void)p, (void)row;
    reserve_wind_up(i);
}

const struct answer_rule answer_ccg_with_risk_pool = {.params = &ccg_with_risk_pool_param_table,
                                                      .bodies = "clinical commissioning groups",
                                                      .month = month,
                                                      .year = year,
                                                      .closes = closes,
                                                      .risk_pool = risk_pool,
                                                      .running_cost_cap = running_cost_cap,
                                                      .share = share};
