// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Reads the tables of data/england. Each is checked as it is read: the columns wanted are there,
 * numbers lie in their ranges, codes that point to another table are found in it, and rows
 * stand in order of their codes (so that a code is found by halving). The first thing wrong ends
 * the reading with file, line, found and expected. Extra columns are ignored: the tables carry
 * longitude, latitude and names for people who open them. */
#include "place/england.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define COLUMNS_MOST 32

struct reading { /* one table being read */
    struct csv t;
    unsigned column[COLUMNS_MOST];
    struct fault *f;
};

uint32_t england_row(const void *table, uint32_t n, size_t size, const char *code) {
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const int order = strcmp((const char *)table + middle * size, code);
        if (order == 0)
            return middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NO_ROW;
}

/* Reads folder/name and finds its columns (names ended by NULL), in the order given. */
static int begin(struct reading *r, struct england *e, const char *name, const char *const *columns,
                 struct arena *a, struct fault *f) {
    char path[320];
    snprintf(path, sizeof path, "%s/%s", e->folder, name);
    r->f = f;
    TRY(csv_read(&r->t, path, a, f));
    for (unsigned i = 0; columns[i] != NULL; i++)
        TRY(csv_column(&r->t, columns[i], &r->column[i], f));
    e->digest = mix64(e->digest ^ r->t.digest);
    return 0;
}

static int make(const struct reading *r, void *rows, size_t size, uint32_t *n, struct arena *a) {
    *n = r->t.n_rows;
    void *got = arena_array(a, (size_t)*n + 1, size);
    memcpy(rows, &got, sizeof got);
    if (got == NULL)
        return fault_set(r->f, FAULT_MEMORY, r->t.path, 0, 0, "out of memory");
    if (*n > 0)
        return 0;
    return fault_set(r->f, FAULT_INPUT, r->t.path, 0, 0, "found no rows, expected at least one");
}

static const char *cell(const struct reading *r, unsigned row, unsigned i) {
    return csv_cell(&r->t, row, r->column[i]);
}

static int wrong(const struct reading *r, unsigned row, unsigned i, const char *expected) {
    return fault_set(r->f, FAULT_INPUT, r->t.path, (int)r->t.line[row], 0,
                     "%s is '%.40s', expected %s", r->t.column[r->column[i]], cell(r, row, i),
                     expected);
}

static int number(const struct reading *r, unsigned row, unsigned i, double low, double high,
                  double *out) {
    return csv_number(&r->t, row, r->column[i], low, high, 0, out, r->f);
}

static int figure(const struct reading *r, unsigned row, unsigned i, float *out) {
    double v;
    TRY(csv_number(&r->t, row, r->column[i], 0, 1e9, 1, &v, r->f));
    *out = (float)v;
    return 0;
}

/* Text cut to fit; a code that would be cut is a fault. */
static void name_of(char *to, size_t size, const char *text) {
    snprintf(to, size, "%s", text);
}

static int code(const struct reading *r, unsigned row, unsigned i, char *to, size_t size) {
    const char *text = cell(r, row, i);
    if (*text == '\0' || strlen(text) >= size)
        return wrong(r, row, i, "a code");
    name_of(to, size, text);
    return 0;
}

static int in_order(const struct reading *r, unsigned row, unsigned i) {
    if (row == 0 || strcmp(cell(r, row - 1, i), cell(r, row, i)) < 0)
        return 0;
    return wrong(r, row, i, "rows in order of this code, each once");
}

static int row_of(const struct reading *r, unsigned row, unsigned i, const void *table, uint32_t n,
                  size_t size, const char *expected, uint32_t *out) {
    *out = england_row(table, n, size, cell(r, row, i));
    return *out == NO_ROW ? wrong(r, row, i, expected) : 0;
}

static int month_of(const struct reading *r, unsigned row, unsigned i, int32_t *out) {
    char date[16];
    day_t day;
    snprintf(date, sizeof date, "%.7s-01", cell(r, row, i));
    if (strlen(cell(r, row, i)) != 7 || day_parse(date, &day) != 0)
        return wrong(r, row, i, "a month such as 2026-01");
    *out = day_month(day);
    return 0;
}

