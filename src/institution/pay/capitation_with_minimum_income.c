// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* General practice by capitation with a minimum income (General Medical Services contract 2004): a
 * global sum by the weighted list; where that is less than the income of before, a correction
 * factor makes it up (the minimum practice income guarantee), taken away by a seventh a year from
 * April 2014.
 *
 *   income = list + max(0, floor x historic income - list) x max(0, 1 - fades x years)      shares
 *   of the income of the start
 *
 * Practices' historic incomes lie about the formula's with the stated spread, so the guarantee
 * costs money on the whole: it is paid beside the global sum (pay/gp_income.c). Referral does not
 * move with these terms: the evidence gathered has no study of what the pay of general practice
 * does to it (fundholding's effect, which it has, is money for care: funding/gp_fundholding.c).
 * Left out: enhanced services, premises, seniority. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter capitation_with_minimum_income_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/capitation_with_minimum_income.def"
#undef PARAM
};
extern const struct parameter_table capitation_with_minimum_income_param_table;
ANSWER_TABLE(capitation_with_minimum_income);
enum { FLOOR, FADES, SPREAD }; /* rows of the .def list */

static struct gp_terms gp_terms(const double *p) {
    return (struct gp_terms){
        .capitation = 1.0, .floor = p[FLOOR], .floor_fades = p[FADES], .spread = p[SPREAD]};
}

const struct answer_rule answer_capitation_with_minimum_income = {
    .params = &capitation_with_minimum_income_param_table, .gp_terms = gp_terms};
