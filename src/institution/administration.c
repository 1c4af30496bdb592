// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What running the arrangements costs: the sum of steps, each counted and each with its unit cost.
 *
 *   a year of a commissioner = planning x people + contracts x contract + agreements x agreement
 *     + expected awards (notices x notice) + (if anything is paid by the case) the cost of paying
 *     by the case
 *   a month of invoices = priced lines x cost of a line, at the payer and at the provider
 *
 * The award answer says how many steps a year has; the payment answer says what is priced by the
 * case; the oversight answer who needs a licence. Awards are planned for as expected (budgets set
 * that much aside) and posted as they happen, by the room that carries them (market/). Money not
 * needed here stays with the commissioner and can be spent on care.
 *
 *   cap: where the funding answer has one, planning, contracts and invoices together get at most
 *   people x cap - awards; all are cut alike, and the work that they did not pay for
 *     takes longer (awards in the commissioner's own stages: months / staffed)
 *     is done worse (what scores tell of a bidder: rho x staffed; an overspend is answered that
 *     much slower)
 *   staffed = what is paid / what was asked for
 *
 * No share of spending is set by hand; unit costs that were put in are accounting, not findings.
 * Left out: redundancy for posts that a cap ends within a regime. */
#include "institution/contracts.h"
#include "institution/oversight/licences.h"

static const struct parameter administration_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/administration.def"
#undef PARAM
};
PARAMETER_TABLE(administration);

static struct market_steps steps_of(const struct institutions *i, unsigned c) {
    struct market_steps s = {0};
    const unsigned row = row_in_force(i, Q_AWARD, c, LINE_PLANNED);
    const struct answer_rule *const rule = rule_in_row(i, row);
    if (rule->steps)
        rule->steps(i, i->value[row], c, &s);
    return s;
}

static bool pays_by_case(const struct institutions *i, unsigned c, bool private_) {
    for (unsigned l = 0; l < LINE_COUNT; l++)
        if (l != LINE_SOCIAL_CARE &&
            i->term[i->term_of[row_in_force(i, Q_PAYMENT, c, l)][private_]].t.variable > 0.0)
            return true;
    return false;
}

/* Priced lines a month that a commissioner is expected to pay for, under the answers in force. */
static double expected_lines(const struct institutions *i, unsigned c) {
    double sum = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct provider_state *const x = &i->provider[p];
        const size_t at = (size_t)p * i->n_commissioners + c;
        const double share = x->base_urgent > 0.0
                                 ? 0.5 * (i->planned_share[at] + i->urgent_share[at])
                                 : i->planned_share[at];
        const unsigned row = row_in_force(i, Q_PAYMENT, c, LINE_PLANNED);
        if (i->term[i->term_of[row][x->open_market]].t.variable > 0.0 && contracts_works(i, p))
            sum += x->lines * share;
    }
    return sum;
}

struct yearly { double planning, contracting, awards, invoicing, lines; };

static struct yearly asked(const struct institutions *i, unsigned c) {
    const struct administration_params *const a = &i->admin;
    const struct market_steps s = steps_of(i, c);
    const bool cases = pays_by_case(i, c, false) || contracts_of(i, c, false, true) > 0;
    /* a whole commissioner, not a fringe of one */
    const double big = i->commissioner[c].people > 0.0 ? 1.0 : 0.0;
    return (struct yearly){.planning = a->planning_per_head * i->commissioner[c].people,
                           .contracting =
                               s.contracts * a->contract_year + s.agreements * a->agreement_year,
                           .awards = s.notices * a->notice + s.tenders * a->tender_commissioner,
                           .invoicing = cases ? big * a->case_payment_body : 0.0,
                           .lines = 12.0 * expected_lines(i, c) * a->invoice_line};
}

double administration_within(double cap, double awards, double other) {
    const double left = cap - awards;
    return other <= 0.0 || left >= other ? 1.0 : left > 0.0 ? left / other : 0.0;
}

static double within(const struct institutions *i, unsigned c, const struct yearly *y) {
    const unsigned row = row_in_force(i, Q_FUNDING, c, LINE_PLANNED);
    const struct answer_rule *const rule = rule_in_row(i, row);
    /* of a neighbour the place holds a fringe of the people and the whole of some costs: no cap */
    const double cap = rule->running_cost_cap && i->place->commissioners[c].inside
                           ? rule->running_cost_cap(i->value[row]) * i->commissioner[c].people
                           : 0.0;
    return cap > 0.0 ? administration_within(cap, y->awards, y->planning + y->contracting +
                                                                  y->invoicing + y->lines)
                     : 1.0;
}