static int read_functions(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "functions.csv", (const char *const[]){"code", "name", "starts", NULL}, a, f));
    TRY(make(&r, &e->functions, sizeof *e->functions, &e->n_functions, a));
    if (e->n_functions > FUNCTION_MAX)
        return fault_set(f, FAULT_INPUT, r.t.path, 0, 0, "found %u functions, expected at most %d",
                         (unsigned)e->n_functions, FUNCTION_MAX);
    for (unsigned i = 0; i < e->n_functions; i++) {
        TRY(code(&r, i, 0, e->functions[i].code, sizeof e->functions[i].code));
        TRY(in_order(&r, i, 0));
        name_of(e->functions[i].name, sizeof e->functions[i].name, cell(&r, i, 1));
        TRY(number(&r, i, 2, 0, 1e7, &e->functions[i].starts));
    }
    return 0;
}

static int read_commissioners(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "commissioners.csv",
              (const char *const[]){"code", "board", "name", "board_name", "need_weight", NULL}, a,
              f));
    TRY(make(&r, &e->commissioners, sizeof *e->commissioners, &e->n_commissioners, a));
    for (unsigned i = 0; i < e->n_commissioners; i++) {
        struct england_commissioner *c = &e->commissioners[i];
        TRY(code(&r, i, 0, c->code, sizeof c->code));
        TRY(in_order(&r, i, 0));
        TRY(code(&r, i, 1, c->board, sizeof c->board));
        name_of(c->name, sizeof c->name, cell(&r, i, 2));
        name_of(c->board_name, sizeof c->board_name, cell(&r, i, 3));
        TRY(number(&r, i, 4, 0.2, 5, &c->need_weight));
    }
    return 0;
}

static int read_councils(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "councils.csv", (const char *const[]){"code", "name", NULL}, a, f));
    TRY(make(&r, &e->councils, sizeof *e->councils, &e->n_councils, a));
    for (unsigned i = 0; i < e->n_councils; i++) {
        TRY(code(&r, i, 0, e->councils[i].code, sizeof e->councils[i].code));
        TRY(in_order(&r, i, 0));
        name_of(e->councils[i].name, sizeof e->councils[i].name, cell(&r, i, 1));
    }
    return 0;
}

static const char *const area_columns[] = {
    "code", "board", "east_km", "north_km", "commissioner", "council", "decile", "rural",
    "people_0_4", "people_5_17", "people_18_44", "people_45_64", "people_65_74", "people_75_84",
    "people_85_up", "women_0_4", "women_5_17", "women_18_44", "women_45_64", "women_65_74",
    "women_75_84", "women_85_up", "emergency", NULL};

static int read_area(struct england *e, const struct reading *r, unsigned i) {
    struct england_area *v = &e->areas[i];
    double x;
    TRY(code(r, i, 0, v->code, sizeof v->code));
    TRY(in_order(r, i, 0));
    TRY(code(r, i, 1, v->board, sizeof v->board));
    TRY(number(r, i, 2, -1000, 1000, &v->east));
    TRY(number(r, i, 3, -1000, 1500, &v->north));
    TRY(row_of(r, i, 4, e->commissioners, e->n_commissioners, sizeof *e->commissioners,
               "a code of commissioners.csv", &v->commissioner));
    TRY(row_of(r, i, 5, e->councils, e->n_councils, sizeof *e->councils, "a code of councils.csv",
               &v->council));
    TRY(number(r, i, 6, 1, 10, &x));
    v->decile = (uint8_t)x;
    TRY(number(r, i, 7, 0, 1, &x));
    v->rural = (uint8_t)x;
    for (unsigned b = 0; b < AGE_BANDS; b++) {
        TRY(number(r, i, 8 + b, 0, 1e6, &x));
        v->by_age[b] = (uint32_t)x;
        v->people += v->by_age[b];
        TRY(number(r, i, 15 + b, 0, 1, &x));
        v->women[b] = (float)x;
    }
    return 0;
}

/* The trust of the nearest department waits for the providers: its column is kept. */
static int read_areas(struct england *e, struct reading *r, struct arena *a, struct fault *f) {
    TRY(begin(r, e, "neighbourhoods.csv", area_columns, a, f));
    TRY(make(r, &e->areas, sizeof *e->areas, &e->n_areas, a));
    for (unsigned i = 0; i < e->n_areas; i++) {
        TRY(read_area(e, r, i));
        e->people += e->areas[i].people;
    }
    return 0;
}

