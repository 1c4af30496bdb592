// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a practice that can no longer care safely for those it has asks the commissioner to
 * close its list. Whoever moves in then registers with the nearest practice that is open; members
 * of its patients' families still join, so the newborn do.
 *   contacts  that its people ask of a doctor a day = full x (acute x same-day requests / same-day
 *             appointments + (1 - acute) x routine requests over the start's), of list_sees months
 *   full      appointments a head x people a doctor x by a doctor / working days, all taken
 *   short     the larger of (requests that find no appointment soon enough, of all that get
 *             through / list_unserved) and (days to a routine one / list_wait)
 *   asks      contacts > safe_contacts and short > list_close, on the first of a month; those most
 *             short first
 *   agreed    by the terms of its contract (the question list_terms: for how many months, and
 *             whether enough of the practices near it are open)
 *   opens     after the least of those months when contacts or short are back, the latter under
 *             list_open; after the most, unless it is agreed again
 * Routine requests go as the practice's list grows over the place's, and as the circumstance of
 * need, over its doctors; their queue (primary.c) is the wait. Doctors are the line's filled
 * share times gp_staff, alike in a practice's area: no practice's own are published here, so none
 * is closed on the first day. Where every list is closed the commissioner assigns newcomers to the
 * practice that they would have had. Sources: card 3.1; the safe number is doctors' own
 * (bma-safe-contacts); what is short is ASSUMED (note-list-close). Nothing is drawn; at list_close
 * 0 none closes. Left out: people who change practice without moving, refusals without a closed
 * list. */
#include "care/lists.h"

#include <stdlib.h>

#include "care/asked.h"
#include "care/errand.h"

enum { NEAR = 4 };        /* practices near one, whose lists a commissioner looks at */
struct list {
    uint32_t start, now;  /* people */
    uint32_t near[NEAR];  /* practices, nearest first; sought when first asked for */
    uint8_t n_near;
    uint16_t area;        /* where the practice stands */
    /* closed so far; to be closed at least and at most */
    uint16_t months, least, most;
    bool closed, sought;  /* sought: who is near is known */
    struct list_work work;/* of the months behind it, and how short it is */
    double strain;
};
struct lists {
    struct list *of;    /* by practice */
    struct list **short_of; /* scratch: those that want to close */
    uint32_t *newcomer; /* people who move in, by day */
    uint32_t n, next;
};

double lists_contacts(const struct primary_params *par, const struct list_work *x) {
    const double full = par->gp_appointments * par->people_per_doctor * par->gp_by_doctor /
                        par->gp_working_days;
    const double acute = par->gp_same_day_share * par->gp_new_share;
    return full * (acute * x->acute + (1.0 - acute) * x->routine);
}

double lists_strain(const struct primary_params *par, const struct list_work *x) {
    const double unserved = x->unserved / par->list_unserved, wait = x->wait / par->list_wait;
    if (!(lists_contacts(par, x) > par->safe_contacts)) return 0.0;
    return unserved > wait ? unserved : wait;
}

bool lists_wishes(const struct primary_params *par, bool closed, double strain) {
    return strain > (closed ? par->list_open : par->list_close);
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

static double doctors(const struct world *w, const struct list *l) {
    return w->par.primary.gp_staff * asked_filled(w, l->area, LINE_GP);
}

/* What routine requests are over the start's, each doctor. */
static void ask_routine(const struct world *w) {
    struct primary *p = w->primary;
    const struct list *of = p->lists->of;
    const int32_t months = day_month(minute_day(world_now(w))) - day_month(w->first_day);
    const double surge = needs_surge(&w->needs_par, months);
    double start = 0.0, now = 0.0;
    for (uint32_t i = 0; i < p->n_surgeries; i++) start += of[i].start, now += of[i].now;
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        const double there = doctors(w, &of[i]);
        const bool judged = (double)of[i].start >= w->par.primary.list_least && now > 0.0;
        const double own = judged ? of[i].now / (double)of[i].start * start / now : 1.0;
        p->surgery[i].routine_ask = there > 0.0 ? (float)(own * surge / there) : 1.0f;
    }
}

static int begin(struct world *w) {
    struct primary *p = w->primary;
    struct lists *l = arena_take(&p->arena, sizeof *l);
    if (!l) return FAULT_MEMORY;
    const size_t room = (size_t)p->n_surgeries + 1;
    *l = (struct lists){.of = arena_array(&p->arena, room, sizeof *l->of),
                        .short_of = arena_array(&p->arena, room, sizeof(struct list *))};
    if (!l->of || !l->short_of) return FAULT_MEMORY;
    TRY(sort(w, l));
    p->lists = l;
    count(w, 0);
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        l->of[i].start = l->of[i].now;
        l->of[i].area = area_of(w->place, &w->place->practices[i]);
        l->of[i].work = (struct list_work){.acute = 1.0, .routine = 1.0};
    }
    ask_routine(w);
    return 0;
}

/* ---- the month ---- */

