// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Why people go where they go, as far as distance and waits do not say: a constant for each service
 * (provider and treatment function), and for each commissioner outside the place the pull of
 * hospitals that the model does not hold. Fitted once a place to published starts and flows:
 *
 *   expected starts of service s a month = sum over areas a and ages g of
 *       need(a, f, g) * exp(A_s + d(a, g, s)) / (sum over s' exp(A_s' + d(a, g, s')) [+ exp(E_c) in
 *       the halo])
 *   A_s += ln(published / expected);  E_c += ln(elsewhere wanted / elsewhere expected)
 *
 * for two classes of patient apart: those whose need ends in an operation and those whose does not.
 * Published starts of a service are split by its own decisions, to admit (planned_rates.c) and
 * stops without admission, so that at the start every service sees as many of each as published
 * because they go there, not because the service makes them so (referral.c draws the class). Where
 * nobody is admitted the constant for an operation is least, and such patients are not sent there.
 * the contraction of Berry (1994), as iterative proportional fitting. The level of need by function
 * comes first and in closed form: published starts of residents over their expected need,
 * residents' part of a provider being their part of its list. A halo commissioner's wanted starts
 * are its part of each provider's list times the provider's starts. What need cannot fill is left
 * as misfit and reported; no constant is bounded to hide it. The share of a halo area that comes to
 * the place at all is kept as fitted: the flow over the border is a circumstance, no regime's
 * doing. Left out: acceptance (who is turned away is an answer of the regime, not of the place) and
 * tastes by person beyond age and deprivation. Sources: choice_params.def; Berry 1994, RAND Journal
 * of Economics 25(2). */
#include "base/arena.h"
#include "care/planned_inner.h"

#define ROUNDS 400
#define NEAR_ENOUGH 1e-4
#define PATIENCE 10          /* rounds in which the sum of misfits must fall ... */
#define LEAST_PROGRESS 0.02  /* ... by this part, or what is left cannot be reached */
#define NO_PULL (-30.0)
#define SMALL_TARGET 5.0 /* starts a month below which a relative misfit says nothing */

double choice_distance(const struct choice_params *cp, double km) {
    const double slope = 1.0 + cp->distance_reference / cp->distance_flattening;
    return -cp->distance_utility * slope * cp->distance_flattening *
           real_log(1.0 + km / cp->distance_flattening);
}

double choice_age_factor(const struct choice_params *cp, bool over_75, unsigned decile) {
    return (over_75 ? cp->distance_age_75 : 1.0) * (decile <= 2 ? cp->distance_deprived : 1.0);
}

static unsigned nearest(const struct place *p, const struct choice_params *cp) {
    unsigned n = cp->nearest_providers < OFFER_MAX ? (unsigned)cp->nearest_providers : OFFER_MAX;
    n = n > 0 ? n : 1;
    return p->n_providers < n ? p->n_providers : n;
}

struct fit {
    const struct place *p;
    const struct choice_params *cp;
    unsigned near;         /* services of a function considered an area, at most */
    uint16_t *service;     /* [(area * n_functions + f) * near], ended by NOBODY */
    float *weight;         /* [(area * 2 + group) * n_providers]: exp of distance */
    float *need;           /* [(area * n_functions + f) * 2 + group]: starts a month at level 1 */
    double level[CLASS_COUNT][FUNCTION_MAX];
    enum planned_class class;                /* in hand */
    double *starts;                          /* by service: published, of the class in hand */
    double *pull, *expected;                 /* by service: exp of the constant */
    double *away, *away_wanted, *away_found; /* by commissioner */
    double *halo_need;                       /* by commissioner */
    bool *drawn;                             /* commissioner with a halo area */
    double misfit;                           /* sum over services of |expected - published| */
    float *km;                               /* of the area in hand, by provider */
    uint16_t *order;                         /* its providers, nearest first */
};

/* Providers by distance from an area (Shell's sort); ties by row. */
static void sort_providers(struct fit *f, const struct area *a) {
    const unsigned n = f->p->n_providers;
    for (unsigned q = 0; q < n; q++) {
        const struct provider *h = &f->p->providers[q];
        f->km[q] = (float)place_km(a->x_km, a->y_km, h->x_km, h->y_km);
        f->order[q] = (uint16_t)q;
    }
    for (unsigned gap = n / 2; gap > 0; gap /= 2)
        for (unsigned i = gap; i < n; i++) {
            const uint16_t q = f->order[i];
            unsigned j = i;
            for (; j >= gap; j -= gap) {
                const uint16_t other = f->order[j - gap];
                if (f->km[other] < f->km[q] || (f->km[other] <= f->km[q] && other < q))
                    break;
                f->order[j] = other;
            }
            f->order[j] = q;
        }
}

