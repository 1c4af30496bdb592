// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The chances of traits, given age, sex, deprivation, frailty and income.
 *
 *   single years     England's density inside each published band, by sex
 *   frailty          the steady stock of the frailty chain (ageing.c)
 *   conditions       negative binomial; mean log-linear over ages moved by deprivation, times a
 *   ratio for frailty
 *                    over the mean ratio, so that the mean at an age stays
 *   income fifth     a normal score correlated with that of the area's tenth
 *   home             logit = logit(share at the age) + slope * (fifth - 3)
 *   insurance        share by income * ratio by age, brought to insured_share on England's people
 *   practice         list size * exp(-km / practice_km) over the nearest practices
 *
 * Sources: barnett-2012, clegg-2016, emmerson-2001, pmi-coverage-2023, census-care-homes-2021; the
 * rest ASSUMED (people_params.def). Left out: households as such, ethnicity, any tie between
 * insurance and conditions. */
#include "population/people_tables.h"
#include "base/real.h"

static uint32_t chance32(double p) {
    return p <= 0 ? 0 : p >= 1 ? UINT32_MAX : (uint32_t)(p * 4294967296.0);
}
static uint16_t chance16(double p) {
    return p <= 0 ? 0 : p >= 1 ? UINT16_MAX : (uint16_t)(p * 65536.0);
}

static void densities(struct people_tables *t, double oldest_decline) {
    double share[AGES][SEXES];
    ageing_standard(share, oldest_decline);
    for (int b = 0; b < AGE_BANDS; b++)
        for (int s = 0; s < SEXES; s++) {
            double all = 0, below = 0;
            const int to = age_band_from[b + 1] < AGES ? age_band_from[b + 1] : AGES;
            for (int a = age_band_from[b]; a < to; a++) all += share[a][s];
            for (int a = age_band_from[b]; a < to; a++)
                t->density[b][s][a] = (below += share[a][s]) / all;
            t->density[b][s][to - 1] = 1;
        }
}

static void frailties(struct people_tables *t, const struct ageing *ageing) {
    for (int a = 0; a < AGES; a++)
        for (int d = 0; d < TENTHS; d++) {
            double below = 0;
            for (int f = 0; f < FRAILTIES - 1; f++) {
                below += ageing->stock[a][d][f];
                t->frail[a][d][f] = a < FRAIL_FROM ? UINT32_MAX : chance32(below);
            }
        }
}

/* The frail die sooner, so more of them are dying. */
static void last_spells(struct people_tables *t, const struct ageing *ageing,
                        const struct ageing_params *par) {
    for (int a = 0; a < AGES; a++)
        for (int d = 0; d < TENTHS; d++) {
            double mean = 0;
            for (unsigned f = 0; f < FRAILTIES; f++)
                mean += ageing->stock[a][d][f] * ageing_death_ratio(par, f);
            for (int s = 0; s < SEXES; s++)
                for (unsigned f = 0; f < FRAILTIES; f++)
                    t->dying[a][s][d][f] =
                        chance32(ageing->dying[a][s][d] * ageing_death_ratio(par, f) / mean);
        }
}

static double conditions_mean(const struct people_params *par, double x) {
    const double age[6] = {5, 20, 35, 55, 75, 90};
    const double mean[6] = {par->conditions_age_5,  par->conditions_age_20, par->conditions_age_35,
                            par->conditions_age_55, par->conditions_age_75, par->conditions_age_90};
    if (x <= age[0]) return mean[0];
    if (x >= age[5]) return mean[5];
    int i = 0;
    while (x >= age[i + 1]) i++;
    const double part = (x - age[i]) / (age[i + 1] - age[i]);
    return real_exp(real_log(mean[i]) * (1 - part) + real_log(mean[i + 1]) * part);
}

/* Cumulative negative binomial of a mean and shape: Pr(at most i). */
static void spread(uint32_t below[CONDITIONS_MOST], double mean, double shape) {
    double term = real_pow(shape / (shape + mean), shape), sum = 0;
    for (int i = 0; i < CONDITIONS_MOST; i++) {
        sum += term;
        below[i] = chance32(sum);
        term *= (shape + i) / (i + 1) * mean / (shape + mean);
    }
}

