// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What care costs the provider, posted at each month's end to the account "staff" (all inputs):
 *
 *   planned = fixed share x base + step share x base / base sessions x sessions x price of a
 *             session
 *             + sum over cases of unit cost x ( variable share + complexity - 1 )
 *   urgent  = (1 - variable share) x base x growth of need + variable share x unit cost x
 *           complexity
 *             + what nurses and doctors cost above the start's (workforce/shifts.c)
 *
 * and rooms leased from private owners, and extra sessions at their premium (overtime.c). A case of
 * mean complexity costs its unit cost in full; what makes it simpler or harder falls on the
 * variable part, so that a provider of simple cases is cheaper whoever owns it. Lines without an
 * organisation (general practice, ambulance, ...) spend what they get. A private provider's surplus
 * goes to its investors; a public one's stays. A charge for a privately financed building is posted
 * apart (estate/estate.c), and so is what it took of the published costs. What a provider saves by
 * programmes of its own (cost_improvement.c) comes off all of it but what its staff cost above the
 * start's, extra sessions, charges, and rent and running of leased rooms. Left out: cash and loans
 * of private firms. */
#include "care/planned.h"
#include "institution/estate/estate.h"
#include "institution/state.h"
#include "institution/workforce/workforce.h"

pence_t costs_of_case(const struct institutions *i, const struct activity *a, unsigned provider,
                      unsigned key, int64_t hundredths) {
    const bool planned = (unsigned)a->currency < PLANNED_CURRENCIES;
    const double complexity = (double)a->complexity;
    const double share =
        planned ? 1.0 - i->par.planned_fixed_share - i->par.planned_step_share + complexity - 1.0
                : i->par.urgent_variable_share * complexity;
    const double pence = i->unit_cost[key] * i->provider[provider].market_forces *
                         (share > 0.02 ? share : 0.02) * (double)hundredths;
    return (pence_t)(pence + 0.5);
}

static double planned_step(const struct institutions *i, unsigned p) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        const struct service_state *const x = &i->service[s];
        if (x->provider == p && service_base(x) > 0.0)
            sum +=
                x->base_value * service_held(x) / service_base(x) * i->session_price[x->function];
    }
    return sum * i->par.planned_step_share;
}

static double planned_fixed(const struct institutions *i, unsigned p) {
    double sum = 0.0; /* buildings of an ended or shrinking contract are let go with it */
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == p && i->service[s].contract != CONTRACT_ENDED)
            sum += i->service[s].base_value * i->service[s].rundown + i->service[s].taken_in;
    /* published costs hold what a provider spends on being paid today; that is posted apart
     * (administration.c) */
    const double fixed = sum * i->par.planned_fixed_share - i->provider[p].administration;
    return fixed > 0.0 ? fixed : 0.0;
}

static void spend(struct institutions *i, struct provider_state *x, unsigned line, double pence) {
    const pence_t whole = pence > 0.0 ? (pence_t)(pence + 0.5) : 0;
    ledger_move(&i->ledger, x->account, i->staff, (uint8_t)line, REASON_CARE_COST, whole);
    x->cost += whole;
}

/* Rooms beyond those of the start, leased from private owners or built by a firm that grew: their
 * running follows the fixed share as growth does, and whoever built them gets the yearly charge on
 * what the room would cost to build; the terms on which firms decide (investment.c). */
static double more_rooms(const struct institutions *i, unsigned p, double *running) {
    double sessions = 0.0;
    for (unsigned s = 0; s < i->n_services; s++) {
        const struct service_state *const x = &i->service[s];
        const double more = i->provider[p].open_market
                                ? service_held(x) - service_base(x)
                                : x->leased[SESSION_CLINIC] + x->leased[SESSION_THEATRE];
        if (x->provider != p || !service_inside(i, s) || !(more > 0.0) || !(service_base(x) > 0.0))
            continue;
        sessions += more;
        *running += x->base_value * more / service_base(x) * i->par.planned_fixed_share *
                    i->par.growth_fixed_share;
    }
    return sessions * i->par.capital_per_session * i->par.capital_charge * 100.0 / 12.0;
}

