// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A hospital's management let to an operator (Circle at Hinchingbrooke, 1 February 2012 to 31 March
 * 2015; card C18). Staff, assets and patients stay public. Answers for the line `emergency` of a
 * regime (who manages the hospital); others keep their own.
 *
 *   let       a public acute hospital whose smoothed margin lies below -trigger is advertised;
 *   operators promise a saving, the
 *             highest promise wins:  promise = real + optimism x normal's positive part, real ~
 *             normal(saving_mean, saving_sd)
 *   saving    real x min(1, years / ramp)      of its own costs; saving_mean is nought: nobody
 *   knows whether an operator saves
 *   surplus   of a financial year: share_1 of the first band_1 pounds, share_2 up to band_2,
 *   share_3 up to band_3, to the operator
 *   deficit   cumulative: the operator pays it, up to the cap
 *   exit      once the cap is reached either side may end it; the operator stays only if what it
 *   now expects of a year
 *             (result, and the saving that it still believes in) would bring it a share; else
 *             handover, and it pays the exit cost
 *
 * No management fee. Left out: demand shocks told apart from others, inspections, the vote of
 * staff, repayment of the old deficit. */
#include "institution/market/inside.h"
#include <assert.h>
#include <stdio.h>
#include "institution/contracts.h"

static const struct parameter franchise_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/award/franchise.def"
#undef PARAM
};
extern const struct parameter_table franchise_param_table;
ANSWER_TABLE(franchise);
enum {
    TRIGGER,
    PROCESS,
    TERM,
    CAP,
    BAND_1,
    BAND_2,
    BAND_3,
    SHARE_1,
    SHARE_2,
    SHARE_3,
    SAVING_MEAN,
    SAVING_SD,
    OPTIMISM,
    RAMP,
    LEARNING,
    HANDOVER,
    EXIT_COST,
    BID_COST
}; /* rows of the .def list */

static bool let_already(const struct market *m, unsigned provider) {
    for (unsigned k = 0; k < m->n_franchises; k++)
        if (m->franchise[k].provider == provider && m->franchise[k].state != FRANCHISE_ENDED)
            return true;
    return false;
}

static double real_saving(const struct institutions *i, const double *p, unsigned firm,
                          unsigned provider) {
    return p[SAVING_MEAN] +
           p[SAVING_SD] *
               firms_normal(
                   luck_words(&i->world->luck, firm, PURPOSE_BID, 0xfe000000u + provider).w[0]);
}

static void advertise(struct institutions *i, const double *p, unsigned provider) {
    struct market *const m = i->market;
    struct franchise *const f = &m->franchise[m->n_franchises++];
    *f = (struct franchise){.provider = (uint16_t)provider,
                            .state = FRANCHISE_ADVERTISED,
                            .notice = (uint16_t)i->month,
                            .due = (uint16_t)(i->month + (unsigned)p[PROCESS])};
    for (unsigned k = 0; k < ANSWER_PARAMS_MAX; k++) f->p[k] = p[k];
    records_add(i, provider, Q_AWARD, 0, "franchise advertised",
                "smoothed margin %.1f%% of base income", 100.0 * i->provider[provider].margin);
}

/* The highest promise wins; every bidder has paid for its bid. */
static void choose(struct institutions *i, struct franchise *f) {
    struct market *const m = i->market;
    struct award a = {.commissioner = NOBODY,
                      .incumbent = f->provider,
                      .winner = NOBODY,
                      .line = LINE_EMERGENCY,
                      .function = FUNCTION_MAX,
                      .route = ROUTE_FRANCHISE,
                      .end = AWARD_NO_BIDDER,
                      .notice = f->notice,
                      .decided = (uint16_t)i->month,
                      .starts = (uint16_t)i->month,
                      .ends = (uint16_t)(i->month + 12u * (unsigned)f->p[TERM])};
    for (unsigned k = 0; k < FIRMS && a.n_bids < BIDDERS_MAX; k++) {
        const struct words u =
            luck_words(&i->world->luck, k, PURPOSE_BID, 0xfd000000u + f->provider);
        const double z = firms_normal(u.w[1]), real = real_saving(i, f->p, k, f->provider);
        if (m->firm[k].kind == FIRM_FEDERATION ||
            word_uniform(u.w[0]) >= m->kind[m->firm[k].kind].appetite)
            continue;
        const double promise = real + f->p[OPTIMISM] * (z > 0.0 ? z : 0.0);
        a.bid[a.n_bids++] = (struct bid){.bidder = (uint16_t)market_firm(i, k),
                                         .cost = 1.0 - real,
                                         .price = 1.0 - promise,
                                         .score = promise > 0.0 ? promise : 0.0};
        market_spends(i, market_firm(i, k), LINE_EMERGENCY, REASON_BIDDING,
                      (pence_t)(100.0 * f->p[BID_COST]));
        a.cost_bidders += (pence_t)(100.0 * f->p[BID_COST]);
        if (promise > f->promised || a.winner == NOBODY) {
            f->promised = promise;
            f->real = real;
            a.winner = (uint16_t)market_firm(i, k);
        }
    }
    a.cost_commissioner = (pence_t)(100.0 * i->admin.tender_commissioner);
    ledger_move(&i->ledger, i->treasury, i->staff, LINE_EMERGENCY, REASON_BIDDING,
                a.cost_commissioner);
    f->operator_ = a.winner;
    f->state = a.winner == NOBODY ? FRANCHISE_ENDED : FRANCHISE_RUNNING;
    f->starts = (uint16_t)i->month;
    f->seen = i->provider[f->provider].year_income - i->provider[f->provider].year_cost;
    a.end = a.winner == NOBODY ? AWARD_NO_BIDDER : AWARD_MADE;
    a.price = 1.0 - f->promised;
    snprintf(a.why, sizeof a.why, "%u bids; the highest promise saves %.1f%% of costs", a.n_bids,
             100.0 * f->promised);
    market_record(i, &a);
}

