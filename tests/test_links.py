"""Which entry a mention means: GPE and ORG of the newspaper pages, annotated by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from qdnlp.lexicon import Lexicon

LINKS = Path(__file__).parent / "annotations" / "links.jsonl"
GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"


@pytest.mark.skipif(not GOLD.exists(), reason="the gold lies beside the checkout")
def test_places_and_bodies_are_linked() -> None:
    texts = {
        document["name"]: document["text"]
        for document in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    }
    lexicon = Lexicon.default()
    asked = right = 0
    for record in map(json.loads, LINKS.read_text(encoding="utf-8").splitlines()):
        text = texts[record["name"]]
        if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
            continue
        found = {(name.start, name.end): name.id for name in lexicon.find(text)}
        for link in record["links"]:
            asked += 1
            right += found.get((link["start"], link["end"])) == link["id"]
    assert asked >= 300
    assert right / asked >= 0.95
