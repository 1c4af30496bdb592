// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who treats a place's people. Local: named in the place's file, or by rule (inside the place or
 * with local_share of its list from it, and at least local_list pathways). Outside: other providers
 * with outside_share of residents' pathways; they enter with the residents' share of their list,
 * starts and stops, the same share in every function, since flows are published for all functions
 * together. The small rest are one provider, OTHER, standing in their mean direction at their mean
 * distance. Counts come from one published month, brought to the vintage's level (place_level.c).
 * Weeks of a scaled list are rounded so that every running sum is right to half a pathway. Flows:
 * commissioners without a neighbourhood in the place or its halo (national ones, and small ones
 * from far away) are counted with the others of the same provider, in proportion. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "base/real.h"
#include "place/place_cut.h"

static bool lies_inside(const struct cut *c, const struct england_provider *q) {
    return c->inside[c->e.areas[q->area].commissioner];
}

/* Did a unit see patients in the last half year of returns that the vintage knows? */
static bool sees_patients(const struct cut *c, uint32_t provider) {
    int32_t last = INT32_MIN, mine = INT32_MIN;
    for (uint32_t i = 0; i < c->e.n_urgent; i++) {
        const struct england_urgent *u = &c->e.urgent[i];
        if (u->month > c->vintage || !(u->value[0] > 0 || u->value[2] > 0))
            continue;
        last = u->month > last ? u->month : last;
        mine = u->provider == provider && u->month > mine ? u->month : mine;
    }
    return mine != INT32_MIN && mine > last - 6;
}

static bool local_by_rule(const struct cut *c, uint32_t i) {
    const struct england_provider *q = &c->e.providers[i];
    if (q->list == 0)
        return lies_inside(c, q) && sees_patients(c, i);
    if (c->whole)
        return q->starts > 0;
    return q->list >= c->rules.local_list &&
           (lies_inside(c, q) || c->resident[i] >= c->rules.local_share * q->list);
}

int cut_choose_providers(struct cut *c) {
    double all = 0;
    uint32_t local = 0;
    for (uint32_t i = 0; i < c->e.n_flows; i++) {
        const struct england_flow *v = &c->e.flows[i];
        if (v->commissioner != NO_ROW && c->inside[v->commissioner]) {
            c->resident[v->provider] += v->pathways;
            all += v->pathways;
        }
    }
    for (uint32_t i = 0; i < c->e.n_providers; i++) {
        if (c->part[i] == PART_LOCAL && c->e.providers[i].list == 0 && !sees_patients(c, i))
            c->part[i] = PART_NONE; /* named, but not yet or no longer open */
        if (c->part[i] == PART_NONE && !c->explicit_local && local_by_rule(c, i))
            c->part[i] = PART_LOCAL;
        if (c->part[i] == PART_NONE && c->resident[i] > 0 && !c->whole)
            c->part[i] =
                c->resident[i] >= c->rules.outside_share * all ? PART_OUTSIDE : PART_LUMPED;
        local += c->part[i] == PART_LOCAL;
    }
    if (local > 0)
        return 0;
    return fault_set(c->f, FAULT_INPUT, c->p->key, 0, 0, "the place has no local provider");
}

static double share_of(const struct cut *c, uint32_t i) {
    return c->part[i] == PART_LOCAL ? 1.0 : c->resident[i] / c->e.providers[i].list;
}

static void add_provider(struct cut *c, uint32_t i) {
    const struct england_provider *from = &c->e.providers[i];
    struct provider *to = &c->p->providers[c->p->n_providers];
    memcpy(to->code, from->code, sizeof to->code);
    memcpy(to->name, from->name, sizeof to->name);
    to->owner = from->owner;
    to->outside = c->part[i] != PART_LOCAL;
    to->acute_trust = from->type1 && !to->outside;
    to->x_km = (float)from->east;
    to->y_km = (float)from->north;
    to->share = (float)share_of(c, i);
    to->council = c->council_to[from->council];
    to->doctors = from->doctors;
    to->nurses = from->nurses;
    to->market_forces = from->market_forces;
    to->pfi = from->pfi;
    c->provider_to[i] = c->p->n_providers++;
}

static void add_lumped(struct cut *c) {
    double x = 0, y = 0, km = 0, mine = 0, all = 0, forces = 0;
    for (uint32_t i = 0; i < c->e.n_providers; i++) {
        const struct england_provider *q = &c->e.providers[i];
        if (c->part[i] != PART_LUMPED)
            continue;
        c->provider_to[i] = c->p->n_providers;
        mine += c->resident[i];
        all += q->list;
        forces += c->resident[i] * (double)q->market_forces;
        x += c->resident[i] * q->east;
        y += c->resident[i] * q->north;
        km += c->resident[i] * real_sqrt(q->east * q->east + q->north * q->north);
    }
    if (mine <= 0)
        return;
    struct provider *to = &c->p->providers[c->p->n_providers++];
    const double long_way = real_sqrt(x * x + y * y);
    snprintf(to->code, sizeof to->code, "OTHER");
    snprintf(to->name, sizeof to->name, "Other providers, each with few of the place's patients");
    to->owner = OWNER_PUBLIC;
    to->outside = true;
    to->share = (float)(mine / all);
    to->market_forces = (float)(forces / mine);
    to->x_km = (float)(long_way > 0 ? x / long_way * km / mine : km / mine);
    to->y_km = (float)(long_way > 0 ? y / long_way * km / mine : 0);
    to->council = NOBODY;
}

/* Counts of a service of the place while several of England's may still be added to it. */
struct sums { double starts, admitted, nonadmitted, with_decision, week[WAIT_WEEKS]; bool any; };