static int read_provider(struct england *e, const struct reading *r, unsigned i) {
    struct england_provider *v = &e->providers[i];
    double x;
    TRY(code(r, i, 0, v->code, sizeof v->code));
    TRY(in_order(r, i, 0));
    name_of(v->name, sizeof v->name, cell(r, i, 1));
    TRY(code(r, i, 2, v->board, sizeof v->board));
    for (v->owner = OWNER_PUBLIC; v->owner <= OWNER_COUNCIL; v->owner++)
        if (strcmp(owner_name(v->owner), cell(r, i, 3)) == 0)
            break;
    if (v->owner > OWNER_COUNCIL)
        return wrong(r, i, 3, "an owner such as FOUNDATION_TRUST");
    TRY(number(r, i, 4, -1000, 1000, &v->east));
    TRY(number(r, i, 5, -1000, 1500, &v->north));
    TRY(row_of(r, i, 6, e->areas, e->n_areas, sizeof *e->areas, "a code of neighbourhoods.csv",
               &v->area));
    TRY(row_of(r, i, 7, e->councils, e->n_councils, sizeof *e->councils, "a code of councils.csv",
               &v->council));
    TRY(number(r, i, 8, 0, 1, &x));
    v->type1 = x > 0;
    return 0;
}

static int read_providers(struct england *e, const struct reading *areas, struct arena *a,
                          struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "providers.csv",
              (const char *const[]){"code", "name", "board", "owner", "east_km", "north_km",
                                    "neighbourhood", "council", "type1", NULL}, a, f));
    TRY(make(&r, &e->providers, sizeof *e->providers, &e->n_providers, a));
    for (unsigned i = 0; i < e->n_providers; i++)
        TRY(read_provider(e, &r, i));
    for (unsigned i = 0; i < e->n_areas; i++)
        TRY(row_of(areas, i, 22, e->providers, e->n_providers, sizeof *e->providers,
                   "a code of providers.csv", &e->areas[i].emergency));
    return 0;
}

/* "11;4;0;7": a count a week, trailing noughts left out; they must add up to the total. */
static int weeks(const struct reading *r, unsigned row, unsigned i, double total, uint32_t week[]) {
    double sum = 0;
    unsigned n = 0;
    const char *s = cell(r, row, i);
    while (*s != '\0') {
        uint32_t v = 0;
        if (*s < '0' || *s > '9' || n == WAIT_WEEKS)
            return wrong(r, row, i, "at most 105 counts with semicolons between");
        for (; *s >= '0' && *s <= '9' && v < 100000000; s++)
            v = v * 10 + (uint32_t)(*s - '0');
        week[n++] = v;
        sum += v;
        s += *s == ';';
    }
    if (sum > total + 0.5 || sum < total - 0.5)
        return wrong(r, row, i, "counts that add up to the total");
    return 0;
}

static int read_staff(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "staff.csv", (const char *const[]){"code", "doctors", "nurses", NULL}, a, f));
    for (unsigned i = 0; i < r.t.n_rows; i++) {
        uint32_t p;
        TRY(in_order(&r, i, 0));
        TRY(row_of(&r, i, 0, e->providers, e->n_providers, sizeof *e->providers,
                   "a code of providers.csv", &p));
        TRY(figure(&r, i, 1, &e->providers[p].doctors));
        TRY(figure(&r, i, 2, &e->providers[p].nurses));
    }
    return 0;
}

/* Whoever is not a trust is paid by the factor of the trust nearest to where it works. */
static float nearest_factor(const struct england *e, const struct england_provider *of) {
    double least = 0.0;
    float factor = 0.0f;
    for (unsigned i = 0; i < e->n_providers; i++) {
        const struct england_provider *const p = &e->providers[i];
        const double dx = p->east - of->east, dy = p->north - of->north, d = dx * dx + dy * dy;
        if (p->market_forces > 0.0f && (!(factor > 0.0f) || d < least)) {
            factor = p->market_forces;
            least = d;
        }
    }
    return factor;
}

