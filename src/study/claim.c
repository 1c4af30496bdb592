// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The claim's answer in plain words: who comes nearest to the goal, by how much, at what cost, and
 * how far that can be trusted. Chance and ignorance are both counted:
 *   chance      the Monte Carlo error of the paired difference between the best and the next best,
 *   squared
 *   ignorance   for each parameter that variants change, the mean of max(0, (difference under the
 *   variant -
 *               difference)^2 - 2 s^2) / 3: the variance of a parameter that lies evenly between
 *               the variants'
 *               ends. A variant runs in replicate 0 alone and is set against replicate 0; s^2, the
 *               variance of a
 *               paired difference of one replicate, counts once for each of the two
 * "Cannot tell" which is nearest when the probability of the sign is under study.sign_probability
 * (Student's t with replicates - 1 degrees of freedom, on chance alone and on chance and ignorance
 * together) or under a variant any other scenario comes nearest; "cannot tell" how much when
 * ASSUMED parameters carry study.assumed_variance_share of the variance or more. Where the
 * experiment draws its uncertain parameters together (draws.c), ignorance is instead the variance
 * of the difference over the draws less that of one replicate by chance, and a parameter's part of
 * it its squared rank correlation less what noise of so many draws would show. Parameters that
 * nothing changes are not counted: the interval is conditional on them. Money is told as what is
 * spent beside what is left in balances, for what is not spent is not saved; and so are harms and
 * gains in health whose interval leaves nought out. */
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "study/twins.h"

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
    /* run; the first under which another comes nearest, or n of the experiment */
    unsigned n_variants, turned, idle; /* idle: tried, and changed nothing in this place */
    double in_first;             /* the difference in replicate 1, in which variants run */
    unsigned turned_to;          /* which other */
    double sign_with_ignorance;
    unsigned draws;              /* of the uncertain parameters, run under both */
    double draw_low, draw_high;  /* tenth and ninetieth of a hundred */
};

static bool is_share(enum measure m) { return strcmp(measure_info[m].unit, "SHARE") == 0; }

static bool is_money(enum measure m) { return strcmp(measure_info[m].unit, "POUNDS") == 0; }

/* In the unit that readers see. */
static double shown(enum measure m, double v) {
    return is_share(m) ? 100 * v : is_money(m) ? 1e-6 * v : v;
}

/* The places that a figure of that size deserves: both ends of an interval have the same. */
static unsigned places_of(enum measure m, double size_of) {
    return is_share(m) || is_money(m) ? 1u : size_of >= 100 ? 0u : 2u;
}

static void say_figure(struct text *t, enum measure m, double v, unsigned places) {
    char text[40];
    say(t, "%s", decimal_grouped(text, sizeof text, shown(m, v), places, false));
}

static void say_unit(struct text *t, enum measure m, bool is_difference) {
    say(t, "%s",
        is_money(m) ? " million pounds" : !is_share(m) ? "" : is_difference ? " points" : "%");
}

static void say_to_places(struct text *t, enum measure m, double v, unsigned places,
                          bool is_difference) {
    say_figure(t, m, v, places);
    say_unit(t, m, is_difference);
}

static void say_value_of_size(struct text *t, enum measure m, double v, double size_of,
                              bool is_difference) {
    say_to_places(t, m, v, places_of(m, size_of), is_difference);
}

