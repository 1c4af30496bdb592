// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What boards get wrong when they are reorganised. */
#ifndef INSTITUTION_PROCUREMENT_H
#define INSTITUTION_PROCUREMENT_H
#include "institution/state.h"

/* Posts of a board go in a reform: share of them. */
void procurement_posts_cut(struct institutions *i, unsigned commissioner, double share);
/* Rise of what a board misses, as long as it lasts: 0 none. */
double procurement_forgets(const struct institutions *i, unsigned commissioner);
/* How far what a board reads follows what will happen, given how far it does without a reform. */
double procurement_rho(const struct institutions *i, unsigned commissioner, double rho);
/* Share of invoices that nobody reads as they were read before. */
double procurement_unread(const struct institutions *i, unsigned commissioner);
void procurement_month(struct institutions *i);

#endif
