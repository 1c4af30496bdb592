// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What care was seen to do against what institutions were told to pay for: equal, one seen and not
 * told, one told and not seen, one at another provider. */
#include "answer_fixture.h"
#include "study/activity.h"

static struct toy t;
static struct activity_seen *seen;

static int opens(void **state) {
    const struct timeline line = toy_line(england);
    (void)state;
    toy_open(&t, &line, NULL, 0);
    return activity_open(&seen, t.world.place);
}
static int closes(void **state) {
    (void)state;
    activity_close(seen);
    toy_close(&t);
    return 0;
}

static void saw(enum sight_kind kind, unsigned detail, unsigned provider) {
    activity_saw(seen, &(struct sight){.kind = kind, .detail = (uint8_t)detail,
                                       .provider = (uint16_t)provider});
}
static void told(enum currency c, enum service_line line, unsigned provider) {
    toy_paid(&t, c, line, provider, 0, 0, 1, 1);
}
static int verdict(struct fault *f) { return activity_check(seen, t.inst, f); }

static void both(void **state) {
    struct fault f = {0};
    (void)state;
    saw(SAW_ATTENDANCE, 2, 0);
    told(CURRENCY_ATTENDANCE_1, LINE_EMERGENCY, 0);
    saw(SAW_STOP_ADMITTED, 0, 1);
    told(CURRENCY_DAY_CASE, LINE_PLANNED, 1);
    saw(SAW_111, 0, NOBODY);
    told(CURRENCY_111, LINE_111, NOBODY);
    saw(SAW_NEED, 0, NOBODY); /* nobody pays for a need */
    assert_int_equal(verdict(&f), 0);
}

static void seen_and_not_told(void **state) {
    struct fault f = {0};
    (void)state;
    saw(SAW_GP, 1, NOBODY);
    assert_int_equal(verdict(&f), FAULT_BROKEN);
    assert_non_null(strstr(f.what, "gp consultation of the place: care did 1"));
}

static void told_and_not_seen(void **state) {
    struct fault f = {0};
    (void)state;
    told(CURRENCY_EMERGENCY_STAY, LINE_EMERGENCY, 0);
    assert_int_equal(verdict(&f), FAULT_BROKEN);
    assert_non_null(strstr(f.what, "told of 1"));
}

static void at_another_provider(void **state) {
    struct fault f = {0};
    (void)state;
    saw(SAW_FIRST_SEEN, 0, 0);
    told(CURRENCY_FIRST_OUTPATIENT, LINE_PLANNED, 1);
    assert_int_equal(verdict(&f), FAULT_BROKEN);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, opens, closes)
int main(void) {
    const struct CMUnitTest tests[] = {TEST(both), TEST(seen_and_not_told),
                                       TEST(told_and_not_seen), TEST(at_another_provider)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
