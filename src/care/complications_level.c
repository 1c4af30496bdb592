// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What is expected of complications of planned treatment (complications.c): the chance by treatment
 * function, what they do to nights on average, and the emergencies that the operations of the start
 * bring, which published admissions hold:
 *
 *   a month = sum over services of  stops with admission x share from the place x chance x
 *             (overnight x share that comes after the stay + day cases x their ratio) x
 *             complication_bed                                  at mean complexity and mean
 *                 nights */
#include <stddef.h>
#include <string.h>

#include "base/real.h"
#include "care/complications.h"
#include "care/world.h"
#include "care/worsening.h"

static const struct { const char *code; size_t rate, overnight; } rows[] = {
#define FUNCTION(tag, name) {name, offsetof(struct outcome_params, complication_##tag), \
                             offsetof(struct planned_params, overnight_##tag)},
#include "care/function_codes.def"
#undef FUNCTION
};
#define N_ROWS (sizeof rows / sizeof *rows)

/* A function that is not named is the last row. */
static unsigned row(const struct world *w, unsigned function) {
    unsigned k = 0;
    while (k + 1 < N_ROWS && strcmp(rows[k].code, w->place->functions[function].code) != 0) k++;
    return k;
}

double complications_rate(const struct world *w, unsigned function) {
    const char *par = (const char *)&w->par.outcome;
    return *(const double *)(const void *)(par + rows[row(w, function)].rate);
}

static double overnight_share(const struct world *w, unsigned function) {
    const char *par = (const char *)&w->par.planned;
    return *(const double *)(const void *)(par + rows[row(w, function)].overnight);
}

/* Of a lognormal of mean 1 to a power. */
static double moment(double sigma, double power) {
    return real_exp(0.5 * power * (power - 1.0) * sigma * sigma);
}

/* Share of the complications of a stay of so many days that come within it; of the mean case. */
static double within(const struct world *w, double days) {
    const struct outcome_params *par = &w->par.outcome;
    const double share = real_pow(days / par->complication_days, 1.0 / par->complication_early);
    return share < 1.0 ? share : 1.0;
}

double complications_mean_nights(const struct world *w, unsigned function) {
    const struct planned_params *p = &w->par.planned;
    const double a = 1.0 / w->par.outcome.complication_early;
    return 1.0 + w->par.outcome.complication_nights * complications_rate(w, function) *
                     within(w, p->stay_days) * moment(p->stay_sigma, 1.0 + a) *
                     moment(p->complexity_sigma, 2.0 + a);
}

/* Those who come back to a bed in a month, of the operations of one service at the start. */
static double of_service(const struct world *w, const struct service *s) {
    const struct outcome_params *par = &w->par.outcome;
    const double overnight = overnight_share(w, s->function),
                 rate = complications_rate(w, s->function),
                 after = overnight * (1.0 - within(w, w->par.planned.stay_days)) +
                         (1.0 - overnight) * par->complication_day_case;
    return (double)s->stops_admitted * rate * after * par->complication_bed;
}

double complications_at_start(const struct world *w) {
    const struct place *p = w->place;
    double sum = 0.0;
    for (unsigned s = 0; s < p->n_services; s++)
        sum += of_service(w, &p->services[s]) *
               worsening_from_place(p, p->services[s].provider);
    return sum;
}
