// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The exit of a franchise (Hinchingbrooke 2012 to 2015; card C18). The award answer lets the management of a public provider (provider_state:
 * franchised, franchise_cap, franchise_ends); staff, buildings and liabilities stay public. This is what follows for it:
 *
 *   deficit of the year      the operator pays it in, until its losses in all reach the cap
 *   surplus of the year      to the operator in slices; the rest pays back what the provider was lent
 *   each month               it stays if the present worth of its part of the surpluses that it expects, less what it may still
 *                            lose, is above nought; above the cap either side may end it: it goes after the notice
 *
 * It expects today's yearly result to improve by its own estimate each year: the estimate is the optimism. Providers
 * without an operator: as under brokerage's absence, frozen posts alone. Left out: the public side's wish to end it. */
#include "institution/failure/failure.h"
#include <assert.h>

static const struct parameter franchise_exit_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/failure/franchise_exit.def"
#undef PARAM
};
extern const struct parameter_table franchise_exit_param_table;
ANSWER_TABLE(franchise_exit);
enum { FIRST, SECOND, THIRD, PART_FIRST, PART_SECOND, PART_THIRD, RATE, IMPROVEMENT, NOTICE }; /* rows of the .def list */

double franchise_share(const double *p, double surplus) {
    const double limit[4] = {0.0, 100.0 * p[FIRST], 100.0 * p[SECOND], 100.0 * p[THIRD]}, part[3] = {p[PART_FIRST], p[PART_SECOND], p[PART_THIRD]};
    double sum = 0.0;
    for (unsigned k = 0; k < 3; k++) {
        const double within = surplus < limit[k + 1] ? surplus : limit[k + 1];
        sum += within > limit[k] ? part[k] * (within - limit[k]) : 0.0;
    }
    return sum;
}

double franchise_worth(const double *p, double result, double improvement, double cap_left, double years) {
    double worth = 0.0, left = cap_left;
    for (unsigned y = 0; (double)y < years; y++) {
        const double r = result + improvement * (double)y, discount = real_pow(1.0 + p[RATE], -(double)y);
        const double loss = r < 0.0 ? (-r < left ? -r : left) : 0.0;
        left -= loss;
        worth += discount * (franchise_share(p, r) - loss);
    }
    return worth;
}

/* The operator pays in what the year has lost so far and it has not yet paid. */
static void bear(struct institutions *i, struct provider_state *x) {
    const double lost = (double)(x->year_cost - x->year_income), room = x->franchise_cap - x->franchise_loss;
    const double pence = lost < room ? lost : room;
    if (!(pence >= 1.0))
        return;
    ledger_move(&i->ledger, i->investors, x->account, LINE_PLANNED, REASON_DEFICIT_SUPPORT, (pence_t)pence);
    x->franchise_loss += (double)(pence_t)pence;
    x->year_income += (pence_t)pence;
}

static void year_closed(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    const double surplus = (double)(x->year_income - x->year_cost);
    (void)w;
    if (!x->franchised || surplus <= 0.0)
        return;
    const pence_t part = (pence_t)franchise_share(p, surplus), rest = (pence_t)surplus - part, back = rest < x->loan ? rest : x->loan;
    ledger_move(&i->ledger, x->account, i->investors, LINE_PLANNED, REASON_PROFIT, part);
    ledger_move(&i->ledger, x->account, i->treasury, LINE_PLANNED, REASON_DEFICIT_SUPPORT, back);
    x->loan -= back;
    records_add(i, provider, Q_FAILURE, part, "franchise year", "surplus of %.2f million: %.2f to the operator, %.2f pays back debt", surplus / 1e8,
                (double)part / 1e8, (double)back / 1e8);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned provider) {
    struct provider_state *const x = &i->provider[provider];
    (void)w;
    if (!x->franchised)
        return;
    if (x->exits ? i->month + 1u >= x->exits : i->month >= x->franchise_ends) {
        records_add(i, provider, Q_FAILURE, (pence_t)x->franchise_loss, "franchise ended", "%s after %u months; the operator lost %.2f million in all",
                    x->exits ? "walked away" : "term over", i->month + 1u - x->franchised, x->franchise_loss / 1e8);
        x->franchised = x->exits = 0;
        return;
    }
    bear(i, x);
    const double base = 12.0 * (x->base_planned + x->base_urgent) * i->price_level;
    const double cap_left = x->franchise_cap - x->franchise_loss, years = (x->franchise_ends - i->month) / 12.0;
    const double worth = franchise_worth(p, x->margin * base, p[IMPROVEMENT] * base, cap_left > 0.0 ? cap_left : 0.0, years);
    if (x->exits || i->month < x->franchised - 1u + (unsigned)i->par.margin_smoothing || (worth > 0.0 && cap_left > 0.0))
        return;
    x->exits = (uint16_t)(i->month + (unsigned)p[NOTICE] + 1u);
    records_add(i, provider, Q_FAILURE, (pence_t)x->franchise_loss, "franchise given notice", "%s: worth %.2f million over %.1f years, %.2f of the cap left",
                cap_left > 0.0 ? "not worth staying" : "losses at the cap", worth / 1e8, years, cap_left / 1e8);
}

const struct answer_rule answer_franchise_exit = {.params = &franchise_exit_param_table, .year_closed = year_closed, .failing_month = month};
