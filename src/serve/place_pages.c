// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* The map: neighbourhoods and providers of a place of the library, from the tables, at the vintage.
 * Cutting a place out of England takes up to seconds, so its page and its number of people are
 * kept. Places named by a path (tredegar run --place FILE) have no map here: the page takes no
 * path. */
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "input/file.h"
#include "place/place.h"
#include "serve/state.h"

struct kept_place { struct kept_place *next; char name[84]; double people; json_t *page; };

static json_t *areas_object(const struct place *p) {
    static const char *const keys[] = {"code", "x", "y", "people", "decile", "halo", "council"};
    json_t *o = json_object(), *column[7];
    for (unsigned i = 0; i < 7; i++) {
        column[i] = json_array();
        json_object_set_new(o, keys[i], column[i]);
    }
    for (uint32_t i = 0; i < p->n_areas; i++) {
        const struct area *a = &p->areas[i];
        const bool known = a->council < p->n_councils;
        json_array_append_new(column[0], json_string(a->code));
        json_array_append_new(column[1], reply_figure((double)a->x_km));
        json_array_append_new(column[2], reply_figure((double)a->y_km));
        json_array_append_new(column[3], json_integer(a->people));
        json_array_append_new(column[4], json_integer(a->decile));
        json_array_append_new(column[5], json_boolean(a->halo));
        json_array_append_new(column[6], json_string(known ? p->councils[a->council].code : ""));
    }
    return o;
}

static json_t *providers_list(const struct place *p) {
    json_t *list = json_array();
    for (unsigned i = 0; i < p->n_providers; i++) {
        const struct provider *o = &p->providers[i];
        int64_t waiting = 0;
        for (unsigned k = 0; k < p->n_services; k++)
            if (p->services[k].provider == i) waiting += p->services[k].incomplete;
        const double beds = o->acute_trust ? series_mean_last(&o->urgent.beds_open, 1) : NAN;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:b, s:b, s:o, s:o, s:o, s:I, s:o}", "code", o->code,
                            "name", o->name, "owner", owner_name(o->owner), "outside", o->outside,
                            "acute", o->acute_trust, "x", reply_figure((double)o->x_km), "y",
                            reply_figure((double)o->y_km), "beds", reply_figure(beds),
                            "incomplete", (json_int_t)waiting, "share",
                            reply_figure((double)o->share)));
    }
    return list;
}

static json_t *functions_list(const struct place *p) {
    json_t *list = json_array();
    for (unsigned i = 0; i < p->n_functions; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "code", p->functions[i].code, "name",
                                              p->functions[i].name));
    return list;
}

static json_t *place_object(const struct place *p, const char *name, double *people) {
    double inside = 0, halo = 0;
    for (uint32_t i = 0; i < p->n_areas; i++)
        *(p->areas[i].halo ? &halo : &inside) += p->areas[i].people;
    *people = inside + halo;
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "name", name, "title", p->name,
                     "vintage", p->vintage, "people", json_integer((json_int_t)inside),
                     "neighbours", json_integer((json_int_t)halo), "areas", areas_object(p),
                     "providers", providers_list(p), "functions", functions_list(p));
}

static struct kept_place *find_kept(const struct serve *s, const char *name) {
    for (struct kept_place *k = s->places; k; k = k->next)
        if (strcmp(k->name, name) == 0) return k;
    return NULL;
}

/* Is it a file of the library's places? */
static bool is_known(const struct serve *s, const char *name) {
    char path[700];
    if (!request_is_name(name)) return false;
    DIR *d = opendir(s->library.places);
    bool found = false;
    snprintf(path, sizeof path, "%s.yaml", name);
    for (struct dirent *e = d ? readdir(d) : NULL; e && !found; e = readdir(d))
        found = strcmp(e->d_name, path) == 0;
    if (d) closedir(d);
    return found;
}

/* Reads and keeps; under the lock. */
static int keep_place(struct serve *s, const char *name, struct kept_place **out,
                      struct fault *f) {
    struct place p = {0};
    void *memory = NULL;
    size_t room = 0;
    if (!is_known(s, name))
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "there is no place '%.60s'", name);
    int rc = place_read(&p, name, s->library.places, s->library.data, NULL, f);
    if (rc == 0 && memory_grow(&memory, &room, 1, sizeof **out) < 0)
        rc = fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory");
    if (rc == 0) {
        struct kept_place *k = memory;
        snprintf(k->name, sizeof k->name, "%s", name);
        k->page = place_object(&p, name, &k->people);
        k->next = s->places;
        s->places = k;
        *out = k;
    }
    place_free(&p);
    return rc;
}

static int find_or_keep(struct serve *s, const char *name, struct kept_place **k,
                        struct fault *f) {
    *k = find_kept(s, name);
    return *k ? 0 : keep_place(s, name, k, f);
}

int place_people(struct serve *s, const char *name, double *people, struct fault *f) {
    struct kept_place *k = NULL;
    pthread_mutex_lock(&s->lock);
    const int rc = find_or_keep(s, name, &k, f);
    if (rc == 0) *people = k->people;
    pthread_mutex_unlock(&s->lock);
    return rc;
}

void place_page(struct serve *s, const struct request *q, struct reply *r) {
    struct kept_place *k = NULL;
    struct fault f = {0};
    json_t *copy = NULL;
    if (!is_known(s, q->part[2])) {
        reply_error(r, 404, "unknown_place", "There is no place '%s'.", q->part[2]);
        return;
    }
    pthread_mutex_lock(&s->lock);
    const int rc = find_or_keep(s, q->part[2], &k, &f);
    if (rc == 0) copy = json_deep_copy(k->page); /* counts of owners are not shared by threads */
    pthread_mutex_unlock(&s->lock);
    if (rc < 0) reply_fault(r, "place", &f);
    else reply_json(r, 200, copy);
}

void place_forget(struct serve *s) {
    while (s->places) {
        struct kept_place *k = s->places;
        s->places = k->next;
        json_decref(k->page);
        memory_free(k);
    }
}
