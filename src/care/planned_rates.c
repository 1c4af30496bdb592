// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What the published tables say of a service, by rule and with nothing fitted to a place.
 *
 * Known a month: clock starts S, admitted stops A, non-admitted stops N; the list L, of whom D with
 * a decision to admit; the list by weeks waited. Removals strike each waiting pathway at hazard h a
 * month: (starts - stops - change of the list) / list of the provider, the change by England's
 * trend, drawn towards the h of NHS or of private hospitals as far as chance in one month's counts
 * blurs it,
 *   weight = spread^2 / (spread^2 + (starts + stops) / list^2),   spread: between such hospitals,
 *            over England;
 * less the exits and deaths that the model draws itself; and then shared
 * among its services by their own balance of starts and stops, drawn towards the provider's.
 *
 * Slots, in stationary arithmetic. What remains, delta = S - A - N - (h + e) L, is the drift of the
 * list; each stage drifts in proportion to its stock (k = h + e + delta / L is what a stage loses
 * or gains a month):
 *   decisions to admit     I = A + k D
 *   when the clock starts  B = listed_at_start I      (a second side, a decision made before; NHS
 *                          alone)
 *   in clinic              N + I - B                  to admit with chance (I - B) / (N + I - B)
 *   waiting unseen         F = unseen_share (L - D)
 *   first appointments    C1 = S - B - k F
 *   decided there          q C1                       q = decided_at_first, less where C1 is large
 *   follow-ups            C2 = (N + I - B - q C1) / (1 - further_follow_up)
 *   tests                  diagnostic_share (1 - q) C1, less k of those who wait diagnostic_weeks
 *                          for one
 *   operations             T = A
 * so that, if the lists stay, a mean month brings S, A and N.
 *
 * Order. How long a case is allowed to wait differs (urgency, subspecialty, the patient's own
 * wish); the shape of the list tells: those who have waited w weeks over those who started then,
 *   left(w) = list(w) / starts(w) * exp(h w),  made to fall by pooling adjacent violators,
 * is the share not yet dealt with; planned_order.c makes of it when each stage is due. Starts of a
 * week follow its working days and month. Small services lean on the place's pooled shape
 * (shape_shrink). Where the place's board publishes its residents' completed pathways up to the
 * vintage (before March 2025), all stops are scaled to them: the pattern between services is later
 * than such a vintage (place_level.c), the level not. No parameter comes from the waits of
 * completed pathways, which are kept for validation (what was looked at while the order was built:
 * docs/model/planned-care.md). Slots are attended ones (missed.c). Left out: follow-ups after
 * treatment. */
#include "care/planned_inner.h"

#define HAZARD_IN_SHAPE 0.05 /* a month: above this the tail of a small list would be blown up */
#define MONTHS_OF_TREND 13u

struct flows { double starts, admitted, nonadmitted, list; };

/* Working days, each by how many clocks its month starts. */
static double starting_days(const struct season *season, day_t from, unsigned days) {
    double n = 0.0;
    for (unsigned i = 0; i < days; i++)
        n += season_day(season->starts, from + i);
    return n;
}

static double working_days_a_month(const struct place *p) {
    const int32_t month = day_month(p->start);
    unsigned days = 0;
    for (int32_t m = 0; m < 12; m++)
        days += month_working_days(month + m);
    return days / 12.0;
}

/* England's list: change a month as a share of itself over the last year, 0 when not published. */
static double list_trend(const struct place *p) {
    const struct month_series *l = &p->england_list;
    if (l->n < MONTHS_OF_TREND)
        return 0.0;
    const double last = l->value[l->n - 1], before = l->value[l->n - MONTHS_OF_TREND];
    const double trend = (last / before - 1.0) / (MONTHS_OF_TREND - 1u);
    return trend == trend ? trend : 0.0;
}

static double england_hazard(const struct place *p, const struct planned_params *par) {
    const double h = series_mean_last(&p->england_removals, 12) /
                     series_mean_last(&p->england_list, 12);
    return h == h ? h : par->removal_hazard_england;
}

static bool nhs(const struct place *p, unsigned provider) {
    const enum owner o = p->providers[provider].owner;
    return o == OWNER_PUBLIC || o == OWNER_FOUNDATION_TRUST;
}

