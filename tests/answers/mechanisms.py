#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Every answer does what its card says, and nothing else.

    mechanisms.py PROGRAM ROOT [--show] [ANSWER ...]

For each registered answer a row (rows.py) names a small run in which it has something to do, and what its card says
must follow. A plain regime is run beside the same regime that changes to the answer on a stated date, for the same people with
the same luck (twins). Four things are held:

  off     until that date not a byte of the series differs, and none stands in one run only
  on      after it each thing that the row names moves in the direction that it names
  absent  a regime file that names every answer, each for a commissioner that the place has not got, changes no byte
  nought  where an answer has a strength, at nought no byte differs after the date either, but for measures of accounts
          in which the row says that the same money stands elsewhere

A registered answer without a row fails, and so does a row without a registered answer.
"""
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

import rows as table

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SOURCE = "this test"
SCENARIOS = 11  # beside the baseline: what one experiment may hold
MONTHS = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def date(month, last=False):
    """A day of the month that lies so many months after February 2026, the run's first."""
    year, m = 2026 + (month + 1) // 12, (month + 1) % 12 + 1
    leap = last and m == 2 and year % 4 == 0
    return "%d-%02d-%02d" % (year, m, MONTHS[m] + leap if last else 1)


def one(answer):
    """{answer: ..., source: ..., parameters: ...} of 'name' or ('name', {parameter: value})."""
    name, parameters = answer if isinstance(answer, tuple) else (answer, {})
    listed = ", ".join("%s: %s" % pair for pair in parameters.items())
    return '{answer: %s, source: "%s"%s}' % (name, SOURCE, ", parameters: {%s}" % listed if listed else "")


def question_text(question, answer):
    """All lines, or {line: answer, ...} for some of them and 'default' for the others."""
    if not isinstance(answer, dict):
        return "  %s: %s\n" % (question, one(answer))
    lines = ", ".join('"%s": %s' % (line, one(a)) for line, a in answer.items() if line != "default")
    default = "    default: %s\n" % one(answer["default"]) if "default" in answer else ""
    return "  %s:\n%s    lines: {%s}\n" % (question, default, lines)


