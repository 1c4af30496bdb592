// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The market's room and every answer to how a service is awarded, each by an example worked by hand
 * on the toy place. Firms are set by hand where a test asks what follows from what they are. */
#include "england_fixture.h"
#include "institution/market/inside.h"

static bool near(double x, double y) { return real_abs(x - y) < 1e-9 * (1.0 + real_abs(y)); }

static void values(const char *name, double *p) {
    const int k = answer_find(Q_AWARD, name);
    assert_true(k >= 0);
    parameter_defaults(institution_answers[k].params, p);
}

/* A toy in its first month, no contract dated, no firm able of anything. */
static void open_toy(struct toy *t) {
    const struct timeline line = toy_line(england);
    toy_open(t, &line, NULL, 0);
    for (unsigned n = 0; n < t->inst->n_commissioners * LINE_COUNT; n++)
        t->inst->market->line[n].ends = UINT16_MAX;
    for (unsigned k = 0; k < FIRMS; k++)
        memset(t->inst->market->firm[k].able, 0, sizeof t->inst->market->firm[k].able);
    toy_month(t, 0);
}

static void firm(struct toy *t, unsigned k, unsigned line, double need, double fit) {
    struct firm *const f = &t->inst->market->firm[k];
    f->able[line] = true;
    f->need[line] = need;
    f->fit[line] = fit;
    f->x_km = f->y_km = 0.0f;
    t->inst->market->kind[f->kind].appetite = 1.0;
    t->inst->market->kind[f->kind].size_most = 1e9;
}

static void months(struct toy *t, unsigned from, unsigned to) {
    for (unsigned m = from; m < to; m++) {
        struct fault f = {0};
        toy_month(t, m);
        if (institutions_check(t->inst, &t->world, &f) < 0) fail_msg("month %u: %s", m, f.what);
    }
}

static const struct award *last_award(const struct toy *t) {
    const struct award *rows;
    const unsigned n = institutions_awards(t->inst, &rows);
    assert_true(n > 0);
    return &rows[n - 1u];
}

/* The award of a line under way or made last. */
static const struct award *award_of(const struct toy *t, unsigned line) {
    const struct award *rows, *found = NULL;
    const unsigned n = institutions_awards(t->inst, &rows);
    for (unsigned k = 0; k < n; k++)
        if (rows[k].line == line) found = &rows[k];
    assert_non_null(found);
    return found;
}

static pence_t posted(const struct toy *t, account_id payer, enum ledger_reason r) {
    const struct ledger *const l = institutions_ledger(t->inst);
    pence_t sum = 0;
    for (uint32_t k = 0; k < l->n_rows; k++)
        if (l->rows[k].payer == payer.i && l->rows[k].reason == (uint8_t)r) sum += l->rows[k].pence;
    return sum;
}

/* Two bids, 0.90 with 0 on paper and 1.00 with 1.0 on paper; price weight 0.4:
 *   0.6 / (1 + e^0) + 0.4 x 0.9 / 0.9 = 0.700;   0.6 / (1 + e^-1.7) + 0.4 x 0.9 / 1.0 = 0.507 +
 *   0.360 = 0.867. */
static void a_scored_tender(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    struct market *const m = t.inst->market;
    const struct award *const begun =
        market_begin(t.inst, 0, LINE_OUT_OF_HOURS, ROUTE_TENDER, 60.0);
    market_scoring(t.inst, begun, &(struct scoring){.value = 0.4, .rho = 0.5});
    struct award *const a = &m->award[begun->number];
    a->n_bids = 3;
    a->bid[0] =
        (struct bid){.bidder = (uint16_t)market_firm(t.inst, 0), .price = 0.90, .measured = 0.0};
    a->bid[1] =
        (struct bid){.bidder = (uint16_t)market_firm(t.inst, 1), .price = 1.00, .measured = 1.0};
    a->bid[2] = (struct bid){.bidder = (uint16_t)market_firm(t.inst, 2),
                             .price = 1.20,
                             .measured = 3.0}; /* above the limit */
    bids_score(t.inst, &m->process[0]);
    assert_true(near(a->bid[0].score, 0.7));
    assert_true(real_abs(a->bid[1].score - (0.6 / (1.0 + 0.18268352405273466) + 0.36)) < 1e-9);
    assert_true(a->bid[2].score < 0.0);
    assert_int_equal(a->winner, market_firm(t.inst, 1));
    assert_true(real_abs((double)a->value - 5.0 * market_value(t.inst, 0, LINE_OUT_OF_HOURS)) <
                1.0);
    m->process[0].scoring.value = 1.0; /* price alone: the cheapest */
    bids_score(t.inst, &m->process[0]);
    assert_int_equal(a->winner, market_firm(t.inst, 0));
    toy_close(&t);
}

