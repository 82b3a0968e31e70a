"""Report: the scores of every layer that was measured, and what was wrong.

Knows how scores are given out as JSON and as rows; how they come about, the layers know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

from qdnlp.evaluation.errors import Error
from qdnlp.evaluation.gold import LAYERS
from qdnlp.evaluation.scores import Measure, Score, Share

_KINDS = (
    "missed", "extra", "span", "label", "value", "kind", "bound", "direction", "dates",
    "indicator", "scope", "period", "basis", "modality",
)  # fmt: skip


class Row(NamedTuple):
    """One line of the table: ``part`` is a label or an aspect of the measure, else empty."""

    layer: str
    measure: str
    part: str
    score: Score | Share


@dataclass(slots=True)
class Report:
    """How answers agree with the gold.

    ``measures`` holds the scores of each layer by their names. ``errors`` is what was missed or
    wrong, in the order of layers, kinds and texts.
    """

    documents: int = 0
    characters: int = 0
    measures: dict[str, dict[str, Measure]] = field(default_factory=dict)
    errors: list[Error] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Every score on a line of its own."""
        return [
            Row(layer, name, part, score)
            for layer, measures in self.measures.items()
            for name, measure in measures.items()
            for part, score in _parts(measure)
        ]

    def to_dict(self) -> dict[str, Any]:
        """The scores as plain JSON types, by their names, to four places."""
        return {
            name: {part: score.to_dict() for part, score in measure.items()}
            if isinstance(measure, dict)
            else measure.to_dict()
            for measures in self.measures.values()
            for name, measure in measures.items()
        }

    def errors_by_kind(self) -> Iterator[tuple[str, str, list[Error]]]:
        """Layer, kind and the errors of that kind, in the order in which they are told."""
        ordered = sorted(self.errors, key=lambda error: _place(error.layer, error.kind))
        for (layer, kind), errors in groupby(ordered, lambda error: (error.layer, error.kind)):
            yield layer, kind, list(errors)


def _place(layer: str, kind: str) -> tuple[int, int]:
    return LAYERS.index(layer), _KINDS.index(kind)


def _parts(measure: Measure) -> Iterator[tuple[str, Score | Share]]:
    if isinstance(measure, dict):
        yield from measure.items()
    else:
        yield "", measure
