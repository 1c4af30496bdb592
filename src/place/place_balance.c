// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One month's flows made to bear one another. A list that loses more by completed pathways than it
 * gains by clock starts runs out; published ones do not, because clocks also come from elsewhere:
 * begun in another function of the same hospital (a sleep test, a surgical opinion), or at another
 * hospital, whose removals they are there. Neither transfer is published, and the model has none.
 * So, by provider, with d = stops - starts of its services where that is positive:
 *
 *   functions that start more than they complete give up starts in proportion to that surplus, as
 *   many as those with d lack
 *   what all of a provider's functions together lack moves its starts up and its stops down by the
 *   same proportion,
 *     e = lack / (starts + stops):  the least change, if counts vary in proportion to themselves,
 *     that makes starts = stops
 *
 * The first keeps every total of the provider. No parameter, nothing later than the counts
 * themselves. Left out: the transfers; that a month without them would differ from one with. */
#include "place/place_cut.h"

static double surplus(const struct service *s) {
    return (double)s->starts - (double)s->stops_admitted - (double)s->stops_nonadmitted;
}

/* Counts of a provider's services moved by the proportion e until starts are stops. */
static void reconcile(struct service *s, unsigned n, double lack, double all) {
    const double e = lack / all;
    for (unsigned i = 0; i < n; i++) {
        s[i].starts = (float)((double)s[i].starts * (1.0 + e));
        s[i].stops_admitted = (float)((double)s[i].stops_admitted * (1.0 - e));
        s[i].stops_nonadmitted = (float)((double)s[i].stops_nonadmitted * (1.0 - e));
    }
}

static void share_starts(struct service *s, unsigned n, double spare, double wanted) {
    const double part = spare > 0.0 ? (wanted < spare ? wanted / spare : 1.0) : 0.0;
    const double met = wanted > 0.0 ? part * spare / wanted : 0.0;
    for (unsigned i = 0; i < n; i++) {
        const double own = surplus(&s[i]);
        s[i].starts = (float)((double)s[i].starts - own * (own > 0.0 ? part : met));
    }
}

void place_balance(struct service *s, unsigned n) {
    double spare = 0.0, wanted = 0.0, all = 0.0;
    for (unsigned i = 0; i < n; i++) {
        const double own = surplus(&s[i]);
        all += (double)s[i].starts + (double)s[i].stops_admitted + (double)s[i].stops_nonadmitted;
        *(own > 0.0 ? &spare : &wanted) += own > 0.0 ? own : -own;
    }
    if (wanted > spare)
        reconcile(s, n, wanted - spare, all);
    spare = wanted = 0.0;
    for (unsigned i = 0; i < n; i++) {
        const double own = surplus(&s[i]);
        *(own > 0.0 ? &spare : &wanted) += own > 0.0 ? own : -own;
    }
    share_starts(s, n, spare, wanted);
}

void cut_balance(struct place *p) {
    for (unsigned first = 0; first < p->n_services;) {
        unsigned end = first;
        while (end < p->n_services && p->services[end].provider == p->services[first].provider)
            end++;
        place_balance(&p->services[first], end - first);
        first = end;
    }
}
