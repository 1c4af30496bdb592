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
#include "base/real.h"
#include "care/beds.h"
#include "care/complications.h"
#include "care/function_values.h"
#include "care/world.h"

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
    return 1.0 + w->par.outcome.complication_nights * function_values_of(w, function).complication *
                     within(w, beds_planned_nights(w)) * moment(p->stay_sigma, 1.0 + a) *
                     moment(p->complexity_sigma, 2.0 + a);
}

/* Those who come back to a bed in a month, of the operations of one service at the start. */
static double of_service(const struct world *w, const struct service *s) {
    const struct outcome_params *par = &w->par.outcome;
    const struct function_values f = function_values_of(w, s->function);
    const double after = f.overnight * (1.0 - within(w, beds_planned_nights(w))) +
                         (1.0 - f.overnight) * par->complication_day_case;
    return (double)s->stops_admitted * f.complication * after * par->complication_bed;
}

double complications_at_start(const struct world *w) {
    const struct place *p = w->place;
    double sum = 0.0;
    for (unsigned s = 0; s < p->n_services; s++)
        sum += of_service(w, &p->services[s]) *
               place_list_inside(p, p->services[s].provider);
    return sum;
}
