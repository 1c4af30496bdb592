// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Institutions as a whole, on a toy place: the same money whatever the answers, pounds against
 * counts, what overspend does, the pool of sessions, the run-down, the transition. */
#include "institution_fixture.h"

static struct regime *england, *aqp, *reinstated;
static struct toy a, b;

static int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    aqp = toy_regime("any-qualified-provider-2009");
    reinstated = toy_regime("nhs-reinstatement");
    return 0;
}
static int teardown(void **state) {
    (void)state;
    regime_free(england);
    regime_free(aqp);
    regime_free(reinstated);
    return 0;
}

static pence_t revenue(const struct institutions *i) {
    pence_t sum = 0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        sum += i->commissioner[c].allocation;
    return sum;
}
static pence_t to_commissioners(const struct institutions *i) {
    pence_t sum = 0;
    for (uint32_t r = 0; r < i->ledger.n_rows; r++)
        if (i->ledger.rows[r].payer == i->treasury.i &&
            i->ledger.rows[r].reason == REASON_ALLOCATION)
            sum += i->ledger.rows[r].pence;
    return sum;
}
static double sessions(const struct institutions *i, bool private_) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (service_inside(i, s) && service_public(i, s) != private_)
            sum += service_held(&i->service[s]);
    return sum;
}
static double idle(const struct institutions *i) {
    return i->idle[0][0] + i->idle[0][1] + i->idle[1][0] + i->idle[1][1];
}
static double pool(const struct institutions *i) {
    return i->pool[0][0] + i->pool[0][1] + i->pool[1][0] + i->pool[1][1];
}

/* Sessions that came from outside: the years' records, and the year that runs. */
static double from_outside(const struct institutions *i) {
    const struct institution_record *r;
    const unsigned n = institutions_records(i, &r);
    double sum = i->inflow_year, year;
    for (unsigned k = 0; k < n; k++)
        if (strcmp(r[k].what, "staff moved") == 0 && sscanf(r[k].why, "%lf", &year) == 1)
            sum += year;
    return sum;
}

static void sound(struct toy *t) {
    struct fault f = {0};
    if (institutions_check(t->inst, &t->world, &f) < 0)
        fail_msg("%s", f.what);
    assert_int_equal(t->world.failed, 0);
    assert_true(real_abs(sessions(t->inst, true) + sessions(t->inst, false) + idle(t->inst) -
                         pool(t->inst)) < 1e-6);
}

static void run(struct toy *t, unsigned months) {
    for (unsigned m = 0; m < months; m++) {
        toy_now = t;
        toy_month(t, m);
        sound(t);
    }
}

static void the_same_revenue_to_the_penny(void **state) {
    const struct regime *const all[3] = {england, aqp, reinstated};
    pence_t first[40];
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        const struct timeline line = toy_line(all[k]);
        toy_open(&a, &line, NULL, 0);
        for (unsigned m = 0; m < 38; m++) {
            toy_month(&a, m);
            if (k == 0)
                first[m] = revenue(a.inst);
            assert_int_equal(revenue(a.inst), first[m]);
        }
        assert_int_equal(to_commissioners(a.inst) > 0, 1);
        if (k == 0)
            first[39] = to_commissioners(a.inst);
        assert_int_equal(to_commissioners(a.inst), first[39]);
        toy_close(&a);
    }
    /* April: growth less other calls and support withdrawn */
    assert_int_equal(first[2], (pence_t)((double)first[0] * (1.03 - 0.005 - 0.015 / 3) + 0.5));
    assert_int_equal(first[1], first[0]);
}

static void pounds_equal_counts_and_a_lost_penny_is_found(void **state) {
    struct fault f = {0};
    const struct regime *const all[3] = {england, aqp, reinstated};
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        const struct timeline line = toy_line(all[k]);
        toy_open(&a, &line, NULL, 0);
        run(&a, 30);
        const account_id p = a.inst->provider[0].account, c = a.inst->commissioner[0].account;
        /* a penny nobody worked for */
        ledger_move(&a.inst->ledger, c, p, LINE_PLANNED, REASON_CARE, 1);
        assert_int_equal(institutions_check(a.inst, &a.world, &f), FAULT_BROKEN);
        assert_non_null(strstr(f.what, "RA1"));
        toy_close(&a);
    }
    const struct timeline line = toy_line(england);
    toy_open(&a, &line, NULL, 0);
    run(&a, 3);
    a.inst->ledger.balance[5] -= 1; /* and one that vanished */
    assert_int_equal(institutions_check(a.inst, &a.world, &f), FAULT_BROKEN);
    toy_close(&a);
}

