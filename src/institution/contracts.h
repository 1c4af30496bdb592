// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Contracts for planned care, one a service (provider and treatment function), and the lists that
 * patients are offered, built from them when they change. */
#ifndef INSTITUTION_CONTRACTS_H
#define INSTITUTION_CONTRACTS_H
#include "institution/state.h"

/* Services of a function that the people of an area can be offered, nearest first: fills service
 * numbers and kilometres, returns how many (at most max). operation: those alone that operate;
 * private_too: privately owned ones as well. */
int contracts_nearest(const struct institutions *i, unsigned area, unsigned function,
                      bool operation, bool private_too, double limit_km, uint16_t *service,
                      int max);
/* Share without a car of people of a tenth of deprivation (1 the most) and an age:
 * free_choice.c. */
double free_choice_no_car(double least, double most, double from_75, unsigned tenth, double age);
/* Row of list_from and list_n for the people of an area in a function. */
static inline size_t contracts_list_at(const struct institutions *i, unsigned area,
                                       unsigned function, bool operation) {
    return ((size_t)area * i->n_functions + function) * 2u + operation;
}
/* Does the provider still treat anybody under contract? */
bool contracts_works(const struct institutions *i, unsigned provider);
/* Is a commissioner's share of a provider's work large enough to be written down? */
bool contracts_worth(const struct institutions *i, unsigned provider, unsigned commissioner);
/* Number of contracts large enough to be written down, of a commissioner with hospitals and for
 * lines by the head. */
unsigned contracts_of(const struct institutions *i, unsigned commissioner, bool public_ones,
                      bool private_ones);

#endif
