// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a study found, for people and for programs: paired difference first, levels second, with the
 * number of replicates; every page says "simulated". */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H
#include <stdio.h>
#include "study/twins.h"

void report_table(FILE *out, const struct twins *t, const char *sentence);
/* One object: experiment, place, period, people, replicates, events, person_years, seconds, measures. */
int report_json(FILE *out, const struct twins *t, const char *sentence, struct fault *f) MUST_CHECK;
/* Tidy rows of the comparison; no times or speeds, so the same bytes on any machine. */
void report_csv(FILE *out, const struct twins *t);
/* Writes series.csv (scenario, run, period_start, period_type, org_code, org_type, measure, breakdown, level, value,
 * unit; main runs by month) and comparison.csv into dir, each under another name first, then renamed. */
int report_csv_dir(const char *dir, const struct twins *t, struct fault *f) MUST_CHECK;
/* "place", "RD1", "deprivation_decile 1", "RD1 treatment_function C_110". */
const char *report_group(const struct twins *t, const struct comparison_row *r, char *buffer, unsigned size);
/* The model and its parameters as a document (ODD protocol, STRESS-DES checklist), Markdown. */
void report_describe(FILE *out, const struct experiment *e, const struct place *p);

#endif
