// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Counting what is seen. Care says what it does (care/watch.h); the tally counts it by provider and
 * treatment function for the month, and by deprivation and age for the place's residents: never
 * the full cross. A&E: left within 240 minutes counts as within four hours, more than 720 as
 * over twelve, as published. A cancelled operation counts at its provider.
 * Sources: NHS England, RTT rules suite and recording guidance; A&E attendances and emergency
 * admissions definitions. Left out: ethnicity, sex. */
#include "care/community.h"
#include "care/disorders.h"
#include "care/mental_health.h"
#include "measurement/tally_state.h"

#include <stdlib.h>
#include <string.h>

static void *grown(size_t n, size_t size, int *failed) {
    void *data = NULL;
    size_t capacity = 0;
    if (memory_grow(&data, &capacity, n ? n : 1, size) < 0) *failed = FAULT_MEMORY;
    return data;
}

/* Usual quality of life depends on age, frailty and care home alone, so a small table replaces a
 * call a person a month; test_tally holds this. */
static void fill_ages(struct tally *t, const struct world *w) {
    for (unsigned a = 0; a < AGE_MONTHS; a++) {
        t->band[a] = (uint8_t)age_band(a / 12.0);
        for (unsigned k = 0; k < CLASSES; k++) {
            struct person p = {.born = (int16_t)(t->first_month - (int32_t)a),
                               .flags = k & 1u ? FLAG_CARE_HOME : 0};
            p.frailty = (k / 2u) & 3u;
            t->utility[a * CLASSES + k] = person_utility(&p, &w->people_par, w->first_day);
        }
    }
}

/* Where everybody stands at the start: group of each resident. */
static void group_people(struct tally *t, const struct world *w) {
    for (uint32_t i = 0; i < t->n_people; i++) {
        const struct person *p = &w->people.p[i];
        if (p->flags & FLAG_HALO) continue;
        const unsigned conditions =
            p->conditions < CONDITIONS_MOST ? p->conditions : CONDITIONS_MOST;
        t->person_group[i] = (uint16_t)(conditions * 256u + p->decile * 8u +
                                        t->band[age_months(p, t->first_month)]);
    }
}

static void count_lists(struct tally *t, const struct world *w) {
    for (unsigned k = 0; k < w->place->n_services; k++) {
        const struct service *s = &w->place->services[k];
        t->listed[s->provider * t->n_functions + s->function] =
            planned_waiting(w, k, NULL, NULL);
    }
}

int tally_open(struct tally **out, const struct world *w, unsigned months) {
    int failed = 0;
    struct tally *t = grown(1, sizeof *t, &failed);
    *out = t;
    if (!t) return FAULT_MEMORY;
    t->place = w->place;
    t->months = months;
    t->first_month = day_month(w->first_day);
    t->n_providers = w->place->n_providers;
    t->n_functions = w->place->n_functions;
    t->n_people = w->people.n;
    parameter_defaults(&measurement_param_table, (double *)&t->par);
    const size_t cells = (size_t)t->n_providers * t->n_functions;
    t->service = grown(cells * SERVICE_COUNTS, sizeof *t->service, &failed);
    t->provider = grown(t->n_providers, sizeof *t->provider, &failed);
    t->returned = grown((size_t)t->n_providers * RETURN_COUNTS, sizeof(uint32_t), &failed);
    t->listed = grown(cells, sizeof *t->listed, &failed);
    t->imbalance = grown(cells, sizeof *t->imbalance, &failed);
    t->first_month_stops =
        grown((size_t)t->n_providers * 2 * WAIT_WEEKS, sizeof(uint32_t), &failed);
    t->person_qaly = grown(t->n_people, sizeof *t->person_qaly, &failed);
    t->person_group = grown(t->n_people, sizeof *t->person_group, &failed);
    t->utility = grown(AGE_MONTHS * CLASSES, sizeof *t->utility, &failed);
    if (patients_open(&t->patients, w->place, months) < 0) failed = FAULT_MEMORY;
    if (failed) return FAULT_MEMORY;
    last_year_open(t);
    returns_open(t);
    fill_ages(t, w);
    group_people(t, w);
    count_lists(t, w);
    return 0;
}

void tally_use(struct tally *t, const struct measurement_params *par) { t->par = *par; }

