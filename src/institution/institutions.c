// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The institutions of a run: opened for a place and a timeline of regimes, asked by care through
 * the table at the end of this file, and planning at each month's beginning and end in one fixed
 * order:
 *
 *   begins: regime of the day; on 1 April the old year is closed and the new one's money shared
 *   out; contracts;
 *           orders of private providers; sessions and capacity; lists; the month's instalments
 *   ends:   administration; costs; failures and complaints; pooled money; brakes
 *
 * What care does is counted in paid(): in hundredths of a unit by (term, provider, price), and
 * posted; the check multiplies counts by prices and compares with the ledger to the penny. */
#include "institution/acceptance/acceptance.h"
#include "institution/chance.h"
#include "institution/contracts.h"
#include "institution/entitlement/entitlement.h"
#include "institution/estate/estate.h"
#include "institution/failure/failure.h"
#include "institution/figures.h"
#include "institution/funding/funding.h"
#include "institution/funding/host.h"
#include "institution/integration/integration.h"
#include "institution/market/market.h"
#include "institution/membership/membership.h"
#include "institution/oversight/ratings.h"
#include "institution/payment/payment.h"
#include "institution/practices/practices.h"
#include "institution/prevention/prevention.h"
#include "institution/risk/risk.h"
#include "institution/social_care/social_care.h"
#include "institution/workforce/workforce.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "care/planned.h"

void records_add(struct institutions *i, unsigned provider, enum question q, pence_t pence,
                 const char *what, const char *format, ...) {
    struct institution_record r = {
        .month = (uint16_t)i->month, .provider = (uint16_t)provider, .question = q, .pence = pence};
    snprintf(r.what, sizeof r.what, "%s", what);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(r.why, sizeof r.why, format, arguments);
    va_end(arguments);
    if (array_push(&i->record, &i->n_records, &i->record_room, &r, sizeof r) < 0)
        i->failed = FAULT_MEMORY;
}

unsigned institutions_records(const struct institutions *i,
                              const struct institution_record **rows) {
    *rows = i->record;
    return i->n_records;
}
const struct ledger *institutions_ledger(const struct institutions *i) { return &i->ledger; }
const char *institutions_account(const struct institutions *i, uint16_t account) {
    return i->account_name[account];
}

/* ---- opening ---- */

/* Rows of prices that a regime needs: public and private, and each tier. */
static unsigned payment_rows(const struct regime *r) {
    unsigned n = 0;
    for (unsigned a = 0; a < r->n_assignments; a++) {
        const struct assignment *const x = &r->assignment[a];
        if (institution_answers[x->answer].question != Q_PAYMENT)
            continue;
        const unsigned tiers = answer_rules[x->answer]->terms(x->value, true).tiers;
        n += 2 * (tiers ? tiers : 1u);
    }
    return n;
}

static unsigned most_terms(const struct timeline *t) {
    unsigned most = 0;
    for (unsigned k = 0; k < t->n; k++) {
        const unsigned here = payment_rows(t->at[k].regime),
                       before = t->at[k].regime->before ? payment_rows(t->at[k].regime->before) : 0;
        most = here > most ? here : most;
        most = before > most ? before : most;
    }
    return most;
}

