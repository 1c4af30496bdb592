// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who comes first: when a pathway's stages end, by its place u in the order in which a service
 * deals with its cases (0 the first, uniform over clock starts). Each list calls whoever falls due
 * first.
 *
 *   stay      mean days in each stage by Little's law over published stocks and flows
 *             (planned_rates.c)
 *   I(u)      weeks within which the share u was dealt with, by the shape of the list
 *   unseen    stay[0] I(u) / mean I;   then to the decision  stay[1] I(u) / mean I
 *   listed    stay[2] x(u)
 * Urgent referrals, the first urgent_share of the order at NHS hospitals, are seen within
 * urgent_first_days and decided within urgent_decided_days at the latest, in proportion to u; the
 * others then wait as much longer as keeps the mean.
 *
 * The theatre list by clinical priority: of those waiting the shares p_c are of priority 2 (with
 * 1), 3 and 4, whose waits are as w_c = 1, 3 and priority_4_wait months. By Little's law again, of
 * those admitted the share is
 *   f_c = (p_c / w_c) / sum(p / w):   the urgent are few of those who wait and many of those who
 *         are admitted.
 * With waits of a class spread evenly from none to twice its mean r_c = w_c / sum(f w), the share
 * still listed is
 *   Q(x) = sum of f_c max(0, 1 - x / (2 r_c)),   x in units of the mean wait;   x(u) solves Q(x) =
 *          1 - u.
 * Private hospitals take no urgent cases.
 *
 * Who has waited longest. The same people last in every stage would wait longer than anybody on the
 * published list does: there the longest waiters are called first in every stage. With E(k) the
 * days by which the share k of clocks has ended by the stages above, over all ways of ending, and
 * I(k) those by the list, beyond the last k with I >= E every end t becomes
 *   I(E^-1(t)):   so that no larger share still waits at long waits than of those who wait at the
 *                 start.
 * What is left of long waits is then up to capacity. Left out: a change of priority while waiting;
 * patients who put a date off. */
#include "care/planned_inner.h"

#define CLASSES 3

struct priority { double share[CLASSES], mean[CLASSES]; }; /* of those admitted; wait, mean 1 */

static struct priority priorities(bool nhs, const struct planned_params *par) {
    const double two = nhs ? par->listed_priority_2 : 0.0;
    const double waiting[CLASSES] = {two, par->listed_priority_3,
                                     1.0 - par->listed_priority_2 - par->listed_priority_3};
    const double wait[CLASSES] = {par->priority_2_wait, par->priority_3_wait, par->priority_4_wait};
    struct priority p;
    double flow = 0.0, mean = 0.0;
    for (unsigned c = 0; c < CLASSES; c++)
        flow += waiting[c] / wait[c];
    for (unsigned c = 0; c < CLASSES; c++) {
        p.share[c] = waiting[c] / wait[c] / flow;
        mean += p.share[c] * wait[c];
    }
    for (unsigned c = 0; c < CLASSES; c++)
        p.mean[c] = wait[c] / mean;
    return p;
}

static double still_listed(const struct priority *p, double x) {
    double left = 0.0;
    for (unsigned c = 0; c < CLASSES; c++)
        left += x < 2.0 * p->mean[c] ? p->share[c] * (1.0 - x / (2.0 * p->mean[c])) : 0.0;
    return left;
}

static double listed_for(const struct priority *p, double order) {
    double low = 0.0, high = 2.0 * p->mean[CLASSES - 1];
    for (unsigned k = 0; k < 40; k++) {
        const double middle = 0.5 * (low + high);
        if (still_listed(p, middle) > 1.0 - order)
            low = middle;
        else
            high = middle;
    }
    return 0.5 * (low + high);
}

/* What the steps of a table from one on add to its mean over orders, straight lines between
 * steps. */
static double mean_from(const double *t, unsigned from) {
    double sum = 0.0;
    for (unsigned k = from; k <= ORDER_STEPS; k++)
        sum += (k == 0 || k == ORDER_STEPS ? 0.5 : 1.0) * t[k] / ORDER_STEPS;
    return sum;
}

/* The urgent no later than most(u), the others longer by as much as keeps the mean. */
static void hurry(double *t, double urgent_share, double most_days) {
    const double before = mean_from(t, 0);
    unsigned last = 0;
    for (; last < ORDER_STEPS && last <= urgent_share * ORDER_STEPS; last++) {
        const double most = most_days * last / (urgent_share * ORDER_STEPS);
        t[last] = t[last] < most ? t[last] : most;
    }
    const double rest = mean_from(t, last), urgent = mean_from(t, 0) - rest;
    for (unsigned k = last; k <= ORDER_STEPS; k++)
        t[k] *= rest > 0.0 ? (before - urgent) / rest : 1.0;
}

/* Of the ways in which clocks end, that of which the next step falls earliest; STAGE_ENDS when none
 * is left. */
static unsigned next_way(const struct service_rates *r, const double *way, const unsigned *at) {
    unsigned next = STAGE_ENDS;
    for (unsigned e = 0; e < STAGE_ENDS; e++)
        if (at[e] <= ORDER_STEPS && way[e] > 0.0 &&
            (next == STAGE_ENDS || r->end[e][at[e]] < r->end[next][at[next]]))
            next = e;
    return next;
}

/* Days at which the share k / ORDER_STEPS of all clocks have ended, however they end; removals
 * apart. */
