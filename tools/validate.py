#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the validation ladder's history rungs and writes docs/validation.md: the back-casts (urgent care frozen in
August 2024, planned care in February 2024) scored by provider and month beside two naive rivals, the waits of the
first month's stops against the published ones, the level of the first year, and the second
place, to which nothing is fitted."""
import argparse
import collections
import csv
import pathlib
import sqlite3
import subprocess
import sys

import relations

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "england"
URGENT = (("type 1 attendances", "ae_attendances", "type1", 6.0), ("other attendances", "ae_attendances", "other", 6.0),
          ("emergency admissions", "emergency_admissions", "admitted", 8.0), ("occupied general and acute beds", "ga_beds_occupied", "beds_occupied", 5.0),
          ("no criteria to reside", "no_criteria_to_reside", "no_criteria", 25.0))


def table(name):
    with open(DATA / name, encoding="utf-8") as f:
        return list(csv.DictReader(line for line in f if not line.startswith("#")))


def figure(text):
    return float(text) if text not in ("", None) else None


def month_add(month, n):
    k = int(month[:4]) * 12 + int(month[5:7]) - 1 + n
    return f"{k // 12:04d}-{k % 12 + 1:02d}"


def run(program, experiment, out, *options):
    print(f"running {experiment} ...", file=sys.stderr, flush=True)
    subprocess.run([program, "run", experiment, "--store", out / f"{experiment}.sqlite", "--overwrite", "--csv", out / experiment,
                    "--quiet", *options], check=True, stdout=subprocess.DEVNULL)


def series(out, experiment):
    """Means over runs: (scenario, org, measure, breakdown, level) -> month -> value."""
    sums = collections.defaultdict(lambda: collections.defaultdict(list))
    with open(out / experiment / "series.csv", encoding="utf-8") as f:
        for r in csv.DictReader(f):
            if r["value"]:
                key = (r["scenario"], r["org_code"], r["measure"], r["breakdown"], r["level"])
                sums[key][r["period_start"][:7]].append(float(r["value"]))
    return {k: {m: sum(v) / len(v) for m, v in by.items()} for k, by in sums.items()}


def published_urgent():
    """(provider, column) -> month -> value; admissions and other attendances summed from their parts."""
    out = collections.defaultdict(dict)
    for r in table("urgent_monthly.csv"):
        v = {k: figure(x) for k, x in r.items() if k not in ("provider", "month")}
        v["other"] = None if v["type2"] is None and v["other"] is None else (v["type2"] or 0) + (v["other"] or 0)
        v["admitted"] = None if v["admitted_via_ae"] is None else v["admitted_via_ae"] + (v["admitted_other"] or 0)
        all_types = [v["type1"] or 0, v["other"] or 0]
        late = [v["over4h_type1"], v["over4h_other"]]
        v["within"] = None if late[0] is None or sum(all_types) == 0 else 1 - (late[0] + (late[1] or 0)) / sum(all_types)
        for k, x in v.items():
            if x is not None:
                out[r["provider"], k][r["month"][:7]] = x
    return out


def model_urgent(s, scenario, org, name):
    if name == "type 1 attendances":
        return s.get((scenario, org, "ae_attendances", "ae_type", "type 1"), {})
    if name == "other attendances":
        two, three = (s.get((scenario, org, "ae_attendances", "ae_type", t), {}) for t in ("type 2", "type 3"))
        return {m: two.get(m, 0) + three.get(m, 0) for m in sorted(set(two) | set(three))}
    measure = next(u[1] for u in URGENT if u[0] == name)
    return s.get((scenario, org, measure, "", ""), {})


def last_known(known, frozen):
    months = [m for m in known if m <= frozen]
    return known[max(months)] if months else None


def errors(rows):
    return 100 * sum(abs(got - true) / true for true, got in rows) / len(rows) if rows else float("nan")


def score_urgent(s, scenario, frozen, months, orgs, write):
    truth = published_urgent()
    write("| figure | wanted | model | same month last year | last known value | provider-months | wins |\n|---|---|---|---|---|---|---|")
    detail = []
    for name, _, column, wanted in URGENT:
        model, year, last = [], [], []
        for org in orgs:
            known, got = truth[org, column], model_urgent(s, scenario, org, name)
            held, mine = last_known(known, frozen), []
            for m in months:
                if m not in known or not known[m] or known[m] < 50:
                    continue
                if m in got:
                    mine.append((known[m], got[m]))
                before = month_add(m, -12)
                if before in known and known[before] > 0:
                    year.append((known[m], known[before]))
                if held:
                    last.append((known[m], held))
            model += mine
            if mine:
                detail.append((org, name, errors(mine), sum(g for _, g in mine) / sum(t for t, _ in mine)))
        e = (errors(model), errors(year), errors(last))
        best = ("model", "same month last year", "last known value")[min(range(3), key=lambda i: e[i] if e[i] == e[i] else 1e9)]
        write(f"| {name}, mean absolute % error | {wanted:.0f} | {e[0]:.1f} | {e[1]:.1f} | {e[2]:.1f} | {len(model)} | {best} |")
    model, year, last = [], [], []
    for org in orgs:
        known, got = truth[org, "within"], s.get((scenario, org, "ae_within_4_hours_share", "", ""), {})
        held, mine = last_known(known, frozen), []
        for m in months:
            if m in known and m in got:
                mine.append(100 * abs(got[m] - known[m]))
                if month_add(m, -12) in known:
                    year.append(100 * abs(known[month_add(m, -12)] - known[m]))
                if held is not None:
                    last.append(100 * abs(held - known[m]))
        model += mine
        if mine:
            detail.append((org, "within four hours, points", sum(mine) / len(mine), float("nan")))
    e = [sum(x) / len(x) if x else float("nan") for x in (model, year, last)]
    best = ("model", "same month last year", "last known value")[min(range(3), key=lambda i: e[i] if e[i] == e[i] else 1e9)]
    write(f"| within four hours, mean absolute points | 7 | {e[0]:.1f} | {e[1]:.1f} | {e[2]:.1f} | {len(model)} | {best} |")
    write("\n| provider | figure | error | model / published |\n|---|---|---|---|")
    for org, name, err, ratio in detail:
        write(f"| {org} | {name} | {err:.1f} | {'' if ratio != ratio else f'{ratio:.3f}'} |")


def score_planned(s, scenario, frozen, months, board, write):
    known = {k: {} for k in ("starts", "stops")}
    for r in table("board_monthly.csv"):
        if r["board"] == board:
            for k in known:
                known[k][r["month"][:7]] = float(r[k])
    write("| figure | published, 12 months | model | difference % | last year's months held, difference % | by month: model | same month last year | last known value | wins the year; the months |\n"
          "|---|---|---|---|---|---|---|---|---|")
    # residents: the board's own statistics count its patients wherever they go
    for k, measures in (("starts", ["rtt_clock_starts"]), ("stops", ["rtt_stops_admitted", "rtt_stops_nonadmitted"])):
        got = collections.defaultdict(float)
        for (sc, org, measure, breakdown, _), by in s.items():
            if sc == scenario and measure in measures and breakdown == "deprivation_decile":
                for m, v in by.items():
                    got[m] += v
        pairs = [(known[k][m], got[m]) for m in months if m in known[k] and m in got]
        year = [(known[k][m], known[k][month_add(m, -12)]) for m in months if month_add(m, -12) in known[k]]
        last = [(known[k][m], last_known(known[k], frozen)) for m in months]
        true, mine = sum(t for t, _ in pairs), sum(g for _, g in pairs)
        held = 100 * (sum(g for _, g in year) / sum(t for t, _ in year) - 1) if year else float("nan")
        off = 100 * (mine / true - 1) if true else float("nan")
        by_month = (errors(pairs), errors(year), errors(last))
        names = ("model", "same month last year", "last known value")
        best = names[min(range(3), key=lambda i: by_month[i])]
        write(f"| {k} | {true:,.0f} | {mine:,.0f} | {off:+.1f} | {held:+.1f} | {by_month[0]:.1f} | {by_month[1]:.1f} | {by_month[2]:.1f} | "
              f"{'model' if abs(off) <= abs(held) else 'last year'}; {best} |")


def score_waits(store, scenario, write):
    """Weekly bands of the waits of the first month's stops: distance between the two distributions."""
    truth = collections.defaultdict(lambda: [0] * 53)
    for r in table("validation_completed_2026_01.csv"):
        if r["function"] == "C_999":
            continue
        for w, n in enumerate(r["weeks"].split(";") if r["weeks"] else []):
            if n:
                truth[r["provider"], 1 if r["part"] == "admitted" else 0][min(w, 52)] += int(n)
    db = sqlite3.connect(store)
    got = collections.defaultdict(lambda: [0.0] * 53)
    for code, admitted, week, n in db.execute(
            "SELECT o.code, f.admitted, f.week, sum(f.pathways) FROM first_month_stop f JOIN run r USING (run) JOIN scenario s USING (scenario) "
            "JOIN organisation o USING (organisation) WHERE r.kind = 'main' AND s.name = ? GROUP BY 1, 2, 3", (scenario,)):
        got[code, admitted][min(week, 52)] += n
    local = {c for (c,) in db.execute("SELECT code FROM organisation WHERE type = 'provider'")}
    write("| provider | part | published stops | median weeks, published | model | within 18 weeks %, published | model | distance |\n|---|---|---|---|---|---|---|---|")
    for code, admitted in sorted(truth):
        t, g = truth[code, admitted], got.get((code, admitted))
        if code not in local or sum(t) < 20 or not g or sum(g) == 0:
            continue
        ct = [sum(t[:i + 1]) / sum(t) for i in range(53)]
        cg = [sum(g[:i + 1]) / sum(g) for i in range(53)]
        median = lambda c: next(i for i in range(53) if c[i] >= 0.5)
        write(f"| {code} | {'admitted' if admitted else 'not admitted'} | {sum(t)} | {median(ct)} | {median(cg)} | {100 * ct[17]:.0f} | {100 * cg[17]:.0f} | "
              f"{max(abs(a - b) for a, b in zip(ct, cg)):.2f} |")
    write("\nDistance: the largest gap between the two cumulative distributions over weekly bands (0 the same, 1 apart).")