/* The nearest services of each function; those outside serve residents alone. */
static void find_near(struct fit *f, uint32_t area) {
    const struct place *p = f->p;
    const struct area *a = &p->areas[area];
    sort_providers(f, a);
    for (unsigned g = 0; g < 2; g++)
        for (unsigned q = 0; q < p->n_providers; q++)
            f->weight[((size_t)area * 2 + g) * p->n_providers + q] =
                (float)real_exp(choice_age_factor(f->cp, g == 1, a->decile) *
                                choice_distance(f->cp, (double)f->km[q]));
    for (unsigned fn = 0; fn < p->n_functions; fn++) {
        uint16_t *list = f->service + ((size_t)area * p->n_functions + fn) * f->near;
        unsigned n = 0;
        for (unsigned i = 0; i < p->n_providers && n < f->near; i++) {
            const int s = p->service_of[(size_t)f->order[i] * p->n_functions + fn];
            if (s >= 0 && !(a->halo && p->providers[f->order[i]].outside))
                list[n++] = (uint16_t)s;
        }
        if (n < f->near)
            list[n] = NOBODY;
    }
}

/* Expected starts a month of an area's people under 75 and from 75, at level 1. */
static void fill_need(struct fit *f, const struct needs *needs, uint32_t area) {
    struct area young = f->p->areas[area], old = young;
    for (unsigned b = 0; b < AGE_BANDS; b++)
        *(age_band_from[b] >= 75 ? &young.by_age[b] : &old.by_age[b]) = 0;
    const struct area *part[2] = {&young, &old};
    for (unsigned g = 0; g < 2; g++) {
        uint32_t *people = g == 0 ? &young.people : &old.people;
        *people = 0;
        for (unsigned b = 0; b < AGE_BANDS; b++)
            *people += part[g]->by_age[b];
        for (unsigned fn = 0; fn < f->p->n_functions; fn++)
            f->need[((size_t)area * f->p->n_functions + fn) * 2 + g] =
                *people ? (float)(needs_area_starts(needs, part[g], fn) / 12.0) : 0.0F;
    }
}

/* Part of a provider's list that comes from residents (commissioner NOBODY) or from one
 * commissioner. */
static double flow_part(const struct place *p, unsigned provider, uint16_t commissioner) {
    double all = 0.0, part = 0.0;
    for (uint32_t i = 0; i < p->n_flows; i++) {
        const struct flow *v = &p->flows[i];
        if (v->provider != provider)
            continue;
        all += v->pathways;
        const bool mine = commissioner == NOBODY ? p->commissioners[v->commissioner].inside
                                                 : v->commissioner == commissioner;
        part += mine ? v->pathways : 0.0F;
    }
    return all > 0.0 ? part / all : (commissioner == NOBODY ? 1.0 : 0.0);
}

double attraction_operated(const struct service *s) {
    const double nonadmitted = (double)s->stops_nonadmitted, to_list = rates_to_list(s);
    return to_list > 0.0 ? to_list / (to_list + nonadmitted) : 0.0;
}

/* Residents' starts a month by class and function, as published. */
static void residents_starts(double wanted[CLASS_COUNT][FUNCTION_MAX], const struct place *p) {
    for (unsigned fn = 0; fn < FUNCTION_MAX; fn++)
        wanted[CLASS_CLINIC][fn] = wanted[CLASS_OPERATION][fn] = 0.0;
    for (unsigned q = 0; q < p->n_providers; q++) {
        const double residents = p->providers[q].outside ? 1.0 : flow_part(p, q, NOBODY);
        for (unsigned fn = 0; fn < p->n_functions; fn++) {
            const struct service *s = place_service(p, q, fn);
            const double starts = s ? residents * (double)s->starts : 0.0;
            const double operated = s ? attraction_operated(s) : 0.0;
            wanted[CLASS_OPERATION][fn] += starts * operated;
            wanted[CLASS_CLINIC][fn] += starts * (1.0 - operated);
        }
    }
}