/* Advertised in month 0: questionnaire to 2, bids to 5, scoring to 7, standstill to 8, mobilised in
 * 12. Losers pay too. */
static void a_tender_takes_a_year_and_costs_both_sides(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    struct market *const m = t.inst->market;
    m->par.optimism_sd = m->par.estimate_error = 0.0;
    firm(&t, 0, LINE_COMMUNITY, 0.80, 2.0);
    firm(&t, 2, LINE_COMMUNITY, 0.95, 0.0);
    const struct award *begun = market_begin(t.inst, 0, LINE_COMMUNITY, ROUTE_TENDER, 60.0);
    market_scoring(t.inst, begun, &(struct scoring){.value = 0.9, .rho = 1.0});
    const unsigned body = line_provider(t.inst, LINE_COMMUNITY), number = begun->number;
    months(&t, 1, 12);
    assert_int_equal(market_holder(t.inst, 0, LINE_COMMUNITY), body);
    months(&t, 12, 14);
    const struct award *const a = &m->award[number];
    assert_int_equal(a->end, AWARD_MADE);
    assert_int_equal(a->n_bids, 3);
    assert_int_equal(a->winner, market_firm(t.inst, 0));
    assert_int_equal(a->decided, 7);
    assert_int_equal(a->starts, 12);
    assert_true(
        near(a->price, 0.80 * 0.92 * 1.06)); /* need x (1 - optimism) x (1 + margin wanted) */
    assert_int_equal(market_holder(t.inst, 0, LINE_COMMUNITY), market_firm(t.inst, 0));
    assert_true(a->cost_commissioner > 4000000 && a->cost_bidders > 0);
    assert_true(posted(&t, t.inst->provider[market_firm(t.inst, 2)].account, REASON_BIDDING) >
                0); /* a loser */
    assert_true(posted(&t, t.inst->provider[body].account, REASON_REORGANISATION) >
                0); /* what stays behind */
    assert_true(posted(&t, t.inst->provider[market_firm(t.inst, 0)].account, REASON_CARE_COST) > 0);
    toy_close(&t);
}

/* A firm that holds a contract is asked once, before rivals can fill the list. */
static void the_holder_answers_once(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    struct market *const m = t.inst->market;
    for (unsigned k = 0; k < FIRMS; k++) firm(&t, k, LINE_COMMUNITY, 1.0, 0.0);
    m->par.shortlisted = BIDDERS_MAX;
    market_passes(t.inst, 0, LINE_COMMUNITY, market_firm(t.inst, 9), 1.0);
    const unsigned number = market_begin(t.inst, 0, LINE_COMMUNITY, ROUTE_TENDER, 60.0)->number;
    bids_invite(t.inst, &m->process[0]);
    unsigned holder = 0;
    for (unsigned b = 0; b < m->award[number].n_bids; b++)
        holder += m->award[number].bid[b].bidder == market_firm(t.inst, 9);
    assert_int_equal(m->award[number].n_bids, BIDDERS_MAX);
    assert_int_equal(holder, 1);
    toy_close(&t);
}

/* Need 1, price 0.81, margin wanted 0.06: it can pay 0.7614 and spends 1 - 0.6 x 0.2386 = 0.85684:
 * staff for 86% of the need, and a loss of 4.7% of the base a month; its owners bear 10% of a year,
 * so it gives notice in the 27th month (the 26th if the base did not grow each April) - or, when it
 * leaves nothing undone, loses 19% and gives notice in the seventh (the pattern of UnitingCare). */
static void a_price_that_does_not_pay(void **state) {
    struct toy t;
    (void)state;
    for (unsigned k = 0; k < 2; k++) {
        open_toy(&t);
        struct market *const m = t.inst->market;
        m->par.months_below = 60.0;
        firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
        m->kind[FIRM_NATIONAL].loss_borne = 0.10;
        if (k) m->par.left_undone = 0.0;
        market_passes(t.inst, 0, LINE_COMMUNITY, market_firm(t.inst, 0), 0.81);
        const struct line_contract *const x = market_line(t.inst, 0, LINE_COMMUNITY);
        assert_true(near(market_money(t.inst, 0, LINE_COMMUNITY), k ? 1.0 : 0.85684));
        unsigned month = 1;
        for (; month < 36 && !x->handed_back; month++) months(&t, month, month + 1);
        assert_int_equal(month - 1, k ? 7 : 27);
        months(&t, month, month + 6);
        assert_int_equal(x->holder, line_provider(t.inst, LINE_COMMUNITY));
        assert_true(x->stepped_in && near(x->price, 1.15) && near(x->need, 1.0));
        assert_int_equal(award_of(&t, LINE_COMMUNITY)->route, ROUTE_URGENT);
        toy_close(&t);
    }
}

