// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Files as text, and numbers in text. The C library's strtod reads "1,5" in some locales and
 * "inf" and "0x1p3" in all; here a number is digits, one point and a power of ten. With at most
 * 15 digits and a power of at most 22 one multiplication or division is exact to the last bit
 * (both operands are exact doubles), which covers every published figure; longer ones are
 * rounded to 18 digits first. Left out: hexadecimal, infinities, thousands separators. */
#include "input/file.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/random.h"

static int grow(FILE *in, const char *path, unsigned long limit, char **text, unsigned long *n,
                struct arena *a, struct fault *f) {
    const long size = fseek(in, 0, SEEK_END) == 0 ? ftell(in) : -1;
    if (size < 0 || fseek(in, 0, SEEK_SET) != 0)
        return fault_set(f, FAULT_DISK, path, 0, 0, "cannot be read: %s", strerror(errno));
    if ((unsigned long)size > limit)
        return fault_set(f, FAULT_INPUT, path, 0, 0, "is %ld bytes, expected at most %lu", size,
                         limit);
    char *t = arena_take(a, (size_t)size + 1);
    if (t == NULL)
        return fault_set(f, FAULT_MEMORY, path, 0, 0, "out of memory");
    const size_t got = fread(t, 1, (size_t)size, in);
    if (ferror(in))
        return fault_set(f, FAULT_DISK, path, 0, 0, "cannot be read: %s", strerror(errno));
    t[got] = '\0';
    *text = t;
    *n = got;
    return 0;
}

int file_read(const char *path, unsigned long limit, char **text, unsigned long *n,
              struct arena *a, struct fault *f) {
    struct stat is;
    if (stat(path, &is) == 0 && !S_ISREG(is.st_mode))
        return fault_set(f, FAULT_INPUT, path, 0, 0, "is no file, expected one");
    FILE *in = fopen(path, "rb");
    if (in == NULL)
        return fault_set(f, FAULT_DISK, path, 0, 0, "cannot be opened: %s", strerror(errno));
    const int rc = grow(in, path, limit, text, n, a, f);
    fclose(in);
    return rc;
}

uint64_t file_digest(const char *text, unsigned long n) {
    uint64_t h = 0x9e3779b97f4a7c15u ^ n;
    unsigned long i = 0;
    for (; i + 8 <= n; i += 8) {
        uint64_t w = 0;
        for (unsigned b = 0; b < 8; b++)
            w |= (uint64_t)(unsigned char)text[i + b] << (8 * b);
        h = mix64(h ^ w) + 0x9e3779b97f4a7c15u;
    }
    for (; i < n; i++)
        h = mix64(h ^ (unsigned char)text[i]) + 0x9e3779b97f4a7c15u;
    return h;
}

struct decimal { uint64_t digits; int power, n; };

static const char *mantissa(const char *s, struct decimal *d) {
    bool point = false;
    for (;; s++) {
        if (*s == '.' && !point) {
            point = true;
        } else if (*s >= '0' && *s <= '9') {
            d->n++;
            if (d->digits < 100000000000000000u) {
                d->digits = d->digits * 10 + (uint64_t)(*s - '0');
                d->power -= point;
            } else {
                d->power += !point;
            }
        } else {
            return s;
        }
    }
}

static const char *exponent(const char *s, int *power) {
    if (*s != 'e' && *s != 'E')
        return s;
    s++;
    const int sign = *s == '-' ? -1 : 1;
    if (*s == '-' || *s == '+')
        s++;
    if (*s < '0' || *s > '9')
        return NULL;
    int e = 0;
    for (; *s >= '0' && *s <= '9'; s++)
        e = e < 1000 ? e * 10 + (*s - '0') : e;
    *power += sign * e;
    return s;
}

bool number_parse(const char *text, double *out) {
    const bool negative = *text == '-';
    const char *s = text + (*text == '-' || *text == '+');
    struct decimal d = {0, 0, 0};
    s = mantissa(s, &d);
    if (d.n == 0)
        return false;
    s = exponent(s, &d.power);
    if (s == NULL || *s != '\0' || d.power > 300 || d.power < -300)
        return false;
    double v = (double)d.digits;
    for (; d.power > 0; d.power -= d.power > 22 ? 22 : d.power) {
        double p = 1;
        for (int i = 0; i < d.power && i < 22; i++)
            p *= 10;
        v *= p;
    }
    for (; d.power < 0; d.power += d.power < -22 ? 22 : -d.power) {
        double p = 1;
        for (int i = 0; i < -d.power && i < 22; i++)
            p *= 10;
        v /= p;
    }
    *out = negative ? -v : v;
    return v < 1e300;
}

bool file_is_yaml(const char *name) {
    const size_t n = strlen(name);
    return n > 5 && strcmp(name + n - 5, ".yaml") == 0;
}

static int by_name(const void *a, const void *b) { return strcmp(a, b); }

void file_names_add(struct file_names *names, const char *folder) {
    DIR *const d = opendir(folder);
    if (d == NULL)
        return;
    const unsigned before = names->n;
    for (const struct dirent *e; names->n < FILE_NAMES_MOST && (e = readdir(d)) != NULL;) {
        if (!file_is_yaml(e->d_name) || strlen(e->d_name) > 60)
            continue;
        snprintf(names->text[names->n++], sizeof names->text[0], "%.*s",
                 (int)strlen(e->d_name) - 5, e->d_name);
    }
    closedir(d);
    qsort(names->text[before], names->n - before, sizeof names->text[0], by_name);
    for (unsigned i = before; i < names->n; i++)
        names->word[i] = names->text[i];
}

const char *file_names_near(const struct file_names *names, const char *found, char *buffer,
                            unsigned size) {
    const char *const near = fault_nearest(found, names->word, names->n);
    size_t at = 0;
    unsigned i = 0;
    buffer[0] = '\0';
    if (near != NULL) {
        snprintf(buffer, size, "; nearest: '%s'", near);
        return buffer;
    }
    for (; i < names->n && at + strlen(names->word[i]) + 30 < size; i++)
        at += (size_t)snprintf(buffer + at, size - at, "%s%s", i ? ", " : "; there are ",
                               names->word[i]);
    if (i < names->n)
        snprintf(buffer + at, size - at, " and %u more", names->n - i);
    return buffer;
}

bool file_is_there(const char *path) {
    struct stat s;
    return stat(path, &s) == 0;
}
