// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Any bytes at all as a list of sources: bib_find must return, and what it gives must be no longer
 * than what it read. */
#include <stdlib.h>
#include <string.h>
#include "input/bib.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n) {
    struct bib_entry e;
    (void)bib_find((const char *)data, n, "a", &e);
    if (strlen(e.title) + strlen(e.author) + strlen(e.year) + strlen(e.url) + strlen(e.note) > n)
        abort();
    return 0;
}

#ifdef FUZZ_MAIN
#include "fuzz_loop.h"
int main(void) {
    static const char *const seeds[] = {
        "@misc{a, title={T {x} y}, author={B}, year={2026}, url={}, note={n}}\n",
        "@misc{b, title={}}\n@misc{a, note={first}}\n", "@misc{a, title={", "@misc{a}"};
    return fuzz_loop(seeds, sizeof seeds / sizeof *seeds, "@misc{}=,a \n", 60000);
}
#endif