static int take(struct institutions *i, struct fault *f) {
    struct arena *const m = &i->arena;
    const unsigned nc = i->n_commissioners, np = i->n_providers, ns = i->n_services;
    const size_t lists = (size_t)i->place->n_areas * i->n_functions * 2u;
    i->provider = arena_array(m, np, sizeof *i->provider);
    i->commissioner = arena_array(m, nc, sizeof *i->commissioner);
    i->council = arena_array(m, i->n_councils + 1u, sizeof *i->council);
    i->service = arena_array(m, ns + 1u, sizeof *i->service);
    i->planned_share = arena_array(m, (size_t)np * nc, sizeof *i->planned_share);
    i->urgent_share = arena_array(m, (size_t)np * nc, sizeof *i->urgent_share);
    i->of = arena_array(m, (size_t)Q_COUNT * nc * LINE_COUNT, 1);
    i->term_room = most_terms(&i->timeline);
    i->term = arena_array(m, i->term_room, sizeof *i->term);
    i->count = arena_array(m, (size_t)i->term_room * np * PRICE_KEYS, sizeof *i->count);
    i->told = arena_array(m, (size_t)CURRENCY_COUNT * (np + 1u), sizeof *i->told);
    i->lines_of = arena_array(m, np, sizeof *i->lines_of);
    i->lines_for = arena_array(m, nc, sizeof *i->lines_for);
    i->list_from = arena_array(m, lists + 1u, sizeof *i->list_from);
    i->list_n = arena_array(m, lists + 1u, 1);
    i->wanted = arena_array(m, (ns + 1u) * KINDS, sizeof *i->wanted);
    i->due_back = arena_array(m, (ns + 1u) * KINDS, sizeof *i->due_back);
    i->people_of = arena_array(m, nc, sizeof *i->people_of);
    i->commissioner_of = arena_array(m, i->place->n_areas + 1u, sizeof *i->commissioner_of);
    i->by_commissioner = arena_array(m, nc, sizeof *i->by_commissioner);
    i->own_by_provider = arena_array(m, np, sizeof *i->own_by_provider);
    i->own_at_start = arena_array(m, np, sizeof *i->own_at_start);
    i->alliance = arena_array(m, nc, sizeof *i->alliance);
    i->weights = arena_array(m, nc, sizeof *i->weights);
    i->by_provider = arena_array(m, 3u * np, sizeof *i->by_provider);
    i->allocations = arena_array(m, 2u * nc, sizeof *i->allocations);
    return arena_failed(m) ? fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory") : 0;
}

static void who(struct institutions *i) {
    for (unsigned p = 0; p < i->n_providers; p++) {
        struct provider_state *const x = &i->provider[p];
        x->synthetic = p >= i->place->n_providers;
        if (x->synthetic)
            continue;
        const enum owner o = i->place->providers[p].owner;
        x->open_market =
            o == OWNER_PRIVATE || o == OWNER_SOCIAL_ENTERPRISE || o == OWNER_PARTNERSHIP;
    }
    for (unsigned g = 0; g < FUNCTION_MAX; g++)
        i->session_price[g] = 1.0;
    for (uint32_t a = 0; a < i->place->n_areas; a++)
        if (i->place->areas[a].commissioner < i->n_commissioners) {
            i->commissioner_of[a] = i->place->areas[a].commissioner;
            i->people_of[i->commissioner_of[a]] += i->place->areas[a].people;
        }
}

enum call { CALL_OPENS, CALL_MONTH, CALL_YEAR, CALL_CLOSES };

static bool governs(const struct institutions *i, enum question q, unsigned row) {
    for (unsigned k = 0; k < i->n_commissioners * LINE_COUNT; k++)
        if (i->of[q * i->n_commissioners * LINE_COUNT + k] == row)
            return true;
    return false;
}

/* Every answer in force is told, in the order of the regime's rows. */
static void answers_call(struct institutions *i, struct world *w, enum call call) {
    for (unsigned row = 0; row < i->regime->n_assignments; row++) {
        const struct answer_rule *const rule = rule_in_row(i, row);
        void (*const told)(struct institutions *, struct world *, const double *, unsigned) =
            call == CALL_OPENS   ? rule->opens
            : call == CALL_MONTH ? rule->month
            : call == CALL_YEAR  ? rule->year
                                 : rule->closes;
        if (told &&
            governs(i, institution_answers[i->regime->assignment[row].answer].question, row))
            told(i, w, i->value[row], row);
    }
}

