# Every command that a contributor or the CI runs. Each sets up what it needs; `make` lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BASE := src/crossread/lexicon/base.json
TERMS := $(wildcard src/crossread/lexicon/data/*)
PAIRS ?= ../shared/data/pairs
MARKED ?= $(PAIRS)/marked/a
TEXTS ?= $(PAIRS)/texts
HOLD_OUT ?=
JOBS ?= logical

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check lint types layers format bench bench-archive bench-phrases calibrate gates gate-novelty lexicon kills docs clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- set-up: done once, done again when what is installed changes -------------------------------

$(READY): pyproject.toml constraints.txt build_lexicon.py
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Crossread needs Python 3.11 or later, and there is no $(PYTHON): install it, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Crossread needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) -V 2>&1): say make PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "$(PYTHON) cannot make virtual environments: install its venv package (Debian: apt-get install python3-venv)" >&2; exit 1; }
	@echo "Setting up $(VENV) (once; a minute or two) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $(BASE) $@

$(BASE): $(TERMS) src/crossread/lexicon/compile.py src/crossread/text/fold.py | $(READY)
	@$(BIN)/python build_lexicon.py

# --- what people run -----------------------------------------------------------------------------

demo: $(READY) $(BASE) ## Compare the two specimen readouts here, and as a page in build/demo.html
	@mkdir -p build
	@$(BIN)/crossread demo --html build/demo.html
	@echo
	@echo "The same as a page, to open in a browser: $(CURDIR)/build/demo.html"

test: $(READY) $(BASE) ## Run all tests and the examples in the documentation
	@$(BIN)/python -m pytest -q -n $(JOBS) --maxprocesses 4 --dist loadfile

check: lint types layers test gates ## Everything that the CI holds a change to

lint: $(READY) # Layout and style
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .

types: $(READY) # mypy, strict
	$(BIN)/mypy

layers: $(READY) # Who may import whom
	$(BIN)/lint-imports

format: $(READY) ## Lay the code out as `make check` wants it
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

gates: $(READY) $(BASE) ## Hold the quality on marked sets to its floors
	@$(BIN)/python gates/marked.py
	@$(BIN)/python gates/edits.py

bench: $(READY) $(BASE) bench-archive bench-phrases ## Measure speed and memory; writes benchmarks/*.md
	@$(BIN)/python benchmarks/report.py

bench-archive: $(READY) $(BASE) # The archive, on two real ones (some minutes)
	@cd benchmarks && ../$(BIN)/python archive_report.py

bench-phrases: $(READY) $(BASE) # Phrases and families, on four real ones (some minutes)
	@$(BIN)/python benchmarks/phrase_report.py

calibrate: $(READY) $(BASE) ## Fit the weights again: MARKED=folder TEXTS=folder HOLD_OUT="pair ..."
	@$(BIN)/python gates/calibrate.py $(MARKED) $(TEXTS) $(if $(HOLD_OUT),--hold-out $(HOLD_OUT))

lexicon: $(READY) ## Compile the term base from its YAML files
	@$(BIN)/python build_lexicon.py

gate-novelty: $(READY) $(BASE) ## Hold formula, variant and new to readers' marks (ten minutes)
	@$(BIN)/python gates/novelty.py

kills: $(READY) $(BASE) ## Kill adding and collecting fifty times at random (twenty minutes)
	@CROSSREAD_KILLS=50 $(BIN)/python -m pytest -q tests/archive/test_killed.py tests/workflow/test_killed.py tests/workflow/test_past.py -k kill

docs: $(READY) $(BASE) ## Write the generated parts of the pages anew, and try every example and link
	@$(BIN)/python docs/generate.py
	@$(BIN)/python -m pytest -q README.md docs tests/docs

clean: ## Remove what was made here: the environment, caches, results
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks $(BASE)
