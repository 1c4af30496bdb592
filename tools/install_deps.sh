#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what Tredegar needs to build and test, by Debian's package manager, when it is not there. --page: Node.js and npm as
# well, to bundle the page; --browser: a browser too, to test it.
set -eu
packages="build-essential clang meson ninja-build pkg-config python3 python3-simpy3 sqlite3
 libyaml-dev libsqlite3-dev libmicrohttpd-dev libjansson-dev libgsl-dev libcmocka-dev librandom123-dev"
for word in "$@"; do
    case $word in
        --page) command -v npm >/dev/null 2>&1 || packages="$packages nodejs npm" ;;
        --browser) command -v chromium >/dev/null 2>&1 || packages="$packages chromium" ;;
    esac
done
missing=""
for p in $packages; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $p"
done
# clang's sanitizer runtime carries the version in its name
clang_runtime=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/libclang-rt-\1-dev/p' | head -n 1)
if [ -n "$clang_runtime" ]; then
    dpkg-query -W -f '${Status}' "$clang_runtime" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $clang_runtime"
fi
[ -z "$missing" ] && exit 0
echo "Installing:$missing"
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# the runtime's name is known only after the first update on a bare machine
clang_runtime=$(apt-cache depends clang 2>/dev/null | sed -n 's/.*Depends: clang-\([0-9]*\)$/libclang-rt-\1-dev/p' | head -n 1)
$as_root apt-get install -y -qq --no-install-recommends $missing $clang_runtime >/dev/null
