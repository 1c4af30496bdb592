// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A year of care (Long Term Conditions Year of Care Commissioning, 2012 to 2015; card C27): for
 * each person with so many long-term conditions the hospital gets a price a year for all their
 * urgent care; for everybody else it is paid as a blended sum.
 *
 *   income = patients x price of a year  +  for others (1 - variable) x share of the base without
 *   them + variable x price x cases
 *
 * so that one more admission of such a person brings nothing, and one fewer costs nothing. Patients
 * are counted each April. A provider's patients are a commissioner's in the share of its urgent
 * work. Planned work is paid by the case. Left out: steps of the price by need, social care within
 * the year. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter year_of_care_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/year_of_care.def"
#undef PARAM
};
extern const struct parameter_table year_of_care_param_table;
ANSWER_TABLE(year_of_care);
enum { CONDITIONS, PRICE, OTHERS, VARIABLE }; /* rows of the .def list */

static struct terms terms(const double *p, bool public_provider) {
    (void)public_provider;
    return (struct terms){.variable = p[VARIABLE],
                          .fixed = (1.0 - p[VARIABLE]) * p[OTHERS],
                          .forecast = true,
                          .tiers = PRICE_TIERS,
                          .tier = {[TIER_FULL] = 1.0,
                                   [TIER_SHORT] = 1.0,
                                   [TIER_MARGINAL] = 1.0,
                                   [TIER_READMISSION] = 1.0},
                          .conditions = (unsigned)p[CONDITIONS],
                          .patient_year = p[PRICE]};
}

const struct answer_rule answer_year_of_care = {.params = &year_of_care_param_table,
                                                .terms = terms};
