// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a study found, for people and for programs: paired difference first, levels second, with the
 * number of replicates; every page says "simulated". */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H
#include <stdio.h>
#include "store/store.h"
#include "study/story.h"
#include "study/twins.h"

/* all: every measure; else the main ones and the headline. */
void report_table(FILE *out, const struct twins *t, const char *sentence, bool all);
/* The same cut to the headline's row, what its intervals leave out, and the sentence. */
void report_short(FILE *out, const struct twins *t, const char *sentence);
/* Parts of the page (report_headlines.c): the three headlines; Shapley's values. Nothing when not
 * run. */
void report_headlines(FILE *out, const struct twins *t);
void report_shapley(FILE *out, const struct twins *t);
/* What institutions decided otherwise than under the baseline (report_decisions.c); nothing when
 * there is one scenario or no record. */
void report_decisions(FILE *out, const struct twins *t);
/* The first year of the baseline, where it is today's arrangement, beside the months that its
 * hospitals published (report_beside.c); nothing of a store's place, which has no such months. */
void report_beside(FILE *out, const struct twins *t);
/* The measures whose change is shared out over answers: the headline, QALYs, spend. */
enum { ATTRIBUTED_MAX = 3 };
unsigned report_attributed(const struct twins *t, enum measure m[ATTRIBUTED_MAX]);
/* A measure over the period in replicate 1: as it stands (no name) or in the extra run of that
 * name; NAN when there is none. */
double report_first(const struct twins *t, const char *name, unsigned scenario, unsigned m);
/* Is this extra run the first of its name (a setting runs once a scenario)? */
bool report_is_first_of_name(const struct twins *t, unsigned i);
/* One object: experiment, place, period, people, replicates, events, person_years, seconds,
 * measures. */
int report_json(FILE *out, const struct twins *t, const char *sentence, struct fault *f) MUST_CHECK;
/* Tidy rows of the comparison; no times or speeds, so the same bytes on any machine. */
void report_csv(FILE *out, const struct twins *t);
/* Makes dir when it is not there and says whether it can be written, so that a run does not find
 * out at its end. */
int report_csv_dir_ready(const char *dir, struct fault *f) MUST_CHECK;
/* Writes series.csv (scenario, run, period_start, period_type, org_code, org_type, measure,
 * breakdown, level, value, unit; main runs by month), comparison.csv and about.csv (version, seed,
 * data vintage, headline, titles) into dir, each under another name first, then renamed. */
int report_csv_dir(const char *dir, const struct twins *t, struct fault *f) MUST_CHECK;
/* "place", "RD1", "deprivation_decile 1", "RD1 treatment_function C_110". */
const char *report_group(const struct twins *t, const struct comparison_row *r, char *buffer,
                         unsigned size);
/* The model and its parameters as a document (ODD protocol, STRESS-DES checklist), Markdown. */
void report_describe(FILE *out, const struct experiment *e, const struct place *p);
/* Awards as a release package of the Open Contracting Data Standard 1.1 into a file, or a file of a
 * folder. */
int report_ocds(const char *path, const struct experiment *e, const struct place *p,
                const struct stored_award *rows, uint32_t n, struct fault *f) MUST_CHECK;
/* One person's years: as text with a mark under each scenario; as one JSON object {experiment,
 * place, period, seed, simulated, baseline, person, regimes: {NAME: {title, events: [{at, kind,
 * text, provider, provider_name, amount, everywhere}], died, ...}}}, which the caller frees, or
 * NULL without memory. */
void report_story(FILE *out, const struct story *s);
char *report_story_json(const struct story *s);
/* Text broken at blanks: from `column` on, later lines from `indent`, none past `width` unless a
 * word is longer. */
void report_text_wrapped(FILE *out, const char *text, unsigned column, unsigned indent,
                         unsigned width);
/* A field of CSV, in quotes when it must be. */
void report_text_csv(FILE *out, const char *text);

#endif
