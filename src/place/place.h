// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A place: what exists in a real geography before anybody lives a day in it. Read from the
 * tables under data/england and a places/NAME.yaml; never changed by a run (providers' changing
 * capacity belongs to the run). All arrays live in the place's arena. */
#ifndef PLACE_PLACE_H
#define PLACE_PLACE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/fault.h"

#define AGE_BANDS 7          /* 0-4 5-17 18-44 45-64 65-74 75-84 85+ */
#define FUNCTION_MAX 24      /* treatment functions as published */
#define WAIT_WEEKS 105       /* weekly bands 0-1 .. 103-104, >104 */
#define MONTHS_BACK 48       /* months of published series kept up to the vintage */
#define NOBODY UINT16_MAX    /* no such organisation */

extern const int age_band_from[AGE_BANDS + 1]; /* 0 5 18 45 65 75 85 200 */
unsigned age_band(double age_years);

enum owner {
    OWNER_PUBLIC,
    OWNER_FOUNDATION_TRUST,
    OWNER_PRIVATE,
    OWNER_SOCIAL_ENTERPRISE,
    OWNER_PARTNERSHIP,
    OWNER_COUNCIL
};
const char *owner_name(enum owner o);

/* "C_110", "Trauma and orthopaedics" */
struct treatment_function { char code[6]; char name[48]; };

/* sub-ICB or ICB; inside the place or halo */
struct commissioner { char code[8]; char name[96]; bool inside; float need_weight; };
struct council { char code[12]; char name[64]; };

struct area { /* a neighbourhood, MSOA-sized */
    char code[12];
    float x_km, y_km;        /* plane kilometres east and north of the place's middle */
    uint8_t decile;          /* of deprivation, 1 most deprived */
    uint8_t rural;
    bool halo;               /* outside the place; its people use the place's hospitals */
    bool elective_only;      /* halo from which no acute need comes to the place's departments */
    uint16_t commissioner, council;
    uint32_t people;
    uint32_t by_age[AGE_BANDS];  /* at the vintage; women and men together */
    float share_women[AGE_BANDS];
};

struct practice { char code[8]; float x_km, y_km; float registered; uint16_t commissioner; };

/* published monthly values up to the vintage, oldest first; NAN = not published */
struct month_series {
    uint16_t n; int32_t first_month; /* months since July 1948 */ float value[MONTHS_BACK];
};

struct site_urgent { /* of a provider with departments; all zero without */
    struct month_series type1, type2, other;       /* attendances a month */
    struct month_series over4h_type1, over4h_other;
    struct month_series admitted_via_ae, admitted_other; /* emergency admissions */
    struct month_series dta_4_12h, dta_over_12h;
    struct month_series beds_open, beds_occupied;  /* general and acute, adults and children */
    struct month_series critical_open, critical_occupied;
    struct month_series no_criteria;               /* not meeting criteria to reside, mean day */
    /* last-minute cancelled operations, a quarter / 3 */
    struct month_series cancelled;
};

struct pfi { /* private finance contracts of a trust, added up; capital 0: none */
    float capital, charge;   /* million pounds; a year, of charge_year */
    int16_t until, charge_year;
    float rpi, services;     /* share indexed; share that pays for services */
};

struct provider {
    char code[8];            /* organisation code as published */
    char name[96];
    enum owner owner;        /* at the start; dated changes are in owner_from */
    /* serves the place's residents with a published share of its capacity and list */
    bool outside;
    bool acute_trust;        /* has a type 1 department and general beds in the model */
    float x_km, y_km;
    float share;             /* outside: residents' share of its capacity and list; else 1 */
    uint16_t council;        /* where it lies */
    float doctors, nurses;   /* in post at the start, full-time equivalents; 0 not published */
    float market_forces;     /* factor of the national price; 0 none: 1 */
    struct pfi pfi;
    struct site_urgent urgent;
};

/* a provider's work in one treatment function, NHS-funded, in the month of the vintage */
struct service {
    uint16_t provider;
    uint8_t function;
    /* pathways in a mean month (or share of it, outside) */
    float starts, stops_admitted, stops_nonadmitted;
    /* waiting at the start; of whom with a decision to admit */
    uint32_t incomplete, incomplete_dta;
    uint32_t week[WAIT_WEEKS];                       /* incomplete by weeks waited */
};

/* incomplete by commissioner and provider */
struct flow { uint16_t commissioner, provider; float pathways; };

/* a line of all the place's commissioners that is let to somebody, as published */
struct held_contract {
    char line[20], holder[64], source[120];
    uint8_t kind;                    /* of firm, in the order of firms.def */
    day_t begins, ends;
};

struct place {
    struct arena arena;
    char key[64], name[128];
    char vintage[11];                /* nothing published for months after this date is used */
    day_t start;                     /* the run's first day */
    uint16_t n_functions, n_commissioners, n_councils, n_providers, n_services, n_practices;
    uint32_t n_areas, n_flows;
    struct treatment_function *functions;
    struct commissioner *commissioners;
    struct council *councils;
    struct area *areas;
    struct practice *practices;
    struct provider *providers;      /* the place's own first, then outside ones */
    struct service *services;        /* sorted by provider, function */
    struct flow *flows;
    struct held_contract *contracts; /* of lines, in the order of the place's file */
    unsigned n_contracts;
    int16_t *service_of;             /* [provider * n_functions + function], -1 none */
    /* England's rates, from the published totals */
    float starts_per_head[FUNCTION_MAX];     /* clock starts a person a year, all ages */
    /* the place's own board: clock starts and stops by month */
    struct month_series board_starts, board_stops;
    struct month_series england_starts, england_stops_admitted, england_stops_nonadmitted,
        england_removals, england_list;
    /* all trusts that publish both: patients without criteria to reside over occupied beds; over
     * four hours over type 1 attendances */
    struct month_series england_criteria_share, england_late_share;
    uint64_t digest;                 /* of all the files read */
};

/* Reads place name (a key of places/) or a path to a YAML file, as of vintage ("2026-01-31"; NULL
 * for the one in the file). data_dir and place_dir are folders. Returns 0 or a fault with file and
 * line. */
int place_read(struct place *p, const char *name, const char *place_dir, const char *data_dir,
               const char *vintage, struct fault *f) MUST_CHECK;
/* Whether the tables hold figures for that vintage; tables that cannot be read are no fault of it:
 * reading the place says so. */
int place_check_vintage(const char *data_dir, const char *vintage, struct fault *f) MUST_CHECK;
void place_free(struct place *p);
int place_find_provider(const struct place *p, const char *code); /* index, or -1 */
int place_find_function(const struct place *p, const char *code);
/* or NULL */
const struct service *place_service(const struct place *p, unsigned provider, unsigned function);
/* Of a provider's list, the part that lives in the place; 1 for one outside, of which only these
 * are counted. */
double place_list_inside(const struct place *p, unsigned provider);
double place_km(float x1, float y1, float x2, float y2);          /* straight line */
/* The mean of the last n published months of a series, NAN when none is published. */
double series_mean_last(const struct month_series *s, unsigned n);
double series_at(const struct month_series *s, int32_t month);    /* NAN when absent */

#endif
