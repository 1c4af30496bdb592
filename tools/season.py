#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""The monthly indices that acute needs follow, from all the years held that an epidemic did not bend.

    python3 tools/season.py            prints the lines of src/population/needs_params.def and src/care/beds_params.def

An index is a calendar month's mean a day over the mean of the twelve months centred on it. Two sources: three years
of NHS England's returns as NHSRdatasets keeps them (April 2016 to March 2019, typed below: their mean), and every
month of data/england/urgent_monthly.csv from March 2022, when the last restrictions had ended, that has the half year
round it known by August 2024, the vintage of the urgent back-cast. Years weigh alike. Providers that do not report
all thirteen months are left out of a month.

Then nights in bed: occupied beds less patients not meeting the criteria to reside, over emergency admissions a day
(Little's law), over the mean of the year round it, at the trusts that report every month; its slope on the published index
of deaths, which says how gravely ill those are who come, over how far all kinds of need for a bed follow the winter wave, is
beds.nights_winter. Beside it the slope on the wave itself, which is ASSUMED and tells the months worse.

Then general and acute beds, open and occupied, by calendar month over the mean of the year, September 2022 to August 2024, at the trusts that report
all 24 months: beds.season_* and beds.filled_*."""
import collections
import csv
import math
import re
import statistics

import known_level

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
FIRST = 2022 * 12 + 2                    # March 2022
EARLIER_YEARS = 3
EARLIER = {  # nhsr-ae-2016-2019
    "attendance": (0.982, 0.997, 1.019, 0.980, 1.030, 1.022, 1.035, 0.957, 0.994, 1.001, 1.001, 0.980),
    "admission": (1.024, 1.021, 1.027, 0.962, 0.993, 0.987, 0.985, 0.958, 0.989, 1.001, 1.026, 1.028)}
SERIES = {"attendance": ("type 1 attendances", "other attendances"), "admission": ("emergency admissions",)}


def over_the_year(figures, names):
    """month -> sum over providers of the month, over that of its centred mean."""
    top, low = collections.defaultdict(float), collections.defaultdict(float)
    for by in (s for name in names for s in figures[name].values()):
        for t in by:
            around = [by.get(u) for u in range(t - 6, t + 7)]
            if t >= FIRST and None not in around:
                top[t] += by[t]
                low[t] += (sum(around[1:12]) + 0.5 * around[0] + 0.5 * around[12]) / 12
    return {t: top[t] / low[t] for t in top}


def pooled(figures, stem):
    seen, index = over_the_year(figures, SERIES[stem]), []
    for m, earlier in enumerate(EARLIER[stem]):
        later = [x for t, x in seen.items() if t % 12 == m]
        index.append((EARLIER_YEARS * earlier + sum(later)) / (EARLIER_YEARS + len(later)))
    mean = sum(index) / 12
    return [x / mean for x in index]


def parameters(path, stem):
    text = (known_level.ROOT / path).read_text(encoding="utf-8")
    return [float(re.search(rf"PARAM\({stem}_{m}, \w+, (-?[\d.]+)", text).group(1)) for m in MONTHS]


def nights(figures):
    """month -> nights of those not delayed for one admission, over the mean of the twelve months centred on it."""
    beds, ready, admitted = (figures[k] for k in ("occupied beds", "no criteria to reside", "emergency admissions"))
    months = range(FIRST + 1, known_level.LAST + 1)     # beds are published from April 2022
    sites = [p for p in beds if all(t in beds[p] and t in ready.get(p, {}) and t in admitted.get(p, {}) for t in months)]
    stay = {t: sum(beds[p][t] - ready[p][t] for p in sites) / sum(admitted[p][t] for p in sites) for t in months}
    over = {}
    for t in months[6:-6]:
        around = [stay[u] for u in range(t - 6, t + 7)]
        over[t] = 12 * stay[t] / (sum(around[1:12]) + 0.5 * around[0] + 0.5 * around[12])
    return over


def follows():
    """How far needs for a bed follow the wave, over the kinds by their share of such needs."""
    text = (known_level.ROOT / "src/population/needs_kinds.def").read_text(encoding="utf-8")
    rows = [[float(x) for x in re.findall(r"[\d.]+", line.split("HOURS")[0] + line.split("HOURS")[1].split(",", 1)[1])]
            for line in text.splitlines() if line.startswith("KIND(")]
    return sum(r[0] * r[4] for r in rows) / sum(r[4] for r in rows)


def slope(over, stem):
    """Least squares on twelve parameters, each calendar month once; the slope, its standard error and the share told."""
    y = [statistics.mean(x for t, x in over.items() if t % 12 == m) for m in range(12)]
    dx, dy = [[a - statistics.mean(v) for a in v] for v in (parameters("src/population/needs_params.def", stem), y)]
    sxx = sum(a * a for a in dx)
    b = sum(a * c for a, c in zip(dx, dy)) / sxx
    left = sum((c - b * a) ** 2 for a, c in zip(dx, dy))
    return b, math.sqrt(left / 10 / sxx), 1 - left / sum(c * c for c in dy)


def beds():
    """(open, occupied): calendar month -> mean of two years of the month over its year."""
    held = {k: collections.defaultdict(dict) for k in ("beds_open", "beds_occupied")}
    with open(known_level.ROOT / "data/england/urgent_monthly.csv", encoding="utf-8") as f:
        for r in csv.DictReader(line for line in f if not line.startswith("#")):
            for k, by in held.items():
                if r[k]:
                    by[r["provider"]][known_level.month_index(r["month"])] = float(r[k])
    months = range(known_level.LAST - 23, known_level.LAST + 1)
    sites = [p for p in held["beds_open"] if all(t in by[p] for by in held.values() for t in months)]
    out = []
    for by in held.values():
        all_sites = {t: sum(by[p][t] for p in sites) for t in months}
        year = {t: 12 * x / sum(all_sites[u] for u in (months[:12] if t < months[12] else months[12:])) for t, x in all_sites.items()}
        out.append([statistics.mean(x for t, x in year.items() if t % 12 == m) for m in range(12)])
    return out


def main():
    figures = known_level.figures()
    for stem in SERIES:
        for month, x in zip(MONTHS, pooled(figures, stem)):
            print(f'PARAM(season_{stem}_{month}, RATIO, {x:.3f}, {x - 0.03:.3f}, {x + 0.03:.3f}, PUBLISHED, "nhse-ae-season")')
    for stem, index in zip(("season", "filled"), beds()):
        for month, x in zip(MONTHS, index):
            print(f'PARAM({stem}_{month}, RATIO, {x:.3f}, {x - 0.03:.3f}, {x + 0.03:.3f}, ESTIMATED, "bed-season")')
    over, kinds = nights(figures), follows()
    for stem in ("season_death", "wave"):
        b, error, told = slope(over, stem)
        print(f"nights in bed on {stem}: {b:.3f} (standard error {error:.3f}), {told:.2f} of the variance; kinds follow the wave by {kinds:.3f}: "
              f"nights_winter {b / kinds:.2f}, 0 to {(b + 2 * error) / kinds:.2f}")


if __name__ == "__main__":
    main()
