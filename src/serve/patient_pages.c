// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Patients: A&E by hour of arrival, the waiting list by weeks waited, who goes where. Means over
 * main runs; a run that is not finished is not there. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "serve/state.h"

/* Main runs of a scenario that have finished. */
static double runs_of(const struct study *st, unsigned k, struct reply *r) {
    double n = 0;
    sqlite3_stmt *q = studies_query(
        st, "SELECT count(*) FROM run WHERE kind = 'main' AND scenario = ?", r);
    if (q) sqlite3_bind_int(q, 1, (int)k);
    if (q && sqlite3_step(q) == SQLITE_ROW) n = sqlite3_column_double(q, 0);
    sqlite3_finalize(q);
    return n;
}

static unsigned days_of(const struct study *st) {
    return (unsigned)(month_first_day(st->first_month + (int32_t)st->months) -
                      month_first_day(st->first_month));
}

/* Ends a page: the list of scenarios under its head, or what went wrong. */
static void end_page(struct reply *r, struct reply *failed, json_t *head, json_t *scenarios) {
    if (failed->status) {
        json_decref(head);
        json_decref(scenarios);
        *r = *failed;
        return;
    }
    json_object_set_new(head, "scenarios", scenarios);
    reply_json(r, 200, head);
}

static json_t *named(const struct study *st, unsigned k) {
    return json_pack("{s:s, s:s}", "name", st->scenario[k].name, "title", st->scenario[k].title);
}

/* ---- by hour --------------------------------------------------------------------------------- */

static json_t *hours_of(const struct study *st, unsigned k, int org, struct reply *r) {
    static const char *const keys[] = {"arrivals", "within_4_hours_share", "mean_minutes",
                                       "admitted_share"};
    double sum[24][4] = {{0}};
    const double runs = runs_of(st, k, r), days = days_of(st);
    json_t *o = named(st, k), *list[4];
    sqlite3_stmt *q = studies_query(
        st,
        "SELECT hour, sum(patients), sum(within_target), sum(minutes), sum(admitted) FROM ae_hour "
        "JOIN run USING (run) WHERE kind = 'main' AND scenario = ?1 AND (?2 < 0 OR organisation = "
        "?2) GROUP BY hour", r);
    if (q) sqlite3_bind_int(q, 1, (int)k);
    if (q) sqlite3_bind_int(q, 2, org);
    while (q && sqlite3_step(q) == SQLITE_ROW) {
        const int hour = sqlite3_column_int(q, 0);
        for (int i = 0; i < 4 && hour >= 0 && hour < 24; i++)
            sum[hour][i] = sqlite3_column_double(q, i + 1);
    }
    sqlite3_finalize(q);
    for (unsigned i = 0; i < 4; i++) {
        list[i] = json_array();
        json_object_set_new(o, keys[i], list[i]);
    }
    for (unsigned h = 0; h < 24; h++) {
        const double n = sum[h][0];
        json_array_append_new(list[0], reply_figure(runs > 0 ? n / runs / days : NAN));
        for (unsigned i = 1; i < 4; i++)
            json_array_append_new(list[i], reply_figure(n > 0 ? sum[h][i] / n : NAN));
    }
    return o;
}

/* The store's number of an organisation, -1 for all; false: unknown. */
static bool org_of(const struct study *st, const struct request *q, int *org, struct reply *r) {
    const char *code = request_find(q, "org");
    *org = -1;
    if (!code || strcmp(code, "PLACE") == 0) return true;
    sqlite3_stmt *row = studies_query(
        st, "SELECT organisation FROM organisation WHERE code = ?", r);
    if (row) sqlite3_bind_text(row, 1, code, -1, SQLITE_STATIC);
    const bool found = row && sqlite3_step(row) == SQLITE_ROW;
    if (found) *org = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    if (row && !found)
        reply_error(r, 404, "unknown_organisation", "There is no organisation '%s'.", code);
    return found;
}

void patient_hours_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    int org;
    if (!studies_open(s, q->part[2], &st, r)) return;
    if (org_of(&st, q, &org, r)) {
        struct reply failed = {0};
        json_t *list = json_array(), *hours = json_array();
        for (unsigned h = 0; h < 24; h++) json_array_append_new(hours, json_integer(h));
        for (unsigned k = 0; k < st.n_scenarios && !failed.status; k++)
            json_array_append_new(list, hours_of(&st, k, org, &failed));
        end_page(r, &failed,
                 json_pack("{s:o, s:i}", "hours", hours, "days", (int)days_of(&st)), list);
    }
    studies_close(&st);
}

/* ---- by weeks waited ------------------------------------------------------------------------- */

