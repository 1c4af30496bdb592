// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Any bytes at all as a user's file: yaml_parse must return, with a fault or with a tree that can
 * be walked and asked. See fuzz_csv.c for how it is built. */
#include <stdlib.h>
#include <string.h>
#include "input/yaml.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void walk(const struct node *v, int depth) {
    struct fault f = {0};
    double x;
    unsigned u;
    bool b;
    char text[16];
    if (depth > 40)
        abort(); /* deeper than the limit */
    (void)!node_number(v, 0, 1e6, &x, &f);
    (void)!node_date(v, &u, &f);
    (void)!node_bool(v, &b, &f);
    (void)!node_text(v, text, sizeof text, &f);
    (void)!node_word(v, (const char *const[]){"tariff", "block"}, 2, &u, &f);
    for (unsigned i = 0; i < v->n; i++) {
        if (v->kind == NODE_MAP && i % 2 == 0 && node_find(v, v->key[i]->text) != v->item[i])
            abort();
        walk(v->item[i], depth + 1);
    }
    (void)node_find(v, "vintage");
    (void)!node_finish(v, &f);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n) {
    struct arena a;
    const struct node *root;
    struct fault f = {0};
    arena_init(&a, 1u << 14);
    if (yaml_parse(&root, (const char *)data, n, "fuzz.yaml", &a, &f) == 0)
        walk(root, 0);
    else if (f.what[0] == '\0' || f.code >= 0)
        abort();
    arena_free(&a);
    return 0;
}

#ifdef FUZZ_MAIN
#include "fuzz_loop.h"
int main(void) {
    static const char *const seeds[] = {
        ("key: x\nname: A place\nvintage: 2026-01-31\n"
         "commissioners: [QOX, QUY]\nrules:\n  halo_km: 60\n"),
        "answers:\n  - {question: payment, lines: [a, b]}\n  - {question: choice}\n",
        "? a\n: &x [1, *x]\n--- \"\\u00e9\"\n"};
    return fuzz_loop(seeds, sizeof seeds / sizeof *seeds, ":-[]{}&*!?|>'\"#%@`,\n\t 1a~", 40000);
}
#endif
