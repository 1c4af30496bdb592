// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The money of the start, by one rule for every regime: what each commissioner would pay in a year
 * for the activity published for its people, at full price, with the lines paid by the head and the
 * running of commissioning as the regime in force today requires it.
 *
 *   base of a service    = slots a month x price: first appointments, follow-ups, tests, operations
 *                          (by their mix of day cases and stays), the slots that planned care draws
 *                          from the published tables; pence a month
 *   base of a department = attendances of types 1 and 2 x price + emergency admissions of acute
 *                          trusts x price, mean of the last year published; its other attendances,
 *                          likewise, are the money of the line urgent treatment, which is let
 *
 * A service's base falls on commissioners by the published flows (incomplete pathways); a
 * department's by the people to whom it is nearest: of acute trusts, the nearest acute trust; of
 * any other with attendances (walk-in centres, urgent treatment), the nearest of all with
 * attendances; of one that is nearest to nobody, by people. Sessions of the start follow the
 * published stops. Left out: specialised commissioning by the centre, prescribing, mental
 * health. */
#include <string.h>
#include "care/planned_inner.h" /* rates_make alone: what the published tables say of a service */
#include "institution/state.h"

static double price_of(const struct institutions *i, enum currency c, unsigned function) {
    return 100.0 * (double)i->pounds[price_key(c, function, 1)];
}

static double working_days(const struct institutions *i) { /* of a mean month of the first year */
    unsigned days = 0;
    for (int32_t m = 0; m < 12; m++)
        days += month_working_days(i->first_month + m);
    return days / 12.0;
}

static void base_of_service(struct institutions *i, unsigned s, const struct service_rates *rates,
                            double days) {
    const struct service *const from = &i->place->services[s];
    const struct economy_params *const p = &i->par;
    struct service_state *const to = &i->service[s];
    const double admitted = from->stops_admitted,
                 stops = admitted + (double)from->stops_nonadmitted;
    const unsigned g = from->function;
    *to = (struct service_state){.provider = from->provider,
                                 .function = (uint8_t)g,
                                 .rundown = 1.0,
                                 .complexity = 1.0,
                                 .brake = 1.0,
                                 .base_stops = stops};
    to->base_value = p->base_planned * days * i->provider[from->provider].market_forces *
                     (rates->slots[SLOTS_FIRST] * price_of(i, CURRENCY_FIRST_OUTPATIENT, g) +
                      rates->slots[SLOTS_FOLLOW_UP] * price_of(i, CURRENCY_FOLLOW_UP, g) +
                      rates->tests * price_of(i, CURRENCY_DIAGNOSTIC, g) +
                      rates->slots[SLOTS_THEATRE] *
                          ((1.0 - i->overnight[g]) * price_of(i, CURRENCY_DAY_CASE, g) +
                           i->overnight[g] * price_of(i, CURRENCY_ELECTIVE_STAY, g)));
    to->base[SESSION_THEATRE] = admitted * p->sessions_per_admission;
    to->base[SESSION_CLINIC] = stops * p->sessions_per_pathway;
    for (unsigned k = 0; k < KINDS; k++) {
        to->held[k] = to->base[k];
        to->capacity[k] = 1.0;
        if (!i->place->providers[from->provider].outside)
            i->pool[g][k] += to->base[k];
    }
    i->provider[from->provider].lines +=
        days * (rates->slots[SLOTS_FIRST] + rates->slots[SLOTS_FOLLOW_UP] + rates->tests +
                rates->slots[SLOTS_THEATRE]);
    i->provider[from->provider].base_planned += to->base_value;
}

static double last_year(const struct month_series *s) {
    double sum = 0.0;
    unsigned n = 0;
    for (unsigned k = s->n > 12 ? s->n - 12u : 0u; k < s->n; k++)
        if (s->value[k] == s->value[k]) { /* published */
            sum += (double)s->value[k];
            n++;
        }
    return n ? sum / n : 0.0;
}

/* Of acute trusts alone: what trusts without a type 1 department publish (mental health,
 * community, a single specialty) is no care here, and money for it would be for nothing. */
static double admissions(const struct provider *p) {
    if (!p->acute_trust)
        return 0.0;
    return last_year(&p->urgent.admitted_via_ae) + last_year(&p->urgent.admitted_other);
}

