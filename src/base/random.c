// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Chance as a pure function of who, what for and which: Philox 4x32-10 (Salmon, Moraes, Dror and
 * Shaw 2011, SC'11), from Random123.
 *   key     = (seed low, seed high)
 *   counter = (owner, purpose, ordinal, replicate xor mix(salt))
 * Distributions are inverse distribution functions, increasing in u, so twins that share a
 * word share a rank:
 *   exponential  -m ln(1 - u);   lognormal  m exp(s z - s^2/2), z = probit(u);   Gumbel  -ln(-ln
 *   u). */
#include "base/random.h"

#include <Random123/philox.h>
#include "base/real.h"

struct words luck_words(const struct luck *l, uint32_t owner, uint32_t purpose, uint32_t ordinal) {
    const philox4x32_key_t key = {{(uint32_t)l->seed, (uint32_t)(l->seed >> 32)}};
    const uint32_t run = l->replicate ^ (uint32_t)mix64(l->salt);
    const philox4x32_ctr_t counter = {{owner, purpose, ordinal, run}};
    const philox4x32_ctr_t block = philox4x32_R(10, counter, key);
    return (struct words){{block.v[0], block.v[1], block.v[2], block.v[3]}};
}

double luck_uniform(const struct luck *l, uint32_t owner, uint32_t purpose, uint32_t ordinal) {
    return word_uniform(luck_words(l, owner, purpose, ordinal).w[0]);
}

double draw_exponential(double u, double mean) { return -mean * real_log(1.0 - u); }

double draw_lognormal(double u, double mean, double sigma_log) {
    return mean * real_exp(sigma_log * (real_probit(u) - 0.5 * sigma_log));
}

double draw_gumbel(double u) { return -real_log(-real_log(u)); }
