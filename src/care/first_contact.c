// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: somebody falls ill or is hurt and turns to the chemist, their practice, 111, the
 * out-of-hours service, an urgent treatment centre, A&E or 999, by how grave it looks to them, by
 * who is open and how soon, by distance, and by habit.
 *   U(channel) = constant + slope * perceived gravity - hours * (a + b * gravity) + habit + Gumbel
 * The most deprived tenth turns to a department, by foot, at odds higher than the least by
 * departments_tenths. The constants of walk-in departments and A&E are those departments'
 * attractions (reach.c). Habit belongs to (person, channel), the Gumbel term to (person, need,
 * channel), so twins who meet other doors keep their tastes. Sources: shares of first contact
 * (evidence table 5.6); slopes are assumptions with ranges. Left out: what people learn from
 * earlier visits; actual crowding as seen from home. */
#include "care/first_contact.h"
#include "base/real.h"

void gumbel_table(float table[GUMBEL_ROWS]) {
    for (unsigned i = 0; i < GUMBEL_ROWS; i++)
        table[i] = (float)-real_log(-real_log(((double)i + 0.5) / (double)GUMBEL_ROWS));
}

static bool injury(const struct need *n) {
    return n->kind == NEED_MINOR_INJURY || n->kind == NEED_FALL;
}
static bool sudden(const struct need *n) {
    return n->kind == NEED_CARDIOVASCULAR || n->kind == NEED_FALL || n->kind == NEED_MENTAL_CRISIS;
}

void first_contact_utilities(const struct primary_params *par, const struct need *n,
                             double perceived, unsigned frailty, const struct doors *d,
                             double u[CHANNEL_COUNT]) {
    const double hour = par->wait_hour + par->wait_hour_gravity * perceived;
    const double turns = (injury(n) ? par->injury_departments : 0) +
                         par->departments_tenths * d->deprived;
    u[CHANNEL_SELF] = par->self_care + par->gravity_self_care * perceived;
    u[CHANNEL_GP] = par->continuity_taste * d->known - hour * d->gp_hours;
    u[CHANNEL_111] = par->call_111 + par->gravity_111 * perceived - hour * par->hours_111;
    u[CHANNEL_OUT_OF_HOURS] = par->call_out_of_hours + par->gravity_out_of_hours * perceived -
                              hour * par->hours_out_of_hours;
    u[CHANNEL_WALK_IN] =
        d->walk_in + par->gravity_walk_in * perceived - hour * par->hours_walk_in + turns;
    u[CHANNEL_EMERGENCY] =
        d->emergency + par->gravity_emergency * perceived - hour * par->hours_emergency + turns;
    u[CHANNEL_999] = par->call_999 + par->gravity_999 * perceived - hour * par->hours_999 +
                     (sudden(n) ? par->sudden_999 : 0) + par->frailty_999 * (double)frailty;
}

enum channel first_contact(const struct primary_params *par, const struct need *n, double perceived,
                           unsigned frailty, const struct doors *d, const struct words *taste,
                           const struct words *habit, const float table[GUMBEL_ROWS]) {
    double u[CHANNEL_COUNT], best = -1e300;
    enum channel chosen = CHANNEL_SELF;
    first_contact_utilities(par, n, perceived, frailty, d, u);
    /* uniform of unit variance */
    const double scale = par->habit_sd * (3.4641016151377544 / (double)GUMBEL_ROWS);
    for (unsigned c = 0; c < CHANNEL_COUNT; c++) {
        if (!(d->open & (1u << c))) continue;
        const double liking = scale * ((double)word_half(habit, c) - 0.5 * (double)GUMBEL_ROWS);
        const double total = u[c] + liking + (double)table[word_half(taste, c)];
        if (total > best) {
            best = total;
            chosen = (enum channel)c;
        }
    }
    return chosen;
}
