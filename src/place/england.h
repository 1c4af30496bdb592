// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* England as the tables under data/england have it, before any place is cut out of it. Rows keep
 * the order of the tables (by code); everything lives in the reader's scratch arena. Only
 * place_read and its parts see this. */
#ifndef PLACE_ENGLAND_H
#define PLACE_ENGLAND_H
#include "base/random.h"
#include "input/csv.h"
#include "place/place.h"

#define NO_ROW UINT32_MAX

enum england_month_field {
    ENGLAND_STARTS,
    ENGLAND_ADMITTED,
    ENGLAND_NONADMITTED,
    ENGLAND_REMOVALS,
    ENGLAND_WITHIN_18,
    ENGLAND_OVER_18,
    ENGLAND_OVER_52,
    ENGLAND_FIELDS
};
enum board_field { BOARD_STARTS, BOARD_STOPS, BOARD_LIST, BOARD_FIELDS };
/* in the order of struct site_urgent */
enum urgent_field {
    URGENT_TYPE1 = 0,
    URGENT_LATE = 3,
    URGENT_OCCUPIED = 10,
    URGENT_CRITERIA = 13,
    URGENT_FIELDS = 15
};

struct england_function { char code[6]; char name[48]; double starts; };
struct england_commissioner {
    char code[8];
    char board[8];
    char name[96];
    char board_name[96];
    double need_weight;
};
struct england_area {
    char code[12], board[8];
    double east, north; /* kilometres */
    /* rows; emergency: provider of the nearest type 1 department */
    uint32_t commissioner, council, emergency;
    uint8_t decile, rural;
    uint32_t people, by_age[AGE_BANDS];
    float women[AGE_BANDS];
};
struct england_provider {
    char code[8], name[96], board[8];
    enum owner owner;
    double east, north;
    uint32_t area, council;
    bool type1;
    double list; /* incomplete pathways, January 2026, all commissioners */
    double starts;
    struct pfi pfi;
    float doctors, nurses; /* in post, full-time equivalents; 0 not published */
    float market_forces;   /* its own, else that of the nearest trust which has one */
};
struct england_service {
    uint32_t provider, function;
    double starts, admitted, nonadmitted, incomplete, with_decision;
    uint32_t week[WAIT_WEEKS];
};
/* commissioner NO_ROW: national */
struct england_flow { uint32_t commissioner, provider; double pathways; };
struct england_practice {
    char code[8];
    double east, north, registered;
    uint32_t commissioner, area;
};
struct england_urgent { uint32_t provider; int32_t month; float value[URGENT_FIELDS]; };
struct england_board { char code[8]; int32_t month; float value[BOARD_FIELDS]; };
struct england_month { int32_t month; float value[ENGLAND_FIELDS]; };

struct england {
    uint32_t n_functions, n_commissioners, n_councils, n_areas, n_providers, n_services, n_flows,
        n_practices, n_urgent, n_board, n_months;
    struct england_function *functions;
    struct england_commissioner *commissioners;
    struct council *councils;
    struct england_area *areas;
    struct england_provider *providers;
    struct england_service *services; /* by provider, function */
    struct england_flow *flows;
    struct england_practice *practices;
    struct england_urgent *urgent; /* by provider, month */
    struct england_board *board;
    struct england_month *months;
    double people;
    uint64_t digest;
    char folder[256];
};

/* Reads all tables of folder. */
int england_read(struct england *e, const char *folder, struct arena *a,
                 struct fault *f) MUST_CHECK;
/* Row of a code in a table in order of its codes (each row begins with its code), or NO_ROW. */
uint32_t england_row(const void *table, uint32_t n, size_t size, const char *code);
/* Whether a commissioner's codes or names, its board's or those of its councils hold the word. */
bool england_commissioner_is(const struct england *e, uint32_t row, const char *word);

#endif