void tally_close(struct tally *t) {
    if (!t) return;
    memory_free(t->service);
    memory_free(t->provider);
    memory_free(t->listed);
    memory_free(t->imbalance);
    memory_free(t->first_month_stops);
    memory_free(t->person_qaly);
    memory_free(t->person_group);
    memory_free(t->utility);
    memory_free(t->account_provider);
    memory_free(t->returned);
    person_table_free(&t->left);
    person_table_free(&t->last_year.rows);
    patients_free(&t->patients);
    series_free(&t->series);
    memory_free(t);
}

static void count_service(struct tally *t, const struct sight *s, enum service_count c) {
    if (s->provider >= t->n_providers || s->function >= t->n_functions) return;
    t->service[((size_t)s->provider * t->n_functions + s->function) * SERVICE_COUNTS + c]++;
}

static void count_stop(struct tally *t, const struct sight *s, bool admitted) {
    count_service(t, s, admitted ? COUNT_ADMITTED : COUNT_NONADMITTED);
    if (t->month > 0 || s->provider >= t->n_providers) return;
    t->first_month_stops[((size_t)s->provider * 2 + admitted) * WAIT_WEEKS +
                         wait_band(s->amount)]++;
}

static bool resident(const struct world *w, uint32_t person) {
    return person < w->people.n && !(w->people.p[person].flags & FLAG_HALO);
}

static void count_days(struct tally *t, const struct world *w, const struct sight *s,
                       enum person_count c, uint32_t times) {
    if (!resident(w, s->person)) return;
    const struct person *p = &w->people.p[s->person];
    t->by_cell[c][p->decile][t->band[age_months(p, month_now(t))]] += times;
}

static void count_person(struct tally *t, const struct world *w, const struct sight *s,
                         enum person_count c) {
    count_days(t, w, s, c, 1);
}

/* A pathway's start or end, at its provider and, whatever that is, for the resident whose it is. */
static void count_pathway(struct tally *t, const struct world *w, const struct sight *s) {
    switch (s->kind) {
    case SAW_CLOCK_START:
        count_service(t, s, COUNT_START);
        count_person(t, w, s, COUNT_CLOCK);
        if (resident(w, s->person)) equity_travels(t, &w->people.p[s->person], s);
        break;
    case SAW_STOP_ADMITTED:
        count_stop(t, s, true);
        count_person(t, w, s, COUNT_OPERATED);
        break;
    case SAW_STOP_NONADMITTED:
        count_stop(t, s, false);
        count_person(t, w, s, COUNT_ADVISED);
        break;
    case SAW_REMOVAL:
        count_service(t, s, COUNT_REMOVAL);
        if (s->detail == REMOVED_ILL) count_service(t, s, COUNT_TAKEN_ILL);
        count_person(t, w, s, COUNT_REMOVED);
        break;
    case SAW_PATHWAY_DEATH:
        count_service(t, s, COUNT_DEATH);
        count_person(t, w, s, COUNT_REMOVED);
        break;
    case SAW_PRIVATE_EXIT:
        count_service(t, s, COUNT_EXIT);
        count_person(t, w, s, COUNT_PRIVATE);
        break;
    case SAW_OUT_OF_POCKET:
        if (resident(w, s->person)) equity_pays(t, &w->people.p[s->person], s->amount);
        break;
    default: break;
    }
}

static void count_attendance(struct tally *t, const struct sight *s) {
    if (s->provider >= t->n_providers || s->detail >= TYPES) return;
    struct department_count *d = &t->provider[s->provider].type[s->detail];
    d->n++;
    d->within_target += s->amount <= t->par.department_target;
    d->over_long += s->amount > t->par.department_long_wait;
    if (t->place->providers[s->provider].outside) return;
    const bool by_ambulance = s->function & CAME_BY_AMBULANCE;
    t->on_foot += !by_ambulance;
    t->after_gp_failed += !by_ambulance && (s->function & CAME_AFTER_GP);
    if (s->detail != 1) return;
    t->type_1++;
    t->by_ambulance += by_ambulance;
    if (!s->flag) return;
    const uint32_t bin = s->amount / STAY_MINUTES;
    t->admitted_in[bin < STAY_BINS ? bin : STAY_BINS - 1]++;
    t->admitted_minutes += s->amount;
}

/* Of an adult's stay, those on which its nurses tell. */
static uint32_t first_days(const struct tally *t, const struct world *w, const struct sight *s) {
    const unsigned band = t->band[age_months(&w->people.p[s->person], month_now(t))];
    const uint32_t most = (uint32_t)w->par.beds.nursing_days;
    if (age_band_from[band] < 18) return 0;
    return s->amount < most ? s->amount : most;
}

