// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One person's years in plain words: who they are, then what care did by date, with a mark under
 * each scenario in which it happened so, then how it stands at the end. As text, and as JSON. */
#include <ctype.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "care/questions.h"
#include "report/report.h"

enum { WORDS = 240 };

static const char *const frailty_words[4] = {"fit", "mildly frail", "moderately frail",
                                             "severely frail"};

static const char *need_words(unsigned kind) {
    static const char *const words[NEED_ACUTE_KINDS] = {
        "a minor injury",         "a minor illness",          "an infection",
        "a long-term condition flares up", "a fall",          "an illness of heart or vessels",
        "a mental health crisis", "a feverish child",         "a serious illness"};
    return kind < NEED_ACUTE_KINDS ? words[kind] : "a need";
}

/* Published names stand in capitals: "Royal United Hospitals Bath NHS Foundation Trust". Those of
 * ours do not, and stay. */
static const char *provider_words(const struct story *s, uint16_t provider, char out[WORDS]) {
    if (provider >= s->place->n_providers) return "a hospital";
    const char *name = s->place->providers[provider].name;
    bool begins = true;
    size_t n = 0;
    for (; name[n] && n + 1 < WORDS; n++) {
        if (islower((unsigned char)name[n])) return name;
        out[n] = begins ? name[n] : (char)tolower((unsigned char)name[n]);
        begins = !isalnum((unsigned char)name[n]) && name[n] != '\'';
    }
    out[n] = '\0';
    for (char *at = out; (at = strstr(at, "Nhs")) != NULL; at += 3) memcpy(at, "NHS", 3);
    return out;
}

static const char *function_words(const struct story *s, unsigned function) {
    return function < s->place->n_functions ? s->place->functions[function].name
                                            : "another function";
}

static const char *waited(uint32_t days, char *buffer, size_t size) {
    if (days < 14) snprintf(buffer, size, "%u day%s", days, days == 1 ? "" : "s");
    else snprintf(buffer, size, "%.0f weeks", days / 7.0);
    return buffer;
}

static const char *time_spent(uint32_t minutes, char *buffer, size_t size) {
    if (minutes < 120) snprintf(buffer, size, "%u minutes", minutes);
    else snprintf(buffer, size, "%u h %02u min", minutes / 60, minutes % 60);
    return buffer;
}

static const char *refusal_words(unsigned why) {
    static const char *const words[] = {"", "too complex for it", "its plan for the year is full",
                                        "its list is closed", "it holds no contract for this"};
    return why < sizeof words / sizeof *words ? words[why] : "";
}

/* Planned care; false when the event is not of it. */
static bool planned_words(const struct story *s, const struct story_event *x, char out[WORDS]) {
    char long_[32], name[WORDS];
    const char *at = provider_words(s, x->provider, name), *of = function_words(s, x->function);
    waited(x->amount, long_, sizeof long_);
    switch ((enum sight_kind)x->kind) {
    case SAW_CLOCK_START:
        snprintf(out, WORDS, "referred to %s (%s): the clock starts%s", at, of,
                 x->detail ? ", urgent" : "");
        return true;
    case SAW_FIRST_SEEN:
        snprintf(out, WORDS, "first appointment at %s (%s), after %s", at, of, long_);
        return true;
    case SAW_LISTED:
        snprintf(out, WORDS, "decision to admit at %s (%s), after %s", at, of, long_);
        return true;
    case SAW_STOP_ADMITTED:
        snprintf(out, WORDS, "treated as planned at %s (%s), after %s", at, of, long_);
        return true;
    case SAW_STOP_NONADMITTED:
        snprintf(out, WORDS, "treated or advised in clinic at %s (%s), after %s", at, of, long_);
        return true;
    case SAW_REMOVAL:
        snprintf(out, WORDS,
                 x->detail == REMOVED_ILL ? "taken ill while waiting for %s (%s), after %s"
                 : x->detail == REMOVED_AFTER_MISSING
                     ? "discharged by %s (%s) for missing an appointment, after %s"
                     : "taken off the list of %s (%s) untreated, after %s",
                 at, of, long_);
        return true;
    case SAW_MISSED:
        snprintf(out, WORDS, "misses an appointment at %s (%s), after %s", at, of, long_);
        return true;
    case SAW_PRIVATE_EXIT:
        snprintf(out, WORDS, "leaves the list of %s (%s) for private care, %s, after %s", at, of,
                 x->detail ? "insured" : "paying", long_);
        return true;
    case SAW_PATHWAY_DEATH:
        snprintf(out, WORDS, "the list of %s (%s) learns of the death", at, of);
        return true;
    case SAW_CANCELLED:
        snprintf(out, WORDS, "operation cancelled on the day at %s (%s): no bed", at, of);
        return true;
    case SAW_REFUSED:
        snprintf(out, WORDS, "turned away by %s (%s): %s", at, of, refusal_words(x->detail));
        return true;
    case SAW_REFERRED_ELSEWHERE:
        snprintf(out, WORDS, "chooses a hospital outside the model (%s)", of);
        return true;
    default: return false;
    }
}

