// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What can be asked of a place once it is read: ages in the bands of the published tables, owners
 * by name, rows by code, straight-line distance, and published monthly series. A month that was not
 * published is NAN and counts in no mean. */
#include "place/place.h"
#include <math.h>
#include <string.h>
#include "base/real.h"

const int age_band_from[AGE_BANDS + 1] = {0, 5, 18, 45, 65, 75, 85, 200};

unsigned age_band(double age_years) {
    unsigned b = AGE_BANDS - 1;
    while (b > 0 && age_years < age_band_from[b])
        b--;
    return b;
}

const char *owner_name(enum owner o) {
    switch (o) {
    case OWNER_PUBLIC: return "PUBLIC";
    case OWNER_FOUNDATION_TRUST: return "FOUNDATION_TRUST";
    case OWNER_PRIVATE: return "PRIVATE";
    case OWNER_SOCIAL_ENTERPRISE: return "SOCIAL_ENTERPRISE";
    case OWNER_PARTNERSHIP: return "PARTNERSHIP";
    case OWNER_COUNCIL: return "COUNCIL";
    }
    return "unknown";
}

void place_free(struct place *p) {
    arena_free(&p->arena);
    *p = (struct place){.key = ""};
}

int place_find_provider(const struct place *p, const char *code) {
    for (int i = 0; i < p->n_providers; i++)
        if (strcmp(p->providers[i].code, code) == 0)
            return i;
    return -1;
}

int place_find_function(const struct place *p, const char *code) {
    for (int i = 0; i < p->n_functions; i++)
        if (strcmp(p->functions[i].code, code) == 0)
            return i;
    return -1;
}

const struct service *place_service(const struct place *p, unsigned provider, unsigned function) {
    if (provider >= p->n_providers || function >= p->n_functions)
        return NULL;
    const int row = p->service_of[(size_t)provider * p->n_functions + function];
    return row < 0 ? NULL : &p->services[row];
}

double place_km(float x1, float y1, float x2, float y2) {
    const double dx = (double)x1 - x2, dy = (double)y1 - y2;
    return real_sqrt(dx * dx + dy * dy);
}

double series_mean_last(const struct month_series *s, unsigned n) {
    double sum = 0;
    unsigned found = 0;
    for (unsigned i = s->n; i-- > 0 && found < n;)
        if (!isnan(s->value[i])) {
            sum += s->value[i];
            found++;
        }
    return found > 0 ? sum / found : NAN;
}

double series_at(const struct month_series *s, int32_t month) {
    if (month < s->first_month || month >= s->first_month + s->n)
        return NAN;
    return s->value[month - s->first_month];
}

double place_list_inside(const struct place *p, unsigned provider) {
    double inside = 0.0, all = 0.0;
    for (uint32_t f = 0; f < p->n_flows; f++) {
        if (p->flows[f].provider != provider) continue;
        const uint16_t c = p->flows[f].commissioner;
        all += (double)p->flows[f].pathways;
        if (c < p->n_commissioners && p->commissioners[c].inside)
            inside += (double)p->flows[f].pathways;
    }
    return p->providers[provider].outside || !(all > 0.0) ? 1.0 : inside / all;
}
