#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every test of the release build, then the unit tests under clang with the address and undefined
# behaviour sanitizers, then two threads under the thread sanitizer; ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/.."
count() { # counts the outcomes of meson's log of a build
    python3 - "$1/meson-logs/testlog.json" <<'P'
import json, sys
good = bad = 0
try:
    for line in open(sys.argv[1], encoding="utf-8"):
        r = json.loads(line)["result"]
        good += r in ("OK", "EXPECTEDFAIL", "SKIP")
        bad += r not in ("OK", "EXPECTEDFAIL", "SKIP")
except OSError:
    bad = 1
print(good, bad)
P
}
meson test -C build --print-errorlogs
set -- $(count build); passed=$1; failed=$2
make --no-print-directory sanitize && meson test -C build-sanitize --suite unit --suite bytes --print-errorlogs
set -- $(count build-sanitize); passed=$((passed + $1)); failed=$((failed + $2))
make --no-print-directory sanitize-threads && meson test -C build-threads --no-rebuild --suite threads --print-errorlogs
set -- $(count build-threads); passed=$((passed + $1)); failed=$((failed + $2))
make --no-print-directory clang && meson test -C build-clang --suite bytes --print-errorlogs
set -- $(count build-clang); passed=$((passed + $1)); failed=$((failed + $2))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
