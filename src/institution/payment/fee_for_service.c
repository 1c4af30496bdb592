// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A fee for each item of service, as insurers pay and as private hospitals bill (cards C14, C28):
 * no plan, no volume, every item invoiced, and the fee follows what the case took.
 *
 *   income = sum of items x fee x unit cost x complexity band x (1 + uplift)^years
 *
 * A provider that can treat one more gains by it: what that does to its admissions comes through
 * own_share (nothing of an admission falls on the hospital when the fee covers it) and what it does
 * to its growth through the margin of investment.c. No coefficient of induced demand is put in.
 * Fees agreed by who can do without
 * whom: negotiated_price.c. */
#include "institution/payment/payment.h"
#include <assert.h>

static const struct parameter fee_for_service_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/payment/fee_for_service.def"
#undef PARAM
};
extern const struct parameter_table fee_for_service_param_table;
ANSWER_TABLE(fee_for_service);

struct terms fee_for_service_terms(const double *p, bool public_provider) {
    enum { FEE, FOLLOWS_COST, ITEMS, UPLIFT }; /* rows of the .def list */
    (void)public_provider;
    return (struct terms){.variable = p[FEE],
                          .uplift = p[UPLIFT],
                          .own_split = true,
                          .split = p[FOLLOWS_COST],
                          .lines_a_case = (unsigned)p[ITEMS]};
}

const struct answer_rule answer_fee_for_service = {.params = &fee_for_service_param_table,
                                                   .terms = fee_for_service_terms};
