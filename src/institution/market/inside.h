// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The inside of the market room, for its own files: what firms are like, and processes under
 * way. */
#ifndef INSTITUTION_MARKET_INSIDE_H
#define INSTITUTION_MARKET_INSIDE_H
#include "institution/market/market.h"

struct market_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/market/market.def"
#undef PARAM
};

enum firm_kind {
    FIRM_NATIONAL,
    FIRM_REGIONAL,
    FIRM_SOCIAL_ENTERPRISE,
    FIRM_TRUST_ARM,
    FIRM_FEDERATION,
    FIRM_KINDS
};
/* In the order of firms.def, kind after kind. */
struct firm_params {
    double size_most, margin_wanted, distance, at_once, loss_borne, appetite, cost_difference,
        fit_difference;
};
struct firm {
    uint8_t kind;
    float x_km, y_km; /* of its base, from the place's middle */
    bool able[LINE_COUNT];
    double need[LINE_COUNT]; /* what the whole service costs it, ratio to the base */
    double fit[LINE_COUNT];  /* how well it would do it, standard deviations */
    unsigned gave_back;      /* contracts */
};

enum stage { STAGE_QUESTIONNAIRE, STAGE_BIDS, STAGE_SCORING, STAGE_STANDSTILL, STAGE_MOBILISE };
struct process {
    uint32_t award;
    uint16_t due;       /* month in which its stage ends */
    uint8_t stage, row; /* row: the award answer that began it */
    bool heard;         /* a complaint has been heard: no second one */
    double months;
    struct scoring scoring;
};
struct stranded {
    uint16_t provider, until;
    uint8_t line;
    pence_t monthly;
};

/* A central contract for planned work (award/market_making.c). */
struct central {
    uint16_t site, service, first, last;
    double monthly, premium, guarantee, residual;
    pence_t capital, seen;
};
#define CENTRAL_MAX 12u
/* A hospital's management let to an operator (award/franchise.c). */
enum { FRANCHISE_ADVERTISED, FRANCHISE_RUNNING, FRANCHISE_HANDOVER, FRANCHISE_ENDED };
struct franchise {
    uint16_t provider, operator_, notice, due, starts;
    uint8_t state;
    double p[ANSWER_PARAMS_MAX];     /* the answer's parameters when it was let */
    double promised, real, smoothed; /* saving, share of costs; result, pence a month */
    pence_t result, year, paid,
        seen; /* since the start; of the financial year; borne by the operator */
};
#define FRANCHISE_MAX 6u

struct market {
    struct market_params par;
    struct firm_params kind[FIRM_KINDS];
    struct firm firm[FIRMS];
    struct line_contract *line; /* [commissioner * LINE_COUNT + line] */
    float *x_km, *y_km;         /* [commissioner] middle of its people */
    double *burden;             /* [provider] stranded costs of the month, pence */
    double missed; /* fit that awards of this month missed, standard deviations: bids.c */
    unsigned n_awards, award_room;
    struct award *award;
    unsigned n_processes, process_room;
    struct process *process;
    unsigned n_stranded, stranded_room;
    struct stranded *stranded;
    uint16_t *accredited; /* [service] month in which accreditation is decided */
    unsigned n_central;
    struct central central[CENTRAL_MAX];
    unsigned n_franchises;
    struct franchise franchise[FRANCHISE_MAX];
};

/* firms.c */
void firms_draw(struct institutions *i);
int firm_of(const struct institutions *i, unsigned provider); /* number of a firm, or -1 */
bool firm_could(const struct institutions *i, unsigned k, unsigned commissioner,
                unsigned line);                           /* able, near, large enough */
bool firm_free(const struct institutions *i, unsigned k); /* has room for one more contract */
double firms_normal(uint32_t word);
/* today.c: who stands for the holder of a contract of today, or NULL; the contracts taken up */
const char *market_today_name(const struct place *p, unsigned firm);
void market_today(struct institutions *i);
/* bids.c */
void bids_invite(struct institutions *i,
                 struct process *p); /* who answers the notice, and the shortlist */
void bids_make(struct institutions *i, struct process *p);  /* prices and quality on paper */
void bids_score(struct institutions *i, struct process *p); /* scores and a winner, or none */
/* criteria.c: a mark for so many standard deviations; weights by criterion */
double criteria_quality(double deviations);
void criteria_weights(const struct scoring *s, double *weight);
void criteria_marks(const struct criteria *k, double quality, double value, double *mark);
double criteria_score(const double *weight, const double *mark); /* weighted sum */
/* process.c */
void process_month(struct institutions *i, struct world *w);
/* holders.c */
void holders_month(struct institutions *i, struct world *w); /* hand-backs due, stranded costs */
double holder_spends(const struct institutions *i,
                     const struct line_contract *x); /* ratio to the base of the line */
/* award/market_making.c, award/franchise.c */
double market_making_due(const struct central *x,
                         double work); /* pence of a month beside the tariff, given the work done */
void market_making_month_ended(struct institutions *i);
double franchise_share(const double *p,
                       double surplus); /* pounds of a year's surplus that go to the operator */
void franchise_month_ended(struct institutions *i);

#endif
