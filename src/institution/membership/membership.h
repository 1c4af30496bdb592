// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Whom a person belongs to when the money follows the person: a Health Management Unit, an insurer,
 * a voucher taken out of the public service. One byte a person (0: the public service), taken when
 * an answer in force first needs it.
 *
 * A plan's money, each month, for those members whose commissioner the answer governs:
 *   gets    allocation of the commissioner / 12 x weight of its members / weight of all the
 *   commissioner's people
 *   repays  what its members' cases cost, and its share by their expected cost of what the
 *   commissioner spent otherwise
 * The commissioner's account is so a clearing house: providers are paid through it as in any other
 * regime. */
#ifndef INSTITUTION_MEMBERSHIP_H
#define INSTITUTION_MEMBERSHIP_H
#include "institution/state.h"

enum weighting {
    WEIGHT_FLAT,
    WEIGHT_AGE,
    WEIGHT_RISK,
    WEIGHTINGS
}; /* by the head; by age; by what people like them cost last year */
#define CONDITION_GROUPS 4u
#define SEEN_CELLS                                                                                 \
    (AGE_BANDS * CONDITION_GROUPS) /* what a formula sees: age and number of conditions */
#define CELLS (SEEN_CELLS * 4u) /* what an insurer sees: frailty besides */

struct plan {
    bool closed_down; /* its licence is gone */
    double members, weight; /* present now */
    double left, joined; /* switched this financial year */
    double stays; /* share of its members who stayed through last year */
    double keen; /* effort in choosing its members, 0 to 2: mean of plans 1 */
    double kept; /* of those to whom referral would bring least: share that it keeps, this month */
    double services; /* pounds a member that it put into services last year */
    double week; /* pounds that it counts for a week that a member waits */
    double wait; /* weeks, published, of what it contracts, by what that does; 0 without networks */
    pence_t income, repaid; /* this financial year */
    double last_income;      /* of the year before, pence */
};

struct application {
    uint32_t person;
    uint16_t month;
    uint8_t plan;
};

struct membership_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/membership/membership.def"
#undef PARAM
};

/* Kinds of need of who holds a personal budget: funding/personal_budgets.h. */
enum budget_need { BUDGET_LONG_TERM, BUDGET_CONTINUING, BUDGET_MENTAL, BUDGET_NEEDS };
struct budgets_held { double people, gain; };

struct membership {
    struct membership_params par;
    uint8_t *of; /* [person] */
    uint16_t *since; /* [person] month of run + 1 of taking a personal budget; NULL: nobody has */
    struct budgets_held held[BUDGET_NEEDS + 1]; /* at the last month's end, by need; last: all */
    uint32_t n_people;
    unsigned n_plans; /* 1 .. n_plans are plans */
    struct plan plan[PLANS];
    uint8_t row; /* of the regime: whom it governs */
    unsigned months_paid; /* of this financial year */
    bool active;
    bool public_body; /* what plans hold or owe is the public's: it bears on the brakes */
    enum weighting weighting;
    double *weight_in; /* [commissioner * PLANS + plan] */
    double *cost_in; /* the same, expected cost of members, pounds a year */
    double *in_area; /* [area * PLANS + plan] members */
    pence_t *cost; /* [commissioner * PLANS + plan] cases of members, not yet repaid */
    pence_t *lent; /* [commissioner * PLANS + plan] paid to the plan less what came back */
    pence_t *spent_before; /* [commissioner] spent_in_all when last settled */
    uint32_t present; /* people present, counted with the members */
    /* what people cost: counted this year, expected from last year's */
    double value[CELLS], years[CELLS], expected[CELLS], seen[SEEN_CELLS],
        mean; /* pounds; pounds a year */
    bool learned;
    double weeks; /* less to wait with a voucher, when people last reconsidered */
    double treated; /* share of their planned care that members have at private hospitals */
    double part; /* of what insurers pay, to private hospitals for planned care */
    double top_ups; /* pounds a year that people add to vouchers */
    double paying,
        residual; /* share of people whom it pays to insure; mean absolute residual over the mean */
    /* what acceptance answers say of plans */
    double optimum; /* members at which a list is closed; 0: none */
    double
        declines_above; /* expected cost over the mean beyond which an insurer declines; 0: none */
    unsigned n_applications;
    size_t application_room;
    struct application *application; /* dated; memory_grow */
    /* what plans buy: membership/buying.c */
    bool networks;
    bool private_only; /* they contract privately owned hospitals, whose lists they find open */
    double kept_open; /* months of work more before those lists close to their members too */
    double private_price; /* what they pay those over the public service's price; 0: no more */
    double *extra, *work; /* [provider] this month, pence: paid beside the price; at full price */
    double at_private, in_all; /* members' planned care of the year, pence at full price */
    double movers_bring; /* pounds beyond their expected cost, a head, in the last round */
    double defaulting; /* share of people who do not pay their premium */
    uint8_t *bought; /* [service * PLANS + plan] bit of each class that it contracts */
    double *buys; /* [provider * PLANS + plan] share of the provider's work that it contracts */
    double *paid_for, *done_for; /* [service] members' cases of the year: pence paid, full price */
    double *price; /* [service] paid by the case last year, over the full price; < 0: none was */
};

