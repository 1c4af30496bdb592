// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Finding a commissioner by what people call it: a code, a part of its name or of its board's, or a
 * council whose neighbourhoods it answers for. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include "place/place_cut.h"

static bool begins_with(const char *text, const char *part) {
    while (*part && tolower((unsigned char)*text) == tolower((unsigned char)*part)) text++, part++;
    return *part == '\0';
}

static bool holds(const char *text, const char *part) {
    for (; *text; text++)
        if (begins_with(text, part)) return true;
    return false;
}

bool england_commissioner_is(const struct england *e, uint32_t row, const char *word) {
    const struct england_commissioner *const k = &e->commissioners[row];
    if (holds(k->code, word) || holds(k->board, word) || holds(k->name, word) ||
        holds(k->board_name, word))
        return true;
    for (uint32_t i = 0; i < e->n_areas; i++)
        if (e->areas[i].commissioner == row && holds(e->councils[e->areas[i].council].name, word))
            return true;
    return false;
}

/* The code nearest by its letters, of those that begin alike if there are any. */
static const char *nearest_code(const struct england *e, const char *word, const char **name) {
    enum { CODES_MOST = 512 };
    const char *codes[CODES_MOST], *near = NULL;
    for (int alike = 2; alike >= 0 && !near; alike -= 2) {
        unsigned n = 0;
        for (uint32_t i = 0; i < e->n_commissioners && n + 2 <= CODES_MOST; i++) {
            const char *const both[] = {e->commissioners[i].code, e->commissioners[i].board};
            for (unsigned k = 0; k < 2; k++)
                if (strncmp(both[k], word, (size_t)alike) == 0) codes[n++] = both[k];
        }
        near = fault_nearest(word, codes, n);
    }
    for (uint32_t i = 0; i < e->n_commissioners && near; i++)
        if (near == e->commissioners[i].code) *name = e->commissioners[i].name;
        else if (near == e->commissioners[i].board) *name = e->commissioners[i].board_name;
    return near;
}

/* The code of the commissioner that the word means, else the one nearest to it by its letters. */
static const char *meant(const struct england *e, const char *word, const char **name) {
    for (uint32_t i = 0; i < e->n_commissioners; i++)
        if (holds(e->commissioners[i].board_name, word)) {
            *name = e->commissioners[i].board_name;
            return e->commissioners[i].board;
        }
    for (uint32_t i = 0; i < e->n_commissioners; i++)
        if (england_commissioner_is(e, i, word)) {
            *name = e->commissioners[i].name;
            return e->commissioners[i].code;
        }
    return nearest_code(e, word, name);
}

int cut_no_commissioner(struct cut *c, const struct node *v, const char *word) {
    const char *name = "";
    const char *const near = *word ? meant(&c->e, word, &name) : NULL;
    return node_fault(v, c->f,
                      "no commissioner '%.60s', expected a code that `tredegar list commissioners` "
                      "prints%s%s%s%.80s%s", word, near ? "; did you mean " : "", near ? near : "",
                      near ? " (" : "", name, near ? ")?" : "");
}
