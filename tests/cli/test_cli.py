#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The command line as a user meets it: bad input gets one clear line and the right exit code and leaves nothing
half-written; threads change no byte; an interrupt leaves a readable store.  Usage: test_cli.py PROGRAM ROOT"""
import csv
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()

SMALL = """experiment: small
title: A small experiment
claim: {id: "37", text: it runs, source: this test}
place: bath-swindon-wiltshire
vintage: 2026-01-31
start: 2026-02-01
end: 2026-04-30
circumstances: england-2026
replicates: 2
seed: 7
baseline: now
scenarios:
  - {name: now, title: as it is, regime: england-2026}
  - {name: open, title: open choice, regime: any-qualified-provider-2009}
one_answer_at_a_time: false
placebo: false
headline: {measure: rtt_within_18_weeks_share, goal: 0.92, better: up}
"""


def run(*words, home=ROOT, timeout=600):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=timeout, env={**os.environ, "TREDEGAR_HOME": str(home)})


class Cli(unittest.TestCase):
    def setUp(self):
        self.dir = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.dir, True)

    def experiment(self, text=SMALL, name="small.yaml"):
        path = self.dir / name
        path.write_text(text, encoding="utf-8")
        return path

    def refused(self, done, *words, code=2):
        self.assertEqual(done.returncode, code, done.stderr)
        lines = [line for line in done.stderr.strip().splitlines() if line]
        self.assertEqual(len(lines), 1, done.stderr)
        for word in words:
            self.assertIn(word, lines[0])
        self.assertEqual(done.stdout, "")

    def test_help_and_version(self):
        self.assertEqual(run("--help").returncode, 0)
        self.assertEqual(run("run", "--help").returncode, 0)
        self.assertIn("tredegar", run("--version").stdout)
        self.assertEqual(run().returncode, 1)

    def test_unknown_words(self):
        self.refused(run("rum"), "rum", "run", code=1)
        self.refused(run("run", "--formt", "csv", "x"), "--formt", "--format", code=1)
        self.refused(run("run", "x", "--format", "xml"), "xml", "json", code=1)
        self.refused(run("run", "x", "--replicates", "-3"), "-3", code=1)
        self.refused(run("run", "eighteen-weeks-2092"), "eighteen-weeks-2029")
        self.refused(run("run", "37"), "nearest: '37-eighteen-weeks-2029'")
        self.refused(run("list", "--threads", "2"), "list has no option '--threads'", code=1)
        self.refused(run("parameters", "--ovrwrite"), "parameters has no option '--ovrwrite'", code=1)

    def test_a_full_standard_output_is_a_failure(self):
        for words in (["list"], ["parameters"], ["describe", "eighteen-weeks-2029"], ["check", "eighteen-weeks-2029"]):
            with open("/dev/full", "w", encoding="utf-8") as full:
                done = subprocess.run([PROGRAM, *words], stdout=full, stderr=subprocess.PIPE, text=True, timeout=600, check=False,
                                      env={**os.environ, "TREDEGAR_HOME": str(ROOT)})
            self.assertEqual(done.returncode, 4, words)
            self.assertIn("cannot be written to standard output", done.stderr)

    def test_unknown_regime(self):
        path = self.experiment(SMALL.replace("regime: england-2026", "regime: england-2027"))
        self.refused(run("run", path), "small.yaml:13", "england-2027", "england-2026")

    def test_misspelt_answer(self):
        home = self.home()
        regime = home / "regimes" / "england-2026.yaml"
        text = regime.read_text(encoding="utf-8")
        self.assertIn("free_choice", text)
        regime.write_text(text.replace("free_choice", "fre_choice", 1), encoding="utf-8")
        self.refused(run("run", self.experiment(), home=home), "england-2026.yaml:", "fre_choice", "free_choice")
        regime.write_text(text.replace("free_choice", "tariff", 1), encoding="utf-8")
        self.refused(run("run", self.experiment(), home=home), "england-2026.yaml:", "'tariff', which answers 'payment'", "'choice'")

    def test_date_before_the_data(self):
        path = self.experiment(SMALL.replace("vintage: 2026-01-31", "vintage: 2001-01-31").replace("start: 2026-02-01", "start: 2001-02-01"))
        self.refused(run("run", path), "2001")
        path = self.experiment(SMALL.replace("start: 2026-02-01", "start: 2025-02-01"))
        self.refused(run("run", path), "small.yaml:6", "2025-02-01")

    def test_negative_number(self):
        path = self.experiment(SMALL.replace("replicates: 2", "replicates: -2"))
        self.refused(run("run", path), "small.yaml:9", "-2")
        self.refused(run("run", self.experiment(), "--set", "planned.removal_multiplier=-1"), "removal_multiplier", "-1")

    def test_unknown_parameter(self):
        self.refused(run("run", self.experiment(), "--set", "planned.removal_multiplyer=1"), "planned.removal_multiplyer", "planned.removal_multiplier")
        self.refused(run("run", self.experiment(), "--set", "removal_multiplier=1"), "nearest: 'planned.removal_multiplier'")

    def test_truncated_table(self):
        home = self.home()
        table = home / "data" / "england" / "services.csv"
        data = table.read_bytes()
        table.write_bytes(data[: len(data) // 2])
        self.refused(run("run", self.experiment(), home=home), "services.csv")

    def test_unwritable_store(self):
        self.refused(run("run", self.experiment(), "--store", self.dir / "no" / "such" / "folder.sqlite", "--quiet"), "folder.sqlite",
                      "no/such' does not exist", code=4)
        (self.dir / "file").write_text("", encoding="utf-8")
        self.refused(run("run", self.experiment(), "--store", self.dir / "file" / "a.sqlite", "--quiet"), "is no folder", code=4)
        self.refused(run("run", self.experiment(), "--csv", self.dir / "file"), "file", code=4)
        other = self.dir / "other.sqlite"
        other.write_text("not a store", encoding="utf-8")
        self.refused(run("run", self.experiment(), "--store", other, "--overwrite"), "other.sqlite")
        self.assertEqual(other.read_text(encoding="utf-8"), "not a store")

    def test_a_full_disk(self):
        """What is no fault of the input has a code of its own."""
        def small():  # a file may not grow beyond this: as a disk without room
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        done = subprocess.run([PROGRAM, "run", self.experiment(), "--place", "barnsley", "--months", "1", "--no-extras", "--quiet", "--threads", "2",
                               "--store", self.dir / "full.sqlite"], capture_output=True, text=True, timeout=600, check=False, preexec_fn=small,
                              restore_signals=False, env={**os.environ, "TREDEGAR_HOME": str(ROOT)})
        self.refused(done, "full.sqlite", "the store cannot be used", code=4)
        self.assertIn("4 a file could not be read or written", run("--help").stdout)

    def test_lists_and_checks(self):
        for what in ("experiments", "regimes", "places", "circumstances", "measures", "questions", "answers"):
            self.assertGreater(len(run("list", what).stdout.splitlines()), 2)
        files = sorted(f for folder in ("experiments", "regimes", "places", "circumstances") for f in (ROOT / folder).glob("*.yaml"))
        done = run("check", *files)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), len(files))
        parameters = run("parameters").stdout.splitlines()
        self.assertGreater(len(parameters), 500)
        self.assertLessEqual(max(map(len, parameters)), 120)
        rows = list(csv.DictReader(run("parameters", "--format", "csv").stdout.splitlines()))
        self.assertTrue({"planned.removal_multiplier", "economy.contingency"} <= {row["name"] for row in rows})
        self.assertTrue(all(None not in row and row["source"] for row in rows))
        self.refused(run("parameters", "nonsense"), "nonsense", code=1)
        bad = self.experiment("circumstances: bad\ntitle: bad\nset: {circumstances.staff_inflo: 1}\n", "bad.yaml")
        self.refused(run("check", bad), "bad.yaml:3", "staff_inflow")
        place = self.experiment("key: bad\nname: Bad\nvintage: 2026-01-31\ncommissioners: [02P]\nfoo: 1\nrules: {nonsense: 3}\n", "bad.yaml")
        done = run("check", place)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("bad.yaml:5:1: unknown key 'foo'", done.stderr)
        self.assertIn("bad.yaml:6:9: unknown key 'nonsense'", done.stderr)
        late = (ROOT / "experiments/blocked-beds.yaml").read_text(encoding="utf-8").replace("2026-01-31", "2031-01-31").replace("2026-02-01", "2031-02-01")
        late = self.experiment(re.sub(r"end: .*", "end: 2031-12-31", late), "late.yaml")
        self.refused(run("check", late), "late.yaml:", "vintage is 2031-01-31, expected a date from")
        self.assertIn("Entities", run("describe", "blocked-beds").stdout)

    def test_check_says_all_that_is_wrong(self):
        text = (ROOT / "experiments/blocked-beds.yaml").read_text(encoding="utf-8")
        for right, wrong in (("title:", "titel:"), ("place:", "place: barnsly #"), ("replicates:", "replicates: many #"),
                             ("  measure:", "  measure: ae_attendence #")):
            self.assertIn(right, text)
            text = text.replace(right, wrong, 1)
        path = self.experiment(text + "set: {planned.nonsense: 1, beds.nights_sigma: long}\n", "worse.yaml")
        done = run("check", path)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        lines = done.stderr.splitlines()
        places = [tuple(map(int, re.match(r".*worse\.yaml:(\d+):(\d+): ", line).groups())) for line in lines]
        self.assertEqual(places, sorted(set(places)))
        for words in ("did you mean 'title'", "no 'title' here", "'barnsley'", "'many'", "'ae_attendances'", "planned.nonsense", "'long'"):
            self.assertEqual(sum(words in line for line in lines), 1, done.stderr)
        self.assertEqual(len(lines), 7, done.stderr)

    def test_check_reads_on_after_a_fault(self):
        text = SMALL.replace("baseline: now", "baseline: nwo").replace("place: bath", "place: bth").replace("better: up", "better: lower")
        text = text.replace("2026-04-30", "2026-04-29").replace("goal: 0.92", "goal: 92%") + "variants: [{name: one, set: {planned.nonsense: 1}}]\n"
        done = run("check", self.experiment(text))
        self.assertEqual(done.returncode, 2)
        for words in ("'bth-swindon-wiltshire'", "did you mean 'now'?", "'lower', which is unknown; expected down or up", "last day of a month",
                      "found 92%, expected a number such as 0.92", "planned.nonsense"):
            self.assertEqual(sum(words in line for line in done.stderr.splitlines()), 1, words + done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 6, done.stderr)
        self.refused(run("check", self.experiment(SMALL.replace("goal: 0.92", "goal: 92"))), "from 0 to 1; did you mean 0.92?")
        self.refused(run("check", self.experiment(SMALL.replace("regime: england-2026", "regime: englnd-2026"))), "nearest: 'england-2026'")
        self.refused(run("run", "--no-extras=1", self.experiment()), "--no-extras takes no value", code=1)
        for vintage in ("2019-01-31", "2027-01-31"):
            self.refused(run("check", self.experiment(SMALL.replace("vintage: 2026-01-31", "vintage: " + vintage))), "small.yaml:5:10: vintage is " + vintage)

    def told(self, text, name, *wanted):
        """All that is wrong with the file, in its order, and nothing else: line and words of each."""
        done = run("check", self.experiment(text, name))
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        lines = [re.match(rf".*{name}:(\d+)(?::\d+)?: (.*)", line).groups() for line in done.stderr.splitlines()]
        self.assertEqual([int(at) for at, _ in lines], [at for at, _ in wanted], done.stderr)
        for (_, line), (_, words) in zip(lines, wanted):
            self.assertIn(words, line)

    def test_check_says_all_of_a_place_a_regime_and_circumstances(self):
        self.told("name: Bad\nvintage: 2026-01-31\ncommissioners: [02P, 02P, XXX]\nproviders: [RFF, ZZZ]\nhalo: non\nrules: {local_share: 7}\n"
                  "contracts:\n  - {line: communty, kind: national, holder: X, begins: 2020-01-01, ends: 2021-01-01}\n"
                  "  - {line: community, kind: national, holder: X, source: s, begins: 2020-01-01, ends: 2019-01-01}\n", "bad.yaml",
                  (1, "no 'key' here"), (3, "'02P' is in the list already"), (3, "'XXX'"), (4, "'ZZZ'"), (5, "'none'"), (6, "from 0.05 to 1"),
                  (8, "no 'source' here"), (8, "'community'"), (9, "after the contract begins"))
        self.told("regme: bad\nlike: england-2062\nanswers:\n  choice: {answer: fre_choice, parameters: {foo: 1}}\n"
                  "  payment: {lines: {planed: {answer: tariff, source: x}, gp: {answer: tarif, source: x}}}\n", "bad.yaml",
                  (1, "no 'regime' here"), (1, "no 'title' here"), (1, "no 'source' here"), (1, "did you mean 'regime'"), (2, "'england-2026'"),
                  (4, "no 'source' here"), (4, "'free_choice'"), (5, "'planned'"), (5, "'tariff'"))
        self.told("circumstances: bad\nset: {circumstances.staff_inflo: 1}\nfoo: 1\n", "bad.yaml", (1, "no 'title' here"), (2, "staff_inflow"), (3, "'foo'"))
        self.told(SMALL.replace("experiment:", "experimnt:"), "bad.yaml", (1, "did you mean 'experiment'"), (1, "no 'experiment' here"))

    def test_check_warns_of_a_file_by_another_name(self):
        for text, key in (("key: mine\nname: Leeds\nvintage: 2026-01-31\ncommissioners: [15F]\n", "key"),
                          ("circumstances: mine\ntitle: t\n", "circumstances"),
                          ((ROOT / "regimes/england-2026.yaml").read_text(encoding="utf-8").replace("regime: england-2026", "regime: mine"), "regime")):
            for name, warned in (("other.yaml", 1), ("mine.yaml", 0)):
                done = run("check", self.experiment(text, name))
                self.assertEqual((done.returncode, len(done.stderr.splitlines())), (0, warned), done.stderr)
                self.assertIn(f"warning: {key}: mine, expected the file's name, other" if warned else "", done.stderr)

    def test_check_warns(self):
        text = SMALL.replace("{measure: rtt_within_18_weeks_share, goal: 0.92, better: up}", "{measure: no_criteria_to_reside, better: up}")
        done = run("check", self.experiment(text, "mine.yaml"))
        self.assertEqual((done.returncode, done.stdout.count("good")), (0, 1), done.stderr)
        self.assertIn("better: up, but of no_criteria_to_reside less is better", done.stderr)
        self.assertIn("experiment: small, expected the file's name, mine", done.stderr)
        self.assertEqual(run("check", self.experiment()).stderr, "")

    def test_words_that_are_near(self):
        self.refused(run("run", "england-2026"), "a regime, not an experiment", "template.yaml")
        self.refused(run("run", "barnsley"), "a place, not an experiment", "--place")
        self.refused(run("parameters", "removl"), "nearest: 'removal'", code=1)
        self.refused(run("claims"), "list experiments", "docs/claims.md", code=1)
        self.refused(run("regimes"), "tredegar list regimes", code=1)
        self.refused(run("check", "eighteen-weeks-2092"), "nearest: 'eighteen-weeks-2029'")
        done = run("check", "eighteen-weeks-2029", "england-2026")
        self.assertEqual((done.returncode, done.stdout.count(": good")), (0, 3), done.stderr)
        regime = "regime: {regime: mine, title: t, source: s, like: england-2062, answers: {}}"
        self.refused(run("run", self.experiment(SMALL.replace("regime: england-2026", regime))), "nearest: 'england-2026'")
        regime = "regime: {regime: mine, title: t, source: s, like: england-2026, answers: {choice: {answer: free_choice, source: s, parameters: {foo: 3}}}}"
        self.refused(run("run", self.experiment(SMALL.replace("regime: england-2026", regime))), "unknown key 'foo'; expected ")
        self.refused(run("run", self.experiment(SMALL.replace("place: bath-swindon-wiltshire", "place: leeds"))), "there are barnsley, bath-swindon-wiltshire",
                     "docs/data.md")

    def test_own_place(self):
        self.assertRegex(run("list", "commissioners", "leeds").stdout, r"\n  15F +QWO .*West Yorkshire, [0-9]+ thousand: Leeds")
        self.refused(run("list", "commissioners", "atlantis"), "atlantis", code=1)
        self.assertGreater(len(run("list", "commissioners").stdout.splitlines()), 106)
        place = self.dir / "mine.yaml"
        place.write_text("key: mine\nname: Leeds\nvintage: 2026-01-31\ncommissioners: [15F]\n", encoding="utf-8")
        self.assertEqual(run("check", place).returncode, 0)
        for wrong, near in (("15X", "did you mean 15"), ("West Yorkshire", "did you mean QWO (NHS West Yorkshire)?"), ("leeds", "did you mean 15F")):
            place.write_text(f"key: mine\nname: Leeds\nvintage: 2026-01-31\ncommissioners: [{wrong}]\n", encoding="utf-8")
            self.refused(run("check", place), "mine.yaml:4:", near, "tredegar list commissioners")

    def test_list_is_short(self):
        lines = run("list").stdout.splitlines()
        self.assertLess(len(lines), 80)
        self.assertTrue(any(re.fullmatch(r"measures \(\d+\)", line) for line in lines))

    def test_lists_with_a_word(self):
        self.assertIn("\n  rtt_median_wait ", run("list", "measures", "Wait").stdout)
        self.assertLess(len(run("list", "measures", "wait").stdout), len(run("list", "measures").stdout))
        for what, word, one in (("experiments", "to the bone", "03-pfi-starves-wards"), ("regimes", "franch", "franchise-2012"), ("places", "swindon", "bath-"),
                                ("answers", "pooled", "pooled_budget"), ("questions", "Who holds the money", "funding"), ("circumstances", "winters", "hard-winters")):
            lines = [line for line in run("list", what, word).stdout.splitlines()[1:] if not line.startswith("   ")]
            self.assertEqual(len(lines), 1, (what, lines))
            self.assertIn(one, lines[0])
        self.refused(run("list", "measures", "delya"), "none of the measures", "nearest: 'delay'", code=1)
        self.refused(run("list", "regimes", "englnd-2026"), "nearest: 'england-2026'", code=1)
        self.refused(run("list", "measures", "a", "b"), "at most one word", code=1)

    def test_store_cut_short(self):
        store, cut = self.dir / "whole.sqlite", self.dir / "cut.sqlite"
        done = run("run", self.experiment(SMALL.replace("replicates: 2", "replicates: 1")), "--place", "barnsley", "--months", "1", "--no-extras", "--quiet", "--store", store)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.beside_what_was_published(done.stdout, store)
        cut.write_bytes(store.read_bytes()[:200000])
        self.refused(run("report", cut), "cut short or damaged", "200000 bytes of")
        self.refused(run("run", self.experiment(), "--store", cut, "--overwrite"), "cut short or damaged", "will not be replaced")
        db = sqlite3.connect(store)
        db.execute("DELETE FROM provenance WHERE key IN ('ended', 'interrupted', 'runs_left')")
        db.execute("UPDATE provenance SET value = 3 WHERE key = 'runs'")
        db.execute("UPDATE study SET sentence = NULL")
        db.commit()
        db.close()
        told = run("report", store).stdout
        self.assertIn("1 of 1 replicates; not run to its end, 1 run left", told)
        self.assertIn("PROVISIONAL", told)
        self.assertIn("0 of 1 runs in", told)

    def beside_what_was_published(self, page, store):
        """The page's first month beside the last February of the hospital: by the table, and by the store."""
        with open(ROOT / "data/england/urgent_monthly.csv", encoding="utf-8") as f:
            row, = [r for r in csv.DictReader(line for line in f if not line.startswith("#")) if (r["provider"], r["month"]) == ("RFF", "2025-02")]
        db = sqlite3.connect(store)
        model, = db.execute("SELECT value FROM tidy WHERE measure = 'ae_attendances' AND org_code = 'RFF' AND coalesce(breakdown, '') IN ('', 'none') AND scenario = 'now'").fetchone()
        db.close()
        published = float(row["type1"]) + float(row["type2"]) + float(row["other"])
        line = re.search(r"A&E attendances a month +(\S+) +(\S+) +(\S+) +(\S+)", page)
        self.assertEqual((float(line[1]), float(line[2]), int(line[4])), (published, round(model), 1))
        self.assertAlmostEqual(float(line[3]), model / published, delta=0.006)

    def test_months_beyond_the_experiment(self):
        done = run("person", self.experiment(), "--months", "39", "--place", "barnsley")
        self.assertIn("no more than 3 months: --months 39 changes nothing", done.stderr)

    def test_one_person(self):
        path = self.experiment()
        picked = json.loads(run("person", path, "--pick", "waiting", "--format", "json", "--quiet").stdout)
        self.assertEqual(list(picked["regimes"]), ["now", "open"])
        self.assertGreaterEqual(picked["person"]["waiting_lists"], 1)
        self.assertGreater(len(picked["regimes"]["now"]["events"]), 2)
        told = run("person", path, "--id", str(picked["person"]["id"]), "--quiet").stdout
        for event in picked["regimes"]["now"]["events"]:
            self.assertIn(event["text"], " ".join(told.split()))
        self.assertIn("Simulated", told)
        self.refused(run("person", path, "--pick", "frial"), "frial", "frail", code=1)
        self.refused(run("person", path, "--id", "-1"), "-1", code=1)
        beyond = run("person", path, "--id", "4000000000")  # told before a run: no progress, that is
        self.refused(beyond, "there is no person 4000000000; expected a number from 0 to")

    def test_threads_and_report(self):
        path = self.experiment()
        one = run("run", path, "--threads", "1", "--format", "csv", "--quiet", "--store", self.dir / "a.sqlite", "--csv", self.dir / "out", "--check")
        two = run("run", path, "--threads", "2", "--format", "csv", "--quiet")
        self.assertEqual(one.returncode, 0, one.stderr)
        self.assertEqual(one.stdout, two.stdout)
        self.assertGreater(len(one.stdout.splitlines()), 100)
        short = run("report", self.dir / "a.sqlite", "--short")
        self.assertEqual((short.returncode, "rtt_within_18_weeks_share" in short.stdout, "Who gained" in short.stdout), (0, True, False), short.stderr)
        self.assertLess(len(short.stdout.splitlines()), 40)
        self.refused(run("report", self.dir / "a.sqlite", "--short", "--format", "json"), "--short", "--format", code=1)
        again = run("report", self.dir / "a.sqlite", "--format", "csv")
        self.assertEqual(again.stdout, one.stdout)
        head = (self.dir / "out" / "series.csv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(head[0], "scenario,run,period_start,period_type,org_code,org_type,measure,breakdown,level,value,unit")
        self.assertTrue(any(",RD1,provider,rtt_incomplete,treatment_function,C_110," in line for line in head))

        self.figure_of(self.dir / "out")

    def figure_of(self, folder):
        """The figure is well formed, says what it shows in words, and that it is simulated."""
        out = self.dir / "figure.svg"
        for words in ([], ["--measure", "ae_attendances", "--goal", "none", "--second", "none"]):
            done = subprocess.run([sys.executable, ROOT / "tools" / "plot_answer.py", folder, out, *words], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            svg = xml.etree.ElementTree.parse(out).getroot()
            self.assertIn("simulated", svg.find("{*}title").text)
            self.assertLessEqual(len(svg.find("{*}text").text.split()), 10)
            self.assertIn("Simulated by Tredegar", " ".join(t.text for t in svg.iter("{http://www.w3.org/2000/svg}text")))
            self.assertEqual(len(list(svg.iter("{http://www.w3.org/2000/svg}polygon"))), 2 if words else 4)
        done = subprocess.run([sys.executable, ROOT / "tools" / "plot_answer.py", folder, out, "--measure", "nonsense"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("nonsense", done.stderr)

    def test_interrupt_leaves_a_readable_store(self):
        path = self.experiment(SMALL.replace("replicates: 2", "replicates: 40"))
        store = self.dir / "cut.sqlite"
        p = subprocess.Popen([PROGRAM, "run", path, "--store", store, "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             env={**os.environ, "TREDEGAR_HOME": str(ROOT)})
        deadline = time.time() + 120
        done = 0
        while time.time() < deadline and done < 3:
            time.sleep(0.3)
            try:
                db = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
                done = db.execute("SELECT count(*) FROM run").fetchone()[0]
                db.close()
            except sqlite3.Error:
                pass
        p.send_signal(signal.SIGINT)
        p.wait(timeout=120)
        p.stderr.close()
        self.assertEqual(p.returncode, 130)
        again = run("report", store)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertRegex(again.stdout, r"of 40 replicates; stopped by the user, \d+ runs left")

    def test_a_report_without_awards_is_printed_all_the_same(self):
        store, out = self.dir / "none.sqlite", self.dir / "awards.json"
        self.assertEqual(run("run", self.experiment(), "--place", "barnsley", "--months", "1", "--replicates", "1", "--no-extras", "--quiet", "--store", store).returncode, 0)
        db = sqlite3.connect(store)
        db.execute("DELETE FROM award")
        db.commit()
        db.close()
        plain = run("report", store)
        done = run("report", store, "--ocds", out)
        self.assertEqual((plain.returncode, done.returncode, done.stdout), (0, 2, plain.stdout), done.stderr)
        self.assertIn("no award in this study, so no release is written to", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertFalse(out.exists())
        both = subprocess.run([PROGRAM, "report", store, "--ocds", out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False).stdout
        self.assertTrue(both.startswith(plain.stdout) and "no award" in both.splitlines()[-1])

    def test_a_store_that_is_being_written_is_not_replaced(self):
        store, path = self.dir / "mine.sqlite", self.experiment(SMALL.replace("replicates: 2", "replicates: 40"))
        p = subprocess.Popen([PROGRAM, "run", path, "--place", "barnsley", "--store", store, "--threads", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                             env={**os.environ, "TREDEGAR_HOME": str(ROOT)})
        p.stderr.readline()  # the store is there
        for more in ([], ["--overwrite"]):
            self.refused(run("run", path, "--place", "barnsley", "--quiet", "--store", store, *more), "mine.sqlite: is being written by another run")
        p.send_signal(signal.SIGINT)
        p.communicate(timeout=120)
        self.assertEqual(p.returncode, 130)
        self.assertIn("stopped by the user", run("report", store).stdout)
        self.assertEqual(sorted(f.name for f in self.dir.iterdir()), ["mine.sqlite", "small.yaml"])

    def test_interrupt_in_the_first_seconds(self):
        store = self.dir / "cut.sqlite"
        p = subprocess.Popen([PROGRAM, "run", self.experiment(), "--store", store], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             env={**os.environ, "TREDEGAR_HOME": str(ROOT)})
        p.stderr.readline()  # the place is read; signals are caught
        time.sleep(0.3)
        p.send_signal(signal.SIGINT)
        out, _ = p.communicate(timeout=120)
        self.assertEqual(p.returncode, 130)
        for text in (out, run("report", store).stdout):
            self.assertIn("0 of 2 replicates; stopped by the user", text)

    def home(self):
        home = self.dir / "home"
        for folder in ("experiments", "regimes", "places", "circumstances", "data"):
            shutil.copytree(ROOT / folder, home / folder)
        return home


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "-v"])