static void department_base(struct institutions *i, unsigned p) {
    const struct provider *const from = &i->place->providers[p];
    const double forces = i->provider[p].market_forces;
    i->provider[p].base_urgent =
        i->par.base_urgent * forces *
        ((last_year(&from->urgent.type1) + last_year(&from->urgent.type2)) *
             price_of(i, CURRENCY_ATTENDANCE_1, 0) +
         admissions(from) * price_of(i, CURRENCY_EMERGENCY_STAY, 0));
    i->provider[p].base_walk_in = i->par.base_walk_in * forces * last_year(&from->urgent.other) *
                                  price_of(i, CURRENCY_ATTENDANCE_3, 0);
    i->provider[p].base_admissions =
        i->par.base_urgent * forces * admissions(from) * price_of(i, CURRENCY_EMERGENCY_STAY, 0);
    i->provider[p].lines += last_year(&from->urgent.type1) + last_year(&from->urgent.type2) +
                            admissions(from);
}

/* Shares of a provider's planned work by commissioner, from the published flows; without any, by
 * people. */
static void planned_shares(struct institutions *i, double all_people) {
    const unsigned nc = i->n_commissioners;
    for (uint32_t k = 0; k < i->place->n_flows; k++) {
        const struct flow *const f = &i->place->flows[k];
        if (f->commissioner < nc && f->provider < i->place->n_providers)
            i->planned_share[f->provider * nc + f->commissioner] += (double)f->pathways;
    }
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        double *const row = i->planned_share + (size_t)p * nc, sum = 0.0;
        for (unsigned c = 0; c < nc; c++)
            sum += row[c];
        for (unsigned c = 0; c < nc; c++)
            row[c] = sum > 0.0 ? row[c] / sum : i->commissioner[c].people / all_people;
    }
}

static bool has_department(const struct institutions *i, unsigned p) {
    return i->provider[p].base_urgent > 0.0 || i->provider[p].base_walk_in > 0.0;
}

/* The nearest with urgent work to an area: of acute trusts, or of all. */
static unsigned nearest_department(const struct institutions *i, const struct area *a,
                                   bool acute_only) {
    unsigned best = NOBODY;
    double least = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct provider *const x = &i->place->providers[p];
        if (acute_only ? !x->acute_trust : !has_department(i, p))
            continue;
        const double dx = (double)a->x_km - (double)x->x_km, dy = (double)a->y_km - (double)x->y_km;
        const double d = dx * dx + dy * dy;
        if (best == NOBODY || d < least) {
            best = p;
            least = d;
        }
    }
    return best;
}

static void urgent_shares(struct institutions *i, double all_people) {
    const unsigned nc = i->n_commissioners;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        double *const row = i->urgent_share + (size_t)p * nc, sum = 0.0;
        for (unsigned c = 0; c < nc; c++)
            sum += row[c];
        for (unsigned c = 0; c < nc && has_department(i, p); c++)
            row[c] = sum > 0.0 ? row[c] / sum : i->commissioner[c].people / all_people;
    }
}

/* People by commissioner (those whose acute need comes to the place) and their nearest
 * departments. */
static double people_and_departments(struct institutions *i) {
    const unsigned nc = i->n_commissioners;
    double all = 0.0;
    for (uint32_t a = 0; a < i->place->n_areas; a++) {
        const struct area *const area = &i->place->areas[a];
        const unsigned acute = nearest_department(i, area, true),
                       any = nearest_department(i, area, false);
        if (area->elective_only || area->commissioner >= nc)
            continue;
        all += area->people;
        i->commissioner[area->commissioner].people += area->people;
        if (acute != NOBODY)
            i->urgent_share[acute * nc + area->commissioner] += area->people;
        if (any != NOBODY && !i->place->providers[any].acute_trust)
            i->urgent_share[any * nc + area->commissioner] += area->people;
    }
    all = all > 0.0 ? all : 1.0;
    urgent_shares(i, all);
    return all;
}

static void heads(struct institutions *i) {
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        const double month = x->people * 100.0 / 12.0;
        x->per_head[LINE_GP] = i->par.gp_per_head * month;
        x->per_head[LINE_111] = i->par.line_111_per_head * month;
        x->per_head[LINE_OUT_OF_HOURS] = i->par.out_of_hours_per_head * month;
        x->per_head[LINE_AMBULANCE] = i->par.ambulance_per_head * month;
        x->per_head[LINE_COMMUNITY] = i->par.community_per_head * month;
        for (unsigned p = 0; p < i->place->n_providers; p++)
            x->per_head[LINE_URGENT_TREATMENT] +=
                i->provider[p].base_walk_in * i->urgent_share[(size_t)p * i->n_commissioners + c];
    }
}

