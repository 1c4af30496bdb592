// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* National pay scales (Agenda for Change 2004; consultant contract 2003): a post and a session are
 * paid the same wherever staff are short and whatever is paid outside.
 *
 *   pay(year) = (1 + follows x what is left of the growth of money after need and costs) ^ year
 *
 * follows: the share of new money that goes into pay above what costs already hold; nought at the
 * centre. Where the wage outside is higher more leave and fewer come (workforce/labour.c): that is
 * the price of one scale. Sessions of consultants do not move with it. Left out: London weighting,
 * the reward framework, recruitment premia. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter national_scales_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/national_scales.def"
#undef PARAM
};
extern const struct parameter_table national_scales_param_table;
ANSWER_TABLE(national_scales);
enum { FOLLOWS }; /* row of the .def list */

static double session_price(const double *p, double shortage) {
    (void)p;
    (void)shortage;
    return 1.0;
}

static double pay_ratio(const struct institutions *i, const double *p, unsigned provider) {
    const struct circumstances *const c = &i->world->circumstances;
    const double left = c->revenue_growth - c->need_growth - i->par.real_cost_growth;
    (void)provider;
    return real_pow(1.0 + p[FOLLOWS] * (left > 0.0 ? left : 0.0), (double)i->year);
}

const struct answer_rule answer_national_scales = {
    .params = &national_scales_param_table, .session_price = session_price, .pay_ratio = pay_ratio};
