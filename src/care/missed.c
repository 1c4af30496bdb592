// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: somebody who is called to a clinic does not come. The deprived and the young miss
 * about twice as many appointments as others, so they are seen later, or not at all.
 *
 *   chance    missed_first or missed_later * g(tenth) * a(age), at most missed_most
 *             g: most over least deprived tenth missed_decile_ratio, mean 1 over England's tenths;
 *             a: missed_young to 25, missed_old from 75 on, log-linear between, 1 below 16
 *   first     discharged to the GP with the chance missed_discharged: off the list as a removal,
 *             for such a clock does not count; else booked again missed_again_days on, in no list
 *             until then (bookings.c). By the rules
 *             its clock starts anew, and the published lists from which the order of patients is
 *             made count it so already: missed_new_clock would do it once more
 *   later     booked again, the clock running
 *
 * The slots of clinics are attended ones (planned_rates.c), so the hour of whoever stays away is
 * none of them: the next patient is called, as many are seen, others sooner. Discharges are among
 * the published unreported removals, and so are those taken ill (removals.c). The hazard of others
 * is less by those of both to expect at the start,
 *
 *   firsts a month * m / (1 - m) * discharged,   m: missed_first * mean of g over the people;
 *
 * a hospital that removes fewer than both discharges fewer, so removals keep their number
 * (removal_multiplier is of both). Each appointment has its own draw, by (person, need,
 * appointment), the same in every regime. Sources: dna-first-2011-12, note-missed-later,
 * dna-age-2009-10, note-missed-deprivation, note-missed-again, note-missed-clock. Left out: who of
 * those on the list at the start has missed one; cancellations, by patient or hospital; missed
 * tests and operations; discharge from a later appointment; a new referral after discharge; who has
 * missed before. */
#include "care/missed.h"

#include "base/real.h"
#include "care/planned_inner.h"

enum { CHILD = 16, YOUNG = 25, OLD = 75 };

void missed_tables(struct missed *m, const struct planned_params *par) {
    const double log_ratio = real_log(par->missed_decile_ratio),
                 young = real_log(par->missed_young), old = real_log(par->missed_old);
    double all = 0.0;
    for (int d = 1; d <= 10; d++)
        all += m->tenth[d] = real_exp(log_ratio * (5.5 - d) / 9.0);
    for (int d = 1; d <= 10; d++)
        m->tenth[d] *= 10.0 / all;
    m->tenth[0] = 1.0; /* unknown */
    for (int age = 0; age < MISSED_AGES; age++) {
        const double at = age < YOUNG ? YOUNG : age > OLD ? OLD : age,
                     part = (at - YOUNG) / (OLD - YOUNG);
        m->age[age] = age < CHILD ? 1.0 : real_exp(young * (1.0 - part) + old * part);
    }
}

double missed_chance(const struct missed *m, const struct planned_params *par, unsigned decile,
                     unsigned age, bool first) {
    const double chance = (first ? par->missed_first : par->missed_later) * m->tenth[decile] *
                          m->age[age < MISSED_AGES ? age : MISSED_AGES - 1u];
    return chance < par->missed_most ? chance : par->missed_most;
}

double missed_mean(const struct missed *m, const struct place *p) {
    double people = 0.0, all = 0.0;
    for (uint32_t a = 0; a < p->n_areas; a++) {
        const struct area *x = &p->areas[a];
        people += (double)x->people;
        all += (double)x->people * m->tenth[x->decile <= 10 ? x->decile : 0];
    }
    return people > 0.0 ? all / people : 1.0;
}

struct missed_of missed_service(const struct planned_params *par, double mean, double firsts,
                                double removals, double ill) {
    struct missed_of of = {par->missed_discharged, 0.0};
    const double m = par->missed_first * mean, missed = firsts * m / (1.0 - m),
                 wanted = missed * par->missed_discharged,
                 most = removals > ill ? removals - ill : 0.0;
    if (wanted > most)
        of.discharged *= most / wanted;
    if (most > 0.0)
        of.silent = (most - missed * of.discharged) / removals;
    return of;
}
