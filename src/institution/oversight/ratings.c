// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Monitor's two risk ratings (card C16).
 *
 *   financial risk rating  = round( sum over plan achieved, EBITDA margin, return on assets,
 *   surplus margin, liquidity of weight x 1..5 )
 *   continuity of services = round up( ( liquidity days 1..4 + capital service cover 1..4 ) / 2 )
 *
 * EBITDA = result + depreciation + dividend; the model's costs hold both, so the two are shares of
 * income ASSUMED the same for all. Planned EBITDA: that of a result of nought. Cash at the start is
 * ASSUMED; what is gained or lost since comes on top. Left out: overriding rules of the financial
 * risk rating (one metric at 1 or two at 2 cap the whole). */
#include "institution/oversight/ratings.h"

static const struct parameter ratings_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/ratings.def"
#undef PARAM
};
extern const struct parameter_table ratings_param_table;
const struct parameter_table ratings_param_table = {
    "ratings", sizeof ratings_rows / sizeof *ratings_rows, ratings_rows};

int oversight_open(struct institutions *i, struct fault *f) {
    struct oversight *const o = arena_take(&i->arena, sizeof *o);
    if (!o)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    settings_fill(i, &ratings_param_table, (double *)&o->par);
    i->oversight = o;
    return 0;
}

/* lowest: figures for the best note, the next, ...; n of them. */
static unsigned note(double x, const double *lowest, unsigned n) {
    for (unsigned k = 0; k < n; k++)
        if (x >= lowest[k])
            return n + 1 - k;
    return 1;
}

unsigned ratings_frr(const struct ratings_params *q, const struct accounts *a) {
    const double margin = a->income > 0.0 ? a->ebitda / a->income : 0.0,
                 kept = a->income > 0.0 ? a->surplus / a->income : 0.0;
    const double reached = a->ebitda_planned > 0.0 ? a->ebitda / a->ebitda_planned : 1.0;
    const double back = a->assets > 0.0 ? (a->surplus + a->dividend) / a->assets : 0.0;
    const double sum = q->plan_weight * note(reached, &q->plan_5, 4) +
                       q->ebitda_weight * note(margin, &q->ebitda_5, 4) +
                       q->return_weight * note(back, &q->return_5, 4) +
                       q->surplus_weight * note(kept, &q->surplus_5, 4) +
                       q->liquidity_weight * note(a->liquid_days, &q->liquidity_5, 4);
    return (unsigned)(sum + 0.5);
}

unsigned ratings_cosrr(const struct ratings_params *q, const struct accounts *a) {
    const double cover = a->service > 0.0 ? a->ebitda / a->service : 99.0;
    return (note(a->liquid_days, &q->days_4, 3) + note(cover, &q->cover_4, 3) + 1u) / 2u;
}

struct accounts ratings_accounts(const struct institutions *i, unsigned provider) {
    const struct ratings_params *const q = &i->oversight->par;
    const struct provider_state *const x = &i->provider[provider];
    const double income = (double)x->year_income, surplus = income - (double)x->year_cost,
                 capital = q->depreciation + q->dividend;
    const double cost_a_day = (double)x->year_cost * (1.0 - capital) / 365.0;
    const double in_hand = (double)ledger_balance(&i->ledger, x->account);
    return (struct accounts){.income = income,
                             .surplus = surplus,
                             .ebitda = surplus + capital * income,
                             .ebitda_planned = capital * income,
                             .dividend = q->dividend * income,
                             .assets = income / q->asset_turnover,
                             .liquid_days =
                                 q->cash_days + (cost_a_day > 0.0 ? in_hand / cost_a_day : 0.0),
                             .service = q->dividend * income + 12.0 * (double)x->loan_monthly};
}
