// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The model and one experiment as a document: the seven elements of the ODD protocol in their order
 * (Grimm and others 2020), then the STRESS-DES items (Monks and others 2019), filled from the
 * program's own tables. */
#include <math.h>
#include <string.h>

#include "place/place_cut.h"
#include "report/report.h"

static const char *const entities[][3] = {
    {"person",
     "neighbourhood, age, sex, deprivation, income fifth, conditions, frailty, insurance, practice",
     "changed by needs, care and death"},
    {"pathway", "person, treatment function, provider, clock start, stage, urgency",
     "one referral-to-treatment clock"},
    {"attendance", "person, department, arrival, acuity",
     "one visit to an A&E department or urgent treatment centre"},
    {"stay", "person, site, admission, readiness, discharge pathway",
     "one hospital stay in a general and acute bed"},
    {"provider", "sites, owner, departments, beds, clinic and theatre slots by treatment function",
     "capacity planned monthly by the regime"},
    {"council", "supply of care packages and places",
     "serves the queue of those ready to leave hospital"},
    {"commissioner", "allocation, contracts, plan",
     "pays; overspend is carried into the next year"},
};

static const char *const concepts[][2] = {
    {"Basic principles", "care asks, institutions answer: a regime is ten answers; capacity, staff "
                         "and money are finite and the same for all regimes compared"},
    {"Emergence", "waits, crowding, occupancy, delays, spend and who gains are results of queues "
                  "and choices; none is imposed"},
    {"Adaptation", "patients choose providers by distance and published waits; providers invest or "
                   "freeze posts by rule; commissioners plan by rule"},
    {"Objectives", "patients: utility of a conditional logit; private providers: margin over cost; "
                   "commissioners: to stay within their allocation"},
    {"Learning", "none"},
    {"Prediction", "actors expect the last published figures to hold"},
    {"Sensing", "actors see the notice board (published, with a lag); a live queue is seen only by "
                "those in it or at it"},
    {"Interaction", "through queues, beds, sessions, ambulances and money"},
    {"Stochasticity", "keyed counter-based draws (Philox): the same person, need and purpose give "
                      "the same number in every regime"},
    {"Collectives", "neighbourhoods, practices, providers, commissioners, councils"},
    {"Observation", "published statistics by their published definitions, by month, provider and "
                    "treatment function; deprivation and age"},
};

static void print_place(FILE *out, const struct place *p) {
    uint64_t inside = 0, halo = 0;
    unsigned local = 0;
    for (uint32_t i = 0; i < p->n_areas; i++)
        *(p->areas[i].halo ? &halo : &inside) += p->areas[i].people;
    for (unsigned i = 0; i < p->n_providers; i++) local += !p->providers[i].outside;
    fprintf(out,
            "%s at 1:1: %llu residents, %llu people of neighbouring areas who may use its "
            "hospitals, %u neighbourhoods, %u practices,"
            " %u local providers and %u outside, as published up to %s (digest of the tables "
            "%016llx).\n\n",
            p->name, (unsigned long long)inside, (unsigned long long)halo, (unsigned)p->n_areas,
            p->n_practices, local, p->n_providers - local, p->vintage,
            (unsigned long long)p->digest);
}

static const char *answer_of(const struct experiment *e, unsigned scenario, enum question q,
                             unsigned line) {
    return regime_answer(e->scenario[scenario].timeline.at[0].regime, q, line);
}

/* Does every scenario answer for this line as for the other? */
static bool alike(const struct experiment *e, enum question q, unsigned line, unsigned other) {
    for (unsigned k = 0; k < e->n_scenarios; k++)
        if (strcmp(answer_of(e, k, q, line), answer_of(e, k, q, other)) != 0) return false;
    return true;
}

/* One row for the service lines that are answered alike, in the order of the first of them. */
static void print_question(FILE *out, const struct experiment *e, enum question q) {
    for (unsigned l = 0; l < LINE_COUNT; l++) {
        bool said = false, all = l == 0;
        for (unsigned m = 0; m < l; m++) said = said || alike(e, q, l, m);
        for (unsigned m = 1; m < LINE_COUNT; m++) all = all && alike(e, q, 0, m);
        if (said) continue;
        fprintf(out, "| %s | %s", question_name(q),
                all ? "all" : service_line_name((enum service_line)l));
        for (unsigned m = l + 1; !all && m < LINE_COUNT; m++)
            if (alike(e, q, l, m)) fprintf(out, ", %s", service_line_name((enum service_line)m));
        fputs(" |", out);
        for (unsigned k = 0; k < e->n_scenarios; k++) fprintf(out, " %s |", answer_of(e, k, q, l));
        fputc('\n', out);
    }
}

static void print_scenarios(FILE *out, const struct experiment *e) {
    fprintf(out, "| scenario | from | regime |\n|---|---|---|\n");
    for (unsigned k = 0; k < e->n_scenarios; k++)
        for (unsigned i = 0; i < e->scenario[k].timeline.n; i++) {
            char day[12];
            day_print(e->scenario[k].timeline.at[i].from, day);
            fprintf(out, "| %s%s | %s | %s |\n", e->scenario[k].name,
                    k == e->baseline ? " (baseline)" : "", day,
                    regime_name(e->scenario[k].timeline.at[i].regime));
        }
    fprintf(out, "\n| question | service line |");
    for (unsigned k = 0; k < e->n_scenarios; k++) fprintf(out, " %s |", e->scenario[k].name);
    fprintf(out, "\n|---|---|");
    for (unsigned k = 0; k < e->n_scenarios; k++) fprintf(out, "---|");
    fputc('\n', out);
    for (unsigned q = 0; q < Q_COUNT; q++) print_question(out, e, (enum question)q);
    fputc('\n', out);
}

