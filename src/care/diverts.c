// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a hospital at OPEL 4 asks its neighbours and the ambulance service to take some of
 * what is coming. A crew that sets out from the scene for its department goes on to
 *   the nearest other type 1 department that is open, has beds, stands at OPEL divert_level or
 *   less, and lies at most divert_minutes further by road
 * and, where none is, to its own all the same. Calls graver than divert_category keep to theirs.
 * The patient arrives as much later as the way is longer, and the crew is as much longer away from
 * its own people. Nothing is drawn, so twins keep their luck; divert_minutes 0 changes no byte.
 * That a full hospital may divert ambulances is as NHS Providers tells it; who is taken how far is
 * ASSUMED (note-divert). Left out: departments outside the model, whose level is not known; people
 * on foot and direct admissions, who come as before; a bound on how many; harm by the longer
 * way. */
#include "care/diverts.h"
#include "care/beds.h"
#include "care/department.h"

static bool takes(const struct world *w, const struct reach_site *s) {
    return !s->outside && !s->shut && beds_funded(w, s->provider) > 0.0 &&
           beds_opel(w, s->provider) <= (unsigned)w->par.ambulance.divert_level;
}

uint16_t diverts_to(const struct world *w, const struct need *n, unsigned category, uint16_t bound,
                    double *km) {
    const struct ambulance_params *par = &w->par.ambulance;
    const struct reach *r = &w->departments->x->reach;
    if (!(par->divert_minutes > 0.0) || category < (unsigned)par->divert_category ||
        bound == NO_SITE || r->site[bound].outside || beds_opel(w, r->site[bound].provider) < 4)
        return bound;
    const struct reach_row *row = &r->row[NEST_MAJOR][w->people.p[n->person].area];
    const double most = *km + par->divert_minutes / 60.0 * par->speed / par->road_factor;
    for (unsigned k = 0; k < row->n && (double)row->km[k] <= most; k++) {
        if (row->site[k] == bound || !takes(w, &r->site[row->site[k]])) continue;
        *km = (double)row->km[k];
        return row->site[k];
    }
    return bound;
}
