// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The only door between care and institutions. Care asks; institutions answer. Calls made per
 * patient (marked pure) change nothing but what is said. Ten questions: funding, award, choice,
 * payment, risk, acceptance, failure, oversight, entitlement, pay. */
#ifndef CARE_QUESTIONS_H
#define CARE_QUESTIONS_H
#include <stdbool.h>
#include <stdint.h>
#include "base/ledger.h"

struct need;
struct world;
#define OFFER_MAX 64

enum service_line {
    LINE_PLANNED,
    LINE_111,
    LINE_OUT_OF_HOURS,
    LINE_URGENT_TREATMENT,
    LINE_AMBULANCE,
    LINE_EMERGENCY,
    LINE_GP,
    LINE_COMMUNITY,
    LINE_SOCIAL_CARE,
    LINE_COUNT
};
const char *service_line_name(enum service_line l);

/* operation: whether it will end in one, which GPs mostly tell and no regime changes */
struct referral {
    uint32_t person, number;
    uint16_t area;
    uint8_t function;
    bool urgent, operation;
};

enum offer_reason { OFFER_CATCHMENT, OFFER_CONTRACT, OFFER_FREE_CHOICE, OFFER_NETWORK };
struct offer { uint16_t provider; uint8_t why; };

enum refusal {
    ACCEPTED,
    REFUSED_TOO_COMPLEX,
    REFUSED_PLAN_FULL,
    REFUSED_LIST_CLOSED,
    REFUSED_NOT_QUALIFIED
};

/* A practice asks to close its list: practices nearest to it, and of them those that are open. */
struct list_request { uint16_t area, near, open; };
/* Months for which it may, at least and at most; at most none: it must stay open. */
struct list_terms { uint16_t least, most; };

/* A week of social care: pathway 1 at home, 2 rehabilitation, 3 in a care home; weeks since it
 * began after hospital. before: they have had care for long already. */
struct care_week { uint32_t person, week; uint8_t pathway; bool before; };

enum currency { /* what is counted and paid */
                CURRENCY_FIRST_OUTPATIENT,
                CURRENCY_FOLLOW_UP,
                CURRENCY_DIAGNOSTIC,
                CURRENCY_DAY_CASE,
                CURRENCY_ELECTIVE_STAY,
                /* days beyond the stay that the spell's price covers */
                CURRENCY_EMERGENCY_STAY,
                CURRENCY_BED_DAY,
                CURRENCY_ATTENDANCE_1,
                CURRENCY_ATTENDANCE_3,
                CURRENCY_AMBULANCE,
                CURRENCY_111,
                CURRENCY_OUT_OF_HOURS,
                CURRENCY_GP,
                CURRENCY_CARE_PACKAGE,
                CURRENCY_PEER_SUPPORT,    /* a course of it */
                CURRENCY_OUT_OF_AREA_DAY, /* in a mental-health bed elsewhere */
                /* beyond the sum for community services: a two-hour response, an episode of a
                 * virtual ward; quantity the share of its cost that is */
                CURRENCY_COMMUNITY_RESPONSE,
                CURRENCY_VIRTUAL_WARD,
                CURRENCY_THERAPY, /* a course beyond the start's places */
                CURRENCY_COUNT
};
const char *currency_name(enum currency c);

struct activity { /* something done for somebody */
    enum currency currency;
    enum service_line line;
    uint16_t provider;     /* NOBODY: the place's own primary, ambulance or social care */
    uint16_t area;         /* where the person lives: their commissioner and council pay */
    uint8_t function;
    uint8_t pathway;       /* of a care package, as in struct care_week */
    uint32_t person;
    /* cost of this case over the average case of its currency and function */
    float complexity;
    float quantity;        /* 1, or days, or over */
    /* of a package that the person finds: its price over the council's; 0: the council arranges */
    float over;
    bool planned_over_plan;/* set by the institution's own count; care leaves it false */
};

/* How a provider is run this month, each as ratio to the start: 1 as it was. */
struct provision {
    double nurses;     /* nurses on the ward for each occupied bed */
    double doctors;    /* shifts of its departments that somebody fills */
    double infection;  /* risk that a stay brings an infection */
    double turnaround; /* time that a test takes */
};