def mean_month():
    """Ratio of England's mean month of February 2025 to January 2026 to its January 2026."""
    rows = [r for r in table("england_rtt_monthly.csv") if "2025-02" <= r["month"][:7] <= "2026-01"]
    return {k: sum(float(r[k]) for r in rows) / len(rows) / float(rows[-1][k]) for k in ("starts", "stops_admitted", "stops_nonadmitted")}


def targets():
    """Level of the first year by provider, from the shipped tables: what the figures were."""
    out, ratio, weeks = collections.defaultdict(dict), mean_month(), {}
    for r in table("services.csv"):
        if r["function"] == "C_999":
            continue
        o = out[r["provider"]]
        for k, m in (("starts", "rtt_clock_starts"), ("stops_admitted", "rtt_stops_admitted"), ("stops_nonadmitted", "rtt_stops_nonadmitted")):
            o[m] = o.get(m, 0) + float(r[k]) * ratio[k]
        o["rtt_incomplete"] = o.get("rtt_incomplete", 0) + float(r["incomplete"])
        within = sum(int(n or 0) for n in r["weeks"].split(";")[:18]) if r["weeks"] else 0
        weeks[r["provider"]] = weeks.get(r["provider"], 0) + within
    for code, within in weeks.items():
        if out[code]["rtt_incomplete"]:
            out[code]["rtt_within_18_weeks_share"] = within / out[code]["rtt_incomplete"]
    truth = published_urgent()
    for (code, column), by in truth.items():
        names = {"admitted": "emergency_admissions", "no_criteria": "no_criteria_to_reside", "beds_occupied": "ga_beds_occupied", "within": "ae_within_4_hours_share"}
        months = sorted(by)[-12:]
        if column in names and len(months) == 12:
            out[code][names[column]] = sum(by[m] for m in months) / 12
        if column in ("type1", "other") and len(months) == 12:
            out[code]["ae_attendances"] = out[code].get("ae_attendances", 0) + sum(by[m] for m in months) / 12
    return out


