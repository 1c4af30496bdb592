// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a case costs on average, and what is paid for it.
 *
 *   full price = round( unit cost x market forces factor x (1 + split x (middle of band - 1)) x
 *                price level )
 *
 * in whole pounds. The factor is the mean of the place's own providers by the pathways that they
 * start; each provider's price and cost of the same case are that times its own factor over the
 * mean (payment_full_price, costs_of_case): unavoidable differences in cost are paid for, whatever
 * the regime. Unit costs are the National Cost Collection's means by treatment function (day
 * cases, stays) and by currency (the rest). Published currencies follow part of the difference
 * between a simple and a complex case: three bands of complexity, of whose distance from the mean
 * the share price_split is paid. So simple cases at a banded price still pay better than complex
 * ones, by (1 - split). The price level is the real growth of input costs: money is in pounds of
 * constant purchasing power. A term pays a share of the full price, with an uplift or efficiency
 * factor a year of its own. */
#include <assert.h>
#include "institution/payment/payment.h"

static const struct parameter economy_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/economy/economy.def"
#undef PARAM
};
static const struct parameter reference_costs_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/economy/reference_costs.def"
#undef PARAM
};
PARAMETER_TABLE(economy);
PARAMETER_TABLE(reference_costs);

unsigned complexity_band(const struct economy_params *p, double complexity) {
    return complexity < p->simple_below ? 0u : complexity > p->complex_above ? 2u : 1u;
}

static double unit_cost(const struct institutions *i, unsigned c, unsigned function) {
    const struct economy_params *const p = &i->par;
    const double by_currency[CURRENCY_COUNT] = {[CURRENCY_FIRST_OUTPATIENT] = p->first_outpatient,
                                                [CURRENCY_FOLLOW_UP] = p->follow_up,
                                                [CURRENCY_DIAGNOSTIC] = p->diagnostic,
                                                [CURRENCY_EMERGENCY_STAY] = p->emergency_stay,
                                                [CURRENCY_BED_DAY] = p->bed_day,
                                                [CURRENCY_ATTENDANCE_1] = p->attendance_1,
                                                [CURRENCY_ATTENDANCE_3] = p->attendance_3,
                                                [CURRENCY_AMBULANCE] = p->ambulance,
                                                [CURRENCY_111] = p->call_111,
                                                [CURRENCY_OUT_OF_HOURS] = p->out_of_hours,
                                                [CURRENCY_GP] = p->gp_consultation,
                                                [CURRENCY_CARE_PACKAGE] = p->care_package,
                                                [CURRENCY_PEER_SUPPORT] = p->peer_support,
                                                [CURRENCY_OUT_OF_AREA_DAY] = p->out_of_area_day,
                                                [CURRENCY_COMMUNITY_RESPONSE] =
                                                    p->community_response,
                                                [CURRENCY_VIRTUAL_WARD] = p->virtual_ward,
                                                [CURRENCY_THERAPY] = p->talking_therapy};
    if (c == CURRENCY_DAY_CASE)
        return i->reference[2 * function];
    if (c == CURRENCY_ELECTIVE_STAY)
        return i->reference[2 * function + 1];
    return by_currency[c];
}

static void price(struct institutions *i, unsigned c, unsigned function) {
    const struct economy_params *const p = &i->par;
    const double middle[BANDS] = {p->simple_complexity, 1.0, p->complex_complexity};
    for (unsigned b = 0; b < BANDS; b++) {
        const unsigned k = price_key((enum currency)c, function, b);
        const double mean = unit_cost(i, c, function) * i->market_forces * i->price_level;
        i->unit_cost[k] = mean;
        i->pounds[k] = (int32_t)(mean * (1.0 + p->price_split * (middle[b] - 1.0)) + 0.5);
    }
}

/* Mean factor of the place's own providers, by pathways started; 1 where none is known. */
static double mean_factor(const struct place *place) {
    double sum = 0.0, all = 0.0;
    for (unsigned s = 0; s < place->n_services; s++) {
        const struct provider *const p = &place->providers[place->services[s].provider];
        if (p->outside || !(p->market_forces > 0.0f))
            continue;
        sum += (double)place->services[s].starts * (double)p->market_forces;
        all += (double)place->services[s].starts;
    }
    return all > 0.0 ? sum / all : 1.0;
}

void prices_open(struct institutions *i) {
    i->price_level = 1.0;
    i->market_forces = mean_factor(i->place);
    for (unsigned p = 0; p < i->n_providers; p++) {
        const double own =
            p < i->place->n_providers ? (double)i->place->providers[p].market_forces : 0.0;
        i->provider[p].market_forces = own > 0.0 ? own / i->market_forces : 1.0;
    }
    prices_build(i);
}

void prices_build(struct institutions *i) {
    for (unsigned c = 0; c < CURRENCY_COUNT; c++)
        for (unsigned function = 0; function < (c < PLANNED_CURRENCIES ? i->n_functions : 1u);
             function++)
            price(i, c, function);
}

static int64_t *counts_of(struct institutions *i, unsigned term, unsigned provider) {
    return i->count + ((size_t)term * i->n_providers + provider) * PRICE_KEYS;
}

void prices_fold(struct institutions *i) {
    for (unsigned t = 0; t < i->n_terms; t++)
        for (unsigned p = 0; p < i->n_providers; p++) {
            int64_t *const n = counts_of(i, t, p);
            for (unsigned k = 0; k < PRICE_KEYS; k++) {
                i->provider[p].folded += n[k] * payment_pounds(i, t, p, k);
                n[k] = 0;
            }
        }
}

void prices_of_terms(struct institutions *i) {
    prices_fold(i);
    for (unsigned t = 0; t < i->n_terms; t++) {
        const struct terms *const terms = &i->term[t].t;
        const double share =
            (terms->tiers ? payment_tier_share(terms, i->term[t].tier) : terms->variable) *
            real_pow(1.0 + terms->uplift, (double)i->year);
        for (unsigned k = 0; k < PRICE_KEYS; k++)
            i->term[t].pounds[k] = (int32_t)(payment_full(i, terms, k) * share + 0.5);
    }
}
