// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How unequally what befalls people falls on rich and poor neighbourhoods: the slope and the
 * relative index of inequality (Mackenbach and Kunst, Social Science and Medicine 44, 1997), of the
 * place's residents, month by month.
 *
 *   y(d)   rate of tenth d, age-standardised: sum over ages of (share of residents of that age) x
 *          count / person-years, per 1,000 a year
 *   x(d)   its ridit: people in more deprived tenths and half of its own, over all people
 *   slope  by least squares weighed with people
 *   SII    -slope: what the most deprived have more than the least, at the ends of the line
 *   RII    SII / mean rate
 *
 * Tenths are of England's neighbourhoods, so a place may lack some. Standardised by its own ages,
 * so figures of two places are not compared; a scenario and its twin are. Left out: need beyond
 * age, income of persons. */
#include "measurement/tally_state.h"

/* NAN where the tenth has nobody. */
static double rate_of(const struct tally *t, enum person_count c, unsigned decile,
                      const double share[AGE_BANDS]) {
    double rate = 0, covered = 0;
    for (unsigned a = 0; a < AGE_BANDS; a++) {
        if (!(t->lived[decile][a] > 0)) continue;
        rate += share[a] * t->by_cell[c][decile][a] / t->lived[decile][a];
        covered += share[a];
    }
    return covered > 0 ? 1000 * rate / covered : 0;
}

struct line { double people, x, y, xx, xy; };

static struct line line_of(const struct tally *t, enum person_count c,
                           const double share[AGE_BANDS], double all) {
    struct line s = {0};
    double before = 0;
    for (unsigned d = 1; d < DECILES; d++) {
        double n = 0;
        for (unsigned a = 0; a < AGE_BANDS; a++) n += t->lived[d][a];
        const double x = (before + n / 2) / all, y = rate_of(t, c, d, share);
        before += n;
        s.people += n;
        s.x += n * x;
        s.y += n * y;
        s.xx += n * x * x;
        s.xy += n * x * y;
    }
    return s;
}

static void put_index(struct tally *t, enum person_count c, enum measure sii, enum measure rii,
                      const double share[AGE_BANDS], double all) {
    const struct line s = line_of(t, c, share, all);
    const double spread = s.xx - s.x * s.x / s.people, mean = s.y / s.people;
    if (!(spread > 0) || !(mean > 0)) return;
    const double slope = (s.xy - s.x * s.y / s.people) / spread;
    tally_put(t, ORG_PLACE, sii, BY_NONE, 0, -slope);
    tally_put(t, ORG_PLACE, rii, BY_NONE, 0, -slope / mean);
}

void equity_month(struct tally *t) {
    double share[AGE_BANDS] = {0}, all = 0;
    for (unsigned d = 1; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            share[a] += t->lived[d][a];
            all += t->lived[d][a];
        }
    if (!(all > 0)) return;
    for (unsigned a = 0; a < AGE_BANDS; a++) share[a] /= all;
    put_index(t, COUNT_ATTENDANCE, M_ae_attendances_sii, M_ae_attendances_rii, share, all);
    put_index(t, COUNT_EMERGENCY, M_emergency_admissions_sii, M_emergency_admissions_rii, share,
              all);
    put_index(t, COUNT_DIED, M_deaths_sii, M_deaths_rii, share, all);
    put_index(t, COUNT_DELAYED_DAYS, M_delayed_days_sii, M_delayed_days_rii, share, all);
    put_index(t, COUNT_PLANNED, M_elective_admissions_sii, M_elective_admissions_rii, share, all);
}
