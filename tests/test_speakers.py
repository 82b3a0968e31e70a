"""Speakers of the figures in quotations, against annotations of four newspaper pages.

The pages are no part of the project; where they are absent, nothing is tested.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import qdnlp

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "shared" / "gold" / "dev.jsonl"
ITEMS = [
    json.loads(line)
    for line in (HERE / "annotations" / "speakers.jsonl").read_text("utf-8").splitlines()
]

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the annotated pages are not here")


@cache
def pages() -> dict[str, dict[str, Any]]:
    lines = GOLD.read_text("utf-8").splitlines()
    return {page["name"]: page for page in map(json.loads, lines)}


def answers(page: dict[str, Any], items: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Facts whose speaker is known, those answered right, and facts that wrongly have one."""
    text = page["text"]
    wanted = {tuple(item["figure"]): item for item in items}
    note = qdnlp.annotate(text, date=page["date"])
    asked = right = wrong = 0
    for fact in note.facts:
        figure = note.figures[fact.figure]
        item = wanted.get((figure.start, figure.end))
        if item is None:
            wrong += fact.speaker is not None
        elif not item.get("opt"):
            speaker = item["speaker"] and text[slice(*item["speaker"])]
            bodies = [text[slice(*span)] for span in (item["spoken_for"], *item.get("or", []))]
            asked += 1
            right += fact.speaker == speaker and fact.spoken_for in bodies
    return asked, right, wrong


def test_annotations_are_of_these_pages() -> None:
    for document in ITEMS:
        text = pages()[document["document"]]["text"]
        assert hashlib.sha256(text.encode()).hexdigest() == document["sha256"]


def test_speakers() -> None:
    found = [answers(pages()[document["document"]], document["items"]) for document in ITEMS]
    asked, right, wrong = map(sum, zip(*found, strict=True))
    assert asked >= 100
    assert right / asked >= 0.95
    assert wrong / asked <= 0.05
