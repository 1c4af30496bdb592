// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Which answer did it, and what the answer hangs on. One answer at a time: the baseline with one question
 * answered as the other regime answers it, beside the whole change; what they do not sum to is interaction.
 * Variants: the difference again under other settings. Both in replicate 0, on the same twins. The
 * Shapley values of the design (every order) are left out: they need 2^n runs. */
#include <math.h>
#include <string.h>

#include "study/twins.h"

static double headline_of(const struct outcome *o, enum measure m) {
    return o->series.n ? twins_over_period(&o->series, m, ORG_PLACE, BY_NONE, 0) : NAN;
}

static const struct outcome *extra_of(const struct twins *t, const char *kind, const char *name, unsigned scenario) {
    const size_t n = strlen(kind);
    for (unsigned i = 0; i < t->n_extra; i++)
        if (t->extra[i].scenario == scenario && strncmp(t->extra[i].name, kind, n) == 0 && strncmp(t->extra[i].name + n, name, 50) == 0)
            return &t->extra[i].outcome;
    return NULL;
}

unsigned twins_attribution(const struct twins *t, enum measure m, struct attribution *rows, unsigned max) {
    const double base = headline_of(&t->main[t->experiment->baseline], m);
    unsigned n = 0;
    for (unsigned k = 0; k < t->n_scenarios; k++)
        for (int q = 0; q < Q_COUNT && n < max; q++) {
            const struct outcome *o = extra_of(t, "answer:", question_name((enum question)q), k);
            if (!o || o->series.n == 0) continue;
            rows[n++] = (struct attribution){.scenario = k, .question = (enum question)q, .change = headline_of(o, m) - base,
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
