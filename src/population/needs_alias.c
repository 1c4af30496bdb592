// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Pace and alias tables of each cell (Walker 1977, in Vose's way, 1991): which outcome a candidate
 * turns out to be costs one column and one comparison, however many outcomes there are.
 *
 *   a day has a candidate with probability q = sum of the outcomes' highest rates / 365.25, at most
 *   one a day;
 *   days between candidates are geometric: floor(-log u / -log(1 - q)). */
#include "base/real.h"
#include "population/needs_tables.h"

static void fill(uint32_t *table, const double *weight, unsigned columns) {
    double share[COLUMNS], all = 0;
    unsigned small[COLUMNS], large[COLUMNS], n_small = 0, n_large = 0;
    for (unsigned i = 0; i < columns; i++) all += weight[i];
    for (unsigned i = 0; i < columns; i++) {
        share[i] = all > 0 ? weight[i] / all * columns : 1;
        if (share[i] < 1) small[n_small++] = i;
        else large[n_large++] = i;
    }
    while (n_small > 0 && n_large > 0) {
        const unsigned s = small[--n_small], l = large[n_large - 1];
        table[s] = (uint32_t)(share[s] * 16777216.0) << 8 | l;
        share[l] -= 1 - share[s];
        if (share[l] < 1) {
            n_large--;
            small[n_small++] = l;
        }
    }
    while (n_large > 0) {
        const unsigned l = large[--n_large];
        table[l] = UINT32_MAX << 8 | l;
    }
    while (n_small > 0) { /* left over by rounding */
        const unsigned s = small[--n_small];
        table[s] = UINT32_MAX << 8 | s;
    }
}

static struct pace pace_of(const double *weight, unsigned columns) {
    double all = 0;
    for (unsigned i = 0; i < columns; i++) all += weight[i];
    double day = all / DAYS_A_YEAR;
    if (day > 0.9) day = 0.9;
    if (day <= 0) return (struct pace){0, 1e30f};
    const double hazard = -real_log(1 - day);
    return (struct pace){(float)hazard, (float)(1 / hazard)};
}

void needs_alias_make(struct needs *n, const double highest[OUTCOMES]) {
    for (unsigned c = 0; c < n->cells; c++) {
        double weight[OUTCOME_ELECTIVE + COLUMNS_ELECTIVE] = {0}; /* zeros pad both tables */
        for (unsigned o = 0; o < OUTCOMES; o++) weight[o] = (double)n->rate[c][o] * highest[o];
        fill(n->alias[c], weight, COLUMNS);
        fill(n->alias_elective[c], weight + OUTCOME_ELECTIVE, COLUMNS_ELECTIVE);
        n->pace[0][c] = pace_of(weight, COLUMNS);
        n->pace[1][c] = pace_of(weight + OUTCOME_ELECTIVE, COLUMNS_ELECTIVE);
    }
}
