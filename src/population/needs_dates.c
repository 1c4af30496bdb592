// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the date does to needs: the year, the week, the hours, and growth.
 *
 *   year     needs for a bed follow the published monthly index of admissions, all milder ones that
 *   of
 *            attendances, deaths that of deaths; the kinds share an index by the winter wave:
 *              factor(kind, month) = index(month) * (1 + strength * wave_k * w(month)) / mean over
 *              kinds of
 *              (1 + wave_k * w(month)), so at strength 1 all kinds together have the published
 *              index
 *   week     needs that are no bed's differ by week_monday, week_saturday and week_sunday from
 *            other days, a bank holiday's as a Sunday's; what the week's attendances are follows
 *            from these and from whose doors are open. Beds fall at the weekend
 *   growth   (1 + g)^(years since the first day), acute and elective apart
 *   hour     the minute within the day by the profile of the kind (needs_hours.def)
 *
 * Sources: nhse-ae-season, ons-weekly-deaths, ae-monday. Left out: epidemics as such,
 * weather. */
#include "base/real.h"
#include "population/needs_tables.h"

static const double wave_of[NEED_ACUTE_KINDS] = {
#define KIND(kind, wave, hours, ...) [NEED_##kind] = wave,
#include "population/needs_kinds.def"
#undef KIND
};
static const enum hours hours_of_kind[NEED_ACUTE_KINDS] = {
#define KIND(kind, wave, hours, ...) [NEED_##kind] = hours,
#include "population/needs_kinds.def"
#undef KIND
};
static const double hour_weight[HOURS_COUNT][24] = {
#define HOURS(name, ...) [name] = {__VA_ARGS__},
#include "population/needs_hours.def"
#undef HOURS
};

struct year { double truth[TRUTHS][12], death[12], wave[12]; }; /* from January */

static void centred(double x[12], double about) {
    const double mean = year_mean(x);
    for (int m = 0; m < 12; m++) x[m] = about == 0 ? x[m] - mean : x[m] / mean;
}

static void year_make(struct year *y, const struct needs_params *par) {
    for (int m = 0; m < 12; m++) { /* twelve parameters stand one after another, January first */
        for (int t = 0; t < TRUE_HOSPITAL_BED; t++)
            y->truth[t][m] = (&par->season_attendance_jan)[m];
        y->truth[TRUE_HOSPITAL_BED][m] = (&par->season_admission_jan)[m];
        y->death[m] = (&par->season_death_jan)[m];
        y->wave[m] = (&par->wave_jan)[m];
    }
    for (int t = 0; t < TRUTHS; t++) centred(y->truth[t], 1);
    centred(y->death, 1);
    centred(y->wave, 0);
    for (int m = 0; m < 12; m++) {
        y->death[m] = 1 + par->winter_strength * (y->death[m] - 1);
        if (y->death[m] < 0) y->death[m] = 0;
    }
}

/* England's share of each kind in a truth, all ages. */
static void kind_mix(double mix[TRUTHS][NEED_ACUTE_KINDS], const struct needs *n,
                     const struct needs_params *par) {
    double rate[AGE_BANDS][TENTHS][TRUTHS], share[TRUTHS][NEED_ACUTE_KINDS], all[TRUTHS] = {0};
    needs_truth_rates(rate, &n->ageing, par);
    for (int t = 0; t < TRUTHS; t++)
        for (int k = 0; k < NEED_ACUTE_KINDS; k++) mix[t][k] = 0;
    for (unsigned b = 0; b < AGE_BANDS; b++) {
        needs_kind_shares(share, b);
        for (int d = 0; d < TENTHS; d++) {
            double people = 0;
            for (int y = age_band_from[b]; y < age_band_from[b + 1] && y < AGES; y++)
                people += n->ageing.standard[y][MAN][d] + n->ageing.standard[y][WOMAN][d];
            for (int t = 0; t < TRUTHS; t++)
                for (int k = 0; k < NEED_ACUTE_KINDS; k++)
                    mix[t][k] += people * rate[b][d][t] * share[t][k];
        }
    }
    for (int t = 0; t < TRUTHS; t++) {
        for (int k = 0; k < NEED_ACUTE_KINDS; k++) all[t] += mix[t][k];
        for (int k = 0; k < NEED_ACUTE_KINDS; k++) mix[t][k] = all[t] > 0 ? mix[t][k] / all[t] : 0;
    }
}

