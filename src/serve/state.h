// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The server's inside, for the files of this room. */
#ifndef SERVE_STATE_H
#define SERVE_STATE_H
#include <microhttpd.h>
#include <pthread.h>
#include "base/arena.h"
#include "serve/reply.h"
#include "serve/request.h"
#include "serve/serve.h"
#include "store/handle.h"

/* Limits: what one page needs, many times over, and what a machine bears. */
enum {
    SERVE_BODY_BYTES = 256 * 1024,
    SERVE_CONNECTIONS = 128,
    SERVE_POOL = 4,
    SERVE_FOLLOWERS = 64,
    SERVE_IDLE_SECONDS = 15,   /* for a request to be whole, and to say nothing */
    SERVE_ANSWER_SECONDS = 60, /* for an answer to be taken, once it is there */
    SERVE_RUNS_AT_ONCE = 1,
    SERVE_RUNS_WAITING = 4,
    SERVE_RUNS_MOST = 200, /* simulations of one study */
    SERVE_STUDIES = 256,   /* shown: those named at the start, and the newest of the folder */
};
#define SERVE_PERSON_MONTHS 2e9

struct asset { char path[160]; const char *type; const void *data; size_t n; };
struct assets { struct arena arena; struct asset *row; uint32_t n, room; };

struct study_file { /* one store that is there */
    char id[96], path[600];
    bool own;
    int64_t written, bytes;
    uint64_t device, inode; /* what it is, whatever it is called */
};
struct study_files { unsigned n, left_out; size_t room; struct study_file *row; }; /* owned */

struct reading { /* of a whole store, which takes seconds: how far it is */
    pthread_mutex_t lock;
    char id[96];
    unsigned runs;
    atomic_uint done;
};
enum client_does { CLIENT_GONE, CLIENT_ASKS, CLIENT_WAITS, CLIENT_TAKES };
struct connected { int socket; enum client_does does; double since; };
struct clients { pthread_mutex_t lock; struct connected row[SERVE_CONNECTIONS]; };
struct kept_text; /* answers that cost seconds, kept until the store changes */
struct kept_place;
struct runs;
struct serve {
    struct library library;
    char studies[512], program[512], token[33], link[128];
    unsigned port, threads, n_stores;
    char store[16][512];
    struct MHD_Daemon *daemon;
    struct assets assets;
    struct runs *runs;
    pthread_mutex_t lock; /* of what is kept */
    struct reading reading;
    struct clients clients;
    struct kept_text *texts;
    struct kept_place *places;
};

/* routes.c: finds who answers. */
void serve_answer(struct serve *s, const struct request *q, struct reply *r);

/* clients.c: hangs up on who takes too long. */
void clients_open(struct clients *c);
void clients_close(struct clients *c);
/* Of libmicrohttpd, where a client comes and goes. */
void clients_notify(void *server, struct MHD_Connection *m, void **kept,
                    enum MHD_ConnectionNotificationCode what);
void clients_say(struct serve *s, struct MHD_Connection *m, enum client_does does);
void clients_tend(struct clients *c);

/* assets.c */
void assets_read(struct assets *a);
void assets_free(struct assets *a);
const struct asset *assets_find(const struct assets *a, const char *path);

/* studies.c */
/* The newest first, each file once; false: out of memory. To be freed either way. */
bool studies_list(const struct serve *s, struct study_files *out);
void studies_list_free(struct study_files *list);
bool studies_find(const struct serve *s, const char *id, struct study_file *out);
/* A study opened to read: head of the study and what its numbers mean. */
struct study {
    struct study_file file;
    struct store *store;
    sqlite3 *db;
    unsigned form, n_scenarios, baseline, replicates, months;
    int32_t first_month;
    struct { char name[64], title[128], timeline[512]; } scenario[SCENARIO_MAX];
};
/* Opens; or replies why not and returns false. */
bool studies_open(struct serve *s, const char *id, struct study *out, struct reply *r);
void studies_close(struct study *st);
/* A statement, or NULL (and *r says so). */
sqlite3_stmt *studies_query(const struct study *st, const char *sql, struct reply *r);
/* "2026-02" of a study's month. */
const char *studies_month(const struct study *st, unsigned month, char text[12]);
json_t *studies_months(const struct study *st);
const char *studies_text(sqlite3_stmt *q, int column); /* never NULL */
/* The study as an item of the list; status by what the runs say. */
json_t *studies_item(struct serve *s, const struct study_file *file);

/* The pages. id: the part of the path that names the thing, already read. */
typedef void serve_page(struct serve *s, const struct request *q, struct reply *r);
serve_page about_page, library_experiments_page, library_experiment_page, library_regimes_page,
    library_regime_page, library_places_page, library_circumstances_page, library_questions_page,
    library_measures_page, library_parameters_page, place_page, claims_page, study_list_page,
    study_page, study_delete_page, study_reading_page, study_comparison_page, study_report_page,
    study_experiment_page, series_page, gains_page, money_page, patient_hours_page,
    patient_weeks_page, patient_flows_page, run_check_page, run_start_page, run_list_page, run_page,
    run_events_page, run_stop_page, person_page, person_story_page;

/* place_pages.c: residents and neighbours of a place of the library; < 0 and *f when it cannot be
 * read. */
int place_people(struct serve *s, const char *name, double *people, struct fault *f) MUST_CHECK;
void place_forget(struct serve *s);
void study_forget(struct serve *s);

/* draft.c: experiments from outside */
/* YAML text of an experiment as data. NULL: out of memory. To be freed by the C library. */
char *draft_yaml(const json_t *experiment);
/* An experiment's YAML as data; < 0: a fault with line and column. */
int draft_json(const char *text, size_t n, json_t **out, struct fault *f) MUST_CHECK;
/* Does every name in it (place, regime, circumstances) look like a name of the library, never like
 * a path? */
int draft_names(const json_t *experiment, struct fault *f) MUST_CHECK;

/* runs.c */
int runs_open(struct runs **r, struct serve *s, struct fault *f) MUST_CHECK;
void runs_close(struct runs *r);
struct run_order { /* a study to be run */
    char experiment[600]; /* name of the library, or path of a file that the server wrote */
    char study[96], title[128], place[64];
    unsigned months, replicates; /* 0: as the experiment says */
    bool extras;
    char pick[16];         /* one person's story instead of a study: whom; "" for a study */
    bool has_id;           /* pick is a number */
    uint64_t seed;
    struct settings set;   /* what is set besides, over all scenarios */
};
/* Puts a run in line; its id, or NULL with *r saying why not. */
bool runs_start(struct runs *r, const struct run_order *o, char id[16], struct reply *reply);
json_t *runs_list(struct runs *r);
/* One run as JSON, or NULL when there is none. *change: grows whenever it changes. */
json_t *runs_item(struct runs *r, const char *id, unsigned *change, bool *ended);
/* A copy of the story that a run told, for free(); NULL when there is none. */
char *runs_story(struct runs *r, const char *id);
bool runs_stop(struct runs *r, const char *id);
/* The run that writes a study: its id, or "". */
void runs_of_study(struct runs *r, const char *study, char id[16]);
/* Follows a run by server-sent events. */
struct MHD_Response *runs_follow(struct runs *r, const char *id, struct MHD_Connection *c);
unsigned runs_followers(struct runs *r);
/* Lets every follower go; before the daemon stops. */
void runs_let_go(struct runs *r);

#endif