static json_t *weeks_of(const struct study *st, unsigned k, long month, struct reply *r) {
    const double runs = runs_of(st, k, r);
    json_t *o = named(st, k), *months = json_array();
    sqlite3_stmt *q = studies_query(
        st, "SELECT week, sum(pathways) FROM wait_band JOIN run USING (run) WHERE kind = 'main' "
            "AND scenario = ? AND month = ? GROUP BY week", r);
    for (unsigned m = 0; q && m < st->months; m++) {
        double sum[WAIT_WEEKS] = {0};
        if (month >= 0 && m != (unsigned)month) continue;
        sqlite3_bind_int(q, 1, (int)k);
        sqlite3_bind_int(q, 2, (int)m);
        while (sqlite3_step(q) == SQLITE_ROW) {
            const int week = sqlite3_column_int(q, 0);
            if (week >= 0 && week < WAIT_WEEKS) sum[week] = sqlite3_column_double(q, 1);
        }
        sqlite3_reset(q);
        json_t *bands = json_array();
        for (unsigned w = 0; w < WAIT_WEEKS; w++)
            json_array_append_new(bands, reply_figure(runs > 0 ? sum[w] / runs : NAN));
        json_array_append_new(months, bands);
    }
    sqlite3_finalize(q);
    json_object_set_new(o, "pathways", months);
    return o;
}

void patient_weeks_page(struct serve *s, const struct request *q, struct reply *r) {
    struct study st;
    long month;
    if (!studies_open(s, q->part[2], &st, r)) return;
    if (!request_whole(q, "month", 0, (long)st.months - 1, -1, &month)) {
        reply_error(r, 400, "month", "The study has months 0 to %u.", st.months - 1);
    } else {
        struct reply failed = {0};
        json_t *list = json_array(), *months = studies_months(&st);
        if (month >= 0) {
            json_t *one = json_pack("[O]", json_array_get(months, (size_t)month));
            json_decref(months);
            months = one;
        }
        for (unsigned k = 0; k < st.n_scenarios && !failed.status; k++)
            json_array_append_new(list, weeks_of(&st, k, month, &failed));
        end_page(r, &failed, json_pack("{s:o, s:i}", "months", months, "weeks", WAIT_WEEKS), list);
    }
    studies_close(&st);
}

/* ---- who goes where -------------------------------------------------------------------------- */

static json_t *codes(const struct study *st, const char *sql, struct reply *r) {
    json_t *list = json_array();
    sqlite3_stmt *q = studies_query(st, sql, r);
    while (q && sqlite3_step(q) == SQLITE_ROW)
        json_array_append_new(list, json_string(studies_text(q, 0)));
    sqlite3_finalize(q);
    return list;
}

static json_t *flows_of(const struct study *st, unsigned k, const char *what, struct reply *r) {
    const double runs = runs_of(st, k, r);
    json_t *o = named(st, k), *flows = json_array();
    sqlite3_stmt *q = studies_query(
        st, "SELECT neighbourhood, organisation, sum(patients) FROM patient_flow JOIN run USING "
            "(run) WHERE kind = 'main' AND scenario = ? AND what = ? GROUP BY 1, 2", r);
    if (q) sqlite3_bind_int(q, 1, (int)k);
    if (q) sqlite3_bind_text(q, 2, what, -1, SQLITE_STATIC);
    while (q && sqlite3_step(q) == SQLITE_ROW && runs > 0)
        json_array_append_new(flows, json_pack("[i, i, f]", sqlite3_column_int(q, 0),
                                               sqlite3_column_int(q, 1),
                                               sqlite3_column_double(q, 2) / runs));
    sqlite3_finalize(q);
    json_object_set_new(o, "flows", flows);
    return o;
}

void patient_flows_page(struct serve *s, const struct request *q, struct reply *r) {
    static const char *const kinds[] = {"starts", "attendances", "emergencies"};
    const char *what = request_find(q, "what");
    struct study st;
    bool known = !what;
    for (unsigned i = 0; what && i < 3; i++) known = known || strcmp(what, kinds[i]) == 0;
    if (!known) {
        reply_error(r, 404, "unknown_flow", "Flows are of starts, attendances or emergencies.");
        return;
    }
    if (!what) what = kinds[0];
    if (!studies_open(s, q->part[2], &st, r)) return;
    struct reply failed = {0};
    json_t *areas = codes(&st, "SELECT code FROM neighbourhood ORDER BY neighbourhood", &failed);
    json_t *providers = codes(&st, "SELECT code FROM organisation ORDER BY organisation", &failed);
    json_t *list = json_array();
    for (unsigned k = 0; k < st.n_scenarios && !failed.status; k++)
        json_array_append_new(list, flows_of(&st, k, what, &failed));
    end_page(r, &failed,
             json_pack("{s:s, s:o, s:o}", "what", what, "areas", areas, "providers", providers),
             list);
    studies_close(&st);
}