/* A contract handed back: an urgent award under the provider selection regime and under
 * SI 2013/257, with its reason; a step-in where the law has no such award. The price, the term and
 * what follows are the same. */
static void a_contract_handed_back_is_awarded_urgently(void **state) {
    static const struct {
        const char *regime, *why;
        enum award_route route;
    } cases[3] = {{"provider-selection-2024", "SI 2023/1348 reg. 14", ROUTE_URGENT},
                  {"section-75-2013-strict", "SI 2013/257: extreme urgency", ROUTE_URGENT},
                  {"section-75-2013", "the holder gave", ROUTE_STEP_IN}};
    (void)state;
    for (unsigned k = 0; k < 3; k++) {
        struct regime *const r = toy_regime(cases[k].regime);
        const struct timeline line = toy_line(r);
        struct toy t;
        toy_open(&t, &line, NULL, 0);
        toy_month(&t, 0);
        firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
        market_passes(t.inst, 0, LINE_COMMUNITY, market_firm(t.inst, 0), 1.0);
        struct line_contract *const x = market_line(t.inst, 0, LINE_COMMUNITY);
        x->ends = UINT16_MAX;
        x->process = 0;
        x->handed_back = 1;
        toy_month(&t, 1);
        const struct award *const a = award_of(&t, LINE_COMMUNITY);
        assert_int_equal(a->route, cases[k].route);
        assert_ptr_equal(strstr(a->why, cases[k].why), a->why);
        assert_true(a->incumbent == market_firm(t.inst, 0) &&
                    a->winner == line_provider(t.inst, LINE_COMMUNITY));
        assert_true(x->stepped_in && near(x->price, 1.15) && x->ends == 13);
        toy_close(&t);
        regime_free(r);
    }
}

/* A firm's fit is what care asks for as the quality of the line, where its commissioner's people
 * live and nowhere else; the holder of the start has nought. */
static void care_is_told_how_well_a_line_is_done(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    firm(&t, 0, LINE_111, 1.0, 1.7);
    market_passes(t.inst, 0, LINE_111, market_firm(t.inst, 0), 1.0);
    const struct questions *const q = &institution_questions;
    assert_true(near(q->line_quality(t.inst, &t.world, 0, LINE_111), 1.7));
    assert_true(near(q->line_quality(t.inst, &t.world, 2, LINE_111), 0.0));
    assert_true(near(q->line_quality(t.inst, &t.world, 0, LINE_COMMUNITY), 0.0));
    toy_close(&t);
}

/* What a body shared with a line that it lost lies on the lines that it still holds: 8% of board
 * 0's value on board 1's. */
static void stranded_costs_lie_on_what_is_left(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
    market_passes(t.inst, 0, LINE_COMMUNITY, market_firm(t.inst, 0), 1.0);
    months(&t, 1, 2);
    const double lost = market_value(t.inst, 0, LINE_COMMUNITY),
                 kept = market_value(t.inst, 1, LINE_COMMUNITY);
    assert_true(real_abs(market_money(t.inst, 1, LINE_COMMUNITY) - (1.0 - 0.08 * lost / kept)) <
                1e-6);
    months(&t, 2, 20);
    assert_true(near(market_money(t.inst, 1, LINE_COMMUNITY),
                     1.0)); /* eighteen months, then they are gone */
    toy_close(&t);
}

