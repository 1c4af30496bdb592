// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: how many clinicians a department has for its patients, and what that does to the
 * four-hour clock. Rosters follow the day's arrivals, flatter than they are, and in part those of
 * the calendar month (roster_follows); how hard staff are worked is a circumstance of the site. The
 * rule finds the utilisation at which this arithmetic gives the share within four hours that the
 * site has published (mean of the last known months):
 *   backlog of clinician minutes, hour by hour over 52 weeks
 *       B' = max(0, B + A * minutes - 60 * clinicians)
 *       A ~ arrivals of that hour of the week, with arrivals_spread times a Poisson's spread
 *   wait of those who come: B / clinicians; some walk out: exp(-wait / patience) stay
 *   time in department: wait + clinician + work-up, and for those admitted the wait for a bed,
 *       lognormal through the published shares over 4 and 12 hours
 * by bisection. It is not a scaling of what comes out: the run has its own queues by acuity,
 * cubicles, crowding and beds, and differs; docs/model/urgent-care.md says by how much. The
 * four-hour clock is in force in the arithmetic whether or not it is in the run (target_on): what
 * was published was had with it, and nobody is taken on when it goes.
 * Cubicles: busiest twelve hours' majors by Little's law, plus boarders by the published bed
 * wait. */
#include "base/real.h"
#include "care/department.h"
#include "care/known_level.h"

#define WEEKS 52u
#define STEPS (WEEKS * HOURS_A_WEEK)
#define SAMPLES 1024u
#define BINS 61u /* of five minutes, to 300 */
#define LATE_BINS 97u /* to 480 */

struct clock_case { /* the arithmetic of one department */
    const struct world *w;
    const struct department *d;
    const struct site_expectation *x;
    float *noise;                        /* [STEPS] normal variates */
    double share[STREAM_COUNT], minutes[STREAM_COUNT];
    double admitted;                     /* share of majors */
    unsigned cubicles;
    double bed_mu, bed_sigma;            /* of the wait for a bed */
    /* distribution of time after the wait: leaving; to the ward */
    double home[STREAM_COUNT][BINS], ward[BINS], late[LATE_BINS];
};

static double published(const struct world *w, const struct month_series *s, enum known_kind kind) {
    const double x = known_level(w, s, kind);
    return x > 0 ? x : 0;
}

static double target(const struct world *w, const struct department *d) {
    const struct site_urgent *u = &w->place->providers[d->provider].urgent;
    const double all = d->type == 1 ? published(w, &u->type1, KNOWN_ATTENDANCES)
                                    : published(w, &u->other, KNOWN_ATTENDANCES);
    const double over =
        known_level(w, d->type == 1 ? &u->over4h_type1 : &u->over4h_other, KNOWN_ATTENDANCES);
    if (!(all > 0 && over >= 0) || d->type == 2) return w->par.emergency.walk_in_within_4h;
    return 1.0 -
           (d->type == 1 ? known_share(w, over / all, &w->place->england_late_share) : over / all);
}

/* Lognormal wait for a bed through the published shares over four and twelve hours. */
static void bed_wait(struct clock_case *c) {
    const struct site_urgent *u = &c->w->place->providers[c->d->provider].urgent;
    const double admitted = published(c->w, &u->admitted_via_ae, KNOWN_ADMISSIONS) + 1e-9;
    double over12 = published(c->w, &u->dta_over_12h, KNOWN_ADMISSIONS) / admitted;
    double over4 = published(c->w, &u->dta_4_12h, KNOWN_ADMISSIONS) / admitted + over12;
    over4 = over4 < 0.01 ? 0.01 : over4 > 0.9 ? 0.9 : over4;
    over12 = over12 < 1e-4 ? 1e-4 : over12 > 0.9 * over4 ? 0.9 * over4 : over12;
    const double z4 = real_probit(1 - over4), z12 = real_probit(1 - over12);
    c->bed_sigma = real_log(3.0) / (z12 - z4);
    c->bed_mu = real_log(240.0) - c->bed_sigma * z4;
}

static void put(double *bin, unsigned bins, double minutes, double weight) {
    const unsigned k = minutes < 0                   ? 0
                       : minutes >= 5.0 * (bins - 1) ? bins - 1
                                                     : (unsigned)(minutes / 5.0) + 1;
    if (k < bins) bin[k] += weight;
}

