// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* One opening is kept, the last one made: the runs of a replicate stand together in the list of a
 * study, so one is enough, and more would cost a whole country its memory. It serves a run that has
 * the same place (a study has one), luck of nature, dates, and every parameter of people, needs and
 * care, read there or not, so that none can be forgotten. A run with others makes its own. The lock
 * is held while records are copied, which takes hundredths of a second. */
#include "study/opening.h"

#include <pthread.h>
#include <string.h>

#include "care/expectation.h"
#include "care/primary.h"

#define PEOPLE_MOST (16u << 20) /* of more no copy is kept: half a gigabyte */

struct key {
    struct luck nature;
    day_t first_day, last_day;
    struct people_params people;
    struct needs_params needs;
    struct care_params care;
};
struct openings {
    pthread_mutex_t lock;
    struct key key;
    struct people people;
    struct primary *primary; /* NULL: none is kept */
};

struct openings *openings_init(void) {
    void *data = NULL;
    size_t room = 0;
    if (memory_grow(&data, &room, 1, sizeof(struct openings)) < 0) return NULL;
    struct openings *o = data;
    pthread_mutex_init(&o->lock, NULL);
    return o;
}

static void forget(struct openings *o) {
    people_free(&o->people);
    primary_close(o->primary);
    o->primary = NULL;
}

void openings_free(struct openings *o) {
    if (!o) return;
    forget(o);
    pthread_mutex_destroy(&o->lock);
    memory_free(o);
}

/* Compared as bytes, so those between the members are noughts. */
static void key_of(struct key *k, const struct world *w, const struct needs_params *needs) {
    memset(k, 0, sizeof *k);
    k->nature = w->nature;
    k->first_day = w->first_day;
    k->last_day = w->last_day;
    k->people = w->people_par;
    k->needs = *needs;
    k->care = w->par;
}

static int copy_to(struct openings *o, struct world *w) {
    TRY(people_copy(&w->people, &o->people));
    TRY(primary_adopt(w, o->primary));
    return 1;
}

int openings_take(struct openings *o, struct world *w) {
    struct key key;
    if (!o) return 0;
    key_of(&key, w, &w->needs_par);
    pthread_mutex_lock(&o->lock);
    const bool same = o->primary && memcmp(&key, &o->key, sizeof key) == 0;
    const int rc = same ? copy_to(o, w) : 0;
    pthread_mutex_unlock(&o->lock);
    return rc;
}

void openings_keep(struct openings *o, const struct world *w, const struct needs_params *before) {
    if (!o || w->people.n > PEOPLE_MOST) return;
    pthread_mutex_lock(&o->lock);
    forget(o);
    key_of(&o->key, w, before);
    if (people_copy(&o->people, &w->people) < 0 || primary_copy(&o->primary, w->primary) < 0)
        forget(o);
    pthread_mutex_unlock(&o->lock);
}