int membership_open(struct institutions *i, struct fault *f) MUST_CHECK;
void membership_close(struct institutions *i);
void membership_month(struct institutions *i,
                      struct world *w); /* counts members, pays the month's capitation */
/* From a commissioner to a plan, or back (below nought). */
void membership_move_money(struct institutions *i, unsigned c, unsigned k, pence_t pence,
                           enum ledger_reason why);
/* Of what plans hold or owe as public bodies, a commissioner's part: what it paid them less what
 * came back, and less by their members' weight of what they spent themselves. */
pence_t membership_held(const struct institutions *i, unsigned commissioner);
/* A plan's debt as share of a year of its income. */
double membership_debt_share(const struct institutions *i, unsigned plan);
void membership_settle(
    struct institutions *
        i); /* what members cost since last settled is repaid: before anything looks at a balance */
void membership_year(
    struct institutions *i,
    struct world *w); /* what people cost is learned; the year's counts begin anew */
/* Is there a year to close? Not in the month in which plans begin: nobody has been counted. */
bool membership_year_lived(const struct institutions *i);
struct membership *membership_need(struct institutions *i,
                                   const struct world *w); /* NULL without memory */
void membership_begin(struct institutions *i, const struct world *w, unsigned row, unsigned plans,
                      enum weighting weighting);
void membership_end(
    struct institutions *i); /* everybody back to the public service; money to the commissioners */
/* A case has been paid for: value at full price, pence that the commissioner pays. */
void membership_paid(struct institutions *i, const struct world *w, const struct activity *a,
                     unsigned commissioner, pence_t value, pence_t pence);
int membership_check(const struct institutions *i, const struct world *w,
                     struct fault *f) MUST_CHECK;

/* Weight of a person by a formula, mean about 1; expected cost, pounds a year. */
double membership_weight(const struct institutions *i, const struct world *w, uint32_t person,
                         enum weighting weighting);
double membership_expected(const struct institutions *i, const struct world *w, uint32_t person);
/* Moves a person to a plan if it takes them; else puts them on its dated list. True when moved. */
bool membership_move(struct institutions *i, uint32_t person, unsigned plan);
void membership_admit(struct institutions *i,
                      const struct world *w); /* from the dated lists, in order of application */
/* A round in which people reconsider: decide says for each present person which plan (its own:
 * stays), given four words of luck of the person and month. Those who move do so in the order of a
 * keyed draw, not of their rows. Returns how many moved or applied. */
typedef unsigned membership_decision(const struct institutions *i, const struct world *w,
                                     const double *p, uint32_t person, struct words u);
unsigned membership_round(struct institutions *i, const struct world *w, const double *p,
                          membership_decision *decide);
unsigned membership_choice(const struct membership *m, const double *weight,
                           double u); /* plan by weights, u in (0,1) */
/* Is a private list that is closed to the public service's patients open to this person? */
bool membership_has_place(const struct institutions *i, uint32_t person, unsigned service);
/* A plan that cannot pay: its members go to the one with most room; its debt is the
 * commissioners'. */
void membership_licence_lost(struct institutions *i, unsigned plan);

/* ---- what plans buy: buying.c ---- */

#define BUYS_ALL 3u /* both classes: referrals that end in an operation, and the others */
struct buying {
    double reach; /* km from where members live */
    double cover; /* places contracted over those that members need */
    double week; /* pounds for a week's wait of the mean plan */
    double spread; /* of its logarithm between plans */
};
/* Pounds that a case at a service stands a plan in: what it would pay, and the wait. */
double buying_cost(double full, double price, double week, double weeks);
/* Each plan contracts anew, by what was paid and what waits are published. */
void buying_review(struct institutions *i, const struct world *w, const struct buying *b);
void buying_learn(struct institutions *i); /* what was paid since the last look */
void buying_month(struct institutions *i, const struct world *w); /* waits as published by now */
void buying_everywhere(struct institutions *i); /* before the first look: with all */
/* What privately owned hospitals offer, while people there wait no longer than on the mean of all;
 * nothing else. */
void buying_private(struct institutions *i, const struct world *w);
/* Mean of the published weeks over functions, by the place's referrals: of what the plan contracts,
 * or of all services in a function in which it contracts none; plan 0: of all. */
double buying_weeks(const struct institutions *i, const struct world *w, unsigned plan);
/* Of all places, the part that the plan contracts. */
double buying_share(const struct institutions *i, unsigned plan);
/* Keeps of a referral's offers what its plan has contracted; all, if that is none. */
int buying_offers(const struct institutions *i, const struct referral *r, struct offer *out, int n);

/* Is a voucher worth taking? pounds a year; weeks of the median wait; income and taste relative to
 * the mean's. */
double voucher_worth(double amenity, double week, double weeks, double income, double elasticity,
                     double taste);
bool voucher_opts_out(double premium, double voucher, double worth);
/* Premium of a plan: dearer: what it pays private hospitals over the public price, for a part of
 * the cost. */
double voucher_premium(double expected_cost, double loading, double dearer, double part);
/* Chance that an adult does not pay the premium, by income fifth. */
double insurance_default(double mean, double poor_ratio, unsigned fifth);
/* What an insurer would earn on a person in a year, pounds: what it gets less what it expects to
 * pay. */
double insurance_residual(const struct institutions *i, const struct world *w, uint32_t person);

#endif
