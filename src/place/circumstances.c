// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The table of circumstances: growth of money, need and staff, councils' package supply, winters.
 * Values, ranges, standing and sources stand in circumstances.def; a circumstances file changes
 * them by name. */
#include "place/circumstances.h"

#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
static const struct parameter rows[] = {
#include "place/circumstances.def"
};
#undef PARAM

const struct parameter_table circumstances_param_table = {"circumstances",
                                                           sizeof rows / sizeof *rows, rows};
