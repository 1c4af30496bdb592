#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every claim of the gallery says something that can be tried, or says why not: data/claims/gallery.csv has one row for each experiment of a claim,
whose measure and scenarios exist; and docs/claims.md tells the verdicts that data/claims/answers.csv gives."""
import csv
import pathlib
import re
import sys

DIRECTIONS = ("up", "down", "not up", "not down", "none")


def rows(path):
    with open(path, encoding="utf-8") as f:
        return list(csv.DictReader(line for line in f if not line.startswith("#")))


def experiment(text):
    """Headline, baseline and scenarios of an experiment's file."""
    scenarios = text[text.index("\nscenarios:"):]
    return (re.search(r"^headline: \{measure: (\w+)", text, re.M).group(1), re.search(r"^baseline: (\S+)", text, re.M).group(1),
            re.findall(r"^  - name: (\S+)", scenarios, re.M))


def length(text):
    """Months of an experiment."""
    (y, m), (last_y, last_m) = (map(int, re.search(rf"^{k}: (\d+)-(\d+)", text, re.M).groups()) for k in ("start", "end"))
    return 12 * (last_y - y) + last_m - m + 1


def row_faults(row, text, measures):
    measure, scenario, against = row["measure"], row["scenario"], row["against"]
    if row["direction"] not in DIRECTIONS:
        return [f"direction '{row['direction']}' is none of {', '.join(DIRECTIONS)}"]
    if not row["reading"]:
        return ["no reading: what is tried, or why it cannot be put as one direction"]
    if row["direction"] == "none":
        return ["a measure or a scenario, and no direction"] if measure or scenario or against else []
    headline, baseline, scenarios = experiment(text)
    if row["put_in"] not in ("", "yes"):
        return [f"put_in '{row['put_in']}' is neither yes nor empty"]
    if row["needs_months"] and not int(row["needs_months"]) <= length(text):
        return [f"needs {row['needs_months']} months, and the experiment has {length(text)}"]
    faults = [f"no measure '{measure}' in measures.def"] if measure not in measures else []
    faults += [f"no scenario '{s}' in the experiment" for s in (scenario, against) if s not in scenarios]
    if scenario == against:
        faults.append("set against itself")
    if measure != headline and baseline not in (scenario, against):
        faults.append(f"by another measure than the headline ({headline}) a scenario is set against the baseline ({baseline}) alone")
    return faults


def page_faults(root):
    sys.path.insert(0, str(root / "tools"))
    import claims
    said = claims.says(root)
    page = (root / "docs/claims.md").read_text(encoding="utf-8")
    faults = []
    for name, answer in claims.kept_rows(root).items():
        words = claims.verdict_words(said[name], *claims.verdict(said[name], answer))
        line = re.search(rf"^\| {int(name[:2])} \|(.*)\|(.*)\|.*\|$", page, re.M)
        if not line or line.group(2).strip() != words:
            faults.append(f"docs/claims.md: claim {int(name[:2])} is not told as '{words}' (tools/claims.py --verdicts)")
    return faults


def rule_faults(root):
    """Of "no more" nothing that differs is what is claimed; of "more" it tells nothing. The doubt's words are those of the program."""
    import claims
    words = (root / "src/study/claim.c").read_text(encoding="utf-8")
    faults = [f"tools/claims.py: src/study/claim.c has no doubt '{w}'" for w in claims.NO_DIFFERENCE if f'"{w}"' not in words]
    row = {"measure": "m", "scenario": "a", "against": "b", "mean": 0.1, "doubt": claims.NO_DIFFERENCE[0], "low95": -1.0, "high95": 1.0}
    for direction, doubt, wanted in (("not up", claims.NO_DIFFERENCE[0], "holds"), ("up", claims.NO_DIFFERENCE[0], "cannot tell"),
                                     ("not up", "chance alone may do as much", "cannot tell"), ("not up", "", "does not hold")):
        claim = {"direction": direction, "measure": "m", "scenario": "a", "against": "b", "needs_months": "", "put_in": "", "reading": ""}
        told = claims.verdict_words(claim, *claims.verdict(claim, [dict(row, doubt=doubt)]))
        if told.split(":")[0].split(",")[0] != wanted or (doubt and "probably" in told):
            faults.append(f"tools/claims.py: '{direction}' with the doubt '{doubt}' is told as '{told}', expected '{wanted}'")
    return faults


def main(root):
    measures = set(re.findall(r"^MEASURE\((\w+)", (root / "src/measurement/measures.def").read_text(encoding="utf-8"), re.M))
    gallery = {r["experiment"]: r for r in rows(root / "data/claims/gallery.csv")}
    files = {p.stem: p.read_text(encoding="utf-8") for p in sorted((root / "experiments").glob("[0-9][0-9]-*.yaml"))}
    bad = [f"gallery.csv: no row for {n}" for n in files if n not in gallery] + [f"gallery.csv: no experiment {n}" for n in gallery if n not in files]
    for name, text in files.items():
        bad += [f"gallery.csv: {name}: {fault}" for fault in (row_faults(gallery[name], text, measures) if name in gallery else [])]
    if not bad:
        bad = page_faults(root) + rule_faults(root)
    print("\n".join(bad) or f"{len(files)} claims have their rows")
    return 1 if bad else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