static double provider_hazard(const struct flows *f, double england, double trend, bool nhs,
                              const struct planned_params *par) {
    const double stops = f->admitted + f->nonadmitted;
    const double prior = england * (nhs ? par->removal_nhs : par->removal_private);
    const double spread = nhs ? par->removal_spread_nhs : par->removal_spread_private;
    const double list = f->list > 0.0 ? f->list : 1.0;
    const double noise = (f->starts + stops) / (list * list); /* of counts */
    const double weight = spread * spread / (spread * spread + noise);
    const double h = prior + weight * ((f->starts - stops) / list - trend - prior);
    const double own = h - par->exits_among_removals;
    if (own < 0.0)
        return 0.0;
    return own > par->removal_hazard_most ? par->removal_hazard_most : own;
}

/* The hazards of a provider's services: each leans to the provider's own, and together they remove
 * as many as that one would. A function whose stops exceed its starts takes over clocks that began
 * in another. */
static void share_hazard(struct service_rates *r, const struct service *s, unsigned n,
                         double hazard, double trend, double level,
                         const struct planned_params *par) {
    double removed = 0.0, wanted = 0.0;
    for (unsigned i = 0; i < n; i++) {
        const double list = s[i].incomplete;
        const double stops = level * (double)(s[i].stops_admitted + s[i].stops_nonadmitted);
        const double own = (double)s[i].starts - stops -
                           (trend + par->exits_among_removals) * list;
        const double weight = list + par->removal_shrink_service;
        const double h =
            weight > 0.0 ? (own + par->removal_shrink_service * hazard) / weight : hazard;
        r[i].hazard = h < 0.0 ? 0.0 : h > par->removal_hazard_most ? par->removal_hazard_most : h;
        removed += r[i].hazard * list;
        wanted += hazard * list;
    }
    for (unsigned i = 0; i < n; i++)
        r[i].hazard *= removed > 0.0 ? wanted / removed : 1.0;
}

/* Removals of those waiting long enough to be validated, so that over the list as it stands the
 * mean is `hazard`. */
static double late_hazard(const struct service *s, double hazard,
                          const struct planned_params *par) {
    double before = 0.0, after = 0.0;
    for (unsigned w = 0; w < WAIT_WEEKS; w++)
        *(w < par->validation_weeks ? &before : &after) += s->week[w];
    const double weight = after + par->removal_before_validation * before;
    const double late = weight > 0.0 ? hazard * (after + before) / weight : hazard;
    return late < 2.0 * hazard ? late : 2.0 * hazard;
}

/* The hazard of a pathway summed from its start to the middle of a week. */
static double hazard_until(const struct service_rates *r, unsigned week,
                           const struct planned_params *par) {
    const double at = week + 0.5, from = at < par->validation_weeks ? at : par->validation_weeks;
    return r->hazard_late * (at - (1.0 - par->removal_before_validation) * from) * 7.0 /
           DAYS_A_MONTH;
}

/* Falling sequence nearest to value[] by weighted squares: pool adjacent violators. */
static void pool_violators(double *value, const double *weight, unsigned n) {
    double mean[WAIT_WEEKS], sum[WAIT_WEEKS];
    unsigned length[WAIT_WEEKS], blocks = 0;
    for (unsigned i = 0; i < n; i++) {
        mean[blocks] = value[i];
        sum[blocks] = weight[i];
        length[blocks++] = 1;
        while (blocks > 1 && mean[blocks - 1] > mean[blocks - 2]) {
            const double s = sum[blocks - 2] + sum[blocks - 1];
            mean[blocks - 2] = (mean[blocks - 2] * sum[blocks - 2] +
                                mean[blocks - 1] * sum[blocks - 1]) / s;
            sum[blocks - 2] = s;
            length[blocks - 2] += length[blocks - 1];
            blocks--;
        }
    }
    for (unsigned b = 0, i = 0; b < blocks; b++)
        for (unsigned k = 0; k < length[b]; k++)
            value[i++] = mean[b];
}

/* The share left after so many weeks, at the edges of the weekly bands, from its value within
 * them. */
static void shape_edges(float *shape, double *inside, const double *days) {
    pool_violators(inside, days, WAIT_WEEKS - 1);
    shape[0] = 1.0F;
    for (unsigned w = 1; w < WAIT_WEEKS; w++) {
        const double next = w < WAIT_WEEKS - 1 ? inside[w] : 0.0;
        const double edge = 0.5 * (inside[w - 1] + next);
        shape[w] = edge > 1.0 ? 1.0F : (float)edge;
    }
    shape[WAIT_WEEKS] = 0.0F;
}

