"""Scores of a tagger against annotated documents: exact span and label, optional ones left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from qdnlp.training.documents import Document

Found = Sequence[tuple[int, int, str]]
COARSE = {"GPE": "LOC", "FAC": "LOC", "PERSON": "PER", "LOC": "LOC", "ORG": "ORG"}


class Scores:
    """Counts by label: right, found, asked."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.misses: list[tuple[str, str, str, str]] = []

    def add(self, document: Document, found: Found, coarse: bool = False) -> None:
        """Count what was found in a document."""
        asked = {m[:3] for m in document.mentions if not m.optional}
        left = [m for m in document.mentions if m.optional]
        if coarse:
            found = [(s, e, COARSE[label]) for s, e, label in found if label in COARSE]
        given = {
            f for f in found if f in asked or not any(f[0] < m.end and m.start < f[1] for m in left)
        }
        self.asked.update(label for *_, label in asked)
        self.found.update(label for *_, label in given)
        self.right.update(label for *_, label in asked & given)
        for sign, some in (("-", asked - given), ("+", given - asked)):
            for start, end, label in sorted(some):
                around = document.text[max(0, start - 12) : end + 12].replace("\n", "⏎")
                self.misses.append((sign, label, document.text[start:end], around))

    def f1(self, labels: Iterable[str] | None = None) -> float:
        """F1 over some labels, or all."""
        labels = list(labels or self.asked | self.found)
        right = sum(self.right[label] for label in labels)
        both = sum(self.found[label] + self.asked[label] for label in labels)
        return 2 * right / both if both else 0.0

    def __str__(self) -> str:
        by_label = "  ".join(
            f"{label} {self.f1([label]):.3f} ({self.asked[label]})" for label in sorted(self.asked)
        )
        found, asked, right = (sum(c.values()) for c in (self.found, self.asked, self.right))
        precision, recall = right / max(1, found), right / max(1, asked)
        return f"{self.f1():.4f} (P {precision:.3f} R {recall:.3f})  {by_label}"


def score(
    documents: Iterable[Document], tag: Callable[[str], Found], coarse: bool = False
) -> Scores:
    """The scores of a tagger on documents."""
    scores = Scores()
    for document in documents:
        scores.add(document, tag(document.text), coarse)
    return scores
