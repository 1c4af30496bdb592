// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Chance. A draw is a pure function of (seed, replicate, owner, purpose, ordinal): there is
 * no "next random number" and no state to pass about. Philox 4x32-10 of Random123
 * (Salmon and others 2011): key = seed, counter = (owner, purpose, ordinal, replicate and salt).
 * ordinal = number of the need * 16 + step of its journey, never a count of asks. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H
#include <stdint.h>

struct luck {
    uint64_t seed;      /* of the study */
    uint32_t replicate; /* 0, 1, ... */
    uint32_t salt;      /* 0; other for a placebo: the same people and needs, other journeys */
};
struct words { uint32_t w[4]; };

struct words luck_words(const struct luck *l, uint32_t owner, uint32_t purpose, uint32_t ordinal);
/* Four uniforms in (0,1) from one block are (words.w[i] + 0.5) / 2^32. */
static inline double word_uniform(uint32_t w) { return ((double)w + 0.5) * (1.0 / 4294967296.0); }
double luck_uniform(const struct luck *l, uint32_t owner, uint32_t purpose, uint32_t ordinal);
/* Distributions as inverse distribution functions of one uniform u, so twins stay coupled. */
double draw_exponential(double u, double mean);
double draw_lognormal(double u, double mean, double sigma_log); /* mean of the variable itself */
double draw_gumbel(double u);
/* A cheap mix of 64 bits for tie order and digests (splitmix64's finaliser). */
static inline uint64_t mix64(uint64_t x) {
    x ^= x >> 30; x *= 0xbf58476d1ce4e5b9u;
    x ^= x >> 27; x *= 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

#endif
