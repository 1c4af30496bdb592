#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How England's people by age grow under the model's births, deaths and net moves, from its own tables and parameters:
a cohort a year of age, both sexes and all tenths together. To lay beside a published projection.

    tools/projection.py [YEARS] [NET_MOVES]"""
import math
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OLDEST = 105


def rows(path, name):
    text = (ROOT / path).read_text()
    return [[float(v) for v in m.split(",")] for m in re.findall(rf"^{name}\(([^)]*)\)", text, re.M)]


def parameter(path, name):
    return float(re.search(rf"PARAM\({name}, \w+, ([-0-9.]+)", (ROOT / path).read_text()).group(1))


def chance(life, age, slope):
    """Of dying at an age before it is brought to the level of deaths: the mean of sexes and fifths, log-linear."""
    at = [(row[0], sum(row[1:]) / len(row[1:]) * 1e-5) for row in life]
    if age == 0:
        return at[0][1]
    at = at[1:]
    for (x, low), (y, high) in zip(at, at[1:]):
        if age <= y:
            part = max(0.0, (age - x) / (y - x))
            return math.exp(math.log(low) * (1 - part) + math.log(high) * part)
    return at[-1][1] * math.exp(slope * (age - at[-1][0]))


def start():
    """People by single year, the last year of the table spread over the ages above it; and women of 18 to 44."""
    table = rows("src/population/standard_population.def", "STANDARD")
    decline = parameter("src/population/ageing_params.def", "oldest_decline")
    people = [row[1] + row[2] for row in table]
    left = [decline**k for k in range(OLDEST + 1 - (len(people) - 1))]
    people = people[:-1] + [people[-1] * x / sum(left) for x in left]
    return people, sum(row[1] for row in table if 18 <= row[0] < 45)


def main():
    years = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    circumstances = "src/place/circumstances.def"
    net = float(sys.argv[2]) if len(sys.argv) > 2 else parameter(circumstances, "net_moves")
    young, old = parameter(circumstances, "net_moves_0_17"), parameter(circumstances, "net_moves_45")
    people, mothers = start()
    ageing = "src/population/ageing_params.def"
    life, slope = rows("src/population/life_table.def", "LIFE"), parameter(ageing, "oldest_slope")
    dies = [chance(life, a, slope) for a in range(OLDEST + 1)]
    level = parameter(ageing, "deaths_per_1000") * 1e-3 * sum(people) / sum(p * d for p, d in zip(people, dies))
    dies = [min(0.95, d * level) for d in dies]
    rate = parameter("src/population/people_params.def", "births_per_woman_18_44")
    newcomers = net * sum(people) * (1 - young - old) * mothers / sum(people[18:45])  # women of 18 to 44 more, each year
    parts = [(0, 18, young), (18, 45, 1 - young - old), (45, OLDEST + 1, old)]
    now = list(people)
    for year in range(years):
        births = rate * (mothers + newcomers * (year + 0.5))
        now = [births * (1 - dies[0] / 2)] + [p * (1 - d) for p, d in zip(now[:-1], dies)]
        for low, high, part in parts:
            for age in range(low, high):
                now[age] += net * sum(people) * part * people[age] / sum(people[low:high])
    for low, high in [(0, OLDEST + 1), (0, 5), (5, 18), (0, 16), (18, 45), (45, 65), (65, 75), (75, 85), (85, OLDEST + 1), (66, OLDEST + 1)]:
        growth = (sum(now[low:high]) / sum(people[low:high])) ** (1 / years) - 1
        name = f"{low} and over" if high > OLDEST else f"{low} to {high - 1}"
        print(f"{name:12} {sum(people[low:high]) / 1e6:7.2f} {sum(now[low:high]) / 1e6:7.2f} million {100 * growth:6.2f}% a year")


main()