static void routes_of_the_provider_selection_regime(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    enum { TERM, SATISFIED, CONSIDERABLE, KNOWN };
    (void)state;
    open_toy(&t);
    values("provider_selection_regime", p);
    answer_provider_selection_regime.line_ended(t.inst, &t.world, p, 0,
                                                LINE_AMBULANCE); /* nobody else is able: A */
    assert_int_equal(last_award(&t)->route, ROUTE_DIRECT_A);
    assert_int_equal(last_award(&t)->end, AWARD_MADE);
    assert_int_equal(market_line(t.inst, 0, LINE_AMBULANCE)->ends, t.inst->month + 36u);
    firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
    firm(&t, 0, LINE_111, 1.0, 0.0);
    firm(&t, 0, LINE_OUT_OF_HOURS, 1.0, 0.0);
    p[CONSIDERABLE] = 0.0;
    p[SATISFIED] = -3.0;
    answer_provider_selection_regime.line_ended(t.inst, &t.world, p, 0,
                                                LINE_COMMUNITY); /* satisfies, no change: C */
    assert_int_equal(last_award(&t)->route, ROUTE_DIRECT_C);
    p[CONSIDERABLE] = 1.0;
    p[KNOWN] = 1.0;
    answer_provider_selection_regime.line_ended(t.inst, &t.world, p, 0, LINE_111);
    assert_int_equal(last_award(&t)->route, ROUTE_MOST_SUITABLE);
    p[KNOWN] = 0.0;
    answer_provider_selection_regime.line_ended(t.inst, &t.world, p, 0, LINE_OUT_OF_HOURS);
    assert_int_equal(last_award(&t)->route, ROUTE_COMPETITIVE);
    months(&t, 1, 6); /* C: a month of standstill, a month to go on; by now it is made */
    assert_int_equal(award_of(&t, LINE_COMMUNITY)->end, AWARD_MADE);
    assert_int_equal(award_of(&t, LINE_COMMUNITY)->winner, line_provider(t.inst, LINE_COMMUNITY));
    assert_int_equal(award_of(&t, LINE_111)->n_bids,
                     2); /* assessed: the holder's body and one firm, no price */
    assert_true(near(award_of(&t, LINE_111)->price, 1.0));
    unsigned b = 0;
    for (unsigned m = 6; m < 37; m++) months(&t, m, m + 1);
    const struct award *rows;
    const unsigned n = institutions_awards(t.inst, &rows);
    for (unsigned k = 0; k < n; k++)
        b += rows[k].route == ROUTE_DIRECT_B && rows[k].line == LINE_PLANNED;
    assert_true(b >= 4); /* every planned contract once a term */
    toy_close(&t);
}

/* A complaint upheld against a direct award makes it a competition; against a scoring, the scoring
 * is done again. */
static void nobody_hears_without_an_oversight_that_does(void **state) {
    struct toy t;
    (void)state;
    open_toy(&t);
    firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
    t.inst->market->par.complain_direct = 1.0;
    const unsigned row = row_in_force(t.inst, Q_OVERSIGHT, 0, LINE_COMMUNITY);
    const bool somebody = rule_in_row(t.inst, row)->complaint != NULL;
    const unsigned number = market_begin(t.inst, 0, LINE_COMMUNITY, ROUTE_DIRECT_C, 36.0)->number;
    months(&t, 1, 3);
    assert_int_equal(t.inst->market->award[number].challenged, somebody);
    toy_close(&t);
}

/* A board of 2013 is satisfied that its holder alone is capable; a rival complains and the
 * regulator takes undertakings. The award stands in the end; only where a tender may be imposed
 * (one reading of SI 2013/257) does one follow. */
static void a_direct_award_complained_of(void **state) {
    (void)state;
    for (unsigned imposed = 0; imposed < 2; imposed++) {
        const struct institution_set set[] = {{"monitor.accepted", 1.0},
                                              {"monitor.breach", 0.0},
                                              {"monitor.undertakings", 1.0},
                                              {"monitor.case_months", 5.0},
                                              {"monitor.tender_may_be_imposed", imposed}};
        struct regime *const r = toy_regime("section-75-2013");
        const struct timeline line = toy_line(r);
        struct toy t;
        toy_open(&t, &line, set, 5);
        for (unsigned n = 0; n < t.inst->n_commissioners * LINE_COUNT; n++)
            t.inst->market->line[n].ends = UINT16_MAX;
        toy_month(&t, 0);
        firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
        t.inst->market->par.complain_direct = 1.0;
        const struct tender_rule rule = {60.0, 0.4, 0.5};
        market_single_capable(t.inst, 0, LINE_COMMUNITY, &rule);
        const unsigned number = t.inst->market->n_awards - 1u;
        months(&t, 1, 4);
        assert_true(t.inst->market->award[number].challenged);
        assert_true(t.inst->market->award[number].cost_challenge > 0);
        assert_int_equal(t.inst->market->award[number].route,
                         imposed ? ROUTE_TENDER : ROUTE_SINGLE_CAPABLE);
        months(&t, 4, 12);
        const struct award *const a = &t.inst->market->award[number];
        if (!imposed) {
            assert_int_equal(a->end, AWARD_MADE);
            assert_int_equal(a->winner, a->incumbent);
        } else {
            assert_true(a->n_bids > 0);
        }
        toy_close(&t);
        regime_free(r);
    }
}

