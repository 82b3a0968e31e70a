"""The tables of `tests/corpus` are the specification: the library reads every row as it says."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from corpus_tables import Row, expected_value, rows, unmarked, value_of

import qdnlp
from qdnlp import numerals
from qdnlp.schema import BOUNDS, DIRECTIONS, KINDS

FIGURES = rows("figures_*.tsv")
TIMES = rows("times_*.tsv")
NUMERALS = rows("numerals.tsv")
WHOLE = rows("normalize.tsv")


def by_row(table: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("columns", [pytest.param(r.columns, id=r.place) for r in table])


def test_the_tables_are_large_and_well_formed() -> None:
    assert len(FIGURES) + len(TIMES) + len(NUMERALS) + len(WHOLE) >= 1500
    seen: set[tuple[str, ...]] = set()
    for place, columns in FIGURES + TIMES + NUMERALS + WHOLE:
        assert columns not in seen, f"{place}: said twice"
        seen.add(columns)
    for place, (_, kind, _, _, bound, direction) in FIGURES + WHOLE:
        assert kind in (*KINDS, "-"), place
        assert (bound or "exact") in BOUNDS, place
        assert (direction or "none") in DIRECTIONS, place


@by_row(FIGURES)
def test_figures(columns: tuple[str, ...]) -> None:
    marked, kind, value, unit, bound, direction = columns
    text, start, end = unmarked(marked)
    found = [f for f in qdnlp.figures(text) if f.start < end and start < f.end]
    if kind == "-":
        assert not found
        return
    (figure,) = found
    assert (figure.start, figure.end) == (start, end)
    assert (figure.kind, figure.unit) == (kind, unit)
    assert value_of(figure) == expected_value(value)
    assert figure.bound == (bound or "exact")
    assert figure.direction == (direction or "none")


@by_row(TIMES)
def test_times(columns: tuple[str, ...]) -> None:
    date, marked, first, last = columns
    text, start, end = unmarked(marked)
    found = [t for t in qdnlp.times(text, date=date) if t.start < end and start < t.end]
    if first == "-":
        assert not found
        return
    (time,) = found
    assert (time.start, time.end) == (start, end)
    said = time.to_dict()
    assert (said["from"] or "?", said["to"] or "?") == (first, last)


@by_row(NUMERALS)
def test_numerals(columns: tuple[str, ...]) -> None:
    text, value = columns
    assert numerals.number(text) == (Fraction(value) if "/" in value else Decimal(value))


@by_row(WHOLE)
def test_normalize(columns: tuple[str, ...]) -> None:
    text, kind, value, unit, bound, direction = columns
    figure = qdnlp.normalize(text)
    if kind == "-":
        assert figure is None
        return
    assert figure is not None
    assert (figure.kind, figure.unit) == (kind, unit)
    assert value_of(figure) == expected_value(value)
    assert (figure.bound, figure.direction) == (bound or "exact", direction or "none")