double administration_staffed(const struct institutions *i, unsigned c) {
    const struct yearly y = asked(i, c);
    return within(i, c, &y);
}

static struct yearly yearly(const struct institutions *i, unsigned c) {
    struct yearly y = asked(i, c);
    const double part = within(i, c, &y);
    y.planning *= part;
    y.contracting *= part;
    y.invoicing *= part;
    y.lines *= part;
    return y;
}

pence_t administration_year(const struct institutions *i, unsigned c) {
    const struct yearly y = yearly(i, c);
    return (pence_t)(100.0 * (y.planning + y.contracting + y.awards + y.invoicing + y.lines) + 0.5);
}

static pence_t month_of(double pounds_a_year) {
    return (pence_t)(pounds_a_year * 100.0 / 12.0 + 0.5);
}

static void commissioner_month(struct institutions *i, unsigned c) {
    const struct yearly y = yearly(i, c);
    const account_id to = i->staff;
    const double staffed = administration_staffed(i, c);
    budgets_spend(i, c, to, LINE_PLANNED, REASON_COMMISSIONING, month_of(y.planning));
    budgets_spend(i, c, to, LINE_PLANNED, REASON_CONTRACTING, month_of(y.contracting));
    budgets_spend(i, c, to, LINE_PLANNED, REASON_INVOICING,
                  month_of(y.invoicing) +
                      (pence_t)((double)i->lines_for[c] * i->admin.invoice_line * staffed *
                                100.0 +
                            0.5));
    i->commissioner[c].administration = administration_year(i, c);
    i->lines_for[c] = 0;
    i->commissioner[c].unstaffed = 1.0 - staffed;
}

static void provider_spends(struct institutions *i, unsigned p, enum ledger_reason r,
                            pence_t pence) {
    ledger_move(&i->ledger, i->provider[p].account, i->staff, LINE_PLANNED, r, pence);
    i->provider[p].cost += pence;
}

/* Applications are of the place's providers with work of their own: a walk-in door's is the
 * holder's of urgent treatment, whose door it is. */
static bool applies(const struct institutions *i, unsigned p) {
    return !i->place->providers[p].outside &&
           (i->provider[p].base_planned > 0.0 || i->provider[p].base_urgent > 0.0);
}

static unsigned applicants(const struct institutions *i) {
    unsigned n = 0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        n += applies(i, p);
    return n;
}

/* Pounds a year of a provider's licence, if it needs one (oversight/licences.c). */
static double licence_year(const struct institutions *i, unsigned p) {
    const bool elsewhere = p < i->place->n_providers && i->place->providers[p].outside;
    return !elsewhere && licences_needed(i, p) ? i->admin.licence_year : 0.0;
}

static void provider_month(struct institutions *i, unsigned p) {
    const bool cases = i->lines_of[p] > 0;
    const pence_t lines = (pence_t)((double)i->lines_of[p] * i->admin.invoice_line * 100.0 + 0.5);
    provider_spends(i, p, REASON_INVOICING,
                    lines + (cases && i->provider[p].base_urgent > 0.0
                                 ? month_of(i->admin.case_payment_body)
                                 : 0));
}

/* What all commissioners' awards ask of providers in a year. */
static double applications_of_all(const struct institutions *i) {
    double all = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        all += steps_of(i, c).applications;
    return all;
}

double administration_of_provider(const struct institutions *i, unsigned p) {
    const struct administration_params *const a = &i->admin;
    const double invoices = 12.0 * i->provider[p].lines * a->invoice_line +
                            (i->provider[p].base_urgent > 0.0 ? a->case_payment_body : 0.0);
    const double steps =
        applies(i, p) ? applications_of_all(i) * a->application / applicants(i) : 0.0;
    return 100.0 / 12.0 * (invoices + steps + licence_year(i, p));
}

void administration_month(struct institutions *i) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        commissioner_month(i, c);
    for (unsigned p = 0; p < i->n_providers; p++) {
        if (p < i->place->n_providers)
            provider_month(i, p);
        const pence_t licence = month_of(licence_year(i, p));
        if (licence > 0)
            provider_spends(i, p, REASON_CONTRACTING, licence);
        i->lines_of[p] = 0;
    }
}
