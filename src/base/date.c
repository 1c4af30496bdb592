// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Days since 5 July 1948 and the civil calendar (Gregorian, proleptic), by the usual counting of
 * 400-year cycles from 1 March of the year 0. English bank holidays by rule from 1978 (Banking
 * and Financial Dealings Act 1971 and proclamations), with the days moved or added by proclamation
 * so far; Easter by the anonymous Gregorian computus (Meeus 1991, chapter 8). */
#include "base/date.h"

enum { APPOINTED_DAY = 711618 }; /* days from 0000-03-01 to 1948-07-05 */

static int64_t count(struct civil c) {
    const int64_t year = (int64_t)c.year - (c.month <= 2);
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t of_era = year - era * 400;
    const int64_t of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

day_t day_from_civil(struct civil c) { return (day_t)(count(c) - APPOINTED_DAY); }

/* Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms"
 * (2022): the same calendar in a few multiplications, for it is asked at every event. */
struct civil day_to_civil(day_t d) {
    const uint32_t century_part = 4u * (d + (uint32_t)APPOINTED_DAY) + 3u;
    const uint32_t century = century_part / 146097u;
    const uint32_t year_part = 4u * (century_part % 146097u / 4u) + 3u;
    const uint64_t product = (uint64_t)2939745u * year_part;
    /* day of a year that begins in March */
    const uint32_t of_year = (uint32_t)product / 2939745u / 4u;
    const uint32_t month_part = 2141u * of_year + 197913u;
    const uint32_t next = of_year >= 306u; /* January and February belong to the next year */
    return (struct civil){(int)(100u * century + (uint32_t)(product >> 32) + next),
                          (int)((month_part >> 16) - 12u * next),
                          (int)((month_part & 0xffffu) / 2141u + 1u)};
}

int32_t day_month(day_t d) {
    const struct civil c = day_to_civil(d);
    return (c.year - 1948) * 12 + c.month - 7;
}

/* The appointed day falls within July 1948: month 0 starts on day 0. */
day_t month_first_day(int32_t month) {
    if (month <= 0)
        return 0;
    const int32_t months = month + 6;
    return day_from_civil((struct civil){1948 + months / 12, months % 12 + 1, 1});
}

static day_t easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return day_from_civil((struct civil){year, n / 31, n % 31 + 1});
}

static day_t first_monday(int year, int month) {
    const day_t first = day_from_civil((struct civil){year, month, 1});
    return first + (7 - day_weekday(first)) % 7;
}

static day_t last_monday(int year, int month) { /* of a month of 31 days */
    const day_t last = day_from_civil((struct civil){year, month, 31});
    return last - day_weekday(last);
}

/* Days added by proclamation, and days to which a Monday in May was moved. */
static const struct civil added[] = {
    {1981, 7, 29}, {1995, 5, 8},  {1999, 12, 31}, {2002, 6, 3}, {2002, 6, 4},
    {2011, 4, 29}, {2012, 6, 4},  {2012, 6, 5},   {2020, 5, 8}, {2022, 6, 2},
    {2022, 6, 3},  {2022, 9, 19}, {2023, 5, 8},
};

static bool was_added(struct civil c) {
    for (unsigned i = 0; i < sizeof added / sizeof *added; i++)
        if (added[i].year == c.year && added[i].month == c.month && added[i].day == c.day)
            return true;
    return false;
}

/* The usual Monday in May was moved away in these years. */
static bool may_day_moved(int year) { return year == 1995 || year == 2020; }
static bool spring_moved(int year) { return year == 2002 || year == 2012 || year == 2022; }

/* Christmas, Boxing Day and New Year, or the weekday in lieu. */
static bool fixed_holiday(struct civil c, unsigned weekday) {
    if (weekday > 4)
        return false;
    if (c.month == 1)
        return c.day == 1 || (weekday == 0 && c.day <= 3);
    if (c.month != 12)
        return false;
    if (c.day == 25 || c.day == 26)
        return true;
    return (c.day == 27 || c.day == 28) && weekday <= 1; /* lieu of a Saturday or a Sunday */
}

bool day_is_bank_holiday(day_t d) {
    const unsigned weekday = day_weekday(d);
    if (weekday > 4)
        return false;
    const struct civil c = day_to_civil(d);
    if (fixed_holiday(c, weekday) || was_added(c))
        return true;
    if (c.month == 3 || c.month == 4) {
        const day_t easter = easter_sunday(c.year);
        return d + 2 == easter || d == easter + 1;
    }
    if (c.month == 5)
        return (d == first_monday(c.year, 5) && !may_day_moved(c.year)) ||
               (d == last_monday(c.year, 5) && !spring_moved(c.year));
    return c.month == 8 && d == last_monday(c.year, 8);
}

unsigned month_working_days(int32_t month) {
    unsigned n = 0;
    for (day_t d = month_first_day(month), end = month_first_day(month + 1); d < end; d++)
        n += day_is_working(d);
    return n;
}

static int month_length(int year, int month) {
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

/* n digits at text, or -1. */
static int digits(const char *text, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

int day_parse(const char *text, day_t *day) {
    const int year = digits(text, 4);
    if (year < 0 || text[4] != '-')
        return -1;
    const int month = digits(text + 5, 2);
    if (month < 1 || month > 12 || text[7] != '-')
        return -1;
    const int of_month = digits(text + 8, 2);
    if (of_month < 1 || of_month > month_length(year, month) || text[10] != '\0')
        return -1;
    const struct civil c = {year, month, of_month};
    if (count(c) < APPOINTED_DAY)
        return -1;
    *day = day_from_civil(c);
    return 0;
}

void day_print(day_t d, char *buffer) {
    const struct civil c = day_to_civil(d);
    const unsigned year = (unsigned)c.year % 10000u;
    const unsigned part[] = {year / 1000, year / 100 % 10, year / 10 % 10, year % 10,
                             (unsigned)c.month / 10, (unsigned)c.month % 10,
                             (unsigned)c.day / 10, (unsigned)c.day % 10};
    static const unsigned char place[] = {0, 1, 2, 3, 5, 6, 8, 9};
    for (unsigned i = 0; i < 8; i++)
        buffer[place[i]] = (char)('0' + part[i]);
    buffer[4] = buffer[7] = '-';
    buffer[10] = '\0';
}
