// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Planned care on a small place: lists at the start, the journey, removals, cancellation, refusal,
 * balance. */
#include "planned_fixture.h"

static struct planned_fixture x;

static int check(void) { return planned_check(&x.world, &x.fault); }

static struct planned_month total(void) {
    struct planned_month t = {0};
    for (unsigned s = 0; s < N_SERVICES; s++) {
        const uint32_t *from = (const uint32_t *)planned_counts(&x.world, s);
        for (unsigned k = 0; k < sizeof t / sizeof(uint32_t); k++)
            ((uint32_t *)&t)[k] += from[k];
    }
    return t;
}

static void begin(double multiplier) {
    planned_fixture_place(&x);
    planned_fixture_open(&x, multiplier, 0);
}

static void starts_with_the_published_lists(void **state) {
    (void)state;
    begin(1.0);
    assert_int_equal(check(), 0);
    for (unsigned s = 0; s < N_SERVICES; s++) {
        uint32_t week[WAIT_WEEKS], listed;
        assert_int_equal(planned_waiting(&x.world, s, week, &listed), x.services[s].incomplete);
        assert_int_equal(listed, x.services[s].incomplete_dta);
        assert_memory_equal(week, x.services[s].week, sizeof week);
    }
    planned_fixture_close(&x);
}

static void origin(void *context, const struct pathway *p) {
    uint32_t *halo = context;
    if (p->stage == STAGE_WITH_GP)
        return;
    const unsigned h = x.services[p->service].provider;
    halo[2 * h + ((x.world.people.p[p->person].flags & FLAG_HALO) ? 1 : 0)]++;
}

static void starts_with_the_published_origins(void **state) {
    (void)state;
    begin(1.0);
    uint32_t n[2 * N_PROVIDERS] = {0};
    planned_each(&x.world, origin, n);
    assert_int_equal(n[2 * OUTSIDE + 1], 0); /* the outside share is for residents */
    const double trust = n[2 * TRUST + 1] / (double)(n[2 * TRUST] + n[2 * TRUST + 1]);
    assert_true(trust > 0.06 && trust < 0.14); /* published 0.10 of 800: standard deviation 0.011 */
    planned_fixture_close(&x);
}

/* Means of a year: stops as published, within what chance and holidays do to so small a place. */
static void keeps_the_published_flows(void **state) {
    (void)state;
    begin(1.0);
    planned_fixture_run(&x, 12);
    assert_int_equal(check(), 0);
    const struct planned_month t = total();
    assert_true(t.stops_admitted / 12.0 > 0.93 * 107 && t.stops_admitted / 12.0 < 1.05 * 107);
    assert_true(t.stops_nonadmitted / 12.0 > 0.90 * 198 && t.stops_nonadmitted / 12.0 < 1.08 * 198);
    assert_true(t.starts / 12.0 > 0.90 * 330 && t.starts / 12.0 < 1.10 * 330);
    assert_int_equal(stub.paid, t.firsts + t.follow_ups + t.diagnostics + t.day_cases + t.stays);
    assert_int_equal(stub.seen[SAW_CLOCK_START], t.starts);
    assert_int_equal(stub.seen[SAW_REMOVAL], t.removals);
    assert_int_equal(stub.seen[SAW_PATHWAY_DEATH], t.deaths);
    assert_int_equal(stub.seen[SAW_PRIVATE_EXIT], t.private_exits);
    planned_fixture_close(&x);
}

/* Of those who go private the uninsured pay the price, and nobody else does. */
static void the_uninsured_pay_for_themselves(void **state) {
    (void)state;
    begin(1.0);
    planned_fixture_run(&x, 9);
    const uint32_t exits = total().private_exits, own = exits - stub.insured;
    if (own == 0 || stub.insured == 0 || own == stub.insured)
        fail_msg("%u private exits, %u of the insured: tells nothing", exits, stub.insured);
    assert_int_equal(stub.seen[SAW_OUT_OF_POCKET], own);
    assert_int_equal(stub.pocket, 500000ull * own);
    planned_fixture_close(&x);
}

