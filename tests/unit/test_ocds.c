// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Awards go into a store and come out as a release package of the Open Contracting Data Standard
 * 1.1: by the standard's schema (ocds_schema.h), and by what it says in words: references name
 * parties, periods do not end before they begin, a contract names its award. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <jansson.h>

#include "ocds_schema.h"
#include "report_fixture.h"

enum { AWARDS = 5 };

/* Award 0: a tender by quality and price; award 1: its holder found to meet five criteria. */
static void put_marks(struct outcome *o) {
    static const double two[CRITERIA] = {0.6, 0.4}, five[CRITERIA] = {0.42, 0.28, 0.1, 0.1, 0.1};
    for (unsigned k = 0; k < CRITERIA; k++) {
        o->awards[0].weight[k] = two[k];
        o->awards[0].bid[0].mark[k] = k < 2 ? 0.75 : 0.0;
        o->awards[0].bid[1].mark[k] = k < 2 ? 0.5 : 0.0;
        o->awards[1].weight[k] = five[k];
        o->awards[1].mark[k] = 0.1 * (k + 1.0);
    }
    o->awards[1].assessed = true;
    o->awards[1].incumbent = o->awards[1].winner;
}

static void put_awards(struct outcome *o) {
    static const uint8_t route[AWARDS] = {ROUTE_TENDER, ROUTE_DIRECT_C, ROUTE_TENDER,
                                          ROUTE_MOST_SUITABLE, ROUTE_CENTRAL};
    static const uint8_t end[AWARDS] = {AWARD_MADE, AWARD_MADE, AWARD_NO_BIDDER, AWARD_RUNNING,
                                        AWARD_INEFFECTIVE};
    o->awards = study_take(AWARDS, sizeof *o->awards);
    o->n_awards = AWARDS;
    for (unsigned k = 0; k < AWARDS; k++) {
        struct award *const a = &o->awards[k];
        *a = (struct award){.number = k,
                            .commissioner = NOBODY,
                            .incumbent = 1 + LINE_COMMUNITY,
                            .winner = end[k] == AWARD_MADE ? (k ? 0 : 1 + LINE_COUNT) : NOBODY,
                            .line = LINE_COMMUNITY,
                            .function = FUNCTION_MAX,
                            .route = route[k],
                            .end = end[k],
                            .notice = 0,
                            .decided = 1,
                            .starts = 2,
                            .ends = 62,
                            .price = 0.91,
                            .value = 12345678901,
                            .challenged = k == 2,
                            .why = "a \"reason\""};
        a->n_bids = k == 0 ? 2 : 0;
        a->bid[0] = (struct bid){.bidder = 1 + LINE_COUNT,
                                 .price = 0.91,
                                 .cost = 1.0,
                                 .measured = 0.5,
                                 .true_ = -0.25,
                                 .score = 0.75};
        a->bid[1] = (struct bid){.bidder = 1 + LINE_COMMUNITY, .price = 1.01, .score = 0.5};
    }
}

static struct study s;
static json_t *root;
static struct stored_award *rows;
static uint32_t n_rows;

static int setup(void **state) {
    struct fault f = {0};
    struct store *store;
    char path[200], json[200];
    (void)state;
    study_make(&s);
    put_awards(&s.t.main[0]);
    put_marks(&s.t.main[0]);
    snprintf(path, sizeof path, "%s/a.sqlite", s.dir);
    assert_int_equal(store_create(&store, path, false, &f), 0);
    assert_int_equal(store_write_study(store, &s.e, &s.p, &f), 0);
    assert_int_equal(store_write_run(store, &s.e, &s.p, "main", 0, 0, &s.t.main[0], &f), 0);
    assert_int_equal(store_write_run(store, &s.e, &s.p, "placebo", 0, 0, &s.t.main[0], &f), 0);
    assert_int_equal(store_read_awards(store, &rows, &n_rows, &f), 0);
    store_close(store);
    assert_int_equal(report_ocds(s.dir, &s.e, &s.p, rows, n_rows, &f), 0);
    snprintf(json, sizeof json, "%s/small-ocds.json", s.dir);
    root = json_load_file(json, JSON_REJECT_DUPLICATES, NULL);
    return root ? 0 : -1;
}
static int teardown(void **state) {
    (void)state;
    json_decref(root);
    memory_free(rows);
    study_free(&s);
    return 0;
}

static void what_was_stored_is_read(void **state) {
    (void)state;
    assert_int_equal(n_rows, AWARDS); /* of the main run alone */
    assert_string_equal(rows[0].scenario, "now");
    assert_string_equal(rows[0].winner_name, "Simulated firm 1: national private operator");
    assert_string_equal(rows[1].winner, "RD1");
    assert_int_equal(rows[0].n_bids, 2);
    assert_string_equal(rows[0].bid[1].code, "public-community");
    assert_true(rows[0].value_pence == 12345678901 && rows[2].challenged);
    assert_string_equal(rows[2].outcome, "no bidder");
    assert_true(rows[0].weight[CRITERION_VALUE] == 0.4 && rows[0].bid[1].mark[0] == 0.5);
    assert_true(rows[1].assessed && rows[1].mark[CRITERION_SOCIAL_VALUE] == 0.1 * 5.0);
    assert_true(!rows[0].assessed && rows[0].weight[CRITERION_ACCESS] == 0.0);
}

