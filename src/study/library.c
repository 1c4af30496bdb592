// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Where the user's files are: experiments, regimes, places, circumstances and data lie side by side
 * in one folder. It is the one that TREDEGAR_HOME names; else the folder of the program or one
 * above it; else the working folder; else where the program was installed. */
#include "study/library.h"
#include "input/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_library(const char *root) {
    char path[600];
    snprintf(path, sizeof path, "%s/experiments", root);
    return file_is_there(path);
}

/* Cuts the last part of a path; false when nothing is left. */
static bool rise(char *path) {
    char *slash = strrchr(path, '/');
    if (!slash || slash == path) return false;
    *slash = '\0';
    return true;
}

static bool beside_program(char root[400]) {
    const ssize_t n = readlink("/proc/self/exe", root, 399);
    if (n <= 0) return false;
    root[n] = '\0';
    for (int up = 0; up < 4 && rise(root); up++)
        if (is_library(root)) return true;
    return false;
}

static void find_root(char root[400]) {
    const char *home = getenv("TREDEGAR_HOME");
    if (home && *home) {
        snprintf(root, 400, "%s", home);
        return;
    }
    if (beside_program(root)) return;
    snprintf(root, 400, ".");
    if (is_library(root)) return;
#ifdef TREDEGAR_DATADIR
    snprintf(root, 400, "%s", TREDEGAR_DATADIR);
#endif
}

void library_default(struct library *l) {
    char root[400];
    find_root(root);
    snprintf(l->experiments, sizeof l->experiments, "%s/experiments", root);
    snprintf(l->regimes, sizeof l->regimes, "%s/regimes", root);
    snprintf(l->places, sizeof l->places, "%s/places", root);
    snprintf(l->circumstances, sizeof l->circumstances, "%s/circumstances", root);
    snprintf(l->data, sizeof l->data, "%s/data", root);
}

static int say_missing(const char *folder, const char *name, const char *noun,
                       const struct node *node, struct fault *f) {
    struct file_names names = {.n = 0};
    file_names_add(&names, folder);
    if (names.n == 0)
        return fault_set(f, FAULT_DISK, NULL, 0, 0,
                         "no files in '%s', where %s '%s' should be; set TREDEGAR_HOME to the "
                         "folder that holds experiments, regimes, places, circumstances and data",
                         folder, noun, name);
    char near[240];
    return fault_set(
        f, FAULT_INPUT, node ? node->file : NULL, node ? node->line : 0, node ? node->column : 0,
        "found %s '%.80s', expected a path or a name of a file of %s%s%s", noun, name, folder,
        file_names_near(&names, name, near, sizeof near),
        strcmp(noun, "place") == 0 ? "; how to write one: docs/data.md" : "");
}

int library_find(const char *folder, const char *name, const char *noun, const struct node *node,
                 char path[512], struct fault *f) {
    const bool is_path = strchr(name, '/') || file_is_yaml(name);
    const int n =
        is_path ? snprintf(path, 512, "%s", name) : snprintf(path, 512, "%s/%s.yaml", folder, name);
    if (n > 0 && n < 512 && file_is_there(path)) return 0;
    return say_missing(folder, name, noun, node, f);
}