static void ended_by(const struct service_rates *r, double *days) {
    const double clinic = 1.0 - r->direct, first = clinic * r->decided_first,
                 later = clinic - first;
    const double way[STAGE_ENDS] = {
        [END_FIRST] = first * (1.0 - r->admit), [END_SEEN] = later * (1.0 - r->admit),
        [END_TREATED_DIRECT] = r->direct, [END_TREATED_AT_FIRST] = first * r->admit,
        [END_TREATED] = later * r->admit};
    unsigned at[STAGE_ENDS] = {0};
    double ended = 0.0, t = 0.0;
    for (unsigned k = 0; k <= ORDER_STEPS; k++) {
        const double wanted = (k < ORDER_STEPS ? k : ORDER_STEPS - 0.5) / ORDER_STEPS;
        while (ended < wanted) {
            const unsigned next = next_way(r, way, at);
            if (next == STAGE_ENDS)
                break;
            const bool edge = at[next] == 0 || at[next] == ORDER_STEPS;
            ended += way[next] * (edge ? 0.5 : 1.0) / ORDER_STEPS;
            t = (double)r->end[next][at[next]++];
        }
        days[k] = t;
    }
}

/* The stages' ends by the interval and Little's law, before anybody is called sooner. */
static void set_ends(struct service_rates *r, const double *interval, bool nhs,
                     const struct planned_params *par) {
    const struct priority p = priorities(nhs, par);
    double first[ORDER_STEPS + 1], later[ORDER_STEPS + 1];
    const double mean = mean_from(interval, 0);
    for (unsigned k = 0; k <= ORDER_STEPS; k++) {
        first[k] = mean > 0.0 ? r->stay[0] * interval[k] / mean : r->stay[0];
        later[k] = mean > 0.0 ? r->stay[1] * interval[k] / mean : r->stay[1];
    }
    if (nhs) {
        hurry(first, par->urgent_share, par->urgent_first_days);
        hurry(later, par->urgent_share, par->urgent_decided_days - par->urgent_first_days);
    }
    for (unsigned k = 0; k <= ORDER_STEPS; k++) {
        const double listed = r->stay[2] * listed_for(&p, (double)k / ORDER_STEPS);
        r->end[END_FIRST][k] = (float)first[k];
        r->end[END_SEEN][k] = (float)(first[k] + later[k]);
        r->end[END_TREATED_DIRECT][k] = (float)listed;
        r->end[END_TREATED_AT_FIRST][k] = (float)(first[k] + listed);
        r->end[END_TREATED][k] = (float)(first[k] + later[k] + listed);
    }
}

/* Days by which a stage ends once the last are called as the list says; the same for every stage
 * and way. */
static double called_by(const double *found, const double *wanted, double days) {
    unsigned low = 0, high = ORDER_STEPS; /* found[low] <= days < found[high] */
    if (days >= found[ORDER_STEPS])
        return found[ORDER_STEPS] > 0.0 ? days * wanted[ORDER_STEPS] / found[ORDER_STEPS] : days;
    while (high - low > 1) {
        const unsigned middle = (low + high) / 2;
        if (found[middle] <= days)
            low = middle;
        else
            high = middle;
    }
    const double span = found[high] - found[low],
                 at = span > 0.0 ? (days - found[low]) / span : 0.0;
    return wanted[low] + (wanted[high] - wanted[low]) * at;
}

/* Only the tail is moved: the steps after the last at which the list leaves as much time as the
 * stages take. */
static void keep_tail(double *wanted, const double *found) {
    unsigned from = ORDER_STEPS + 1;
    while (from > 0 && wanted[from - 1] < found[from - 1])
        from--;
    for (unsigned k = 0; k < from && k <= ORDER_STEPS; k++)
        wanted[k] = found[k];
}

void order_make(struct service_rates *r, bool nhs, const struct planned_params *par) {
    double wanted[ORDER_STEPS + 1], found[ORDER_STEPS + 1];
    for (unsigned k = 0; k <= ORDER_STEPS; k++)
        wanted[k] =
            rates_interval(r, 1.0 - (k < ORDER_STEPS ? k : ORDER_STEPS - 0.5) / ORDER_STEPS);
    set_ends(r, wanted, nhs, par);
    ended_by(r, found);
    keep_tail(wanted, found);
    for (unsigned e = 0; e < STAGE_ENDS; e++)
        for (unsigned k = 0; k <= ORDER_STEPS; k++)
            r->end[e][k] = (float)called_by(found, wanted, (double)r->end[e][k]);
}

double order_days(const struct service_rates *r, enum stage_end end, double order) {
    const double at = order * ORDER_STEPS;
    const unsigned k = at < ORDER_STEPS - 1.0 ? (unsigned)at : ORDER_STEPS - 1;
    const double a = (double)r->end[end][k], b = (double)r->end[end][k + 1];
    return a + (b - a) * (at - k);
}

double order_left(const struct service_rates *r, enum stage_end end, double days) {
    const float *t = r->end[end];
    unsigned low = 0, high = ORDER_STEPS; /* t[low] <= days < t[high] */
    if (days < (double)t[0])
        return 1.0;
    if (days >= (double)t[ORDER_STEPS])
        return 0.0;
    while (high - low > 1) {
        const unsigned middle = (low + high) / 2;
        if ((double)t[middle] <= days)
            low = middle;
        else
            high = middle;
    }
    const double a = (double)t[low], b = (double)t[high];
    return 1.0 - (low + (b > a ? (days - a) / (b - a) : 0.0)) / ORDER_STEPS;
}
