// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar list commissioners [WORD]: the codes that a place file takes, each with its board, how
 * many people it answers for and in which councils they live. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "place/england.h"
#include "report/report.h"

static double people_of(const struct england *e, uint32_t row) {
    double people = 0;
    for (uint32_t i = 0; i < e->n_areas; i++)
        if (e->areas[i].commissioner == row) people += e->areas[i].people;
    return people;
}

/* "Bristol, City of; North Somerset" in the order of the councils' codes. */
static void councils_of(const struct england *e, uint32_t row, char *line, size_t size) {
    size_t at = 0;
    line[0] = '\0';
    for (uint32_t k = 0; k < e->n_councils && at < size; k++) {
        bool any = false;
        for (uint32_t i = 0; i < e->n_areas && !any; i++)
            any = e->areas[i].commissioner == row && e->areas[i].council == k;
        if (any)
            at += (size_t)snprintf(line + at, size - at, "%s%s", at ? "; " : "",
                                   e->councils[k].name);
    }
}

static unsigned print_matching(const struct england *e, const char *word) {
    unsigned n = 0;
    for (uint32_t i = 0; i < e->n_commissioners; i++) {
        const struct england_commissioner *const k = &e->commissioners[i];
        char councils[600], line[800];
        if (word && !england_commissioner_is(e, i, word)) continue;
        if (n++ == 0)
            printf("commissioners (code, its board's code and name, thousand people, councils)\n");
        councils_of(e, i, councils, sizeof councils);
        snprintf(line, sizeof line, "%s, %.0f thousand: %s", k->board_name,
                 people_of(e, i) / 1e3, councils);
        const int column = printf("  %-6s %-5s ", k->code, k->board);
        report_text_wrapped(stdout, line, column > 0 ? (unsigned)column : 0u, 15, 120);
    }
    return n;
}

int list_commissioners(const struct options *o) {
    const char *const word = o->n_arguments > 1 ? o->argument[1] : NULL;
    struct england e = {.n_areas = 0};
    struct arena a;
    struct fault f = {0};
    char folder[600];
    unsigned n = 0;
    if (o->n_arguments > 2) return cli_usage("list commissioners takes at most one word");
    snprintf(folder, sizeof folder, "%s/england", o->library.data);
    arena_init(&a, 4u << 20);
    const int rc = england_read(&e, folder, &a, &f);
    if (rc == 0) n = print_matching(&e, word);
    arena_free(&a);
    if (rc < 0) return cli_fault(&f);
    if (n == 0)
        return cli_usage("no commissioner whose code, name, board or council holds '%s'; "
                         "tredegar list commissioners shows all: try a town or the county",
                         word);
    printf(
        "A place takes some of these codes, or those of boards: see docs/data.md, \"What a place "
        "takes from them\".\n");
    return EXIT_DONE;
}
