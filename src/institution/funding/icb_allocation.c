// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Weighted capitation with a pace of change (card C23).
 *
 *   target of c  = its share of people x need weight, of what the place's own commissioners have
 *   allocation   = last + its share of growth by last year's money
 *                  + pace x its distance below target, paid out of the growth above the least
 *
 * Nobody above target is cut; it grows by what is left, the least growth at any rate. The half-life of a
 * distance is about ln 2 / pace years; 0.07 gives the ten years seen in England. Source: Health and Care Act
 * 2022, NHS Act 2006 section 223G; NHS England, technical guide to allocations 2025/26. Left out: market
 * forces and the health inequalities adjustment, which stand in the published need weight. */
#include "institution/funding/funding.h"
#include <assert.h>

static const struct parameter icb_allocation_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/funding/icb_allocation.def"
#undef PARAM
};
extern const struct parameter_table icb_allocation_param_table;
ANSWER_TABLE(icb_allocation);

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
        const pence_t step = left > (pence_t)n || left < -(pence_t)n ? left / (pence_t)n : left > 0 ? 1 : -1;
        out[c] += step;
        left -= step;
    }
}

static double target_weight(const struct institutions *i, unsigned c) {
    const struct commissioner *const x = &i->place->commissioners[c];
    return x->inside ? i->commissioner[c].people * (double)x->need_weight : 0.0;
}

/* Pence by which each of the place's own commissioners lies below its target share; returns the sum. */
static double distances(const struct institutions *i, double growth, double before, const pence_t *last, double *below) {
    double inside = 0.0, weights = 0.0, gap = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        weights += target_weight(i, c);
        inside += i->place->commissioners[c].inside ? (double)last[c] : 0.0;
    }
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double target = weights > 0.0 ? target_weight(i, c) / weights * inside : 0.0;
        const double d = (target - (double)last[c]) * (1.0 + growth / before);
        below[c] = d > 0.0 ? d : 0.0;
        gap += below[c];
    }
    return gap;
}

static void share(const struct institutions *i, const double *p, pence_t total, const pence_t *last, pence_t *out) {
    double *const below = i->by_commissioner, before = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        before += (double)last[c];
    const double growth = (double)total - before;
    const double gap = distances(i, growth, before, last, below);
    const double floor = p[1] * before, spare = growth > floor ? growth - floor : 0.0;
    const double to_gap = p[0] * gap < spare ? p[0] * gap : spare;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        below[c] = (double)last[c] * (1.0 + (growth - to_gap) / before) + (gap > 0.0 ? to_gap * below[c] / gap : 0.0);
    funding_share_out(total, below, i->n_commissioners, out);
}

const struct answer_rule answer_icb_allocation = {.params = &icb_allocation_param_table, .share = share};
