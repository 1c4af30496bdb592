#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two builds of the program (other compiler, debug or release) print the same comparison, byte for byte.
Usage: same_bytes.py PROGRAM OTHER_PROGRAM ROOT"""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.argv, words = [sys.argv[0], sys.argv[0], sys.argv[3]], sys.argv[1:3]
root = pathlib.Path(sys.argv[2]).resolve()
text = next(part for part in (root / "tests/cli/test_cli.py").read_text(encoding="utf-8").split('"""') if part.startswith("experiment:"))
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "small.yaml"
    path.write_text(text.replace("end: 2026-04-30", "end: 2026-03-31").replace("replicates: 2", "replicates: 1"), encoding="utf-8")
    env = {**os.environ, "TREDEGAR_HOME": str(root)}
    # a small pilot: under the sanitizers the whole one takes minutes and runs no other line of code
    pilot = ["--set", "primary.pilot_people=8000", "--set", "primary.pilot_rounds=5", "--set", "primary.pilot_rough_rounds=2"]
    got = [subprocess.run([w, "run", path, "--format", "csv", "--quiet", "--seed", "11", *pilot], capture_output=True, env=env, check=True).stdout for w in words]
if got[0] != got[1] or len(got[0]) < 1000:
    a, b = (g.decode().splitlines() for g in got)
    for x, y in zip(a, b):
        if x != y:
            print(f"{words[0]}: {x}\n{words[1]}: {y}")
            break
    sys.exit("the two programs print different bytes")
print(f"the same {len(got[0])} bytes")
