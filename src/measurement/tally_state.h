// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a tally holds between sights; private to tally.c and tally_month.c. Counters are whole
 * numbers, so that no sum depends on the order in which things were seen. */
#ifndef MEASUREMENT_TALLY_STATE_H
#define MEASUREMENT_TALLY_STATE_H
#include "care/beds.h"
#include "care/planned.h"
#include "measurement/measures.h"
#include "measurement/person_table.h"

enum service_count { /* of the month, by provider and treatment function */
    COUNT_START, COUNT_ADMITTED, COUNT_NONADMITTED, COUNT_REMOVAL, COUNT_TAKEN_ILL, COUNT_EXIT,
    COUNT_DEATH, COUNT_REFUSED, COUNT_CANCELLED, COUNT_ELECTIVE, SERVICE_COUNTS
};
enum person_count { /* of the month, residents by decile and by age */
    COUNT_ATTENDANCE, COUNT_EMERGENCY, COUNT_PLANNED, COUNT_DIED,
    COUNT_CLOCK, COUNT_OPERATED, COUNT_ADVISED, COUNT_REMOVED, COUNT_PRIVATE,
    COUNT_BED_DAYS, COUNT_DELAYED_DAYS, COUNT_MISSED, PERSON_COUNTS
};
enum { DECILES = 11 }; /* 0 unknown, 1 most deprived */
/* time in A&E, in tens of minutes; two days and more */
enum { STAY_MINUTES = 10, STAY_BINS = 289 };
/* response to 999, in minutes; a day and more */
enum { CALLS = 5, RESPONSE_BINS = 1441 }; /* categories 1 to 4; 0 all */
enum { TYPES = 4 }; /* A&E types 1 to 3; 0 unused */
enum { GROUPS = 11 + AGE_BANDS }; /* deciles 0 (unknown) to 10, then age bands */
enum { GROUP_AGE = 11 };

enum { AGE_MONTHS = 1440, CLASSES = 2 * 4 }; /* ages in months; care home or not, by frailty */

struct department_count { uint32_t n, within_target, over_long; };
struct provider_count {
    struct department_count type[TYPES];
    uint32_t over_long_from_dta, emergency, elective, cancelled;
};
struct call_count { /* of ambulance incidents */
    uint32_t n, advised, treated, attended, late, within[RESPONSE_BINS];
    uint64_t minutes;
};
struct crisis_count { /* of mental-health crises */
    uint32_t came, admitted, away, detained, again, over, returns, peers, over_long;
};
struct therapy_count { uint32_t begun, recovered, given_up; uint64_t days; };
struct community_count { /* of responses and virtual wards */
    uint32_t came, started, full;
};
struct waits { /* of incomplete pathways */
    uint32_t n, with_decision, within, over_long, week[WAIT_WEEKS];
};

/* Residents by decile and age: pathways on the lists at the month's end, begun in the month; and
 * the quality of life of the month, in years. */
struct last_year { /* last_year.c: those admitted; and counts of the month */
    struct person_table rows;
    uint32_t deaths;
    uint64_t nights, nights_before, admissions_before;
};
/* of the month, by provider that treated */
enum return_count {
    RETURN_PLANNED, RETURN_EMERGENCY, RETURN_LEFT, RETURN_TREATED, RETURN_COMPLICATION,
    RETURN_MOVED, RETURN_COUNTS
};

struct fairness {
    uint64_t waiting[DECILES][AGE_BANDS], days_waited[DECILES][AGE_BANDS],
        over_long[DECILES][AGE_BANDS], begun[DECILES][AGE_BANDS], metres[DECILES][AGE_BANDS],
        paid[DECILES][AGE_BANDS]; /* pence out of pocket */
    double quality[DECILES][AGE_BANDS];
};

/* accounts that are no provider's */
enum account_of {
    OF_NOBODY = -1, OF_COMMISSIONER = -2, OF_INVESTORS = -3, OF_TREASURY = -4, OF_COUNCIL = -5,
    OF_PERSONS = -6 /* and their insurers */
};

