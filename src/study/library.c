// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Where the user's files are: experiments, regimes, places, circumstances and data lie side by side
 * in one folder. It is the one that TREDEGAR_HOME names; else the folder of the program or one
 * above it; else the working folder; else where the program was installed. */
#include "study/library.h"
#include "input/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_MAX = 256 };

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

static bool ends_in_yaml(const char *name) {
    const size_t n = strlen(name);
    return n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

struct names { char text[NAMES_MAX][64]; const char *word[NAMES_MAX]; unsigned n; };

static void list_names(const char *folder, struct names *names) {
    names->n = 0;
    DIR *d = opendir(folder);
    if (!d) return;
    for (struct dirent *e = readdir(d); e && names->n < NAMES_MAX; e = readdir(d)) {
        if (!ends_in_yaml(e->d_name) || strlen(e->d_name) > 60) continue;
        snprintf(names->text[names->n], 64, "%.*s", (int)strlen(e->d_name) - 5, e->d_name);
        names->word[names->n] = names->text[names->n];
        names->n++;
    }
    closedir(d);
}

static int say_missing(const char *folder, const char *name, const char *noun,
                       const struct node *node, struct fault *f) {
    struct names names;
    list_names(folder, &names);
    if (names.n == 0)
        return fault_set(f, FAULT_DISK, NULL, 0, 0,
                         "no files in '%s', where %s '%s' should be; set TREDEGAR_HOME to the "
                         "folder that holds experiments, regimes, places, circumstances and data",
                         folder, noun, name);
    const char *nearest = fault_nearest(name, names.word, names.n);
    return fault_set(
        f, FAULT_INPUT, node ? node->file : NULL, node ? node->line : 0, node ? node->column : 0,
        "found %s '%s', expected a path or a name of a file of %s%s%s%s", noun, name, folder,
        nearest ? "; nearest: '" : "", nearest ? nearest : "", nearest ? "'" : "");
}

int library_find(const char *folder, const char *name, const char *noun, const struct node *node,
                 char path[512], struct fault *f) {
    const bool is_path = strchr(name, '/') || ends_in_yaml(name);
    const int n =
        is_path ? snprintf(path, 512, "%s", name) : snprintf(path, 512, "%s/%s.yaml", folder, name);
    if (n > 0 && n < 512 && file_is_there(path)) return 0;
    return say_missing(folder, name, noun, node, f);
}
