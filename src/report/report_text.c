// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Text on a page and in a table: lines broken at blanks, and fields of CSV as RFC 4180 writes
 * them. */
#include <string.h>

#include "report/report.h"

void report_text_wrapped(FILE *out, const char *text, unsigned column, unsigned indent,
                         unsigned width) {
    unsigned at = column;
    bool first = true;
    for (; *text; text += strspn(text, " ")) {
        const unsigned n = (unsigned)strcspn(text, " ");
        const bool breaks = at + !first + n > width && at > indent;
        if (breaks) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', out);
            at++;
        }
        fprintf(out, "%.*s", (int)n, text);
        at += n;
        text += n;
        first = false;
    }
    fputc('\n', out);
}

void report_text_csv(FILE *out, const char *text) {
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"') fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}
