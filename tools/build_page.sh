#!/bin/sh
# SPDX-License-Identifier: MIT
# Bundles the page, ui/, into the folder ui of a build: build_page.sh BUILD [--if-node]. With --if-node it does nothing, and says
# nothing, where Node.js is not there or the page is as new as its sources, and a failure is only told.
set -u
build=$1
lenient=${2:-}
cd "$(dirname "$0")/.." || exit 1
[ -f ui/package.json ] || exit 0
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    [ -n "$lenient" ] && exit 0
    echo "The page needs Node.js 18 or later with npm (on Debian: apt install nodejs npm)." >&2
    exit 1
fi
stamp=$build/ui/index.html
if [ -f "$stamp" ] && [ -z "$(find ui -path ui/node_modules -prune -o -type f -newer "$stamp" -print | head -n 1)" ]; then
    exit 0
fi
out=$(cd "$build" && pwd)/ui
bundle() {
    cd ui || return 1
    if [ ! -d node_modules ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
        npm ci --no-audit --no-fund --loglevel=error || return 1
    fi
    npm run --silent build -- --outDir "$out"
}
if (bundle) >"$build/page.log" 2>&1; then
    touch "$stamp"
    exit 0
fi
echo "The page could not be built; see $build/page.log. All else is built." >&2
[ -n "$lenient" ]
