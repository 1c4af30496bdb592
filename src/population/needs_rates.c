// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How often each need befalls whom, a person-year.
 *
 *   bed        R(band) * g(band, tenth) * h(frailty)       emergency admission rates by age;
 *   relative index 1.9 spread
 *              over the bands as the published episodes are; frailty 1 : 1.93 : 3.04 : 4.73
 *   same day   S(band) * g(tenth) * h(frailty)^power
 *   rest       (acute_rate * age ratio - bed - same day) * g(tenth) * h(frailty)^power, split GP
 *   and self-care
 *   kind       within a true need by needs_kinds.def
 *   elective   starts_per_head * level * shape (elective_shapes.def)
 *   dying      beside these, needs for a bed at dying_bed a year, at most dying_most of a band and
 *              tenth's; the needs of the living and the dying are lower by as much, so the band's
 *              total stays
 *   frailty, death  ageing.c; death in proportion to 1 : 1.92 : 3.10 : 4.52, from one year of age
 *              times death_level
 *
 * Every gradient g is normalised on England's people of the band, every frailty ratio h on the
 * steady stock of the band and tenth, so England's totals by age are those of the parameters and
 * frailty only tells who within them. Sources: hes-emergency-rates, york-episodes-2011, clegg-2016,
 * note-same-day-gradient. Left out: rates by number of conditions, by sex (acute), by practice;
 * feedback from unmet need (the caller's hazard_ratio). */
#include <string.h>
#include "base/real.h"
#include "population/needs_tables.h"

const int group_from[GROUPS + 1] = {0, 1, 5, 18, 30, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, AGES};

static const struct { double truth[TRUTHS], band[AGE_BANDS]; } kinds[NEED_ACUTE_KINDS] = {
#define KIND(kind, wave, hours, w0, w1, w2, w3, a0, a1, a2, a3, a4, a5, a6) \
    [NEED_##kind] = {{w0, w1, w2, w3}, {a0, a1, a2, a3, a4, a5, a6}},
#include "population/needs_kinds.def"
#undef KIND
};

enum { SHAPE_AGES = 9 };
static const int shape_from[SHAPE_AGES + 1] = {0, 5, 18, 30, 45, 55, 65, 75, 85, AGES};
static const struct shape {
    const char *code;
    double women, men, ratio, age[SHAPE_AGES];
} shapes[] = {
#define SHAPE(code, women, men, ratio, ...) {code, women, men, ratio, {__VA_ARGS__}},
#include "population/elective_shapes.def"
#undef SHAPE
};

void needs_kind_shares(double share[TRUTHS][NEED_ACUTE_KINDS], unsigned band) {
    for (int t = 0; t < TRUTHS; t++) {
        double all = 0;
        for (int k = 0; k < NEED_ACUTE_KINDS; k++)
            all += share[t][k] = kinds[k].truth[t] * kinds[k].band[band];
        for (int k = 0; k < NEED_ACUTE_KINDS; k++) share[t][k] /= all;
    }
}

/* A gradient whose most to least deprived tenth is ratio, with England's mean over the band 1. */
static void slope(double g[TENTHS], const struct ageing *a, unsigned band, double ratio) {
    double people = 0, all = 0;
    for (int d = 0; d < TENTHS; d++) g[d] = real_exp(real_log(ratio) * (4.5 - d) / 9.0);
    for (int age = age_band_from[band]; age < age_band_from[band + 1] && age < AGES; age++)
        for (int s = 0; s < SEXES; s++)
            for (int d = 0; d < TENTHS; d++) {
                people += a->standard[age][s][d];
                all += a->standard[age][s][d] * g[d];
            }
    for (int d = 0; d < TENTHS; d++) g[d] *= people / all;
}

void needs_truth_rates(double rate[AGE_BANDS][TENTHS][TRUTHS], const struct ageing *a,
                       const struct needs_params *par) {
    const double age[AGE_BANDS] = {par->acute_age_0_4,   par->acute_age_5_17,  par->acute_age_18_44,
                                   par->acute_age_45_64, par->acute_age_65_74, par->acute_age_75_84,
                                   par->acute_age_85};
    const double bed[AGE_BANDS] = {par->bed_0_4,   par->bed_5_17,  par->bed_18_44, par->bed_45_64,
                                   par->bed_65_74, par->bed_75_84, par->bed_85};
    const double steep[AGE_BANDS] = {par->bed_gradient_0_4,   par->bed_gradient_5_17,
                                     par->bed_gradient_18_44, par->bed_gradient_45_64,
                                     par->bed_gradient_65_74, par->bed_gradient_75_84,
                                     par->bed_gradient_85};
    const double same[AGE_BANDS] = {par->same_day_0_4,   par->same_day_5_17,  par->same_day_18_44,
                                    par->same_day_45_64, par->same_day_65_74, par->same_day_75_84,
                                    par->same_day_85};
    double mean = 0;
    for (int y = 0; y < AGES; y++)
        for (int s = 0; s < SEXES; s++)
            for (int d = 0; d < TENTHS; d++) mean += a->standard[y][s][d] * age[age_band(y)];
    for (unsigned b = 0; b < AGE_BANDS; b++) {
        double g_bed[TENTHS], g_same[TENTHS], g_rest[TENTHS];
        /* tenths' middles lie 0.9 of the ranks apart */
        slope(g_bed, a, b, real_pow(par->bed_rii, 0.9 * steep[b]));
        slope(g_same, a, b, par->same_day_decile_ratio);
        slope(g_rest, a, b, par->acute_decile_ratio);
        const double left = par->acute_rate * age[b] / mean - bed[b] - same[b];
        for (int d = 0; d < TENTHS; d++) {
            const double rest = left > 0 ? left * g_rest[d] : 0;
            rate[b][d][TRUE_SELF_CARE] = rest * (1 - par->gp_share);
            rate[b][d][TRUE_GP] = rest * par->gp_share;
            rate[b][d][TRUE_SAME_DAY] = same[b] * g_same[d];
            rate[b][d][TRUE_HOSPITAL_BED] = bed[b] * g_bed[d];
        }
    }
}

/* What frailty multiplies a rate by, with the steady stock of the band and tenth at mean 1. */
static void lean(double h[FRAILTIES], const struct ageing *a, unsigned band, unsigned tenth,
                 const double ratio[], double power) {
    double people = 0, all = 0;
    for (int f = 0; f < FRAILTIES; f++) h[f] = real_pow(ratio[f], power);
    for (int age = age_band_from[band]; age < age_band_from[band + 1] && age < AGES; age++)
        for (int f = 0; f < FRAILTIES; f++) {
            const double n = (a->standard[age][MAN][tenth] + a->standard[age][WOMAN][tenth]) *
                             a->stock[age][tenth][f];
            people += n;
            all += n * h[f];
        }
    for (int f = 0; f < FRAILTIES; f++) h[f] *= people / all;
}

static void acute(struct needs *n, const struct needs_params *par) {
    const double ratio[FRAILTIES] = {1, par->bed_ratio_mild, par->bed_ratio_moderate,
                                     par->bed_ratio_severe};
    const double power[TRUTHS] = {par->acute_frailty_power, par->acute_frailty_power,
                                  par->same_day_frailty_power, 1};
    double rate[AGE_BANDS][TENTHS][TRUTHS], share[TRUTHS][NEED_ACUTE_KINDS], h[FRAILTIES];
    needs_truth_rates(rate, &n->ageing, par);
    for (unsigned g = 0; g < GROUPS; g++) {
        const unsigned band = age_band(group_from[g]);
        needs_kind_shares(share, band);
        for (unsigned d = 0; d < TENTHS; d++)
            for (unsigned t = 0; t < TRUTHS; t++) {
                lean(h, &n->ageing, band, d, ratio, power[t]);
                for (unsigned f = 0; f < (g < GROUP_FRAIL ? 1u : FRAILTIES); f++)
                    for (unsigned s = 0; s < SEXES; s++)
                        for (unsigned k = 0; k < NEED_ACUTE_KINDS; k++)
                            n->rate[cell_of(g, f, s, d)][k * TRUTHS + t] =
                                (float)(rate[band][d][t] * h[f] * share[t][k]);
            }
    }
}

double needs_lean(const struct needs *n, const struct needs_params *par, const struct person *p,
                  unsigned band, double power) {
    const double ratio[FRAILTIES] = {1, par->bed_ratio_mild, par->bed_ratio_moderate,
                                     par->bed_ratio_severe};
    double h[FRAILTIES];
    lean(h, &n->ageing, band, p->decile - 1u, ratio, power);
    return h[p->frailty];
}

static const struct shape *shape_of(const char *code) {
    if (strncmp(code, "C_", 2) == 0) code += 2;
    const struct shape *s = shapes;
    while (*s->code && strcmp(s->code, code) != 0) s++;
    return s;
}

static double shape_at(const struct shape *s, int age, unsigned sex, unsigned tenth) {
    int i = 0;
    while (age >= shape_from[i + 1]) i++;
    return s->age[i] * (sex == WOMAN ? s->women : s->men) *
           real_exp(real_log(s->ratio) * (4.5 - tenth) / 9.0);
}

static void elective(struct needs *n, unsigned function, const struct place *p, double level) {
    const struct shape *shape = shape_of(p->functions[function].code);
    struct elective *e = &n->elective[function];
    double all = 0;
    for (int a = 0; a < AGES; a++)
        for (unsigned s = 0; s < SEXES; s++)
            for (unsigned d = 0; d < TENTHS; d++)
                all += n->ageing.standard[a][s][d] * shape_at(shape, a, s, d);
    for (unsigned d = 0; d < TENTHS; d++)
        e->gradient[d] = real_exp(real_log(shape->ratio) * (4.5 - d) / 9.0);
    for (unsigned g = 0; g < GROUPS; g++)
        for (unsigned s = 0; s < SEXES; s++) {
            const double flat = shape_at(shape, group_from[g], s, 0) / e->gradient[0];
            e->by[g][s] = (double)p->starts_per_head[function] * flat / all;
            for (unsigned f = 0; f < (g < GROUP_FRAIL ? 1u : FRAILTIES); f++)
                for (unsigned d = 0; d < TENTHS; d++)
                    n->rate[cell_of(g, f, s, d)][OUTCOME_ELECTIVE + function] =
                        (float)(e->by[g][s] * e->gradient[d] * level);
        }
}

/* Deaths of people of no spell, and spells that begin, of a year of age at frailty's mean: whoever
 * is in a spell neither begins one nor dies without one. */
static double fit_of(const struct ageing *a, const struct ageing_params *par, int y, unsigned s,
                     unsigned d) {
    double mean = 0;
    for (unsigned f = 0; f < FRAILTIES; f++)
        mean += a->stock[y][d][f] * ageing_death_ratio(par, f);
    return a->death[y][s][d] / mean / (1 - a->dying[y][s][d]);
}

/* Death and the spell of dying: the highest of the group's years stands in the table; single years
 * thin it, and deaths by the level too, which moves no candidate. */
static void ends(struct needs *n, const struct ageing_params *par, double level, unsigned g,
                 unsigned s, unsigned d) {
    const struct ageing *a = &n->ageing;
    const double sudden = group_from[g] < DYING_FROM ? 1 : 1 - par->dying_share;
    double most = 0, most_spells = 0;
    for (int y = group_from[g]; y < group_from[g + 1]; y++) {
        const double fit = fit_of(a, par, y, s, d), spells = fit * a->spells[y][s][d];
        if (fit > most) most = fit;
        if (spells > most_spells) most_spells = spells;
    }
    for (int y = group_from[g]; y < group_from[g + 1]; y++) {
        const double fit = fit_of(a, par, y, s, d), spells = fit * a->spells[y][s][d];
        n->death[y][s][d] = (float)(fit / most * (y < 1 ? 1.0 : level));
        n->spell[y][s][d] = most_spells > 0 ? (float)(spells / most_spells) : 0;
    }
    for (unsigned f = 0; f < (g < GROUP_FRAIL ? 1u : FRAILTIES); f++) {
        float *rate = n->rate[cell_of(g, f, s, d)];
        const double all = most * ageing_death_ratio(par, f);
        rate[OUTCOME_DEATH] = (float)(all * sudden);
        rate[OUTCOME_DYING] = (float)(most_spells * ageing_death_ratio(par, f));
    }
}

static void slow(struct needs *n, const struct ageing_params *par, double level) {
    const struct ageing *a = &n->ageing;
    for (unsigned g = 0; g < GROUPS; g++)
        for (unsigned s = 0; s < SEXES; s++)
            for (unsigned d = 0; d < TENTHS; d++) {
                const int middle = g + 1 < GROUPS ? (group_from[g] + group_from[g + 1]) / 2 : 93;
                ends(n, par, level, g, s, d);
                for (unsigned f = 0; f < (g < GROUP_FRAIL ? 1u : FRAILTIES); f++)
                    n->rate[cell_of(g, f, s, d)][OUTCOME_FRAILTY] =
                        g < GROUP_FRAIL || f == FRAILTY_SEVERE ? 0 : (float)a->onset[middle][d][f];
            }
}

/* Adults' deaths that delays bring about come off the hazard of whoever they befall: of those in
 * the last spell of life off its end, of the others off deaths without one. So as many begin a
 * spell as before, as many are in one, and as many die. */
static void levels(struct needs *n, const struct needs_params *par) {
    const double delays = 1 - par->death_level, share = par->dying_share;
    n->share_sudden = 1 - share;
    n->sudden_level = n->dying_level = 1;
    if (!(share > 0)) return;
    const double sudden = 1 - delays * (1 - par->delay_dying) / (1 - share),
                 dying = 1 - delays * par->delay_dying / share;
    n->sudden_level = (sudden > 0 ? sudden : 0) / par->death_level;
    n->dying_level = dying > 0 ? dying : 0;
}

/* Share of a band and tenth's people in the last spell of life. */
static double share_dying(const struct ageing *a, unsigned band, unsigned tenth) {
    double people = 0, all = 0;
    for (int age = age_band_from[band]; age < age_band_from[band + 1] && age < AGES; age++)
        for (int s = 0; s < SEXES; s++) {
            people += a->standard[age][s][tenth];
            all += a->standard[age][s][tenth] * a->dying[age][s][tenth];
        }
    return all / people;
}

/* The dying: everything as before, with more needs for a bed and the end of the spell. Needs for a
 * bed of the band and tenth keep their mean. */
static void last_spell(struct needs *n, const struct needs_params *par) {
    double truth[AGE_BANDS][TENTHS][TRUTHS], share[TRUTHS][NEED_ACUTE_KINDS];
    needs_truth_rates(truth, &n->ageing, par);
    for (unsigned g = 0; g < GROUPS; g++) {
        const unsigned band = age_band(group_from[g]);
        needs_kind_shares(share, band);
        for (unsigned d = 0; d < TENTHS; d++) {
            const double dying = share_dying(&n->ageing, band, d),
                         bed = truth[band][d][TRUE_HOSPITAL_BED],
                         most = dying > 0 ? par->dying_most * bed / dying : 0,
                         more = par->dying_bed < most ? par->dying_bed : most,
                         rest = bed > 0 ? 1 - more * dying / bed : 1;
            n->rest[band][d] = rest;
            for (unsigned c = 0; c < (g < GROUP_FRAIL ? 1u : FRAILTIES) * SEXES; c++) {
                const unsigned cell = cell_of(g, c / SEXES, c % SEXES, d);
                float *living = n->rate[cell], *last = n->rate[cell + CELLS];
                for (unsigned k = TRUE_HOSPITAL_BED; k < OUTCOME_ELECTIVE; k += TRUTHS)
                    if (dying > 0) living[k] = (float)((double)living[k] * rest);
                memcpy(last, living, sizeof n->rate[0]);
                for (unsigned k = 0; k < NEED_ACUTE_KINDS; k++)
                    last[k * TRUTHS + TRUE_HOSPITAL_BED] +=
                        (float)(more * share[TRUE_HOSPITAL_BED][k]);
                last[OUTCOME_DYING] = 0;
                last[OUTCOME_DEATH] = (float)(12 / par->dying_months);
            }
        }
    }
}

/* Of the published steps of frailty, those that bed-days bring about stand in
 * care/deconditioning.c, and the stream has the rest: off come the years that a year's needs for a
 * bed add to a cell's people. Of the living's needs: nights of the dying leave nobody frailer for
 * long. */
static void steps_in_bed(struct needs *n, const struct needs_params *par) {
    const double years[AGE_BANDS] = {[3] = par->bed_years_45_64,
                                     [4] = par->bed_years_65_74,
                                     [5] = par->bed_years_75_84,
                                     [6] = par->bed_years_85};
    for (unsigned g = GROUP_FRAIL; g < GROUPS; g++)
        for (unsigned at = 0; at < FRAILTIES * SEXES * TENTHS; at++) {
            const unsigned c = cell_of(g, 0, 0, 0) + at;
            double beds = 0;
            for (unsigned k = TRUE_HOSPITAL_BED; k < OUTCOME_ELECTIVE; k += TRUTHS)
                beds += (double)n->rate[c][k];
            const double share = years[age_band(group_from[g])] * beds;
            n->rate[c][OUTCOME_FRAILTY] *= (float)(share < 1 ? 1 - share : 0);
            if (n->cells > CELLS) n->rate[c + CELLS][OUTCOME_FRAILTY] = n->rate[c][OUTCOME_FRAILTY];
        }
}

static void bands(struct needs *n) {
    for (unsigned b = 0; b < AGE_BANDS; b++)
        for (unsigned s = 0; s < SEXES; s++) {
            double all = 0;
            for (int y = age_band_from[b]; y < age_band_from[b + 1] && y < AGES; y++)
                for (unsigned d = 0; d < TENTHS; d++) {
                    n->band_group[b][s][n->group_of[y]] += n->ageing.standard[y][s][d];
                    all += n->ageing.standard[y][s][d];
                }
            for (unsigned g = 0; g < GROUPS; g++) n->band_group[b][s][g] /= all;
        }
}

void needs_rates_make(struct needs *n, const struct place *p, const struct needs_params *par,
                      const double *elective_level) {
    struct ageing_params a;
#define PARAM(name, unit, value, low, high, standing, source) a.name = par->name;
#include "population/ageing_params.def"
#undef PARAM
    ageing_make(&n->ageing, &a);
    for (unsigned g = 0; g < GROUPS; g++)
        for (int y = group_from[g]; y < group_from[g + 1]; y++) n->group_of[y] = (uint8_t)g;
    bands(n);
    acute(n, par);
    n->n_functions = p->n_functions < FUNCTION_MAX ? p->n_functions : FUNCTION_MAX;
    for (unsigned f = 0; f < n->n_functions; f++)
        elective(n, f, p, elective_level ? elective_level[f] : 1.0);
    slow(n, &a, par->death_level);
    levels(n, par);
    if (n->cells > CELLS) last_spell(n, par);
    steps_in_bed(n, par);
}
