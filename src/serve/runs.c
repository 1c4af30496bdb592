// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Runs from the page. Each is a process of its own, this same program as "tredegar run ...
 * --progress json", writing its store run by run: a closed browser does not end it, a killed one
 * leaves whole runs in its store, and this server lives on. One thread keeps them: it starts the
 * next in line, reads their progress from a pipe, sees them end, and wakes those who follow by
 * server-sent events. A worker whose server is gone finds its pipe broken and ends. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "serve/state.h"

enum { RUNS_KEPT = 64, LINE_SIZE = 1024, PATIENCE = 10, HEARTBEAT = 15,
       STORY_MOST = 4 << 20 };

enum run_state { RUN_WAITING, RUN_RUNNING, RUN_DONE, RUN_STOPPED, RUN_FAILED };
struct run {
    char id[16], scenario[64], message[600];
    struct run_order order;
    enum run_state state;
    unsigned change;       /* grows at each change */
    pid_t pid;
    int pipe;              /* of its standard error; -1 when it has ended */
    int out;               /* a story is written to this nameless file; -1: none */
    char *story;           /* owned by the C library; NULL until there is one */
    bool stopping;
    double stopped_at;     /* when it was asked to stop */
    char line[LINE_SIZE];
    size_t n_line;
    unsigned run, runs, finished;
    double done, seconds, seconds_left;
};
struct follower {
    struct follower *next;
    struct runs *runs;
    struct MHD_Connection *connection;
    char id[16];
    unsigned seen;
    bool suspended, ended;
    double spoken;         /* when it last got something */
    char *text;            /* being sent */
    size_t n, at;
};
struct runs {
    struct serve *s;
    pthread_mutex_t lock;
    pthread_t keeper;
    bool kept, closing;
    int wake[2];
    unsigned n;
    struct run row[RUNS_KEPT];
    struct follower *followers;
};

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static const char *state_name(enum run_state s) {
    static const char *const names[] = {"waiting", "running", "done", "stopped", "failed"};
    return names[s];
}

static bool is_over(const struct run *x) { return x->state > RUN_RUNNING; }

static void wake(struct runs *r) {
    const char one = 1;
    if (write(r->wake[1], &one, 1) != 1) return; /* full: it will wake all the same */
}

unsigned runs_followers(struct runs *r) {
    unsigned n = 0;
    pthread_mutex_lock(&r->lock);
    for (const struct follower *w = r->followers; w; w = w->next) n++;
    pthread_mutex_unlock(&r->lock);
    return n;
}

/* Something about a run is new: those who follow it are told. */
static void changed(struct runs *r, struct run *x) {
    x->change++;
    for (struct follower *w = r->followers; w; w = w->next)
        if (w->suspended && strcmp(w->id, x->id) == 0) {
            w->suspended = false;
            MHD_resume_connection(w->connection);
        }
}

static struct run *find(struct runs *r, const char *id) {
    for (unsigned i = 0; i < r->n; i++)
        if (strcmp(r->row[i].id, id) == 0) return &r->row[i];
    return NULL;
}

/* ---- a worker -------------------------------------------------------------------------------- */

enum { WORDS = 26, SETTING_SIZE = 64 + 32 };

/* --set NAME=VALUE, to the last bit. */
static unsigned put_settings(const struct settings *set, char text[SETTING_MAX][SETTING_SIZE],
                             const char **argv, unsigned n) {
    for (unsigned i = 0; i < set->n; i++) {
        snprintf(text[i], SETTING_SIZE, "%s=%.17g", set->s[i].name, set->s[i].value);
        argv[n++] = "--set", argv[n++] = text[i];
    }
    return n;
}

