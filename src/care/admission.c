// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a nurse sorts patients by how ill they look; later a doctor decides who stays. A
 * clear case decides itself; a marginal one goes by who decides, what else is to be had, the clock,
 * and who pays for what follows.
 *   logit p(admit) = a(truth) + age, frailty, alone + senior + no alternative + clock + incentive +
 *   style
 * style is the department's own habit, solved from its published admissions (expectation.c):
 * similar departments admit 34 to 41 in a hundred of the same patients. The incentive is computed
 * from the contracts: the share of what follows that others bear now, less the same at the start,
 * for the published admissions of the start embody its contracts. How strongly a decider responds
 * is ASSUMED (card 3.7 and C15), with nought in the range. Sources: evidence card 3.7. Left out:
 * specialty teams, social admissions as a reason of its own. */
#include "care/admission.h"
#include "base/real.h"

unsigned triage_acuity(const struct emergency_params *par, const struct need *n, double noise) {
    const double g = (double)n->severity + par->acuity_noise * noise;
    if (g >= par->acuity_1) return 1;
    if (g >= par->acuity_2) return 2;
    if (g >= par->acuity_3) return 3;
    return g >= par->acuity_4 ? 4 : 5;
}

double admission_logit(const struct emergency_params *par, const struct admission_case *c) {
    double x = c->truth == TRUE_HOSPITAL_BED ? par->admit_bed
             : c->truth == TRUE_SAME_DAY     ? par->admit_same_day
                                             : par->admit_gp;
    x += par->admit_frailty * (double)c->frailty;
    if (c->aged_75) x += par->admit_age_75;
    if (c->alone) x += par->admit_alone;
    if (c->truth == TRUE_HOSPITAL_BED) return x;
    if (c->senior) x += par->senior_logit;
    if (!c->alternative) x += par->admit_no_alternative;
    if (c->late) x += par->clock_admits;
    return x + par->incentive_strength * c->incentive;
}

double admission_chance(double logit, double style, enum true_need truth) {
    return real_logistic(logit + (truth == TRUE_HOSPITAL_BED ? 0.5 * style : style));
}
