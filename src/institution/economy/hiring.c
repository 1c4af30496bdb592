// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* When does a public provider hire, and when does it leave posts empty? By one rule in every
 * regime.
 *
 *   reach(p)  = smoothed margin + balance in hand / 12            the provider's own
 *             + sum over commissioners c of  spare(c) x p's share of c's public planned work
 *   spare(c)  = ( allocation + balance ) / 12 - spending (smoothed), pence a month: the year's
 *             projected surplus
 *   asks for    sessions x reach x hire gain a month, where its list is worth it: money and the
 *               list limit it, and the idle
 *   freezes     posts (freeze rate) while margin + what is bought lies below the target less the
 *               tolerance; the target is nought unless a regulator rates it, and an order may
 *               forbid it (oversight/)
 *
 * all as shares of p's base income. Whether money lies with the commissioner (a price a case) or
 * with the provider (one budget) it reaches the same posts. What commissioners buy is paid through
 * the payment in force: by the case, or, as far as a term pays fixed sums, by a sum beside them at
 * the price of the sessions' work (budgets_buy). The idle limit all of it: money that finds nobody
 * idle stays where it is and shows in the balances. A debt carried is left to the answer about
 * failure. Left out: fixed-term posts for money of one year. */
#include "institution/state.h"

static double public_planned(const struct institutions *i, unsigned c) {
    double sum = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (!i->provider[p].open_market)
            sum +=
                i->provider[p].base_planned * i->planned_share[(size_t)p * i->n_commissioners + c];
    return sum;
}

/* Pence a month of each provider's commissioners that it could earn with more sessions; into reach
 * for now. */
static void spread(struct institutions *i) {
    for (unsigned p = 0; p < i->place->n_providers; p++)
        i->provider[p].reach = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double all = public_planned(i, c), spare = budgets_spare(i, c);
        for (unsigned p = 0; p < i->place->n_providers && all > 0.0; p++)
            if (!i->provider[p].open_market)
                i->provider[p].reach += spare * i->provider[p].base_planned *
                                        i->planned_share[(size_t)p * i->n_commissioners + c] / all;
    }
}

static void judge(struct institutions *i, unsigned provider) {
    struct provider_state *const p = &i->provider[provider];
    const double base = (p->base_planned + p->base_urgent) * i->price_level;
    const double in_hand = (double)(ledger_balance(&i->ledger, p->account) - p->loan);
    if (!(base > 0.0))
        return;
    const double bought = p->reach / base,
                 own = p->margin + (in_hand > 0.0 ? in_hand / 12.0 / base : 0.0);
    p->reach = own + bought;
    p->bought_share = bought > 0.0 ? bought / (bought + (own > 0.0 ? own : 0.0)) : 0.0;
    const double result = p->margin + (bought > 0.0 ? bought : 0.0);
    const bool deficit = !p->kept_open && result < p->target - i->par.margin_tolerance &&
                         i->month >= (unsigned)i->par.margin_smoothing;
    if (deficit && !p->frozen)
        records_add(i, provider, Q_PAYMENT, 0, "posts frozen",
                    "smoothed margin %.1f%% of base income", 100.0 * p->margin);
    p->frozen = deficit;
    p->depth = deficit ? (p->target - result) / i->par.freeze_full_at : 0.0;
    p->depth = p->depth > 1.0 ? 1.0 : p->depth;
}

/* Leavers are not replaced: the service loses, the idle gain. */
static void freeze(struct institutions *i, unsigned s, double depth) {
    struct service_state *const x = &i->service[s];
    struct provider_state *const p = &i->provider[x->provider];
    /* of the posts that commissioners bought as many leave as of others: their sum ends with the
     * year */
    if (p->base_planned > 0.0)
        p->bought *= 1.0 - x->base_value / p->base_planned * i->par.freeze_rate * depth;
    for (unsigned k = 0; k < KINDS; k++) {
        const double gone = x->held[k] * i->par.freeze_rate * depth;
        x->held[k] -= gone;
        i->idle[x->function][k] += gone;
    }
}

static void ask(struct institutions *i, const struct world *w, unsigned s) {
    const struct service_state *const x = &i->service[s];
    const struct provider_state *const p = &i->provider[x->provider];
    double *const wanted = i->wanted + (size_t)s * KINDS;
    wanted[SESSION_CLINIC] = wanted[SESSION_THEATRE] = 0.0;
    if (!service_public(i, s) || !service_inside(i, s) || x->contract == CONTRACT_ENDED)
        return;
    if (p->frozen) {
        freeze(i, s, p->depth);
        return;
    }
    const double rate = p->reach * i->par.hire_gain;
    if (rate > 0.0 && sessions_list_months(i, w, s) >= i->par.list_worth_hiring &&
        !p->administration_until)
        for (unsigned k = 0; k < KINDS; k++)
            wanted[k] = x->held[k] * rate;
}

void hiring_ask(struct institutions *i, const struct world *w) {
    spread(i);
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (!i->provider[p].open_market)
            judge(i, p);
    for (unsigned s = 0; s < i->n_services; s++)
        ask(i, w, s);
}

void hiring_done(struct institutions *i, unsigned service, double sessions) {
    const struct service_state *const x = &i->service[service];
    if (service_base(x) > 0.0)
        i->provider[x->provider].buying +=
            x->base_value * sessions / service_base(x) * i->provider[x->provider].bought_share;
}
