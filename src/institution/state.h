// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The inside of struct institutions, for the files of this room alone. A "service" is a row of
 * place->services. Providers are the place's, then one each for the lines that the place does not
 * list by organisation (PRIMARY_PROVIDERS). Money is whole pence; prices are whole pounds and
 * counts hundredths of a unit, so that count times price is whole pence. */
#ifndef INSTITUTION_STATE_H
#define INSTITUTION_STATE_H
#include "base/random.h"
#include "base/real.h"
#include "institution/answer.h"
#include "institution/economy/cost_improvement.h"

/* plans that persons may belong to, 0 the public service: membership/membership.h */
#define PLANS 17u
#define BANDS 3u              /* of complexity */
#define PLANNED_CURRENCIES 5u /* first outpatient to elective stay: priced by function */
#define PRICE_KEYS \
    ((PLANNED_CURRENCIES * FUNCTION_MAX + CURRENCY_COUNT - PLANNED_CURRENCIES) * BANDS)

struct economy_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/economy/economy.def"
#undef PARAM
};
struct administration_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/administration.def"
#undef PARAM
};
struct transition_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/transition.def"
#undef PARAM
};

/* Kinds of session: a clinic list needs a room, a theatre list a theatre and its team; neither does
 * the other's work. */
enum session_kind { SESSION_CLINIC, SESSION_THEATRE };
#define KINDS 2u

enum contract_state { CONTRACT_OPEN, CONTRACT_RUNNING_DOWN, CONTRACT_CLOSED, CONTRACT_ENDED };

struct service_state {
    uint16_t provider; uint8_t function, contract;
    /* fixed cost of services merged into it that stays, pence a month at the start's prices */
    double taken_in;
    bool list_full;          /* private, and its list holds more months of work than it takes on */
    bool closed_to_plans;    /* and more than it takes on for holders of vouchers */
    double base_value;       /* pence a month at the prices of the start */
    double base[KINDS];      /* sessions a month at the start, by kind */
    double base_stops;       /* a month */
    double held[KINDS];      /* sessions now */
    double leased[KINDS];    /* of them, in rooms leased from private owners */
    double overtime;         /* extra sessions of its own staff this month, share of those held */
    /* highest share of base sessions the contract still allows; 1 without run-down */
    double rundown;
    double complexity;       /* of its cases, smoothed */
    double brake;            /* commissioners' brake, by their shares of its work */
    double capacity[KINDS];  /* as set last, ratio to the start */
    /* activity plan of the financial year and what counts against it, full price */
    pence_t plan, done;
    /* merged into that service + 1 of another site, once its list is empty */
    uint16_t joins;
    pence_t volume;          /* of the year, beyond which the marginal price is paid; 0 none */
    double complexity_sum, cases; /* this month */
};

struct order { uint16_t service, due; uint8_t kind; bool outside; double sessions; };

struct provider_state {
    account_id account;
    /* expected at the start: priced lines a month, pence a month of its own administration */
    double lines, administration;
    bool open_market;        /* private, social enterprise: invests by margin; else public */
    bool synthetic;
    double base_planned, base_urgent; /* pence a month at the prices of the start */
    double base_admissions;  /* of base_urgent */
    double base_walk_in;     /* beside it: what stands in the money of urgent treatment */
    double market_forces;    /* its factor over the place's */
    /* price agreed over the full one; share in the market of its own patients */
    double bargained, local_share;
    double target;           /* margin that it must show to whoever rates it: oversight/monitor.c */
    /* its department since a failure: 0 as it was, 1 open by day, 2 shut; hours; urgent work taken
     * from it and taken over from others, share of its own at the start; what of beds and staff
     * goes along, and of space: failure/department.c */
    uint8_t department;
    double opens, closes, given_up, taken_over, follows, builds;
    /* of what it took over, by the day and in the hours when the others are shut */
    double by_day, by_night, more_beds;
    bool kept_open;          /* ordered to leave no post empty */
    /* value of emergency admissions at full price, pence: this financial year, the last */
    double admissions, last_admissions;
    pence_t last_income, last_cost; /* of the financial year that closed last */
    /* months of thin margin running; month + 1 in which it hands back, 0 none */
    uint16_t months_below, exits;
    uint16_t merged_with, merged_by;/* provider row + 1; month + 1 in which the merger is done */
    uint8_t rating, undertakings;   /* by the regulator: 0 none; undertakings in force */
    /* as a foundation trust, once an NHS trust; to provide: oversight/licences.c */
    bool authorised, licensed;
    pence_t income, cost;    /* this month */
    pence_t variable_cost;   /* this month, planned and urgent */
    pence_t year_income, year_cost;
    double margin;           /* smoothed, share of base income */
    pence_t folded;          /* what the checks compare: see institutions_check */
    /* repaid this month: bears on the margin, not on the year's result */
    pence_t loan, loan_monthly, repaid;
    pence_t support;         /* a month, from commissioners' surplus */
    uint16_t deficit_years, administration_until; /* month of run + 1, 0 none */
    bool frozen;
    /* money for posts within reach, share of base income, and how much of it is commissioners':
     * hiring.c */
    double reach, bought_share;
    double depth;            /* of the freeze: 0 to 1 */
    /* share of held sessions worked again at a premium where lists are long: overtime.c */
    double overtime;
    unsigned losing;         /* months in a row with a margin below what firms bear: exit.c */
    bool leaving;            /* hands its contracts back */
    /* sessions bought by commissioners: this month, in all; pence a month at the prices of the
     * start */
    double buying, bought;
    double saving;           /* share of its own costs that an operator of a franchise saves now */
    /* by programmes of its own: what lasts, this year's alone; pence of the month */
    double improved, improved_once, improved_month;
    double value_planned, value_urgent; /* of what was done since the start, at full price, pence */
    double paid_planned, paid_urgent; /* of it, what was paid by the case, pence */
    double read_planned, read_urgent; /* of that, what boards have read the invoices of */
    double value_before;     /* of both, when the month began */
    double dearer;           /* what holders of vouchers pay beside the price, share of it */
    pence_t paid_month;      /* income of the month that has ended */
};

