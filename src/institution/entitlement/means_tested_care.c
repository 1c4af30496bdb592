// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Health care free, social care by the means test with its two capital limits (Care Act 2014
 * sections 14 to 17 and the charging regulations of 2014; card U3.13, C32). Above the upper limit a
 * person pays for all of a package; between the limits 1 pound a week for each 250 pounds counts as
 * income; below the lower limit income alone counts, above the minimum that is left to live on. The
 * home is disregarded for care at home; it counts for a resident of a care home who lived alone.
 *
 *   Savings of 20,000 and 250 pounds a week: (20,000 - 14,250) / 250 = 23; 250 + 23 - 228.70 =
 *   44.30 pounds a week.
 *
 * What people own and earn is not in the census of persons: it follows from income fifth, home and
 * a fixed draw (ASSUMED). Private care is as today. Left out: caps on lifetime cost, deferred
 * payments, spend-down. */
#include "institution/entitlement/entitlement.h"
#include <assert.h>

static const struct parameter means_tested_care_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/entitlement/means_tested_care.def"
#undef PARAM
};
extern const struct parameter_table means_tested_care_param_table;
ANSWER_TABLE(means_tested_care);
enum {
    UPPER,
    LOWER,
    POUNDS_FOR_ONE,
    INCOME_LEFT,
    INCOME,
    SAVINGS,
    OWNER_RATIO,
    SPREAD,
    HOME_VALUE,
    MARK_UP
}; /* rows of the .def list */

static double charge(const struct institutions *i, const struct world *w, const double *p,
                     uint32_t person) {
    const struct person *const x = &w->people.p[person];
    const unsigned alone_in_home = FLAG_CARE_HOME | FLAG_LIVES_ALONE | FLAG_HOME_OWNER;
    const struct means_test t = {p[UPPER], p[LOWER], p[POUNDS_FOR_ONE], p[INCOME_LEFT]};
    const double home = (x->flags & alone_in_home) == alone_in_home ? p[HOME_VALUE] : 0.0;
    const double capital = home +
                           entitlement_savings(w, person, p[SAVINGS], p[OWNER_RATIO], p[SPREAD]);
    const double cost = i->par.care_package / (i->par.package_days / 7.0);
    return means_test_pays(&t, capital, p[INCOME] * entitlement_income_ratio(w, person), cost) /
           cost;
}

static double price(const struct institutions *i, const double *p, uint32_t person,
                    unsigned function) {
    (void)person;
    return entitlement_private_price(i, p[MARK_UP], function);
}

const struct answer_rule answer_means_tested_care = {
    .params = &means_tested_care_param_table, .private_price = price, .package_charge = charge};
