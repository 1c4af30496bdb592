// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The estate (card C17; claims 3 and 42).
 *
 *   PFI      charge(t) = charge x (1 + share x (RPI above other prices))^years          provider ->
 *   investors and suppliers, whatever it does
 *            published costs hold the charge of the start, so it is taken out of the provider's own
 *            costs: nothing is counted twice
 *   off      (circumstances.pfi 0, the contract's end, or bought out) the services go on in its own
 *   costs, and a building owned by the
 *            public bears a capital charge: rate x capital
 *   buy-out  present worth of what the charge pays beyond services, at the contract's rate, +
 *   breakage: paid by the Treasury to investors,
 *            then taken out of the years' capital for expansion until it is made good
 *
 *   pressure a public provider whose margin has lain below the tolerance for so many months takes,
 *   one after another, each that its
 *            switch allows: cleaning, laboratories, pharmacy to a contractor; a share of its estate
 *            sold, and rented again for ever
 *
 * The switches are off in every regime: that trusts do so under pressure is a claim to be tried.
 * What a contractor does to cost, infection and turnaround is ASSUMED, with ranges across nought;
 * the size for cleaning leans on one study. Left out: contracts that are bought back in,
 * availability deductions, refinancing, what was outsourced before the start (the start is 1). */
#include "institution/estate/estate.h"

struct estate_params {
#define PARAM(name, unit, value, low, high, standing, source) double name;
#include "institution/estate/estate.def"
#undef PARAM
};
static const struct parameter estate_rows[] = {
#define PARAM(name, unit, value, low, high, standing, source) \
    PARAMETER_ROW(name, unit, value, low, high, standing, source)
#include "institution/estate/estate.def"
#undef PARAM
};
PARAMETER_TABLE(estate);

enum outsourced { CLEANING = 1, LABORATORIES = 2, PHARMACY = 4 };
struct site_estate {
    /* pence a month of the PFI charge when the run begins; 0 no contract */
    double start;
    bool runs;               /* the contract does */
    uint16_t pressed;        /* months of thin margin running */
    uint8_t outsourced;
    double rent;             /* pence a month at the start's prices */
    unsigned rent_from;      /* year of the run in which it was agreed */
};
struct estate {
    struct estate_params par;
    struct site_estate *site;
    double owed; /* pounds of buy-outs not yet made good */
};

double pfi_charge(double u, double rpi, double share, double years) {
    return u * real_pow(1.0 + share * rpi, years);
}

double pfi_buy_out(double charge, double growth, double rate, double years, double breakage) {
    double sum = 0.0;
    for (unsigned y = 0; (double)y < years; y++) {
        const double part = years - y < 1.0 ? years - y : 1.0;
        sum += part * charge * real_pow((1.0 + growth) / (1.0 + rate), (double)y);
    }
    return sum * (1.0 + breakage);
}

/* contracts end with the calendar year */
static double years_left(const struct institutions *i, unsigned p) {
    const double now = 1948.5 + (double)(i->first_month + (int32_t)i->month) / 12.0;
    return (double)i->place->providers[p].pfi.until + 1.0 - now;
}

int estate_open(struct institutions *i, struct fault *f) {
    struct estate *const e = arena_take(&i->arena, sizeof *e);
    struct site_estate *const site = arena_array(&i->arena, i->n_providers, sizeof *site);
    if (!e || !site)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    *e = (struct estate){.site = site};
    settings_fill(i, &estate_param_table, (double *)&e->par);
    i->estate = e;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct pfi *const x = &i->place->providers[p].pfi;
        if (!(x->capital > 0.0f) || i->place->providers[p].outside || years_left(i, p) <= 0.0)
            continue;
        const double years = 1948.5 + (double)i->first_month / 12.0 - (double)x->charge_year - 0.25;
        site[p].start =
            pfi_charge((double)x->charge, e->par.rpi_above, (double)x->rpi, years) * 1e8 / 12.0;
        site[p].runs = i->world->circumstances.pfi > 0.5;
    }
    return 0;
}

double estate_infection(const struct institutions *i, unsigned provider) {
    return i->estate->site[provider].outsourced & CLEANING ? i->estate->par.cleaning_infection
                                                           : 1.0;
}
double estate_turnaround(const struct institutions *i, unsigned provider) {
    return i->estate->site[provider].outsourced & LABORATORIES
               ? i->estate->par.laboratories_turnaround
               : 1.0;
}

double estate_relief(const struct institutions *i, unsigned provider) {
    const struct estate_params *const q = &i->estate->par;
    const struct site_estate *const x = &i->estate->site[provider];
    const double base = i->provider[provider].base_planned + i->provider[provider].base_urgent;
    const double saved =
        (x->outsourced & CLEANING ? q->cleaning_share * q->cleaning_saving : 0.0) +
        (x->outsourced & LABORATORIES ? q->laboratories_share * q->laboratories_saving : 0.0) +
        (x->outsourced & PHARMACY ? q->pharmacy_share * q->pharmacy_saving : 0.0);
    const double services = (double)i->place->providers[provider].pfi.services;
    return x->start * (x->runs ? 1.0 : 1.0 - services) + base * saved;
}