static int spawn(struct runs *r, struct run *x, const char *store, int out) {
    char months[16], replicates[16], threads[16], seed[24], set[SETTING_MAX][SETTING_SIZE];
    const char *argv[WORDS + 2 * SETTING_MAX] = {r->s->program, "run", x->order.experiment,
                                                 "--store", store, "--progress", "json",
                                                 "--format", "csv"};
    unsigned n = 9;
    snprintf(months, sizeof months, "%u", x->order.months);
    snprintf(replicates, sizeof replicates, "%u", x->order.replicates);
    snprintf(threads, sizeof threads, "%u", r->s->threads);
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)x->order.seed);
    if (x->order.pick[0]) { /* tredegar person: no store */
        argv[1] = "person";
        argv[3] = x->order.has_id ? "--id" : "--pick";
        argv[4] = x->order.pick;
        argv[8] = "json";
        argv[n++] = "--seed", argv[n++] = seed;
    } else if (!x->order.extras) argv[n++] = "--no-extras";
    if (x->order.months) argv[n++] = "--months", argv[n++] = months;
    if (x->order.replicates) argv[n++] = "--replicates", argv[n++] = replicates;
    if (x->order.place[0]) argv[n++] = "--place", argv[n++] = x->order.place;
    if (r->s->threads) argv[n++] = "--threads", argv[n++] = threads;
    n = put_settings(&x->order.set, set, argv, n);
    argv[n] = NULL;
    extern char **environ;
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGTERM);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    if (x->out >= 0) posix_spawn_file_actions_adddup2(&files, x->out, 1);
    else posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, 2);
    posix_spawnattr_init(&how);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                       POSIX_SPAWN_SETPGROUP); /* Ctrl-C is told by the server */
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &usual);
    posix_spawnattr_setpgroup(&how, 0);
    const int rc = posix_spawn(&x->pid, r->s->program, &files, &how,
                               (char *const *)(uintptr_t)argv, environ);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    return rc;
}

/* A file without a name, for a story to be written to. */
static int nameless(const struct runs *r) {
    char path[600];
    snprintf(path, sizeof path, "%s/.story-XXXXXX", r->s->studies);
    const int fd = mkstemp(path);
    if (fd < 0) return -1;
    unlink(path);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    return fd;
}

/* The story's file goes, and the experiment that was sent, which has no study to stand beside. */
static void drop_story(const struct runs *r, struct run *x) {
    char draft[700];
    if (x->out >= 0) close(x->out);
    x->out = -1;
    if (!x->order.pick[0]) return;
    snprintf(draft, sizeof draft, "%s/%s.yaml", r->s->studies, x->order.study);
    unlink(draft);
}

static void fail_to_begin(struct runs *r, struct run *x, int why) {
    x->state = RUN_FAILED;
    snprintf(x->message, sizeof x->message, "the run cannot be started: %s", strerror(why));
    drop_story(r, x);
    changed(r, x);
}

static void begin(struct runs *r, struct run *x) {
    int ends[2];
    char store[700];
    snprintf(store, sizeof store, "%s/%s.sqlite", r->s->studies, x->order.study);
    x->out = x->order.pick[0] ? nameless(r) : -1;
    if ((x->order.pick[0] && x->out < 0) || pipe(ends) != 0) {
        fail_to_begin(r, x, errno);
        return;
    }
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    const int rc = spawn(r, x, store, ends[1]);
    close(ends[1]);
    if (rc != 0) {
        close(ends[0]);
        fail_to_begin(r, x, rc);
        return;
    }
    x->pipe = ends[0];
    x->state = RUN_RUNNING;
    changed(r, x);
}

/* What a worker says that is not progress is its complaint: "tredegar: FILE:3:4: what". */
static void take_words(struct run *x, const char *line) {
    const char *what = strncmp(line, "tredegar: ", 10) == 0 ? line + 10 : line;
    const char *slash = strrchr(what, '/');
    if (strstr(what, "changes nothing")) return;
    snprintf(x->message, sizeof x->message, "%s", slash ? slash + 1 : what);
}

