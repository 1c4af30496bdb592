#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Builds the compact tables under data/england from published statistics.

    tools/build_england.py FOLDER [--out data/england]

FOLDER holds the publications as docs/data.md lays them out. Needs Python 3 and nothing
else. Every table written starts with comment lines: source, period, licence, derived.
Rules that are more than copying stand in the docstring of the function that applies them.
"""
import argparse
import collections
import csv
import datetime
import gzip
import math
import os
import re
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BANDS = [("0_4", 0, 5), ("5_17", 5, 18), ("18_44", 18, 45), ("45_64", 45, 65),
         ("65_74", 65, 75), ("75_84", 75, 85), ("85_up", 85, 200)]
OGL = "Open Government Licence v3.0"
ONS = OGL + "; contains OS data (c) Crown copyright and database right"
RTT = "NHS England, consultant-led referral to treatment, full extract"


# Reading and writing

def rows(folder, path):
    full = os.path.join(folder, path)
    opener = gzip.open if path.endswith(".gz") else open
    with opener(full, "rt", encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def number(text):
    """A figure, or None when blank or not available."""
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def write(out, name, header, source, period, derived, columns, table, licence=OGL):
    with open(os.path.join(out, name), "w", encoding="utf-8", newline="") as f:
        f.write(f"# {header}\n# source: {source}\n# period: {period}\n"
                f"# licence: {licence}\n# derived: {derived}\n# rows: {len(table)}\n")
        w = csv.writer(f, lineterminator="\n")
        w.writerow(columns)
        w.writerows(table)
    print(f"{name}: {len(table)} rows, {os.path.getsize(os.path.join(out, name)) / 1e3:.0f} kB")


def short(x, places=2):
    """A number in as few characters as say it; blank for None."""
    if x is None:
        return ""
    s = f"{x:.{places}f}"
    return s.rstrip("0").rstrip(".") if "." in s else s


def hand_list(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        return [line.rstrip("\n").split("|") for line in f
                if line.strip() and not line.startswith("#")]


# Where things lie

def plane(lon, lat):
    """Kilometres east and north of (2 W, 49 N): a transverse Mercator projection of the
    sphere, as the National Grid's but without the ellipsoid; scale right to 0.3%."""
    radius = 6371.0 * 1.0008
    phi, lam = math.radians(lat), math.radians(lon + 2.0)
    b = math.cos(phi) * math.sin(lam)
    east = radius * 0.5 * math.log((1 + b) / (1 - b))
    north = radius * (math.atan2(math.tan(phi), math.cos(lam)) - math.radians(49.0))
    return east, north


