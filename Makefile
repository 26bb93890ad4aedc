# Everything there is to type. Each target sets up .venv by itself, and again when the requirements change.
#
#   make sandbox    walk through a living community in your browser, without a token
#   make test       the tests       TESTS=tests/questions for a part
#   make coverage   the same, with how much of bot/ and cogs/ they run; takes twice as long
#   make test-reduced   the same, without the message content intent and then without the members intent
#   make check      format, lint, types, import contracts
#   make bench      the figures: quality and speed of the search, time to start and to answer, floods, large boards, filters
#                   SIMILAR="your.jsonl" for questions of your own (tests/bench/similar.py has the format)
#   make run        the bot itself; reads .env
#   make migration  NAME="say what it does": writes the migration for tables that were changed
#   make format     put the code into form
#   make pins       take the newest versions the ranges in pyproject.toml allow
#   make clean      forget .venv and caches; your data stays

.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TESTS ?= tests
WORKERS ?= auto
SIMILAR ?= $(wildcard ../shared/similar/dev/*.jsonl)

# Some environments set this for containers. Here it would cost twenty seconds a process: pytest keeps no rewritten test.
unexport PYTHONDONTWRITEBYTECODE

# The first Python that will do; PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.14 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)

.PHONY: help sandbox test test-reduced coverage check format bench run migration pins clean

help:
	@sed -n 's/^#   //p' Makefile

sandbox: $(READY)
	$(BIN)/python -m bot sandbox $(ARGS)

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

test-reduced: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --without=content $(TESTS)
	$(BIN)/python -m pytest -n $(WORKERS) --without=members $(TESTS)

coverage: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-report=term $(TESTS)

check: $(READY)
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m ruff check .
	$(BIN)/python -m mypy
	$(BIN)/python $(BIN)/lint-imports

format: $(READY)
	$(BIN)/python -m ruff check --fix-only .
	$(BIN)/python -m ruff format .

bench: $(READY)
	@mkdir -p build
	@for data in $(SIMILAR); do \
		echo "Similar questions: $$data"; \
		$(BIN)/python -m tests.bench.similar "$$data" "build/$$(basename "$$data" .jsonl).results.jsonl" || exit 1; \
		echo; \
	done
	$(BIN)/python -m tests.bench.similar --speed
	$(BIN)/python -m tests.bench.in_process
	$(BIN)/python -m tests.bench.card
	$(BIN)/python -m tests.bench.startup
	$(BIN)/python -m tests.bench.commands
	$(BIN)/python -m tests.bench.flood
	$(BIN)/python -m tests.bench.board
	$(BIN)/python -m tests.bench.rsvp
	$(BIN)/python -m tests.bench.filters

run: $(READY)
	$(BIN)/python -m bot run

migration: $(READY)
	$(BIN)/python -m migrations.new "$(NAME)"

$(READY): requirements.txt requirements-dev.txt
	@test -n "$(PYTHON)" || { echo "Engawa needs Python 3.11 to 3.14, and none was found; PYTHON=/path/to/python names one." >&2; exit 1; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || { \
		echo "Making $(VENV) with $(PYTHON)"; \
		$(PYTHON) -m venv --clear $(VENV) || { \
			rm -rf $(VENV); \
			echo "No virtual environment could be made. Debian and Ubuntu have that in a package: python3-venv." >&2; \
			exit 1; }; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# A fresh environment decides; lines with a marker (for other Pythons than this one) are carried over.
pins:
	@test -n "$(PYTHON)" || { echo "Engawa needs Python 3.11 to 3.14, and none was found." >&2; exit 1; }
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/python -m pip install --quiet --upgrade pip
	build/pins/bin/python -m pip install --quiet .
	{ head -n 1 requirements.txt; { build/pins/bin/python -m pip freeze --exclude engawa; grep '^[^\#].*;' requirements.txt || true; } | LC_ALL=C sort -fu; } > build/requirements.txt
	build/pins/bin/python -m pip install --quiet --group dev '.[sandbox]'
	{ head -n 1 requirements-dev.txt; echo '-r requirements.txt'; build/pins/bin/python -m pip freeze --exclude engawa \
		| grep -vixFf build/requirements.txt | LC_ALL=C sort -f; } > build/requirements-dev.txt
	mv build/requirements.txt requirements.txt && mv build/requirements-dev.txt requirements-dev.txt
	rm -rf build/pins

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
