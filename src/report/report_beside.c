// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The first year of today's arrangement beside what its hospitals published: for each acute trust
 * of the place the mean of the run's first twelve months, or as many as it has, and of the last
 * published months of the same names. So a reader sees how near a place starts that nobody has
 * looked at. Needs a baseline that is today's arrangement, and the place's tables, which a store
 * does not hold: a report from a store leaves it out. The levels are solved from months up to the
 * vintage, so nearness says that a year does not drift, not that a year was foretold. */
#include "report/report.h"

#include <math.h>

enum { BESIDE_MONTHS = 12 };

struct beside { const char *name; enum measure m; double scale; const char *form; };
static const struct beside figures[] = {
    {"A&E attendances a month", M_ae_attendances, 1.0, "%.0f"},
    {"within four hours, %", M_ae_within_4_hours_share, 100.0, "%.1f"},
    {"emergency admissions a month", M_emergency_admissions, 1.0, "%.0f"},
    {"general and acute beds taken", M_ga_beds_occupied, 1.0, "%.0f"},
    {"no criteria to reside, patients", M_no_criteria_to_reside, 1.0, "%.0f"}};
enum { FIGURES = sizeof figures / sizeof *figures };

/* Nothing published for a kind of attendance counts as none of it. */
static double or_none(double x) { return isnan(x) ? 0.0 : x; }

static double published(const struct site_urgent *u, enum measure m, int32_t month) {
    const double all = series_at(&u->type1, month) + or_none(series_at(&u->type2, month)) +
                       or_none(series_at(&u->other, month));
    switch (m) {
    case M_ae_attendances: return all;
    case M_ae_within_4_hours_share:
        return 1.0 - (series_at(&u->over4h_type1, month) +
                      or_none(series_at(&u->over4h_other, month))) / all;
    case M_emergency_admissions:
        return series_at(&u->admitted_via_ae, month) +
               or_none(series_at(&u->admitted_other, month));
    case M_ga_beds_occupied: return series_at(&u->beds_occupied, month);
    default: return series_at(&u->no_criteria, month);
    }
}

/* The last month of that name before the run for which there is a figure; NAN when none. */
static double last_of_name(const struct site_urgent *u, enum measure m, int32_t month) {
    double x = NAN;
    for (int years = 1; years <= 3 && isnan(x); years++)
        x = published(u, m, month - 12 * years);
    return x;
}

/* Month of a measure at a provider under the baseline, mean of the replicates. */
static double simulated(const struct twins *t, enum measure m, unsigned provider, unsigned month) {
    double sum = 0.0;
    unsigned n = 0;
    for (unsigned r = 0; r < t->n_done; r++) {
        uint32_t months;
        const struct series_row *const x = twins_months(
            &t->main[(size_t)r * t->n_scenarios + t->experiment->baseline].series, m,
            (uint16_t)provider, BY_NONE, 0, &months);
        for (uint32_t i = 0; i < months; i++) {
            if (x[i].month != month || isnan(x[i].value)) continue;
            sum += x[i].value;
            n++;
        }
    }
    return n ? sum / n : NAN;
}

static void print_figure(FILE *out, const struct twins *t, const struct beside *g, unsigned p) {
    const struct experiment *const e = t->experiment;
    const int32_t first = day_month(e->first_day);
    const struct timeline *const line = &e->scenario[e->baseline].timeline;
    const day_t end = line->n > 1 ? line->at[1].from : e->last_day + 1; /* of today's */
    const int32_t all = day_month(end) - first;
    double model = 0.0, known = 0.0;
    unsigned n = 0;
    for (int32_t k = 0; k < all && k < BESIDE_MONTHS; k++) {
        const double a = simulated(t, g->m, p, (unsigned)k),
                     b = last_of_name(&t->place->providers[p].urgent, g->m, first + k);
        if (isnan(a) || isnan(b)) continue;
        model += a;
        known += b;
        n++;
    }
    if (n == 0) return;
    char left[48], right[48];
    snprintf(left, sizeof left, g->form, g->scale * known / n);
    snprintf(right, sizeof right, g->form, g->scale * model / n);
    fprintf(out, "    %-32s %12s %12s %10.2f %8u\n", g->name, left, right,
            known > 0.0 ? model / known : NAN, n);
}

void report_beside(FILE *out, const struct twins *t) {
    const struct experiment *const e = t->experiment;
    const struct timeline *const line = &e->scenario[e->baseline].timeline;
    bool told = false;
    if (!line->n || !line->at[0].regime || !regime_is_present(line->at[0].regime)) return;
    for (unsigned p = 0; p < t->place->n_providers; p++) {
        const struct provider *const x = &t->place->providers[p];
        if (x->outside || !x->acute_trust || !x->urgent.type1.n) continue;
        if (!told)
            fprintf(out, "\nThe first months of %s beside the last that were published of the same "
                         "names:\n    %-32s %12s %12s %10s %8s\n",
                    e->scenario[e->baseline].title, "", "published", "simulated", "ratio",
                    "months");
        told = true;
        fprintf(out, "  %s %s\n", x->code, x->name);
        for (unsigned k = 0; k < FIGURES; k++) print_figure(out, t, &figures[k], p);
    }
}
