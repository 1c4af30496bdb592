#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a text file as a C string constant: embed_text.py NAME IN OUT."""
import sys

name, source, target = sys.argv[1:4]
with open(source, encoding="utf-8") as f:
    lines = [line.rstrip("\n") for line in f if not line.startswith("--")]
with open(target, "w", encoding="utf-8") as f:
    f.write(f"static const char {name}[] =\n")
    for line in lines:
        f.write('    "' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"\n')
    f.write("    ;\n")
