// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Twins: all scenarios of an experiment on the same people with the same luck, over replicates and
 * threads; paired differences with t intervals; variants; one answer at a time; placebo. */
#ifndef STUDY_TWINS_H
#define STUDY_TWINS_H
#include "study/simulation.h"

struct estimate { double mean, low80, high80, low95, high95, monte_carlo_error; unsigned n; };
/* Probability that the mean's sign is the true one, from Student's t; NAN for n < 2, 1 when all
 * values are one. */
double estimate_sign(const double *values, unsigned n);
/* Student's t interval of n values, n >= 1 (n = 1: intervals are infinite and shown as such). */
struct estimate estimate_of(const double *values, unsigned n);

struct comparison_row { /* of one measure, organisation and level, over the period */
    uint16_t measure, org; uint8_t breakdown, level;
    struct estimate level_of[SCENARIO_MAX];
    struct estimate difference[SCENARIO_MAX]; /* scenario less baseline, paired */
};
struct gain {
    uint8_t breakdown, level;
    uint64_t people;
    double qaly_per_1000, placebo_per_1000, better_share, worse_share, placebo_better,
        placebo_worse;
    /* of qaly_per_1000, paired, over replicates */
    double low95, high95; unsigned replicates;
};
struct twins {
    const struct experiment *experiment; const struct place *place;
    struct attraction attraction;
    unsigned n_scenarios, n_replicates; unsigned n_done; /* finished replicates of all scenarios */
    /* [replicate * n_scenarios + scenario]; series empty when not run */
    struct outcome *main;
    /* variants, one answer at a time, placebo */
    struct { char name[64]; unsigned scenario, replicate; struct outcome outcome; } *extra;
    unsigned n_extra;
    /* sums or means over the period as the measure says */
    uint32_t n_rows; struct comparison_row *rows;
    unsigned n_gains[SCENARIO_MAX]; struct gain gains[SCENARIO_MAX][24];
    struct twins_counted *counted; /* by main run, owned (gains.c) */
    double seconds;
    bool interrupted; /* not all of it was run */
    bool by_user;     /* by Ctrl-C or a signal; else it was killed, or still runs */
    unsigned n_left;  /* runs that were dropped, the extras included */
    unsigned n_runs;  /* all that were to be done, the extras included; 0: not known */
    /* pounds a resident a year that the Treasury gives commissioners and councils in the
     * baseline */
    double money_a_head;
};
struct twins_progress {
    unsigned run, runs;
    double done;
    double person_years, events, seconds, seconds_left;
    const char *scenario;
};
struct twins_options {
    unsigned threads; const volatile int *stop;
    void (*progress)(void *who, const struct twins_progress *p); /* called under a lock */
    /* to store as they finish, under a lock */
    int (*finished)(void *who, const struct twins *t, unsigned replicate, unsigned scenario,
                    const struct outcome *o);
    int (*extra)(void *who, const struct twins *t, unsigned i); /* the same, of t->extra[i] */
    const struct listener *listener; /* of the scenarios' runs; NULL: nobody */
    void *who; bool extras; bool check; uint64_t shuffle_scenario; /* tests */
    bool keep_people; /* of the main runs, for whoever asks of one: six bytes a person a run */
};
int twins_run(struct twins *t, const struct experiment *e, const struct place *p,
              const struct twins_options *o, struct fault *f) MUST_CHECK;
void twins_free(struct twins *t);
const struct comparison_row *twins_row(const struct twins *t, enum measure m, uint16_t org,
                                       enum breakdown b, unsigned level);
/* Fills n_rows and rows from the finished runs of t->main: twins_run calls it, and whoever reads a
 * store. */
int twins_summarise(struct twins *t, struct fault *f) MUST_CHECK;
/* The months of a measure of one run, n of them in order; NULL when the series lacks it. */
const struct series_row *twins_months(const struct series *s, enum measure m, uint16_t org,
                                      enum breakdown b, unsigned level, uint32_t *n);
/* A measure of one run over its period (sum, mean or last month, as the measure says); NAN when the
 * series lacks it. */
double twins_over_period(const struct series *s, enum measure m, uint16_t org, enum breakdown b,
                         unsigned level);
/* A measure's values over the period, one a finished replicate, in order; returns how many (at most
 * max). */
unsigned twins_values(const struct twins *t, unsigned scenario, enum measure m, uint16_t org,
                      enum breakdown b, unsigned level, double *values, unsigned max);
/* One answer at a time: what the headline changes when only this question is answered as the
 * scenario does, beside the whole change, both in replicate 0; and the variants'. Returns how many
 * rows were filled. */
struct attribution { unsigned scenario; enum question question; double change, whole; };
unsigned twins_attribution(const struct twins *t, enum measure m, struct attribution *rows,
                           unsigned max);
/* The difference of scenario less baseline under a variant, in replicate 0; NAN when it was not
 * run. */
double twins_variant(const struct twins *t, unsigned variant, unsigned scenario, enum measure m);
/* The variant of that name has run and changed no figure of the whole place in any scenario: what
 * it sets has nothing to act on here. */
bool twins_variant_idle(const struct twins *t, const char *name);
/* The headline before a scenario's answers change: the baseline's, under the scenario's own
 * settings if it has any. */
