#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Runs the gallery of claims, experiments/NN-name.yaml, and writes docs/claims.md with the answers, and beside it
data/claims/answers.csv, the same figures for the page.

    tools/claims.py PROGRAM [--small | --town] [--out FILE] [--work DIR] [NN ...]

Full size: each experiment as its file says (half a day on two cores). --town: one town, the first year, three replicates,
no extras (ten minutes); the page says so. --small: one town, six months, one replicate, no extras: it shows that
every experiment runs and answers, and writes nothing unless --out is given. What has been run at full size or for the town stays in
DIR as JSON and is not run again, so an interrupted gallery goes on; delete DIR to begin anew. Ends with "N passed, N failed".
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import time

SIZES = {
    "full": [],
    "town": ["--place", "barnsley", "--months", "12", "--replicates", "3", "--no-extras"],
    "small": ["--place", "barnsley", "--months", "6", "--replicates", "1", "--no-extras"],
}
CAUTIONS = {
    "full": "",
    "town": "**Run in one town (Barnsley), its first year, three replicates, no other settings and no answer changed alone (`make claims-town`): a first "
            "answer, not the gallery at full size (`make claims`). What needs a large place, many hospitals or many years shows less here, or not at all: "
            "a claim about PFI, a merger or years after the first is not answered by this page.**",
    "small": "**These are quick tries (one town, six months, one replicate), not answers.**",
}


def gallery(root, wanted):
    names = sorted(n[:-5] for n in os.listdir(os.path.join(root, "experiments")) if re.match(r"\d\d-.*\.yaml$", n))
    return [n for n in names if not wanted or n[:2] in wanted]


def run(program, name, size, work):
    path = os.path.join(work, name + ".json")
    if os.path.exists(path) and size != "small":
        with open(path, encoding="utf-8") as f:
            return json.load(f), 0.0
    begun = time.time()
    command = [program, "run", name, "--format", "json", "--quiet"] + SIZES[size]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError((done.stderr.strip() or f"exit {done.returncode}").splitlines()[-1])
    answer = json.loads(done.stdout)
    if not answer["answer"] or not answer["measures"]:
        raise RuntimeError("ran, but gave no answer")
    with open(path + ".part", "w", encoding="utf-8") as f:
        f.write(done.stdout)
    os.replace(path + ".part", path)
    return answer, time.time() - begun


def million(e):
    return interval(e, 1e-6, "£%+.1fm")


def interval(e, scale, form):
    mean = form % (scale * e["mean"]) if e["mean"] is not None else "none"
    if e["low95"] is None:
        return mean
    return mean + " [%+.1f, %+.1f]" % (scale * e["low95"], scale * e["high95"])


def headlines(answer):
    rows = []
    for name, h in sorted(answer["headlines"].items()):
        rows.append("| `%s` | %s | %s | %s | %s | %s | %s | %s |" % (
            name, million(h["market_pounds"]), million(h["profit_above_normal_pounds"]), million(h["same_care_pounds"]), million(h["change_pounds"]),
            interval(h["break_even_share"], 100, "%+.2f%%"), interval(h["qaly"], 1, "%+.0f"), interval(h["net_qaly_displaced"], 1, "%+.0f")))
    if not rows:
        return ""
    return ("\n| against the baseline | A running it | B profit above normal | C the same care | D changing over | breaks even at | QALYs | QALYs net of money |\n"
            "|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n")


def shapley(answer):
    unit = next((m["unit"].lower() for m in answer["measures"] if m["name"] == answer["headline"]), "")
    scale, word = {"share": (100, " points"), "pounds": (1e-6, " million pounds")}.get(unit, (1, ""))
    lines = []
    for name, values in sorted(answer["shapley"].items()):
        parts = ", ".join("%s %+.2f" % (q, scale * v) for q, v in sorted(values.items(), key=lambda t: -abs(t[1])) if q != "residual")
        lines.append("`%s`: %s; acting three or more together %+.2f%s." % (name, parts, scale * values["residual"], word))
    return "\n\nWhich answer did it (Shapley): " + " ".join(lines) if lines else ""