static void more_work_than_money_slows_work(void **state) {
    const struct timeline line = toy_line(aqp);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    toy_open(&b, &line, NULL, 0);
    for (unsigned m = 0; m < 30; m++) {
        toy_now = &a;
        toy_month(&a, m);
        toy_now = &b;
        toy_month(&b, m);
        /* b's commissioners also pay for work nobody planned */
        for (unsigned lot = 0; lot < 40; lot++)
            toy_paid(&b, CURRENCY_ELECTIVE_STAY, LINE_PLANNED, 4, lot % 2 ? 0 : 2, 0, 1.0, 10.0);
    }
    assert_true(b.inst->commissioner[0].brake < 0.97);
    assert_true(b.inst->commissioner[0].brake < a.inst->commissioner[0].brake - 0.02);
    assert_true(b.ratio[0] < a.ratio[0]);
    assert_true(ledger_balance(&b.inst->ledger, b.inst->commissioner[0].account) <
                ledger_balance(&a.inst->ledger, a.inst->commissioner[0].account));
    toy_close(&a);
    toy_close(&b);
}

/* A month under a brake, all else alike: capacity is that part of what it would be. */
static void the_brake_alone_slows_work(void **state) {
    const struct timeline line = toy_line(aqp);
    double capacity[2];
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        toy_open(&a, &line, NULL, 0);
        for (unsigned m = 0; m < 3; m++)
            toy_month(&a, m);
        assert_true(a.inst->service[0].brake == 1.0);
        a.inst->service[0].brake = k ? 0.85 : 1.0;
        institution_questions.month_begins(a.inst, &a.world, 3);
        capacity[k] = a.ratio[0];
        toy_close(&a);
    }
    assert_true(capacity[0] > 0.5);
    assert_true(real_abs(capacity[1] - 0.85 * capacity[0]) < 1e-9);
}

/* A service bears the brakes of those who buy from it, by their shares of its work. */
static void a_board_s_brake_reaches_whom_it_buys_from(void **state) {
    const struct timeline line = toy_line(aqp);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    toy_month(&a, 0);
    const unsigned n = a.inst->n_commissioners;
    double felt[2] = {0.0, 0.0}, share = 0.0;
    for (unsigned c = 0; c < 2; c++) {
        for (unsigned k = 0; k < n; k++)
            a.inst->commissioner[k].brake = k == c ? 0.9 : 1.0;
        budgets_brakes(a.inst);
        felt[c] = 1.0 - a.inst->service[0].brake;
        share += a.inst->planned_share[(size_t)a.inst->service[0].provider * n + c];
    }
    assert_true(felt[0] > 0.0 && felt[1] > 0.0);
    assert_true(real_abs(felt[0] + felt[1] - 0.1 * share) < 1e-12);
    for (unsigned k = 0; k < n; k++)
        a.inst->commissioner[k].brake = 1.0;
    budgets_brakes(a.inst);
    assert_true(real_abs(a.inst->service[0].brake - 1.0) < 1e-9);
    toy_close(&a);
}

/* Costs above a fixed budget freeze posts: capacity falls. */
static void a_provider_in_deficit_freezes_posts(void **state) {
    const struct timeline line = toy_line(reinstated);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    for (unsigned m = 0; m < 20; m++) {
        toy_month(&a, m);
        a.inst->provider[0].margin = -0.04;
    }
    const struct institution_record *r;
    unsigned n = institutions_records(a.inst, &r), frozen = 0;
    for (unsigned k = 0; k < n; k++)
        frozen += strcmp(r[k].what, "posts frozen") == 0 && r[k].provider == 0;
    assert_true(frozen >= 1);
    assert_true(service_held(&a.inst->service[0]) / service_base(&a.inst->service[0]) <
                service_held(&a.inst->service[2]) / service_base(&a.inst->service[2]));
    toy_close(&a);
}

/* Money that lies with commissioners or with providers reaches the same posts, and what is bought
 * is paid. */
