// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The list of sources, data/sources.d/NAME.bib: one entry looked up by its key. An entry is
 * @misc{key, field={text}, ...}; other forms of BibTeX are not read. */
#ifndef INPUT_BIB_H
#define INPUT_BIB_H
#include <stdbool.h>

struct bib_entry { char title[512], author[256], year[16], url[512], note[2048]; };
/* The entry of that key in n bytes of text; false when there is none, or it is cut short. Fields
 * that are absent are empty, longer ones are cut. */
bool bib_find(const char *text, unsigned long n, const char *key, struct bib_entry *out);

#endif
