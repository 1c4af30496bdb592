// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The door: libmicrohttpd on 127.0.0.1, a small pool of threads, every limit that a bad client
 * could try. Who asks must name this server as Host (a name that another site has pointed here is
 * refused); who writes must bring the token that was printed, in a header that no other site's page
 * may send. Bodies are read whole up to a limit, then answered. Left out: TLS, for nothing leaves
 * the machine. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "serve/state.h"

struct client { /* one request under way */
    char *body;
    size_t length, room;
    bool too_large;
};

static const char policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: "
    "blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

static void add_headers(struct MHD_Response *response, const char *type) {
    const char *const headers[][2] = {{"Content-Type", type},
                                      {"Content-Security-Policy", policy},
                                      {"X-Content-Type-Options", "nosniff"},
                                      {"X-Frame-Options", "DENY"},
                                      {"Referrer-Policy", "no-referrer"},
                                      {"Cross-Origin-Resource-Policy", "same-origin"},
                                      {"Cross-Origin-Opener-Policy", "same-origin"},
                                      {"Cache-Control", "no-store"}};
    for (unsigned i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
}

/* The body of a reply as a response; takes what the reply owns. */
static struct MHD_Response *response_of(struct reply *r) {
    struct MHD_Response *response;
    if (r->json) {
        char *text = json_dumps(r->json, JSON_COMPACT | JSON_REAL_PRECISION(12));
        json_decref(r->json);
        r->type = "application/json; charset=utf-8";
        r->text = text;
        r->n = text ? strlen(text) : 0;
    }
    if (r->text)
        response = MHD_create_response_from_buffer(r->n, r->text, MHD_RESPMEM_MUST_FREE);
    else
        response = MHD_create_response_from_buffer(r->n, (void *)(uintptr_t)r->borrowed,
                                                   MHD_RESPMEM_PERSISTENT);
    if (!response) free(r->text);
    return response;
}

static enum MHD_Result send_reply(struct MHD_Connection *c, struct reply *r) {
    struct MHD_Response *response = response_of(r);
    if (!response) return MHD_NO;
    add_headers(response, r->type ? r->type : "text/plain; charset=utf-8");
    if (r->status == 405) MHD_add_response_header(response, "Allow", "GET, POST, DELETE");
    if (r->status >= 400) MHD_add_response_header(response, "Connection", "close");
    const enum MHD_Result rc = MHD_queue_response(c, r->status, response);
    MHD_destroy_response(response);
    return rc;
}

static const char *header(struct MHD_Connection *c, const char *name) {
    return MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);
}

/* What is refused before anything is read. */
static bool is_refused(const struct serve *s, struct MHD_Connection *c, enum request_method m,
                       struct reply *r) {
    const char *origin = header(c, "Origin"), *length = header(c, "Content-Length"),
               *site = header(c, "Sec-Fetch-Site"), *mode = header(c, "Sec-Fetch-Mode");
    /* a link that somebody follows to the page is none of that site's asking */
    const bool elsewhere = site && strcmp(site, "cross-site") == 0 &&
                           !(mode && strcmp(mode, "navigate") == 0 && m == METHOD_GET);
    if (!request_host_is_ours(header(c, "Host"), s->port))
        reply_error(r, 403, "host", "This server answers to 127.0.0.1:%u alone.", s->port);
    else if (elsewhere || (origin && !request_origin_is_ours(origin, s->port)))
        reply_error(r, 403, "origin", "Pages of other sites may not ask this server.");
    else if (m == METHOD_OTHER)
        reply_error(r, 405, "method", "This server knows GET, POST and DELETE.");
    else if (length && strtoull(length, NULL, 10) > SERVE_BODY_BYTES)
        reply_error(r, 413, "too_large", "A body may hold %d bytes at most.", SERVE_BODY_BYTES);
    else return false;
    return true;
}

static enum MHD_Result add_word(void *who, enum MHD_ValueKind kind, const char *key,
                                const char *value) {
    (void)kind;
    return request_word(who, key, value) ? MHD_YES : MHD_NO;
}

