// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: general practices differ in what they have for their people: doctors, nurses,
 * money, how they work.
 *   same-day appointments a day   people, weighed by use at their age, * appointments a head *
 *   same-day share * share for new need / working days * means of the practice
 *   means of a practice           lognormal of mean 1 and spread gp_means_sd, by one keyed draw of
 *   the practice; then over the mean of the place's people, which so have what they had
 *   calls that do not get through   logit = logit(gp_not_through) + normal of spread
 *   gp_not_through_sd, by another draw; then to an unmoved mean of the place's people
 * People of a practice short of means find no appointment more often and choose again; those of a
 * well-found one have no use for all of theirs. The routine wait is the start's everywhere: what
 * people ask of a practice by the year has long been what it has. A practice's doctors and its
 * other staff go together, so that each doctor has as many appointments a day as any other.
 * Sources: card 3.1; the spread of means is that of consultations a head between practices, less
 * what the ages of their people explain (kontopantelis2021), that of calls is of who could get an
 * appointment at all (parkinson2021). The two are drawn apart: staff does not foretell how many
 * appointments are of the same day (Zhao and others 2023). Left out: which practice it is (no table
 * here has a practice's own staff), means that go with deprivation, size or how one is paid. */
#include "care/surgeries.h"

#include "base/real.h"
#include "care/continuity.h"

double surgeries_means(const struct primary_params *par, double uniform) {
    const double sd = par->gp_means_sd;
    return sd > 0 ? real_exp(sd * real_probit(uniform) - 0.5 * sd * sd) : 1.0;
}

static void count_people(struct primary *p, const struct world *w) {
    const struct primary_params *par = &w->par.primary;
    const double by_age[AGE_BANDS] = {par->gp_use_0_4,   par->gp_use_5_17,  par->gp_use_18_44,
                                      par->gp_use_45_64, par->gp_use_65_74, par->gp_use_75_84,
                                      par->gp_use_85};
    for (uint32_t i = 0; i < w->people.n; i++) {
        const struct person *who = &w->people.p[i];
        if (who->practice >= p->n_surgeries || !person_present(who, 0) ||
            (who->flags & FLAG_ELECTIVE_ONLY))
            continue;
        p->surgery[who->practice].people +=
            (float)(by_age[age_band(person_age(who, w->first_day))] / par->gp_use_mean);
    }
}

/* Means of each practice, 1 over all people of the place. */
static void share_means(struct primary *p, const struct world *w) {
    double people = 0, all = 0;
    if (!(w->par.primary.gp_means_sd > 0)) {
        for (uint32_t i = 0; i < p->n_surgeries; i++) p->surgery[i].means = 1;
        return;
    }
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        struct surgery *s = &p->surgery[i];
        const double u = luck_uniform(&w->nature, i, PURPOSE_SURGERY, 0);
        s->means = (float)surgeries_means(&w->par.primary, u);
        people += (double)s->people;
        all += (double)s->people * (double)s->means;
    }
    for (uint32_t i = 0; i < p->n_surgeries && all > 0; i++)
        p->surgery[i].means = (float)((double)p->surgery[i].means * people / all);
}

double surgeries_not_through(const struct primary_params *par, double uniform) {
    const double sd = par->gp_not_through_sd, mean = par->gp_not_through;
    if (!(sd > 0 && mean > 0 && mean < 1)) return mean;
    return real_logistic(real_logit(mean) + sd * real_probit(uniform));
}

/* Calls of all people of the place get through as often as without a spread. */
static void share_calls(struct primary *p, const struct world *w) {
    const struct primary_params *par = &w->par.primary;
    double people = 0, lost = 0;
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        struct surgery *s = &p->surgery[i];
        const double u = luck_uniform(&w->nature, i, PURPOSE_SURGERY, 1);
        s->not_through = surgeries_not_through(par, u);
        people += (double)s->people;
        lost += (double)s->people * s->not_through;
    }
    if (!(par->gp_not_through_sd > 0 && lost > 0)) return;
    for (uint32_t i = 0; i < p->n_surgeries; i++)
        p->surgery[i].not_through *= par->gp_not_through * people / lost;
}

void surgeries_staff(struct primary *p, const struct world *w) {
    const struct primary_params *par = &w->par.primary;
    const double a_head =
        par->gp_appointments * par->gp_same_day_share * par->gp_new_share / par->gp_working_days;
    count_people(p, w);
    share_means(p, w);
    share_calls(p, w);
    for (uint32_t i = 0; i < p->n_surgeries; i++) {
        struct surgery *s = &p->surgery[i];
        const double slots = (double)s->people * a_head * (double)s->means + 0.5;
        s->slots = (uint16_t)(slots > 60000 ? 60000 : slots);
        s->routine_days = (float)par->gp_routine_days;
        s->routine_ask = 1;
        s->usual = (float)continuity_usual(par, (double)w->place->practices[i].registered);
        s->left = 1;
        s->style = (float)(par->gp_style_sd *
                           real_probit(luck_uniform(&w->nature, i, PURPOSE_GP, UINT32_MAX)));
    }
}

/* The practice of the person at this share of the place's people, practice after practice. */
static const struct surgery *practice_at(const struct primary *p, double share, double people) {
    double before = 0;
    uint32_t i = 0;
    for (; i + 1 < p->n_surgeries; i++) {
        before += (double)p->surgery[i].people;
        if (before > share * people) break;
    }
    return &p->surgery[i];
}

/* By the golden section, so that any first few of them are spread over the place's people too. */
void surgeries_sample(const struct primary *p, struct surgery *to, uint32_t n, double each) {
    double people = 0, all = 0, share = 0.5;
    for (uint32_t i = 0; i < p->n_surgeries; i++) people += (double)p->surgery[i].people;
    for (uint32_t i = 0; i < n; i++) {
        to[i].means = p->n_surgeries && people > 0 ? practice_at(p, share, people)->means : 1;
        all += (double)to[i].means;
        share += 0.6180339887498949;
        if (share >= 1.0) share -= 1.0;
    }
    for (uint32_t i = 0; i < n && all > 0; i++)
        to[i].slots = (uint16_t)(each * ((double)to[i].means * (double)n / all) + 0.5);
}
