// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The claim's answer in plain words: who comes nearest to the goal, by how much, at what cost, and how far
 * that can be trusted. Chance and ignorance are both counted:
 *   chance      the Monte Carlo error of the paired difference between the best and the next best, squared
 *   ignorance   for each parameter that variants change, the mean of (difference under the variant -
 *               difference)^2 / 3: the variance of a parameter that lies evenly between the variants' ends
 * "Cannot tell" which is nearest when the probability of the sign is under study.sign_probability
 * (Student's t on the Monte Carlo error, and the normal law on chance and ignorance together) or a variant turns
 * the sign round; "cannot tell" how much when ASSUMED parameters carry study.assumed_variance_share
 * of the variance or more. Parameters that no variant changes are not counted: the interval is
 * conditional on them. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "study/twins.h"

enum { REPLICATES_MAX = 1000 };

struct text { char *buffer; unsigned size, n; };

static void say(struct text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(struct text *t, const char *format, ...) {
    va_list list;
    va_start(list, format);
    const int n = vsnprintf(t->buffer + t->n, t->size - t->n, format, list);
    va_end(list);
    if (n > 0) t->n = t->n + (unsigned)n < t->size ? t->n + (unsigned)n : t->size - 1;
}

struct contest { /* of the nearest scenario with the next nearest */
    enum measure m;
    unsigned best, second;
    double level_best, level_second;
    struct estimate difference;  /* best less second */
    double sign;                 /* probability by chance alone, NAN for one replicate */
    double chance, ignorance, assumed; /* variances */
    double lowest, highest;      /* of the difference over the variants */
    unsigned n_variants, turned; /* run; the first that turns the sign, or n of the experiment */
    double sign_with_ignorance;
};

static bool is_share(enum measure m) { return strcmp(measure_info[m].unit, "SHARE") == 0; }

static void say_value(struct text *t, enum measure m, double v, bool is_difference) {
    if (is_share(m)) say(t, "%.1f%s", 100 * v, is_difference ? " points" : "%");
    else say(t, fabs(v) >= 100 ? "%.0f" : "%.2f", v);
}

/* How far from the goal; without one, the further in the better direction the nearer. */
static double distance(const struct experiment *e, double v) {
    if (isnan(v)) return INFINITY;
    if (isnan(e->headline_goal)) return e->headline_up ? -v : v;
    return e->headline_up ? e->headline_goal - v : v - e->headline_goal;
}

static bool rank(const struct twins *t, struct contest *c) {
    double nearest = INFINITY, next = INFINITY, values[REPLICATES_MAX];
    c->best = c->second = t->n_scenarios;
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        const unsigned n = twins_values(t, k, c->m, ORG_PLACE, BY_NONE, 0, values, REPLICATES_MAX);
        const double mean = estimate_of(values, n).mean, far = distance(t->experiment, mean);
        if (far < nearest) {
            next = nearest;
            c->second = c->best;
            c->level_second = c->level_best;
            nearest = far;
            c->best = k;
            c->level_best = mean;
        } else if (far < next) {
            next = far;
            c->second = k;
            c->level_second = mean;
        }
    }
    return c->best < t->n_scenarios && c->second < t->n_scenarios;
}

static unsigned differences(const struct twins *t, enum measure m, enum breakdown by, unsigned level, unsigned a, unsigned b,
                            double *out) {
    double other[REPLICATES_MAX];
    const unsigned n = twins_values(t, a, m, ORG_PLACE, by, level, out, REPLICATES_MAX);
    twins_values(t, b, m, ORG_PLACE, by, level, other, REPLICATES_MAX);
    for (unsigned i = 0; i < n; i++) out[i] -= other[i];
    return n;
}

/* The difference of best less second under a variant. */
static double under_variant(const struct twins *t, const struct contest *c, unsigned v) {
    const unsigned base = t->experiment->baseline;
    const double best = c->best == base ? 0 : twins_variant(t, v, c->best, c->m);
    const double second = c->second == base ? 0 : twins_variant(t, v, c->second, c->m);
    return best - second;
}

static bool is_assumed(const struct variant *v) {
    struct fault f;
    for (unsigned i = 0; i < v->set.n; i++) {
        const struct parameter *p = registry_find(v->set.s[i].name, &f);
        if (p && p->standing == STANDING_ASSUMED) return true;
    }
    return false;
}

static bool same_parameter(const struct variant *a, const struct variant *b) {
    return a->set.n && b->set.n && strcmp(a->set.s[0].name, b->set.s[0].name) == 0;
}

/* Adds the variance of the parameter that variant v changes, from all the variants that change it. */
static void add_parameter(const struct twins *t, struct contest *c, unsigned v, double central) {
    const struct experiment *e = t->experiment;
    double squares = 0;
    unsigned n = 0;
    for (unsigned i = 0; i < e->n_variants; i++) {
        if (!same_parameter(&e->variant[i], &e->variant[v])) continue;
        const double d = under_variant(t, c, i);
        if (isnan(d)) continue;
        if (i < v) return; /* counted already */
        squares += (d - central) * (d - central) / 3;
        n++;
    }
    if (n == 0) return;
    c->ignorance += squares / n;
    if (is_assumed(&e->variant[v])) c->assumed += squares / n;
}

static void weigh_variants(const struct twins *t, struct contest *c, double central) {
    const struct experiment *e = t->experiment;
    c->turned = e->n_variants;
    c->lowest = c->highest = c->difference.mean;
    for (unsigned v = 0; v < e->n_variants; v++) {
        const double d = under_variant(t, c, v);
        if (isnan(d)) continue;
        c->n_variants++;
        if (d < c->lowest) c->lowest = d;
        if (d > c->highest) c->highest = d;
        if (d * c->difference.mean < 0 && c->turned == e->n_variants) c->turned = v;
        add_parameter(t, c, v, central);
    }
}

static void weigh(const struct twins *t, struct contest *c) {
    double d[REPLICATES_MAX];
    const unsigned n = differences(t, c->m, BY_NONE, 0, c->best, c->second, d);
    c->difference = estimate_of(d, n);
    c->sign = estimate_sign(d, n);
    c->chance = n > 1 ? c->difference.monte_carlo_error * c->difference.monte_carlo_error : 0;
    weigh_variants(t, c, d[0]);
    const double error = sqrt(c->chance + c->ignorance);
    c->sign_with_ignorance = error > 0 ? gsl_cdf_ugaussian_P(fabs(c->difference.mean) / error) : c->sign;
}

static void say_interval(struct text *x, enum measure m, const struct estimate *e) {
    if (!isfinite(e->low95)) {
        say(x, " (one replicate: no interval)");
        return;
    }
    say(x, " (95%% interval ");
    say_value(x, m, e->low95, false);
    say(x, " to ");
    say_value(x, m, e->high95, false);
    say(x, ")");
}

static const char *title(const struct twins *t, unsigned k) { return t->experiment->scenario[k].title; }

/* At the beginning of a sentence. */
static void say_title(struct text *x, const struct twins *t, unsigned k) {
    const char *s = title(t, k);
    say(x, "%c%s", s[0] >= 'a' && s[0] <= 'z' ? s[0] - 'a' + 'A' : s[0], s + 1);
}

static const char *when(enum measure m) {
    switch (measure_info[m].over) {
    case OVER_LAST: return "At the end, by";
    case OVER_MEAN: return "On average over the months, by";
    case OVER_SUM: break;
    }
    return "Over the period, by";
}

static const char *verb(const struct experiment *e) { return isnan(e->headline_goal) ? "comes out best" : "comes nearest"; }

static void say_levels(struct text *x, const struct twins *t, const struct contest *c) {
    say_value(x, c->m, c->level_best, false);
    say(x, " under %s against ", title(t, c->best));
    say_value(x, c->m, c->level_second, false);
    say(x, " under %s, a difference of ", title(t, c->second));
    say_value(x, c->m, c->difference.mean, true);
    say_interval(x, c->m, &c->difference);
}

static void say_goal(struct text *x, const struct twins *t, const struct contest *c) {
    const struct experiment *e = t->experiment;
    if (isnan(e->headline_goal)) return;
    say(x, distance(e, c->level_best) <= 0 ? " It reaches the goal of " : " None reaches the goal of ");
    say_value(x, c->m, e->headline_goal, false);
    say(x, ".");
}

/* What the service itself spends: what persons and insurers pay outside it is shown apart. */
static void say_cost(struct text *x, const struct twins *t, const struct contest *c, double wanted) {
    double d[REPLICATES_MAX], outside[REPLICATES_MAX];
    const unsigned n = differences(t, M_spend, BY_NONE, 0, c->best, c->second, d);
    differences(t, M_spend, BY_CATEGORY, CATEGORY_PRIVATE, c->best, c->second, outside);
    for (unsigned i = 0; i < n; i++) d[i] -= isnan(outside[i]) ? 0 : outside[i];
    const struct estimate e = estimate_of(d, n);
    const double sign = estimate_sign(d, n);
    if (isnan(e.mean)) return;
    say(x, " ");
    if (isnan(sign) || sign < wanted) say(x, "Cannot tell which of the two costs more: over the period ");
    say_title(x, t, c->best);
    say(x, " spends %.1f million pounds %s than %s", fabs(e.mean) / 1e6, e.mean >= 0 ? "more" : "less", title(t, c->second));
    if (isfinite(e.low95)) say(x, " (95%% interval of the difference %.1f to %.1f)", e.low95 / 1e6, e.high95 / 1e6);
    say(x, ".");
}

/* The others, each against the best. */
static void say_others(struct text *x, const struct twins *t, const struct contest *c) {
    double d[REPLICATES_MAX], values[REPLICATES_MAX];
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        if (k == c->best || k == c->second) continue;
        const unsigned n = differences(t, c->m, BY_NONE, 0, k, c->best, d);
        const struct estimate e = estimate_of(d, n);
        twins_values(t, k, c->m, ORG_PLACE, BY_NONE, 0, values, REPLICATES_MAX);
        if (isnan(e.mean)) continue;
        say(x, " ");
        say_title(x, t, k);
        say(x, ": ");
        say_value(x, c->m, estimate_of(values, n).mean, false);
        say(x, ", ");
        say_value(x, c->m, e.mean, true);
        say(x, " from the best");
        say_interval(x, c->m, &e);
        say(x, ".");
    }
}

