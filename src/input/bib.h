// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The lists of sources, data/sources.d/NAME.bib: an entry is looked up by its key. It is written
 * @misc{key, field={text}, ...}; other forms of BibTeX are not read. */
#ifndef INPUT_BIB_H
#define INPUT_BIB_H
#include <stdbool.h>

#include "base/arena.h"

struct bib_entry { char title[512], author[256], year[16], url[512], note[2048]; };
/* The entry of that key in n bytes of text; false when there is none, or it is cut short. Fields
 * that are absent are empty, longer ones are cut. */
bool bib_find(const char *text, unsigned long n, const char *key, struct bib_entry *out);

/* All lists of a folder. */
enum { BIB_LISTS_MOST = 64 };
struct bib {
    struct arena a;
    unsigned n;
    struct { const char *text; unsigned long n; } list[BIB_LISTS_MOST];
};
/* A list that cannot be read is passed over: a source may be told in words where it stands. */
void bib_open(struct bib *b, const char *folder);
bool bib_look_up(const struct bib *b, const char *key, struct bib_entry *out);
void bib_close(struct bib *b);

#endif
