// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A department's door and size follow the answer about failure. While the door is shut nobody
 * chooses it and no ambulance is sent there: its share of each area's people falls on the others
 * that the area weighs, by their distance and attraction, and the way is as far as it is. Whoever
 * is on the way or inside is seen to; nobody new comes. Doctors of those who take over come with
 * the answer about provision. Left out: signs that people do not read, departments beyond the eight
 * that an area weighs. */
#include "care/closures.h"
#include "care/beds.h"

static bool shut_now(const struct urgent_door *s, minute_t now) {
    const double hour = (double)minute_of_day(now) / 60.0;
    return s->shut || (s->closes > s->opens && (hour < s->opens || hour >= s->closes));
}

void closures_follow(struct world *w, struct department *d, minute_t now) {
    if (d->type != 1 || d->outside || !w->ask || !w->ask->urgent_door) return;
    const struct urgent_door s = w->ask->urgent_door(w->institutions, w, d->provider);
    const bool shut = shut_now(&s, now);
    if (shut != d->shut) {
        d->shut = shut;
        primary_shut(w, d->site, shut);
    }
    if (s.space > d->space_now || s.space < d->space_now) {
        d->cubicles = (uint16_t)((double)d->cubicles_start * s.space + 0.5);
        d->space_now = s.space;
    }
    if (s.beds > d->beds_now || s.beds < d->beds_now) {
        if (!(d->beds_start > 0.0)) d->beds_start = beds_funded(w, d->provider);
        d->beds_now = s.beds;
        beds_set_open(w, d->provider, d->beds_start * s.beds);
    }
}

uint16_t closures_again(const struct world *w, const struct need *n, uint16_t site) {
    return w->departments->site[site].shut ? primary_site(w, n, 1, NULL) : site;
}
