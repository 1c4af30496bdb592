// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Departments that shut, at night or for good, and those that take over. */
#ifndef CARE_CLOSURES_H
#define CARE_CLOSURES_H
#include "care/department.h"

/* Asked each hour: shuts or opens the door, sets cubicles and beds as they stand now. */
void closures_follow(struct world *w, struct department *d, minute_t now);
/* Where somebody who was seen in a department goes when they come again; NO_SITE: nowhere. */
uint16_t closures_again(const struct world *w, const struct need *n, uint16_t site);

#endif
