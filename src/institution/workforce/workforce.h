// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Posts and who fills them: vacancies, turnover, goodwill, bank and agency, rota gaps. A team is
 * the nurses of a provider of the place, the doctors of its departments, or the staff of a line of
 * one commissioner. What is said here is cached by the month; care reads it through `provision` and
 * `line_filled`. */
#ifndef INSTITUTION_WORKFORCE_H
#define INSTITUTION_WORKFORCE_H
#include "institution/state.h"

int workforce_open(struct institutions *i, struct fault *f) MUST_CHECK;
/* leavers, joiners, bank, agency, gaps; posts the premium */
void workforce_month(struct institutions *i, struct world *w);
/* of general practice, as care reports them */
void workforce_contact(struct institutions *i, double contacts);
struct provision workforce_provision(const struct institutions *i, unsigned provider);
/* ratio to the start */
double workforce_filled(const struct institutions *i, unsigned commissioner, unsigned line);
/* A line has changed hands (call once the new holder stands in the contract): share transferred,
 * and one shock to goodwill, the same whoever wins. */
void workforce_changes_hands(struct institutions *i, unsigned commissioner, unsigned line);
/* 1 at the start */
double workforce_goodwill(const struct institutions *i, unsigned commissioner, unsigned line);
double workforce_goodwill_of(const struct institutions *i, unsigned provider);
/* The management of a whole provider passes to another (franchise, merger): its nurses and doctors
 * as above. */
void workforce_provider_changes(struct institutions *i, unsigned provider, unsigned to);
/* What a provider's staff cost this month above the start's at today's size: pence, may be negative
 * (economy/costs.c). */
double workforce_cost(const struct institutions *i, unsigned provider);
/* Vacancy rate of an employer's teams less the published one; NOBODY: of the place. */
double workforce_shortage(const struct institutions *i, unsigned employer);
/* A month's figure, summed over the employer's teams; NOBODY: of the place, its lines included
 * (care/questions.h). */
double workforce_figure(const struct institutions *i, unsigned employer, enum staff_figure what);

#endif
