// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Who is connected, and for how long. libmicrohttpd hangs up on a client that says nothing for
 * SERVE_IDLE_SECONDS; one that sends or takes a byte now and then could stay for ever, and there
 * are only so many connections. So a request has to be whole, and an answer has to be taken, within
 * a time. No time is counted while the server itself works for an answer, nor for whoever follows a
 * run (of those there may be SERVE_FOLLOWERS). */
#include <sys/socket.h>
#include <time.h>

#include "serve/state.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void clients_open(struct clients *c) { pthread_mutex_init(&c->lock, NULL); }
void clients_close(struct clients *c) { pthread_mutex_destroy(&c->lock); }

static void set(struct clients *c, struct connected *x, enum client_does does) {
    pthread_mutex_lock(&c->lock);
    x->does = does;
    x->since = now();
    pthread_mutex_unlock(&c->lock);
}

static void arrive(struct clients *c, int socket, void **kept) {
    pthread_mutex_lock(&c->lock);
    for (unsigned i = 0; i < SERVE_CONNECTIONS && !*kept; i++)
        if (c->row[i].does == CLIENT_GONE) {
            c->row[i] = (struct connected){socket, CLIENT_ASKS, now()};
            *kept = &c->row[i];
        }
    pthread_mutex_unlock(&c->lock);
}

void clients_notify(void *server, struct MHD_Connection *m, void **kept,
                    enum MHD_ConnectionNotificationCode what) {
    struct serve *s = server;
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (what == MHD_CONNECTION_NOTIFY_STARTED && fd) {
        *kept = NULL;
        arrive(&s->clients, fd->connect_fd, kept);
    }
    if (what == MHD_CONNECTION_NOTIFY_CLOSED && *kept) { /* its socket is still its own */
        set(&s->clients, *kept, CLIENT_GONE);
        *kept = NULL;
    }
}

void clients_say(struct serve *s, struct MHD_Connection *m, enum client_does does) {
    const union MHD_ConnectionInfo *kept =
        MHD_get_connection_info(m, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (kept && kept->socket_context) set(&s->clients, kept->socket_context, does);
}

static double patience(enum client_does does) {
    return does == CLIENT_ASKS ? SERVE_IDLE_SECONDS : SERVE_ANSWER_SECONDS;
}

void clients_tend(struct clients *c) {
    const double t = now();
    pthread_mutex_lock(&c->lock);
    for (unsigned i = 0; i < SERVE_CONNECTIONS; i++) {
        struct connected *x = &c->row[i];
        if (x->does != CLIENT_ASKS && x->does != CLIENT_TAKES) continue;
        /* libmicrohttpd sees the end of it, and closes */
        if (t - x->since > patience(x->does)) shutdown(x->socket, SHUT_RDWR);
    }
    pthread_mutex_unlock(&c->lock);
}