/* What deciders bear under the contracts that the figures of the start embody. */
static void keep_shares(struct institutions *i) {
    risk_shares(i);
    for (unsigned p = 0; p < i->place->n_providers; p++)
        i->own_at_start[p] = i->own_by_provider[p];
    for (unsigned l = 0; l < LINE_COUNT; l++)
        i->line_at_start[l] = i->own_by_line[l];
}

/* The money of the start under the regime that stands today, then the first regime and its
 * transition. */
static int start(struct institutions *i, struct fault *f) {
    const struct regime *const first = i->timeline.at[0].regime, *const today = first->before
                                                                                    ? first->before
                                                                                    : first;
    prices_open(i);
    TRY(regime_in_force(i, today, f));
    TRY(base_open(i, f));
    TRY(host_open(i, f));
    keep_shares(i);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        i->commissioner[c].administration = administration_year(i, c);
    TRY(regime_in_force(i, first, f));
    if (today != first)
        transition_begin(i, today);
    return 0;
}

static int open_inside(struct institutions *i, struct world *w, struct fault *f) {
    const struct place *const p = w->place;
    i->world = w;
    i->place = p;
    i->n_providers = p->n_providers + LINE_COUNT + FIRMS;
    i->n_commissioners = p->n_commissioners;
    i->n_councils = p->n_councils;
    i->n_services = p->n_services;
    i->n_functions = p->n_functions;
    i->first_month = day_month(w->first_day);
    if (i->timeline.n == 0 || i->n_commissioners == 0)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "%s",
                         i->timeline.n ? "the place has no commissioner" : "no regime to run");
    TRY(take(i, f));
    who(i);
    TRY(accounts_open(i, f));
    TRY(settings_read(i, f));
    TRY(market_open(i, f));
    TRY(workforce_open(i, f));
    TRY(membership_open(i, f));
    TRY(practices_open(i, f));
    TRY(prevention_open(i, f));
    TRY(integration_open(i, f));
    TRY(estate_open(i, f));
    TRY(payment_open(i, f));
    TRY(oversight_open(i, f));
    TRY(social_care_open(i, f));
    TRY(start(i, f));
    answers_call(i, w, CALL_OPENS);
    risk_shares(i);
    return i->failed ? fault_set(f, (enum fault_code)i->failed, NULL, 0, 0, "out of memory") : 0;
}

/* A copy: a regime that begins later reads them again. */
static int keep_settings(struct institutions *i, const struct institution_set *set, unsigned n,
                         struct fault *f) {
    struct institution_set *const own = arena_array(&i->arena, n + 1u, sizeof *own);
    if (!own) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    for (unsigned k = 0; k < n; k++) own[k] = set[k];
    i->set = own;
    i->n_set = n;
    return 0;
}

