// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who polices, and what follows failure: each rule by an example worked by hand. */
#include "institution_fixture.h"
#include "institution/failure/failure.h"
#include "institution/market/market.h"
#include "institution/oversight/licences.h"
#include "institution/oversight/merger_control.h"
#include "institution/oversight/ratings.h"

static struct toy a;
static struct regime *england;

static int setup(void **state) {
    (void)state;
    england = toy_regime("england-2026");
    const struct timeline line = toy_line(england);
    toy_open(&a, &line, NULL, 0);
    toy_month(&a, 0);
    return 0;
}
static int teardown(void **state) {
    struct fault f = {0};
    (void)state;
    if (institutions_check(a.inst, &a.world, &f) < 0)
        fail_msg("%s", f.what);
    toy_close(&a);
    regime_free(england);
    return 0;
}
static void values(const char *name, enum question q, double *p) {
    const int k = answer_find(q, name);
    assert_true(k >= 0);
    parameter_defaults(institution_answers[k].params, p);
}
static bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }
static const struct institution_record *last(void) {
    const struct institution_record *r;
    const unsigned n = institutions_records(a.inst, &r);
    assert_true(n > 0);
    return &r[n - 1];
}

/* Income 200, EBITDA 12 (6%: 3), plan 12 (reached: 5), surplus 2 (1%: 3), dividend 4 on assets 125:
 * (2 + 4)/125 = 4.8% (3), liquidity 20 days (3): 0.10 x 5 + 0.90 x 3 = 3.2, a 3. Without cash and
 * with a deficit of 6: EBITDA 4 (2%: 2), a third of plan (1), -3% (1), -1.6% (2), 0 days (1): 0.1 +
 * 0.5 + 0.4 + 0.2 + 0.25 = 1.45, a 1. */
static void the_financial_risk_rating(void **state) {
    const struct ratings_params *const q = &a.inst->oversight->par;
    (void)state;
    struct accounts x = {.income = 200,
                         .ebitda = 12,
                         .ebitda_planned = 12,
                         .surplus = 2,
                         .dividend = 4,
                         .assets = 125,
                         .liquid_days = 20,
                         .service = 4};
    assert_int_equal(ratings_frr(q, &x), 3);
    x = (struct accounts){.income = 200,
                          .ebitda = 4,
                          .ebitda_planned = 12,
                          .surplus = -6,
                          .dividend = 4,
                          .assets = 125,
                          .liquid_days = 0,
                          .service = 4};
    assert_int_equal(ratings_frr(q, &x), 1);
}

/* The weighted sum and what overriding rules leave of it. Income 200, EBITDA 24 (12%: 5), plan
 * reached (5), surplus 8 (4%: 5), (8 + 4) / 125 = 9.6% (5):
 *   liquidity 60 days 5     all 5: 5
 *   12 days, a 2            0.75 x 5 + 0.25 x 2 = 4.25, a 4; one at 2: 3
 *   0 days, a 1             0.75 x 5 + 0.25 x 1 = 4.0; one at 1: 2
 * and with 24 of 60 planned too, a 1: 0.1 + 3.25 + 0.25 = 3.6, a 4; two at 1: 1
 * with 12 days and 56% of the plan, both 2: 0.2 + 3.25 + 0.5 = 3.95; two at 2: 2. */
static void a_low_criterion_caps_the_whole(void **state) {
    static const struct {
        double days, planned;
        unsigned without, with;
    } of[5] = {{60, 24, 5, 5}, {12, 24, 4, 3}, {0, 24, 4, 2}, {0, 60, 4, 1}, {12, 43, 4, 2}};
    struct ratings_params q = a.inst->oversight->par, none = q;
    (void)state;
    none.one_at_1 = none.two_at_1 = none.one_at_2 = none.two_at_2 = 5.0;
    for (unsigned k = 0; k < 5; k++) {
        const struct accounts x = {.income = 200,
                                   .ebitda = 24,
                                   .ebitda_planned = of[k].planned,
                                   .surplus = 8,
                                   .dividend = 4,
                                   .assets = 125,
                                   .liquid_days = of[k].days,
                                   .service = 4};
        assert_int_equal(ratings_frr(&none, &x), of[k].without);
        assert_int_equal(ratings_frr(&q, &x), of[k].with);
    }
    /* cover 3 (4), liquidity -20 days (1): 2.5, a 3; from 2015 a 2 */
    const struct accounts y = {.income = 200, .ebitda = 12, .liquid_days = -20, .service = 4};
    assert_int_equal(ratings_cosrr(&q, &y), 3);
    q.continuity_one_at_1 = 2.0;
    assert_int_equal(ratings_cosrr(&q, &y), 2);
}

