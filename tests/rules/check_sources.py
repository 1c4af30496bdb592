#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every source key of a parameter resolves in data/sources.d, which parses and holds no key twice; every table of
data/england says source, period and licence; CALIBRATED rows say to what they were fitted, and what was not met is no
calibration; what is PUBLISHED was read there, neither recalled nor rounded nor taken as something else."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sys.dont_write_bytecode = True
sys.path.insert(0, str(root / "tools"))
import sources_to_check as bibliography  # noqa: E402

found, bad = bibliography.read(root)
keys = set(found)
UNREAD = re.compile(r"recalled|taken (as|at|here)|rounded|rounds? it|an upper reading|\bjudged", re.I)
UNMET = re.compile(r"not met|short of it|does not give|an upper reading|\bjudged|rounds? it|taken at", re.I)
row = re.compile(r'^\s*PARAM\((\w+),\s*\w+,\s*([^,]+),\s*([^,]+),\s*([^,]+),\s*(\w+),\s*"([^"]*)"\)', re.M)
for path in sorted(root.glob("src/**/*.def")):
    text = path.read_text(encoding="utf-8")
    for m in row.finditer(text):
        name, value, low, high, standing, source = m.groups()
        if standing not in ("PUBLISHED", "ESTIMATED", "CALIBRATED", "ASSUMED"):
            bad.append(f"{path}: {name}: standing {standing}")
        if standing == "CALIBRATED":  # says in words to what it was fitted, or names a note
            if len(source) < 8:
                bad.append(f"{path}: {name}: does not say to what it was fitted")
        elif source not in keys:
            bad.append(f"{path}: {name}: source '{source}' is not in data/sources.d")
        note = found.get(source, ("", {}))[1].get("note", "")
        if standing == "PUBLISHED" and (word := UNREAD.search(note)):
            bad.append(f"{path}: {name}: PUBLISHED, but the note of '{source}' says '{word.group()}'")
        if standing == "CALIBRATED" and UNMET.search(note):
            bad.append(f"{path}: {name}: CALIBRATED, but the note of '{source}' says that it is not met")
        judged = "judgement of this model" in str(found.get(source, "")).lower()
        if standing in ("PUBLISHED", "ESTIMATED") and (judged or (standing == "PUBLISHED" and source.startswith("note-"))):
            bad.append(f"{path}: {name}: {standing}, but '{source}' is the developers' own judgement")
        try:
            if not float(low) <= float(value) <= float(high):
                bad.append(f"{path}: {name}: {value} is not between {low} and {high}")
        except ValueError:
            bad.append(f"{path}: {name}: a figure is no number")
    if len(row.findall(text)) != text.count("\nPARAM(") + text.startswith("PARAM("):
        bad.append(f"{path}: a PARAM row is not of the form name, unit, value, low, high, standing, source")
for path in sorted(root.glob("data/england/*.csv")):
    head = path.read_text(encoding="utf-8")[:2000].lower()
    for word in ("source:", "period:", "licence:"):
        if word not in head:
            bad.append(f"{path}: the header does not say '{word}'")
print("\n".join(bad) or f"{len(keys)} sources, all parameters resolved")
sys.exit(1 if bad else 0)