static void money_reaches_posts_wherever_it_lies(void **state) {
    double grown[2];
    struct regime *block = NULL;
    struct fault f = {0};
    (void)state;
    assert_int_equal(regime_with(&block, england, reinstated, Q_PAYMENT, &f), 0);
    const struct regime *const all[2] = {england, block};
    for (unsigned k = 0; k < 2; k++) {
        const struct timeline line = toy_line(all[k]);
        toy_open(&a, &line, NULL, 0);
        a.demand = 1.1;
        a.world.circumstances.staff_growth = 0.0;
        const double before = sessions(a.inst, false);
        for (unsigned g = 0; g < 2; g++)
            for (unsigned kind = 0; kind < KINDS; kind++) {
                a.inst->pool[g][kind] += 20.0;
                a.inst->idle[g][kind] += 20.0;
            }
        if (k == 0)
            ledger_move(&a.inst->ledger, a.inst->treasury, a.inst->commissioner[0].account,
                        LINE_PLANNED, REASON_ALLOCATION, 3000000000);
        else
            for (unsigned p = 0; p < 2; p++)
                ledger_move(&a.inst->ledger, a.inst->treasury, a.inst->provider[p].account,
                            LINE_PLANNED, REASON_ALLOCATION, 1500000000);
        run(&a, 24);
        grown[k] = sessions(a.inst, false) - before;
        toy_close(&a);
    }
    regime_free(block);
    print_message("grown %.1f with commissioners' money, %.1f with providers'\n", grown[0],
                  grown[1]);
    assert_true(grown[0] > 20.0 && grown[1] > 20.0);
}

/* Whoever has urgent work is paid for it by somebody, and wholly. */
static void urgent_work_has_payers(void **state) {
    const struct timeline line = toy_line(england);
    unsigned walk_in = 0;
    (void)state;
    toy_open(&a, &line, NULL, 0);
    institutions_close(a.inst);
    flat(&a.providers[2].urgent.other, 900.0f); /* a walk-in centre that is no acute trust, */
    flat(&a.providers[2].urgent.admitted_other, 120.0f); /* (its own admissions: no care here) */
    flat(&a.providers[3].urgent.other, 900.0f);
    a.providers[3].x_km = 500.0f; /* and one that is nearest to nobody */
    struct fault f = {0};
    assert_int_equal(institutions_open(&a.inst, &a.world, &line, NULL, 0, &f), 0);
    for (unsigned p = 0; p < a.inst->place->n_providers; p++) {
        double sum = 0.0;
        for (unsigned c = 0; c < a.inst->n_commissioners; c++)
            sum += a.inst->urgent_share[p * a.inst->n_commissioners + c];
        const double work = a.inst->provider[p].base_urgent + a.inst->provider[p].base_walk_in;
        assert_true(real_abs(sum - (work > 0.0 ? 1.0 : 0.0)) < 1e-9);
        walk_in += work > 0.0 && !a.providers[p].acute_trust;
    }
    assert_int_equal(walk_in, 2);
    assert_true(!(a.inst->provider[2].base_urgent > 0.0) &&
                !(a.inst->provider[2].base_admissions > 0.0));
    toy_close(&a);
}

/* A private list of more months of work than the rule allows takes no referral, under open choice
 * as under plans. */
static void a_private_list_can_be_full_in_every_regime(void **state) {
    const struct regime *const all[2] = {england, aqp};
    const struct referral r = {.person = 0, .area = 0, .function = 1};
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        const struct timeline line = toy_line(all[k]);
        toy_open(&a, &line, NULL, 0);
        toy_month(&a, 0);
        assert_int_equal(institution_questions.accepts(a.inst, &a.world, &r, 2, 1.0), ACCEPTED);
        a.waiting[5] = 20.0 * a.inst->service[5].base_stops;
        a.waiting[1] = 20.0 * a.inst->service[1].base_stops;
        toy_month(&a, 1);
        assert_int_equal(institution_questions.accepts(a.inst, &a.world, &r, 2, 1.0),
                         REFUSED_LIST_CLOSED);
        /* public ones may not */
        assert_int_equal(institution_questions.accepts(a.inst, &a.world, &r, 0, 1.0), ACCEPTED);
        toy_close(&a);
    }
}

/* A firm that loses money on its present work orders no growth, however well one more session would
 * pay. */