/* Liquidity -10 days: 2. Cover 12 / 6 = 2.0: 3. Mean 2.5, rounded up: 3. With cover 1.0 (1): 1.5, a
 * 2. */
static void the_continuity_of_services_rating(void **state) {
    const struct ratings_params *const q = &a.inst->oversight->par;
    (void)state;
    struct accounts x = {.income = 200, .ebitda = 12, .liquid_days = -10, .service = 6};
    assert_int_equal(ratings_cosrr(q, &x), 3);
    x.service = 12;
    assert_int_equal(ratings_cosrr(q, &x), 2);
}

/* A target of 1% freezes posts at a margin that would else do (tolerance 1%: -0.5% is allowed
 * without, not with). */
static void a_rating_to_keep_moves_posts_first(void **state) {
    (void)state;
    struct provider_state *const x = &a.inst->provider[0], kept = *x;
    const unsigned month = a.inst->month;
    a.inst->month = 12;
    for (unsigned c = 0; c < 2; c++)
        a.inst->commissioner[c].spend_rate = 1e15; /* nothing to spare */
    x->margin = -0.005;
    hiring_ask(a.inst, &a.world);
    assert_false(x->frozen);
    x->target = 0.01;
    hiring_ask(a.inst, &a.world);
    assert_true(x->frozen && near(x->depth, 0.015 / 0.05));
    x->kept_open = true; /* the minister's order */
    hiring_ask(a.inst, &a.world);
    assert_false(x->frozen);
    *x = kept;
    a.inst->month = month;
    for (unsigned c = 0; c < 2; c++)
        a.inst->commissioner[c].spend_rate = 0.0;
}

/* Five providers with 30, 25, 20, 15, 10%: 2,250 points; joining the first two: + 2 x 30 x 25 =
 * 1,500. A case to answer. */
static void an_overlap_test(void **state) {
    const double share[5] = {0.30, 0.25, 0.20, 0.15, 0.10};
    const struct merger_tests t = {0.25, 70e6, 1000, 250, 2000, 150, 40};
    (void)state;
    assert_true(near(merger_hhi(share, 5), 2250.0));
    assert_true(near(merger_delta(0.30, 0.25), 1500.0));
    assert_true(merger_concern(&t, 3750, 1500));
    assert_false(merger_concern(&t, 1800, 200)); /* moderate, small change */
    assert_true(merger_concern(&t, 2100, 160));
    assert_false(merger_concern(&t, 900, 800));
    const struct merger_findings small = {.turnover = 60e6, .share = 0.2, .increment = 0.1},
                                 large = {.turnover = 60e6, .share = 0.3, .increment = 0.1};
    assert_false(merger_notifiable(&t, &small));
    assert_true(merger_notifiable(&t, &large));
    /* the toy: two trusts 30 km apart with both functions; admitted stops of the first 260, 190,
     * private 90, 80 */
    const struct merger_findings f = merger_overlap(a.inst, &t, 0, 1);
    assert_int_equal(f.overlaps, 4);
    assert_int_equal(f.concerns, 4);
    assert_true(f.share > 0.7 && f.increment > 0.25);
}

