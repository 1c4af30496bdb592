// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A fleet: what waits outside a department is not on the road. */
#ifndef CARE_AMBULANCE_H
#define CARE_AMBULANCE_H
#include "care/world.h"

#define CALL_CATEGORIES 4u /* of calls to 999: 1 gravest */

int ambulance_open(struct ambulance **a, struct world *w) MUST_CHECK;
void ambulance_close(struct ambulance *a);
void ambulance_register(struct ambulance *a, struct calendar *c);
/* A call to 999 (or sent by 111, a practice) at minute n->at or now if that is past: hear and
 * treat, see and treat, or convey to a department. */
void ambulance_call(struct world *w, const struct need *n, unsigned step);
/* What a crew or the desk would do for a need, by uniform u: 0 hear and treat, 1 see and treat, 2
 * convey. Pure. */
unsigned ambulance_outcome(const struct ambulance_params *par, const struct need *n,
                           unsigned frailty, double u1, double u2);
/* Category of a call, 1 gravest to 4, by uniform u: what the triage makes of its severity. Pure. */
unsigned ambulance_category(const struct ambulance_params *par, double severity, double u);
/* That of the call that this need would bring. */
unsigned ambulance_category_of(const struct world *w, const struct need *n);
/* The department has taken the patient over: the crew is free. */
void ambulance_handed_over(struct world *w, uint32_t job);

#endif
