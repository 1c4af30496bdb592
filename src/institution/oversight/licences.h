// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who holds a provider licence, decided each month and kept as records. */
#ifndef INSTITUTION_LICENCES_H
#define INSTITUTION_LICENCES_H
#include "institution/state.h"

/* Licences of whoever began or ceased to work under contract. nhs_trusts: why NHS trusts hold one
 * under the law in force; NULL: they need none. */
void licences_month(struct institutions *i, const char *nhs_trusts);
/* The answer leaves force, and its licences with it. */
void licences_end(struct institutions *i);

#endif
