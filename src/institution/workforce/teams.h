// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a team is, for the files of this room alone. Posts and staff are full-time equivalents;
 * shifts are counted as the posts' worth of work they make. Ratios are 1 at the start. */
#ifndef INSTITUTION_WORKFORCE_TEAMS_H
#define INSTITUTION_WORKFORCE_TEAMS_H
#include "institution/workforce/workforce.h"

/* Staff that can take each other's jobs, so the place's labour market has one pool of each. */
enum staff_kind {
    KIND_NURSES,
    KIND_DOCTORS,
    KIND_CALLS,
    KIND_OUT_OF_HOURS,
    KIND_AMBULANCE,
    KIND_CARERS,
    STAFF_KINDS
};
enum abroad { ABROAD_POORER, ABROAD_EUROPE, ABROAD_OTHER, ABROAD_GROUPS };
/* came with a transfer and kept their terms; hired since */
enum tier { TIER_KEPT, TIER_NEW, TIERS };
#define LEAD_MOST 37u /* months that somebody hired abroad may take to come, and one */

struct workforce_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/workforce/workforce.def"
#undef PARAM
};
extern const struct parameter_table workforce_param_table;

struct team {
    uint16_t provider;       /* of the place; NOBODY: staff of a line */
    uint16_t commissioner;   /* of a line */
    uint8_t line, kind;
    bool paid;               /* has money of its own in the model */
    bool changed;            /* has changed hands: newcomers are on the new employer's terms */
    uint16_t unsettled_until;/* month */
    double start;            /* posts at the start */
    double needed, posts;    /* that need asks for; that money is there for: needed x open */
    double open;
    double staff[TIERS];
    double bank, agency, unfilled;             /* this month */
    /* shifts that staff could stand for and do not, for want of goodwill */
    double withheld;
    double usual_staff, usual_bank, usual_agency, usual_unfilled; /* at the start */
    double outside;          /* wage outside, ratio to the place's mean */
    double pay, lower;       /* of staff, and of newcomers after a transfer as ratio to it */
    double goodwill;
    double left, joined, gone[TIERS]; /* this month */
    double left_year, staff_year, agency_year, unfilled_year, needed_year;
    /* vacancies x how well they pay: its claim on those who look for work */
    double offered;
    double due[LEAD_MOST][ABROAD_GROUPS]; /* [month % LEAD_MOST] who arrive from abroad */
    double usual_abroad, abroad;       /* ordered a month at the start, this month */
    pence_t premium;         /* agency, over what the shift would cost, this month */
    double agency_spend;     /* pence, all that agency shifts cost */
};

struct market_of { /* labour market of a kind of staff */
    double looking;          /* people of the place in search of a post */
    double trained, movers;  /* that join them in a month at the start */
    double match;            /* hires = match x sqrt(looking x offered) */
    double base[ABROAD_GROUPS]; /* recruits from abroad a month at the start */
    double abroad_rate;      /* recruits from abroad for a vacancy a month */
    double pay_sum, staff_sum; /* over its teams, this month: what neighbours pay */
};

struct workforce {
    struct workforce_params par;
    bool begun;
    unsigned n;
    struct team *team;
    uint16_t *nurses_of, *doctors_of;  /* [provider] team, or NOBODY */
    uint16_t *team_of;                 /* [commissioner * LINE_COUNT + line] team, or NOBODY */
    struct market_of market[STAFF_KINDS];
    /* this month; this financial year */
    double arrived[ABROAD_GROUPS], arrived_year[ABROAD_GROUPS];
    /* of general practice: in all, till last year, of the first year; last year over the first */
    double gp_contacts, gp_before, gp_first, gp_ratio;
};

static inline double team_staff(const struct team *t) {
    return t->staff[TIER_KEPT] + t->staff[TIER_NEW];
}
static inline double team_vacant(const struct team *t) {
    const double vacant = t->needed - team_staff(t);
    return vacant > 0.0 ? vacant : 0.0;
}
/* rows of the .def go by kind */
static inline double kind_row(const double *first, unsigned kind) { return first[kind]; }

/* teams.c: who there is at the start */
int teams_take(struct institutions *i);
void teams_begin(struct institutions *i);
/* labour.c: leavers, joiners and those who come from abroad; pay and posts */
void labour_begin(struct institutions *i);
/* share a month */
double labour_leaving(const struct institutions *i, const struct team *t, unsigned tier);
void labour_month(struct institutions *i);
/* shifts.c: who stands in, what it costs, and what it does to goodwill */
void shifts_begin(struct team *t, const struct workforce_params *p);
void shifts_month(struct institutions *i);

#endif