struct instalment { uint16_t commissioner, provider; uint8_t line; pence_t monthly; uint32_t n; };

struct commissioner_state {
    account_id account;
    /* pence a month of lines paid by the head, at start prices */
    double people, per_head[LINE_COUNT];
    pence_t base, allocation;            /* a year */
    pence_t spent_month, planned_month, spent_in_all, spent_on[LINE_COUNT];
    pence_t beside[LINE_COUNT];          /* of spent_on: cases bought beside its contracts */
    /* to persons for cases, not yet settled with the Treasury */
    pence_t charged;
    /* to the reserve this year, from it and not repaid: funding/reserve.h */
    pence_t paid_in, borrowed;
    double spend_rate, planned_rate;     /* smoothed, pence a month */
    double brake;
    /* private cases a month at full share, where others get what is left */
    double private_value;
    /* smoothed: what a run-down makes it spend above its year's mean now, pence a month */
    double ahead;
    pence_t administration;              /* a year, as posted now */
    /* what a board makes it pay for a line above the contract's sum, share of it */
    double mandate[LINE_COUNT];
    bool directed;                       /* under a board's directions: no contingency, at once */
    double unstaffed;                    /* of its own work, what a cap leaves undone */
    double forgets; uint16_t forgets_until; /* what a reform cost it of memory: procurement.h */
    /* beside its allocation, share of it: oversight/elected_local_control.c */
    double local_tax;
};

/* pence: what their care costs, who pays the charge, what they pay the home over it, the Treasury's
 * part */
struct residents_bill { pence_t cost, charge, over, grant; };

struct council_state {
    account_id account;
    pence_t base, allocation;
    pence_t packages_month;
    double value;
    double ratio;
    struct residents_bill residents; /* those who live in care homes, this month; and what */
    pence_t residents_owed;          /* they cost it since the start beyond the law of the start */
    uint16_t commissioner;
};

/* risk/alliance_contract.c; pence */
struct alliance { bool standing; double error, budget, gap, year_gap; pence_t spent_before; };

struct term { struct terms t; uint8_t row, tier; bool private_; int32_t pounds[PRICE_KEYS]; };

/* chance.c: of a year of the run; pence, weights in the formula, people */
#define CHANCE_GROUPS 400u
struct chance { double spent[CHANCE_GROUPS], weight[CHANCE_GROUPS], people; };

