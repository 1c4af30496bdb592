// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The contracts of lines: who holds each at the start, and what falls due. At the start every line is held by its own
 * public body, without a date; an award answer dates the contracts that it lets (opens). */
#include "institution/market/market.h"

struct market {
    struct line_contract *line; /* [commissioner * LINE_COUNT + line] */
    unsigned n_awards, award_room;
    struct award *award;
};

int market_open(struct institutions *i, struct fault *f) {
    struct market *const m = arena_take(&i->arena, sizeof *m);
    if (m)
        m->line = arena_array(&i->arena, (size_t)i->n_commissioners * LINE_COUNT, sizeof *m->line);
    if (!m || !m->line)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    for (unsigned c = 0; c < i->n_commissioners; c++)
        for (unsigned l = 0; l < LINE_COUNT; l++)
            m->line[c * LINE_COUNT + l] = (struct line_contract){.holder = (uint16_t)line_provider(i, l), .ends = UINT16_MAX, .price = 1.0};
    i->market = m;
    return 0;
}

unsigned market_firm(const struct institutions *i, unsigned k) { return i->place->n_providers + LINE_COUNT + k; }

struct line_contract *market_line(struct institutions *i, unsigned commissioner, unsigned line) {
    return &i->market->line[commissioner * LINE_COUNT + line];
}

unsigned market_holder(const struct institutions *i, unsigned commissioner, unsigned line) {
    return i->market->line[commissioner * LINE_COUNT + line].holder;
}

unsigned institutions_awards(const struct institutions *i, const struct award **rows) {
    *rows = i->market->award;
    return i->market->n_awards;
}

void market_month(struct institutions *i, struct world *w) { (void)i, (void)w; }
void market_month_ended(struct institutions *i, struct world *w) { (void)i, (void)w; }