static void ambulance_words(const struct story_event *x, char out[WORDS]) {
    static const char *const ends[3] = {"advised by telephone", "treated at home",
                                        "taken to hospital"};
    char long_[32];
    time_spent(x->amount, long_, sizeof long_);
    if (x->detail == 0) snprintf(out, WORDS, "999, category %u: %s", x->function, ends[0]);
    else
        snprintf(out, WORDS, "999, category %u: reached after %s; %s", x->function, long_,
                 ends[x->detail < 3 ? x->detail : 2]);
}

static const char *const told[4] = {"told to look after themselves", "an ambulance is sent",
                                    "told to go to A&E", "told to see a doctor or nurse"};

static bool door_words(const struct story *s, const struct story_event *x, char out[WORDS]) {
    char long_[32], name[WORDS];
    const char *at = provider_words(s, x->provider, name);
    time_spent(x->amount, long_, sizeof long_);
    switch ((enum sight_kind)x->kind) {
    case SAW_GP:
        snprintf(out, WORDS, "sees the general practice%s", x->detail ? " the same day" : "");
        return true;
    case SAW_GP_FAILED:
        snprintf(out, WORDS, "%s", "no appointment soon enough at the general practice");
        return true;
    case SAW_111: snprintf(out, WORDS, "calls 111: %s", told[x->detail & 3u]); return true;
    case SAW_OOH: snprintf(out, WORDS, "%s", "seen by out-of-hours care"); return true;
    case SAW_AMBULANCE: ambulance_words(x, out); return true;
    case SAW_HANDOVER:
        snprintf(out, WORDS, "handed over to the hospital after %s", long_);
        return true;
    case SAW_CRITICAL:
        snprintf(out, WORDS, "%s at %s",
                 x->detail == CRITICAL_IN          ? "in critical care, first"
                 : x->detail == CRITICAL_CANCELLED ? "no critical care bed after the operation"
                                                   : "moved on: no critical care bed",
                 at);
        return true;
    case SAW_OUTLIER:
        snprintf(out, WORDS, "put on another group's ward at %s: its own is full", at);
        return true;
    case SAW_SPILLED:
        snprintf(out, WORDS, "no space in the assessment unit of %s: a night on a ward", at);
        return true;
    case SAW_DIVERT:
        snprintf(out, WORDS, "taken past %s, which has no room, to a neighbour %s further", at,
                 long_);
        return true;
    case SAW_ATTENDANCE:
        snprintf(out, WORDS, "%s at %s: %s, then %s", x->detail == 1 ? "A&E" : "urgent treatment",
                 at, long_, x->flag ? "a bed" : "home");
        return true;
    case SAW_DTA_WAIT:
        snprintf(out, WORDS, "waits %s for a bed after the decision to admit", long_);
        return true;
    default: return false;
    }
}