struct tally {
    const struct place *place;
    struct measurement_params par;
    unsigned months, month;      /* length of the run; months finished */
    int32_t first_month;
    uint16_t n_providers, n_functions;
    uint32_t *service;           /* [(provider * functions + function) * SERVICE_COUNTS] */
    struct provider_count *provider;
    /* of residents; and of person-years lived in the month */
    uint32_t by_cell[PERSON_COUNTS][DECILES][AGE_BANDS];
    double lived[DECILES][AGE_BANDS];
    struct fairness fair;
    uint32_t gp_same_day, on_foot, after_gp_failed, type_1, by_ambulance, admitted_in[STAY_BINS];
    uint64_t admitted_minutes, nights, nights_emergency, delayed;
    uint64_t delayed_by[DELAY_OF_KINDS];
    uint32_t deaths, deaths_from_delay, gp, gp_known, gp_failed;
    struct call_count call[CALLS];
    uint64_t handover_lost;      /* minutes */
    uint32_t diverted, deaths_on_wards, deaths_of_frailty, worn;
    uint32_t critical[3], spilled; /* critical: enum critical_sight */
    uint64_t nursing_days;       /* of stays: their first ones */
    struct crisis_count crisis;
    struct therapy_count therapy;
    struct person_table left;    /* who left hospital: returns.c */
    struct last_year last_year;
    uint32_t *returned;          /* [provider * RETURN_COUNTS] */
    struct community_count community;
    double ward_minutes;         /* of virtual wards, as counted at the last month's end */
    double crisis_bed_minutes;   /* as counted at the last month's end */
    uint32_t told[4];            /* callers of 111 by enum disposition */
    uint32_t *listed;            /* incomplete at the last month end, by provider and function */
    int64_t *imbalance;          /* of the last month, by provider and function */
    uint32_t *first_month_stops;
    float *person_qaly;
    uint16_t *person_group;
    uint32_t n_people;
    double person_years;
    /* [age in months * CLASSES + class]: person_utility, worked out once */
    double *utility;
    uint8_t band[AGE_MONTHS];    /* age band by age in months */
    /* ledger account to provider, or enum account_of */
    int16_t *account_provider;
    uint16_t n_accounts;
    struct patient_counts patients;
    struct series series;
    int failed;                  /* sticky FAULT_MEMORY */
};

/* equity.c: the slope and relative indices of inequality of the month */
void equity_month(struct tally *t);
/* a resident who waits; whose pathway begins */
void equity_waits(struct tally *t, const struct person *who, int64_t days);
void equity_pays(struct tally *t, const struct person *who, uint32_t pence);
void equity_travels(struct tally *t, const struct person *who, const struct sight *s);
/* National target of the month for the share within 18 weeks; NAN: none is set for it. */
double tally_ladder(const struct measurement_params *q, int32_t month);
void tally_put(struct tally *t, uint16_t org, enum measure m, enum breakdown b, unsigned level,
               double value);

/* last_year.c: hospital use before death */
void last_year_open(struct tally *t);
void last_year_saw(struct tally *t, const struct world *w, const struct sight *s);
void last_year_month(struct tally *t);

/* returns.c: readmissions and complications */
void returns_open(struct tally *t);
void returns_saw(struct tally *t, const struct world *w, const struct sight *s);
void returns_month(struct tally *t, day_t census);

/* patients.c */
int patients_open(struct patient_counts *c, const struct place *p, unsigned months) MUST_CHECK;
void patients_saw(struct patient_counts *c, const struct world *w, const struct sight *s,
                  double target);
void patients_wait(struct patient_counts *c, unsigned month, const uint32_t week[WAIT_WEEKS]);

/* Age in months in a month counted from July 1948, within the tables. */
static inline unsigned age_months(const struct person *p, int32_t month) {
    const int32_t age = month - p->born;
    return age < 0 ? 0 : age >= AGE_MONTHS ? AGE_MONTHS - 1 : (unsigned)age;
}
static inline unsigned utility_class(const struct person *p) {
    return p->frailty * 2u + ((p->flags & FLAG_CARE_HOME) != 0);
}
/* The month that is running, counted from July 1948. */
static inline int32_t month_now(const struct tally *t) {
    return t->first_month + (int32_t)t->month;
}

/* Band of a wait: weeks waited, whole weeks counted as the band they complete (18 weeks = 126 days
 * lies in the band 17-18), as the official files band them. */
static inline unsigned wait_band(int64_t days) {
    if (days <= 0) return 0;
    const int64_t week = (days - 1) / 7;
    return week >= WAIT_WEEKS ? WAIT_WEEKS - 1 : (unsigned)week;
}

#endif