struct institutions {
    struct arena arena;
    const struct world *world;
    const struct place *place;
    struct ledger ledger;
    struct economy_params par;
    struct administration_params admin;
    struct transition_params change;
    struct cost_improvement_params improvement;
    /* day case and stay of each of the place's functions, pounds */
    double reference[2 * FUNCTION_MAX];
    /* share of admitted patients who stay, as planned care draws it */
    double overnight[FUNCTION_MAX];
    /* the regimes */
    struct timeline timeline;
    const struct institution_set *set; unsigned n_set;
    const struct regime *regime;
    unsigned at;                        /* row of the timeline in force */
    double value[ASSIGNMENT_MAX][ANSWER_PARAMS_MAX];
    /* [(question * n_commissioners + commissioner) * LINE_COUNT + line] */
    uint8_t *of;
    unsigned since;                     /* month of the run in which it began */
    unsigned n_terms, term_room; struct term *term; uint8_t term_of[ASSIGNMENT_MAX][2];
    /* who is who */
    unsigned n_providers, n_commissioners, n_councils, n_services, n_functions, n_accounts;
    account_id treasury, persons, insurers, investors, advisers, staff, suppliers, reserve,
        practice_funds, plan_account[PLANS];
    const char **account_name;
    struct provider_state *provider;
    struct commissioner_state *commissioner;
    struct council_state *council;
    struct service_state *service;
    /* [provider * n_commissioners + commissioner] of its base */
    double *planned_share, *urgent_share;
    double *planned_home;                  /* of planned work always by residence: funding/host.h */
    /* prices and counts */
    int32_t pounds[PRICE_KEYS];            /* full price now */
    double market_forces;                  /* mean factor of the place's own providers */
    double unit_cost[PRICE_KEYS];          /* pounds at complexity 1, band's middle left out */
    /* what a person of an age costs over the mean: funding/age_weights.def */
    double age_weight[AGE_BANDS];
    double price_level;                    /* real cost of a unit of input, 1 at the start */
    /* [(term * n_providers + provider) * PRICE_KEYS + key], hundredths */
    int64_t *count;
    uint64_t *told;                        /* by care, as it named them: institutions_told */
    uint64_t *lines_of;                    /* [provider] priced lines this month */
    uint64_t *lines_for;                   /* [commissioner] */
    unsigned n_instalments, instalment_room; struct instalment *instalment;
    /* risk */
    /* the same as the next line, under the regime of the start */
    double *own_at_start, line_at_start[LINE_COUNT];
    /* share of what follows that a decider bears: risk/shares.c; -1: no department */
    double *own_by_provider, own_by_line[LINE_COUNT];
    struct alliance *alliance;             /* [commissioner] */
    /* private cover */
    /* over a year, a thousand people, when last looked at: entitlement/premiums.c */
    double long_waits; bool long_waits_known;
    /* lists */
    uint32_t *list_from; uint8_t *list_n; struct offer *offer; uint32_t offer_room;
    bool lists_stale;
    /* [(area * functions + function) * 2 + operation] service of the public provider; NULL till
     * drawn */
    uint16_t *catchment;
    bool catchments_due;                   /* drawn anew when lists are next built */
    /* staff */
    /* sessions a month in all, and held by nobody */
    double pool[FUNCTION_MAX][KINDS], idle[FUNCTION_MAX][KINDS];
    /* sessions a month that rooms of ended private contracts could take */
    double vacant[FUNCTION_MAX][KINDS];
    /* of the financial year: left the pool from idleness; extra sessions */
    double gone_year, overtime_year;
    double session_price[FUNCTION_MAX];            /* ratio to the national scale */
    unsigned n_orders; struct order *order; unsigned order_room;
    struct {
        uint16_t due;
        uint8_t function, kind;
        double sessions;
    } * returning;
    unsigned n_returning, returning_room;
    /* [area], packed: every payment reads it; the first where none is known */
    uint16_t *commissioner_of;
    /* [commissioner] all its people in the place and its halo */
    double *people_of;
    /* [service * KINDS + kind] scratch: sessions asked for, sessions come back this month */
    double *wanted, *due_back;
    /* [2 * commissioners]: last year's, this year's, as last shared out */
    pence_t *allocations;
    double *by_commissioner, *weights;     /* [commissioner] scratch */
    double *by_provider;                   /* [3 * provider] scratch of any one call */
    /* share of private contracts expected in what was left of the year */
    double allowed_mean;
    double capital_left;                   /* pounds of expansion capital unspent this year */
    /* sessions of the financial year: from outside, out of public providers */
    double inflow_year, drawn_year;
    /* time */
    unsigned month, year; int32_t first_month; bool year_open;
    double dip; uint16_t dip_until;
    /* pence a month: to be saved by the last change; never saved by those before; of theirs, still
     * being saved when the last began */
    double saving, stayed, fading;
    /* pence a month till then; share of posts vacant when the regime began */
    double redundancy, vacancies;
    pence_t paid_wrongly;          /* this month, for cases: procurement.h */
    unsigned reorganised; uint16_t redundancy_until; /* months */
    unsigned n_records, record_room; struct institution_record *record;
    /* rooms with a state of their own; each allocates it in arena when it opens */
    struct market *market;         /* contracts of lines, firms, awards: market/market.h */
    struct workforce *workforce;   /* posts, vacancies, goodwill, agency: workforce/workforce.h */
    /* plans, vouchers, insurers that persons belong to: membership/membership.h */
    struct membership *membership;
    struct integration *integration; /* teams that join up care: integration/integration.h */
    struct prevention *prevention; /* what is bought, who is treated: prevention/prevention.h */
    struct excess *excess;         /* what persons have paid of it: entitlement/entitlement.h */
    struct practices *practices;   /* budgets and pay of general practice: practices/practices.h */
    /* PFI, sale and leaseback, outsourced auxiliary services: estate/estate.h */
    struct estate *estate;
    struct payment *payment;       /* what tiered prices need: payment/payment.h */
    struct oversight *oversight;   /* ratings: oversight/ratings.h */
    struct social_care *social_care; /* fees, carers, firms: social_care/social_care.h */
    struct hosts *hosts;           /* districts and their hospitals: funding/host.h */
    struct chance chance;
    unsigned clearance;            /* months that the last merger case takes */
    int failed;
};

