// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Leaving hospital: pathways 0 to 3, and the councils' supply of packages and places. */
#ifndef CARE_DISCHARGE_H
#define CARE_DISCHARGE_H
#include "care/world.h"

int discharge_open(struct discharge **d, struct world *w) MUST_CHECK;
void discharge_close(struct discharge *d);
void discharge_register(struct discharge *d, struct calendar *c);
/* The stay is medically ready to leave: draws the pathway, joins the queue it needs, and sees to it
 * that beds_leave is called when the patient goes. */
void discharge_ready(struct world *w, uint32_t stay);
/* Waiting for a package or place in a council now. */
uint32_t discharge_waiting(const struct world *w, uint16_t council);
int discharge_check(const struct world *w, struct fault *f) MUST_CHECK;

#endif
