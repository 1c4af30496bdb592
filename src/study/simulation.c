// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One run of one scenario. Builds the people, their needs, the institutions and care; then for each
 * month: institutions plan, the calendar runs, institutions close their books, the month is
 * measured, the notice board is updated, the balances of people and of pounds are checked. Nature
 * (who lives, what befalls them) is keyed by seed and replicate alone; the journeys' luck by the
 * salt too, so that a placebo is the same people and needs with other luck in care. */
#include "study/simulation.h"
#include "study/settled.h"

#include <string.h>
#include <time.h>

#include "care/beds.h"
#include "care/expectation.h"
#include "care/notice_board.h"
#include "study/activity.h"

struct run {
    const struct plan *plan;
    struct world w;
    struct institutions *institutions;
    struct tally *tally;
    struct activity_seen *seen;
    unsigned months;
    bool care_is_open;
};

static double clock_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* --- parameters ---------------------------------------------------------------------------- */

struct layers { const struct settings *set[3]; unsigned n; };

static struct layers settings_of(const struct plan *p) {
    struct layers l = {{&p->experiment->set, &p->scenario->set, NULL}, 2};
    if (p->variant) l.set[l.n++] = &p->variant->set;
    return l;
}

static void fill(const struct parameter_table *t, void *values, const struct layers *l) {
    parameter_defaults(t, values);
    for (unsigned i = 0; i < l->n; i++) registry_apply(t, values, l->set[i]);
}

static void put(const struct parameter_table *t, double *values, const char *name, double value) {
    for (size_t k = 0; k < t->n; k++)
        if (strcmp(t->rows[k].name, name) == 0) values[k] = value;
}
static void put_need(struct needs_params *par, const char *name, double value) {
    put(&needs_param_table, (double *)par, name, value);
}

/* Who moves in is a circumstance, unless the parameters of people are set themselves. */
static void fill_people(struct world *w, const struct layers *l) {
    double *values = (double *)&w->people_par;
    fill(&people_param_table, values, l);
    put(&people_param_table, values, "net_moves", w->circumstances.net_moves);
    put(&people_param_table, values, "net_moves_0_17", w->circumstances.net_moves_0_17);
    put(&people_param_table, values, "net_moves_45", w->circumstances.net_moves_45);
    for (unsigned i = 0; i < l->n; i++) registry_apply(&people_param_table, values, l->set[i]);
}

/* Growth of need by the head: need_growth less what those bring who move in, planned care by age
 * as needs for a bed are. */
static void put_growth(struct world *w) {
    const struct needs_params *n = &w->needs_par;
    const double acute[AGE_BANDS] = {n->acute_age_0_4,   n->acute_age_5_17,  n->acute_age_18_44,
                                     n->acute_age_45_64, n->acute_age_65_74, n->acute_age_75_84,
                                     n->acute_age_85},
                 bed[AGE_BANDS] = {n->bed_0_4,   n->bed_5_17,  n->bed_18_44, n->bed_45_64,
                                   n->bed_65_74, n->bed_75_84, n->bed_85};
    const double all = 1.0 + w->circumstances.need_growth;
    put_need(&w->needs_par, "elective_growth",
             all / (1.0 + people_moves_need(&w->people_par, bed)) - 1.0);
    put_need(&w->needs_par, "acute_growth",
             all / (1.0 + people_moves_need(&w->people_par, acute)) - 1.0);
}

/* What a mean need for a bed adds to frailty: nights of those who stay, and of who comes back. */
static void put_wear(struct world *w) {
    const struct beds_params *b = &w->par.beds;
    const double zero = (b->zero_day_via_ae - b->unneeded_via_ae * b->zero_day_unneeded) /
                        (1.0 - b->unneeded_via_ae),
                 years = b->frailer_years * (1.0 + b->readmission);
    put_need(&w->needs_par, "bed_years_45_64",
             years * b->nights_45_64 * (1.0 - zero * b->zero_ratio_45_64));
    put_need(&w->needs_par, "bed_years_65_74",
             years * b->nights_65_74 * (1.0 - zero * b->zero_ratio_65_74));
    put_need(&w->needs_par, "bed_years_75_84",
             years * b->nights_75_84 * (1.0 - zero * b->zero_ratio_75_84));
    put_need(&w->needs_par, "bed_years_85",
             years * b->nights_85 * (1.0 - zero * b->zero_ratio_85));
}