LEVELS = ("rtt_incomplete", "rtt_within_18_weeks_share", "rtt_clock_starts", "rtt_stops_admitted", "rtt_stops_nonadmitted", "ae_attendances",
          "ae_within_4_hours_share", "emergency_admissions", "ga_beds_occupied", "no_criteria_to_reside")


def score_levels(s, scenario, months, orgs, write):
    truth = targets()
    write("| provider | figure | published | first twelve months, mean | ratio |\n|---|---|---|---|---|")
    for org in orgs:
        for measure in LEVELS:
            got = s.get((scenario, org, measure, "", ""), {})
            v = [got[m] for m in months if m in got]
            if measure in truth[org] and v and truth[org][measure]:
                mean = sum(v) / len(v)
                places = 3 if measure.endswith("share") else 0
                write(f"| {org} | {measure} | {truth[org][measure]:,.{places}f} | {mean:,.{places}f} | {mean / truth[org][measure]:.2f} |")


def span(first, n):
    return [month_add(first, i) for i in range(n)]


def local_of(store, acute):
    db = sqlite3.connect(store)
    kinds = {r["code"] for r in table("providers.csv") if r["type1"] == "1"}
    return [c for (c,) in db.execute("SELECT code FROM organisation WHERE type = 'provider' ORDER BY organisation") if c in kinds or not acute]