int institutions_open(struct institutions **out, struct world *w, const struct timeline *t,
                      const struct institution_set *set, unsigned n_set, struct fault *f) {
    void *memory = NULL;
    size_t capacity = 0;
    if (memory_grow(&memory, &capacity, 1, sizeof **out) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    struct institutions *const i = memory;
    arena_init(&i->arena, 1u << 20);
    i->timeline = *t;
    const int rc = keep_settings(i, set, n_set, f) < 0 ? FAULT_MEMORY : open_inside(i, w, f);
    if (rc < 0) {
        institutions_close(i);
        return rc;
    }
    *out = i;
    return 0;
}

void institutions_close(struct institutions *i) {
    if (!i)
        return;
    membership_close(i);
    market_close(i);
    ledger_free(&i->ledger);
    memory_free(i->instalment);
    memory_free(i->offer);
    memory_free(i->order);
    memory_free(i->returning);
    memory_free(i->record);
    payment_close(i);
    arena_free(&i->arena);
    memory_free(i);
}

/* ---- asked for each patient ---- */

static int offers(const void *inst, const struct world *w, const struct referral *r,
                  struct offer *out, int max) {
    const struct institutions *const i = inst;
    const size_t at = contracts_list_at(i, r->area, r->function, r->operation);
    const int n = i->list_n[at] < max ? i->list_n[at] : max;
    (void)w;
    memcpy(out, i->offer + i->list_from[at], (size_t)n * sizeof *out);
    return i->membership ? buying_offers(i, r, out, n) : n;
}

static enum refusal accepts(const void *inst, const struct world *w, const struct referral *r,
                            uint16_t provider, double complexity) {
    const struct institutions *const i = inst;
    const int s = i->place->service_of[provider * i->n_functions + r->function];
    if (s < 0)
        return REFUSED_NOT_QUALIFIED;
    if (!contracts_offered(i, (unsigned)s) ||
        (i->service[s].list_full && !membership_has_place(i, r->person, (unsigned)s)))
        return REFUSED_LIST_CLOSED;
    const unsigned row = row_in_force(i, Q_ACCEPTANCE, i->commissioner_of[r->area], LINE_PLANNED);
    return rule_in_row(i, row)->accepts(i, w, i->value[row], r, provider, complexity);
}

/* Counts a planned case of a service; true when its plan for the year is spent. */
static bool count_planned(struct institutions *i, const struct activity *a, unsigned p,
                          const struct term *t, pence_t full) {
    const int s = i->place->service_of[p * i->n_functions + a->function];
    if (s < 0)
        return false;
    struct service_state *const x = &i->service[s];
    if (a->currency >= CURRENCY_DAY_CASE) {
        x->complexity_sum += (double)a->complexity;
        x->cases += 1.0;
    }
    const bool over = t->t.plan && x->done + full > x->plan;
    x->done += full;
    return over;
}

/* Help with travel, where the answer to choice gives any. */
static double eased_of(const struct institutions *i, const struct world *w, unsigned c,
                       uint32_t person) {
    const unsigned row = row_in_force(i, Q_CHOICE, c, LINE_PLANNED);
    const struct answer_rule *const rule = rule_in_row(i, row);
    return rule->travel_eased && person < w->people.n
               ? rule->travel_eased(i, w, i->value[row], person)
               : 0.0;
}

static double travel_eased(const void *inst, const struct world *w, const struct referral *r) {
    return eased_of(inst, w, ((const struct institutions *)inst)->commissioner_of[r->area],
                    r->person);
}

static void pay_travel(struct institutions *i, const struct world *w, const struct activity *a,
                       unsigned c) {
    const unsigned row = row_in_force(i, Q_CHOICE, c, LINE_PLANNED);
    const struct answer_rule *const rule = rule_in_row(i, row);
    if (!rule->travel_cost || !(eased_of(i, w, c, a->person) > 0.0))
        return;
    budgets_spend(i, c, i->suppliers, LINE_PLANNED, REASON_CARE_COST,
                  (pence_t)(100.0 * rule->travel_cost(i->value[row]) * i->price_level + 0.5));
}

static uint64_t *told(const struct institutions *i, enum currency c, uint16_t provider) {
    const size_t last = i->place->n_providers;
    return &i->told[(size_t)c * (last + 1u) + (provider < last ? provider : last)];
}

uint64_t institutions_told(const struct institutions *i, enum currency c, uint16_t provider) {
    return *told(i, c, provider);
}

static void paid(void *inst, struct world *w, const struct activity *a) {
    struct institutions *const i = inst;
    ++*told(i, a->currency, a->provider);
    if (budgets_buy_outside(i, a)) return;
    const unsigned home = i->commissioner_of[a->area], c = host_payer(i, home, a->provider);
    const unsigned p = a->provider < i->place->n_providers && a->line != LINE_URGENT_TREATMENT
                           ? a->provider
                           : market_holder(i, c, a->line);
    const bool planned = (unsigned)a->currency < PLANNED_CURRENCIES;
    struct activity b = *a;
    b.complexity = a->complexity > 0.0f ? a->complexity : 1.0f;
    const unsigned first =
        i->term_of[row_in_force(i, Q_PAYMENT, c, a->line)][i->provider[p].open_market];
    const unsigned key =
        price_key(a->currency, planned ? a->function : 0u, payment_band(i, first, p, &b));
    const int64_t hundredths = (int64_t)((double)a->quantity * 100.0 + 0.5);
    if (a->line == LINE_GP)
        workforce_contact(i, (double)a->quantity);
    const unsigned t = payment_tier(i, w, first, c, p, &b, key);
    const pence_t full = payment_full_price(i, p, key) * hundredths;
    const bool over = planned && count_planned(i, &b, p, &i->term[t], full);
    if (planned)
        pay_travel(i, w, a, home);
    practices_paid(i, w, a, full);
    chance_paid(i, w, a, full);
    host_flow(i, home, p, (double)full);
    *(planned ? &i->provider[p].value_planned : &i->provider[p].value_urgent) += (double)full;
    if (a->currency == CURRENCY_EMERGENCY_STAY)
        i->provider[p].admissions += (double)full;
    if (!i->provider[p].synthetic)
        i->provider[p].variable_cost += costs_of_case(i, &b, p, key, hundredths);
    const pence_t pence = payment_pounds(i, t, p, key) * hundredths;
    membership_paid(i, w, a, c, full, over ? 0 : pence);
    if (over || pence == 0)
        return;
    i->count[((size_t)t * i->n_providers + p) * PRICE_KEYS + key] += hundredths;
    const unsigned lines = i->term[t].t.lines_a_case ? i->term[t].t.lines_a_case : 1u;
    i->lines_of[p] += lines;
    i->provider[p].income += pence;
    *(planned ? &i->provider[p].paid_planned : &i->provider[p].paid_urgent) += (double)pence;
    if (a->currency == CURRENCY_CARE_PACKAGE) {
        entitlement_package(i, w, &b, c, p, pence);
        return;
    }
    i->lines_for[c] += lines;
    budgets_spend(i, c, i->provider[p].account, a->line, REASON_CARE, pence);
    entitlement_case(i, w, a, c, pence);
}

static double own_share(const void *inst, const struct world *w, uint16_t provider,
                        enum service_line decider) {
    const struct institutions *const i = inst;
    (void)w;
    if (provider < i->place->n_providers && i->own_by_provider[provider] >= 0.0)
        return i->own_by_provider[provider];
    return i->own_by_line[decider];
}

static double own_share_at_start(const void *inst, const struct world *w, uint16_t provider,
                                 enum service_line decider) {
    const struct institutions *const i = inst;
    (void)w;
    if (provider < i->place->n_providers && i->own_at_start[provider] >= 0.0)
        return i->own_at_start[provider];
    return i->line_at_start[decider];
}

static pence_t private_price(const void *inst, const struct world *w, uint32_t person,
                             uint8_t function) {
    const struct institutions *const i = inst;
    const double *p;
    const struct answer_rule *const rule = rule_for_all(i, Q_ENTITLEMENT, LINE_PLANNED, &p);
    (void)w;
    return (pence_t)(rule->private_price(i, p, person, function) * 100.0 + 0.5);
}

static double package_charge(const void *inst, const struct world *w, const struct care_week *c) {
    const struct institutions *const i = inst;
    const unsigned row = row_in_force(
        i, Q_ENTITLEMENT, i->commissioner_of[w->people.p[c->person].area], LINE_SOCIAL_CARE);
    return rule_in_row(i, row)->package_charge(i, w, i->value[row], c);
}

static double package_supply(const void *inst, const struct world *w, uint16_t council) {
    const struct institutions *const i = inst;
    (void)w;
    return council < i->n_councils ? i->council[council].ratio * social_care_supply(i, council)
                                   : 1.0;
}

static double prevented(const void *inst, const struct world *w, const struct need *n) {
    const double bought = prevention_share(inst, n->person, n->kind);
    return 1.0 - (1.0 - bought) * (1.0 - integration_share(inst, w, n));
}

static double peer_places(const void *inst, const struct world *w, uint16_t area) {
    const struct institutions *const i = inst;
    (void)w;
    const unsigned row = row_in_force(i, Q_AWARD, i->commissioner_of[area], LINE_COMMUNITY);
    return rule_in_row(i, row)->peer_places ? rule_in_row(i, row)->peer_places(i->value[row]) : 0;
}

static double line_filled(const void *inst, const struct world *w, uint16_t area,
                          enum service_line line) {
    const struct institutions *const i = inst;
    (void)w;
    return workforce_filled(i, i->commissioner_of[area], line);
}

static double line_quality(const void *inst, const struct world *w, uint16_t area,
                           enum service_line line) {
    const struct institutions *const i = inst;
    (void)w;
    return market_quality(i, i->commissioner_of[area], line);
}

static struct provision provision(const void *inst, const struct world *w, uint16_t provider) {
    const struct institutions *const i = inst;
    struct provision x = workforce_provision(i, provider);
    const unsigned hour = w->calendar ? minute_of_day(world_now(w)) / 60u : 12u;
    x.doctors *= failure_doctors(i, provider, hour);
    x.infection *= estate_infection(i, provider);
    x.turnaround *= estate_turnaround(i, provider);
    return x;
}

static struct urgent_door urgent_door(const void *inst, const struct world *w, uint16_t provider) {
    (void)w;
    return failure_door(inst, provider);
}

static double social_care(const void *inst, const struct world *w, enum care_figure what) {
    (void)w;
    return social_care_figure(inst, what);
}

static double staff(const void *inst, const struct world *w, uint16_t provider,
                    enum staff_figure what) {
    (void)w;
    return workforce_figure(inst, provider, what);
}

/* ---- the calendar ---- */

static void switch_regime(struct institutions *i, day_t today, struct world *w) {
    while (i->at + 1 < i->timeline.n && i->timeline.at[i->at + 1].from <= today) {
        const struct regime *const before = i->regime;
        struct fault f = {0};
        answers_call(i, w, CALL_CLOSES);
        for (unsigned c = 0; c < i->n_commissioners; c++)
            i->commissioner[c].administration = administration_year(i, c);
        i->at++;
        if (regime_in_force(i, i->timeline.at[i->at].regime, &f) < 0)
            w->failed = f.code;
        else
            transition_begin(i, before);
        answers_call(i, w, CALL_OPENS);
        records_add(i, NOBODY, Q_AWARD, 0, "regime", "%.80s begins", i->regime->name);
        budgets_terms(i);
    }
}

static void record_year(struct institutions *i, unsigned p) {
    const struct provider_state *const x = &i->provider[p];
    double held = 0.0, base = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == p) {
            held += service_held(&i->service[s]);
            base += service_base(&i->service[s]);
        }
    records_add(
        i, p, Q_FAILURE,
        x->year_income > x->year_cost ? x->year_income - x->year_cost
                                      : x->year_cost - x->year_income,
        "year closed", "income %.1f, costs %.1f million pounds (%s); sessions %.3f of the start",
        (double)x->year_income / 1e8, (double)x->year_cost / 1e8,
        x->year_income >= x->year_cost ? "surplus" : "deficit", base > 0.0 ? held / base : 0.0);
}