/* factor[month][outcome] for the acute kinds. */
static void seasons(double factor[12][OUTCOMES], const struct year *y, const struct needs *n,
                    const struct needs_params *par) {
    /* a harder winter brings other needs, and few more of them: England's counts of 2011 to 2017 */
    const double foreseen = 1 + (par->winter_strength - 1) * (1 - par->winter_adds);
    double mix[TRUTHS][NEED_ACUTE_KINDS];
    kind_mix(mix, n, par);
    for (int m = 0; m < 12; m++) {
        for (int t = 0; t < TRUTHS; t++) {
            double usual = 0;
            for (int k = 0; k < NEED_ACUTE_KINDS; k++)
                usual += mix[t][k] * (1 + foreseen * wave_of[k] * y->wave[m]);
            /* those that no department sees need not follow its index: as many of them follow the
             * wave as the parameter says */
            if (t < TRUE_SAME_DAY) usual = 1 + (usual - 1) * (1 - par->wave_share_of_milder);
            for (int k = 0; k < NEED_ACUTE_KINDS; k++) {
                const double f =
                    y->truth[t][m] * (1 + par->winter_strength * wave_of[k] * y->wave[m]) / usual;
                factor[m][k * TRUTHS + t] = f > 0 ? f : 0;
            }
        }
        for (int f = 0; f < FUNCTION_MAX; f++) factor[m][OUTCOME_ELECTIVE + f] = 1;
        factor[m][OUTCOME_FRAILTY] = factor[m][OUTCOME_DYING] = 1;
        factor[m][OUTCOME_DEATH] = y->death[m];
    }
}

/* Needs that are no bed's on this date, over the mean of a week without bank holidays. */
static double milder_on(const struct needs_params *par, day_t day) {
    const double week = par->week_monday + 4 + par->week_saturday + par->week_sunday;
    const unsigned weekday = day_weekday(day);
    const double today = weekday == 6 || day_is_bank_holiday(day) ? par->week_sunday
                         : weekday == 5                            ? par->week_saturday
                         : weekday == 0                            ? par->week_monday
                                                                   : 1;
    return 7 * today / week;
}

double needs_winter(const struct needs_params *par, unsigned month) {
    return par->winter_strength * ((&par->wave_jan)[month] - year_mean(&par->wave_jan));
}

double needs_gravity(const struct needs_params *par, unsigned month) {
    const double *death = &par->season_death_jan;
    return par->winter_strength * (death[month] / year_mean(death) - 1);
}

double needs_follows_winter(enum need_kind kind) {
    return kind < NEED_ACUTE_KINDS ? wave_of[kind] : 0;
}

static double on_date(const struct needs_params *par, unsigned outcome, day_t day) {
    if (outcome >= OUTCOME_ELECTIVE) return 1;
    if (outcome % TRUTHS != TRUE_HOSPITAL_BED) return milder_on(par, day);
    return 7 / (5 + 2 * par->bed_weekend_ratio) *
           (day_weekday(day) >= 5 ? par->bed_weekend_ratio : 1);
}

static double growth(const struct needs_params *par, unsigned outcome, double years) {
    const double g = outcome < OUTCOME_ELECTIVE  ? par->acute_growth
                     : outcome < OUTCOME_FRAILTY ? par->elective_growth
                                                 : 0;
    return g == 0 ? 1 : real_exp(real_log(1 + g) * years);
}

double needs_surge(const struct needs_params *par, double month) {
    const double since = month - par->surge_from;
    return since >= 0 && since < par->surge_months ? par->surge : 1;
}