static void conditions(struct people_tables *t, const struct ageing *ageing,
                       const struct people_params *par) {
    const double ratio[FRAILTIES] = {1, par->conditions_ratio_mild, par->conditions_ratio_moderate,
                                     par->conditions_ratio_severe};
    for (int x = 0; x < AGES + 2 * SHIFT_YEARS; x++) {
        /* frailty of the middle of England at this age, deprivation apart */
        int age = x - SHIFT_YEARS;
        age = age < 0 ? 0 : age >= AGES ? AGES - 1 : age;
        double usual = 0;
        for (int f = 0; f < FRAILTIES; f++)
            usual += 0.5 * (ageing->stock[age][4][f] + ageing->stock[age][5][f]) * ratio[f];
        for (int f = 0; f < FRAILTIES; f++)
            spread(t->conditions[x][f], conditions_mean(par, x - SHIFT_YEARS) * ratio[f] / usual,
                   par->conditions_shape);
    }
}

static double normal_below(double z) { /* Pr(Z < z), by halving real_probit */
    double low = 1e-9, high = 1 - 1e-9;
    for (int i = 0; i < 45; i++) {
        const double mid = 0.5 * (low + high);
        if (real_probit(mid) < z) low = mid;
        else high = mid;
    }
    return 0.5 * (low + high);
}

static void incomes(struct people_tables *t, double correlation) {
    for (int d = 0; d < TENTHS; d++)
        for (int i = 0; i < FIFTHS - 1; i++) {
            const double area = correlation * real_probit((d + 0.5) / TENTHS);
            const double score =
                (real_probit((i + 1.0) / FIFTHS) - area) / real_sqrt(1 - correlation * correlation);
            t->income[d][i] = chance16(normal_below(score));
        }
}

static void homes(struct people_tables *t, const struct people_params *par) {
    const double share[AGE_BANDS] = {
        par->home_owner_0_4,   par->home_owner_5_17,  par->home_owner_18_44, par->home_owner_45_64,
        par->home_owner_65_74, par->home_owner_75_84, par->home_owner_85};
    for (int b = 0; b < AGE_BANDS; b++)
        for (int i = 0; i < FIFTHS; i++)
            t->owner[b][i] = chance16(
                real_logistic(real_logit(share[b]) + par->home_owner_income_slope * (i - 2)));
}

static void insurances(struct people_tables *t, const struct people_params *par) {
    const double age[AGE_BANDS] = {par->insured_age_0_4,   par->insured_age_5_17,
                                   par->insured_age_18_44, par->insured_age_45_64,
                                   par->insured_age_65_74, par->insured_age_75_84,
                                   par->insured_age_85};
    const double income[FIFTHS] = {par->insured_income_1, par->insured_income_2,
                                   par->insured_income_3, par->insured_income_4,
                                   par->insured_income_5};
    double share[AGES][SEXES], by_age = 0, by_income = 0;
    ageing_standard(share, par->oldest_decline);
    for (int a = 0; a < AGES; a++) by_age += (share[a][MAN] + share[a][WOMAN]) * age[age_band(a)];
    for (int i = 0; i < FIFTHS; i++) by_income += income[i] / FIFTHS;
    for (int b = 0; b < AGE_BANDS; b++)
        for (int i = 0; i < FIFTHS; i++)
            t->insured[b][i] =
                chance16(par->insured_share * age[b] / by_age * income[i] / by_income);
}

static void households(struct people_tables *t, const struct people_params *par) {
    const double alone[AGE_BANDS] = {0,
                                     0,
                                     par->alone_18_44,
                                     par->alone_45_64,
                                     par->alone_65_74,
                                     par->alone_75_84,
                                     par->alone_85};
    for (int b = 0; b < AGE_BANDS; b++) {
        /* about as many of each */
        const double women = b >= 5 ? par->alone_women_ratio_75 : 1, men = 2 - women;
        t->alone[b][WOMAN] = chance16(alone[b] * women);
        t->alone[b][MAN] = chance16(alone[b] * men);
    }
    t->carer[FRAILTY_MILD] = chance16(par->carer_if_mild);
    t->carer[FRAILTY_MODERATE] = t->carer[FRAILTY_SEVERE] = chance16(par->carer_if_more);
}

static void care_homes(struct people_tables *t, const struct ageing *ageing,
                       const struct people_params *par) {
    const double share[AGE_BANDS] = {
        0, 0, 0, 0, par->care_home_65_74, par->care_home_75_84, par->care_home_85};
    const double ratio[FRAILTIES] = {1, par->care_home_ratio_mild, par->care_home_ratio_moderate,
                                     par->care_home_ratio_severe};
    for (int b = 4; b < AGE_BANDS; b++) {
        double all = 0, usual = 0;
        for (int a = age_band_from[b]; a < age_band_from[b + 1] && a < AGES; a++)
            for (int s = 0; s < SEXES; s++)
                for (int d = 0; d < TENTHS; d++)
                    for (int f = 0; f < FRAILTIES; f++) {
                        const double people = ageing->standard[a][s][d] * ageing->stock[a][d][f];
                        all += people;
                        usual += people * ratio[f];
                    }
        for (int f = 0; f < FRAILTIES; f++)
            t->care_home[b][f] = chance16(share[b] * ratio[f] * all / usual);
    }
}

