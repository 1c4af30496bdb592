// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Which department an area's people turn to: every department of every provider with a published
 * series of attendances, by distance and by an attraction of its own. */
#ifndef CARE_REACH_H
#define CARE_REACH_H
#include "place/place.h"

struct world;
#define REACH_NEAREST 8        /* departments of a nest that an area's people weigh */
#define NO_SITE UINT16_MAX
enum reach_nest { NEST_MAJOR, NEST_WALK_IN, NEST_COUNT }; /* type 1; types 2 and 3 */

struct reach_site {            /* a department */
    uint16_t provider;
    uint8_t type;              /* 1, 2, 3 */
    bool outside;              /* its patients leave the model */
    float x_km, y_km;
    double published;          /* attendances a month, level of the first year (known_level.h) */
    double attraction;         /* utility, solved: see expectation.h */
    bool shut;                 /* nobody chooses it now */
};
struct reach_row {             /* an area's view of a nest */
    uint16_t site[REACH_NEAREST];
    float cumulative[REACH_NEAREST]; /* choice probability up to and with this site */
    float km[REACH_NEAREST];
    float logsum, km_mean;
    uint8_t n;
};
struct reach {
    uint16_t n_sites;
    uint32_t n_areas;
    struct reach_site *site;
    struct reach_row *row[NEST_COUNT];   /* [area] */
    struct reach_row *all_open;          /* of type 1 before any shut, NULL while none has */
    uint16_t *site_of[3];                /* [type - 1][provider], NO_SITE where none */
};

/* All arrays come from arena a, borrowed until it is freed. */
int reach_init(struct reach *r, const struct world *w, struct arena *a) MUST_CHECK;
/* After attractions have changed. km_weight: utility lost a kilometre. */
void reach_weigh(struct reach *r, double km_weight);
/* The department that uniform u picks, NO_SITE when the nest is empty. */
uint16_t reach_pick(const struct reach *r, uint32_t area, enum reach_nest nest, double u,
                    double *km);
/* The type 1 department it would pick with every door open: whose ambulances come. */
uint16_t reach_home(const struct reach *r, uint32_t area, double u);
/* The area where a department stands: whose services are those of its own lines. */
uint16_t reach_area_of(const struct place *p, const struct reach_site *s);
/* A provider's department of a type (1, 2, 3), NO_SITE when it has none. */
uint16_t reach_site_of(const struct reach *r, uint16_t provider, unsigned type);

#endif
