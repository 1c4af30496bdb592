// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The page's files, read once at the start from the folder "ui" beside the program, else from where
 * it was installed. A request is matched by name against this list and never opens a file. */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "input/file.h"
#include "serve/state.h"

#define ASSET_LIMIT (16ul << 20)

static const char *type_of(const char *name) {
    static const char *const types[][2] = {{".html", "text/html; charset=utf-8"},
                                           {".js", "text/javascript; charset=utf-8"},
                                           {".css", "text/css; charset=utf-8"},
                                           {".svg", "image/svg+xml"},
                                           {".json", "application/json; charset=utf-8"},
                                           {".png", "image/png"},
                                           {".ico", "image/x-icon"},
                                           {".woff2", "font/woff2"},
                                           {".txt", "text/plain; charset=utf-8"}};
    const char *dot = strrchr(name, '.');
    for (unsigned i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i][0]) == 0) return types[i][1];
    return NULL; /* not served */
}

static void read_one(struct assets *a, const char *path, const char *name) {
    struct asset x = {.type = type_of(name)};
    struct fault f = {0};
    char *text;
    unsigned long n;
    if (!x.type || snprintf(x.path, sizeof x.path, "/%s", name) >= (int)sizeof x.path) return;
    if (file_read(path, ASSET_LIMIT, &text, &n, &a->arena, &f) < 0) return;
    x.data = text;
    x.n = n;
    if (array_push(&a->row, &a->n, &a->room, &x, sizeof x) < 0) return;
}

/* Files of a folder and of the folders within it, one step down. */
static void read_folder(struct assets *a, const char *folder, const char *prefix, unsigned depth) {
    DIR *d = opendir(folder);
    if (!d) return;
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        char path[700], name[400];
        if (e->d_name[0] == '.') continue;
        if (snprintf(path, sizeof path, "%s/%s", folder, e->d_name) >= (int)sizeof path ||
            snprintf(name, sizeof name, "%s%s", prefix, e->d_name) >= (int)sizeof name)
            continue;
        if (strchr(e->d_name, '.')) read_one(a, path, name);
        else if (depth > 0) {
            char deeper[401];
            snprintf(deeper, sizeof deeper, "%s/", name);
            read_folder(a, path, deeper, depth - 1);
        }
    }
    closedir(d);
}

void assets_read(struct assets *a) {
    char path[600];
    const ssize_t n = readlink("/proc/self/exe", path, 500);
    arena_init(&a->arena, 1u << 20);
    if (n > 0) {
        path[n] = '\0';
        char *slash = strrchr(path, '/');
        snprintf(slash ? slash : path, 8, "/ui");
        read_folder(a, path, "", 2);
    }
#ifdef TREDEGAR_DATADIR
    if (a->n == 0) read_folder(a, TREDEGAR_DATADIR "/ui", "", 2);
#endif
}

void assets_free(struct assets *a) {
    memory_free(a->row);
    arena_free(&a->arena);
}

const struct asset *assets_find(const struct assets *a, const char *path) {
    if (strcmp(path, "/") == 0) path = "/index.html";
    for (uint32_t i = 0; i < a->n; i++)
        if (strcmp(a->row[i].path, path) == 0) return &a->row[i];
    return NULL;
}