static void stay_words(const struct story *s, const struct story_event *x, char out[WORDS]) {
    static const char *const ways[4] = {"home", "home with care", "to a bed for recovery",
                                        "to a care home"};
    static const char *const causes[DEATH_CAUSES] = {
        "of natural causes", "of delay to a bed",
        "on a ward short of nurses, or of an infection there",
        "of what days in bed took from them"};
    char long_[32], name[WORDS];
    const char *at = provider_words(s, x->provider, name);
    waited(x->amount, long_, sizeof long_);
    switch ((enum sight_kind)x->kind) {
    case SAW_NEED:
        if (x->detail == NEED_ELECTIVE)
            snprintf(out, WORDS, "a need for planned care arises (%s)",
                     function_words(s, x->function));
        else snprintf(out, WORDS, "%s", need_words(x->detail));
        break;
    case SAW_FRAILER:
        snprintf(out, WORDS, "becomes %s", frailty_words[x->detail & 3u]);
        break;
    case SAW_EMERGENCY_ADMISSION: /* through A&E the bed comes later: "..., then a bed" */
        snprintf(out, WORDS, x->detail ? "decision to admit at %s, an emergency"
                                       : "emergency admission to %s", at);
        break;
    case SAW_ELECTIVE_ADMISSION:
        snprintf(out, WORDS, "admitted to %s, %s", at, x->detail ? "overnight" : "a day case");
        break;
    case SAW_DISCHARGE:
        snprintf(out, WORDS, "leaves %s after %s, %s", at, long_, ways[x->detail & 3u]);
        break;
    case SAW_DELAY:
        if (x->amount == 0) out[0] = '\0';
        else snprintf(out, WORDS, "was fit to leave %s before", long_);
        break;
    case SAW_ILL_AGAIN: snprintf(out, WORDS, "is ill again after %s", at); break;
    case SAW_DEATH:
        snprintf(out, WORDS, "dies %s", causes[x->detail < DEATH_CAUSES ? x->detail : 0]);
        break;
    default: out[0] = '\0'; break;
    }
}

/* Empty for what is not worth a line. */
static void words_of(const struct story *s, const struct story_event *x, char out[WORDS]) {
    if (!planned_words(s, x, out) && !door_words(s, x, out)) stay_words(s, x, out);
}

/* --- text ------------------------------------------------------------------------------------ */

static double age_of(const struct story *s) {
    return person_age(&s->who, s->experiment->first_day);
}

static void introduce(FILE *out, const struct story *s) {
    const struct person *p = &s->who;
    const struct area *a = &s->place->areas[p->area];
    fprintf(out,
            "Person %u: a %s of %.0f in neighbourhood %s (deprivation tenth %u of 10, 1 most "
            "deprived); %s, %u long-term condition%s%s%s%s.\n",
            s->id, age_of(s) < 16 ? (p->flags & FLAG_WOMAN ? "girl" : "boy")
                                  : (p->flags & FLAG_WOMAN ? "woman" : "man"),
            floor(age_of(s)), a->code, p->decile, frailty_words[p->frailty], p->conditions,
            p->conditions == 1 ? "" : "s", p->flags & FLAG_LIVES_ALONE ? ", lives alone" : "",
            p->flags & FLAG_CARE_HOME ? ", in a care home" : "",
            p->flags & FLAG_INSURED ? ", privately insured" : "");
    if (s->waiting) fprintf(out, "On %u waiting list%s on the first day.\n", s->waiting,
                            s->waiting == 1 ? "" : "s");
    if (s->followed > 1)
        fprintf(out, "Chosen from %u followed, for what befell them: no typical person.\n",
                s->followed);
}