static void take_line(struct run *x, const char *line) {
    json_t *o = line[0] == '{' ? json_loads(line, 0, NULL) : NULL;
    const char *scenario;
    int run, runs, finished;
    if (!o) {
        if (*line) take_words(x, line);
        return;
    }
    if (json_unpack(o, "{s:i, s:i, s:i, s:F, s:F, s:F, s:s}", "run", &run, "runs", &runs,
                    "finished", &finished, "done", &x->done, "seconds", &x->seconds,
                    "seconds_left", &x->seconds_left, "scenario", &scenario) == 0) {
        x->run = (unsigned)run;
        x->runs = (unsigned)runs;
        x->finished = (unsigned)finished;
        snprintf(x->scenario, sizeof x->scenario, "%s", scenario);
    }
    json_decref(o);
}

/* What the story's file holds, as a text; NULL when it is empty or too large. */
static char *read_story(int fd) {
    char *text = NULL;
    size_t n = 0;
    char piece[4096];
    FILE *out = lseek(fd, 0, SEEK_SET) == 0 ? open_memstream(&text, &n) : NULL;
    if (!out) return NULL;
    for (ssize_t got; (got = read(fd, piece, sizeof piece)) > 0 && n < STORY_MOST; fflush(out))
        fwrite(piece, 1, (size_t)got, out);
    fclose(out);
    if (n > 0 && n < STORY_MOST) return text;
    free(text);
    return NULL;
}

static void end(struct runs *r, struct run *x) {
    int status = 0;
    close(x->pipe);
    if (x->out >= 0) x->story = read_story(x->out);
    drop_story(r, x);
    x->pipe = -1;
    pid_t ended;
    while ((ended = waitpid(x->pid, &status, 0)) < 0 && errno == EINTR) continue;
    const bool well = ended == x->pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    x->state = well ? RUN_DONE : x->stopping ? RUN_STOPPED : RUN_FAILED;
    if (well) {
        x->done = 1;
        x->finished = x->runs ? x->runs : x->finished;
        x->seconds_left = 0;
    }
    if (well || x->stopping) x->message[0] = '\0';
    else if (ended != x->pid)
        snprintf(x->message, sizeof x->message, "nobody knows how the run ended");
    else if (WIFSIGNALED(status))
        snprintf(x->message, sizeof x->message,
                 "the run was killed (signal %d); what was finished is in the study",
                 WTERMSIG(status));
    else if (!x->message[0])
        snprintf(x->message, sizeof x->message, "the run failed (exit %d)", WEXITSTATUS(status));
    x->pid = 0;
    changed(r, x);
}

static void hear(struct runs *r, struct run *x) {
    char data[4096];
    const ssize_t n = read(x->pipe, data, sizeof data);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) {
        if (x->n_line) take_line(x, x->line);
        x->n_line = 0;
        end(r, x);
        return;
    }
    for (ssize_t i = 0; i < n; i++) {
        if (data[i] == '\n' || data[i] == '\r') {
            x->line[x->n_line] = '\0';
            take_line(x, x->line);
            x->n_line = 0;
        } else if (x->n_line + 1 < LINE_SIZE) x->line[x->n_line++] = data[i];
        x->line[x->n_line] = '\0';
    }
    changed(r, x);
}

/* ---- the keeper ------------------------------------------------------------------------------ */

/* Asked once: to be asked twice would end it at once, its store not yet put in order. */
static void ask_to_stop(struct run *x) {
    if (x->stopping) return;
    x->stopped_at = now();
    x->stopping = true;
    if (x->pid > 0) kill(x->pid, SIGTERM);
}

static void start_next(struct runs *r) {
    unsigned running = 0;
    for (unsigned i = 0; i < r->n; i++) running += r->row[i].state == RUN_RUNNING;
    for (unsigned i = 0; i < r->n && running < SERVE_RUNS_AT_ONCE && !r->closing; i++)
        if (r->row[i].state == RUN_WAITING) {
            begin(r, &r->row[i]);
            running += r->row[i].state == RUN_RUNNING;
        }
}

