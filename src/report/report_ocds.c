// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Awards as a release package of the Open Contracting Data Standard 1.1: one release an award,
 * marked as simulated in its identifier, its publisher and its titles. Dates are the first days of
 * the run's months. The identifiers carry no registered prefix: nothing here was published by
 * anybody. A release holds what is known at the run's end: tag tender for a process that still
 * runs, award and contract for one that was made. By the extensions for bids and for requirements
 * it names each criterion with its weight, and the mark of everyone who was judged by it: under the
 * bid, or under the award where a holder was assessed without one. Left out: lots, items by
 * classification, documents, milestones. */
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "report/report.h"
#include "store/store.h"

#define EXTENSIONS "https://raw.githubusercontent.com/open-contracting-extensions/"

struct page {
    const struct experiment *e;
    const struct place *p;
};

static json_t *date_of(const struct page *x, int month) {
    char day[12], text[32];
    day_print(month <= 0 ? x->e->first_day : month_first_day(day_month(x->e->first_day) + month),
              day);
    snprintf(text, sizeof text, "%sT00:00:00Z", day);
    return json_string(text);
}

static json_t *value_of(int64_t pence) {
    return json_pack("{s:f, s:s}", "amount", (double)pence / 100.0, "currency", "GBP");
}
static json_t *period(const struct page *x, int from, int to) {
    return json_pack("{s:o, s:o}", "startDate", date_of(x, from), "endDate", date_of(x, to));
}
static json_t *reference(const char *id, const char *name) {
    return json_pack("{s:s, s:s}", "id", id, "name", name);
}
static bool made(const struct stored_award *a) { return strcmp(a->outcome, "made") == 0; }
static bool runs(const struct stored_award *a) { return strcmp(a->outcome, "running") == 0; }

/* One party each organisation, with all its roles. */
static void party(json_t *parties, const char *id, const char *name, const char *role) {
    size_t k;
    json_t *x;
    if (!id[0]) return;
    json_array_foreach(parties, k,
                       x) if (strcmp(json_string_value(json_object_get(x, "id")), id) == 0) {
        json_array_append_new(json_object_get(x, "roles"), json_string(role));
        return;
    }
    json_array_append_new(parties,
                          json_pack("{s:s, s:s, s:[s]}", "id", id, "name", name, "roles", role));
}

static json_t *parties(const struct stored_award *a) {
    json_t *all = json_array();
    party(all, a->commissioner, a->commissioner_name, "buyer");
    party(all, a->commissioner, a->commissioner_name, "procuringEntity");
    for (unsigned b = 0; b < a->n_bids; b++) party(all, a->bid[b].code, a->bid[b].name, "tenderer");
    if (made(a)) party(all, a->winner, a->winner_name, "supplier");
    return all;
}

/* ---- criteria and marks ---- */

static bool weighed(const struct stored_award *a) {
    double sum = 0.0;
    for (unsigned k = 0; k < CRITERIA; k++) sum += a->weight[k];
    return sum > 0.0;
}

static json_t *criteria(const struct stored_award *a) {
    json_t *all = json_array();
    for (unsigned k = 0; k < CRITERIA; k++) {
        char says[80];
        const char *const name = award_criterion_name(k);
        if (!(a->weight[k] > 0.0)) continue;
        snprintf(says, sizeof says, "Weight %.4g of 1; a mark from 0 to 1.", a->weight[k]);
        json_array_append_new(
            all, json_pack("{s:s, s:s, s:s, s:s, s:s, s:[{s:s, s:[{s:s, s:s, s:s, s:f, s:f}]}]}",
                           "id", name, "title", name, "description", says, "source", "buyer",
                           "relatesTo", "tenderer", "requirementGroups", "id", name, "requirements",
                           "id", name, "title", name, "dataType", "number", "minValue", 0.0,
                           "maxValue", 1.0));
    }
    return all;
}

/* One response a criterion, of the buyer about an organisation; identifiers stand once in a
 * release. */
static json_t *responses(const struct stored_award *a, const double *mark, const char *code,
                         const char *name) {
    json_t *all = json_array();
    for (unsigned k = 0; k < CRITERIA; k++) {
        char id[80];
        const char *const of = award_criterion_name(k);
        if (!(a->weight[k] > 0.0)) continue;
        snprintf(id, sizeof id, "%s-%s", code, of);
        json_array_append_new(all, json_pack("{s:s, s:f, s:{s:s, s:s}, s:o}", "id", id, "value",
                                             mark[k], "requirement", "id", of, "title", of,
                                             "relatedTenderer", reference(code, name)));
    }
    return all;
}

static json_t *bids(const struct stored_award *a) {
    json_t *all = json_array();
    for (unsigned b = 0; b < a->n_bids; b++) {
        const struct stored_bid *const x = &a->bid[b];
        const char *const status = x->score >= 0.0             ? "valid"
                                   : runs(a) && !weighed(a)  ? "pending" /* not marked yet */
                                                              : "disqualified";
        json_t *one = json_pack("{s:s, s:s, s:[o]}", "id", x->code, "status", status, "tenderers",
                                reference(x->code, x->name));
        if (weighed(a))
            json_object_set_new(one, "requirementResponses",
                                responses(a, x->mark, x->code, x->name));
        json_array_append_new(all, one);
    }
    return json_pack("{s:o}", "details", all);
}

/* ---- the release ---- */