static void month(struct institutions *i, struct world *w, const double *p, unsigned row) {
    struct market *const m = i->market;
    (void)w, (void)row;
    for (unsigned k = 0; k < i->place->n_providers && i->month >= 12; k++)
        if (i->place->providers[k].acute_trust && !i->place->providers[k].outside &&
            !i->provider[k].open_market && i->provider[k].margin < -p[TRIGGER] &&
            !let_already(m, k) && m->n_franchises < FRANCHISE_MAX)
            advertise(i, p, k);
    for (unsigned k = 0; k < m->n_franchises; k++)
        if (m->franchise[k].state == FRANCHISE_ADVERTISED && m->franchise[k].due <= i->month)
            choose(i, &m->franchise[k]);
}

/* ---- while it runs: at each month's end ---- */

double franchise_share(const double *p, double surplus) {
    const double first = surplus < p[BAND_1] ? surplus : p[BAND_1];
    const double second = (surplus < p[BAND_2] ? surplus : p[BAND_2]) - p[BAND_1],
                 third = (surplus < p[BAND_3] ? surplus : p[BAND_3]) - p[BAND_2];
    return p[SHARE_1] * (first > 0.0 ? first : 0.0) + p[SHARE_2] * (second > 0.0 ? second : 0.0) +
           p[SHARE_3] * (third > 0.0 ? third : 0.0);
}

/* Losses so far less what the operator has paid, as far as the cap goes. */
static void supports(struct institutions *i, struct franchise *f) {
    const pence_t cap = (pence_t)(100.0 * f->p[CAP]),
                  owed = f->result < 0 ? (-f->result < cap ? -f->result : cap) : 0;
    if (owed <= f->paid) return;
    const pence_t pence = owed - f->paid;
    ledger_move(&i->ledger, i->provider[f->operator_].account, i->provider[f->provider].account,
                LINE_EMERGENCY, REASON_DEFICIT_SUPPORT, pence);
    f->paid = owed;
}

static void settles_year(struct institutions *i, struct franchise *f) {
    const double surplus = (double)f->year / 100.0;
    f->year = 0;
    if (!(surplus > 0.0)) return;
    const pence_t pence = (pence_t)(100.0 * franchise_share(f->p, surplus));
    ledger_move(&i->ledger, i->provider[f->provider].account, i->provider[f->operator_].account,
                LINE_EMERGENCY, REASON_PROFIT, pence);
}

static double expected_year(const struct institutions *i, const struct franchise *f,
                            unsigned months) {
    const struct provider_state *const x = &i->provider[f->provider];
    const double base = 12.0 * (x->base_planned + x->base_urgent) * i->price_level / 100.0,
                 w = months / (months + f->p[LEARNING]);
    const double believed = (1.0 - w) * f->promised + w * f->real;
    return f->smoothed * 12.0 / 100.0 + (believed - x->saving) * base;
}

static void ends(struct institutions *i, struct franchise *f, const char *why) {
    f->state = FRANCHISE_HANDOVER;
    f->due = (uint16_t)(i->month + (unsigned)f->p[HANDOVER]);
    records_add(i, f->provider, Q_AWARD, f->paid, "franchise exit announced", "month %u: %s",
                i->month - f->starts + 1u, why);
}

static void runs(struct institutions *i, struct franchise *f) {
    struct provider_state *const x = &i->provider[f->provider];
    const pence_t total = x->year_income - x->year_cost, result = total - f->seen;
    const bool march = budgets_months_left(i) == 1;
    const unsigned months = i->month - f->starts + 1u;
    const double years = months / 12.0 / f->p[RAMP];
    f->seen = march ? 0 : total;
    f->result += result;
    f->year += result;
    f->smoothed += ((double)result - f->smoothed) / (months < 12u ? months : 12u);
    x->saving = f->real * (years < 1.0 ? years : 1.0);
    supports(i, f);
    records_add(i, f->provider, Q_AWARD, f->result, "franchise result",
                "month %u: %+.2f million pounds so far; the operator has paid %.2f", months,
                (double)f->result / 1e8, (double)f->paid / 1e8);
    if (march) settles_year(i, f);
    if (f->state == FRANCHISE_RUNNING && f->paid >= (pence_t)(100.0 * f->p[CAP]) &&
        !(expected_year(i, f, months) > 0.0))
        ends(i, f, "the cap on losses is reached and no share of a surplus is expected");
    else if (f->state == FRANCHISE_RUNNING && months >= 12u * (unsigned)f->p[TERM])
        ends(i, f, "the term ends");
    else if (f->state == FRANCHISE_HANDOVER && f->due <= i->month) {
        market_spends(i, f->operator_, LINE_EMERGENCY, REASON_REORGANISATION,
                      (pence_t)(100.0 * f->p[EXIT_COST]));
        x->saving = 0.0;
        f->state = FRANCHISE_ENDED;
    }
}

static bool is_let(const struct franchise *f) {
    return f->state == FRANCHISE_RUNNING || f->state == FRANCHISE_HANDOVER;
}

void franchise_month_ended(struct institutions *i) {
    for (unsigned k = 0; k < i->market->n_franchises; k++)
        if (is_let(&i->market->franchise[k]))
            runs(i, &i->market->franchise[k]);
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

const struct answer_rule answer_franchise = {
    .params = &franchise_param_table, .month = month, .steps = steps, .contracts = contracts};
