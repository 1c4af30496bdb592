// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Figures of the month that has ended (care/questions.h). */
#ifndef INSTITUTION_FIGURES_H
#define INSTITUTION_FIGURES_H
#include "institution/state.h"

double figures_of(const void *inst, const struct world *w, enum figure what, uint16_t provider);

#endif
