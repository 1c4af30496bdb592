// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* An award as a record: who asked whom for what, who bid, who won and why. A store keeps them; they
 * can be written out as releases of the Open Contracting Data Standard. Months count from the run's
 * first, 0. */
#ifndef INSTITUTION_MARKET_AWARD_H
#define INSTITUTION_MARKET_AWARD_H
#include <stdbool.h>
#include <stdint.h>
#include "base/ledger.h"

#define BIDDERS_MAX 9u
enum award_route { /* as the statutes name them */
                   ROUTE_DIRECT_A,
                   ROUTE_DIRECT_B,
                   ROUTE_DIRECT_C,
                   ROUTE_MOST_SUITABLE,
                   ROUTE_COMPETITIVE,
                   ROUTE_URGENT,
                   ROUTE_REGISTER, /* qualified for an open list */
                   /* market-making by the centre */
                   ROUTE_ROLL_OVER,
                   ROUTE_PREFERRED,
                   ROUTE_SINGLE_CAPABLE,
                   ROUTE_TENDER,
                   ROUTE_CENTRAL,
                   ROUTE_FRANCHISE,
                   ROUTE_STEP_IN,
                   ROUTE_DIRECTLY_MANAGED,
                   ROUTE_COUNT
};
const char *award_route_name(enum award_route r);
/* The Open Contracting method that a route is: open, selective, limited or direct. */
const char *award_route_method(enum award_route r);

const char *award_end_name(unsigned end);
enum award_end { AWARD_RUNNING, AWARD_MADE, AWARD_NO_BIDDER, AWARD_WITHDRAWN, AWARD_INEFFECTIVE };

/* The key criteria of SI 2023/1348 reg. 5; a tender under other law weighs the first two. */
enum criterion {
    CRITERION_QUALITY,
    CRITERION_VALUE,
    CRITERION_INTEGRATION,
    CRITERION_ACCESS,
    CRITERION_SOCIAL_VALUE,
    CRITERIA
};
const char *award_criterion_name(unsigned criterion);

struct bid {
    uint16_t bidder;         /* provider row: see market.h */
    /* what it believes the work costs, what it asks: ratio to the base of the line */
    double cost, price;
    /* quality as scored on paper; how well it will fit: standard deviations */
    double measured, true_;
    double score;            /* 0 to 1; -1: not shortlisted */
    double mark[CRITERIA];   /* 0 to 1, where the award's weight is above 0: criteria.c */
};

struct award {
    uint32_t number;         /* in order of notice, from 0 */
    uint16_t commissioner, incumbent, winner; /* provider rows; NOBODY none */
    uint8_t line, function;  /* function: FUNCTION_MAX for a whole line */
    uint8_t route, end;
    uint16_t notice, decided, starts, ends; /* months */
    double price;            /* ratio to the base of the line */
    pence_t value;           /* of the whole term, at the award's prices */
    pence_t cost_commissioner, cost_bidders, cost_challenge;
    unsigned n_bids;
    struct bid bid[BIDDERS_MAX];
    double weight[CRITERIA]; /* of the criteria, together 1; all 0 where none was weighed */
    /* marks of the holder, where it was found to satisfy them without a bid */
    bool assessed;
    double mark[CRITERIA];
    bool challenged, upheld, turned_away; /* turned away: nobody takes the complaint up */
    /* that the case of a complaint takes; 0: as the market's parameter says */
    uint8_t case_months;
    char why[160];           /* one sentence */
};

/* Code and name of a provider row as awards know it: an organisation of the place, the public body
 * of a line, a firm. */
struct place;
void award_party(const struct place *p, unsigned row, char *code, unsigned code_size, char *name,
                 unsigned name_size);

#endif
