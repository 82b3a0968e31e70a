"""Rows: a page's annotation → one flat record for each mention, in the order of the text.

Knows the columns that every output has. Knows nothing of how an output is written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypedDict, TypeVar

from qdnlp.frames.columns import Column, Type
from qdnlp.schema import Annotation, Figure, Time, number_text

Layer = Literal["figures", "times", "all"]

CONTEXT = 30  # characters on either side, enough to know the mention by

# The keys are the columns of every format; `from` is why this is no class statement.
Row = TypedDict(
    "Row",
    {
        "file": str,
        "date": str | None,
        "line": int,
        "start": int,
        "end": int,
        "layer": str,
        "text": str,
        "kind": str | None,
        "value": str | None,
        "low": str | None,
        "high": str | None,
        "unit": str | None,
        "bound": str | None,
        "direction": str | None,
        "from": str | None,
        "to": str | None,
        "left": str,
        "right": str,
    },
)
COLUMNS = tuple(Row.__annotations__)

_TYPES: dict[str, Type] = {
    **dict.fromkeys(("file", "left", "right"), "words"),
    **dict.fromkeys(("line", "start", "end"), "whole"),
    **dict.fromkeys(("date", "from", "to"), "day"),
}
LAYOUT = tuple(Column(name, _TYPES.get(name, "code"), "") for name in COLUMNS)
"""The columns with their types."""


Record = TypeVar("Record", bound=Mapping[str, object])


@dataclass(frozen=True)
class PageRows(Generic[Record]):
    """What one page gives: its name, the day it was read against, and its rows."""

    file: str
    date: str | None
    rows: list[Record]


_LINE_END = re.compile(r"\r\n|\r|\n")


def page_rows(note: Annotation, file: str, layer: Layer = "all") -> PageRows[Row]:
    """One row for each mention of the layer, in the order of the text.

    ``line`` counts from 1, ``start`` and ``end`` are offsets in the text of the file (without
    a byte order mark), numbers are exact and so written as text, dates are in ISO form.
    """
    day = note.date.isoformat() if note.date else None
    mentions: list[Figure | Time] = []
    if layer != "times":
        mentions += note.figures
    if layer != "figures":
        mentions += note.times
    mentions.sort(key=lambda it: (it.start, it.end))
    line_at = _line_counter(note.text)
    rows = [_row(mention, note.text, file, day, line_at(mention.start)) for mention in mentions]
    return PageRows(file, day, rows)


def _row(mention: Figure | Time, text: str, file: str, day: str | None, line: int) -> Row:
    """The record of one mention; what its layer does not have is None."""
    row: Row = {
        "file": file,
        "date": day,
        "line": line,
        "start": mention.start,
        "end": mention.end,
        "layer": "time",
        "text": mention.text,
        "kind": None,
        "value": None,
        "low": None,
        "high": None,
        "unit": None,
        "bound": None,
        "direction": None,
        "from": None,
        "to": None,
        "left": _on_one_line(text[max(0, mention.start - CONTEXT) : mention.start]),
        "right": _on_one_line(text[mention.end : mention.end + CONTEXT]),
    }
    if isinstance(mention, Time):
        row["from"] = mention.from_date.isoformat() if mention.from_date else None
        row["to"] = mention.to_date.isoformat() if mention.to_date else None
        return row
    row["layer"] = "figure"
    row["kind"] = mention.kind
    row["value"] = None if mention.value is None else number_text(mention.value)
    row["low"] = None if mention.low is None else number_text(mention.low)
    row["high"] = None if mention.high is None else number_text(mention.high)
    row["unit"] = mention.unit
    row["bound"] = mention.bound
    row["direction"] = mention.direction
    return row


def _line_counter(text: str) -> Callable[[int], int]:
    """A function that gives the line of an offset, counted from 1."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    return lambda offset: bisect_right(starts, offset)


def _on_one_line(context: str) -> str:
    """Context with every run of white space as one space, so that a row stays a line."""
    return re.sub(r"\s+", " ", context)
