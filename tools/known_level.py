#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""How the months published last tell a trust's level of the year to come: by rolling origin over all of England.

    python3 tools/known_level.py            prints the table of docs/model/urgent-care.md (a minute)

From every month of August 2022 to August 2023 each estimator tells the mean of the twelve months that follow, for every
provider of data/england/urgent_monthly.csv with at least LEAST a month; nothing later than August 2024 is read, the vintage
of the urgent back-cast. Twice: with the last month known, and with four months not yet published (as at January 2026).
An estimator is a weight of a month over the next later one (keep) or a plain mean of the last months, the season
taken out first (none; the index that the model's needs follow; England's own, from the months known), and growth. One
estimator serves all figures: the one with the least mean of error over that of the plain mean of six months. Then two
shares are let lean to England's: over four hours, and without criteria to reside among occupied beds; one lean for both."""
import calendar
import collections
import csv
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
LAST = 2024 * 12 + 7                     # August 2024, in months
ORIGINS = range(LAST - 24, LAST - 11)    # August 2022 to August 2023: twelve months follow each
LAGS = (0, 4)
REACH = 12                               # months back that count at most
FIGURES = (("type 1 attendances", "attendance", 300), ("other attendances", "attendance", 600), ("emergency admissions", "admission", 600),
           ("over four hours, share of type 1", None, 0.01), ("occupied beds", "filled", 100), ("no criteria to reside", None, 20))
MEANS = (1, 3, 6, 12)
KEEPS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
PLAIN = ("none", "mean of 6", "none")
LEANS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3)


