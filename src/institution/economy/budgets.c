// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who has what money, and what follows when it runs out; the same rules in every regime.
 *
 *   revenue of year y  = base x ( (1 + revenue growth - other calls)^y - deficit support x min(1, y
 *                      / years) )
 *                        to the penny the same whatever the answers
 *   left of a board    = allocation + balance carried - administration - sums by the head - fixed
 *                      sums
 *                        - expected private cases (where budgets follow what is left)
 *   plan of a service  = base x price level x min( affordable, (1 + ceiling)^y ), pence a year
 *   brake of a board   : spending (smoothed) above money by more than the contingency asks for
 *                        1 - overspend / planned spending; the brake moves there by brake_speed a
 *                            month
 *
 * The settlement is the whole service's: what mental health, medicines and primary care take of it
 * beyond their own share (other calls) is not there for the part modelled here. And the base is
 * what care costs at full price, part of which boards meet in the first year out of deficit support
 * that is being withdrawn. A balance is carried from year to year with its sign, so overspend makes
 * the next plan, budget or brake tighter and underspend buys more, if there are sessions to buy.
 * The brake is what boards did in every system: minimum waits and slower lists at all who work for
 * them. While private contracts are run down, the year's sums withhold the mean of what they are
 * allowed, and money and brake allow for more of it early than late. Left out: real-terms changes
 * of need within a year, top-slices, contingency held by regions. */
#include "institution/funding/host.h"
#include "institution/market/market.h"
#include "institution/membership/membership.h"
#include "institution/pay/gp_income.h"
#include "institution/payment/payment.h"

static pence_t whole(double pence) { return pence > 0.0 ? (pence_t)(pence + 0.5) : 0; }

double budgets_urgent_growth(const struct institutions *i) {
    return real_pow(1.0 + i->world->circumstances.need_growth, (double)i->year);
}

static unsigned month_of_year(const struct institutions *i) { /* 0 April .. 11 March */
    const int32_t since_july = i->first_month + (int32_t)i->month;
    return (unsigned)((since_july % 12 + 12 + 3) % 12);
}
unsigned budgets_months_left(const struct institutions *i) { return 12u - month_of_year(i); }

/* Boards' revenue over the base. */
static double boards_growth(const struct institutions *i) {
    const struct circumstances *const c = &i->world->circumstances;
    const double withdrawn = (double)i->year / c->deficit_support_years;
    return real_pow(1.0 + c->revenue_growth - c->other_calls, (double)i->year) -
           c->deficit_support * (withdrawn < 1.0 ? withdrawn : 1.0);
}

static void allocate(struct institutions *i) {
    const double *p;
    const struct answer_rule *const rule = rule_for_all(i, Q_FUNDING, LINE_PLANNED, &p);
    const unsigned n = i->n_commissioners;
    pence_t *const last = i->allocations;
    double base = 0.0;
    host_year(i);
    if (i->year > 0)
        host_basis(i);
    for (unsigned c = 0; c < n; c++) {
        last[c] = i->commissioner[c].allocation;
        base += (double)i->commissioner[c].base;
    }
    const double growth = real_pow(1.0 + i->world->circumstances.council_growth, (double)i->year);
    if (i->year == 0) /* the year has begun when the run begins: its allocations stand */
        for (unsigned c = 0; c < n; c++)
            last[n + c] = i->commissioner[c].base;
    else
        rule->share(i, p, whole(base * boards_growth(i)), last, last + n);
    for (unsigned c = 0; c < n; c++)
        i->commissioner[c].allocation = last[n + c];
    for (unsigned k = 0; k < i->n_councils; k++)
        i->council[k].allocation = whole((double)i->council[k].base * growth);
}

/* A commissioner's own balance and that of the units that hold its money. */
static pence_t in_hand(const struct institutions *i, unsigned c) {
    return ledger_balance(&i->ledger, i->commissioner[c].account) + membership_held(i, c);
}

/* The year's money of a commissioner: what it gets and what it carries. In a part year, at the
 * yearly rate. */
static double money(const struct institutions *i, unsigned c) {
    return (double)i->commissioner[c].allocation + (double)in_hand(i, c);
}