static int read_market_forces(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "market_forces.csv", (const char *const[]){"code", "factor", NULL}, a, f));
    for (unsigned i = 0; i < r.t.n_rows; i++) {
        uint32_t p;
        double factor;
        TRY(in_order(&r, i, 0));
        TRY(row_of(&r, i, 0, e->providers, e->n_providers, sizeof *e->providers,
                   "a code of providers.csv", &p));
        TRY(number(&r, i, 1, 0.8, 1.5, &factor));
        e->providers[p].market_forces = (float)factor;
    }
    float *const of = arena_array(a, e->n_providers + 1u, sizeof *of);
    if (of == NULL)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    for (unsigned i = 0; i < e->n_providers; i++)
        of[i] = e->providers[i].market_forces > 0.0f ? e->providers[i].market_forces
                                                     : nearest_factor(e, &e->providers[i]);
    for (unsigned i = 0; i < e->n_providers; i++)
        e->providers[i].market_forces = of[i];
    return 0;
}

static int read_pfi(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "pfi.csv",
              (const char *const[]){"code", "capital", "until", "charge", "charge_year", "rpi",
                                    "services", NULL},
              a, f));
    for (unsigned i = 0; i < r.t.n_rows; i++) {
        uint32_t p;
        double until, of, rpi, services;
        TRY(in_order(&r, i, 0));
        TRY(row_of(&r, i, 0, e->providers, e->n_providers, sizeof *e->providers,
                   "a code of providers.csv", &p));
        struct pfi *const x = &e->providers[p].pfi;
        TRY(figure(&r, i, 1, &x->capital));
        TRY(number(&r, i, 2, 1992, 2100, &until));
        TRY(figure(&r, i, 3, &x->charge));
        TRY(number(&r, i, 4, 1992, 2100, &of));
        TRY(number(&r, i, 5, 0, 1, &rpi));
        TRY(number(&r, i, 6, 0, 1, &services));
        x->until = (int16_t)until;
        x->charge_year = (int16_t)of;
        x->rpi = (float)rpi;
        x->services = (float)services;
    }
    return 0;
}

static int read_services(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "services.csv",
              (const char *const[]){"provider", "function", "starts", "stops_admitted",
                                    "stops_nonadmitted", "incomplete", "incomplete_dta", "weeks",
                                    NULL},
              a, f));
    TRY(make(&r, &e->services, sizeof *e->services, &e->n_services, a));
    for (unsigned i = 0; i < e->n_services; i++) {
        struct england_service *s = &e->services[i];
        TRY(row_of(&r, i, 0, e->providers, e->n_providers, sizeof *e->providers,
                   "a code of providers.csv", &s->provider));
        TRY(row_of(&r, i, 1, e->functions, e->n_functions, sizeof *e->functions,
                   "a code of functions.csv", &s->function));
        if (i > 0 && (s->provider < s[-1].provider ||
                      (s->provider == s[-1].provider && s->function <= s[-1].function)))
            return wrong(&r, i, 1, "rows in order of provider and function, each once");
        TRY(number(&r, i, 2, 0, 1e7, &s->starts));
        TRY(number(&r, i, 3, 0, 1e7, &s->admitted));
        TRY(number(&r, i, 4, 0, 1e7, &s->nonadmitted));
        TRY(number(&r, i, 5, 0, 1e7, &s->incomplete));
        TRY(number(&r, i, 6, 0, 1e7, &s->with_decision));
        TRY(weeks(&r, i, 7, s->incomplete, s->week));
        e->providers[s->provider].list += s->incomplete;
        e->providers[s->provider].starts += s->starts;
    }
    return 0;
}

static int read_flows(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "flows.csv",
              (const char *const[]){"commissioner", "provider", "incomplete", NULL}, a, f));
    TRY(make(&r, &e->flows, sizeof *e->flows, &e->n_flows, a));
    for (unsigned i = 0; i < e->n_flows; i++) {
        struct england_flow *v = &e->flows[i];
        v->commissioner = england_row(e->commissioners, e->n_commissioners,
                                      sizeof *e->commissioners, cell(&r, i, 0));
        TRY(row_of(&r, i, 1, e->providers, e->n_providers, sizeof *e->providers,
                   "a code of providers.csv", &v->provider));
        TRY(number(&r, i, 2, 0, 1e7, &v->pathways));
    }
    return 0;
}

