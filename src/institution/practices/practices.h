// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice as an organisation: its fund where it holds one, what its people's planned care
 * cost, what it refers, what its surplus buys. Memory is taken when an answer in force first needs
 * it (practices_need). */
#ifndef INSTITUTION_PRACTICES_H
#define INSTITUTION_PRACTICES_H
#include "institution/state.h"

enum practice_standing { PRACTICE_WITHOUT, PRACTICE_PREPARING, PRACTICE_HOLDS, PRACTICE_LOST };

struct practice_fund {
    uint8_t standing, deficit_years;
    uint16_t since; /* month of run in which it began to prepare or to hold */
    uint16_t commissioner;
    uint32_t admitted; /* chargeable planned admissions of its people since April, held or not */
    double people;     /* on its list and present */
    double kept; /* of those to whom referral would bring least: share that it keeps, this month */
    pence_t budget; /* of the financial year */
    pence_t spent; /* chargeable care of its people this financial year, below the stop-loss */
    pence_t above; /* above the stop-loss: the authority's */
    pence_t recorded; /* while it prepares: chargeable care at full price, below the stop-loss */
    pence_t surplus; /* in its account, for its premises, equipment and services */
};

struct practices {
    unsigned n;
    struct practice_fund *of;
    int32_t *year_pence; /* [person] chargeable care this financial year */
    uint32_t n_people;
    double stop_loss; /* pounds a patient and year, as the answer in force says */
    double chargeable; /* share of problems on the list of chargeable procedures */
    bool recording; /* an answer in force reads what practices' people cost */
};

int practices_open(struct institutions *i, struct fault *f) MUST_CHECK;
void practices_month(struct institutions *i, struct world *w);
void practices_year(struct institutions *i, struct world *w);
/* The room's state, taken when first needed; NULL without memory (then i->failed is set). */
struct practices *practices_need(struct institutions *i, const struct world *w);
/* Is a person's problem in a function among those charged to a fund? The same in every year. */
bool practices_chargeable(const struct practices *x, uint32_t person, unsigned function);
/* A case has been paid for: value pence at full price. */
void practices_paid(struct institutions *i, const struct world *w, const struct activity *a,
                    pence_t value);
/* Share of referrals with least to gain that a practice keeps, from what money is worth to it.
 *   benefit of a referral ~ Exponential, mean worth x its cost; it keeps those whose benefit <
 *   weight x cost:
 *   kept = 1 - exp(-weight / worth),  weight = money_weight x (share of a surplus it may use +
 *   overspend / tolerance) */
double practices_kept(double money_weight, double worth, double may_use, double overspend,
                      double tolerance);

#endif
