// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Whom a person with an acute need turns to first: a multinomial logit with the person's own
 * tastes. Pure: nothing here changes a run. */
#ifndef CARE_FIRST_CONTACT_H
#define CARE_FIRST_CONTACT_H
#include "base/random.h"
#include "care/params.h"
#include "population/needs.h"

enum channel {
    CHANNEL_SELF,
    CHANNEL_GP,
    CHANNEL_111,
    CHANNEL_OUT_OF_HOURS,
    CHANNEL_WALK_IN,
    CHANNEL_EMERGENCY,
    CHANNEL_999,
    CHANNEL_COUNT
};
#define CHANNELS_ALL ((1u << CHANNEL_COUNT) - 1u)
#define GUMBEL_ROWS 65536u

struct doors {              /* what the person can turn to now */
    unsigned open;          /* a bit a channel */
    double gp_hours;        /* hours until the practice would see them */
    double known;           /* chance to meet the doctor who knows them, less the start's */
    double deprived;        /* the person's tenth: 0.5 the most, -0.5 the least deprived */
    double walk_in, emergency; /* worth of the departments within reach: log-sums */
};

/* Writes the Gumbel variate of each of 65,536 equal cells of (0,1). */
void gumbel_table(float table[GUMBEL_ROWS]);
static inline unsigned word_half(const struct words *x, unsigned i) {
    return (x->w[i >> 1] >> ((i & 1) * 16)) & 0xffffu;
}

/* 0 trivial .. 1 gravest: how it looks to a good observer. Severity is drawn within the true need
 * (needs.c). */
static inline double need_gravity(const struct need *n) { return (double)n->severity; }
/* perceived: gravity as the person sees it; taste and habit: draws of (person, need) and of the
 * person. */
enum channel first_contact(const struct primary_params *par, const struct need *n, double perceived,
                           unsigned frailty, const struct doors *d, const struct words *taste,
                           const struct words *habit, const float table[GUMBEL_ROWS]);
/* Utility of each channel before tastes; written for all, open or not. */
void first_contact_utilities(const struct primary_params *par, const struct need *n,
                             double perceived, unsigned frailty, const struct doors *d,
                             double utility[CHANNEL_COUNT]);

#endif
