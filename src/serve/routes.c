// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who answers what: docs/page-api.md as a table. '*' stands for one name. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "serve/state.h"

static const struct {
    enum request_method method;
    const char *path;
    serve_page *page;
} routes[] = {
    {METHOD_GET, "about", about_page},
    {METHOD_GET, "claims", claims_page},
    {METHOD_GET, "experiments", library_experiments_page},
    {METHOD_GET, "experiments/*", library_experiment_page},
    {METHOD_GET, "regimes", library_regimes_page},
    {METHOD_GET, "regimes/*", library_regime_page},
    {METHOD_GET, "places", library_places_page},
    {METHOD_GET, "places/*", place_page},
    {METHOD_GET, "circumstances", library_circumstances_page},
    {METHOD_GET, "questions", library_questions_page},
    {METHOD_GET, "measures", library_measures_page},
    {METHOD_GET, "parameters", library_parameters_page},
    {METHOD_GET, "studies", study_list_page},
    {METHOD_GET, "studies/*", study_page},
    {METHOD_DELETE, "studies/*", study_delete_page},
    {METHOD_GET, "studies/*/comparison", study_comparison_page},
    {METHOD_GET, "studies/*/reading", study_reading_page},
    {METHOD_GET, "studies/*/report.csv", study_report_page},
    {METHOD_GET, "studies/*/experiment", study_experiment_page},
    {METHOD_GET, "studies/*/series", series_page},
    {METHOD_GET, "studies/*/gains", gains_page},
    {METHOD_GET, "studies/*/money", money_page},
    {METHOD_GET, "studies/*/hours", patient_hours_page},
    {METHOD_GET, "studies/*/weeks", patient_weeks_page},
    {METHOD_GET, "studies/*/flows", patient_flows_page},
    {METHOD_POST, "check", run_check_page},
    {METHOD_GET, "runs", run_list_page},
    {METHOD_POST, "runs", run_start_page},
    {METHOD_GET, "runs/*", run_page},
    {METHOD_DELETE, "runs/*", run_stop_page},
    {METHOD_GET, "runs/*/events", run_events_page},
    {METHOD_POST, "person", person_page},
    {METHOD_GET, "runs/*/story", person_story_page},
};

static bool matches(const char *path, const struct request *q) {
    char pattern[64];
    unsigned part = 1; /* after "api" */
    snprintf(pattern, sizeof pattern, "%s", path);
    char *save = NULL;
    for (char *w = strtok_r(pattern, "/", &save); w; w = strtok_r(NULL, "/", &save), part++)
        if (part >= q->n || (strcmp(w, "*") != 0 && strcmp(w, q->part[part]) != 0)) return false;
    return part == q->n;
}

/* Where Node was not there when the program was built, there is no page: what to do instead. */
static const char plain_page[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
    "content=\"width=device-width\"><title>Tredegar</title>\n"
    "<style>body{font:1.1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;"
    "color:#222}code{background:#eee;padding:.1em .3em}</style></head>\n<body>\n"
    "<h1>Tredegar</h1>\n<p>The server runs, but the page itself was not built, because Node.js was "
    "not there.</p>\n"
    "<p>Install Node.js 18 or later with npm (on Debian <code>apt install nodejs npm</code>), type "
    "<code>make page</code>, and start <code>tredegar serve</code> again.</p>\n"
    "<p>All else works without it: <code>tredegar run</code>, <code>tredegar report</code>; and "
    "the data behind the page are at <a href=\"/api/studies\">/api/studies</a>, "
    "<a href=\"/api/claims\">/api/claims</a> and the other addresses of docs/page-api.md.</p>\n"
    "</body></html>\n";

static void page_file(struct serve *s, const struct request *q, struct reply *r) {
    const struct asset *a = assets_find(&s->assets, q->path);
    if (a) *r = (struct reply){.status = 200, .borrowed = a->data, .n = a->n, .type = a->type};
    else if (q->n == 0)
        *r = (struct reply){.status = 200, .borrowed = plain_page, .n = sizeof plain_page - 1,
                            .type = "text/html; charset=utf-8"};
    else reply_error(r, 404, "unknown", "There is no such page.");
}

void serve_answer(struct serve *s, const struct request *q, struct reply *r) {
    bool known = false;
    if (q->n == 0 || strcmp(q->part[0], "api") != 0) {
        if (q->method == METHOD_GET) page_file(s, q, r);
        else reply_error(r, 405, "method", "Pages are only read.");
        return;
    }
    for (unsigned i = 0; i < sizeof routes / sizeof *routes; i++) {
        if (!matches(routes[i].path, q)) continue;
        known = true;
        if (routes[i].method != q->method) continue;
        routes[i].page(s, q, r);
        return;
    }
    if (known) reply_error(r, 405, "method", "This address does not take that method.");
    else reply_error(r, 404, "unknown", "There is no such address; docs/page-api.md lists them.");
}

void about_page(struct serve *s, const struct request *q, struct reply *r) {
    (void)q;
    const long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    const int processors = cpus > 0 ? (int)cpus : 1;
    reply_json(
        r, 200,
        json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:{s:i, s:i, s:i, s:f, s:i, s:i, s:i, s:i, "
                  "s:i}, s:s}",
                  "program", "tredegar", "version", tredegar_version(), "label", "simulated",
                  "form", store_form(), "processors", processors, "threads",
                  s->threads ? (int)s->threads : processors, "limits", "body_bytes",
                  SERVE_BODY_BYTES, "runs_at_once", SERVE_RUNS_AT_ONCE, "runs_waiting",
                  SERVE_RUNS_WAITING, "person_months", SERVE_PERSON_MONTHS, "runs",
                  SERVE_RUNS_MOST, "connections", SERVE_CONNECTIONS, "idle_seconds",
                  SERVE_IDLE_SECONDS, "answer_seconds", SERVE_ANSWER_SECONDS, "followers",
                  SERVE_FOLLOWERS, "licence_of_inputs",
                  "Open Government Licence v3.0; sources in the tables' headers and "
                  "data/sources.d"));
}