static void removals_follow_their_multiplier(void **state) {
    (void)state;
    uint32_t removals[3];
    static const double multiplier[3] = {0.0, 1.0, 2.0};
    for (unsigned k = 0; k < 3; k++) {
        begin(multiplier[k]);
        planned_fixture_run(&x, 3);
        assert_int_equal(check(), 0);
        removals[k] = total().removals;
        planned_fixture_close(&x);
    }
    assert_int_equal(removals[0], 0);
    assert_true(removals[1] > 30);
    const double ratio = removals[2] / (double)removals[1];
    assert_true(ratio > 1.6 && ratio < 2.2);
}

/* Who waits is taken ill at the hazard; they are removals, of which there are no more than before;
 * and the start's list tells how many to expect. */
static void who_waits_is_taken_ill(void **state) {
    (void)state;
    begin(1.0);
    planned_fixture_run(&x, 6);
    const uint32_t before = total().removals;
    assert_int_equal(emergencies_seen, 0);
    planned_fixture_close(&x);
    fixture_worsens = 0.12;
    begin(1.0);
    const double a_month = worsening_at_start(&x.world), list = 1010.0;
    assert_true(a_month > 0.80 * 0.01 * list && a_month < 0.01 * list); /* some live outside */
    planned_fixture_run(&x, 6);
    assert_int_equal(check(), 0);
    const double expected = 0.01 * list * 6.0, few = emergencies_seen;
    assert_true(few > 0.6 * expected && few < 1.1 * expected);
    const double ratio = total().removals / (double)before;
    assert_true(ratio > 0.85 && ratio < 1.15);
    fixture_worsens = 0.0;
    planned_fixture_close(&x);
}

/* A case whose complexity makes a complication sure: nights are doubled where it comes within them,
 * and over the mean of what complications do either way; over many cases the mean stays. */
static void complications_lengthen_stays(void **state) {
    (void)state;
    fixture_complication = 0.5;
    begin(1.0);
    const double mean = complications_mean_nights(&x.world, 0);
    struct pathway q = {.number = 7, .service = 0, .inpatient = 1, .complexity = 2.0F};
    unsigned inside = 0;
    for (q.person = 0; q.person < 1000; q.person++) {
        const double u = word_uniform(
            planned_luck(&x.world, &q, PURPOSE_COMPLICATION, 0).w[1]);
        const bool in = 30.0 * u * u * u < 3.75; /* 3.75 = 30 / 2^3: half of all */
        assert_near(complications_nights(&x.world, &q, 3.75), (in ? 7.5 : 3.75) / mean, 1e-6);
        inside += in;
    }
    assert_true(inside > 450 && inside < 550);
    double all = 0.0;
    for (q.person = 0; q.person < 20000; q.person++) { /* the mix of cases, by the model's own */
        const struct words u = planned_luck(&x.world, &q, PURPOSE_THEATRE, 9);
        q.complexity = (float)draw_lognormal(word_uniform(u.w[0]), 1.0, 0.3);
        all += complications_nights(&x.world, &q,
                                    draw_lognormal(word_uniform(u.w[1]), 3.2, 0.7) *
                                        (double)q.complexity);
    }
    assert_near(all / 20000, 3.2, 0.08);
    planned_fixture_close(&x);
    fixture_complication = 0.0;
    begin(1.0);
    assert_near(complications_nights(&x.world, &q, 3.75), 3.75, 0.0); /* off: to the last bit */
    planned_fixture_close(&x);
}

/* As many come back as the operations of the start tell; none while there is no chance of it. */
static void who_was_treated_comes_back(void **state) {
    (void)state;
    begin(1.0);
    assert_near(complications_at_start(&x.world), 0.0, 0.0);
    planned_fixture_run(&x, 6);
    const uint32_t before = total().stops_admitted;
    assert_int_equal(emergencies_seen, 0);
    assert_int_equal(stub.seen[SAW_COMPLICATION], 0);
    planned_fixture_close(&x);
    fixture_complication = 0.4;
    begin(1.0);
    x.world.par.outcome.complication_bed = 1.0;
    x.world.par.outcome.complication_day_case = 0.5;
    const double a_month = complications_at_start(&x.world);
    assert_true(a_month > 0.15 * 107 && a_month < 0.25 * 107);
    planned_fixture_run(&x, 6);
    assert_int_equal(check(), 0);
    assert_int_equal(total().stops_admitted, before); /* beds are stubs: nothing else moves */
    assert_true(emergencies_seen > 0.7 * 6.0 * a_month && emergencies_seen < 1.15 * 6.0 * a_month);
    x.world.planned->back[0].waits ^= 1; /* behind the module's back */
    assert_int_equal(check(), FAULT_BROKEN);
    fixture_complication = 0.0;
    planned_fixture_close(&x);
}