LATE = ("Parameters of the whole model that were measured on later months than this vintage, and are used all the same: growth of need (`circumstances.need_growth`, to January 2026); how many leave at "
        "weekends (`beds.weekend_leavers`, `beds.weekend_ready`: September 2024 to August 2025, the months scored); reasons of delay (`discharge.delayed_*`, January to May 2025); hazards of removal and the second side at a "
        "listing (`planned.removal_*`, `planned.listed_at_start`, January 2026); and the pattern of planned care between providers and treatment functions, published by provider for January 2026 alone.")
WHAT = """## What this page tests, and what it does not

It tests **levels**: under one arrangement, today's, does the model with nothing but what was known carry on as the published months did, for twelve months? It does not
test what a change of regime does ([effects.md](effects.md) sets published effects beside the model's: most that are not simply put in lie outside their bands), nor any year after the
first, nor Barnsley (the small town of the quick tries). Codes: RD1 Royal United Hospitals Bath, RN3 Great Western (Swindon), RNZ Salisbury, G3Z1Q Sulis, NTPH2 and NTPH3
the treatment centres at Emersons Green and Devizes, NVC09 New Hall, NXP Independent Health Group, NT402 Bath Clinic, NT430 Ridgeway; second place: RM1 Norfolk and Norwich, RCX Queen Elizabeth (King's
Lynn), RGP James Paget. Worst: RCX's share within 18 weeks (a quarter above the published), emergency admissions of RD1 and RN3 (a tenth above), other attendances (a naive rival does better), RNZ's patients without criteria to
reside, waits of those who stop in the first month at small private hospitals, RD1's first outpatients (seen later than published). Use it for the direction and rough size of what an
arrangement does in such a place; do not use it to forecast one hospital's list."""


