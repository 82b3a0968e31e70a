"""Count how many annotations of tests/annotations/sentences the library has as their readers do.

    python benchmarks/sentences.py           a line a layer
    python benchmarks/sentences.py --show    and what differs

An annotation is right where its span and every field that the reader filled in are the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import qdnlp

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "annotations" / "sentences"
USUAL = {"bound": "exact", "direction": "none", "unit": ""}


def span(text: str, words: str, nth: int) -> tuple[int, int]:
    """Where ``words`` stand for the ``nth`` time, counted as plain text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def found(note: qdnlp.Annotation, layer: str) -> dict[tuple[int, int], dict[str, Any]]:
    """What the library has, by span; a fact stands where its figure does."""
    if layer != "facts":
        return {(each.start, each.end): each.to_dict() for each in getattr(note, layer)}
    places = [(figure.start, figure.end) for figure in note.figures]
    return {places[fact.figure]: fact.to_dict() for fact in note.facts}


def compared(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Each annotation of a file: its text, its words, whether the library has it so.

    The name of the file begins with its layer: facts_news.jsonl.
    """
    layer = path.stem.partition("_")[0]
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        text = sentence["text"]
        note = qdnlp.annotate(text, date=sentence.get("date"), layers=[*{layer, "figures"}])
        by_span = found(note, layer)
        for said in sentence[layer]:
            words = said.pop("figure" if layer == "facts" else "text")
            mine = by_span.get(span(text, words, said.pop("nth", 0)))
            if mine is None or said.pop("none", False):
                yield text, words, mine is None and "none" in said
                continue
            fields = {name: value or USUAL.get(name, value) for name, value in said.items()}
            yield text, words, {name: mine.get(name) for name in fields} == fields


def main() -> int:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="what differs")
    options = parser.parse_args()
    for path in sorted(SENTENCES.glob("*.jsonl")):
        results = list(compared(path))
        for text, words, right in results:
            if options.show and not right:
                print(path.stem, words, text, sep=" | ")
        print(f"{path.stem}: {sum(right for *_, right in results)} of {len(results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