static void rolled_over(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    open_toy(&t);
    values("block_roll_over", p);
    firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
    market_passes(t.inst, 0, LINE_COMMUNITY, market_firm(t.inst, 0), 0.9);
    answer_block_roll_over.line_ended(t.inst, &t.world, p, 0, LINE_COMMUNITY);
    const struct award *const a = last_award(&t);
    assert_int_equal(a->route, ROUTE_ROLL_OVER);
    assert_int_equal(a->winner, market_firm(t.inst, 0));
    assert_true(near(a->price, 0.9) && a->n_bids == 0 && a->cost_commissioner == 500000);
    assert_int_equal(market_line(t.inst, 0, LINE_COMMUNITY)->ends, t.inst->month + 12u);
    toy_close(&t);
}

static void two_notices_before_a_tender(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    open_toy(&t);
    values("preferred_provider", p);
    const unsigned row = row_in_force(t.inst, Q_AWARD, 0, LINE_COMMUNITY);
    struct line_contract *const x = market_line(t.inst, 0, LINE_COMMUNITY);
    p[1] = 1.0;
    x->quality = -100.0; /* seen below any mark */
    answer_preferred_provider.year(t.inst, &t.world, p, row);
    assert_int_equal(x->notices, 1);
    answer_preferred_provider.line_ended(t.inst, &t.world, p, 0, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route,
                     ROUTE_PREFERRED); /* one notice: the public holder stays */
    assert_int_equal(last_award(&t)->winner, line_provider(t.inst, LINE_COMMUNITY));
    answer_preferred_provider.year(t.inst, &t.world, p, row);
    assert_int_equal(x->notices, 2);
    answer_preferred_provider.line_ended(t.inst, &t.world, p, 0, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route, ROUTE_TENDER);
    firm(&t, 0, LINE_111, 1.0, 0.0);
    market_passes(t.inst, 0, LINE_111, market_firm(t.inst, 0), 0.9);
    answer_preferred_provider.line_ended(t.inst, &t.world, p, 0,
                                         LINE_111); /* a private holder's returns */
    assert_int_equal(market_holder(t.inst, 0, LINE_111), line_provider(t.inst, LINE_111));
    toy_close(&t);
}

static void compulsory_above_a_threshold(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    open_toy(&t);
    values("competitive_tender", p);
    answer_competitive_tender.line_ended(t.inst, &t.world, p, 0, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route, ROUTE_TENDER);
    p[1] = 1e9; /* five years of 112 pounds a head of 250,000 people: 140 million pounds */
    answer_competitive_tender.line_ended(t.inst, &t.world, p, 1, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route, ROUTE_ROLL_OVER);
    toy_close(&t);
}

/* The two texts differ where a rival is capable and the board believes that there is none. */
static void both_texts_of_section_75(void **state) {
    struct toy t;
    double loose[ANSWER_PARAMS_MAX], strict[ANSWER_PARAMS_MAX];
    (void)state;
    open_toy(&t);
    values("section_75_500", loose);
    values("section_75_257", strict);
    answer_section_75_257.line_ended(t.inst, &t.world, strict, 0,
                                     LINE_111); /* one capable: no tender in either */
    assert_int_equal(last_award(&t)->route, ROUTE_SINGLE_CAPABLE);
    firm(&t, 0, LINE_COMMUNITY, 1.0, 0.0);
    loose[2] = 1.0;
    answer_section_75_500.line_ended(t.inst, &t.world, loose, 0, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route, ROUTE_SINGLE_CAPABLE);
    answer_section_75_257.line_ended(t.inst, &t.world, strict, 1, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route, ROUTE_TENDER);
    t.inst->market->firm[0].x_km = 500.0f; /* out of the market's radius */
    market_line(t.inst, 1, LINE_COMMUNITY)->process = 0;
    answer_section_75_257.line_ended(t.inst, &t.world, strict, 1, LINE_COMMUNITY);
    assert_int_equal(last_award(&t)->route, ROUTE_SINGLE_CAPABLE);
    toy_close(&t);
}

/* Service 4 (NV1) has lost its contract: it applies, and three months later qualifies (chance 1) or
 * not (chance 0). */
