// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Growing frail and dying in England, by single year of age, sex and tenth of deprivation.
 *
 *   death     m(a,s,d) = level * exp(ln q interpolated over age and over fifths of deprivation);
 *   level such that
 *             England's people of 2023 have deaths_per_1000; q of 2011 (life_table.def)
 *   onset     fit -> mild: the published rates, log-linear between the middles of their age bands
 *   on an axis of age
 *             moved by deprivation_years across the tenths, times the share that lasts; then *
 *             ratios for the
 *             next two steps
 *   stock     the chain fit, mild, moderate, severe run up from age 50 with those steps and with
 *   death
 *             in proportion 1 : 1.92 : 3.10 : 4.52, so that the start is the chain's own steady
 *             state
 *
 *   dying     dying_share of adults' deaths follow a spell of mean dying_months, exponential, that
 *             nothing ends but death, so the steady share y of the living in one is such deaths x
 *             mean years, and as many begin a year as keep it there as people age and others die:
 *             y'(age) + y / mean years - y x death
 *
 * Sources: efi-onset-2006-2017, clegg-2016, barnett-2012, york-life-table-2011. Left out: recovery
 * (the electronic frailty index hardly falls; the onset that does not last is taken off instead),
 * difference of onset between the sexes, improvement of mortality from year to year. */
#include "population/ageing.h"

#include <string.h>

#include "base/real.h"

static const struct { int age; double women, men, tenth[TENTHS]; } england[] = {
#define STANDARD(age, women, men, ...) {age, women, men, {__VA_ARGS__}},
#include "population/standard_population.def"
#undef STANDARD
};
static const struct { double age, women[5], men[5]; } life[] = {
#define LIFE(age, w1, w2, w3, w4, w5, m1, m2, m3, m4, m5) \
    {age, {w1, w2, w3, w4, w5}, {m1, m2, m3, m4, m5}},
#include "population/life_table.def"
#undef LIFE
};
enum { OLDEST = sizeof england / sizeof *england - 1, LIVES = sizeof life / sizeof *life };

double ageing_shift(double deprivation_years, unsigned tenth) {
    return deprivation_years * (4.5 - (double)tenth) / 9.0;
}

double ageing_death_ratio(const struct ageing_params *par, unsigned frailty) {
    const double ratio[FRAILTIES] = {1, par->death_ratio_mild, par->death_ratio_moderate,
                                     par->death_ratio_severe};
    return ratio[frailty];
}

static const double *tenths_at(int age) { return england[age < OLDEST ? age : OLDEST].tenth; }

void ageing_standard(double share[AGES][SEXES], double oldest_decline) {
    double all = 0, tail = 0, left = 1;
    for (int a = 0; a <= OLDEST; a++) all += england[a].women + england[a].men;
    for (int a = OLDEST; a < AGES; a++, left *= oldest_decline) tail += left;
    left = 1;
    for (int a = 0; a < AGES; a++) {
        const int row = a < OLDEST ? a : OLDEST;
        const double part = a < OLDEST ? 1 : left / tail;
        if (a >= OLDEST) left *= oldest_decline;
        share[a][WOMAN] = england[row].women * part / all;
        share[a][MAN] = england[row].men * part / all;
    }
}

static void settle(struct ageing *a, double oldest_decline) {
    double share[AGES][SEXES];
    ageing_standard(share, oldest_decline);
    for (int age = 0; age < AGES; age++) {
        const double *tenth = tenths_at(age);
        double all = 0;
        for (int d = 0; d < TENTHS; d++) all += tenth[d];
        for (int s = 0; s < SEXES; s++)
            for (int d = 0; d < TENTHS; d++)
                a->standard[age][s][d] = share[age][s] * tenth[d] / all;
    }
}

/* log of the risk; fifths' middles lie at tenths 1.5, 3.5, ... */
static double risk(int row, int sex, int tenth) {
    const double *fifth = sex == WOMAN ? life[row].women : life[row].men;
    double at = ((double)tenth - 0.5) / 2.0;
    if (at < 0) at = 0;
    if (at > 4) at = 4;
    const int i = at < 4 ? (int)at : 3;
    return real_log(fifth[i] * 1e-5) * (1 - (at - i)) + real_log(fifth[i + 1] * 1e-5) * (at - i);
}

static double risk_at(int age, int sex, int tenth, double oldest_slope) {
    if (age == 0) return risk(0, sex, tenth);
    int row = 1;
    while (row < LIVES - 1 && life[row + 1].age <= age) row++;
    const double low = risk(row, sex, tenth);
    if (row == LIVES - 1) return low + oldest_slope * (age - life[row].age);
    if (age <= life[row].age) return low;
    const double part = (age - life[row].age) / (life[row + 1].age - life[row].age);
    return low + part * (risk(row + 1, sex, tenth) - low);
}

