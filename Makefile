# Yiwang: everything a newcomer or a machine runs. `make demo` is the one to begin with.
# 一网：新来的人从 make demo 开始；make test 跑全部测试，make check 跑全部检查。

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-tests demo test test-doors test-desk test-stories test-files test-rooms test-rooms-debian soak drill check bench bench-language docs lock clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
READY := $(VENV)/.ready
# A Debian server beside the wheel's: the rooms must pass on both.
DEBIAN_POSTGRES := $(lastword $(sort $(wildcard /usr/lib/postgresql/15/bin/postgres)))
PYTEST_ARGS ?=
# Set in many containers: every part and every process it starts would compile the house anew.
unexport PYTHONDONTWRITEBYTECODE

help:
	@echo "make demo    启动演示 · start the demo (PORT=8000 DATA_DIR=var)"
	@echo "make test    全部测试 · every test"
	@echo "make drill   负载下杀进程的演练 · kill -9 under load, by hand"
	@echo "make check   代码检查 · lint, types, architecture, words"
	@echo "make bench   性能测量 · benchmarks (ONLY=name BENCH_ROWS=1000000)"
	@echo "make docs    重新生成文档中的图表 · regenerate the generated pages"

setup: $(READY)

$(READY): requirements.lock pyproject.toml $(wildcard package-lock.json)
	@.ci/packages demo
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新 · Python 3.11 or newer is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@if [ -f package.json ]; then npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm run --silent build; fi
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib yiwang || true
	@touch $(READY)

setup-tests: setup
	@.ci/packages test

# exec: Ctrl-C and SIGTERM reach `yiwang up` itself, and it ends everything it started.
demo: setup
	@exec $(BIN)/yiwang up --demo

# Three at once, for the browser's stories wait more than they work; the longest first, so that no part is left to run alone, and
# each to its end whatever another one finds. What asks a server nothing that other tests do not ask, again and again, is asked of
# one server.
ONCE := tests/rooms/appeals/test_permissions.py tests/rooms/appeals/test_clocks_agree.py tests/rooms/config/test_worker.py tests/rooms/secrecy/test_insider.py \
	tests/rooms/organisation/test_bulk.py tests/rooms/language tests/rooms/clocks/test_telling.py tests/rooms/served/test_quarter.py \
	tests/rooms/secrecy/test_insider_ways.py tests/rooms/appeals/test_importing.py tests/rooms/appeals/test_issued_papers.py tests/rooms/messaging/test_killed.py
test: setup
	@$(MAKE) --no-print-directory --output-sync=target --keep-going -j3 test-stories test-doors test-rooms test-files test-rooms-debian test-desk

test-doors:
	$(BIN)/python -m pytest --ignore=tests/faults --ignore=tests/rooms --ignore=tests/journeys --ignore=tests/sites/workbench $(PYTEST_ARGS)

test-desk:
	$(BIN)/python -m pytest -p no:cacheprovider tests/sites/workbench $(PYTEST_ARGS)

test-stories:
	$(BIN)/python -m pytest -p no:cacheprovider tests/journeys $(PYTEST_ARGS)

# The largest rooms apart from all the others.
test-files:
	$(BIN)/python -m pytest -p no:cacheprovider tests/rooms/appeals tests/rooms/secrecy $(PYTEST_ARGS)

test-rooms:
	$(BIN)/python -m pytest -p no:cacheprovider tests/rooms --ignore=tests/rooms/appeals --ignore=tests/rooms/secrecy $(PYTEST_ARGS)

test-rooms-debian:
ifneq ($(DEBIAN_POSTGRES),)
	YIWANG_PG_BIN=$(dir $(DEBIAN_POSTGRES)) $(BIN)/python -m pytest -p no:cacheprovider tests/rooms $(ONCE:%=--ignore=%) $(PYTEST_ARGS)
else
	@echo "没有 /usr/lib/postgresql/15，只在 18 上测过 · PostgreSQL 15 is not installed, only 18 was tested (make setup-tests)"
endif

# Random legal and illegal moves over all states; `make test` does some. What was tried stands in build/soak.txt.
soak: setup
	SOAK_MOVES=$${SOAK_MOVES:-20000} $(BIN)/python -m pytest tests/soak --timeout=0 $(PYTEST_ARGS); status=$$?; head -n 60 build/soak.txt; exit $$status

# Kills the product's parts by -9 under load, for minutes: by hand, results with commit and date in docs/faults.md.
drill: setup
	$(BIN)/python -m pytest tests/faults -s $(PYTEST_ARGS)

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy yiwang
	$(BIN)/lint-imports
	$(BIN)/yiwang docs --check
	$(BIN)/python -m pytest tests/house $(PYTEST_ARGS)

# ONLY=name[,name] BENCH_ROWS=1000000; the grown cities stay in build/bench, the figures in build/bench.json.
bench: setup
	@ONLY='$(ONLY)' BENCH_ROWS='$(BENCH_ROWS)' $(BIN)/python -m benchmarks

# How well Chinese is read, on public messages that lie outside the project: MESSAGES=folder, WRITE=1 puts the table into docs/language.md.
bench-language: setup
	@ONLY='$(ONLY)' $(BIN)/python -m benchmarks.language

docs: setup
	@$(BIN)/yiwang docs

# No address of any registry may stand in the lock.
lock:
	@$(BIN)/pip-compile --quiet --allow-unsafe --extra=dev --generate-hashes --strip-extras --no-emit-find-links --no-emit-index-url \
	  --no-emit-trusted-host --output-file=requirements.lock pyproject.toml

clean:
	@rm -rf $(VENV) build/golden node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
