// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Published series up to the vintage, and the level of planned care at the vintage.
 *
 * Providers by treatment function are published here for one month, January 2026 (S). A vintage v
 * before S takes its structure from S and its level from what was published by v:
 *
 *   count(v) = count(S) * board(v) / board's residents in S
 *          for a vintage before the board's series ends (February 2025): board(v) the mean of the
 *              12
 *          months to v, of lists the month's end; its residents' part of a provider's count in S by
 *          their part of its list;
 *   count(v) = count(S) * England mean of 12 months to v / England(S)
 *          later, and for providers of other boards than the place's: what boards report and what
 *          their providers report differ by up to half, so only the place's own is followed.
 *
 * Stops use the board's completed pathways, split as England's were; lists the board's list, in
 * three bands of waiting (within 18 weeks, 18 to 52, over 52) that move as England's. So for a
 * back-cast the pattern between providers and functions is later than the vintage, and so is the
 * residents' part of a provider; the level is not. Left out: that a provider's own share of its
 * board changed between. */
#include <assert.h>
#include <math.h>
#include <string.h>
#include "place/place_cut.h"

#define NEVER INT32_MIN

static double england_at(const struct england *e, int32_t month, unsigned field) {
    const int64_t row = (int64_t)month - e->months[0].month;
    return row < 0 || row >= e->n_months ? NAN : (double)e->months[row].value[field];
}

/* A count at a month's end, or where that was not published at the end of the month before. */
static double england_end(const struct england *e, int32_t month, unsigned field) {
    const double v = england_at(e, month, field);
    return isnan(v) ? england_at(e, month - 1, field) : v;
}

/* Mean of the published months among the twelve that end with month. */
static double england_year(const struct england *e, int32_t month, unsigned field) {
    double sum = 0;
    int n = 0;
    for (int32_t m = month - 11; m <= month; m++) {
        const double v = england_at(e, m, field);
        if (!isnan(v)) {
            sum += v;
            n++;
        }
    }
    return n > 0 ? sum / n : NAN;
}

static double board_year(const struct england *e, const char *board, int32_t month, int32_t months,
                         unsigned field) {
    double sum = 0;
    int n = 0;
    for (uint32_t i = 0; i < e->n_board; i++) {
        const struct england_board *b = &e->board[i];
        if (strcmp(b->code, board) == 0 && b->month > month - months && b->month <= month &&
            !isnan(b->value[field])) {
            sum += b->value[field];
            n++;
        }
    }
    return n > 0 ? sum / n : NAN;
}

static int32_t board_last(const struct england *e) {
    int32_t last = NEVER;
    for (uint32_t i = 0; i < e->n_board; i++)
        last = e->board[i].month > last ? e->board[i].month : last;
    return last;
}

int cut_check_vintage(struct cut *c, const char *vintage, const char *file) {
    day_t day;
    if (day_parse(vintage, &day) != 0)
        return fault_set(c->f, FAULT_INPUT, file, 0, 0,
                         "vintage is '%.40s', expected a date such as 2026-01-31", vintage);
    c->newest = c->e.months[c->e.n_months - 1].month;
    c->vintage = day_month(day + 1) - 1;
    int32_t oldest = INT32_MAX; /* beds are published last of all */
    for (uint32_t i = 0; i < c->e.n_urgent; i++)
        if (!isnan(c->e.urgent[i].value[9]) && c->e.urgent[i].month < oldest)
            oldest = c->e.urgent[i].month;
    if (oldest == INT32_MAX || c->vintage < oldest || c->vintage > c->newest) {
        char first[16], last[16];
        day_print(oldest == INT32_MAX ? 0 : month_first_day(oldest + 1) - 1, first);
        day_print(month_first_day(c->newest + 1) - 1, last);
        return fault_set(c->f, FAULT_INPUT, file, 0, 0,
                         "vintage is %s, expected a date from %s to %s, for which figures are held",
                         vintage, first, last);
    }
    memcpy(c->p->vintage, vintage, 10);
    c->p->start = day + 1;
    return 0;
}

static double ratio(double a, double b) { return a > 0 && b > 0 ? a / b : 1.0; }

static double england_list(const struct england *e, int32_t month) {
    return england_end(e, month, ENGLAND_WITHIN_18) + england_end(e, month, ENGLAND_OVER_18);
}

enum count { COUNT_STARTS, COUNT_STOPS, COUNT_LIST };

static double *counts_of(struct cut *c, enum count what) {
    double *of = arena_array(&c->scratch, c->e.n_providers, sizeof *of);
    for (uint32_t i = 0; of != NULL && i < c->e.n_providers; i++)
        of[i] = what == COUNT_STARTS ? c->e.providers[i].starts
                : what == COUNT_LIST ? c->e.providers[i].list
                                     : 0.0;
    for (uint32_t i = 0; of != NULL && what == COUNT_STOPS && i < c->e.n_services; i++)
        of[c->e.services[i].provider] += c->e.services[i].admitted + c->e.services[i].nonadmitted;
    return of;
}

