// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A small England for the tests of people and needs: ten neighbourhoods, one of each tenth of
 * deprivation, with the country's ages (mid-2023 by band), and three functions. */
#ifndef POPULATION_FIXTURE_H
#define POPULATION_FIXTURE_H
#include <string.h>
#include "place/place.h"
#include "population/params.h"
#include "population/people.h"

enum { FIXTURE_AREAS = 11, FIXTURE_FUNCTIONS = 4 };

struct fixture {
    struct place place;
    struct area areas[FIXTURE_AREAS];
    struct practice practices[30];
    struct treatment_function functions[FIXTURE_FUNCTIONS];
    struct people_params people_par;
    struct needs_params needs_par;
    struct luck luck;
};

/* people: in each of the ten neighbourhoods; an eleventh, of halo people with elective needs only,
 * has halo. */
static void fixture_make(struct fixture *x, double people, double halo) {
    /* of the people of the band, most deprived first */
    static const double tenth[AGE_BANDS][10] = {
        {.1295, .1186, .1130, .1030, .0981, .0950, .0890, .0880, .0855, .0803},
        {.1221, .1129, .1061, .0973, .0941, .0937, .0906, .0919, .0937, .0977},
        {.1079, .1123, .1171, .1127, .1041, .1013, .0924, .0894, .0844, .0783},
        {.0878, .0923, .0953, .0982, .1010, .1037, .1042, .1054, .1055, .1067},
        {.0732, .0772, .0838, .0950, .1030, .1094, .1129, .1148, .1154, .1153},
        {.0657, .0724, .0803, .0920, .1023, .1103, .1155, .1184, .1207, .1224},
        {.0645, .0737, .0815, .0928, .1023, .1101, .1128, .1169, .1202, .1252}};
    static const double band[AGE_BANDS] = {3064637, 8934009, 20330707, 14577883,
                                           5472865, 3863610, 1446612};
    static const float women[AGE_BANDS] = {.488f, .488f, .500f, .509f, .518f, .536f, .617f};
    static const char *const code[FIXTURE_FUNCTIONS] = {"C_110", "C_130", "C_X04", "C_502"};
    static const float starts[FIXTURE_FUNCTIONS] = {.045f, .040f, .017f, .025f};
    memset(x, 0, sizeof *x);
    for (int a = 0; a < FIXTURE_AREAS; a++) {
        struct area *area = &x->areas[a];
        area->halo = area->elective_only = a == 10;
        area->decile = (uint8_t)(a == 10 ? 5 : a + 1);
        area->x_km = (float)a * 3;
        for (int b = 0; b < AGE_BANDS; b++) {
            const double share = a == 10 ? halo / 57690323 * band[b]
                                         : people * 10 / 57690323 * band[b] * tenth[b][a];
            area->by_age[b] = (uint32_t)(share + 0.5);
            area->share_women[b] = women[b];
            area->people += area->by_age[b];
        }
    }
    for (int i = 0; i < 30; i++)
        x->practices[i] = (struct practice){
            .x_km = (float)i, .y_km = (float)(i % 3), .registered = 6000 + 500.0f * (float)(i % 5)};
    for (int f = 0; f < FIXTURE_FUNCTIONS; f++) {
        strcpy(x->functions[f].code, code[f]);
        x->place.starts_per_head[f] = starts[f];
    }
    x->place.areas = x->areas;
    x->place.n_areas = FIXTURE_AREAS;
    x->place.practices = x->practices;
    x->place.n_practices = 30;
    x->place.functions = x->functions;
    x->place.n_functions = FIXTURE_FUNCTIONS;
    x->place.start = day_from_civil((struct civil){2026, 2, 1});
    x->luck = (struct luck){.seed = 20260201, .replicate = 0};
    parameter_defaults(&people_param_table, (double *)&x->people_par);
    parameter_defaults(&needs_param_table, (double *)&x->needs_par);
}

#endif
