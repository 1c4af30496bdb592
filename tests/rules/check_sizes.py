#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the sizes of the house: no function over 60 lines, no file over 800, no line of C over 100 columns
(240 in scripts and build files, and in the rows of .def tables, which are read down their columns)."""
import pathlib
import re
import sys

FUNCTION, FILE, COLUMNS, WIDE = 60, 800, 100, 240


def function_lengths(lines):
    """Name, first line and length of each function: from its first line to the brace in the first column."""
    head = body = None
    for n, line in enumerate(lines, 1):
        if body:
            if line.startswith("}"):
                yield body[1], body[0], n - body[0] + 1
                body = None
            continue
        if re.match(r"(?!struct \w+ {|enum |typedef )[A-Za-z_]", line) and "(" in line:
            head = (n, re.search(r"(\w+)\s*\(", line).group(1))
        if head and line.endswith("{"):
            body, head = head, None
        elif not line or line[-1] in ";})":
            head = None if not line.endswith(")") else head


def main(root):
    bad = []
    files = [p for f in ("src", "tests", "bench", "tools") for p in sorted((root / f).rglob("*"))
             if p.suffix in (".c", ".h", ".def", ".py", ".sh", ".build")] + [root / "meson.build"]
    functions = 0
    for path in files:
        name = path.relative_to(root).as_posix()
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > FILE:
            bad.append(f"{name}: {len(lines)} lines, over {FILE}")
        for n, line in enumerate(lines, 1):
            row = line[:1].isupper() and path.suffix == ".def"
            prose = path.suffix in (".c", ".h", ".def") and not row
            if len(line) > (COLUMNS if prose else WIDE):
                bad.append(f"{name}:{n}: {len(line)} columns")
        if path.suffix in (".c", ".h"):
            for function, first, length in function_lengths(lines):
                functions += 1
                if length > FUNCTION:
                    bad.append(f"{name}:{first}: {function} has {length} lines, over {FUNCTION}")
    print("\n".join(bad) or f"{len(files)} files, {functions} functions within their sizes")
    return 1 if bad else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
