// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* A listener follows up to FOLLOWED people through each scenario's run: the same ones in all, since
 * they are the first of their kind in an order that the seed alone sets. What is seen of each is
 * kept in the order in which it happens; then one is chosen, and the same event seen under several
 * scenarios becomes one event of the story. Left out: what nobody's watch sees (visits to a
 * pharmacy, care at home by the hour), and everything before the first day. */
#include "study/story.h"

#include <stdlib.h>
#include <string.h>

enum { FOLLOWED = 256 };

/* What is seen of those followed in one scenario's run; no other thread writes it. */
struct seen_event { struct story_event e; uint16_t slot; };
struct seen {
    bool opened;
    int failed;
    uint32_t n, n_people, id[FOLLOWED];
    uint8_t *is_followed;       /* [person / 8] bits */
    struct person who[FOLLOWED];
    unsigned waiting[FOLLOWED];
    struct seen_event *event;
    uint32_t n_events, room;
    struct story_end end[FOLLOWED];
};
struct telling {
    const struct experiment *e;
    enum story_pick pick;
    uint32_t id;
    struct seen seen[SCENARIO_MAX];
};

const char *story_pick_name(enum story_pick pick) {
    static const char *const names[PICK_COUNT] = {"id",      "frail", "child",  "working",
                                                  "waiting", "poor",  "differs"};
    return (unsigned)pick < PICK_COUNT ? names[pick] : "unknown";
}

/* --- whom to follow -------------------------------------------------------------------------- */

static unsigned open_pathways(const struct person *p) { return p->burden & 0xffu; }

static bool is_of_kind(const struct person *p, enum story_pick pick, day_t today) {
    const double age = person_age(p, today);
    if ((p->flags & FLAG_HALO) || !person_present(p, 0) || p->leaves != UINT16_MAX) return false;
    switch (pick) {
    case PICK_FRAIL: return age >= 75.0 && p->frailty >= FRAILTY_MODERATE;
    case PICK_CHILD: return age < 16.0;
    case PICK_WORKING: return age >= 25.0 && age < 65.0;
    case PICK_WAITING: return open_pathways(p) > 0;
    case PICK_POOR: return p->decile <= 2;
    default: return true;
    }
}

