"""The table of facts: each fact with its figure, as cells of text.

Knows the columns and what stands in them; the same table is drawn as HTML and in a terminal.
"""

from __future__ import annotations

from typing import NamedTuple

from qdnlp.html import values
from qdnlp.schema import Annotation, Fact, Figure

COLUMNS = (
    "indicator", "value", "scope", "period", "direction", "basis", "modality", "speaker",
)  # fmt: skip
ALWAYS = ("indicator", "value")
"""Columns that are shown even where no fact has anything in them."""

_LONGEST = 120  # characters in a cell
_DIRECTIONS = {"up": "↑ up", "down": "↓ down", "none": ""}


class Cell(NamedTuple):
    """What a fact has in a column: the words, what is told beneath them, the id of the lexicon."""

    text: str
    beneath: str = ""
    id: str = ""


class FactRow(NamedTuple):
    """A fact, its figure (None where it names none of the annotation), and its cells."""

    fact: Fact
    figure: Figure | None
    cells: dict[str, Cell]


def rows(note: Annotation) -> list[FactRow]:
    """The rows of the table, in the order of the facts."""
    table = []
    for fact in note.facts:
        known = 0 <= fact.figure < len(note.figures)
        figure = note.figures[fact.figure] if known else None
        table.append(FactRow(fact, figure, cells(fact, figure)))
    return table


def columns(table: list[FactRow]) -> list[str]:
    """The columns in which any row has something.

    >>> columns([FactRow(fact := Fact(0, "总投资"), None, cells(fact, None))])
    ['indicator', 'value', 'modality']
    """
    return [
        name
        for name in COLUMNS
        if name in ALWAYS or any(row.cells[name].text or row.cells[name].beneath for row in table)
    ]


def cells(fact: Fact, figure: Figure | None) -> dict[str, Cell]:
    """The cells of one fact, by column."""
    told = {
        "indicator": Cell(fact.indicator, id=fact.indicator_id or ""),
        "value": _value(figure),
        "scope": Cell(fact.scope or "", id=fact.scope_id or ""),
        "period": Cell(fact.period or "", values.days(fact.from_date, fact.to_date)),
        "direction": Cell(_DIRECTIONS.get(fact.direction, fact.direction)),
        "basis": Cell(fact.basis or ""),
        "modality": Cell(fact.modality),
        "speaker": Cell(fact.speaker or "", fact.spoken_for or ""),
    }
    return {
        name: Cell(*(values.shortened(part, _LONGEST) for part in cell))
        for name, cell in told.items()
    }


def _value(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("?")
    legible, exact = values.legible(figure), values.exact(figure)
    told = exact.replace(" ", "") in (legible, legible.replace(" ", ""))
    return Cell(legible, "" if told else exact)
