// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The schema of a release package of the Open Contracting Data Standard 1.1 in a compact form of
 * our own: of each object that is written here its fields, their types, which must be there, closed
 * codelists, lists without repetition. Facts of release-schema.json and release-package-schema.json
 * (1.1.5, Open Contracting Partnership, Apache License 2.0; standard.open-contracting.org), read
 * and written down anew; no text of theirs. Stricter in two things: nothing may be null, and a
 * field that the standard does not know is refused (the standard lets it pass, with a remark).
 * Fields that lead to objects not written here (items, documents, milestones, amendments, planning,
 * implementation, related processes, addresses, identifiers) are left out: whoever writes one adds
 * its rows. Of currencies the pound alone. With the community's extensions for bids and for
 * requirements (bids, criteria, responses). */
#ifndef OCDS_SCHEMA_H
#define OCDS_SCHEMA_H
#include <ctype.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum ocds_type {
    TEXT,
    KEY,
    DATE_TIME,
    WHOLE,
    NUMBER,
    YES_NO,
    CODE,
    CODES,
    ONE,
    MANY,
    SET,
    VERSION
};
struct ocds_field {
    const char *object, *name;
    enum ocds_type type; /* KEY: text that is not empty; CODES: a list of texts, at least one */
    bool needed;
    const char *of; /* closed codelist, or the object within; NULL: an open one */
};

static const struct ocds_field ocds_fields[] = {
    {"package", "uri", KEY, true, NULL},
    {"package", "version", VERSION, true, NULL},
    {"package", "publishedDate", DATE_TIME, true, NULL},
    {"package", "publisher", ONE, true, "publisher"},
    {"package", "releases", MANY, true, "release"},
    {"package", "extensions", CODES, false, NULL},
    {"package", "license", TEXT, false, NULL},
    {"package", "publicationPolicy", TEXT, false, NULL},
    {"publisher", "name", TEXT, true, NULL},
    {"publisher", "scheme", TEXT, false, NULL},
    {"publisher", "uid", TEXT, false, NULL},
    {"publisher", "uri", TEXT, false, NULL},
    {"release", "ocid", KEY, true, NULL},
    {"release", "id", KEY, true, NULL},
    {"release", "date", DATE_TIME, true, NULL},
    {"release", "tag", CODES, true,
     "planning planningUpdate tender tenderAmendment tenderUpdate tenderCancellation award "
     "awardUpdate awardCancellation contract contractUpdate contractAmendment implementation "
     "implementationUpdate contractTermination compiled"},
    {"release", "initiationType", CODE, true, "tender"},
    {"release", "language", TEXT, false, NULL},
    {"release", "parties", SET, false, "organization"},
    {"release", "buyer", ONE, false, "reference"},
    {"release", "tender", ONE, false, "tender"},
    {"release", "awards", SET, false, "award"},
    {"release", "contracts", SET, false, "contract"},
    {"release", "bids", ONE, false, "bids"},
    {"bids", "details", MANY, false, "bid"},
    {"bid", "id", KEY, true, NULL},
    {"bid", "date", DATE_TIME, false, NULL},
    {"bid", "status", CODE, false, "invited pending valid disqualified withdrawn"},
    {"bid", "tenderers", MANY, false, "reference"},
    {"bid", "value", ONE, false, "value"},
    {"bid", "requirementResponses", SET, false, "response"},
    {"response", "id", KEY, true, NULL},
    {"response", "title", TEXT, false, NULL},
    {"response", "value", NUMBER, false, NULL}, /* as every requirement here asks for */
    {"response", "requirement", ONE, true, "requirement reference"},
    {"response", "relatedTenderer", ONE, false, "reference"},
    {"requirement reference", "id", KEY, true, NULL},
    {"requirement reference", "title", TEXT, false, NULL},
    {"criterion", "id", KEY, true, NULL},
    {"criterion", "title", TEXT, false, NULL},
    {"criterion", "description", TEXT, false, NULL},
    {"criterion", "source", CODE, false, "tenderer buyer procuringEntity"},
    {"criterion", "relatesTo", CODE, false, "tenderer item"},
    {"criterion", "requirementGroups", SET, false, "requirement group"},
    {"requirement group", "id", KEY, true, NULL},
    {"requirement group", "description", TEXT, false, NULL},
    {"requirement group", "requirements", SET, false, "requirement"},
    {"requirement", "id", KEY, true, NULL},
    {"requirement", "title", TEXT, false, NULL},
    {"requirement", "description", TEXT, false, NULL},
    {"requirement", "dataType", CODE, false, "string date-time number integer boolean"},
    {"requirement", "minValue", NUMBER, false, NULL},
    {"requirement", "maxValue", NUMBER, false, NULL},
    {"organization", "id", KEY, false, NULL},
    {"organization", "name", TEXT, false, NULL},
    {"organization", "roles", CODES, false, NULL},
    {"reference", "id", KEY, false, NULL},
    {"reference", "name", TEXT, false, NULL},
    {"tender", "id", KEY, true, NULL},
    {"tender", "title", TEXT, false, NULL},
    {"tender", "description", TEXT, false, NULL},
    {"tender", "status", CODE, false,
     "planning planned active cancelled unsuccessful complete withdrawn"},
    {"tender", "procuringEntity", ONE, false, "reference"},
    {"tender", "value", ONE, false, "value"},
    {"tender", "minValue", ONE, false, "value"},
    {"tender", "procurementMethod", CODE, false, "open selective limited direct"},
    {"tender", "procurementMethodDetails", TEXT, false, NULL},
    {"tender", "procurementMethodRationale", TEXT, false, NULL},
    {"tender", "mainProcurementCategory", CODE, false, "goods works services"},
    {"tender", "additionalProcurementCategories", CODES, false, NULL},
    {"tender", "awardCriteria", TEXT, false, NULL},
    {"tender", "awardCriteriaDetails", TEXT, false, NULL},
    {"tender", "criteria", SET, false, "criterion"},
    {"tender", "tenderPeriod", ONE, false, "period"},
    {"tender", "enquiryPeriod", ONE, false, "period"},
    {"tender", "hasEnquiries", YES_NO, false, NULL},
    {"tender", "eligibilityCriteria", TEXT, false, NULL},
    {"tender", "awardPeriod", ONE, false, "period"},
    {"tender", "contractPeriod", ONE, false, "period"},
    {"tender", "numberOfTenderers", WHOLE, false, NULL},
    {"tender", "tenderers", SET, false, "reference"},
    {"award", "id", KEY, true, NULL},
    {"award", "title", TEXT, false, NULL},
    {"award", "description", TEXT, false, NULL},
    {"award", "status", CODE, false, "pending active cancelled unsuccessful"},
    {"award", "date", DATE_TIME, false, NULL},
    {"award", "value", ONE, false, "value"},
    {"award", "suppliers", SET, false, "reference"},
    {"award", "contractPeriod", ONE, false, "period"},
    {"award", "requirementResponses", SET, false, "response"},
    {"contract", "id", KEY, true, NULL},
    {"contract", "awardID", KEY, true, NULL},
    {"contract", "title", TEXT, false, NULL},
    {"contract", "description", TEXT, false, NULL},
    {"contract", "status", CODE, false, "pending active cancelled terminated"},
    {"contract", "period", ONE, false, "period"},
    {"contract", "value", ONE, false, "value"},
    {"contract", "dateSigned", DATE_TIME, false, NULL},
    {"value", "amount", NUMBER, false, NULL},
    {"value", "currency", CODE, false, "GBP"},
    {"period", "startDate", DATE_TIME, false, NULL},
    {"period", "endDate", DATE_TIME, false, NULL},
    {"period", "maxExtentDate", DATE_TIME, false, NULL},
    {"period", "durationInDays", WHOLE, false, NULL},
};
enum { OCDS_FIELDS = sizeof ocds_fields / sizeof *ocds_fields };