static void competition_weighs_in_a_merger(void **state) {
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    values("monitor", Q_OVERSIGHT, p);
    assert_false(answer_monitor.merger_may(a.inst, &a.world, p, 0, 1));
    assert_string_equal(last()->what, "merger prohibited");
    assert_true(a.inst->clearance >= 8); /* 40 and 140 working days */
    p[13] = 0.1; /* as by 2020: competition plays little role */
    assert_true(answer_monitor.merger_may(a.inst, &a.world, p, 0, 1));
    assert_true(last()->pence > 0 && a.inst->clearance > 0);
    p[13] = 0.0; /* from July 2022 nobody looks at it: no case is paid for and none takes time */
    const pence_t before = ledger_balance(&a.inst->ledger, a.inst->advisers);
    assert_true(answer_monitor.merger_may(a.inst, &a.world, p, 0, 1));
    assert_string_equal(last()->what, "merger out of scope");
    assert_int_equal(a.inst->clearance, 0);
    assert_int_equal(ledger_balance(&a.inst->ledger, a.inst->advisers), before);
    values("elected_local_control", Q_OVERSIGHT, p);
    /* 30 km further for those beside the smaller */
    assert_false(answer_elected_local_control.merger_may(a.inst, &a.world, p, 0, 1));
    values("ministerial_hierarchy", Q_OVERSIGHT, p);
    assert_true(answer_ministerial_hierarchy.merger_may(a.inst, &a.world, p, 0, 1));
    p[1] = 1.0;
    assert_false(answer_ministerial_hierarchy.merger_may(a.inst, &a.world, p, 0, 1));
    assert_null(answer_no_oversight.merger_may);
    assert_null(answer_no_oversight.complaint);
}

static unsigned told(const char *what, unsigned provider) {
    const struct institution_record *r;
    unsigned found = 0;
    const unsigned n = institutions_records(a.inst, &r);
    for (unsigned k = 0; k < n; k++)
        found += r[k].provider == provider && !strcmp(r[k].what, what);
    return found;
}

/* An NHS trust whose three years are over, in the regulator's month 36. Costs 97 of 100 million:
 * 3%, above the 1% that it must show; costs 110: a deficit. Nobody decides about a foundation
 * trust, nor before. */
static void a_trust_is_authorised_with_its_reasons(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct provider_state *const x = &a.inst->provider[1], kept = *x, first = a.inst->provider[0];
    const unsigned month = a.inst->month;
    (void)state;
    values("monitor", Q_OVERSIGHT, p);
    a.inst->provider[0].year_income = x->year_income = 10000000000;
    a.inst->provider[0].year_cost = x->year_cost = 11000000000;
    a.inst->month = a.inst->since + 35;
    answer_monitor.year_overseen(a.inst, &a.world, p);
    assert_int_equal(told("not authorised", 1), 0);
    a.inst->month = a.inst->since + 36;
    answer_monitor.year_overseen(a.inst, &a.world, p);
    assert_int_equal(told("not authorised", 1), 1);
    assert_false(x->authorised);
    x->year_cost = 9700000000;
    ledger_move(&a.inst->ledger, a.inst->treasury, x->account, LINE_PLANNED,
                REASON_DEFICIT_SUPPORT, 5000000000);
    answer_monitor.year_overseen(a.inst, &a.world, p);
    assert_true(x->authorised && told("authorised", 1) == 1);
    assert_non_null(strstr(last()->why, "surplus 3.0% (1.0% wanted), 3.0 years"));
    answer_monitor.year_overseen(a.inst, &a.world, p);
    assert_int_equal(told("authorised", 1), 1); /* once */
    assert_int_equal(told("authorised", 0) + told("not authorised", 0), 0);
    ledger_move(&a.inst->ledger, x->account, a.inst->treasury, LINE_PLANNED,
                REASON_DEFICIT_SUPPORT, 5000000000);
    *x = kept;
    a.inst->provider[0] = first;
    a.inst->month = month;
}

/* The toy opens under licence_and_panel: foundation trust, NHS trust and both firms each have one
 * row; the outside trust none. A firm whose contracts have ended loses its. Under the monitor an
 * NHS trust needs none. */