void attraction_operations(double share[FUNCTION_MAX], const struct place *p) {
    double wanted[CLASS_COUNT][FUNCTION_MAX];
    residents_starts(wanted, p);
    for (unsigned fn = 0; fn < FUNCTION_MAX; fn++) {
        const double all = wanted[CLASS_CLINIC][fn] + wanted[CLASS_OPERATION][fn];
        share[fn] = all > 0.0 ? wanted[CLASS_OPERATION][fn] / all : 0.0;
    }
}

double attraction_comes(const struct world *w, enum planned_class class, uint32_t area,
                        unsigned function, bool over_75) {
    const struct place *p = w->place;
    if (!w->attraction || !p->areas[area].halo)
        return 1.0;
    const size_t cell = ((size_t)class * p->n_areas + area) * p->n_functions + function;
    return (double)w->attraction->comes[cell * 2 + (over_75 ? 1u : 0u)];
}

static void set_levels(struct fit *f, struct attraction *a) {
    const struct place *p = f->p;
    double wanted[CLASS_COUNT][FUNCTION_MAX], found[FUNCTION_MAX] = {0};
    residents_starts(wanted, p);
    for (uint32_t i = 0; i < p->n_areas; i++)
        for (unsigned fn = 0; fn < p->n_functions && !p->areas[i].halo; fn++) {
            const float *need = f->need + ((size_t)i * p->n_functions + fn) * 2;
            found[fn] += need[0] + need[1];
        }
    for (unsigned fn = 0; fn < FUNCTION_MAX; fn++) {
        for (unsigned c = 0; c < CLASS_COUNT; c++)
            f->level[c][fn] = found[fn] > 0.0     ? wanted[c][fn] / found[fn]
                              : c == CLASS_CLINIC ? 1.0
                                                  : 0.0;
        a->level[fn] = f->level[CLASS_CLINIC][fn] + f->level[CLASS_OPERATION][fn];
    }
}

/* Takes a class in hand: what is published of it, the need of it in the halo, and constants to
 * begin with. */
static void begin(struct fit *f, enum planned_class class) {
    const struct place *p = f->p;
    f->class = class;
    for (unsigned s = 0; s < p->n_services; s++) {
        const double operated = attraction_operated(&p->services[s]);
        const double part = class == CLASS_OPERATION ? operated : 1.0 - operated;
        f->pull[s] = f->starts[s] = part * (double)p->services[s].starts;
    }
    for (unsigned c = 0; c < p->n_commissioners; c++)
        f->halo_need[c] = f->away_wanted[c] = f->away[c] = 0.0;
    for (uint32_t i = 0; i < p->n_areas; i++)
        for (unsigned fn = 0; fn < p->n_functions && p->areas[i].halo; fn++) {
            const float *need = f->need + ((size_t)i * p->n_functions + fn) * 2;
            f->halo_need[p->areas[i].commissioner] +=
                f->level[class][fn] * (double)(need[0] + need[1]);
        }
}

/* How much of a halo commissioner's need is to go elsewhere: all but its part of the place's
 * providers. */
static void set_elsewhere(struct fit *f) {
    const struct place *p = f->p;
    for (uint32_t i = 0; i < p->n_areas; i++)
        if (p->areas[i].halo)
            f->drawn[p->areas[i].commissioner] = true;
    for (unsigned q = 0; q < p->n_providers; q++) {
        if (p->providers[q].outside)
            continue;
        double starts = 0.0;
        for (unsigned fn = 0; fn < p->n_functions; fn++) {
            const struct service *s = place_service(p, q, fn);
            starts += s ? f->starts[s - p->services] : 0.0;
        }
        for (uint16_t c = 0; c < p->n_commissioners; c++)
            if (f->drawn[c])
                f->away_wanted[c] += starts * flow_part(p, q, c);
    }
    for (unsigned c = 0; c < p->n_commissioners; c++) {
        if (!f->drawn[c])
            continue;
        f->away_wanted[c] = f->halo_need[c] - f->away_wanted[c];
        f->away[c] = 1.0;
        if (f->away_wanted[c] < 0.01 * f->halo_need[c]) /* the halo is too thin for its flows */
            f->away_wanted[c] = 0.01 * f->halo_need[c];
    }
}