static void instalment(struct institutions *i, unsigned c, unsigned p, unsigned line,
                       double monthly) {
    const pence_t pence = whole(monthly);
    if (pence == 0)
        return;
    if (i->n_instalments == i->instalment_room) {
        void *rows = i->instalment;
        size_t room = i->instalment_room;
        if (memory_grow(&rows, &room, room + 1, sizeof *i->instalment) < 0) {
            i->failed = FAULT_MEMORY;
            return;
        }
        i->instalment = rows;
        i->instalment_room = (unsigned)room;
    }
    i->instalment[i->n_instalments++] =
        (struct instalment){(uint16_t)c, (uint16_t)p, (uint8_t)line, pence, 0};
}

static const struct terms *terms_of(const struct institutions *i, unsigned c, unsigned line,
                                    unsigned p) {
    return &i->term[i->term_of[row_in_force(i, Q_PAYMENT, c, line)][i->provider[p].open_market]].t;
}

static double fixed_growth(const struct institutions *i, const struct terms *t) {
    return i->price_level * real_pow(1.0 + t->uplift, (double)i->year) *
           (t->forecast ? budgets_urgent_growth(i) : 1.0);
}

/* pence a month at the contract's price */
static double head(const struct institutions *i, unsigned c, unsigned l) {
    return i->commissioner[c].per_head[l] * i->price_level * budgets_urgent_growth(i) *
           market_price(i, c, l) * (1.0 + i->commissioner[c].mandate[l]);
}

/* The part of a line's sum that comes by the case instead; care counts no contacts of community
 * services. */
static double by_case(const struct institutions *i, unsigned c, unsigned l, unsigned p) {
    return l == LINE_COMMUNITY ? 0.0 : terms_of(i, c, l, p)->variable;
}

/* Sums by the head to the lines that no organisation of the place stands for; returns their monthly
 * pence. */
static double heads(struct institutions *i, unsigned c) {
    double sum = 0.0;
    for (unsigned l = 0; l < LINE_COUNT; l++) {
        const unsigned p = market_holder(i, c, l);
        const double monthly = head(i, c, l) * (l == LINE_GP ? gp_pay(i, c) : 1.0);
        if (!(monthly > 0.0))
            continue;
        instalment(i, c, p, l, monthly * (1.0 - by_case(i, c, l, p)));
        sum += monthly;
    }
    return sum;
}

/* What was paid stays counted with the old holder; from now on the sum goes to the new one. */
void budgets_line(struct institutions *i, unsigned c, unsigned l) {
    unsigned kept = 0;
    for (unsigned k = 0; k < i->n_instalments; k++) {
        const struct instalment x = i->instalment[k];
        if (x.commissioner == c && x.line == l && l != LINE_PLANNED && l != LINE_EMERGENCY)
            i->provider[x.provider].folded += x.monthly * (pence_t)x.n;
        else
            i->instalment[kept++] = x;
    }
    i->n_instalments = kept;
    const unsigned p = market_holder(i, c, l);
    instalment(i, c, p, l, head(i, c, l) * (1.0 - by_case(i, c, l, p)));
}

static double base_of(const struct institutions *i, unsigned p, unsigned c, unsigned line) {
    const size_t at = (size_t)p * i->n_commissioners + c;
    return line == LINE_PLANNED ? i->provider[p].base_planned * i->planned_share[at]
                                : i->provider[p].base_urgent * i->urgent_share[at];
}

/* Share of private contracts that the award's answer allows so many months from now. */
static double allowed(const struct institutions *i, unsigned months) {
    const double *p;
    const struct answer_rule *const award = rule_for_all(i, Q_AWARD, LINE_PLANNED, &p);
    return award->allowed ? award->allowed(p, (double)(i->month - i->since + months)) : 1.0;
}

static double mean_allowed(const struct institutions *i) { /* over what is left of the year */
    const unsigned left = budgets_months_left(i);
    double sum = 0.0;
    for (unsigned m = 0; m < left; m++)
        sum += allowed(i, m);
    return sum / left;
}