/* What institutions know of this month that statistics publish; of one provider, or of the place
 * (NOBODY). */
enum figure {
    FIGURE_CARE_DELIVERED, /* pence: care done, valued at full price whatever was paid for it */
    FIGURE_PRIVATE_INCOME, /* pence paid for care to privately owned providers, firms included */
    FIGURE_COMMUNITY_INCOME, /* of it, to social enterprises */
    FIGURE_COST_IMPROVEMENT, /* pence that providers' own programmes keep off their costs */
    /* sessions a month of consultants, anaesthetists, theatres and nurses in the pool of the place,
     * at the month's end: all, of privately owned providers, idle */
    FIGURE_SESSIONS, FIGURE_SESSIONS_PRIVATE,
    FIGURE_SESSIONS_IDLE,  /* the place's alone, as those that follow */
    FIGURE_FIT_MISSED,     /* standard deviations, by awards scored this month */
    FIGURE_PAID_WRONGLY,   /* pence for cases, beyond what was due */
    /* of a year of the run, at its end: a person's cost, standard deviation over mean; bodies of so
     * many people more than 1% above their money by chance, share of them; what they lack, pence a
     * head */
    FIGURE_COST_VARIATION,
    FIGURE_DEFICIT_100K, FIGURE_DEFICIT_250K, FIGURE_DEFICIT_1M,
    FIGURE_DENIED_100K, FIGURE_DENIED_250K, FIGURE_DENIED_1M,
    /* of personal health budgets, the place's alone, residents: who holds one; points of ASCOT
     * gained, person-years; and a head of each kind of need */
    FIGURE_BUDGET_HOLDERS, FIGURE_BUDGET_WELLBEING, FIGURE_BUDGET_GAIN_CONTINUING,
    FIGURE_BUDGET_GAIN_MENTAL, FIGURE_BUDGET_GAIN_LONG_TERM,
    FIGURE_COUNT };

/* Figures of staff that somebody may want to measure: full-time equivalents unless said otherwise,
 * of a month. */
enum staff_figure {
    STAFF_NEEDED,         /* posts that need asks for */
    STAFF_IN_POST, STAFF_VACANT, STAFF_LEFT,
    STAFF_UNFILLED,       /* shifts that nobody fills, as posts */
    STAFF_AGENCY_SHIFTS,  /* shifts of agency staff, as posts */
    STAFF_AGENCY_SPEND,   /* pence paid for them */
    STAFF_GOODWILL,       /* ratio to the start, summed over posts needed */
    /* arrived from abroad, by group of countries; the place's alone */
    STAFF_FROM_POORER, STAFF_FROM_EUROPE, STAFF_FROM_OTHER,
    STAFF_FIGURES };

/* Figures of social care in the place, by the month: means over its councils, ratios to the
 * start. */
enum care_figure {
    CARE_DELIVERED, CARE_FEE,
    CARE_VACANT,          /* share of carers' posts */
    CARE_UNDELIVERED,     /* share of the hours wanted at home */
    CARE_PROVIDERS_LEFT,  /* how many handed back their contracts */
    CARE_FIGURES };

/* How a hospital stands for urgent work after a failure, as ratio to the start: shut for good, or
 * open from one hour of the day to another (0 and 0: always); its beds and its department's
 * space. */
struct urgent_door { bool shut; double opens, closes, beds, space; };

