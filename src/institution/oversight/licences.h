// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who holds a provider licence, decided each month and kept as records. */
#ifndef INSTITUTION_LICENCES_H
#define INSTITUTION_LICENCES_H
#include "institution/state.h"

/* Licences of whoever began or ceased to work under contract. */
void licences_month(struct institutions *i, const struct licence_law *law);
/* Does a provider need one under the answer in force, and so pays for it? */
bool licences_needed(const struct institutions *i, unsigned provider);
/* The answer leaves force, and its licences with it. */
void licences_end(struct institutions *i);

#endif
