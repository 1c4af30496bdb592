// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The notice board: published medians, shown after the lag, small numbers suppressed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "base/real.h"
#include "care/notice_board.h"
#include "care/planned.h"

#define assert_near(a, b, within) assert_true(real_abs((double)(a) - (double)(b)) <= (within))

static uint32_t list[WAIT_WEEKS];

uint32_t planned_waiting(const struct world *w, unsigned service, uint32_t week[],
                         uint32_t *with_decision) {
    (void)w, (void)service, (void)with_decision;
    memcpy(week, list, sizeof list);
    return 0;
}

static struct service service;
static struct place place = {.services = &service, .n_services = 1};
static struct world world = {.place = &place};
static struct notice_board *board;

static int begin(void **state) {
    (void)state;
    memset(&service, 0, sizeof service);
    memset(list, 0, sizeof list);
    service.week[4] = 10;  /* median 5.0 + 1/3 of the band after: 16th of 32 */
    service.week[5] = 18;
    service.week[30] = 4;
    world.par.planned.publication_lag_months = 2;
    world.par.planned.publication_least = 10;
    return notice_board_open(&board, &world);
}
static int end(void **state) {
    (void)state;
    notice_board_close(board);
    return 0;
}

static void shows_the_published_median_at_first(void **state) {
    (void)state;
    assert_near(notice_board_wait(board, 0), 5.0 + 6.0 / 18.0, 1e-5);
    assert_near(notice_board_within_18(board, 0), 28.0 / 32.0, 1e-6);
}

/* Seventeen whole weeks and less are within eighteen; eighteen whole weeks are not. */
static void eighteen_weeks_are_over(void **state) {
    (void)state;
    list[17] = 30;
    list[18] = 10;
    for (unsigned k = 0; k < 3; k++) notice_board_month_end(board, &world);
    assert_near(notice_board_within_18(board, 0), 0.75, 1e-6);
}

static void shows_a_month_after_its_lag(void **state) {
    (void)state;
    list[20] = 40; /* median 20.5 */
    notice_board_month_end(board, &world);
    memset(list, 0, sizeof list);
    list[2] = 40;
    assert_near(notice_board_wait(board, 0), 5.0 + 6.0 / 18.0, 1e-5);
    notice_board_month_end(board, &world);
    assert_near(notice_board_wait(board, 0), 5.0 + 6.0 / 18.0, 1e-5);
    notice_board_month_end(board, &world); /* two months later */
    assert_near(notice_board_wait(board, 0), 20.5, 1e-5);
    assert_near(notice_board_within_18(board, 0), 0.0, 1e-6);
    notice_board_month_end(board, &world);
    assert_near(notice_board_wait(board, 0), 2.5, 1e-5);
}

static void keeps_the_last_figure_when_few_wait(void **state) {
    (void)state;
    list[50] = 9;
    for (unsigned k = 0; k < 4; k++)
        notice_board_month_end(board, &world);
    assert_near(notice_board_wait(board, 0), 5.0 + 6.0 / 18.0, 1e-5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(shows_the_published_median_at_first, begin, end),
        cmocka_unit_test_setup_teardown(eighteen_weeks_are_over, begin, end),
        cmocka_unit_test_setup_teardown(shows_a_month_after_its_lag, begin, end),
        cmocka_unit_test_setup_teardown(keeps_the_last_figure_when_few_wait, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