static void accreditation(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    for (unsigned passes = 0; passes < 2; passes++) {
        open_toy(&t);
        values("any_qualified_provider_register", p);
        p[1] = passes;
        t.inst->par.margin_wanted = -0.9;
        t.inst->service[4].held[0] = t.inst->service[4].held[1] = 0.0;
        contracts_set(t.inst, 4, CONTRACT_ENDED);
        answer_any_qualified_provider_register.contracts(t.inst, &t.world, p, 1);
        assert_int_equal(t.inst->market->accredited[4], t.inst->month + 3u);
        assert_int_equal(t.inst->service[4].contract, CONTRACT_ENDED);
        t.inst->month += 3;
        const unsigned orders = t.inst->n_orders;
        answer_any_qualified_provider_register.contracts(t.inst, &t.world, p, 4);
        assert_int_equal(t.inst->service[4].contract, passes ? CONTRACT_OPEN : CONTRACT_ENDED);
        assert_int_equal(t.inst->n_orders, orders + (passes ? 2u : 0u));
        toy_close(&t);
    }
}

/* Guaranteed 100, premium 0.122: with 60 done the month costs 7.32 beside the tariff, and 40 for
 * what was not used; phase 2 at -0.073 with four fifths guaranteed: -4.38 + 20. */
static void take_or_pay(void **state) {
    const struct central one = {.monthly = 100.0, .premium = 0.122, .guarantee = 1.0},
                         two = {.monthly = 100.0, .premium = -0.073, .guarantee = 0.8};
    (void)state;
    assert_true(near(market_making_due(&one, 60.0), 47.32));
    assert_true(near(market_making_due(&one, 150.0), 12.2));
    assert_true(near(market_making_due(&two, 60.0), 15.62));
}

static void centres_open_where_waits_are_longest(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    open_toy(&t);
    values("market_making", p);
    t.waiting[2] = 50000.0; /* RB1, function 0: by far the longest list */
    t.inst->month = t.inst->since;
    p[0] = 1.0;
    p[5] = 1.0; /* opens after one month, at once */
    p[6] = 1.0;
    answer_market_making.month(t.inst, &t.world, p, 0);
    assert_int_equal(t.inst->market->n_central, 1);
    const struct central x = t.inst->market->central[0];
    assert_int_equal(x.site, 2);
    assert_int_equal(x.service, 6); /* NV2 lies 2 km from RB1, NV1 25 */
    assert_true(near(x.monthly, 0.10 * t.inst->service[2].base_value * t.inst->price_level));
    assert_int_equal(last_award(&t)->route, ROUTE_CENTRAL);
    const double before = t.inst->service[6].held[0];
    months(&t, 1, 6);
    assert_true(t.inst->service[6].held[0] > before + 0.09 * t.inst->service[2].base[0]);
    toy_close(&t);
}

/* Bands of a year's surplus: 1.5 million all; 7 million: 2 + 0.25 x 4 + 0.33 x 1; 20 million: 2 + 1
 * + 0.33 x 4. */
static void bands_of_a_franchise(void **state) {
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    values("franchise", p);
    assert_true(near(franchise_share(p, 1.5e6), 1.5e6));
    assert_true(near(franchise_share(p, 7e6), 3.33e6));
    assert_true(near(franchise_share(p, 20e6), 4.32e6));
    assert_true(near(franchise_share(p, -3e6), 0.0));
}

/* A hospital that loses 0.2 million pounds a month: the operator pays 5 million and no more, and
 * leaves after it. */
static void losses_of_a_franchise_are_capped(void **state) {
    struct toy t;
    double p[ANSWER_PARAMS_MAX];
    (void)state;
    open_toy(&t);
    values("franchise", p);
    struct market *const m = t.inst->market;
    struct provider_state *const x = &t.inst->provider[0];
    m->n_franchises = 1;
    m->franchise[0] = (struct franchise){
        .provider = 0, .operator_ = (uint16_t)market_firm(t.inst, 0), .state = FRANCHISE_RUNNING};
    memcpy(m->franchise[0].p, p, sizeof p);
    x->year_income = x->year_cost = 0;
    unsigned announced = 0, over = 0;
    for (unsigned month = 0; month < 60 && !over; month++) {
        t.inst->month = month;
        x->year_cost += 20000000;
        franchise_month_ended(t.inst);
        if (budgets_months_left(t.inst) == 1) x->year_cost = 0;
        announced =
            !announced && m->franchise[0].state == FRANCHISE_HANDOVER ? month + 1u : announced;
        over = m->franchise[0].state == FRANCHISE_ENDED ? month + 1u : 0;
        if (month == 7) assert_int_equal(m->franchise[0].paid, 8 * 20000000);
    }
    assert_int_equal(m->franchise[0].paid, 500000000);
    assert_int_equal(announced, 25); /* 25 x 0.2 = 5 million */
    assert_int_equal(over, 28);      /* three months of handover */
    assert_int_equal(
        posted(&t, t.inst->provider[market_firm(t.inst, 0)].account, REASON_DEFICIT_SUPPORT),
        500000000);
    assert_int_equal(
        posted(&t, t.inst->provider[market_firm(t.inst, 0)].account, REASON_REORGANISATION),
        13000000);
    toy_close(&t);
}

