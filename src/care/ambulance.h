// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A fleet: what waits outside a department is not on the road. */
#ifndef CARE_AMBULANCE_H
#define CARE_AMBULANCE_H
#include "care/world.h"

int ambulance_open(struct ambulance **a, struct world *w) MUST_CHECK;
void ambulance_close(struct ambulance *a);
void ambulance_register(struct ambulance *a, struct calendar *c);
/* A call to 999 (or sent by 111): hear and treat, see and treat, or convey to a department. */
void ambulance_call(struct world *w, const struct need *n, unsigned step);
/* The department has taken the patient over: the crew is free. */
void ambulance_handed_over(struct world *w, uint32_t job);

#endif