class Home:
    """A folder of the user's files: the shipped ones, and the regimes of this test."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        for name in ("data", "circumstances", "experiments"):
            os.symlink(ROOT / name, self.folder / name)
        for name in ("places", "regimes"):
            (self.folder / name).mkdir()
        for name, text in table.PLACES.items():
            (self.folder / "places" / (name + ".yaml")).write_text(text, encoding="utf-8")
        os.symlink(ROOT / "places" / "barnsley.yaml", self.folder / "places" / "barnsley.yaml")

    def regime(self, name, answers, like=None):
        text = 'regime: %s\ntitle: "%s"\nsource: "%s"\n' % (name, name, SOURCE)
        text += "like: %s\n" % like if like else ""
        text += "answers:\n" + "".join(question_text(q, a) for q, a in answers.items())
        (self.folder / "regimes" / (name + ".yaml")).write_text(text, encoding="utf-8")

    def experiment(self, group, scenarios):
        text = "experiment: answers\ntitle: answers\nclaim: {id: \"0\", text: it works, source: %s}\n" % SOURCE
        text += "place: %s\nvintage: 2026-01-31\nstart: %s\nend: %s\n" % (
            group.place, date(0), date(group.months - 1, True))
        text += "circumstances: england-2026\nreplicates: 1\nseed: 7\nset: {%s}\nbaseline: plain\nscenarios:\n" % ", ".join(
            "%s: %s" % pair for pair in {"circumstances.transition": 0, **dict(group.set)}.items())
        text += "  - {name: plain, title: plain, regime: %s}\n" % group.name
        for name, regime, month in scenarios:
            begins = "timeline: [{from: %s, regime: %s}, {from: %s, regime: %s}]" % (date(0), group.name, date(month), regime)
            text += "  - {name: %s, title: %s, %s}\n" % (name, name, begins if month else "regime: " + regime)
        text += "one_answer_at_a_time: false\nplacebo: false\nheadline: {measure: rtt_incomplete}\n"
        path = self.folder / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, path):
        store = self.folder / "answers.sqlite"
        done = subprocess.run(
            [PROGRAM, "run", path, "--threads", "1", "--no-extras", "--quiet", "--store", store, "--overwrite"],
            capture_output=True, text=True, env={**os.environ, "TREDEGAR_HOME": str(self.folder)})
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        return sqlite3.connect(store)


class Group:
    """Rows that share a baseline: place, length, settings and the answers that are not asked about."""

    def __init__(self, name, key):
        self.name = name
        self.place, self.months, self.set, self.base = key
        self.rows = []


KEY = "measure, organisation, breakdown, level, month"


class Pair:
    """The plain run and the run with the answer, from the month of the change on."""

    def __init__(self, db, plain, other, month):
        self.db, self.plain, self.other, self.month = db, plain, other, month

    def rows_of(self, run, first, last):
        return self.db.execute("SELECT count(*) FROM series WHERE run = ? AND month >= ? AND month < ?", (run, first, last)).fetchone()[0]

    def apart(self, columns, first, last, but):
        """How many figures (by KEY) one run holds and the other not, by the columns compared; no value is equal to no value."""
        one = "SELECT %s FROM series WHERE run = ? AND month >= ? AND month < ?" % columns
        if but:
            one += " AND measure NOT IN (SELECT measure FROM measure WHERE name IN (%s))" % ", ".join("'%s'" % m for m in but)
        given = (self.plain, first, last, self.other, first, last)
        return self.db.execute(
            "SELECT count(*) FROM (SELECT DISTINCT %s FROM (SELECT * FROM (%s EXCEPT %s) UNION ALL SELECT * FROM (%s EXCEPT %s)))" % (
                KEY, one, one, one, one), given + given[3:] + given[:3]).fetchone()[0]

    def unlike(self, first, last, but=()):
        """What differs between the runs in these months, in words; nothing to compare is a fault too."""
        if not all(self.rows_of(run, first, last) for run in (self.plain, self.other)):
            return ["no series to compare"]
        missing, differ = (self.apart(columns, first, last, but) for columns in (KEY, KEY + ", value"))
        wrong = ["%d figures stand in one run only" % missing] if missing else []
        return wrong + (["%d figures differ" % (differ - missing)] if differ > missing else [])

    def both(self, query, *words):
        return [self.db.execute(query, (run, *words)).fetchone()[0] or 0 for run in (self.plain, self.other)]

    def measure(self, name, org=None):
        """Sum over the months since the change, of the place or of one organisation."""
        return self.both(
            "SELECT sum(value) FROM series JOIN measure m USING (measure) LEFT JOIN organisation o USING (organisation) "
            "WHERE run = ? AND m.name = ? AND o.code IS ? AND breakdown = 0 AND month >= ?", name, org, self.month)

    def last(self, name, org=None):
        """Of the last month."""
        return self.both(
            "SELECT value FROM series JOIN measure m USING (measure) LEFT JOIN organisation o USING (organisation) "
            "WHERE run = ? AND m.name = ? AND o.code IS ? AND breakdown = 0 ORDER BY month DESC LIMIT 1", name, org)

    def money(self, reason, payer="%", payee="%", line="%"):
        """Pence of a reason in the whole run, between kinds of account."""
        return self.both(
            "SELECT sum(pence) FROM ledger WHERE run = ? AND reason = ? AND payer LIKE ? AND payee LIKE ? "
            "AND service_line LIKE ?", reason, payer, payee, line)

    def records(self, what, why="%"):
        return self.both("SELECT count(*) FROM record WHERE run = ? AND what LIKE ? AND why LIKE ?", what, why)

    def awards(self, route, outcome="%"):
        return self.both("SELECT count(*) FROM award WHERE run = ? AND route = ? AND outcome LIKE ?", route, outcome)


WORDS = {"up": lambda a, b: b > a, "down": lambda a, b: b < a, "same": lambda a, b: a == b, "alike": lambda a, b: abs(a - b) <= 100,
         "begins": lambda a, b: a == 0 and b > 0, "ends": lambda a, b: a > 0 and b == 0, "moves": lambda a, b: a != b}


def check(pair, row, show):
    wrong = ["before the answer is in force: " + text for text in (pair.unlike(0, row.month) if row.month else [])]
    for word, kind, *names in row.moves:
        before, after = getattr(pair, kind)(*names)
        text = "%s %s: %s -> %s" % (kind, " ".join(map(str, names)), before, after)
        if show:
            print("    %s %s" % (word, text))
        if not WORDS[word](before, after):
            wrong.append("expected %s, found %s" % (word, text))
    return wrong


def groups_of(rows):
    found = {}
    for row in rows:
        base = {**table.PLAIN, **row.base}
        key = (row.place, row.months, tuple(sorted(row.set.items())), repr(base))
        if key not in found:
            found[key] = Group("plain-%d" % len(found), (row.place, row.months, tuple(sorted(row.set.items())), base))
        found[key].rows.append(row)
    return list(found.values())


def scenarios_of(home, group):
    """(row, what it shows, scenario, regime, month) of everything that the rows of a group want run."""
    wanted = []
    for k, row in enumerate(group.rows):
        name = "%s-%d" % (row.answer.replace("_", "-"), k)
        home.regime("%s-%s" % (group.name, name), {row.question: row.given()}, group.name)
        wanted.append((row, "on", name, "%s-%s" % (group.name, name), row.month))
        if row.nought:
            home.regime("%s-%s-nought" % (group.name, name), {row.question: row.given(row.nought)}, group.name)
            wanted.append((row, "nought", name + "-nought", "%s-%s-nought" % (group.name, name), row.month))
    return wanted


def run_part(home, group, part, show):
    failed = {}
    db = home.run(home.experiment(group, [(name, regime, month) for _, _, name, regime, month in part]))
    runs = dict(db.execute("SELECT name, run FROM run JOIN scenario USING (scenario)"))
    for row, shows, name, _, month in part:
        pair = Pair(db, runs["plain"], runs[name], month)
        if show:
            print("  %s %s" % (row.answer, shows))
        if shows == "on":
            wrong = check(pair, row, show)
        else:
            wrong = ["at nought (%s): %s" % (row.nought, text) for text in pair.unlike(0, group.months, row.elsewhere)]
        if wrong:
            failed.setdefault(row.answer, []).extend(wrong)
    db.close()
    return failed


def absent(home, registered):
    """Every answer in one file, each for a commissioner that there is not: what is not in force changes no byte."""
    group = Group("plain-absent", ("barnsley", 3, (), table.PLAIN))
    home.regime(group.name, table.PLAIN)
    names = []
    for question in table.PLAIN:
        listed = [a for a, q in registered.items() if q == question]
        text = ", ".join("Z%02d: %s" % (k, one(a)) for k, a in enumerate(listed))
        name = "absent-" + question
        (home.folder / "regimes" / (name + ".yaml")).write_text(
            'regime: %s\ntitle: "%s"\nsource: "%s"\nlike: %s\nanswers:\n  %s:\n    default: %s\n    commissioners: {%s}\n' % (
                name, name, SOURCE, group.name, question, one(table.PLAIN[question]), text), encoding="utf-8")
        names.append((name, name, 0))
    failed = {}
    db = home.run(home.experiment(group, names))
    runs = dict(db.execute("SELECT name, run FROM run JOIN scenario USING (scenario)"))
    for name, _, _ in names:
        wrong = Pair(db, runs["plain"], runs[name], 0).unlike(0, group.months)
        if wrong:
            failed[name] = ["though no answer of the file is in force: " + text for text in wrong]
    db.close()
    return failed


def registered_answers():
    lines = subprocess.run([PROGRAM, "list", "answers"], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[0]: line.split()[1] for line in lines[1:] if line[:2] == "  " and line[2] != " "}


def main():
    show = "--show" in sys.argv
    only = [w for w in sys.argv[3:] if not w.startswith("-")]
    registered = registered_answers()
    failed = {}
    for answer in sorted(registered.keys() - {r.answer for r in table.ROWS}):
        failed[answer] = ["a registered answer without a row in rows.py"]
    for row in table.ROWS:
        row.question = registered.get(row.answer)
        if not row.question:
            failed[row.answer] = ["a row for an answer that is not registered"]
        elif not row.moves:
            failed[row.answer] = ["a row that expects nothing"]
    rows = [r for r in table.ROWS if r.question and (not only or r.answer in only)]
    with tempfile.TemporaryDirectory() as folder:
        home = Home(folder)
        if not only:
            failed.update(absent(home, registered))
        for group in groups_of(rows):
            home.regime(group.name, group.base)
            wanted = scenarios_of(home, group)
            for k in range(0, len(wanted), SCENARIOS):
                try:
                    found = run_part(home, group, wanted[k:k + SCENARIOS], show)
                except RuntimeError as e:
                    found = {row.answer: [str(e)] for row, *_ in wanted[k:k + SCENARIOS]}
                for answer, wrong in found.items():
                    failed.setdefault(answer, []).extend(wrong)
    for answer, wrong in sorted(failed.items()):
        for line in wrong:
            print("%s: %s" % (answer, line))
    print("%d answers, %d passed, %d failed" % (len(registered), len(registered) - len(failed), len(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