/* Of the place's own hospitals; by age of residents, wherever they lay. */
static void count_leaving(struct tally *t, const struct world *w, const struct sight *s) {
    const bool stay = s->kind == SAW_DISCHARGE;
    count_days(t, w, s, stay ? COUNT_BED_DAYS : COUNT_DELAYED_DAYS, s->amount);
    if (s->provider >= t->n_providers || t->place->providers[s->provider].outside) return;
    t->nights += stay ? s->amount : 0;
    t->nights_emergency += stay && !s->flag ? s->amount : 0;
    if (stay && !s->flag) t->nursing_days += first_days(t, w, s);
    t->delayed += stay ? 0 : s->amount;
    if (!stay && s->function < DELAY_OF_KINDS) t->delayed_by[s->function] += s->amount;
}

static void count_death(struct tally *t, const struct world *w, const struct sight *s) {
    if (!resident(w, s->person)) return;
    t->deaths++;
    t->deaths_from_delay += s->detail == DEATH_DELAY;
    t->deaths_on_wards += s->detail == DEATH_WARD;
    t->deaths_of_frailty += s->detail == DEATH_WORN;
    count_person(t, w, s, COUNT_DIED);
}

/* The time that nine in ten of a category should not exceed. */
static double call_standard(const struct measurement_params *par, unsigned category) {
    const double most[CALLS] = {0, par->category_1_most, par->category_2_most,
                                par->category_3_most, par->category_4_most};
    return most[category];
}

static void count_call(struct call_count *c, const struct sight *s, double most) {
    c->n++;
    c->advised += s->detail == 0;
    c->treated += s->detail == 1;
    if (s->detail == 0) return;
    c->attended++;
    c->minutes += s->amount;
    c->late += s->amount > most;
    c->within[s->amount < RESPONSE_BINS ? s->amount : RESPONSE_BINS - 1]++;
}

static void count_ambulance(struct tally *t, const struct world *w, const struct sight *s) {
    if (!resident(w, s->person) || s->function == 0 || s->function >= CALLS) return;
    const double most = call_standard(&t->par, s->function);
    count_call(&t->call[0], s, most);
    count_call(&t->call[s->function], s, most);
}

static void count_handover(struct tally *t, const struct world *w, const struct sight *s) {
    const double lost = s->amount - t->par.handover_target;
    if (resident(w, s->person) && lost > 0) t->handover_lost += (uint64_t)lost;
}

static void count_crisis(struct tally *t, const struct sight *s) {
    struct crisis_count *c = &t->crisis;
    if (s->kind == SAW_CRISIS_OVER) {
        c->over++;
        c->returns += s->amount;
        c->peers += s->detail;
        return;
    }
    c->came++;
    c->again += s->function > 0;
    if (s->detail == CRISIS_AT_HOME) return;
    c->admitted++;
    c->away += s->detail == CRISIS_AWAY;
    c->detained += s->flag;
    c->over_long += s->amount > t->par.department_long_wait;
}

static void count_therapy(struct tally *t, const struct sight *s) {
    struct therapy_count *c = &t->therapy;
    c->begun += s->detail == THERAPY_BEGUN;
    c->recovered += s->detail == THERAPY_RECOVERED;
    c->given_up += s->detail == THERAPY_GIVEN_UP;
    c->days += s->detail == THERAPY_BEGUN ? s->amount : 0;
}

static void count_community(struct tally *t, const struct sight *s) {
    struct community_count *c = &t->community;
    c->came += s->detail == TEAM_CAME;
    c->started += s->detail == WARD_STEP_UP || s->detail == WARD_STEP_DOWN;
    c->full += s->detail == TEAM_FULL || s->detail == WARD_FULL;
}

