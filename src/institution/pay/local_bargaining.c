// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Local bargaining (trusts' freedom since the NHS and Community Care Act 1990, little used):
 * employers bid where staff are short, and let pay lag where they are not.
 *
 *   price of a session = 1 + rise x shortage, up to the most
 *   pay of other staff = 1 + rise x (vacancy rate of the employer - the published one), between the
 *   least and the most
 *
 * shortage: the share of a function's sessions that were wanted this month and nobody could fill.
 * It brings no staff from elsewhere: the pool is the place's, and who bids more draws from the next
 * town (workforce/labour.c). Left out: the cost of bargaining itself; bids against private
 * employers. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter local_bargaining_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/local_bargaining.def"
#undef PARAM
};
extern const struct parameter_table local_bargaining_param_table;
ANSWER_TABLE(local_bargaining);
#include "institution/workforce/workforce.h"
enum { RISE, MOST, LEAST }; /* rows of the .def list */

static double session_price(const double *p, double shortage) {
    const double price = 1.0 + p[RISE] * shortage;
    return price < p[MOST] ? price : p[MOST];
}

static double pay_ratio(const struct institutions *i, const double *p, unsigned provider) {
    const double pay = 1.0 + p[RISE] * workforce_shortage(i, provider);
    return pay < p[LEAST] ? p[LEAST] : pay < p[MOST] ? pay : p[MOST];
}

const struct answer_rule answer_local_bargaining = {.params = &local_bargaining_param_table,
                                                    .session_price = session_price,
                                                    .pay_ratio = pay_ratio};