static void print_table(FILE *out, const struct experiment *e, const struct parameter_table *t) {
    for (size_t i = 0; i < t->n; i++) {
        const struct parameter *p = &t->rows[i];
        char name[128];
        snprintf(name, sizeof name, "%s.%s", t->room, p->name);
        double value = p->value;
        for (unsigned k = 0; k < e->set.n; k++)
            if (strcmp(e->set.s[k].name, name) == 0) value = e->set.s[k].value;
        fprintf(out, "| %s | %.6g | %.6g | %.6g | %s | %s | %s |\n", name, value, p->low, p->high,
                p->unit, standing_name(p->standing), p->source);
    }
}

static void print_settings(FILE *out, const char *scope, const char *of,
                           const struct settings *set) {
    for (unsigned i = 0; i < set->n; i++)
        fprintf(out, "| %s %s | %s | %.6g |\n", scope, of, set->s[i].name, set->s[i].value);
}

static void print_parameters(FILE *out, const struct experiment *e) {
    fprintf(out, "| parameter | value | low | high | unit | standing | source "
                 "|\n|---|---|---|---|---|---|---|\n");
    for (unsigned t = 0; t < registry_n_tables(); t++) print_table(out, e, registry_table(t));
    print_table(out, e, &place_param_table);
    fprintf(out, "\nRegime files set the parameters of their answers; files of places those of "
                 "`place`. Besides:\n\n"
                 "| where | parameter | value |\n|---|---|---|\n");
    for (unsigned k = 0; k < e->n_scenarios; k++)
        print_settings(out, "scenario", e->scenario[k].name, &e->scenario[k].set);
    for (unsigned k = 0; k < e->n_variants; k++)
        print_settings(out, "variant", e->variant[k].name, &e->variant[k].set);
    fputc('\n', out);
}

static void print_stress(FILE *out, const struct experiment *e) {
    fprintf(out,
            "## STRESS-DES\n\n"
            "1. Purpose, outputs and aims: above; each output's definition is in `tredegar list "
            "measures`.\n"
            "2. Logic: docs/model, a page a journey; entry and exit: people are present from birth "
            "or moving in to death or moving out.\n"
            "3. Data: data/england, each table with source, period, licence and derivation; "
            "parameters and assumptions: the table above.\n"
            "4. Experimentation: no warm-up; the run starts from the published lists and bed "
            "occupancy. Replicates: %u; run length as above; seed %llu.\n"
            "5. Implementation: C17, the program's own event calendar (whole minutes), Random123 "
            "Philox draws.\n"
            "6. Access: MIT licence; the tables' own licences in their headers.\n",
            e->replicates, (unsigned long long)e->seed);
}

/* The claim is what is tested, and is told as such. */
static void print_purpose(FILE *out, const struct experiment *e) {
    fprintf(out, "# %s\n\n## 1. Purpose and patterns\n\n", e->title);
    if (e->claim[0])
        fprintf(out, "The claim under test, which the model neither takes for true nor for false: "
                     "\"%s\" (claim %s; %s).\n\n",
                e->claim, e->claim_id, e->claim_source);
    const int m = measure_find(e->headline);
    fprintf(out, "It is judged by `%s`%s%s; other outputs stand beside it.\n\n", e->headline,
            m >= 0 ? ": " : "", m >= 0 ? measure_info[m].line : "");
}

void report_describe(FILE *out, const struct experiment *e, const struct place *p) {
    char first[12], last[12];
    day_print(e->first_day, first);
    day_print(e->last_day, last);
    print_purpose(out, e);
    fprintf(out, "## 2. Entities, state variables and scales\n\n");
    print_place(out, p);
    fprintf(out, "Time: whole minutes, %s to %s.\n\n| entity | state | note |\n|---|---|---|\n",
            first, last);
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        fprintf(out, "| %s | %s | %s |\n", entities[i][0], entities[i][1], entities[i][2]);
    fprintf(out, "\n## 3. Process overview and scheduling\n\nEvents run in order of minute, kind "
                 "and a keyed hash of owner and minute; institutions plan at each month's beginning"
                 " and settle at its end; lists, people and money are checked at month ends.\n\n## "
                 "4. Design concepts\n\n");
    for (size_t i = 0; i < sizeof concepts / sizeof *concepts; i++)
        fprintf(out, "- **%s**: %s.\n", concepts[i][0], concepts[i][1]);
    fprintf(out, "\n## 5. Initialisation\n\nPeople are made to the published counts by "
                 "neighbourhood and age; those waiting are on the lists with their published waits;"
                 " beds hold the published number of inpatients.\n\n## 6. Input data\n\n");
    print_scenarios(out, e);
    fprintf(out, "## 7. Submodels\n\nOne page each in docs/model; their parameters:\n\n");
    print_parameters(out, e);
    print_stress(out, e);
}