/* A board's residents' part of the newest month's counts, over all providers. */
static double of_residents(struct cut *c, const char *board, enum count what) {
    const struct england *e = &c->e;
    const double *of = counts_of(c, what);
    double sum = 0.0;
    for (uint32_t i = 0; of != NULL && i < e->n_flows; i++) {
        const struct england_flow *x = &e->flows[i];
        if (x->commissioner == NO_ROW || e->providers[x->provider].list <= 0.0 ||
            strcmp(e->commissioners[x->commissioner].board, board) != 0)
            continue;
        sum += of[x->provider] * x->pathways / e->providers[x->provider].list;
    }
    return sum;
}

static bool board_inside(const struct cut *c, const char *board) {
    for (uint32_t i = 0; i < c->e.n_commissioners; i++)
        if (c->inside[i] && strcmp(c->e.commissioners[i].board, board) == 0)
            return true;
    return false;
}

/* What the newest month's counts of a board's providers are multiplied by, where it is the
 * place's and its series says more than England's; NAN elsewhere. months: 12 for a mean, 1 for a
 * month's end. */
static double by_board(struct cut *c, const char *board, enum board_field field, int32_t months,
                       enum count what) {
    if (c->vintage >= board_last(&c->e) || !board_inside(c, board))
        return NAN;
    const double then = board_year(&c->e, board, c->vintage, months, field);
    const double now = of_residents(c, board, what);
    return then > 0.0 && now > 0.0 ? then / now : NAN;
}

static double or_else(double v, double otherwise) { return isnan(v) ? otherwise : v; }

static double england_starts(const struct england *e, int32_t m) {
    return england_year(e, m, ENGLAND_STARTS);
}
static double england_stops(const struct england *e, int32_t m) {
    return england_year(e, m, ENGLAND_ADMITTED) + england_year(e, m, ENGLAND_NONADMITTED);
}

/* Of England's stops the part of a field at the vintage, over that of the newest month's year. */
static double split(const struct cut *c, unsigned field) {
    return ratio(england_year(&c->e, c->vintage, field) / england_stops(&c->e, c->vintage),
                 england_year(&c->e, c->newest, field) / england_stops(&c->e, c->newest));
}

static double mean_month(const struct cut *c, unsigned field) {
    return ratio(england_year(&c->e, c->newest, field), england_at(&c->e, c->newest, field));
}

/* A band's part of England's list at the vintage, over its part in the newest month. */
static double band(const struct cut *c, double then, double now) {
    return ratio(then / england_list(&c->e, c->vintage), now / england_list(&c->e, c->newest));
}

/* Mean month's stops over the newest month's. */
static double mean_stops(const struct cut *c) {
    const double raw = england_at(&c->e, c->newest, ENGLAND_ADMITTED) +
                       england_at(&c->e, c->newest, ENGLAND_NONADMITTED);
    return ratio(england_stops(&c->e, c->newest), raw);
}

static struct level level_of(struct cut *c, const char *board) {
    const struct england *e = &c->e;
    const double grown = ratio(england_starts(e, c->vintage), england_starts(e, c->newest));
    const double moved = ratio(england_stops(e, c->vintage), england_stops(e, c->newest));
    const double starts = or_else(by_board(c, board, BOARD_STARTS, 12, COUNT_STARTS),
                                  mean_month(c, ENGLAND_STARTS) * grown);
    const double stops = or_else(by_board(c, board, BOARD_STOPS, 12, COUNT_STOPS) / mean_stops(c),
                                 moved);
    const double list = or_else(by_board(c, board, BOARD_LIST, 1, COUNT_LIST),
                                ratio(england_list(e, c->vintage), england_list(e, c->newest)));
    double within[2], over[2], long_waits[2];
    const int32_t month[2] = {c->vintage, c->newest};
    for (int i = 0; i < 2; i++) {
        within[i] = england_end(e, month[i], ENGLAND_WITHIN_18);
        long_waits[i] = england_end(e, month[i], ENGLAND_OVER_52);
        over[i] = england_end(e, month[i], ENGLAND_OVER_18) - long_waits[i];
    }
    return (struct level){
        .starts = starts,
        .admitted = mean_month(c, ENGLAND_ADMITTED) * stops * split(c, ENGLAND_ADMITTED),
        .nonadmitted = mean_month(c, ENGLAND_NONADMITTED) * stops * split(c, ENGLAND_NONADMITTED),
        .within_18 = list * band(c, within[0], within[1]),
        .to_52 = list * band(c, over[0], over[1]),
        .over_52 = list * band(c, long_waits[0], long_waits[1])};
}

void cut_levels(struct cut *c) {
    for (uint32_t i = 0; i < c->e.n_providers; i++) {
        const char *board = c->e.providers[i].board;
        uint32_t same = 0;
        while (same < i && strcmp(c->e.providers[same].board, board) != 0)
            same++;
        c->level[i] = same < i ? c->level[same] : level_of(c, board);
    }
}

