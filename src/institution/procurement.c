// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What boards get wrong when they are reorganised (card C29). Posts that are cut take with them who
 * knew the providers and the contracts; posts that lie empty leave invoices unread.
 *
 *   forgets      = procurement_error x least(1, posts cut / posts cut in 2012), for memory_months;
 *                  of two cuts that overlap the greater counts
 *   posts cut    = share of posts lost in a transition (transition.c: 1 - passing, where bodies
 *                  close), or that a cap on running costs leaves unpaid once the reform that brings
 *                  it has begun (national_board.c)
 *   missed       = (1 - rho) x (1 + forgets), at most 1: of what separates bidders, what a board
 *                  that reads their papers does not see; the same of what it sees of a holder
 *   unread       = 1 - capability x staffed / (1 + forgets)
 *   paid wrongly = unread x payment_leak x what the month's cases brought, to whoever did them
 *
 * Nobody gives it back. Where nobody is reorganised, no post lies empty and no cap bites, all are
 * nought. Sources: card C29 for the error and its two years, a judgement; payment_leak is a
 * writer's estimate of what was wasted in 2013, when new commissioners might not check invoices
 * against patients' records. Left out: sums underpaid, fraud, fixed sums agreed too high. */
#include "institution/procurement.h"
#include "institution/market/market.h"

void procurement_posts_cut(struct institutions *i, unsigned c, double share) {
    const struct transition_params *const t = &i->change;
    struct commissioner_state *const x = &i->commissioner[c];
    if (share <= 0.0 || i->world->circumstances.transition < 0.5) return;
    const double as_2012 = 1.0 - t->passing,
                 forgets = t->procurement_error * (share < as_2012 ? share / as_2012 : 1.0);
    if (forgets < procurement_forgets(i, c)) return;
    x->forgets = forgets;
    x->forgets_until = (uint16_t)(i->month + (unsigned)t->memory_months);
}

double procurement_forgets(const struct institutions *i, unsigned c) {
    const struct commissioner_state *const x = &i->commissioner[c];
    return i->month < x->forgets_until ? x->forgets : 0.0;
}

double procurement_rho(const struct institutions *i, unsigned c, double rho) {
    const double forgets = procurement_forgets(i, c);
    if (!(forgets > 0.0)) return rho;
    const double missed = (1.0 - rho) * (1.0 + forgets);
    return missed < 1.0 ? 1.0 - missed : 0.0;
}

double procurement_unread(const struct institutions *i, unsigned c) {
    return 1.0 - transition_capability(i) * (1.0 - i->commissioner[c].unstaffed) /
                     (1.0 + procurement_forgets(i, c));
}

/* Of what a provider's cases brought last month, what nobody noticed was not due. */
static void overpays(struct institutions *i, unsigned p, double planned, double urgent) {
    const double leak = i->change.payment_leak;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const size_t at = (size_t)p * i->n_commissioners + c;
        const double unread = procurement_unread(i, c),
                     cases = planned * i->planned_share[at] + urgent * i->urgent_share[at];
        const pence_t pence = (pence_t)(unread * leak * cases + 0.5);
        if (pence <= 0) continue;
        market_pays(i, c, p, LINE_PLANNED, pence);
        i->paid_wrongly += i->place->commissioners[c].inside ? pence : 0;
    }
}

void procurement_month(struct institutions *i) {
    i->paid_wrongly = 0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        struct provider_state *const x = &i->provider[p];
        overpays(i, p, x->paid_planned - x->read_planned, x->paid_urgent - x->read_urgent);
        x->read_planned = x->paid_planned;
        x->read_urgent = x->paid_urgent;
    }
}
