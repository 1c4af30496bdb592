// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Those who wait when the run begins: every pathway of the published lists, by provider, function
 * and week waited, given to a person of the place or its halo.
 * Who: the commissioner by the published flows of the provider's list, the neighbourhood in it by
 * need times the fitted choice, the person by drawing a few and keeping one in proportion to their
 * need in the function. Where in the journey: given age a of the pathway and the share left(end, a)
 * whose stage ends later (planned_order.c),
 *   listed at once    direct left(treated directly, a);   else, with the chance 1 - direct,
 *   unseen            left(first, a)
 *   seen, undecided   (1 - q) (left(seen, a) - left(first, a))
 *   decision to admit admit * [ q (left(treated at first, a) - left(first, a))
 *                             + (1 - q) (left(treated, a) - left(seen, a)) ]
 * The published number with a decision is kept exactly, by weighted sampling without replacement
 * (Efraimidis and Spirakis 2006, as Gumbel keys). The place in the order is then drawn among those
 * that fit. Whether those undecided will be operated on: with the chance `admit` of the service
 * that they wait for. Referrals already under way (need has struck, the GP's letter has not
 * arrived) are started as well, or the first weeks would see too few clock starts.
 * Left out: one person's pathways are independent but for their need. */
#include "care/planned_inner.h"

#define CANDIDATES 8u
#define DRAW_PERSON(k) (PURPOSE_START_LIST | (1u + (k)) << 8)
#define DRAW_STAGE (PURPOSE_START_LIST | 8u << 8)
#define DRAW_CREDIT (PURPOSE_START_LIST | 9u << 8)
#define DRAW_LETTER (PURPOSE_START_LIST | 10u << 8)
#define DRAW_CLASS (PURPOSE_START_LIST | 11u << 8)
#define LETTERS 0x40000000u /* owner word of draws about an area, apart from services and people */
#define WORKING_DAYS_A_WEEK 5.0

struct start {
    struct world *w;
    struct planned *p;
    struct arena scratch;
    uint32_t *first, *person;   /* people by area: [area], ids */
    double *need;               /* [area * n_functions] starts a year */
    /* [(class * n_areas + area) * n_functions] those who come, over the sum of pulls */
    double *drawn;
    double *sum;                /* [area] running sums of the service in hand */
    double *model, *published;  /* [commissioner] shares of the service in hand */
    double *key, *sorted;       /* [pathway of the service] */
    uint16_t *age;
    uint32_t *item;
    double raw[FUNCTION_MAX];   /* sum of raw complexity */
    uint32_t n[FUNCTION_MAX], number;
};

static int index_people(struct start *t) {
    const struct people *pp = &t->w->people;
    const uint32_t n_areas = t->w->place->n_areas;
    t->first = arena_array(&t->scratch, n_areas + 2u, sizeof *t->first);
    t->person = arena_array(&t->scratch, pp->n, sizeof *t->person);
    if (arena_failed(&t->scratch))
        return FAULT_MEMORY;
    for (uint32_t i = 0; i < pp->n; i++)
        if (person_alive(&pp->p[i]) && person_present(&pp->p[i], 0))
            t->first[pp->p[i].area + 2u]++;
    for (uint32_t a = 1; a <= n_areas + 1; a++)
        t->first[a] += t->first[a - 1];
    for (uint32_t i = 0; i < pp->n; i++)
        if (person_alive(&pp->p[i]) && person_present(&pp->p[i], 0))
            t->person[t->first[pp->p[i].area + 1u]++] = i;
    return 0;
}