static void say_value(struct text *t, enum measure m, double v, bool is_difference) {
    say_value_of_size(t, m, v, fabs(v), is_difference);
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

static unsigned differences(const struct twins *t, enum measure m, enum breakdown by,
                            unsigned level, unsigned a, unsigned b, double *out) {
    double other[REPLICATES_MAX];
    const unsigned n = twins_values(t, a, m, ORG_PLACE, by, level, out, REPLICATES_MAX);
    twins_values(t, b, m, ORG_PLACE, by, level, other, REPLICATES_MAX);
    for (unsigned i = 0; i < n; i++) out[i] -= other[i];
    return n;
}

/* Scenario less baseline under a variant: the goal is the same for all, so this ranks as levels
 * do. */
static double against_baseline(const struct twins *t, enum measure m, unsigned v, unsigned k) {
    return k == t->experiment->baseline ? 0 : twins_variant(t, v, k, m);
}

/* The difference of best less second under a variant. */
static double under_variant(const struct twins *t, const struct contest *c, unsigned v) {
    return against_baseline(t, c->m, v, c->best) - against_baseline(t, c->m, v, c->second);
}

/* Who comes nearest under a variant; the best of the main runs when none comes nearer. */
static unsigned nearest_under(const struct twins *t, const struct contest *c, unsigned v) {
    unsigned nearest = c->best;
    double most = against_baseline(t, c->m, v, c->best);
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        const double d = against_baseline(t, c->m, v, k);
        if (t->experiment->headline_up ? d > most : d < most) {
            nearest = k;
            most = d;
        }
    }
    return nearest;
}

/* The difference in replicate 0, the variants' twin; the mean over replicates when that one was cut
 * short. */
static double central(const struct twins *t, const struct contest *c) {
    const struct series *best = &t->main[c->best].series, *second = &t->main[c->second].series;
    if (!best->n || !second->n) return c->difference.mean;
    return twins_over_period(best, c->m, ORG_PLACE, BY_NONE, 0) -
           twins_over_period(second, c->m, ORG_PLACE, BY_NONE, 0);
}

/* Of the difference of two one-replicate differences, by chance alone; nought when one replicate
 * cannot tell. */
static double chance_of_two(const struct contest *c) { return 2 * c->chance * c->difference.n; }

static bool is_assumed(const struct variant *v) {
    struct fault f = {0};
    for (unsigned i = 0; i < v->set.n; i++) {
        const struct parameter *p = registry_find(v->set.s[i].name, &f);
        if (p && p->standing == STANDING_ASSUMED) return true;
    }
    return false;
}

static bool same_parameter(const struct variant *a, const struct variant *b) {
    return a->set.n && b->set.n && strcmp(a->set.s[0].name, b->set.s[0].name) == 0;
}

/* Adds the variance of the parameter that variant v changes, from all the variants that change
 * it. */
static void add_parameter(const struct twins *t, struct contest *c, unsigned v, double middle) {
    const struct experiment *e = t->experiment;
    double squares = 0;
    unsigned n = 0;
    for (unsigned i = 0; i < e->n_variants; i++) {
        if (!same_parameter(&e->variant[i], &e->variant[v])) continue;
        if (twins_variant_idle(t, e->variant[i].name)) continue;
        const double d = under_variant(t, c, i);
        if (isnan(d)) continue;
        if (i < v) return; /* counted already */
        squares += fmax(0, (d - middle) * (d - middle) - chance_of_two(c)) / 3;
        n++;
    }
    if (n == 0) return;
    c->ignorance += squares / n;
    if (is_assumed(&e->variant[v])) c->assumed += squares / n;
}

static void weigh_variants(const struct twins *t, struct contest *c) {
    const struct experiment *e = t->experiment;
    const double middle = central(t, c);
    c->turned = e->n_variants;
    c->lowest = c->highest = c->in_first = middle;
    for (unsigned v = 0; v < e->n_variants; v++) {
        const double d = under_variant(t, c, v);
        if (isnan(d)) continue;
        if (twins_variant_idle(t, e->variant[v].name)) {
            c->idle++;
            continue;
        }
        const unsigned nearest = nearest_under(t, c, v);
        c->n_variants++;
        c->lowest = fmin(c->lowest, d);
        c->highest = fmax(c->highest, d);
        if (nearest != c->best && c->turned == e->n_variants) {
            c->turned = v;
            c->turned_to = nearest;
        }
        add_parameter(t, c, v, middle);
    }
}

