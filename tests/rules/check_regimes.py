#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Discharge to assess is policy since March 2020: a shipped regime of an earlier year whose budgets are separate assesses
needs on the ward (separate_budgets.assess_in_hospital: 1), today's and proposals do not, nor does one that pools money or
holds one budget; a file that takes another's answer about risk (like) adds nothing of its own."""
import pathlib
import re
import sys

LAW_OF_TODAY = ("any-qualified-provider-2009",)  # an answer of another year tried beside everything else as it is today


def faults(path):
    text = path.read_text(encoding="utf-8")
    risk = re.search(r"^  risk:(.*(?:\n {3,}.*)*)", text, re.M)
    answer = re.search(r"answer: (\w+)", risk.group(1)).group(1) if risk else None
    on = re.search(r"assess_in_hospital: 1\b", text) is not None
    year = re.search(r"-(\d{4})(?:-|$)", path.stem)
    wanted = answer == "separate_budgets" and year is not None and int(year.group(1)) < 2020 and path.stem not in LAW_OF_TODAY
    if risk is None and "\nlike:" not in text:
        return ["no answer about risk"]
    return [] if on == wanted else [f"assess_in_hospital is {'' if on else 'not '}1"]


def main(root):
    files = sorted((root / "regimes").glob("*.yaml"))
    bad = [f"{path}: {fault}" for path in files for fault in faults(path)]
    for fault in bad:
        print(fault)
    print(f"{len(files)} regimes, {len(bad)} faults")
    return 1 if bad or not files else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
