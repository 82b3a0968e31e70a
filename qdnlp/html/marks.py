"""Marks: the mentions of an annotation's layers, as what is drawn over its text.

Knows which layers there are to draw and what class, tag and note each mention has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qdnlp.html import notes
from qdnlp.html.facts import FactRow
from qdnlp.schema import LABELS, Annotation

LAYERS = ("tokens", "entities", "figures", "times", "facts")
"""What can be shown; the facts are the table."""

SHOWN = ("entities", "figures", "times", "facts")
"""What is shown where no layers are named."""

ARROWS = {"up": "↑", "down": "↓", "none": ""}


class Mark(NamedTuple):
    """A mention to draw: where, its kind (an entity's label, else the layer), tag and note.

    ``figure`` is the place of a figure among the figures, None for other layers.
    """

    start: int
    end: int
    kind: str
    tag: str
    note: str
    figure: int | None = None


def checked(layers: Iterable[str]) -> frozenset[str]:
    """The layers that are asked for; ValueError for one that there is not."""
    asked = frozenset((layers,) if isinstance(layers, str) else layers)
    unknown = sorted(map(repr, asked - frozenset(LAYERS)))
    if unknown:
        raise ValueError(f"layers: got {unknown[0]}, allowed are {', '.join(LAYERS)}")
    return asked


def marks(note: Annotation, layers: frozenset[str], facts: list[FactRow]) -> list[Mark]:
    """The marks of the layers; a figure's note tells what ``facts`` say of it."""
    drawn: list[Mark] = []
    if "entities" in layers:
        drawn += (Mark(e.start, e.end, e.label, e.label, notes.entity(e)) for e in note.entities)
    if "times" in layers:
        drawn += (Mark(t.start, t.end, "time", "", notes.time(t)) for t in note.times)
    if "figures" in layers:
        drawn += _figures(note, facts)
    if "tokens" in layers:
        drawn += (Mark(t.start, t.end, "token", t.pos, "") for t in note.tokens)
    return drawn


def _figures(note: Annotation, facts: list[FactRow]) -> Iterator[Mark]:
    said: dict[int, list[FactRow]] = {}
    for row in facts:
        said.setdefault(row.fact.figure, []).append(row)
    for place, figure in enumerate(note.figures):
        tag, told = ARROWS.get(figure.direction, ""), notes.figure(figure, said.get(place, ()))
        yield Mark(figure.start, figure.end, "figure", tag, told, place)


def kinds(drawn: Iterable[Mark]) -> dict[str, int]:
    """How many marks there are of each kind, in the order of the legend."""
    counts: dict[str, int] = {}
    for mark in drawn:
        counts[mark.kind] = counts.get(mark.kind, 0) + 1
    order = [*LABELS, "figure", "time", "token"]
    known = {kind: counts.pop(kind) for kind in order if kind in counts}
    return known | counts
