// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the files of planned care share with each other, and with their tests; nobody else includes
 * it. Bytes a pathway: 24 (struct pathway) + 8 (struct course) + 16 (two links) = 48. */
#ifndef CARE_PLANNED_INNER_H
#define CARE_PLANNED_INNER_H
#include "base/real.h"
#include "care/beds.h"
#include "care/complications.h"
#include "care/missed.h"
#include "care/notice_board.h"
#include "care/planned.h"
#include "care/primary.h"
#include "care/worsening.h"
#include "engine/queue.h"

#define DAYS_A_MONTH (DAYS_A_YEAR / 12.0)
#define START_NUMBER (1u << 27)  /* numbers of the needs of those who wait at the start */
#define NO_WEEK UINT16_MAX       /* of a pathway that is in no list */
#define WEEK_AWAY (UINT16_MAX - 1) /* in none until the day for which it is booked again */
#define SWEEP UINT32_MAX         /* owner of the month's last event, which finds the dead */
#define LOSS_UNITS 2000.0        /* of struct person's burden */
#define WEEKS_BEFORE 130         /* first weekly bucket before the run's first day */
#define WEEKS_AFTER 110          /* last one after its last day */
#define CENSUS (WAIT_WEEKS + 1u)
#define ORDER_STEPS 64
#define ORDER_UNITS 65536.0      /* of struct course's order */

enum list { LIST_FIRST, LIST_FOLLOW_UP, LIST_DAY_CASE, LIST_STAY, LIST_COUNT };
enum slots { SLOTS_FIRST, SLOTS_FOLLOW_UP, SLOTS_THEATRE, SLOTS_COUNT };
enum exit_kind { EXIT_REMOVED, EXIT_SELF_PAY, EXIT_INSURED, EXIT_TAKEN_ILL, EXIT_KINDS };

struct course { /* the rest of a pathway, beside struct pathway */
    uint16_t order;    /* place in the order in which such cases are dealt with, units of 1/65536 */
    uint16_t week;     /* weekly bucket of the list that holds it, NO_WEEK or WEEK_AWAY */
    uint16_t loss;     /* quality of life that it costs, units of 1/2000 */
    uint8_t exit;      /* what its EVENT_REMOVED would be */
    uint8_t visits : 7;    /* follow-ups so far; with the GP: times kept */
    uint8_t operation : 1; /* the need ends in admission: enum planned_class */
};
static_assert(sizeof(struct pathway) == 24, "a pathway is 24 bytes");
static_assert(sizeof(struct course) == 8, "its course is 8 bytes");

/* Ends of stages, in days from the clock start: seen first; seen after that; treated, if decided
 * when the clock started, at the first appointment, or later. */
enum stage_end {
    END_FIRST,
    END_SEEN,
    END_TREATED_DIRECT,
    END_TREATED_AT_FIRST,
    END_TREATED,
    STAGE_ENDS
};

struct service_rates { /* by rule from the published tables; never changed by a run */
    double slots[SLOTS_COUNT];  /* a working day at the start */
    double to_diagnostics;      /* patients a working day sent for a test, at the start */
    double tests;               /* tests a working day at the start */
    double direct;              /* share of clocks that start with the decision to admit */
    double decided_first;       /* chance that the first appointment decides */
    /* share of decisions in clinic that were to admit, for those who wait at the start */
    double admit;
    /* unreported removals of a waiting pathway, a month: mean over the list; once validated */
    double hazard, hazard_late;
    double firsts, removals;    /* a month, at the start */
    struct missed_of missed;    /* of the run: missed_open */
    double stay[3];             /* mean days unseen, from there to the decision, on the list */
    float end[STAGE_ENDS][ORDER_STEPS + 1]; /* days, by order of dealing; rising */
    float shape[WAIT_WEEKS + 1];/* share not yet dealt with after so many weeks, removals apart */
};

