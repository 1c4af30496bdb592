// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Answers to: what does the person pay? What several of them share: the market's price of private
 * care, what people own and earn, the means test of social care, charges by the head. */
#ifndef INSTITUTION_ENTITLEMENT_H
#define INSTITUTION_ENTITLEMENT_H
#include "institution/state.h"

/* Pounds: the full price of a stay at mean complexity, by the function's mix of day cases and
 * stays, times the mark-up. */
double entitlement_private_price(const struct institutions *i, double mark_up, unsigned function);

struct means_test {
    double upper, lower, pounds_for_one, income_left;
    double personal_expenses; /* what a resident of a care home keeps in place of income_left */
    double home_disregard, rehabilitation_free, first_weeks_free; /* weeks */
    /* over life, 0 none; a week in a care home, not counted; years before the regime that count */
    double cap, daily_living, counted_before;
}; /* pounds; pounds of capital for one a week; pounds a week */
/* Pounds a week towards care that costs cost a week, for capital and income a week. */
double means_test_pays(const struct means_test *t, double capital, double income, double cost);
/* What a person has put by, pounds: by age, income fifth and spread, drawn once for all regimes. */
double entitlement_savings(const struct institutions *i, const struct world *w, uint32_t person);
/* What their home adds, pounds, when it counts: of a resident of a care home, with nobody left in
 * it. */
double entitlement_home(const struct institutions *i, const struct world *w, uint32_t person);
/* Income of a person over the median of all, by fifth. */
double entitlement_income_ratio(const struct world *w, uint32_t person);

/* Pounds a week, of those who need care: narrower than incomes of all. */
double entitlement_income(const struct institutions *i, const struct world *w, uint32_t person);
/* Capital after so many weeks of paying in full, until the upper limit is reached. */
double means_test_left(double capital, double upper, double weeks, double cost, double income);

/* Somebody's care: capital and spare income a week when it began, what it costs a council and what
 * who pays in full is asked, what of the cost are daily living costs, what they pay once tested. */
struct care_paid { double owned, spare, cost, price, living, tested; };
/* What so many weeks of it count towards a cap. */
double means_test_metered(const struct means_test *t, const struct care_paid *x, double weeks);
/* Share of a week's care that falls on the person under a means test. */
double entitlement_test_charge(const struct institutions *i, const struct world *w,
                               const struct means_test *t, const struct care_week *c);
/* The test of today's law, by the list of means_tested_care as it stands. */
struct means_test entitlement_test_today(void);
double entitlement_charge_today(const struct institutions *i, const struct world *w,
                                const double *p, const struct care_week *c);
/* The same for care's question: the law that published figures embody. */
double entitlement_at_start(const void *inst, const struct world *w, const struct care_week *c);
/* A person pays for a case out of their own pocket, if anything: moved, and seen by whoever
 * watches. */
void entitlement_charge(struct institutions *i, struct world *w, const struct activity *a,
                        unsigned line, account_id to, pence_t pence);
/* The question stays_away of care, for whoever the entitlement answer governs. */
double entitlement_stays_away(const void *inst, const struct world *w, const struct referral *r);
/* An excess of the year: what each person has paid of it, pence since April. */
struct excess { uint32_t n, *paid; };
/* Share of people who stay away when they pay a share of the price: premiums_and_excess.c. */
double excess_stays_away(double elasticity, double middle, double share);
/* What of a package the person pays, over its weeks: share, under the answer of a row. */
double entitlement_package_share(const struct institutions *i, const struct world *w,
                                 unsigned row, const struct activity *a);

/* Private cover beside the public service: premiums.c. */
struct private_cover {
    double premium, loading, response, individual;
}; /* pounds a year; shares; relative change for 1 long waiter a thousand */
void entitlement_cover_month(struct institutions *i, const struct world *w,
                             const struct private_cover *q);
void entitlement_cover_year(struct institutions *i, struct world *w, const struct private_cover *q);
/* The calls that answers with private cover beside the public service share; their .def lists begin
 * with the same five rows, in this order. */
enum { COVER_PREMIUM, COVER_LOADING, COVER_RESPONSE, COVER_INDIVIDUAL, COVER_MARK_UP, COVER_ROWS };
struct private_cover entitlement_cover(const double *p);
double entitlement_cover_price(const struct institutions *i, const double *p, uint32_t person,
                               unsigned function);
void entitlement_cover_begins_year(struct institutions *i, struct world *w, const double *p,
                                   unsigned row);
double cover_bought(double response, double rise, double individual,
                    double share_covered); /* chance in the year */

/* Prescription and dental charges of a month, by the head of those who pay: persons to the
 * Treasury, whose revenue they are part of. Exempt: under 18, over age_free, and the poorest
 * fifths. */
struct head_charges {
    double prescription, dental, age_free, free_fifths;
}; /* pounds a year a paying head; years; count */
void entitlement_head_charges(struct institutions *i, const struct world *w,
                              const struct head_charges *h, unsigned row);

/* Pounds a week that care costs at the council's price. */
double entitlement_week_cost(const struct institutions *i, const struct world *w, unsigned pathway);
/* fees.c: a month of those who live in care homes. */
void entitlement_residents_pay(struct institutions *i, struct world *w);
/* payers.c: who pays for a package, which moves; the person's part of any case. */
void entitlement_package(struct institutions *i, struct world *w, const struct activity *a,
                         unsigned c, unsigned p, pence_t pence);
void entitlement_case(struct institutions *i, struct world *w, const struct activity *a, unsigned c,
                      pence_t pence);
/* The person's part of a price so many times the council's (0: the council's), by their share of
 * the latter. Pure. */
pence_t entitlement_own_part(double over, double share, pence_t pence);

#endif