double twins_before(const struct twins *t, unsigned scenario, enum measure m);
/* The baseline again with other luck in care, less the baseline, in replicate 0; NAN when not
 * run. */
double twins_placebo(const struct twins *t, enum measure m);
/* Shapley's value of each changed answer, in replicate 0, from the runs with one answer changed and
 * with one answer left out. Exact for up to three changed answers; for more, exact when answers act
 * together in pairs at most:
 *   phi(q) = ( v(q) - v(none) + v(all) - v(all but q) ) / 2,   residual = whole - sum of phi
 * Returns how many rows were filled; 0 when a run is missing. */
struct shapley { unsigned scenario; enum question question; double value; };
unsigned twins_shapley(const struct twins *t, enum measure m, unsigned scenario,
                       struct shapley rows[Q_COUNT], double *residual);
/* Draws of the uncertain parameters (draws.c). */
double draws_value(const struct experiment *e, unsigned parameter, unsigned draw);
void draws_variant(const struct experiment *e, unsigned draw, struct variant *v);
/* Paired differences of a measure over the draws that have run, with the number of each draw; room
 * for DRAWS_MAX. */
unsigned draws_differences(const struct twins *t, enum measure m, unsigned one, unsigned other,
                           unsigned *draw, double *difference);
struct driver {
    unsigned parameter, draws;
    double correlation; /* of ranks, with the difference */
};
/* The uncertain parameters, the one that carries most first; 0 rows under four draws. Room for
 * UNCERTAIN_MAX. */
unsigned twins_drivers(const struct twins *t, enum measure m, unsigned one, unsigned other,
                       struct driver *row);
/* The headlines of a scenario against the baseline (headlines.c). */
struct headlines {
    struct estimate market;      /* A: pounds more spent on running the arrangements, all parties */
    struct estimate profit;      /* B: pounds of profit above a normal return */
    /* C: pounds that the baseline's care would cost more at this scenario's cost a unit */
    struct estimate cost;
    struct estimate change;      /* D: pounds more spent on changing over */
    /* gain in efficiency at which A, B and D would pay for themselves, share of care cost */
    struct estimate break_even;
    struct estimate found;       /* gain in efficiency found: minus C, share of care cost */
    struct estimate qaly;        /* discounted QALYs more */
    struct estimate public_money; /* pounds more of public money, discounted as QALYs are */
    /* QALYs more, less those that the public money could have bought elsewhere, at two
     * thresholds */
    struct estimate net_health[2];
};
/* false: a measure is missing */
bool twins_headlines(const struct twins *t, unsigned scenario, struct headlines *h);
/* Gains and losses by type of person, from the outcomes' own person_qaly; twins_run calls it. With
 * twins_gains_open before and twins_gains_take whenever a run of a replicate has ended, people are
 * let go as soon as they are counted. */
int twins_gains_open(struct twins *t) MUST_CHECK;
void twins_gains_take(struct twins *t, unsigned replicate);
void twins_gains(struct twins *t);
/* Pounds a resident a year that the Treasury gives commissioners and councils in the baseline's
 * first run; NAN when there is none. */
double twins_money_a_head(const struct twins *t);
/* Extra runs that are there, and how many were to be done. */
unsigned twins_extras_in(const struct twins *t);
unsigned twins_extras(const struct twins *t);
/* "4 of 4 replicates", and how the study ended if it did not run whole. */
const char *twins_ended(const struct twins *t, char *buffer, unsigned size);
/* The plain sentence for the claim, "cannot tell" included. */
#define SENTENCE_MOST 4096
void twins_sentence(const struct twins *t, char *buffer, unsigned size);
/* Whether that sentence says which scenario comes out best. */
bool twins_order_told(const struct twins *t);
/* The two scenarios that the sentence compares: the best by the headline and the next best. false:
 * there are no two. */
bool twins_contest(const struct twins *t, unsigned *best, unsigned *second);
/* Why the order of two scenarios cannot be told; DOUBT_NONE: it can. The first that applies. */
enum doubt {
    DOUBT_NONE,
    DOUBT_CUT,      /* a change of regime lies beyond the run */
    DOUBT_ONE_RUN,  /* one replicate: no interval */
    DOUBT_SAME,     /* the two are the same in every replicate */
    DOUBT_CHANCE,   /* the sign is less probable than study.sign_probability, by chance alone */
    DOUBT_SMALL,    /* under study.small_share of the level; lives and years of life never are */
    DOUBT_SETTINGS, /* ... by chance and by what is not known of the settings varied; or one of
                     * them turns it */
    DOUBT_ASSUMED   /* ASSUMED parameters carry study.assumed_variance_share of the variance */
};
/* By any measure, one scenario less the other, values[n] in each replicate, and the level of the
 * other: chance alone is weighed. */
enum doubt twins_doubt_by_chance(const struct settings *set, enum measure m, double level,
                                 const double *values, unsigned n);
/* The same of the whole place's measure in two scenarios; and a run cut short. */
enum doubt twins_doubt_of(const struct twins *t, enum measure m, unsigned one, unsigned other);
struct pair { struct estimate difference; /* of one less the other */ enum doubt doubt; };
/* The headline of scenario one less that of the other, other settings weighed too. false: there is
 * no figure. */
bool twins_pair(const struct twins *t, unsigned one, unsigned other, struct pair *p);
const char *twins_doubt(enum doubt d); /* in words; "" for none */

#endif
