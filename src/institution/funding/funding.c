// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Weighted capitation with a pace of change (card C23), as district and health authorities, trusts
 * and boards have had it.
 *
 *   target of c   = its share of weighted people, of what the place's own commissioners have
 *   allocation    = last + its share of growth by last year's money + pace x its distance below
 *   target,
 *                   paid out of the growth above the least
 *   age index     = sum over ages of people x cost weight / people
 *   deprivation   = 1 + (ratio - 1) x (10 - mean tenth) / 9
 *
 * Nobody above target is cut. Cost weights by age: the profile of the Department of Health's
 * advisory committee, as in age_weights.def. Left out: sex, and lists moving between
 * commissioners. */
#include "institution/funding/funding.h"
#include <assert.h>

static const struct parameter age_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/age_weights.def"
#undef PARAM
};
static_assert(sizeof age_rows / sizeof *age_rows == AGE_BANDS, "a weight an age band");
extern const struct parameter_table age_weights_param_table;
const struct parameter_table age_weights_param_table = {"age_weights", AGE_BANDS, age_rows};

void funding_share_out(pence_t total, const double *weight, unsigned n, pence_t *out) {
    double sum = 0.0;
    pence_t left = total;
    for (unsigned c = 0; c < n; c++)
        sum += weight[c];
    for (unsigned c = 0; c < n; c++) {
        out[c] = sum > 0.0 ? (pence_t)((double)total * (weight[c] / sum)) : 0;
        left -= out[c];
    }
    for (unsigned c = 0; left != 0; c = c + 1 == n ? 0 : c + 1) {
        const pence_t step = left > (pence_t)n || left < -(pence_t)n ? left / (pence_t)n
                             : left > 0                              ? 1
                                                                     : -1;
        out[c] += step;
        left -= step;
    }
}

static bool counts(const struct area *a, unsigned commissioner) {
    return a->commissioner == commissioner && !a->elective_only;
}

double funding_age_index(const struct institutions *i, unsigned commissioner) {
    double people = 0.0, weighted = 0.0;
    for (uint32_t k = 0; k < i->place->n_areas; k++)
        for (unsigned b = 0; counts(&i->place->areas[k], commissioner) && b < AGE_BANDS; b++) {
            people += i->place->areas[k].by_age[b];
            weighted += i->place->areas[k].by_age[b] * i->age_weight[b];
        }
    return people > 0.0 ? weighted / people : 1.0;
}

double funding_deprivation_index(const struct institutions *i, unsigned commissioner,
                                 double ratio) {
    double people = 0.0, tenths = 0.0;
    for (uint32_t k = 0; k < i->place->n_areas; k++)
        if (counts(&i->place->areas[k], commissioner) && i->place->areas[k].decile > 0) {
            people += i->place->areas[k].people;
            tenths += (double)i->place->areas[k].people * (10.0 - i->place->areas[k].decile) / 9.0;
        }
    return people > 0.0 ? 1.0 + (ratio - 1.0) * tenths / people : 1.0;
}

double funding_market_forces(const struct institutions *i, unsigned commissioner) {
    double dear = 0.0, plain = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct provider_state *const x = &i->provider[p];
        const size_t at = (size_t)p * i->n_commissioners + commissioner;
        const double base =
            x->base_planned * i->planned_share[at] + x->base_urgent * i->urgent_share[at];
        dear += base;
        plain += base / x->market_forces;
    }
    return plain > 0.0 ? dear / plain : 1.0;
}

void funding_by_age_and_need(const struct institutions *i, double ratio, double *weight) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        weight[c] = i->place->commissioners[c].inside
                        ? i->commissioner[c].people * funding_age_index(i, c) *
                              funding_deprivation_index(i, c, ratio) * funding_market_forces(i, c)
                        : 0.0;
}

void funding_by_published_need(const struct institutions *i, double *weight) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const struct commissioner *const x = &i->place->commissioners[c];
        weight[c] = x->inside ? i->commissioner[c].people * (double)x->need_weight : 0.0;
    }
}

/* Pence by which each of the place's own commissioners lies below its target share; returns the
 * sum. */
static double distances(const struct institutions *i, const double *weight, double growth,
                        double before, const pence_t *last, double *below) {
    double inside = 0.0, weights = 0.0, gap = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        weights += weight[c];
        inside += i->place->commissioners[c].inside ? (double)last[c] : 0.0;
    }
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double target = weights > 0.0 ? weight[c] / weights * inside : 0.0;
        const double d = (target - (double)last[c]) * (1.0 + growth / before);
        below[c] = d > 0.0 ? d : 0.0;
        gap += below[c];
    }
    return gap;
}

void funding_towards(const struct institutions *i, const double *weight, struct funding_pace q,
                     pence_t total, const pence_t *last, pence_t *out) {
    double *const below = i->by_commissioner, before = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        before += (double)last[c];
    const double growth = (double)total - before;
    const double gap = distances(i, weight, growth, before, last, below);
    const double floor = q.least_growth * before, spare = growth > floor ? growth - floor : 0.0;
    const double to_gap = q.pace * gap < spare ? q.pace * gap : spare;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        below[c] = (double)last[c] * (1.0 + (growth - to_gap) / before) +
                   (gap > 0.0 ? to_gap * below[c] / gap : 0.0);
    funding_share_out(total, below, i->n_commissioners, out);
}

void funding_towards_need(const struct institutions *i, struct funding_pace pace, pence_t total,
                          const pence_t *last, pence_t *out) {
    funding_by_published_need(i, i->weights);
    funding_towards(i, i->weights, pace, total, last, out);
}