static void expect_area(struct fit *f, uint32_t area) {
    const struct place *p = f->p;
    const struct area *a = &p->areas[area];
    for (unsigned fn = 0; fn < p->n_functions; fn++) {
        const uint16_t *list = f->service + ((size_t)area * p->n_functions + fn) * f->near;
        for (unsigned g = 0; g < 2; g++) {
            const double need = f->level[f->class][fn] *
                                (double)f->need[((size_t)area * p->n_functions + fn) * 2 + g];
            const float *w = f->weight + ((size_t)area * 2 + g) * p->n_providers;
            double pull[OFFER_MAX], sum = a->halo ? f->away[a->commissioner] : 0.0;
            unsigned n = 0;
            for (; n < f->near && list[n] != NOBODY; n++) {
                pull[n] = (double)w[p->services[list[n]].provider] * f->pull[list[n]];
                sum += pull[n];
            }
            if (sum <= 0.0 || need <= 0.0)
                continue;
            for (unsigned i = 0; i < n; i++)
                f->expected[list[i]] += need * pull[i] / sum;
            if (a->halo)
                f->away_found[a->commissioner] += need * f->away[a->commissioner] / sum;
        }
    }
}

static double expect(struct fit *f) {
    const struct place *p = f->p;
    for (unsigned s = 0; s < p->n_services; s++)
        f->expected[s] = 0.0;
    for (unsigned c = 0; c < p->n_commissioners; c++)
        f->away_found[c] = 0.0;
    for (uint32_t i = 0; i < p->n_areas; i++)
        expect_area(f, i);
    double worst = 0.0;
    f->misfit = 0.0;
    for (unsigned s = 0; s < p->n_services; s++) {
        const double starts = f->starts[s], off = real_abs(f->expected[s] - starts);
        f->misfit += off;
        if (starts >= SMALL_TARGET && off > worst * starts)
            worst = off / starts;
    }
    for (unsigned c = 0; c < p->n_commissioners; c++) {
        const double wanted = f->halo_need[c] - f->away_wanted[c];
        if (!f->drawn[c] || wanted < SMALL_TARGET)
            continue;
        const double e = real_abs((f->halo_need[c] - f->away_found[c]) / wanted - 1.0);
        worst = e > worst ? e : worst;
    }
    return worst;
}

static void adjust(struct fit *f) {
    const struct place *p = f->p;
    for (unsigned s = 0; s < p->n_services; s++)
        if (f->starts[s] > 0.0 && f->expected[s] > 1e-12)
            f->pull[s] *= f->starts[s] / f->expected[s];
    for (unsigned c = 0; c < p->n_commissioners; c++)
        if (f->drawn[c] && f->away_found[c] > 1e-12)
            f->away[c] *= f->away_wanted[c] / f->away_found[c];
}

static int open_fit(struct fit *f, struct arena *scratch) {
    const struct place *p = f->p;
    const size_t cells = (size_t)p->n_areas * p->n_functions;
    f->service = arena_array(scratch, cells * f->near, sizeof *f->service);
    f->weight = arena_array(scratch, (size_t)p->n_areas * 2 * p->n_providers, sizeof *f->weight);
    f->km = arena_array(scratch, p->n_providers, sizeof *f->km);
    f->order = arena_array(scratch, p->n_providers, sizeof *f->order);
    f->need = arena_array(scratch, cells * 2, sizeof *f->need);
    f->pull = arena_array(scratch, p->n_services, sizeof(double));
    f->starts = arena_array(scratch, p->n_services, sizeof(double));
    f->expected = arena_array(scratch, p->n_services, sizeof(double));
    f->away = arena_array(scratch, p->n_commissioners, sizeof(double));
    f->away_wanted = arena_array(scratch, p->n_commissioners, sizeof(double));
    f->away_found = arena_array(scratch, p->n_commissioners, sizeof(double));
    f->halo_need = arena_array(scratch, p->n_commissioners, sizeof(double));
    f->drawn = arena_array(scratch, p->n_commissioners, sizeof(bool));
    return arena_failed(scratch) ? FAULT_MEMORY : 0;
}

