// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* An experiment: a place, a period, circumstances, two or more scenarios (a regime or a timeline of
 * regimes, with settings) to compare, and the claim being tested. Read whole and checked before
 * the first event. */
#ifndef STUDY_EXPERIMENT_H
#define STUDY_EXPERIMENT_H
#include "institution/regime.h"
#include "place/place.h"

#define SCENARIO_MAX 12
#define REPLICATES_MAX 1000u
#define SETTING_MAX 64
#define VARIANT_MAX 32
struct setting { char name[64]; double value; };        /* "planned.removal_hazard", 0.033 */
struct settings { unsigned n; struct setting s[SETTING_MAX]; };
struct scenario { char name[64], title[128]; struct timeline timeline; struct settings set; };
/* A variant repeats all scenarios under other settings: inflow none, removals at half. */
struct variant { char name[64], title[128]; struct settings set; };
#define UNCERTAIN_MAX 24
#define DRAWS_MAX 512u
/* Parameters drawn together over their ranges, to tell chance from ignorance: the run of draw d has
 * settings of its own. */
struct uncertain { unsigned draws, n; char name[UNCERTAIN_MAX][64]; };
struct experiment {
    char key[64], title[128], claim_id[16], claim[512], claim_source[256], path[512];
    char place[128], vintage[11];
    int vintage_line, vintage_column; /* of path; 0: not from a file */
    day_t first_day, last_day;
    unsigned replicates; uint64_t seed;
    unsigned n_scenarios, baseline;
    struct scenario scenario[SCENARIO_MAX];
    struct scenario today;  /* the present arrangement; no stage where none is known */
    unsigned n_variants; struct variant variant[VARIANT_MAX];
    struct uncertain uncertain;
    /* shapley: one answer left out at a time as well */
    bool one_answer_at_a_time, shapley, placebo;
    uint32_t together;      /* answers that one more run changes at once: a bit a question */
    char headline[64];      /* the measure that answers the claim */
    double headline_goal;   /* for example 0.92, NAN when none */
    bool headline_up;       /* more is better */
    struct settings set;    /* of the circumstances and from --set, over all scenarios */
    char notes[1024];       /* how this run is not the experiment as written; "" when it is */
    unsigned n_regimes; struct regime *regimes[SCENARIO_MAX * 4]; /* owned */
};
/* Where the user's files are: folders "experiments", "regimes", "places", "circumstances", "data"
 * (which holds "england"). */
struct library { char experiments[512], regimes[512], places[512], circumstances[512], data[512]; };
/* TREDEGAR_HOME, else beside the program or its parent, else the working folder */
void library_default(struct library *l);
/* name: a key of experiments/ or a path. */
int experiment_read(struct experiment *e, const char *name, const struct library *l,
                    struct fault *f) MUST_CHECK;
/* By hand, so noted. Unknown: nearest word. */
int experiment_set(struct experiment *e, const char *name, double value,
                   struct fault *f) MUST_CHECK;
/* another place; noted */
int experiment_place(struct experiment *e, const char *name, const struct library *l,
                     struct fault *f) MUST_CHECK;
/* another number of replicates than its own, noted: what chance does hangs on it */
void experiment_replicates(struct experiment *e, unsigned n);
/* the first so many months of its period, noted; false: it has no more than that */
bool experiment_shorten(struct experiment *e, unsigned months);
/* Of its variants those named, with commas between, noted; a name that it lacks is an error with
 * the nearest one. */
int experiment_variants(struct experiment *e, const char *names, struct fault *f) MUST_CHECK;
/* The headline counts as better what its measure counts as worse. */
bool experiment_against_its_measure(const struct experiment *e);
void experiment_free(struct experiment *e);

/* The registry of parameters: rooms of people, care and circumstances; and the institutions'
 * own. */
/* all but the institutions' answers */
unsigned registry_tables(const struct parameter_table *const **tables);
/* all, the institutions' answers included */
unsigned registry_n_tables(void);
const struct parameter_table *registry_table(unsigned i);
/* Writes the settings of one room over its struct of doubles. */
void registry_apply(const struct parameter_table *table, double *values,
                    const struct settings *set);
/* The value a full name has under settings: the last one given, else the default. */
double registry_value(const char *full_name, const struct settings *set);

/* The parameters of a study: when the answer is "cannot tell". */
struct study_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "study/study_params.def"
#undef PARAM
};
extern const struct parameter_table study_param_table;
/* NULL fills f with the nearest word */
const struct parameter *registry_find(const char *full_name, struct fault *f);

#endif
