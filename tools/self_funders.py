#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Who pays for their own care, for tried values of what people own, against what is published.

    self_funders.py PROGRAM EXPERIMENT SAVINGS[,SAVINGS...] HOME_COUNTS[,...]

For each median of savings (economy.savings_median) and each share of homes that count (economy.home_counts) a month
of the experiment's place is run, and the measures self_funders_at_home and self_funders_care_homes are printed:
of the place, of England (the place's tenths of deprivation, weighted by England's people of 65 and over in them, from
data/england/neighbourhoods.csv) and of the least and the most deprived fifth. Published (Office for National
Statistics): 25.8% at home (2021/22, an under-estimate), 36.7 to 37% in care homes, 54% in the least deprived areas and
22% in the most. The two values are fitted to the first two; the gradient is not fitted.
"""
import csv
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MEASURES = ("self_funders_at_home", "self_funders_care_homes")


OLD = ("people_65_74", "people_75_84", "people_85_up")


def older_people():
    """England's people of 65 and over, by tenth of deprivation."""
    lines = [line for line in open(ROOT / "data/england/neighbourhoods.csv", encoding="utf-8") if not line.startswith("#")]
    sums = [0.0] * 11
    for row in csv.DictReader(lines):
        sums[int(row["decile"])] += sum(float(row[c] or 0) for c in OLD)
    return sums


def shares(program, experiment, savings, counts):
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "s.sqlite"
        subprocess.run([program, "run", experiment, "--months", "1", "--replicates", "1", "--no-extras", "--quiet", "--store", store,
                        "--set", "economy.savings_median=%s" % savings, "--set", "economy.home_counts=%s" % counts],
                       check=True, stdout=subprocess.DEVNULL)
        db = sqlite3.connect(store)
        rows = db.execute("SELECT m.name, b.name, s.level, s.value FROM series s JOIN measure m USING (measure) "
                          "JOIN breakdown b USING (breakdown) WHERE s.run = (SELECT min(run) FROM run) AND m.name IN (?, ?)", MEASURES)
        return {(name, breakdown, level): value for name, breakdown, level, value in rows if value is not None}


def weighted(found, measure, weights, tenths):
    have = [d for d in tenths if (measure, "deprivation_decile", d) in found]
    total = sum(weights[d] for d in have)
    return sum(weights[d] * found[measure, "deprivation_decile", d] for d in have) / total if total else float("nan")



def main():
    program, experiment = sys.argv[1:3]
    weights = older_people()
    print("| savings_median | home_counts | at home: place | England | care homes: place | England | least deprived fifth | most |")
    print("|---|---|---|---|---|---|---|---|")
    for savings in sys.argv[3].split(","):
        for counts in sys.argv[4].split(","):
            found = shares(program, experiment, savings, counts)
            line = [savings, counts]
            for m in MEASURES:
                place = [v for (name, breakdown, _), v in found.items() if name == m and breakdown == ""]
                line += ["%.1f" % (100 * place[0]), "%.1f" % (100 * weighted(found, m, weights, range(1, 11)))]
            line += ["%.1f" % (100 * weighted(found, MEASURES[1], weights, tenths)) for tenths in ((9, 10), (1, 2))]
            print("| " + " | ".join(line) + " |", flush=True)
    print("\npublished: 25.8 at home, 37 in care homes, 54 and 22")


if __name__ == "__main__":
    main()