double cut_starts_per_head(const struct cut *c, uint32_t function) {
    const double grown = ratio(england_starts(&c->e, c->vintage), england_starts(&c->e, c->newest));
    return c->e.functions[function].starts * mean_month(c, ENGLAND_STARTS) * grown * 12.0 /
           c->e.people;
}

/* An empty window of the months up to the vintage. */
static void clear(struct month_series *s, int32_t vintage) {
    s->first_month = vintage - MONTHS_BACK + 1;
    s->n = MONTHS_BACK;
    for (unsigned i = 0; i < MONTHS_BACK; i++)
        s->value[i] = NAN;
}

static void put(struct month_series *s, int32_t month, double value, bool adding) {
    const int64_t i = (int64_t)month - s->first_month;
    if (i < 0 || i >= MONTHS_BACK || isnan(value))
        return;
    s->value[i] = (float)(value + (adding && !isnan(s->value[i]) ? (double)s->value[i] : 0.0));
}

/* Cuts off what was not published at both ends. */
static void trim(struct month_series *s) {
    unsigned skip = 0;
    while (s->n > 0 && isnan(s->value[s->n - 1]))
        s->n--;
    while (skip < s->n && isnan(s->value[skip]))
        skip++;
    memmove(s->value, s->value + skip, (s->n - skip) * sizeof s->value[0]);
    s->n = (uint16_t)(s->n - skip);
    s->first_month += (int32_t)skip;
}

static_assert(sizeof(struct site_urgent) == URGENT_FIELDS * sizeof(struct month_series),
              "the urgent table's columns are the fields of a site, in order");

static void make_urgent(struct cut *c) {
    for (unsigned i = 0; i < c->p->n_providers; i++) {
        struct month_series *s = &c->p->providers[i].urgent.type1;
        for (unsigned k = 0; k < URGENT_FIELDS; k++)
            clear(&s[k], c->vintage);
    }
    for (uint32_t i = 0; i < c->e.n_urgent; i++) {
        const struct england_urgent *u = &c->e.urgent[i];
        if (u->provider == NO_ROW || c->provider_to[u->provider] == NOBODY)
            continue;
        struct provider *q = &c->p->providers[c->provider_to[u->provider]];
        struct month_series *s = &q->urgent.type1;
        for (unsigned k = 0; k < URGENT_FIELDS && !q->outside; k++)
            put(&s[k], u->month, u->value[k], false);
    }
    for (unsigned i = 0; i < c->p->n_providers; i++) {
        struct provider *q = &c->p->providers[i];
        for (unsigned k = 0; k < URGENT_FIELDS; k++)
            trim(&(&q->urgent.type1)[k]);
        q->acute_trust = q->acute_trust && q->urgent.type1.n > 0 && q->urgent.beds_open.n > 0;
    }
}

/* England's ratio of two figures by month, over the trusts that publish both in it. */
static void make_share(const struct cut *c, struct month_series *s, enum urgent_field part,
                       enum urgent_field whole) {
    double top[MONTHS_BACK] = {0}, low[MONTHS_BACK] = {0};
    clear(s, c->vintage);
    for (uint32_t i = 0; i < c->e.n_urgent; i++) {
        const struct england_urgent *u = &c->e.urgent[i];
        const int64_t k = (int64_t)u->month - s->first_month;
        const double a = (double)u->value[part], b = (double)u->value[whole];
        if (k < 0 || k >= MONTHS_BACK || isnan(a) || isnan(b))
            continue;
        top[k] += a;
        low[k] += b;
    }
    for (unsigned k = 0; k < MONTHS_BACK; k++)
        if (low[k] > 0)
            s->value[k] = (float)(top[k] / low[k]);
    trim(s);
}

void cut_make_series(struct cut *c) {
    struct place *p = c->p;
    struct month_series *const of[] = {&p->england_starts, &p->england_stops_admitted,
                                       &p->england_stops_nonadmitted, &p->england_removals,
                                       &p->england_list, &p->board_starts, &p->board_stops};
    for (unsigned i = 0; i < sizeof of / sizeof *of; i++)
        clear(of[i], c->vintage);
    for (uint32_t i = 0; i < c->e.n_months; i++) {
        const struct england_month *m = &c->e.months[i];
        for (unsigned k = 0; k < 4; k++)
            put(of[k], m->month, m->value[k], false);
        put(&p->england_list, m->month,
            (double)m->value[ENGLAND_WITHIN_18] + (double)m->value[ENGLAND_OVER_18], false);
    }
    for (uint32_t i = 0; i < c->e.n_board; i++) {
        const struct england_board *b = &c->e.board[i];
        if (!board_inside(c, b->code))
            continue;
        put(&p->board_starts, b->month, b->value[BOARD_STARTS], true);
        put(&p->board_stops, b->month, b->value[BOARD_STOPS], true);
    }
    for (unsigned i = 0; i < sizeof of / sizeof *of; i++)
        trim(of[i]);
    make_urgent(c);
    make_share(c, &c->p->england_criteria_share, URGENT_CRITERIA, URGENT_OCCUPIED);
    make_share(c, &c->p->england_late_share, URGENT_LATE, URGENT_TYPE1);
}
