// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What institutions know of a month that statistics publish, for whoever measures: of one provider,
 * or of the place. */
#include "institution/figures.h"

#include "institution/chance.h"
#include "institution/funding/personal_budgets.h"
#include "institution/market/market.h"
#include <math.h>

/* Sessions a month of the place's pool that a provider holds. */
static double sessions_of(const struct institutions *i, unsigned p) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        for (unsigned k = 0; k < KINDS; k++)
            if (i->service[s].provider == p && service_inside(i, s)) sum += i->service[s].held[k];
    return sum;
}

static double of_place(const struct institutions *i, const struct world *w, enum figure what) {
    return what == FIGURE_SESSIONS_IDLE  ? sessions_idle(i)
           : what == FIGURE_FIT_MISSED   ? market_missed(i)
           : what == FIGURE_PAID_WRONGLY ? (double)i->paid_wrongly
           : what >= FIGURE_BUDGET_HOLDERS ? personal_budgets_figure(i, what)
                                           : chance_figure(i, w, what);
}

static double figure_of(const struct institutions *i, enum figure what, unsigned p) {
    const struct provider_state *const x = &i->provider[p];
    switch (what) {
    case FIGURE_CARE_DELIVERED: return x->value_planned + x->value_urgent - x->value_before;
    case FIGURE_PRIVATE_INCOME: return x->open_market ? (double)x->paid_month : 0.0;
    case FIGURE_COMMUNITY_INCOME: return market_community(i, p) ? (double)x->paid_month : 0.0;
    case FIGURE_SESSIONS: return sessions_of(i, p);
    case FIGURE_SESSIONS_PRIVATE: return x->open_market ? sessions_of(i, p) : 0.0;
    case FIGURE_COST_IMPROVEMENT: return x->improved_month;
    default: break;
    }
    return NAN;
}

double figures_of(const void *inst, const struct world *w, enum figure what, uint16_t provider) {
    const struct institutions *const i = inst;
    double sum = 0.0;
    if (what >= FIGURE_SESSIONS_IDLE)
        return provider < i->n_providers ? NAN : of_place(i, w, what);
    if (provider < i->n_providers)
        return figure_of(i, what, provider);
    if (what == FIGURE_SESSIONS)
        sum = sessions_idle(i);
    for (unsigned p = 0; p < i->n_providers; p++)
        sum += figure_of(i, what, p);
    return sum;
}
