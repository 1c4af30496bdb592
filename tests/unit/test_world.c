// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The routing of what befalls people, death, and the walk over everybody. The clock of needs and
 * the other rooms are doubled, so that each need is the one that the test wrote down. */
#define FIXTURE_OWN_NEEDS
#include "beds_fixture.h"

#include "care/ambulance.h"
#include "care/expectation.h"
#include "care/notice_board.h"
#include "care/planned.h"
#include "care/primary.h"

static struct bed_fixture x;

/* ---- doubles ---- */

/* by person: at most three candidates */
static struct written { minute_t at; enum need_kind kind; } script[8][4];
static uint32_t primary_seen, planned_seen, rooms_open;
static int room_fails;

minute_t needs_next(struct needs *n, struct person *p, uint32_t id) {
    (void)n;
    const minute_t at = id < 8 && p->needs < 4 ? script[id][p->needs].at : 0;
    return p->clock = at ? at : MINUTE_NEVER;
}
void needs_strike(struct needs *n, struct person *p, uint32_t id, minute_t now, double ratio,
                  struct need *need) {
    (void)n, (void)ratio;
    const uint32_t number = p->needs++;
    *need = (struct need){.person = id,
                          .number = number,
                          .at = now,
                          .kind = script[id][number].kind,
                          .truth = TRUE_GP};
}
void primary_near(const struct primary *p, const struct person *who) { (void)p, (void)who; }
void needs_near(const struct needs *n, const struct person *p, day_t today) {
    (void)n, (void)p, (void)today;
}
double needs_onset(const struct needs *n, const struct person *p, day_t today) {
    (void)n, (void)p, (void)today;
    return 0;
}
double needs_worn(const struct needs *n, const struct person *p, day_t today,
                  const struct need *need) {
    (void)n, (void)p, (void)today, (void)need;
    return 0;
}
double needs_worn_deaths(const struct needs *n, const struct person *p, day_t today) {
    (void)n, (void)p, (void)today;
    return 0;
}
double needs_dying_lean(const struct needs *n, const struct person *p, day_t today) {
    (void)n, (void)p, (void)today;
    return 1;
}
double needs_bed_rate(const struct needs *n, const struct person *p, day_t today,
                      enum need_kind k) {
    (void)n, (void)p, (void)today, (void)k;
    return 1;
}
void primary_need(struct world *w, const struct need *n) { (void)w, (void)n, primary_seen++; }
void planned_need(struct world *w, const struct need *n) { (void)w, (void)n, planned_seen++; }

#define ROOM(name)                                               \
    int name##_open(struct name **r, struct world *w) {          \
        (void)r, (void)w, rooms_open++;                          \
        return room_fails;                                       \
    }                                                            \
    void name##_close(struct name *r) { (void)r, rooms_open--; } \
    void name##_register(struct name *r, struct calendar *c) { (void)r, (void)c; }
ROOM(primary)
const struct expectation *primary_expectation(struct world *w) {
    static const struct expectation nobody;
    (void)w;
    return &nobody;
}
ROOM(ambulance)
ROOM(departments)
ROOM(planned)
int notice_board_open(struct notice_board **b, const struct world *w) {
    (void)b, (void)w, rooms_open++;
    return 0;
}
void notice_board_close(struct notice_board *b) { (void)b, rooms_open--; }
static int departments_fail;
int departments_check(const struct world *w, struct fault *f) {
    (void)w;
    return departments_fail ? fault_set(f, FAULT_BROKEN, NULL, 0, 0, "doubled") : 0;
}
int planned_check(const struct world *w, struct fault *f) { (void)w, (void)f; return 0; }

/* ---- life ---- */

static int set_up(void **state) {
    *state = &x;
    fixture_open(&x, 100);
    memset(script, 0, sizeof script);
    primary_seen = planned_seen = 0;
    /* not among those in bed at the start */
    for (uint32_t i = 0; i < 8; i++) x.person[i].arrives = 1;
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    world_close_care(&x.w);
    fixture_close(&x);
    return 0;
}

static minute_t on_day(unsigned day) { return day_minute(x.w.first_day + day) + 700; }

static void open_and_run(unsigned days) {
    assert_int_equal(world_open_care(&x.w), 0);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, day_minute(x.w.first_day + days)), 0);
}

static int walk(void) {
    struct fault f = {0};
    return world_check(&x.w, &f);
}

/* ---- routing ---- */

static void needs_go_where_they_belong(void **state) {
    (void)state;
    script[0][0] = (struct written){on_day(2), NEED_FALL};
    script[0][1] = (struct written){on_day(3), NEED_ELECTIVE};
    script[0][2] = (struct written){on_day(4), NEED_NOTHING};
    script[1][0] = (struct written){on_day(2), NEED_FRAILTY};
    open_and_run(10);
    assert_int_equal(primary_seen, 1);
    assert_int_equal(planned_seen, 1);
    assert_int_equal(x.seen[SAW_NEED], 2);
    assert_int_equal(x.person[0].needs, 3);
    assert_int_equal(x.person[1].needs, 1);
    assert_int_equal(walk(), 0);
}

static void the_absent_need_nothing_but_their_clock_runs_on(void **state) {
    (void)state;
    x.person[0].arrives = 50;
    x.person[1].leaves = 5;
    script[0][0] = (struct written){on_day(2), NEED_FALL};
    script[0][1] = (struct written){on_day(60), NEED_FALL};
    script[1][0] = (struct written){on_day(4), NEED_FALL};
    script[1][1] = (struct written){on_day(6), NEED_FALL};
    open_and_run(99);
    assert_int_equal(x.person[0].needs, 2);
    assert_int_equal(x.person[1].needs, 2);
    assert_int_equal(primary_seen, 2);
}

