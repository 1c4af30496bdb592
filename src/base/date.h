// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Time is a whole number of minutes since the appointed day, 5 July 1948, 00:00. */
#ifndef BASE_DATE_H
#define BASE_DATE_H
#include <stdbool.h>
#include <stdint.h>

typedef uint32_t minute_t; /* minutes since 1948-07-05 00:00; good to the year 10114 */
typedef uint32_t day_t;    /* whole days since 1948-07-05 (a Monday) */
#define MINUTES_A_DAY 1440u
#define MINUTE_NEVER UINT32_MAX
#define DAYS_A_YEAR 365.25

struct civil { int year, month, day; }; /* month and day from 1 */

static inline day_t minute_day(minute_t t) { return t / MINUTES_A_DAY; }
static inline uint32_t minute_of_day(minute_t t) { return t % MINUTES_A_DAY; }
static inline minute_t day_minute(day_t d) { return d * MINUTES_A_DAY; }
static inline unsigned day_weekday(day_t d) { return d % 7u; } /* 0 Monday .. 6 Sunday */

day_t day_from_civil(struct civil c);
struct civil day_to_civil(day_t d) __attribute__((const));
/* Months since July 1948 (July 1948 = 0), and the first day of such a month. */
int32_t day_month(day_t d) __attribute__((const));
day_t month_first_day(int32_t month);
/* Is it an English bank holiday? (by rule, 1978 on: New Year, Easter, May, August, Christmas) */
bool day_is_bank_holiday(day_t d);
static inline bool day_is_working(day_t d) { return day_weekday(d) < 5 && !day_is_bank_holiday(d); }
unsigned month_working_days(int32_t month);
/* "2026-02-01" to a day; returns 0, or -1 when the text is no date of 1948-07-05 or later. */
int day_parse(const char *text, day_t *day) __attribute__((warn_unused_result));
/* Writes "2026-02-01" (buffer of 11 or more). */
void day_print(day_t d, char *buffer);

/* Mean of twelve that stand one after another, January first. */
static inline double year_mean(const double *twelve) {
    double mean = 0.0;
    for (unsigned m = 0; m < 12; m++) mean += twelve[m] / 12.0;
    return mean;
}

#endif
