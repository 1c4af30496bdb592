#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# Copyright (c) 2026 The Tredegar developers
"""Follows docs/adding-an-answer.md to the letter in a copy of the sources: every block goes where its head says, the copy is built,
the new answer is listed, its regime runs with every balance checked, and the regime that does not give it runs to the same bytes."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

BLOCK = re.compile(r"^ *```(\w+) (\S+)\n(.*?)^ *```", re.M | re.S)


def run(*command, cwd):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


def follow(page, copy):
    files = []
    for language, where, text in BLOCK.findall(page):
        text = textwrap.dedent(text)
        if where == "answers.def":
            path = copy / "src/institution/answers.def"
            lines = path.read_text().splitlines(keepends=True)
            last = max(n for n, line in enumerate(lines) if line.startswith("ANSWER(PAYMENT,"))
            path.write_text("".join(lines[:last + 1]) + text + "".join(lines[last + 1:]))
        elif language == "meson":
            path = copy / where
            path.write_text(path.read_text().replace("  'institution/payment/block.c',\n", "  'institution/payment/block.c',\n  " + text, 1))
        elif language == "bib":
            path = copy / where
            path.write_text(path.read_text() + "\n" + text)
        else:
            path = copy / where
            assert not path.exists(), f"{where} is there already"
            path.write_text(text)
        files.append(where)
    assert len(files) == 6, files


def main(program, root):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "tree"
        shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".git", "build*", "*.sqlite", "demo-csv"))
        follow((root / "docs/adding-an-answer.md").read_text(), copy)
        run("meson", "setup", "build", "--buildtype=release", "-Doptimization=1", cwd=copy)
        run("ninja", "-C", "build", "tredegar", cwd=copy)
        new = str(copy / "build/tredegar")
        assert "half_and_half" in run(new, "list", "answers", cwd=copy)
        run(sys.executable, "tests/rules/check_sources.py", ".", cwd=copy)
        first = (copy / "experiments/first-year.yaml").read_text()
        assert first.count("regime: england-2026") == 1
        (copy / "experiments/toy.yaml").write_text(first.replace("regime: england-2026", "regime: half-and-half"))
        how = ["--place", "barnsley", "--months", "2", "--replicates", "1", "--no-extras", "--quiet", "--check", "--format", "csv"]
        with_it = run(new, "run", "toy", *how, cwd=copy)
        without = run(new, "run", "first-year", *how, cwd=copy)
        as_shipped = run(str(program), "run", "first-year", *how, cwd=root)
        assert without == as_shipped, "an answer that nobody gives changed the run"
        assert with_it != without, "the new answer changed nothing"
    print("the recipe works")


main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
