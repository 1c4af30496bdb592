// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The openings made last are kept, four of them: the runs of a replicate stand together in the list
 * of a study and its variants come again to the first replicates. Of a whole country one is kept,
 * or its memory would be gone. It serves a run that has the same place (a study has one), luck of
 * nature, dates and terms (settled.h). A run with others makes its own. The lock is held
 * while records are copied, which takes hundredths of a second. */
#include "study/opening.h"

#include <pthread.h>
#include <string.h>

#include "care/expectation.h"
#include "care/primary.h"
#include "study/settled.h"

#define PEOPLE_MOST (16u << 20) /* of more no copy is kept: half a gigabyte */
#define KEPT 4u

struct key {
    struct luck nature;
    day_t first_day, last_day;
    struct settled_terms terms;
};
struct opening {
    struct key key;
    struct people people;
    struct primary *primary; /* NULL: none is kept */
    uint64_t used;           /* the later the higher */
};
struct openings {
    pthread_mutex_t lock;
    struct opening kept[KEPT];
    uint64_t uses;
};

struct openings *openings_init(void) {
    void *data = NULL;
    size_t room = 0;
    if (memory_grow(&data, &room, 1, sizeof(struct openings)) < 0) return NULL;
    struct openings *o = data;
    pthread_mutex_init(&o->lock, NULL);
    return o;
}

static void forget(struct opening *o) {
    people_free(&o->people);
    primary_close(o->primary);
    o->primary = NULL;
}

void openings_free(struct openings *o) {
    if (!o) return;
    for (unsigned i = 0; i < KEPT; i++) forget(&o->kept[i]);
    pthread_mutex_destroy(&o->lock);
    memory_free(o);
}

/* Compared as bytes, so those between the members are noughts. */
static void key_of(struct key *k, const struct world *w, const struct needs_params *needs) {
    memset(k, 0, sizeof *k);
    k->nature = w->nature;
    k->first_day = w->first_day;
    k->last_day = w->last_day;
    settled_terms_of(&k->terms, w, needs);
}

static struct opening *find(struct openings *o, const struct key *key) {
    for (unsigned i = 0; i < KEPT; i++)
        if (o->kept[i].primary && memcmp(key, &o->kept[i].key, sizeof *key) == 0)
            return &o->kept[i];
    return NULL;
}

static int copy_to(struct opening *o, struct world *w) {
    TRY(people_copy(&w->people, &o->people));
    TRY(primary_adopt(w, o->primary));
    return 1;
}

int openings_take(struct openings *o, struct world *w) {
    struct key key;
    if (!o) return 0;
    key_of(&key, w, &w->needs_par);
    pthread_mutex_lock(&o->lock);
    struct opening *const same = find(o, &key);
    if (same) same->used = ++o->uses;
    const int rc = same ? copy_to(same, w) : 0;
    pthread_mutex_unlock(&o->lock);
    return rc;
}

/* The one to give up: an empty one, or that which has served nobody for longest. */
static struct opening *oldest(struct openings *o, uint64_t people) {
    const unsigned room = people * KEPT > PEOPLE_MOST ? 1 : KEPT;
    struct opening *old = &o->kept[0];
    for (unsigned i = 1; i < room; i++)
        if (o->kept[i].used < old->used) old = &o->kept[i];
    return old;
}

void openings_keep(struct openings *o, const struct world *w, const struct needs_params *before) {
    struct key key;
    if (!o || w->people.n > PEOPLE_MOST) return;
    key_of(&key, w, before);
    pthread_mutex_lock(&o->lock);
    if (!find(o, &key)) {
        struct opening *const place = oldest(o, w->people.n);
        forget(place);
        place->key = key;
        place->used = ++o->uses;
        if (people_copy(&place->people, &w->people) < 0 ||
            primary_copy(&place->primary, w->primary) < 0)
            forget(place);
    }
    pthread_mutex_unlock(&o->lock);
}
