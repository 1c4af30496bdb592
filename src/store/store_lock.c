// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One writer a store. SQLite's own locks are of a file that --overwrite sets aside and makes anew,
 * so a second run could take a store from under one that still writes it. The lock is a file of its
 * own beside the store, FILE-lock, locked as a whole (flock): the system lets it go when its holder
 * ends, however it ends, so one that a killed run left behind is in nobody's way. Readers need
 * none. Left out: disks that know no locks, where a store is written without one; two names of one
 * file, which are two stores here. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/handle.h"

enum { NAME_SIZE = 700, TRIES = 100 };

static bool name_of(const char *path, char name[NAME_SIZE]) {
    return snprintf(name, NAME_SIZE, "%s-lock", path) < NAME_SIZE;
}

/* Whoever held it may have removed the file between our opening and our locking it. */
static bool is_still(int fd, const char *name) {
    struct stat ours, there;
    return fstat(fd, &ours) == 0 && stat(name, &there) == 0 && ours.st_dev == there.st_dev &&
           ours.st_ino == there.st_ino;
}

/* A lock is an empty file; whatever holds something is somebody's, and is left alone. */
static bool is_ours(int fd) {
    struct stat s;
    return fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_size == 0;
}

int store_lock_take(const char *path, int *fd, struct fault *f) {
    char name[NAME_SIZE];
    *fd = -1;
    if (!name_of(path, name))
        return fault_set(f, FAULT_INPUT, path, 0, 0, "the store's path is too long");
    for (int left = TRIES;; left--) {
        const int file = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (file < 0)
            return fault_set(f, FAULT_DISK, path, 0, 0, "cannot open the store: %s",
                             strerror(errno));
        if (!is_ours(file)) {
            close(file);
            return fault_set(f, FAULT_INPUT, name, 0, 0,
                             "stands where the lock of a store would be; move it, or give the "
                             "store another name");
        }
        const bool taken = flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
        if (!taken && (left <= 0 || is_still(file, name))) {
            *fd = file;
            return 0;
        }
        close(file);
        if (taken)
            return fault_set(f, FAULT_INPUT, path, 0, 0,
                             "is being written by another run; wait for it, stop it, or give "
                             "another file");
    }
}

void store_lock_drop(const char *path, int fd) {
    char name[NAME_SIZE];
    if (fd < 0) return;
    if (name_of(path, name)) unlink(name); /* before the lock goes: no other has it */
    close(fd);
}

int store_delete(const char *path, struct fault *f) {
    int lock = -1;
    TRY(store_lock_take(path, &lock, f));
    const int rc = store_file_drop(path) == 0
                       ? 0
                       : fault_set(f, FAULT_DISK, path, 0, 0, "cannot be deleted: %s",
                                   strerror(errno));
    store_lock_drop(path, lock);
    return rc;
}
