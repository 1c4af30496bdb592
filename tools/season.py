#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""The monthly indices that acute needs follow, from all the years held that an epidemic did not bend.

    python3 tools/season.py            prints the lines of src/population/needs_params.def

An index is a calendar month's mean a day over the mean of the twelve months centred on it. Two sources: three years
of NHS England's returns as NHSRdatasets keeps them (April 2016 to March 2019, typed below: their mean), and every
month of data/england/urgent_monthly.csv from March 2022, when the last restrictions had ended, that has the half year
round it known by August 2024, the vintage of the urgent back-cast. Years weigh alike. Providers that do not report
all thirteen months are left out of a month.

Then nights in bed: occupied beds less patients not meeting the criteria to reside, over emergency admissions a day
(Little's law), over the mean of the year round it, at the trusts that report every month; its slope on the height of the
winter wave, over how far all kinds of need for a bed follow it, is beds.nights_winter."""
import collections
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


def slope(over):
    """Least squares on the wave, each calendar month once; the slope and its standard error."""
    wave = parameters("src/population/needs_params.def", "wave")
    y = [statistics.mean(x for t, x in over.items() if t % 12 == m) for m in range(12)]
    dx, dy = [[a - statistics.mean(v) for a in v] for v in (wave, y)]
    sxx = sum(a * a for a in dx)
    b = sum(a * c for a, c in zip(dx, dy)) / sxx
    return b, math.sqrt(sum((c - b * a) ** 2 for a, c in zip(dx, dy)) / 10 / sxx)


def main():
    figures = known_level.figures()
    for stem in SERIES:
        for month, x in zip(MONTHS, pooled(figures, stem)):
            print(f'PARAM(season_{stem}_{month}, RATIO, {x:.3f}, {x - 0.03:.3f}, {x + 0.03:.3f}, PUBLISHED, "nhse-ae-season")')
    (b, error), kinds = slope(nights(figures)), follows()
    print(f"nights in bed on the wave: {b:.4f} (standard error {error:.4f}); kinds follow it by {kinds:.3f}: "
          f"nights_winter {b / kinds:.2f}, 0 to {(b + 2 * error) / kinds:.2f}")


if __name__ == "__main__":
    main()
