// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

#include "input/bib.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "input/file.h"

enum { LIST_MOST = 1 << 22 };

struct text { const char *at, *end; };

static bool take(struct text *t, const char *word) {
    const size_t n = strlen(word);
    if ((size_t)(t->end - t->at) < n || memcmp(t->at, word, n) != 0) return false;
    t->at += n;
    return true;
}

static void skip_blank(struct text *t) {
    while (t->at < t->end && (*t->at == ' ' || *t->at == '\n' || *t->at == '\t' || *t->at == ','))
        t->at++;
}

static bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

/* field={text}: the text between the outer braces; false at anything else. */
static bool field(struct text *t, struct text *name, struct text *value) {
    unsigned depth = 1;
    skip_blank(t);
    name->at = t->at;
    while (t->at < t->end && is_letter(*t->at)) t->at++;
    name->end = t->at;
    if (name->end == name->at || !take(t, "={")) return false;
    for (value->at = t->at; t->at < t->end; t->at++) {
        depth += *t->at == '{';
        if (*t->at == '}' && --depth == 0) {
            value->end = t->at++;
            return true;
        }
    }
    return false;
}

static void keep(struct bib_entry *out, const struct text *name, const struct text *value) {
    const struct { const char *name; char *room; size_t size; } known[] = {
        {"title", out->title, sizeof out->title}, {"author", out->author, sizeof out->author},
        {"year", out->year, sizeof out->year},    {"url", out->url, sizeof out->url},
        {"note", out->note, sizeof out->note}};
    for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
        struct text t = *name;
        if (!take(&t, known[i].name) || t.at != t.end) continue;
        const size_t n = (size_t)(value->end - value->at);
        snprintf(known[i].room, known[i].size, "%.*s", (int)(n < 4096 ? n : 4096), value->at);
    }
}

bool bib_find(const char *text, unsigned long n, const char *key, struct bib_entry *out) {
    struct text t = {text, text + n}, name, value;
    memset(out, 0, sizeof *out);
    for (; t.at < t.end; t.at++) {
        if (*t.at != '@' || !take(&t, "@misc{")) continue;
        if (!take(&t, key) || !take(&t, ",")) continue;
        while (field(&t, &name, &value)) keep(out, &name, &value);
        return take(&t, "}");
    }
    return false;
}

static bool ends_in_bib(const char *name) {
    const size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".bib") == 0;
}

void bib_open(struct bib *b, const char *folder) {
    b->n = 0;
    arena_init(&b->a, 1u << 16);
    DIR *const d = opendir(folder);
    for (struct dirent *e = d ? readdir(d) : NULL; e && b->n < BIB_LISTS_MOST; e = readdir(d)) {
        char path[1024], *text;
        struct fault f = {0};
        if (!ends_in_bib(e->d_name)) continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (file_read(path, LIST_MOST, &text, &b->list[b->n].n, &b->a, &f) == 0)
            b->list[b->n++].text = text;
    }
    if (d) closedir(d);
}

bool bib_look_up(const struct bib *b, const char *key, struct bib_entry *out) {
    for (unsigned i = 0; i < b->n; i++)
        if (bib_find(b->list[i].text, b->list[i].n, key, out)) return true;
    return false;
}

void bib_close(struct bib *b) {
    arena_free(&b->a);
    b->n = 0;
}
