// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Any bytes at all as a client's path, host, token and body: what is taken is bounded and names
 * nothing hidden; an experiment that is taken is written as YAML that reads back to the same. See
 * fuzz_csv.c for how it is built. */
#include <stdlib.h>
#include <string.h>
#include "serve/state.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

static void try_path(const char *text) {
    static struct request q;
    if (!request_path(&q, text)) return;
    if (q.n > REQUEST_PARTS) abort();
    for (unsigned i = 0; i < q.n; i++)
        if (q.part[i][0] == '.' || q.part[i][0] == '\0' || strchr(q.part[i], '/') ||
            strlen(q.part[i]) >= REQUEST_PART_SIZE)
            abort();
}

static void try_words(const char *text) {
    if (request_is_name(text) && (strchr(text, '/') || text[0] == '.' || strlen(text) > 80))
        abort();
    if (request_host_is_ours(text, 8765) && !strstr(text, ":8765")) abort();
    (void)request_origin_is_ours(text, 8765);
    if (request_token_is("0123456789abcdef", text) &&
        strcmp(text, "0123456789abcdef") != 0)
        abort();
}

static void try_body(const char *text, size_t n) {
    struct fault f = {0};
    json_t *one = json_loadb(text, n, 0, NULL), *two = NULL;
    if (!one && draft_json(text, n, &one, &f) < 0) return;
    if (json_is_object(one) && draft_names(one, &f) == 0) {
        char *yaml = draft_yaml(one);
        if (!yaml) abort();
        if (draft_json(yaml, strlen(yaml), &two, &f) == 0 && draft_names(two, &f) < 0) abort();
        free(yaml);
    }
    json_decref(one);
    json_decref(two);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n) {
    char text[4096];
    const size_t length = n < sizeof text - 1 ? n : sizeof text - 1;
    memcpy(text, data, length);
    text[length] = '\0';
    try_path(text);
    try_words(text);
    try_body(text, length);
    return 0;
}

#ifdef FUZZ_MAIN
#include "fuzz_loop.h"
int main(void) {
    static const char *const seeds[] = {
        "/api/studies/demo/series", "127.0.0.1:8765", "http://localhost:8765", "0123456789abcdef",
        ("{\"experiment\": \"x\", \"place\": \"barnsley\", \"set\": {\"a.b\": 1.5, \"c\": null}, "
        "\"scenarios\": [{\"regime\": {\"like\": \"y\", \"answers\": {}}}, [], [[1, true]], {}]}"),
        "experiment: x\nplace: barnsley\nscenarios:\n  - {name: a, regime: b}\n"};
    return fuzz_loop(seeds, sizeof seeds / sizeof *seeds, ":-[]{}/.%\"\\,\n\t 1a", 40000);
}
#endif
