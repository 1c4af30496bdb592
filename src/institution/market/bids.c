// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A scored tender (card C8).
 *
 *   answers   : the incumbent; the line's public body; each capable firm with room for it, with its
 *   kind's appetite
 *   estimate  = need x (1 + estimate_error x normal)                     its own belief of what the
 *   work will cost it
 *   price     = estimate x (1 - optimism) x (1 + margin wanted)         optimism ~ normal(mean,
 *   sd); none above the limit
 *   on paper  = rho x fit + sqrt(1 - rho^2) x normal                     rho: a parameter of the
 *   award route
 *   score     = (1 - other weights) x logistic(1.7 (on paper + bias of the incumbent)) + value
 *   weight x lowest price / price + weights x marks of the other key criteria (criteria.c), none
 *   unless the route has them
 *
 * Who holds the contract has done the work: of error and optimism it keeps the share holder_error.
 * The lowest of several guesses is low: the winner's curse comes out, it is not put in. The public
 * body estimates with the same error and optimism and wants no margin. Every answer to the notice
 * costs its firm something, every bid more, losers' too. Draws belong to (bidder, contract, number
 * of the contract's award). Left out: bids without the wish to win, cartels. */
#include "institution/market/inside.h"
#include "institution/procurement.h"

static struct words luck_of(const struct institutions *i, const struct award *a, unsigned bidder,
                            unsigned step) {
    const unsigned contract = a->commissioner * LINE_COUNT + a->line;
    return luck_words(&i->world->luck, bidder, PURPOSE_BID,
                      (contract << 12) | ((unsigned)i->market->line[contract].round & 0xffu) << 4 |
                          step);
}

static double need_of(const struct institutions *i, unsigned bidder, unsigned line) {
    const int k = firm_of(i, bidder);
    return k >= 0 ? i->market->firm[k].need[line] : 1.0;
}

static double fit_of(const struct institutions *i, const struct award *a, unsigned bidder) {
    const int k = firm_of(i, bidder);
    const struct line_contract *const x = &i->market->line[a->commissioner * LINE_COUNT + a->line];
    return bidder == x->holder ? x->quality : k >= 0 ? i->market->firm[k].fit[a->line] : 0.0;
}

/* A bidder's cost of the process, posted when it happens: share of a full bid. */
static void costs_bidder(struct institutions *i, struct award *a, unsigned bidder, double share) {
    const pence_t pence =
        (pence_t)(market_value(i, a->commissioner, a->line) * i->market->par.bid_share * share +
                  0.5);
    market_spends(i, bidder, a->line, REASON_BIDDING, pence);
    a->cost_bidders += pence;
}

static void answers(struct institutions *i, struct award *a, unsigned bidder) {
    if (a->n_bids == BIDDERS_MAX) return;
    a->bid[a->n_bids++] =
        (struct bid){.bidder = (uint16_t)bidder, .true_ = fit_of(i, a, bidder), .score = -1.0};
    costs_bidder(i, a, bidder, i->market->par.questionnaire_share);
}

/* Quality on paper: the same at the questionnaire and in the bid. */
static double paper(const struct institutions *i, const struct process *p, const struct award *a,
                    const struct bid *b) {
    const double rho = procurement_rho(i, a->commissioner, p->scoring.rho), rest = 1.0 - rho * rho;
    return rho * b->true_ +
           real_sqrt(rest > 0.0 ? rest : 0.0) * firms_normal(luck_of(i, a, b->bidder, 0).w[0]);
}

/* The weakest on paper leave until no more than the shortlist are left. */
static void shortlist(struct institutions *i, struct award *a) {
    while ((double)a->n_bids > i->market->par.shortlisted) {
        unsigned worst = 0;
        for (unsigned b = 1; b < a->n_bids; b++)
            if (a->bid[b].measured < a->bid[worst].measured) worst = b;
        for (unsigned b = worst; b + 1 < a->n_bids; b++) a->bid[b] = a->bid[b + 1];
        a->n_bids--;
    }
}

