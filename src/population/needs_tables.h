// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The rate tables behind the need clock. Private to needs_*.c.
 *
 * A cell is (age group, frailty, sex, tenth of deprivation); an outcome is what a candidate turns
 * out to be. The clock needs one pace a cell (candidates a day at the highest rate of the run's
 * dates) and one alias table a cell (which outcome). Budget: 840 cells * (256 + 128 + 32) bytes,
 * 350 KB, plus 256 bytes a day of which one row is in use at a time. */
#ifndef POPULATION_NEEDS_TABLES_H
#define POPULATION_NEEDS_TABLES_H
#include "base/arena.h"
#include "population/ageing.h"
#include "population/needs.h"
#include "population/params.h"

#define TRUTHS 4
#define GROUPS 15       /* ages 0 1 5 18 30 45 50 55 60 65 70 75 80 85 90 */
#define GROUP_FRAIL 6   /* the first group, from 50, in which anybody is frail */
#define CELLS ((GROUP_FRAIL + (GROUPS - GROUP_FRAIL) * FRAILTIES) * SEXES * TENTHS)
/* cells of the living, then of the dying */
#define ALL_CELLS (2 * CELLS)
#define COLUMNS 64      /* outcomes: 36 acute (kind * 4 + truth), 24 functions, frailty, death,
                        * the beginning of the last spell */
#define COLUMNS_ELECTIVE 32
#define OUTCOME_ELECTIVE (NEED_ACUTE_KINDS * TRUTHS)
#define OUTCOME_FRAILTY (OUTCOME_ELECTIVE + FUNCTION_MAX)
#define OUTCOME_DEATH (OUTCOME_FRAILTY + 1)
#define OUTCOME_DYING (OUTCOME_DEATH + 1)
#define OUTCOMES (OUTCOME_DYING + 1)
#define QUANTILES 256

extern const int group_from[GROUPS + 1];
enum hours {
    HOURS_EVEN,
    HOURS_ADMITTED,
    HOURS_INJURY,
    HOURS_DAY,
    HOURS_EVENING,
    HOURS_SURGERY,
    HOURS_COUNT
};

struct pace { float per_day, days; }; /* hazard of a day on the scale of -log u, and its inverse */

struct elective { /* rate = per_head * by[group][sex] * gradient[tenth] */
    double by[GROUPS][SEXES], gradient[TENTHS];
};

struct needs {
    struct luck luck;
    uint64_t digest;
    day_t first;                     /* of the run */
    uint32_t days;                   /* in the run */
    int32_t first_month;
    uint32_t months;
    int16_t *month_of;               /* [days] months since first_month */
    /* [months + 1] day of the run on which a month begins, the first clipped to 0 */
    uint32_t *month_day;
    /* everybody; those of whom only elective needs come here */
    struct pace pace[2][ALL_CELLS];
    /* [cells] high 24 bits: share of the column; low 8: the other outcome */
    uint32_t (*alias)[COLUMNS];
    uint32_t (*alias_elective)[COLUMNS_ELECTIVE]; /* outcome less OUTCOME_ELECTIVE */
    float (*accept)[COLUMNS];        /* [days] factor of the date over the highest of years */
    /* of the single year over the highest of its group, times the level */
    float death[AGES][SEXES][TENTHS];
    float spell[AGES][SEXES][TENTHS]; /* the same, of spells of dying that begin */
    uint16_t hour[HOURS_COUNT][QUANTILES + 1]; /* minute of the day * 32 by quantile */
    uint8_t hours_of[COLUMNS];
    float severity_low[TRUTHS], severity_range[TRUTHS], lean[QUANTILES + 1];
    uint8_t group_of[AGES];
    /* [cells] accepted needs a person-year, the mean of a year at the start's level */
    float (*rate)[COLUMNS];
    uint32_t cells; /* in use: CELLS, or ALL_CELLS where there are last spells of life */
    struct elective elective[FUNCTION_MAX]; /* clock starts a person-year at level 1 */
    double band_group[AGE_BANDS][SEXES][GROUPS]; /* share of a band's people in a group, England */
    unsigned n_functions;
    /* of adults' deaths without a spell of dying, beside death_level; of its end */
    double sudden_level, dying_level;
    double share_sudden;             /* of adults' deaths, without a spell */
    double rest[AGE_BANDS][TENTHS];  /* what the dying leave the others of their needs for a bed */
    struct ageing ageing;
    struct arena arena;
};

static inline unsigned cell_of(unsigned group, unsigned frailty, unsigned sex, unsigned tenth) {
    const unsigned row =
        group < GROUP_FRAIL ? group : GROUP_FRAIL + (group - GROUP_FRAIL) * FRAILTIES + frailty;
    return (row * SEXES + sex) * TENTHS + tenth;
}

/* Fills n->rate (level of elective included), n->elective and n->death. */
void needs_rates_make(struct needs *n, const struct place *p, const struct needs_params *par,
                      const double *elective_level);
/* Factors of each day of the run by outcome: the year, the week, growth; then n->accept and the
 * highest of each, over whole years (five, ten, twenty...) whatever the length of the run. */
void needs_dates_make(struct needs *n, const struct needs_params *par, double highest[OUTCOMES]);
/* Pace and alias tables from rates and the highest factors. */
void needs_alias_make(struct needs *n, const double highest[OUTCOMES]);
/* Share of each kind among the needs of a truth in an age band. */
void needs_kind_shares(double share[TRUTHS][NEED_ACUTE_KINDS], unsigned band);
/* Mean yearly rates of acute need by truth: England's people of a band and tenth together, before
 * frailty. */
void needs_truth_rates(double rate[AGE_BANDS][TENTHS][TRUTHS], const struct ageing *a,
                       const struct needs_params *par);

#endif
