"""Which texts the tagger is trained on, and which are kept to measure it.

Knows where they lie under the shared folder and among the annotations; what their forms mean,
`texts` knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import texts

from qdnlp.training import reading
from qdnlp.training.documents import Document

_KEPT = 5  # one in so many stretches of MSRA is kept to measure


class Corpora(NamedTuple):
    """All texts: by the guide, to train on and kept; in other schemes; kept of MSRA; raw."""

    guide: list[Document]
    kept: list[Document]
    other: list[Document]
    msra: list[Document]
    raw: list[str]

    def all_texts(self) -> list[str]:
        """The texts that the vocabulary counts."""
        return [document.text for document in (*self.guide, *self.other)] + self.raw


def read(shared: Path, annotations: Path, own: Path, fold: str = "", aside: str = "") -> Corpora:
    """Read what is there.

    ``fold``, as ``0/4``, keeps every fourth document of the gold from the first on; ``aside``
    keeps the annotated documents whose names stand in that file, one a line.
    """
    guide = texts.gold(shared / "gold" / "dev.jsonl")
    kept: list[Document] = []
    if fold:
        number, folds = map(int, fold.split("/"))
        kept = guide[number::folds]
        guide = [document for document in guide if document not in kept]
    apart = set(Path(aside).read_text(encoding="utf-8").split()) if aside else set()
    for document in _annotated(shared, annotations, own):
        (kept if document.name in apart else guide).append(document)
    msra = texts.bio(shared / "corpora" / "ner" / "msra_val.bio")
    other = [document for at, document in enumerate(msra) if at % _KEPT]
    other += _others(shared / "corpora")
    raw = [_without(text, kept) for text in texts.raw(shared)]
    return Corpora(guide, kept, other, msra[::_KEPT], raw)


def _without(text: str, kept: list[Document]) -> str:
    """A raw text without the stretches that are kept to measure."""
    for document in kept:
        text = text.replace(document.text, "\n")
    return text


def _annotated(shared: Path, annotations: Path, own: Path) -> list[Document]:
    """The annotations kept as offsets, and own texts with marks in them."""
    documents: list[Document] = []
    if (annotations / "entities.jsonl").exists():
        documents += texts.kept_as_offsets(annotations / "entities.jsonl", shared)
    return documents + reading.read(sorted(own.glob("*.txt")))


def _others(corpora: Path) -> list[Document]:
    """The corpora in other schemes, but for MSRA."""
    return [
        *texts.bio(corpora / "ner" / "people_daily_dev.bio"),
        *texts.bio(corpora / "ner" / "people_daily_test.bio"),
        *texts.boson(corpora / "ner" / "boson.txt"),
        *texts.daily(corpora / "people_daily_199801.txt.gz"),
    ]
