#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A short run of the program on two threads that writes a store and its progress: for a build under the thread
sanitizer, which ends it with a word on standard error when two threads meet.  Usage: two_threads.py PROGRAM"""
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    run = subprocess.run([sys.argv[1], "run", "blocked-beds", "--place", "barnsley", "--months", "1", "--replicates", "1",
                          "--threads", "2", "--no-extras", "--set", "primary.pilot_people=8000", "--set", "primary.pilot_rounds=5",
                          "--set", "primary.pilot_rough_rounds=2", "--store", os.path.join(folder, "study.sqlite")],
                         capture_output=True, text=True)
sys.stderr.write(run.stderr[-4000:])
sys.exit(1 if run.returncode or "ThreadSanitizer" in run.stderr or "Simulated: Barnsley" not in run.stdout else 0)