static int read_practices(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "practices.csv",
              (const char *const[]){"code", "east_km", "north_km", "commissioner", "neighbourhood",
                                    "registered", NULL}, a, f));
    TRY(make(&r, &e->practices, sizeof *e->practices, &e->n_practices, a));
    for (unsigned i = 0; i < e->n_practices; i++) {
        struct england_practice *v = &e->practices[i];
        TRY(code(&r, i, 0, v->code, sizeof v->code));
        TRY(number(&r, i, 1, -1000, 1000, &v->east));
        TRY(number(&r, i, 2, -1000, 1500, &v->north));
        TRY(row_of(&r, i, 3, e->commissioners, e->n_commissioners, sizeof *e->commissioners,
                   "a code of commissioners.csv", &v->commissioner));
        TRY(row_of(&r, i, 4, e->areas, e->n_areas, sizeof *e->areas, "a code of neighbourhoods.csv",
                   &v->area));
        TRY(number(&r, i, 5, 0, 1e6, &v->registered));
    }
    return 0;
}

static int read_urgent(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "urgent_monthly.csv",
              (const char *const[]){"provider", "month", "type1", "type2", "other", "over4h_type1",
                                    "over4h_other", "admitted_via_ae", "admitted_other",
                                    "dta_4_12h", "dta_over_12h", "beds_open", "beds_occupied",
                                    "critical_open", "critical_occupied", "no_criteria",
                                    "cancelled", NULL},
              a, f));
    TRY(make(&r, &e->urgent, sizeof *e->urgent, &e->n_urgent, a));
    for (unsigned i = 0; i < e->n_urgent; i++) {
        struct england_urgent *v = &e->urgent[i];
        v->provider =
            england_row(e->providers, e->n_providers, sizeof *e->providers, cell(&r, i, 0));
        TRY(month_of(&r, i, 1, &v->month));
        for (unsigned k = 0; k < URGENT_FIELDS; k++)
            TRY(figure(&r, i, 2 + k, &v->value[k]));
    }
    return 0;
}

static int read_board(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "board_monthly.csv",
              (const char *const[]){"board", "month", "starts", "stops", "list_twice", NULL}, a,
              f));
    TRY(make(&r, &e->board, sizeof *e->board, &e->n_board, a));
    for (unsigned i = 0; i < e->n_board; i++) {
        TRY(code(&r, i, 0, e->board[i].code, sizeof e->board[i].code));
        TRY(month_of(&r, i, 1, &e->board[i].month));
        for (unsigned k = 0; k < BOARD_FIELDS; k++)
            TRY(figure(&r, i, 2 + k, &e->board[i].value[k]));
    }
    return 0;
}

static int read_months(struct england *e, struct arena *a, struct fault *f) {
    struct reading r;
    TRY(begin(&r, e, "england_rtt_monthly.csv",
              (const char *const[]){"month", "starts", "stops_admitted", "stops_nonadmitted",
                                    "removals", "within_18", "over_18", "over_52", NULL},
              a, f));
    TRY(make(&r, &e->months, sizeof *e->months, &e->n_months, a));
    for (unsigned i = 0; i < e->n_months; i++) {
        TRY(month_of(&r, i, 0, &e->months[i].month));
        if (i > 0 && e->months[i].month != e->months[i - 1].month + 1)
            return wrong(&r, i, 0, "the month after the row before");
        for (unsigned k = 0; k < ENGLAND_FIELDS; k++)
            TRY(figure(&r, i, 1 + k, &e->months[i].value[k]));
    }
    return 0;
}

int england_read(struct england *e, const char *folder, struct arena *a, struct fault *f) {
    struct reading areas;
    *e = (struct england){.digest = 1};
    if (strlen(folder) >= sizeof e->folder)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "the data folder's name is too long");
    name_of(e->folder, sizeof e->folder, folder);
    TRY(read_functions(e, a, f));
    TRY(read_commissioners(e, a, f));
    TRY(read_councils(e, a, f));
    TRY(read_areas(e, &areas, a, f));
    TRY(read_providers(e, &areas, a, f));
    TRY(read_staff(e, a, f));
    TRY(read_market_forces(e, a, f));
    TRY(read_pfi(e, a, f));
    TRY(read_services(e, a, f));
    TRY(read_flows(e, a, f));
    TRY(read_practices(e, a, f));
    TRY(read_urgent(e, a, f));
    TRY(read_board(e, a, f));
    return read_months(e, a, f);
}