/* The answer in force. */
static inline unsigned row_in_force(const struct institutions *i, enum question q,
                                    unsigned commissioner, unsigned line) {
    return i->of[(q * i->n_commissioners + commissioner) * LINE_COUNT + line];
}
static inline const struct answer_rule *rule_in_row(const struct institutions *i, unsigned row) {
    return answer_rules[i->regime->assignment[row].answer];
}
/* The answer for whatever is not one commissioner's: as for the first of the place. */
static inline const struct answer_rule *rule_for_all(const struct institutions *i, enum question q,
                                                     unsigned line, const double **p) {
    const unsigned row = i->regime->of[q][line];
    *p = i->value[row];
    return rule_in_row(i, row);
}
static inline double service_held(const struct service_state *x) {
    return x->held[SESSION_CLINIC] + x->held[SESSION_THEATRE];
}
static inline double service_base(const struct service_state *x) {
    return x->base[SESSION_CLINIC] + x->base[SESSION_THEATRE];
}
/* Staff of outside providers are not of the place's pool. */
static inline bool service_inside(const struct institutions *i, unsigned s) {
    return !i->place->providers[i->service[s].provider].outside;
}
/* Row of a price table: first outpatient to elective stay by function; others without. */
static inline unsigned price_key(enum currency c, unsigned function, unsigned band) {
    const unsigned row = (unsigned)c < PLANNED_CURRENCIES
                             ? (unsigned)c * FUNCTION_MAX + function
                             : PLANNED_CURRENCIES * FUNCTION_MAX + (unsigned)c - PLANNED_CURRENCIES;
    return row * BANDS + band;
}
static inline bool service_public(const struct institutions *i, unsigned s) {
    return !i->provider[i->service[s].provider].open_market;
}
/* A service line as regime files and account names spell it. */
const char *line_word(unsigned line);
/* The provider that stands for a line where care names none. */
static inline unsigned line_provider(const struct institutions *i, unsigned line) {
    return i->place->n_providers + line;
}

/* Day of the run on which this month begins. */
static inline uint32_t institutions_day(const struct institutions *i, const struct world *w) {
    return i->month == 0
               ? 0u
               : (uint32_t)(month_first_day(i->first_month + (int32_t)i->month) - w->first_day);
}

/* accounts.c */
int accounts_open(struct institutions *i, struct fault *f) MUST_CHECK;
/* economy/prices.c */
/* market forces of the place and of its providers, then the prices of the start */
void prices_open(struct institutions *i);
/* full prices and unit costs at the present price level */
void prices_build(struct institutions *i);
/* what each term pays; folds the counts first */
void prices_of_terms(struct institutions *i);
void prices_fold(struct institutions *i);
unsigned complexity_band(const struct economy_params *p, double complexity);
/* economy/base.c: budgets of the start, the same in every regime */
int base_open(struct institutions *i, struct fault *f) MUST_CHECK;
/* records what was done against what the base expects */
void base_compare(struct institutions *i);
/* economy/budgets.c */
void budgets_year(struct institutions *i);             /* allocations, plans, fixed sums */
/* after a regime has begun on 1 April */
void budgets_share_again(struct institutions *i);
void budgets_month(struct institutions *i);                    /* instalments paid */
void budgets_month_ended(struct institutions *i);              /* brakes */
/* of services, from their commissioners' */
void budgets_brakes(struct institutions *i);
void budgets_spend(struct institutions *i, unsigned commissioner, account_id payee, unsigned line,
                   enum ledger_reason r, pence_t pence);