/* Today's regime with another answer to `award`, for all lines. */
static struct regime *with(const char *name) {
    struct regime *const r = toy_regime("england-2026");
    struct assignment *const a = &r->assignment[r->of[Q_AWARD][LINE_PLANNED]];
    a->answer = (uint16_t)answer_find(Q_AWARD, name);
    parameter_defaults(institution_answers[a->answer].params, a->value);
    return r;
}

struct counted {
    unsigned awards, tenders, moved;
    pence_t bidding;
};

/* Forty months with firms for every line and contracts of a year or so; money and counts hold at
 * each month's end. */
static struct counted run(const char *name) {
    struct regime *const r = with(name);
    const struct timeline line = toy_line(r);
    struct toy t;
    struct counted n = {0};
    const struct award *rows;
    toy_open(&t, &line, NULL, 0);
    for (unsigned k = 0; k < FIRMS; k++)
        for (unsigned l = LINE_111; l <= LINE_COMMUNITY; l++) firm(&t, k, l, 0.9, 0.5);
    for (unsigned k = 0; k < t.inst->n_commissioners * LINE_COUNT; k++)
        if (t.inst->market->line[k].ends != UINT16_MAX)
            t.inst->market->line[k].ends = (uint16_t)(3u + k % 7u);
    months(&t, 0, 40);
    n.awards = institutions_awards(t.inst, &rows);
    for (unsigned k = 0; k < n.awards; k++) {
        n.tenders += rows[k].route == ROUTE_TENDER;
        n.moved += rows[k].end == AWARD_MADE && rows[k].winner != rows[k].incumbent &&
                   rows[k].line != LINE_PLANNED;
    }
    for (unsigned c = 0; c < t.inst->n_commissioners; c++)
        n.bidding += posted(&t, t.inst->commissioner[c].account, REASON_BIDDING);
    toy_close(&t);
    regime_free(r);
    return n;
}

static void each_answer_moves_what_it_says(void **state) {
    (void)state;
    const struct counted managed = run("directly_managed"), rolled = run("block_roll_over"),
                         preferred = run("preferred_provider");
    const struct counted tender = run("competitive_tender"), loose = run("section_75_500"),
                         strict = run("section_75_257");
    const struct counted wave = run("market_making"),
                         listed = run("any_qualified_provider_register"),
                         psr = run("provider_selection_regime");
    assert_int_equal(managed.awards, 0);
    assert_true(rolled.awards >= 8 && rolled.moved == 0 && rolled.tenders == 0 &&
                rolled.bidding == 0);
    assert_true(preferred.moved == 0 && preferred.awards > 0);
    assert_int_equal(tender.tenders, 10); /* five lines of two boards */
    assert_true(tender.moved > 0 && tender.bidding > 8 * 4000000);
    assert_int_equal(strict.tenders, 10);
    assert_true(loose.tenders < strict.tenders);
    assert_true(wave.awards > 0 && wave.tenders == 0 && listed.awards > 0 && listed.tenders == 0);
    assert_true(psr.awards > 8 && psr.tenders == 0);
}

/* Firms are the same in every regime; kinds do not differ in cost or fit. */
static void firms_are_drawn_alike(void **state) {
    struct toy t, u;
    struct regime *const other = toy_regime("nhs-reinstatement");
    const struct timeline one = toy_line(england), two = toy_line(other);
    (void)state;
    toy_open(&t, &one, NULL, 0);
    toy_open(&u, &two, NULL, 0);
    assert_memory_equal(t.inst->market->firm, u.inst->market->firm, sizeof t.inst->market->firm);
    for (unsigned k = 0; k < FIRM_KINDS; k++)
        assert_true(near(t.inst->market->kind[k].cost_difference, 0.0) &&
                    near(t.inst->market->kind[k].fit_difference, 0.0));
    toy_close(&u);
    toy_close(&t);
    regime_free(other);
}

