// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The contracts of lines: who holds each at the start, and what falls due. At the start every line
 * that the place has not let (today.c) is held by its own public body, without a date; an award
 * answer dates the contracts that it lets
 * (opens). A contract that has ended goes on with its holder until the award that follows has
 * mobilised. Left out: a line in several lots, joint ventures. */
#include "institution/market/inside.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>
#include "institution/contracts.h"
#include "institution/procurement.h"
#include "institution/workforce/workforce.h"

static const struct parameter market_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/market/market.def"
#undef PARAM
};
static const struct parameter firms_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/market/firms.def"
#undef PARAM
};
PARAMETER_TABLE(market);
PARAMETER_TABLE(firms);
static_assert(sizeof firms_rows / sizeof *firms_rows * sizeof(double) ==
                  FIRM_KINDS * sizeof(struct firm_params),
              "firms.def and struct firm_params differ");

const char *award_route_name(enum award_route r) {
    static const char *const names[ROUTE_COUNT] = {"direct award A",
                                                   "direct award B",
                                                   "direct award C",
                                                   "most suitable provider",
                                                   "competitive process",
                                                   "urgent award",
                                                   "register",
                                                   "roll-over",
                                                   "preferred provider",
                                                   "single capable provider",
                                                   "competitive tender",
                                                   "central contract",
                                                   "franchise",
                                                   "step-in",
                                                   "directly managed"};
    return (unsigned)r < ROUTE_COUNT ? names[r] : "unknown";
}

const char *award_route_method(enum award_route r) {
    switch (r) {
    case ROUTE_COMPETITIVE:
    case ROUTE_TENDER:
    case ROUTE_FRANCHISE:
    case ROUTE_REGISTER:
    case ROUTE_DIRECT_B: return "open";
    case ROUTE_MOST_SUITABLE: return "selective";
    case ROUTE_CENTRAL: return "limited";
    default: return "direct";
    }
}

const char *award_end_name(unsigned end) {
    static const char *const names[] = {"running", "made", "no bidder", "withdrawn", "ineffective"};
    return end < sizeof names / sizeof *names ? names[end] : "unknown";
}

const char *award_criterion_name(unsigned criterion) {
    static const char *const names[CRITERIA] = {"quality", "value", "integration", "access",
                                                "social value"};
    return criterion < CRITERIA ? names[criterion] : "unknown";
}

void award_party(const struct place *p, unsigned row, char *code, unsigned code_size, char *name,
                 unsigned name_size) {
    static const char *const kinds[FIRM_KINDS] = {
        "national private operator", "regional private firm", "social enterprise",
        "arm of a neighbouring NHS trust", "local federation of practices"};
    if (row < p->n_providers) {
        snprintf(code, code_size, "%s", p->providers[row].code);
        snprintf(name, name_size, "%s",
                 p->providers[row].name[0] ? p->providers[row].name : p->providers[row].code);
    } else if (row < (unsigned)p->n_providers + LINE_COUNT) {
        snprintf(code, code_size, "public-%s", line_word(row - p->n_providers));
        snprintf(name, name_size, "Public body that runs %s", line_word(row - p->n_providers));
    } else if (row != NOBODY) {
        const unsigned k = row - p->n_providers - LINE_COUNT;
        const char *const today = market_today_name(p, k);
        snprintf(code, code_size, "firm-%u", k + 1u);
        snprintf(name, name_size, "Simulated firm %u: %s%s%s", k + 1u, kinds[k % FIRM_KINDS],
                 today ? ", in the place of " : "", today ? today : "");
    } else {
        code[0] = name[0] = '\0';
    }
}

static void middles(struct institutions *i) {
    struct market *const m = i->market;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        double x = 0.0, y = 0.0, people = 0.0;
        for (uint32_t a = 0; a < i->place->n_areas; a++)
            if (i->place->areas[a].commissioner == c) {
                x += (double)i->place->areas[a].x_km * i->place->areas[a].people;
                y += (double)i->place->areas[a].y_km * i->place->areas[a].people;
                people += i->place->areas[a].people;
            }
        m->x_km[c] = people > 0.0 ? (float)(x / people) : 0.0f;
        m->y_km[c] = people > 0.0 ? (float)(y / people) : 0.0f;
    }
}