static void check_sees_a_lost_patient(void **state) {
    (void)state;
    begin(1.0);
    planned_fixture_run(&x, 1);
    struct planned *p = x.world.planned;
    struct service_run *s = &p->service[0];
    const uint32_t b = s->list[LIST_FIRST].oldest, i = dated_list_first(&s->list[LIST_FIRST]);
    assert_int_not_equal(i, QUEUE_NONE);
    assert_int_equal(check(), 0);
    (void)b;
    /* behind the module's back */
    queue_leave(&s->list[LIST_FIRST].bucket[p->course[i].week], p->link, i);
    assert_int_equal(check(), FAULT_BROKEN);
    queue_join(&s->list[LIST_FIRST].bucket[p->course[i].week], p->link, i);
    assert_int_equal(check(), 0);
    queue_leave(&s->roll, p->roll_link, i); /* still in its list, off the roll */
    assert_int_equal(check(), FAULT_BROKEN);
    queue_join(&s->roll, p->roll_link, i);
    s->count.removals++; /* a removal that took nobody */
    assert_int_equal(check(), FAULT_BROKEN);
    s->count.removals--;
    assert_int_equal(check(), 0);
    planned_fixture_close(&x);
}

static void a_refused_patient_goes_elsewhere(void **state) {
    (void)state;
    begin(1.0);
    stub.refuse_private = true;
    planned_fixture_run(&x, 2);
    assert_int_equal(planned_counts(&x.world, 2)->starts, 0);
    assert_int_equal(planned_counts(&x.world, 3)->starts, 0);
    assert_true(stub.seen[SAW_REFUSED] > 20);
    assert_int_equal(stub.seen[SAW_REFUSED], stub.refused_by[PRIVATE]);
    assert_int_equal(total().refused, stub.seen[SAW_REFUSED]);
    planned_fixture_close(&x);
    begin(1.0);
    stub.refuse_all = true; /* somebody must: the nearest NHS hospital */
    planned_fixture_run(&x, 1);
    const uint32_t nhs = planned_counts(&x.world, 0)->starts + planned_counts(&x.world, 1)->starts;
    /* some neighbourhoods lie nearer to it */
    const uint32_t outside = planned_counts(&x.world, 4)->starts;
    assert_true(nhs > 100);
    assert_int_equal(total().starts, nhs + outside);
    planned_fixture_close(&x);
}

/* Who needs an operation, and who comes over the border, is the same whatever the regime offers. */
static void needs_do_not_ask_where(void **state) {
    (void)state;
    unsigned started[2][2][CLASS_COUNT];
    for (unsigned k = 0; k < 2; k++) {
        begin(1.0);
        stub.catchment = k == 1;
        planned_fixture_run(&x, 3);
        memcpy(started[k], stub.started, sizeof stub.started);
        assert_true(k == 0 ||
                    planned_counts(&x.world, 2)->starts + planned_counts(&x.world, 3)->starts == 0);
        planned_fixture_close(&x);
    }
    assert_memory_equal(started[0], started[1], sizeof started[0]);
    assert_true(started[0][1][CLASS_CLINIC] > 20 && started[0][1][CLASS_OPERATION] > 10);
    const double all = started[0][0][CLASS_CLINIC] + started[0][0][CLASS_OPERATION];
    /* the fixture's stops: 107 of 305 */
    assert_near(started[0][0][CLASS_OPERATION] / all, 0.35, 0.06);
}