static const json_t *at(const json_t *x, const char *list, size_t k) {
    return json_array_get(json_object_get(x, list), k);
}

/* Two criteria for the tender's two bids, five for the holder of the direct award; each mark names
 * a criterion of its tender and whom it is of. */
static void marks_by_criterion(void **state) {
    const json_t *const releases = json_object_get(root, "releases"), *const first = json_array_get(
                                                                          releases, 0);
    const json_t *const second = json_array_get(releases, 1), *const tender = json_object_get(
                                                                  first, "tender");
    const json_t *const bid = at(json_object_get(first, "bids"), "details", 1);
    const json_t *const mark = at(bid, "requirementResponses", 1);
    (void)state;
    assert_int_equal(json_array_size(json_object_get(tender, "criteria")), 2);
    assert_string_equal(json_string_value(json_object_get(at(tender, "criteria", 1), "id")),
                        "value");
    assert_non_null(strstr(
        json_string_value(json_object_get(at(tender, "criteria", 1), "description")), "0.4 of 1"));
    assert_string_equal(json_string_value(json_object_get(bid, "status")), "valid");
    assert_true(json_number_value(json_object_get(mark, "value")) == 0.5);
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(mark, "requirement"), "id")), "value");
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(mark, "relatedTenderer"), "id")),
        "public-community");
    const json_t *const held = json_object_get(at(second, "awards", 0), "requirementResponses");
    assert_int_equal(json_array_size(held), 5);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(held, 4), "id")), "RD1-social value");
    assert_null(json_object_get(second, "bids"));
    const json_t *const third = json_object_get(json_array_get(releases, 2), "tender");
    assert_null(json_object_get(third, "criteria"));
}

/* ---- the standard's rules ---- */

static const char *text(const json_t *object, const char *key) {
    const char *const t = json_string_value(json_object_get(object, key));
    if (!t || !t[0]) fail_msg("'%s' is no text", key);
    return t;
}

static void period(const json_t *x) {
    assert_true(strcmp(text(x, "startDate"), text(x, "endDate")) <= 0);
}

static void value(const json_t *x) {
    assert_true(json_is_number(json_object_get(x, "amount")));
    assert_string_equal(text(x, "currency"), "GBP");
}

/* Every reference names an organisation that stands among the parties, with the role. */
static void refers(const json_t *release, const json_t *reference, const char *role) {
    size_t k, r;
    json_t *x, *word;
    json_array_foreach(json_object_get(release, "parties"), k,
                       x) if (strcmp(text(x, "id"), text(reference, "id")) == 0)
        json_array_foreach(json_object_get(x, "roles"), r,
                           word) if (strcmp(json_string_value(word), role) == 0) {
        assert_string_equal(text(x, "name"), text(reference, "name"));
        return;
    }
    fail_msg("%s is no party with role %s", text(reference, "id"), role);
}

static void tender_of(const json_t *release) {
    const json_t *const t = json_object_get(release, "tender");
    size_t k;
    json_t *x;
    text(t, "status");
    text(t, "procurementMethod");
    text(t, "procurementMethodDetails");
    assert_non_null(strstr(text(t, "title"), "Simulated"));
    assert_true(strlen(text(t, "title")) < 150);
    refers(release, json_object_get(t, "procuringEntity"), "procuringEntity");
    period(json_object_get(t, "tenderPeriod"));
    json_array_foreach(json_object_get(t, "tenderers"), k, x) refers(release, x, "tenderer");
    if (json_object_get(t, "tenderers"))
        assert_int_equal(json_integer_value(json_object_get(t, "numberOfTenderers")),
                         json_array_size(json_object_get(t, "tenderers")));
}

static void award_and_contract_of(const json_t *release) {
    size_t k, n;
    json_t *x, *supplier;
    json_array_foreach(json_object_get(release, "awards"), k, x) {
        text(x, "date");
        json_array_foreach(json_object_get(x, "suppliers"), n, supplier)
            refers(release, supplier, "supplier");
        if (strcmp(text(x, "status"), "active") == 0) {
            value(json_object_get(x, "value"));
            period(json_object_get(x, "contractPeriod"));
        }
    }
    json_array_foreach(json_object_get(release, "contracts"), k, x) {
        text(x, "status");
        assert_string_equal(text(x, "awardID"),
                            text(json_array_get(json_object_get(release, "awards"), 0), "id"));
        value(json_object_get(x, "value"));
        period(json_object_get(x, "period"));
    }
}