static bool ocds_follows(const char *object, const json_t *x, char why[160]);

static bool ocds_in(const char *word, const char *words) {
    const size_t n = strlen(word);
    for (const char *at = words; at && n > 0 && (at = strstr(at, word)) != NULL; at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0')) return true;
    return false;
}

/* As RFC 3339 has it, in Universal Time: 2026-03-01T00:00:00Z. */
static bool ocds_date_time(const char *t) {
    static const char form[] = "dddd-dd-ddTdd:dd:ddZ";
    int month, day, hour;
    for (size_t k = 0; k < sizeof form; k++)
        if (form[k] == 'd' ? !isdigit((unsigned char)t[k]) : t[k] != form[k]) return false;
    sscanf(t + 5, "%2d-%2dT%2d", &month, &day, &hour);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23;
}

static bool ocds_list(const struct ocds_field *f, const json_t *x, char why[160]) {
    size_t k;
    json_t *one;
    if (!json_is_array(x) || (f->type == CODES && json_array_size(x) == 0)) return false;
    json_array_foreach(x, k, one) {
        if (f->type == CODES &&
            (!json_is_string(one) || (f->of && !ocds_in(json_string_value(one), f->of))))
            return false;
        if (f->type != CODES && !ocds_follows(f->of, one, why)) return false;
        for (size_t other = 0; f->type == SET && other < k; other++)
            if (json_equal(one, json_array_get(x, other))) return false;
    }
    return true;
}

static bool ocds_right(const struct ocds_field *f, const json_t *x, char why[160]) {
    const char *const t = json_string_value(x);
    switch (f->type) {
    case TEXT: return t;
    case KEY: return t && t[0];
    case DATE_TIME: return t && ocds_date_time(t);
    case WHOLE: return json_is_integer(x);
    case NUMBER: return json_is_number(x);
    case YES_NO: return json_is_boolean(x);
    case CODE: return t && ocds_in(t, f->of);
    case VERSION: return t && isdigit((unsigned char)t[0]) && t[1] == '.' && t[2] && !t[3];
    case ONE: return ocds_follows(f->of, x, why);
    case CODES:
    case MANY:
    case SET: return ocds_list(f, x, why);
    }
    return false;
}

/* Does it follow? If not, why holds the innermost field that does not. */
static bool ocds_follows(const char *object, const json_t *x, char why[160]) {
    size_t known = 0;
    if (!json_is_object(x)) return false;
    for (size_t k = 0; k < OCDS_FIELDS; k++) {
        const struct ocds_field *const f = &ocds_fields[k];
        const json_t *const value = json_object_get(x, f->name);
        if (strcmp(f->object, object) != 0 || (!value && !f->needed)) continue;
        known++;
        if (value && ocds_right(f, value, why)) continue;
        if (!why[0]) snprintf(why, 160, "%s.%s", object, f->name);
        return false;
    }
    if (known == json_object_size(x)) return true;
    if (!why[0]) snprintf(why, 160, "%s: a field that the standard does not know", object);
    return false;
}

#endif
