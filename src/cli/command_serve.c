// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* tredegar serve: opens the page and stays until Ctrl-C. Built where libmicrohttpd is; elsewhere
 * the command says what to install. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#ifdef TREDEGAR_SERVE
#include "serve/serve.h"

enum { PORT = 8765, STORES = 16 };

static void wait_for_end(void) {
    sigset_t ends;
    int which;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigwait(&ends, &which);
}

/* Blocked in every thread, so that only the wait above hears them. */
static void hold_signals(void) {
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    sigaddset(&ends, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
}

int command_serve(const struct options *o) {
    struct fault f = {0};
    struct serve *s = NULL;
    const char *store[STORES];
    unsigned n = 0;
    if (o->n_arguments + (o->store != NULL) > STORES)
        return cli_usage("serve takes at most %d stores", STORES);
    if (o->store) store[n++] = o->store;
    for (unsigned i = 0; i < o->n_arguments; i++) store[n++] = o->argument[i];
    const struct serve_options how = {.port = o->has_port ? o->port : PORT,
                                      .threads = o->threads,
                                      .studies = o->studies ? o->studies : "tredegar-studies",
                                      .store = store,
                                      .n_stores = n,
                                      .library = &o->library};
    hold_signals();
    if (serve_open(&s, &how, &f) < 0) return cli_fault(&f);
    if (!serve_has_page(s))
        fprintf(stderr, "tredegar: the page itself was not built: install Node.js and npm, then "
                        "type make page; the data are served all the same\n");
    printf("%s\n", serve_link(s));
    fflush(stdout);
    if (!o->quiet)
        fprintf(stderr, "Open this link in a browser; Ctrl-C ends. Runs from the page are kept in "
                        "%s.\n", how.studies);
    wait_for_end();
    serve_close(s);
    return EXIT_DONE;
}
#else
int command_serve(const struct options *o) {
    (void)o;
    fprintf(stderr, "tredegar: this program was built without the page's server; install "
                    "libmicrohttpd-dev and build again\n");
    return EXIT_FAILED;
}
#endif
