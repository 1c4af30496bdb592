// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One request, read and bounded: method, the parts of its path, its query, its body. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H
#include <stdbool.h>
#include <stddef.h>

#define REQUEST_PARTS 6u
#define REQUEST_PART_SIZE 128u
#define REQUEST_WORDS 12u

enum request_method { METHOD_GET, METHOD_POST, METHOD_DELETE, METHOD_OTHER };
struct request {
    enum request_method method;
    char path[512];
    unsigned n;                                     /* parts of the path */
    char part[REQUEST_PARTS][REQUEST_PART_SIZE];
    unsigned n_words;                               /* of the query */
    struct { char key[32], value[128]; } word[REQUEST_WORDS];
    const char *body;                               /* ends with a NUL beyond its length */
    size_t length;
};

enum request_method request_method_of(const char *method);
/* Parts of a decoded path; false when it is not of the form /a/b, too long or too deep, or names
 * what no name may be ("", ".", "..", a control character, a backslash). */
bool request_path(struct request *q, const char *path);
/* One word of the query; false when there are too many or it is too long. */
bool request_word(struct request *q, const char *key, const char *value);
/* The value under key, or NULL. */
const char *request_find(const struct request *q, const char *key);
/* Is it a whole number from low to high? Absent: otherwise. */
bool request_whole(const struct request *q, const char *key, long low, long high, long otherwise,
                   long *out);
/* May this be the name of a thing: letters, digits, - _ . and + within, 1 to 80 of them. */
bool request_is_name(const char *text);
/* Is a Host header this server's own at this port? Guards against names that others point here. */
bool request_host_is_ours(const char *host, unsigned port);
/* Is an Origin header this server's own? */
bool request_origin_is_ours(const char *origin, unsigned port);
/* The same, in a time that does not depend on where they differ. */
bool request_token_is(const char *token, const char *found);

#endif
