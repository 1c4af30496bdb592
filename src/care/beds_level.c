// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* How long people need a bed, and how a site's level is found.
 *
 * A share z of emergency admissions goes home the same day from the assessment unit; the others
 * stay
 *   K = max(1, round X) nights,  X lognormal, mean = L_site * nights(age) * frailty * kind, sigma
 *   one for all,
 * and are found ready at the morning round after the K-th night; a Saturday's or Sunday's patient
 * is found ready then with probability weekend_ready, else on one of the next three working days.
 * The level L_site is no fitted number but Little's law on what was published before the vintage:
 *   occupied at midnight = overnight emergencies a day * (mean nights(L) + weekend - on the way) +
 *   delayed + electives + those ready whom an infection keeps (discharge_harm.c)
 *   delayed              = published not meeting criteria to reside - adults leaving that day
 * where the published count of not meeting the criteria includes those who leave later that day.
 * Adults leave alive: those in the last spell of life may die first, at its hazard (needs), and ask
 * for no support then. Electives lie the published nights, weekends in. Solved for L by bisection,
 * the mean of K over its distribution by quadrature and over the mix of the site's people by the
 * rates of need for a bed by age, frailty and deprivation (needs_params.def). A site whose figures
 * leave no room (or has none) keeps a level between the bounds below. A site's leaning to support:
 * supported leavers a day = delayed on pathways 1 to 3 / published mean delay of the delayed.
 * Pathway 0 patients who miss their day: share late = delayed by hospital process / (pathway 0
 * leavers * nights lost). The mix is that of those whom the pilot of urgent care sends here
 * (expectation.c), by the rates of need where none was run. Published means the level at the last
 * month published (known_level.c). Finding a bed and the way to it take a share of the published
 * wait from decision to admission: a lognormal through the shares over four and twelve hours. Left
 * out: what nights cost in strength. Outliers' longer stays are in what is published, so the
 * nights solved for leave out what the usual share of them adds (beds_outliers.c). */
#include "care/beds_state.h"
#include "care/community.h"
#include "care/expectation.h"

#include <math.h>
#include <string.h>
#include "base/real.h"

#define LEVEL_LEAST 0.05
#define LEVEL_MOST 4.0

unsigned beds_age(const struct person *p, day_t today) {
    const int months = day_month(today) - p->born;
    const int years = months < 0 ? 0 : months / 12;
    unsigned k = 0;
    while (k + 1 < AGE_BANDS && years >= age_band_from[k + 1]) k++;
    return k;
}

double beds_zero_chance(const struct beds *b, const struct beds_params *par,
                        const struct bed_site *site, unsigned age, bool via_ae, bool needed) {
    const double route = via_ae ? par->zero_day_via_ae : par->zero_day_direct;
    const double unneeded = via_ae ? par->unneeded_via_ae : par->unneeded_direct;
    const double rest = (route - unneeded * par->zero_day_unneeded) / (1.0 - unneeded);
    const double p =
        (needed ? rest : par->zero_day_unneeded) * b->zero_ratio[age] * site->zero_scale;
    return p < 0.0 ? 0.0 : p > 0.98 ? 0.98 : p;
}

static unsigned whole(const struct beds_params *par, double days) {
    const double k = days < par->nights_most ? days + 0.5 : par->nights_most;
    return k < 1.0 ? 1u : (unsigned)k;
}

/* Nights of a stay of this mean at rank u of the distribution. */
unsigned beds_nights(const struct beds_params *par, double mean, double u) {
    return whole(par, draw_lognormal(u, mean, par->nights_sigma));
}

double beds_mean_nights(const struct beds *b, const struct beds_params *par, double mean) {
    double sum = 0.0;
    for (unsigned i = 0; i < QUANTILES; i++) sum += whole(par, mean * b->quantile[i]);
    return sum / QUANTILES;
}

/* The same when death may come first, at a hazard a night. */
static double nights_to_death(const struct beds *b, const struct beds_params *par, double mean,
                              double hazard) {
    double sum = 0.0;
    if (!(hazard > 0.0)) return beds_mean_nights(b, par, mean);
    for (unsigned i = 0; i < QUANTILES; i++)
        sum += (1.0 - real_exp(-hazard * whole(par, mean * b->quantile[i]))) / hazard;
    return sum / QUANTILES;
}

double beds_cell_nights(const struct beds *b, const struct bed_site *site, unsigned age,
                        unsigned frailty) {
    return site->level * b->nights[age] * b->nights_frailty[frailty];
}

