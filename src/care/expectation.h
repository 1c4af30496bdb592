// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a year of acute need is expected to bring to each department: the departments' attractions,
 * direct-admission shares and admission styles, solved by rule from the figures published up to the
 * vintage, and the hourly arrivals by which departments and fleets are staffed. */
#ifndef CARE_EXPECTATION_H
#define CARE_EXPECTATION_H
#include "base/arena.h"
#include "care/reach.h"

#define HOURS_A_WEEK 168u
#define STAY_ROUTES 4u /* straight to a ward 0 or through A&E 2; a bed truly needed 1 */
/* Those admitted: how many, and the sum of what their kinds do to nights (beds). */
struct admitted_mix {
    double n[STAY_ROUTES][AGE_BANDS][4], kind[AGE_BANDS][4], all[AGE_BANDS][4];
    double dying[AGE_BANDS][4]; /* of all, in the last spell of life */
};
struct site_expectation {
    /* an hour, by hour of the week from Monday 00:00, returns included */
    double arrivals[HOURS_A_WEEK];
    /* arrivals of each twelfth of the year from the first day, ratio to the mean */
    double season[12];
    /* ambulances sent an hour, by hour of the day, to this site's people */
    double responses[24];
    double majors, aged_75;         /* share of arrivals in majors; of whom 75 or older */
    double truth[4];                /* shares of arrivals by enum true_need */
    double conveyed;                /* share of ambulance responses that convey */
    double attendances;             /* a month, expected */
    /* emergency admissions a month, expected: through A&E; straight to a ward */
    double admitted, direct;
    double door, direct_share, style, streamed; /* solved: see the .c */
    double referrals;               /* a month that could go straight to its ward, as last seen */
    double straight;                /* of those ill again after a stay, straight to its ward */
    double utilisation;             /* of its clinicians, solved by departments_staff; 0: not yet */
    double spread_km2;              /* mean square distance of its people */
};
/* Of community teams at the start: chance that somebody whom a response suits is put to the team,
 * that it then has a visit left, and that somebody whom a virtual ward suits goes to it. */
struct community_expectation { double referred, served, up; };
struct expectation {
    struct community_expectation community;
    struct reach reach;
    struct site_expectation *site;
    struct admitted_mix *admitted;  /* by provider, of the pilot: only ratios mean anything */
    double contacts[8];             /* first contacts a head a year by enum channel */
    /* needs for a bed over England's by age, frailty and deprivation: solved */
    double need_level;
    double nights_level;            /* nights in bed over those of the parameters */
    double gp_fails;                /* tries a head a year that found no appointment soon enough */
    double worst_misfit;            /* of attendances, relative */
    double peril;                   /* needs_peril of this place: mean of those admitted by A&E */
    /* of deaths of people of one year and more, the share that delays at the start bring about */
    double delay_deaths;
    double delay_dying; /* of those who die so, who are in the last spell of life: share */
    /* mental-health crises a year that somebody of the place's hospitals would admit: not among
     * the emergency admissions, which mental-health trusts' are not */
    double crises;
    uint32_t needs;                 /* in the pilot */
};

struct world;
struct need;
struct primary;
/* The department of a type (1; 0 as 1; 3 for any walk-in one) that a need's person turns to;
 * NO_SITE when there is none. */
uint16_t primary_site(const struct world *w, const struct need *n, unsigned type, double *km);
/* Whose ambulances come to a need's person: those of the department that they would turn to with
 * every door open; NO_SITE when there is none. */
uint16_t primary_fleet(const struct world *w, const struct need *n);
/* The expectation of this world; solved at the first call, which sets the rates of bed needs in
 * w->needs_par to the level of the place: call it before needs_open. NULL when memory ran out. */
const struct expectation *primary_expectation(struct world *w);
/* A copy, with its expectation, of a practice room in which nobody has been yet; reads no world. */
int primary_copy(struct primary **out, const struct primary *from) MUST_CHECK;
/* The expectation is that of `from`, solved for a world with the same place, people, dates and
 * parameters: in the place of primary_expectation, and as it does sets the rates of bed needs. */
int primary_adopt(struct world *w, const struct primary *from) MUST_CHECK;

/* Nobody chooses a department any more, or they do again. */
void primary_shut(struct world *w, uint16_t site, bool shut);

#endif