/* A service that admits nobody is sent none who will need it. */
static void no_theatre_no_operations(void **state) {
    (void)state;
    planned_fixture_place(&x);
    x.services[2].stops_admitted = 0.0F;
    x.services[2].incomplete_dta = 0;
    planned_fixture_open(&x, 1.0, 0);
    planned_fixture_run(&x, 3);
    unsigned fresh = 0;
    for (uint32_t i = 0; i < x.world.planned->n; i++) {
        const struct pathway *q = &x.world.planned->pathway[i];
        const bool here = q->stage > STAGE_WITH_GP && q->service == 2 &&
                          q->start_day >= (int32_t)x.world.first_day;
        fresh += here;
        assert_true(!here || !x.world.planned->course[i].operation);
    }
    assert_true(fresh > 5);
    planned_fixture_close(&x);
}

static void no_bed_cancels_on_the_day(void **state) {
    (void)state;
    begin(1.0);
    stub.beds = false; /* free yesterday, gone today */
    planned_fixture_run(&x, 2);
    struct planned_month t = *planned_counts(&x.world, 0);
    assert_int_equal(check(), 0);
    assert_int_equal(t.stays, 0);
    assert_true(t.cancelled > 5);
    assert_int_equal(stub.seen[SAW_CANCELLED],
                     t.cancelled + planned_counts(&x.world, 1)->cancelled);
    struct planned *p = x.world.planned;
    /* booked again a fortnight on, not tried the same day: four times in two months at most */
    unsigned people = 0, most = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const unsigned n = p->pathway[i].service == 0 ? p->pathway[i].cancelled : 0u;
        people += n > 0;
        most = n > most ? n : most;
    }
    assert_true(people > 5);
    assert_in_range(most, 1, 4);
    /* the private hospital needs no bed of ours */
    assert_true(planned_counts(&x.world, 2)->stays > 0);
    planned_fixture_close(&x);
}

/* Nobody is booked, so the lists stand still: the last of them, put off for ten days, is in no list
 * until then and at the head of it afterwards. */
static void a_new_date_comes_first(void **state) {
    (void)state;
    begin(1.0);
    stub.beds_free = 0;
    struct planned *p = x.world.planned;
    uint32_t last = QUEUE_NONE;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->pathway[i].service == 0 && p->pathway[i].stage == STAGE_LISTED &&
            p->pathway[i].inpatient &&
            (last == QUEUE_NONE || p->course[i].week > p->course[last].week))
            last = i;
    assert_true(last != QUEUE_NONE && dated_list_first(&p->service[0].list[LIST_STAY]) != last);
    planned_leave(&x.world, last);
    bookings_away(&x.world, last, 10.0);
    assert_int_equal(p->course[last].week, WEEK_AWAY);
    assert_int_equal(check(), 0);
    planned_fixture_run(&x, 1);
    if (p->pathway[last].stage == STAGE_LISTED) /* nor removed meanwhile */
        assert_int_equal(dated_list_first(&p->service[0].list[LIST_STAY]), last);
    else
        fail_msg("removed within the month: choose another");
    assert_int_equal(check(), 0);
    planned_fixture_close(&x);
}

static void no_bed_expected_books_nobody(void **state) {
    (void)state;
    begin(1.0);
    stub.beds_free = 0;
    planned_fixture_run(&x, 2);
    const struct planned_month *t = planned_counts(&x.world, 0);
    assert_int_equal(t->stays + t->cancelled, 0);
    assert_true(t->day_cases > 40); /* the slots go to day cases: 60 in two months */
    planned_fixture_close(&x);
}

static void leased_rooms_bring_their_beds(void **state) {
    (void)state;
    begin(1.0);
    stub.beds_free = 0;
    planned_set_capacity(&x.world, 0, 1.0, 1.0, 0.5);
    planned_fixture_run(&x, 2);
    const struct planned_month *t = planned_counts(&x.world, 0);
    assert_int_equal(t->cancelled, 0);
    assert_true(t->stays > 5);
    assert_true(t->day_cases > 20); /* the hospital's own rooms */
    assert_int_equal(check(), 0);
    planned_fixture_close(&x);
}

static void more_slots_shorten_the_list(void **state) {
    (void)state;
    uint32_t waiting[2], stops[2];
    for (unsigned k = 0; k < 2; k++) {
        begin(1.0);
        planned_set_capacity(&x.world, 0, 1.0 + 0.3 * k, 1.0 + 0.3 * k, 0.0);
        planned_fixture_run(&x, 4);
        waiting[k] = planned_waiting(&x.world, 0, NULL, NULL);
        stops[k] = planned_counts(&x.world, 0)->stops_admitted +
                   planned_counts(&x.world, 0)->stops_nonadmitted;
        planned_fixture_close(&x);
    }
    assert_true(stops[1] > 1.1 * stops[0]);
    assert_true(waiting[1] < waiting[0] - 50);
}

