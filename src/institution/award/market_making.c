// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Market-making by the centre (independent sector treatment centres, wave 1 from 2003, phase 2 from
 * 2006; card C12). The department buys capacity from private operators in central contracts, where
 * waits are longest, and the boards pay.
 *
 *   where       the public services with most months of work waiting; the operator is the nearest
 *   private provider of the function
 *   volume G    share of that service's base, in sessions that open month by month after the lead
 *   time
 *   staff       the share `additional` from outside (wave 1 might not recruit the service's own),
 *   the rest like any private order
 *   paid        tariff for the cases done, and a month: premium x min(work, G) + max(0, guarantee x
 *   G - work)      take or pay
 *   end of term the Treasury buys back the residual share of the capital
 *
 * Work: what the operator does beyond its base of the start. How much of the guarantee is used
 * comes out of lists and choice. Wave 1: premium 0.122, guarantee 1; phase 2: premium -0.073 and a
 * guaranteed part. Left out: training lost, case filter (acceptance's). */
#include "institution/market/inside.h"
#include <assert.h>
#include "institution/contracts.h"

static const struct parameter market_making_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/market_making.def"
#undef PARAM
};
extern const struct parameter_table market_making_param_table;
ANSWER_TABLE(market_making);
enum {
    SCHEMES,
    SHARE,
    PREMIUM,
    GUARANTEE,
    TERM,
    LEAD,
    RAMP,
    ADDITIONAL,
    RESIDUAL
}; /* rows of the .def list */

static bool taken(const struct market *m, unsigned site, unsigned service) {
    for (unsigned k = 0; k < m->n_central; k++)
        if (m->central[k].site == site || m->central[k].service == service) return true;
    return false;
}

static int nearest_operator(const struct institutions *i, unsigned site) {
    const struct provider *const at = &i->place->providers[i->service[site].provider];
    int best = -1;
    double least = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        const struct provider *const x = &i->place->providers[i->service[s].provider];
        if (service_public(i, s) || !service_inside(i, s) ||
            i->service[s].function != i->service[site].function ||
            !(service_base(&i->service[s]) > 0.0) || taken(i->market, UINT16_MAX, s))
            continue;
        const double dx = (double)(x->x_km - at->x_km), dy = (double)(x->y_km - at->y_km),
                     d = dx * dx + dy * dy;
        if (best < 0 || d < least) {
            least = d;
            best = (int)s;
        }
    }
    return best;
}

/* The public service with most months of work waiting that no scheme stands for yet and that has an
 * operator of its function. */
static int longest_wait(const struct institutions *i, const struct world *w) {
    int best = -1;
    double most = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        const double months =
            service_public(i, s) && service_inside(i, s) ? sessions_list_months(i, w, s) : 0.0;
        if (months > most && !taken(i->market, s, UINT16_MAX) && nearest_operator(i, s) >= 0) {
            most = months;
            best = (int)s;
        }
    }
    return best;
}

/* Sessions open in equal lots over the ramp; investors bring the room. */
static void build(struct institutions *i, const double *p, unsigned site, unsigned s) {
    double sessions = 0.0;
    for (unsigned k = 0; k < KINDS; k++)
        for (unsigned n = 0; n < (unsigned)p[RAMP]; n++) {
            const double lot = p[SHARE] * i->service[site].base[k] / (double)(unsigned)p[RAMP];
            investment_place(i, s, k, lot * p[ADDITIONAL], p[LEAD] + n, true);
            investment_place(i, s, k, lot * (1.0 - p[ADDITIONAL]), p[LEAD] + n, false);
            sessions += lot;
        }
    const pence_t capital = (pence_t)(sessions * i->par.capital_per_session * 100.0 + 0.5);
    ledger_move(&i->ledger, i->investors, i->suppliers, LINE_PLANNED, REASON_CAPITAL, capital);
    i->market->central[i->market->n_central - 1u].capital = capital;
}