struct questions {
    /* For whoever measures, pure: a figure of the month that has ended; NAN where there is none. */
    double (*figure)(const void *inst, const struct world *w, enum figure what, uint16_t provider);
    /* 1 funding, pure: of those whom the practice would refer, the share with least to gain that it
     * keeps, 0 to 1. */
    double (*held_back)(const void *inst, const struct world *w, const struct referral *r);
    /* 9 entitlement, pure: share of people referred like this one who stay away for what they would
     * have to pay, 0 to 1. NULL: nobody. */
    double (*stays_away)(const void *inst, const struct world *w, const struct referral *r);
    /* 1 funding and 5 risk, pure: share of needs like this one (its person, kind and truth) that
     * prevention and teams that join up care keep from striking now, 0 to 1. */
    double (*prevented)(const void *inst, const struct world *w, const struct need *n);
    /* 2 award, pure: courses of peer support after a mental-health crisis that are bought for the
     * people of an area, a head and year. NULL: none. */
    double (*peer_places)(const void *inst, const struct world *w, uint16_t area);
    /* 2 award and 10 pay, pure, cached: what a line that no organisation of the place stands for
     * can do for the people of an area: shifts filled and sessions bought, ratio to the start. */
    double (*line_filled)(const void *inst, const struct world *w, uint16_t area,
                          enum service_line line);
    /* 2 award, pure: how well the holder of such a line does it for the people of an area: standard
     * deviations, 0 as at the start. NULL: 0. */
    double (*line_quality)(const void *inst, const struct world *w, uint16_t area,
                           enum service_line line);
    /* 10 pay, pure, cached: how a provider of the place is run. */
    struct provision (*provision)(const void *inst, const struct world *w, uint16_t provider);
    /* 10 pay, pure: a figure of the month; provider or NOBODY for the place. For whoever
     * measures. */
    double (*staff)(const void *inst, const struct world *w, uint16_t provider,
                    enum staff_figure what);
    /* pure: a figure of social care. For whoever measures. NULL: none. */
    double (*social_care)(const void *inst, const struct world *w, enum care_figure what);
    /* 3 choice, pure: where may this patient go? Fills out[0..max), returns how many. */
    int (*offers)(const void *inst, const struct world *w, const struct referral *r,
                  struct offer *out, int max);
    /* 3 choice, pure: by what share distance weighs less on this patient than it did at the start,
     * for the help with travel that they get; 0 to 1. */
    double (*travel_eased)(const void *inst, const struct world *w, const struct referral *r);
    /* 6 acceptance, pure: does this provider take this person? complexity as in struct activity. */
    enum refusal (*accepts)(const void *inst, const struct world *w, const struct referral *r,
                            uint16_t provider, double complexity);
    /* 6 acceptance, pure: for how long may a practice take nobody new? NULL: it must stay open. */
    struct list_terms (*list_terms)(const void *inst, const struct world *w,
                                    const struct list_request *r);
    /* 4 payment and 9 entitlement: what is paid for this, by whom; posts to the ledger and
     * counts. */
    void (*paid)(void *inst, struct world *w, const struct activity *a);
    /* 5 risk, pure, cached: what share of what follows falls on the decider's own organisation? 0
     * to 1. */
    double (*own_share)(const void *inst, const struct world *w, uint16_t provider,
                        enum service_line decider);
    /* 5 risk, pure: the same under the contracts that stood at the start, which its published
     * figures embody. */
    double (*own_share_at_start)(const void *inst, const struct world *w, uint16_t provider,
                                 enum service_line decider);
    /* 7 failure, pure: how does this provider's urgent hospital stand? */
    struct urgent_door (*urgent_door)(const void *inst, const struct world *w, uint16_t provider);
    /* 9 entitlement, pure: pence that this person would pay for going private now in a function. */
    pence_t (*private_price)(const void *inst, const struct world *w, uint32_t person,
                             uint8_t function);
    /* 9 entitlement, pure: share of what a week of care costs that falls on the person, 0 to 1. */
    double (*package_charge)(const void *inst, const struct world *w, const struct care_week *c);
    /* 9 entitlement, pure: the same under the law that the published figures embody. NULL: none. */
    double (*package_charge_at_start)(const void *inst, const struct world *w,
                                      const struct care_week *c);
    /* 5 risk, yearly in effect: councils' package supply as bought from pooled money, ratio to
     * their own. */
    double (*package_supply)(const void *inst, const struct world *w, uint16_t council);
    /* 5 risk, pure: does the council assess in hospital whoever needs support, before they leave?
     * NULL: no, at home afterwards. */
    bool (*assess_in_hospital)(const void *inst, const struct world *w, uint16_t council);
    /* pure: hours of care at home that are delivered in a council, over those of the start. NULL:
     * as then. */
    double (*care_at_home)(const void *inst, const struct world *w, uint16_t council);
    /* calendar: the month begins / has ended. Plans capacity (planned_set_capacity, beds_set_open),
     * funds, awards, fails. */
    void (*month_begins)(void *inst, struct world *w, unsigned month_of_run);
    void (*month_ended)(void *inst, struct world *w, unsigned month_of_run);
};

#endif