static void councils(struct institutions *i) {
    double admitted = 0.0, people = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++)
        admitted += admissions(&i->place->providers[p]);
    double *const by = arena_array(&i->arena, i->n_councils + 1u, sizeof *by);
    if (!by)
        return;
    for (uint32_t a = 0; a < i->place->n_areas; a++)
        if (!i->place->areas[a].elective_only && i->place->areas[a].council < i->n_councils) {
            const unsigned k = i->place->areas[a].council;
            if (!(by[k] > 0.0))
                i->council[k].commissioner = i->place->areas[a].commissioner;
            by[k] += i->place->areas[a].people;
            people += i->place->areas[a].people;
        }
    for (unsigned k = 0; k < i->n_councils; k++) {
        const double share = people > 0.0 ? by[k] / people : 0.0;
        i->council[k].base = (pence_t)(12.0 * admitted * share * i->par.packages_per_admission *
                                       i->par.care_package * 100.0 * i->par.base_social);
        i->council[k].ratio = 1.0;
    }
}

int base_open(struct institutions *i, struct fault *f) {
    for (unsigned p = 0; p < i->place->n_providers; p++)
        department_base(i, p);
    const double all = people_and_departments(i);
    struct service_rates *const rates = arena_array(&i->arena, i->n_services + 1u, sizeof *rates);
    if (!rates)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    rates_make(rates, i->place, &i->world->par.planned);
    for (unsigned s = 0; s < i->n_services; s++)
        base_of_service(i, s, &rates[s], working_days(i));
    planned_shares(i, all);
    heads(i);
    councils(i);
    for (unsigned p = 0; p < i->place->n_providers; p++)
        i->provider[p].administration = administration_of_provider(i, p);
    for (unsigned c = 0; c < i->n_commissioners; c++) {
        struct commissioner_state *const x = &i->commissioner[c];
        double month = 0.0;
        for (unsigned p = 0; p < i->place->n_providers; p++)
            month += i->provider[p].base_planned * i->planned_share[p * i->n_commissioners + c] +
                     i->provider[p].base_urgent * i->urgent_share[p * i->n_commissioners + c];
        for (unsigned l = 0; l < LINE_COUNT; l++)
            month += x->per_head[l];
        x->base = (pence_t)(12.0 * month) + administration_year(i, c);
        x->allocation = x->base;
        x->brake = 1.0;
    }
    return arena_failed(&i->arena) ? fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory") : 0;
}

/* What walk-in doors did of what the line's money expects, while the holder of the start has it. */
static double walk_in_done(const struct institutions *i) {
    double money = 0.0;
    for (unsigned c = 0; c < i->n_commissioners; c++)
        money += 12.0 * i->commissioner[c].per_head[LINE_URGENT_TREATMENT];
    return money > 0.0 ? i->provider[line_provider(i, LINE_URGENT_TREATMENT)].value_urgent / money
                       : 0.0;
}

/* After a year: the scales base_planned, base_urgent, base_walk_in and base_social are fitted so
 * that these are 1 under the regime that stands today. */
void base_compare(struct institutions *i) {
    double planned = 0.0, urgent = 0.0, social = 0.0, done_planned = 0.0, done_urgent = 0.0,
           done_social = 0.0;
    double paid_planned = 0.0, paid_urgent = 0.0;
    for (unsigned p = 0; p < i->place->n_providers; p++) {
        const struct provider_state *const x = &i->provider[p];
        planned += 12.0 * x->base_planned;
        urgent += 12.0 * x->base_urgent;
        done_planned += x->value_planned;
        done_urgent += x->value_urgent;
        paid_planned += x->paid_planned;
        paid_urgent += x->paid_urgent;
        records_add(i, p, Q_FUNDING, (pence_t)x->value_planned, "first year",
                    "planned %.3f, urgent %.3f of what the base expects",
                    x->base_planned > 0.0 ? x->value_planned / (12.0 * x->base_planned) : 0.0,
                    x->base_urgent > 0.0 ? x->value_urgent / (12.0 * x->base_urgent) : 0.0);
    }
    for (unsigned k = 0; k < i->n_councils; k++) {
        social += (double)i->council[k].base;
        done_social += i->council[k].value;
    }
    records_add(i, NOBODY, Q_FUNDING, (pence_t)(done_planned + done_urgent), "first year",
                "planned %.3f, urgent %.3f, urgent treatment %.3f, packages %.3f of what the base "
                "expects",
                planned > 0.0 ? done_planned / planned : 0.0,
                urgent > 0.0 ? done_urgent / urgent : 0.0, walk_in_done(i),
                social > 0.0 ? done_social / social : 0.0);
    records_add(i, NOBODY, Q_PAYMENT, (pence_t)(paid_planned + paid_urgent), "first year",
                "paid by the case over its full price: planned %.4f, urgent %.4f",
                done_planned > 0.0 ? paid_planned / done_planned : 0.0,
                done_urgent > 0.0 ? paid_urgent / done_urgent : 0.0);
}
