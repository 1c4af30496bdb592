// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The overlap tests (Enterprise Act 2002 section 23; Health and Social Care Act 2012 section 79;
 * card C20).
 *
 *   HHI   = sum of squares of shares, in points (10,000: one provider)        delta = 2 x share of
 *   one x share of the other
 *   case to answer if HHI > 1,000 and delta > 250, or HHI > 2,000 and delta > 150
 *   notifiable if the smaller's turnover > 70 million, or the joint share of supply >= 25% with an
 *   increment
 *
 * A market is a treatment function in a setting (referrals to outpatients; admitted treatment)
 * among the providers within the radius of either; shares are of what was published at the start
 * (clock starts, admitted stops). Left out: diversion by where referrals come from, community and
 * maternity services. */
#include "institution/oversight/merger_control.h"

double merger_hhi(const double *share, unsigned n) {
    double sum = 0.0;
    for (unsigned k = 0; k < n; k++)
        sum += share[k] * share[k];
    return 10000.0 * sum;
}
double merger_delta(double a, double b) { return 10000.0 * 2.0 * a * b; }

bool merger_concern(const struct merger_tests *t, double hhi, double delta) {
    return (hhi > t->hhi_moderate && delta > t->delta_moderate) ||
           (hhi > t->hhi_high && delta > t->delta_high);
}

bool merger_notifiable(const struct merger_tests *t, const struct merger_findings *f) {
    return f->turnover > t->turnover || (f->share >= t->share_of_supply && f->increment > 0.0);
}

static double km(const struct provider *a, const struct provider *b) {
    return place_km(a->x_km, a->y_km, b->x_km, b->y_km);
}

static double volume(const struct institutions *i, unsigned p, unsigned g, bool admitted) {
    const int s = i->place->service_of[p * i->n_functions + g];
    if (s < 0)
        return 0.0;
    const struct service *const x = &i->place->services[s];
    return (double)(admitted ? x->stops_admitted : x->starts);
}

/* One service and setting. */
static void market(const struct institutions *i, const struct merger_tests *t, unsigned one,
                   unsigned other, unsigned g, bool admitted, struct merger_findings *f) {
    const struct provider *const all = i->place->providers;
    const double a = volume(i, one, g, admitted), b = volume(i, other, g, admitted);
    double sum = 0.0, squares = 0.0;
    if (!(a > 0.0 && b > 0.0))
        return;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        if (km(&all[p], &all[one]) > t->radius && km(&all[p], &all[other]) > t->radius)
            continue;
        const double x = volume(i, p, g, admitted);
        sum += x;
        squares += x * x;
    }
    const double delta = merger_delta(a / sum, b / sum),
                 after = 10000.0 * squares / (sum * sum) + delta, joint = (a + b) / sum;
    f->overlaps++;
    f->concerns += merger_concern(t, after, delta);
    if (joint > f->share) {
        f->share = joint;
        f->increment = (a < b ? a : b) / sum;
    }
}

struct merger_findings merger_overlap(const struct institutions *i, const struct merger_tests *t,
                                      unsigned one, unsigned other) {
    struct merger_findings f = {0};
    const double x = i->provider[one].base_planned + i->provider[one].base_urgent,
                 y = i->provider[other].base_planned + i->provider[other].base_urgent;
    f.turnover = 12.0 / 100.0 * (x < y ? x : y);
    for (unsigned g = 0; g < i->n_functions; g++)
        for (unsigned admitted = 0; admitted < 2; admitted++)
            market(i, t, one, other, g, admitted != 0, &f);
    return f;
}
