# SPDX-License-Identifier: MIT
# Meson builds; this file gives the few words that people type.
BUILD = build
.PHONY: all deps page demo readme validate claims claims-own claims-town claims-small effects winters test bench sanitize sanitize-threads clang fuzz install clean

all: $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet
	@sh tools/build_page.sh $(BUILD) --if-node

$(BUILD)/build.ninja:
	@meson setup $(BUILD) --buildtype=release >/dev/null

deps:
	@sh tools/install_deps.sh

# The page of `tredegar serve`: installs Node.js where it is not there, and bundles ui/ into the build.
page: all
	@sh tools/install_deps.sh --page
	@sh tools/build_page.sh $(BUILD)

# Installs what is missing, builds, runs the main experiment on a real place and shows the answer.
demo: deps all
	@$(BUILD)/tredegar run experiments/eighteen-weeks-2029.yaml --store demo.sqlite --overwrite --csv demo-csv
	@python3 tools/plot_answer.py demo-csv demo.svg
	@echo "The figure is demo.svg, the store demo.sqlite, the monthly series demo-csv/series.csv."
	@echo "To look at it in a browser: $(BUILD)/tredegar serve demo.sqlite   (it prints a link)"

# The demo, some of its other settings, and what README.md shows of both: block, table and picture (a quarter of an hour).
SETTINGS = few-sessions-return,rooms-not-taken-over,rooms-taken-over,run-down-slow,revenue-growth-low,brake-none,freeze-late,private-margin-none,private-margin-high
readme: demo
	@$(BUILD)/tredegar run eighteen-weeks-2029-sensitivity --variants $(SETTINGS) --store $(BUILD)/settings.sqlite --overwrite >/dev/null
	@python3 tools/readme.py $(BUILD)/tredegar demo.sqlite $(BUILD)/settings.sqlite
	@cp demo.svg docs/answer.svg

# Runs the history rungs of validation and writes docs/validation.md.
validate: deps all
	@python3 tools/validate.py $(BUILD)/tredegar $(BUILD)/validation

# Runs the gallery of claims at full size and writes docs/claims.md (hours; goes on where it was cut off: see the tool's --help).
claims: deps all
	@python3 tools/claims.py $(BUILD)/tredegar

# The gallery, each claim in its own place over its own years, without other settings (some two hours; goes on where it was cut off).
claims-own: deps all
	@python3 tools/claims.py $(BUILD)/tredegar --own

# The gallery in one town over a year: a first docs/claims.md (ten minutes; goes on where it was cut off).
claims-town: deps all
	@python3 tools/claims.py $(BUILD)/tredegar --town

# Every claim in a small town over a year: that each runs and answers.
claims-small: deps all
	@python3 tools/claims.py $(BUILD)/tredegar --small

# Published effects of historical regimes beside the model's own: writes docs/effects.md (a quarter of an hour on one core).
effects: deps all
	@python3 tools/effects.py $(BUILD)/tredegar

# The winter of 2017/18, for which no parameter was chosen, from what was published to August 2017: writes docs/winters.md (ten minutes).
winters: deps all
	@python3 tools/winters.py $(BUILD)/tredegar

# Installs what is missing, builds with both compilers, runs every test.
test: deps all
	@sh tools/run_tests.sh

bench: deps all
	@sh bench/run.sh $(BUILD)

sanitize: deps
	@test -f build-sanitize/build.ninja || CC=clang meson setup build-sanitize --buildtype=debug -Db_sanitize=address,undefined -Db_lundef=false >/dev/null
	@ninja -C build-sanitize --quiet

sanitize-threads: deps
	@test -f build-threads/build.ninja || CC=clang meson setup build-threads --buildtype=debugoptimized -Db_sanitize=thread -Db_lundef=false >/dev/null
	@ninja -C build-threads --quiet tredegar tests/test_twins

clang: deps
	@test -f build-clang/build.ninja || CC=clang meson setup build-clang --buildtype=debugoptimized >/dev/null
	@ninja -C build-clang --quiet

install: all
	@meson install -C $(BUILD)

clean:
	@rm -rf $(BUILD) build-clang build-sanitize build-threads