/* A line that is let on the first day is held to the month after the contract's last day by the
 * first firm of the holder's kind, which costs its margin less than it is paid, so that the money
 * for staff is what it was; another's contract has ended, and another holder of the kind stands as
 * the second firm. Then the answer in force decides. */
static void contracts_of_today_are_held_to_their_end(void **state) {
    (void)state;
    struct toy t;
    struct held_contract held[4] = {
        {.line = "111", .holder = "Gone", .kind = FIRM_REGIONAL},
        {.line = "community", .holder = "Carers", .source = "a notice", .kind = FIRM_NATIONAL},
        {.line = "out_of_hours", .holder = "Nights", .source = "a", .kind = FIRM_NATIONAL},
        {.line = "ambulance", .holder = "Carers", .source = "a", .kind = FIRM_NATIONAL}};
    open_toy(&t);
    for (unsigned n = 0; n < 4; n++) {
        held[n].begins = t.world.first_day - 300;
        held[n].ends = n == 0 ? t.world.first_day - 1 : t.world.first_day + 88; /* of April */
    }
    t.place.contracts = held;
    t.place.n_contracts = 4;
    for (unsigned c = 0; c < t.inst->n_commissioners; c++) t.commissioners[c].inside = c == 0;
    struct market *const m = t.inst->market;
    m->kind[FIRM_NATIONAL].margin_wanted = 0.05;
    market_today(t.inst);
    assert_int_equal(market_holder(t.inst, 0, LINE_111), line_provider(t.inst, LINE_111));
    assert_int_equal(market_holder(t.inst, 0, LINE_COMMUNITY), market_firm(t.inst, FIRM_NATIONAL));
    assert_int_equal(market_holder(t.inst, 0, LINE_OUT_OF_HOURS),
                     market_firm(t.inst, FIRM_NATIONAL + FIRM_KINDS));
    assert_int_equal(market_holder(t.inst, 0, LINE_AMBULANCE), market_firm(t.inst, FIRM_NATIONAL));
    assert_true(near(market_quality(t.inst, 0, LINE_COMMUNITY), 0.0));
    if (t.inst->n_commissioners > 1)
        assert_int_equal(market_holder(t.inst, 1, LINE_COMMUNITY),
                         line_provider(t.inst, LINE_COMMUNITY));
    assert_int_equal(market_line(t.inst, 0, LINE_COMMUNITY)->ends, 3);
    assert_true(near(market_money(t.inst, 0, LINE_COMMUNITY), 1.0));
    assert_true(near(holder_spends(t.inst, market_line(t.inst, 0, LINE_COMMUNITY)), 0.95));
    char code[16], name[120];
    award_party(&t.place, market_holder(t.inst, 0, LINE_COMMUNITY), code, sizeof code, name,
                sizeof name);
    assert_string_equal(name,
                        "Simulated firm 1: national private operator, in the place of Carers");
    t.place.n_contracts = 0;
    toy_close(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contracts_of_today_are_held_to_their_end),
        cmocka_unit_test(a_scored_tender),
        cmocka_unit_test(a_tender_takes_a_year_and_costs_both_sides),
        cmocka_unit_test(the_holder_answers_once), cmocka_unit_test(a_price_that_does_not_pay),
        cmocka_unit_test(a_contract_handed_back_is_awarded_urgently),
        cmocka_unit_test(care_is_told_how_well_a_line_is_done),
        cmocka_unit_test(stranded_costs_lie_on_what_is_left),
        cmocka_unit_test(routes_of_the_provider_selection_regime),
        cmocka_unit_test(nobody_hears_without_an_oversight_that_does),
        cmocka_unit_test(rolled_over),
        cmocka_unit_test(two_notices_before_a_tender),
        cmocka_unit_test(compulsory_above_a_threshold),
        cmocka_unit_test(a_direct_award_complained_of),
        cmocka_unit_test(both_texts_of_section_75),
        cmocka_unit_test(accreditation),
        cmocka_unit_test(take_or_pay),
        cmocka_unit_test(centres_open_where_waits_are_longest),
        cmocka_unit_test(bands_of_a_franchise),
        cmocka_unit_test(losses_of_a_franchise_are_capped),
        cmocka_unit_test(each_answer_moves_what_it_says),
        cmocka_unit_test(firms_are_drawn_alike)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