int market_open(struct institutions *i, struct fault *f) {
    const unsigned nc = i->n_commissioners;
    struct market *const m = arena_take(&i->arena, sizeof *m);
    if (!m) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    memset(m, 0, sizeof *m);
    i->market = m;
    m->line = arena_array(&i->arena, (size_t)nc * LINE_COUNT, sizeof *m->line);
    m->x_km = arena_array(&i->arena, nc, sizeof *m->x_km);
    m->y_km = arena_array(&i->arena, nc, sizeof *m->y_km);
    m->burden = arena_array(&i->arena, i->n_providers, sizeof *m->burden);
    m->accredited = arena_array(&i->arena, i->n_services + 1u, sizeof *m->accredited);
    if (arena_failed(&i->arena)) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    settings_fill(i, &market_param_table, (double *)&m->par);
    settings_fill(i, &firms_param_table, (double *)m->kind);
    for (unsigned c = 0; c < nc; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++)
            m->line[c * LINE_COUNT + l] =
                (struct line_contract){.holder = (uint16_t)line_provider(i, l),
                                       .ends = UINT16_MAX,
                                       .price = 1.0,
                                       .need = 1.0};
    middles(i);
    firms_draw(i);
    market_today(i);
    return 0;
}

void market_close(struct institutions *i) {
    if (!i->market) return;
    memory_free(i->market->award);
    memory_free(i->market->process);
    memory_free(i->market->stranded);
}

unsigned market_firm(const struct institutions *i, unsigned k) {
    return i->place->n_providers + LINE_COUNT + k;
}

struct line_contract *market_line(struct institutions *i, unsigned commissioner, unsigned line) {
    return &i->market->line[commissioner * LINE_COUNT + line];
}

unsigned market_holder(const struct institutions *i, unsigned commissioner, unsigned line) {
    return i->market->line[commissioner * LINE_COUNT + line].holder;
}

double market_price(const struct institutions *i, unsigned c, unsigned l) {
    return i->market->line[c * LINE_COUNT + l].price;
}

double market_quality(const struct institutions *i, unsigned c, unsigned l) {
    return i->market->line[c * LINE_COUNT + l].quality;
}

double market_missed(const struct institutions *i) { return i->market->missed; }

unsigned institutions_awards(const struct institutions *i, const struct award **rows) {
    *rows = i->market->award;
    return i->market->n_awards;
}

bool market_public(const struct institutions *i, unsigned p) {
    return !i->provider[p].open_market; /* at the start; firms are marked when they are drawn */
}

bool market_community(const struct institutions *i, unsigned p) {
    const int k = firm_of(i, p);
    return k >= 0 ? i->market->firm[k].kind == FIRM_SOCIAL_ENTERPRISE
                  : p < i->place->n_providers &&
                        i->place->providers[p].owner == OWNER_SOCIAL_ENTERPRISE;
}

bool market_trades(const struct institutions *i, unsigned c, unsigned l) {
    const bool let = l == LINE_111 || l == LINE_OUT_OF_HOURS || l == LINE_URGENT_TREATMENT ||
                     l == LINE_AMBULANCE || l == LINE_COMMUNITY;
    return let && 12.0 * i->commissioner[c].per_head[l] >=
                      100.0 * i->admin.contract_worth_having; /* less is invoiced without one */
}

double market_value(const struct institutions *i, unsigned c, unsigned l) {
    return 12.0 * i->commissioner[c].per_head[l] * i->price_level * budgets_urgent_growth(i);
}

double market_seen(const struct institutions *i, unsigned c, unsigned l) {
    const struct market *const m = i->market;
    const struct line_contract *const x = &m->line[c * LINE_COUNT + l];
    const struct words u =
        luck_words(&i->world->luck, c * LINE_COUNT + l, PURPOSE_AWARD, (i->year << 8) | 1u);
    const double rho = procurement_rho(i, c, m->par.seen_rho);
    return rho * x->quality + real_sqrt(1.0 - rho * rho) * firms_normal(u.w[0]) +
           m->par.seen_per_shift * (workforce_filled(i, c, l) - 1.0);
}

void market_spends(struct institutions *i, unsigned p, unsigned line, enum ledger_reason r,
                   pence_t pence) {
    ledger_move(&i->ledger, i->provider[p].account, i->staff, (uint8_t)line, r, pence);
    i->provider[p].cost += pence;
}