static void the_dead_are_not_counted(void **state) {
    (void)state;
    begin(0.0);
    struct planned *p = x.world.planned;
    unsigned killed = 0;
    for (uint32_t i = 0; i < p->n && killed < 40; i++)
        if (p->pathway[i].stage == STAGE_FIRST &&
            person_alive(&x.world.people.p[p->pathway[i].person])) {
            x.world.people.p[p->pathway[i].person].died = world_now(&x.world);
            killed++;
        }
    planned_fixture_run(&x, 1);
    assert_true(total().deaths >= 40);
    for (uint32_t i = 0; i < p->n; i++)
        if (p->pathway[i].stage > STAGE_WITH_GP)
            assert_true(person_alive(&x.world.people.p[p->pathway[i].person]));
    assert_int_equal(check(), 0);
    planned_fixture_close(&x);
}

static void burden_counts_open_pathways(void **state) {
    (void)state;
    begin(1.0);
    planned_fixture_run(&x, 6);
    uint64_t open = 0, loss = 0, course = 0;
    for (uint32_t i = 0; i < x.world.people.n; i++) {
        open += x.world.people.p[i].burden & 255u;
        loss += x.world.people.p[i].burden >> 8;
    }
    const struct planned *p = x.world.planned;
    for (uint32_t i = 0; i < p->n; i++)
        course += p->pathway[i].stage != STAGE_FREE ? p->course[i].loss : 0;
    assert_int_equal(open, p->live);
    assert_true(loss > course); /* what treatment left, and those removed untreated */
    planned_fixture_close(&x);
}

static void order_of_scheduling_changes_nothing(void **state) {
    (void)state;
    uint64_t digest[2];
    struct planned_month t[2];
    for (unsigned k = 0; k < 2; k++) {
        planned_fixture_place(&x);
        planned_fixture_open(&x, 1.0, k * 77u);
        planned_fixture_run(&x, 4);
        digest[k] = calendar_digest(x.world.calendar);
        t[k] = total();
        planned_fixture_close(&x);
    }
    assert_int_equal(digest[0], digest[1]);
    assert_memory_equal(&t[0], &t[1], sizeof t[0]);
}

static void rates_obey_their_algebra(void **state) {
    (void)state;
    begin(1.0);
    const struct planned_params *par = &x.world.par.planned;
    double days = 0.0;
    for (int32_t m = 0; m < 12; m++)
        days += month_working_days(day_month(x.world.first_day) + m) / 12.0;
    for (unsigned s = 0; s < N_SERVICES; s++) {
        const struct service_rates *r = &x.world.planned->rates[s];
        const struct service *v = &x.services[s];
        const double k =
            (double)(v->starts - v->stops_admitted - v->stops_nonadmitted) / v->incomplete;
        const double unseen = par->unseen_share * (v->incomplete - v->incomplete_dta);
        const double first = r->slots[SLOTS_FIRST] * days;
        const double direct = r->direct * v->starts,
                     to_list = v->stops_admitted + k * v->incomplete_dta;
        assert_near(direct, v->provider == PRIVATE ? 0.0 : par->listed_at_start * to_list, 1e-3);
        assert_near(first + direct + k * unseen, v->starts, 1e-3);
        const double decisions = r->decided_first * first +
                                 (1.0 - par->further_follow_up) * r->slots[SLOTS_FOLLOW_UP] * days;
        assert_near((1.0 - r->admit) * decisions, v->stops_nonadmitted, 1e-3);
        assert_near(r->admit * decisions, to_list - direct, 1e-3);
        assert_true(r->stay[0] > 0.0 && r->stay[1] > 0.0 && r->stay[2] > 0.0);
        assert_true(r->hazard >= 0.0 && r->hazard <= par->removal_hazard_most);
        double removed = 0.0;
        for (unsigned w = 0; w < WAIT_WEEKS; w++) {
            assert_true(r->shape[w + 1] <= r->shape[w]);
            removed += v->week[w] * r->hazard_late *
                       (w < par->validation_weeks ? par->removal_before_validation : 1.0);
        }
        assert_near(removed, r->hazard * v->incomplete, 1e-9 * v->incomplete);
        for (double left = 0.9; left > 0.05; left -= 0.1)
            assert_near(rates_left(r, rates_interval(r, left)), left, 1e-5);
    }
    planned_fixture_close(&x);
}