static void record_staff(struct institutions *i) {
    double idle = 0.0, pool = 0.0;
    for (unsigned g = 0; g < i->n_functions; g++)
        for (unsigned k = 0; k < KINDS; k++) {
            idle += i->idle[g][k];
            pool += i->pool[g][k];
        }
    records_add(i, NOBODY, Q_AWARD, 0, "staff moved",
                "%.1f sessions a month from outside, %.1f drawn out of public providers; %.1f of "
                "%.1f idle; %.1f idle left; %.1f extra "
                "sessions in the year",
                i->inflow_year, i->drawn_year, idle, pool, i->gone_year, i->overtime_year);
    i->inflow_year = i->drawn_year = i->gone_year = i->overtime_year = 0.0;
}

static void close_year(struct institutions *i, struct world *w) {
    const double *p;
    const struct answer_rule *rule = rule_for_all(i, Q_OVERSIGHT, LINE_PLANNED, &p);
    if (rule->year_overseen)
        rule->year_overseen(i, w, p);
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (!i->place->providers[k].outside)
            record_year(i, k);
    record_staff(i);
    rule = rule_for_all(i, Q_FAILURE, LINE_PLANNED, &p);
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (!i->place->providers[k].outside && rule->year_closed)
            rule->year_closed(i, w, p, k);
    for (unsigned k = 0; k < i->n_providers; k++) {
        i->provider[k].last_income = i->provider[k].year_income;
        i->provider[k].last_cost = i->provider[k].year_cost;
        i->provider[k].last_admissions = i->provider[k].admissions;
        i->provider[k].admissions = 0.0;
        i->provider[k].year_income = i->provider[k].year_cost = 0;
    }
}

