// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Chance and ignorance told apart. The experiment names parameters it is uncertain of; each draw
 * sets all of them at once and runs every scenario as twins. A parameter's values are a Latin
 * hypercube over its range:
 *
 *   draw d takes the stratum  pi_k(d)  of n, at a keyed place within it; its value is the quantile
 *   of the triangle
 *   (low, value, high), value being what the scenario's experiment holds
 *
 * The spread of the paired difference over draws, less what chance alone gives one replicate, is
 * ignorance. Which parameter carries it: the squared rank correlation of its draws with the
 * difference (first order; strata of different parameters are shuffled apart), beside what noise of
 * n draws would show, 1 / (n - 1). Left out: correlation between parameters, interactions (Sobol's
 * total indices need many more runs). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "study/twins.h"

#define PURPOSE_DRAW 0x7d726177u /* of studies alone: no run uses it */

static double triangle(double u, double low, double mode, double high) {
    const double width = high - low, left = mode - low;
    if (!(width > 0)) return mode;
    if (u * width < left) return low + sqrt(u * width * left);
    return high - sqrt((1 - u) * width * (high - mode));
}

/* The stratum of draw d for parameter k: the rank of its key among all draws' keys. */
static unsigned stratum(const struct luck *l, unsigned k, unsigned d, unsigned n) {
    const double own = luck_uniform(l, k, PURPOSE_DRAW, 2 * d);
    unsigned rank = 0;
    for (unsigned i = 0; i < n; i++) {
        const double other = luck_uniform(l, k, PURPOSE_DRAW, 2 * i);
        rank += other < own || (other <= own && i < d);
    }
    return rank;
}

double draws_value(const struct experiment *e, unsigned k, unsigned d) {
    const struct luck l = {e->seed, 0, 0};
    struct fault f = {0};
    const struct parameter *p = registry_find(e->uncertain.name[k], &f);
    if (!p) return NAN;
    const unsigned n = e->uncertain.draws;
    const double u = (stratum(&l, k, d, n) + luck_uniform(&l, k, PURPOSE_DRAW, 2 * d + 1)) / n;
    const double held = registry_value(e->uncertain.name[k], &e->set);
    const double low = held < p->low ? held : p->low, high = held > p->high ? held : p->high;
    return triangle(u, low, held, high);
}

void draws_variant(const struct experiment *e, unsigned d, struct variant *v) {
    memset(v, 0, sizeof *v);
    snprintf(v->name, sizeof v->name, "%u", d);
    snprintf(v->title, sizeof v->title, "draw %u of the uncertain parameters", d + 1);
    for (unsigned k = 0; k < e->uncertain.n; k++) {
        struct setting *s = &v->set.s[v->set.n++];
        snprintf(s->name, sizeof s->name, "%s", e->uncertain.name[k]);
        s->value = draws_value(e, k, d);
    }
}

static const struct outcome *drawn(const struct twins *t, unsigned d, unsigned scenario) {
    char name[64];
    snprintf(name, sizeof name, "draw:%u", d);
    for (unsigned i = 0; i < t->n_extra; i++)
        if (t->extra[i].scenario == scenario && strcmp(t->extra[i].name, name) == 0 &&
            t->extra[i].outcome.series.n)
            return &t->extra[i].outcome;
    return NULL;
}

unsigned draws_differences(const struct twins *t, enum measure m, unsigned one, unsigned other,
                           unsigned *draw, double *difference) {
    unsigned n = 0;
    for (unsigned d = 0; d < t->experiment->uncertain.draws && d < DRAWS_MAX; d++) {
        const struct outcome *a = drawn(t, d, one), *b = drawn(t, d, other);
        if (!a || !b) continue;
        const double v = twins_over_period(&a->series, m, ORG_PLACE, BY_NONE, 0) -
                         twins_over_period(&b->series, m, ORG_PLACE, BY_NONE, 0);
        if (isnan(v)) continue;
        draw[n] = d;
        difference[n++] = v;
    }
    return n;
}

static void ranks(const double *v, unsigned n, double *rank) {
    for (unsigned i = 0; i < n; i++) {
        unsigned below = 0, same = 0;
        for (unsigned j = 0; j < n; j++) {
            below += v[j] < v[i];
            same += !(v[j] < v[i]) && !(v[j] > v[i]);
        }
        rank[i] = below + 0.5 * (same - 1);
    }
}

static double correlation(const double *a, const double *b, unsigned n) {
    double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
    for (unsigned i = 0; i < n; i++) {
        ma += a[i] / n;
        mb += b[i] / n;
    }
    for (unsigned i = 0; i < n; i++) {
        ab += (a[i] - ma) * (b[i] - mb);
        aa += (a[i] - ma) * (a[i] - ma);
        bb += (b[i] - mb) * (b[i] - mb);
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

static void put_in_order(struct driver *row, unsigned n) {
    for (unsigned i = 1; i < n; i++)
        for (unsigned k = i; k > 0 && fabs(row[k].correlation) > fabs(row[k - 1].correlation);
             k--) {
            const struct driver swap = row[k];
            row[k] = row[k - 1];
            row[k - 1] = swap;
        }
}

unsigned twins_drivers(const struct twins *t, enum measure m, unsigned one, unsigned other,
                       struct driver *row) {
    const struct experiment *e = t->experiment;
    unsigned draw[DRAWS_MAX];
    double difference[DRAWS_MAX], value[DRAWS_MAX], by_difference[DRAWS_MAX], by_value[DRAWS_MAX];
    const unsigned n = draws_differences(t, m, one, other, draw, difference);
    if (n < 4) return 0;
    ranks(difference, n, by_difference);
    for (unsigned k = 0; k < e->uncertain.n; k++) {
        for (unsigned i = 0; i < n; i++) value[i] = draws_value(e, k, draw[i]);
        ranks(value, n, by_value);
        row[k] = (struct driver){
            .parameter = k, .draws = n, .correlation = correlation(by_value, by_difference, n)};
    }
    put_in_order(row, e->uncertain.n);
    return e->uncertain.n;
}