static void accumulate(double *bin, unsigned bins) {
    for (unsigned k = 1; k < bins; k++) bin[k] += bin[k - 1];
}

/* Times after the wait, of a keyed sample. */
static void sample(struct clock_case *c) {
    const struct emergency_params *par = &c->w->par.emergency;
    const double each = 1.0 / SAMPLES;
    for (uint32_t i = 0; i < SAMPLES; i++) {
        const struct words x = luck_words(&c->w->nature, i, PURPOSE_EMERGENCY, UINT32_MAX);
        const double u = word_uniform(x.w[0]), v = word_uniform(x.w[1]),
                     z = real_probit(word_uniform(x.w[2]));
        const double majors = draw_lognormal(u, c->minutes[STREAM_MAJORS], par->service_sigma) +
                              draw_lognormal(v, par->work_up_majors, par->work_up_sigma);
        double minors = draw_lognormal(u, c->minutes[STREAM_MINORS], par->service_sigma);
        if (c->d->type == 1 && word_uniform(x.w[3]) < par->work_up_share_minors)
            minors += draw_lognormal(v, par->work_up_minors, par->work_up_sigma);
        const double bed = majors + real_exp(c->bed_mu + c->bed_sigma * z);
        put(c->home[STREAM_MAJORS], BINS, majors, each);
        put(c->home[STREAM_MINORS], BINS, minors, each);
        put(c->ward, BINS, bed, each);
        put(c->late, LATE_BINS, bed, each);
    }
    accumulate(c->home[STREAM_MAJORS], BINS);
    accumulate(c->home[STREAM_MINORS], BINS);
    accumulate(c->ward, BINS);
    accumulate(c->late, LATE_BINS);
}

static double share_below(const double *bin, unsigned bins, double minutes) {
    if (minutes <= 0) return 0;
    const double k = minutes / 5.0;
    if (k >= bins - 1) return bin[bins - 1];
    const unsigned i = (unsigned)k;
    return bin[i] + (k - (double)i) * (bin[i + 1] - bin[i]);
}

static double below(const double *bin, double minutes) { return share_below(bin, BINS, minutes); }

/* Share of those admitted whose way to the bed the clock hurries. */
static double hurried(const struct clock_case *c, double wait) {
    const struct emergency_params *par = &c->w->par.emergency;
    const double late = below(c->ward, 240 + par->clock_reach - wait) - below(c->ward, 240 - wait);
    return wait < 238 ? par->clock_bed * late : 0;
}

static double within(const struct clock_case *c, unsigned stream, double wait) {
    const struct emergency_params *par = &c->w->par.emergency;
    const double *home = c->home[stream];
    const double late = below(home, 240 + par->clock_reach - wait) - below(home, 240 - wait);
    const double goes = below(home, 240 - wait) +
                        (wait < 238 ? par->clock_strength * late : 0);
    const double q = stream == STREAM_MAJORS ? c->admitted : 0;
    return (1 - q) * goes + q * (below(c->ward, 240 - wait) + hurried(c, wait));
}

/* ---- rosters and space ---- */

static void day_of(const struct site_expectation *x, double day[24]) {
    for (unsigned h = 0; h < 24; h++) {
        day[h] = 0;
        for (unsigned d = 0; d < 7; d++) day[h] += x->arrivals[d * 24 + h] / 7.0;
    }
}

/* Cubicles, and how much slower the expected boarders make everybody. */
static double space(const struct clock_case *c, unsigned *cubicles) {
    const struct emergency_params *par = &c->w->par.emergency;
    double day[24], best = 0;
    day_of(c->x, day);
    for (unsigned from = 0; from < 24; from++) {
        double mean = 0;
        for (unsigned k = 0; k < 12; k++) mean += day[(from + k) % 24] / 12.0;
        if (mean > best) best = mean;
    }
    const double bed = real_exp(c->bed_mu + 0.5 * c->bed_sigma * c->bed_sigma);
    const double boards = c->x->admitted * bed / (30.44 * 1440.0);
    const double places =
        (best * c->share[STREAM_MAJORS] * par->cubicle_minutes / 60.0 + boards) / par->cubicle_use +
        1.0;
    *cubicles = (unsigned)places;
    return 1.0 + par->crowd_slows * boards / places;
}

