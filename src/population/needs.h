// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What befalls a person, before anybody responds. One clock a person: the kinds of need are
 * superposed in one stream of candidates at the person's highest rate, which depends on fixed
 * traits and the date alone; a candidate strikes when its mark falls below the ratio of the actual
 * hazard to the highest. So candidates are the same in every regime to the last day. */
#ifndef POPULATION_NEEDS_H
#define POPULATION_NEEDS_H
#include "population/people.h"

enum need_kind { /* acute, then the rest */
                 NEED_MINOR_INJURY,
                 NEED_MINOR_ILLNESS,
                 NEED_INFECTION,
                 NEED_EXACERBATION,
                 NEED_FALL,
                 NEED_CARDIOVASCULAR,
                 NEED_MENTAL_CRISIS,
                 NEED_CHILD_FEVER,
                 NEED_OTHER_MAJOR,
                 NEED_ACUTE_KINDS,
                 NEED_ELECTIVE = NEED_ACUTE_KINDS, /* function says which */
                 NEED_FRAILTY,                     /* a step up the frailty chain */
                 NEED_DEATH,                       /* death from natural causes */
                 NEED_NOTHING,                     /* thinned: nothing struck */
                 NEED_KINDS
};
const char *need_kind_name(enum need_kind k);

/* seen by no actor directly */
enum true_need { TRUE_SELF_CARE, TRUE_GP, TRUE_SAME_DAY, TRUE_HOSPITAL_BED };

struct need {
    /* number: of the candidate; draws about it use ordinal number * 16 + step */
    uint32_t person, number;
    minute_t at;               /* when it strikes (by the kind's hour profile) */
    enum need_kind kind;
    uint8_t function;          /* elective: treatment function */
    enum true_need truth;      /* acute */
    float severity;            /* 0..1 */
    bool gp_failed;            /* acute: no appointment was to be had, so the person went on */
    bool dying;                /* of the pilot's needs alone: in the last spell of life */
};

/* opaque: rate tables of a (place, params), read-only in a run; plus the digest of candidates */
struct needs;

struct needs_params;
/* Height of the winter wave in a calendar month (0 January), about its mean over the year: ratio;
 * 0 at winter_strength 0. How far a kind of need follows it: ratio, 0 when not acute. */
double needs_winter(const struct needs_params *par, unsigned month);
double needs_follows_winter(enum need_kind kind);
/* A spell of months of the run in which more of every need strikes, or less: 1 outside it. */
double needs_surge(const struct needs_params *par, double month);
/* By how much more people die in a calendar month than in the mean of the year, a day: ratio, 0 at
 * winter_strength 0. It says how gravely those are ill who come. */
double needs_gravity(const struct needs_params *par, unsigned month);
/* Severity of an acute need of this truth, of a u spread evenly over 0 to 1: within the truth's
 * range, leaning to its low end. Of the clock's own needs and of all that are made elsewhere. */
float needs_severity(const struct needs_params *par, enum true_need truth, double u);
/* Tables for a place; elective_level[function] multiplies England's rate (from the fit of the
 * choice constants to published starts; 1.0 = England's). */
int needs_open(struct needs **n, const struct place *p, const struct needs_params *par,
               const double *elective_level, const struct luck *luck, day_t first_day,
               day_t last_day) MUST_CHECK;
void needs_close(struct needs *n);
/* Draws when the person's next candidate comes; returns its minute, MINUTE_NEVER beyond the
 * horizon, and advances p->clock. Called once at the start for everybody, then after each
 * needs_strike. */
minute_t needs_next(struct needs *n, struct person *p, uint32_t id);
/* What the due candidate is: fills *need (kind NEED_NOTHING when thinned) and advances p->needs.
 * hazard_ratio >= 0 and <= 1 multiplies the acceptance for what life has done so far (unmet care);
 * pass 1 for none. */
void needs_strike(struct needs *n, struct person *p, uint32_t id, minute_t now, double hazard_ratio,
                  struct need *need);
/* The death that has just struck is kept away: the person lives beyond the stream that all regimes
 * share, out of any spell of dying, and has candidates as others of their age and frailty. */
static inline void needs_survives(struct person *p) {
    p->beyond = 1;
    p->dying = 0;
}
/* Brings near, for a person whose record is, the tables that a candidate of today reads; changes
 * nothing. */
void needs_near(const struct needs *n, const struct person *p, day_t today);
/* Order-independent digest of all candidates drawn so far (person, number, minute, kind). */
uint64_t needs_digest(const struct needs *n);
/* Expected yearly rate of accepted needs of a kind (function for elective) for traits; for fitting
 * and tests. */
double needs_rate(const struct needs *n, const struct person *p, day_t today, enum need_kind k,
                  unsigned function);
/* Of an acute kind, the needs for a hospital bed alone. */
double needs_bed_rate(const struct needs *n, const struct person *p, day_t today, enum need_kind k);
/* Needs for a bed of somebody over the mean of people of their age, sex, tenth and frailty: over 1
 * in the last spell of life, below it otherwise; 1 where no spells are told. */
double needs_dying_lean(const struct needs *n, const struct person *p, day_t today);
/* Deaths for a need for a bed: the yearly hazard of death over the yearly needs for a bed, by year
 * of age, sex, tenth and frailty. As deaths near an admission are much the same share of deaths at
 * every age, it stands in proportion to the mortality of the admitted. Somebody under one counts as
 * one year old: most deaths under one are of the newborn, who come by no department. */
double needs_peril(const struct needs *n, const struct person *p, day_t today);
/* Yearly hazard of this person's next step of frailty, as published: bed-days in. */
double needs_onset(const struct needs *n, const struct person *p, day_t today);
/* Of somebody whom bed-days have made frailer than the stream has them: further needs like this one
 * for each that strikes; and the share of those for a bed that end in death. 0 for all others. */
double needs_worn(const struct needs *n, const struct person *p, day_t today,
                  const struct need *need);
double needs_worn_deaths(const struct needs *n, const struct person *p, day_t today);
/* How much likelier somebody of this frailty is to need a bed than the mean of their age band and
 * tenth: the ratios of emergency admissions to a power. */
double needs_lean(const struct needs *n, const struct needs_params *par, const struct person *p,
                  unsigned band, double power);
/* Mean clock starts a year an area's people would make in a function at elective level 1. */
double needs_area_starts(const struct needs *n, const struct area *a, unsigned function);

#endif
