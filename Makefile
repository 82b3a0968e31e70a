# Everything runs in an environment of its own, .venv, made once and renewed
# when pyproject.toml changes. Needed beforehand: Python 3.11 or newer, pip, make.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test bench clean

help:
	@echo "make demo   show the figures and times of the pages in docs/samples"
	@echo "make test   lint, types and tests"
	@echo "make bench  measure speed beside other libraries; renews docs/benchmarks.md"
	@echo "make clean  remove the environment and what the tools leave behind"

demo: $(READY)
	@$(BIN)/qdnlp figures docs/samples

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(READY)
	$(BIN)/python benchmarks/run.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian's Python comes without ensurepip: there the environment is made
# without pip, and the pip outside puts one in.
$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "qdnlp needs Python 3.11 or newer, and no python3 was found." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "qdnlp needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip -q --python $(BIN)/python install pip; }
	@$(BIN)/python -m pip -q --disable-pip-version-check install -e '.[dev,frames]'
	@touch $@
