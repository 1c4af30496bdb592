// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* In the world: something goes wrong after planned treatment, within the stay or once home. Within
 * the stay it keeps the patient in bed longer; after it, it brings some of them back as
 * emergencies, to the NHS hospital that takes whoever falls ill, whoever operated.
 *
 *   chance       complication_FUNCTION x complexity x (complication_day_case, if a day case); the
 *                complexity of a case has age, frailty and conditions in it, with mean 1
 *   its day      complication_days x u^complication_early after the operation: early ones likelier
 *   in the stay  nights x (1 + complication_nights). Published stays hold these, so all nights are
 *                divided by the mean of that factor over a function's cases
 *                  1 + complication_nights x chance x E[c L^(1+a) c^(1+a)] / (E[L] days^a),
 *                a = 1 / complication_early, L and c the lognormals of stay and complexity
 *   in the stay, at a hospital without general beds: complication_moved of them are taken to one
 *   after it     complication_bed of them need a bed, and go by the doors of urgent care
 *
 * Published emergency admissions hold those who come back today; departments' levels are solved
 * with as many as the start's operations bring (expectation.c). Whoever turns away complex cases
 * has fewer come back, at the same chance for the same case: so firms look better than they are.
 * Sources: isos-2016 (16.8% of inpatients in hospital), merkow-2015, phin-transfers-2021;
 * functions are ASSUMED about them. Left out: deaths of complications, quality of life lost, day
 * cases kept overnight, attendances that need no bed, surgeons' own skill. */
#include "care/planned_inner.h"

enum { STEP_COMPLICATION, BACK_NUMBERS = 0x400000 /* apart from the numbers of needs */ };

struct draw { bool comes, bed, moved; double day; };

static struct draw drawn(const struct world *w, const struct pathway *q) {
    const struct outcome_params *par = &w->par.outcome;
    const unsigned f = w->place->services[q->service].function;
    const struct words u = planned_luck(w, q, PURPOSE_COMPLICATION, STEP_COMPLICATION);
    const double chance = (double)w->planned->function[f].complication * (double)q->complexity *
                          (q->inpatient ? 1.0 : par->complication_day_case);
    struct draw d = {.comes = word_uniform(u.w[0]) < chance};
    if (!d.comes) return d;
    d.day = par->complication_days * real_pow(word_uniform(u.w[1]), par->complication_early);
    d.bed = word_uniform(u.w[2]) < par->complication_bed;
    d.moved = word_uniform(u.w[3]) < par->complication_moved;
    return d;
}

double complications_nights(const struct world *w, const struct pathway *q, double days) {
    const struct function_row *f =
        &w->planned->function[w->place->services[q->service].function];
    if (!(f->complication > 0.0F)) return days;
    const struct draw d = drawn(w, q);
    const bool inside = d.comes && d.day < days;
    return days * (1.0 + (inside ? w->par.outcome.complication_nights : 0.0)) /
           (double)f->complication_nights;
}

/* The pool of those who will come back; a free one says which is the next free one. */

static uint32_t new_back(struct world *w) {
    struct planned *p = w->planned;
    if (p->n_back_free > 0) {
        const uint32_t i = p->back_free;
        p->back_free = p->back[i].person;
        p->n_back_free--;
        return i;
    }
    const int rc =
        memory_grow((void **)&p->back, &p->room_back, (size_t)p->n_back + 1, sizeof *p->back);
    if (rc < 0) {
        w->failed = rc;
        return QUEUE_NONE;
    }
    return p->n_back++;
}

void complications_follow(struct world *w, const struct pathway *q, double days, bool bedded) {
    struct planned *p = w->planned;
    const struct service *s = &w->place->services[q->service];
    if (!(p->function[s->function].complication > 0.0F)) return;
    const struct draw d = drawn(w, q);
    if (!d.comes) return;
    const bool inside = d.day < days;
    if (inside) planned_see(w, q, SAW_COMPLICATION, COMPLICATION_INSIDE, 1);
    if (inside ? bedded || !d.moved : !d.bed) return;
    const uint32_t i = new_back(w);
    if (i == QUEUE_NONE) return;
    p->back[i] = (struct back){.person = q->person, .number = q->number + BACK_NUMBERS,
                               .service = q->service, .moved = inside, .waits = 1};
    calendar_schedule(w->calendar, world_now(w) + 1u + (minute_t)(d.day * MINUTES_A_DAY),
                      EVENT_COMPLICATION, i, 0);
}

enum event_fate complications_due(void *world, uint32_t owner, uint32_t stamp, minute_t now) {
    struct world *w = world;
    struct planned *p = w->planned;
    const struct back b = p->back[owner];
    (void)stamp;
    p->back[owner] = (struct back){.person = p->back_free};
    p->back_free = owner;
    p->n_back_free++;
    const struct person *who = &w->people.p[b.person];
    if (!person_alive(who) || !person_present(who, world_day(w)) || who->in_hospital)
        return EVENT_THINNED; /* whoever lies in hospital is seen to there */
    const struct service *s = &w->place->services[b.service];
    world_saw(w, &(struct sight){.kind = SAW_COMPLICATION, .provider = s->provider,
                                 .function = s->function,
                                 .detail = b.moved ? COMPLICATION_MOVED : COMPLICATION_BACK,
                                 .person = b.person, .amount = 1, .at = now});
    const struct words u =
        luck_words(&w->luck, b.person, PURPOSE_COMPLICATION, need_ordinal(b.number, 0));
    const struct need n = {.person = b.person, .number = b.number, .at = now,
                           .kind = NEED_OTHER_MAJOR, .truth = TRUE_HOSPITAL_BED,
                           .severity = needs_severity(&w->needs_par, TRUE_HOSPITAL_BED,
                                                      word_uniform(u.w[0]))};
    if (!(who->flags & FLAG_ELECTIVE_ONLY)) primary_need(w, &n);
    return EVENT_DONE;
}

int complications_check(const struct world *w, struct fault *f) {
    const struct planned *p = w->planned;
    uint32_t waits = 0;
    for (uint32_t i = 0; i < p->n_back; i++) waits += p->back[i].waits;
    if (waits + p->n_back_free == p->n_back) return 0;
    return fault_set(f, FAULT_BROKEN, NULL, 0, 0,
                     "complications: %u are due and %u are free, of %u", waits, p->n_back_free,
                     p->n_back);
}