static int open_scratch(struct start *t) {
    const struct place *q = t->w->place;
    uint32_t longest = 1;
    for (unsigned s = 0; s < q->n_services; s++)
        if (q->services[s].incomplete > longest)
            longest = q->services[s].incomplete;
    arena_init(&t->scratch, 1u << 20);
    t->need = arena_array(&t->scratch, (size_t)q->n_areas * q->n_functions, sizeof(double));
    t->drawn =
        arena_array(&t->scratch, (size_t)CLASS_COUNT * q->n_areas * q->n_functions, sizeof(double));
    t->sum = arena_array(&t->scratch, q->n_areas + 1u, sizeof(double));
    t->model = arena_array(&t->scratch, q->n_commissioners, sizeof(double));
    t->published = arena_array(&t->scratch, q->n_commissioners, sizeof(double));
    t->key = arena_array(&t->scratch, longest, sizeof(double));
    t->sorted = arena_array(&t->scratch, longest, sizeof(double));
    t->age = arena_array(&t->scratch, longest, sizeof(uint16_t));
    t->item = arena_array(&t->scratch, longest, sizeof(uint32_t));
    if (arena_failed(&t->scratch))
        return FAULT_MEMORY;
    for (uint32_t a = 0; a < q->n_areas; a++)
        for (unsigned f = 0; f < q->n_functions; f++)
            t->need[(size_t)a * q->n_functions + f] =
                needs_area_starts(t->w->needs, &q->areas[a], f) *
                (t->w->attraction ? t->w->attraction->level[f] : 1.0);
    return index_people(t);
}

static bool may_go(const struct place *q, uint32_t area, unsigned provider) {
    return !(q->areas[area].halo && q->providers[provider].outside);
}

/* What one unit of pull draws of a class from an area in a function: those who come over the sum of
 * all pulls. */
static double weigh_cell(const struct start *t, enum planned_class class, uint32_t a, unsigned f) {
    const struct place *q = t->w->place;
    const float *near = t->p->near + (size_t)a * 2 * q->n_providers;
    const double *pull = t->p->pull + (size_t)class * q->n_services;
    const double operated = t->p->operation[f];
    double sum = 0.0;
    for (unsigned h = 0; h < q->n_providers; h++) {
        const int s = q->service_of[(size_t)h * q->n_functions + f];
        if (s >= 0 && may_go(q, a, h))
            sum += (double)near[h] * pull[s];
    }
    if (sum <= 0.0 || t->first[a + 1] == t->first[a])
        return 0.0;
    return t->need[(size_t)a * q->n_functions + f] * attraction_comes(t->w, class, a, f, false) *
           (class == CLASS_OPERATION ? operated : 1.0 - operated) / sum;
}

static void weigh_need(struct start *t) {
    const struct place *q = t->w->place;
    for (unsigned c = 0; c < CLASS_COUNT; c++)
        for (uint32_t a = 0; a < q->n_areas; a++)
            for (unsigned f = 0; f < q->n_functions; f++)
                t->drawn[((size_t)c * q->n_areas + a) * q->n_functions + f] =
                    weigh_cell(t, c, a, f);
}

/* Need of an area's people that goes to service s, by the fitted choice. */
static double drawn_to(const struct start *t, uint32_t area, unsigned s) {
    const struct place *q = t->w->place;
    const struct service *to = &q->services[s];
    const float *near = t->p->near + (size_t)area * 2 * q->n_providers;
    double drawn = 0.0;
    if (!may_go(q, area, to->provider))
        return 0.0;
    for (unsigned c = 0; c < CLASS_COUNT; c++)
        drawn += t->drawn[((size_t)c * q->n_areas + area) * q->n_functions + to->function] *
                 t->p->pull[(size_t)c * q->n_services + s];
    return drawn * (double)near[to->provider];
}

static void read_flows(struct start *t, unsigned provider) {
    const struct place *q = t->w->place;
    for (unsigned c = 0; c < q->n_commissioners; c++)
        t->published[c] = t->model[c] = 0.0;
    for (uint32_t i = 0; i < q->n_flows; i++)
        if (q->flows[i].provider == provider)
            t->published[q->flows[i].commissioner] += (double)q->flows[i].pathways;
}

/* Running sums over areas: choice within a commissioner, published flows between them. */
static bool weigh_areas(struct start *t, unsigned s) {
    const struct place *q = t->w->place;
    double flows = 0.0, sum = 0.0;
    read_flows(t, q->services[s].provider);
    for (uint32_t a = 0; a < q->n_areas; a++) {
        t->sum[a] = drawn_to(t, a, s);
        t->model[q->areas[a].commissioner] += t->sum[a];
    }
    for (unsigned c = 0; c < q->n_commissioners; c++)
        flows += t->model[c] > 0.0 ? t->published[c] : 0.0;
    for (uint32_t a = 0; a < q->n_areas; a++) {
        const uint16_t c = q->areas[a].commissioner;
        if (flows > 0.0 && t->model[c] > 0.0)
            t->sum[a] *= t->published[c] / t->model[c];
        t->sum[a] = sum += t->sum[a];
    }
    return sum > 0.0;
}