/* Clinician-hours wanted in each hour: arrivals of that and the three hours before, partly
 * levelled. */
static double wanted(const struct clock_case *c, unsigned stream, double want[24]) {
    const double flat = c->w->par.emergency.shift_flatness;
    double day[24], all = 0;
    day_of(c->x, day);
    for (unsigned h = 0; h < 24; h++) all += day[h];
    for (unsigned h = 0; h < 24; h++) {
        double near = 0;
        for (unsigned k = 0; k < 4; k++) near += 0.25 * day[(h + 24 - k) % 24];
        want[h] =
            ((1 - flat) * near + flat * all / 24.0) * c->share[stream] * c->minutes[stream] / 60.0;
    }
    return all * c->share[stream] * c->minutes[stream] / 60.0;
}

/* Whole clinicians by carrying the remainder from hour to hour; pace takes up what is left. */
static double rota(const struct clock_case *c, unsigned stream, double utilisation,
                   uint16_t roster[24]) {
    double want[24], carry = 0.5, people = 0;
    const double load = wanted(c, stream, want);
    for (unsigned h = 0; h < 24; h++) {
        carry += want[h] / utilisation;
        const unsigned n = carry >= 1 ? (unsigned)carry : 1;
        carry -= (double)n;
        roster[h] = (uint16_t)n;
        people += (double)n;
    }
    const double pace = load > 0 ? utilisation * people / load : 1;
    return pace < 0.8 ? 0.8 : pace > 1.25 ? 1.25 : pace;
}

/* ---- the clock ---- */

struct hour { double mean, shown, stay; }; /* who come on average; their wait; share who stay */
struct shift {
    double minutes, backlog; /* of a clinician for each; that are waiting */
    uint16_t roster[24];
};

static struct shift opens(const struct clock_case *c, unsigned stream, double utilisation) {
    struct shift s = {0};
    s.minutes = rota(c, stream, utilisation, s.roster) * c->minutes[stream];
    return s;
}

static struct hour next(const struct clock_case *c, unsigned stream, struct shift *s, unsigned t) {
    const double season = c->x->season[t * 12u / STEPS];
    const double mean = c->x->arrivals[t % HOURS_A_WEEK] * c->share[stream] * season;
    double came =
        mean + c->w->par.emergency.arrivals_spread * real_sqrt(mean) * (double)c->noise[t];
    if (came < 0) came = 0;
    const double crew =
        (double)s->roster[t % 24] * department_month(&c->w->par.emergency, season);
    const double wait = (s->backlog + 0.5 * came * s->minutes) / crew;
    /* half an hour's worth is served as it comes */
    const double shown = wait > 30 ? wait - 30 : 0;
    const double stay = real_exp(-shown / c->w->par.emergency.patience);
    s->backlog += came * stay * s->minutes - 60.0 * crew;
    if (s->backlog < 0) s->backlog = 0;
    return (struct hour){mean, shown, stay};
}

static double stream_share(const struct clock_case *c, unsigned stream, double utilisation) {
    struct shift s = opens(c, stream, utilisation);
    const double patience = c->w->par.emergency.patience;
    double good = 0, all = 0;
    for (unsigned t = 0; t < STEPS; t++) {
        const struct hour h = next(c, stream, &s, t);
        good += h.mean * (h.stay * within(c, stream, h.shown) + 1 -
                          real_exp(-(h.shown < 240 ? h.shown : 240) / patience));
        all += h.mean;
    }
    return all > 0 ? good / all : 1;
}

/* Chance that delay brings about the death of somebody admitted who waits so long for a
 * clinician. */
static double dies(const struct clock_case *c, double wait) {
    static const uint32_t from[] = {240, 360, 480};
    double p = 0,
           longer = 1 - share_below(c->late, LATE_BINS, from[0] - wait) - hurried(c, wait);
    for (unsigned k = 0; k < 3; k++) {
        const double rest = k < 2 ? 1 - share_below(c->late, LATE_BINS, from[k + 1] - wait) : 0;
        p += (longer - rest) * departments_excess(&c->w->par.emergency, from[k]);
        longer = rest;
    }
    return p;
}

