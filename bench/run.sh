#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every workload in one go and writes BUILD/bench.json; prints the ratios. Timings decide no test.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
python3 bench/collect.py "$build"