static uint32_t common_divisor(uint32_t a, uint32_t b) {
    while (b) {
        const uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void follow(struct seen *s, const struct world *w, uint32_t id) {
    s->is_followed[id / 8] |= (uint8_t)(1u << id % 8);
    s->id[s->n] = id;
    s->who[s->n] = w->people.p[id];
    s->waiting[s->n++] = open_pathways(&w->people.p[id]);
}

/* All numbers once, by a stride that shares no divisor with their number. */
static void follow_some(struct seen *s, const struct world *w, enum story_pick pick) {
    const uint32_t n = w->people.n;
    const uint64_t key = mix64(w->nature.seed);
    uint32_t stride = (uint32_t)(key % n) | 1u;
    while (common_divisor(stride, n) != 1) stride++;
    uint64_t at = (key >> 32) % n;
    for (uint32_t k = 0; k < n && s->n < FOLLOWED; k++, at = (at + stride) % n)
        if (is_of_kind(&w->people.p[at], pick, w->first_day)) follow(s, w, (uint32_t)at);
}

static void opened(void *who, unsigned scenario, const struct world *w) {
    struct telling *t = who;
    struct seen *s = &t->seen[scenario];
    size_t room = 0;
    void *bits = NULL;
    s->n_people = w->people.n;
    s->failed = memory_grow(&bits, &room, w->people.n / 8 + 1, 1);
    s->is_followed = bits;
    s->opened = s->failed == 0;
    if (!s->opened) return;
    if (t->pick != PICK_ID) follow_some(s, w, t->pick);
    else if (t->id < w->people.n) follow(s, w, t->id);
}

/* --- what is seen ---------------------------------------------------------------------------- */

/* Where a person is among those that a scenario followed, n when nowhere: where scenarios set
 * parameters of people, others may be of a kind. */
static uint32_t slot_in(const struct seen *s, uint32_t id) {
    uint32_t k = 0;
    while (k < s->n && s->id[k] != id) k++;
    return k;
}

static void saw(void *who, unsigned scenario, const struct world *w, const struct sight *x) {
    struct telling *t = who;
    struct seen *s = &t->seen[scenario];
    (void)w;
    if (!s->opened || x->person >= s->n_people || s->failed < 0 ||
        !(s->is_followed[x->person / 8] >> x->person % 8 & 1u))
        return;
    const struct seen_event row = {.slot = (uint16_t)slot_in(s, x->person),
                                   .e = {.at = x->at,
                                         .provider = x->provider,
                                         .kind = (uint8_t)x->kind,
                                         .function = x->function,
                                         .detail = x->detail,
                                         .flag = x->flag,
                                         .amount = x->amount,
                                         .in = 1u << scenario}};
    const int rc = array_push(&s->event, &s->n_events, &s->room, &row, sizeof row);
    if (rc < 0) s->failed = rc;
}

/* Of the stay that has not ended: from the last admission with nothing after it that ends one, or
 * from the first day; none of a mental-health bed, of which nobody tells. */
static unsigned nights_so_far(const struct seen *s, uint32_t slot, const struct world *w) {
    const day_t today = w->last_day + 1;
    day_t since = w->first_day;
    for (uint32_t i = 0; i < s->n_events; i++) {
        const struct story_event *x = &s->event[i].e;
        if (s->event[i].slot != slot) continue;
        if (x->kind == SAW_DISCHARGE) since = today;
        if (x->kind == SAW_EMERGENCY_ADMISSION || x->kind == SAW_ELECTIVE_ADMISSION)
            since = minute_day(x->at);
    }
    return today - since;
}

static void ended(void *who, unsigned scenario, const struct world *w) {
    struct telling *t = who;
    struct seen *s = &t->seen[scenario];
    for (uint32_t k = 0; k < s->n; k++) {
        const struct person *p = &w->people.p[s->id[k]];
        struct story_end *end = &s->end[k];
        end->died = !person_alive(p);
        end->died_on = end->died ? minute_day(p->died) : 0;
        end->frailty = p->frailty;
        end->waiting = (uint8_t)(end->died ? 0 : open_pathways(p));
        end->in_hospital = !end->died && p->in_hospital;
        end->days_in_hospital = end->in_hospital ? nights_so_far(s, k, w) : 0;
    }
    for (uint32_t i = 0; i < s->n_events; i++) {
        const struct story_event *x = &s->event[i].e;
        struct story_end *end = &s->end[s->event[i].slot];
        end->days_in_hospital += x->kind == SAW_DISCHARGE ? x->amount : 0;
        end->attendances += x->kind == SAW_ATTENDANCE;
        end->consultations += x->kind == SAW_GP;
        if (x->kind == SAW_DEATH) end->cause = x->detail;
    }
}

/* --- which of them --------------------------------------------------------------------------- */

/* How much happens: kinds of event weigh more than their number. */
static double richness(const struct seen *s, uint32_t slot) {
    unsigned n = 0, kinds = 0;
    uint64_t kind = 0;
    for (uint32_t i = 0; i < s->n_events; i++)
        if (s->event[i].slot == slot) {
            n++;
            kind |= 1ull << s->event[i].e.kind;
        }
    for (; kind; kind &= kind - 1) kinds++;
    return kinds + 0.1 * (n < 40 ? n : 40);
}

static double spread(const struct telling *t, uint32_t slot) {
    const struct seen *base = &t->seen[t->e->baseline];
    double low = base->end[slot].qaly, high = low;
    for (unsigned k = 0; k < t->e->n_scenarios; k++) {
        const uint32_t at = slot_in(&t->seen[k], base->id[slot]);
        if (at == t->seen[k].n) continue;
        const double q = t->seen[k].end[at].qaly;
        low = q < low ? q : low;
        high = q > high ? q : high;
    }
    return high - low;
}

static uint32_t choose(const struct telling *t) {
    const struct seen *base = &t->seen[t->e->baseline];
    uint32_t best = 0;
    double most = -1.0;
    for (uint32_t k = 0; k < base->n; k++) {
        const double score = t->pick == PICK_DIFFERS ? spread(t, k) : richness(base, k);
        if (score > most) {
            most = score;
            best = k;
        }
    }
    return best;
}

/* --- the story ------------------------------------------------------------------------------- */

/* Within a quarter of an hour it is the same hour, as patients tell it; in planned care within a
 * day. */
enum { ABOUT = 15 };

static uint32_t apart(uint32_t a, uint32_t b) { return a > b ? a - b : b - a; }

bool story_is_planned(uint8_t kind) {
    return kind <= SAW_REFERRED_ELSEWHERE || kind == SAW_FIRST_SEEN || kind == SAW_LISTED ||
           kind == SAW_MISSED;
}

static bool is_same(const struct story_event *a, const struct story_event *b) {
    const bool in_days = a->kind == SAW_DISCHARGE || a->kind == SAW_DELAY;
    const bool same_time =
        story_is_planned(a->kind) ? minute_day(a->at) == minute_day(b->at) && a->amount == b->amount
                            : apart(a->at, b->at) <= ABOUT &&
                                  apart(a->amount, b->amount) <= (in_days ? 0u : ABOUT);
    return same_time && a->kind == b->kind && a->provider == b->provider &&
           a->function == b->function && a->detail == b->detail && a->flag == b->flag;
}

/* Adds one scenario's event: to the same one of another scenario, else as a new one. Two of a kind
 * at once in one scenario stay two. */
static int tell(struct story *s, uint32_t *room, const struct story_event *x) {
    for (uint32_t i = 0; i < s->n_events; i++)
        if (is_same(&s->event[i], x) && !(s->event[i].in & x->in)) {
            s->event[i].in |= x->in;
            return 0;
        }
    return array_push(&s->event, &s->n_events, room, x, sizeof *x);
}

/* Of what happens in one minute: the order of a journey. */
static unsigned rank(uint8_t kind) {
    static const uint8_t order[] = {SAW_FRAILER,      SAW_NEED,          SAW_REFUSED,
                                    SAW_CLOCK_START,  SAW_FIRST_SEEN,    SAW_LISTED,
                                    SAW_ELECTIVE_ADMISSION, SAW_GP_FAILED, SAW_111,
                                    SAW_OOH,          SAW_GP,            SAW_AMBULANCE,
                                    SAW_DIVERT,       SAW_HANDOVER,      SAW_ATTENDANCE,
                                    SAW_DTA_WAIT};
    unsigned r = 0;
    while (r < sizeof order && order[r] != kind) r++;
    return r;
}

static int in_time(const void *a, const void *b) {
    const struct story_event *x = a, *y = b;
    if (x->at != y->at) return x->at < y->at ? -1 : 1;
    if (x->kind != y->kind && rank(x->kind) != rank(y->kind))
        return rank(x->kind) < rank(y->kind) ? -1 : 1;
    if (x->kind != y->kind) return x->kind < y->kind ? -1 : 1;
    if (x->in != y->in) return x->in < y->in ? -1 : 1;
    return x->amount < y->amount ? -1 : x->amount > y->amount;
}

static int put_together(struct story *s, const struct telling *t, struct fault *f) {
    const struct seen *base = &t->seen[t->e->baseline];
    uint32_t room = 0;
    if (base->n == 0)
        return fault_set(f, FAULT_INPUT, NULL, 0, 0, "nobody in %s is of the kind '%s'",
                         s->place->name, story_pick_name(t->pick));
    const uint32_t k = choose(t);
    s->id = base->id[k];
    s->followed = base->n;
    s->who = base->who[k];
    s->waiting = base->waiting[k];
    for (unsigned x = 0; x < t->e->n_scenarios; x++) {
        const struct seen *seen = &t->seen[x];
        const uint32_t at = slot_in(seen, s->id);
        if (at == seen->n)
            return fault_set(f, FAULT_INPUT, NULL, 0, 0,
                             "person %u is not among those followed under '%s', whose settings "
                             "make other people; give --id %u",
                             s->id, t->e->scenario[x].name, s->id);
        s->end[x] = seen->end[at];
        for (uint32_t i = 0; i < seen->n_events; i++)
            if (seen->event[i].slot == at && tell(s, &room, &seen->event[i].e) < 0)
                return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the story");
    }
    if (s->n_events) qsort(s->event, s->n_events, sizeof *s->event, in_time);
    return 0;
}

static int hear_out(struct story *s, struct telling *t, const struct twins *twins,
                    struct fault *f) {
    for (unsigned k = 0; k < t->e->n_scenarios; k++) {
        struct seen *seen = &t->seen[k];
        if (seen->failed < 0)
            return fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the story");
        if (twins->interrupted || !seen->opened)
            return fault_set(f, FAULT_STOPPED, NULL, 0, 0, "interrupted: the story is not told");
        for (uint32_t i = 0; i < seen->n; i++)
            seen->end[i].qaly = twins->main[k].person_qaly[seen->id[i]];
    }
    return put_together(s, t, f);
}

/* Before anything is run, for a run takes minutes and its people are made in a second. */
static int check_id(const struct experiment *e, const struct place *p, uint32_t id,
                    struct fault *f) {
    const struct plan plan = {.experiment = e, .scenario = &e->scenario[e->baseline], .place = p};
    uint32_t n;
    TRY(simulation_people(&plan, &n, f));
    return id < n ? 0
                  : fault_set(f, FAULT_INPUT, NULL, 0, 0,
                              "there is no person %u; expected a number from 0 to %u", id, n - 1);
}

int story_tell(struct story *out, const struct experiment *e, const struct place *p,
               enum story_pick pick, uint32_t id, const struct twins_options *how,
               struct fault *f) {
    void *data = NULL;
    size_t room = 0;
    struct twins twins = {0};
    struct experiment once = *e;
    memset(out, 0, sizeof *out);
    out->experiment = e;
    out->place = p;
    once.replicates = 1;
    if (pick == PICK_ID) TRY(check_id(&once, p, id, f));
    TRY(memory_grow(&data, &room, 1, sizeof(struct telling)) < 0
            ? fault_set(f, FAULT_MEMORY, NULL, 0, 0, "out of memory for the story")
            : 0);
    struct telling *t = data;
    t->e = &once;
    t->pick = pick;
    t->id = id;
    struct twins_options options = *how;
    const struct listener listener = {opened, saw, ended, t};
    options.extras = false;
    options.keep_people = true;
    options.listener = &listener;
    int rc = twins_run(&twins, &once, p, &options, f);
    if (rc == 0) rc = hear_out(out, t, &twins, f);
    if (rc < 0) story_free(out);
    for (unsigned k = 0; k < SCENARIO_MAX; k++) {
        memory_free(t->seen[k].is_followed);
        memory_free(t->seen[k].event);
    }
    twins_free(&twins);
    memory_free(t);
    return rc;
}

void story_free(struct story *s) {
    memory_free(s->event);
    s->event = NULL;
    s->n_events = 0;
}
