#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every test of the release build, then the unit tests under clang with the address and undefined
# behaviour sanitizers, then two threads under the thread sanitizer; ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/.."
passed=0
failed=0
names=""
count() { # adds the outcomes of meson's log of a build; keeps the names of what failed
    set -- "$1" $(python3 - "$1/meson-logs/testlog.json" <<'P'
import json, sys
good, bad = 0, []
try:
    for line in open(sys.argv[1], encoding="utf-8"):
        test = json.loads(line)
        if test["result"] in ("OK", "EXPECTEDFAIL", "SKIP"):
            good += 1
        else:
            bad.append(test["name"].replace(" ", "_"))
except OSError:
    bad = ["no_log"]
print(good, len(bad), *bad)
P
)
    build=$1
    passed=$((passed + $2))
    failed=$((failed + $3))
    shift 3
    for name in "$@"; do names="$names $build:$name"; done
}
rm -f build*/meson-logs/testlog.json # an old log counts for nothing
meson test -C build --print-errorlogs
count build
make --no-print-directory sanitize && meson test -C build-sanitize --suite unit --suite bytes --print-errorlogs
count build-sanitize
make --no-print-directory sanitize-threads && meson test -C build-threads --no-rebuild --suite threads --print-errorlogs
count build-threads
make --no-print-directory clang && meson test -C build-clang --suite bytes --print-errorlogs
count build-clang
[ -z "$names" ] || echo "failed:$names"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
