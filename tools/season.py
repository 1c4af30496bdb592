#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""The monthly indices that acute needs follow, from all the years held that an epidemic did not bend.

    python3 tools/season.py            prints the lines of src/population/needs_params.def

An index is a calendar month's mean a day over the mean of the twelve months centred on it. Two sources: three years
of NHS England's returns as NHSRdatasets keeps them (April 2016 to March 2019, typed below: their mean), and every
month of data/england/urgent_monthly.csv from March 2022, when the last restrictions had ended, that has the half year
round it known by August 2024, the vintage of the urgent back-cast. Years weigh alike. Providers that do not report
all thirteen months are left out of a month."""
import collections

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


def main():
    figures = known_level.figures()
    for stem in SERIES:
        for month, x in zip(MONTHS, pooled(figures, stem)):
            print(f'PARAM(season_{stem}_{month}, RATIO, {x:.3f}, {x - 0.03:.3f}, {x + 0.03:.3f}, PUBLISHED, "nhse-ae-season")')


if __name__ == "__main__":
    main()