struct service_run {
    struct dated_list list[LIST_COUNT]; /* by the week in which a pathway falls due */
    struct queue roll;                  /* all whose clock runs */
    double credit[SLOTS_COUNT];         /* part of a slot carried over; clinics' in the first */
    double clinics, theatres;           /* capacity, ratio to the start */
    /* share of the theatre slots in rooms with beds of their own */
    double own_beds;
    double credit_own;                  /* part of such a slot carried over */
    struct planned_month count;
    int32_t late[LIST_COUNT];           /* weeks by which a clinic list runs late */
    uint32_t at_reset;                  /* waiting when the counts were last reset */
};

struct provider_run {
    struct dated_list diagnostic;
    double credit, slots;      /* diagnostic slots a working day at the start */
    unsigned first, n;         /* services */
    int32_t late;              /* weeks by which the list for tests runs late */
    /* overnight operations booked for today by yesterday's free beds; -1 at first */
    int booked;
};

/* by month, July first: a working day, mean 1 */
struct season { double starts[12], clinics[12], theatres[12]; };

/* worsens: taken ill, a year; complication: chance, and the mean of what it does to nights */
struct function_row { float overnight, loss, worsens, complication, complication_nights; };
struct back { /* somebody who will come back with a complication; free: person is the next one */
    uint32_t person, number;
    uint16_t service;
    uint8_t moved, waits;
};
struct kept_power { double x, to_power; }; /* of 0 nothing is kept */

struct planned {
    struct arena arena;
    /* pathways ever held at once; alive; not yet referred; of these seen and kept */
    uint32_t n, live, with_gp, kept;
    size_t room[4];                         /* of the four arrays that follow */
    struct pathway *pathway;
    struct course *course;
    struct queue_link *link, *roll_link;
    struct queue free;
    /* [service * CENSUS]: waiting by weeks, then those with a decision */
    uint32_t *census;
    uint64_t changes, census_changes;       /* of pathways so far; when the census was taken */
    int32_t census_day;
    uint32_t results_out;                   /* tested and waiting for results: in no list */
    uint32_t away;                          /* booked again on a later day: in no list until then */
    struct service_rates *rates;
    struct service_run *service;
    struct provider_run *provider;
    struct function_row function[FUNCTION_MAX];
    struct missed missed;
    /* [(area * 2 + from 75) * n_providers]: exp of the utility of distance */
    float *near;
    /* [((area * 2 + from 75) * n_functions + f) * CLASS_COUNT + class]: share that goes over the
     * border; below 0: not yet worked out */
    double *border;
    /* [class * n_services + s]: exp of the constant, as the fit left it */
    double *settled;
    /* [class * n_services + s]: exp of the constant and of the change of the published wait */
    double *pull;
    double operation[FUNCTION_MAX];         /* share of needs that end in an operation */
    /* published wait of a service when the run began, weeks */
    double *wait_at_start;
    int32_t pull_month;                     /* for which pull holds */
    struct season season;
    uint32_t years;                         /* of the run, begun ones and one more */
    double *sent;                           /* letters sent before a day of the run, running sum */
    int32_t base_week;                      /* of bucket 0: days since 1948 / 7 */
    struct kept_power income_power[16], price_power[FUNCTION_MAX]; /* of private exits */
    double mean_complexity[FUNCTION_MAX];   /* of cases, before normalising */
    struct back *back;                      /* pool, n_back of them ever held at once */
    uint32_t n_back, back_free, n_back_free;
    size_t room_back;
};

/* planned.c: the pool and the lists */
int planned_new(struct world *w, uint32_t person, uint32_t number, uint32_t *pathway) MUST_CHECK;
/* the list of its stage */
void planned_join(struct world *w, uint32_t pathway, int32_t due_day);
/* the list that holds it */
void planned_leave(struct world *w, uint32_t pathway);
/* first that lives, taken out */
uint32_t planned_call(struct world *w, struct dated_list *l);
void planned_start_clock(struct world *w, uint32_t pathway, unsigned service, int32_t day);
/* frees it; share of loss that ends */
void planned_end(struct world *w, uint32_t pathway, double resolved);
void planned_died(struct world *w, uint32_t pathway);
int32_t planned_today(const struct world *w);
uint32_t planned_days(const struct world *w, const struct pathway *p);      /* waited so far */
void planned_see(struct world *w, const struct pathway *p, enum sight_kind kind, unsigned detail,
                 uint32_t amount);