/* What a private provider's cases would cost in a month, as far as its contracts still run. */
static double private_cases(const struct institutions *i, unsigned p, unsigned c) {
    double sum = 0.0;
    for (unsigned s = 0; s < i->n_services; s++)
        if (i->service[s].provider == p && i->service[s].contract != CONTRACT_ENDED)
            sum += i->service[s].base_value;
    return sum * i->planned_share[(size_t)p * i->n_commissioners + c] * i->price_level;
}

static double bought_of(const struct institutions *i, unsigned p, unsigned c) {
    return i->provider[p].bought * i->planned_share[(size_t)p * i->n_commissioners + c];
}

/* Fixed sums of a commissioner for hospitals' lines, and shares of what is left. */
static void hospitals(struct institutions *i, unsigned c, double left) {
    static const unsigned lines[2] = {LINE_PLANNED, LINE_EMERGENCY};
    double weights = 0.0, private_value = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        for (unsigned k = 0; k < 2; k++) {
            const struct terms *const t = terms_of(i, c, lines[k], p);
            const double base = base_of(i, p, c, lines[k]),
                         bought = lines[k] == LINE_PLANNED ? bought_of(i, p, c) : 0.0;
            const double fixed = (base + bought) * t->fixed * fixed_growth(i, t) +
                                 (lines[k] == LINE_EMERGENCY ? payment_patients(i, t, c, p) : 0.0);
            if (t->from_what_is_left) {
                weights += base;
                continue;
            }
            instalment(i, c, p, lines[k], fixed);
            left -= 12.0 * fixed;
            if (!(t->variable > 0.0)) /* what cases are expected to cost beside the fixed sum */
                continue;
            const bool private_ = lines[k] == LINE_PLANNED && i->provider[p].open_market;
            const double cases =
                t->variable * (private_ ? private_cases(i, p, c) : base * i->price_level);
            left -= 12.0 * cases * (private_ ? i->allowed_mean : 1.0);
            private_value += private_ ? cases : 0.0;
        }
    i->commissioner[c].private_value = weights > 0.0 ? private_value : 0.0;
    for (unsigned p = 0; p < i->place->n_providers && weights > 0.0; p++)
        for (unsigned k = 0; k < 2; k++)
            if (terms_of(i, c, lines[k], p)->from_what_is_left)
                instalment(i, c, p, lines[k], left / 12.0 * base_of(i, p, c, lines[k]) / weights);
}

static void fixed_sums(struct institutions *i) {
    for (unsigned k = 0; k < i->n_instalments; k++)
        i->provider[i->instalment[k].provider].folded +=
            i->instalment[k].monthly * (pence_t)i->instalment[k].n;
    i->n_instalments = 0;
    i->allowed_mean = mean_allowed(i);
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        const double by_head = heads(i, c);
        hospitals(i, c, money(i, c) - (double)administration_year(i, c) - 12.0 * by_head);
    }
}

/* What a commissioner can afford of planned work, as ratio to its base at today's prices. */
static double affordable(const struct institutions *i, unsigned c) {
    double left = money(i, c) - (double)administration_year(i, c), planned = 0.0;
    for (unsigned l = 0; l < LINE_COUNT; l++)
        left -= 12.0 * head(i, c, l);
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        left -= 12.0 * base_of(i, p, c, LINE_EMERGENCY) * i->price_level * budgets_urgent_growth(i);
        planned += 12.0 * base_of(i, p, c, LINE_PLANNED) * i->price_level;
    }
    return planned > 0.0 ? (left > 0.0 ? left / planned : 0.0) : 1.0;
}

static void plans(struct institutions *i) {
    const unsigned n = i->n_commissioners;
    double *const ratio = i->by_commissioner;
    for (unsigned c = 0; c < n; c++)
        ratio[c] = affordable(i, c);
    for (unsigned s = 0; s < i->n_services; s++) {
        struct service_state *const x = &i->service[s];
        const double *share = i->planned_share + (size_t)x->provider * n;
        double planned = 0.0, volume = 0.0;
        for (unsigned c = 0; c < n; c++) {
            const struct terms *const t = terms_of(i, c, LINE_PLANNED, x->provider);
            const double ceiling = real_pow(1.0 + t->plan_ceiling, (double)i->year);
            planned += share[c] * (t->cap > 0.0 ? t->cap : ratio[c] < ceiling ? ratio[c] : ceiling);
            volume = t->admissions || t->volume < volume ? volume : t->volume;
        }
        x->volume = whole(x->base_value * i->price_level * volume * budgets_months_left(i));
        x->plan = whole(x->base_value * i->price_level * planned * budgets_months_left(i));
        x->done = 0;
    }
}

