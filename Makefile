# finad: `make demo` scans the bundled sample ads, `make test` checks everything. Both set up what they need.

VENV ?= .venv
# The first Python that is new enough; set PYTHON=... to choose another.
PYTHON ?= $(shell for name in python3.12 python3.11 python3.13 python3 python3.14 python; do \
	if command -v $$name >/dev/null 2>&1 && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	then echo $$name; break; fi; done)

BIN := $(VENV)/bin
LIGHT := $(VENV)/.installed-light
DEV := $(VENV)/.installed-dev
# The version the shipped model was trained and is tested with.
TORCH := torch==2.13.0
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

# A program of its own for the tests of recorded app traffic: its requirements clash with those of others.
MITMPROXY := $(VENV)/.installed-mitmproxy
MITMDUMP := $(CURDIR)/$(VENV)/mitmproxy/bin/mitmdump

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types unit clean programs

help:
	@echo "make demo    set up $(VENV) and scan the sample ads"
	@echo "make test    set up $(VENV) with the tools and run ruff, mypy and all tests"
	@echo "make lint    ruff and mypy only"
	@echo "make clean   remove $(VENV), caches and out/"

demo: $(LIGHT)
	@mkdir -p out
	@echo "── finad scan samples/ads.jsonl --list"
	@$(BIN)/finad scan samples/ads.jsonl --list
	@echo
	@echo "── finad check (one of them, with the proof)"
	@$(BIN)/finad check "$$(cat samples/one_ad.txt)" --channel sms --date 2021-05-01
	@$(BIN)/finad scan samples/ads.jsonl --edits --out out/demo.html --quiet
	@echo
	@echo "The same as a page to read and print: out/demo.html"

test: lint unit

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy finad*.py

unit: $(DEV) programs $(MITMPROXY)
	FINAD_MITMDUMP=$(MITMDUMP) $(BIN)/python -m pytest -n auto --dist loadgroup

format: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "finad needs Python 3.11 or newer, and none was found; install it or name it: make PYTHON=/path/to/python3" >&2; \
		exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) comes without venv; on Debian and Ubuntu run:" >&2; \
		echo "    sudo apt-get install $$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; \
		exit 1; }
	$(PYTHON) -m venv $(VENV)

# The compiled kernel needs a C compiler and Python's headers. Without them finad runs on ONNX Runtime, more slowly.
HEADERS := import os, sysconfig; raise SystemExit(not os.path.exists(sysconfig.get_path("include") + "/Python.h"))
KERNEL := classifier/neural/kernel
KERNEL_SOURCES := $(wildcard $(KERNEL)/*.c $(KERNEL)/*.h)

.PHONY: compiler
compiler: | $(VENV)/bin/python
	@if ! command -v cc >/dev/null 2>&1 || ! $(BIN)/python -c '$(HEADERS)'; then \
		packages="gcc libc6-dev $$($(BIN)/python -c 'import sys; print("python%d.%d-dev" % sys.version_info[:2])')"; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			apt-get update -qq && apt-get install -qq -y $$packages || echo "the compiled kernel is left out" >&2; \
		else \
			echo "no C compiler or no Python headers: finad will run on ONNX Runtime, more slowly;" >&2; \
			echo "on Debian and Ubuntu run: sudo apt-get install $$packages" >&2; \
		fi; fi

# What the crawler's tests drive beside Python: a browser, Chinese type to draw with, Redis. Without them the tests that
# need them say so and skip; where CI is set they fail.
programs:
	@missing=""; \
	command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || missing="$$missing chromium"; \
	command -v redis-server >/dev/null 2>&1 || missing="$$missing redis-server"; \
	command -v openssl >/dev/null 2>&1 || missing="$$missing openssl"; \
	{ command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; } || missing="$$missing fontconfig fonts-noto-cjk"; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing \
			|| echo "some tests of the crawler will be skipped" >&2; \
		else \
			echo "some tests of the crawler will be skipped; on Debian and Ubuntu run: sudo apt-get install$$missing" >&2; \
		fi; fi

$(MITMPROXY): | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/mitmproxy
	$(VENV)/mitmproxy/bin/python -m pip --disable-pip-version-check install --quiet 'mitmproxy>=10'
	@touch $@

$(LIGHT): pyproject.toml $(KERNEL_SOURCES) | $(VENV)/bin/python compiler
	$(PIP) --editable '.[crawl]'
	@touch $@

$(DEV): pyproject.toml $(KERNEL_SOURCES) | $(VENV)/bin/python compiler
	# By itself and first: what needs torch then takes the one that is there instead of looking for another.
	$(PIP) $(TORCH)
	$(PIP) --editable '.[dev]'
	@touch $(LIGHT) $@

clean:
	rm -rf $(VENV) out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name '_kernel*.so' -not -path './.venv/*' -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
