// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Dates against a calendar counted day by day, and bank holidays against the lists of gov.uk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include "base/date.h"

static int length_of(int year, int month) {
    if (month == 2)
        return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void every_day_for_two_centuries(void **state) {
    (void)state;
    struct civil c = {1948, 7, 5};
    int32_t month = 0;
    for (day_t d = 0; d < 73000; d++) {
        const struct civil found = day_to_civil(d);
        assert_int_equal(found.year, c.year);
        assert_int_equal(found.month, c.month);
        assert_int_equal(found.day, c.day);
        assert_int_equal(day_from_civil(c), d);
        assert_int_equal(day_month(d), month);
        if (c.day == 1)
            assert_int_equal(month_first_day(month), d);
        if (++c.day > length_of(c.year, c.month)) {
            c.day = 1;
            month++;
            if (++c.month > 12) {
                c.month = 1;
                c.year++;
            }
        }
    }
    assert_int_equal(month_first_day(0), 0);
}

static void known_days(void **state) {
    (void)state;
    day_t d = 1;
    assert_int_equal(day_parse("1948-07-05", &d), 0);
    assert_int_equal(d, 0);
    assert_int_equal(day_weekday(d), 0);
    assert_int_equal(day_parse("2026-02-01", &d), 0);
    assert_int_equal(day_weekday(d), 6); /* a Sunday */
    assert_int_equal(minute_day(day_minute(d) + 1439), d);
    assert_int_equal(minute_of_day(day_minute(d) + 1439), 1439);
    char text[11];
    day_print(d, text);
    assert_string_equal(text, "2026-02-01");
    assert_int_equal(day_parse("2024-02-29", &d), 0);
    day_print(d, text);
    assert_string_equal(text, "2024-02-29");
}

static void no_dates(void **state) {
    (void)state;
    static const char *const wrong[] = {"",           "2026",       "2026-2-1",    "2026-02-30",
                                        "2023-02-29", "1948-07-04", "1066-10-14",  "2026-13-01",
                                        "2026-00-10", "2026-01-00", "2026-01-01x", "2026/01/01",
                                        "x026-01-01", "2026-01-1",  " 2026-01-01", "2026-01-011"};
    for (unsigned i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        day_t d = 77;
        assert_int_equal(day_parse(wrong[i], &d), -1);
        assert_int_equal(d, 77);
    }
}

static void bank_holidays_as_published(void **state) {
    (void)state;
    static const char *const holidays[] = {
        "2020-01-01", "2020-04-10", "2020-04-13", "2020-05-08", "2020-05-25", "2020-08-31",
        "2020-12-25", "2020-12-28", "2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03",
        "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28", "2022-01-03", "2022-04-15",
        "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19",
        "2022-12-26", "2022-12-27", "2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01",
        "2023-05-08", "2023-05-29", "2023-08-28", "2023-12-25", "2023-12-26", "2024-01-01",
        "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26", "2024-12-25",
        "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05", "2025-05-26",
        "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03", "2026-04-06",
        "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28", "2027-01-01",
        "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30", "2027-12-27",
        "2027-12-28"};
    const unsigned n = sizeof holidays / sizeof *holidays;
    day_t first, last;
    assert_int_equal(day_parse("2020-01-01", &first), 0);
    assert_int_equal(day_parse("2027-12-31", &last), 0);
    unsigned found = 0;
    for (day_t d = first; d <= last; d++) {
        char text[11];
        day_print(d, text);
        const int listed = found < n && strcmp(text, holidays[found]) == 0;
        if (day_is_bank_holiday(d) != listed)
            fail_msg("%s", text);
        found += (unsigned)listed;
    }
    assert_int_equal(found, n);
}

static void working_days(void **state) {
    (void)state;
    day_t d;
    assert_int_equal(day_parse("2026-04-15", &d), 0);
    /* 22 weekdays, Good Friday, Easter Monday */
    assert_int_equal(month_working_days(day_month(d)), 20);
    assert_int_equal(month_working_days(day_month(d) - 2), 20); /* February 2026 */
    assert_int_equal(day_parse("2026-04-04", &d), 0);
    assert_false(day_is_working(d)); /* a Saturday */
    assert_true(day_is_working(d + 3));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_for_two_centuries), cmocka_unit_test(known_days),
        cmocka_unit_test(no_dates), cmocka_unit_test(bank_holidays_as_published),
        cmocka_unit_test(working_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
