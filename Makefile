# Needs make and a Python of 3.11 or newer; everything else comes into .venv. `make help` lists the commands.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python that is new enough and can make a virtual environment; PYTHON=/path/to/python chooses another.
SUITABLE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3; do \
	"$$name" -c '$(SUITABLE)' >/dev/null 2>&1 && { command -v "$$name"; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
UV := uv==0.13.9
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header $(UPGRADE)

export PORT HOST MADANG_BASE_URL

.PHONY: help run test test-quick test-postgres lint format lock bench check-python clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## Start the city on 127.0.0.1:8000 (PORT= and HOST= change it, DEMO=0 makes none up); Ctrl-C stops it
	@exec $(BIN)/python manage.py serve $(if $(filter 0 no off,$(DEMO)),,--demo)

# One more than a small machine has cores: many tests wait for a program.
WORKERS := -n 3 --dist loadfile --no-loadscope-reorder

# The programs that tests start need not compile the product each time, whatever the environment says.
test test-postgres: export PYTHONDONTWRITEBYTECODE =

test: $(VENV)/dev.stamp ## Run all tests, then the publication's on PostgreSQL (ARGS= goes to pytest, and runs only that)
	$(BIN)/python -m pytest $(or $(ARGS),$(WORKERS))
	$(if $(ARGS),,$(BIN)/python -m tests.postgres $(WORKERS) tests/ledger tests/derived tests/publication tests/jobs tests/migrations tests/core/test_forgotten_apps.py)

test-quick: $(VENV)/dev.stamp ## Run in less than two minutes what needs no store, program or browser
	$(BIN)/python -m pytest $(WORKERS) -m "not slow"

test-postgres: $(VENV)/dev.stamp ## Run all tests on PostgreSQL (ARGS= goes to pytest)
	$(BIN)/python -m tests.postgres $(or $(ARGS),$(WORKERS))

lint: $(VENV)/dev.stamp ## Check style, types, layers, migrations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --fail-level WARNING

format: $(VENV)/dev.stamp ## Rewrite the code in the one style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp ## Measure the speed claims on 10,000 generated posts, beside other systems
	@exec $(BIN)/python -m bench

lock: $(VENV)/pyvenv.cfg ## Write the lock files anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	$(PIP_INSTALL) $(UV)
	$(COMPILE) pyproject.toml --extra postgres --extra redis --extra meilisearch --output-file requirements.lock
	$(COMPILE) pyproject.toml --all-extras --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) pyproject.toml bench/requirements.in --extra postgres --extra redis --extra meilisearch --constraint requirements.lock \
		--output-file bench/requirements.lock

clean: ## Remove the environment; the store under var/ stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache

check-python:
	@test -n "$(PYTHON)" || { echo "Madang needs Python 3.11 or newer with venv (Debian: apt install python3 python3-venv)." >&2; exit 1; }

$(VENV)/pyvenv.cfg: | check-python
	@echo "Creating $(VENV) with $(PYTHON) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.lock $(VENV)/pyvenv.cfg
	@echo "Installing what runs (requirements.lock) ..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/pyvenv.cfg
	@echo "Installing what runs and tests (requirements-dev.lock) ..."
	@$(PIP_INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@ $(VENV)/run.stamp
