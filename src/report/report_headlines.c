// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The headlines of every report, and Shapley's values: cost of the market with its
 * break-even, health net of what the money could have done elsewhere; which answer did how much of
 * the headline measure, of health (QALYs) and of what was spent, by whoever paid. Who gained stands
 * in its own table. */
#include <math.h>
#include <string.h>

#include "base/decimal.h"
#include "report/report.h"

enum { LABEL = 74, WIDTH = 120 };

static void print_line(FILE *out, const char *label, const struct estimate *e, double scale,
                       const char *unit) {
    char mean[32], low[32], high[32];
    fprintf(out, "    %-*s %10s", LABEL, label,
            decimal_text(mean, sizeof mean, scale * e->mean, 2, true));
    if (isfinite(e->low95))
        fprintf(out, " [%s, %s]", decimal_text(low, sizeof low, scale * e->low95, 2, true),
                decimal_text(high, sizeof high, scale * e->high95, 2, true));
    fprintf(out, " %s\n", unit);
}

static void print_scenario(FILE *out, const struct twins *t, unsigned k) {
    struct headlines h;
    char label[160];
    if (!twins_headlines(t, k, &h)) return;
    fprintf(out, "  %s\n", t->experiment->scenario[k].name);
    print_line(out, "A  running the arrangements, all parties (unit costs put in: accounting)",
               &h.market, 1e-6, "million pounds");
    snprintf(label, sizeof label, "B  profit above %.0f%% of payments (a normal return)",
             100 * registry_value("study.normal_margin", &t->experiment->set));
    print_line(out, label, &h.profit, 1e-6, "million pounds");
    print_line(out,
               "C  the same care at this regime's cost a unit (rests on assumed shares)",
               &h.cost, 1e-6, "million pounds");
    print_line(out, "D  changing over: redundancy, dual running, compensation", &h.change, 1e-6,
               "million pounds");
    print_line(out, "   gain in efficiency at which A, B and D break even", &h.break_even, 100,
               "% of the cost of care");
    print_line(out, "   gain in efficiency that C amounts to", &h.found, 100,
               "% of the cost of care");
    print_line(out, "health: discounted quality-adjusted life years", &h.qaly, 1, "QALYs");
    print_line(out, "public money spent, discounted", &h.public_money, 1e-6, "million pounds");
    snprintf(label, sizeof label,
             "health net of what the public money would have bought at %.0f pounds a QALY",
             registry_value("study.qaly_cost_displaced", &t->experiment->set));
    print_line(out, label, &h.net_health[0], 1, "QALYs");
    snprintf(label, sizeof label, "health net of the public money at %.0f pounds a QALY",
             registry_value("study.qaly_value_green_book", &t->experiment->set));
    print_line(out, label, &h.net_health[1], 1, "QALYs");
    if (h.qaly.mean * h.net_health[0].mean < 0 || h.qaly.mean * h.net_health[1].mean < 0)
        fprintf(out, "    The sign of health hangs on what the money is worth: quote these three "
                     "together or not at all.\n");
}

void report_headlines(FILE *out, const struct twins *t) {
    struct headlines h;
    bool any = false;
    for (unsigned k = 0; k < t->n_scenarios; k++)
        any |= k != t->experiment->baseline && twins_headlines(t, k, &h);
    if (!any) return;
    fprintf(out,
            "\nHeadlines against %s over the period: the cost of the market (A to D) and health, "
            "with 95%% intervals.\n",
            t->experiment->scenario[t->experiment->baseline].name);
    for (unsigned k = 0; k < t->n_scenarios; k++)
        if (k != t->experiment->baseline) print_scenario(out, t, k);
    fprintf(out, "  Net of money: what is spent less counts as health bought elsewhere, even where "
                 "it lies unspent in a balance.\n");
}

unsigned report_attributed(const struct twins *t, enum measure m[ATTRIBUTED_MAX]) {
    const int headline = measure_find(t->experiment->headline);
    unsigned n = 0;
    if (headline >= 0) m[n++] = (enum measure)headline;
    if (headline != M_qaly) m[n++] = M_qaly;
    if (headline != M_spend) m[n++] = M_spend;
    return n;
}

static void print_game(FILE *out, const struct twins *t, enum measure m, unsigned k,
                       const struct shapley *row, unsigned n, double residual) {
    const bool share = strcmp(measure_info[m].unit, "SHARE") == 0,
               money = strcmp(measure_info[m].unit, "POUNDS") == 0;
    const double scale = share ? 100 : money ? 1e-6 : 1;
    char line[900], value[32];
    int at = snprintf(line, sizeof line, "%s, %s:", t->experiment->scenario[k].name,
                      measure_info[m].name);
    for (unsigned i = 0; i < n && at < (int)sizeof line; i++)
        at += snprintf(line + at, sizeof line - (size_t)at, "%s %s %s", i ? "," : "",
                       question_name(row[i].question),
                       decimal_text(value, sizeof value, scale * row[i].value, 2, true));
    if (at < (int)sizeof line)
        snprintf(line + at, sizeof line - (size_t)at, "; acting three or more together %s%s",
                 decimal_text(value, sizeof value, fabs(residual) < 1e-9 ? 0 : scale * residual, 2,
                              true), share ? " (points)" : money ? " (million pounds)" : "");
    report_text_wrapped(out, line, 2, 4, WIDTH);
}

void report_shapley(FILE *out, const struct twins *t) {
    enum measure m[ATTRIBUTED_MAX];
    const unsigned n_measures = report_attributed(t, m);
    bool any = false;
    for (unsigned k = 0; k < t->n_scenarios; k++)
        for (unsigned x = 0; x < n_measures; x++) {
            struct shapley row[Q_COUNT];
            double residual;
            const unsigned n = twins_shapley(t, m[x], k, row, &residual);
            if (n == 0) continue;
            if (!any)
                fprintf(out, "\nWhich answer did it: Shapley's value, the mean over the orders of "
                             "changing, replicate 1.\n");
            any = true;
            print_game(out, t, m[x], k, row, n, residual);
        }
}
