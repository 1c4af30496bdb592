// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Answers to: who holds the money, and by what formula is it shared out? What several of them
 * share: whole pence by weights; a target by weighted capitation; a pace of change towards it. */
#ifndef INSTITUTION_FUNDING_H
#define INSTITUTION_FUNDING_H
#include "institution/state.h"

/* Whole pence by weights: the sum is total exactly; what rounding leaves goes to the first, penny
 * by penny. */
void funding_share_out(pence_t total, const double *weight, unsigned n, pence_t *out);
/* People of a commissioner by age, weighted by what a person of the age costs on average, relative
 * to a mean of all ages. */
double funding_age_index(const struct institutions *i, unsigned commissioner);
/* Need beyond age: from 1 where the people are least deprived to ratio where they are most. */
double funding_deprivation_index(const struct institutions *i, unsigned commissioner, double ratio);

/* Mean market forces factor, over the place's, of the providers of a commissioner's people, by the
 * money of their work at the start; bases hold each provider's factor already. */
double funding_market_forces(const struct institutions *i, unsigned commissioner);

/* people x age index x deprivation index x market forces of the place's own commissioners; 0 for
 * others. */
void funding_by_age_and_need(const struct institutions *i, double ratio, double *weight);
/* people x published need of the place's own commissioners; 0 for others. */
void funding_by_published_need(const struct institutions *i, double *weight);
/* Spread of spending a head between like commissioners by chance alone, as share of the mean. */
double funding_chance_spread(double cost_variation, double people);

/* Share by which a mandated line lies above its contract's sum (national_board.c); both a year. */
double national_board_mandate(double ring_fence, double allocation, double sum, double growth,
                              unsigned years);

struct funding_pace {
    double pace, least_growth;
};
/* Moves allocations towards targets (weights by commissioner; nought: outside, keeps its share), to
 * the penny. */
void funding_towards(const struct institutions *i, const double *weight, struct funding_pace pace,
                     pence_t total, const pence_t *last, pence_t *out);
/* The same towards people x published need. */
void funding_towards_need(const struct institutions *i, struct funding_pace pace, pence_t total,
                          const pence_t *last, pence_t *out);

#endif