static void pay_rent(struct institutions *i, struct provider_state *x, unsigned p) {
    double running = 0.0;
    const pence_t rent = (pence_t)(more_rooms(i, p, &running) * i->price_level + 0.5);
    if (rent == 0)
        return;
    spend(i, x, LINE_PLANNED, running * i->price_level);
    ledger_move(&i->ledger, x->account, i->investors, LINE_PLANNED, REASON_CAPITAL, rent);
    x->cost += rent;
}

static void organisation(struct institutions *i, unsigned p) {
    struct provider_state *const x = &i->provider[p];
    const double ratio = cost_improvement_ratio(i, p), needs = (1.0 - x->saving) * ratio;
    const double lean = (x->open_market ? 1.0 - i->par.private_efficiency : 1.0) * needs;
    const double own = lean * (planned_fixed(i, p) + planned_step(i, p)) * i->price_level;
    /* the rest is the wards' */
    const double relief = estate_relief(i, p) * i->price_level,
                 of_planned = relief < own ? relief : own;
    spend(i, x, LINE_PLANNED, own - of_planned);
    estate_charges(i, p);
    pay_rent(i, x, p);
    const double urgent = needs * x->base_urgent * (1.0 - i->par.urgent_variable_share) *
                          i->price_level * budgets_urgent_growth(i);
    spend(i, x, LINE_EMERGENCY, urgent + workforce_cost(i, p) - (relief - of_planned));
    spend(i, x, LINE_PLANNED, lean * (double)x->variable_cost);
    x->improved_month =
        (own + urgent + lean * (double)x->variable_cost) * (1.0 / ratio - 1.0);
    const double base = (x->base_planned + x->base_urgent) * i->price_level;
    const double margin = base > 0.0 ? (double)(x->income - x->cost - x->repaid) / base : 0.0;
    x->repaid = 0;
    x->margin += (margin - x->margin) / i->par.margin_smoothing;
    if (x->open_market && ledger_balance(&i->ledger, x->account) > 0)
        ledger_move(&i->ledger, x->account, i->investors, LINE_PLANNED, REASON_PROFIT,
                    ledger_balance(&i->ledger, x->account));
}

static void case_mix(struct institutions *i) {
    for (unsigned s = 0; s < i->n_services; s++) {
        struct service_state *const x = &i->service[s];
        if (x->cases > 0.0)
            x->complexity +=
                (x->complexity_sum / x->cases - x->complexity) / i->par.case_mix_smoothing;
        x->complexity_sum = x->cases = 0.0;
    }
}

void costs_month_ended(struct institutions *i) {
    case_mix(i);
    for (unsigned p = 0; p < i->n_providers; p++) {
        struct provider_state *const x = &i->provider[p];
        if (x->synthetic) {
            const pence_t got = ledger_balance(&i->ledger, x->account);
            if (got > 0 && p < line_provider(i, LINE_COUNT))
                spend(i, x, p - i->place->n_providers, (double)got);
        } else {
            organisation(i, p);
        }
        x->year_income += x->income;
        x->year_cost += x->cost;
        x->paid_month = x->income;
        x->income = x->cost = x->variable_cost = 0;
    }
}

void costs_of_private_care(struct institutions *i, const struct world *w) {
    const double *p;
    const struct answer_rule *const rule = rule_for_all(i, Q_ENTITLEMENT, LINE_PLANNED, &p);
    for (unsigned s = 0; s < i->n_services; s++) {
        const uint32_t n = planned_counts(w, s)->private_exits;
        const pence_t price =
            (pence_t)(100.0 * rule->private_price(i, p, UINT32_MAX, i->service[s].function) + 0.5);
        if (n > 0) /* persons stand for their insurers too: counts do not tell them apart */
            ledger_move(&i->ledger, i->persons, i->staff, LINE_PLANNED, REASON_PRIVATE,
                        price * (pence_t)n);
    }
}
