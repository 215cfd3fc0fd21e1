# Thin names for what packaging/ and the tools do; on Windows: py packaging\set_up.py run
PYTHON ?= python3
VENV := .venv/bin

.PHONY: run test input-methods bench readings pictures fuzz faults lint lock package package-linux try-linux clean set-up

# The window on a sample archive; without a display the same job printed to build/run.
run:
	@$(PYTHON) packaging/set_up.py run

# Style, types and every test; a skipped test counts as a failure.
test:
	@$(PYTHON) packaging/set_up.py test

set-up:
	@$(PYTHON) packaging/set_up.py

# Every promise with its target at the end; BENCH_EVALUATIONS=100000 for the archive of a city.
bench: set-up
	@$(VENV)/python -m tests.bench.run

# Chinese typed with the real fcitx5 and ibus of this machine, on a display of its own.
input-methods: set-up
	@$(VENV)/python -m tests.bench.input_methods

# How well foreign files are read: fields found and right for each layout and kind of file.
readings: set-up
	@$(VENV)/python -m tests.foreign.readings

# The pictures and the table of keys of resources/manual.
pictures: set-up
	@$(VENV)/python -m tests.film.film

lint: set-up
	@$(VENV)/ruff check --fix
	@$(VENV)/ruff format

# Versions and hashes of every package for Linux and Windows, without addresses.
lock:
	@$(PYTHON) -m venv build/lock
	@build/lock/bin/python -m pip install --quiet --upgrade uv
	@build/lock/bin/uv pip compile pyproject.toml --group test --group dev --upgrade --quiet \
		--universal --python-version 3.11 --only-binary :all: --generate-hashes \
		--no-emit-index-url --custom-compile-command "make lock" --output-file requirements.lock

package: set-up
	@$(VENV)/python packaging/build.py --check

# As root: for Linux from glibc 2.28 on, as .deb and .tar.xz; the first time takes half an hour.
package-linux: set-up
	@$(VENV)/python packaging/linux/build_linux.py

# As root: install, use and remove what package-linux made, in fresh Debian 11, 12 and 13; with
# OLDER=….deb also upgrade from that package, and go back.
try-linux: set-up
	@$(VENV)/python packaging/linux/try_release.py $(if $(OLDER),--older $(OLDER)) bullseye bookworm trixie

clean:
	@rm -rf build dist resources/fonts/*.ttf
	@find core ui tests packaging -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# A million generated texts through the target reader (three minutes).
fuzz: set-up
	@$(VENV)/python -m tests.fuzz.parse_targets 1000000

# Kills, full disks, cut journals, damaged copies: what an archive lives through (ten minutes;
# QUICK=1 tries a tenth).
faults: set-up
	@$(VENV)/python -m tests.faults.run