static void a_losing_firm_orders_nothing(void **state) {
    const struct timeline line = toy_line(aqp);
    double grown[2];
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        toy_open(&a, &line, NULL, 0);
        a.complexity_private = 0.7;
        const double before = sessions(a.inst, true);
        for (unsigned m = 0; m < 30; m++) {
            toy_month(&a, m);
            a.inst->provider[2].margin = a.inst->provider[3].margin = k ? 0.05 : -0.05;
        }
        grown[k] = sessions(a.inst, true) - before;
        toy_close(&a);
    }
    assert_true(grown[0] < 0.03 * 1000.0 && grown[1] > grown[0] + 1.0);
}

/* Capital too short for all is shared in proportion to need, whatever the order of the place. */
static void short_capital_is_rationed_alike(void **state) {
    const struct timeline line = toy_line(england);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    toy_month(&a, 0);
    a.inst->par.room_for_more = 0.0;
    a.inst->par.hire_gain = 1.0;
    for (unsigned g = 0; g < 2; g++)
        for (unsigned k = 0; k < KINDS; k++) {
            a.inst->pool[g][k] += 100.0;
            a.inst->idle[g][k] += 100.0;
        }
    double before[4];
    for (unsigned s = 0; s < 4; s++) {
        before[s] = service_held(&a.inst->service[s]);
        /* all want as many as they may */
        a.inst->provider[a.inst->service[s].provider].margin = 0.5;
    }
    a.inst->capital_left = 400000.0;
    toy_month(&a, 1);
    sound(&a);
    assert_true(real_abs(a.inst->capital_left) < 1e-6);
    const double first = service_held(&a.inst->service[0]) / before[0];
    assert_true(first > 1.0 && first < 1.05);
    for (unsigned s = 1; s < 4; s++)
        assert_true(real_abs(service_held(&a.inst->service[s]) / before[s] - first) < 1e-3);
    toy_close(&a);
}

/* Contracts run off until the list is empty, however long; a year's budget expects the mean of what
 * is left of them. */
static void a_run_down_list_is_treated_to_its_end(void **state) {
    const struct institution_set set[1] = {{"directly_managed.months", 6}};
    const struct timeline line = toy_line(reinstated);
    (void)state;
    toy_open(&a, &line, set, 1);
    a.waiting[5] = 40.0 * a.inst->service[5].base_stops;
    run(&a, 3); /* in April: 4/6, 3/6, 2/6, 1/6, then the run-off share */
    assert_true(real_abs(a.inst->allowed_mean -
                         (4.0 / 6 + 3.0 / 6 + 2.0 / 6 + 1.0 / 6 + 8 * 0.15) / 12.0) < 1e-9);
    for (unsigned m = 3; m < 30; m++)
        toy_month(&a, m);
    /* six months and a year later: still at work */
    assert_int_equal(a.inst->service[5].contract, CONTRACT_CLOSED);
    assert_true(service_held(&a.inst->service[5]) > 0.1 * service_base(&a.inst->service[5]));
    toy_close(&a);
}

/* Of two years that a contract had to run, 5% a month of the work lost: over 24 months' run-down
 * half of it (12 months' work), over 120 a tenth (2.4), over 6 all but three months (21). */
static void a_slower_run_down_is_compensated_for_less(void **state) {
    const double speed[3] = {24, 120, 6};
    double paid[3] = {0, 0, 0};
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        const struct institution_set set[1] = {{"directly_managed.months", speed[k]}};
        const struct timeline line = toy_line(reinstated);
        toy_open(&a, &line, set, 1);
        run(&a, 1);
        for (uint32_t r = 0; r < a.inst->ledger.n_rows; r++)
            if (a.inst->ledger.rows[r].reason == REASON_REORGANISATION &&
                a.inst->ledger.rows[r].payee == a.inst->investors.i)
                paid[k] += (double)a.inst->ledger.rows[r].pence;
        toy_close(&a);
    }
    assert_true(paid[0] > 0.0);
    assert_true(real_abs(paid[1] / paid[0] - 2.4 / 12.0) < 1e-4);
    assert_true(real_abs(paid[2] / paid[0] - 21.0 / 12.0) < 1e-4);
}

/* Theatres alone move: those who will be operated on go to them, the others stay with the
 * clinics. */
