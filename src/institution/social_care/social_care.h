// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Supply of packages of social care: councils' money, carers, and those who provide care. */
#ifndef INSTITUTION_SOCIAL_CARE_H
#define INSTITUTION_SOCIAL_CARE_H
#include "institution/state.h"

enum { CARE_AT_HOME, CARE_HOMES, CARE_SECTORS, CARE_FIRMS = 8 };
struct care_firm {
    double size;       /* hours it can take on, the whole sector's of the start 1; 0: none there */
    double cost;       /* ratio to the sector's mean */
    unsigned months;   /* below its cost running; of an empty place, months it has been worth it */
};
struct care_sector {
    struct care_firm firm[CARE_FIRMS];
    double vacant;     /* share of posts at the start */
    double staff;      /* posts held, of the start's posts */
    double moving;     /* carers of firms that left who will go on with their clients */
    double delivered;  /* hours, ratio to the start's */
    double wanted;     /* bought and self-funded, ratio to the start's */
};
struct care_market {   /* of a council */
    struct care_sector sector[CARE_SECTORS];
    double fee;        /* ratio to the start, of constant purchasing power */
    double bought;     /* hours, ratio to the start's */
    double left;       /* of the year's money, in months of the start's spending */
    double supply;     /* hours delivered, ratio to the start's */
    unsigned closed;   /* firms that left this month */
};
int social_care_open(struct institutions *i, struct fault *f) MUST_CHECK;
void social_care_month(struct institutions *i);
double social_care_supply(const struct institutions *i, unsigned council);
/* Care's question, 5 risk: is need of support assessed in hospital? */
bool social_care_assessed(const void *inst, const struct world *w, uint16_t council);
/* Care's question: hours of care at home delivered, over the start's. */
double social_care_at_home(const void *inst, const struct world *w, uint16_t council);
double social_care_figure(const struct institutions *i, enum care_figure what);
struct care_market *social_care_market(const struct institutions *i, unsigned council);

#endif
