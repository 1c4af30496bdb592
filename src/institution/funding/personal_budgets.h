// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What personal health budgets do for those who hold one, by the kind of their need. */
#ifndef INSTITUTION_PERSONAL_BUDGETS_H
#define INSTITUTION_PERSONAL_BUDGETS_H
#include "institution/membership/membership.h"

/* The kind of a person's need: continuing care for the severely frail and who lives in a care home;
 * else a mental disorder; else long-term conditions. */
enum budget_need personal_budgets_need(const struct world *w, uint32_t person);
/* Gain in care-related quality of life of who has held a budget for so many months: points of
 * ASCOT. */
double personal_budgets_gain(const double gain[BUDGET_NEEDS], double flexible,
                             enum budget_need need, double part);
/* A budget was taken this month. */
void personal_budgets_taken(struct institutions *i, uint32_t person);
/* Who holds one at a month's end, and what they gain; then each figure of it. */
void personal_budgets_count(struct institutions *i);
double personal_budgets_figure(const struct institutions *i, enum figure what);

#endif
