// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A number that could change a result stands once, in a .def list beside the room that uses
 * it:  PARAM(name, UNIT, value, low, high, STANDING, "source-key")
 * The struct of doubles, its defaults, --set, the documentation and the report all come from
 * that one list. STANDING: PUBLISHED, ESTIMATED, CALIBRATED (source says to what), ASSUMED. */
#ifndef BASE_PARAMETER_H
#define BASE_PARAMETER_H
#include <stddef.h>

enum standing { STANDING_PUBLISHED, STANDING_ESTIMATED, STANDING_CALIBRATED, STANDING_ASSUMED };
struct parameter {
    const char *name, *unit;
    double value, low, high;
    enum standing standing;
    const char *source; /* a key of data/sources.bib, or for CALIBRATED what it was fitted to */
};
struct parameter_table {
    const char *room; /* "planned": the full name of a parameter is "planned.removal_hazard" */
    size_t n;
    const struct parameter *rows;
};
/* In a header: struct of one double a row, in order. In one .c: the table.
 *   struct planned_params {
 *   #define PARAM(name, unit, value, low, high, standing, source) double name;
 *   #include "care/planned_params.def"
 *   #undef PARAM
 *   };
 *   #define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value,
 *   low, high, standing, source)
 *   static const struct parameter rows[] = {
 *   #include "care/planned_params.def"
 *   }; const struct parameter_table planned_param_table = {"planned", sizeof rows / sizeof *rows,
 *   rows}; */
#define PARAMETER_ROW(name, unit, value, low, high, standing, source) \
    {#name, #unit, value, low, high, STANDING_##standing, source},

/* The table name_param_table of the rows name_rows, which whoever lists it names as extern. */
#define PARAMETER_TABLE(name)                               \
    extern const struct parameter_table name##_param_table; \
    const struct parameter_table name##_param_table = {     \
        #name, sizeof name##_rows / sizeof *name##_rows, name##_rows}

/* Writes the n default values into a struct of n doubles. */
void parameter_defaults(const struct parameter_table *table, double *values);
const char *standing_name(enum standing s);

#endif
