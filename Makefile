# `make demo` and `make test` do all the set-up on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# The lock files, the bill of materials and the audit are made with tools that have an environment of their own.
TOOLS := .venv-tools

.PHONY: setup demo test lint types check lock sbom audit clean

setup: $(VENV)/.ready

# Installed anew when the dependencies change: the very files that were locked, by their hashes.
$(VENV)/.ready: pyproject.toml requirements/dev.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --requirement requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

$(TOOLS)/.ready: requirements/tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	touch $@

demo: setup
	@$(BIN)/python -m claimline.samples.demo

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

check: lint types test

# After a change of the dependencies in pyproject.toml.
lock: $(TOOLS)/.ready
	requirements/lock.sh

# What the program is made of, with licences: requirements/sbom.cdx.json (CycloneDX).
sbom: setup $(TOOLS)/.ready
	$(BIN)/python tools/sbom.py --with $(TOOLS)/bin/cyclonedx-py

# Known vulnerabilities of what is locked. It asks an advisory database, and says so where there is none to be reached.
audit: $(TOOLS)/.ready
	tools/audit.sh $(TOOLS)/bin/pip-audit

clean:
	rm -rf $(VENV) $(TOOLS) demo .mypy_cache .ruff_cache .pytest_cache
