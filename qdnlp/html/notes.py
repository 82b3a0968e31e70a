"""Notes: what is told of a mention when it is pointed at.

Knows the lines of a note, in plain text; how it pops up is the style sheet's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qdnlp.html import values
from qdnlp.html.facts import COLUMNS, FactRow
from qdnlp.schema import Entity, Figure, Time

_MANY = 5  # facts of one figure; more are only counted


def entity(mention: Entity) -> str:
    """Label, canonical name, id, and what found it.

    >>> print(entity(Entity(0, 2, "市南", "GPE", "gb:370202", "市南区")))
    GPE 市南
    name: 市南区
    id: gb:370202
    found by: lexicon
    """
    sure = "" if mention.score >= 1 else f", score {mention.score:.2f}"
    lines = [
        f"{mention.label} {values.shortened(mention.text)}",
        f"name: {mention.name}" if mention.name else "",
        f"id: {mention.id}" if mention.id else "",
        f"found by: {mention.source}{sure}",
    ]
    return "\n".join(filter(None, lines))


def time(mention: Time) -> str:
    """The days that the time covers."""
    return f"{values.shortened(mention.text)}\n{values.stretch(mention) or 'days unknown'}"


def figure(mention: Figure, said: Iterable[FactRow] = ()) -> str:
    """Value, unit and kind of a figure, then what its facts say."""
    lines = [
        values.legible(mention),
        f"value: {values.exact(mention)}",
        f"unit: {mention.unit}" if mention.unit else "",
        f"kind: {mention.kind}",
        "" if mention.bound == "exact" else f"bound: {mention.bound}",
    ]
    rows = list(said)
    if not rows and mention.direction != "none":
        lines.append(f"direction: {mention.direction}")
    for row in rows[:_MANY]:
        lines += _fact(row)
    if len(rows) > _MANY:
        lines.append(f"and {len(rows) - _MANY} more facts")
    return "\n".join(filter(None, lines))


def _fact(row: FactRow) -> Iterator[str]:
    """One line for each column of the fact but its value."""
    for name in COLUMNS:
        cell = row.cells[name]
        told = ", ".join(filter(None, (values.shortened(cell.text), cell.beneath)))
        if told and name != "value":
            yield f"{name}: {told}"