static void a_licence_is_a_record(void **state) {
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    for (unsigned k = 0; k < TOY_PROVIDERS; k++)
        assert_int_equal(told("licensed", k), k < 4);
    values("licence_and_panel", Q_OVERSIGHT, p);
    a.inst->service[6].contract = CONTRACT_ENDED;
    answer_licence_and_panel.month(a.inst, &a.world, p, 0);
    assert_int_equal(told("licence ends", 3), 1);
    assert_false(licences_needed(a.inst, 3));
    a.inst->service[6].contract = CONTRACT_OPEN;
    answer_licence_and_panel.month(a.inst, &a.world, p, 0);
    assert_int_equal(told("licensed", 3), 2);
    answer_licence_and_panel.closes(a.inst, &a.world, p, 0);
    values("monitor", Q_OVERSIGHT, p);
    p[11] = 0.0; /* no target: posts as before */
    answer_monitor.month(a.inst, &a.world, p, 0);
    assert_int_equal(told("licensed", 0), 2);
    assert_int_equal(told("licensed", 1), 1);
}

/* Who holds a licence pays for it, once however many its contracts: 30,000 pounds a year, 2,500 a
 * month for each of the four, nothing for the outside trust and for public bodies of lines; a firm
 * that takes a line pays from then. What each is expected to pay at the start is the same. */
static void a_licence_is_paid_by_who_holds_one(void **state) {
    struct toy t;
    (void)state;
    toy_open(&t, &(struct timeline){.n = 1, .at = {{0, england}}}, NULL, 0);
    for (unsigned m = 0; m < 2; m++) {
        if (m == 1)
            market_passes(t.inst, 0, LINE_COMMUNITY, market_firm(t.inst, 0), 1.0);
        toy_month(&t, m);
        for (unsigned k = 0; k < t.inst->n_providers; k++) {
            const bool pays = k < 4 || (m == 1 && k == market_firm(t.inst, 0));
            pence_t paid = 0;
            for (uint32_t n = 0; n < t.inst->ledger.n_rows; n++) {
                const struct ledger_row *const r = &t.inst->ledger.rows[n];
                if (r->payer == t.inst->provider[k].account.i && r->month == m &&
                    r->reason == REASON_CONTRACTING)
                    paid += r->pence;
            }
            assert_int_equal(paid, pays ? 250000 : 0);
        }
    }
    t.inst->admin.licence_year = 0.0;
    const double without = administration_of_provider(t.inst, 2);
    t.inst->admin.licence_year = 30000.0;
    assert_true(near(administration_of_provider(t.inst, 2) - without, 250000.0));
    toy_close(&t);
    toy_now = &a;
}

/* All accepted, all in breach. A direct award is declared ineffective; only under the
 * counterfactual reading is a tender imposed. */
static void what_a_complaint_can_do(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct award direct = {.number = 3,
                           .commissioner = 0,
                           .line = LINE_111,
                           .value = 1000000000,
                           .winner = 1,
                           .incumbent = 1};
    struct award bids = direct, small = direct, imposed = direct;
    (void)state;
    values("monitor", Q_OVERSIGHT, p);
    p[3] = p[5] = 1.0;
    answer_monitor.complaint(a.inst, &a.world, p, &direct, 2);
    assert_true(direct.end == AWARD_INEFFECTIVE && !direct.upheld && direct.case_months == 9);
    assert_int_equal(direct.cost_challenge, 10000000);
    bids.n_bids = 2;
    answer_monitor.complaint(a.inst, &a.world, p, &bids, 2);
    assert_true(bids.upheld && bids.end == AWARD_RUNNING);
    p[8] = 1.0;
    answer_monitor.complaint(a.inst, &a.world, p, &imposed, 2);
    assert_true(imposed.upheld && imposed.end == AWARD_RUNNING);
    small.value = 5000000;
    answer_monitor.complaint(a.inst, &a.world, p, &small, 2);
    assert_true(!small.upheld && small.cost_challenge == 0 && small.turned_away);
    assert_false(bids.turned_away);
    values("licence_and_panel", Q_OVERSIGHT, p);
    struct award panel = bids;
    panel.upheld = false;
    p[3] = p[4] = 1.0;
    answer_licence_and_panel.complaint(a.inst, &a.world, p, &panel, 2);
    assert_true(panel.upheld);
    p[4] = 0.0; /* its advice need not be followed */
    answer_licence_and_panel.complaint(a.inst, &a.world, p, &panel, 2);
    assert_false(panel.upheld);
}