static void mortality(struct ageing *a, const struct ageing_params *par) {
    double all = 0;
    for (int age = 0; age < AGES; age++)
        for (int s = 0; s < SEXES; s++)
            for (int d = 0; d < TENTHS; d++) {
                a->death[age][s][d] = real_exp(risk_at(age, s, d, par->oldest_slope));
                all += a->standard[age][s][d] * a->death[age][s][d];
            }
    const double level = par->deaths_per_1000 * 1e-3 / all;
    for (int age = 0; age < AGES; age++)
        for (int s = 0; s < SEXES; s++)
            for (int d = 0; d < TENTHS; d++) a->death[age][s][d] *= level;
}

/* First onset at an age already moved for deprivation. */
static double onset_at(const struct ageing_params *par, double x) {
    const double age[4] = {57.5, 70, 80, 88.5};
    const double rate[4] = {par->onset_50_64, par->onset_65_74, par->onset_75_84, par->onset_85};
    if (x >= age[3]) return rate[3];
    const int i = x < age[1] ? 0 : x < age[2] ? 1 : 2;
    const double part = (x - age[i]) / (age[i + 1] - age[i]);
    return real_exp(real_log(rate[i]) * (1 - part) + real_log(rate[i + 1]) * part);
}

static void onsets(struct ageing *a, const struct ageing_params *par) {
    for (int age = 0; age < AGES; age++)
        for (unsigned d = 0; d < TENTHS; d++) {
            const double x = age + 0.5 + ageing_shift(par->deprivation_years, d);
            const double first = age < FRAIL_FROM ? 0 : par->onset_lasting_share * onset_at(par, x);
            a->onset[age][d][0] = first;
            a->onset[age][d][1] = first * par->onset_moderate_ratio;
            a->onset[age][d][2] = first * par->onset_severe_ratio;
        }
}

/* One month of the chain for the living of a tenth: steps up, then deaths; shares brought back to
 * 1. */
static void month(double s[FRAILTIES], const double step[], const double ratio[], double death) {
    double mean = 0, all = 0, moved = 0;
    for (int f = 0; f < FRAILTIES; f++) mean += s[f] * ratio[f];
    for (int f = 0; f < FRAILTIES; f++) {
        const double up = f < FRAILTIES - 1 ? s[f] * step[f] / 12 : 0;
        s[f] = (s[f] - up + moved) * (1 - death * ratio[f] / mean / 12);
        moved = up;
        all += s[f];
    }
    for (int f = 0; f < FRAILTIES; f++) s[f] /= all;
}

static void stocks(struct ageing *a, const struct ageing_params *par) {
    double ratio[FRAILTIES];
    for (unsigned f = 0; f < FRAILTIES; f++) ratio[f] = ageing_death_ratio(par, f);
    for (int d = 0; d < TENTHS; d++) {
        double s[FRAILTIES] = {1, 0, 0, 0};
        for (int age = 0; age < AGES; age++) {
            const double death = 0.5 * (a->death[age][MAN][d] + a->death[age][WOMAN][d]);
            double sum[FRAILTIES] = {0};
            for (int m = 0; m < 12; m++) {
                for (int f = 0; f < FRAILTIES; f++) sum[f] += s[f] / 12;
                month(s, a->onset[age][d], ratio, death);
            }
            for (int f = 0; f < FRAILTIES; f++) a->stock[age][d][f] = sum[f];
        }
    }
}

static void spells(struct ageing *a, const struct ageing_params *par) {
    memset(a->dying, 0, sizeof a->dying);
    memset(a->spells, 0, sizeof a->spells);
    const double years = par->dying_months / 12;
    for (int age = DYING_FROM; age < AGES; age++)
        for (int s = 0; s < SEXES; s++)
            for (int d = 0; d < TENTHS; d++) {
                const int next = age + 1 < AGES ? age + 1 : age;
                const double death = a->death[age][s][d], before = a->death[age - 1][s][d],
                             rise = (a->death[next][s][d] - before) / (next - age + 1),
                             begin = 1 + years * (rise / death - death);
                a->dying[age][s][d] = death * par->dying_share * years;
                a->spells[age][s][d] = par->dying_share * (begin > 0 ? begin : 0);
            }
}

void ageing_make(struct ageing *a, const struct ageing_params *par) {
    settle(a, par->oldest_decline);
    mortality(a, par);
    onsets(a, par);
    stocks(a, par);
    spells(a, par);
}
