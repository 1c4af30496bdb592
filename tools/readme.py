#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Renews what README.md shows of the demo, so that no figure in it is typed: the page's head, the headlines of the first
other regime, what it decided otherwise, and the sentence; and a table of the difference under other settings.

    tools/readme.py PROGRAM DEMO.sqlite [SETTINGS.sqlite ...]

DEMO is `make demo`'s store, with some settings of its own, SETTINGS that of eighteen-weeks-2029-sensitivity (--variants for some of its settings). Both
must be of one build: replicate 1 is in both, and where it differs nothing is written."""
import pathlib
import re
import sqlite3
import subprocess
import sys

PLACE = 65535


def between(lines, first, last):
    """Lines from the first that matches to the line before the next that matches `last`."""
    start = next(i for i, line in enumerate(lines) if re.match(first, line))
    end = next((i for i in range(start + 1, len(lines)) if re.match(last, lines[i])), len(lines))
    return lines[start:end]


def page_of(program, store):
    lines = subprocess.run([program, "report", store], check=True, capture_output=True, text=True).stdout.splitlines()
    while lines and not lines[-1]:
        lines.pop()
    top = lines[:next(i for i, line in enumerate(lines) if re.match(r"\d+ more measures", line)) + 1]
    money = between(lines, r"Headlines against", r"       gain in efficiency that C")
    did = between(lines, r"What institutions decided", r"$")
    others = [i for i, line in enumerate(did) if re.match(r"  \S", line)]
    did = did[:others[1]] if len(others) > 1 else did
    last = max(i for i, line in enumerate(lines) if not line)
    return "\n".join(top + ["..."] + money + ["..."] + did + ["..."] + lines[last + 1:])


def read(store):
    """{(kind, scenario): headline's last month} in replicate 1, the baseline's number, titles by scenario."""
    db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    headline, baseline = db.execute("SELECT headline, baseline FROM study").fetchone()
    measure, = db.execute("SELECT measure FROM measure WHERE name = ?", (headline,)).fetchone()
    last = ("SELECT value FROM series WHERE run = ? AND measure = ? AND organisation = ? AND breakdown = 0 "
            "ORDER BY month DESC LIMIT 1")
    runs = db.execute("SELECT run, kind, scenario FROM run WHERE replicate = 1").fetchall()
    value = {(kind, scenario): db.execute(last, (run, measure, PLACE)).fetchone()[0] for run, kind, scenario in runs}
    title = {k: t for k, t in db.execute("SELECT scenario, title FROM scenario")}
    db.close()
    return value, baseline, title


def points(x):
    return f"{100 * x:+.1f}".replace("-", "−")


def titles_of(experiment):
    """What each variant is called in an experiment's file, and what it sets."""
    text = pathlib.Path(experiment).read_text(encoding="utf-8")
    found = re.findall(r"- name: (\S+)\n\s+title: (.+)(?:\n\s+set: \{(.+)\})?", text)
    return {name: title + (f" (`{sets.replace(': ', '=').replace(', ', '`, `')}`)" if sets else "") for name, title, sets in found}


def table_of(stores, experiments):
    title = {}
    for e in experiments:
        title.update(titles_of(e))
    rows, base_of = [], {}
    for store in stores:
        value, baseline, names = read(store)
        others = [k for k in sorted(names) if k != baseline]
        mains = {k: value["main", k] for k in names}
        if base_of and base_of != mains:
            sys.exit(f"tools/readme.py: {store} is of another build than {stores[0]}: run both again")
        base_of = mains
        kinds = [k for k, s in value if s == baseline and k.startswith("variant:")]
        for kind in kinds:
            if all((kind, k) in value for k in names):
                name = kind.split(":", 1)[1]
                rows.append((title.get(name, name), value[kind, baseline],
                             [value[kind, k] - value[kind, baseline] for k in others]))
    head = ["setting, replicate 1", names[baseline]] + [names[k] for k in others]
    out = ["| " + " | ".join(head) + " |", "|---|" + "---|" * (len(head) - 1)]
    first = ("as it stands", base_of[baseline], [base_of[k] - base_of[baseline] for k in others])
    for name, level, differences in [first] + rows:
        out.append("| " + " | ".join([name, f"{100 * level:.1f}%"] + [points(d) for d in differences]) + " |")
    return "\n".join(out)


def put(text, mark, inside):
    begin, end = f"<!-- {mark}: written by tools/readme.py -->\n", f"\n<!-- {mark}: end -->"
    a, b = text.index(begin) + len(begin), text.index(end)
    return text[:a] + inside + text[b:]


def main(program, *stores):
    home = pathlib.Path(__file__).resolve().parent.parent / "experiments"
    table = table_of(stores, [home / "eighteen-weeks-2029.yaml", home / "eighteen-weeks-2029-sensitivity.yaml"])
    path = home.parent / "README.md"
    text = put(path.read_text(encoding="utf-8"), "answer", "```\n" + page_of(program, stores[0]) + "\n```")
    path.write_text(put(text, "settings", table), encoding="utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
