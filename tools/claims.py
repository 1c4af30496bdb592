#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Runs the gallery of claims, experiments/NN-name.yaml, and writes docs/claims.md with the answers, and beside it
data/claims/answers.csv, the same figures for the page.

    tools/claims.py PROGRAM [--small | --town | --own | --verdicts] [--out FILE] [--work DIR] [NN ...]

Full size: each experiment as its file says (half a day on two cores). --own: its own place, months and replicates, but no other
settings, no answer changed alone, no placebo (some two hours). --town: one town, the first year, three replicates,
no extras (ten minutes); the page says so. --small: one town, six months, one replicate, no extras: it shows that
every experiment runs and answers, and writes nothing unless --out is given. --verdicts: runs nothing, and writes which claims hold anew from
data/claims/answers.csv, as after a change of data/claims/gallery.csv. What has been run at full size or for the town stays in
DIR as JSON and is not run again by the same program on the same inputs, so an interrupted gallery goes on. Ends with "N passed, N failed".
"""
import argparse
import csv
import json
import os
import re
import subprocess
import sys
import time

import one_build

SIZES = {
    "full": [],
    "own": ["--no-extras"],
    "town": ["--place", "warrington", "--months", "12", "--replicates", "3", "--no-extras"],
    "small": ["--place", "barnsley", "--months", "6", "--replicates", "1", "--no-extras"],
}
CAUTIONS = {
    "full": "",
    "town": "**Run in one town (Warrington: one hospital trust, one private hospital), its first year, three replicates, no other settings and no answer changed alone (`make claims-town`): a first "
            "answer, not the gallery at full size (`make claims`). What needs a large place, many hospitals or many years shows less here, or not at all: "
            "a claim about PFI, a merger or years after the first is not answered by this page.**",
    "own": "**Each claim in its own place, over its own months and replicates, but with no other settings and no answer changed alone (`make claims-own`): "
           "what is said of chance is as in the full gallery (`make claims`), what hangs on assumed parameters is not tried.**",
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


def says(root):
    """What each claim says of a measure, by experiment: data/claims/gallery.csv."""
    with open(os.path.join(root, "data", "claims", "gallery.csv"), encoding="utf-8") as f:
        return {r["experiment"]: r for r in csv.DictReader(line for line in f if not line.startswith("#"))}


def turned(row):
    """A comparison the other way round: no signed nought."""
    minus = lambda v: None if v is None else -v if v else 0.0
    return {**row, "scenario": row["against"], "against": row["scenario"], "against_mean": row["against_mean"] + row["mean"],
            "mean": minus(row["mean"]), "low80": minus(row["high80"]), "high80": minus(row["low80"]),
            "low95": minus(row["high95"]), "high95": minus(row["low95"])}


def compared(a, claim):
    """Rows of the answer: the headline of every two scenarios; and the claim's own measure where it is another, of each scenario against
    the baseline, where of doubts chance alone is weighed."""
    level = {m["name"]: {k: v["mean"] for k, v in m["regimes"].items()} for m in a["measures"] if m["group"] == "place"}
    ends = ("mean", "low80", "high80", "low95", "high95")
    of = {"start": a["period"]["start"], "end": a["period"]["end"]}
    rows = [{**of, "measure": a["headline"], "scenario": p["scenario"], "against": p["against"], "against_mean": level[a["headline"]][p["against"]],
             "doubt": p["doubt"], **{k: p["difference"][k] for k in ends}} for p in a["pairs"]]
    for m in a["measures"]:
        if m["group"] != "place" or m["name"] != claim["measure"] or m["name"] == a["headline"]:
            continue
        base = [s for s in m["regimes"] if s not in m["differences"]][0]
        rows += [{**of, "measure": m["name"], "scenario": k, "against": base, "against_mean": level[m["name"]][base],
                  "doubt": d["doubt"], **{e: d[e] for e in ends}} for k, d in sorted(m["differences"].items())]
    return rows


def months(row):
    """Of the run that a row is of: its ends are a month's first and a month's last day."""
    (y, m), (last_y, last_m) = ((int(row[k][:4]), int(row[k][5:7])) for k in ("start", "end"))
    return 12 * (last_y - y) + last_m - m + 1


# As src/study/claim.c words it: of "not up" and "not down" this is what the claim says.
NO_DIFFERENCE = ("next to no difference", "nothing differs between the two")


def verdict(claim, rows):
    """Holds, does not hold, cannot tell or not one direction; why; and the comparison it rests on. The page's rule (src/serve/claims_pages.c);
    a test holds the two together."""
    if claim["direction"] == "none":
        return "not one direction", claim["reading"], None
    for r in rows:
        if r["measure"] == claim["measure"] and {r["scenario"], r["against"]} == {claim["scenario"], claim["against"]}:
            found = r if r["scenario"] == claim["scenario"] else turned(r)
            if claim["needs_months"] and months(found) < int(claim["needs_months"]):
                return "cannot tell", f"what it is about takes {claim['needs_months']} months, and the run has {months(found)}", found
            if claim["direction"].startswith("not ") and found["doubt"] in NO_DIFFERENCE:
                return "holds", "", found
            if found["doubt"]:
                return "cannot tell", found["doubt"], found
            return "holds" if (found["mean"] > 0) == (claim["direction"] in ("up", "not down")) else "does not hold", "", found
    return "cannot tell", "these two were not compared", None


def amount(v, unit, sign="+"):
    if unit == "SHARE":
        text = f"{100 * v:{sign},.2f}"
    elif unit == "POUNDS":
        text = f"{v:{sign},.0f}" if abs(v) < 1e5 else f"{v / 1e6:{sign},.1f}m"
        text = text[0] + "£" + text[1:] if text[0] in "+-" else "£" + text
    else:
        text = f"{v:{sign},.{0 if abs(v) >= 100 else 1 if abs(v) >= 1 else 2}f}"
    return text if re.search("[1-9]", text) else "0"


def found_words(found, unit):
    if not found:
        return ""
    words = amount(found["mean"], unit)
    if found["low95"] is not None:
        words += f" [{amount(found['low95'], unit)}, {amount(found['high95'], unit)}]"
    words += {"SHARE": " points", "POUNDS": "", "QALY": " QALYs", "RATIO": ""}.get(unit, " " + unit.lower().replace("_", " "))
    return words + f"; against {amount(found['against_mean'], unit, '')}" + ("%" if unit == "SHARE" else "")


def is_probable(told, found):
    """The 80% interval leaves out nought, the 95% does not."""
    return told in ("holds", "does not hold") and found["low95"] <= 0 <= found["high95"]


def verdict_words(claim, told, why, found):
    """As the page says them."""
    if told in ("holds", "does not hold"):
        put_in = "; which way is put in: no evidence" if claim["put_in"] == "yes" else ""
        return told + (", probably" if not found["doubt"] and is_probable(told, found) else "") + put_in
    told = "no verdict" if told == "not one direction" else told
    return told if not why else f"{told}: {why}"


def verdicts(answers, said, units):
    """The section of the page that tells which claims hold. answers: of each experiment, the compared rows."""
    lines, count, probable, put_in = [], {}, {}, 0
    for name, rows in answers:
        told, why, found = verdict(said[name], rows)
        count[told] = count.get(told, 0) + 1
        probable[told] = probable.get(told, 0) + is_probable(told, found)
        put_in += told in ("holds", "does not hold") and said[name]["put_in"] == "yes"
        tried = "" if told == "not one direction" else sentence_case(said[name]["reading"])
        lines.append(f"| {int(name[:2])} | {tried} | {verdict_words(said[name], told, why, found)} | {found_words(found, units.get(said[name]['measure'], ''))} |")
    words = {"holds": "hold", "does not hold": "do not hold", "cannot tell": "the model cannot tell", "not one direction": "get no verdict, and say why"}
    only = lambda k: f" ({probable[k]} of them probably)" if probable[k] else ""
    tally = ", ".join(f"{'of ' if k == 'cannot tell' else ''}{count[k]} {w}{only(k)}" for k, w in words.items() if k in count)
    return ["## Which hold", "",
            "Each claim is read as one statement about two arrangements (`data/claims/gallery.csv`). It *holds* or *does not hold* as the paired difference goes, *probably*",
            "where its 95% interval holds nought and its 80% interval does not: of differences that chance alone makes, 15 in a hundred are told as probable by this rule, and 5",
            "as sure. *Cannot tell*: the 80% interval holds nought (the probability of the sign is under 0.9), the difference is under a thousandth of the level (lives apart;"
            " where the claim is that there is no more, it holds then), another setting",
            "turns it, assumed parameters carry half or more of what is not known, or the run ends before what the claim is about has come (`needs_months`). *Put in*: a parameter sets which way it goes, so",
            "that it holds, or does not, is no evidence; how far may be. Where no other settings were tried, or the measure is not the experiment's headline, chance alone is weighed.", "",
            f"{sentence_case(tally)}. Of those that hold or do not, {put_in} are put in.", "",
            "| claim | what is tried | | difference [95%] |", "|---|---|---|---|"] + lines + [""]


def kept_rows(root):
    """The compared rows of data/claims/answers.csv, by experiment."""
    kept = {}
    with open(os.path.join(root, "data", "claims", "answers.csv"), encoding="utf-8") as f:
        for r in csv.DictReader(line for line in f if not line.startswith("#")):
            figures = {k: float(r[k]) if r[k] else None for k in ("against_mean", "mean", "low80", "high80", "low95", "high95")}
            kept.setdefault(r["experiment"], []).append({**r, **figures})
    return kept


def measure_units(root):
    with open(os.path.join(root, "src", "measurement", "measures.def"), encoding="utf-8") as f:
        return dict(re.findall(r"^MEASURE\((\w+), (\w+)", f.read(), re.M))


def retell(root):
    """Writes the verdicts of docs/claims.md anew from the answers that are kept; nothing is run."""
    path = os.path.join(root, "docs", "claims.md")
    with open(path, encoding="utf-8") as f:
        before, rest = f.read().split("## Which hold\n", 1)
    section = "\n".join(verdicts(list(kept_rows(root).items()), says(root), measure_units(root)))
    with open(path + ".part", "w", encoding="utf-8") as f:
        f.write(before + section + rest[rest.index("\n## "):])
    os.replace(path + ".part", path)


def sentence_case(s):
    return s[:1].upper() + s[1:]


def page(answers, size, said):
    out = ["# The claims, and what the model says", "",
           "Written by `tools/claims.py` (`make claims`) from runs of the program: simulated, not observed. Each row of the gallery is an experiment that anyone can run",
           "(`tredegar run NN-name`); a claim is neither endorsed nor mocked. \"Cannot tell\" is an answer. Intervals are 95%, over replicates; what the text says",
           "of other settings is ignorance, not chance. How far to trust any of it: the README and [validation.md](validation.md).", ""]
    if CAUTIONS[size]:
        out += [CAUTIONS[size], ""]
    out += verdicts([(name, compared(a, said[name])) for name, a in answers], said, {m["name"]: m["unit"] for _, a in answers for m in a["measures"]})
    for name, a in answers:
        out += ["## %s: %s" % (a["claim"]["id"], a["title"]), "",
                "*%s* (%s). Experiment `%s`; %s, %s to %s, %d replicates." % (
                    a["claim"]["text"], a["claim"]["source"], name, a["place"], a["period"]["start"], a["period"]["end"], a["replicates"]), "",
                a["answer"] + shapley(a), headlines(a)]
    return "\n".join(out).rstrip() + "\n"


COLUMNS = ["experiment", "size", "place", "start", "end", "replicates", "version", "baseline", "measure", "scenario", "against", "against_mean",
           "mean", "low80", "high80", "low95", "high95", "doubt", "best", "second", "order_told", "sentence"]


def table(answers, size, said, out):
    """One row a claim and two scenarios: the paired difference and what is in the way of telling its sign; the sentence and the two
    scenarios that it compares stand in the first row of a claim."""
    out.write("# What the model answers to the claims of the gallery (tools/claims.py): simulated, not observed\n"
              "# source: runs of this program, as docs/claims.md tells\n# period: as each row says\n# licence: MIT, as the program\n")
    rows = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
    rows.writeheader()
    for name, a in answers:
        head = {"experiment": name, "size": size, "place": a["place"], "start": a["period"]["start"], "end": a["period"]["end"],
                "replicates": a["replicates"], "version": a["version"], "baseline": baseline_of(a)}
        contest = a["contest"] or {"best": "", "second": ""}
        first = {**contest, "order_told": int(a["order_told"]), "sentence": a["answer"]}
        for r in compared(a, said[name]):
            rows.writerow({**head, **{k: ("" if v is None else "%.8g" % v) if isinstance(v, (float, type(None))) else v for k, v in r.items()}, **first})
            first = {}


def baseline_of(a):
    m = next(m for m in a["measures"] if m["name"] == a["headline"] and m["group"] == "place")
    return next(s for s in m["regimes"] if s not in m["differences"])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("program")
    p.add_argument("ids", nargs="*")
    sizes = p.add_mutually_exclusive_group()
    for size in ("small", "town", "own"):
        sizes.add_argument("--" + size, dest="size", action="store_const", const=size, default="full")
    sizes.add_argument("--verdicts", action="store_true", help="run nothing: write the verdicts of docs/claims.md anew from data/claims/answers.csv")
    p.add_argument("--out")
    p.add_argument("--work", default=None)
    o = p.parse_intermixed_args()
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    if o.verdicts:
        return retell(root)
    work = o.work or os.path.join(root, "build", "claims" + ("" if o.size == "full" else "-" + o.size))
    gone = one_build.begin(work, o.program, root)
    if gone:
        print("%d runs of another build dropped" % gone, flush=True)
    answers, failed, said = [], 0, says(root)
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
            f.write(page(answers, o.size, said))
        os.replace(target + ".part", target)
    if target and answers and not o.out:
        kept = os.path.join(root, "data", "claims", "answers.csv")
        with open(kept + ".part", "w", encoding="utf-8") as f:
            table(answers, o.size, said, f)
        os.replace(kept + ".part", kept)
    print("%d passed, %d failed" % (len(answers), failed))
    return 1 if failed or not answers else 0


if __name__ == "__main__":
    sys.exit(main())