/* Overnight emergency stays a year of one person of a cell, before scaling to the published
 * number. */
double beds_cell_weight(const struct beds *b, const struct beds_params *par,
                        const struct bed_site *site, unsigned cell) {
    const unsigned age = cell / (2u * FRAILTIES), frailty = cell / 2u % FRAILTIES;
    double zero = 0.0;
    for (int via = 0; via <= 1; via++)
        for (int needed = 0; needed <= 1; needed++) {
            const double unneeded = via ? par->unneeded_via_ae : par->unneeded_direct;
            const double share = (via ? 1.0 - site->direct_share : site->direct_share) *
                                 (needed ? 1.0 - unneeded : unneeded);
            zero += share * beds_zero_chance(b, par, site, age, via, needed);
        }
    return b->admitted[age] * b->age_scale[age] * b->admitted_frailty[frailty] * (1.0 - zero);
}

/* A weekend keeps some patients until one of the next three working days. */
day_t beds_weekday_ready(const struct beds_params *par, day_t ready, double u, double u2) {
    if (day_is_working(ready) || u < par->weekend_ready) return ready;
    day_t d = ready + 1;
    while (!day_is_working(d)) d++;
    return d + (day_t)(3.0 * u2);
}

/* Beds of planned inpatients, before any delay: the published mean stay holds weekends. */
double beds_elective(const struct bed_site *site, const struct world *w) {
    return site->elective_a_day * w->par.planned.stay_days;
}

/* Mean over the site's mix of something of a cell, weighted by overnight stays or by admissions. */
struct mixed {
    double weight, nights, support, adults, zero_weight, zero, critical;
    double dead; /* die in bed before they are ready */
    double supported, supported_dead; /* all and the dead, each by the chance of support */
};

static double people_in(const struct beds *b, unsigned councils, unsigned s, unsigned cell) {
    double n = 0.0;
    for (unsigned c = 0; c < councils; c++)
        n += (double)b->mix[((size_t)s * councils + c) * MIX_CELLS + cell];
    return n;
}

/* Living alone or not alike. */
static double support_there(const struct beds *b, unsigned age, unsigned frailty) {
    return 0.5 * (b->support[mix_cell(age, frailty, false)] +
                  b->support[mix_cell(age, frailty, true)]);
}

/* Stays of those in the last spell of life: some die before they are ready, and leave with no
 * support. */
static void add_dying(const struct beds *b, const struct world *w, struct mixed *m, unsigned age,
                      unsigned frailty, double stays, double mean) {
    const double hazard = 12.0 / w->needs_par.dying_months / DAYS_A_YEAR;
    const double nights = nights_to_death(b, &w->par.beds, mean, hazard);
    const double dead = age >= 2 ? stays * hazard * nights : 0.0;
    m->nights += stays * nights;
    m->dead += dead;
    m->supported_dead += dead * support_there(b, age, frailty);
}

/* The same over those whom the pilot of urgent care sends here. */
static void mix_expected(const struct beds *b, const struct world *w, const struct bed_site *site,
                         const struct admitted_mix *x, struct mixed *m) {
    const struct mixed by_rates = *m;
    *m = (struct mixed){0};
    for (unsigned age = 0; age < AGE_BANDS; age++)
        for (unsigned frailty = 0; frailty < FRAILTIES; frailty++) {
            double stays = 0.0;
            for (unsigned r = 0; r < STAY_ROUTES; r++)
                stays += x->n[r][age][frailty] *
                         (1.0 - beds_zero_chance(b, &w->par.beds, site, age, r >= 2, r & 1u));
            if (stays <= 0.0) continue;
            const double kind = x->kind[age][frailty] / x->all[age][frailty];
            m->weight += stays;
            const double mean = kind * beds_cell_nights(b, site, age, frailty),
                         dying = x->dying[age][frailty] / x->all[age][frailty];
            m->nights += stays * (1.0 - dying) * beds_mean_nights(b, &w->par.beds, mean);
            m->adults += age >= 2 ? stays : 0.0;
            m->supported += stays * support_there(b, age, frailty);
            if (dying > 0.0) add_dying(b, w, m, age, frailty, stays * dying, mean);
            m->critical += stays * beds_critical_lean(&w->par.beds, age, frailty);
            m->zero_weight += x->all[age][frailty];
            m->zero += x->all[age][frailty] * b->zero_ratio[age];
        }
    if (m->weight <= 0.0) *m = by_rates; /* nobody seen: by the rates of need */
    else m->support = by_rates.support / by_rates.weight * m->weight;
}

