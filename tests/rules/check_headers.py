#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every header of src compiles alone, with warnings as errors, under each compiler given (a test fails if one is not there)."""
import concurrent.futures
import pathlib
import subprocess
import sys

FLAGS = "-std=c17 -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror -D_POSIX_C_SOURCE=200809L -fsyntax-only".split()


def fault(job):
    """What the compiler says of a file that includes the header, twice, and nothing else; None if nothing."""
    compiler, root, header = job
    text = f'#include "{header}"\n#include "{header}"\ntypedef int not_empty;\n'
    run = subprocess.run([compiler, *FLAGS, "-Wno-unused-function", "-I", root / "src", "-x", "c", "-"], input=text, capture_output=True, text=True)
    return f"{header} under {compiler}:\n{run.stderr}" if run.returncode else None


def main(root, compilers):
    headers = sorted(p.relative_to(root / "src").as_posix() for p in (root / "src").rglob("*.h"))
    jobs = [(c, root, h) for c in compilers for h in headers]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        bad = [f for f in pool.map(fault, jobs) if f]
    print("\n".join(bad) or f"{len(headers)} headers stand alone under {' and '.join(compilers)}")
    return 1 if bad else 0


sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