/* The growth of need and the strength of winters are circumstances; the parameters of needs take
 * them unless they are set themselves. */
static void fill_needs(struct world *w, const struct layers *l) {
    fill(&needs_param_table, &w->needs_par, l);
    put_growth(w);
    put_wear(w);
    put_need(&w->needs_par, "winter_strength", w->circumstances.winter_strength);
    put_need(&w->needs_par, "surge", w->circumstances.need_surge);
    put_need(&w->needs_par, "surge_from", w->circumstances.need_surge_from_month);
    put_need(&w->needs_par, "surge_months", w->circumstances.need_surge_months);
    for (unsigned i = 0; i < l->n; i++)
        registry_apply(&needs_param_table, (double *)&w->needs_par, l->set[i]);
}

static void fill_parameters(struct world *w, const struct layers *l) {
    fill(&circumstances_param_table, &w->circumstances, l);
    fill_people(w, l);
    fill(&beds_param_table, &w->par.beds, l);
    fill_needs(w, l);
    fill(&choice_param_table, &w->par.choice, l);
    fill(&planned_param_table, &w->par.planned, l);
    fill(&primary_param_table, &w->par.primary, l);
    fill(&ambulance_param_table, &w->par.ambulance, l);
    fill(&emergency_param_table, &w->par.emergency, l);
    fill(&discharge_param_table, &w->par.discharge, l);
    fill(&outcome_param_table, &w->par.outcome, l);
    fill(&mental_health_param_table, &w->par.mental_health, l);
    fill(&disorders_param_table, &w->par.disorders, l);
    fill(&community_param_table, &w->par.community, l);
}

static bool is_institutions(const char *name) {
    for (unsigned i = 0; i < institution_n_param_tables; i++) {
        const size_t n = strlen(institution_param_tables[i]->room);
        if (strncmp(name, institution_param_tables[i]->room, n) == 0 && name[n] == '.') return true;
    }
    return false;
}

static unsigned institution_settings(const struct layers *l, struct institution_set *set,
                                     unsigned max) {
    unsigned n = 0;
    for (unsigned i = 0; i < l->n; i++)
        for (unsigned k = 0; k < l->set[i]->n && n < max; k++)
            if (is_institutions(l->set[i]->s[k].name))
                set[n++] = (struct institution_set){l->set[i]->s[k].name, l->set[i]->s[k].value};
    return n;
}

/* --- the world ------------------------------------------------------------------------------ */

static double years_of(const struct world *w) {
    return (double)(w->last_day + 1 - w->first_day) / DAYS_A_YEAR;
}

static int say_no_people(int rc, struct fault *f) {
    return fault_set(f, (enum fault_code)rc, NULL, 0, 0,
                     "the people could not be made: out of memory");
}

/* Where the pilot begins: with what the settling runs ended with, if this run and every scenario of
 * its study have their terms; twins begin alike. */
static const struct primary *pilot_begins(const struct run *r) {
    const struct settled *const s = r->plan->attraction->urgent;
    const struct experiment *const e = r->plan->experiment;
    const struct primary *from = settled_for(s, &r->w);
    for (unsigned k = 0; k < e->n_scenarios && from; k++) {
        struct plan plan = *r->plan;
        struct world w = {0};
        plan.scenario = &e->scenario[k];
        const struct layers layers = settings_of(&plan);
        fill_parameters(&w, &layers);
        from = settled_for(s, &w);
    }
    return from;
}

/* People, and what urgent care expects of them, which sets the local level of bed needs. */
static int make_people(struct run *r) {
    struct world *w = &r->w;
    const struct needs_params before = w->needs_par;
    struct settled **const found = r->plan->found;
    w->pilot_from = pilot_begins(r);
    TRY(people_make(&w->people, w->place, &w->people_par, &w->nature, years_of(w)));
    if (primary_expectation(w) == NULL) return FAULT_MEMORY;
    openings_keep(r->plan->openings, w, &before);
    if (found && !*found) *found = settled_make(w, &before);
    return found && !*found ? FAULT_MEMORY : 0;
}

