// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a person's record says: age, and usual quality of life by age and frailty before the burden
 * of any need.
 *
 *   utility = norm(age) - loss(frailty), or that of a care home
 *
 * Sources: kind-1999 (United Kingdom norms of the EQ-5D), elsa-frailty-eq5d (losses from frailty at
 * 65 and over), care-home-eq5d. Left out: long-term conditions of the fit, sex. */
#include "population/people.h"
#include "population/params.h"

double person_age(const struct person *p, day_t today) {
    return (day_month(today) - p->born) / 12.0;
}

static double norm(const struct people_params *par, double age) {
    if (age < 25) return par->utility_under_25;
    if (age < 35) return par->utility_25_34;
    if (age < 45) return par->utility_35_44;
    if (age < 55) return par->utility_45_54;
    if (age < 65) return par->utility_55_64;
    return par->utility_65;
}

double person_utility(const struct person *p, const struct people_params *par, day_t today) {
    if (p->flags & FLAG_CARE_HOME) return par->utility_care_home;
    const double loss[] = {0, par->utility_loss_mild, par->utility_loss_moderate,
                           par->utility_loss_severe};
    return norm(par, person_age(p, today)) - loss[p->frailty];
}
