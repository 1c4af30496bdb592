// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The months of a contract with a firm: what it spends, earns and loses, and when it gives the work
 * back (card C8).
 *
 *   can pay  = price x (1 - margin wanted)                            ratio to the base of the line
 *   spends   = need                                                   where it can pay for the
 *   whole service
 *            = need - left_undone x (need - can pay)                  else: the share is left
 *            unfilled, the rest is its loss
 *   money    = spends / need                                          what staff there can be,
 *   relative to need
 *   loss    += base x (spends - price)                                never below nought
 *   hands back when the loss passes what its kind bears of a year's value, or the margin has lain
 *   below the floor for the stated
 *   months; after its notice the public body steps in at a premium and a new award begins when that
 *   term ends
 *
 * The line's public body spends what it gets; what it shared with lines that it has lost stays with
 * it for some months, and lies on the money of the lines that it still holds. A firm's overdraft is
 * its owners'. Left out: fines, bonuses, bankruptcy. */
#include "institution/market/inside.h"

double holder_spends(const struct institutions *i, const struct line_contract *x) {
    const int k = firm_of(i, x->holder);
    if (k < 0) return x->price;
    const double can = x->price * (1.0 - i->market->kind[i->market->firm[k].kind].margin_wanted);
    return can >= x->need ? x->need : x->need - i->market->par.left_undone * (x->need - can);
}

static double income_of(const struct institutions *i,
                        unsigned provider) { /* pence a month from lines by the head */
    double sum = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++)
            if (market_holder(i, c, l) == provider)
                sum += market_value(i, c, l) / 12.0 * market_price(i, c, l) *
                       (1.0 + i->commissioner[c].mandate[l]);
    return sum;
}

double market_money(const struct institutions *i, unsigned c, unsigned l) {
    const struct market *const m = i->market;
    const struct line_contract *const x = &m->line[c * LINE_COUNT + l];
    if (firm_of(i, x->holder) >= 0) return holder_spends(i, x) / x->need;
    const double price = (x->stepped_in ? x->price / (1.0 + m->par.step_in_premium) : x->price) *
                         (1.0 + i->commissioner[c].mandate[l]);
    if (!(m->burden[x->holder] > 0.0)) return price;
    const double income = income_of(i, x->holder),
                 left = income > 0.0 ? 1.0 - m->burden[x->holder] / income : 1.0;
    return price * (left > 0.0 ? left : 0.0);
}

static void gives_notice(struct institutions *i, unsigned c, unsigned l, const char *why) {
    struct line_contract *const x = market_line(i, c, l);
    x->handed_back = (uint16_t)(i->month + (unsigned)i->market->par.months_notice);
    records_add(i, x->holder, Q_AWARD, (pence_t)x->loss, "contract handed back",
                "%s of %s: %s; leaves in %.0f months", line_word(l),
                i->account_name[i->commissioner[c].account.i], why, i->market->par.months_notice);
}

static void month_of_firm(struct institutions *i, unsigned c, unsigned l, unsigned k) {
    struct market *const m = i->market;
    struct line_contract *const x = market_line(i, c, l);
    const double base = market_value(i, c, l) / 12.0, spends = holder_spends(i, x);
    market_spends(i, x->holder, l, REASON_CARE_COST, (pence_t)(base * spends + 0.5));
    x->loss += base * (spends - x->price);
    x->loss = x->loss > 0.0 ? x->loss : 0.0;
    x->months_below =
        x->price - spends < m->par.margin_floor * x->price ? (uint16_t)(x->months_below + 1u) : 0;
    if (x->handed_back) return;
    if (x->loss > m->kind[m->firm[k].kind].loss_borne * 12.0 * base)
        gives_notice(i, c, l, "the loss has passed what its owners bear");
    else if (x->months_below >= (uint16_t)m->par.months_below)
        gives_notice(i, c, l, "the margin has lain below the floor");
}

static void profits(struct institutions *i, unsigned p) {
    struct provider_state *const x = &i->provider[p];
    const pence_t balance = ledger_balance(&i->ledger, x->account);
    if (x->open_market && balance > 0)
        ledger_move(&i->ledger, x->account, i->investors, LINE_COMMUNITY, REASON_PROFIT, balance);
    x->year_income += x->income;
    x->year_cost += x->cost;
    x->income = x->cost = 0;
}

void market_month_ended(struct institutions *i, struct world *w) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++) {
            const int k = market_trades(i, c, l) ? firm_of(i, market_holder(i, c, l)) : -1;
            if (k >= 0) month_of_firm(i, c, l, (unsigned)k);
        }
    market_making_month_ended(i);
    franchise_month_ended(i);
    for (unsigned k = 0; k < FIRMS; k++) profits(i, market_firm(i, k));
}

static void stranded_month(struct institutions *i) {
    struct market *const m = i->market;
    unsigned kept = 0;
    for (unsigned p = 0; p < i->n_providers; p++) m->burden[p] = 0.0;
    for (unsigned n = 0; n < m->n_stranded; n++) {
        const struct stranded x = m->stranded[n];
        if (x.until <= i->month) continue;
        m->stranded[kept++] = x;
        market_spends(i, x.provider, x.line, REASON_REORGANISATION, x.monthly);
        m->burden[x.provider] += (double)x.monthly;
    }
    m->n_stranded = kept;
}

static void handed_back(struct institutions *i, unsigned c, unsigned l) {
    const int k = firm_of(i, market_holder(i, c, l));
    if (k >= 0) i->market->firm[k].gave_back++;
    const char *const urgent = rule_in_row(i, row_in_force(i, Q_AWARD, c, l))->urgent_why;
    market_takes(i, c, l, urgent ? ROUTE_URGENT : ROUTE_STEP_IN, i->market->par.step_in_months,
                 urgent ? urgent : "the holder gave the contract back");
}

void holders_month(struct institutions *i, struct world *w) {
    (void)w;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++)
            if (market_line(i, c, l)->handed_back && market_line(i, c, l)->handed_back <= i->month)
                handed_back(i, c, l);
    stranded_month(i);
}

/* A contract that has ended and for which no award is under way: the answer in force begins one, or
 * it goes on. */
static void ended(struct institutions *i, struct world *w, unsigned c, unsigned l) {
    const unsigned row = row_in_force(i, Q_AWARD, c, l);
    const struct answer_rule *const rule = rule_in_row(i, row);
    market_line(i, c, l)->ends = UINT16_MAX; /* until the answer dates it again */
    if (rule->line_ended)
        rule->line_ended(i, w, i->value[row], c, l);
    else
        market_goes_on(i, c, l, ROUTE_ROLL_OVER, 12.0, "the answer in force lets no line anew");
}

void market_month(struct institutions *i, struct world *w) {
    i->market->missed = 0.0;
    process_month(i, w);
    holders_month(i, w);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++)
            if (market_trades(i, c, l) && market_line(i, c, l)->ends <= i->month &&
                !market_line(i, c, l)->process)
                ended(i, w, c, l);
}