static struct mixed mix(const struct beds *b, const struct world *w, unsigned s) {
    struct mixed m = {0};
    struct bed_site *site = &b->sites[s];
    const struct admitted_mix *x = w->admitted == NULL ? NULL : &w->admitted[site->provider];
    for (unsigned cell = 0; cell < MIX_CELLS; cell++) {
        const unsigned age = cell / (2u * FRAILTIES), frailty = cell / 2u % FRAILTIES;
        const double n = people_in(b, w->place->n_councils, s, cell);
        if (n == 0.0) continue;
        const double weight = n * beds_cell_weight(b, &w->par.beds, site, cell);
        const double rate = n * b->admitted[age] * b->age_scale[age] * b->admitted_frailty[frailty];
        m.weight += weight;
        m.nights +=
            weight * beds_mean_nights(b, &w->par.beds, beds_cell_nights(b, site, age, frailty));
        m.adults += age >= 2 ? weight : 0.0;
        m.critical += weight * beds_critical_lean(&w->par.beds, age, frailty);
        m.support += weight * b->support[cell];
        m.zero_weight += rate;
        m.zero += rate * b->zero_ratio[age];
    }
    if (m.weight > 0.0 && x != NULL) mix_expected(b, w, site, x, &m);
    return m;
}

/* The level that the months known tell; otherwise when there is none. */
double beds_level_or(const struct world *w, const struct month_series *s, enum known_kind kind,
                     double otherwise) {
    const double v = known_level(w, s, kind);
    return isnan(v) || v <= 0.0 ? otherwise : v;
}

static double flow(const struct world *w, const struct month_series *s) {
    return beds_level_or(w, s, KNOWN_ADMISSIONS, 0.0);
}

/* Twelve that stand one after another, over their mean. */
static void over_the_year(double ratio[12], const double *of) {
    const double mean = year_mean(of);
    for (unsigned m = 0; m < 12; m++) ratio[m] = of[m] / mean;
}

/* The lognormal through the published shares of waits from decision to bed over four and twelve
 * hours, a share of which is the finding and the way even when no queue is before one. */
static void set_transfer(struct bed_site *site, const struct world *w, double via) {
    const struct beds_params *par = &w->par.beds;
    const struct site_urgent *u = &w->place->providers[site->provider].urgent;
    const double over12 = flow(w, &u->dta_over_12h) / (via + 1e-9);
    const double over4 = flow(w, &u->dta_4_12h) / (via + 1e-9) + over12;
    site->transfer_mean = par->transfer_minutes;
    site->transfer_sigma = par->transfer_sigma;
    if (via <= 0.0 || over4 < 0.02 || over4 > 0.9) return;
    const double z4 = real_probit(1.0 - over4);
    const double z12 = real_probit(1.0 - (over12 < 1e-4          ? 1e-4
                                          : over12 > 0.8 * over4 ? 0.8 * over4
                                                                 : over12));
    const double sigma = real_log(3.0) / (z12 - z4);
    site->transfer_sigma = sigma < 1.2 ? sigma : 1.2;
    site->transfer_mean =
        par->transfer_share * real_exp(real_log(240.0) - site->transfer_sigma * z4 +
                                       0.5 * site->transfer_sigma * site->transfer_sigma);
}

/* The share of a function's admitted patients who stay overnight: planned care's parameter
 * overnight_CODE, the last of them for a function without its own. */
static double overnight_share(const struct world *w, unsigned function) {
    const char *code = w->place->functions[function].code;
    const char *tag = strncmp(code, "C_", 2) == 0 ? code + 2 : code;
    const double *value = (const double *)(const void *)&w->par.planned;
    double share = 0.0;
    for (size_t i = 0; i < planned_param_table.n; i++) {
        const char *name = planned_param_table.rows[i].name;
        if (strncmp(name, "overnight_", 10) != 0) continue;
        share = value[i];
        if (strcmp(name + 10, tag) == 0) break;
    }
    return share;
}

static double overnight_stops(const struct world *w, unsigned provider) {
    double sum = 0.0;
    for (unsigned i = 0; i < w->place->n_services; i++) {
        const struct service *v = &w->place->services[i];
        if (v->provider == provider)
            sum += (double)v->stops_admitted * overnight_share(w, v->function);
    }
    return sum;
}