static void operations_follow_theatres(void **state) {
    const struct timeline line = toy_line(reinstated);
    uint16_t before[2 * TOY_AREAS * TOY_FUNCTIONS];
    unsigned operations = 0, clinics = 0;
    (void)state;
    toy_open(&a, &line, NULL, 0);
    run(&a, 2);
    memcpy(before, a.inst->catchment, sizeof before);
    for (unsigned g = 0; g < 2; g++) {
        const double gone = 0.9 * a.inst->service[g].held[SESSION_THEATRE];
        a.inst->service[g].held[SESSION_THEATRE] -= gone;
        a.inst->service[2 + g].held[SESSION_THEATRE] += gone;
    }
    toy_month(&a, 2);
    for (unsigned n = 0; n < TOY_AREAS * TOY_FUNCTIONS; n++) {
        clinics += a.inst->catchment[2 * n] != before[2 * n] &&
                   a.inst->service[a.inst->catchment[2 * n]].provider == 1;
        operations += a.inst->catchment[2 * n + 1] != before[2 * n + 1];
        if (a.inst->catchment[2 * n + 1] != before[2 * n + 1])
            assert_int_equal(a.inst->service[a.inst->catchment[2 * n + 1]].provider, 1);
    }
    assert_true(operations > 0);
    assert_int_equal(clinics, 0);
    toy_close(&a);
}

/* Planners look again each April: where sessions have gone, people go. */
static void catchments_follow_sessions(void **state) {
    const struct timeline line = toy_line(reinstated);
    unsigned moved = 0;
    (void)state;
    toy_open(&a, &line, NULL, 0);
    run(&a, 2);
    uint16_t before[2 * TOY_AREAS * TOY_FUNCTIONS];
    memcpy(before, a.inst->catchment, sizeof before);
    /* most of RB1's staff in both functions now work at RA1 */
    for (unsigned k = 0; k < KINDS; k++) {
        for (unsigned g = 0; g < 2; g++) {
            const double gone = 0.8 * a.inst->service[2 + g].held[k];
            a.inst->service[2 + g].held[k] -= gone;
            a.inst->service[g].held[k] += gone;
        }
    }
    toy_month(&a, 2);
    for (unsigned n = 0; n < 2 * TOY_AREAS * TOY_FUNCTIONS; n++)
        if (a.inst->catchment[n] != before[n]) {
            moved++;
            assert_int_equal(a.inst->service[a.inst->catchment[n]].provider, 0);
        }
    assert_true(moved > 0);
    toy_close(&a);
}

static void private_growth_draws_on_one_pool(void **state) {
    const struct timeline line = toy_line(aqp);
    double outside[3], public_[3], grown[3];
    const double inflow[3] = {0.0, 0.3, 0.7};
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        toy_open(&a, &line, NULL, 0);
        a.complexity_private = 0.7;
        a.inst->par.idle_leaving = 0.0;
        a.world.circumstances.staff_inflow = inflow[k];
        const double before = pool(a.inst);
        run(&a, 38);
        outside[k] = from_outside(a.inst);
        public_[k] = sessions(a.inst, false);
        grown[k] = sessions(a.inst, true);
        /* the pool: growth and what came in, compounding from when it came */
        double growth = before;
        for (unsigned m = 1; m < 38; m++)
            growth *= real_pow(1.0 + a.world.circumstances.staff_growth, 1.0 / 12.0);
        if (k == 0)
            assert_true(real_abs(pool(a.inst) - growth) < 1e-6);
        else
            assert_true(pool(a.inst) >= growth + outside[k]);
        toy_close(&a);
    }
    assert_true(outside[0] <= 0.0 && outside[1] > 0.0 && outside[2] > outside[1]);
    /* the less comes from outside, the more is drawn */
    assert_true(grown[0] > 0.0 && public_[2] > public_[0]);
}