/* The request without its body; false: *r says what is wrong. */
static bool read_request(const struct serve *s, struct MHD_Connection *c, const char *url,
                         struct request *q, struct reply *r) {
    const char *type = header(c, "Content-Type");
    const bool checks = strcmp(url, "/api/check") == 0; /* writes nothing */
    if (!request_path(q, url)) {
        reply_error(r, 404, "unknown", "There is no such page.");
        return false;
    }
    const int words = MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, NULL, NULL);
    if (words > (int)REQUEST_WORDS ||
        MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, add_word, q) != words ||
        (int)q->n_words != words) {
        reply_error(r, 400, "query", "The query has too many words, or words too long.");
        return false;
    }
    if (q->method != METHOD_GET && !checks &&
        !request_token_is(s->token, header(c, "X-Tredegar-Token"))) {
        reply_error(r, 403, "token", "Open the link that tredegar serve printed: it carries the "
                                     "token that running and deleting need.");
        return false;
    }
    if (q->method == METHOD_POST && (!type || strncmp(type, "application/json", 16) != 0)) {
        reply_error(r, 415, "type", "Send JSON, with Content-Type: application/json.");
        return false;
    }
    return true;
}

static enum MHD_Result finish(struct serve *s, struct MHD_Connection *c, const char *url,
                              const char *method, struct client *k) {
    struct request q = {.method = request_method_of(method), .body = k->body ? k->body : "",
                        .length = k->length};
    struct reply r = {.status = 500};
    clients_say(s, c, CLIENT_WAITS);
    if (k->too_large)
        reply_error(&r, 413, "too_large", "A body may hold %d bytes at most.", SERVE_BODY_BYTES);
    else if (read_request(s, c, url, &q, &r)) serve_answer(s, &q, &r);
    if (!r.stream) {
        clients_say(s, c, CLIENT_TAKES);
        return send_reply(c, &r);
    }
    struct MHD_Response *response = runs_follow(s->runs, q.part[2], c);
    if (!response) return MHD_NO;
    add_headers(response, "text/event-stream");
    const enum MHD_Result rc = MHD_queue_response(c, 200, response);
    MHD_destroy_response(response);
    return rc;
}

static struct client *new_client(void) {
    void *data = NULL;
    size_t room = 0;
    return memory_grow(&data, &room, 1, sizeof(struct client)) < 0 ? NULL : data;
}

/* Takes a piece of the body; beyond the limit it is dropped, and far beyond it so is the client. */
static enum MHD_Result take(struct client *k, const char *data, size_t *n) {
    void *body = k->body;
    if (k->length + *n > SERVE_BODY_BYTES) {
        k->too_large = true;
        k->length += *n;
        *n = 0;
        return k->length > 8u * SERVE_BODY_BYTES ? MHD_NO : MHD_YES;
    }
    if (memory_grow(&body, &k->room, k->length + *n + 1, 1) < 0) return MHD_NO;
    k->body = body;
    memcpy(k->body + k->length, data, *n);
    k->length += *n;
    k->body[k->length] = '\0';
    *n = 0;
    return MHD_YES;
}

static enum MHD_Result on_request(void *server, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *n, void **state) {
    (void)version;
    struct serve *s = server;
    struct client *k = *state;
    if (!k) { /* the head alone */
        struct reply r = {0};
        *state = k = new_client();
        if (!k) return MHD_NO;
        return is_refused(s, c, request_method_of(method), &r) ? send_reply(c, &r) : MHD_YES;
    }
    if (*n) return take(k, data, n);
    return finish(s, c, url, method, k);
}

static void on_end(void *server, struct MHD_Connection *c, void **state,
                   enum MHD_RequestTerminationCode why) {
    (void)why;
    struct client *k = *state;
    clients_say(server, c, CLIENT_ASKS); /* the next one */
    if (!k) return;
    memory_free(k->body);
    memory_free(k);
    *state = NULL;
}

static void be_quiet(void *who, const char *format, va_list list) {
    (void)who; /* a client's faults are the client's */
    (void)format;
    (void)list;
}

