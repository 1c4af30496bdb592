#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""What tools/winters.py runs on: the program's own files, with the months that ended at August 2017 in the place of today's.

A folder is laid out with links to the program's files, but urgent_monthly.csv is made of winter_2016_2019.csv, cut off at the last
month known. What no table of that time holds, and what stands in for it, known() tells."""
import calendar
import collections
import csv
import os
import pathlib
import subprocess
import sys

import build_england
import season
import validate
from build_winter import BEDS, COLUMNS, TABLE, URGENT

ROOT = pathlib.Path(__file__).resolve().parent.parent
FROZEN, FIRST, WINTER = "2017-08", "2017-09", "2017-12"
LEAVERS = 0.545            # discharged a day over emergency admissions a day, England, September 2024 to February 2025
DEATHS = 533_253           # registered in 2017, England and Wales (Office for National Statistics)
EXCESS = 49_410            # excess winter deaths of 2017/18, England and Wales (Office for National Statistics, November 2018)
DELAYED = 0.041            # acute beds taken by delayed transfers of care, June to August 2017 (3,817, NHS England), over beds occupied in the winter before (92,359)


def read():
    """provider -> month -> column -> value; the Great Western's minor injuries stay with it when others run them."""
    out = collections.defaultdict(lambda: collections.defaultdict(dict))
    for r in validate.table(TABLE):
        out[r["provider"]][r["month"]] = {k: validate.figure(r[k]) for k in COLUMNS[2:]}
    for month, v in out.pop("AXG", {}).items():
        for k in ("other", "over4h_other"):
            out["RN3"][month][k] += v[k]
    return out


def of_year(eng, last, part, whole):
    months = [validate.month_add(last, -i) for i in range(12)]
    return sum(eng[m][part] for m in months) / sum(eng[m][whole] for m in months)


def known(held, today=None, waits="over4h_type1"):
    """Rows of urgent_monthly.csv. A trust's direct admissions are England's share of the year to August 2017 of its admissions
    through A&E, its waits from decision to bed England's share of its type 1 attendances over four hours (waits: of another
    column); without criteria to reside are DELAYED of the beds occupied in the winter before, and whoever leaves that day,
    LEAVERS of a day's emergency admissions (today: provider -> share of beds)."""
    eng, rows = held["ENG"], []
    over = {"admitted_other": "admitted_via_ae", "dta_4_12h": waits, "dta_over_12h": waits}
    share = {k: of_year(eng, FROZEN, k, of) for k, of in over.items()}
    for code, months in sorted(held.items()):
        beds = [months[m]["beds_occupied"] for m in ("2016-12", "2017-01", "2017-02") if m in months and months[m]["beds_occupied"]]
        beds = sum(beds) / len(beds) if beds else None
        for month, v in sorted(months.items()):
            days, v = calendar.monthrange(int(month[:4]), int(month[5:]))[1], dict(v)
            if month < "2016-04":
                continue
            if code != "ENG":
                v.update({k: share[k] * v[over[k]] for k in share})
            ready = DELAYED * beds + LEAVERS * (v["admitted_via_ae"] + v["admitted_other"]) / days if beds else None
            if today and beds:
                ready = beds * today[code]
            rows.append([code, month, *(v[k] for k in URGENT + BEDS), ready])
    return rows


def today_share():
    """Provider (ENG: all) -> patients without criteria to reside over occupied beds, September 2024 to August 2025."""
    part, whole = collections.Counter(), collections.Counter()
    for r in validate.table("urgent_monthly.csv"):
        if r["no_criteria"] and r["beds_occupied"] and "2024-09" <= r["month"] <= "2025-08":
            for code in (r["provider"], "ENG"):
                part[code] += float(r["no_criteria"])
                whole[code] += float(r["beds_occupied"])
    return {c: part[c] / whole[c] for c in part}