static void private_work_is_run_down_and_staff_return(void **state) {
    const struct timeline line = toy_line(reinstated);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    const double before = sessions(a.inst, true), public_before = sessions(a.inst, false);
    run(&a, 12);
    assert_true(sessions(a.inst, true) < 0.60 * before);
    for (unsigned m = 12; m < 38; m++)
        toy_month(&a, m);
    assert_true(sessions(a.inst, true) < 0.01 * before);
    assert_true(sessions(a.inst, false) > public_before + 0.5 * before);
    struct offer out[OFFER_MAX];
    const struct referral r = {.person = 0, .area = 0, .function = 1};
    assert_int_equal(institution_questions.offers(a.inst, &a.world, &r, out, OFFER_MAX), 1);
    assert_int_equal(out[0].provider, 0);
    assert_int_equal(institution_questions.accepts(a.inst, &a.world, &r, 2, 1.0),
                     REFUSED_LIST_CLOSED);
    assert_true(a.waiting[5] < 1.0); /* nobody is left behind at a provider that ended */
    toy_close(&a);
}

/* Rooms given up with a run-down are leased before capital is asked for, and paid for; without them
 * staff stand idle. */
static void rooms_come_with_the_work(void **state) {
    const struct timeline line = toy_line(reinstated);
    double held[2], rent[2];
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        const struct institution_set set[1] = {{"directly_managed.rooms", k}};
        toy_open(&a, &line, set, 1);
        a.inst->par.room_for_more = 0.0;
        a.inst->par.expansion_share = 0.0;
        a.inst->capital_left = 0.0;
        run(&a, 30);
        held[k] = sessions(a.inst, false);
        rent[k] = 0.0;
        for (uint32_t r = 0; r < a.inst->ledger.n_rows; r++)
            if (a.inst->ledger.rows[r].reason == REASON_CAPITAL &&
                a.inst->ledger.rows[r].payee == a.inst->investors.i)
                rent[k] += (double)a.inst->ledger.rows[r].pence;
        toy_close(&a);
    }
    assert_true(held[1] > held[0] + 50.0);
    assert_true(rent[0] <= 0.0 && rent[1] > 0.0);
}

/* Money that finds nobody idle buys extra sessions at a premium, up to the cap; without money
 * none. */
static void money_without_idle_staff_buys_overtime(void **state) {
    const struct timeline line = toy_line(reinstated);
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        toy_open(&a, &line, NULL, 0);
        a.demand = 1.2;
        for (unsigned p = 0; p < 2; p++)
            ledger_move(&a.inst->ledger, a.inst->treasury, a.inst->provider[p].account,
                        LINE_PLANNED, REASON_ALLOCATION, k ? 6000000000 : 0);
        for (unsigned p = 0; p < 2 && k == 0; p++)
            ledger_move(&a.inst->ledger, a.inst->provider[p].account, a.inst->treasury,
                        LINE_PLANNED, REASON_ALLOCATION, 9000000000);
        for (unsigned m = 0; m < 12; m++) {
            a.inst->provider[0].margin = a.inst->provider[1].margin = k ? 0.0 : -0.1;
            toy_month(&a, m);
        }
        sound(&a);
        pence_t premium = 0;
        for (uint32_t r = 0; r < a.inst->ledger.n_rows; r++)
            if (a.inst->ledger.rows[r].reason == REASON_AGENCY_PREMIUM &&
                a.inst->ledger.rows[r].line == LINE_PLANNED)
                premium += a.inst->ledger.rows[r].pence;
        for (unsigned s = 0; s < 4; s++)
            assert_true(a.inst->service[s].overtime <= a.inst->par.overtime_most);
        assert_int_equal(premium > 0, k == 1);
        toy_close(&a);
    }
}

/* A firm below what it bears for long enough takes nobody more, treats its list and ends; another
 * firm stays. */
static void a_firm_that_loses_hands_back(void **state) {
    const struct timeline line = toy_line(aqp);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    a.inst->par.exit_months = 3.0;
    for (unsigned m = 0; m < 20; m++) {
        a.inst->provider[3].margin = -0.3;
        a.inst->provider[2].margin = 0.1;
        toy_month(&a, m);
        sound(&a);
        if (m == 4)
            assert_int_equal(a.inst->service[6].contract, CONTRACT_CLOSED);
    }
    assert_int_equal(a.inst->service[6].contract, CONTRACT_ENDED);
    assert_true(a.waiting[6] < 1.0); /* nobody is left behind */
    assert_true(service_held(&a.inst->service[6]) <= 0.0);
    assert_int_equal(a.inst->service[4].contract, CONTRACT_OPEN);
    toy_close(&a);
}

/* A site is built where it pays and the list is long, and opens after its lead time; a low price
 * builds none. */
