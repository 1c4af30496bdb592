// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A pandemic in two waves.
 *
 *   infected   in the first wave with chance a1, in the second a2, never in both: one uniform
 *   day        height + width * logit u: a wave's curve is that of a logistic density
 *   bed        severity * share(age) * lean(frailty)      Verity and others 2020, brought to the
 *              level of England's first wave (Knock and others 2021)
 *   death      share(age) * lean(frailty), some days after, wherever the patient lies; of those
 *              who need no bed nobody dies while beds' share is above deaths'
 *   lean       (1 : 1.93 : 3.04 : 4.73)^power, mean 1 over the stock of the age band and tenth
 *   fear       up with the wave; after its height halved every half-life, as attendances came back
 *   postponed  held from some days before the height, then halved every half-life
 *
 * Two waves do not add up in fear and postponement: the greater holds. Sources: verity-2020,
 * ferguson-2020, knock-2021, nhse-ae-pandemic, rtt-pandemic. Left out: who infects whom, care homes
 * and hospitals as places of infection, ethnicity and work, immunity that fades, vaccines, lasting
 * illness after infection, more deaths for want of critical care. */
#include "population/pandemic.h"

#include "base/real.h"
#include "place/purpose.h"
#include "population/params.h"

enum { STEP_WHEN, STEP_HOW, STEP_CRITICAL };

static double height_day(const struct circumstances *c, unsigned wave) {
    return c->pandemic_month * DAYS_A_YEAR / 12 + (wave ? c->pandemic_second_after : 0);
}

/* Of a wave: 1 at its height. */
static double curve(const struct circumstances *c, unsigned wave, double day) {
    const double f = real_logistic((day - height_day(c, wave)) / c->pandemic_width);
    return 4 * f * (1 - f);
}

double pandemic_height(const struct circumstances *c, double day) {
    if (!pandemic_comes(c)) return 0;
    const double second = c->pandemic_attack_second / c->pandemic_attack;
    return curve(c, 0, day) + second * curve(c, 1, day);
}

static double halved(double days, double half_life) {
    return days <= 0 ? 1 : real_exp(-real_log(2) * days / half_life);
}

static double second(const struct circumstances *c, unsigned wave) {
    return wave == 0 ? 1 : c->pandemic_attack_second > 0 ? c->pandemic_second_ratio : 0;
}

double pandemic_fear(const struct circumstances *c, double day) {
    double most = 0;
    if (!pandemic_comes(c)) return 0;
    for (unsigned k = 0; k < PANDEMIC_WAVES; k++) {
        const double since = day - height_day(c, k);
        const double now = second(c, k) * (since < 0 ? curve(c, k, day)
                                                     : halved(since, c->pandemic_away_half_life));
        if (now > most) most = now;
    }
    return most;
}

double pandemic_postponed(const struct circumstances *c, double day) {
    double most = 0;
    if (!pandemic_comes(c)) return 0;
    for (unsigned k = 0; k < PANDEMIC_WAVES; k++) {
        const double since = day - height_day(c, k);
        if (since < -c->pandemic_postponed_before) continue;
        const double now = c->pandemic_postponed * second(c, k) *
                           halved(since - c->pandemic_postponed_days,
                                  c->pandemic_postponed_half_life);
        if (now > most) most = now;
    }
    return most < 1 ? most : 1;
}

static struct words draw(const struct luck *luck, uint32_t id, unsigned step) {
    return luck_words(luck, id, PURPOSE_PANDEMIC, PANDEMIC_NUMBERS * 16u + step);
}

unsigned pandemic_wave(const struct circumstances *c, const struct luck *luck, uint32_t id,
                       double *day) {
    const struct words w = draw(luck, id, STEP_WHEN);
    const double u = word_uniform(w.w[0]), first = c->pandemic_attack;
    const unsigned wave = u < first ? 0 : u < first + c->pandemic_attack_second ? 1 : 2;
    if (wave < PANDEMIC_WAVES)
        *day = height_day(c, wave) + c->pandemic_width * real_logit(word_uniform(w.w[1]));
    return wave;
}

struct pandemic_case pandemic_case_of(const struct circumstances *c, const struct needs *n,
                                      const struct needs_params *par, const struct luck *luck,
                                      const struct person *p, uint32_t id, day_t today) {
    const double bed[AGE_BANDS] = {c->pandemic_bed_0_4,   c->pandemic_bed_5_17,
                                   c->pandemic_bed_18_44, c->pandemic_bed_45_64,
                                   c->pandemic_bed_65_74, c->pandemic_bed_75_84,
                                   c->pandemic_bed_85};
    const double fatal[AGE_BANDS] = {c->pandemic_fatal_0_17,  c->pandemic_fatal_0_17,
                                     c->pandemic_fatal_18_44, c->pandemic_fatal_45_64,
                                     c->pandemic_fatal_65_74, c->pandemic_fatal_75_84,
                                     c->pandemic_fatal_85};
    const unsigned band = age_band(person_age(p, today));
    const double lean = needs_lean(n, par, p, band, c->pandemic_frailty_power);
    const struct words w = draw(luck, id, STEP_HOW);
    const double u = word_uniform(w.w[0]), asks = c->pandemic_asks;
    struct pandemic_case x = {.bed = u < c->pandemic_severity * bed[band] * lean,
                              .fatal = u < fatal[band] * lean};
    x.asks = !x.bed && word_uniform(w.w[1]) < asks;
    x.severity = (float)word_uniform(w.w[2]);
    x.days_to_death = draw_exponential(word_uniform(w.w[3]), c->pandemic_days_to_death);
    return x;
}

double pandemic_nights(const struct circumstances *c, const struct luck *luck, uint32_t id,
                       unsigned age_band) {
    const double critical = age_band < 3    ? c->pandemic_critical_0_44
                            : age_band == 3 ? c->pandemic_critical_45_64
                                            : c->pandemic_critical_65;
    const double u = word_uniform(draw(luck, id, STEP_CRITICAL).w[0]);
    return c->pandemic_stay * (u < critical ? c->pandemic_stay_critical : 1);
}
