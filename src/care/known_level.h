// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a published series up to the vintage says of the level of the year to come. */
#ifndef CARE_KNOWN_LEVEL_H
#define CARE_KNOWN_LEVEL_H
#include "place/place.h"

struct world;
/* What the months follow: a flow is counted a day and over its season, beds open and beds filled
 * over theirs, a stock as it stands. */
enum known_kind { KNOWN_ATTENDANCES, KNOWN_ADMISSIONS, KNOWN_BEDS, KNOWN_FILLED, KNOWN_STOCK };

/* A mean month's flow, or the level of a stock, as it stands at the last month published; NAN when
 * none is. */
double known_level(const struct world *w, const struct month_series *s, enum known_kind kind);
/* The same for a flow in the middle of the run's first year, grown as need grows. */
double known_year(const struct world *w, const struct month_series *s, enum known_kind kind);
/* A trust's own share, leaning to England's as it stands at the last month published; own where
 * England's is not known. */
double known_share(const struct world *w, double own, const struct month_series *england);

#endif