static void say_why_not(struct text *x, const struct twins *t, const struct contest *c, double wanted) {
    const struct experiment *e = t->experiment;
    if (isnan(c->sign)) say(x, "one replicate says nothing about chance");
    else if (c->turned < e->n_variants) say(x, "the order turns round under '%s'", e->variant[c->turned].title);
    else if (c->sign < wanted) say(x, "by chance alone the sign has a probability of %.2f", c->sign);
    else say(x, "with the parameters that variants change the sign has a probability of %.2f", c->sign_with_ignorance);
}

static void say_variants(struct text *x, const struct twins *t, const struct contest *c, double wanted_share) {
    const double all = c->chance + c->ignorance;
    (void)t;
    if (c->n_variants == 0) {
        say(x, " No other settings were tried.");
        return;
    }
    say(x, " Over %u other settings the difference runs from ", c->n_variants);
    say_value(x, c->m, c->lowest, true);
    say(x, " to ");
    say_value(x, c->m, c->highest, true);
    say(x, ".");
    if (all > 0 && c->assumed >= wanted_share * all)
        say(x, " Cannot tell how much: assumed parameters carry %.0f%% of the variance of the difference.", 100 * c->assumed / all);
}

static bool cannot_tell(const struct twins *t, const struct contest *c, double wanted) {
    return isnan(c->sign) || c->sign < wanted || c->sign_with_ignorance < wanted || c->turned < t->experiment->n_variants;
}

