// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the people of each practice cost, and its fund. Chargeable is a planned case of a person
 * whose problem in the function is on the list of chargeable procedures: a fixed draw of the pair,
 * so that twins agree. What one patient costs above the stop-loss in a financial year is the
 * authority's. The money itself is paid by the authority; a fund is a claim upon it, settled at the
 * year's end (funding/gp_fundholding.c). */
#include "institution/practices/practices.h"

int practices_open(struct institutions *i, struct fault *f) {
    (void)f;
    i->practices = NULL;
    return 0;
}

static uint32_t today(const struct institutions *i, const struct world *w) {
    return i->month == 0
               ? 0u
               : (uint32_t)(month_first_day(i->first_month + (int32_t)i->month) - w->first_day);
}

/* Lists are counted each April: who is present, by practice. */
static void count_lists(struct practices *x, const struct world *w, uint32_t day) {
    for (unsigned k = 0; k < x->n; k++)
        x->of[k].people = 0.0;
    for (uint32_t q = 0; q < w->people.n; q++) {
        const struct person *const who = &w->people.p[q];
        if (who->practice < x->n && person_alive(who) && person_present(who, day))
            x->of[who->practice].people += 1.0;
    }
}

struct practices *practices_need(struct institutions *i, const struct world *w) {
    if (i->practices)
        return i->practices;
    struct practices *const x = arena_take(&i->arena, sizeof *x);
    if (x) {
        x->n = i->place->n_practices;
        x->n_people = w->people.n;
        x->of = arena_array(&i->arena, x->n + 1u, sizeof *x->of);
        x->year_pence = arena_array(&i->arena, (size_t)x->n_people + 1u, sizeof *x->year_pence);
    }
    if (!x || !x->of || !x->year_pence) {
        i->failed = FAULT_MEMORY;
        return NULL;
    }
    for (unsigned k = 0; k < x->n; k++)
        x->of[k].commissioner = i->place->practices[k].commissioner < i->n_commissioners
                                    ? i->place->practices[k].commissioner
                                    : 0;
    i->practices = x;
    count_lists(x, w, today(i, w));
    return x;
}

bool practices_chargeable(const struct practices *x, uint32_t person, unsigned function) {
    return (double)(mix64((uint64_t)person << 8 | function) >> 11) <
           x->chargeable * 9007199254740992.0;
}

void practices_paid(struct institutions *i, const struct world *w, const struct activity *a,
                    pence_t value) {
    struct practices *const x = i->practices;
    if (!x || !x->recording || a->person >= x->n_people || a->line != LINE_PLANNED)
        return;
    const uint16_t k = w->people.p[a->person].practice;
    if (k >= x->n || !practices_chargeable(x, a->person, a->function))
        return;
    struct practice_fund *const of = &x->of[k];
    of->admitted += a->currency == CURRENCY_DAY_CASE || a->currency == CURRENCY_ELECTIVE_STAY;
    if (of->standing != PRACTICE_PREPARING && of->standing != PRACTICE_HOLDS)
        return;
    const pence_t before = x->year_pence[a->person], most = (pence_t)(100.0 * x->stop_loss);
    const pence_t room = before < most ? most - before : 0, own = value < room ? value : room;
    if (of->standing == PRACTICE_PREPARING) {
        of->recorded += own;
    } else {
        of->spent += own;
        of->above += value - own;
    }
    x->year_pence[a->person] = (int32_t)(before + value < INT32_MAX ? before + value : INT32_MAX);
}

double practices_kept(double money_weight, double worth, double may_use, double overspend,
                      double tolerance) {
    const double pressed = overspend > 0.0 && tolerance > 0.0 ? overspend / tolerance : 0.0;
    const double weight = money_weight * (may_use + pressed);
    return worth > 0.0 ? 1.0 - real_exp(-weight / worth) : 0.0;
}

void practices_year(struct institutions *i, struct world *w) {
    if (!i->practices)
        return;
    count_lists(i->practices, w, today(i, w));
    for (uint32_t q = 0; q < i->practices->n_people; q++)
        i->practices->year_pence[q] = 0;
}

void practices_month(struct institutions *i, struct world *w) { (void)i, (void)w; }
