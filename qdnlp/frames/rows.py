"""An annotation → flat rows of one layer, in the order of the text.

Knows which field of which type stands in a column. Rows are plain dictionaries of text, whole
numbers and doubles; days are in ISO form.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any

from qdnlp import tables
from qdnlp.frames.columns import checked_layer
from qdnlp.frames.sentences import Sentences
from qdnlp.schema import Annotation, Direction, Figure, Number, Token, number_text

Row = dict[str, Any]


def rows(note: Annotation, layer: str = "facts") -> list[Row]:
    """One row for each thing of the layer, with the columns of `qdnlp.frames.LAYERS`.

    A fact whose figure is none of the annotation has no row. Raises ValueError for a layer that
    there is not.

    >>> from qdnlp import annotate
    >>> note = annotate("市南区引进项目160个。")
    >>> [(row["text"], row["number"], row["unit"]) for row in rows(note, "figures")]
    [('160个', 160.0, '个')]
    """
    return _READERS[checked_layer(layer)](note, Sentences(note.text))


def double(number: Number | tuple[Decimal, ...] | None) -> float | None:
    """The nearest double to reckon with; None for ratios and for what no double can hold.

    >>> double(Decimal("13.7")), double((Decimal(1), Decimal(2)))
    (13.7, None)
    """
    if number is None or isinstance(number, tuple):
        return None
    try:
        near = float(number)
    except OverflowError:
        return None
    return near if isfinite(near) else None


def _facts(note: Annotation, sentences: Sentences) -> list[Row]:
    names = {entity.id: entity.name for entity in note.entities if entity.id is not None}
    found = []
    for fact in note.facts:
        if not 0 <= fact.figure < len(note.figures):
            continue
        figure = note.figures[fact.figure]
        row = {
            "scope": fact.scope,
            "scope_id": fact.scope_id,
            "scope_name": names.get(fact.scope_id, fact.scope) if fact.scope_id else None,
            "indicator": fact.indicator,
            "indicator_id": fact.indicator_id,
            "indicator_name": _indicators().get(fact.indicator_id) if fact.indicator_id else None,
            "period": fact.period,
            "from": _iso(fact.from_date),
            "to": _iso(fact.to_date),
            "figure": figure.text,
            **_of_figure(figure, fact.direction),
            "basis": fact.basis,
            "modality": fact.modality,
            "speaker": fact.speaker,
            "spoken_for": fact.spoken_for,
            **_place(figure.start, figure.end, sentences),
        }
        found.append(row)
    return found


def _figures(note: Annotation, sentences: Sentences) -> list[Row]:
    return [
        {
            "text": each.text,
            **_of_figure(each, each.direction),
            **_place(each.start, each.end, sentences),
        }
        for each in note.figures
    ]


def _times(note: Annotation, sentences: Sentences) -> list[Row]:
    return [
        {
            "text": each.text,
            "from": _iso(each.from_date),
            "to": _iso(each.to_date),
            **_place(each.start, each.end, sentences),
        }
        for each in note.times
    ]


def _entities(note: Annotation, sentences: Sentences) -> list[Row]:
    return [
        {
            "text": each.text,
            "label": each.label,
            "id": each.id,
            "name": each.name,
            "source": each.source,
            "score": each.score,
            **_place(each.start, each.end, sentences),
        }
        for each in note.entities
    ]


def _tokens(note: Annotation, _sentences: Sentences) -> list[Row]:
    def row(token: Token) -> Row:
        return {"text": token.text, "pos": token.pos, "start": token.start, "end": token.end}

    return [row(token) for token in note.tokens]


_READERS: dict[str, Callable[[Annotation, Sentences], list[Row]]] = {
    "facts": _facts,
    "figures": _figures,
    "times": _times,
    "entities": _entities,
    "tokens": _tokens,
}


def _of_figure(figure: Figure, direction: Direction) -> Row:
    number = double(figure.value)
    return {
        "kind": figure.kind,
        "value": None if figure.value is None else number_text(figure.value),
        "low": None if figure.low is None else number_text(figure.low),
        "high": None if figure.high is None else number_text(figure.high),
        "number": number,
        "unit": figure.unit,
        "bound": figure.bound,
        "direction": direction,
        "change": _signed(number, direction),
    }


def _signed(number: float | None, direction: Direction) -> float | None:
    """A rise as it is, a fall below zero; None for what is no change.

    >>> _signed(4.7, "up"), _signed(1.8, "down"), _signed(160.0, "none")
    (4.7, -1.8, None)
    """
    if number is None or direction == "none":
        return None
    return number if direction == "up" else -number


def _place(start: int, end: int, sentences: Sentences) -> Row:
    return {"sentence": sentences.around(start, end), "start": start, "end": end}


def _iso(day: Date | None) -> str | None:
    return None if day is None else day.isoformat()


@cache
def _indicators() -> dict[str, str]:
    """The usual name of an indicator by its id."""
    return {row[1]: row[0] for row in reversed([*tables.rows("indicators.tsv")])}