static void open_packages(struct institutions *i) {
    for (unsigned k = 0; k < i->n_councils; k++) {
        const unsigned row = row_in_force(i, Q_RISK, i->council[k].commissioner, LINE_SOCIAL_CARE);
        i->council[k].ratio = rule_in_row(i, row)->package_supply(i, i->value[row], k);
    }
}

static void month_begins(void *inst, struct world *w, unsigned month) {
    struct institutions *const i = inst;
    const double *p;
    i->month = month;
    i->ledger.month = (uint16_t)month;
    for (unsigned k = 0; k < i->n_providers; k++)
        i->provider[k].value_before = i->provider[k].value_planned + i->provider[k].value_urgent;
    const bool april = month > 0 && budgets_months_left(i) == 12;
    if (april)
        close_year(i, w);
    if (april) {
        i->year++;
        i->catchments_due = i->lists_stale = true; /* planners look again at who holds what */
    }
    if (april || month == 0)
        budgets_year(i);
    const unsigned before = i->at;
    switch_regime(i, month == 0 ? w->first_day : month_first_day(i->first_month + (int32_t)month),
                  w);
    if (april && i->at != before)
        budgets_share_again(i);
    if (april) {
        answers_call(i, w, CALL_YEAR);
        membership_year(i, w);
        practices_year(i, w);
        estate_year(i, w);
    }
    answers_call(i, w, CALL_MONTH);
    market_month(i, w);
    membership_month(i, w);
    practices_month(i, w);
    estate_month(i, w);
    workforce_month(i, w);
    integration_month(i);
    social_care_month(i);
    open_packages(i);
    risk_shares(i);
    chance_month(i, w);
    const struct answer_rule *const award = rule_for_all(i, Q_AWARD, LINE_PLANNED, &p);
    if (award->contracts)
        award->contracts(i, w, p, month - i->since);
    exit_month(i, w);
    entry_month(i, w);
    investment_month(i, w);
    sessions_month(i, w);
    if (i->lists_stale)
        contracts_lists(i);
    budgets_month(i);
    transition_month(i);
    if (i->failed || i->ledger.failed)
        w->failed = i->failed ? i->failed : i->ledger.failed;
}