/* Minute * 32 below which each 256th of the day's needs falls, straight within the hour. */
static void quantiles(uint16_t q[QUANTILES + 1], const double weight[24]) {
    double all = 0, below = 0;
    int h = 0;
    for (int i = 0; i < 24; i++) all += weight[i];
    for (int i = 0; i <= QUANTILES; i++) {
        const double want = all * i / QUANTILES;
        while (h < 23 && below + weight[h] <= want) below += weight[h++];
        const double part = weight[h] > 0 ? (want - below) / weight[h] : 0;
        const double minute = (h + (part < 1 ? part : 1)) * 60;
        q[i] = (uint16_t)((minute < 1439.9 ? minute : 1439.9) * 32);
    }
}

static void hours(struct needs *n) {
    for (int i = 0; i < HOURS_COUNT; i++) quantiles(n->hour[i], hour_weight[i]);
    for (unsigned o = 0; o < OUTCOME_ELECTIVE; o++)
        n->hours_of[o] =
            (uint8_t)(o % TRUTHS == TRUE_HOSPITAL_BED ? HOURS_ADMITTED : hours_of_kind[o / TRUTHS]);
    for (unsigned o = OUTCOME_ELECTIVE; o < OUTCOME_FRAILTY; o++) n->hours_of[o] = HOURS_SURGERY;
}

static double leant(const struct needs_params *par, double u) {
    return u > 0 ? real_pow(u, par->severity_lean) : 0;
}

float needs_severity(const struct needs_params *par, enum true_need truth, double u) {
    const double low[TRUTHS] = {par->severity_self_care_low, par->severity_gp_low,
                                par->severity_same_day_low, par->severity_bed_low};
    const double high[TRUTHS] = {par->severity_self_care_high, par->severity_gp_high,
                                 par->severity_same_day_high, par->severity_bed_high};
    return (float)(low[truth] + (high[truth] - low[truth]) * leant(par, u));
}

/* The same as tables, for the clock. */
static void severities(struct needs *n, const struct needs_params *par) {
    for (int t = 0; t < TRUTHS; t++) {
        n->severity_low[t] = needs_severity(par, (enum true_need)t, 0);
        n->severity_range[t] = needs_severity(par, (enum true_need)t, 1) - n->severity_low[t];
    }
    for (int i = 1; i <= QUANTILES; i++)
        n->lean[i] = (float)leant(par, (double)i / QUANTILES);
}

/* What day t of the run, or after it, makes of every outcome. */
static void on_day(double f[OUTCOMES], const struct needs *n, const struct needs_params *par,
                   double factor[12][OUTCOMES], uint32_t t) {
    const int32_t month = day_month(n->first + t); /* of which July 1948 is 0 */
    const double surge = needs_surge(par, month - n->first_month);
    for (unsigned o = 0; o < OUTCOMES; o++)
        f[o] = factor[(month + 6) % 12][o] * on_date(par, o, n->first + t) *
               growth(par, o, t / DAYS_A_YEAR) * (o < OUTCOME_FRAILTY ? surge : 1);
}

/* Days over which the highest factor is looked for: five years, or twice, four times that. Not
 * those of the run, so that a shorter run has the candidates of a longer one of the same five
 * years; thirty for all would cost every run a third more candidates. */
static uint32_t horizon(uint32_t days) {
    uint32_t h = 1827;
    while (h < days) h *= 2;
    return h;
}

void needs_dates_make(struct needs *n, const struct needs_params *par, double highest[OUTCOMES]) {
    struct year y;
    double factor[12][OUTCOMES], f[OUTCOMES];
    year_make(&y, par);
    seasons(factor, &y, n, par);
    for (unsigned o = 0; o < OUTCOMES; o++) highest[o] = 0;
    for (uint32_t t = 0; t < horizon(n->days); t++) {
        on_day(f, n, par, factor, t);
        for (unsigned o = 0; o < OUTCOMES; o++) highest[o] = f[o] > highest[o] ? f[o] : highest[o];
    }
    for (uint32_t t = 0; t < n->days; t++) {
        on_day(f, n, par, factor, t);
        for (unsigned o = 0; o < OUTCOMES; o++) n->accept[t][o] = (float)(f[o] / highest[o]);
    }
    hours(n);
    severities(n, par);
}