static double open_of(const struct bed_site *site, const struct world *w) {
    return beds_level_or(w, &w->place->providers[site->provider].urgent.beds_open, KNOWN_BEDS, 0.0);
}

static double occupied_of(const struct bed_site *site, const struct world *w) {
    const struct site_urgent *u = &w->place->providers[site->provider].urgent;
    return beds_level_or(w, &u->beds_occupied, KNOWN_FILLED, 0.9 * open_of(site, w));
}

/* Of the beds that usually lie empty, those kept for patients on the way not among them. */
static double unusable_of(const struct beds_params *par, double taken, double open) {
    const double empty = open > taken ? par->unusable_empty * (1.0 - taken / open) : 0.0;
    return empty < par->unusable ? empty : par->unusable;
}

static void set_published(struct bed_site *site, const struct world *w) {
    const struct beds_params *par = &w->par.beds;
    const struct site_urgent *u = &w->place->providers[site->provider].urgent;
    over_the_year(site->season, &par->season_jan);
    over_the_year(site->filled, &par->filled_jan);
    const double open = open_of(site, w), occupied = occupied_of(site, w);
    const unsigned month = (unsigned)day_to_civil(w->first_day).month;
    site->unusable = unusable_of(par, occupied, open);
    site->funded = open * (1.0 - par->escalation_share * par->escalation_time);
    site->start_funded = site->funded;
    site->kept = 1.0;
    site->occupied = occupied;
    site->start_occupied = occupied * site->filled[month - 1];
    const double via = flow(w, &u->admitted_via_ae),
                 other = flow(w, &u->admitted_other);
    const double a_day = 12.0 / DAYS_A_YEAR;
    set_transfer(site, w, via);
    site->direct_share = via + other > 0.0 ? other / (via + other) : 0.0;
    site->overnight_a_day = a_day * (via + other); /* before the share of zero days */
    site->elective_a_day = a_day * overnight_stops(w, site->provider);
}

double beds_published_nights(struct bed_site *site, const struct world *w) {
    site->zero_scale = site->level = 1.0;
    set_published(site, w);
    const double nights = site->occupied - beds_elective(site, w);
    return site->overnight_a_day > 0.0 && nights > 0.0 ? nights / site->overnight_a_day : 0.0;
}

/* Solves nights(L) = target for L. */
static void solve(struct beds *b, const struct world *w, unsigned s, double target) {
    struct bed_site *site = &b->sites[s];
    double low = LEVEL_LEAST, high = LEVEL_MOST;
    for (int i = 0; i < 40; i++) {
        site->level = real_sqrt(low * high);
        const struct mixed m = mix(b, w, s);
        if (m.weight == 0.0) return;
        if (m.nights / m.weight < target) low = site->level;
        else high = site->level;
    }
}

/* Who needs support to leave, and who is late without it, from those published as delayed. support:
 * mean chance of an overnight emergency at scale one. */
static void set_leaving(struct bed_site *site, const struct world *w, double support) {
    const struct discharge_params *dis = &w->par.discharge;
    const double leavers = support * (site->overnight_a_day * (1.0 - site->stepping) *
                                          site->leaving +
                                      site->elective_a_day * dis->support_elective);
    const double supported = site->start_delayed * (1.0 - dis->delayed_process) / dis->delay_days;
    site->support_scale = leavers > 0.0 ? supported / leavers : 1.0;
    const double waiting = site->start_delayed * dis->delayed_process;
    const double plain = site->leavers_a_day - supported + dis->weaker_a_day * waiting;
    const double nights = discharge_nights(w, 0, dis->process_nights);
    const double late = plain > 0.0 ? waiting / (plain * nights) : 0.0;
    site->late = late < 0.6 ? late : 0.6;
    const double alone = dis->other_way_hazard * (1.0 - dis->other_way_interim) *
                         (1.0 - dis->self_funders_home) * site->start_delayed * dis->delayed_home;
    site->without = site->overnight_a_day > 0.0 ? alone / site->overnight_a_day : 0.0;
}

/* Who may leave early for the virtual ward, so that as many do as at the start: of stays of these
 * mean nights, those of two nights and more that would be shorter by one at least. Returns the
 * share of all nights that is left. */
