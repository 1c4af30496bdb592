// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: a doctor who has seen a patient before knows what is usual for them. Doctors leave,
 * people change practice, somebody else stands in; acquaintance comes back in a couple of years.
 *   usual     0.70 up to three doctors' lists, 0.59 from eight on, a line between
 *   left' =   (1 - left) / years to know - (doctors leaving + people changing, over the start's) *
 *   left
 *   now   =   usual * left * share of the start's doctors who are there
 * The start's leaving and changing are in the usual. What knowing a patient does is primary.c's.
 * Sources: evidence card 3.1. Left out: who in a practice is known least, teams that share
 * patients, continuity with nurses. */
#include "care/continuity.h"

double continuity_usual(const struct primary_params *par, double registered) {
    const double doctors = registered / par->people_per_doctor;
    const double part =
        (doctors - par->doctors_small) / (par->doctors_large - par->doctors_small);
    const double large = part < 0 ? 0 : part > 1 ? 1 : part;
    return par->known_small + large * (par->known_large - par->known_small);
}

double continuity_after(const struct primary_params *par, double left, double days) {
    const double lost = (par->gp_leaving + par->list_turnover) * left;
    const double next = left + ((1.0 - left) / par->years_to_know - lost) * days / 365.25;
    return next < 0 ? 0 : next > 1 ? 1 : next;
}

double continuity_now(double usual, double left, double filled) {
    return usual * left * (filled < 1.0 ? filled : 1.0);
}
