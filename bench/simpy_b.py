#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Reference model B in SimPy: 50 hospitals, referral with choice, from empty to empty.

Usage: simpy_b.py [PATIENTS [SEED]]. The hospitals are those of engine_bench (model_b_hospitals.def).
Prints one JSON object of the shape that engine_bench prints. Events: two a patient, three for one who is
admitted, as engine_bench counts them. Seconds are of the processor."""
import json
import math
import pathlib
import random
import re
import resource
import sys
import time

import simpy

patients = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
draw = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1948)
text = (pathlib.Path(__file__).parent / "model_b_hospitals.def").read_text(encoding="utf-8")
rows = re.findall(r"^HOSPITAL\(([\d.]+), ([\d.]+), (\d+), (\d+)\)", text, re.MULTILINE)
SIGMA = 0.8
MU = math.log(0.57) - SIGMA * SIGMA / 2


class Hospital:
    def __init__(self, env, x, y, slots, beds):
        self.x, self.y = float(x), float(y)
        self.clinic = simpy.Resource(env, capacity=int(slots))
        self.ward = simpy.Resource(env, capacity=int(beds))
        self.clinic_delay, self.bed_delay = 0.095 / int(slots), 0.57 / int(beds)

    def cost(self, x, y):
        delay = len(self.clinic.queue) * self.clinic_delay + len(self.ward.queue) * self.bed_delay
        return math.hypot(self.x - x, self.y - y) + 0.5 * delay


total_wait = 0.0
admitted = 0


def patient(env, hospitals):
    global total_wait, admitted
    x, y = 100 * draw.random(), 100 * draw.random()
    hospital = min(hospitals, key=lambda h: h.cost(x, y))
    came = env.now
    with hospital.clinic.request() as request:
        yield request
        started = env.now
        yield env.timeout(draw.expovariate(1 / 0.095))
    if draw.random() < 0.3:
        admitted += 1
        with hospital.ward.request() as request:
            yield request
            started = env.now
            yield env.timeout(draw.lognormvariate(MU, SIGMA))
    total_wait += started - came


def source(env, hospitals):
    for _ in range(patients):
        yield env.timeout(draw.expovariate(5000))
        env.process(patient(env, hospitals))


began = time.process_time()
environment = simpy.Environment()
environment.process(source(environment, [Hospital(environment, *row) for row in rows]))
environment.run()
seconds = time.process_time() - began
events = 2 * patients + admitted
print(json.dumps({"simpy_b": {
    "events_per_second": round(events / seconds), "person_years_per_second": None,
    "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1), "bytes_per_person": None,
    "mean_wait": total_wait / patients, "exact_wait": None, "events": events,
    "seconds": round(seconds, 3), "simpy": simpy.__version__}}))