static void add_sums(const struct cut *c, const struct england_service *s, struct sums *to) {
    const struct level *l = &c->level[s->provider];
    const double share = share_of(c, s->provider);
    double list = 0, grown = 0;
    for (unsigned w = 0; w < WAIT_WEEKS; w++) {
        const double g = w < 18 ? l->within_18 : w < 52 ? l->to_52 : l->over_52;
        to->week[w] += share * s->week[w] * g;
        list += s->week[w];
        grown += s->week[w] * g;
    }
    to->starts += share * s->starts * l->starts;
    to->admitted += share * s->admitted * l->admitted;
    to->nonadmitted += share * s->nonadmitted * l->nonadmitted;
    to->with_decision += list > 0 ? share * s->with_decision * grown / list : 0;
    to->any = true;
}

/* Whole pathways by week. Nothing is added for a service that rounds to nothing. */
static void round_off(struct cut *c, unsigned provider, unsigned function,
                      const struct sums *from) {
    struct service *to = &c->p->services[c->p->n_services];
    double running = 0;
    *to = (struct service){.provider = (uint16_t)provider, .function = (uint8_t)function,
                           .starts = (float)from->starts, .stops_admitted = (float)from->admitted,
                           .stops_nonadmitted = (float)from->nonadmitted};
    for (unsigned w = 0; w < WAIT_WEEKS; w++) {
        running += from->week[w];
        to->week[w] = (uint32_t)(running + 0.5) - to->incomplete;
        to->incomplete += to->week[w];
    }
    to->incomplete_dta = (uint32_t)(from->with_decision + 0.5);
    if (to->incomplete_dta > to->incomplete)
        to->incomplete_dta = to->incomplete;
    if (to->incomplete == 0 && from->starts < 0.05)
        return;
    c->p->service_of[(size_t)provider * c->p->n_functions + function] = (int16_t)c->p->n_services++;
}

static int make_services(struct cut *c) {
    const size_t n = (size_t)c->p->n_providers * c->p->n_functions;
    struct sums *sums = arena_array(&c->scratch, n, sizeof *sums);
    if (sums == NULL)
        return fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    TRY(cut_array(c, &c->p->services, n, sizeof *c->p->services));
    TRY(cut_array(c, &c->p->service_of, n, sizeof *c->p->service_of));
    for (size_t i = 0; i < n; i++)
        c->p->service_of[i] = -1;
    for (uint32_t i = 0; i < c->e.n_services; i++) {
        const struct england_service *s = &c->e.services[i];
        if (c->provider_to[s->provider] != NOBODY)
            add_sums(c, s, &sums[(size_t)c->provider_to[s->provider] * c->p->n_functions +
                                 s->function]);
    }
    for (unsigned q = 0; q < c->p->n_providers; q++)
        for (unsigned fn = 0; fn < c->p->n_functions; fn++)
            if (sums[(size_t)q * c->p->n_functions + fn].any)
                round_off(c, q, fn, &sums[(size_t)q * c->p->n_functions + fn]);
    return 0;
}

/* Flows by (commissioner, provider) of the place, each provider's adding up to its list there. */
static int make_flows(struct cut *c) {
    const size_t n = (size_t)c->p->n_commissioners * c->p->n_providers;
    double *sum = arena_array(&c->scratch, n, sizeof *sum);
    double *kept = arena_array(&c->scratch, c->p->n_providers, sizeof *kept);
    double *list = arena_array(&c->scratch, c->p->n_providers, sizeof *list);
    if (sum == NULL || kept == NULL || list == NULL)
        return fault_set(c->f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    TRY(cut_array(c, &c->p->flows, n, sizeof *c->p->flows));
    for (unsigned i = 0; i < c->p->n_services; i++)
        list[c->p->services[i].provider] += c->p->services[i].incomplete;
    for (uint32_t i = 0; i < c->e.n_flows; i++) {
        const struct england_flow *v = &c->e.flows[i];
        const unsigned q = c->provider_to[v->provider];
        const unsigned k = v->commissioner == NO_ROW ? NOBODY : c->commissioner_to[v->commissioner];
        if (q == NOBODY || k == NOBODY ||
            (c->p->providers[q].outside && !c->p->commissioners[k].inside))
            continue;
        sum[(size_t)k * c->p->n_providers + q] += v->pathways;
        kept[q] += v->pathways;
    }
    for (unsigned k = 0; k < c->p->n_commissioners; k++)
        for (unsigned q = 0; q < c->p->n_providers; q++) {
            const double v = sum[(size_t)k * c->p->n_providers + q];
            if (v > 0)
                c->p->flows[c->p->n_flows++] =
                    (struct flow){(uint16_t)k, (uint16_t)q, (float)(v / kept[q] * list[q])};
        }
    return 0;
}

int cut_make_providers(struct cut *c) {
    struct place *p = c->p;
    TRY(cut_array(c, &p->providers, c->e.n_providers + 1, sizeof *p->providers));
    for (int part = PART_LOCAL; part <= PART_OUTSIDE; part++)
        for (uint32_t i = 0; i < c->e.n_providers; i++)
            if (c->part[i] == part)
                add_provider(c, i);
    add_lumped(c);
    TRY(cut_array(c, &p->functions, c->e.n_functions, sizeof *p->functions));
    p->n_functions = (uint16_t)c->e.n_functions;
    for (unsigned i = 0; i < p->n_functions; i++) {
        memcpy(p->functions[i].code, c->e.functions[i].code, sizeof p->functions[i].code);
        memcpy(p->functions[i].name, c->e.functions[i].name, sizeof p->functions[i].name);
        p->starts_per_head[i] = (float)cut_starts_per_head(c, i);
    }
    TRY(make_services(c));
    cut_balance(p);
    return make_flows(c);
}
