// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a case brings when that depends on more than its currency: on those before it in the year,
 * on how short it was, on who comes back, on how deeply the provider codes, on whom the provider is
 * paid for by the year. */
#ifndef INSTITUTION_PAYMENT_H
#define INSTITUTION_PAYMENT_H
#include "institution/state.h"

int payment_open(struct institutions *i, struct fault *f) MUST_CHECK;
void payment_close(struct institutions *i);
/* volumes and patients of the year; how deeply to code */
void payment_year(struct institutions *i);
/* The band that the provider's coders put a case in, under the term in that row. */
unsigned payment_band(struct institutions *i, unsigned term, unsigned provider,
                      const struct activity *a);
/* The row of prices for a case, and counts it against the year's volume. term: the first row of its
 * terms; key: of its price. */
unsigned payment_tier(struct institutions *i, const struct world *w, unsigned term,
                      unsigned commissioner, unsigned provider, const struct activity *a,
                      unsigned key);
double payment_tier_share(const struct terms *t, unsigned tier);
/* pounds before the share */
double payment_full(const struct institutions *i, const struct terms *t, unsigned key);
/* Monthly pence for patients paid by the year, to a provider from a commissioner. */
double payment_patients(const struct institutions *i, const struct terms *t, unsigned commissioner,
                        unsigned provider);
/* Share of the price that one more emergency admission brings its provider now. */
double payment_brings(const struct institutions *i, unsigned provider);
/* of coding above the start's, share of complexity */
double payment_depth(const struct institutions *i, unsigned provider);
/* Of a fee for each item: the rows of fee_for_service.def. */
struct terms fee_for_service_terms(const double *p, bool public_provider);
/* What seller and buyer agree on, ratio to the full price; fills local_share of all providers. */
double negotiated_price_ratio(double seller_pull, double s, double buyer_pull, double z);
void negotiated_price_shares(struct institutions *i, double km);
double capitation_settlement(double loss, double corridor, double shared, double cap);
/* what deeper coding costs; in March what the marginal rate took */
void payment_month_ended(struct institutions *i);

/* Full price of a case at a provider, whole pounds: the place's price times the provider's market
 * forces factor over the place's. */
static inline int32_t payment_full_price(const struct institutions *i, unsigned provider,
                                         unsigned key) {
    return (int32_t)((double)i->pounds[key] * i->provider[provider].market_forces + 0.5);
}

/* Whole pounds paid in a row of prices, by provider: that, times what was agreed. */
static inline int32_t payment_pounds(const struct institutions *i, unsigned term, unsigned provider,
                                     unsigned key) {
    const struct term *const t = &i->term[term];
    const struct provider_state *const x = &i->provider[provider];
    return (int32_t)((double)t->pounds[key] * x->market_forces *
                         (t->t.bargained ? x->bargained : 1.0) +
                     0.5);
}

#endif