def write_months(path, rows, last):
    with open(path, "w", encoding="utf-8", newline="") as f:
        w = csv.writer(f, lineterminator="\n")
        w.writerow(["provider", "month", *URGENT, *BEDS, "no_criteria", "cancelled"])
        w.writerows([[x if isinstance(x, str) else build_england.short(x) for x in r] + [""] for r in rows if r[1] <= last])


def lay_out(home, rows, last):
    """A folder as the program wants it: links to everything but the urgent months up to last."""
    data = home / "data" / "england"
    data.mkdir(parents=True, exist_ok=True)
    (home / "experiments").mkdir(exist_ok=True)
    for to, of in [(home, x) for x in ("places", "regimes", "circumstances")] + [(home / "data", x.name) for x in (ROOT / "data").iterdir() if x.name != "england"] + [
            (data, x.name) for x in validate.DATA.iterdir() if x.name != "urgent_monthly.csv"]:
        if not (to / of).is_symlink():
            os.symlink((ROOT / to.relative_to(home) / of), to / of)
    write_months(data / "urgent_monthly.csv", rows, last)


EXPERIMENT = """experiment: %(name)s
title: Winter of 2017/18, known to August 2017
claim: {id: "V6", text: the model's urgent care tells a winter to which nothing is fitted, source: "Tredegar, docs/winters.md"}
place: %(place)s
vintage: 2017-08-31
start: 2017-09-01
end: %(end)s
circumstances: england-2026
replicates: %(replicates)d
seed: 1948
baseline: england-2026
scenarios:
  - {name: england-2026, title: England as it is, regime: england-2026}
one_answer_at_a_time: false
placebo: false
headline: {measure: ae_attendances, better: down}
"""


def run(program, work, place, name, small=False, settings=(), **start):
    """Series of a run; work/name is its folder; start: what known() takes."""
    home = work / f"home-{name}"
    lay_out(home, known(read(), **start), FROZEN)
    given = {"name": name, "place": place, "end": "2017-10-31" if small else "2018-08-31", "replicates": 1 if small else 4}
    (home / "experiments" / f"{name}.yaml").write_text(EXPERIMENT % given, encoding="utf-8")
    print(f"running {name} ...", file=sys.stderr, flush=True)
    subprocess.run([program, "run", name, "--store", work / f"{name}.sqlite", "--overwrite", "--csv", work / name, "--quiet", "--no-extras", *settings],
                   check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TREDEGAR_HOME": str(home)})
    return validate.series(work, name)


def strength_settings():
    """How hard the winter was: its excess deaths (December to March over the mean of the four months before and after) over those of
    the model's own index of deaths."""
    death = season.parameters("src/population/needs_params.def", "season_death")
    winter, rest = (sum(death[m] for m in months) / len(months) for months in ((11, 0, 1, 2), range(3, 11)))
    usual = DEATHS / 12 * 4 * (winter - rest) / (sum(death) / 12)
    return ["--set", f"circumstances.winter_strength={EXCESS / usual:.2f}"]


def season_settings():
    """The monthly indices by what was known: England's months from August 2010, each a day over the mean of the twelve centred on it."""
    eng, out = read()["ENG"], []
    for stem, parts in (("attendance", URGENT[:3]), ("admission", URGENT[5:7])):
        a_day = {m: sum(v[k] for k in parts) / calendar.monthrange(int(m[:4]), int(m[5:]))[1] for m, v in eng.items() if m <= FROZEN}
        index = collections.defaultdict(list)
        for m in a_day:
            around = [a_day.get(validate.month_add(m, i)) for i in range(-6, 7)]
            if None not in around:
                index[int(m[5:])].append(12 * a_day[m] / (sum(around[1:12]) + (around[0] + around[12]) / 2))
        mean = sum(sum(v) / len(v) for v in index.values()) / 12
        for k, v in sorted(index.items()):
            out += ["--set", f"needs.season_{stem}_{calendar.month_abbr[k].lower()}={sum(v) / len(v) / mean:.3f}"]
    return out
