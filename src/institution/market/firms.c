// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The firms that may bid, drawn once a run and the same in every regime: two of each kind (national
 * private operator, regional private firm, social enterprise or community organisation, arm of a
 * neighbouring NHS trust, local federation of practices).
 *
 *   base     = a direction at random, a distance exponential about the kind's mean, from the
 *   place's middle
 *   able(l)  : registered and able to run line l, with the line's chance
 *   need(l)  = 1 + cost difference of the kind (nought) + cost_sd x normal    what the whole
 *   service costs it, ratio to the base
 *   fit(l)   = fit difference of the kind (nought) + fit_per_100_km x distance / 100 + normal
 *
 * Kinds differ in size, reach and reserves, which are ASSUMED; whether a kind is cheaper or better
 * is nought until a user says otherwise. Left out: firms that merge, learn, enter or leave the
 * country's market. */
#include "institution/market/inside.h"

double firms_normal(uint32_t word) { return real_probit(word_uniform(word)); }

static double able_chance(const struct market_params *p, unsigned line) {
    switch (line) {
    case LINE_111: return p->able_111;
    case LINE_OUT_OF_HOURS: return p->able_out_of_hours;
    case LINE_URGENT_TREATMENT: return p->able_urgent_treatment;
    case LINE_AMBULANCE: return p->able_ambulance;
    case LINE_COMMUNITY: return p->able_community;
    default: return 0.0;
    }
}

static void draw(struct institutions *i, unsigned k) {
    struct market *const m = i->market;
    struct firm *const f = &m->firm[k];
    const struct luck *const luck = &i->world->luck;
    f->kind = (uint8_t)(k % FIRM_KINDS);
    const struct firm_params *const q = &m->kind[f->kind];
    const struct words at = luck_words(luck, k, PURPOSE_FIRM, 0);
    const double far = draw_exponential(word_uniform(at.w[0]), q->distance),
                 angle = 6.283185307179586 * word_uniform(at.w[1]);
    f->x_km = (float)(far * real_cos(angle));
    f->y_km = (float)(far * real_sin(angle));
    for (unsigned l = 0; l < LINE_COUNT; l++) {
        const struct words u = luck_words(luck, k, PURPOSE_FIRM, 1u + l);
        f->able[l] = word_uniform(u.w[0]) < able_chance(&m->par, l);
        const double need = 1.0 + q->cost_difference + m->par.cost_sd * firms_normal(u.w[1]);
        f->need[l] = need > 0.5 ? need : 0.5;
        f->fit[l] = q->fit_difference + m->par.fit_per_100_km * far / 100.0 + firms_normal(u.w[2]);
    }
    i->provider[market_firm(i, k)].open_market = f->kind != FIRM_TRUST_ARM;
}

void firms_draw(struct institutions *i) {
    for (unsigned k = 0; k < FIRMS; k++) draw(i, k);
}

int firm_of(const struct institutions *i, unsigned provider) {
    const unsigned first = market_firm(i, 0);
    return provider >= first && provider < first + FIRMS ? (int)(provider - first) : -1;
}

bool firm_could(const struct institutions *i, unsigned k, unsigned c, unsigned l) {
    const struct market *const m = i->market;
    const struct firm *const f = &m->firm[k];
    const double dx = (double)f->x_km - (double)m->x_km[c],
                 dy = (double)f->y_km - (double)m->y_km[c];
    return f->able[l] && dx * dx + dy * dy <= m->par.radius * m->par.radius &&
           market_value(i, c, l) <= 100.0 * m->kind[f->kind].size_most;
}

static bool in_process(const struct market *m, unsigned provider) {
    for (unsigned n = 0; n < m->n_processes; n++) {
        if (m->process[n].award >= m->n_awards || m->process[n].stage >= STAGE_MOBILISE) continue;
        const struct award *const a = &m->award[m->process[n].award];
        for (unsigned b = 0; b < a->n_bids; b++)
            if (a->bid[b].bidder == provider) return true;
    }
    return false;
}

bool firm_free(const struct institutions *i, unsigned k) {
    const struct market *const m = i->market;
    const unsigned p = market_firm(i, k);
    double busy = in_process(m, p) ? 1.0 : 0.0;
    for (unsigned n = 0; n < i->n_commissioners * LINE_COUNT; n++) busy += m->line[n].holder == p;
    return busy < m->kind[m->firm[k].kind].at_once;
}

unsigned market_rivals(const struct institutions *i, unsigned c, unsigned l) {
    unsigned n = 0;
    for (unsigned k = 0; k < FIRMS; k++)
        n += market_firm(i, k) != market_holder(i, c, l) && firm_could(i, k, c, l);
    return n;
}
