// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Extra sessions that public providers buy from their own staff, evenings and weekends:
 * waiting-list initiatives and insourcing. By one rule in every regime; it is where money goes that
 * finds nobody idle to hire.
 *
 *   overtime share(p) += hire gain x reach(p) / dearness of p's planned work, a month,
 *                      between 0 and overtime_most;  = 0 while posts are frozen
 *   extra sessions     = overtime share x sessions held, in services whose list is at least
 *                      overtime_list months and whom neither plan nor brake holds back
 *   premium            = step share x (overtime price - 1) of the value of a session, beside its
 *                      ordinary cost
 *
 * reach is what hiring.c makes it: the provider's own surplus and what its commissioners have over,
 * as share of its income; it falls as the sessions are paid, so that the share settles where the
 * money ends. Today's overtime stands in today's sessions. The part that commissioners' money bears
 * is paid as a sum as far as the term pays no cases. Sources: consultants' extra work at up to four
 * times their normal rate, its sum near a pound in eight of their pay (BBC 2024); the rest of a
 * team at time and a half. Left out: agency staff, tired staff, private providers' overtime,
 * outsourcing by commissioners. */
#include "institution/state.h"

/* extra work, pence a month */
static double value_of(const struct institutions *i, const struct service_state *x) {
    return x->base_value * i->price_level * x->overtime * service_held(x) / service_base(x);
}

/* The share of a provider's planned work done again: grows while there is money within reach, falls
 * without. */
static void settle(struct institutions *i, unsigned p) {
    struct provider_state *const x = &i->provider[p];
    const double all = x->base_planned + x->base_urgent;
    if (!(x->base_planned > 0.0) || i->month < (unsigned)i->par.margin_smoothing)
        return;
    const double dear = 1.0 + i->par.planned_step_share * (i->par.overtime_price - 1.0);
    const double wanted = x->overtime + i->par.hire_gain * x->reach * all / x->base_planned / dear;
    x->overtime = wanted < 0.0 || x->frozen       ? 0.0
                  : wanted < i->par.overtime_most ? wanted
                                                  : i->par.overtime_most;
}

/* Commissioners' part: what the term does not pay by the case, and the premium. */
static void bought(struct institutions *i, unsigned p, double value, double premium) {
    struct provider_state *const x = &i->provider[p];
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const struct terms *const t =
            &i->term[i->term_of[row_in_force(i, Q_PAYMENT, c, LINE_PLANNED)][x->open_market]].t;
        const double share = x->bought_share * i->planned_share[(size_t)p * i->n_commissioners + c];
        const pence_t pence =
            t->from_what_is_left ? 0 : (pence_t)(share * (value * (1.0 - t->variable) + premium));
        if (pence <= 0)
            continue;
        budgets_spend(i, c, x->account, LINE_PLANNED, REASON_CARE, pence);
        x->income += pence;
        x->folded += pence;
    }
}

static void work(struct institutions *i, const struct world *w, unsigned s) {
    struct service_state *const x = &i->service[s];
    struct provider_state *const p = &i->provider[x->provider];
    const bool long_list =
        sessions_wanted(i, s) && sessions_list_months(i, w, s) >= i->par.overtime_list;
    x->overtime = long_list && service_public(i, s) && service_inside(i, s) ? p->overtime : 0.0;
    if (!(x->overtime > 0.0))
        return;
    const double value = value_of(i, x), cost = value * i->par.planned_step_share;
    const pence_t ordinary = (pence_t)(cost * i->session_price[x->function]);
    const pence_t premium = (pence_t)(cost * (i->par.overtime_price - 1.0));
    ledger_move(&i->ledger, p->account, i->staff, LINE_PLANNED, REASON_CARE_COST, ordinary);
    ledger_move(&i->ledger, p->account, i->staff, LINE_PLANNED, REASON_AGENCY_PREMIUM, premium);
    p->cost += ordinary + premium;
    i->overtime_year += x->overtime * service_held(x);
    bought(i, x->provider, value, (double)premium);
}

void overtime_month(struct institutions *i, const struct world *w) {
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (!i->provider[p].open_market && !i->place->providers[p].outside)
            settle(i, p);
    for (unsigned s = 0; s < i->n_services; s++)
        work(i, w, s);
}