void budgets_terms(struct institutions *i) {
    host_basis(i);
    prices_of_terms(i);
    plans(i);
    payment_year(i);
    fixed_sums(i);
}

void budgets_year(struct institutions *i) {
    i->price_level = real_pow(1.0 + i->par.real_cost_growth, (double)i->year);
    prices_build(i);
    allocate(i);
    double base = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        base += (double)i->commissioner[c].base / 100.0;
    i->capital_left = base * i->par.capital_per_revenue * i->par.expansion_share *
                      real_pow(1.0 + i->world->circumstances.capital_growth, (double)i->year) *
                      budgets_months_left(i) / 12.0;
    if (!i->failed)
        budgets_terms(i);
}

/* A regime that begins with the financial year shares out that year's money by its own formula. */
void budgets_share_again(struct institutions *i) {
    host_again(i);
    for (unsigned c = 0; c < i->n_commissioners; c++)
        /* of the year before, as allocate left them */
        i->commissioner[c].allocation = i->allocations[c];
    allocate(i);
    if (!i->failed)
        budgets_terms(i);
}

/* The k-th twelfth of a yearly sum, so that twelve make the whole. */
static pence_t twelfth(pence_t year, unsigned k) {
    return year * (pence_t)(k + 1) / 12 - year * (pence_t)k / 12;
}

void budgets_spend(struct institutions *i, unsigned c, account_id payee, unsigned line,
                   enum ledger_reason r, pence_t pence) {
    struct commissioner_state *const x = &i->commissioner[c];
    ledger_move(&i->ledger, x->account, payee, (uint8_t)line, r, pence);
    x->spent_month += pence;
    x->spent_in_all += pence;
    x->spent_on[line] += pence;
    if (line == LINE_PLANNED && r == REASON_CARE)
        x->planned_month += pence;
}

void budgets_month(struct institutions *i) {
    const unsigned k = month_of_year(i);
    const double base_capital =
        i->par.capital_per_revenue * (1.0 - i->par.expansion_share) *
        real_pow(1.0 + i->world->circumstances.capital_growth, (double)i->year) / 12.0;
    pence_t capital = 0;
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        ledger_move(&i->ledger, i->treasury, i->commissioner[c].account, LINE_PLANNED,
                    REASON_ALLOCATION, twelfth(i->commissioner[c].allocation, k));
        capital += whole((double)i->commissioner[c].base * base_capital);
    }
    ledger_move(&i->ledger, i->treasury, i->suppliers, LINE_EMERGENCY, REASON_CAPITAL, capital);
    for (unsigned c = 0; c < i->n_councils; c++)
        ledger_move(&i->ledger, i->treasury, i->council[c].account, LINE_SOCIAL_CARE,
                    REASON_ALLOCATION, twelfth(i->council[c].allocation, k));
    for (unsigned n = 0; n < i->n_instalments; n++) {
        struct instalment *const x = &i->instalment[n];
        budgets_spend(i, x->commissioner, i->provider[x->provider].account, x->line, REASON_CARE,
                      x->monthly);
        i->provider[x->provider].income += x->monthly;
        x->n++;
    }
}

/* Sessions that commissioners' money has bought bring cases; what a term does not pay by the case
 * is a sum. */
void budgets_buy(struct institutions *i) {
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const double more = i->provider[p].buying;
        i->provider[p].buying = 0.0;
        i->provider[p].bought += more;
        for (unsigned c = 0; c < i->n_commissioners && more > 0.0; c++) {
            const struct terms *const t = terms_of(i, c, LINE_PLANNED, p);
            if (!t->from_what_is_left) /* there the money already lies with the provider */
                instalment(i, c, p, LINE_PLANNED,
                           more * i->planned_share[(size_t)p * i->n_commissioners + c] * t->fixed *
                               fixed_growth(i, t));
        }
    }
}