static void head(FILE *out, const struct story *s) {
    char from[11], to[11];
    const struct experiment *e = s->experiment;
    day_print(e->first_day, from);
    day_print(e->last_day, to);
    fprintf(out, "%s\nSimulated: %s, %s to %s; seed %llu; one run a scenario, the same luck.\n",
            e->title, s->place->name, from, to, (unsigned long long)e->seed);
    introduce(out, s);
    fprintf(out, "\n");
    for (unsigned k = 0; k < e->n_scenarios; k++)
        fprintf(out, "  %c  %s\n", 'A' + (int)k, e->scenario[k].name);
    fprintf(out, "\n  date        time  ");
    for (unsigned k = 0; k < e->n_scenarios; k++) fprintf(out, " %c", 'A' + (int)k);
    fprintf(out, "\n");
}

/* Letters and clinics have a day; what is urgent has an hour. */
static bool is_by_the_minute(const struct story_event *x) {
    return !story_is_planned(x->kind) && x->kind != SAW_FRAILER &&
           x->kind != SAW_ELECTIVE_ADMISSION &&
           !(x->kind == SAW_NEED && x->detail == NEED_ELECTIVE);
}

static void event_line(FILE *out, const struct story *s, const struct story_event *x) {
    char words[WORDS], date[11];
    words_of(s, x, words);
    if (!words[0]) return;
    const unsigned minute = (unsigned)(x->at % MINUTES_A_DAY);
    day_print(minute_day(x->at), date);
    int column = fprintf(out, "  %s  ", date);
    column += is_by_the_minute(x) ? fprintf(out, "%02u:%02u ", minute / 60, minute % 60)
                                  : fprintf(out, "      ");
    for (unsigned k = 0; k < s->experiment->n_scenarios; k++)
        column += fprintf(out, " %c", x->in >> k & 1u ? '#' : '.');
    column += fprintf(out, "  ");
    report_text_wrapped(out, words, (unsigned)column, (unsigned)column, 120);
}

static void end_line(FILE *out, const struct story *s, unsigned k) {
    const struct story_end *e = &s->end[k];
    char date[11] = "", state[80];
    if (e->died) day_print(e->died_on, date);
    if (e->died) snprintf(state, sizeof state, "died on %s", date);
    else
        snprintf(state, sizeof state, "alive, %s, on %u waiting list%s%s",
                 frailty_words[e->frailty], e->waiting, e->waiting == 1 ? "" : "s",
                 e->in_hospital ? ", in hospital" : "");
    fprintf(out, "  %c  %s; nights in hospital %u, A&E attendances %u, practice contacts for acute "
                 "need %u; ",
            'A' + (int)k, state, e->days_in_hospital, e->attendances, e->consultations);
    if (s->place->areas[s->who.area].halo) fprintf(out, "a neighbour: QALYs are not counted\n");
    else fprintf(out, "discounted QALYs %.3f\n", e->qaly);
}

void report_story(FILE *out, const struct story *s) {
    head(out, s);
    for (uint32_t i = 0; i < s->n_events; i++) event_line(out, s, &s->event[i]);
    if (s->n_events == 0) fprintf(out, "  nothing is recorded\n");
    fprintf(out, "\nAt the end:\n");
    for (unsigned k = 0; k < s->experiment->n_scenarios; k++) end_line(out, s, k);
    fprintf(out, "One person is an illustration, not evidence: the comparison is that of tredegar "
                 "run.\n");
}

/* --- JSON ------------------------------------------------------------------------------------ */

static const char *kind_name(unsigned kind) {
    static const char *const names[SAW_KIND_COUNT] = {
        "clock_start",   "stop_admitted", "stop_nonadmitted",   "removal",
        "private_exit",  "pathway_death", "cancelled",          "refused",
        "elsewhere",     "need",          "gp",                 "gp_failed",
        "call_111",      "out_of_hours",  "ambulance",          "handover",
        "attendance",    "bed_wait",      "emergency_admission", "elective_admission",
        "discharge",     "delay",         "ill_again",        "death",
        "opel",          "first_seen",    "listed",             "frailer",
        [SAW_COMPLICATION] = "complication", [SAW_DIVERT] = "divert",
        [SAW_CRITICAL] = "critical_care", [SAW_OUTLIER] = "outlier", [SAW_SPILLED] = "spilled",
        [SAW_MISSED] = "missed"};
    return kind < SAW_KIND_COUNT && names[kind] ? names[kind] : "other";
}