def score_long_waits(run, write):
    """Over 52 weeks: nothing fits them; England's fell in the year before the vintage."""
    write("\n## Waits over 52 weeks: the first twelve months\n\n| provider | first month | sixth | twelfth |\n|---|---|---|---|")
    months = span("2026-02", 12)
    rows = {k[1]: v for k, v in run.items() if k[0] == "england-2026" and k[2] == "rtt_over_52_weeks" and not k[3]}
    for code, by in sorted(rows.items(), key=lambda r: -r[1].get(months[0], 0)):
        if by.get(months[0], 0) >= 10:
            write("| %s | %s |" % (code, " | ".join(f"{by[months[m]]:,.0f}" for m in (0, 5, 11))))


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("program", type=pathlib.Path, help="build/tredegar")
    ask.add_argument("out", type=pathlib.Path, help="folder for the runs' stores and series")
    ask.add_argument("--no-run", action="store_true", help="score the runs that stand in OUT")
    given = ask.parse_args()
    program, out = given.program.resolve(), given.out
    out.mkdir(parents=True, exist_ok=True)
    if not given.no_run:
        for experiment in ("back-cast-urgent-2024", "back-cast-planned-2024", "first-year", "second-place", "structural-relations"):
            run(program, experiment, out, "--no-extras")
    lines = []
    write = lines.append
    write("# Validation\n\nWritten by `tools/validate.py` from runs of the program; published figures are those of `data/england`. Apart from what is named below, nothing "
          "published for months after a run's vintage enters its start, its level or its parameters. Errors are by provider and month, with no averaging over sites or months.\n")
    write(WHAT + "\n")
    write("## Back-cast of urgent care: known to August 2024, September 2024 to August 2025 scored\n\nNational constants were fitted on September 2023 to August 2024 from a start at "
          "August 2023; two (minutes on the way to a bed, share of direct admissions that leave the same day) were first chosen with an eye on months of 2025. " + LATE + "\n")
    score_urgent(series(out, "back-cast-urgent-2024"), "england-2026", "2024-08", span("2024-09", 12), local_of(out / "back-cast-urgent-2024.sqlite", True), write)
    write("\n## Back-cast of planned care: known to February 2024, March 2024 to February 2025 scored (the board's residents)\n")
    score_planned(series(out, "back-cast-planned-2024"), "england-2026", "2024-02", span("2024-03", 12), "QOX", write)
    write("\n## Queue discipline: waits of those whose pathway ended in the first month, against January 2026\n\nNo parameter is fitted to these waits; but the form of the queue was "
          "chosen among a few with an eye on them (docs/model/planned-care.md), so they are no longer wholly unseen.\n")
    score_waits(out / "first-year.sqlite", "england-2026", write)
    write("\n## Level of the first twelve months\n")
    score_levels(series(out, "first-year"), "england-2026", span("2026-02", 12), local_of(out / "first-year.sqlite", False), write)
    score_long_waits(series(out, "first-year"), write)
    write("\n## The second place: no parameter chosen for it\n\nEach site's own constants (catchment, door, direct share, length of stay, utilisation; choice of hospital) are solved from its own months up to the "
          "vintage, there as everywhere, so ratios near 1.00 say that the solving works and that a year does not drift, not that a year to come was foretold. Planned care's published figures are those of the start.\n")
    score_levels(series(out, "second-place"), "england-2026", span("2026-02", 12), local_of(out / "second-place.sqlite", True), write)
    write("\n## Structural relations (`experiments/structural-relations.yaml`)\n\nWhat must hold of emergency care whatever the place, by number where the evidence has one; not fitted. "
          "Intervals: Student's t over four runs, chance alone. Not tested: staffing (9: no month of want of nurses to set against one without). "
          "The winters of 2014/15 and 2017/18 are not run: no published lists, beds and attendances of those years are held to start from.\n")
    relations.write_relations(out / "structural-relations", write)
    text = "\n".join(lines) + "\n"
    (ROOT / "docs" / "validation.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
