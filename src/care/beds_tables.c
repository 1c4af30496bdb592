// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The parameter tables of beds and of leaving hospital, from their lists. */
#include "care/params.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter beds_rows[] = {
#include "care/beds_params.def"
};
static const struct parameter discharge_rows[] = {
#include "care/discharge_params.def"
};
#undef PARAM
const struct parameter_table beds_param_table = {"beds", sizeof beds_rows / sizeof *beds_rows,
                                                 beds_rows};
const struct parameter_table discharge_param_table = {
    "discharge", sizeof discharge_rows / sizeof *discharge_rows, discharge_rows};