/* A tax step of 0.5% a year while people wait more than they bear, up to 0.8%; a twelfth of it a
 * month from persons. */
static void a_board_taxes_up_to_its_cap(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct commissioner_state *const x = &a.inst->commissioner[0];
    (void)state;
    values("elected_local_control", Q_OVERSIGHT, p);
    const unsigned row = row_in_force(a.inst, Q_OVERSIGHT, 0, LINE_PLANNED);
    answer_elected_local_control.year(a.inst, &a.world, p, row);
    assert_true(near(x->local_tax, 0.0)); /* no cap given: no tax */
    p[3] = 0.008;
    answer_elected_local_control.year(a.inst, &a.world, p, row);
    assert_true(near(x->local_tax, 0.005));
    answer_elected_local_control.year(a.inst, &a.world, p, row);
    assert_true(near(x->local_tax, 0.008));
    const pence_t before = ledger_balance(&a.inst->ledger, x->account);
    x->brake = 0.85;
    answer_elected_local_control.month(a.inst, &a.world, p, row);
    assert_int_equal(ledger_balance(&a.inst->ledger, x->account) - before,
                     (pence_t)(0.008 * (double)x->allocation / 12.0));
    assert_true(near(x->brake, 0.95));
    assert_true(a.inst->service[0].brake > 0.94);
    answer_elected_local_control.closes(a.inst, &a.world, p, row);
    assert_true(near(x->local_tax, 0.0));
    x->brake = a.inst->commissioner[1].brake = 1.0;
    budgets_brakes(a.inst);
}

/* Below the floor for 18 months, six of notice; its list of 5 is treated; then it is gone and its
 * owners pay. */
static void a_firm_leaves(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct provider_state *const x = &a.inst->provider[3];
    const double list = a.waiting[6];
    (void)state;
    values("market_exit", Q_FAILURE, p);
    x->margin = -0.02;
    for (unsigned m = 6; m < 24; m++) {
        assert_int_equal(x->exits, 0);
        a.inst->month = m;
        answer_market_exit.failing_month(a.inst, &a.world, p, 3);
    }
    assert_string_equal(last()->what, "notice of exit");
    assert_false(x->leaving);
    a.inst->month = 29;
    answer_market_exit.failing_month(a.inst, &a.world, p, 3);
    assert_true(x->leaving);
    exit_month(a.inst, &a.world);
    assert_int_equal(a.inst->service[6].contract, CONTRACT_CLOSED);
    assert_true(service_held(&a.inst->service[6]) > 0.0); /* nobody is left behind */
    a.waiting[6] = 0.0;
    exit_month(a.inst, &a.world);
    answer_market_exit.failing_month(a.inst, &a.world, p, 3);
    assert_int_equal(a.inst->service[6].contract, CONTRACT_ENDED);
    assert_string_equal(last()->what, "exit complete");
    assert_true(near(service_held(&a.inst->service[6]), 0.0));
    a.waiting[6] = list;
    a.inst->month = 0;
}

/* A provider alone of its kind in deficit joins its neighbour after 18 months; staff of a merged
 * service follow when the list is empty. */
static void two_trusts_become_one(void **state) {
    double p[ANSWER_PARAMS_MAX];
    struct toy b;
    const struct timeline line = toy_line(england);
    (void)state;
    toy_open(&b, &line, NULL, 0);
    toy_month(&b, 0);
    values("merger_or_dissolution", Q_FAILURE, p);
    struct provider_state *const x = &b.inst->provider[1], *const y = &b.inst->provider[0];
    p[5] = 0.001; /* travel counts for little: services are merged */
    for (unsigned year = 0; year < 2; year++) {
        assert_int_equal(x->merged_with, 0);
        x->year_income = 1000000000;
        x->year_cost = 1100000000;
        answer_merger_or_dissolution.year_closed(b.inst, &b.world, p, 1);
    }
    assert_int_equal(x->merged_with, 1);
    assert_int_equal(y->merged_with, 2);
    assert_int_equal(x->merged_by, 19);
    const double staff = service_held(&b.inst->service[0]) + service_held(&b.inst->service[2]);
    b.inst->month = 18;
    answer_merger_or_dissolution.failing_month(b.inst, &b.world, p, 0);
    assert_int_equal(x->merged_by, 0);
    assert_int_equal(b.inst->service[2].contract, CONTRACT_CLOSED);
    assert_int_equal(b.inst->service[2].joins, 1);
    b.waiting[2] = 0.0;
    answer_merger_or_dissolution.failing_month(b.inst, &b.world, p, 1);
    assert_int_equal(b.inst->service[2].contract, CONTRACT_ENDED);
    assert_true(near(service_held(&b.inst->service[0]), staff));
    /* of the fixed cost of the site that closes only the stated half is saved */
    assert_true(near(b.inst->service[0].taken_in, 0.5 * b.inst->service[2].base_value));
    toy_close(&b);
    toy_now = &a;
}