void market_pays(struct institutions *i, unsigned c, unsigned p, unsigned line, pence_t pence) {
    budgets_spend(i, c, i->provider[p].account, line, REASON_CARE, pence);
    i->provider[p].income += pence;
    i->provider[p].folded += pence;
}

struct award *market_record(struct institutions *i, const struct award *a) {
    struct market *const m = i->market;
    if (m->n_awards == m->award_room) {
        void *rows = m->award;
        size_t room = m->award_room;
        if (memory_grow(&rows, &room, room + 1, sizeof *m->award) < 0) {
            i->failed = FAULT_MEMORY;
            return NULL;
        }
        m->award = rows;
        m->award_room = (unsigned)room;
    }
    struct award *const to = &m->award[m->n_awards];
    *to = *a;
    to->number = m->n_awards++;
    if (to->end != AWARD_RUNNING)
        records_add(i, to->winner, Q_AWARD, to->value, "award", "%s: %.120s",
                    award_route_name((enum award_route)to->route), to->why);
    return to;
}

/* Where the term's end falls for a contract let before the run began: a month of the term, the same
 * in every regime. */
static unsigned stagger(const struct institutions *i, unsigned owner, unsigned ordinal,
                        double months) {
    const double u = luck_uniform(&i->world->luck, owner, PURPOSE_AWARD, ordinal << 8);
    return 1u + (unsigned)(u * months);
}

void market_dates(struct institutions *i, unsigned row, double months) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++) {
            struct line_contract *const x = market_line(i, c, l);
            if (market_trades(i, c, l) && row_in_force(i, Q_AWARD, c, l) == row &&
                x->ends == UINT16_MAX)
                x->ends = (uint16_t)(i->month + stagger(i, c * LINE_COUNT + l, 0, months));
        }
}

static struct award going_on(struct institutions *i, unsigned c, unsigned l, enum award_route route,
                             double months, const char *why) {
    const struct line_contract *const x = market_line(i, c, l);
    struct award a = {.commissioner = (uint16_t)c,
                      .incumbent = x->holder,
                      .winner = x->holder,
                      .line = (uint8_t)l,
                      .function = FUNCTION_MAX,
                      .route = (uint8_t)route,
                      .end = AWARD_MADE,
                      .notice = (uint16_t)i->month,
                      .decided = (uint16_t)i->month,
                      .starts = (uint16_t)i->month,
                      .ends = (uint16_t)(i->month + (unsigned)months),
                      .price = x->price,
                      .value = (pence_t)(market_value(i, c, l) * x->price * months / 12.0)};
    snprintf(a.why, sizeof a.why, "%s", why);
    return a;
}

static void notice_posted(struct institutions *i, struct award *a, double pounds) {
    const pence_t pence = (pence_t)(100.0 * pounds + 0.5);
    budgets_spend(i, a->commissioner, i->staff, a->line, REASON_CONTRACTING, pence);
    a->cost_commissioner += pence;
}

void market_goes_on(struct institutions *i, unsigned c, unsigned l, enum award_route route,
                    double months, const char *why) {
    if (market_line(i, c, l)->stepped_in) /* the premium of a step-in ends with it */
        market_passes(i, c, l, market_holder(i, c, l), 1.0);
    struct award a = going_on(i, c, l, route, months, why);
    notice_posted(i, &a,
                  route == ROUTE_ROLL_OVER || route == ROUTE_PREFERRED ? i->admin.agreement_year
                                                                       : i->admin.notice);
    market_line(i, c, l)->ends = a.ends;
    market_record(i, &a);
}

void market_takes(struct institutions *i, unsigned c, unsigned l, enum award_route route,
                  double months, const char *why) {
    const unsigned before = market_holder(i, c, l);
    const bool stepping = route == ROUTE_STEP_IN || route == ROUTE_URGENT;
    market_passes(i, c, l, line_provider(i, l),
                  stepping ? 1.0 + i->market->par.step_in_premium : 1.0);
    market_line(i, c, l)->stepped_in = stepping;
    struct award a = going_on(i, c, l, route, months, why);
    a.incumbent = (uint16_t)before;
    notice_posted(i, &a, i->admin.agreement_year);
    market_line(i, c, l)->ends = a.ends;
    market_record(i, &a);
}

/* Share of the line's work that the loser's overheads served: what stays with it for some
 * months. */
