// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a holder of a long-term budget buys so that fewer of its people fall ill. Candidate needs
 * stay what they are; care asks what share of a person's needs of a kind is kept from striking, and
 * thins by a draw of the need's own. Two bytes a person, taken when somebody first buys. */
#ifndef INSTITUTION_PREVENTION_H
#define INSTITUTION_PREVENTION_H
#include "institution/state.h"
#include "population/needs.h"

enum { PROGRAMME_HEART, PROGRAMME_FALLS, PROGRAMMES };
struct programme { /* a row of prevention.def */
    double from, to;   /* years of age */
    double takes_up;   /* of those asked */
    double check;      /* pounds for each who takes it up */
    double treated;    /* of those */
    double course;     /* pounds once for each who is treated */
    double upkeep;     /* pounds a year of treatment */
    double share;      /* of the needs of its kind on which the treatment bears */
    double reduces;    /* by how much it lowers them in full effect */
    double half;       /* years to half of the full effect */
    double lasts;      /* years */
    double deaths;     /* of all deaths of the treated, those of the disease, as stays are */
};
struct prevention_params {
    struct programme programme[PROGRAMMES];
    double saved_share, residents_stay, discount, worth_needed;
};

struct prevention_buyer {
    account_id account;
    uint16_t plan;       /* its members; 0: the residents of the commissioner */
    uint16_t commissioner;
    double stays;        /* of its people, a year */
    /* pounds that it counts for each emergency kept away, beside what it saves */
    double health_worth;
    double money;        /* pence that it may put in this year */
};

int prevention_open(struct institutions *i, struct fault *f) MUST_CHECK;
/* Share of the needs of its kind that somebody treated no longer has, so many years on. */
double prevention_relief(const struct programme *p, double years);
/* Needs for a bed that a person must have a year for a programme to be worth its money. */
double prevention_threshold(const struct prevention_params *q, unsigned programme, double stays,
                            double pounds_a_need);
/* Pounds that the holder counts for an emergency kept away. */
double prevention_saves(const struct institutions *i, double health_worth);
/* Each April: upkeep of those under treatment, then whom the money asks. Returns pence spent. */
pence_t prevention_year(struct institutions *i, const struct world *w,
                        const struct prevention_buyer *b);
/* Share of this person's needs of a kind that do not strike this month: 0 where nobody bought. */
double prevention_share(const struct institutions *i, uint32_t person, unsigned kind);

#endif