void bids_invite(struct institutions *i, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    const unsigned c = a->commissioner, l = a->line, body = line_provider(i, l);
    answers(i, a, body);
    if (firm_of(i, a->incumbent) >= 0)
        answers(i, a, a->incumbent);
    for (unsigned k = 0; k < FIRMS; k++) {
        const unsigned row = market_firm(i, k);
        const double u = word_uniform(luck_of(i, a, row, 1).w[0]);
        const double appetite = i->market->kind[i->market->firm[k].kind].appetite;
        if (row != a->incumbent && firm_could(i, k, c, l) && firm_free(i, k) && u < appetite)
            answers(i, a, row);
    }
    for (unsigned b = 0; b < a->n_bids; b++) a->bid[b].measured = paper(i, p, a, &a->bid[b]);
    shortlist(i, a);
}

void bids_make(struct institutions *i, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    const struct market_params *const q = &i->market->par;
    for (unsigned b = 0; b < a->n_bids; b++) {
        struct bid *const x = &a->bid[b];
        const int k = firm_of(i, x->bidder);
        const struct words u = luck_of(i, a, x->bidder, 2);
        const double margin = k >= 0 ? i->market->kind[i->market->firm[k].kind].margin_wanted : 0.0;
        const double knows = x->bidder == a->incumbent ? q->holder_error : 1.0;
        x->cost = need_of(i, x->bidder, a->line) *
                  (1.0 + knows * q->estimate_error * firms_normal(u.w[0]));
        x->price = x->cost * (1.0 - knows * (q->optimism + q->optimism_sd * firms_normal(u.w[1]))) *
                   (1.0 + margin);
        costs_bidder(i, a, x->bidder, 1.0 - q->questionnaire_share);
    }
}

/* Marks of a bid; on the last three of five criteria where they have weight. */
static void marks(const struct institutions *i, const struct process *p, const struct award *a,
                  struct bid *b, double lowest) {
    const struct scoring *const s = &p->scoring;
    const double bias = b->bidder == a->incumbent ? s->bias : 0.0;
    const bool five = s->integration + s->access + s->social > 0.0;
    const struct criteria k = five ? market_criteria(i, a->commissioner, a->line, b->bidder)
                                   : (struct criteria){0};
    criteria_marks(&k, criteria_quality(b->measured + bias), lowest / b->price, b->mark);
}

/* How much better the best who could be afforded would have fitted than who was chosen. */
static double missed(const struct award *a, const struct bid *chosen) {
    double most = 0.0;
    for (unsigned b = 0; b < a->n_bids; b++)
        if (a->bid[b].score >= 0.0 && a->bid[b].true_ - chosen->true_ > most)
            most = a->bid[b].true_ - chosen->true_;
    return most;
}

void bids_score(struct institutions *i, struct process *p) {
    struct award *const a = &i->market->award[p->award];
    const double limit = i->market->par.price_limit;
    double lowest = limit;
    const struct bid *best = NULL;
    for (unsigned b = 0; b < a->n_bids; b++)
        lowest = a->bid[b].price < lowest ? a->bid[b].price : lowest;
    criteria_weights(&p->scoring, a->weight);
    for (unsigned b = 0; b < a->n_bids; b++) {
        struct bid *const x = &a->bid[b];
        marks(i, p, a, x, lowest);
        x->score = x->price <= limit ? criteria_score(a->weight, x->mark) : -1.0;
        if (x->score >= 0.0 && (!best || x->score > best->score)) best = x;
    }
    if (best && i->place->commissioners[a->commissioner].inside)
        i->market->missed += missed(a, best);
    a->winner = best ? best->bidder : NOBODY;
    a->price = best ? best->price : 0.0;
    a->value =
        best ? (pence_t)(market_value(i, a->commissioner, a->line) * best->price * p->months / 12.0)
             : 0;
}