def month_index(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def number(text):
    return float(text) if text else None


def total(*parts):
    return None if all(p is None for p in parts) else sum(p or 0 for p in parts)


def figures():
    """figure -> provider -> month -> value; flows a day, so that short months are not low ones."""
    out = collections.defaultdict(lambda: collections.defaultdict(dict))
    with open(ROOT / "data/england/urgent_monthly.csv", encoding="utf-8") as f:
        for r in csv.DictReader(line for line in f if not line.startswith("#")):
            t = month_index(r["month"])
            if t > LAST:
                continue
            v = {k: number(x) for k, x in r.items() if k not in ("provider", "month")}
            day = calendar.monthrange(t // 12, t % 12 + 1)[1] * 12 / 365.25
            over = v["over4h_type1"] / v["type1"] if v["type1"] and v["type1"] > 500 and v["over4h_type1"] is not None else None
            flows = v["type1"], total(v["type2"], v["other"]), total(v["admitted_via_ae"], v["admitted_other"])
            row = [x / day if x else None for x in flows] + [over, v["beds_occupied"], v["no_criteria"]]
            for (name, _, _), x in zip(FIGURES, row):
                if x:
                    out[name][r["provider"]][t] = x
    return out


def indices():
    """The monthly indices that the model's needs and beds follow, from their parameter tables."""
    text = "".join((ROOT / f"src/{x}").read_text(encoding="utf-8") for x in ("population/needs_params.def", "care/beds_params.def"))
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    find = lambda name: float(re.search(rf"PARAM\({name}, \w+, ([\d.]+)", text).group(1))
    raw = {k: [find(f"season_{stem}{m}") for m in months] for k, stem in (("attendance", "attendance_"), ("admission", "admission_"))}
    raw["filled"] = [find(f"filled_{m}") for m in months]
    return {k: [x / (sum(v) / 12) for x in v] for k, v in raw.items()}


def england_season(by, known):
    """Ratio of England's months to the centred mean of a year, over the trusts with thirteen months round it."""
    top, low = collections.defaultdict(float), collections.defaultdict(float)
    for s in by.values():
        for t in s:
            around = [s.get(u) for u in range(t - 6, t + 7)]
            if t + 6 <= known and None not in around:
                top[t] += s[t]
                low[t] += (sum(around[1:12]) + 0.5 * around[0] + 0.5 * around[12]) / 12
    ratio = [[top[t] / low[t] for t in top if t % 12 == m] for m in range(12)]
    mean = [sum(x) / len(x) if x else 1.0 for x in ratio]
    return [x * 12 / sum(mean) for x in mean]


def year_on_year(s, known):
    pairs = [(s[t], s[t - 12]) for t in range(known - 11, known + 1) if t in s and t - 12 in s]
    return (sum(a for a, _ in pairs), sum(b for _, b in pairs)) if len(pairs) >= 10 else (0.0, 0.0)


def level(s, known, season, weight):
    """Mean of the months known, each over its season; weight: ('mean of', n) or ('keep', share)."""
    months = sorted((t for t in s if known - 36 < t <= known), reverse=True)[:REACH if weight[0] == "keep" else weight[1]]
    if not months:
        return None
    w = [weight[1] ** (months[0] - t) if weight[0] == "keep" else 1.0 for t in months]
    return sum(a * s[t] / season[t % 12] for a, t in zip(w, months)) / sum(w)


def errors(name, by, season_of, least, lag):
    """(season, weight, growth) -> absolute errors of the year's mean."""
    out = collections.defaultdict(list)
    weights = {f"mean of {n}": ("mean of", n) for n in MEANS} | {f"keep {k}": ("keep", k) for k in KEEPS}
    for origin in ORIGINS:
        known = origin - lag
        seasons = {"none": [1.0] * 12, "model's": season_of or [1.0] * 12, "England's": england_season(by, known)}
        grown = {p: year_on_year(s, known) for p, s in by.items()}
        now, before = (sum(g[i] for g in grown.values()) for i in (0, 1))
        years = (lag + 6.5) / 12                # from the last month known to the middle of the year told
        for p, s in by.items():
            year = [s[t] for t in range(origin + 1, origin + 13) if t in s]
            if len(year) < 11 or sum(year) / len(year) < least:
                continue
            true, own = sum(year) / len(year), grown[p]
            own = max(-0.2, min(0.2, own[0] / own[1] - 1)) if own[1] else 0.0
            growths = {"none": 0.0, "1% a year": 0.01, "England's last year": now / before - 1 if before else 0.0, "half the trust's": 0.5 * own}
            for season, index in seasons.items():
                for label, weight in weights.items():
                    x = level(s, known, index, weight)
                    if x is not None:
                        for growth, g in growths.items():
                            out[season, label, growth].append(min(1.0, abs(x * (1 + g * years) / true - 1)))
    return {k: sum(v) / len(v) for k, v in out.items()}


def shares(data):
    """Provider -> month -> share, for the two that lean, and the weight of a provider in England's."""
    late, ready, beds = data["over four hours, share of type 1"], data["no criteria to reside"], data["occupied beds"]
    return {"over four hours": (late, data["type 1 attendances"]),
            "no criteria to reside": ({p: {t: x / beds[p][t] for t, x in s.items() if t in beds.get(p, ())} for p, s in ready.items()}, beds)}


def lean_errors(by, size, lag):
    """lean -> mean absolute % error of the year's mean share, months weighed by keep 0.6."""
    out = collections.defaultdict(list)
    for origin in ORIGINS:
        level_of = lambda s: level(s, origin - lag, [1.0] * 12, ("keep", 0.6))
        own = {p: (level_of(s), level_of(size[p])) for p, s in by.items() if p in size}
        own = {p: x for p, x in own.items() if None not in x}
        if not own:
            continue
        england = sum(a * b for a, b in own.values()) / sum(b for _, b in own.values())
        for p, (mine, _) in own.items():
            year = [by[p][t] for t in range(origin + 1, origin + 13) if t in by[p]]
            if len(year) >= 11 and sum(year) > 0.01 * len(year):
                for lean in LEANS:
                    out[lean].append(min(1.0, abs(((1 - lean) * mine + lean * england) * len(year) / sum(year) - 1)))
    return {lean: 100 * sum(v) / len(v) for lean, v in out.items()}


def print_leans(data):
    print("\n| lean to England's share | " + " | ".join(f"{x:g}" for x in LEANS) + " |\n|" + "---|" * (1 + len(LEANS)))
    for name, (by, size) in shares(data).items():
        rows = [e for e in (lean_errors(by, size, lag) for lag in LAGS) if e]
        print(f"| {name} | " + " | ".join(" / ".join(f"{r[x]:.2f}" for r in rows) for x in LEANS) + " |")


def main():
    data, index = figures(), indices()
    table = {(name, lag): errors(name, data[name], index.get(season), least, lag) for name, season, least in FIGURES for lag in LAGS}
    table = {k: v for k, v in table.items() if v}
    score = {k: sum(v[k] / v[PLAIN] for v in table.values()) / len(table) for k in next(iter(table.values()))}
    names = [name for name, _, _ in FIGURES]
    print("| season | months | growth | against the plain mean of six | " + " | ".join(names) + " |\n|" + "---|" * (4 + len(names)))
    shown = sorted(score, key=score.get)[:6] + [k for k in sorted(score, key=score.get) if k[2] == "none"][:3] + [PLAIN, ("none", "mean of 12", "none"), ("none", "mean of 1", "none")]
    for k in dict.fromkeys(shown):
        cells = [" / ".join(f"{100 * table[n, lag][k]:.1f}" if (n, lag) in table else "-" for lag in LAGS) for n in names]
        print(f"| {k[0]} | {k[1]} | {k[2]} | {score[k]:.3f} | " + " | ".join(cells) + " |")
    print_leans(data)
    print("\nMean absolute % error of the mean of the next twelve months, every provider and origin; last month known / four months not yet published.")


if __name__ == "__main__":
    main()