static void a_site_is_built_where_it_pays(void **state) {
    const struct timeline line = toy_line(aqp);
    double held[2];
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        toy_open(&a, &line, NULL, 0);
        a.inst->par.growth_a_month = 0.0;
        a.inst->par.site_list = 3.0;
        a.inst->par.site_lead_time = 6.0;
        a.inst->par.capital_per_session = 10000.0;
        a.inst->par.margin_wanted = k ? 0.9 : -0.9;
        for (unsigned m = 0; m < 6; m++) {
            a.inst->provider[2].margin = 0.1;
            toy_month(&a, m);
        }
        assert_true(service_held(&a.inst->service[4]) <= service_base(&a.inst->service[4]) + 1e-9);
        for (unsigned m = 6; m < 20; m++) {
            a.inst->provider[2].margin = 0.1;
            toy_month(&a, m);
        }
        held[k] = service_held(&a.inst->service[4]) - service_base(&a.inst->service[4]);
        sound(&a);
        toy_close(&a);
    }
    assert_true(held[0] > 40.0);
    assert_true(held[1] <= 1e-9);
}

static void the_plan_binds(void **state) {
    const struct timeline line = toy_line(england);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    toy_month(&a, 0);
    toy_month(&a, 1);
    struct service_state *const s = &a.inst->service[4];
    const pence_t before = ledger_balance(&a.inst->ledger, a.inst->provider[2].account);
    s->done = s->plan; /* the year's plan is spent */
    toy_paid(&a, CURRENCY_DAY_CASE, LINE_PLANNED, 2, 0, 0, 1.0, 10.0);
    assert_int_equal(ledger_balance(&a.inst->ledger, a.inst->provider[2].account), before);
    sound(&a);
    toy_close(&a);
}

static void one_answer_at_a_time_has_a_transition_of_its_own(void **state) {
    struct regime *r = NULL;
    struct fault f = {0};
    (void)state;
    assert_int_equal(regime_with(&r, england, reinstated, Q_CHOICE, &f), 0);
    const struct timeline one = toy_line(r), none = toy_line(england);
    toy_open(&a, &none, NULL, 0);
    assert_true(a.inst->dip <= 0.0);
    toy_close(&a);
    toy_open(&a, &one, NULL, 0);
    assert_true(a.inst->dip > 0.0 && a.inst->dip < 0.0021);
    run(&a, 14);
    toy_close(&a);
    regime_free(r);
}

static void a_timeline_switches_on_its_date(void **state) {
    struct timeline line = toy_line(england);
    struct civil date = {2027, 4, 1};
    (void)state;
    line.n = 2;
    line.at[1].from = day_from_civil(date);
    line.at[1].regime = reinstated;
    toy_open(&a, &line, NULL, 0);
    for (unsigned m = 0; m < 30; m++) {
        toy_month(&a, m);
        sound(&a);
        assert_string_equal(a.inst->regime->name, m < 14 ? "england-2026" : "nhs-reinstatement");
    }
    assert_true(sessions(a.inst, true) < 0.6 * 400.0);
    toy_close(&a);
}

/* The array of settings is its caller's, who may be gone when a later regime reads them. */
static void settings_outlive_their_caller(void **state) {
    struct institution_set set[1] = {{"directly_managed.rooms", 0.25}};
    struct timeline line = toy_line(england);
    struct civil date = {2027, 4, 1};
    unsigned seen = 0;
    (void)state;
    line.n = 2;
    line.at[1].from = day_from_civil(date);
    line.at[1].regime = reinstated;
    toy_open(&a, &line, set, 1);
    set[0] = (struct institution_set){"economy.lead_time", 1.0};
    run(&a, 16);
    for (unsigned r = 0; r < reinstated->n_assignments; r++) {
        const struct answer_info *const x = &institution_answers[reinstated->assignment[r].answer];
        for (size_t k = 0; x->params && k < x->params->n; k++)
            if (strcmp(x->name, "directly_managed") == 0 &&
                strcmp(x->params->rows[k].name, "rooms") == 0) {
                assert_true(a.inst->value[r][k] > 0.24 && a.inst->value[r][k] < 0.26);
                seen++;
            }
    }
    assert_int_equal(seen, 1);
    toy_close(&a);
}

