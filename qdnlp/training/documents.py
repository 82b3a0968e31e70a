"""Annotated texts: documents with mentions, in one of the schemes of labels.

Knows the schemes; which files documents come from, others know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

GUIDE, BIO, BOSON, DAILY = "guide", "bio", "boson", "daily"
"""The schemes: the annotation guide; PER, LOC, ORG; Boson's; parts of speech of 1998."""

LABELS = {
    GUIDE: ("PERSON", "TITLE", "GPE", "LOC", "FAC", "ORG", "PROGRAMME", "EVENT", "DOC"),
    BIO: ("PER", "LOC", "ORG"),
    BOSON: ("PER", "LOC", "ORG", "COM"),
    DAILY: ("nr", "ns", "nt", "nz", "j", "n", "v", "m"),
}


class Mention(NamedTuple):
    """A mention at ``text[start:end]``; optional ones are neither asked nor counted."""

    start: int
    end: int
    label: str
    optional: bool = False


class Document(NamedTuple):
    """A text with its mentions, in order, in one of the schemes."""

    name: str
    text: str
    mentions: list[Mention]
    scheme: str = GUIDE

    def to_dict(self) -> dict[str, Any]:
        """The document in the form of the gold.

        >>> Document("a", "青岛", [Mention(0, 2, "GPE")]).to_dict()["entities"]
        [{'start': 0, 'end': 2, 'label': 'GPE', 'opt': False}]
        """
        entities = [
            {"start": m.start, "end": m.end, "label": m.label, "opt": m.optional}
            for m in self.mentions
        ]
        return {"name": self.name, "text": self.text, "entities": entities}


def mentions_of(records: Iterable[Mapping[str, Any]]) -> list[Mention]:
    """The mentions of a document's ``entities`` in the form of the gold, in order."""
    return sorted(
        Mention(int(r["start"]), int(r["end"]), str(r["label"]), bool(r.get("opt")))
        for r in records
    )