static void pay(struct institutions *i, unsigned p, account_id to, enum ledger_reason r,
                double pence) {
    const pence_t whole = pence > 0.0 ? (pence_t)(pence + 0.5) : 0;
    ledger_move(&i->ledger, i->provider[p].account, to, LINE_PLANNED, r, whole);
    i->provider[p].cost += whole;
}

void estate_charges(struct institutions *i, unsigned p) {
    const struct estate_params *const q = &i->estate->par;
    const struct site_estate *const x = &i->estate->site[p];
    const struct pfi *const c = &i->place->providers[p].pfi;
    if (x->start > 0.0 && x->runs) {
        const double charge = pfi_charge(x->start, q->rpi_above, (double)c->rpi, (double)i->year);
        pay(i, p, i->suppliers, REASON_PFI, charge * (double)c->services);
        pay(i, p, i->investors, REASON_PFI, charge * (1.0 - (double)c->services));
    } else if (x->start > 0.0) {
        pay(i, p, i->treasury, REASON_CAPITAL, (double)c->capital * 1e8 / 12.0 * q->public_capital);
    }
    if (x->rent > 0.0)
        pay(i, p, i->investors, REASON_CAPITAL,
            pfi_charge(x->rent, q->rpi_above, 1.0, (double)(i->year - x->rent_from)));
}

/* ---- the end of a contract ---- */

static void buy_out(struct institutions *i, unsigned p) {
    struct estate *const e = i->estate;
    const struct pfi *const c = &i->place->providers[p].pfi;
    const double growth = e->par.rpi_above * (double)c->rpi;
    const double charge =
        12.0 * pfi_charge(e->site[p].start, e->par.rpi_above, (double)c->rpi, (double)i->year) *
        (1.0 - (double)c->services);
    const double pence =
        pfi_buy_out(charge, growth, e->par.contract_rate, years_left(i, p), e->par.breakage);
    ledger_move(&i->ledger, i->treasury, i->investors, LINE_PLANNED, REASON_CAPITAL,
                (pence_t)pence);
    e->owed += pence / 100.0;
    e->site[p].runs = false;
    records_add(i, p, Q_FUNDING, (pence_t)pence, "pfi bought out",
                "%.1f years left at %.1f million a year beyond services", years_left(i, p),
                charge / 1e8);
}

/* ---- decisions under pressure, one at a time ---- */

static void outsource(struct institutions *i, unsigned p, enum outsourced what, const char *name) {
    i->estate->site[p].outsourced |= (uint8_t)what;
    records_add(i, p, Q_FAILURE, 0, "outsourced", "%s, after %u months of margins below %.1f%%",
                name, i->estate->site[p].pressed, -100.0 * i->par.margin_tolerance);
}

static void sell(struct institutions *i, unsigned p) {
    const struct estate_params *const q = &i->estate->par;
    struct site_estate *const x = &i->estate->site[p];
    const double value = 12.0 * (i->provider[p].base_planned + i->provider[p].base_urgent) *
                         q->estate_value * q->sold_share;
    ledger_move(&i->ledger, i->investors, i->provider[p].account, LINE_PLANNED, REASON_CAPITAL,
                (pence_t)value);
    x->rent = value * q->leased_back * q->rent / 12.0;
    x->rent_from = i->year;
    records_add(i, p, Q_FAILURE, (pence_t)value, "estate sold",
                "%.1f million once; %.2f million a year of rent", value / 1e8,
                12.0 * x->rent / 1e8);
}

static bool decide(struct institutions *i, unsigned p) {
    const struct estate_params *const q = &i->estate->par;
    const uint8_t out = i->estate->site[p].outsourced;
    if (q->may_outsource_cleaning > 0.5 && !(out & CLEANING))
        outsource(i, p, CLEANING, "cleaning");
    else if (q->may_outsource_laboratories > 0.5 && !(out & LABORATORIES))
        outsource(i, p, LABORATORIES, "laboratories");
    else if (q->may_outsource_pharmacy > 0.5 && !(out & PHARMACY))
        outsource(i, p, PHARMACY, "pharmacy");
    else if (q->may_sell_estate > 0.5 && !(i->estate->site[p].rent > 0.0))
        sell(i, p);
    else
        return false;
    return true;
}

void estate_month(struct institutions *i, struct world *w) {
    const double month = w->circumstances.pfi_buy_out_month;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        struct site_estate *const x = &i->estate->site[p];
        if (x->runs && years_left(i, p) <= 0.0) {
            x->runs = false;
            records_add(i, p, Q_FUNDING, 0, "pfi ends",
                        "the term is over; the building is the trust's");
        }
        if (x->runs && month > 0.0 && (unsigned)month == i->month)
            buy_out(i, p);
        if (i->provider[p].open_market || i->place->providers[p].outside ||
            i->month < (unsigned)i->par.margin_smoothing)
            continue;
        x->pressed =
            i->provider[p].margin < -i->par.margin_tolerance ? (uint16_t)(x->pressed + 1u) : 0;
        if (x->pressed >= (uint16_t)i->estate->par.pressure_months && decide(i, p))
            x->pressed = 0;
    }
}

void estate_year(struct institutions *i, struct world *w) {
    struct estate *const e = i->estate;
    const double most = e->par.owed_share * i->capital_left, back = e->owed < most ? e->owed : most;
    (void)w;
    i->capital_left -= back;
    e->owed -= back;
}