static void pooled_money(struct institutions *i) {
    for (unsigned k = 0; k < i->n_councils; k++) {
        struct council_state *const x = &i->council[k];
        if (x->ratio > 1.0 && x->commissioner < i->n_commissioners)
            budgets_spend(i, x->commissioner, x->account, LINE_SOCIAL_CARE, REASON_ALLOCATION,
                          (pence_t)((double)x->packages_month * (x->ratio - 1.0) / x->ratio));
        x->packages_month = 0;
    }
}

static void month_ended(void *inst, struct world *w, unsigned month) {
    struct institutions *const i = inst;
    const double *p;
    administration_month(i);
    payment_month_ended(i);
    const struct answer_rule *const failure = rule_for_all(i, Q_FAILURE, LINE_PLANNED, &p);
    for (unsigned k = 0; k < i->place->n_providers; k++)
        if (failure->failing_month)
            failure->failing_month(i, w, p, k);
    costs_month_ended(i);
    market_month_ended(i, w);
    costs_of_private_care(i, w);
    entitlement_residents_pay(i, w);
    const struct answer_rule *const oversight = rule_for_all(i, Q_OVERSIGHT, LINE_PLANNED, &p);
    if (oversight->overseen)
        oversight->overseen(i, w, p, month);
    pooled_money(i);
    /* plans repay what their members cost before anybody looks at a balance */
    membership_settle(i);
    budgets_month_ended(i);
    if (month == 11)
        base_compare(i);
    if (i->failed || i->ledger.failed)
        w->failed = i->failed ? i->failed : i->ledger.failed;
}

