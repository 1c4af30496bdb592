// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The room's month, its records, and what it says to others. teams.c says who there is, labour.c
 * who comes and goes, shifts.c who stands in and what it costs.
 *
 *   provision.nurses   = share of the shifts that wards need which somebody fills, over the same
 *   share at the start
 *   line_filled        = the same of a line
 *
 * Wards are taken to need what need for care asks for: how full they really are is care's to know.
 * A change of hands: the share `transferred` goes over and keeps its terms, the rest leaves;
 * goodwill falls by one shock, the same whoever wins (a difference by ownership is a parameter,
 * centred at nought); people leave more readily for a year. */
#include "institution/market/market.h"
#include "institution/workforce/teams.h"

static const struct parameter rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/workforce/workforce.def"
#undef PARAM
};
const struct parameter_table workforce_param_table = {"workforce", sizeof rows / sizeof *rows,
                                                      rows};

int workforce_open(struct institutions *i, struct fault *f) {
    if (teams_take(i) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    settings_fill(i, &workforce_param_table, (double *)&i->workforce->par);
    return 0;
}

static void record_team(struct institutions *i, struct team *t) {
    if (t->provider != NOBODY && t->staff_year > 0.0)
        records_add(i, t->provider, Q_PAY, (pence_t)t->agency_year, "staff of the year",
                    "%s: %.0f in post, %.3f vacant, %.3f left, %.3f unfilled, goodwill %.2f, pay "
                    "%.3f; pence: agency premium",
                    t->kind == KIND_NURSES ? "nurses" : "doctors", team_staff(t),
                    team_vacant(t) / t->needed, 12.0 * t->left_year / t->staff_year,
                    t->unfilled_year / t->needed_year, t->goodwill, t->pay);
    t->left_year = t->staff_year = t->agency_year = t->unfilled_year = t->needed_year = 0.0;
}

static void close_year(struct institutions *i) {
    struct workforce *const f = i->workforce;
    for (unsigned k = 0; k < f->n; k++)
        record_team(i, &f->team[k]);
    records_add(
        i, NOBODY, Q_PAY, 0, "staff from abroad",
        "%.1f from countries of low and lower middle income, %.1f from Europe, %.1f from others",
        f->arrived_year[ABROAD_POORER], f->arrived_year[ABROAD_EUROPE],
        f->arrived_year[ABROAD_OTHER]);
    for (unsigned g = 0; g < ABROAD_GROUPS; g++)
        f->arrived_year[g] = 0.0;
}

/* Contacts of general practice in a year of the run, over the first year's: what pay by activity
 * goes by. */
static void count_practices(struct institutions *i) {
    struct workforce *const f = i->workforce;
    if (i->month == 0 || i->month % 12 != 0)
        return;
    const double year = f->gp_contacts - f->gp_before;
    f->gp_before = f->gp_contacts;
    if (!(f->gp_first > 0.0))
        f->gp_first = year;
    f->gp_ratio = f->gp_first > 0.0 ? year / f->gp_first : 1.0;
}

void workforce_month(struct institutions *i, struct world *w) {
    (void)w;
    teams_begin(i);
    if (i->month > 0 && budgets_months_left(i) == 12)
        close_year(i);
    count_practices(i);
    labour_month(i);
    shifts_month(i);
}

static double filled(const struct team *t) {
    return (t->needed - t->unfilled) / t->needed / ((t->start - t->usual_unfilled) / t->start);
}

static const struct team *team(const struct institutions *i, unsigned k) {
    return i->workforce->begun && k != NOBODY ? &i->workforce->team[k] : NULL;
}

struct provision workforce_provision(const struct institutions *i, unsigned provider) {
    struct provision x = {.nurses = 1.0, .doctors = 1.0, .infection = 1.0, .turnaround = 1.0};
    const struct team *const nurses = team(i, i->workforce->nurses_of[provider]);
    const struct team *const doctors = team(i, i->workforce->doctors_of[provider]);
    x.nurses = nurses ? filled(nurses) : 1.0;
    x.doctors = doctors ? filled(doctors) : 1.0;
    return x;
}

static const struct team *line_team(const struct institutions *i, unsigned c, unsigned line) {
    return team(i, i->workforce->team_of[c * LINE_COUNT + line]);
}

double workforce_filled(const struct institutions *i, unsigned commissioner, unsigned line) {
    const struct team *const t = line_team(i, commissioner, line);
    return t ? filled(t) : 1.0;
}

double workforce_goodwill(const struct institutions *i, unsigned commissioner, unsigned line) {
    const struct team *const t = line_team(i, commissioner, line);
    return t ? t->goodwill : 1.0;
}

double workforce_goodwill_of(const struct institutions *i, unsigned provider) {
    const struct team *const t = team(i, i->workforce->nurses_of[provider]);
    return t ? t->goodwill : 1.0;
}

/* ---- a change of hands ---- */

static void change_hands(struct institutions *i, unsigned k, unsigned to) {
    struct workforce *const f = i->workforce;
    if (k == NOBODY)
        return;
    struct team *const t = &f->team[k];
    const double shock = f->par.shock + (i->provider[to].open_market ? f->par.shock_private : 0.0);
    for (unsigned n = 0; n < TIERS; n++) {
        const double left = t->staff[n] * (1.0 - f->par.transferred);
        t->staff[n] -= left;
        f->market[t->kind].looking += f->par.moves * left;
    }
    t->goodwill *= 1.0 - (shock > 0.0 ? shock : 0.0);
    t->changed = true;
    t->unsettled_until = (uint16_t)(i->month + (unsigned)f->par.unsettled_months);
}

void workforce_changes_hands(struct institutions *i, unsigned commissioner, unsigned line) {
    teams_begin(i);
    change_hands(i, i->workforce->team_of[commissioner * LINE_COUNT + line],
                 market_holder(i, commissioner, line));
}

void workforce_provider_changes(struct institutions *i, unsigned provider, unsigned to) {
    teams_begin(i);
    change_hands(i, i->workforce->nurses_of[provider], to);
    change_hands(i, i->workforce->doctors_of[provider], to);
}

/* ---- figures ---- */

static bool works_for(const struct institutions *i, const struct team *t, unsigned employer) {
    return employer == NOBODY ||
           (t->provider != NOBODY ? t->provider : market_holder(i, t->commissioner, t->line)) ==
               employer;
}

double workforce_shortage(const struct institutions *i, unsigned employer) {
    const struct workforce *const f = i->workforce;
    double vacant = 0.0, usual = 0.0, needed = 0.0;
    for (unsigned k = 0; k < f->n; k++)
        if (works_for(i, &f->team[k], employer)) {
            const struct team *const t = &f->team[k];
            vacant += team_vacant(t);
            usual += kind_row(&f->par.vacant_nurses, t->kind) * t->needed;
            needed += t->needed;
        }
    return needed > 0.0 ? (vacant - usual) / needed : 0.0;
}

static double figure(const struct team *t, enum staff_figure what) {
    switch (what) {
    case STAFF_NEEDED: return t->needed;
    case STAFF_IN_POST: return team_staff(t);
    case STAFF_VACANT: return team_vacant(t);
    case STAFF_LEFT: return t->left;
    case STAFF_UNFILLED: return t->unfilled;
    case STAFF_AGENCY_SHIFTS: return t->agency;
    case STAFF_AGENCY_SPEND: return t->agency_spend;
    case STAFF_GOODWILL: return t->goodwill * t->needed;
    default: return 0.0;
    }
}

double workforce_figure(const struct institutions *i, unsigned employer, enum staff_figure what) {
    const struct workforce *const f = i->workforce;
    double sum = 0.0;
    if (what >= STAFF_FROM_POORER)
        return employer == NOBODY ? f->arrived[what - STAFF_FROM_POORER] : 0.0;
    for (unsigned k = 0; k < f->n; k++)
        if (f->team[k].paid && works_for(i, &f->team[k], employer))
            sum += figure(&f->team[k], what);
    return sum;
}

void workforce_contact(struct institutions *i, double contacts) {
    i->workforce->gp_contacts += contacts;
}
