// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Measures: published statistics by their published definitions, computed from what care is seen to
 * do and from the lists at each month's end. Watches; is included by nothing that simulates. */
#ifndef MEASUREMENT_MEASURES_H
#define MEASUREMENT_MEASURES_H
#include "care/world.h"

/* measures.def: MEASURE(name, unit, how it adds over months: SUM, MEAN or LAST, better: UP, DOWN or
 * NEITHER, "one line") */
enum measure {
#define MEASURE(name, unit, over, better, line) M_##name,
#include "measurement/measures.def"
#undef MEASURE
    MEASURE_COUNT
};
enum over_months { OVER_SUM, OVER_MEAN, OVER_LAST };
enum better { BETTER_UP, BETTER_DOWN, BETTER_NEITHER };
struct measure_info {
    const char *name, *unit;
    enum over_months over;
    enum better better;
    const char *line;
};
extern const struct measure_info measure_info[MEASURE_COUNT];
int measure_find(const char *name); /* or -1 */

enum breakdown {
    BY_NONE,
    BY_FUNCTION,
    BY_DEPRIVATION,
    BY_AGE,
    BY_TYPE,
    BY_CATEGORY,
    BY_CONDITIONS, /* long-term conditions at the start: 0, 1, 2, 3, 4 and more */
    BY_CALL,       /* category of a call to 999: 1 to 4 */
    BREAKDOWN_COUNT
};
/* "", "treatment_function", "deprivation_decile", "age_band", "ae_type", "ledger_category",
 * "conditions", "call_category" */
const char *breakdown_name(enum breakdown b);
enum { CONDITIONS_MOST = 4 }; /* counted apart; more count as this */
/* the whole place (its own providers, or its residents where said) */
#define ORG_PLACE UINT16_MAX

struct series_row {
    uint16_t month;
    uint16_t org;
    uint16_t measure;
    uint8_t breakdown, level;
    double value;
};
struct series { /* of one run, sorted by measure, org, breakdown, level, month */
    uint32_t n, capacity;
    struct series_row *row;
};
void series_free(struct series *s);
/* Name of a level: "C_110", "1" .. "10", "85+", "type 1", "care". */
const char *level_name(const struct place *p, enum breakdown b, unsigned level, char *buffer,
                       unsigned size);

/* The published definitions' own numbers: 18 and 52 weeks, four and twelve hours, 3.5% a year. */
struct measurement_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "measurement/measurement_params.def"
#undef PARAM
};
extern const struct parameter_table measurement_param_table;

/* Finer counts than published statistics have, for pictures (patients.c). */
enum patient_flow { FLOW_START, FLOW_ATTENDANCE, FLOW_EMERGENCY, PATIENT_FLOWS };
struct patient_hour { uint32_t patients, within_target, admitted; uint64_t minutes; };
struct patient_counts { /* owned arrays; NULL when there is none */
    unsigned months;
    uint32_t n_areas;
    uint16_t n_providers;
    struct patient_hour *hour; /* [provider * 24 + hour of arrival], all A&E types */
    uint32_t *band;            /* [month * WAIT_WEEKS + week]: the place's own providers' lists */
    uint32_t *flow;            /* [(what * n_areas + area) * n_providers + provider] */
};
void patients_free(struct patient_counts *c);
const char *patients_flow_name(enum patient_flow what); /* "starts", "attendances", ... */

struct tally; /* a run's watcher */
/* After world_open_care, so that those who wait or lie in bed at the start count as stock, not as
 * flow. */
int tally_open(struct tally **t, const struct world *w, unsigned months) MUST_CHECK;
/* Replaces the default parameters; before the first event. */
void tally_use(struct tally *t, const struct measurement_params *par);
void tally_close(struct tally *t);
void tally_saw(void *tally, const struct world *w, const struct sight *s); /* world->watch.saw */
int tally_month_end(struct tally *t, const struct world *w, unsigned month_of_run,
                    const struct ledger *l, const char *(*account)(const void *, uint16_t),
                    const void *who) MUST_CHECK;
/* Takes the counts for pictures out of the tally. */
void tally_patients(struct tally *t, struct patient_counts *out);
/* Takes the finished series out of the tally. */
int tally_finish(struct tally *t, const struct world *w, struct series *out) MUST_CHECK;
/* Waits of those who stopped in the run's first month, by provider (and function), weekly band,
 * admitted or not; for the test of queue discipline: count[(provider * 2 + admitted) * WAIT_WEEKS +
 * week]. */
const uint32_t *tally_first_month_stops(const struct tally *t);
/* Do the lists balance? At each service those waiting = waiting before + clock starts - stops -
 * removals - private exits - deaths, the stock counted by walking the lists, the flow by watching:
 * 0 or FAULT_BROKEN. After tally_month_end. */
int tally_check(const struct tally *t, const struct world *w, struct fault *f) MUST_CHECK;
/* Years lived in the run by everybody present, halo included. */
double tally_person_years(const struct tally *t);
/* Each person's group at the start: deprivation decile * 8 + age band, and conditions (at most 4)
 * times 256; 0 for the halo: n of them. */
const uint16_t *tally_person_group(const struct tally *t);
/* Each person's discounted quality-adjusted life over the run, for gains and losses between twins:
 * n floats. */
const float *tally_person_qaly(const struct tally *t);
/* The two go to the caller, who frees them: the tally is only closed after it. */
void tally_people_leave(struct tally *t, float **qaly, uint16_t **group);

#endif
