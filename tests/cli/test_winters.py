#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""tools/winters.py: the run knows nothing after August 2017, the small one runs, scores and sums are what they say.
Usage: test_winters.py PROGRAM ROOT"""
import csv
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(ROOT / "tools"))
import winter_home
import winters


class Winters(unittest.TestCase):
    def test_small_run_knows_nothing_later(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, ROOT / "tools" / "winters.py", PROGRAM, "--small", "--work", folder], capture_output=True, text=True, timeout=500, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            with open(pathlib.Path(folder) / "home-winter-small" / "data" / "england" / "urgent_monthly.csv", encoding="utf-8") as f:
                months = {(r["provider"], r["month"]) for r in csv.DictReader(f)}
        self.assertEqual(max(m for _, m in months), "2017-08")
        self.assertIn(("RFF", "2017-08"), months)
        told = {line.split(" ")[0]: [float(x) for x in line.split(" ")[2::2]] for line in done.stdout.splitlines()}
        self.assertEqual({k: len(v) for k, v in told.items()}, dict.fromkeys(("ae_attendances", "emergency_admissions", "ga_beds_occupied", "ae_within_4_hours_share"), 2))
        self.assertTrue(all(x > 0 for v in told.values() for x in v), told)

    def test_the_great_westerns_own_doors_stay_with_it(self):
        held = winter_home.read()
        self.assertNotIn("AXG", held)
        self.assertEqual(held["RN3"]["2018-04"]["other"], 4599 + 2980)

    def test_what_stands_in(self):
        rows = {(r[0], r[1]): r for r in winter_home.known(winter_home.read())}
        eng, trust = rows["ENG", "2017-02"], rows["RD1", "2017-02"]
        self.assertEqual(eng[2:5], [1127909, 45733, 561977])
        self.assertAlmostEqual(trust[8] / trust[7], winter_home.of_year(winter_home.read()["ENG"], "2017-08", "admitted_other", "admitted_via_ae"))
        self.assertAlmostEqual(trust[15], 0.041 * 609.17 + 0.545 * (trust[7] + trust[8]) / 28)
        self.assertIsNone(rows["NQT5H", "2017-08"][15])

    def test_bend(self):
        months = winters.validate.span("2017-09", 12)
        flat = {k: {m: 100.0 * winters.calendar.monthrange(int(m[:4]), int(m[5:]))[1] for m in months} for k in ("type1", "other", "admitted")}
        flat["within"] = {m: 0.8 if m in winters.validate.span("2017-12", 4) else 0.9 for m in months}
        self.assertEqual([round(x, 6) for x in winters.bend([flat], "2017-09")], [0, 0, 0, -10, -10])

    def test_as_hard_as_its_deaths(self):
        # the model's index: 1.110 of the mean from December to March, 0.947 in the other eight months
        self.assertEqual(winter_home.strength_settings(), ["--set", f"circumstances.winter_strength={49_410 / (533_253 / 3 * (1.1097 - 0.9469) * 12 / 12.014):.2f}"])

    def test_indices_are_a_year_of_each(self):
        words = winter_home.season_settings()[1::2]
        self.assertEqual(len(words), 24)
        self.assertAlmostEqual(sum(float(w.split("=")[1]) for w in words), 24, places=2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
