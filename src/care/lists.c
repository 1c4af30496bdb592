// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a practice that can no longer care safely for those it has asks the commissioner to
 * close its list. Whoever moves in then registers with the nearest practice that is open; members
 * of its patients' families still join, so the newborn do.
 *   crowding  (people on the list now / on the first day) / (doctors now / then)
 *   closes    crowding > list_close, on the first of a month; the commissioner agrees
 *   opens     after list_months_least when crowding < list_open; after list_months_most unless it
 *             would close again
 * Where every list is closed the commissioner assigns newcomers to the practice that they would
 * have had. Doctors are the line's filled share times gp_staff, alike in a practice's area: no
 * practice's own are published here, so none is closed on the first day. England's people a doctor
 * rose by 18% from 2015 to 2024 and lists stayed open, so list_close is above that, and ASSUMED
 * (note-list-close); the months are the contract's (gms-list-closure). Nothing is drawn; while no
 * list closes, and at list_close 0, no byte moves. Left out: people who change practice without
 * moving, refusals without a closed list, closing for more work by the same people. */
#include "care/lists.h"

#include "care/asked.h"
#include "care/errand.h"

struct list {
    uint32_t start, now; /* people */
    uint16_t area;       /* where the practice stands */
    uint16_t months;     /* closed */
    bool closed;
};
struct lists {
    struct list *of;    /* by practice */
    uint32_t *newcomer; /* people who move in, by day */
    uint32_t n, next;
};

bool lists_close(const struct primary_params *par, bool closed, unsigned months, double crowding) {
    if (!closed || months >= (unsigned)par->list_months_most) return crowding > par->list_close;
    return months < (unsigned)par->list_months_least || crowding >= par->list_open;
}

uint32_t lists_closed(const struct world *w) {
    uint32_t n = 0;
    if (!w->primary || !w->primary->lists) return 0;
    for (uint32_t i = 0; i < w->primary->n_surgeries; i++) n += w->primary->lists->of[i].closed;
    return n;
}

/* ---- the first day ---- */

static bool registers(const struct world *w, const struct person *who) {
    return who->practice < w->primary->n_surgeries && !(who->flags & FLAG_ELECTIVE_ONLY);
}

static bool moves_in(const struct world *w, const struct person *who) {
    return who->arrives > 0 && registers(w, who) &&
           person_age(who, w->first_day + who->arrives) >= 1.0;
}

static uint16_t area_of(const struct place *p, const struct practice *at) {
    const struct reach_site s = {.x_km = at->x_km, .y_km = at->y_km};
    return reach_area_of(p, &s);
}

/* Newcomers in the order of their days, and of their rows within one: a counting sort. */
static int sort(struct world *w, struct lists *l) {
    uint32_t *first = NULL;
    size_t cap = 0;
    TRY(memory_grow((void **)&first, &cap, UINT16_MAX + 2u, sizeof *first));
    for (uint32_t i = 0; i < w->people.n; i++)
        if (moves_in(w, &w->people.p[i])) first[w->people.p[i].arrives + 1u]++;
    for (uint32_t d = 1; d <= UINT16_MAX + 1u; d++) first[d] += first[d - 1];
    l->n = first[UINT16_MAX + 1u];
    l->newcomer = arena_array(&w->primary->arena, (size_t)l->n + 1, sizeof *l->newcomer);
    for (uint32_t i = 0; l->newcomer && i < w->people.n; i++)
        if (moves_in(w, &w->people.p[i])) l->newcomer[first[w->people.p[i].arrives]++] = i;
    memory_free(first);
    return l->newcomer ? 0 : FAULT_MEMORY;
}

static void count(const struct world *w, uint32_t today) {
    const struct lists *l = w->primary->lists;
    for (uint32_t i = 0; i < w->primary->n_surgeries; i++) l->of[i].now = 0;
    for (uint32_t i = 0; i < w->people.n; i++) {
        const struct person *who = &w->people.p[i];
        if (registers(w, who) && person_alive(who) && person_present(who, today))
            l->of[who->practice].now++;
    }
}

static int begin(struct world *w) {
    struct primary *p = w->primary;
    struct lists *l = arena_take(&p->arena, sizeof *l);
    if (!l) return FAULT_MEMORY;
    *l = (struct lists){.of = arena_array(&p->arena, (size_t)p->n_surgeries + 1, sizeof *l->of)};
    if (!l->of) return FAULT_MEMORY;
    TRY(sort(w, l));
    p->lists = l;
    count(w, 0);
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        l->of[i].start = l->of[i].now;
        l->of[i].area = area_of(w->place, &w->place->practices[i]);
    }
    return 0;
}

/* ---- the month, the day ---- */

static double crowding(const struct world *w, const struct list *l) {
    const double doctors = w->par.primary.gp_staff * asked_filled(w, l->area, LINE_GP);
    if (l->start == 0 || (double)l->start < w->par.primary.list_least || !(doctors > 0.0))
        return 0.0;
    return (double)l->now / (double)l->start / doctors;
}

static void review(struct world *w, uint32_t today) {
    const struct primary *p = w->primary;
    count(w, today);
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        struct list *l = &p->lists->of[i];
        l->months = l->closed ? l->months + 1u : 0;
        const bool closed = lists_close(&w->par.primary, l->closed, l->months, crowding(w, l));
        if (closed && l->months >= (unsigned)w->par.primary.list_months_most) l->months = 0;
        l->closed = closed;
    }
}

static void enrol(struct world *w, struct person *who) {
    const struct list *of = w->primary->lists->of;
    const struct area *home = &w->place->areas[who->area];
    if (!of[who->practice].closed) return;
    double nearest = -1.0;
    for (uint32_t i = 0; i < w->primary->n_surgeries; i++) {
        const struct practice *at = &w->place->practices[i];
        const double km = place_km(home->x_km, home->y_km, at->x_km, at->y_km);
        if (of[i].closed || (nearest >= 0.0 && km >= nearest)) continue;
        nearest = km;
        who->practice = (uint16_t)i;
    }
}

void lists_day(struct world *w, uint32_t today) {
    if (!(w->par.primary.list_close > 0.0)) return;
    if (!w->primary->lists && begin(w) < 0) {
        w->failed = FAULT_MEMORY;
        return;
    }
    struct lists *l = w->primary->lists;
    if (today > 0 && day_to_civil(w->first_day + today).day == 1) review(w, today);
    for (; l->next < l->n && w->people.p[l->newcomer[l->next]].arrives <= today; l->next++)
        enrol(w, &w->people.p[l->newcomer[l->next]]);
}
