// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Local bargaining (trusts' freedom since 1991, little used): employers bid where staff are short.
 * 
 *   price of a session = 1 + rise x shortage, up to the most
 * 
 * shortage: the share of a function's sessions that were wanted this month and nobody could fill. It brings
 * no staff from elsewhere: the pool is the place's. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter local_bargaining_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/local_bargaining.def"
#undef PARAM
};
extern const struct parameter_table local_bargaining_param_table;
ANSWER_TABLE(local_bargaining);
enum { RISE, MOST }; /* rows of the .def list */

static double session_price(const double *p, double shortage) {
    const double price = 1.0 + p[RISE] * shortage;
    return price < p[MOST] ? price : p[MOST];
}

const struct answer_rule answer_local_bargaining = {.params = &local_bargaining_param_table, .session_price = session_price};
