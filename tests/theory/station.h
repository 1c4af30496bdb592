// SPDX-License-Identifier: MIT
// Copyright (c) 2026 The Tredegar developers

/* Small queueing networks on the production engine (calendar, queues, luck), for the exact tests
 * and the reference models of the benchmarks. A network is stations, sources of customers and two
 * questions: where does one who arrives go, and where next? Nothing here is special to a case. */
#ifndef THEORY_STATION_H
#define THEORY_STATION_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "engine/calendar.h"
#include "engine/queue.h"

#define STATION_OUT UINT32_MAX       /* leaves the network, or never enters it */
#define STATION_UNLIMITED UINT32_MAX /* servers, or room */
enum { STATION_CLASSES = 3 };

enum law_shape { LAW_EXPONENTIAL, LAW_FIXED, LAW_LOGNORMAL };
struct law {
    enum law_shape shape;
    double mean, sigma_log;
};
double law_draw(const struct law *law, uint32_t word);

/* Waits of one class at one station, in minutes, from those who joined after the warm-up. */
struct waits {
    uint64_t came, refused, gave_up, called, waited, longer[2], left;
    uint64_t wait, stay; /* sums: until service began; until the station was left */
};

struct station {
    uint32_t servers, room; /* room: most present at once */
    struct law service;
    double patience;     /* mean of an exponential; 0: for ever */
    bool preemptive;     /* a lower class number interrupts; one server only */
    minute_t longer[2];  /* waits beyond these are counted in waits.longer */
    uint32_t watch;      /* time with more than this many present is counted in area_watch */

    struct queue line[STATION_CLASSES];
    uint32_t busy, waiting, serving;
    minute_t since; /* the areas are counted up to here */
    uint64_t area_present, area_waiting, area_empty, area_full, area_watch;
    struct waits waits[STATION_CLASSES];
};

struct customer {
    uint32_t id;            /* of the customer, never reused; its place in the pool is */
    minute_t came, joined;  /* the network, this station */
    minute_t due;           /* end of service */
    uint32_t service, onward; /* minutes left to serve; a word for the next question */
    uint32_t step;          /* stations joined before this one */
    uint16_t station, stamp;
    uint8_t class;
};

struct source {
    struct law gap;
    uint32_t station, left, served; /* where to, unless enter is asked; how many still to come */
    uint8_t class;
};

struct network;
/* Where does a customer go who arrives (id, class; four words of chance)? */
typedef uint32_t (*network_enter)(struct network *n, uint32_t id, struct words words);
/* Where next, after this station? */
typedef uint32_t (*network_next)(struct network *n, const struct customer *c);

struct network {
    struct calendar *calendar;
    struct luck luck;
    double unit;   /* minutes of one unit of time */
    minute_t warm; /* what happens before is not counted */
    struct station *station; /* borrowed */
    struct source *source;   /* borrowed */
    uint32_t n_stations, n_sources;
    network_enter enter;
    network_next next;
    void *context;
    struct customer *customer;
    struct queue_link *link;
    size_t customer_room, link_room;
    uint32_t n_customers, idle; /* places in the pool; the first idle one, chained by id */
    uint32_t present, most_present;
    uint64_t gone, sojourn; /* who came after the warm-up and left the network; minutes in it */
    bool failed;
};

/* Set unit, warm, station, source, enter, next and context first; length is in units. */
int network_open(struct network *n, uint64_t seed, uint32_t replicate, double length) MUST_CHECK;
void network_close(struct network *n);
/* Puts customer id at a station now, from no source (closed networks). */
void network_place(struct network *n, uint32_t id, uint32_t station, uint8_t class);
/* Runs to time, in units, and brings the areas up to it. */
int network_run(struct network *n, double time) MUST_CHECK;
/* Minutes counted so far at station s: from the warm-up to now. */
double network_counted(const struct network *n);

#endif