static double set_step_down(const struct beds *b, struct bed_site *site, const struct world *w,
                            const struct mixed *m, double nights) {
    const double part = w->par.community.saved_share;
    double all = 0.0, shorter = 0.0, saved = 0.0;
    for (unsigned i = 0; i < QUANTILES; i++) {
        const double k = whole(&w->par.beds, nights * b->quantile[i]);
        all += k;
        if (k < 2.0) continue;
        shorter += part * k < 1.0 ? part * k : 1.0;
        saved += part * k;
    }
    const double want = community_downs(&w->par.community) * m->zero_weight * QUANTILES;
    const double chance = m->adults > 0.0 && shorter > 0.0 ? want / (m->adults * shorter) : 0.0;
    site->step_down = chance < 0.5 ? chance : 0.5;
    site->stepping = site->step_down * shorter / QUANTILES;
    return 1.0 - site->step_down * m->adults / m->weight * saved / all;
}

/* Delayed, and the level that fills the other beds; m: the site's mix at the level so far. */
static void set_nights(struct beds *b, const struct world *w, unsigned s, const struct mixed *m) {
    struct bed_site *site = &b->sites[s];
    const struct beds_params *par = &w->par.beds;
    const struct discharge_params *dis = &w->par.discharge;
    const struct site_urgent *u = &w->place->providers[site->provider].urgent;
    const double occupied = site->occupied;
    site->leavers_a_day =
        site->overnight_a_day * (m->adults - m->dead) / m->weight + site->elective_a_day;
    site->leaving = m->supported > 0.0 ? 1.0 - m->supported_dead / m->supported : 1.0;
    const double own = known_level(w, &u->no_criteria, KNOWN_STOCK) / occupied;
    const double criteria =
        occupied * known_share(w, own > 0.0 ? own : 0.25, &w->place->england_criteria_share);
    const double remain = criteria - site->leavers_a_day, least = dis->least_delayed * criteria;
    site->start_delayed = remain > least ? remain : least;
    const double infected = site->start_delayed * par->infection_waiting * par->infection_nights;
    const double clinical = occupied - site->start_delayed - infected - beds_elective(site, w);
    /* midnights passed on the way to the bed */
    const double lost = site->transfer_mean / MINUTES_A_DAY;
    const double longer =
        par->outliers > 0.0 ? (par->outlier_nights - 1.0) * par->outlier_usual : 0.0;
    const double nights =
        (clinical / site->overnight_a_day - beds_weekend_nights(par) + lost) / (1.0 + longer);
    solve(b, w, s, nights / set_step_down(b, site, w, m, nights));
    const double coming = (site->overnight_a_day + site->elective_a_day) * lost;
    site->unusable = unusable_of(par, occupied + coming, open_of(site, w));
    site->usual = (occupied + coming) / (site->funded > 0.0 ? site->funded : 1.0);
}

static void set_level(struct beds *b, const struct world *w, unsigned s) {
    struct bed_site *site = &b->sites[s];
    site->zero_scale = site->level = site->support_scale = 1.0;
    set_published(site, w);
    struct mixed m = mix(b, w, s);
    if (m.weight == 0.0 || site->overnight_a_day <= 0.0 || site->funded <= 0.0) return;
    site->zero_scale = m.zero_weight / m.zero;
    m = mix(b, w, s);
    const double all_a_day = site->overnight_a_day;
    site->overnight_a_day *= m.weight / m.zero_weight;
    site->zero_a_day = all_a_day - site->overnight_a_day;
    beds_assessment_level(site, &w->par.beds);
    beds_critical_level(site, w, site->overnight_a_day * m.critical / m.weight);
    for (int round = 0; round < 2; round++) { /* who dies in bed goes by the level */
        set_nights(b, w, s, &m);
        m = mix(b, w, s);
    }
    set_leaving(site, w, m.support / m.weight);
}

int beds_level_set(struct beds *b, const struct world *w) {
    double nights = 0.0, admissions = 0.0;
    for (unsigned s = 0; s < b->n_sites; s++) {
        set_level(b, w, s);
        const struct bed_site *site = &b->sites[s];
        const struct site_urgent *u = &w->place->providers[site->provider].urgent;
        nights += site->occupied - beds_elective(site, w);
        admissions += (flow(w, &u->admitted_via_ae) + flow(w, &u->admitted_other)) *
                      12.0 / DAYS_A_YEAR;
    }
    b->mean_nights = admissions > 0.0 && nights > 0.0 ? nights / admissions : 4.0;
    return beds_wards_level(b, w);
}