static json_t *tender(const struct page *x, const struct stored_award *a, const char *ocid) {
    const char *status = runs(a)                                ? "active"
                         : made(a)                              ? "complete"
                         : strcmp(a->outcome, "withdrawn") == 0 ? "cancelled"
                                                                : "unsuccessful";
    char title[128];
    snprintf(title, sizeof title, "Simulated: %s%s%s", a->line, *a->function ? " " : "",
             a->function);
    json_t *t = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "id", ocid, "title", title, "description",
        "A process of award in a simulation; no such notice was published.", "status", status,
        "procurementMethod", a->method, "procurementMethodDetails", a->route,
        "mainProcurementCategory", "services", "procuringEntity",
        reference(a->commissioner, a->commissioner_name));
    json_object_set_new(t, "tenderPeriod", period(x, a->notice, runs(a) ? a->notice : a->decided));
    if (weighed(a)) {
        json_object_set_new(t, "awardCriteria", json_string("ratedCriteria"));
        json_object_set_new(t, "criteria", criteria(a));
    }
    if (a->n_bids == 0) return t;
    json_t *who = json_array();
    for (unsigned b = 0; b < a->n_bids; b++)
        json_array_append_new(who, reference(a->bid[b].code, a->bid[b].name));
    json_object_set_new(t, "numberOfTenderers", json_integer(a->n_bids));
    json_object_set_new(t, "tenderers", who);
    return t;
}

static json_t *award(const struct page *x, const struct stored_award *a, const char *id) {
    json_t *r = json_pack("{s:s, s:s, s:s, s:o}", "id", id, "description", a->why, "status",
                          made(a)                                ? "active"
                          : strcmp(a->outcome, "no bidder") == 0 ? "unsuccessful"
                                                                 : "cancelled",
                          "date", date_of(x, a->decided));
    if (!made(a)) return r;
    json_object_set_new(r, "title", json_string(a->route));
    json_object_set_new(r, "value", value_of(a->value_pence));
    json_object_set_new(r, "suppliers", json_pack("[o]", reference(a->winner, a->winner_name)));
    json_object_set_new(r, "contractPeriod", period(x, a->starts, a->ends));
    if (a->assessed) /* whoever held it then: a direct award goes to nobody else */
        json_object_set_new(r, "requirementResponses",
                            responses(a, a->mark, a->winner, a->winner_name));
    return r;
}

static json_t *release(const struct page *x, const struct stored_award *a) {
    char ocid[200], id[220];
    snprintf(ocid, sizeof ocid, "tredegar-simulated-%s-%s-%u-%u", x->e->key, a->scenario,
             a->replicate, a->number);
    snprintf(id, sizeof id, "%s-release", ocid);
    json_t *tags = json_pack("[s]", "tender");
    json_t *r =
        json_pack("{s:s, s:s, s:o, s:s, s:s, s:o, s:o, s:o}", "ocid", ocid, "id", id, "date",
                  date_of(x, runs(a) ? a->notice : a->decided), "initiationType", "tender",
                  "language", "en", "parties", parties(a), "buyer",
                  reference(a->commissioner, a->commissioner_name), "tender", tender(x, a, ocid));
    if (a->n_bids > 0) json_object_set_new(r, "bids", bids(a));
    if (!runs(a)) {
        snprintf(id, sizeof id, "%s-award", ocid);
        json_array_append_new(tags, json_string("award"));
        json_object_set_new(r, "awards", json_pack("[o]", award(x, a, id)));
    }
    if (made(a)) {
        json_array_append_new(tags, json_string("contract"));
        json_object_set_new(r, "contracts",
                            json_pack("[{s:s, s:s, s:s, s:s, s:o, s:o}]", "id", ocid, "awardID", id,
                                      "title", a->route, "status", "active", "period",
                                      period(x, a->starts, a->ends), "value",
                                      value_of(a->value_pence)));
    }
    json_object_set_new(r, "tag", tags);
    return r;
}

static json_t *package(const struct experiment *e, const struct place *p,
                       const struct stored_award *rows, uint32_t n) {
    const struct page x = {e, p};
    char uri[160], last[12], published[32];
    json_t *releases = json_array();
    for (uint32_t k = 0; k < n; k++) json_array_append_new(releases, release(&x, &rows[k]));
    snprintf(uri, sizeof uri, "urn:tredegar:simulated:%s", e->key);
    day_print(e->last_day, last);
    snprintf(published, sizeof published, "%sT23:59:59Z", last);
    return json_pack("{s:s, s:s, s:[ss], s:s, s:{s:s}, s:o}", "uri", uri, "version", "1.1",
                     "extensions", EXTENSIONS "ocds_bid_extension/master/extension.json",
                     EXTENSIONS "ocds_requirements_extension/master/extension.json",
                     "publishedDate", published, "publisher", "name",
                     "Tredegar (simulated: no award in this file was made)", "releases", releases);
}

int report_ocds(const char *path, const struct experiment *e, const struct place *p,
                const struct stored_award *rows, uint32_t n, struct fault *f) {
    struct stat at;
    char file[600];
    const bool folder = stat(path, &at) == 0 && S_ISDIR(at.st_mode);
    snprintf(file, sizeof file, folder ? "%s/%s-ocds.json" : "%s%.0s", path, e->key);
    json_t *root = package(e, p, rows, n);
    if (!root)
        return fault_set(
            f, FAULT_MEMORY, file, 0, 0,
            "the release package could not be made: out of memory, or a name that is not UTF-8");
    const int rc = json_dump_file(root, file, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    json_decref(root);
    return rc == 0 ? 0
                   : fault_set(f, FAULT_DISK, file, 0, 0, "cannot be written: %s",
                               strerror(errno));
}
