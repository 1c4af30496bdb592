#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reference model A in SimPy: M/M/10, arrival rate 9, service rate 1, from empty to empty.

Usage: simpy_a.py [CUSTOMERS [SEED]]. Prints one JSON object of the shape that engine_bench prints.
Events: two a customer. Seconds are of the processor. Written as SimPy's own examples are."""
import json
import random
import resource
import sys
import time

import simpy

customers = int(sys.argv[1]) if len(sys.argv) > 1 else 300_000
draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1948)
waits = []


def customer(env, servers):
    came = env.now
    with servers.request() as request:
        yield request
        waits.append(env.now - came)
        yield env.timeout(draw.expovariate(1.0))


def source(env, servers):
    for _ in range(customers):
        yield env.timeout(draw.expovariate(9.0))
        env.process(customer(env, servers))


began = time.process_time()
environment = simpy.Environment()
environment.process(source(environment, simpy.Resource(environment, capacity=10)))
environment.run()
seconds = time.process_time() - began
events = 2 * customers
print(json.dumps({"simpy_a": {
    "events_per_second": round(events / seconds), "person_years_per_second": None,
    "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), "bytes_per_person": None,
    "mean_wait": sum(waits) / len(waits), "exact_wait": 0.668732, "events": events,
    "seconds": round(seconds, 3), "simpy": simpy.__version__}}))