static uint32_t find_area(const struct start *t, double u) {
    const uint32_t n = t->w->place->n_areas;
    const double at = u * t->sum[n - 1];
    uint32_t low = 0, high = n - 1;
    while (low < high) {
        const uint32_t middle = (low + high) / 2;
        if (t->sum[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* One of a few people of an area, in proportion to their need in a function; the area is not
 * empty. */
static uint32_t find_person(const struct start *t, uint32_t area, unsigned function, uint32_t owner,
                            uint32_t ordinal, double u) {
    const struct world *w = t->w;
    const uint32_t from = t->first[area], n = t->first[area + 1] - from;
    uint32_t who[CANDIDATES];
    double sum[CANDIDATES], all = 0.0;
    struct words x[CANDIDATES / 4];
    for (unsigned b = 0; b < CANDIDATES / 4; b++)
        x[b] = luck_words(&w->nature, owner, DRAW_PERSON(b), ordinal);
    for (unsigned k = 0; k < CANDIDATES; k++) {
        who[k] = t->person[from + (uint32_t)(word_uniform(x[k / 4].w[k % 4]) * n)];
        __builtin_prefetch(&w->people.p[who[k]]);
    }
    for (unsigned k = 0; k < CANDIDATES; k++) {
        all += needs_rate(w->needs, &w->people.p[who[k]], w->first_day, NEED_ELECTIVE, function);
        sum[k] = all;
    }
    unsigned k = 0;
    while (k + 1 < CANDIDATES && sum[k] <= u * all)
        k++;
    return who[k];
}

/* Chances, given age, of the stages that a pathway still open can be in. */
struct stages { double unseen, seen, listed[3]; }; /* directly, at the first appointment, later */

static struct stages stages_at(const struct service_rates *r, double age) {
    const double q = r->decided_first;
    const double f = order_left(r, END_FIRST, age), s = order_left(r, END_SEEN, age);
    const double clinic = 1.0 - r->direct;
    return (struct stages){
        clinic * f, clinic * (1.0 - q) * (s - f),
        {r->direct * order_left(r, END_TREATED_DIRECT, age),
         clinic * r->admit * q * (order_left(r, END_TREATED_AT_FIRST, age) - f),
         clinic * r->admit * (1.0 - q) * (order_left(r, END_TREATED, age) - s)}};
}

static int attach(struct start *t, unsigned s, uint32_t k, unsigned week, uint32_t *item) {
    struct world *w = t->w;
    const struct words u = luck_words(&w->nature, s, PURPOSE_START_LIST, k);
    const unsigned function = w->place->services[s].function;
    const uint32_t area = find_area(t, word_uniform(u.w[1]));
    const uint32_t who = find_person(t, area, function, s, k, word_uniform(u.w[2]));
    TRY(planned_new(w, who, START_NUMBER + t->number++, item));
    const int32_t age = (int32_t)(7.0 * (week + word_uniform(u.w[0]))) + 1;
    t->age[k] = (uint16_t)age;
    planned_start_clock(w, *item, s, (int32_t)w->first_day - age);
    referral_loss(w, *item, function, word_uniform(u.w[3]));
    t->raw[function] += referral_raw_complexity(w, &w->people.p[who]);
    t->n[function]++;
    return 0;
}

/* The n-th largest of m values (n from 1), by selection; the values are reordered. */
static double nth_largest(double *v, uint32_t m, uint32_t n) {
    uint32_t low = 0, high = m - 1;
    while (low < high) {
        const double pivot = v[low + (high - low) / 2];
        uint32_t i = low, j = high;
        for (;;) {
            while (v[i] > pivot)
                i++;
            while (v[j] < pivot)
                j--;
            if (i >= j)
                break;
            const double swap = v[i];
            v[i++] = v[j];
            v[j--] = swap;
        }
        if (n - 1 <= j)
            high = j;
        else
            low = j + 1;
    }
    return v[low];
}

static void set_order(struct start *t, uint32_t i, double left) {
    const double units = (1.0 - left) * ORDER_UNITS;
    t->p->course[i].order = (uint16_t)(units < ORDER_UNITS - 1.0 ? units : ORDER_UNITS - 1.0);
    t->p->pathway[i].urgent = 1.0 - left < t->w->par.planned.urgent_share;
}

static void place_listed(struct start *t, unsigned s, uint32_t k, struct words u) {
    const struct service_rates *r = &t->p->rates[s];
    const struct stages g = stages_at(r, t->age[k]);
    const double age = t->age[k];
    const double at = word_uniform(u.w[1]) * (g.listed[0] + g.listed[1] + g.listed[2]);
    const unsigned way = at < g.listed[0] ? 0 : at < g.listed[0] + g.listed[1] ? 1 : 2;
    const double low = way == 0 ? 0.0 : order_left(r, way == 1 ? END_FIRST : END_SEEN, age);
    const double high = order_left(r, END_TREATED_DIRECT + way, age);
    const double left = low + (high - low) * word_uniform(u.w[2]);
    const uint32_t i = t->item[k];
    set_order(t, i, left);
    t->p->course[i].operation = 1;
    clinics_decide_to_admit(t->w, i, word_uniform(u.w[3]), END_TREATED_DIRECT + way);
}

/* Follow-ups that a pathway has had already: evenly spread between first appointment and
 * decision. */
static void set_visits(struct start *t, uint32_t i) {
    const struct world *w = t->w;
    const struct pathway *q = &t->p->pathway[i];
    const int32_t first = clinics_due(w, i, END_FIRST), decided = clinics_due(w, i, END_SEEN);
    const int32_t n = (int32_t)clinics_follow_ups(w, q), since = planned_today(w) - first;
    const int32_t had = decided > first && since > 0 ? n * since / (decided - first) : 0;
    t->p->course[i].visits = (uint32_t)(had < n ? had : n - 1) & 127u;
}

static void place_undecided(struct start *t, unsigned s, uint32_t k, struct words u) {
    const struct service_rates *r = &t->p->rates[s];
    const struct service *at = &t->w->place->services[s];
    const struct planned_params *par = &t->w->par.planned;
    const struct stages g = stages_at(r, t->age[k]);
    const double f = order_left(r, END_FIRST, t->age[k]),
                 later = order_left(r, END_SEEN, t->age[k]);
    const bool unseen = word_uniform(u.w[1]) * (g.unseen + g.seen) < g.unseen || g.seen <= 0.0;
    const double left = unseen ? f * word_uniform(u.w[2]) : f + (later - f) * word_uniform(u.w[2]);
    const uint32_t i = t->item[k];
    struct pathway *q = &t->p->pathway[i];
    set_order(t, i, left);
    t->p->course[i].operation = luck_uniform(&t->w->nature, s, DRAW_CLASS, k) < r->admit;
    if (!unseen) {
        const double stock =
            (1.0 - par->unseen_share) * (at->incomplete - (double)at->incomplete_dta);
        const double tests = r->to_diagnostics * WORKING_DAYS_A_WEEK * par->diagnostic_weeks;
        const double share =
            tests < par->diagnostic_share * stock ? tests / stock : par->diagnostic_share;
        q->stage = word_uniform(u.w[3]) < share ? STAGE_DIAGNOSTIC : STAGE_FOLLOW_UP;
        if (q->stage == STAGE_FOLLOW_UP)
            set_visits(t, i);
    }
    planned_join(t->w, i,
                 unseen ? clinics_due(t->w, i, END_FIRST) : clinics_follow_up_due(t->w, i));
}

/* Stages for a service's list: the published number with a decision, the likeliest first. */
static void place_all(struct start *t, unsigned s, uint32_t n) {
    uint32_t listed = t->w->place->services[s].incomplete_dta;
    listed = listed < n ? listed : n;
    for (uint32_t k = 0; k < n; k++) {
        const struct stages g = stages_at(&t->p->rates[s], t->age[k]);
        const double in = g.listed[0] + g.listed[1] + g.listed[2], out = g.unseen + g.seen;
        const double u = luck_uniform(&t->w->nature, s, DRAW_STAGE, k);
        t->key[k] = t->sorted[k] = real_log(in + 1e-6) - real_log(out + 1e-6) + draw_gumbel(u);
    }
    const double least = listed > 0 ? nth_largest(t->sorted, n, listed) : 0.0;
    for (uint32_t k = 0; k < n; k++) {
        const struct words u = luck_words(&t->w->nature, s, DRAW_STAGE, k);
        if (listed > 0 && t->key[k] >= least)
            place_listed(t, s, k, u);
        else
            place_undecided(t, s, k, u);
    }
}

static int start_service(struct start *t, unsigned s) {
    const struct service *at = &t->w->place->services[s];
    uint32_t n = 0;
    for (unsigned k = 0; k < SLOTS_COUNT; k++)
        t->p->service[s].credit[k] = luck_uniform(&t->w->nature, s, DRAW_CREDIT, k);
    if (!weigh_areas(t, s))
        return 0;
    for (unsigned week = WAIT_WEEKS; week-- > 0;) /* the longest waiting first */
        for (uint32_t k = 0; k < at->week[week]; k++, n++)
            TRY(attach(t, s, n, week, &t->item[n]));
    place_all(t, s, n);
    return 0;
}

static void set_complexity(struct start *t) {
    double raw = 0.0, n = 0.0;
    for (unsigned f = 0; f < FUNCTION_MAX; f++) {
        raw += t->raw[f];
        n += t->n[f];
    }
    const double mean = n > 0.0 ? raw / n : 1.0;
    for (unsigned f = 0; f < FUNCTION_MAX; f++)
        t->p->mean_complexity[f] = t->n[f] > 50 ? t->raw[f] / t->n[f] : mean;
}

/* Referrals that the GP has yet to make or send: the need of the days before the start. */
static int start_letters(struct start *t, uint32_t area, unsigned function) {
    struct world *w = t->w;
    const double days = w->par.planned.gp_days_at_start + w->par.planned.referral_days;
    const double expected =
        t->need[(size_t)area * w->place->n_functions + function] * days / DAYS_A_YEAR;
    const uint32_t owner = LETTERS | (area * FUNCTION_MAX + function);
    const uint32_t n = (uint32_t)(expected + luck_uniform(&w->nature, owner, DRAW_LETTER, 0));
    if (t->first[area + 1] == t->first[area])
        return 0;
    for (uint32_t k = 0; k < n; k++) {
        const struct words u = luck_words(&w->nature, owner, DRAW_LETTER, k + 1);
        const uint32_t who = find_person(t, area, function, owner, k, word_uniform(u.w[0]));
        uint32_t i;
        TRY(planned_new(w, who, START_NUMBER + t->number++, &i));
        t->p->pathway[i].service = (uint16_t)function;
        referral_loss(w, i, function, word_uniform(u.w[1]));
        const minute_t due = world_now(w) + (minute_t)(word_uniform(u.w[2]) * days * MINUTES_A_DAY);
        const minute_t at = season_referral(w, due);
        calendar_schedule(w->calendar, at, EVENT_REFERRED, i, t->p->pathway[i].stamp);
    }
    return 0;
}

static int start_all(struct start *t) {
    const struct place *q = t->w->place;
    weigh_need(t);
    for (unsigned s = 0; s < q->n_services; s++)
        if (q->services[s].incomplete > 0)
            TRY(start_service(t, s));
    set_complexity(t);
    for (uint32_t i = 0; i < t->p->n; i++) {
        referral_traits(t->w, i, q->services[t->p->pathway[i].service].function);
        removals_schedule(t->w, i);
    }
    for (uint32_t a = 0; a < q->n_areas; a++)
        for (unsigned f = 0; f < q->n_functions; f++)
            TRY(start_letters(t, a, f));
    return 0;
}

int start_lists(struct world *w, struct planned *p) {
    struct start t = {.w = w, .p = p};
    int rc = open_scratch(&t);
    if (rc == 0)
        rc = start_all(&t);
    arena_free(&t.scratch);
    return rc;
}