/* The fitted share of a halo area that comes to the place's own services. */
static void keep_comers(const struct fit *f, struct attraction *a, uint32_t area) {
    const struct place *p = f->p;
    const double away = f->away[p->areas[area].commissioner];
    for (unsigned fn = 0; fn < p->n_functions; fn++) {
        const size_t cell = (size_t)area * p->n_functions + fn;
        const uint16_t *list = f->service + cell * f->near;
        for (unsigned g = 0; g < 2; g++) {
            const float *w = f->weight + ((size_t)area * 2 + g) * p->n_providers;
            double here = p->areas[area].halo ? 0.0 : 1.0;
            for (unsigned n = 0; p->areas[area].halo && n < f->near && list[n] != NOBODY; n++)
                here += (double)w[p->services[list[n]].provider] * f->pull[list[n]];
            const double all = here + (p->areas[area].halo ? away : 0.0);
            const size_t at = (size_t)f->class * p->n_areas * p->n_functions + cell;
            a->comes[at * 2 + g] = all > 0.0 ? (float)(here / all) : 0.0F;
        }
    }
}

static void keep_constants(const struct fit *f, struct attraction *a) {
    const struct place *p = f->p;
    double *service = a->service + (size_t)f->class * p->n_services;
    double *elsewhere = a->elsewhere + (size_t)f->class * p->n_commissioners;
    for (unsigned s = 0; s < p->n_services; s++)
        service[s] = f->pull[s] > 1e-13 ? real_log(f->pull[s]) : NO_PULL;
    for (unsigned c = 0; c < p->n_commissioners; c++)
        elsewhere[c] = f->away[c] > 1e-13 ? real_log(f->away[c]) : NO_PULL;
    for (uint32_t i = 0; i < p->n_areas; i++)
        keep_comers(f, a, i);
}

static void solve_class(struct fit *f, struct attraction *a, enum planned_class class) {
    begin(f, class);
    set_elsewhere(f);
    double before = 1e300;
    for (unsigned round = 0; round < ROUNDS && expect(f) > NEAR_ENOUGH; round++) {
        if (round % PATIENCE == 0 && round > 0) {
            if (f->misfit > (1.0 - LEAST_PROGRESS) * before)
                break;
            before = f->misfit;
        }
        adjust(f);
    }
    const double worst = expect(f);
    a->worst_misfit = worst > a->worst_misfit ? worst : a->worst_misfit;
    keep_constants(f, a);
}

static int solve(struct fit *f, struct attraction *a, struct needs *needs) {
    const struct place *p = f->p;
    const size_t cells = (size_t)p->n_areas * p->n_functions;
    size_t n_service = 0, n_commissioner = 0, n_comes = 0;
    TRY(memory_grow((void **)&a->service, &n_service, CLASS_COUNT * p->n_services + 1u,
                    sizeof(double)));
    TRY(memory_grow((void **)&a->elsewhere, &n_commissioner, CLASS_COUNT * p->n_commissioners + 1u,
                    sizeof(double)));
    TRY(memory_grow((void **)&a->comes, &n_comes, CLASS_COUNT * cells * 2 + 1u, sizeof(float)));
    for (uint32_t i = 0; i < p->n_areas; i++) {
        find_near(f, i);
        fill_need(f, needs, i);
    }
    set_levels(f, a);
    solve_class(f, a, CLASS_CLINIC);
    solve_class(f, a, CLASS_OPERATION);
    return 0;
}

int attraction_fit(struct attraction *a, const struct place *p, const struct needs_params *np,
                   const struct choice_params *cp) {
    *a = (struct attraction){.worst_misfit = 0.0};
    double ones[FUNCTION_MAX];
    for (unsigned fn = 0; fn < FUNCTION_MAX; fn++)
        ones[fn] = 1.0;
    const struct luck luck = {0};
    struct needs *needs = NULL;
    TRY(needs_open(&needs, p, np, ones, &luck, p->start, p->start + 365));
    struct arena scratch;
    arena_init(&scratch, 1u << 20);
    struct fit f = {.p = p, .cp = cp, .near = nearest(p, cp)};
    int rc = open_fit(&f, &scratch);
    if (rc == 0)
        rc = solve(&f, a, needs);
    arena_free(&scratch);
    needs_close(needs);
    if (rc < 0)
        attraction_free(a);
    return rc;
}

void attraction_free(struct attraction *a) {
    memory_free(a->service);
    memory_free(a->elsewhere);
    memory_free(a->comes);
    a->service = a->elsewhere = NULL;
    a->comes = NULL;
}