static int make_token(char token[33], struct fault *f) {
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "no random bytes for a token: %s",
                         strerror(errno));
    for (unsigned i = 0; i < 16; i++) snprintf(token + 2 * (size_t)i, 3, "%02x", bytes[i]);
    return 0;
}

static int listen_on(unsigned port, int *out, struct fault *f) {
    const int one = 1;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "no socket: %s", strerror(errno));
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&here, sizeof here) == 0 && listen(fd, 128) == 0) {
        *out = fd;
        return 0;
    }
    const int why = errno;
    close(fd);
    return fault_set(f, FAULT_INPUT, NULL, 0, 0, "port %u cannot be used: %s; --port takes another",
                     port, strerror(why));
}

/* Takes the socket over. */
static int start(struct serve *s, int fd, struct fault *f) {
    struct sockaddr_in here;
    socklen_t n = sizeof here;
    if (getsockname(fd, (struct sockaddr *)&here, &n) == 0) s->port = ntohs(here.sin_port);
    s->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG,
        (uint16_t)s->port, NULL, NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, be_quiet, NULL,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned)SERVE_POOL,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)SERVE_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
        (unsigned)SERVE_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)(32 * 1024),
        MHD_OPTION_NOTIFY_COMPLETED, on_end, s, MHD_OPTION_NOTIFY_CONNECTION, clients_notify, s,
        MHD_OPTION_END);
    if (s->daemon) {
        snprintf(s->link, sizeof s->link, "http://127.0.0.1:%u/#token=%s", s->port, s->token);
        return 0;
    }
    close(fd);
    return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "the server cannot start");
}

static int take_options(struct serve *s, const struct serve_options *o, struct fault *f) {
    s->library = *o->library;
    s->threads = o->threads;
    if (o->n_stores > sizeof s->store / sizeof *s->store)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "at most %zu stores are shown",
                         sizeof s->store / sizeof *s->store);
    for (unsigned i = 0; i < o->n_stores; i++) {
        struct store *store;
        TRY(store_open(&store, o->store[i], f)); /* that it can be read is known now */
        store_close(store);
        snprintf(s->store[s->n_stores++], sizeof s->store[0], "%s", o->store[i]);
    }
    snprintf(s->studies, sizeof s->studies, "%s", o->studies);
    if (mkdir(s->studies, 0777) != 0 && errno != EEXIST)
        return fault_set(f, FAULT_DISK, s->studies, 0, 0, "cannot be made: %s", strerror(errno));
    if (access(s->studies, W_OK | X_OK) != 0)
        return fault_set(f, FAULT_DISK, s->studies, 0, 0, "cannot be written: %s",
                         strerror(errno));
    const ssize_t n = readlink("/proc/self/exe", s->program, sizeof s->program - 1);
    if (n <= 0) return fault_set(f, FAULT_DISK, NULL, 0, 0, "cannot find this program's own file");
    s->program[n] = '\0';
    return make_token(s->token, f);
}

int serve_open(struct serve **out, const struct serve_options *o, struct fault *f) {
    void *memory = NULL;
    size_t room = 0;
    int fd = -1;
    *out = NULL;
    if (memory_grow(&memory, &room, 1, sizeof(struct serve)) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    struct serve *s = memory;
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->reading.lock, NULL);
    clients_open(&s->clients);
    int rc = take_options(s, o, f);
    if (rc == 0) {
        assets_read(&s->assets);
        rc = listen_on(o->port, &fd, f);
    }
    if (rc == 0) rc = runs_open(&s->runs, s, f);
    if (rc == 0) rc = start(s, fd, f);
    else if (fd >= 0) close(fd);
    if (rc == 0) *out = s;
    else serve_close(s);
    return rc;
}

const char *serve_link(const struct serve *s) { return s->link; }
bool serve_has_page(const struct serve *s) { return assets_find(&s->assets, "/") != NULL; }

void serve_close(struct serve *s) {
    if (!s) return;
    if (s->runs) runs_let_go(s->runs);
    if (s->daemon) MHD_stop_daemon(s->daemon);
    runs_close(s->runs);
    place_forget(s);
    study_forget(s);
    assets_free(&s->assets);
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->reading.lock);
    clients_close(&s->clients);
    memory_free(s);
}