static void strand(struct institutions *i, unsigned c, unsigned l, unsigned loser) {
    struct market *const m = i->market;
    const double monthly = market_value(i, c, l) / 12.0 * m->par.stranded_share;
    if (m->par.stranded_months < 1.0 || !(monthly >= 1.0)) return;
    if (m->n_stranded == m->stranded_room) {
        void *rows = m->stranded;
        size_t room = m->stranded_room;
        if (memory_grow(&rows, &room, room + 1, sizeof *m->stranded) < 0) {
            i->failed = FAULT_MEMORY;
            return;
        }
        m->stranded = rows;
        m->stranded_room = (unsigned)room;
    }
    m->stranded[m->n_stranded++] =
        (struct stranded){(uint16_t)loser, (uint16_t)(i->month + (unsigned)m->par.stranded_months),
                          (uint8_t)l, (pence_t)(monthly + 0.5)};
}

void market_passes(struct institutions *i, unsigned c, unsigned l, unsigned p, double price) {
    struct line_contract *const x = market_line(i, c, l);
    const unsigned before = x->holder;
    const int k = firm_of(i, p);
    x->price = price;
    x->stepped_in = false;
    x->handed_back = 0;
    if (before != p) {
        strand(i, c, l, before);
        x->holder = (uint16_t)p;
        x->need = k >= 0 ? i->market->firm[k].need[l] : 1.0;
        x->quality = k >= 0 ? i->market->firm[k].fit[l] : 0.0;
        x->loss = 0.0;
        x->months_below = x->notices = 0;
        workforce_changes_hands(i, c, l);
    }
    budgets_line(i, c, l);
}

/* ---- planned contracts: who holds them goes on; each renewal is a step of its route ---- */

void market_keeps_planned(struct institutions *i, unsigned month) {
    for (unsigned s = 0; s < i->n_services && month == 0; s++)
        if (!i->provider[i->service[s].provider].leaving) contracts_set(i, s, CONTRACT_OPEN);
}

static void renew(struct institutions *i, unsigned p, unsigned c, enum award_route route,
                  double months) {
    const size_t at = (size_t)p * i->n_commissioners + c;
    const double year = 12.0 * i->provider[p].base_planned * i->planned_share[at] * i->price_level;
    struct award a = {.commissioner = (uint16_t)c,
                      .incumbent = (uint16_t)p,
                      .winner = (uint16_t)p,
                      .line = LINE_PLANNED,
                      .function = FUNCTION_MAX,
                      .route = (uint8_t)route,
                      .end = AWARD_MADE,
                      .notice = (uint16_t)i->month,
                      .decided = (uint16_t)i->month,
                      .starts = (uint16_t)i->month,
                      .ends = (uint16_t)(i->month + (unsigned)months),
                      .price = 1.0,
                      .value = (pence_t)(year * months / 12.0)};
    snprintf(a.why, sizeof a.why,
             "patients choose among all who qualify: the contract of a provider that qualifies is "
             "renewed");
    notice_posted(i, &a, i->admin.notice);
    a.cost_bidders =
        i->place->providers[p].outside ? 0 : (pence_t)(100.0 * i->admin.application + 0.5);
    market_spends(i, p, LINE_PLANNED, REASON_BIDDING, a.cost_bidders);
    market_record(i, &a);
}

void market_planned_due(struct institutions *i, unsigned row, enum award_route route, double months,
                        unsigned month) {
    const unsigned term = (unsigned)months;
    for (unsigned p = 0; p < i->place->n_providers && term > 0; p++)
        for (unsigned c = 0; c < i->n_commissioners; c++)
            if (row_in_force(i, Q_AWARD, c, LINE_PLANNED) == row && contracts_worth(i, p, c) &&
                contracts_works(i, p) &&
                (month + term - stagger(i, 1000u + p, c, months) % term) % term == 0)
                renew(i, p, c, route, months);
}

void market_planned_steps(const struct institutions *i, unsigned c, double months,
                          struct market_steps *s) {
    const double n = contracts_of(i, c, true, true);
    double lines = 0.0;
    for (unsigned l = 0; l < LINE_COUNT; l++) lines += market_trades(i, c, l);
    s->contracts += n;
    s->notices += 12.0 / months *
                  (n + lines); /* a notice of intention beside the notice of award for a line */
    s->applications += 12.0 / months * (n - lines);
}
