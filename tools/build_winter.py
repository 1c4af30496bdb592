#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Builds data/england/winter_2016_2019.csv from the published files (docs/data.md), for tools/winters.py.

    tools/build_winter.py PUBLISHED"""
import collections
import os
import sys

import build_england

OUT = os.path.join(os.path.dirname(build_england.HERE), "data", "england")
TABLE = "winter_2016_2019.csv"
TRUSTS = ("RD1", "RN3", "RNZ", "RM1", "RCX", "RGP", "RFF")   # of the shipped places with few enough of them
DOORS = ("NQT5H", "AXG")   # minor injuries of their own within the table's months: Paulton; Chippenham and Trowbridge, the Great Western's to March 2018
URGENT = "type1,type2,other,over4h_type1,over4h_other,admitted_via_ae,admitted_other,dta_4_12h,dta_over_12h".split(",")
BEDS = "beds_open,beds_occupied,critical_open,critical_occupied".split(",")
COLUMNS = ["provider", "month", *URGENT, *BEDS, "kh03_occupied"]


def sitrep(folder, out):
    """A winter's mean stands in each of its December, January and February."""
    for r in build_england.rows(folder, "beds_discharge/trust_winter_sitrep_means_2015_2023.csv"):
        year = {"sitrep1617": 2016, "sitrep1718": 2017, "sitrep1819": 2018}.get(r["winter"])
        for month in (f"{year}-12", f"{(year or 0) + 1}-01", f"{(year or 0) + 1}-02"):
            if year and (r["code"], month) in out:
                out[r["code"], month].update(zip(BEDS, (r["ga_open"], r["ga_occ"], r["cc_adult_open"], r["cc_adult_occ"])))


def england(folder, out):
    names = {"att_type1": "type1", "att_type2": "type2", "att_type3": "other", "over4h_type1": "over4h_type1", "emerg_adm_via_ae": "admitted_via_ae",
             "other_emerg_adm": "admitted_other", "dta_over_12h": "dta_over_12h"}
    for r in build_england.rows(folder, "urgent_care/england_ae_monthly_2010_2025.csv"):
        if r["month"] < "2019-04":
            v = {to: r[of] for of, to in names.items()}
            late = [build_england.number(r[k]) for k in ("over4h_type2", "over4h_type3")]
            v["over4h_other"] = "" if None in late else build_england.short(sum(late))
            v["dta_4_12h"] = build_england.short(float(r["dta_over_4h"]) - float(r["dta_over_12h"]))
            out["ENG", r["month"][:7]] = v
    beds = collections.defaultdict(list)
    for r in build_england.rows(folder, "beds_discharge/england_winter_sitrep_daily_2015_2023.csv"):
        beds[r["date"][:7]].append((float(r["ga_open"]), float(r["ga_occ"])))
    for month, days in beds.items():
        if ("ENG", month) in out and month[5:] in ("12", "01", "02"):
            for k, name in enumerate(BEDS[:2]):
                out["ENG", month][name] = build_england.short(sum(d[k] for d in days) / len(days), 0)


def build(folder):
    ours, out = set(TRUSTS + DOORS), {}
    for r in build_england.rows(folder, "urgent_care/provider_ae_by_type_monthly_2016_2019.csv.gz"):
        if r["org_code"] not in ours:
            continue
        v = out.setdefault((r["org_code"], r["period"][:7]), collections.Counter())
        v["type" + r["type"] if r["type"] != "other" else "other"] += int(r["attendances"])
        v["over4h_type1" if r["type"] == "1" else "over4h_other"] += int(r["breaches"])
        v["admitted_via_ae"] += int(r["admissions"])
    out = {key: {k: v[k] for k in URGENT[:6]} for key, v in out.items()}
    sitrep(folder, out)
    for r in build_england.rows(folder, "beds_discharge/trust_kh03_ae_cancellations_quarterly_2018_2025.csv.gz"):
        quarter = {"2018-19 Q1": (4, 5, 6), "2018-19 Q2": (7, 8, 9)}.get(r["period"], ())
        for m in quarter:
            if (r["org_code"], f"2018-{m:02d}") in out:
                out[r["org_code"], f"2018-{m:02d}"]["kh03_occupied"] = build_england.short(float(r["kh03_occ_ga_avg_beds"]), 0)
    england(folder, out)
    table = [[p, m, *(v.get(k, "") for k in COLUMNS[2:])] for (p, m), v in sorted(out.items())]
    build_england.write(OUT, TABLE, "Emergency departments and beds around the winter of 2017/18: read by tools/winters.py alone, never to start or fit a run of today",
                        "NHS England: A&E returns (providers as NHSRdatasets keeps them; England's series), winter daily sitrep, KH03",
                        "providers April 2016 to March 2019; England (ENG) August 2010 to March 2019",
                        "Providers: type 1 to other, over four hours and admitted through A&E summed by type. Beds: general and acute, the mean of a winter (1 December 2016 to 12 March 2017, "
                        "20 November 2017 to 4 March 2018, 2018/19 likewise) stands in each of its December, January and February; England's by day, the month's mean."
                        " kh03_occupied: general and acute overnight beds, the quarter's mean, from April 2018; not the sitrep's count. Blank: not published or not held",
                        COLUMNS, table)


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    build(sys.argv[1])
