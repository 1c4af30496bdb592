// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Payment by Results as it stood in the 2010s (card C14; marginal rate and readmissions, card C15):
 *
 *   price( case )  = national price x market forces factor( provider ) x tier
 *   national price = unit cost x (1 + severity x (middle of band - 1)) x (1 - efficiency)^years
 *    whole pounds
 *
 *   day case        + best practice, a stay - best practice                     the same operation,
 *   paid more where it is done better; both x admitted price
 *   emergency stay  x stay price
 *                   x marginal rate once the year's admissions pass the baseline (an earlier year's
 *                   value, each contract)
 *                   x short stay for one of less than two nights; both multiply (0.7 x 0.3 = 0.21)
 *                   x (1 - unpaid) within 30 days of planned treatment
 *   coding          one step deeper a year, where that brings more than the coders cost
 *
 * The level: at the start's activity the prices bring what the base holds. Stay price and admitted
 * price are fitted so that in the first year what is paid by the case is what it is worth at full
 * price, with severity, short stays and best practice in force and no marginal rate, readmission
 * rule or coding (the "first year" record of payment shows it). What those take is meant to be
 * taken. From there prices follow costs less the efficiency asked.
 *
 * Attendances are outside the marginal rate. What the commissioner keeps of the marginal rate stays
 * in its money. The market forces factor is in every price by the case, not in these alone
 * (economy/prices.c). Any emergency stay so soon after counts as a readmission, as in
 * the rule; which were the hospital's doing nobody knows. Left out: specialist top-ups, never
 * events, CQUIN, penalties for waits. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter payment_by_results_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/payment_by_results.def"
#undef PARAM
};
extern const struct parameter_table payment_by_results_param_table;
ANSWER_TABLE(payment_by_results);
/* rows of the .def list */
enum {
    EFFICIENCY,
    SEVERITY,
    BASELINE,
    MARGINAL_RATE,
    SHORT_STAY,
    SHORT_BELOW,
    READMISSION_UNPAID,
    READMISSION_DAYS,
    BEST_PRACTICE,
    CODING_STEP,
    CODING_COST,
    CODING_DEEPEST,
    STAY_PRICE,
    ADMITTED_PRICE
};

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){.variable = 1.0,
                          .uplift = -p[EFFICIENCY],
                          .tiers = PRICE_TIERS,
                          .volume = p[BASELINE],
                          .admissions = true,
                          .tier = {[TIER_FULL] = 1.0,
                                   [TIER_MARGINAL] = p[MARGINAL_RATE],
                                   [TIER_SHORT] = p[SHORT_STAY],
                                   [TIER_SHORT_MARGINAL] = p[SHORT_STAY] * p[MARGINAL_RATE],
                                   [TIER_READMISSION] = 1.0 - p[READMISSION_UNPAID]},
                          .stay = p[STAY_PRICE],
                          .admitted = p[ADMITTED_PRICE],
                          .short_below = p[SHORT_BELOW],
                          .readmission_days = (unsigned)p[READMISSION_DAYS],
                          .day_case = p[BEST_PRACTICE],
                          .own_split = true,
                          .split = p[SEVERITY],
                          .coding_step = p[CODING_STEP],
                          .coding_cost = p[CODING_COST],
                          .coding_deepest = p[CODING_DEEPEST]};
}

const struct answer_rule answer_payment_by_results = {.params = &payment_by_results_param_table,
                                                      .terms = terms};
