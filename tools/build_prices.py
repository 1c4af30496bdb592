#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Planned care's unit costs by treatment function, from NHS England's National Cost Collection.

    tools/build_prices.py COLLECTION.csv[.gz]

reads the collection (department_code, currency_code, activity, cost) and writes
data/england/prices.csv for readers and src/institution/economy/reference_costs.def for the program:
the mean cost of a day case and of an overnight elective stay, activity-weighted over the healthcare
resource groups of the subchapters that a treatment function mostly does. The collection
counts by resource group and not by function, so the map below is a judgement.
"""
import collections
import csv
import gzip
import sys
from pathlib import Path

SUBCHAPTERS = {  # treatment function: HRG subchapters
    "C_100": "FF GA GB JA", "C_101": "LB", "C_110": "HN HT HC HE", "C_120": "CA", "C_130": "BZ",
    "C_140": "CD CB", "C_150": "AA HC", "C_160": "JB JC", "C_170": "ED EC DX", "C_300": "WH WJ",
    "C_301": "FD FE GC", "C_320": "EB EY", "C_330": "JC JD", "C_340": "DZ DX", "C_400": "AA AB",
    "C_410": "HD", "C_430": "WH WJ", "C_502": "MA MB MC", "X02": "KA KB KC LA SA SC YR",
    "X03": "WD", "X04": "PB PC PD PE PF PG PH PJ PK PL PM PN PP PQ PR PT PV PW PX",
    "X05": "YQ JA YR CB", "X06": "AA BZ CA DZ EY FE HN LB MA JC",
}
DEPARTMENTS = {"Daycase": "day_case", "Elective Inpatients": "elective_stay"}


def totals(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    sums = collections.defaultdict(lambda: [0.0, 0.0])
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            currency = DEPARTMENTS.get(row["department_code"])
            if currency and row["activity"] and row["cost"]:  # small numbers are suppressed
                pair = sums[currency, row["currency_code"][:2]]
                pair[0] += float(row["activity"])
                pair[1] += float(row["cost"])
    return sums


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sums = totals(sys.argv[1])
    root = Path(__file__).resolve().parent.parent
    rows = []
    for function, chapters in SUBCHAPTERS.items():
        for currency in DEPARTMENTS.values():
            activity = sum(sums[currency, c][0] for c in chapters.split())
            cost = sum(sums[currency, c][1] for c in chapters.split())
            rows.append((function, currency, round(cost / activity), round(activity), chapters))
    with open(root / "data/england/prices.csv", "w", encoding="utf-8", newline="") as out:
        out.write("# Source: NHS England, National Cost Collection 2024/25. Period: April 2024 to March 2025.\n"
                  "# Licence: Open Government Licence v3.0. Derived: mean unit cost, pounds, weighted by activity over\n"
                  "# the HRG subchapters named (tools/build_prices.py); suppressed rows left out; no market forces factor.\n")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["treatment_function_code", "currency", "pounds", "activity", "hrg_subchapters"])
        writer.writerows(rows)
    with open(root / "src/institution/economy/reference_costs.def", "w", encoding="utf-8") as out:
        out.write("/* Written by tools/build_prices.py, the same figures as data/england/prices.csv. Source:\n"
                  " * NHS England, National Cost Collection 2024/25, Open Government Licence v3.0. */\n"
                  "/* name, unit, value, low, high, standing, source */\n")
        for function, currency, pounds, _, _ in rows:
            out.write(f'PARAM({currency}_{function}, POUNDS, {pounds}, {round(pounds * 0.75)}, {round(pounds * 1.25)}, '
                      'ESTIMATED, "ncc-2024-25-planned")\n')


if __name__ == "__main__":
    main()
