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

#include "care/function_values.h"
#include "care/world.h"

double worsening_at_start(const struct world *w) {
    const struct place *p = w->place;
    double sum = 0.0;
    for (unsigned s = 0; s < p->n_services; s++)
        sum += p->services[s].incomplete * place_list_inside(p, p->services[s].provider) *
               function_values_of(w, p->services[s].function).worsens / 12.0;
    return sum;
}
