// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The room of beds with nobody in it: its sites, and the parameters by age, frailty, kind and month
 * as tables. Of a run (beds.c) and of the pilot of urgent care (beds_pilot.c). */
#include "base/real.h"
#include "care/beds_state.h"

/* The middle of each part; the last part's long tail is put back so that the mean is 1. */
static void quantiles(struct beds *b, double sigma) {
    double sum = 0.0;
    for (unsigned k = 0; k < QUANTILES; k++)
        sum += b->quantile[k] = draw_lognormal((k + 0.5) / QUANTILES, 1.0, sigma);
    b->quantile[QUANTILES - 1u] += QUANTILES - sum;
}

/* Who needs a bed, as the needs have it: rates by age, frailty and tenth of deprivation. */
static void admitted_rows(struct beds *b, const struct needs_params *n) {
    const double admitted[AGE_BANDS] = {n->bed_0_4, n->bed_5_17, n->bed_18_44, n->bed_45_64,
                                        n->bed_65_74, n->bed_75_84, n->bed_85};
    const double steep[AGE_BANDS] = {
        n->bed_gradient_0_4,   n->bed_gradient_5_17,  n->bed_gradient_18_44, n->bed_gradient_45_64,
        n->bed_gradient_65_74, n->bed_gradient_75_84, n->bed_gradient_85};
    const double frail[FRAILTIES] = {1.0, n->bed_ratio_mild, n->bed_ratio_moderate,
                                     n->bed_ratio_severe};
    const double log_rii = real_log(n->bed_rii);
    for (unsigned k = 0; k < AGE_BANDS; k++) {
        b->admitted[k] = admitted[k];
        for (unsigned d = 0; d < 10; d++)
            b->tenth[k][d] = real_exp(0.1 * log_rii * steep[k] * (4.5 - d));
    }
    for (unsigned k = 0; k < FRAILTIES; k++) b->admitted_frailty[k] = frail[k];
}

static void rows(struct beds *b, const struct beds_params *p) {
    const double zero[AGE_BANDS] = {p->zero_ratio_0_4,   p->zero_ratio_5_17,  p->zero_ratio_18_44,
                                    p->zero_ratio_45_64, p->zero_ratio_65_74, p->zero_ratio_75_84,
                                    p->zero_ratio_85};
    const double nights[AGE_BANDS] = {p->nights_0_17,  p->nights_0_17,  p->nights_18_44,
                                      p->nights_45_64, p->nights_65_74, p->nights_75_84,
                                      p->nights_85};
    for (unsigned k = 0; k < AGE_BANDS; k++) {
        b->zero_ratio[k] = zero[k];
        b->nights[k] = nights[k];
    }
    const double frail[FRAILTIES] = {1.0, p->nights_mild, p->nights_moderate, p->nights_severe};
    for (unsigned k = 0; k < FRAILTIES; k++) b->nights_frailty[k] = frail[k];
    quantiles(b, p->nights_sigma);
}

/* What the month does: kinds that follow the winter wave stay longer in months in which more people
 * die, for those are iller who come then; infection closes more beds, and who has influenza is not
 * laid beside others. */
static void winter(struct beds *b, const struct beds_params *p, const struct needs_params *n) {
    for (unsigned m = 0; m < 12; m++) {
        const double graver = needs_gravity(n, m);
        b->closed[m] = (p->closed_winter + p->flu_beds * p->flu_isolation) * needs_winter(n, m);
        for (unsigned k = 0; k < NEED_ACUTE_KINDS; k++) {
            const enum need_kind kind = (enum need_kind)k;
            const double longer = 1.0 + p->nights_winter * needs_follows_winter(kind) * graver;
            b->nights_kind[m][k] = beds_kind_nights(p, kind) * (longer > 0.0 ? longer : 0.0);
        }
    }
}

static int make(struct beds *b, const struct world *w) {
    const struct place *p = w->place;
    size_t capacity = 0, of_capacity = 0, area_capacity = 0;
    TRY(memory_grow((void **)&b->sites, &capacity, p->n_providers + 1u, sizeof *b->sites));
    TRY(memory_grow((void **)&b->site_of, &of_capacity, p->n_providers + 1u, sizeof *b->site_of));
    TRY(memory_grow((void **)&b->site_of_area, &area_capacity, p->n_areas + 1u,
                    sizeof *b->site_of_area));
    for (uint16_t i = 0; i < p->n_providers; i++) {
        b->site_of[i] = -1;
        if (!p->providers[i].acute_trust || p->providers[i].outside) continue;
        struct bed_site *site = &b->sites[b->n_sites];
        site->provider = i;
        site->opel = 1;
        queue_init(&site->inside);
        for (unsigned k = 0; k < BED_CLASSES; k++) queue_init(&site->queue[k]);
        queue_init(&site->critical_queue);
        queue_init(&site->space_queue);
        b->site_of[i] = (int16_t)b->n_sites++;
    }
    return 0;
}

int beds_shell(struct beds **out, const struct world *w) {
    struct beds *b = NULL;
    size_t capacity = 0;
    TRY(memory_grow((void **)&b, &capacity, 1, sizeof *b));
    *out = b;
    b->free = QUEUE_NONE;
    admitted_rows(b, &w->needs_par);
    rows(b, &w->par.beds);
    winter(b, &w->par.beds, &w->needs_par);
    return make(b, w);
}

void beds_close(struct beds *b) {
    if (b == NULL) return;
    memory_free(b->sites);
    memory_free(b->site_of);
    memory_free(b->site_of_area);
    memory_free(b->mix);
    memory_free(b->stays);
    memory_free(b->more);
    memory_free(b->link);
    memory_free(b->inside);
    memory_free(b->map);
    memory_free(b);
}