/* Residents' stops as the board published them up to the vintage; a series that ends before says
 * nothing. */
static void stops_at_the_level_of_the_board(void **state) {
    (void)state;
    begin(1.0);
    struct place *p = &x.base.place;
    struct service_rates rates[N_SERVICES];
    const double before = x.world.planned->rates[0].slots[SLOTS_THEATRE];
    /* residents' part of each */
    const double stops = 0.9 * (30 + 80 + 30 + 90) + 0.8 * (24 + 14 + 20 + 8) + 3 + 6;
    p->board_stops.n = 12;
    p->board_stops.first_month = day_month(p->start) - 12;
    for (unsigned m = 0; m < 12; m++)
        p->board_stops.value[m] = (float)(1.05 * stops);
    rates_make(rates, p, &x.world.par.planned);
    assert_near(rates[0].slots[SLOTS_THEATRE] / before, 1.05, 1e-6);
    assert_true(rates[0].hazard < x.world.planned->rates[0].hazard);
    for (unsigned m = 0; m < 12; m++)
        p->board_stops.value[m] = (float)(3.0 * stops);
    rates_make(rates, p, &x.world.par.planned);
    assert_near(rates[0].slots[SLOTS_THEATRE] / before, 1.0 + x.world.par.planned.level_most, 1e-6);
    p->board_stops.first_month--;
    rates_make(rates, p, &x.world.par.planned);
    assert_near(rates[0].slots[SLOTS_THEATRE] / before, 1.0, 1e-9);
    planned_fixture_close(&x);
}

/* Share of clocks that end after so many days, over all ways of ending. */
static double still_open(const struct service_rates *r, double days) {
    const double first = (1.0 - r->direct) * r->decided_first, later = 1.0 - r->direct - first;
    return r->direct * order_left(r, END_TREATED_DIRECT, days) +
           first * (r->admit * order_left(r, END_TREATED_AT_FIRST, days) +
                    (1.0 - r->admit) * order_left(r, END_FIRST, days)) +
           later * (r->admit * order_left(r, END_TREATED, days) +
                    (1.0 - r->admit) * order_left(r, END_SEEN, days));
}

/* The orders: stages follow one another, keep their means but for the longest waiters, who are
 * called sooner, and the urgent are a larger part of those operated on. */
static void order_keeps_means_and_hurries_the_urgent(void **state) {
    (void)state;
    begin(1.0);
    for (unsigned s = 0; s < N_SERVICES; s++) {
        const struct service_rates *r = &x.world.planned->rates[s];
        double first = 0.0, later = 0.0, listed = 0.0, before = -1.0;
        for (unsigned k = 0; k < 6400; k++) {
            const double u = (k + 0.5) / 6400, a = order_days(r, END_FIRST, u),
                         b = order_days(r, END_SEEN, u);
            first += a / 6400;
            later += (b - a) / 6400;
            listed += order_days(r, END_TREATED_DIRECT, u) / 6400;
            assert_true(a >= before && b >= a && order_days(r, END_TREATED, u) >= b);
            before = a;
            if (k % 640 == 320 && a > 0.0)
                assert_near(order_left(r, END_TREATED, order_days(r, END_TREATED, u)), 1.0 - u,
                            1e-4);
        }
        /* its few starts and its list disagree */
        const double least = x.services[s].provider == OUTSIDE ? 0.5 : 0.85;
        assert_true(first / r->stay[0] < 1.001 && first / r->stay[0] > least);
        assert_true(later / r->stay[1] < 1.001 && later / r->stay[1] > least);
        assert_true(listed / r->stay[2] < 1.01 && listed / r->stay[2] > least);
        /* the longest waits are no longer than the list's */
        for (double left = 0.08; left > 0.01; left -= 0.03)
            assert_true(still_open(r, rates_interval(r, left)) < left + 0.006);
        const bool nhs = x.services[s].provider != PRIVATE;
        if (nhs)
            assert_true(order_days(r, END_FIRST, x.world.par.planned.urgent_share - 0.02) <=
                        x.world.par.planned.urgent_first_days);
        /* done within a fifth of the mean wait, of those admitted: on paper 0.171 with the urgent,
         * 0.113 without */
        const double done = 1.0 - order_left(r, END_TREATED_DIRECT, 0.2 * r->stay[2]);
        assert_near(done, nhs ? 0.171 : 0.113, 0.002);
        assert_true(nhs ? r->direct > 0.0 : r->direct <= 0.0);
    }
    planned_fixture_close(&x);
}

