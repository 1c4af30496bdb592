// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Every patient somewhere: walks the pool, the rolls and every list, and complains if a pathway
 * is in none or in two, or if those waiting are not those who waited before plus starts less all
 * who left. */
#include "care/planned_inner.h"

enum mark { MARK_FREE = 1, MARK_ROLL = 2, MARK_LIST = 4 };

struct walk {
    const struct world *w;
    struct planned *p;
    uint8_t *mark;
    struct fault *f;
};

static int complain(const struct walk *k, const char *what, uint32_t item) {
    return fault_set(k->f, FAULT_BROKEN, NULL, 0, 0, "planned care: %s (pathway or service %u)",
                     what, (unsigned)item);
}

/* Marks the items of a chain; returns how many, or a fault when one is marked already. */
static int mark_chain(const struct walk *k, const struct queue *q, const struct queue_link *link,
                      enum mark mark) {
    uint32_t n = 0;
    for (uint32_t i = q->first; i != QUEUE_NONE; i = link[i].next) {
        if (i >= k->p->n || n++ >= q->length)
            return complain(k, "a chain runs on beyond its length", i);
        if (k->mark[i] & (uint8_t)mark)
            return complain(k, "in two lists at once", i);
        k->mark[i] |= (uint8_t)mark;
    }
    return n == q->length ? 0 : complain(k, "a chain is shorter than its length", q->first);
}

static bool belongs(const struct walk *k, uint32_t i, const struct dated_list *l, uint32_t bucket) {
    const struct pathway *q = &k->p->pathway[i];
    const struct service_run *s = &k->p->service[q->service];
    if (k->p->course[i].week != bucket)
        return false;
    switch ((enum pathway_stage)q->stage) {
    case STAGE_FIRST: return l == &s->list[LIST_FIRST];
    case STAGE_FOLLOW_UP: return l == &s->list[LIST_FOLLOW_UP];
    case STAGE_LISTED: return l == &s->list[q->inpatient ? LIST_STAY : LIST_DAY_CASE];
    case STAGE_DIAGNOSTIC:
        return l == &k->p->provider[k->w->place->services[q->service].provider].diagnostic;
    case STAGE_FREE:
    case STAGE_WITH_GP:
    case STAGE_IN_THEATRE: break;
    }
    return false;
}

static int check_list(const struct walk *k, const struct dated_list *l) {
    uint32_t n = 0;
    for (uint32_t b = 0; b < l->n_days; b++) {
        if (l->bucket[b].first == QUEUE_NONE && l->bucket[b].length == 0)
            continue;
        TRY(mark_chain(k, &l->bucket[b], k->p->link, MARK_LIST));
        n += l->bucket[b].length;
        for (uint32_t i = l->bucket[b].first; i != QUEUE_NONE; i = k->p->link[i].next)
            if (!belongs(k, i, l, b))
                return complain(k, "in a list where it does not belong", i);
    }
    return n == l->length ? 0 : complain(k, "a list has lost somebody", l->oldest);
}

static int check_service(const struct walk *k, unsigned s) {
    const struct service_run *r = &k->p->service[s];
    TRY(mark_chain(k, &r->roll, k->p->roll_link, MARK_ROLL));
    for (uint32_t i = r->roll.first; i != QUEUE_NONE; i = k->p->roll_link[i].next)
        if (k->p->pathway[i].service != s)
            return complain(k, "on the roll of another service", i);
    for (unsigned l = 0; l < LIST_COUNT; l++)
        TRY(check_list(k, &r->list[l]));
    const struct planned_month *c = &r->count;
    const uint32_t ended = c->stops_admitted + c->stops_nonadmitted + c->removals +
                           c->private_exits + c->deaths;
    return r->roll.length + ended == r->at_reset + c->starts
               ? 0 : complain(k, "waiting is not starts less stops, removals, exits and deaths", s);
}

struct heads { uint32_t with_gp, kept, results, away; };

static int check_pathway(const struct walk *k, uint32_t i, struct heads *h) {
    const struct pathway *q = &k->p->pathway[i];
    const uint8_t m = k->mark[i];
    if (q->stage == STAGE_FREE)
        return m == MARK_FREE ? 0 : complain(k, "free and yet in a list", i);
    if (q->stage == STAGE_WITH_GP) {
        h->with_gp++;
        h->kept += k->p->course[i].visits > 0;
        return m == 0 ? 0 : complain(k, "with the GP and yet in a list", i);
    }
    if (k->p->course[i].week == WEEK_AWAY && m == MARK_ROLL) {
        h->away++;
        return 0;
    }
    if (q->stage == STAGE_DIAGNOSTIC && m == MARK_ROLL) {
        h->results++;
        return 0;
    }
    return m == (MARK_ROLL | MARK_LIST) ? 0 : complain(k, "waits in no list, or off the roll", i);
}

static int check_all(const struct walk *k) {
    const struct planned *p = k->p;
    TRY(complications_check(k->w, k->f));
    TRY(mark_chain(k, &p->free, p->link, MARK_FREE));
    for (unsigned s = 0; s < k->w->place->n_services; s++)
        TRY(check_service(k, s));
    for (unsigned h = 0; h < k->w->place->n_providers; h++)
        TRY(check_list(k, &p->provider[h].diagnostic));
    struct heads h = {0};
    for (uint32_t i = 0; i < p->n; i++)
        TRY(check_pathway(k, i, &h));
    if (h.with_gp != p->with_gp || h.kept != p->kept || h.results != p->results_out ||
        h.away != p->away)
        return complain(k, "the counts of those with the GP, kept, awaiting results, away are off",
                        h.with_gp);
    return p->live + p->free.length == p->n ? 0 : complain(k, "a pathway leaked", p->live);
}

int planned_check(const struct world *w, struct fault *f) {
    struct walk k = {.w = w, .p = w->planned, .f = f};
    size_t room = 0;
    TRY(memory_grow((void **)&k.mark, &room, (size_t)k.p->n + 1, 1));
    const int rc = check_all(&k);
    memory_free(k.mark);
    return rc;
}
