// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: those who plan for next year know some months and not the ones to come; the last
 * month says most, but it is one month, and it has its season. The level that the months known
 * tell:
 *   level = sum over the last known_months published of  keep^age x value / season  over the sum of
 *   keep^age
 *   year  = level x (1 + growth of need)^(years from the last month published to the middle of the
 *   first year)
 * age in months before the last published; flows a day, times 365.25 / 12, so that February is not
 * a quiet month; the season is the one that the run's needs and beds follow, so the level and the
 * run mean the same year. A trust's own share (of attendances over four hours, of beds without
 * criteria to reside) is partly luck of those months:
 *   share = (1 - known_lean) x own + known_lean x England's
 * keep, no trend but the growth of need, and the lean were chosen over England's trusts on months
 * to August 2024 by tools/known_level.py. Left out: a trust's own trend and England's (no better
 * there), turning points. */
#include "care/known_level.h"

#include <math.h>

#include "base/real.h"
#include "care/world.h"

/* Twelve indices that stand one after another, or NULL. */
static const double *season_of(const struct world *w, enum known_kind kind) {
    switch (kind) {
    case KNOWN_ATTENDANCES: return &w->needs_par.season_attendance_jan;
    case KNOWN_ADMISSIONS: return &w->needs_par.season_admission_jan;
    case KNOWN_BEDS: return &w->par.beds.season_jan;
    case KNOWN_FILLED: return &w->par.beds.filled_jan;
    case KNOWN_STOCK: return NULL;
    }
    return NULL;
}

static double mean_of_year(const double *season) {
    double sum = 0;
    for (unsigned m = 0; m < 12; m++) sum += season[m];
    return sum / 12.0;
}

/* What a level of one would show in the month. */
static double usual(const double *season, enum known_kind kind, int32_t month) {
    const day_t first = month_first_day(month);
    const double days = (double)(month_first_day(month + 1) - first) * 12.0 / 365.25;
    const double flow = kind == KNOWN_ATTENDANCES || kind == KNOWN_ADMISSIONS ? days : 1.0;
    return season ? flow * season[day_to_civil(first).month - 1] / mean_of_year(season) : flow;
}

double known_level(const struct world *w, const struct month_series *s, enum known_kind kind) {
    const double *season = season_of(w, kind);
    const unsigned most = (unsigned)w->par.primary.known_months;
    double sum = 0, weights = 0, weight = 1;
    unsigned found = 0;
    for (unsigned i = s->n; i-- > 0 && found < most; weight *= w->par.primary.known_keep) {
        if (isnan(s->value[i])) continue;
        sum += weight * (double)s->value[i] / usual(season, kind, s->first_month + (int32_t)i);
        weights += weight;
        found++;
    }
    return found > 0 ? sum / weights : NAN;
}

double known_year(const struct world *w, const struct month_series *s, enum known_kind kind) {
    const int32_t last = s->first_month + (int32_t)s->n - 1, middle = day_month(w->first_day) + 6;
    const double years = ((double)(middle - last) - 0.5) / 12.0;
    return known_level(w, s, kind) * real_pow(1.0 + w->needs_par.acute_growth, years);
}

double known_share(const struct world *w, double own, const struct month_series *england) {
    const double all = known_level(w, england, KNOWN_STOCK), lean = w->par.primary.known_lean;
    return isnan(all) ? own : (1.0 - lean) * own + lean * all;
}
