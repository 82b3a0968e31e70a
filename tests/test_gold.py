"""Texts annotated by hand, through the scorer that goes with them.

The texts lie beside the repository and are no part of it; without them these tests are skipped.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import qdnlp

SHARED = Path(os.environ.get("QDNLP_SHARED", Path(__file__).parents[2] / "shared"))
GOLD = SHARED / "gold" / "dev.jsonl"
SCORER = SHARED / "score.py"
ANNOTATIONS = Path(__file__).parent / "annotations" / "figures_times.jsonl"
FACTS = ANNOTATIONS.with_name("facts.jsonl")
ADAPTER = Path(__file__).parents[1] / "benchmarks" / "adapter.py"

pytestmark = pytest.mark.skipif(
    not (GOLD.exists() and SCORER.exists()), reason="the gold texts are not beside the repository"
)

# A little under what was reached, so that a step back is seen.
FLOORS = {"figure_value": 0.995, "figure_all": 0.99, "time_span": 0.99, "time_resolved": 0.99}
LAYERS = tuple(FLOORS)
FACT_FLOORS = {"fact_core": 0.93, "fact_full": 0.83}


def scores(documents: list[dict[str, Any]]) -> dict[str, Any]:
    """What the scorer says of the library's answers to annotated documents."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    result, _misses = scorer.score_gold([sys.executable, str(ADAPTER)], documents)
    return dict(result)


def gold() -> list[dict[str, Any]]:
    """The development texts."""
    documents = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    for document in documents:
        for fact in document["facts"]:
            fact.setdefault("f", fact.get("figure"))
    return documents


def texts_of(annotations: Path) -> list[dict[str, Any]]:
    """The texts that the project's own annotations speak of, where they are what was annotated."""
    documents = []
    for line in annotations.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        path = SHARED / record["file"]
        if hashlib.sha256(path.read_bytes()).hexdigest() != record["sha256"]:
            pytest.skip(f"{record['file']} is not the file that was annotated")
        text = path.read_text(encoding="utf-8")
        if "record" in record:
            text = json.loads(text.splitlines()[record["record"]])["text"]
        text = text[record["start"] : record["end"]]
        documents.append({"facts": [], "entities": [], "name": record["file"], **record})
        documents[-1]["text"] = text
    return documents


@pytest.fixture(scope="module")
def development() -> dict[str, Any]:
    return scores(gold())


@pytest.fixture(scope="module")
def annotated_here() -> dict[str, Any]:
    return scores(texts_of(ANNOTATIONS))


@pytest.mark.parametrize("layer", LAYERS)
def test_the_floor_holds_on_the_development_texts(development: dict[str, Any], layer: str) -> None:
    assert development[layer]["F1"] >= FLOORS[layer], json.dumps(development[layer])


@pytest.mark.parametrize("layer", LAYERS)
def test_the_floor_holds_on_our_own_annotations(annotated_here: dict[str, Any], layer: str) -> None:
    floor = FLOORS[layer] - 0.005
    assert annotated_here[layer]["F1"] >= floor, json.dumps(annotated_here[layer])


@pytest.mark.parametrize("layer", FACT_FLOORS)
def test_the_floor_of_facts_holds_on_the_development_texts(
    development: dict[str, Any], layer: str
) -> None:
    assert development[layer]["F1"] >= FACT_FLOORS[layer]


def test_the_floor_of_facts_holds_on_texts_annotated_here() -> None:
    both = right = planned = 0
    for document in texts_of(FACTS):
        text = document["text"]
        note = qdnlp.annotate(text, document["date"])
        found = {(note.figures[f.figure].start, note.figures[f.figure].end): f for f in note.facts}
        for fact in document["facts"]:
            mine = found.get(tuple(fact["figure"]))
            if mine is None or "none" in fact:
                continue
            both += 1
            asked = text[slice(*fact["indicator"])]
            right += mine.indicator in asked or asked in mine.indicator
            planned += mine.modality == fact["modality"]
    assert both >= 540
    assert right / both >= 0.85
    assert planned / both >= 0.88
