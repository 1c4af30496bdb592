// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A place while it is being cut out of England: the rules it is cut by, and which rows of
 * England's tables became which rows of the place. Used by place_read and its parts alone. */
#ifndef PLACE_CUT_H
#define PLACE_CUT_H
#include "base/parameter.h"
#include "input/yaml.h"
#include "place/england.h"

struct place_rules {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "place/place_rules.def"
#undef PARAM
};
extern const struct parameter_table place_param_table;

enum part { PART_NONE, PART_LOCAL, PART_OUTSIDE, PART_LUMPED };

/* January 2026 to a mean month, and list, at the vintage */
struct level { double starts, admitted, nonadmitted, within_18, to_52, over_52; };

struct cut {
    struct place *p;
    struct england e;
    struct arena scratch;
    struct fault *f;
    struct place_rules rules;
    bool halo, whole;         /* has a halo; is all England */
    bool explicit_local;
    int32_t vintage, newest;  /* months: last used; of the services table */
    /* by row of England's tables */
    bool *inside;             /* commissioner */
    double *resident;         /* provider: pathways of residents */
    uint8_t *part;            /* provider: enum part */
    uint8_t *chosen;          /* area: 0 no, 1 inside, 2 halo, 3 halo for planned care only */
    uint16_t *commissioner_to, *council_to, *provider_to; /* rows of the place, NOBODY none */
    struct level *level;      /* by provider */
};

/* place_commissioners.c: the fault of a code that is none, with the one that is meant */
int cut_no_commissioner(struct cut *c, const struct node *v, const char *word) MUST_CHECK;
struct node;
int cut_read_contracts(struct cut *c, const struct node *root) MUST_CHECK;
int cut_check_vintage(struct cut *c, const char *vintage, const char *file) MUST_CHECK;
void cut_levels(struct cut *c);        /* level of each provider's board */
int cut_choose_providers(struct cut *c) MUST_CHECK;
int cut_choose_areas(struct cut *c) MUST_CHECK;
int cut_make_people(struct cut *c) MUST_CHECK;     /* commissioners, councils, areas, practices */
int cut_make_providers(struct cut *c) MUST_CHECK;  /* providers, services, flows */
/* no service completes more than it starts: place_balance.c */
void cut_balance(struct place *p);
void place_balance(struct service *s, unsigned n); /* the same for the services of one provider */
void cut_make_series(struct cut *c);
/* in the place's arena */
int cut_array(struct cut *c, void *rows, size_t n, size_t size) MUST_CHECK;
double cut_starts_per_head(const struct cut *c, uint32_t function);

#endif