class Nearest:
    """The nearest of many points, by squares of 10 km."""

    def __init__(self, points):
        self.grid = collections.defaultdict(list)
        for east, north, what in points:
            self.grid[(int(east // 10), int(north // 10))].append((east, north, what))

    def find(self, east, north):
        cx, cy = int(east // 10), int(north // 10)
        best, ring = None, 0
        while ring < 80 and (best is None or best[0] > (ring - 1) * 10):
            for x in range(cx - ring, cx + ring + 1):
                for y in range(cy - ring, cy + ring + 1):
                    if max(abs(x - cx), abs(y - cy)) != ring:
                        continue
                    for e, n, what in self.grid.get((x, y), ()):
                        km = math.hypot(e - east, n - north)
                        if best is None or km < best[0]:
                            best = (km, what)
            ring += 1
        return best


# People

def council_of_district():
    to, names = {}, {}
    for line in hand_list("councils.txt"):
        names[line[0]] = line[1]
        to[line[0]] = line[0]
        for part in (line[2].split(",") if len(line) > 2 else []):
            ends = [int(x) for x in part.split("-")]
            for d in range(ends[0], ends[-1] + 1):
                to[f"E07{d:06d}"] = line[0]
    return to, names


def england_by_age(folder):
    """By single year (90 = 90 and over): everybody in mid-2023, and women's share."""
    both, women = [0] * 91, [0] * 91
    for r in rows(folder, "population/england_mid2023_age_sex.csv"):
        age = int(r["age"].rstrip("+"))
        both[age] += int(r["count"])
        women[age] += int(r["count"]) * (r["sex"] == "females")
    return both, [w / b for w, b in zip(women, both)]


def neighbourhoods(folder):
    """LSOAs summed to MSOAs. People: mid-2020 by single year of age x England mid-2023 / mid-2020
    of that age. Middle: weighted by people. Deprivation: decile of England's people by the
    MSOA's mean rank (weighted by people), 1 = most deprived. Commissioner, board, council, rural: where most live."""
    now, women = england_by_age(folder)
    ages = {r["lsoa11_code"]: [int(r[str(a)]) for a in range(91)]
            for r in rows(folder, "population/lsoa11_single_year_age_2020_wide.csv.gz")}
    england = [sum(v[a] for v in ages.values()) for a in range(91)]
    council, _ = council_of_district()
    found = {}
    for r in rows(folder, "population/lsoa11_lookup_imd_pop2020.csv.gz"):
        m = found.setdefault(r["msoa11_code"], {
            "lon": 0, "lat": 0, "rank": 0, "n": 0, "age": [0.0] * 91,
            "most": {k: collections.Counter() for k in ("sicbl", "icb", "council", "rural")}})
        n = sum(ages[r["lsoa11_code"]])
        m["n"] += n
        m["lon"] += n * float(r["lon"])
        m["lat"] += n * float(r["lat"])
        m["rank"] += n * float(r["imd2019_rank"])
        m["most"]["sicbl"][r["sicbl22_code_h"]] += n
        m["most"]["icb"][r["icb22_code_h"]] += n
        m["most"]["council"][council[r["ltla22_code"]]] += n
        m["most"]["rural"][int(r["urban_rural"] == "Rural")] += n
        for a, k in enumerate(ages[r["lsoa11_code"]]):
            m["age"][a] += k
    order = sorted(found, key=lambda c: found[c]["rank"] / found[c]["n"])
    total, below, decile = sum(m["n"] for m in found.values()), 0, {}
    for c in order:
        decile[c] = min(10, 1 + int(10 * (below + found[c]["n"] / 2) / total))
        below += found[c]["n"]
    result = []
    for c in sorted(found):
        m = found[c]
        people = [k * now[a] / england[a] for a, k in enumerate(m["age"])]
        by, share = [], []
        for _, low, high in BANDS:
            n = sum(people[low:high])
            by.append(round(n))
            share.append(sum(p * w for p, w in zip(people[low:high], women[low:high])) / n
                         if n else 0.5)
        top = {k: v.most_common(1)[0][0] for k, v in m["most"].items()}
        lon, lat = m["lon"] / m["n"], m["lat"] / m["n"]
        east, north = plane(lon, lat)
        result.append({"code": c, "lon": lon, "lat": lat, "east": east, "north": north,
                       "commissioner": top["sicbl"], "board": top["icb"],
                       "council": top["council"], "decile": decile[c], "rural": top["rural"],
                       "by": by, "share": share})
    return result


def write_neighbourhoods(out, areas):
    columns = (["code", "lon", "lat", "east_km", "north_km", "commissioner", "board", "council",
                "decile", "rural", "emergency", "emergency_km"]
               + ["people_" + b[0] for b in BANDS] + ["women_" + b[0] for b in BANDS])
    table = [[a["code"], f"{a['lon']:.4f}", f"{a['lat']:.4f}", f"{a['east']:.2f}",
              f"{a['north']:.2f}", a["commissioner"], a["board"], a["council"], a["decile"],
              a["rural"], a["emergency"], f"{a['emergency_km']:.1f}"] + a["by"]
             + [f"{s:.3f}" for s in a["share"]] for a in areas]
    write(out, "neighbourhoods.csv", "England's neighbourhoods: middle layer super output areas of 2011",
          "Office for National Statistics, population by single year of age, LSOA, mid-2020, and England mid-2023; "
          "lookups of 2022; Indices of Deprivation 2019 (MHCLG)", "mid-2023 (brought forward)",
          " ".join(neighbourhoods.__doc__.split()) + " Women: England's share at each age. emergency: trust of the "
          "nearest site with a type 1 department (emergency_sites.csv)", columns, table, ONS)


# Organisations

def points_of_hospitals(folder):
    """Every published hospital point: (name, lon, lat, code, parent, postcode, town)."""
    found = []
    for y in ("2018", "2014"):
        for r in rows(folder, f"providers/hospitals_nhs_choices_{y}.csv"):
            lon, lat = number(r["lon"]), number(r["lat"])
            if lon is not None and lat is not None and 49 < lat < 56:
                found.append((r["name"], lon, lat, r["ods_code"], r["parent_ods"],
                              r["postcode"], r["city"]))
    for r in rows(folder, "providers/hospitals_2022_points.csv"):
        found.append((r["hospital_name"], float(r["lon"]), float(r["lat"]), "", "", "", ""))
    return found


def plain(name):
    """A hospital's name without owner, trust or punctuation, for comparing."""
    s = re.sub(r"\(.*?\)", " ", name.lower())
    s = re.sub(r"&", " and ", s)
    s = re.sub(r"[^a-z0-9 ]", "", s)
    drop = {"the", "hospital", "hospitals", "nhs", "trust", "foundation", "bmi", "spire", "ramsay",
            "nuffield", "health", "circle", "ltd", "limited", "clinic", "centre", "private", "of",
            "university", "treatment", "surgical", "practice", "plus", "group", "hq", "capio"}
    return " ".join(w for w in s.split() if w not in drop)


def emergency_sites(folder, hospitals):
    trust = {r["trust_code"]: plane(float(r["lon"]), float(r["lat"]))
             for r in rows(folder, "providers/nhs_trusts_2022_points.csv")}
    by_name = collections.defaultdict(list)
    for h in hospitals:
        by_name[h[0].lower().strip()].append(h)
    found = []
    for code, names in hand_list("emergency_sites.txt"):
        here = trust.get(code)
        for name in names.split(";"):
            near = sorted((math.hypot(*(p - q for p, q in zip(plane(h[1], h[2]), here)))
                           if here else 0.0, h[1], h[2]) for h in by_name[name.lower()])
            if not near or near[0][0] > 110:
                sys.exit(f"emergency_sites.txt: no point for {code} {name}: {near[:1]}")
            if here is None:
                here = plane(near[0][1], near[0][2])
            found.append((code, name, near[0][1], near[0][2]))
    return found


def postcode_points(folder, hospitals):
    """Middle of the practices and hospitals of a postcode, its sector, its outcode."""
    where = collections.defaultdict(list)

    def add(postcode, lon, lat):
        p = postcode.strip().upper()
        if " " in p:
            for key in (p, p[:-2], p.split(" ")[0]):
                where[key].append((lon, lat))
    for r in rows(folder, "population/gp_practice_weighted_populations_2024_25.csv.gz"):
        lon, lat = number(r["Longitude"]), number(r["Latitude"])
        if lon is not None and lat is not None:
            add(r["Practice_Postcode"], lon, lat)
    for h in hospitals:
        add(h[5], h[1], h[2])
    return {k: (statistics.mean(p[0] for p in v), statistics.mean(p[1] for p in v))
            for k, v in where.items()}


def by_postcode(where, postcode):
    p = postcode.strip().upper()
    for key, how in ((p, "postcode"), (p[:-2], "postcode sector"), (p.split(" ")[0], "outcode")):
        if key in where:
            return where[key] + (how,)
    return None


def owner_of(code, name):
    """NHS trusts by code and name; the rest private unless the name or owners.txt says."""
    if len(code) == 3 and code.startswith("R") or "NHS TRUST" in name:
        return "FOUNDATION_TRUST" if "FOUNDATION" in name else "PUBLIC"
    if re.search(r"\bCIC\b|COMMUNITY INTEREST|SOCIAL ENTERPRISE", name):
        return "SOCIAL_ENTERPRISE"
    if re.search(r"FEDERATION|MEDICAL CENTRE|GP LED|ALLIANCE|SURGERY\b", name) and "NEWMEDICA" not in name:
        return "PARTNERSHIP"
    return "PRIVATE"


class Finder:
    """Finds a provider's point: main site, code, name, postcode, town, or its patients."""

    def __init__(self, folder, hospitals, sites, areas):
        self.hospitals = hospitals
        self.site = {}
        for code, name, lon, lat in sites:
            self.site.setdefault(code, (lon, lat, name))
        self.code = {}
        for h in hospitals:
            if h[3]:
                self.code.setdefault(h[3], h)
        self.trust = {r["trust_code"]: r for r in rows(folder, "providers/nhs_trusts_2022_points.csv")}
        self.trust_2025 = {r["ods_code"]: r for r in rows(folder, "providers/ods_nhs_trusts_2025.csv")}
        self.ods = {r["ods_code"]: r
                    for r in rows(folder, "providers/ods_trusts_and_sites_2018.csv.gz")}
        self.where = postcode_points(folder, hospitals)
        ods_towns = collections.defaultdict(list)
        self.names, self.towns = collections.defaultdict(list), collections.defaultdict(list)
        for h in hospitals:
            if plain(h[0]):
                self.names[plain(h[0])].append(h)
            if h[6]:
                self.towns[h[6].lower()].append((h[1], h[2]))
        for r in self.ods.values():
            town = re.sub(r"[^a-z ]", "", r["town"].lower())
            if town and town not in self.towns and by_postcode(self.where, r["postcode"]):
                lon, lat, how = by_postcode(self.where, r["postcode"])
                if how != "outcode":
                    ods_towns[town].append((lon, lat))
        self.towns.update(ods_towns)
        self.patients = collections.defaultdict(list)
        middle = collections.defaultdict(lambda: [0.0, 0.0, 0.0])
        for a in areas:
            m, n = middle[a["commissioner"]], sum(a["by"])
            m[0] += n * a["lon"]
            m[1] += n * a["lat"]
            m[2] += n
        for r in rows(folder, "rtt/commissioner_provider_incomplete_2026_01.csv.gz"):
            m = middle.get(r["commissioner_code"])
            if m:
                self.patients[r["provider_code"]].append(
                    (int(r["incomplete_total"]), m[0] / m[2], m[1] / m[2]))

    def expected(self, code):
        p = self.patients.get(code)
        total = sum(n for n, _, _ in p) if p else 0
        if not total:
            return None
        return (sum(n * x for n, x, _ in p) / total, sum(n * y for n, _, y in p) / total)

    def near_patients(self, code, candidates, limit):
        """Of candidate points the one nearest to the provider's patients, if near enough."""
        middle = self.expected(code)
        if middle is None:
            return candidates[0] if len(set(candidates)) == 1 else None
        here = plane(*middle)
        best = min(candidates, key=lambda c: math.dist(plane(c[0], c[1]), here))
        return best if math.dist(plane(best[0], best[1]), here) < limit else None

    def by_name(self, code, name):
        tail = re.split(r" - | FORMERLY ", name)[-1]
        for text in (name, tail, re.sub(r"^.*?,", "", name), (re.findall(r"\((.*?)\)", name) or [""])[-1]):
            if plain(text) in self.names:
                got = self.near_patients(code, [(h[1], h[2], h[0]) for h in self.names[plain(text)]], 60)
                if got:
                    return got
        return None

    def by_town(self, code, name):
        words = re.sub(r"[^a-z ]", " ", name.lower()).split()
        for size in (3, 2, 1):
            for i in range(len(words) - size, -1, -1):
                town = " ".join(words[i:i + size])
                if len(town) > 3 and town in self.towns:
                    points = self.towns[town]
                    mean = (statistics.median(p[0] for p in points),
                            statistics.median(p[1] for p in points), town.title())
                    if self.near_patients(code, [mean], 80):
                        return mean
        return None

    def find(self, code, name):
        if code in self.site:
            lon, lat, site = self.site[code]
            return lon, lat, site, "main emergency site"
        if code in self.code:
            h = self.code[code]
            return h[1], h[2], h[6] or h[0], "code"
        if code in self.trust:
            r = self.trust[code]
            return float(r["lon"]), float(r["lat"]), "", "trust point"
        got = self.by_name(code, name)
        if got:
            return got + ("name",)
        r = self.ods.get(code) or self.trust_2025.get(code)
        if r and by_postcode(self.where, r["postcode"]):
            lon, lat, how = by_postcode(self.where, r["postcode"])
            if self.near_patients(code, [(lon, lat)], 80) or not self.expected(code):
                return lon, lat, r.get("town") or "", how
        got = self.by_town(code, name)
        if got:
            return got + ("town in the name",)
        middle = self.expected(code)
        return middle + ("", "middle of its patients") if middle else None


def providers(folder, hospitals, sites, areas, urgent_names, latest):
    finder = Finder(folder, hospitals, sites, areas)
    nearest = Nearest([(a["east"], a["north"], a) for a in areas])
    known = {line[0]: line for line in hand_list("owners.txt")}
    names = {r["provider_code"]: (r["provider_name"].strip(), r["provider_parent_code"])
             for r in rows(folder, "providers/rtt_providers_2026_01.csv")}
    for code, name in urgent_names.items():
        names.setdefault(code, (name, ""))
    table, how_many = [], collections.Counter()
    for code in sorted(names):
        name, board = names[code]
        mine = known.get(code)
        found = finder.find(code, mine[3].upper() if mine and mine[3] else name)
        if found is None:
            print(f"no place found for {code} {name}: left out")
            continue
        lon, lat, site, how = found
        how_many[how] += 1
        area = nearest.find(*plane(lon, lat))[1]
        east, north = plane(lon, lat)
        table.append([code, name, board or area["board"],
                      mine[1] if mine else owner_of(code, name), mine[2] if mine else "",
                      f"{lon:.4f}", f"{lat:.4f}", f"{east:.2f}", f"{north:.2f}",
                      (mine[3] if mine and mine[3] else site), area["code"], area["council"],
                      int(code in latest), how])
    print("points found by", dict(how_many))
    return table


def practices(folder, areas):
    nearest = Nearest([(a["east"], a["north"], a) for a in areas])
    subs = {a["commissioner"] for a in areas}
    ccg = {r["practice_code"]: r["ccg_code"]
           for r in rows(folder, "population/gp_practice_list_size_2021_01.csv.gz")}
    table = []
    for r in rows(folder, "population/gp_practice_weighted_populations_2024_25.csv.gz"):
        lon, lat = number(r["Longitude"]), number(r["Latitude"])
        if lon is None or lat is None or not number(r["pop 2022/23"]):
            continue
        east, north = plane(lon, lat)
        area = nearest.find(east, north)[1]
        commissioner = ccg.get(r["Practice_Code"])
        if commissioner not in subs:
            commissioner = area["commissioner"]
        table.append([r["Practice_Code"], r["GP_Practice_Name"], f"{lon:.4f}", f"{lat:.4f}",
                      f"{east:.2f}", f"{north:.2f}", commissioner, area["code"],
                      short(number(r["pop 2022/23"]), 0)])
    return sorted(table)


# Planned care

def rtt_tables(folder, out, codes):
    def bands(r, last):
        counts = [str(int(r[f"w{w}"])) for w in range(last)]
        while counts and counts[-1] == "0":
            counts.pop()
        return ";".join(counts)
    week = {(r["provider_code"], r["treatment_function_code"]): bands(r, 105) for r in
            rows(folder, "rtt/provider_specialty_weekbands_incomplete_2026_01.csv.gz")}
    table = []
    for r in rows(folder, "rtt/provider_specialty_flows_2026_01.csv.gz"):
        key = (r["provider_code"], r["treatment_function_code"])
        if key[1] != "C_999" and key[0] in codes:
            table.append([*key, r["new_periods"], r["completed_admitted"], r["completed_nonadmitted"],
                          r["incomplete"], r["incomplete_dta"], week.get(key, "")])
    write(out, "services.csv", "Providers' planned care by treatment function", RTT, "January 2026",
          "counts of one month as published, summed over commissioners; weeks: incomplete pathways waiting "
          "0-1, 1-2, ... weeks, the last of 105 over 104, trailing noughts left out",
          ["provider", "function", "starts", "stops_admitted", "stops_nonadmitted", "incomplete",
           "incomplete_dta", "weeks"], sorted(table))
    completed = []
    for r in rows(folder, "rtt/provider_specialty_weekbands_completed_2026_01.csv.gz"):
        if r["treatment_function_code"] != "C_999":
            r["w52"] = r["w52plus"]
            completed.append([r["part"], r["provider_code"], r["treatment_function_code"],
                              r["unknown_clock_start"], bands(r, 53)])
    write(out, "validation_completed_2026_01.csv",
          "Waits of those whose pathway ended: for validation only, never read to start or fit a run",
          RTT, "January 2026", "weeks: completed in 0-1, 1-2, ... weeks, the last of 53 over 52",
          ["part", "provider", "function", "unknown_clock_start", "weeks"], sorted(completed))
    flows = [[r["commissioner_code"], r["provider_code"], r["incomplete_total"]] for r in
             rows(folder, "rtt/commissioner_provider_incomplete_2026_01.csv.gz")
             if r["provider_code"] in codes and int(r["incomplete_total"]) > 0]
    write(out, "flows.csv", "Whose patients wait where", RTT, "January 2026",
          "incomplete pathways by commissioner (sub-board, or national and outside England) and provider",
          ["commissioner", "provider", "incomplete"], sorted(flows))
    names = {r["treatment_function_code"]: re.sub(r" Services?$", "", r["treatment_function"])
             for r in rows(folder, "rtt/england_specialty_weekbands_2026_01.csv")}
    starts = collections.Counter()
    for r in table:
        starts[r[1]] += int(r[2])
    write(out, "functions.csv", "Treatment functions and England's clock starts", RTT, "January 2026",
          "starts: sum over all providers in the month", ["code", "name", "starts"],
          [[c, names[c], starts[c]] for c in sorted(names) if c != "C_999"])


def england_rtt(folder, out):
    columns = {"starts": "new__new_rtt_periods", "stops_admitted": "admitted__pathways_all",
               "stops_nonadmitted": "nonadmitted__pathways_all",
               "removals": "unreported_removals__total_unreported_removals",
               "within_18": "incomplete__within_18_weeks", "over_18": "incomplete__over_18_weeks",
               "over_52": "incomplete__over_52_weeks"}
    held = {r["month"][:7]: [short(number(r[c]), 0) for c in columns.values()]
            for r in rows(folder, "rtt/england_rtt_monthly_2007_2026.csv")}
    year, month, table = *map(int, min(held).split("-")), []
    while f"{year}-{month:02d}" <= max(held):
        key = f"{year}-{month:02d}"
        table.append([key] + held.get(key, [""] * len(columns)))
        year, month = year + month // 12, month % 12 + 1
    write(out, "england_rtt_monthly.csv", "England's referral to treatment series",
          "NHS England, RTT overview time series", "April 2007 to January 2026",
          "as published, without estimates for trusts that did not report; the list is within_18 + over_18; a month "
          "that the source lacks (February 2024) is blank",
          ["month"] + list(columns), table)


def board_monthly(folder, out):
    table = [[r["stp20_nhs_code"], r["date"][:7], r["new"], r["completed"],
              r["incomplete_plus_incomplete_with_dta"]] for r in
             rows(folder, "rtt/icb_stp_completed_incomplete_new_monthly_2020_2025.csv")]
    write(out, "board_monthly.csv", "Boards' planned care by month", "NHS England, RTT by commissioner",
          "April 2020 to February 2025", "list_twice counts those with a decision to admit twice: use its trend only",
          ["board", "month", "starts", "stops", "list_twice"], sorted(table))


# Urgent care

URGENT = ["type1", "type2", "other", "over4h_type1", "over4h_other", "admitted_via_ae", "admitted_other",
          "dta_4_12h", "dta_over_12h", "beds_open", "beds_occupied", "critical_open",
          "critical_occupied", "no_criteria", "cancelled"]


def successor_map(folder, current):
    """Old codes of trusts to the codes that report now."""
    to = {r["old_code"]: r["new_code"] for r in
          sorted(rows(folder, "providers/ods_successor_codes.csv.gz"), key=lambda r: r["date"])
          if len(r["old_code"]) == 3 and r["old_code"].startswith("R")}
    to["RAP"] = "RAL"  # North Middlesex, 1 January 2025: after the table was published

    def now(code):
        for _ in range(5):
            if code in current or code not in to:
                return code
            code = to[code]
        return code
    return now


def add(cells, code, month, name, value):
    if value is not None:
        cell = cells[(code, month)]
        cell[name] = cell.get(name, 0) + value


def read_returns(folder, cells, now):
    """Provider returns: booked attendances are added to the others of their type. A type 1
    department with over 500 attendances and nobody over four hours was in the field test of
    other standards (to May 2023): blank."""
    for r in rows(folder, "urgent_care/provider_ae_monthly_2021_2026.csv.gz"):
        v = {k: number(x) or 0 for k, x in r.items()}
        code, month = now(r["org_code"]), r["month"][:7]
        t1 = v["att_type1"] + v["att_booked_type1"]
        over1 = v["over4h_type1"] + v["over4h_booked_type1"]
        over2 = (v["over4h_type2"] + v["over4h_booked_type2"] + v["over4h_other"]
                 + v["over4h_booked_other"])
        tested = t1 > 500 and over1 == 0
        for name, x in (("type1", t1), ("type2", v["att_type2"] + v["att_booked_type2"]),
                        ("other", v["att_other"] + v["att_booked_other"]),
                        ("over4h_type1", None if tested else over1),
                        ("over4h_other", None if tested else over2),
                        ("admitted_via_ae", v["emerg_adm_via_ae_type1"] + v["emerg_adm_via_ae_type2"]
                         + v["emerg_adm_via_ae_other"]), ("admitted_other", v["other_emerg_adm"]),
                        ("dta_4_12h", v["dta_wait_4_12h"]), ("dta_over_12h", v["dta_wait_12h_plus"])):
            add(cells, code, month, name, x)


def read_beds(folder, cells, now):
    for r in rows(folder, "beds_discharge/trust_ga_critical_beds_monthly_2022_2025.csv.gz"):
        key = (now(r["nhs_trust22_code"]), r["date"][:7])
        for name, column in (("beds_open", "general_acute_beds_available"),
                             ("beds_occupied", "general_acute_beds_occupied"),
                             ("critical_open", "adult_critical_care_beds_available"),
                             ("critical_occupied", "adult_critical_care_beds_occupied")):
            add(cells, *key, name, number(r[column]))
    for r in rows(folder, "beds_discharge/trust_criteria_to_reside_monthly_2022_2025.csv"):
        if r["nhs_trust22_code"]:
            add(cells, now(r["nhs_trust22_code"]), r["month"][:7], "no_criteria",
                number(r["mean_daily_not_meeting_criteria_to_reside"]))
    for r in rows(folder, "beds_discharge/trust_kh03_ae_cancellations_quarterly_2018_2025.csv.gz"):
        n, year = number(r["canc_cancelled_ops"]), int(r["period"][:4])
        first = 3 * int(r["period"][-1]) + 1
        for m in range(first, first + 3):
            month = f"{year + (m > 12)}-{(m - 1) % 12 + 1:02d}"
            if n is not None and month >= "2021-04":
                add(cells, now(r["org_code"]), month, "cancelled", n / 3)


def blank_gaps(cells):
    """Beds and patients without criteria to reside: a value of nought, or less than a third of
    the median of the other published months from six before to six after, is a trust that did
    not report the whole month: blank."""
    gone = []
    by = collections.defaultdict(dict)
    for (code, month), cell in cells.items():
        for name in URGENT[9:14]:
            if name in cell:
                by[(code, name)][int(month[:4]) * 12 + int(month[5:]) - 1] = cell[name]
    for (code, name), series in by.items():
        for t, x in series.items():
            near = [series[u] for u in range(t - 6, t + 7) if u != t and series.get(u, 0) > 0]
            small = name == "no_criteria" and near and x < statistics.median(near) / 3
            if x == 0 and name in ("beds_open", "beds_occupied", "no_criteria") or small:
                gone.append((code, f"{t // 12}-{t % 12 + 1:02d}", name))
    for code, month, name in gone:
        del cells[(code, month)][name]
    print(f"urgent: {len(gone)} months blanked as not reported")


def urgent(folder, out):
    returns = rows(folder, "urgent_care/provider_ae_monthly_2021_2026.csv.gz")
    end = max(r["month"] for r in returns)
    year_back = f"{int(end[:4]) - 1}{end[4:]}"
    names = {r["org_code"]: r["org_name"] for r in returns if r["month"] > year_back}
    current = set(names) | {r["provider_code"] for r in rows(folder, "providers/rtt_providers_2026_01.csv")}
    now = successor_map(folder, current)
    cells = collections.defaultdict(dict)
    read_returns(folder, cells, now)
    read_beds(folder, cells, now)
    blank_gaps(cells)
    table = [[code, month] + [short(cell.get(n), 1) for n in URGENT]
             for (code, month), cell in sorted(cells.items()) if code in current and cell]
    write(out, "urgent_monthly.csv", "Emergency departments, beds and delays by provider and month",
          "NHS England: A&E provider returns; urgent and emergency care sitrep; discharge sitrep; "
          "cancelled operations (QMCO)", f"April 2021 to {end[:7]}; beds and delays April 2022 to August 2025",
          " ".join((read_returns.__doc__ + blank_gaps.__doc__).split())
          + " Codes of merged trusts are those of today. Beds: general and acute, adults and children; critical: "
          "adults. cancelled: the quarter / 3", ["provider", "month"] + URGENT, table)
    latest = {r[0] for r in table if r[1] > year_back[:7] and (number(r[2]) or 0) > 500}
    return names, latest


# Life and illness

def life_table(folder, out):
    table = [[r["SEX"], r["IMD_QUINTILE"], r["MIN_AGE"], r["MAX_AGE"],
              f"{float(r['PROB_MORT']):.7f}"] for r in
             rows(folder, "conditions/life_table_age_sex_imd_quintile_2011.csv")]
    write(out, "life_table.csv", "Chance of dying in a year by age, sex and fifth of deprivation (1 = most deprived)",
          "Asaria, Doran, Cookson (University of York), Journal of Epidemiology and Community Health 2016, from ONS deaths "
          "and populations", "2011", "figures as published", ["sex", "fifth", "age_from", "age_to", "chance"],
          sorted(table, key=lambda r: (r[0], r[1], float(r[2]))),
          "facts from ONS and HES aggregates; the authors' repository is GPL-3.0: figures only are used, with citation")


def rates(folder, out):
    def age(text):
        return int(re.match(r"\d+", text).group())
    people, events = collections.Counter(), collections.Counter()
    for r in rows(folder, "cost_activity/inpatient_outpatient_episodes_cost_age_sex_imd_2011_12.csv"):
        band = next(b[0] for b in BANDS if b[1] <= age(r["AGE"]) < b[2])
        key = (band, r["SEX"], r["IMD_QUINTILE"])
        if r["kind"] == "all_inpatient":
            people[key] += number(r["POPULATION"]) or 0
        events[key + (r["kind"],)] += number(r["N"]) or 0
    kinds = ["all_inpatient", "emergency", "elective_cost_table", "outpatient_table"]
    table = [[b[0], s, q, short(people[(b[0], s, q)], 0)]
             + [f"{events[(b[0], s, q, k)] / people[(b[0], s, q)]:.5f}" for k in kinds]
             for b in BANDS for s in "FM" for q in "12345"]
    write(out, "rates_age_sex_imd.csv", "Hospital episodes a head a year by age, sex and fifth of deprivation (1 = most deprived)",
          "Asaria, Doran, Cookson (University of York), from Hospital Episode Statistics; PSSRU Unit Costs 2017", "2011/12",
          "summed to age bands, divided by population", ["age", "sex", "fifth", "people", "inpatient", "emergency",
                                                         "elective", "outpatient"], table,
          "facts from HES aggregates; the authors' repository is GPL-3.0: figures only are used, with citation")


def write_commissioners(folder, out):
    weight = {r["icb_code"]: float(r["Final WP"]) / float(r["pop 2022/23"]) for r in
              rows(folder, "commissioners/icb_weighted_populations_2024_25.csv")}
    board = {r["ICB24CDH"]: re.sub(r" Integrated Care Board$", "", r["ICB24NM"]) for r in
             rows(folder, "commissioners/icb_names_dec_2024.csv")}
    table = [[r["sicbl22_code_h"], r["icb22_code_h"], r["sicbl22_name"], board[r["icb22_code_h"]],
              f"{weight[r['icb22_code_h']]:.4f}"] for r in rows(folder, "commissioners/sub_icb_2022.csv")]
    write(out, "commissioners.csv", "Commissioners: sub-board locations and their integrated care boards",
          "ONS, sub-ICB locations 2022 and ICBs December 2024; NHS England, allocations 2024/25", "2022 to 2024/25",
          "need_weight: the board's weighted over registered population, all services (England: 1)",
          ["code", "board", "name", "board_name", "need_weight"], sorted(table))


def write_councils(out):
    _, names = council_of_district()
    write(out, "councils.csv", "Councils with social-care duties, 2022", "Office for National Statistics, names and codes", "2022",
          "districts are counted with the county that runs their social care (tools/councils.txt)", ["code", "name"], sorted(names.items()))


def staff(folder, codes):
    """Mean of the last twelve months published. Trusts that the table of providers does not have are left out."""
    got = collections.defaultdict(lambda: [[], []])
    published = list(rows(folder, "workforce_finance/acute_trust_doctors_nurses_fte_monthly_2024_25.csv"))
    when = {m: datetime.datetime.strptime(m, "%b-%y") for m in {r["month"] for r in published}}
    last = set(sorted(when, key=when.get)[-12:])
    for r in published:
        if r["month"] in last and r["org_code"] in codes:
            for k, name in enumerate(("doctors", "nurses")):
                if number(r[name]) is not None:
                    got[r["org_code"]][k].append(number(r[name]))
    return [[c] + [short(statistics.fmean(v), 1) if v else "" for v in got[c]] for c in sorted(got)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--out", default=os.path.join(HERE, "..", "data", "england"))
    options = parser.parse_args()
    folder, out = options.folder, options.out
    os.makedirs(out, exist_ok=True)
    hospitals = points_of_hospitals(folder)
    sites = emergency_sites(folder, hospitals)
    write(out, "emergency_sites.csv", "Hospitals with a type 1 emergency department",
          "tools/emergency_sites.txt; points from NHS hospital lists of 2014, 2018 and 2022", "2025",
          "the first of a trust is its main acute site", ["provider", "site", "lon", "lat"],
          [[c, n, f"{x:.4f}", f"{y:.4f}"] for c, n, x, y in sites])
    areas = neighbourhoods(folder)
    near = Nearest([plane(x, y) + (c,) for c, _, x, y in sites if c not in ("RBS", "RCU", "RQ3")])
    for a in areas:
        a["emergency_km"], a["emergency"] = near.find(a["east"], a["north"])
    write_neighbourhoods(out, areas)
    write_commissioners(folder, out)
    write_councils(out)
    write(out, "practices.csv", "General practices", "NHS England, allocations 2024/25; NHS Digital, patients registered January 2021",
          "2022/23", "commissioner: of the practice in 2021, else of the nearest neighbourhood; neighbourhood: the nearest middle",
          ["code", "name", "lon", "lat", "east_km", "north_km", "commissioner", "neighbourhood", "registered"], practices(folder, areas))
    names, latest = urgent(folder, out)
    table = providers(folder, hospitals, sites, areas, names, latest)
    write(out, "providers.csv", "Providers of planned and emergency care",
          "NHS England, RTT full extract January 2026 and A&E returns; NHS hospital and trust points 2014 to 2022; ODS",
          "January 2026", "owner: from the code and name, and tools/owners.txt; point_from says how the point was found",
          ["code", "name", "board", "owner", "owner_from", "lon", "lat", "east_km", "north_km", "site", "neighbourhood",
           "council", "type1", "point_from"], table)
    write(out, "staff.csv", "Doctors and nurses of acute trusts, full-time equivalents in post",
          "NHS England, NHS workforce statistics", "August 2024 to July 2025", "mean of the months",
          ["code", "doctors", "nurses"], staff(folder, {r[0] for r in table}))
    rtt_tables(folder, out, {r[0] for r in table})
    england_rtt(folder, out)
    board_monthly(folder, out)
    life_table(folder, out)
    rates(folder, out)


if __name__ == "__main__":
    main()