/* By hand: three follow-ups between a first appointment due on day 20 and a decision due on day 80
 * fall due on days 40, 60 and 80, and one alone on day 80; 1 / (1 - 0.35) = 1.54 a patient on
 * average. */
static void follow_ups_share_the_time_allowed(void **state) {
    (void)state;
    begin(1.0);
    struct planned *p = x.world.planned;
    double visits = 0.0, patients = 0.0;
    unsigned three = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->pathway[i].stage <= STAGE_WITH_GP)
            continue;
        const unsigned n = clinics_follow_ups(&x.world, &p->pathway[i]);
        visits += n;
        patients += 1.0;
        const int32_t first = clinics_due(&x.world, i, END_FIRST);
        const int32_t decided = clinics_due(&x.world, i, END_SEEN);
        for (unsigned k = 0; k < n; k++) {
            p->course[i].visits = k & 127u;
            const double due = first + (decided - first) * (k + 1.0) / n;
            assert_near(clinics_follow_up_due(&x.world, i), due, 1.0);
        }
        assert_int_equal(clinics_follow_up_due(&x.world, i), decided);
        three += n == 3;
    }
    assert_true(three > 20);
    assert_near(visits / patients, 1.0 / 0.65, 0.1);
    planned_fixture_close(&x);
}

/* Whoever of the two clinic lists falls due first is seen: overdue follow-ups take every place. */
static void rooms_serve_whoever_falls_due_first(void **state) {
    (void)state;
    for (unsigned overdue = 0; overdue < 2; overdue++) {
        begin(1.0);
        struct planned *p = x.world.planned;
        const int32_t today = planned_today(&x.world);
        for (uint32_t i = 0; i < p->n; i++) {
            const uint8_t stage = p->pathway[i].stage;
            const bool mine = p->pathway[i].service == 0;
            if (mine && (stage == STAGE_FOLLOW_UP || stage == STAGE_FIRST)) {
                planned_leave(&x.world, i);
                planned_join(&x.world, i,
                             (stage == STAGE_FOLLOW_UP) == overdue ? today : today + 70);
            }
        }
        const minute_t day = planned_next_working(day_minute(x.world.first_day) - 1, 9 * 60);
        p->service[0].credit[SLOTS_FIRST] = 8.0;
        assert_int_equal(clinics_day(&x.world, TRUST, 0, day), EVENT_DONE);
        const struct planned_month *seen = planned_counts(&x.world, 0);
        assert_true(overdue ? seen->follow_ups >= 8 : seen->firsts >= 8);
        assert_int_equal(overdue ? seen->firsts : seen->follow_ups, 0);
        assert_int_equal(check(), 0);
        planned_fixture_close(&x);
    }
}

static uint32_t find(unsigned service, enum pathway_stage stage) {
    const struct planned *p = x.world.planned;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->pathway[i].service == service && p->pathway[i].stage == stage)
            return i;
    fail_msg("nobody in that stage");
    return 0;
}

