// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Social care free as health care is (Community Care and Health (Scotland) Act 2002 for personal
 * care; here for all packages), paid by councils; private care as today. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter free_personal_care_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/free_personal_care.def"
#undef PARAM
};
extern const struct parameter_table free_personal_care_param_table;
ANSWER_TABLE(free_personal_care);
enum { PRIVATE_MARK_UP }; /* rows of the .def list */

static double price(const struct institutions *i, const double *p, uint32_t person,
                    unsigned function) {
    (void)person;
    return entitlement_private_price(i, p[PRIVATE_MARK_UP], function);
}

static double charge(const struct institutions *i, const struct world *w, const double *p,
                     const struct care_week *c) {
    (void)i, (void)w, (void)p, (void)c;
    return 0.0;
}

const struct answer_rule answer_free_personal_care = {
    .params = &free_personal_care_param_table, .private_price = price, .package_charge = charge};
