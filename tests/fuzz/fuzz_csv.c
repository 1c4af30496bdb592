// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Any bytes at all as a table: csv_parse must return, with a fault or with rows as wide as the
 * header. Built with -fsanitize=fuzzer it is libFuzzer's target; without (FUZZ_MAIN) it changes
 * small tables itself, always in the same way, for a few seconds. */
#include <stdlib.h>
#include <string.h>
#include "input/csv.h"
#include "input/file.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n) {
    struct arena a;
    struct csv t;
    struct fault f = {0};
    arena_init(&a, 1u << 14);
    if (csv_parse(&t, (const char *)data, n, "fuzz.csv", &a, &f) == 0) {
        size_t letters = 0;
        double v;
        for (unsigned r = 0; r < t.n_rows; r++)
            for (unsigned c = 0; c < t.n_columns; c++) {
                letters += strlen(csv_cell(&t, r, c));
                (void)!csv_number(&t, r, c, -1e9, 1e9, 1, &v, &f);
            }
        if (letters > n)
            abort(); /* cells are slices of the text */
    } else if (f.what[0] == '\0' || f.code >= 0) {
        abort();
    }
    arena_free(&a);
    return 0;
}

#ifdef FUZZ_MAIN
#include "fuzz_loop.h"
int main(void) {
    static const char *const seeds[] = {
        "# source: x\ncode,name,n\nA,\"a, \"\"b\"\"\",1.5\nB,,-2e3\n", "a\n1\n\n2\r\n",
        "a,b\r\n\"1\n2\",3\n"};
    return fuzz_loop(seeds, sizeof seeds / sizeof *seeds, "\",\n\r#.e-+5a\\\t", 60000);
}
#endif
