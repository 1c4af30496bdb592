// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How unequally what befalls people falls on rich and poor neighbourhoods: the slope and the
 * relative index of inequality (Mackenbach and Kunst, Social Science and Medicine 44, 1997), of the
 * place's residents, month by month.
 *
 *   y(d)   rate of tenth d, age-standardised: sum over ages of (share of residents of that age) x
 *          what befell them / whom it could befall: person-years (events, per 1,000 a year; the
 *          quality of the years lived; pounds paid out of pocket), pathways on the lists (weeks
 *          waited so far, share over 52 weeks), pathways begun (kilometres to the hospital)
 *   x(d)   the middle of the tenth among England's ranks, 0.05 to 0.95
 *   slope  by least squares weighed with the place's people
 *   SII    -slope: what England's most deprived would have more than its least, were everywhere as
 *          unequal as the place
 *   RII    SII / the line's rate at England's middle rank, 0.5
 *
 * England's ranks, not the place's own: by its own, a place of few tenths looks more equal than the
 * same gradient is in England (Cookson 2016, section 4.7: the absolute and the relative gradient
 * index; there over the national mean, which is the line's middle where the line is England's). A
 * place of two or three tenths has a line of little worth. Standardised by the place's own ages.
 * Out of pocket is what somebody pays for themselves: their part of a package after a hospital
 * stay, found or arranged, a month in the care home where they live, an excess, a private treatment
 * without insurance. Left out: need beyond age, income of persons; care at home without a stay,
 * charges by the head (prescriptions, teeth) and premiums, of which no person is told. */
#include "measurement/tally_state.h"

#include <string.h>

#include "base/real.h"

struct rates {
    double befell[DECILES][AGE_BANDS], could[DECILES][AGE_BANDS];
};
struct ages { double share[AGE_BANDS], all; };
struct line { double people, x, y, xx, xy; };

/* Of the ages of which there is anybody; nought where there is nobody. */
static double rate_of(const struct rates *r, unsigned decile, const struct ages *ages) {
    double rate = 0, covered = 0;
    for (unsigned a = 0; a < AGE_BANDS; a++) {
        if (!(r->could[decile][a] > 0)) continue;
        rate += ages->share[a] * r->befell[decile][a] / r->could[decile][a];
        covered += ages->share[a];
    }
    return covered > 0 ? rate / covered : 0;
}

static struct line line_of(const struct tally *t, const struct rates *r, const struct ages *ages) {
    struct line s = {0};
    for (unsigned d = 1; d < DECILES; d++) {
        double n = 0;
        for (unsigned a = 0; a < AGE_BANDS; a++) n += t->lived[d][a];
        const double x = ((double)d - 0.5) / (DECILES - 1), y = rate_of(r, d, ages);
        s.people += n;
        s.x += n * x;
        s.y += n * y;
        s.xx += n * x * x;
        s.xy += n * x * y;
    }
    return s;
}

static void put_index(struct tally *t, const struct rates *r, const struct ages *ages, double unit,
                      enum measure sii, enum measure rii) {
    const struct line s = line_of(t, r, ages);
    const double spread = s.xx - s.x * s.x / s.people;
    if (!(spread > 1e-9 * s.people)) return; /* people of one tenth alone: no line, only rounding */
    const double slope = (s.xy - s.x * s.y / s.people) / spread,
                 middle = (s.y + slope * (0.5 * s.people - s.x)) / s.people;
    tally_put(t, ORG_PLACE, sii, BY_NONE, 0, -slope * unit); /* nought when it befalls nobody */
    if (middle > 0) tally_put(t, ORG_PLACE, rii, BY_NONE, 0, -slope / middle);
}

/* Events of residents, per 1,000 person-years. */
static void put_events(struct tally *t, enum person_count c, const struct ages *ages,
                       enum measure sii, enum measure rii) {
    struct rates r;
    for (unsigned d = 0; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            r.befell[d][a] = t->by_cell[c][d][a];
            r.could[d][a] = t->lived[d][a];
        }
    put_index(t, &r, ages, 1000, sii, rii);
}

struct ratio { const uint64_t (*befell)[AGE_BANDS], (*could)[AGE_BANDS]; double unit; };

static void put_ratio(struct tally *t, struct ratio of, const struct ages *ages, enum measure sii,
                      enum measure rii) {
    struct rates r;
    for (unsigned d = 0; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            r.befell[d][a] = (double)of.befell[d][a];
            r.could[d][a] = (double)of.could[d][a];
        }
    put_index(t, &r, ages, of.unit, sii, rii);
}

static void put_quality(struct tally *t, const struct ages *ages) {
    struct rates r;
    memcpy(r.befell, t->fair.quality, sizeof r.befell);
    memcpy(r.could, t->lived, sizeof r.could);
    put_index(t, &r, ages, 1, M_quality_of_life_sii, M_quality_of_life_rii);
}

