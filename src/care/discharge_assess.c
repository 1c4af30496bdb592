// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Assessment of what somebody will need, where councils insist on it before they leave hospital: a
 * setting of a regime's answer about risk (the question assess_in_hospital), for whoever does not
 * bear the cost of the bed waits to commit money. Under discharge to assess it is done at home in
 * the first weeks, and nobody waits for it in bed.
 *   assessed     on the first working day on which the council's hospital assessors come to them,
 *                in the order of becoming ready, at least assess_least working days on (notice)
 *   assessors    assess_room x those who come with need of support a working day (at the start)
 * Only then do they join the queue for what they need, or look for their own. So the days come of
 * notice, weekends and a line before few desks: single server, deterministic service. Each is
 * assessed once. Sources: Community Care (Delayed Discharges etc.) Act 2003; evidence card 3.11;
 * Hospital Discharge Service: policy and operating model (2020). Published delays of today hold no
 * such wait; before 2020 17% of delayed days were for assessment (2016/17), to compare with. Left
 * out: reassessment, disputes about continuing care, fines, assessors at home and their cost. */
#include "care/discharge_state.h"

static day_t working_day(day_t day, double later) {
    for (; later > 0.0; later -= 1.0)
        do day++;
        while (!day_is_working(day));
    return day;
}

day_t discharge_desk(struct council_queues *c, day_t today, double least) {
    const day_t soonest = working_day(today, least);
    if (c->desk_day < soonest) {
        c->desk_day = soonest;
        c->desk_used = 0.0;
    }
    const day_t day = c->desk_day;
    c->desk_used += 1.0 / c->assessors;
    for (; c->desk_used >= 1.0; c->desk_used -= 1.0) c->desk_day = working_day(c->desk_day, 1.0);
    return day;
}

bool discharge_awaits_assessment(struct world *w, uint32_t s) {
    struct stay_more *m = &w->beds->more[s];
    const uint16_t council = w->place->areas[m->area].council;
    struct council_queues *c = &w->discharge->council[council];
    if (m->assessed || !w->ask || !w->ask->assess_in_hospital || !(c->assessors > 0.0) ||
        !w->ask->assess_in_hospital(w->institutions, w, council))
        return false;
    const day_t today = minute_day(world_now(w));
    const day_t day = discharge_desk(c, today, w->par.discharge.assess_least);
    m->assessed = 1;
    discharge_wait(w, s, today, day - today, 0.0);
    if (m->harm == WAIT_UNHARMED) m->harm = WAIT_ASSESSED;
    return true;
}
