// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the date does to planned care. Letters are written, clinics held and lists run on working
 * days, and a working day of August or December brings less than one of May. England's months up to
 * the vintage tell:
 *   factor(month) = mean over the last season_months of (value / working days) / (the same of the
 *                   year about it),
 * half weight to the two months at the year's ends, scaled so that the year from the start keeps
 * its mean day. Clinic slots follow England's stops without admission, theatre slots those with.
 * A need strikes on any day; its clock starts when letters are sent. A referral that would be due
 * at x, counted from the start of a year of the run, comes where the year's letters have reached
 * the share x / year:
 *   sent(day) / sent(year) = x / year,   sent(day) = sum over days of factor(month) if working,
 *                            else 0,
 * so nobody is lost and the order of referrals is kept; hardly anybody moves by more than a week.
 * Left out: half terms, strikes, weekend lists. */
#include "care/planned_inner.h"

#define YEAR_WINDOW 6 /* months on both sides */

static bool published(const struct month_series *s, int32_t month, double *value) {
    *value = series_at(s, month);
    return *value == *value;
}

/* A month's working day against that of the year about it; 0 when that is not published. */
static double against_year(const struct month_series *s, int32_t month) {
    double here, sum = 0.0, days = 0.0, v;
    if (!published(s, month, &here))
        return 0.0;
    for (int32_t m = -YEAR_WINDOW; m <= YEAR_WINDOW; m++)
        if (published(s, month + m, &v)) {
            const double weight = m == -YEAR_WINDOW || m == YEAR_WINDOW ? 0.5 : 1.0;
            sum += weight * v;
            days += weight * month_working_days(month + m);
        }
    return sum > 0.0 ? here / month_working_days(month) * days / sum : 0.0;
}

static void keep_mean(double factor[12], int32_t start) {
    double days = 0.0, sum = 0.0;
    for (int32_t m = start; m < start + 12; m++) {
        days += month_working_days(m);
        sum += month_working_days(m) * factor[m % 12];
    }
    for (unsigned k = 0; k < 12; k++)
        factor[k] *= days / sum;
}

static void make(double factor[12], const struct month_series *s, int32_t start, unsigned months) {
    double sum[12] = {0};
    unsigned n[12] = {0};
    const int32_t last = s->first_month + (int32_t)s->n - 1;
    for (int32_t back = YEAR_WINDOW; back < (int32_t)months && back + YEAR_WINDOW < (int32_t)s->n;
         back++) {
        const double f = against_year(s, last - back);
        sum[(last - back) % 12] += f;
        n[(last - back) % 12] += f > 0.0 ? 1u : 0u;
    }
    for (unsigned k = 0; k < 12; k++)
        factor[k] = n[k] > 0 ? sum[k] / n[k] : 1.0;
    keep_mean(factor, start);
}

void season_make(struct season *s, const struct place *p, const struct planned_params *par) {
    const int32_t start = day_month(p->start);
    const unsigned months = (unsigned)par->season_months;
    make(s->starts, &p->england_starts, start, months);
    make(s->theatres, &p->england_stops_admitted, start, months);
    make(s->clinics, &p->england_stops_nonadmitted, start, months);
}

double season_day(const double factor[12], day_t day) {
    return day_is_working(day) ? factor[day_month(day) % 12] : 0.0;
}

static uint32_t year_from(uint32_t year) { return (uint32_t)(year * DAYS_A_YEAR + 0.5); }

void season_open(struct planned *p, const struct world *w) {
    p->years = (w->last_day - w->first_day) / 365u + 2u;
    const uint32_t days = year_from(p->years);
    p->sent = arena_array(&p->arena, days + 1u, sizeof *p->sent);
    if (!p->sent)
        return;
    p->sent[0] = 0.0;
    for (uint32_t d = 0; d < days; d++)
        p->sent[d + 1] = p->sent[d] + season_day(p->season.starts, w->first_day + d);
}

/* The day of the run in [low, high) on which the letters sent pass a number. */
static uint32_t find_day(const double *sent, uint32_t low, uint32_t high, double number) {
    while (high - low > 1) {
        const uint32_t middle = (low + high) / 2;
        if (sent[middle] <= number)
            low = middle;
        else
            high = middle;
    }
    return low;
}

minute_t season_referral(const struct world *w, minute_t due) {
    const struct planned *p = w->planned;
    const minute_t start = day_minute(w->first_day);
    const double day = due > start ? (double)(due - start) / MINUTES_A_DAY : 0.0;
    const uint32_t year = (uint32_t)(day / DAYS_A_YEAR);
    if (year >= p->years)
        return due;
    const uint32_t from = year_from(year), to = year_from(year + 1);
    const double share = day > from ? (day - from) / (to - from) : 0.0;
    const double number =
        p->sent[from] + (share < 1.0 ? share : 1.0) * (p->sent[to] - p->sent[from]);
    const uint32_t d = find_day(p->sent, from, to, number);
    const double of_day = p->sent[d + 1] - p->sent[d];
    const double part = of_day > 0.0 ? (number - p->sent[d]) / of_day : 0.0;
    return day_minute(w->first_day + d) + (minute_t)(part * (MINUTES_A_DAY - 1.0));
}
