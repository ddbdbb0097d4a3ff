# Two commands: `make run` tries Biên Bản on the sample archive, `make test` tests it. Each sets up all it needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
FILES ?= samples/files
JOBS ?= $(shell nproc)
PYTEST_ARGS ?=
BENCH_ARGS ?=
SCALE_ARGS ?=
UPGRADE ?=
EVAL_ARGS ?=
ROBUST_ARGS ?=
AUDIT_ARGS ?=
MODELS ?=
FEED_ARGS ?=
FUZZ_ARGS ?=
SOAK_ARGS ?=

# One thread per engine call and as many calls as cores: faster than the engine's own threads, and steady.
export OMP_THREAD_LIMIT ?= 1
# Nothing is sent anywhere; Prefect has two switches for it.
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export DO_NOT_TRACK := 1

.PHONY: help setup setup-dev setup-services run test test-services test-kill lint format types layers check eval agreement robust audit audit-assess models bench bench-assess overhead bench-hand test-learn bench-feed fuzz-files soak lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## create .venv with the locked packages; install tesseract where that is allowed
	@scripts/setup.sh runtime

setup-dev: ## the same, with the tools that test and check
	@scripts/setup.sh dev

setup-services: setup-dev ## install the programs of PostgreSQL for the tests that start a server of their own
	@scripts/setup.sh services

# The samples hold a damaged file on purpose: exit 1 says that one file could not be read, and is no failure here.
run: setup ## read the sample archive (or FILES=folder) into records, assess them, write the report
	@$(BIN)/bienban run $(FILES) || [ $$? -eq 1 ]

test: setup-dev ## run the tests (PYTEST_ARGS="-k word" to choose)
	@$(BIN)/python -m pytest -n $(JOBS) $(PYTEST_ARGS)

test-services: setup-services ## run the tests against real servers (PostgreSQL, S3, Dask), which they start themselves
	@BIENBAN_TEST_SERVICES=1 $(BIN)/python -m pytest -n $(JOBS) -m services $(PYTEST_ARGS)

test-kill: setup-services ## kill a batch of 60 documents 50 times at random, on SQLite and on PostgreSQL, and compare the rows
	@BIENBAN_TEST_SERVICES=1 BIENBAN_TEST_KILLS=50 $(BIN)/python -m pytest tests/flows/test_flows_kills.py $(PYTEST_ARGS)

test-browser: setup-dev ## end-to-end tests of the review pages in a real headless Chromium, and of the API
	@scripts/browser.sh
	@$(BIN)/python -m pytest tests/browser $(PYTEST_ARGS)

bench-web: setup-dev ## server time of each review page over a drawn archive of 100,000 meetings (BENCH_ARGS="--meetings 1000")
	@$(BIN)/python -m scripts.bench.web $(BENCH_ARGS)

lint: setup-dev ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: setup-dev ## ruff: write the format
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: setup-dev ## mypy --strict
	@$(BIN)/mypy

layers: setup-dev ## import-linter: who may import whom
	@PYTHONPATH=. $(BIN)/lint-imports

check: lint types layers test ## all of the above, tests last

eval: setup-dev ## score records of the development set, where it is, the samples and texts (EVAL_ARGS="--set samples")
	@$(BIN)/python -m scripts.eval $(EVAL_ARGS)

robust: setup-dev ## score records of misread texts: 0, 2, 5, 8 % noise, no marks (ROBUST_ARGS="--seeds 1")
	@$(BIN)/python -m scripts.eval.robust $(ROBUST_ARGS)

agreement: setup-dev ## compare the levels of substance with a reader's, over the rated minutes and sentences
	@$(BIN)/python -m scripts.agreement

audit: setup-dev ## read the samples and check that each value's quote stands in its boxes (AUDIT_ARGS="--crops 50")
	@$(BIN)/python -m scripts.eval --set samples --only scans > /dev/null
	@$(BIN)/python -m scripts.eval.evidence out/eval/samples.jsonl --files samples/files $(AUDIT_ARGS)

audit-assess: setup-dev ## assess samples and development set: each point has its quote on the page, each total is a range
	@$(BIN)/python -m scripts.eval.assessments $(AUDIT_ARGS)

models: setup-dev ## train all models anew from what is in the repository (MODELS="people --check")
	@$(BIN)/python -m scripts.models $(MODELS)

test-learn: setup-dev ## install what learning needs and run its tests (PyTorch, as pip gives it here)
	@$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/python -m pip install 'torch>=2.6'
	@$(BIN)/python -m pytest -k hands tests/extractors $(PYTEST_ARGS)

bench-hand: setup-dev ## learn simulated hands from 25 to 200 lines and read others (BENCH_ARGS="--seeds 1 --sizes 25,100")
	@$(BIN)/python -c 'import torch' 2>/dev/null || $(BIN)/python -m pip install 'torch>=2.6'
	@scripts/handbench/fonts.sh
	@$(BIN)/python -m scripts.handbench $(BENCH_ARGS)

bench: setup-dev ## draw pages, read them, count wrong characters and seconds beside other readers (BENCH_ARGS="--pages 2")
	@scripts/bench/fonts.sh
	@$(BIN)/python -m scripts.bench --fonts node_modules --fonts out/fonts $(BENCH_ARGS)

bench-assess: setup-dev ## assess 100,000 invented meetings with their history over two processes (BENCH_ARGS="--meetings 5000")
	@$(BIN)/python -m scripts.bench.assess $(BENCH_ARGS)

bench-scale: setup-services ## load records into SQLite and PostgreSQL, run over 10,000 known papers (SCALE_ARGS="--records 500")
	@$(BIN)/python -m scripts.bench.scale $(SCALE_ARGS)

overhead: setup ## measure speed: start-up, pages per second, share of everything but the OCR engine
	@$(BIN)/python scripts/bench/overhead.py

bench-feed: setup-dev ## publish a million made-up meetings, ask the dashboard's questions (FEED_ARGS="--meetings 30000")
	@$(BIN)/python -m scripts.bench.feed --meetings 1000000 $(FEED_ARGS)

fuzz-files: setup-dev ## 1,000 damaged and hostile files through `run` (FUZZ_ARGS="--files 100")
	@$(BIN)/python -m scripts.endurance.fuzz $(FUZZ_ARGS)

soak: setup-dev ## 2,000 papers through `watch` while another process corrects (SOAK_ARGS="--papers 100")
	@$(BIN)/python -m scripts.endurance.soak $(SOAK_ARGS)

lock: setup-dev ## write the lock files anew (UPGRADE=--upgrade for newer versions)
	@scripts/lock.sh $(UPGRADE)

clean: ## remove .venv, caches and what `make eval` wrote; never a data folder
	@scripts/clean.sh
