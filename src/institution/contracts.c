// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A contract is open, running down (offered while its list still fits what it may do until it
 * ends), closed (treats its list, takes nobody) or ended. The lists of (area, function) are arrays
 * of offers, so that an offer costs a copy. Work below the worth of a written contract is invoiced
 * without one. */
#include "institution/contracts.h"
#include <string.h>

void contracts_set(struct institutions *i, unsigned service, enum contract_state state) {
    if (i->service[service].contract == (uint8_t)state)
        return;
    i->service[service].contract = (uint8_t)state;
    i->lists_stale = true;
}

bool contracts_offered(const struct institutions *i, unsigned service) {
    return i->service[service].contract == CONTRACT_OPEN ||
           i->service[service].contract == CONTRACT_RUNNING_DOWN;
}

static double square_km(const struct area *a, const struct provider *p) {
    const double dx = (double)a->x_km - (double)p->x_km, dy = (double)a->y_km - (double)p->y_km;
    return dx * dx + dy * dy;
}

int contracts_nearest(const struct institutions *i, unsigned area, unsigned function,
                      bool operation, bool private_too, double limit_km, uint16_t *service,
                      int max) {
    const struct area *const a = &i->place->areas[area];
    double square[OFFER_MAX];
    int n = 0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const int s = i->place->service_of[p * i->n_functions + function];
        if (s < 0 || !contracts_offered(i, (unsigned)s) ||
            (i->provider[p].open_market && !private_too))
            continue;
        if (operation && !(i->place->services[s].stops_admitted > 0.0F))
            continue;
        const double d = square_km(a, &i->place->providers[p]);
        if (d > limit_km * limit_km)
            continue;
        /* insertion keeps the nearest; equals stay in the order of the place */
        int at = n < max ? n : max;
        while (at > 0 && square[at - 1] > d)
            at--;
        if (at == max)
            continue;
        const int last = n < max ? n++ : max - 1;
        memmove(square + at + 1, square + at, (size_t)(last - at) * sizeof *square);
        memmove(service + at + 1, service + at, (size_t)(last - at) * sizeof *service);
        square[at] = d;
        service[at] = (uint16_t)s;
    }
    return n;
}

/* The list of those who will be operated on is the same, unless the answer tells them apart. */
static void list(struct institutions *i, unsigned area, unsigned g, bool operation,
                 uint32_t *used) {
    const unsigned c = i->place->areas[area].commissioner;
    const unsigned row = row_in_force(i, Q_CHOICE, c < i->n_commissioners ? c : 0, LINE_PLANNED);
    const size_t at = contracts_list_at(i, area, g, operation);
    if (operation && !rule_in_row(i, row)->by_class) {
        const size_t other = contracts_list_at(i, area, g, false);
        i->list_from[at] = i->list_from[other];
        i->list_n[at] = i->list_n[other];
        return;
    }
    const int n = rule_in_row(i, row)->list(i, i->value[row], area, g, operation, i->offer + *used,
                                            OFFER_MAX);
    i->list_from[at] = *used;
    i->list_n[at] = (uint8_t)n;
    *used += (uint32_t)n;
}

void contracts_lists(struct institutions *i) {
    uint32_t used = 0;
    const double *p;
    const struct answer_rule *const choice = rule_for_all(i, Q_CHOICE, LINE_PLANNED, &p);
    if (choice->plan_lists)
        choice->plan_lists(i, p);
    for (unsigned a = 0; a < i->place->n_areas; a++)
        for (unsigned g = 0; g < i->n_functions; g++) {
            if (array_room(&i->offer, &i->offer_room, (size_t)used + 2 * OFFER_MAX,
                           sizeof *i->offer) < 0) {
                i->failed = FAULT_MEMORY;
                return;
            }
            list(i, a, g, false, &used);
            list(i, a, g, true, &used);
        }
    i->lists_stale = false;
}

bool contracts_worth(const struct institutions *i, unsigned p, unsigned c) {
    const size_t at = (size_t)p * i->n_commissioners + c;
    const double pence = 12.0 * (i->provider[p].base_planned * i->planned_share[at] +
                                 i->provider[p].base_urgent * i->urgent_share[at]);
    return pence >= 100.0 * i->admin.contract_worth_having;
}

bool contracts_works(const struct institutions *i, unsigned p) {
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == p && i->service[s].contract != CONTRACT_ENDED)
            return true;
    return i->provider[p].base_urgent > 0.0;
}

unsigned contracts_of(const struct institutions *i, unsigned c, bool public_ones,
                      bool private_ones) {
    unsigned n = 0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        if ((i->provider[p].open_market ? private_ones : public_ones) && contracts_worth(i, p, c) &&
            contracts_works(i, p))
            n++;
    for (unsigned l = 0; l < LINE_COUNT && public_ones; l++)
        if (i->commissioner[c].per_head[l] * 12.0 >= 100.0 * i->admin.contract_worth_having)
            n++;
    return n;
}
