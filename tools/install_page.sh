#!/bin/sh
# SPDX-License-Identifier: MIT
# Run by meson install: takes the bundled page along, where it was built.
set -eu
[ -f "$MESON_BUILD_ROOT/ui/index.html" ] || exit 0
mkdir -p "$MESON_INSTALL_DESTDIR_PREFIX/$1/ui"
cp -R "$MESON_BUILD_ROOT/ui/." "$MESON_INSTALL_DESTDIR_PREFIX/$1/ui/"
