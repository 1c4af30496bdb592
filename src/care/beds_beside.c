// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How much a site has of what stands beside its general beds, and whose these are: by rule from
 * what is published at the start and from the people who live there. The equations are in the heads
 * of beds_critical.c (published critical care beds), beds_outliers.c (surgery's share of beds) and
 * beds_assessment.c (spaces for same-day patients). */
#include "base/real.h"
#include "care/beds_state.h"

#define EVERY 16u /* people asked for their rates: one in so many */

/* ---- critical care ---- */

double beds_critical_lean(const struct beds_params *par, unsigned age, unsigned frailty) {
    if (age < 2) return 0.0;
    return (age + 1 == AGE_BANDS ? par->critical_85 : 1.0) *
           (frailty == FRAILTY_SEVERE ? par->critical_frail : 1.0);
}

static double at_most(double chance, double most) {
    return chance < 0.0 ? 0.0 : chance > most ? most : chance;
}

void beds_critical_level(struct bed_site *site, const struct world *w, double lean_a_day) {
    const struct beds_params *par = &w->par.beds;
    const struct site_urgent *u = &w->place->providers[site->provider].urgent;
    const double open = beds_level_or(w, &u->critical_open, KNOWN_BEDS, 0.0);
    const double occupied = beds_level_or(w, &u->critical_occupied, KNOWN_BEDS, 0.0);
    site->critical_open = site->critical_emergency = site->critical_planned = 0.0;
    site->start_critical = 0.0;
    if (par->critical_care <= 0.0 || open <= 0.0 || occupied <= 0.0) return;
    const double planned = par->critical_planned, a_day = occupied / par->critical_days,
                 most = par->critical_chance_most;
    site->critical_open = open;
    site->start_critical = occupied < open ? occupied : open;
    if (lean_a_day > 0.0)
        site->critical_emergency = at_most((1.0 - planned) * a_day / lean_a_day, most);
    if (site->elective_a_day > 0.0)
        site->critical_planned = at_most(planned * a_day / site->elective_a_day, most);
}

/* ---- the assessment unit ---- */

static double hours(const struct beds_params *par, const struct bed_site *site) {
    return par->assessment_hours + 1.0 + site->transfer_mean / 60.0;
}

void beds_assessment_level(struct bed_site *site, const struct beds_params *par) {
    const double present = site->zero_a_day * hours(par, site) / 24.0;
    const double spaces = par->assessment_spaces * present;
    site->same_day_spaces = par->same_day_share * spaces;
    site->spaces = spaces;
}

/* ---- wards ---- */

double beds_surgical(const struct beds_params *par, unsigned kind) {
    switch (kind) {
    case NEED_MINOR_INJURY: return par->surgical_injury;
    case NEED_FALL: return par->surgical_fall;
    case NEED_OTHER_MAJOR: return par->surgical_other;
    default: return 0.0;
    }
}

struct kinds { double all, surgical; };

/* A person's needs for a bed in nights, up to one factor; and those of surgery. */
static void add(const struct world *w, const struct person *p, struct kinds *sum) {
    for (unsigned k = 0; k < NEED_ACUTE_KINDS; k++) {
        const double nights =
            needs_bed_rate(w->needs, p, w->first_day, (enum need_kind)k) *
            w->beds->nights[beds_age(p, w->first_day)] *
            w->beds->nights_frailty[p->frailty & 3u] *
            beds_kind_nights(&w->par.beds, (enum need_kind)k);
        sum->all += nights;
        sum->surgical += nights * beds_surgical(&w->par.beds, k);
    }
}

static void share(struct bed_site *site, const struct world *w, const struct kinds *sum) {
    const double of_emergencies =
        sum->all > 0.0 ? sum->surgical / sum->all : w->par.beds.surgical_other;
    const double planned = beds_elective(site, w);
    const double of_planned = site->occupied > planned ? planned / site->occupied : 1.0;
    site->surgical_emergencies = of_emergencies;
    const double own = of_planned + (1.0 - of_planned) * of_emergencies;
    site->surgical = own + (1.0 - own) * w->par.beds.outlier_usual;
}

int beds_wards_level(struct beds *b, const struct world *w) {
    struct kinds *sum = NULL;
    size_t capacity = 0;
    if (w->par.beds.outliers <= 0.0) return 0;
    TRY(memory_grow((void **)&sum, &capacity, b->n_sites + 1u, sizeof *sum));
    for (uint32_t i = 0; w->needs != NULL && i < w->people.n; i += EVERY) {
        const struct person *p = &w->people.p[i];
        const int s = b->site_of_area[p->area];
        if (s >= 0 && p->arrives == 0 && person_alive(p)) add(w, p, &sum[s]);
    }
    for (unsigned s = 0; s < b->n_sites; s++) share(&b->sites[s], w, &sum[s]);
    memory_free(sum);
    return 0;
}