/* The part of a provider's list that residents hold, by published flows. */
static double residents_part(const struct place *p, unsigned provider) {
    double all = 0.0, inside = 0.0;
    if (p->providers[provider].outside)
        return 1.0;
    for (uint32_t i = 0; i < p->n_flows; i++)
        if (p->flows[i].provider == provider) {
            all += (double)p->flows[i].pathways;
            inside += p->commissioners[p->flows[i].commissioner].inside
                          ? (double)p->flows[i].pathways
                          : 0.0;
        }
    return all > 0.0 ? inside / all : 1.0;
}

/* What services must complete for one that the tables say, so that residents' completed pathways
 * are as many as the place's own board published; 1 when the board's series does not reach the
 * vintage. */
static double level_of_stops(const struct place *p, const struct planned_params *par) {
    const struct month_series *b = &p->board_stops;
    const double board = series_mean_last(b, 12);
    double stops = 0.0, part = 1.0;
    if (b->n < 12 || b->first_month + (int32_t)b->n < day_month(p->start))
        return 1.0;
    for (unsigned s = 0; s < p->n_services; s++) {
        if (s == 0 || p->services[s].provider != p->services[s - 1].provider)
            part = residents_part(p, p->services[s].provider);
        stops += part * (double)(p->services[s].stops_admitted + p->services[s].stops_nonadmitted);
    }
    const double level = stops > 0.0 && board > 0.0 ? board / stops : 1.0,
                 most = 1.0 + par->level_most;
    return level > most ? most : level < 1.0 / most ? 1.0 / most : level;
}

struct shape_of_place { double days[WAIT_WEEKS], inside[WAIT_WEEKS], a_month; };

static void survey_place(struct shape_of_place *q, const struct place *p,
                         const struct season *season) {
    double starts = 0.0;
    q->a_month = working_days_a_month(p);
    for (unsigned s = 0; s < p->n_services; s++)
        starts += p->services[s].starts;
    for (unsigned w = 0; w < WAIT_WEEKS; w++) {
        const unsigned back = 7u * (w + 1u);
        q->days[w] = p->start > back ? starting_days(season, p->start - back, 7) : 5.0;
        double list = 0.0;
        for (unsigned s = 0; s < p->n_services; s++)
            list += p->services[s].week[w];
        q->inside[w] = starts > 0.0 && q->days[w] > 0.0 ? list * q->a_month / (starts * q->days[w])
                                                        : 0.0;
        if (q->days[w] <= 0.0)
            q->days[w] = 0.1;
    }
}

static void make_shape(struct service_rates *r, const struct service *s,
                       const struct shape_of_place *q, const struct planned_params *par) {
    double inside[WAIT_WEEKS], list = 0.0;
    for (unsigned w = 0; w < WAIT_WEEKS; w++)
        list += s->week[w];
    const double own = s->starts > 0.5F ? list / (list + par->shape_shrink) : 0.0;
    r->hazard_late = late_hazard(s, r->hazard, par);
    const double part = r->hazard < HAZARD_IN_SHAPE ? 1.0 : HAZARD_IN_SHAPE / r->hazard;
    for (unsigned w = 0; w < WAIT_WEEKS; w++) {
        const double kept = real_exp(part * hazard_until(r, w, par));
        const double here = own > 0.0 ? s->week[w] * q->a_month / (s->starts * q->days[w]) : 0.0;
        inside[w] = kept * (own * here + (1.0 - own) * q->inside[w]);
    }
    shape_edges(r->shape, inside, q->days);
}

static double ratio(double a, double b, double most) {
    if (a <= 0.0)
        return 0.0;
    return b > 0.0 && a / b < most ? a / b : most;
}

/* What each stage loses a month for every pathway in it. */
static double monthly_loss(const struct service *s) {
    const double stops = (double)s->stops_admitted + (double)s->stops_nonadmitted;
    return s->incomplete > 0 ? ((double)s->starts - stops) / (double)s->incomplete : 0.0;
}

double rates_to_list(const struct service *s) {
    const double admitted = (double)s->stops_admitted;
    const double to_list =
        admitted > 0.0 ? admitted + monthly_loss(s) * (double)s->incomplete_dta : 0.0;
    return to_list < 0.5 * admitted ? 0.5 * admitted : to_list;
}

