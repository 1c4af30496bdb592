// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The contracts that a place's commissioners have let, where they are public: the list "contracts"
 * of a place's file, each a map of
 *
 *   line      community, 111, out_of_hours, urgent_treatment or ambulance
 *   holder    the name that the notice gives
 *   kind      national, regional, social_enterprise, trust_arm or federation: what sort of firm
 *   begins    a date; what has not begun or has ended on the place's first day is left out
 *   ends      a date; an option to extend is not counted
 *   source    where it was published: told in the records of a run
 *
 * For all commissioners inside the place, none of its halo's. Left out: lots, value (a run pays
 * what the place pays for the line), planned care's contracts, which are its services. */
#include "place/place_cut.h"

#include <stdio.h>
#include <string.h>

static const char *const lines[] = {"community", "111", "out_of_hours", "urgent_treatment",
                                    "ambulance"};
static const char *const kinds[] = {"national", "regional", "social_enterprise", "trust_arm",
                                    "federation"};
enum { LINES = sizeof lines / sizeof *lines, KINDS = sizeof kinds / sizeof *kinds };

static int read_date(const struct node *v, const char *key, day_t *out, struct fault *f) {
    const struct node *found;
    unsigned day;
    TRY(node_need(v, key, &found, f));
    TRY(node_date(found, &day, f));
    *out = (day_t)day;
    return 0;
}

/* No two of a line at once; at most two holders of a kind, for so many firms of one there are. */
static int fits(struct cut *c, const struct node *at, const struct held_contract *to) {
    const struct held_contract *const first = c->p->contracts, *other = NULL;
    for (const struct held_contract *x = first; x < to; x++) {
        if (strcmp(x->line, to->line) == 0 && x->begins < to->ends && to->begins < x->ends)
            return node_fault(at, c->f, "contracts: two for %s at once", to->line);
        if (x->kind != to->kind || strcmp(x->holder, to->holder) == 0) continue;
        if (other && strcmp(other->holder, x->holder) != 0)
            return node_fault(at, c->f, "contracts: a third holder that is %s, two are the most",
                              kinds[to->kind]);
        other = x;
    }
    return 0;
}

static int read_word(const struct node *v, const char *key, const char *const *words, unsigned n,
                     unsigned *which, struct fault *f) {
    const struct node *found;
    TRY(node_need(v, key, &found, f));
    return node_word(found, words, n, which, f);
}

static int read_one(struct cut *c, const struct node *v, struct held_contract *to) {
    unsigned line = 0, kind = 0;
    if (v->kind != NODE_MAP) return node_fault(v, c->f, "contracts: expected a list of maps");
    const unsigned before = fault_count(c->f);
    GO_ON(c->f, read_word(v, "line", lines, LINES, &line, c->f));
    GO_ON(c->f, read_word(v, "kind", kinds, KINDS, &kind, c->f));
    snprintf(to->line, sizeof to->line, "%s", lines[line]);
    to->kind = (uint8_t)kind;
    GO_ON(c->f, node_need_text(v, "holder", to->holder, sizeof to->holder, c->f));
    GO_ON(c->f, node_need_text(v, "source", to->source, sizeof to->source, c->f));
    GO_ON(c->f, read_date(v, "begins", &to->begins, c->f));
    GO_ON(c->f, read_date(v, "ends", &to->ends, c->f));
    GO_ON(c->f, node_finish(v, c->f));
    if (fault_count(c->f) > before) return 0; /* told; it cannot be set beside the others */
    if (to->ends <= to->begins)
        return node_fault(node_find(v, "ends"), c->f,
                          "ends: expected a date after the contract begins");
    return fits(c, node_find(v, "line"), to);
}

int cut_read_contracts(struct cut *c, const struct node *root) {
    const struct node *list = node_find(root, "contracts");
    if (list == NULL) return 0;
    if (list->kind != NODE_LIST)
        return node_fault(list, c->f, "contracts: expected a list of maps");
    TRY(cut_array(c, &c->p->contracts, list->n, sizeof *c->p->contracts));
    for (unsigned k = 0; k < list->n; k++) {
        GO_ON(c->f, read_one(c, list->item[k], &c->p->contracts[k]));
        c->p->n_contracts++;
    }
    return 0;
}