/* What happens at a provider's door, and whose: the rest of tally_saw. */
static void count_visit(struct tally *t, const struct world *w, const struct sight *s) {
    struct provider_count *p = s->provider < t->n_providers ? &t->provider[s->provider] : NULL;
    switch (s->kind) {
    case SAW_ATTENDANCE:
        count_attendance(t, s);
        count_person(t, w, s, COUNT_ATTENDANCE);
        break;
    case SAW_DTA_WAIT:
        if (p) p->over_long_from_dta += s->amount > t->par.department_long_wait;
        break;
    case SAW_MISSED: count_person(t, w, s, COUNT_MISSED); break;
    case SAW_EMERGENCY_ADMISSION:
        if (p) p->emergency++;
        count_person(t, w, s, COUNT_EMERGENCY);
        break;
    case SAW_ELECTIVE_ADMISSION:
        if (p) p->elective++;
        count_person(t, w, s, COUNT_PLANNED);
        break;
    case SAW_DISCHARGE:
    case SAW_DELAY: count_leaving(t, w, s); break;
    case SAW_DEATH: count_death(t, w, s); break;
    case SAW_GP:
        t->gp += resident(w, s->person);
        t->gp_known += resident(w, s->person) && s->flag;
        t->gp_same_day += resident(w, s->person) && s->detail;
        break;
    case SAW_111: t->told[s->detail & 3u] += resident(w, s->person); break;
    case SAW_GP_FAILED: t->gp_failed += resident(w, s->person); break;
    case SAW_AMBULANCE: count_ambulance(t, w, s); break;
    case SAW_HANDOVER: count_handover(t, w, s); break;
    case SAW_DIVERT: t->diverted += resident(w, s->person); break;
    case SAW_CRITICAL: t->critical[s->detail % 3u] += s->amount; break;
    case SAW_SPILLED: t->spilled += s->amount; break;
    case SAW_CRISIS:
    case SAW_CRISIS_OVER: count_crisis(t, s); break;
    case SAW_THERAPY: count_therapy(t, s); break;
    case SAW_FRAILER: t->worn += s->flag && resident(w, s->person); break;
    case SAW_COMMUNITY: count_community(t, s); break;
    default: break;
    }
}

void tally_saw(void *tally, const struct world *w, const struct sight *s) {
    struct tally *t = tally;
    patients_saw(&t->patients, w, s, t->par.department_target);
    returns_saw(t, w, s);
    last_year_saw(t, w, s);
    switch (s->kind) {
    case SAW_CLOCK_START:
    case SAW_STOP_ADMITTED:
    case SAW_STOP_NONADMITTED:
    case SAW_REMOVAL:
    case SAW_PRIVATE_EXIT:
    case SAW_OUT_OF_POCKET:
    case SAW_PATHWAY_DEATH: count_pathway(t, w, s); break;
    case SAW_REFUSED: count_service(t, s, COUNT_REFUSED); break;
    case SAW_CANCELLED: count_service(t, s, COUNT_CANCELLED); break;
    default: count_visit(t, w, s); break;
    }
}

int tally_check(const struct tally *t, const struct world *w, struct fault *f) {
    for (unsigned p = 0; p < t->n_providers; p++)
        for (unsigned k = 0; k < t->n_functions; k++) {
            const int64_t off = t->imbalance[p * t->n_functions + k];
            if (off)
                return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                                 "%s %s: the list holds %+lld pathways against those counted in "
                                 "and out in month %u",
                                 w->place->providers[p].code, w->place->functions[k].code,
                                 (long long)off, t->month);
        }
    return 0;
}

static int order(const void *a, const void *b) {
    const struct series_row *x = a, *y = b;
    if (x->measure != y->measure) return x->measure < y->measure ? -1 : 1;
    if (x->org != y->org) return x->org < y->org ? -1 : 1;
    if (x->breakdown != y->breakdown) return x->breakdown < y->breakdown ? -1 : 1;
    if (x->level != y->level) return x->level < y->level ? -1 : 1;
    return (x->month > y->month) - (x->month < y->month);
}

int tally_finish(struct tally *t, const struct world *w, struct series *out) {
    (void)w;
    if (t->failed) return t->failed;
    if (t->series.n) qsort(t->series.row, t->series.n, sizeof *t->series.row, order);
    *out = t->series;
    t->series = (struct series){0};
    return 0;
}

void tally_patients(struct tally *t, struct patient_counts *out) {
    *out = t->patients;
    t->patients = (struct patient_counts){0};
}

const uint32_t *tally_first_month_stops(const struct tally *t) { return t->first_month_stops; }
const float *tally_person_qaly(const struct tally *t) { return t->person_qaly; }
const uint16_t *tally_person_group(const struct tally *t) { return t->person_group; }
void tally_people_leave(struct tally *t, float **qaly, uint16_t **group) {
    *qaly = t->person_qaly;
    *group = t->person_group;
    t->person_qaly = NULL;
    t->person_group = NULL;
}
double tally_person_years(const struct tally *t) { return t->person_years; }
