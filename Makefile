# What a person types: `make run` to see pages become a release, `make test` to see it proved. Needs Python 3.11+ and make.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.PHONY: run test soak lock clean
# The two environments of `make test` are made at once.
MAKEFLAGS += --jobs=2

find_python = for each in python3 python3.14 python3.13 python3.12 python3.11; do \
  if $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$each; exit; fi; done
PYTHON ?= $(shell $(find_python))
UV ?= uv
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Compiled at once and by all processors; pip would do it with one, and a start without takes three times as long. So
# are our own packages, for those whose Python is told to write no bytecode.
# The lock is complete, so nothing is resolved: pip would look for newer versions of what is asked for with extras.
INSTALL := $(PIP) install --quiet --no-compile --no-deps --require-hashes
COMPILE := $(BIN)/python -m compileall -q -j 0 .venv/lib flows ingest output parsers schemas
# The tests look at report.html in Debian's Chromium; `make test` installs it where it may, and says so where it may not.
HAS_CHROMIUM := command -v chromium >/dev/null

run: .venv/.run
	$(BIN)/jianghua build samples/

# One process more than two cores: tests that wait for a clock or a server would leave one idle.
test: .venv/.test .readers/.made
	-@$(HAS_CHROMIUM) || { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -qqy --no-install-recommends \
	  chromium fonts-noto-cjk; } >/dev/null 2>&1 || true
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 3 --dist loadfile
	@$(HAS_CHROMIUM) || echo '*** THE REPORT WENT UNSEEN: no chromium here; install it and run make test again ***' >&2

# The long forms: a million speeches, a hundred thousand pages, sixty kills, thousands of examples; measured into docs/.
# Hours, and 10 GB of disk.
soak: .venv/.test
	$(BIN)/python -m benchmarks.copies --seed 2 --speeches 300 --write
	$(BIN)/python -m benchmarks.copies --scale 1000000 --write
	$(BIN)/python -m benchmarks.search --write --date "$$(date +%F)"
	$(BIN)/python -m benchmarks.report
	$(BIN)/python -m benchmarks.release --write
	$(BIN)/python -m benchmarks.scale --pages 10000 100000 --write
	JIANGHUA_KILLS=60 $(BIN)/pytest tests/end_to_end/test_crashes.py tests/end_to_end/test_ingest.py -k kills
	HYPOTHESIS_PROFILE=nightly $(BIN)/pytest tests/property
	$(BIN)/python scripts/fuzz.py --minutes 10

.venv/.made:
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	  echo "jianghua needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3.11" >&2; exit 1; fi
	$(PYTHON) -m venv .venv
	touch $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	$(INSTALL) -r requirements.lock
	$(PIP) install --quiet --no-compile --no-deps --no-build-isolation --editable .
	$(COMPILE)
	touch $@

.venv/.test: .venv/.run requirements-dev.lock
	$(INSTALL) -r requirements-dev.lock
	$(COMPILE)
	touch $@

# The tools of others, in an environment that knows nothing of this project: what they can do there, any reader can.
.readers/.made: requirements-readers.lock .venv/.made
	$(PYTHON) -m venv .readers
	.readers/bin/python -m pip --disable-pip-version-check install --quiet --no-compile --no-deps --require-hashes -r $<
	.readers/bin/python -m compileall -q -j 0 .readers/lib
	touch $@

# The hashes pin what was tested; setuptools is in the lock because it builds the project without a download of its own.
lock:
	echo 'setuptools>=77' > requirements.build.in
	$(UV) pip compile $(LOCK) pyproject.toml requirements.build.in --output-file requirements.lock
	$(UV) pip compile $(LOCK) pyproject.toml requirements.build.in --extra dev --constraint requirements.lock \
	  --output-file requirements-dev.lock
	rm requirements.build.in
	$(UV) pip compile $(LOCK) --group pyproject.toml:readers --output-file requirements-readers.lock

# Extras stay: pip with hashes takes `sqlalchemy[asyncio]`, which Prefect asks for, for other than `sqlalchemy`.
LOCK := --quiet --no-strip-extras --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header --no-annotate

clean:
	rm -rf .venv .readers build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