static void put_waits(struct tally *t, const struct ages *ages) {
    const struct fairness *f = &t->fair;
    put_ratio(t, (struct ratio){f->days_waited, f->waiting, 1.0 / 7.0}, ages, M_weeks_waited_sii,
              M_weeks_waited_rii);
    put_ratio(t, (struct ratio){f->over_long, f->waiting, 1.0}, ages, M_over_52_weeks_sii,
              M_over_52_weeks_rii);
    put_ratio(t, (struct ratio){f->metres, f->begun, 0.001}, ages, M_travel_km_sii,
              M_travel_km_rii);
}

void equity_waits(struct tally *t, const struct person *who, int64_t days) {
    const unsigned d = who->decile, a = t->band[age_months(who, month_now(t))];
    t->fair.waiting[d][a]++;
    t->fair.days_waited[d][a] += days > 0 ? (uint64_t)days : 0;
    t->fair.over_long[d][a] += wait_band(days) >= t->par.long_wait_weeks;
}

void equity_pays(struct tally *t, const struct person *who, uint32_t pence) {
    t->fair.paid[who->decile][t->band[age_months(who, month_now(t))]] += pence;
}

static void put_pocket(struct tally *t, const struct ages *ages) {
    struct rates r;
    double all = 0;
    for (unsigned d = 0; d < DECILES; d++) {
        double pence = 0;
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            pence += (double)t->fair.paid[d][a];
            r.befell[d][a] = 0.01 * (double)t->fair.paid[d][a];
            r.could[d][a] = t->lived[d][a];
        }
        all += pence;
        if (d > 0) tally_put(t, ORG_PLACE, M_out_of_pocket, BY_DEPRIVATION, d, 0.01 * pence);
    }
    tally_put(t, ORG_PLACE, M_out_of_pocket, BY_NONE, 0, 0.01 * all);
    put_index(t, &r, ages, 1, M_out_of_pocket_sii, M_out_of_pocket_rii);
}

void equity_travels(struct tally *t, const struct person *who, const struct sight *s) {
    if (s->provider >= t->n_providers) return;
    const struct area *from = &t->place->areas[who->area];
    const struct provider *to = &t->place->providers[s->provider];
    const double x = (double)from->x_km - (double)to->x_km,
                 y = (double)from->y_km - (double)to->y_km;
    const unsigned d = who->decile, a = t->band[age_months(who, month_now(t))];
    t->fair.begun[d][a]++;
    t->fair.metres[d][a] += (uint64_t)(1000.0 * real_sqrt(x * x + y * y) + 0.5);
}

/* Mean kilometres as the crow flies from home to the provider at which pathways begin. */
static void put_travel(struct tally *t) {
    uint64_t metres[DECILES] = {0}, begun[DECILES] = {0}, all = 0, n = 0;
    for (unsigned d = 0; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            metres[d] += t->fair.metres[d][a];
            begun[d] += t->fair.begun[d][a];
        }
    for (unsigned d = 0; d < DECILES; d++) {
        all += metres[d];
        n += begun[d];
        if (d > 0 && begun[d] > 0)
            tally_put(t, ORG_PLACE, M_travel_km, BY_DEPRIVATION, d,
                      0.001 * (double)metres[d] / (double)begun[d]);
    }
    if (n > 0) tally_put(t, ORG_PLACE, M_travel_km, BY_NONE, 0, 0.001 * (double)all / (double)n);
}

void equity_month(struct tally *t) {
    struct ages ages = {0};
    put_travel(t);
    for (unsigned d = 1; d < DECILES; d++)
        for (unsigned a = 0; a < AGE_BANDS; a++) {
            ages.share[a] += t->lived[d][a];
            ages.all += t->lived[d][a];
        }
    if (!(ages.all > 0)) return;
    for (unsigned a = 0; a < AGE_BANDS; a++) ages.share[a] /= ages.all;
    put_events(t, COUNT_ATTENDANCE, &ages, M_ae_attendances_sii, M_ae_attendances_rii);
    put_events(t, COUNT_EMERGENCY, &ages, M_emergency_admissions_sii, M_emergency_admissions_rii);
    put_events(t, COUNT_DIED, &ages, M_deaths_sii, M_deaths_rii);
    put_events(t, COUNT_DELAYED_DAYS, &ages, M_delayed_days_sii, M_delayed_days_rii);
    put_events(t, COUNT_PLANNED, &ages, M_elective_admissions_sii, M_elective_admissions_rii);
    put_events(t, COUNT_MISSED, &ages, M_missed_appointments_sii, M_missed_appointments_rii);
    put_waits(t, &ages);
    put_quality(t, &ages);
    put_pocket(t, &ages);
}
