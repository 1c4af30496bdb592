// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Two tiers after a transfer (Transfer of Undertakings (Protection of Employment) Regulations 2006;
 * the two-tier code of 2005 was withdrawn in December 2010): who comes with a service keeps their
 * terms, who is hired since gets cheaper ones.
 *
 *   pay of a newcomer = lower x pay of those who came with it      in services that have changed
 *   hands; elsewhere the scale
 *
 * What follows comes out of the labour market of the place (workforce/labour.c): cheaper shifts,
 * harder to fill, more who leave the lower tier; with every leaver of the upper one the tier grows.
 * Left out: changes of terms for cause, pensions apart. */
#include "institution/state.h"
#include <assert.h>

static const struct parameter two_tier_after_transfer_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/pay/two_tier_after_transfer.def"
#undef PARAM
};
extern const struct parameter_table two_tier_after_transfer_param_table;
ANSWER_TABLE(two_tier_after_transfer);
enum { LOWER }; /* row of the .def list */

static double session_price(const double *p, double shortage) {
    (void)p;
    (void)shortage;
    return 1.0;
}

static double newcomer_pay(const double *p) { return p[LOWER]; }

const struct answer_rule answer_two_tier_after_transfer = {.params =
                                                               &two_tier_after_transfer_param_table,
                                                           .session_price = session_price,
                                                           .newcomer_pay = newcomer_pay};
