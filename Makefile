# A bare `make` lists what there is. Every target sets up what it needs first.
PYTHON ?= python3
BIN := .venv/bin
RUNS := .venv/.runs
TESTS := .venv/.tests
# Compiled when first imported: of what is installed, a run needs the smaller part.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c deploy/constraints.txt

SEEDS ?= 100

.PHONY: help run test test-brokers test-rest check kafka chaos bench bench-serve system clean
help:  ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(RUNS): pyproject.toml deploy/constraints.txt
	@echo "setting up .venv (a minute, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(INSTALL) -e .
	@touch $@

$(TESTS): $(RUNS) deploy/constraints-dev.txt
	@echo "adding what tests need"
	@$(INSTALL) -c deploy/constraints-dev.txt -e ".[dev]"
	@touch $@

run: $(RUNS)  ## everything on this machine, with a demo archive: the live page at the address it prints; Ctrl-C ends it
	@exec $(BIN)/sitrep up --demo

test: $(TESTS) system check  ## everything: core, shell, brokers, serving, page
	@$(MAKE) --no-print-directory --jobs 2 test-brokers test-rest

test-brokers: $(TESTS)
	@$(BIN)/python -m pytest -rs -m kafka

test-rest: $(TESTS)
	@$(BIN)/python -m pytest -rs -m "not kafka"

check: $(TESTS)  ## style, types and layers
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

kafka: $(RUNS)  ## a local Apache Kafka (Java 17, Maven) in the background; data under .kafka, `python deploy/kafka/local.py stop` ends it
	@$(BIN)/python deploy/kafka/local.py start --background

chaos: $(TESTS)  ## workers killed, stopped and joined while the broker restarts, SEEDS=100 times; counts must be the oracle's
	@$(BIN)/python -m tests.kafka.chaos --seeds $(SEEDS)

bench: $(TESTS)  ## speed of reading, fusing and the pipeline, as ratios
	@for one in tests/bench/bench_*.py; do echo "== $$one"; $(BIN)/python $$one || exit 1; done

bench-serve: $(TESTS)  ## a thousand subscribers on one core, one of them deaf, all reconnecting; questions to a million incidents
	@$(BIN)/python tests/bench/bench_serve.py

system:  ## what the tests need from the system (Debian, as root): Chromium, promtool, Java, Maven, a compose client
	@sh deploy/system.sh

clean:  ## remove what this Makefile made
	rm -rf .venv .kafka .sitrep .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
