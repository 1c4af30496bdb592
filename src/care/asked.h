// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Questions that a unit test's table may leave out: the answer is then "as it was at the start".
 * And what follows from one answer alone: whole people on a shift. */
#ifndef CARE_ASKED_H
#define CARE_ASKED_H
#include "care/world.h"

static inline struct provision asked_provision(const struct world *w, uint16_t provider) {
    if (!w->ask || !w->ask->provision)
        return (struct provision){
            .nurses = 1.0, .doctors = 1.0, .infection = 1.0, .turnaround = 1.0};
    return w->ask->provision(w->institutions, w, provider);
}

static inline double asked_filled(const struct world *w, uint32_t area, enum service_line line) {
    if (!w->ask || !w->ask->line_filled) return 1.0;
    const double x = w->ask->line_filled(w->institutions, w, (uint16_t)area, line);
    return x > 0.0 ? x : 0.0;
}

/* How well a line is done, standard deviations from the start. */
static inline double asked_quality(const struct world *w, uint32_t area, enum service_line line) {
    return w->ask && w->ask->line_quality
               ? w->ask->line_quality(w->institutions, w, (uint16_t)area, line)
               : 0.0;
}

static inline double asked_travel_eased(const struct world *w, const struct referral *r) {
    return w->ask && w->ask->travel_eased ? w->ask->travel_eased(w->institutions, w, r) : 0.0;
}

/* Something is done for a person, by a provider or NOBODY in particular, and somebody pays. */
static inline void asked_paid(struct world *w, uint32_t person, uint16_t provider,
                              enum currency currency, enum service_line line, double quantity) {
    if (!w->ask || !w->ask->paid) return;
    w->ask->paid(w->institutions, w,
                 &(struct activity){.currency = currency,
                                    .line = line,
                                    .provider = provider,
                                    .area = w->people.p[person].area,
                                    .person = person,
                                    .complexity = 1,
                                    .quantity = (float)quantity});
}

/* By a draw of the candidate's own for the step, so that whoever is spared under little is spared
 * under more. */
static inline bool asked_prevented(const struct world *w, const struct need *n, unsigned step) {
    if (!w->ask || !w->ask->prevented) return false;
    const double share = w->ask->prevented(w->institutions, w, n);
    return share > 0.0 && luck_uniform(&w->nature, n->person, PURPOSE_PREVENTION,
                                       n->number * 16u + step) < share;
}

/* Does prevention or a team keep this need from striking? */
static inline bool asked_spared(const struct world *w, const struct need *n) {
    return n->kind < NEED_ACUTE_KINDS && asked_prevented(w, n, 0);
}

/* Does prevention keep this person from the death of the stream? */
static inline bool asked_survives(const struct world *w, const struct need *death) {
    return asked_prevented(w, death, 1);
}

/* Share of what follows that this decider no longer bears and bore at the start: 0 under the
 * contracts that the published figures of the start embody, above 0 where others bear more now. */
static inline double asked_passed_on(const struct world *w, uint16_t provider,
                                     enum service_line decider) {
    if (!w->ask || !w->ask->own_share || !w->ask->own_share_at_start) return 0.0;
    return w->ask->own_share_at_start(w->institutions, w, provider, decider) -
           w->ask->own_share(w->institutions, w, provider, decider);
}

/* Who is there in an hour of a roster of which a ratio is filled: whole people, the remainder
 * carried on through the day; the last one there is never sent home. The roster itself at a ratio
 * of 1. */
static inline unsigned asked_roster(const uint16_t roster[24], unsigned hour, double ratio) {
    unsigned before = 0;
    for (unsigned h = 0; h < hour; h++) before += roster[h];
    const double from = before * ratio + 0.5, to = (before + roster[hour]) * ratio + 0.5;
    const unsigned n = (unsigned)to - (unsigned)from;
    return n == 0 && roster[hour] > 0 ? 1u : n;
}

#endif