const struct questions institution_questions = {.figure = figures_of,
                                                .held_back = funding_held_back,
                                                .stays_away = entitlement_stays_away,
                                                .prevented = prevented,
                                                .peer_places = peer_places,
                                                .line_filled = line_filled,
                                                .line_quality = line_quality,
                                                .provision = provision,
                                                .staff = staff,
                                                .social_care = social_care,
                                                .offers = offers,
                                                .travel_eased = travel_eased,
                                                .accepts = accepts,
                                                .list_terms = acceptance_list_terms,
                                                .paid = paid,
                                                .own_share = own_share,
                                                .own_share_at_start = own_share_at_start,
                                                .urgent_door = urgent_door,
                                                .private_price = private_price,
                                                .package_charge = package_charge,
                                                .package_charge_at_start = entitlement_at_start,
                                                .package_supply = package_supply,
                                                .care_at_home = social_care_at_home,
                                                .assess_in_hospital = social_care_assessed,
                                                .month_begins = month_begins,
                                                .month_ended = month_ended};

/* ---- the check ---- */

static pence_t counted(const struct institutions *i, unsigned p) {
    pence_t sum = i->provider[p].folded;
    for (unsigned t = 0; t < i->n_terms; t++)
        for (unsigned k = 0; k < PRICE_KEYS; k++)
            sum += i->count[((size_t)t * i->n_providers + p) * PRICE_KEYS + k] *
                   payment_pounds(i, t, p, k);
    for (unsigned k = 0; k < i->n_instalments; k++)
        if (i->instalment[k].provider == p)
            sum += i->instalment[k].monthly * (pence_t)i->instalment[k].n;
    return sum;
}

/* What each provider was paid for care, in one walk of the ledger, against counts x prices. */
static int check_income(const struct institutions *i, struct fault *f) {
    void *data = NULL;
    size_t room = 0;
    TRY(memory_grow(&data, &room, i->ledger.n_accounts, sizeof(pence_t)));
    pence_t *const got = data;
    int rc = 0;
    for (uint32_t r = 0; r < i->ledger.n_rows; r++) {
        const struct ledger_row *const row = &i->ledger.rows[r];
        if (row->reason == REASON_CARE || row->reason == REASON_CHARGE)
            got[row->payee] += row->pence;
    }
    for (unsigned p = 0; p < i->n_providers && rc == 0; p++) {
        const uint16_t account = i->provider[p].account.i;
        const pence_t due = counted(i, p);
        if (got[account] != due)
            rc = fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                           "%s was paid %lld pence, but counted activity times price is %lld",
                           i->account_name[account], (long long)got[account], (long long)due);
    }
    memory_free(data);
    return rc;
}

int institutions_check(const struct institutions *i, const struct world *w, struct fault *f) {
    TRY(membership_check(i, w, f));
    if (ledger_check(&i->ledger) < 0)
        return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "the ledger does not balance");
    return check_income(i, f);
}