static void a_natural_death_ends_the_clock(void **state) {
    (void)state;
    script[0][0] = (struct written){on_day(2), NEED_DEATH};
    script[0][1] = (struct written){on_day(3), NEED_FALL};
    open_and_run(10);
    assert_int_equal(x.person[0].died, on_day(2));
    assert_true(x.person[0].nature_done);
    assert_int_equal(x.person[0].needs, 1);
    assert_int_equal(primary_seen, 0);
    assert_int_equal(x.seen[SAW_DEATH], 1);
}

static void harm_kills_the_living_and_their_candidates_go_on(void **state) {
    (void)state;
    script[0][0] = (struct written){on_day(5), NEED_FALL};
    script[0][1] = (struct written){on_day(7), NEED_DEATH};
    script[1][0] = (struct written){on_day(2), NEED_DEATH};
    assert_int_equal(world_open_care(&x.w), 0);
    calendar_schedule(x.w.calendar, on_day(3), EVENT_HARM, 0, DEATH_DELAY);
    calendar_schedule(x.w.calendar, on_day(4), EVENT_HARM, 1, DEATH_DELAY); /* dead already */
    assert_int_equal(calendar_run(x.w.calendar, &x.w, on_day(10)), 0);
    assert_int_equal(x.person[0].died, on_day(3));
    assert_int_equal(x.person[1].died, on_day(2));
    assert_int_equal(x.seen[SAW_DEATH], 2);
    assert_int_equal(primary_seen, 0);
    assert_int_equal(x.person[0].needs, 2); /* the same candidates as in a run without the harm */
    assert_true(x.person[0].nature_done);
}

static void the_ward_sees_to_those_in_hospital(void **state) {
    (void)state;
    assert_int_equal(world_open_care(&x.w), 0);
    script[0][0] = (struct written){on_day(2), NEED_FALL};
    calendar_schedule(x.w.calendar, on_day(2), EVENT_NEED, 0, 0);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, day_minute(x.w.first_day + 2)), 0);
    const struct need n = {
        .person = 0, .number = 9, .kind = NEED_FALL, .truth = TRUE_HOSPITAL_BED, .severity = 0.9f};
    x.w.par.beds.zero_day_direct = 0.0;
    beds_request_emergency(&x.w, &n, 0, UINT32_MAX);
    assert_true(x.person[0].in_hospital);
    assert_int_equal(calendar_run(x.w.calendar, &x.w, on_day(2) + 1), 0);
    assert_int_equal(x.person[0].needs, 1);
    assert_int_equal(primary_seen, 0);
}

/* ---- death and the walk ---- */

static void a_death_in_hospital_leaves_nobody_behind(void **state) {
    (void)state;
    open_and_run(1);
    uint32_t lies = 8;
    while (!x.person[lies].in_hospital) lies++;
    const uint32_t before = beds_admitted(&x.w);
    const uint16_t stamp = x.person[lies].stamp;
    world_death(&x.w, lies, DEATH_DELAY);
    world_death(&x.w, lies, DEATH_NATURAL); /* nobody dies twice */
    assert_int_equal(beds_admitted(&x.w), before - 1);
    assert_int_equal(x.seen[SAW_DEATH], 1);
    assert_int_equal(x.person[lies].stamp, stamp + 1);
    assert_int_equal(walk(), 0);
}

static void the_walk_finds_who_is_lost(void **state) {
    (void)state;
    open_and_run(1);
    assert_int_equal(walk(), 0);
    x.person[0].in_hospital = 1; /* marked, and in no bed */
    assert_int_equal(walk(), FAULT_BROKEN);
    x.person[0].in_hospital = 0;
    uint32_t s = 0;
    while (x.w.beds->stays[s].state != STAY_IN_BED) s++;
    x.w.beds->stays[s].state = STAY_FREE; /* one stay lost on purpose */
    assert_int_equal(walk(), FAULT_BROKEN);
    x.w.beds->stays[s].state = STAY_IN_BED;
    departments_fail = 1;
    assert_int_equal(walk(), FAULT_BROKEN);
    departments_fail = 0;
    x.w.failed = FAULT_MEMORY;
    assert_int_equal(walk(), FAULT_MEMORY);
    x.w.failed = 0;
    assert_int_equal(walk(), 0);
}

static void rooms_open_and_close(void **state) {
    rooms_open = 0;
    open_and_run(1);
    assert_int_equal(rooms_open, 5);
    world_close_care(&x.w);
    assert_int_equal(rooms_open, 0);
    assert_null(x.w.beds);
    fixture_close(&x);
    set_up(state);
    room_fails = FAULT_MEMORY;
    assert_int_equal(world_open_care(&x.w), FAULT_MEMORY);
    room_fails = 0;
}

static void names_are_whole(void **state) {
    (void)state;
    for (int l = 0; l < LINE_COUNT; l++) assert_non_null(service_line_name((enum service_line)l));
    for (int c = 0; c < CURRENCY_COUNT; c++) assert_non_null(currency_name((enum currency)c));
    assert_string_equal(service_line_name(LINE_COUNT), "unknown");
    assert_string_equal(currency_name(CURRENCY_EMERGENCY_STAY), "emergency stay");
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        EACH(needs_go_where_they_belong),
        EACH(the_absent_need_nothing_but_their_clock_runs_on),
        EACH(a_natural_death_ends_the_clock),
        EACH(harm_kills_the_living_and_their_candidates_go_on),
        EACH(the_ward_sees_to_those_in_hospital),
        EACH(a_death_in_hospital_leaves_nobody_behind),
        EACH(the_walk_finds_who_is_lost),
        EACH(rooms_open_and_close),
        cmocka_unit_test(names_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