static void make_slots(struct service_rates *r, const struct service *s, double a_month, bool nhs,
                       const struct planned_params *par) {
    const double list = s->incomplete, listed = s->incomplete_dta, undecided = list - listed;
    const double admitted = s->stops_admitted, nonadmitted = s->stops_nonadmitted;
    const double loss = monthly_loss(s), to_list = rates_to_list(s);
    double direct = nhs ? par->listed_at_start * to_list : 0.0;
    if (direct > 0.9 * s->starts)
        direct = 0.9 * s->starts;
    const double decisions = nonadmitted + to_list - direct;
    const double unseen = par->unseen_share * undecided;
    double first = s->starts - direct - loss * unseen;
    if (first < 0.3 * decisions)
        first = 0.3 * decisions;
    r->decided_first = par->decided_at_first;
    if (r->decided_first * first > 0.9 * decisions)
        r->decided_first = ratio(0.9 * decisions, first, 0.9);
    const double later = decisions - r->decided_first * first;
    const double sent = (1.0 - r->decided_first) * first;
    r->direct = ratio(direct, s->starts, 1.0);
    r->admit = ratio(to_list - direct, decisions, 1.0);
    r->slots[SLOTS_FIRST] = first / a_month;
    r->slots[SLOTS_FOLLOW_UP] = later / (1.0 - par->further_follow_up) / a_month;
    r->slots[SLOTS_THEATRE] = admitted / a_month;
    r->to_diagnostics = par->diagnostic_share * sent / a_month;
    r->tests = r->to_diagnostics * (1.0 - loss * par->diagnostic_weeks * 7.0 / DAYS_A_MONTH);
    r->stay[0] = ratio(unseen, first, 24.0) * DAYS_A_MONTH;
    r->stay[1] = ratio(undecided - unseen, sent, 24.0) * DAYS_A_MONTH;
    r->stay[2] = ratio(listed, to_list, 24.0) * DAYS_A_MONTH;
}

static struct service at_level(const struct service *s, double level) {
    struct service t = *s;
    t.stops_admitted *= (float)level;
    t.stops_nonadmitted *= (float)level;
    return t;
}

void rates_make(struct service_rates *rates, const struct place *p,
                const struct planned_params *par) {
    const double level = level_of_stops(p, par);
    struct shape_of_place q;
    struct season season;
    season_make(&season, p, par);
    survey_place(&q, p, &season);
    const double england = england_hazard(p, par), trend = list_trend(p);
    for (unsigned first = 0; first < p->n_services;) {
        unsigned end = first;
        struct flows f = {0};
        for (; end < p->n_services && p->services[end].provider == p->services[first].provider;
             end++) {
            const struct service *s = &p->services[end];
            f.starts += s->starts;
            f.admitted += s->stops_admitted * level;
            f.nonadmitted += s->stops_nonadmitted * level;
            f.list += s->incomplete;
        }
        const double hazard =
            provider_hazard(&f, england, trend, nhs(p, p->services[first].provider), par);
        share_hazard(&rates[first], &p->services[first], end - first, hazard, trend, level, par);
        for (; first < end; first++) {
            make_shape(&rates[first], &p->services[first], &q, par);
            const bool own = nhs(p, p->services[first].provider);
            const struct service s = at_level(&p->services[first], level);
            make_slots(&rates[first], &s, q.a_month, own, par);
            order_make(&rates[first], own, par);
            rates[first].firsts = rates[first].slots[SLOTS_FIRST] * q.a_month;
            rates[first].removals = rates[first].hazard * (double)s.incomplete;
        }
    }
}

double rates_interval(const struct service_rates *r, double left) {
    unsigned low = 0, high = WAIT_WEEKS; /* shape[low] >= left > shape[high] */
    if (left <= 0.0)
        return 7.0 * WAIT_WEEKS;
    while (high - low > 1) {
        const unsigned middle = (low + high) / 2;
        if ((double)r->shape[middle] >= left)
            low = middle;
        else
            high = middle;
    }
    const double above = (double)r->shape[low], below = (double)r->shape[high];
    return 7.0 * (low + (above > below ? (above - left) / (above - below) : 0.0));
}

double rates_left(const struct service_rates *r, double days) {
    const double weeks = days / 7.0;
    if (weeks <= 0.0)
        return 1.0;
    if (weeks >= WAIT_WEEKS)
        return 0.0;
    const unsigned w = (unsigned)weeks;
    const double a = (double)r->shape[w], b = (double)r->shape[w + 1];
    return a + (b - a) * (weeks - w);
}