static int open_people(struct run *r, struct fault *f) {
    struct world *w = &r->w;
    int rc = openings_take(r->plan->openings, w);
    rc = rc == 0 ? make_people(r) : rc < 0 ? rc : 0;
    if (rc == 0)
        rc = needs_open(&w->needs, w->place, &w->needs_par, r->plan->attraction->level, &w->nature,
                        w->first_day, w->last_day);
    return rc < 0 ? say_no_people(rc, f) : 0;
}

static int open_world(struct run *r, struct fault *f) {
    struct world *w = &r->w;
    const struct layers layers = settings_of(r->plan);
    struct institution_set set[3 * SETTING_MAX];
    fill_parameters(w, &layers);
    if (r->plan->found) w->par.primary.pilot_people = w->par.primary.pilot_people_settle;
    TRY(open_people(r, f));
    const uint64_t tie_key =
        mix64(w->nature.seed + 0x9e3779b97f4a7c15u * (w->nature.replicate + 1u));
    if (calendar_open(&w->calendar, w->first_day, w->last_day, tie_key, r->plan->shuffle_key) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the calendar");
    const unsigned n = institution_settings(&layers, set, 3 * SETTING_MAX);
    w->ask = &institution_questions;
    TRY(institutions_open(&r->institutions, w, &r->plan->scenario->timeline, set, n, f));
    w->institutions = r->institutions;
    const int rc = world_open_care(w);
    r->care_is_open = true;
    if (rc < 0)
        return fault_set(f, (enum fault_code)rc, NULL, 0, 0,
                         "the journeys of care could not be opened");
    return 0;
}

/* The check, the tally and, where there is one, the listener see what care does. */
static void tell(void *run, const struct world *w, const struct sight *s) {
    const struct run *r = run;
    const struct listener *l = r->plan->listener;
    activity_saw(r->seen, s);
    tally_saw(r->tally, w, s);
    if (l) l->saw(l->who, r->plan->scenario_index, w, s);
}

static int open_tally(struct run *r, struct fault *f) {
    struct measurement_params par;
    const struct layers layers = settings_of(r->plan);
    fill(&measurement_param_table, &par, &layers);
    if (tally_open(&r->tally, &r->w, r->months) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the tally");
    tally_use(r->tally, &par);
    if (activity_open(&r->seen, r->w.place) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the checks");
    r->w.watch = (struct watch){tell, r};
    const struct listener *l = r->plan->listener;
    if (l) l->opened(l->who, r->plan->scenario_index, &r->w);
    return 0;
}

static void begin_run(struct run *r, const struct plan *plan) {
    const struct experiment *e = plan->experiment;
    struct world *w = &r->w;
    r->plan = plan;
    r->months = (unsigned)(day_month(e->last_day) - day_month(e->first_day) + 1);
    w->place = plan->place;
    w->attraction = plan->attraction;
    w->first_day = e->first_day;
    w->last_day = e->last_day;
    w->nature = (struct luck){e->seed, plan->replicate, 0};
    w->luck = (struct luck){e->seed, plan->replicate, plan->salt};
}

static int open_run(struct run *r, const struct plan *plan, struct fault *f) {
    begin_run(r, plan);
    TRY(open_world(r, f));
    return open_tally(r, f);
}

static void close_run(struct run *r) {
    tally_close(r->tally);
    activity_close(r->seen);
    if (r->care_is_open) world_close_care(&r->w);
    if (r->institutions) institutions_close(r->institutions);
    if (r->w.calendar) calendar_close(r->w.calendar);
    if (r->w.needs) needs_close(r->w.needs);
    people_free(&r->w.people);
}

/* --- the months ----------------------------------------------------------------------------- */

static const char *account_name(const void *who, uint16_t account) {
    return institutions_account(who, account);
}

static int check_balances(struct run *r, struct fault *f) {
    const int ledger = ledger_check(institutions_ledger(r->institutions));
    if (ledger == FAULT_MEMORY)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the ledger");
    if (ledger < 0) return fault_set(f, FAULT_BROKEN, NULL, 0, 0, "the ledger does not balance");
    TRY(tally_check(r->tally, &r->w, f));
    TRY(activity_check(r->seen, r->institutions, f));
    TRY(institutions_check(r->institutions, &r->w, f));
    return r->plan->check ? world_check(&r->w, f) : 0;
}

static int close_month(struct run *r, unsigned month, struct fault *f) {
    struct world *w = &r->w;
    const int rc = tally_month_end(r->tally, w, month, institutions_ledger(r->institutions),
                                   account_name, r->institutions);
    if (rc < 0)
        return fault_set(f, (enum fault_code)rc, NULL, 0, 0, "out of memory for the measures");
    TRY(check_balances(r, f));
    notice_board_month_end(w->board, w);
    planned_counts_reset(w);
    beds_month_reset(w);
    return w->failed < 0 ? fault_set(f, (enum fault_code)w->failed, NULL, 0, 0, "the run failed%s",
                                     w->failed == FAULT_MEMORY ? ": out of memory" : "")
                         : 0;
}

static int run_month(struct run *r, unsigned month, struct outcome *out, struct fault *f) {
    struct world *w = &r->w;
    const day_t end = month_first_day(day_month(w->first_day) + (int32_t)month + 1);
    if ((r->plan->stop && *r->plan->stop) ||
        (r->plan->give_up && atomic_load(r->plan->give_up)))
        return fault_set(f, FAULT_STOPPED, NULL, 0, 0, "interrupted");
    if (w->ask->month_begins) w->ask->month_begins(r->institutions, w, month);
    const int ran = calendar_run(w->calendar, w, day_minute(end));
    if (ran < 0)
        return fault_set(f, ran, NULL, 0, 0,
                         ran == FAULT_MEMORY ? "out of memory for the calendar"
                                             : "an event was scheduled in the past");
    if (w->ask->month_ended) w->ask->month_ended(r->institutions, w, month);
    TRY(close_month(r, month, f));
    if (out->n_digest < sizeof out->digest / sizeof *out->digest)
        out->digest[out->n_digest++] = calendar_digest(w->calendar);
    if (r->plan->progress) r->plan->progress(r->plan->who, (double)(month + 1) / r->months);
    return 0;
}

/* --- what is handed over -------------------------------------------------------------------- */

static int copy(void **out, const void *from, size_t n, size_t size) {
    void *data = NULL;
    size_t capacity = 0;
    TRY(memory_grow(&data, &capacity, n ? n : 1, size));
    if (n) memcpy(data, from, n * size);
    *out = data;
    return 0;
}

/* "commissioner:92G" is of the class "commissioner". */
static void name_class(const struct institutions *i, uint16_t account, char out[24]) {
    const char *name = institutions_account(i, account);
    size_t n = 0;
    for (; name && name[n] && name[n] != ':' && n < 23; n++) out[n] = name[n];
    out[n] = '\0';
}

static bool same_line(const struct ledger_line *a, const struct ledger_line *b) {
    return a->month == b->month && a->reason == b->reason && a->line == b->line &&
           strcmp(a->payer, b->payer) == 0 && strcmp(a->payee, b->payee) == 0;
}

static int sum_ledger(const struct run *r, struct outcome *out) {
    const struct ledger *l = institutions_ledger(r->institutions);
    uint32_t room = 0;
    for (uint32_t i = 0; i < l->n_rows; i++) {
        const struct ledger_row *row = &l->rows[i];
        struct ledger_line line = {.line = row->line,
                                   .reason = row->reason,
                                   .month = (uint16_t)(row->month / 12 * 12),
                                   .pence = row->pence,
                                   .count = row->count};
        uint32_t k = 0;
        name_class(r->institutions, row->payer, line.payer);
        name_class(r->institutions, row->payee, line.payee);
        while (k < out->n_ledger && !same_line(&out->ledger[k], &line)) k++;
        if (k < out->n_ledger) {
            out->ledger[k].pence += line.pence;
            out->ledger[k].count += line.count;
            continue;
        }
        TRY(array_push(&out->ledger, &out->n_ledger, &room, &line, sizeof line));
    }
    return 0;
}

static int copy_records(const struct run *r, struct outcome *out) {
    const struct institution_record *rows = NULL;
    void *data = NULL;
    out->n_records = institutions_records(r->institutions, &rows);
    TRY(copy(&data, rows, out->n_records, sizeof *rows));
    out->records = data;
    return 0;
}

static int copy_awards(const struct run *r, struct outcome *out) {
    const struct award *rows = NULL;
    void *data = NULL;
    out->n_awards = institutions_awards(r->institutions, &rows);
    TRY(copy(&data, rows, out->n_awards, sizeof *rows));
    out->awards = data;
    return 0;
}

static int copy_tally(const struct run *r, struct outcome *out) {
    void *data = NULL;
    struct tally *const t = r->tally;
    out->n_people = r->w.people.n;
    out->residents = r->w.people.residents;
    TRY(copy(&data, tally_first_month_stops(t), (size_t)r->w.place->n_providers * 2 * WAIT_WEEKS,
             sizeof(uint32_t)));
    out->first_month_stops = data;
    tally_people_leave(t, &out->person_qaly, &out->person_group);
    return 0;
}

static int hand_over(struct run *r, struct outcome *out) {
    TRY(tally_finish(r->tally, &r->w, &out->series));
    TRY(copy_tally(r, out));
    tally_patients(r->tally, &out->patients);
    TRY(sum_ledger(r, out));
    TRY(copy_records(r, out));
    TRY(copy_awards(r, out));
    out->person_years = tally_person_years(r->tally);
    out->events = calendar_counts(r->w.calendar);
    out->needs_digest = needs_digest(r->w.needs);
    out->bytes_people = (uint64_t)r->w.people.n * (sizeof(struct person) + sizeof(uint64_t));
    out->bytes_total = (uint64_t)r->w.people.n * sizeof(struct person) +
                       calendar_bytes(r->w.calendar) +
                       (uint64_t)out->series.n * sizeof(struct series_row) +
                       (uint64_t)out->n_people * (sizeof(float) + sizeof(uint16_t));
    return 0;
}

static int run_months(struct run *r, struct outcome *out, struct fault *f) {
    for (unsigned month = 0; month < r->months; month++) TRY(run_month(r, month, out, f));
    const struct listener *l = r->plan->listener;
    if (l) l->ended(l->who, r->plan->scenario_index, &r->w);
    if (hand_over(r, out) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the outcome");
    return 0;
}

int simulation_run(const struct plan *plan, struct outcome *out, struct fault *f) {
    const double started = clock_now();
    struct run r;
    memset(&r, 0, sizeof r);
    memset(out, 0, sizeof *out);
    int rc = open_run(&r, plan, f);
    if (rc == 0) rc = run_months(&r, out, f);
    close_run(&r);
    if (rc < 0) outcome_free(out);
    out->seconds = clock_now() - started;
    return rc;
}

int simulation_people(const struct plan *plan, uint32_t *n, struct fault *f) {
    struct run r;
    memset(&r, 0, sizeof r);
    begin_run(&r, plan);
    const struct layers layers = settings_of(plan);
    struct world *const w = &r.w;
    fill_parameters(w, &layers);
    const int rc = people_make(&w->people, w->place, &w->people_par, &w->nature, years_of(w));
    *n = w->people.n;
    people_free(&w->people);
    return rc < 0 ? say_no_people(rc, f) : 0;
}

void outcome_forget_people(struct outcome *o) {
    memory_free(o->person_qaly);
    memory_free(o->person_group);
    o->person_qaly = NULL;
    o->person_group = NULL;
}

void outcome_free(struct outcome *o) {
    series_free(&o->series);
    memory_free(o->ledger);
    memory_free(o->records);
    memory_free(o->awards);
    memory_free(o->first_month_stops);
    memory_free(o->person_qaly);
    memory_free(o->person_group);
    patients_free(&o->patients);
    memset(o, 0, sizeof *o);
}