/* Limit 52 weeks less a lead of 3: over 343 days, and overdue. */
static void overdue_long_waiters_go_to_the_head(void **state) {
    (void)state;
    begin(1.0);
    struct world *w = &x.world;
    struct planned *p = w->planned;
    const int32_t today = planned_today(w), late = today - 21;
    const uint32_t i = find(0, STAGE_FIRST);
    struct pathway *q = &p->pathway[i];
    q->urgent = 0;
    q->start_day = today - 343;
    assert_int_equal(bookings_week(w, i, late), late / 7 - p->base_week);
    q->start_day = today - 344;
    assert_int_equal(bookings_week(w, i, late), 0);
    w->circumstances.wait_limits = 0.0;
    assert_int_equal(bookings_week(w, i, late), late / 7 - p->base_week);
    w->circumstances.wait_limits = 1.0;
    /* not due yet: by its own allowance it takes longer */
    assert_int_equal(bookings_week(w, i, today + 14), (today + 14) / 7 - p->base_week);
    q->start_day = today - 200;
    planned_leave(w, i);
    planned_join(w, i, late);
    bookings_review(w, 0, 0, world_now(w));
    assert_int_equal(p->course[i].week, late / 7 - p->base_week);
    q->start_day = today - 344;
    bookings_review(w, 0, 0, world_now(w));
    assert_int_equal(p->course[i].week, 0);
    assert_int_equal(dated_list_first(&p->service[0].list[LIST_FIRST]), i);
    assert_int_equal(check(), 0);
    planned_fixture_close(&x);
}

/* A list three weeks late: the urgent are booked three weeks, and one more, ahead; not on the
 * theatre list, and not where no urgent cases are taken. */
static void urgent_cases_do_not_bear_a_late_list(void **state) {
    (void)state;
    begin(1.0);
    struct world *w = &x.world;
    struct planned *p = w->planned;
    const int32_t today = planned_today(w), week = today / 7 - p->base_week;
    const uint32_t i = find(0, STAGE_FIRST);
    p->pathway[i].urgent = 0;
    p->course[i].week = (uint16_t)(week - 3);
    bookings_called(w, i);
    assert_int_equal(p->service[0].late[LIST_FIRST], 3);
    assert_int_equal(bookings_week(w, i, today), week);
    p->pathway[i].urgent = 1;
    assert_int_equal(bookings_week(w, i, today), week - 4);
    p->course[i].week = (uint16_t)(week - 9);
    bookings_called(w, i); /* the urgent do not tell how late the list is */
    assert_int_equal(p->service[0].late[LIST_FIRST], 3);
    const uint32_t listed = find(0, STAGE_LISTED), private = find(2, STAGE_FIRST);
    p->pathway[listed].urgent = p->pathway[private].urgent = 1;
    p->service[2].late[LIST_FIRST] = 3;
    assert_int_equal(bookings_week(w, listed, today), week);
    assert_int_equal(bookings_week(w, private, today), week);
    planned_fixture_close(&x);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_with_the_published_lists),
        cmocka_unit_test(starts_with_the_published_origins),
        cmocka_unit_test(keeps_the_published_flows),
        cmocka_unit_test(the_uninsured_pay_for_themselves),
        cmocka_unit_test(removals_follow_their_multiplier),
        cmocka_unit_test(who_waits_is_taken_ill),
        cmocka_unit_test(complications_lengthen_stays),
        cmocka_unit_test(who_was_treated_comes_back),
        cmocka_unit_test(check_sees_a_lost_patient),
        cmocka_unit_test(a_refused_patient_goes_elsewhere),
        cmocka_unit_test(needs_do_not_ask_where),
        cmocka_unit_test(no_theatre_no_operations),
        cmocka_unit_test(no_bed_cancels_on_the_day),
        cmocka_unit_test(a_new_date_comes_first),
        cmocka_unit_test(no_bed_expected_books_nobody),
        cmocka_unit_test(leased_rooms_bring_their_beds),
        cmocka_unit_test(more_slots_shorten_the_list),
        cmocka_unit_test(the_dead_are_not_counted),
        cmocka_unit_test(burden_counts_open_pathways),
        cmocka_unit_test(order_of_scheduling_changes_nothing),
        cmocka_unit_test(rates_obey_their_algebra),
        cmocka_unit_test(stops_at_the_level_of_the_board),
        cmocka_unit_test(order_keeps_means_and_hurries_the_urgent),
        cmocka_unit_test(follow_ups_share_the_time_allowed),
        cmocka_unit_test(rooms_serve_whoever_falls_due_first),
        cmocka_unit_test(overdue_long_waiters_go_to_the_head),
        cmocka_unit_test(urgent_cases_do_not_bear_a_late_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