def page(answers, size):
    out = ["# The claims, and what the model says", "",
           "Written by `tools/claims.py` (`make claims`) from runs of the program: simulated, not observed. Each row of the gallery is an experiment that anyone can run",
           "(`tredegar run NN-name`); a claim is neither endorsed nor mocked. \"Cannot tell\" is an answer. Intervals are 95%, over replicates; what the text says",
           "of other settings is ignorance, not chance. How far to trust any of it: the README and [validation.md](validation.md).", ""]
    if CAUTIONS[size]:
        out += [CAUTIONS[size], ""]
    for name, a in answers:
        out += ["## %s: %s" % (a["claim"]["id"], a["title"]), "",
                "*%s* (%s). Experiment `%s`; %s, %s to %s, %d replicates." % (
                    a["claim"]["text"], a["claim"]["source"], name, a["place"], a["period"]["start"], a["period"]["end"], a["replicates"]), "",
                a["answer"] + shapley(a), headlines(a)]
    return "\n".join(out).rstrip() + "\n"


COLUMNS = ["experiment", "size", "place", "start", "end", "replicates", "version", "baseline", "baseline_mean", "scenario",
           "mean", "low80", "high80", "low95", "high95", "order_told", "sentence"]


def table(answers, size, out):
    """One row a claim and scenario: the headline's paired difference; the sentence stands in the first row of a claim."""
    out.write("# What the model answers to the claims of the gallery (tools/claims.py): simulated, not observed\n"
              "# source: runs of this program, as docs/claims.md tells\n# period: as each row says\n# licence: MIT, as the program\n")
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    rows.writeheader()
    for name, a in answers:
        found = [m for m in a["measures"] if m["name"] == a["headline"] and m["group"] == "place"]
        if not found:
            continue
        head = {"experiment": name, "size": size, "place": a["place"], "start": a["period"]["start"], "end": a["period"]["end"],
                "replicates": a["replicates"], "version": a["version"]}
        base = [s for s in found[0]["regimes"] if s not in found[0]["differences"]][0]
        for i, (scenario, d) in enumerate(sorted(found[0]["differences"].items())):
            figures = {k: "" if d[k] is None else "%.8g" % d[k] for k in ("mean", "low80", "high80", "low95", "high95")}
            rows.writerow({**head, "baseline": base, "baseline_mean": "%.8g" % found[0]["regimes"][base]["mean"], "scenario": scenario,
                           "order_told": int(a["order_told"]), "sentence": "" if i else a["answer"], **figures})


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("ids", nargs="*")
    sizes = p.add_mutually_exclusive_group()
    for size in ("small", "town"):
        sizes.add_argument("--" + size, dest="size", action="store_const", const=size, default="full")
    p.add_argument("--out")
    p.add_argument("--work", default=None)
    o = p.parse_args()
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    work = o.work or os.path.join(root, "build", {"full": "claims", "town": "claims-town", "small": "claims-small"}[o.size])
    os.makedirs(work, exist_ok=True)
    answers, failed = [], 0
    for name in gallery(root, o.ids):
        try:
            answer, seconds = run(o.program, name, o.size, work)
            answers.append((name, answer))
            print("%-36s %5.0f s  %s" % (name, seconds, answer["answer"].split(". ")[0][:100]), flush=True)
        except (RuntimeError, ValueError, KeyError) as e:
            failed += 1
            print("%-36s FAILED: %s" % (name, e), flush=True)
    target = o.out or (None if o.size == "small" or o.ids else os.path.join(root, "docs", "claims.md"))
    if target and answers:
        with open(target + ".part", "w", encoding="utf-8") as f:
            f.write(page(answers, o.size))
        os.replace(target + ".part", target)
    if target and answers and not o.out:
        kept = os.path.join(root, "data", "claims", "answers.csv")
        with open(kept + ".part", "w", encoding="utf-8") as f:
            table(answers, o.size, f)
        os.replace(kept + ".part", kept)
    print("%d passed, %d failed" % (len(answers), failed))
    return 1 if failed or not answers else 0


if __name__ == "__main__":
    sys.exit(main())
