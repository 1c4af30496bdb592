// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Health care free, social care by the means test with its two capital limits (Care Act 2014
 * sections 14 to 17 and the charging regulations of 2014; card U3.13, C32). Above the upper limit a
 * person pays for all of a package; between the limits 1 pound a week for each 250 pounds counts as
 * income; below the lower limit income alone counts, above the minimum that is left to live on. The
 * home is disregarded for care at home; it counts for a resident of a care home who lived alone,
 * after twelve weeks.
 *
 *   Savings of 20,000 and 250 pounds a week: (20,000 - 14,250) / 250 = 23; 250 + 23 - 228.70 =
 *   44.30 pounds a week.
 *
 * What people own and earn is not in the census of persons: it follows from age, income fifth,
 * home and fixed draws (entitlement.c, economy.def). Private care is as today.
 *
 * With lifetime_cap above nought what a person pays themselves is metered (s.15 as amended in 2022:
 * their own payments alone count, at what the council would pay for the care): once the cap is
 * reached care is free, and a resident of a care home goes on paying daily living costs as far as
 * the test lets them. The plan of 2021 was a cap of 86,000, limits of 100,000 and 20,000 and 200 a
 * week, from October 2023, put off to 2025 and dropped in July 2024 (regimes/care-cap-2023.yaml).
 * Left out: deferred payments, indexation of the cap. */
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
/* rows of the .def list */
enum {
    UPPER,
    LOWER,
    POUNDS_FOR_ONE,
    INCOME_LEFT,
    PERSONAL_EXPENSES,
    HOME_DISREGARD,
    REHABILITATION_FREE,
    FIRST_WEEKS_FREE,
    MARK_UP,
    LIFETIME_CAP,
    DAILY_LIVING,
    COUNTED_BEFORE,
    ROWS
};

static struct means_test test_of(const double *p) {
    return (struct means_test){.upper = p[UPPER],
                               .lower = p[LOWER],
                               .pounds_for_one = p[POUNDS_FOR_ONE],
                               .income_left = p[INCOME_LEFT],
                               .personal_expenses = p[PERSONAL_EXPENSES],
                               .home_disregard = p[HOME_DISREGARD],
                               .rehabilitation_free = p[REHABILITATION_FREE],
                               .first_weeks_free = p[FIRST_WEEKS_FREE],
                               .cap = p[LIFETIME_CAP],
                               .daily_living = p[DAILY_LIVING],
                               .counted_before = p[COUNTED_BEFORE]};
}

struct means_test entitlement_test_today(void) {
    double p[ROWS];
    for (unsigned k = 0; k < ROWS; k++) p[k] = means_tested_care_rows[k].value;
    return test_of(p);
}

static double charge(const struct institutions *i, const struct world *w, const double *p,
                     const struct care_week *c) {
    const struct means_test t = test_of(p);
    return entitlement_test_charge(i, w, &t, c);
}

static double price(const struct institutions *i, const double *p, uint32_t person,
                    unsigned function) {
    (void)person;
    return entitlement_private_price(i, p[MARK_UP], function);
}

const struct answer_rule answer_means_tested_care = {
    .params = &means_tested_care_param_table, .private_price = price, .package_charge = charge};
