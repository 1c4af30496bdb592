// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice by salary (personal medical services pilots of 1997; health centres of the bill
 * of 1944): doctors are employed, and neither the list nor contacts nor points change what they
 * get.
 *
 *   income = cost ratio        of a salaried practice to a contractor's; nought of it is profit
 *
 * Referral does not move with these terms: the evidence gathered has no study of what the pay of
 * general practice does to it (fundholding's effect, which it has, is money for care:
 * funding/gp_fundholding.c). Left out: hours, who owns the premises, partners' goodwill. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter salaried_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/salaried.def"
#undef PARAM
};
extern const struct parameter_table salaried_param_table;
ANSWER_TABLE(salaried);
enum { COST }; /* row of the .def list */

static struct gp_terms gp_terms(const double *p) { return (struct gp_terms){.fixed = p[COST]}; }

const struct answer_rule answer_salaried = {.params = &salaried_param_table, .gp_terms = gp_terms};
