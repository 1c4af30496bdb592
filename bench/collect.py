#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the workloads of bench/, each in its own process so that peak memory is its own, and writes
BUILD/bench.json: workload -> events_per_second, person_years_per_second, peak_mb, bytes_per_person."""
import json
import pathlib
import subprocess
import sys

build = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "build")
python = "/usr/bin/python3"  # Debian's own, which has python3-simpy3
result = {}


def run(words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode != 0:
        print(f"{' '.join(map(str, words))}: failed: {done.stderr.strip()}", file=sys.stderr)
        return {}
    text = done.stdout.strip()
    return json.loads(text if text.startswith("{") else "{" + text + "}")


for name in ("ceiling", "model_a", "model_b", "hold_1e6", "hold_1e7"):
    print(f"{name} ...", file=sys.stderr)
    result.update(run([build / "bench/engine_bench", name]))
for name in ("simpy_a", "simpy_b"):
    print(f"{name} ...", file=sys.stderr)
    result.update(run([python, f"bench/{name}.py"]))
for label, place, months in (("place", "bath-swindon-wiltshire", "12"), ("ten_million", "ten-million", "12")):
    print(f"{label} ...", file=sys.stderr)
    result.update(run([build / "bench/place_bench", label, place, "eighteen-weeks-2029", months]))

(build / "bench.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def rate(name, key="events_per_second"):
    return (result.get(name) or {}).get(key) or float("nan")


print(f"{'workload':<14}{'events/s':>14}{'person-years/s':>16}{'peak MB':>10}{'bytes/person':>14}")
for name, row in result.items():
    cells = [row.get(k) for k in ("events_per_second", "person_years_per_second", "peak_mb", "bytes_per_person")]
    print(f"{name:<14}" + "".join(f"{c:>{w},.1f}" if c is not None else " " * (w - 1) + "-" for c, w in zip(cells, (14, 16, 10, 14))))
print(f"model A, ours over SimPy: {rate('model_a') / rate('simpy_a'):.1f}; model B: {rate('model_b') / rate('simpy_b'):.1f}")
print(f"hold at a million over the bare loop: {rate('hold_1e6') / rate('ceiling'):.2f}; at ten million: {rate('hold_1e7') / rate('ceiling'):.2f}")
print(f"full model, ten million over one place, person-years a second: "
      f"{rate('ten_million', 'person_years_per_second') / rate('place', 'person_years_per_second'):.2f}"
      f"; events a second: {rate('ten_million') / rate('place'):.2f}")