static void lets(struct institutions *i, const double *p, unsigned site, unsigned s) {
    struct market *const m = i->market;
    const double monthly = p[SHARE] * i->service[site].base_value * i->price_level,
                 months = 12.0 * p[TERM];
    const unsigned first = i->month + (unsigned)(p[LEAD] + p[RAMP]);
    struct award a = {.commissioner = NOBODY,
                      .incumbent = NOBODY,
                      .winner = i->service[s].provider,
                      .line = LINE_PLANNED,
                      .function = i->service[s].function,
                      .route = ROUTE_CENTRAL,
                      .end = AWARD_MADE,
                      .notice = (uint16_t)i->month,
                      .decided = (uint16_t)i->month,
                      .starts = (uint16_t)first,
                      .ends = (uint16_t)(first + (unsigned)months),
                      .price = 1.0 + p[PREMIUM],
                      .value = (pence_t)(monthly * (1.0 + p[PREMIUM]) * months),
                      .why = "capacity bought by the centre where most months of work wait"};
    m->central[m->n_central++] = (struct central){.site = (uint16_t)site,
                                                  .service = (uint16_t)s,
                                                  .first = a.starts,
                                                  .last = a.ends,
                                                  .monthly = monthly,
                                                  .premium = p[PREMIUM],
                                                  .guarantee = p[GUARANTEE],
                                                  .residual = p[RESIDUAL]};
    a.cost_commissioner = (pence_t)((double)a.value * m->par.tender_share);
    a.cost_bidders = (pence_t)(12.0 * monthly * m->par.bid_share);
    ledger_move(&i->ledger, i->treasury, i->advisers, LINE_PLANNED, REASON_BIDDING,
                a.cost_commissioner);
    market_spends(i, a.winner, LINE_PLANNED, REASON_BIDDING, a.cost_bidders);
    contracts_set(i, s, CONTRACT_OPEN);
    build(i, p, site, s);
    market_record(i, &a);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    (void)row;
    if (i->month != i->since) /* lists and services are known when the first month begins */
        return;
    for (unsigned n = 0; n < (unsigned)p[SCHEMES] && i->market->n_central < CENTRAL_MAX; n++) {
        const int site = longest_wait(i, w);
        if (site >= 0) lets(i, p, (unsigned)site, (unsigned)nearest_operator(i, (unsigned)site));
    }
}

double market_making_due(const struct central *x, double work) {
    const double premium = x->premium * (work < x->monthly ? work : x->monthly),
                 unused = x->guarantee * x->monthly - work;
    return premium + (unused > 0.0 ? unused : 0.0);
}

static void pays(struct institutions *i, struct central *x) {
    const struct service_state *const s = &i->service[x->service];
    const pence_t did =
        s->done >= x->seen ? s->done - x->seen : s->done; /* plans begin anew each year */
    const double beyond = (double)did - s->base_value * i->price_level;
    x->seen = s->done;
    const double due = market_making_due(x, beyond > 0.0 ? beyond : 0.0);
    for (unsigned c = 0; c < i->n_commissioners && i->month >= x->first; c++)
        market_pays(
            i, c, s->provider, LINE_PLANNED,
            (pence_t)(due * i->planned_share[(size_t)s->provider * i->n_commissioners + c]));
}

void market_making_month_ended(struct institutions *i) {
    struct market *const m = i->market;
    for (unsigned k = 0; k < m->n_central; k++) {
        struct central *const x = &m->central[k];
        if (i->month < x->last)
            pays(i, x);
        else if (x->capital > 0) {
            ledger_move(&i->ledger, i->treasury, i->investors, LINE_PLANNED, REASON_CAPITAL,
                        (pence_t)((double)x->capital * x->residual));
            x->capital = 0;
        }
    }
}

static void steps(const struct institutions *i, const double *p, unsigned commissioner,
                  struct market_steps *s) {
    (void)p;
    s->contracts += contracts_of(i, commissioner, true, true);
}
static void contracts(struct institutions *i, struct world *w, const double *p, unsigned month_) {
    (void)w, (void)p;
    market_keeps_planned(i, month_);
}

const struct answer_rule answer_market_making = {
    .params = &market_making_param_table, .month = month, .steps = steps, .contracts = contracts};