static void twice_is_the_same(void **state) {
    const struct timeline line = toy_line(aqp);
    (void)state;
    toy_open(&a, &line, NULL, 0);
    toy_open(&b, &line, NULL, 0);
    run(&a, 20);
    run(&b, 20);
    assert_int_equal(a.inst->ledger.n_rows, b.inst->ledger.n_rows);
    assert_memory_equal(a.inst->ledger.rows, b.inst->ledger.rows,
                        a.inst->ledger.n_rows * sizeof *a.inst->ledger.rows);
    assert_memory_equal(a.ratio, b.ratio, sizeof a.ratio);
    toy_close(&a);
    toy_close(&b);
}

static void settings_reach_the_answers_and_strange_names_are_refused(void **state) {
    const struct institution_set good[2] = {{"economy.lead_time", 3},
                                            {"directly_managed.months", 60}};
    const struct institution_set bad[1] = {{"economy.lead_tme", 3}};
    const struct timeline line = toy_line(reinstated);
    struct institutions *i = NULL;
    struct fault f = {0};
    (void)state;
    toy_open(&a, &line, good, 2);
    assert_true(a.inst->par.lead_time > 2.9 && a.inst->par.lead_time < 3.1);
    const double before = sessions(a.inst, true);
    run(&a, 13);
    assert_true(sessions(a.inst, true) > 0.75 * before);
    toy_close(&a);
    assert_int_equal(institutions_open(&i, &a.world, &line, bad, 1, &f), FAULT_INPUT);
    assert_non_null(strstr(f.what, "economy.lead_time"));
}

static void every_answer_is_registered_with_a_line_and_ranges(void **state) {
    unsigned n[Q_COUNT] = {0};
    (void)state;
    for (unsigned k = 0; k < institution_n_answers; k++) {
        n[institution_answers[k].question]++;
        assert_true(strlen(institution_answers[k].summary) > 20);
    }
    for (unsigned q = 0; q < Q_COUNT; q++)
        assert_true(n[q] >= 2);
    for (unsigned t = 0; t < institution_n_param_tables; t++)
        for (size_t k = 0; k < institution_param_tables[t]->n; k++) {
            const struct parameter *const p = &institution_param_tables[t]->rows[k];
            if (p->value < p->low || p->value > p->high)
                fail_msg("%s.%s lies outside its range", institution_param_tables[t]->room,
                         p->name);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_revenue_to_the_penny),
        cmocka_unit_test(pounds_equal_counts_and_a_lost_penny_is_found),
        cmocka_unit_test(more_work_than_money_slows_work),
        cmocka_unit_test(the_brake_alone_slows_work),
        cmocka_unit_test(a_board_s_brake_reaches_whom_it_buys_from),
        cmocka_unit_test(a_provider_in_deficit_freezes_posts),
        cmocka_unit_test(private_growth_draws_on_one_pool),
        cmocka_unit_test(money_reaches_posts_wherever_it_lies),
        cmocka_unit_test(a_losing_firm_orders_nothing),
        cmocka_unit_test(short_capital_is_rationed_alike),
        cmocka_unit_test(a_run_down_list_is_treated_to_its_end),
        cmocka_unit_test(a_slower_run_down_is_compensated_for_less),
        cmocka_unit_test(catchments_follow_sessions),
        cmocka_unit_test(operations_follow_theatres),
        cmocka_unit_test(rooms_come_with_the_work),
        cmocka_unit_test(money_without_idle_staff_buys_overtime),
        cmocka_unit_test(a_firm_that_loses_hands_back),
        cmocka_unit_test(a_site_is_built_where_it_pays),
        cmocka_unit_test(urgent_work_has_payers),
        cmocka_unit_test(a_private_list_can_be_full_in_every_regime),
        cmocka_unit_test(private_work_is_run_down_and_staff_return),
        cmocka_unit_test(the_plan_binds),
        cmocka_unit_test(one_answer_at_a_time_has_a_transition_of_its_own),
        cmocka_unit_test(a_timeline_switches_on_its_date),
        cmocka_unit_test(settings_outlive_their_caller),
        cmocka_unit_test(twice_is_the_same),
        cmocka_unit_test(settings_reach_the_answers_and_strange_names_are_refused),
        cmocka_unit_test(every_answer_is_registered_with_a_line_and_ranges)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
