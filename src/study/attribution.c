// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Which answer did it, and what the answer hangs on. One answer at a time: the baseline with one
 * question answered as the other regime answers it, beside the whole change; what they do not sum
 * to is interaction. One left out: the other regime with one question answered as the baseline
 * answers it. Shapley's value, the mean over every order of changing, from these 2n runs of the
 * 2^n: exact for three changed answers or fewer, and for any number when answers act together in
 * pairs at most; the residual says how far they do not. Where a scenario has settings of its own
 * (more money, say), all these runs have them too, and the baseline's regime under them alone says
 * what they did. Variants: the difference again under other
 * settings. All in replicate 0, on the same twins. */
#include <math.h>
#include <string.h>

#include "study/twins.h"

static double headline_of(const struct outcome *o, enum measure m) {
    return o->series.n ? twins_over_period(&o->series, m, ORG_PLACE, BY_NONE, 0) : NAN;
}

static const struct outcome *extra_of(const struct twins *t, const char *kind, const char *name,
                                      unsigned scenario) {
    const size_t n = strlen(kind);
    for (unsigned i = 0; i < t->n_extra; i++)
        if (t->extra[i].scenario == scenario && strncmp(t->extra[i].name, kind, n) == 0 &&
            strncmp(t->extra[i].name + n, name, 50) == 0)
            return &t->extra[i].outcome;
    return NULL;
}

double twins_before(const struct twins *t, unsigned scenario, enum measure m) {
    const struct outcome *settled = extra_of(t, "settings:", "", scenario);
    return headline_of(settled ? settled : &t->main[t->experiment->baseline], m);
}

double twins_placebo(const struct twins *t, enum measure m) {
    const unsigned base = t->experiment->baseline;
    const struct outcome *const other_luck = extra_of(t, "placebo", "", base);
    return other_luck ? headline_of(other_luck, m) - headline_of(&t->main[base], m) : NAN;
}

unsigned twins_attribution(const struct twins *t, enum measure m, struct attribution *rows,
                           unsigned max) {
    unsigned n = 0;
    for (unsigned k = 0; k < t->n_scenarios; k++)
        for (int q = 0; q < Q_COUNT && n < max; q++) {
            const double base = twins_before(t, k, m);
            const struct outcome *o = extra_of(t, "answer:", question_name((enum question)q), k);
            if (!o || o->series.n == 0) continue;
            rows[n++] = (struct attribution){.scenario = k,
                                             .question = (enum question)q,
                                             .change = headline_of(o, m) - base,
                                             .whole = headline_of(&t->main[k], m) - base};
        }
    return n;
}

double twins_variant(const struct twins *t, unsigned variant, unsigned scenario, enum measure m) {
    const struct experiment *e = t->experiment;
    if (variant >= e->n_variants) return NAN;
    const struct outcome *base = extra_of(t, "variant:", e->variant[variant].name, e->baseline);
    const struct outcome *other = extra_of(t, "variant:", e->variant[variant].name, scenario);
    return base && other ? headline_of(other, m) - headline_of(base, m) : NAN;
}

static uint32_t next_of_place(const struct series *s, uint32_t i) {
    while (i < s->n && s->row[i].org != ORG_PLACE) i++;
    return i;
}

/* By every figure of the whole place: of other runs than the scenarios' a store gives no more. */
static bool same_series(const struct series *a, const struct series *b) {
    uint32_t i = next_of_place(a, 0), j = next_of_place(b, 0);
    for (; i < a->n && j < b->n; i = next_of_place(a, i + 1), j = next_of_place(b, j + 1)) {
        const struct series_row *x = &a->row[i], *y = &b->row[j];
        const bool missing = isnan(x->value) && isnan(y->value);
        if (x->measure != y->measure || x->breakdown != y->breakdown || x->level != y->level ||
            x->month != y->month || (!missing && !(x->value - y->value == 0)))
            return false;
    }
    return i == a->n && j == b->n;
}

bool twins_variant_idle(const struct twins *t, const char *name) {
    unsigned n = 0;
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        const struct outcome *o = extra_of(t, "variant:", name, k);
        if (!o || o->series.n == 0) continue;
        if (!same_series(&o->series, &t->main[k].series)) return false;
        n++;
    }
    return n > 0;
}

struct game {
    unsigned n;
    enum question q[Q_COUNT];
    double one[Q_COUNT], without[Q_COUNT], none, all;
};

/* The runs of a scenario's game; false when one is missing. */
static bool read_game(const struct twins *t, enum measure m, unsigned k, struct game *g) {
    g->none = twins_before(t, k, m);
    g->all = headline_of(&t->main[k], m);
    for (int q = 0; q < Q_COUNT; q++) {
        const struct outcome *one = extra_of(t, "answer:", question_name((enum question)q), k);
        const struct outcome *without = extra_of(t, "without:", question_name((enum question)q), k);
        if (!one) continue;
        g->q[g->n] = (enum question)q;
        g->one[g->n] = headline_of(one, m);
        g->without[g->n++] = without ? headline_of(without, m) : NAN;
    }
    if (g->n == 1) g->without[0] = g->none;
    if (g->n == 2) { /* all but the one is the other alone */
        g->without[0] = g->one[1];
        g->without[1] = g->one[0];
    }
    for (unsigned i = 0; i < g->n; i++)
        if (isnan(g->one[i]) || isnan(g->without[i])) return false;
    return g->n > 0 && !isnan(g->none) && !isnan(g->all);
}

/* Three players: what one adds first, to each of the two others, and last, at 1/3, 1/6, 1/6,
 * 1/3. */
static double of_three(const struct game *g, unsigned i) {
    const unsigned j = (i + 1) % 3, k = (i + 2) % 3; /* all but k is the pair of i and j */
    return (g->one[i] - g->none) / 3 + (g->without[k] - g->one[j]) / 6 +
           (g->without[j] - g->one[k]) / 6 + (g->all - g->without[i]) / 3;
}

unsigned twins_shapley(const struct twins *t, enum measure m, unsigned scenario,
                       struct shapley rows[Q_COUNT], double *residual) {
    struct game g = {0};
    if (scenario == t->experiment->baseline || !read_game(t, m, scenario, &g)) return 0;
    *residual = g.all - g.none;
    for (unsigned i = 0; i < g.n; i++) {
        const double pairs = (g.one[i] - g.none + g.all - g.without[i]) / 2;
        rows[i] = (struct shapley){scenario, g.q[i], g.n == 3 ? of_three(&g, i) : pairs};
        *residual -= rows[i].value;
    }
    return g.n;
}