double budgets_spare(const struct institutions *i, unsigned c) {
    const struct commissioner_state *const x = &i->commissioner[c];
    if (i->month < (unsigned)i->par.margin_smoothing) /* until then the rates say too little */
        return 0.0;
    const double spare =
        ((double)x->allocation + (double)in_hand(i, c)) / 12.0 + x->ahead -
        x->spend_rate;
    return spare > 0.0 && x->brake < 0.995 ? 0.0 : spare; /* what is braked is let go first */
}

static void brake(struct institutions *i, unsigned c) {
    struct commissioner_state *const x = &i->commissioner[c];
    const double gain = 1.0 / i->par.margin_smoothing;
    const double spent = (double)x->spent_month, planned = (double)x->planned_month;
    const bool first = !(x->spend_rate > 0.0);
    x->spend_rate += (first ? 1.0 : gain) * (spent - x->spend_rate);
    x->planned_rate += (first ? 1.0 : gain) * (planned - x->planned_rate);
    x->ahead +=
        (first ? 1.0 : gain) * (x->private_value * (allowed(i, 0) - i->allowed_mean) - x->ahead);
    const double carried = (double)in_hand(i, c);
    const double allowed =
        (double)x->allocation / 12.0 * (1.0 + (x->directed ? 0.0 : i->par.contingency)) +
        carried / 12.0 + x->ahead;
    const double over = x->spend_rate - allowed;
    /* the present rate already bears the brake: what is wanted is a cut from here */
    double wanted =
        over > 0.0 && x->planned_rate > 0.0 ? x->brake * (1.0 - over / x->planned_rate) : x->brake;
    if (over < 0.0 && x->planned_rate > 0.0)
        wanted = x->brake * (1.0 - over / x->planned_rate);
    wanted = wanted > 1.0 ? 1.0 : wanted < i->par.brake_floor ? i->par.brake_floor : wanted;
    const double before = x->brake;
    if (i->month >= (unsigned)i->par.margin_smoothing) /* until then the rates say too little */
        x->brake +=
            (x->directed ? 1.0
                         : i->par.brake_speed * transition_capability(i) * (1.0 - x->unstaffed)) *
            (wanted - x->brake);
    if (before > 0.995 && x->brake <= 0.995)
        records_add(i, NOBODY, Q_FUNDING, (pence_t)over, "brake",
                    "%s spends above its money and slows planned work",
                    i->account_name[x->account.i]);
    x->spent_month = x->planned_month = 0;
}

void budgets_brakes(struct institutions *i) {
    const unsigned n = i->n_commissioners;
    for (unsigned s = 0; s < i->n_services; s++) {
        const double *const share = i->planned_share + (size_t)i->service[s].provider * n;
        double sum = 0.0;
        for (unsigned c = 0; c < n; c++)
            sum += share[c] * i->commissioner[c].brake;
        i->service[s].brake = sum;
    }
}

void budgets_month_ended(struct institutions *i) {
    for (unsigned c = 0; c < i->n_commissioners; c++)
        brake(i, c);
    budgets_brakes(i);
}

bool budgets_buy_outside(struct institutions *i, const struct activity *a) {
    if (a->currency != CURRENCY_PEER_SUPPORT && a->currency != CURRENCY_OUT_OF_AREA_DAY &&
        a->currency != CURRENCY_COMMUNITY_RESPONSE &&
        a->currency != CURRENCY_VIRTUAL_WARD && a->currency != CURRENCY_THERAPY)
        return false;
    const int64_t hundredths = (int64_t)((double)a->quantity * 100.0 + 0.5);
    const pence_t pence = i->pounds[price_key(a->currency, 0, 1)] * hundredths;
    if (pence > 0) {
        const unsigned c = i->commissioner_of[a->area];
        budgets_spend(i, c, i->suppliers, a->line, REASON_CARE_COST, pence);
        i->commissioner[c].beside[a->line] += pence;
    }
    return true;
}