/* Whoever does not stop when asked is ended; whoever has long heard nothing gets a heartbeat, so
 * that a follower that has gone is noticed. */
static void tend(struct runs *r) {
    const double t = now();
    for (unsigned i = 0; i < r->n; i++) {
        struct run *x = &r->row[i];
        if (x->state == RUN_RUNNING && x->stopping && t - x->stopped_at > PATIENCE)
            kill(x->pid, SIGKILL);
    }
    for (struct follower *w = r->followers; w; w = w->next)
        if (w->suspended && t - w->spoken > HEARTBEAT) {
            w->suspended = false;
            MHD_resume_connection(w->connection);
        }
}

/* The pipes of the runs under way, after that which wakes. */
static unsigned watched(struct runs *r, struct pollfd fd[RUNS_KEPT + 1]) {
    unsigned n = 1;
    fd[0] = (struct pollfd){.fd = r->wake[0], .events = POLLIN};
    for (unsigned i = 0; i < r->n; i++)
        if (r->row[i].state == RUN_RUNNING)
            fd[n++] = (struct pollfd){.fd = r->row[i].pipe, .events = POLLIN};
    return n;
}

/* Rows move while the lock is given up; the keeper alone opens and closes pipes, so a pipe still
 * tells whose it is. */
static void hear_pipe(struct runs *r, int pipe) {
    for (unsigned i = 0; i < r->n; i++)
        if (r->row[i].state == RUN_RUNNING && r->row[i].pipe == pipe) {
            hear(r, &r->row[i]);
            return;
        }
}

