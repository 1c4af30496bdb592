// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The place's own contracts on the first day (place/place_contracts.c): a line that is let is held
 * by a firm of the contract's kind until the contract ends, whatever the regime; then the answer in
 * force about awards decides. The holder's name stands for a simulated firm: only line, kind and
 * dates are the published contract's. What the service costs the holder is not published: it is
 * taken to do what is done today for what is paid today, its kind's usual margin in it, and as well
 * as it is done today,
 *
 *   need = 1 - margin wanted      quality = 0
 *
 * so that no care differs at the start; what it earns stands among profits. These are the terms of
 * this contract alone: for the award that follows, the firm that stands for the holder is as it was
 * drawn, and may be too small or unable. Left out: lots, options to extend, how the contract was
 * won. */
#include "institution/market/inside.h"

#include <stdio.h>
#include <string.h>

static bool in_force(const struct place *p, const struct held_contract *x) {
    return x->begins <= p->start && x->ends > p->start;
}

/* The simulated firm that stands for a contract's holder: the first of its kind for the holder that
 * the place's file names first, the second for the other (place_contracts.c allows no third). */
static unsigned stands_for(const struct place *p, const struct held_contract *x) {
    for (const struct held_contract *y = p->contracts; y < x; y++)
        if (y->kind == x->kind)
            return strcmp(y->holder, x->holder) == 0 ? x->kind : x->kind + FIRM_KINDS;
    return x->kind;
}

const char *market_today_name(const struct place *p, unsigned firm) {
    for (unsigned n = 0; n < p->n_contracts; n++)
        if (in_force(p, &p->contracts[n]) && stands_for(p, &p->contracts[n]) == firm)
            return p->contracts[n].holder;
    return NULL;
}

static void hold(struct institutions *i, const struct held_contract *x, unsigned line) {
    struct market *const m = i->market;
    const unsigned k = stands_for(i->place, x);
    const int32_t months = day_month(x->ends) + 1 - i->first_month;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        if (!i->place->commissioners[c].inside) continue;
        struct line_contract *const to = market_line(i, c, line);
        to->holder = (uint16_t)market_firm(i, k);
        to->need = 1.0 - m->kind[x->kind].margin_wanted;
        to->ends = (uint16_t)(months < UINT16_MAX ? months : UINT16_MAX - 1);
        records_add(i, to->holder, Q_AWARD, 0, "contract of today",
                    "%s of %s: held by %s for %d months more (%s)", line_word(line),
                    i->place->commissioners[c].code, x->holder, (int)months, x->source);
    }
}

void market_today(struct institutions *i) {
    const struct place *const p = i->place;
    for (unsigned n = 0; n < p->n_contracts; n++)
        for (unsigned l = 0; l < LINE_COUNT && in_force(p, &p->contracts[n]); l++)
            if (strcmp(line_word(l), p->contracts[n].line) == 0) hold(i, &p->contracts[n], l);
}
