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
import re
import sqlite3
import subprocess
import sys

import relations

FIRST_URGENT = (3.5, 9.5, 4.9, 3.0, 17.1, 3.0)  # errors of URGENT and of four hours in this page's first version
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


def run(program, experiment, out, *options, name=None):
    name = name or experiment
    print(f"running {name} ...", file=sys.stderr, flush=True)
    subprocess.run([program, "run", experiment, "--store", out / f"{name}.sqlite", "--overwrite", "--csv", out / name,
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


def urgent_errors(s, scenario, frozen, months, orgs):
    """[(figure, wanted, (model, same month last year, last known value), provider-months)] and, by provider, [(provider,
    figure, error, model / published)]."""
    truth, figures, detail = published_urgent(), [], []
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
        figures.append((f"{name}, mean absolute % error", wanted, (errors(model), errors(year), errors(last)), len(model)))
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
    e = tuple(sum(x) / len(x) if x else float("nan") for x in (model, year, last))
    return figures + [("within four hours, mean absolute points", 7.0, e, len(model))], detail


def score_urgent(s, scenario, frozen, months, orgs, write):
    figures, detail = urgent_errors(s, scenario, frozen, months, orgs)
    write("| figure | wanted | model | same month last year | last known value | provider-months | wins | as first validated |\n|---|---|---|---|---|---|---|---|")
    for (name, wanted, e, n), first in zip(figures, FIRST_URGENT):
        best = ("model", "same month last year", "last known value")[min(range(3), key=lambda i: e[i] if e[i] == e[i] else 1e9)]
        write(f"| {name} | {wanted:.0f} | {e[0]:.1f} | {e[1]:.1f} | {e[2]:.1f} | {n} | {best} | {first:.1f} |")
    worse = [name.split(", mean")[0] for (name, _, e, _), first in zip(figures, FIRST_URGENT) if round(e[0], 1) > first]
    write(f"\nThe last column is the model's error when this table was first written (22 November 2026; planned care then: starts +0.9%, stops -2.7%). Worse since: {', '.join(worse) or 'none'}. "
          "Beds: how far the level that the months to August 2024 tell, times England's season, would be off by itself: docs/model/urgent-care.md#beds-told.")
    write("\n| provider | figure | error | model / published |\n|---|---|---|---|")
    for org, name, err, ratio in detail:
        write(f"| {org} | {name} | {err:.1f} | {'' if ratio != ratio else f'{ratio:.3f}'} |")


def score_planned(runs, scenario, frozen, months, board, write):
    """A row for starts and one for stops of each run of runs: (words, series)."""
    known = {k: {} for k in ("starts", "stops")}
    for r in table("board_monthly.csv"):
        if r["board"] == board:
            for k in known:
                known[k][r["month"][:7]] = float(r[k])
    write("| figure | published, 12 months | model | difference % | last year's months held, difference % | by month: model | same month last year | last known value | wins the year; the months |\n"
          "|---|---|---|---|---|---|---|---|---|")
    for words, s in runs:
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
            write(f"| {k}{words} | {true:,.0f} | {mine:,.0f} | {off:+.1f} | {held:+.1f} | {by_month[0]:.1f} | {by_month[1]:.1f} | {by_month[2]:.1f} | "
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


# What the urgent back-cast uses though it was measured after its vintage, August 2024: what it is, parameters, measured on, what
# would have been known then, and the settings that put that in its place (none: nothing was known, or it does not touch the run).
LATER = (
    ("growth of need", "circumstances.need_growth", "referrals to January 2026", "the twelve months to August 2024 over the twelve before, recovery after the pandemic among it",
     {"circumstances.need_growth": 0.019}),
    ("who leaves at weekends", "beds.weekend_leavers, beds.weekend_ready", "September 2024 to August 2025: the months scored", "September 2023 to August 2024, by the same count",
     {"beds.weekend_leavers": 0.66, "beds.weekend_ready": 0.72}),
    ("reasons of delay", "discharge.delayed_*", "January to May 2025", "June to August 2024, by the same grouping",
     {"discharge.delayed_process": 0.25, "discharge.delayed_home": 0.29, "discharge.delayed_rehabilitation": 0.225}),
    ("days of a delay", "discharge.delay_days", "April 2024 to September 2025", "April to August 2024", {"discharge.delay_days": 6.06}),
    ("leaving with support", "discharge.support_*", "judged beside the share of discharges delayed in 2024/25", "", {}),
    ("beds that infection closes in winter", "beds.closed_winter", "winters of 2022/23 to 2024/25 and one later: the winter scored and the next",
     "by the same rule from early March 2023 and 2024 (568 and 470 beds)", {"beds.closed_winter": 0.0025}),
    ("the longest handover", "ambulance.handover_most", "an aim of the plan for 2025/26", "no such rule where these hospitals are", {"ambulance.handover_most": 240}),
    ("virtual wards", "community.ward_places, community.ward_occupancy", "2024 and October 2025", "January 2024: 11,635 places, 70% taken", {"community.ward_places": 0.64, "community.ward_occupancy": 0.70}),
    ("deaths", "needs.deaths_per_1000, people.deaths_per_1000", "2023 and 2024", "2023: 544,054", {"needs.deaths_per_1000": 9.43, "people.deaths_per_1000": 9.43}),
    ("people who move in", "circumstances.net_moves", "the projection published in January 2025", "", {}),
    ("planned care: who has not been seen", "planned.unseen_share", "2025", "", {}),
    ("planned care: who stays overnight", "planned.overnight_*", "National Cost Collection 2024/25", "", {}),
    ("planned care: removals", "planned.removal_*", "March 2025 and January 2026", "", {}),
    ("planned care: the second side at a listing", "planned.listed_at_start", "January 2026", "", {}),
    ("planned care: the pattern between providers and treatment functions", "", "January 2026, the only month published by provider", "", {}),
    ("money: unit costs, settlements, deficit support and the rest of the regime and circumstances of 2026", "economy.*, reference_costs.*, circumstances.*_growth", "2024/25 to 2026", "", {}),
)


KNOWN, PLANNED_KNOWN = "back-cast-urgent-2024-known", "back-cast-planned-2024-known"
PLANNED_GROWTH = "circumstances.need_growth=%g" % LATER[0][-1]["circumstances.need_growth"]  # of the other rows of planned care nothing earlier is known


PLANNED_WORDS = """
The first two rows are not free of the months scored: `circumstances.need_growth`, 1.0% a year, is measured on referrals to January 2026. The last two are
the same run with 1.9%, the twelve months to August 2024 over the twelve before; that was not known in February 2024 either, when the same count over all boards gave
5.5%, recovery after the pandemic among it and more than the parameter's range allows. So no row is a forecast that could have been made in February 2024: what the
four show is how much rests on growth."""


def known_then():
    """--set NAME=VALUE of every value that was known by August 2024."""
    return [word for row in LATER for name, value in row[4].items() for word in ("--set", f"{name}={value:g}")]


def write_later(now, then, write):
    """The table of LATER; then the errors of the run as it stands and of the run with what was known."""
    write("| what was measured later than August 2024 and is used all the same | parameters | measured on | known by August 2024 |\n|---|---|---|---|")
    for what, names, measured, known, settings in LATER:
        shown = ", ".join(f"`{n}`" if "." in n else n for n in names.split(", ")) if names else ""
        values = ", ".join(f"{v:g}" for v in settings.values())
        write(f"| {what} | {shown} | {measured} | {f'{known} ({values})' if settings else '-'} |")
    write("\nThe back-cast of planned care, known to February 2024, uses all that too, and what was measured from March to August 2024 besides: it is scored twice below.")
    write("\nThe same run with the values of the last column where there are some, all at once:\n\n| figure | wanted | as it stands | with what was known by August 2024 |\n|---|---|---|---|")
    for (name, wanted, e, _), (_, _, other, _) in zip(now, then):
        write(f"| {name} | {wanted:.0f} | {e[0]:.1f} | {other[0]:.1f} |")


WHAT = """## What this page tests, and what it does not

It tests **levels**: under one arrangement, today's, does the model with nothing but what was known carry on as the published months did, for twelve months? It does not
test what a change of regime does ([effects.md](effects.md) sets published effects beside the model's: most that are not simply put in lie outside their bands), nor any year after the
first, nor Barnsley (the small town of the quick tries). Codes: RD1 Royal United Hospitals Bath, RN3 Great Western (Swindon), RNZ Salisbury, G3Z1Q Sulis, NTPH2 and NTPH3
the treatment centres at Emersons Green and Devizes, NVC09 New Hall, NXP Independent Health Group, NT402 Bath Clinic, NT430 Ridgeway; second place: RM1 Norfolk and Norwich, RCX Queen Elizabeth (King's
Lynn), RGP James Paget.

WORST

It says how well today's level is carried on. Direction and size of what an
arrangement does are not validated here; do not use it to forecast one hospital's list."""


def tables(text):
    """(section, heads, cells) of every row of every table of a page."""
    section, heads = "", None
    for line in text.splitlines():
        if line.startswith("## "):
            section = re.split(r"[:(]", line[3:])[0].strip()
        cells = [c.strip() for c in line.strip("|").split("|")] if line.startswith("|") else None
        if cells and heads and not set("".join(cells)) <= set("-"):
            yield section, heads, cells
        heads = (heads or cells) if cells else None


def number(cell):
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return None


def beside_published(text):
    """(what, section, model / published) of every figure of a page that stands beside a published one."""
    for section, heads, cells in tables(text):
        if heads[-1] in ("ratio", "model / published"):
            yield f"{cells[0]} `{cells[1]}`" if "_" in cells[1] else f"{cells[0]} {cells[1]}", section, number(cells[-1])
        elif heads[3:4] == ["median weeks, published"]:
            for k, what in ((3, "median weeks"), (5, "share within 18 weeks")):
                true, got = number(cells[k]), number(cells[k + 1])
                yield f"{cells[0]} {cells[1]}, {what} of those who stopped", section, got / true if true else None
        elif heads[3:4] == ["difference %"]:
            yield cells[0], section, 1 + number(cells[3]) / 100


def worst(text, most=4):
    """What the page's own tables show at its worst, in words."""
    by = collections.defaultdict(list)
    for what, section, ratio in beside_published(text):
        if ratio:
            by[section].append((max(ratio, 1 / ratio), f"{what} {ratio:.2f}"))
    far = [f"*{section}*: " + "; ".join(what for _, what in sorted(rows, reverse=True)[:most]) for section, rows in by.items()]
    said = [f"**Worst**, read from the tables below. Model over published, the {most} furthest of each table. " + ". ".join(far) + "."]
    rows = [(heads, cells) for _, heads, cells in tables(text)]
    over = [f"{c[0]} {c[2]} ({c[1]})" for h, c in rows if h[1:3] == ["wanted", "model"] and number(c[2]) > number(c[1])]
    over += [f"{c[0]} {c[3]} ({c[1]}), {h[3]}" for h, c in rows if h[1:3] == ["wanted", "as it stands"] and number(c[3]) > number(c[1])]
    rival = [f"{c[0]}: {c[h.index('wins')]}" for h, c in rows if "wins" in h and c[h.index("wins")] != "model"]
    told = [(c[0], c[h.index("kind")], c[h.index("verdict")]) for h, c in rows if "verdict" in h]
    outside = [name for name, _, verdict in told if verdict.startswith("outside")]
    tests = [verdict for _, kind, verdict in told if kind == "outcome" and verdict != "no band"]
    inside = sum(verdict.startswith("inside") for verdict in tests)
    outcomes = f"{len(outside)} of {len(told)}; of the {len(tests)} with a band that are outcomes, {inside} inside"
    for words, found in (("Over the error wanted", over), ("Foretold better by a naive rival", rival), (f"Structural relations outside their band, {outcomes}", outside)):
        said.append(f"{words}: {'; '.join(found) or 'none'}.")
    return "\n".join(said)


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
        run(program, "back-cast-urgent-2024", out, "--no-extras", *known_then(), name=KNOWN)
        run(program, "back-cast-planned-2024", out, "--no-extras", "--set", PLANNED_GROWTH, name=PLANNED_KNOWN)
    lines = []
    write = lines.append
    write("# Validation\n\nWritten by `tools/validate.py` from runs of the program; published figures are those of `data/england`. "
          "Apart from what is named below (the table of later information under the urgent back-cast, which holds for planned care too), nothing "
          "published for months after a run's vintage enters its start, its level or its parameters. Errors are by provider and month, with no averaging over sites or months.\n")
    write(WHAT + "\n")
    write("## Back-cast of urgent care: known to August 2024, September 2024 to August 2025 scored\n\nNational constants were fitted on September 2023 to August 2024 from a start at "
          "August 2023; two (minutes on the way to a bed, share of direct admissions that leave the same day) were first chosen with an eye on months of 2025. What else came later stands under the figures.\n")
    scored = "england-2026", "2024-08", span("2024-09", 12), local_of(out / "back-cast-urgent-2024.sqlite", True)
    now = series(out, "back-cast-urgent-2024")
    score_urgent(now, *scored, write)
    write("")
    write_later(urgent_errors(now, *scored)[0], urgent_errors(series(out, KNOWN), *scored)[0], write)
    write("\n## Back-cast of planned care: known to February 2024, March 2024 to February 2025 scored (the board's residents)\n")
    planned = ("", series(out, "back-cast-planned-2024")), (f", `{PLANNED_GROWTH}`", series(out, PLANNED_KNOWN))
    score_planned(planned, "england-2026", "2024-02", span("2024-03", 12), "QOX", write)
    write(PLANNED_WORDS)
    write("\n## Queue discipline: waits of those whose pathway ended in the first month, against January 2026\n\nNo parameter is fitted to these waits; but the form of the queue was "
          "chosen among a few with an eye on them (docs/model/planned-care.md), so they are no longer wholly unseen.\n")
    score_waits(out / "first-year.sqlite", "england-2026", write)
    write("\n## Level of the first twelve months\n")
    score_levels(series(out, "first-year"), "england-2026", span("2026-02", 12), local_of(out / "first-year.sqlite", False), write)
    score_long_waits(series(out, "first-year"), write)
    write("\n## The second place: no parameter chosen for it\n\nEach site's own constants (catchment, door, direct share, length of stay, utilisation; choice of hospital) are solved from its own months up to the "
          "vintage, there as everywhere, so ratios near 1.00 say that the solving works and that a year does not drift, not that a year to come was foretold. Planned care's published figures are those of the start.\n")
    score_levels(series(out, "second-place"), "england-2026", span("2026-02", 12), local_of(out / "second-place.sqlite", True), write)
    write("\n## Structural relations (`experiments/structural-relations.yaml`)\n\nWhat must hold of emergency care whatever the place, by number where the evidence has one. "
          "Kind: `input`, what it is compared with is a parameter or one was set to it; `by construction`, the rules give it; `outcome`, neither, and only an outcome tests the model. "
          "Inside or outside: of the band that the evidence gives, or of its one figure, which is met where the interval holds it. "
          "Intervals: Student's t over four runs, chance alone. "
          "No parameter is chosen for the winters of 2014/15 and 2017/18: 2017/18 is run and reported as it came out in [winters.md](winters.md); of 2014/15 no trust's months are held, and England's profile stands there.\n")
    relations.write_relations(out / "structural-relations", write)
    text = "\n".join(lines) + "\n"
    text = text.replace("\nWORST\n", f"\n{worst(text)}\n", 1)
    (ROOT / "docs" / "validation.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
