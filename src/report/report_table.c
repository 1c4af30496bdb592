// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The answer as a table for a terminal: each measure by scenario, the paired difference with its
 * interval beside it, then who gained and lost, and the sentence for the claim. */
#include <math.h>
#include <string.h>

#include "report/report.h"

static void number(char *buffer, size_t size, double v) {
    const double size_of = fabs(v);
    if (!isfinite(v)) snprintf(buffer, size, "-");
    else if (size_of >= 1e6) snprintf(buffer, size, "%.2fm", v / 1e6);
    else if (size_of >= 1e4) snprintf(buffer, size, "%.1fk", v / 1e3);
    else if (size_of >= 100) snprintf(buffer, size, "%.0f", v);
    else if (size_of >= 10) snprintf(buffer, size, "%.1f", v);
    else snprintf(buffer, size, "%.3f", v);
}

static void signed_number(char *buffer, size_t size, double v) {
    char plain[32];
    number(plain, sizeof plain, v);
    snprintf(buffer, size, "%s%s", v > 0 && isfinite(v) ? "+" : "", plain);
}

static void print_difference(FILE *out, const struct estimate *d) {
    char mean[40], low[40], high[40];
    signed_number(mean, sizeof mean, d->mean);
    signed_number(low, sizeof low, d->low95);
    signed_number(high, sizeof high, d->high95);
    if (d->n < 2) fprintf(out, "  %10s %-20s", mean, "[one replicate]");
    else {
        char interval[96];
        snprintf(interval, sizeof interval, "[%s, %s]", low, high);
        fprintf(out, "  %10s %-20s", mean, interval);
    }
}

static void print_head(FILE *out, const struct twins *t) {
    const struct experiment *e = t->experiment;
    fprintf(out, "\n%-34s %-11s %12s", "", "unit", e->scenario[e->baseline].name);
    for (unsigned k = 0; k < t->n_scenarios; k++)
        if (k != e->baseline) fprintf(out, "  %-31.31s", e->scenario[k].name);
    fprintf(out, "\n%-34s %-11s %12s", "", "", "level");
    for (unsigned k = 0; k < t->n_scenarios; k++)
        if (k != e->baseline) fprintf(out, "  %-31s", "paired difference [95% interval]");
    fputc('\n', out);
}

static void print_row(FILE *out, const struct twins *t, const struct comparison_row *r, const char *label) {
    static const char *const over[] = {"sum", "mean", "end"};
    const struct experiment *e = t->experiment;
    char level[32], unit[40];
    number(level, sizeof level, r->level_of[e->baseline].mean);
    const struct measure_info *m = &measure_info[r->measure];
    snprintf(unit, sizeof unit, "%.6s %s", over[m->over], "");
    fprintf(out, "%-34.34s %-11.11s %12s", label, unit, level);
    for (unsigned k = 0; k < t->n_scenarios; k++)
        if (k != e->baseline) print_difference(out, &r->difference[k]);
    fputc('\n', out);
}

static void print_gains(FILE *out, const struct twins *t) {
    const struct experiment *e = t->experiment;
    for (unsigned k = 0; k < t->n_scenarios; k++) {
        if (k == e->baseline || t->n_gains[k] == 0) continue;
        fprintf(out, "\nWho gained, who lost under %s, against %s (quality-adjusted life years per 1,000 people over the period)\n"
                     "  %-26s %10s %12s %12s %14s\n", e->scenario[k].name, e->scenario[e->baseline].name,
                "group", "people", "difference", "of placebo", "net of placebo");
        for (unsigned i = 0; i < t->n_gains[k]; i++) {
            const struct gain *g = &t->gains[k][i];
            char level[64], group[96];
            if (g->breakdown == BY_NONE) snprintf(group, sizeof group, "everybody");
            else snprintf(group, sizeof group, "%s %s", breakdown_name((enum breakdown)g->breakdown),
                     level_name(t->place, (enum breakdown)g->breakdown, g->level, level, sizeof level));
            fprintf(out, "  %-26s %10llu %+12.2f", group, (unsigned long long)g->people, g->qaly_per_1000);
            if (isnan(g->placebo_per_1000)) fprintf(out, " %12s %14s\n", "not run", "");
            else fprintf(out, " %+12.2f %+14.2f\n", g->placebo_per_1000, g->qaly_per_1000 - g->placebo_per_1000);
        }
    }
}

/* The extra runs (variants, one answer at a time): the headline at each, against the baseline of the same luck. */
static void print_extras(FILE *out, const struct twins *t) {
    if (t->n_extra == 0) return;
    const int m = measure_find(t->experiment->headline);
    if (m < 0) return;
    fprintf(out, "\nThe answer under other settings, and one answer at a time (%s; one replicate each)\n", measure_info[m].name);
    for (unsigned i = 0; i < t->n_extra; i++) {
        const double v = twins_over_period(&t->extra[i].outcome.series, (enum measure)m, ORG_PLACE, BY_NONE, 0);
        const struct outcome *twin = &t->main[t->experiment->baseline];
        const double base = twin->series.n ? twins_over_period(&twin->series, (enum measure)m, ORG_PLACE, BY_NONE, 0) : NAN;
        char level[40], diff[40];
        number(level, sizeof level, v);
        signed_number(diff, sizeof diff, v - base);
        fprintf(out, "  %-40.40s %-28.28s %10s  %10s against %s as it stands\n", t->extra[i].name,
                t->experiment->scenario[t->extra[i].scenario].name, level, diff,
                t->experiment->scenario[t->experiment->baseline].name);
    }
}

void report_table(FILE *out, const struct twins *t, const char *sentence) {
    const struct experiment *e = t->experiment;
    char first[12], last[12];
    day_print(e->first_day, first);
    day_print(e->last_day, last);
    fprintf(out, "%s\nSimulated: %s, %s to %s, from the statistics published up to %s; %u of %u replicates.\n", e->title,
            t->place->name, first, last, t->place->vintage, t->n_done, t->n_replicates);
    if (t->n_done == 0) {
        fprintf(out, "No replicate has run under every scenario: there is nothing to compare yet.\n");
        return;
    }
    print_head(out, t);
    for (int m = 0; m < (int)MEASURE_COUNT; m++) {
        const struct comparison_row *r = twins_row(t, (enum measure)m, ORG_PLACE, BY_NONE, 0);
        if (r) print_row(out, t, r, measure_info[m].name);
    }
    for (unsigned c = 0; c < CATEGORY_COUNT; c++) {
        const struct comparison_row *r = twins_row(t, M_spend, ORG_PLACE, BY_CATEGORY, c);
        char label[64];
        snprintf(label, sizeof label, "spend: %s (pounds)", category_name((enum ledger_category)c));
        if (r) print_row(out, t, r, label);
    }
    print_gains(out, t);
    print_extras(out, t);
    fprintf(out, "\n%s\n", sentence);
}
