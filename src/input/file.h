// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A whole text file in memory, and plain decimal numbers, the same on every machine and in
 * every locale. */
#ifndef INPUT_FILE_H
#define INPUT_FILE_H
#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/fault.h"

/* Reads path into the arena (text ends with a NUL beyond its n bytes). Larger than limit: a
 * fault. */
int file_read(const char *path, unsigned long limit, char **text, unsigned long *n,
              struct arena *a, struct fault *f) MUST_CHECK;
bool file_is_there(const char *path);
bool file_is_yaml(const char *name);
/* Names of folders' YAML files, without the ending, those of each folder in their order. */
enum { FILE_NAMES_MOST = 256 };
struct file_names {
    unsigned n;
    char text[FILE_NAMES_MOST][64];
    const char *word[FILE_NAMES_MOST]; /* each one of text */
};
void file_names_add(struct file_names *names, const char *folder);
/* "; nearest: 'barnsley'", or else "; there are barnsley, england and 3 more". */
const char *file_names_near(const struct file_names *names, const char *found, char *buffer,
                            unsigned size);
/* A digest of n bytes: changes when any byte does; not for security. */
uint64_t file_digest(const char *text, unsigned long n);
/* A decimal number such as -12, 3.5 or 1e-3, and nothing after it. */
bool number_parse(const char *text, double *out);

#endif
