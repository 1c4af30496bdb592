// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* What a client may say, and how long. Everything here is pure, so that tests/fuzz can throw bytes
 * at it. A browser sends Host and Origin itself: a page of another site that has a name pointed at
 * this machine shows that name, and is refused. */
#include "serve/request.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum request_method request_method_of(const char *method) {
    if (strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0) return METHOD_GET;
    if (strcmp(method, "POST") == 0) return METHOD_POST;
    if (strcmp(method, "DELETE") == 0) return METHOD_DELETE;
    return METHOD_OTHER;
}

static bool is_part(const char *text, size_t n) {
    if (n == 0 || n >= REQUEST_PART_SIZE) return false;
    if (text[0] == '.') return false; /* ".", "..", and what is hidden */
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)text[i] < 32 || text[i] == '\\' || text[i] == 127) return false;
    return true;
}

bool request_path(struct request *q, const char *path) {
    q->n = 0;
    const size_t all = strlen(path);
    if (path[0] != '/' || all >= sizeof q->path) return false;
    memcpy(q->path, path, all + 1);
    for (const char *at = path + 1; *at;) {
        const size_t n = strcspn(at, "/");
        if (q->n == REQUEST_PARTS || !is_part(at, n)) return false;
        memcpy(q->part[q->n], at, n);
        q->part[q->n++][n] = '\0';
        at += n;
        if (*at == '/' && !*++at) return false; /* nothing after a slash */
    }
    return true;
}

bool request_word(struct request *q, const char *key, const char *value) {
    if (q->n_words == REQUEST_WORDS) return false;
    if (!value) value = "";
    if (strlen(key) >= sizeof q->word[0].key || strlen(value) >= sizeof q->word[0].value)
        return false;
    snprintf(q->word[q->n_words].key, sizeof q->word[0].key, "%s", key);
    snprintf(q->word[q->n_words].value, sizeof q->word[0].value, "%s", value);
    q->n_words++;
    return true;
}

const char *request_find(const struct request *q, const char *key) {
    for (unsigned i = 0; i < q->n_words; i++)
        if (strcmp(q->word[i].key, key) == 0) return q->word[i].value;
    return NULL;
}

bool request_whole(const struct request *q, const char *key, long low, long high, long otherwise,
                   long *out) {
    const char *text = request_find(q, key);
    char *end;
    *out = otherwise;
    if (!text) return true;
    errno = 0;
    *out = strtol(text, &end, 10);
    return !errno && end != text && !*end && *out >= low && *out <= high;
}

bool request_is_name(const char *text) {
    const size_t n = strlen(text);
    if (n == 0 || n > 80 || text[0] == '.') return false;
    for (size_t i = 0; i < n; i++) {
        const char c = text[i];
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && !strchr("-_.+", c)) return false;
    }
    return true;
}

static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};

bool request_host_is_ours(const char *host, unsigned port) {
    if (!host) return false;
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        char mine[64];
        snprintf(mine, sizeof mine, "%s:%u", names[i], port);
        if (strcmp(host, mine) == 0) return true;
        if (port == 80 && strcmp(host, names[i]) == 0) return true;
    }
    return false;
}

bool request_origin_is_ours(const char *origin, unsigned port) {
    return strncmp(origin, "http://", 7) == 0 && request_host_is_ours(origin + 7, port);
}

bool request_token_is(const char *token, const char *found) {
    if (!found) return false;
    const size_t n = strlen(token), m = strlen(found);
    unsigned char differs = (unsigned char)(n != m);
    for (size_t i = 0; i < n; i++)
        differs |= (unsigned char)(token[i] ^ (m ? found[i % m] : 0));
    return differs == 0;
}
