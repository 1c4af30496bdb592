// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* National pay scales (Agenda for Change 2004; consultant contract 2003): a session costs the same wherever staff
 * are short. */
#include "institution/state.h"

extern const struct parameter_table national_scales_param_table;
const struct parameter_table national_scales_param_table = {"national_scales", 0, NULL};

static double session_price(const double *p, double shortage) {
    (void)p;
    (void)shortage;
    return 1.0;
}

const struct answer_rule answer_national_scales = {.params = &national_scales_param_table, .session_price = session_price};
