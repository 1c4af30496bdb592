// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Answers to: whom may a provider or a plan turn away? What several of them share. */
#ifndef INSTITUTION_ACCEPTANCE_H
#define INSTITUTION_ACCEPTANCE_H
#include "institution/state.h"

/* No provider refuses anybody: an answer about plans, or none at all. */
enum refusal acceptance_everybody(const struct institutions *i, const struct world *w,
                                  const double *p, const struct referral *r, unsigned provider,
                                  double complexity);
/* The question list_terms of care/questions.h. */
struct list_terms acceptance_list_terms(const void *inst, const struct world *w,
                                        const struct list_request *r);

#endif