/* England's share of people in each band. */
static void band_shares(double band[AGE_BANDS], const struct people_params *par) {
    double share[AGES][SEXES];
    ageing_standard(share, par->oldest_decline);
    for (int b = 0; b < AGE_BANDS; b++) band[b] = 0;
    for (int a = 0; a < AGES; a++) band[age_band(a)] += share[a][MAN] + share[a][WOMAN];
}

void people_net_moves(double net[AGE_BANDS], const struct people_params *par) {
    double band[AGE_BANDS], old = 0;
    band_shares(band, par);
    for (int b = 3; b < AGE_BANDS; b++) old += band[b];
    for (int b = 0; b < AGE_BANDS; b++)
        net[b] = par->net_moves *
                 (b < 2    ? par->net_moves_0_17 / (band[0] + band[1])
                  : b == 2 ? (1 - par->net_moves_0_17 - par->net_moves_45) / band[2]
                           : par->net_moves_45 / old);
}

double people_moves_need(const struct people_params *par, const double rate[AGE_BANDS]) {
    double band[AGE_BANDS], net[AGE_BANDS], need = 0, come = 0;
    band_shares(band, par);
    people_net_moves(net, par);
    for (int b = 0; b < AGE_BANDS; b++) {
        need += band[b] * rate[b];
        come += band[b] * net[b] * rate[b];
    }
    return come / need;
}

static void moves(struct people_tables *t, const struct people_params *par, double years) {
    double net[AGE_BANDS];
    people_net_moves(net, par);
    for (int b = 0; b < AGE_BANDS; b++) {
        t->move_rate[b] = b < 2    ? par->move_rate_0_17
                          : b == 2 ? par->move_rate_18_44
                                   : par->move_rate_45;
        t->come_rate[b] = t->move_rate[b] + net[b];
        t->leaves[b] = chance32(1 - real_exp(-t->move_rate[b] * years));
    }
}

static struct ageing_params slow(const struct people_params *par) {
    struct ageing_params a;
#define PARAM(name, unit, value, low, high, standing, source) a.name = par->name;
#include "population/ageing_params.def"
#undef PARAM
    return a;
}

void people_tables_make(struct people_tables *t, const struct people_params *par, double years) {
    struct ageing ageing;
    const struct ageing_params a = slow(par);
    ageing_make(&ageing, &a);
    densities(t, par->oldest_decline);
    frailties(t, &ageing);
    last_spells(t, &ageing, &a);
    conditions(t, &ageing, par);
    incomes(t, par->income_deprivation_correlation);
    homes(t, par);
    insurances(t, par);
    households(t, par);
    care_homes(t, &ageing, par);
    moves(t, par, years);
    for (unsigned d = 0; d < TENTHS; d++) {
        const double shift = ageing_shift(par->deprivation_years, d);
        const double most = shift > SHIFT_YEARS    ? SHIFT_YEARS
                            : shift < -SHIFT_YEARS ? -SHIFT_YEARS
                                                   : shift;
        t->axis[d] = (int8_t)(most < 0 ? -(int)(0.5 - most) : (int)(most + 0.5));
    }
}

/* Keeps the nearest NEAR practices in order of distance; equal ones in order of row. */
static void insert(struct near *near, double square[NEAR], uint16_t practice, double distance) {
    unsigned i = near->n < NEAR ? near->n++ : NEAR - 1;
    for (; i > 0 && square[i - 1] > distance; i--) {
        square[i] = square[i - 1];
        near->practice[i] = near->practice[i - 1];
    }
    square[i] = distance;
    near->practice[i] = practice;
}

void people_near(struct near *near, const struct place *p, const struct area *a, double km) {
    double square[NEAR], weight[NEAR], all = 0, below = 0;
    near->n = 0;
    for (uint16_t i = 0; i < p->n_practices; i++) {
        const double x = p->practices[i].x_km - a->x_km, y = p->practices[i].y_km - a->y_km;
        const double distance = x * x + y * y;
        if (near->n < NEAR || distance < square[NEAR - 1]) insert(near, square, i, distance);
    }
    for (unsigned i = 0; i < near->n; i++) {
        const double further = real_sqrt(square[i]) - real_sqrt(square[0]);
        const double list = p->practices[near->practice[i]].registered;
        all += weight[i] = (list > 1 ? list : 1) * real_exp(-further / km);
    }
    for (unsigned i = 0; i < near->n; i++)
        near->below[i] = (uint16_t)((below += weight[i]) / all * UINT16_MAX);
}