static void say_alone(struct text *x, const struct twins *t, const struct contest *c) {
    const double v = c->best < t->n_scenarios ? c->level_best : NAN;
    if (isnan(v)) {
        say(x, "Cannot tell: %s has no value.", measure_info[c->m].name);
        return;
    }
    say(x, "%s reaches ", title(t, c->best));
    say_value(x, c->m, v, false);
    say(x, "; there is nothing to compare it with.");
    say_goal(x, t, c);
}

void twins_sentence(const struct twins *t, char *buffer, unsigned size) {
    const struct experiment *e = t->experiment;
    struct text x = {buffer, size, 0};
    struct contest c = {0};
    const int m = measure_find(e->headline);
    buffer[0] = '\0';
    if (m < 0 || t->n_done == 0) return;
    c.m = (enum measure)m;
    if (!rank(t, &c)) {
        say_alone(&x, t, &c);
        return;
    }
    weigh(t, &c);
    const double wanted = registry_value("study.sign_probability", &e->set);
    if (cannot_tell(t, &c, wanted)) {
        say(&x, "Cannot tell which %s, because ", verb(e));
        say_why_not(&x, t, &c, wanted);
    } else {
        say_title(&x, t, c.best);
        say(&x, " %s", verb(e));
    }
    say(&x, ". %s %s: ", when(c.m), measure_info[m].line);
    say_levels(&x, t, &c);
    say(&x, ".");
    say_others(&x, t, &c);
    say_goal(&x, t, &c);
    say_cost(&x, t, &c, wanted);
    say_variants(&x, t, &c, registry_value("study.assumed_variance_share", &e->set));
}