static int by_size(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double variance(const double *v, unsigned n) {
    double mean = 0, sum = 0;
    for (unsigned i = 0; i < n; i++) mean += v[i] / n;
    for (unsigned i = 0; i < n; i++) sum += (v[i] - mean) * (v[i] - mean);
    return n > 1 ? sum / (n - 1) : 0;
}

/* The share of the variance over draws that parameters of standing ASSUMED carry, of what any
 * parameter carries. */
static double assumed_share(const struct twins *t, const struct contest *c) {
    struct driver row[UNCERTAIN_MAX];
    struct fault f = {0};
    const unsigned n = twins_drivers(t, c->m, c->best, c->second, row);
    double all = 0, assumed = 0;
    for (unsigned i = 0; i < n; i++) {
        const struct parameter *p =
            registry_find(t->experiment->uncertain.name[row[i].parameter], &f);
        const double share =
            fmax(0, row[i].correlation * row[i].correlation - 1.0 / (row[i].draws - 1));
        all += share;
        if (p && p->standing == STANDING_ASSUMED) assumed += share;
    }
    return all > 1 ? assumed / all : assumed;
}

enum { DRAWS_LEAST = 8 };

static void weigh_draws(const struct twins *t, struct contest *c) {
    unsigned draw[DRAWS_MAX];
    double d[DRAWS_MAX];
    const unsigned n = draws_differences(t, c->m, c->best, c->second, draw, d);
    if (n < DRAWS_LEAST) return;
    c->draws = n;
    c->ignorance = fmax(0, variance(d, n) - c->chance * c->difference.n);
    c->assumed = c->ignorance * assumed_share(t, c);
    qsort(d, n, sizeof *d, by_size);
    c->draw_low = d[n / 10];
    c->draw_high = d[n - 1 - n / 10];
}

static void weigh(const struct twins *t, struct contest *c) {
    double d[REPLICATES_MAX];
    const unsigned n = differences(t, c->m, BY_NONE, 0, c->best, c->second, d);
    c->difference = estimate_of(d, n);
    c->sign = estimate_sign(d, n);
    c->chance = n > 1 ? c->difference.monte_carlo_error * c->difference.monte_carlo_error : 0;
    weigh_variants(t, c);
    weigh_draws(t, c);
    const double error = sqrt(c->chance + c->ignorance);
    c->sign_with_ignorance =
        error > 0 && n > 1 ? gsl_cdf_tdist_P(fabs(c->difference.mean) / error, n - 1) : c->sign;
}

static void say_interval(struct text *x, enum measure m, const struct estimate *e) {
    if (!isfinite(e->low95)) {
        say(x, " (one replicate: no interval)");
        return;
    }
    const double size_of = fmax(fabs(e->low95), fabs(e->high95));
    say(x, " (95%% interval ");
    say_figure(x, m, e->low95, places_of(m, size_of));
    say(x, " to ");
    say_value_of_size(x, m, e->high95, size_of, true);
    say(x, ")");
}

static const char *title(const struct twins *t, unsigned k) {
    return t->experiment->scenario[k].title;
}

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

static const char *verb(const struct experiment *e) {
    return isnan(e->headline_goal) ? "comes out best" : "comes nearest";
}

/* Places with which a reader who takes one level from the other finds the difference: 64.93 against
 * 64.77 is 0.16, where 64.9 against 64.8 would not be 0.2. */
static unsigned places_that_add_up(enum measure m, double best, double second) {
    const unsigned places = places_of(m, fabs(best));
    const double a = 10 * shown(m, best), b = 10 * shown(m, second);
    return places == 1 && fabs(round(a) - round(b) - round(a - b)) > 0.5 ? 2 : places;
}

static void say_levels(struct text *x, const struct twins *t, const struct contest *c) {
    const unsigned places = places_that_add_up(c->m, c->level_best, c->level_second);
    say_to_places(x, c->m, c->level_best, places, false);
    say(x, " under %s against ", title(t, c->best));
    say_to_places(x, c->m, c->level_second, places, false);
    say(x, " under %s, a difference of ", title(t, c->second));
    if (places > places_of(c->m, fabs(c->level_best)))
        say_to_places(x, c->m, c->difference.mean, places, true);
    else
        say_value(x, c->m, c->difference.mean, true);
    say_interval(x, c->m, &c->difference);
    if (c->difference.n == 2) say(x, ", which from two replicates tells little");
}

/* The table has the placebo, so the sentence says where the difference is no larger. That alone
 * does not make it chance: twins share their luck, and a placebo has other. */
static void say_placebo(struct text *x, const struct twins *t, const struct contest *c,
                        bool told) {
    const double by_luck = fabs(twins_placebo(t, c->m));
    if (!(by_luck > 0 && by_luck >= fabs(c->difference.mean))) return;
    say(x, " It is within the placebo: other luck in care alone moved one run of %s by ",
        title(t, t->experiment->baseline));
    say_value(x, c->m, by_luck, true);
    say(x, told ? "; only its interval, of twins with the same luck, tells it from chance." : ".");
}

static void say_goal(struct text *x, const struct twins *t, const struct contest *c) {
    const struct experiment *e = t->experiment;
    if (isnan(e->headline_goal)) return;
    const bool reached = distance(e, c->level_best) <= 0;
    if (reached) say_title(x, t, c->best);
    say(x, reached ? " reaches the goal of " : "None reaches the goal of ");
    say_value(x, c->m, e->headline_goal, false);
    say(x, ". ");
}

/* Differences of best less second in millions of pounds: what the public spends (what persons and
 * insurers put in, outside the service and within it, is shown apart). */
static unsigned spending(const struct twins *t, const struct contest *c, double *d) {
    double outside[REPLICATES_MAX];
    const unsigned n = differences(t, M_spend, BY_NONE, 0, c->best, c->second, d);
    differences(t, M_private_payments, BY_NONE, 0, c->best, c->second, outside);
    for (unsigned i = 0; i < n; i++) d[i] = (d[i] - (isnan(outside[i]) ? 0 : outside[i])) / 1e6;
    return n;
}

/* Mean difference of a measure, of best less second; 0 where it has no value. */
static double difference_of(const struct twins *t, const struct contest *c, enum measure m) {
    double d[REPLICATES_MAX];
    const double mean = estimate_of(d, differences(t, m, BY_NONE, 0, c->best, c->second, d)).mean;
    return isnan(mean) ? 0 : mean;
}

/* What balances hold more of commissioners, councils and providers that the public owns, loans and
 * write-offs from the Treasury left out: they are nobody's saving. */
static double left_in_balances(const struct twins *t, const struct contest *c) {
    return difference_of(t, c, M_commissioner_balance) + difference_of(t, c, M_council_balance) +
           difference_of(t, c, M_provider_balance) - difference_of(t, c, M_treasury_support);
}

static const char *more_or_less(double v, const char *less) { return v < 0 ? less : "more"; }

/* The interval of a difference said as so much more or less: turned with it, so that "7 fewer" has
 * an interval about 7. */
static void say_range(struct text *x, const struct estimate *e, unsigned digits) {
    const double low = e->mean < 0 ? -e->high95 : e->low95,
                 high = e->mean < 0 ? -e->low95 : e->high95;
    char from[40], to[40];
    say(x, " (95%% interval %s to %s)", decimal_grouped(from, sizeof from, low, digits, false),
        decimal_grouped(to, sizeof to, high, digits, false));
}

static void say_cost(struct text *x, const struct twins *t, const struct contest *c) {
    double d[REPLICATES_MAX];
    const struct estimate e = estimate_of(d, spending(t, c, d));
    const double left = left_in_balances(t, c) / 1e6;
    const double treated = difference_of(t, c, M_rtt_stops_admitted_all) +
                           difference_of(t, c, M_rtt_stops_nonadmitted_all);
    if (isnan(e.mean)) return;
    say(x, " ");
    say_title(x, t, c->best);
    char amount[40];
    say(x, " against %s: %s million pounds of public money %s spent", title(t, c->second),
        decimal_grouped(amount, sizeof amount, fabs(e.mean), 1, false),
        more_or_less(e.mean, "less"));
    if (isfinite(e.low95)) say_range(x, &e, 1);
    say(x,
        ", what is spent privately left out, %s million %s left in public balances (loans "
        "from the Treasury taken off)",
        decimal_grouped(amount, sizeof amount, fabs(left), 1, false), more_or_less(left, "less"));
    say(x, ", %s %s treatments (pathways completed, at providers outside the place too)",
        decimal_grouped(amount, sizeof amount, fabs(treated), 0, false),
        more_or_less(treated, "fewer"));
    say(x, ".");
}

/* two or three that happen to agree are no evidence of deaths */
enum { REPLICATES_FOR_HEALTH = 4 };

static void say_qalys_at(struct text *x, const struct twins *t, const char *before, double qalys,
                         const char *worth, const char *after) {
    char of[40], at[40];
    const double pounds = registry_value(worth, &t->experiment->set);
    say(x, "%s %s QALYs at %s%s", before, decimal_grouped(of, sizeof of, qalys, 0, true),
        decimal_grouped(at, sizeof at, pounds, 0, false), after);
}

/* QALYs never stand alone where what the money would have bought elsewhere turns their sign. */
static void say_net_health(struct text *x, const struct twins *t, const struct contest *c) {
    const unsigned base = t->experiment->baseline, other = c->best != base ? c->best : c->second;
    const double way = c->best != base ? 1 : -1;
    struct headlines h;
    if (!twins_headlines(t, other, &h)) return;
    const double low = h.net_health[0].mean, high = h.net_health[1].mean;
    if (h.qaly.mean * low >= 0 && h.qaly.mean * high >= 0) return;
    say_qalys_at(x, t, " Net of what the public money would have bought elsewhere it is", way * low,
                 "study.qaly_cost_displaced", " pounds each,");
    say_qalys_at(x, t, "", way * high, "study.qaly_value_green_book",
                 ": the sign hangs on that.");
}

/* Harms and gains in health that the headline does not show, where chance does not explain them. */
static void say_health(struct text *x, const struct twins *t, const struct contest *c) {
    static const struct { enum measure m; const char *words;
    } of[] = {{M_deaths_from_delay, "deaths from delay"},
              {M_qaly, "QALYs"},
              {M_ae_over_12_hours_from_arrival, "stays over 12 hours in A&E"}};
    const unsigned against =
        c->best != t->experiment->baseline ? t->experiment->baseline : c->second;
    double d[REPLICATES_MAX];
    unsigned said = 0;
    bool qaly_said = false;
    for (unsigned i = 0; i < sizeof of / sizeof *of; i++) {
        const struct estimate e =
            estimate_of(d, differences(t, of[i].m, BY_NONE, 0, c->best, against, d));
        if (isnan(e.mean) || e.n < REPLICATES_FOR_HEALTH || of[i].m == c->m ||
            (e.low95 <= 0 && e.high95 >= 0) || !(e.monte_carlo_error > 0))
            continue;
        if (said++) say(x, ",");
        else if (against == c->second) say(x, " Beside that:");
        else say(x, " Against %s:", title(t, against));
        char number[40];
        say(x, " %s %s %s", decimal_grouped(number, sizeof number, fabs(e.mean), 0, false),
            more_or_less(e.mean, "fewer"), of[i].words);
        say_range(x, &e, 0);
        qaly_said |= of[i].m == M_qaly;
    }
    if (said) say(x, ".");
    if (qaly_said) say_net_health(x, t, c);
}

enum { OTHERS_SAID = 2 };

/* Scenario k less the best over the other settings, those that change nothing left out. */
static void say_range_of_settings(struct text *x, const struct twins *t, const struct contest *c,
                                  unsigned k) {
    const struct experiment *e = t->experiment;
    double low = INFINITY, high = -INFINITY;
    for (unsigned v = 0; v < e->n_variants; v++) {
        const double d = against_baseline(t, c->m, v, k) - against_baseline(t, c->m, v, c->best);
        if (isnan(d) || twins_variant_idle(t, e->variant[v].name)) continue;
        low = fmin(low, d);
        high = fmax(high, d);
    }
    if (low > high) return;
    say(x, ", under other settings ");
    say_value(x, c->m, low, true);
    say(x, " to ");
    say_value(x, c->m, high, true);
}

/* The others, each against the best; no more than a reader keeps in mind. */
static void say_others(struct text *x, const struct twins *t, const struct contest *c) {
    double d[REPLICATES_MAX], values[REPLICATES_MAX];
    unsigned said = 0;
    for (unsigned k = 0; k < t->n_scenarios && said < OTHERS_SAID; k++) {
        if (k == c->best || k == c->second) continue;
        const unsigned n = differences(t, c->m, BY_NONE, 0, k, c->best, d);
        const struct estimate e = estimate_of(d, n);
        twins_values(t, k, c->m, ORG_PLACE, BY_NONE, 0, values, REPLICATES_MAX);
        if (isnan(e.mean)) continue;
        said++;
        say(x, " ");
        say_title(x, t, k);
        say(x, ": ");
        say_value(x, c->m, estimate_of(values, n).mean, false);
        say(x, ", ");
        say_value(x, c->m, e.mean, true);
        say(x, " from the best");
        say_interval(x, c->m, &e);
        say_range_of_settings(x, t, c, k);
        say(x, ".");
    }
}

static void say_why_not(struct text *x, const struct twins *t, const struct contest *c,
                        double wanted) {
    const struct experiment *e = t->experiment;
    if (isnan(c->sign)) say(x, "one replicate says nothing about chance");
    else if (!(c->difference.mean < 0) && !(c->difference.mean > 0) && !(c->chance > 0))
        say(x, "nothing differs between the two in any replicate");
    else if (c->turned < e->n_variants)
        say(x, "%s %s under '%s'", title(t, c->turned_to), verb(e), e->variant[c->turned].title);
    else if (c->sign < wanted)
        say(x, "chance alone may put one before the other (%.0f in 100 that the order is right, "
               "%.0f are asked for)", floor(100 * c->sign), ceil(100 * wanted));
    else
        say(x, "chance and what is not known of the varied settings may put one before the other "
               "(%.0f in 100 that the order is right, %.0f are asked for)",
            floor(100 * c->sign_with_ignorance), ceil(100 * wanted));
}

enum { DRIVERS_SAID = 3 };

/* What the answer hangs on most: those that more than noise of so many draws would show. */
static void say_drivers(struct text *x, const struct twins *t, const struct contest *c) {
    struct driver row[UNCERTAIN_MAX];
    const unsigned n = twins_drivers(t, c->m, c->best, c->second, row);
    unsigned said = 0;
    for (unsigned i = 0; i < n && said < DRIVERS_SAID; i++) {
        /* in order: the rest is noise */
        if (fabs(row[i].correlation) < 2 / sqrt(row[i].draws - 1)) break;
        say(x, "%s %s (%+.1f)", said++ ? "," : " It hangs most on",
            t->experiment->uncertain.name[row[i].parameter], row[i].correlation);
    }
    if (said) say(x, ": rank correlation with the difference.");
    else say(x, " No single one of them stands out of the noise.");
}

static void say_draws(struct text *x, const struct twins *t, const struct contest *c) {
    if (c->draws == 0) return;
    say(x,
        " With %u parameters drawn together over their ranges, %u times, eight in ten differences "
        "lie from ",
        t->experiment->uncertain.n, c->draws);
    say_value(x, c->m, c->draw_low, true);
    say(x, " to ");
    say_value(x, c->m, c->draw_high, true);
    say(x, ".");
    say_drivers(x, t, c);
}

/* Do assumed parameters carry so much of what is not known? One replicate does not tell. */
static bool assumed_carry(const struct contest *c, double share) {
    const double all = c->chance + c->ignorance;
    return c->difference.n > 1 && all > 0 && c->assumed >= share * all;
}

static void say_variants(struct text *x, const struct twins *t, const struct contest *c,
                         double wanted_share) {
    const double all = c->chance + c->ignorance;
    (void)t;
    if (c->n_variants == 0 && c->idle == 0 && c->draws == 0) {
        say(x,
            " No other settings were tried: assumed rules of staffing, investment and money could "
            "turn this.");
        return;
    }
    if (c->n_variants) {
        say(x, " In replicate 1 the difference is ");
        say_value(x, c->m, c->in_first, true);
        say(x, "; over %u other setting%s it runs from ", c->n_variants,
            c->n_variants == 1 ? "" : "s");
        say_value(x, c->m, c->lowest, true);
        say(x, " to ");
        say_value(x, c->m, c->highest, true);
        say(x, ".");
    }
    if (c->idle)
        say(x, " %u other setting%s nothing here.", c->idle,
            c->idle == 1 ? " changes" : "s change");
    say_draws(x, t, c);
    if (assumed_carry(c, wanted_share))
        say(x,
            " Cannot tell how much: assumed parameters among those varied here carry %.0f%% of the "
            "variance of the difference; the others were not moved.",
            100 * c->assumed / all);
}

static bool is_of_lives(enum measure m) {
    return strcmp(measure_info[m].unit, "QALY") == 0 || strcmp(measure_info[m].unit, "DEATHS") == 0;
}

/* A difference that nobody would act on, however surely it is there. */
static bool is_small(const struct settings *set, enum measure m, double level, double difference) {
    return !is_of_lives(m) &&
           fabs(difference) < registry_value("study.small_share", set) * fabs(level);
}

static bool cannot_tell(const struct twins *t, const struct contest *c, double wanted) {
    return isnan(c->sign) || c->sign < wanted || c->sign_with_ignorance < wanted ||
           c->turned < t->experiment->n_variants;
}

static void say_alone(struct text *x, const struct twins *t, const struct contest *c) {
    const double v = c->best < t->n_scenarios ? c->level_best : NAN;
    if (isnan(v)) {
        say(x, "Cannot tell: %s has no value.", measure_info[c->m].name);
        return;
    }
    say_goal(x, t, c);
    say(x, "%s reaches ", title(t, c->best));
    say_value(x, c->m, v, false);
    say(x, " (%s); it stands alone, so nothing is compared.", measure_info[c->m].line);
}

/* The title of a scenario whose timeline changes after the run's last day; NULL: none. */
static const char *stage_beyond(const struct experiment *e) {
    for (unsigned k = 0; k < e->n_scenarios; k++)
        for (unsigned i = 0; i < e->scenario[k].timeline.n; i++)
            if (e->scenario[k].timeline.at[i].from > e->last_day) return e->scenario[k].title;
    return NULL;
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
    if (*e->notes) say(&x, "This is not the experiment as written: %s. ", e->notes);
    say_goal(&x, t, &c);
    const char *const unseen = stage_beyond(e);
    const double wanted = registry_value("study.sign_probability", &e->set);
    bool told = false; /* which comes nearest */
    if (unseen) {
        say(&x, "Cannot tell which %s, because under '%s' a change of regime lies beyond the run",
            verb(e), unseen);
    } else if (cannot_tell(t, &c, wanted)) {
        say(&x, "Cannot tell which %s, because ", verb(e));
        say_why_not(&x, t, &c, wanted);
    } else if (is_small(&e->set, c.m, c.level_second, c.difference.mean)) {
        say(&x, "There is next to no difference between the two nearest (under %g%% of the level)",
            100 * registry_value("study.small_share", &e->set));
    } else {
        told = true;
        say_title(&x, t, c.best);
        if (c.difference.low95 <= 0 && c.difference.high95 >= 0)
            say(&x,
                " probably %s (%.0f in 100, chance alone counted; that there is no difference at "
                "all cannot be ruled out at 95%%)",
                verb(e), floor(100 * c.sign));
        else
            say(&x, " %s", verb(e));
    }
    say(&x, ". %s %s: ", when(c.m), measure_info[m].line);
    say_levels(&x, t, &c);
    say(&x, ".");
    say_placebo(&x, t, &c, told);
    say_others(&x, t, &c);
    say_cost(&x, t, &c);
    say_health(&x, t, &c);
    say_variants(&x, t, &c, registry_value("study.assumed_variance_share", &e->set));
}

bool twins_order_told(const struct twins *t) {
    struct contest c = {0};
    const int m = measure_find(t->experiment->headline);
    if (m < 0 || t->n_done == 0) return false;
    c.m = (enum measure)m;
    if (!rank(t, &c)) return false;
    weigh(t, &c);
    return !stage_beyond(t->experiment) &&
           !is_small(&t->experiment->set, c.m, c.level_second, c.difference.mean) &&
           !cannot_tell(t, &c, registry_value("study.sign_probability", &t->experiment->set));
}

bool twins_contest(const struct twins *t, unsigned *best, unsigned *second) {
    struct contest c = {0};
    const int m = measure_find(t->experiment->headline);
    if (m < 0 || t->n_done == 0) return false;
    c.m = (enum measure)m;
    if (!rank(t, &c)) return false;
    *best = c.best;
    *second = c.second;
    return true;
}

/* Does a setting that was tried turn the order of the two? */
static bool turns(const struct twins *t, const struct contest *c) {
    for (unsigned v = 0; v < t->experiment->n_variants; v++)
        if (!twins_variant_idle(t, t->experiment->variant[v].name) &&
            under_variant(t, c, v) * c->difference.mean < 0)
            return true;
    return false;
}

enum doubt twins_doubt_by_chance(const struct settings *set, enum measure m, double level,
                                 const double *values, unsigned n) {
    const struct estimate e = estimate_of(values, n);
    const double sign = estimate_sign(values, n);
    if (isnan(sign)) return DOUBT_ONE_RUN;
    if (!(e.mean < 0) && !(e.mean > 0) && !(e.monte_carlo_error > 0)) return DOUBT_SAME;
    if (sign < registry_value("study.sign_probability", set)) return DOUBT_CHANCE;
    return is_small(set, m, level, e.mean) ? DOUBT_SMALL : DOUBT_NONE;
}

enum doubt twins_doubt_of(const struct twins *t, enum measure m, unsigned one, unsigned other) {
    double d[REPLICATES_MAX], level[REPLICATES_MAX];
    const unsigned n = differences(t, m, BY_NONE, 0, one, other, d);
    twins_values(t, other, m, ORG_PLACE, BY_NONE, 0, level, REPLICATES_MAX);
    return stage_beyond(t->experiment)
               ? DOUBT_CUT
               : twins_doubt_by_chance(&t->experiment->set, m, estimate_of(level, n).mean, d, n);
}

/* What the settings that were tried put in doubt. */
static enum doubt doubt_of_settings(const struct twins *t, const struct contest *c) {
    const struct settings *set = &t->experiment->set;
    if (c->sign_with_ignorance < registry_value("study.sign_probability", set) || turns(t, c))
        return DOUBT_SETTINGS;
    return assumed_carry(c, registry_value("study.assumed_variance_share", set)) ? DOUBT_ASSUMED
                                                                                 : DOUBT_NONE;
}

bool twins_pair(const struct twins *t, unsigned one, unsigned other, struct pair *p) {
    const int m = measure_find(t->experiment->headline);
    if (m < 0 || t->n_done == 0) return false;
    struct contest c = {.m = (enum measure)m, .best = one, .second = other};
    weigh(t, &c);
    *p = (struct pair){c.difference, twins_doubt_of(t, c.m, one, other)};
    if (p->doubt == DOUBT_NONE) p->doubt = doubt_of_settings(t, &c);
    return !isnan(c.difference.mean);
}

const char *twins_doubt(enum doubt d) {
    static const char *const words[] = {
        [DOUBT_NONE] = "",
        [DOUBT_CUT] = "a change of regime lies beyond the run",
        [DOUBT_ONE_RUN] = "one replicate says nothing about chance",
        [DOUBT_SAME] = "nothing differs between the two",
        [DOUBT_CHANCE] = "chance alone may do as much",
        [DOUBT_SMALL] = "next to no difference",
        [DOUBT_SETTINGS] = "other settings may turn it",
        [DOUBT_ASSUMED] = "assumed parameters carry most of what is not known"};
    return words[d];
}