/* Two sound trusts 30 km apart propose it in the regime's first month. Under the weight of 2012 it
 * is prohibited; with benefits that outweigh it is cleared after 40 + 140 working days, nine months
 * from February 2026; without weight nobody looks at it. Then 18 months to be one. */
static void sound_trusts_propose_to_merge(void **state) {
    static const struct {
        double weight, benefits;
        unsigned by;
        const char *said;
    } cases[3] = {
        {1.0, 0.3, 0, "prohibited"}, {1.0, 1.0, 28, "9 months"}, {0.0, 0.3, 19, "out of scope"}};
    struct regime *const r = toy_regime("merger-blocked-2013");
    const struct timeline line = toy_line(r);
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        const struct institution_set set[] = {{"merger_or_dissolution.proposed_in", 1.0},
                                              {"monitor.competition_weight", cases[k].weight},
                                              {"monitor.benefits", cases[k].benefits}};
        struct toy b;
        const struct institution_record *x;
        bool proposed = false, decided = false;
        toy_open(&b, &line, set, 3);
        toy_month(&b, 0);
        for (unsigned n = institutions_records(b.inst, &x); n > 0; n--, x++) {
            proposed |= !strcmp(x->what, "merger proposed") && strstr(x->why, "RB1, 30 km");
            decided |= proposed && x->question == Q_OVERSIGHT &&
                       (strstr(x->what, cases[k].said) || strstr(x->why, cases[k].said));
        }
        assert_true(proposed && decided);
        assert_int_equal(b.inst->provider[0].merged_with, cases[k].by ? 2 : 0);
        assert_int_equal(b.inst->provider[1].merged_by, cases[k].by);
        toy_close(&b);
    }
    regime_free(r);
    toy_now = &a;
}

/* Working days from the first of February 2026 on: 20, 22, 20, 19, 22, ...: 110 (45 + 30 + 15 + 20)
 * run out in the sixth month. */
static void the_statute_counts_working_days(void **state) {
    (void)state;
    assert_int_equal(failure_months(a.inst, 20.0), 1);
    assert_int_equal(failure_months(a.inst, 21.0), 2);
    assert_int_equal(failure_months(a.inst, 110.0), 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_financial_risk_rating),
                                       cmocka_unit_test(the_continuity_of_services_rating),
                                       cmocka_unit_test(a_rating_to_keep_moves_posts_first),
                                       cmocka_unit_test(an_overlap_test),
                                       cmocka_unit_test(competition_weighs_in_a_merger),
                                       cmocka_unit_test(a_trust_is_authorised_with_its_reasons),
                                       cmocka_unit_test(a_licence_is_a_record),
                                       cmocka_unit_test(a_licence_is_paid_by_who_holds_one),
                                       cmocka_unit_test(a_low_criterion_caps_the_whole),
                                       cmocka_unit_test(what_a_complaint_can_do),
                                       cmocka_unit_test(a_board_taxes_up_to_its_cap),
                                       cmocka_unit_test(a_firm_leaves),
                                       cmocka_unit_test(two_trusts_become_one),
                                       cmocka_unit_test(sound_trusts_propose_to_merge),
                                       cmocka_unit_test(the_statute_counts_working_days)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