void planned_pay(struct world *w, const struct pathway *p, enum currency currency);
struct words planned_luck(const struct world *w, const struct pathway *p, enum purpose purpose,
                          unsigned step);

/* bookings.c: where in a list a patient is booked */
/* bucket; may be outside */
int32_t bookings_week(const struct world *w, uint32_t i, int32_t due_day);
/* out of its list, and back in it so many days from now */
void bookings_away(struct world *w, uint32_t pathway, double days);
enum event_fate bookings_again(void *world, uint32_t owner, uint32_t stamp, minute_t now);
/* about to leave its list */
void bookings_called(struct world *w, uint32_t pathway);
enum event_fate bookings_review(void *world, uint32_t owner, uint32_t stamp, minute_t now);

/* planned_rates.c: what the published tables say of a service */
void rates_make(struct service_rates *rates, const struct place *p,
                const struct planned_params *par);
/* decisions to admit a month */
double rates_to_list(const struct service *s);
/* days; left: share not yet dealt with */
double rates_interval(const struct service_rates *r, double left);
double rates_left(const struct service_rates *r, double days);              /* the inverse */

/* planned_order.c: who comes first */
void order_make(struct service_rates *r, bool nhs, const struct planned_params *par);
double order_days(const struct service_rates *r, enum stage_end end, double order);
/* share that ends a stage later */
double order_left(const struct service_rates *r, enum stage_end end, double days);

/* planned_season.c: working days and months */
void season_make(struct season *s, const struct place *p, const struct planned_params *par);
void season_open(struct planned *p, const struct world *w);
double season_day(const double factor[12], day_t day);                      /* 0 on days off */
/* when such a letter is sent */
minute_t season_referral(const struct world *w, minute_t due);

/* planned_start.c */
int start_lists(struct world *w, struct planned *p) MUST_CHECK;

/* referral.c */
void referral_open(struct planned *p, const struct world *w);
void referral_loss(struct world *w, uint32_t pathway, unsigned function, double severity);
void referral_traits(struct world *w, uint32_t pathway, unsigned function); /* complexity */
double referral_raw_complexity(const struct world *w, const struct person *q);
enum event_fate referral_due(void *world, uint32_t owner, uint32_t stamp, minute_t now);

/* clinics.c, theatres.c, removals.c */
enum event_fate clinics_day(void *world, uint32_t owner, uint32_t stamp, minute_t now);
enum event_fate clinics_diagnosed(void *world, uint32_t owner, uint32_t stamp, minute_t now);
void clinics_decide_to_admit(struct world *w, uint32_t pathway, double inpatient_draw,
                             enum stage_end end);
int32_t clinics_due(const struct world *w, uint32_t pathway, enum stage_end end);
/* that it takes to decide */
unsigned clinics_follow_ups(const struct world *w, const struct pathway *q);
int32_t clinics_follow_up_due(const struct world *w, uint32_t pathway);     /* the next one */
enum event_fate theatres_day(void *world, uint32_t owner, uint32_t stamp, minute_t now);
enum event_fate complications_due(void *world, uint32_t owner, uint32_t stamp, minute_t now);
/* minute of the next working day's minute-of-day */
minute_t planned_next_working(minute_t now, uint32_t minute);
void removals_schedule(struct world *w, uint32_t pathway);
enum event_fate removals_due(void *world, uint32_t owner, uint32_t stamp, minute_t now);

/* attraction.c: shared by fit and choice. The share of a service's patients who are operated on; of
 * a function's needs */
double attraction_operated(const struct service *s);
void attraction_operations(double share[FUNCTION_MAX], const struct place *p);
/* The share of an area's people who come to the place's hospitals at all: fitted, the same in every
 * regime. */
double attraction_comes(const struct world *w, enum planned_class class, uint32_t area,
                        unsigned function, bool over_75);
double choice_distance(const struct choice_params *cp, double km);
double choice_age_factor(const struct choice_params *cp, bool over_75, unsigned decile);

#endif
