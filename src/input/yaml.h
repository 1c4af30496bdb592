// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* YAML as a tree that remembers where each word stood, so that what is wrong can be said with file,
 * line and column. Read by libyaml. Limits: 4 MB, depth 32, no anchors or tags. */
#ifndef INPUT_YAML_H
#define INPUT_YAML_H
#include <stdbool.h>
#include "base/arena.h"
#include "base/fault.h"

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };
struct node {
    enum node_kind kind;
    int line, column;
    const char *text;        /* scalar */
    unsigned n;              /* items of a list or pairs of a map */
    const struct node **item; /* list: items; map: values */
    const struct node **key;  /* map: scalars */
    bool *used;               /* map: asked for (node_finish complains of the rest) */
    const char *file;
};
int yaml_read(const struct node **root, const char *path, struct arena *a,
              struct fault *f) MUST_CHECK;
int yaml_parse(const struct node **root, const char *text, unsigned long n, const char *name,
               struct arena *a, struct fault *f) MUST_CHECK;
/* The value under key, marked used; NULL when absent. */
const struct node *node_find(const struct node *map, const char *key);
/* Typed values; each fills *f with found and expected. need_: absent is a fault naming the key. */
int node_need(const struct node *map, const char *key, const struct node **value,
              struct fault *f) MUST_CHECK;
int node_text(const struct node *v, char *buffer, unsigned size, struct fault *f) MUST_CHECK;
int node_need_text(const struct node *map, const char *key, char *buffer, unsigned size,
                   struct fault *f) MUST_CHECK;
int node_number(const struct node *v, double low, double high, double *out,
                struct fault *f) MUST_CHECK;
int node_bool(const struct node *v, bool *out, struct fault *f) MUST_CHECK;
int node_date(const struct node *v, unsigned *day, struct fault *f) MUST_CHECK;
/* One of n words; else a fault with the nearest. */
int node_word(const struct node *v, const char *const *words, unsigned n, unsigned *index,
              struct fault *f) MUST_CHECK;
/* A fault at the first key of a map that nobody asked for, with the nearest of the keys that
 * were. */
int node_finish(const struct node *map, struct fault *f) MUST_CHECK;
int node_fault(const struct node *v, struct fault *f, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
