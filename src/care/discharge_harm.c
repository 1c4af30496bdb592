// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a day in bed does to somebody who is ready to leave it. Two harms at a hazard a day each, so
 * that whoever waits twice as long runs twice the risk:
 *   weaker   weaker_a_day (0.02): needs the next pathway, and begins to wait for it: 0 to 1, home
 *            with a package, to 2, rehabilitation, to 3, a care home
 *   ill      infection_waiting x the ward's infection risk (0.006): back among those who need the
 *            bed, for infection_nights on average; it may kill (infection_deaths)
 * Published levels hold what today's delays do, so it is taken out where they are read, by what is
 * published of those who wait (Q on a mean night by pathway, Little's law):
 *   found ready for k    leaving by k + weaker_a_day x (Q(k) - Q(k-1))
 *   need of the bed      occupied - delayed - infection_waiting x infection_nights x delayed
 *                        (beds_level.c)
 *   deaths               only of the share 1 - (waiting at the start) / (waiting now x infection)
 * With 100 delayed on a mean night, 23 of them for rehabilitation and 30 for a package home: 0.6 a
 * day turn from home to rehabilitation and 0.46 from there to a care home; 0.6 fall ill, who fill
 * 6.5 beds. Each chance is keyed by (person, need, generation, how often hurt). Left out: the day
 * in bed before being ready (in the published nights), lasting frailty, families' doubts, who is
 * old or frail losing more, harm that ends a self-funder's payment. */
#include "base/real.h"
#include "care/asked.h"
#include "care/discharge.h"
#include "care/discharge_state.h"

#define NEVER 1e9

double discharge_nights(const struct world *w, unsigned pathway, double nights) {
    const double weaker = pathway < SUPPORTED ? w->par.discharge.weaker_a_day : 0.0;
    return nights / (1.0 + (weaker + w->par.beds.infection_waiting) * nights);
}

/* Those found ready, so that with what befalls in bed they leave as published. Per leaver with
 * support, a day: delay_days / (1 - process) wait, by what they wait for. */
void discharge_harm_set(struct world *w) {
    struct discharge *d = w->discharge;
    const struct discharge_params *par = &w->par.discharge;
    const double queue = par->weaker_a_day * par->delay_days / (1.0 - par->delayed_process);
    const double up[SUPPORTED] = {queue * par->delayed_process, queue * par->delayed_home,
                                  queue * par->delayed_rehabilitation};
    const double leaving[SUPPORTED] = {par->home_share, par->rehabilitation_share,
                                       1.0 - par->home_share - par->rehabilitation_share};
    d->support = 1.0 - up[0];
    for (unsigned k = 0; k < SUPPORTED; k++) {
        const double found = leaving[k] - up[k] + (k + 1u < SUPPORTED ? up[k + 1u] : 0.0);
        d->share[k] = (found > 0.0 ? found : 0.0) / d->support;
    }
}

static struct words draw(const struct world *w, uint32_t s) {
    const struct stay *y = &w->beds->stays[s];
    const struct stay_more *m = &w->beds->more[s];
    const unsigned step = m->generation * (HURT_MOST + 1u) + m->hurt;
    return luck_words(&w->luck, y->person, PURPOSE_WAITING, need_ordinal(y->number, step));
}

static double infection(const struct world *w, uint32_t s) {
    return asked_provision(w, w->beds->stays[s].provider).infection;
}

static double until(double u, double hazard) {
    return hazard > 0.0 ? draw_exponential(u, 1.0 / hazard) : NEVER;
}

void discharge_wait(struct world *w, uint32_t s, day_t from, unsigned days, double hour_u) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const bool may = days > 0 && m->hurt < HURT_MOST;
    m->harm = WAIT_UNHARMED;
    if (may) {
        const struct words u = draw(w, s);
        const double weaker = y->pathway < SUPPORTED
                                  ? until(word_uniform(u.w[0]), w->par.discharge.weaker_a_day)
                                  : NEVER;
        const double ill = until(word_uniform(u.w[1]),
                                 w->par.beds.infection_waiting * infection(w, s));
        /* since they were ready, if they have waited for an assessment */
        const double since = m->assessed && m->hurt == 0
                                 ? (double)(minute_day(world_now(w)) - minute_day(y->ready))
                                 : 0.0;
        const double least = weaker < ill ? weaker : ill, first = least > since ? least - since : 0;
        if (first < days) {
            m->harm = weaker < ill ? WAIT_WEAKER : WAIT_ILL;
            days = 1u + (unsigned)first;
            hour_u = 0.0;
        }
    }
    calendar_schedule(w->calendar, discharge_minute(w, from + days, hour_u), EVENT_BED_LEAVE, s,
                      y->stamp);
}

/* Share of deaths by such infections that the deaths of the life table hold. */
static double contained(const struct world *w, uint32_t s) {
    const struct discharge *d = w->discharge;
    double now = 0.0;
    for (unsigned c = 0; c < d->n; c++) now += discharge_waiting(w, (uint16_t)c);
    now *= infection(w, s);
    return now > d->waiting_at_start ? d->waiting_at_start / now : 1.0;
}

static void fall_ill(struct world *w, uint32_t s, double u) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    struct bed_site *site = site_at(w->beds, y->provider);
    const day_t today = minute_day(world_now(w));
    discharge_tell_delay(w, s);
    site->ready--;
    site->ready_adults -= m->adult;
    m->ready_day = today + beds_ward_waiting(w, s, u, contained(w, s));
    y->state = STAY_IN_BED;
    y->ready = day_minute(m->ready_day) + (minute_t)(60.0 * w->par.beds.ready_from_hour);
    calendar_schedule(w->calendar, y->ready, EVENT_BED_READY, s, y->stamp);
}

bool discharge_harmed(struct world *w, uint32_t s) {
    struct stay *y = &w->beds->stays[s];
    struct stay_more *m = &w->beds->more[s];
    const enum wait_harm harm = (enum wait_harm)m->harm;
    if (harm == WAIT_UNHARMED) return false;
    const struct words u = draw(w, s), u0 = discharge_draw(w, s, 0);
    m->harm = WAIT_UNHARMED;
    if (harm == WAIT_ASSESSED) {
        y->stamp = (uint16_t)((y->stamp + 1u) & STAMP_MASK);
        discharge_begin(w, s, word_uniform(u0.w[3]), word_uniform(u0.w[2]));
        return true;
    }
    m->hurt++;
    discharge_gone(w, s, false);
    y->stamp = (uint16_t)((y->stamp + 1u) & STAMP_MASK);
    if (harm == WAIT_ILL) {
        fall_ill(w, s, word_uniform(u.w[3]));
        return true;
    }
    y->pathway++;
    discharge_begin(w, s, word_uniform(u.w[2]), word_uniform(u0.w[2]));
    return true;
}