static void *keep(void *who) {
    struct runs *r = who;
    struct pollfd fd[RUNS_KEPT + 1];
    char rest[64];
    pthread_mutex_lock(&r->lock);
    for (;;) {
        start_next(r);
        const unsigned n = watched(r, fd);
        if (r->closing && n == 1) break;
        pthread_mutex_unlock(&r->lock);
        const int ready = poll(fd, n, 1000);
        pthread_mutex_lock(&r->lock);
        if (ready > 0 && fd[0].revents)
            while (read(r->wake[0], rest, sizeof rest) > 0) continue;
        for (unsigned i = 1; i < n && ready > 0; i++)
            if (fd[i].revents) hear_pipe(r, fd[i].fd);
        tend(r);
        clients_tend(&r->s->clients);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

int runs_open(struct runs **out, struct serve *s, struct fault *f) {
    void *memory = NULL;
    size_t room = 0;
    *out = NULL;
    if (memory_grow(&memory, &room, 1, sizeof(struct runs)) < 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    struct runs *r = memory;
    r->s = s;
    r->wake[0] = r->wake[1] = -1;
    pthread_mutex_init(&r->lock, NULL);
    *out = r;
    if (pipe(r->wake) != 0)
        return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "no pipe: %s", strerror(errno));
    for (unsigned i = 0; i < 2; i++) {
        fcntl(r->wake[i], F_SETFD, FD_CLOEXEC);
        fcntl(r->wake[i], F_SETFL, O_NONBLOCK);
    }
    r->kept = pthread_create(&r->keeper, NULL, keep, r) == 0;
    return r->kept ? 0 : fault_set(f, FAULT_MEMORY, NULL, 0, 0, "no thread for the runs");
}

void runs_let_go(struct runs *r) {
    pthread_mutex_lock(&r->lock);
    r->closing = true;
    for (unsigned i = 0; i < r->n; i++) {
        if (r->row[i].state == RUN_WAITING) r->row[i].state = RUN_STOPPED;
        if (r->row[i].state == RUN_RUNNING) ask_to_stop(&r->row[i]);
    }
    for (struct follower *w = r->followers; w; w = w->next) {
        if (w->suspended) MHD_resume_connection(w->connection);
        w->suspended = false;
    }
    pthread_mutex_unlock(&r->lock);
    wake(r);
}

void runs_close(struct runs *r) {
    if (!r) return;
    if (r->kept) {
        runs_let_go(r);
        pthread_join(r->keeper, NULL);
    }
    for (unsigned i = 0; i < r->n; i++) free(r->row[i].story);
    for (unsigned i = 0; i < 2; i++)
        if (r->wake[i] >= 0) close(r->wake[i]);
    pthread_mutex_destroy(&r->lock);
    memory_free(r);
}

/* ---- what the pages ask ---------------------------------------------------------------------- */

/* A row for a new run: a fresh one, or that of the oldest that is over. */
static struct run *new_row(struct runs *r) {
    if (r->n < RUNS_KEPT) return &r->row[r->n++];
    for (unsigned i = 0; i < r->n; i++)
        if (is_over(&r->row[i])) {
            free(r->row[i].story);
            memmove(&r->row[i], &r->row[i + 1], (r->n - i - 1) * sizeof r->row[0]);
            return &r->row[r->n - 1];
        }
    return NULL;
}

bool runs_start(struct runs *r, const struct run_order *o, char id[16], struct reply *reply) {
    unsigned char bytes[4];
    unsigned waiting = 0;
    bool good = getrandom(bytes, sizeof bytes, 0) == (ssize_t)sizeof bytes;
    pthread_mutex_lock(&r->lock);
    for (unsigned i = 0; i < r->n; i++) waiting += !is_over(&r->row[i]);
    struct run *x = NULL;
    if (r->closing) reply_error(reply, 409, "closing", "The server is ending.");
    else if (waiting >= SERVE_RUNS_AT_ONCE + SERVE_RUNS_WAITING)
        reply_error(reply, 429, "too_many_runs", "%u runs are under way or in line, as many as are "
                                                 "taken; wait for one to end, or stop one.",
                    waiting);
    else if (!good || !(x = new_row(r))) reply_json(reply, 500, NULL);
    if (x) {
        *x = (struct run){.order = *o, .pipe = -1, .out = -1};
        snprintf(x->id, sizeof x->id, "r%02x%02x%02x%02x", bytes[0], bytes[1], bytes[2], bytes[3]);
        snprintf(id, 16, "%s", x->id);
    }
    pthread_mutex_unlock(&r->lock);
    wake(r);
    return x != NULL;
}

static json_t *run_object(const struct run *x) {
    return json_pack("{s:s, s:s, s:s, s:s, s:f, s:i, s:i, s:s, s:i, s:f, s:o, s:s}", "id", x->id,
                     "study", x->order.pick[0] ? "" : x->order.study, "title", x->order.title,
                     "state", state_name(x->state), "done", x->done, "run", (int)x->run, "runs",
                     (int)x->runs, "scenario", x->scenario, "finished", (int)x->finished,
                     "seconds", x->seconds, "seconds_left",
                     x->seconds_left >= 0 && x->runs ? json_real(x->seconds_left) : json_null(),
                     "message", x->message);
}

json_t *runs_list(struct runs *r) {
    json_t *list = json_array();
    pthread_mutex_lock(&r->lock);
    for (unsigned i = r->n; i > 0; i--) json_array_append_new(list, run_object(&r->row[i - 1]));
    pthread_mutex_unlock(&r->lock);
    return list;
}

json_t *runs_item(struct runs *r, const char *id, unsigned *change, bool *ended) {
    pthread_mutex_lock(&r->lock);
    const struct run *x = find(r, id);
    json_t *o = x ? run_object(x) : NULL;
    *change = x ? x->change : 0;
    *ended = !x || is_over(x);
    pthread_mutex_unlock(&r->lock);
    return o;
}

char *runs_story(struct runs *r, const char *id) {
    pthread_mutex_lock(&r->lock);
    const struct run *x = find(r, id);
    char *copy = x && x->story ? strdup(x->story) : NULL;
    pthread_mutex_unlock(&r->lock);
    return copy;
}

bool runs_stop(struct runs *r, const char *id) {
    pthread_mutex_lock(&r->lock);
    struct run *x = find(r, id);
    if (x && x->state == RUN_WAITING) {
        x->state = RUN_STOPPED;
        changed(r, x);
    } else if (x && x->state == RUN_RUNNING) ask_to_stop(x);
    pthread_mutex_unlock(&r->lock);
    return x != NULL;
}

void runs_of_study(struct runs *r, const char *study, char id[16]) {
    id[0] = '\0';
    pthread_mutex_lock(&r->lock);
    for (unsigned i = 0; i < r->n; i++)
        if (!is_over(&r->row[i]) && strcmp(r->row[i].order.study, study) == 0)
            snprintf(id, 16, "%s", r->row[i].id);
    pthread_mutex_unlock(&r->lock);
}

/* ---- followers ------------------------------------------------------------------------------- */

/* The next thing to say, under the lock: an event when something is new, a comment when it has been
 * quiet for long; false: nothing yet. */
static bool speak(struct follower *w) {
    const struct run *x = find(w->runs, w->id);
    char *object = NULL;
    FILE *out;
    const bool news = x && x->change + 1 != w->seen;
    if (!news && now() - w->spoken <= HEARTBEAT) return false;
    free(w->text);
    w->text = NULL;
    w->n = w->at = 0;
    out = open_memstream(&w->text, &w->n);
    if (!out) return false;
    if (news) {
        json_t *o = run_object(x);
        object = json_dumps(o, JSON_COMPACT | JSON_REAL_PRECISION(6));
        json_decref(o);
        w->ended = is_over(x);
        fprintf(out, "event: %s\ndata: %s\n\n", w->ended ? "end" : "progress",
                object ? object : "{}");
        w->seen = x->change + 1;
    } else fputs(": still here\n\n", out);
    free(object);
    fclose(out);
    w->spoken = now();
    return w->text != NULL;
}

static ssize_t on_room(void *who, uint64_t at, char *buffer, size_t room) {
    (void)at;
    struct follower *w = who;
    struct runs *r = w->runs;
    ssize_t n = 0;
    pthread_mutex_lock(&r->lock);
    if (w->at == w->n && w->ended) n = MHD_CONTENT_READER_END_OF_STREAM;
    else if (w->at == w->n && !speak(w)) {
        if (r->closing || !find(r, w->id)) n = MHD_CONTENT_READER_END_OF_STREAM;
        else {
            w->suspended = true;
            MHD_suspend_connection(w->connection);
        }
    }
    if (n == 0 && !w->suspended) {
        n = (ssize_t)(w->n - w->at < room ? w->n - w->at : room);
        memcpy(buffer, w->text + w->at, (size_t)n);
        w->at += (size_t)n;
    }
    pthread_mutex_unlock(&r->lock);
    return n;
}

static void on_gone(void *who) {
    struct follower *w = who;
    struct runs *r = w->runs;
    pthread_mutex_lock(&r->lock);
    for (struct follower **p = &r->followers; *p; p = &(*p)->next)
        if (*p == w) {
            *p = w->next;
            break;
        }
    pthread_mutex_unlock(&r->lock);
    free(w->text);
    memory_free(w);
}

struct MHD_Response *runs_follow(struct runs *r, const char *id, struct MHD_Connection *c) {
    void *memory = NULL;
    size_t room = 0;
    if (memory_grow(&memory, &room, 1, sizeof(struct follower)) < 0) return NULL;
    struct follower *w = memory;
    *w = (struct follower){.runs = r, .connection = c, .spoken = now()};
    snprintf(w->id, sizeof w->id, "%s", id);
    struct MHD_Response *response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, on_room, w, on_gone);
    if (!response) {
        memory_free(w);
        return NULL;
    }
    pthread_mutex_lock(&r->lock);
    w->next = r->followers;
    r->followers = w;
    pthread_mutex_unlock(&r->lock);
    return response;
}