static uint32_t days_worked(const struct primary *p, uint32_t today, uint32_t days) {
    uint32_t n = 0;
    for (uint32_t d = today > days ? today - days : 0; d < today; d++) n += p->open[d];
    return n;
}

static double mixed(const struct primary_params *par, double before, double now) {
    return before + (now - before) / par->list_sees;
}

static void look_back(const struct world *w, struct list *l, struct surgery *s, uint32_t worked) {
    const struct primary_params *par = &w->par.primary;
    const double given = (double)s->slots * worked * doctors(w, l);
    const bool judged = l->start > 0 && (double)l->start >= par->list_least;
    if (judged && given > 0.0 && s->asked > 0) {
        l->work.acute = mixed(par, l->work.acute, s->asked / given);
        l->work.unserved = mixed(par, l->work.unserved, (double)s->unserved / s->asked);
        l->work.routine = mixed(par, l->work.routine, (double)s->routine_ask);
        l->work.wait = (double)s->routine_days;
    }
    l->strain = judged ? lists_strain(par, &l->work) : 0.0;
    s->asked = s->unserved = 0;
}

/* ---- the commissioner is asked ---- */

/* The practices nearest to one that have patients here: where they stand does not change. */
static void seek(const struct world *w, uint32_t which) {
    const struct practice *at = w->place->practices;
    struct list *l = &w->primary->lists->of[which];
    double km[NEAR];
    for (uint32_t i = 0; i < w->primary->n_surgeries; i++) {
        const double far = place_km(at[which].x_km, at[which].y_km, at[i].x_km, at[i].y_km);
        const bool full = l->n_near == NEAR;
        if (i == which || w->primary->lists->of[i].start == 0 || (full && far >= km[NEAR - 1]))
            continue;
        unsigned k = full ? NEAR - 1u : l->n_near++;
        for (; k > 0 && km[k - 1] > far; k--) km[k] = km[k - 1], l->near[k] = l->near[k - 1];
        km[k] = far, l->near[k] = i;
    }
    l->sought = true;
}

/* Of the practices nearest to one, how many take newcomers. */
static struct list_request request_of(const struct world *w, uint32_t which) {
    const struct list *of = w->primary->lists->of;
    if (!of[which].sought) seek(w, which);
    struct list_request r = {.area = of[which].area, .near = of[which].n_near};
    for (unsigned k = 0; k < r.near; k++) r.open += !of[of[which].near[k]].closed;
    return r;
}

static struct list_terms terms_of(const struct world *w, uint32_t which) {
    if (!w->ask || !w->ask->list_terms) return (struct list_terms){0};
    const struct list_request r = request_of(w, which);
    return w->ask->list_terms(w->institutions, w, &r);
}

/* Closed ones first: whoever may open does, so that others find open lists beside them. */
static void reopen(struct world *w) {
    const struct primary_params *par = &w->par.primary;
    for (uint32_t i = 0; i < w->primary->n_surgeries; i++) {
        struct list *l = &w->primary->lists->of[i];
        if (!l->closed) continue;
        l->months++;
        if (l->months < l->least) continue;
        l->closed = l->months < l->most && lists_wishes(par, true, l->strain);
    }
}

/* The most strained first; equals in the order of practices. */
static int by_strain(const void *left, const void *right) {
    const struct list *const *a = left, *const *b = right;
    return (*a)->strain > (*b)->strain   ? -1
           : (*a)->strain < (*b)->strain ? 1
                                         : (*a > *b) - (*a < *b);
}

static void hear(struct world *w) {
    struct lists *l = w->primary->lists;
    const double close = w->par.primary.list_close;
    uint32_t n = 0;
    if (!(close > 0.0)) return;
    for (uint32_t i = 0; i < w->primary->n_surgeries; i++)
        if (!l->of[i].closed && l->of[i].strain > close) l->short_of[n++] = &l->of[i];
    if (n > 1) qsort(l->short_of, n, sizeof *l->short_of, by_strain);
    for (uint32_t k = 0; k < n; k++) {
        struct list *x = l->short_of[k];
        const struct list_terms t = terms_of(w, (uint32_t)(x - l->of));
        x->closed = t.most > 0;
        x->least = t.least, x->most = t.most, x->months = 0;
    }
}

static void review(struct world *w, uint32_t today) {
    struct primary *p = w->primary;
    const uint32_t days = day_to_civil(w->first_day + today - 1u).day;
    const uint32_t worked = days_worked(p, today, days);
    count(w, today);
    for (uint32_t i = 0; i < p->n_surgeries; i++)
        look_back(w, &p->lists->of[i], &p->surgery[i], worked);
    ask_routine(w);
    reopen(w);
    hear(w);
}

/* ---- the day ---- */

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
    if (!w->primary->lists && begin(w) < 0) {
        w->failed = FAULT_MEMORY;
        return;
    }
    struct lists *l = w->primary->lists;
    if (today > 0 && day_to_civil(w->first_day + today).day == 1) review(w, today);
    for (; l->next < l->n && w->people.p[l->newcomer[l->next]].arrives <= today; l->next++)
        enrol(w, &w->people.p[l->newcomer[l->next]]);
}