static void every_release_follows_the_standard(void **state) {
    const json_t *const releases = json_object_get(root, "releases");
    char why[160] = "";
    size_t k;
    json_t *x;
    (void)state;
    if (!ocds_follows("package", root, why)) fail_msg("%s", why);
    assert_string_equal(text(root, "version"), "1.1");
    assert_int_equal(strncmp(text(root, "uri"), "urn:", 4), 0);
    assert_non_null(strstr(text(json_object_get(root, "publisher"), "name"), "simulated"));
    assert_int_equal(json_array_size(releases), AWARDS);
    json_array_foreach(releases, k, x) {
        assert_non_null(strstr(text(x, "ocid"), "simulated"));
        assert_null(strchr(text(x, "id"), '#'));
        assert_true(strcmp(text(x, "date"), text(root, "publishedDate")) <= 0);
        assert_string_equal(json_string_value(json_array_get(json_object_get(x, "tag"), 0)),
                            "tender");
        for (size_t other = 0; other < k; other++)
            assert_string_not_equal(text(x, "ocid"), text(json_array_get(releases, other), "ocid"));
        refers(x, json_object_get(x, "buyer"), "buyer");
        tender_of(x);
        award_and_contract_of(x);
    }
}

/* A package with one thing wrong is refused, and the field is named. */
static void refused(const char *object, const char *field, json_t *value, const char *named) {
    json_t *const copy = json_deep_copy(root);
    json_t *const release = json_array_get(json_object_get(copy, "releases"), 0);
    json_t *at = strcmp(object, "package") == 0   ? copy
                 : strcmp(object, "release") == 0 ? release
                                                  : json_object_get(release, object);
    char why[160] = "";
    if (json_is_array(at)) at = json_array_get(at, 0);
    assert_non_null(at);
    if (value)
        json_object_set_new(at, field, value);
    else
        json_object_del(at, field);
    assert_false(ocds_follows("package", copy, why));
    assert_string_equal(why, named);
    json_decref(copy);
}

static void what_breaks_the_schema_is_refused(void **state) {
    (void)state;
    refused("package", "publishedDate", NULL, "package.publishedDate");
    refused("package", "version", json_string("1.1.5"), "package.version");
    refused("release", "ocid", NULL, "release.ocid");
    refused("release", "id", json_string(""), "release.id");
    refused("release", "date", json_string("2026-03-01"), "release.date");
    refused("release", "tag", json_array(), "release.tag");
    refused("release", "tag", json_pack("[s]", "tenders"), "release.tag");
    refused("release", "initiationType", json_string("request"), "release.initiationType");
    refused("release", "buyers", json_object(), "release: a field that the standard does not know");
    refused("tender", "id", NULL, "tender.id");
    refused("tender", "status", json_string("done"), "tender.status");
    refused("tender", "procurementMethod", json_string("tender"), "tender.procurementMethod");
    refused("tender", "numberOfTenderers", json_string("2"), "tender.numberOfTenderers");
    refused("tender", "tenderers", json_pack("[{s:s}, {s:s}]", "id", "a", "id", "a"),
            "tender.tenderers");
    refused("awards", "value", json_pack("{s:s}", "amount", "1"), "value.amount");
    refused("awards", "status", json_null(), "award.status");
    refused("contracts", "awardID", NULL, "contract.awardID");
    refused("contracts", "status", json_string("complete"), "contract.status");
}

static void what_each_award_says(void **state) {
    const json_t *const releases = json_object_get(root, "releases"), *const first = json_array_get(
                                                                          releases, 0);
    const json_t *const award = json_array_get(json_object_get(first, "awards"), 0);
    (void)state;
    assert_string_equal(text(json_object_get(first, "tender"), "procurementMethod"), "open");
    assert_string_equal(text(award, "date"),
                        "2026-03-01T00:00:00Z"); /* month 1 of a run from February */
    assert_string_equal(text(json_object_get(award, "contractPeriod"), "endDate"),
                        "2031-04-01T00:00:00Z");
    assert_true(json_number_value(json_object_get(json_object_get(award, "value"), "amount")) ==
                123456789.01);
    assert_string_equal(
        text(json_object_get(json_array_get(releases, 1), "tender"), "procurementMethod"),
        "direct");
    assert_string_equal(text(json_object_get(json_array_get(releases, 2), "tender"), "status"),
                        "unsuccessful");
    assert_null(json_object_get(json_array_get(releases, 2), "contracts"));
    assert_string_equal(text(json_object_get(json_array_get(releases, 3), "tender"), "status"),
                        "active");
    assert_null(json_object_get(json_array_get(releases, 3), "awards"));
    assert_string_equal(
        text(json_array_get(json_object_get(json_array_get(releases, 4), "awards"), 0), "status"),
        "cancelled");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_was_stored_is_read),
                                       cmocka_unit_test(marks_by_criterion),
                                       cmocka_unit_test(every_release_follows_the_standard),
                                       cmocka_unit_test(what_breaks_the_schema_is_refused),
                                       cmocka_unit_test(what_each_award_says)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