static json_t *events_of(const struct story *s, unsigned scenario) {
    json_t *all = json_array();
    for (uint32_t i = 0; i < s->n_events; i++) {
        const struct story_event *x = &s->event[i];
        char words[WORDS], date[11], at[24];
        words_of(s, x, words);
        if (!words[0] || !(x->in >> scenario & 1u)) continue;
        const unsigned minute = (unsigned)(x->at % MINUTES_A_DAY);
        day_print(minute_day(x->at), date);
        snprintf(at, sizeof at, "%sT%02u:%02u", date, minute / 60, minute % 60);
        const bool somewhere = x->provider < s->place->n_providers;
        json_array_append_new(
            all,
            json_pack(
                "{s:s, s:s, s:s, s:s?, s:s?, s:i, s:b}", "at", at, "kind", kind_name(x->kind),
                "text", words, "provider", somewhere ? s->place->providers[x->provider].code : NULL,
                "provider_name", somewhere ? s->place->providers[x->provider].name : NULL, "amount",
                (int)x->amount, "everywhere", x->in == (1u << s->experiment->n_scenarios) - 1u));
    }
    return all;
}

static json_t *scenario_of(const struct story *s, unsigned k) {
    const struct story_end *e = &s->end[k];
    char died[11] = "";
    if (e->died) day_print(e->died_on, died);
    return json_pack("{s:s, s:o, s:s?, s:s, s:i, s:f, s:i, s:i, s:i}", "title",
                     s->experiment->scenario[k].title, "events", events_of(s, k), "died",
                     e->died ? died : NULL, "frailty", frailty_words[e->frailty], "waiting_lists",
                     (int)e->waiting, "qaly", e->qaly, "nights_in_hospital",
                     (int)e->days_in_hospital, "attendances", (int)e->attendances,
                     "consultations", (int)e->consultations);
}

static json_t *person_of(const struct story *s) {
    const struct person *p = &s->who;
    return json_pack("{s:i, s:i, s:s, s:s, s:i, s:s, s:i, s:b, s:b, s:i, s:i}", "id", (int)s->id,
                     "age", (int)age_of(s), "sex", p->flags & FLAG_WOMAN ? "female" : "male",
                     "neighbourhood", s->place->areas[p->area].code, "deprivation_decile",
                     (int)p->decile, "frailty", frailty_words[p->frailty], "conditions",
                     (int)p->conditions, "lives_alone", (p->flags & FLAG_LIVES_ALONE) != 0,
                     "care_home", (p->flags & FLAG_CARE_HOME) != 0, "waiting_lists",
                     (int)s->waiting, "chosen_from", (int)s->followed);
}

char *report_story_json(const struct story *s) {
    char from[11], to[11];
    json_t *regimes = json_object();
    day_print(s->experiment->first_day, from);
    day_print(s->experiment->last_day, to);
    for (unsigned k = 0; k < s->experiment->n_scenarios; k++)
        json_object_set_new(regimes, s->experiment->scenario[k].name, scenario_of(s, k));
    json_t *root = json_pack("{s:s, s:s, s:{s:s, s:s}, s:I, s:b, s:s, s:o, s:o}", "experiment",
                             s->experiment->key, "place", s->place->name, "period", "from", from,
                             "to", to, "seed", (json_int_t)s->experiment->seed, "simulated", 1,
                             "baseline", s->experiment->scenario[s->experiment->baseline].name,
                             "person", person_of(s), "regimes", regimes);
    char *text = root ? json_dumps(root, JSON_INDENT(1)) : NULL;
    json_decref(root);
    return text;
}
