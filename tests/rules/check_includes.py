#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the order of the rooms: a file may include its own room and those below it; care and what lies
below name no policy; nothing that simulates includes measurement or store."""
import pathlib
import re
import sys

ORDER = ["base", "engine", "input", "place", "population", "care", "institution", "measurement", "study", "store", "report", "serve", "cli"]
POLICY = re.compile(r"section[-_ ]?75|qualified_provider|fundhold|foundation_trust_|integrated_care|reinstate|\bhmu\b|\bccg\b|monitor_", re.I)
ROOMS = ("engine", "place", "population", "care", "institution")
LIBM = re.compile(r"(?<![\w.>])(exp|log|pow|sin|cos|tan|erf|lgamma|tgamma|cbrt|expm1|log1p)f?\s*\(")
root = pathlib.Path(sys.argv[1]) / "src"
bad = []
for path in sorted(root.rglob("*.[ch]")) + sorted(root.rglob("*.def")):
    room = path.relative_to(root).parts[0]
    text = path.read_text(encoding="utf-8")
    for n, line in enumerate(text.splitlines(), 1):
        m = re.match(r'\s*#include "([a-z_]+)/', line)
        if m and m.group(1) in ORDER and ORDER.index(m.group(1)) > ORDER.index(room):
            bad.append(f"{path}:{n}: {room} includes {m.group(1)}, which lies above it")
        if room in ORDER[:6] and room not in ("input", "place") and POLICY.search(line):
            bad.append(f"{path}:{n}: a policy is named below institution: {line.strip()}")
        if room != "base" and re.search(r"\b(malloc|calloc|realloc)\s*\(", line):
            bad.append(f"{path}:{n}: memory is taken outside src/base")
        if room in ROOMS and LIBM.search(line.split("//")[0].split("/*")[0]) and not line.lstrip().startswith("*"):
            bad.append(f"{path}:{n}: a simulating room calls the C library's mathematics: {line.strip()}")
print("\n".join(bad) or "the rooms are in order")
sys.exit(1 if bad else 0)