/* Is it bought by the case, at full price, from whoever is outside the model and its contracts?
 * Then that is paid. */
bool budgets_buy_outside(struct institutions *i, const struct activity *a);
/* prices, plans and fixed sums anew, after a switch */
void budgets_terms(struct institutions *i);
/* its monthly sum anew, to whoever holds it now */
void budgets_line(struct institutions *i, unsigned commissioner, unsigned line);
void budgets_buy(struct institutions *i);              /* pays for the sessions bought this month */
/* projected surplus, pence a month; negative: overspend */
double budgets_spare(const struct institutions *i, unsigned c);
/* forecast of urgent need, 1 at the start */
double budgets_urgent_growth(const struct institutions *i);
/* of the financial year, this one included */
unsigned budgets_months_left(const struct institutions *i);
/* economy/costs.c */
pence_t costs_of_case(const struct institutions *i, const struct activity *a, unsigned provider,
                      unsigned key, int64_t hundredths);
void costs_month_ended(struct institutions *i);
/* what those who left a list pay elsewhere */
void costs_of_private_care(struct institutions *i, const struct world *w);
/* economy/hiring.c */
void hiring_ask(struct institutions *i, const struct world *w);   /* fills wanted; posts frozen */
/* notes what commissioners' money bought */
void hiring_done(struct institutions *i, unsigned service, double sessions);
/* economy/sessions.c */
void sessions_month(struct institutions *i, struct world *w);
/* its list, in months of the start's work */
double sessions_list_months(const struct institutions *i, const struct world *w, unsigned s);
double sessions_idle(const struct institutions *i); /* a month, of the place's pool */
/* neither brake nor plan holds it below what its sessions can do */
bool sessions_wanted(const struct institutions *i, unsigned s);
/* What a contract that shrinks lets go of: of what it holds; of that, rooms to be leased and staff
 * who come, after the lag. */
struct release { double share, rooms, comes; unsigned lag; };
void sessions_release(struct institutions *i, unsigned service, struct release r);
/* economy/overtime.c */
void overtime_month(struct institutions *i, const struct world *w);
/* economy/exit.c */
void exit_month(struct institutions *i, const struct world *w);
/* economy/investment.c */
/* of one more session */
double investment_margin(const struct institutions *i, unsigned service);
/* of a whole new site */
double investment_site_margin(const struct institutions *i, unsigned service);
/* sessions ordered and not yet there */
double investment_ordered(const struct institutions *i, unsigned service);
bool investment_plan_has_room(const struct institutions *i, unsigned service, double ratio);
/* one order */
void investment_place(struct institutions *i, unsigned service, unsigned kind, double sessions,
                      double months, bool outside);
void investment_month(struct institutions *i, struct world *w);
void investment_order(struct institutions *i, const struct world *w, unsigned service,
                      double sessions, double months, double pounds);
/* private, under contract, not losing money */
bool investment_open_to(const struct institutions *i, unsigned service);
/* economy/entry.c */
void entry_month(struct institutions *i, const struct world *w);
/* contracts.c */
void contracts_set(struct institutions *i, unsigned service, enum contract_state state);
void contracts_lists(struct institutions *i);
bool contracts_offered(const struct institutions *i, unsigned service);
/* administration.c */
/* as the present answers require */
pence_t administration_year(const struct institutions *i, unsigned commissioner);
/* share of what running a commissioner asks for that its cap lets it pay for; 1 without a cap */
double administration_staffed(const struct institutions *i, unsigned commissioner);
/* what capped and uncapped sums leave of the cap: see administration.c; pounds a year */
double administration_within(double cap, double awards, double other);
/* expected pence a month */
double administration_of_provider(const struct institutions *i, unsigned provider);
void administration_month(struct institutions *i);
/* transition.c */
void transition_begin(struct institutions *i, const struct regime *before);
void transition_month(struct institutions *i);
/* of commissioners' staff: 1 without vacancies; processes take 1 / it as long */
double transition_capability(const struct institutions *i);
double transition_redundancy(const struct transition_params *t, double posts); /* pounds */
/* settings.c, institutions.c */
/* defaults, and what is set over them */
void settings_fill(const struct institutions *i, const struct parameter_table *table,
                   double *values);
/* checks every set name, fills par, admin, change */
int settings_read(struct institutions *i, struct fault *f) MUST_CHECK;
int regime_in_force(struct institutions *i, const struct regime *r, struct fault *f) MUST_CHECK;
void records_add(struct institutions *i, unsigned provider, enum question q, pence_t pence,
                 const char *what, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
