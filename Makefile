# quizapp needs Python 3.11 or newer and make, nothing else. `make` alone lists what can be done.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=
# Browsers wait more than they work, so one test more than there are processors runs at a time.
TESTERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) + 1 )))

# Each file to one of them, in the order that tests/conftest.py gives.
SHARE := --dist loadfile --no-loadscope-reorder

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# A stamp's name holds what it was made from, so a second start compares one file name and does nothing.
KEY := $(shell { cat requirements.txt pyproject.toml; pwd; } | cksum | cut -d ' ' -f 1)
DEV_KEY := $(shell cksum < requirements-dev.txt | cut -d ' ' -f 1)
RUNTIME := $(VENV)/.runtime-$(KEY)
DEV := $(VENV)/.dev-$(KEY)-$(DEV_KEY)

# A PYTHON that was asked for and is not the one inside .venv replaces it; without asking, .venv stays.
ifneq ($(filter command environment,$(origin PYTHON)),)
ifneq ($(shell $(PYTHON) -V 2>&1 || true),$(shell test -x $(BIN)/python && $(BIN)/python -V))
OTHER_PYTHON := other-python
endif
endif

.DEFAULT_GOAL := help
.PHONY: help setup serve test postgresql check bench soak fuzz screenshots format translations lock browser pegjs other-python

help: ## list these targets
	@echo "quizapp: make <target>"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

setup: $(RUNTIME) ## make .venv and install the pinned packages

serve: $(RUNTIME) ## set up, then serve on http://127.0.0.1:8000 (PORT=8001 changes the port)
	@QUIZAPP_PORT=$(PORT) exec $(BIN)/quizapp serve

test: $(DEV) browser pegjs ## set up for tests, then run them all, the quality gates among them (ARGS="-k csv")
	@$(BIN)/python -m pytest -n $(TESTERS) $(SHARE) $(ARGS)

postgresql: $(DEV) browser ## run all tests on PostgreSQL, also those that `make test` runs on SQLite alone
	@QUIZAPP_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n $(TESTERS) $(SHARE) $(ARGS)

check: $(DEV) browser pegjs ## the quality gates first (format, lint, types, imports), then the other tests
	@$(BIN)/python -m pytest -m gate -x -q
	@$(BIN)/python -m pytest -m "not gate" -n $(TESTERS) $(SHARE) $(ARGS)

bench: $(DEV) ## measure speed and the quality of what is generated
	@$(BIN)/python -m benchmarks $(ARGS)

soak: $(DEV) ## kill the server again and again while learners answer, for ten minutes (ARGS="--minutes 60")
	@$(BIN)/python -m benchmarks.soak $(ARGS)

fuzz: $(DEV) ## read thousands of damaged files and act at random (ARGS="documents --count 20000 --seed 2")
	@$(BIN)/python -m tests.fuzz $(ARGS)

screenshots: $(DEV) browser ## take a picture of every page, on a desktop and a phone, light and dark
	@$(BIN)/python -m tests.e2e.screenshots

format: $(DEV) ## write the code in the one format
	@$(BIN)/ruff check --quiet --fix-only --select I .
	@$(BIN)/ruff format .

CATALOGUES := quizapp/translations
TEMPLATE := $(VENV)/messages.pot

translations: $(DEV) ## put new words of code and pages into the catalogues, and take old ones out
	@$(BIN)/pybabel -q extract --mapping pyproject.toml --add-location file --output-file $(TEMPLATE) .
	@$(BIN)/pybabel -q update --input-file $(TEMPLATE) --output-dir $(CATALOGUES) \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --width 110

LOCK := $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --annotation-style line --custom-compile-command "make lock" $(ARGS)

lock: $(DEV) ## write the lock files again from pyproject.toml (ARGS=--upgrade takes newer releases)
	@$(LOCK) --group build --output-file requirements.txt
	@$(LOCK) --group dev --extra pg --constraint requirements.txt --output-file requirements-dev.txt

# pip is the last file that venv writes: where it is missing, the environment is not whole.
$(BIN)/pip: $(OTHER_PYTHON)
	@command -v $(PYTHON) > /dev/null || { \
		echo "quizapp needs Python 3.11 or newer, and there is no $(PYTHON) here." >&2; exit 2; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || { \
		echo "quizapp needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1)." >&2; \
		echo "If a newer one is installed, name it: make setup PYTHON=python3.13" >&2; exit 2; }
	@echo "Making $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): $(BIN)/pip
	@echo "Installing $$(grep -c '^[a-z].*==' requirements.txt) pinned packages (once; a minute or two)"
	@$(PIP) install -qq --require-hashes -r requirements.txt
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@rm -f $(VENV)/.runtime-* && touch $@

$(DEV): $(RUNTIME)
	@echo "Installing $$(grep -c '^[a-z].*==' requirements-dev.txt) pinned packages for the tests (once)"
	@$(PIP) install -qq --require-hashes -r requirements-dev.txt
	@rm -f $(VENV)/.dev-* && touch $@

# Without any Chromium the browser tests say so themselves; everything else still runs.
browser: $(DEV)
	@for name in chromium chromium-browser google-chrome; do \
		if command -v $$name > /dev/null; then exit 0; fi; done; \
	$(BIN)/playwright install chromium > /dev/null 2>&1 || echo "No Chromium here, and none could be installed."

# A parser of others, by which the tests check GIFT: where npm is missing, that one test says so and is skipped.
PEGJS := $(VENV)/node_modules/gift-pegjs
pegjs: $(DEV)
	@test -d $(PEGJS) || ! command -v npm > /dev/null || \
		npm install --prefix $(VENV) --no-save --ignore-scripts --no-audit --no-fund --silent \
			gift-pegjs@1.0.2 pegjs@0.10.0 || echo "gift-pegjs could not be installed; its test is skipped."
