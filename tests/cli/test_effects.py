#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/effects.py --small runs every experiment of the effects and every row is on its page; inside and outside are told
as the bands say.  Usage: test_effects.py PROGRAM ROOT"""
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
ROWS = {"V6": 3, "V10": 6, "V12": 5, "V13": 6, "V14": 5, "V15": 2, "V16": 3, "V17": 4, "V18": 2}
VERDICTS = ("inside", "outside", "cannot be compared", "no band")

sys.path.insert(0, str(ROOT / "tools"))
spec = importlib.util.spec_from_file_location("effects", ROOT / "tools" / "effects.py")
effects = importlib.util.module_from_spec(spec)
spec.loader.exec_module(effects)


def row(samples, band, verdict=None):
    return effects.Row("V0", "", "", band, "%.1f", samples, "", "outcome", "", verdict)


class Effects(unittest.TestCase):
    def test_inside_and_outside(self):
        self.assertEqual(effects.inside(row([5.0, 5.1, 4.9], (4.0, 6.0))), "inside")
        self.assertEqual(effects.inside(row([5.0, 7.0, 3.0], (4.0, 6.0))), "inside, its interval is wider than the band")
        self.assertEqual(effects.inside(row([9.0, 9.1, 8.9], (4.0, 6.0))), "outside")
        self.assertEqual(effects.inside(row([9.0, 2.0, 9.0], (4.0, 6.0))), "outside, its interval touches the band")
        self.assertEqual(effects.inside(row([], (4.0, 6.0))), "cannot be compared")
        self.assertEqual(effects.inside(row([None, float("nan")], (4.0, 6.0))), "cannot be compared")
        self.assertEqual(effects.inside(row([5.0], None)), "no band")

    def test_runs_of_another_build_are_dropped(self):
        with tempfile.TemporaryDirectory() as top:
            root, work = pathlib.Path(top), pathlib.Path(top) / "work"
            for name, text in (("program", "one"), ("experiments/toy.yaml", "a"), ("regimes/r.yaml", "b")):
                (root / name).parent.mkdir(exist_ok=True)
                (root / name).write_text(text)
            begin = lambda: effects.one_build.begin(work, root / "program", root)
            self.assertEqual(begin(), 0)
            for name in ("toy-place.sqlite", "toy.json", "mine.json"):
                (work / name).write_text("x")
            self.assertEqual(begin(), 0)  # the same build goes on
            (root / "regimes/r.yaml").write_text("c")
            self.assertEqual(begin(), 2)
            self.assertEqual(sorted(p.name for p in work.glob("*.*")), ["made-by.sha256", "mine.json"])
            (work / "toy.json").write_text("x")
            (root / "program").write_text("two")
            self.assertEqual(begin(), 1)

    def test_interval(self):
        mean, half = effects.estimate([1.0, 2.0, 3.0])
        self.assertAlmostEqual(mean, 2.0)
        self.assertAlmostEqual(half, 4.303 / 3 ** 0.5)
        self.assertEqual(effects.estimate([7.0]), (7.0, None))

    def test_covers(self):
        self.assertTrue(effects.covers([10.0, 30.0], 23, 47).startswith("inside"))
        self.assertTrue(effects.covers([10.0, 60.0], 23, 47).startswith("inside"))
        self.assertTrue(effects.covers([60.0, 62.0], 23, 47).startswith("outside"))
        self.assertIsNone(effects.covers([], 23, 47))

    def test_admissions_beside(self):
        """Holders' people have 5 in 100 and others' 4 where nothing is kept; 4.75 and 4 where some is: a fall of a twentieth.
        What was told before funds were held does not count."""
        told = {1: "since April: 500 of 10000 people whose practice holds a fund, 800 of 20000 others",
                2: "since April: 475 of 10000 people whose practice holds a fund, 800 of 20000 others"}

        class Told:
            def runs(self, scenario):
                return [1] if scenario == "nothing-kept" else [2]

            def records(self, r, what):
                early = "since April: %d of 10000 people whose practice holds a fund, 800 of 20000 others" % r
                return [(14, 0, early, 0), (26, 0, told[r], 0), (38, 0, told[r], 0)] if what == "chargeable admissions" else []

        self.assertAlmostEqual(effects.admissions_beside(Told(), "centre")[0], -5.0)

    def test_every_row_is_on_the_page(self):
        with tempfile.TemporaryDirectory() as folder:
            out = pathlib.Path(folder) / "effects.md"
            done = subprocess.run([sys.executable, ROOT / "tools" / "effects.py", PROGRAM, "--small", "--work", folder, "--out", out],
                                  capture_output=True, text=True, timeout=900, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            lines = [line.strip("| \n").split(" | ") for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("| V")]
        self.assertEqual({t: sum(x[0] == t for x in lines) for t in ROWS}, ROWS)
        for cells in lines:
            self.assertEqual(len(cells), 8, cells)
            self.assertTrue(cells[4].startswith(VERDICTS), cells)
            self.assertTrue(all(cells), cells)
        # what four months can tell is told: today's private share, and a lead provider's gap beyond its guarantee
        told = {x[1]: x[3] for x in lines}
        self.assertIn("%", told["private share of planned admissions, first year"])
        self.assertTrue(told["lead provider's contract ended within 12 months, no guarantee"].startswith("100%"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
