// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* People who wait are taken ill with what they wait for (a blocked bile duct, a heart attack): an
 * emergency that needs a bed, at the hazard outcome.worsens_* a year by treatment function, the
 * same in every regime, so that longer waits mean more emergencies. removals.c draws it. Published
 * emergency admissions hold those whom the list of the start brings; departments' levels are solved
 * with them (expectation.c), so that they are not counted twice:
 *
 *   a month = sum over services of  waiting x share from the place x hazard / 12
 *
 * ASSUMED: no English figure by function was found. Left out: worse health short of an emergency,
 * emergencies of those not yet referred. */
#include "care/worsening.h"

#include <stddef.h>
#include <string.h>

#include "care/world.h"

static const struct { const char *code; size_t at; } rows[] = {
#define FUNCTION(tag, name) {name, offsetof(struct outcome_params, worsens_##tag)},
#include "care/function_codes.def"
#undef FUNCTION
};
#define N_ROWS (sizeof rows / sizeof *rows)

/* A function that is not named counts as "other" (the last row). */
double worsening_rate(const struct world *w, unsigned function) {
    unsigned k = 0;
    while (k + 1 < N_ROWS && strcmp(rows[k].code, w->place->functions[function].code) != 0) k++;
    return *(const double *)(const void *)((const char *)&w->par.outcome + rows[k].at);
}

/* Of a provider's list, the part that lives in the place; of one outside only these are counted. */
double worsening_from_place(const struct place *p, unsigned provider) {
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

double worsening_at_start(const struct world *w) {
    const struct place *p = w->place;
    double sum = 0.0;
    for (unsigned s = 0; s < p->n_services; s++)
        sum += p->services[s].incomplete * worsening_from_place(p, p->services[s].provider) *
               worsening_rate(w, p->services[s].function) / 12.0;
    return sum;
}
