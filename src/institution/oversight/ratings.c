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
 * ASSUMED; what is gained or lost since comes on top.
 *
 * Overriding rules: whatever the weighted sum, a financial criterion at 1 holds the rating at 2 at
 * most, two at 1 at 1; one at 2 at 3, two at 2 at 2. The criteria are four: plan, underlying
 * performance (EBITDA margin), efficiency (the mean of return and surplus margin), liquidity. The
 * continuity rating had no such rule in 2013; its successor of 2015 held a trust with a 1 at 2.
 * Left out: what is not of the accounts (a plan sent late, a dividend not paid). */
#include "institution/oversight/ratings.h"

static const struct parameter ratings_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/oversight/ratings.def"
#undef PARAM
};
PARAMETER_TABLE(ratings);

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

/* The most that overriding rules allow, given the notes of the four criteria. */
static unsigned cap(const struct ratings_params *q, const unsigned *criterion) {
    unsigned ones = 0, twos = 0;
    for (unsigned k = 0; k < 4; k++) {
        ones += criterion[k] == 1;
        twos += criterion[k] == 2;
    }
    const double caps[4] = {ones >= 1 ? q->one_at_1 : 5.0, ones >= 2 ? q->two_at_1 : 5.0,
                            twos >= 1 ? q->one_at_2 : 5.0, twos >= 2 ? q->two_at_2 : 5.0};
    double least = 5.0;
    for (unsigned k = 0; k < 4; k++)
        least = caps[k] < least ? caps[k] : least;
    return (unsigned)least;
}

unsigned ratings_frr(const struct ratings_params *q, const struct accounts *a) {
    const double margin = a->income > 0.0 ? a->ebitda / a->income : 0.0,
                 kept = a->income > 0.0 ? a->surplus / a->income : 0.0;
    const double reached = a->ebitda_planned > 0.0 ? a->ebitda / a->ebitda_planned : 1.0;
    const double back = a->assets > 0.0 ? (a->surplus + a->dividend) / a->assets : 0.0;
    const unsigned of_return = note(back, &q->return_5, 4),
                   of_surplus = note(kept, &q->surplus_5, 4);
    const unsigned criterion[4] = {note(reached, &q->plan_5, 4), note(margin, &q->ebitda_5, 4),
                                   (of_return + of_surplus + 1u) / 2u,
                                   note(a->liquid_days, &q->liquidity_5, 4)};
    const double sum = q->plan_weight * criterion[0] + q->ebitda_weight * criterion[1] +
                       q->return_weight * of_return + q->surplus_weight * of_surplus +
                       q->liquidity_weight * criterion[3];
    const unsigned whole = (unsigned)(sum + 0.5), most = cap(q, criterion);
    return whole < most ? whole : most;
}

unsigned ratings_cosrr(const struct ratings_params *q, const struct accounts *a) {
    const double cover = a->service > 0.0 ? a->ebitda / a->service : 99.0;
    const unsigned days = note(a->liquid_days, &q->days_4, 3), pays = note(cover, &q->cover_4, 3),
                   mean = (days + pays + 1u) / 2u, most = (unsigned)q->continuity_one_at_1;
    return (days == 1 || pays == 1) && mean > most ? most : mean;
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