static double deaths_each(const struct clock_case *c, double utilisation) {
    struct shift s = opens(c, STREAM_MAJORS, utilisation);
    double die = 0, all = 0;
    for (unsigned t = 0; t < STEPS; t++) {
        const struct hour h = next(c, STREAM_MAJORS, &s, t);
        die += h.mean * h.stay * dies(c, h.shown);
        all += h.mean * h.stay;
    }
    return all > 0 ? die / all : 0;
}

static double share_at(const struct clock_case *c, double utilisation) {
    double all = 0;
    for (unsigned s = 0; s < STREAM_COUNT; s++)
        if (c->share[s] > 0) all += c->share[s] * stream_share(c, s, utilisation);
    return all;
}

static int prepare(struct clock_case *c, const struct world *w, const struct department *d,
                   const struct site_expectation *x) {
    const struct emergency_params *par = &w->par.emergency;
    const double older = 1 + (par->age_75_factor - 1) * x->aged_75;
    size_t cap = 0;
    *c = (struct clock_case){.w = w, .d = d, .x = x};
    TRY(memory_grow((void **)&c->noise, &cap, STEPS, sizeof *c->noise));
    for (uint32_t t = 0; t < STEPS; t++)
        c->noise[t] = (float)real_probit(
            luck_uniform(&w->nature, d->site, PURPOSE_EMERGENCY, UINT32_MAX - 1 - t));
    c->share[STREAM_MAJORS] = d->type == 1 ? x->majors : 0;
    c->share[STREAM_MINORS] = 1 - c->share[STREAM_MAJORS];
    c->minutes[STREAM_MAJORS] = par->majors_minutes * older;
    c->minutes[STREAM_MINORS] = d->type == 1 ? par->minors_minutes : par->walk_in_minutes;
    const double majors = x->attendances * c->share[STREAM_MAJORS];
    c->admitted = majors > 0 ? x->admitted / majors : 0;
    if (c->admitted > 1) c->admitted = 1;
    bed_wait(c);
    const double slower = d->type == 1 ? space(c, &c->cubicles) : 1;
    for (unsigned s = 0; s < STREAM_COUNT; s++) c->minutes[s] *= slower;
    sample(c);
    return 0;
}

double clock_share(const struct world *w, const struct department *d,
                   const struct site_expectation *x, double utilisation) {
    struct clock_case c;
    if (prepare(&c, w, d, x) < 0) return 0;
    const double share = share_at(&c, utilisation);
    memory_free(c.noise);
    return share;
}

double departments_expected_deaths(const struct world *w, const struct department *d,
                                   const struct site_expectation *x) {
    struct clock_case c;
    if (!(w->par.emergency.delay_harm_strength > 0) || prepare(&c, w, d, x) < 0) return 0;
    const double each = c.share[STREAM_MAJORS] > 0 ? deaths_each(&c, d->utilisation) : 0;
    memory_free(c.noise);
    return each * x->admitted;
}

static double solved(const struct clock_case *c, double want) {
    double low = c->w->par.emergency.utilisation_low, high = c->w->par.emergency.utilisation_high;
    for (unsigned k = 0; k < 14; k++) {
        const double u = 0.5 * (low + high);
        *(share_at(c, u) > want ? &low : &high) = u;
    }
    return 0.5 * (low + high);
}

void departments_staff(struct world *w, struct department *d, const struct site_expectation *x) {
    struct clock_case c;
    if (prepare(&c, w, d, x) < 0) {
        w->failed = FAULT_MEMORY;
        return;
    }
    d->utilisation = x->utilisation > 0 ? x->utilisation : solved(&c, target(w, d));
    d->expected_within_4h = share_at(&c, d->utilisation);
    for (unsigned s = 0; s < STREAM_COUNT; s++) {
        d->pace[s] = 1;
        if (c.share[s] > 0) d->pace[s] = rota(&c, s, d->utilisation, d->roster[s]);
    }
    d->cubicles = (uint16_t)c.cubicles;
    memory_free(c.noise);
}
