// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who there is at the start. Nurses and doctors of acute trusts as published
 * (data/england/staff.csv); of a trust that does not publish, and of the lines, what their money
 * would employ:
 *
 *   posts   = staff in post / (1 - vacant)           staff of a line = its money x share of pay /
 *   cost of a post
 *   outside = 1 + spread x (mean decile of deprivation of the people around - the place's mean) /
 *   4.5
 *
 * The wage outside is not published by hospital in the tables held, so it follows the deprivation
 * of the people within reach (weight people / (5 km squared + distance squared)). A team's
 * vacancies at the start are those at which joiners balance leavers and growth there (labour.c), so
 * that they are more where the wage outside is higher. Doctors are those of the departments, a
 * share of a trust's. Left out: theatre and clinic staff (sessions, economy/), practices,
 * dentists. */
#include "institution/workforce/teams.h"

static const struct { uint8_t line, kind;
} line_teams[] = {{LINE_111, KIND_CALLS},
                  {LINE_OUT_OF_HOURS, KIND_OUT_OF_HOURS},
                  {LINE_URGENT_TREATMENT, KIND_NURSES},
                  {LINE_AMBULANCE, KIND_AMBULANCE},
                  {LINE_COMMUNITY, KIND_NURSES},
                  {LINE_SOCIAL_CARE, KIND_CARERS}};
#define LINE_TEAMS (sizeof line_teams / sizeof *line_teams)

static bool has_teams(const struct institutions *i, unsigned p) {
    return i->place->providers[p].acute_trust && !i->place->providers[p].outside;
}

int teams_take(struct institutions *i) {
    struct workforce *const f = arena_array(&i->arena, 1, sizeof *f);
    unsigned acute = 0;
    if (!f)
        return FAULT_MEMORY;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        acute += has_teams(i, p);
    f->team =
        arena_array(&i->arena, 2u * acute + i->n_commissioners * LINE_TEAMS + 1u, sizeof *f->team);
    f->nurses_of = arena_array(&i->arena, i->n_providers, sizeof *f->nurses_of);
    f->doctors_of = arena_array(&i->arena, i->n_providers, sizeof *f->doctors_of);
    f->team_of =
        arena_array(&i->arena, (size_t)i->n_commissioners * LINE_COUNT, sizeof *f->team_of);
    if (arena_failed(&i->arena))
        return FAULT_MEMORY;
    for (unsigned p = 0; p < i->n_providers; p++)
        f->nurses_of[p] = f->doctors_of[p] = NOBODY;
    for (unsigned k = 0; k < i->n_commissioners * LINE_COUNT; k++)
        f->team_of[k] = NOBODY;
    f->gp_ratio = 1.0;
    i->workforce = f;
    return 0;
}

/* Mean decile of the people within reach of a point; of a commissioner's own people when given. */
static double decile_around(const struct institutions *i, double x, double y,
                            unsigned commissioner) {
    double sum = 0.0, weight = 0.0;
    for (uint32_t a = 0; a < i->place->n_areas; a++) {
        const struct area *const area = &i->place->areas[a];
        const double dx = (double)area->x_km - x, dy = (double)area->y_km - y;
        const double near = commissioner == NOBODY               ? 1.0 / (25.0 + dx * dx + dy * dy)
                            : area->commissioner == commissioner ? 1.0
                                                                 : 0.0;
        sum += near * area->people * area->decile;
        weight += near * area->people;
    }
    return weight > 0.0 ? sum / weight : 5.5;
}

static struct team *add(struct institutions *i, unsigned kind, unsigned line, double staff,
                        double decile) {
    struct workforce *const f = i->workforce;
    struct team *const t = &f->team[f->n++];
    const double vacant = kind_row(&f->par.vacant_nurses, kind);
    *t = (struct team){.provider = NOBODY,
                       .commissioner = NOBODY,
                       .line = (uint8_t)line,
                       .kind = (uint8_t)kind,
                       .paid = staff > 0.0,
                       .pay = 1.0,
                       .lower = 1.0,
                       .goodwill = 1.0,
                       .outside = decile};
    t->start = (staff > 0.0 ? staff : 1.0) / (1.0 - vacant);
    return t;
}

static double published(float fte, double money, double cost) {
    return fte > 0.0f ? (double)fte : money * 12.0 / 100.0 / cost;
}

static void of_provider(struct institutions *i, unsigned p) {
    struct workforce *const f = i->workforce;
    const struct provider *const from = &i->place->providers[p];
    const double money = i->provider[p].base_planned + i->provider[p].base_urgent;
    const double decile = decile_around(i, (double)from->x_km, (double)from->y_km, NOBODY);
    const double nurses = published(from->nurses, money * f->par.nurses_share, f->par.cost_nurses);
    const double doctors =
        published(from->doctors, money * f->par.doctors_share, f->par.cost_doctors);
    f->nurses_of[p] = (uint16_t)f->n;
    add(i, KIND_NURSES, LINE_EMERGENCY, nurses, decile)->provider = (uint16_t)p;
    f->doctors_of[p] = (uint16_t)f->n;
    add(i, KIND_DOCTORS, LINE_EMERGENCY, f->par.departments_share * doctors, decile)->provider =
        (uint16_t)p;
}

/* pence a month */
static double money_of_line(const struct institutions *i, unsigned c, unsigned line) {
    double sum = i->commissioner[c].per_head[line];
    if (line == LINE_SOCIAL_CARE)
        for (unsigned k = 0; k < i->n_councils; k++)
            sum += i->council[k].commissioner == c ? (double)i->council[k].base / 12.0 : 0.0;
    return sum;
}

static void of_line(struct institutions *i, unsigned c, unsigned k) {
    struct workforce *const f = i->workforce;
    const unsigned line = line_teams[k].line, kind = line_teams[k].kind;
    const double staff = money_of_line(i, c, line) * 12.0 / 100.0 * f->par.line_pay_share /
                         kind_row(&f->par.cost_nurses, kind);
    f->team_of[c * LINE_COUNT + line] = (uint16_t)f->n;
    add(i, kind, line, staff, decile_around(i, 0.0, 0.0, c))->commissioner = (uint16_t)c;
}

/* From the deciles noted by add to wages, their mean over posts of the kind 1. */
static void outside_wages(struct workforce *f) {
    double sum[STAFF_KINDS] = {0.0}, posts[STAFF_KINDS] = {0.0};
    for (unsigned k = 0; k < f->n; k++) {
        sum[f->team[k].kind] += f->team[k].start * f->team[k].outside;
        posts[f->team[k].kind] += f->team[k].start;
    }
    for (unsigned k = 0; k < f->n; k++) {
        struct team *const t = &f->team[k];
        t->outside =
            1.0 + f->par.outside_spread * (t->outside - sum[t->kind] / posts[t->kind]) / 4.5;
    }
}

void teams_begin(struct institutions *i) {
    struct workforce *const f = i->workforce;
    if (f->begun)
        return;
    f->begun = true;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if (has_teams(i, p))
            of_provider(i, p);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned k = 0; k < LINE_TEAMS; k++)
            of_line(i, c, k);
    outside_wages(f);
    labour_begin(i);
}
