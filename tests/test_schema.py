"""What `to_dict` gives is what the published JSON Schema says, and what the API refuses."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from corpus_tables import rows, unmarked

import qdnlp
from qdnlp.schema import (
    BASES,
    BOUNDS,
    DIRECTIONS,
    KINDS,
    LABELS,
    MODALITIES,
    SOURCES,
    Figure,
    number_text,
)

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "annotation.schema.json").read_text(encoding="utf-8"))


def test_the_schema_knows_the_names_of_the_types() -> None:
    figure = SCHEMA["$defs"]["figure"]["properties"]
    assert tuple(figure["kind"]["enum"]) == KINDS
    assert tuple(figure["bound"]["enum"]) == BOUNDS
    assert tuple(figure["direction"]["enum"]) == DIRECTIONS
    entity, fact = SCHEMA["$defs"]["entity"]["properties"], SCHEMA["$defs"]["fact"]["properties"]
    assert tuple(entity["label"]["enum"]) == LABELS
    assert tuple(entity["source"]["enum"]) == SOURCES
    assert tuple(fact["basis"]["enum"]) == (*BASES, None)
    assert tuple(fact["modality"]["enum"]) == MODALITIES


def test_every_annotation_fits_the_published_schema() -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for _place, (marked, *_) in rows("figures_*.tsv"):
        validator.validate(qdnlp.annotate(unmarked(marked).text, "2022-11-01").to_dict())
    for _place, (day, marked, *_) in rows("times_*.tsv"):
        note = qdnlp.annotate(unmarked(marked).text, day).to_dict()
        validator.validate(json.loads(json.dumps(note)))


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimal("2E+3"), "2000"),
        (Decimal("5.0"), "5.0"),
        (Decimal("-1.8"), "-1.8"),
        (Fraction(1, 6), "1/6"),
        ((Decimal("6.9"), Decimal("33.9"), Decimal("59.2")), "6.9:33.9:59.2"),
    ],
)
def test_numbers_are_written_exactly(number: Any, written: str) -> None:
    assert number_text(number) == written


@pytest.mark.parametrize("call", [qdnlp.annotate, qdnlp.figures, qdnlp.times, qdnlp.normalize])
@pytest.mark.parametrize("text", [None, 5, b"5", ["5"]])
def test_what_is_no_text_is_refused(call: Any, text: object) -> None:
    with pytest.raises(TypeError, match=rf"text: got {type(text).__name__}"):
        call(text)


@pytest.mark.parametrize("day", ["2022-13-01", "2022年11月1日", "", "yesterday"])
def test_a_malformed_date_is_refused(day: str) -> None:
    with pytest.raises(ValueError, match=r"date: got .*YYYY-MM-DD"):
        qdnlp.times("今年", date=day)


def test_a_date_may_be_given_in_three_ways() -> None:
    expected = qdnlp.times("今天", date="2022-11-01")
    assert qdnlp.times("今天", date=date(2022, 11, 1)) == expected
    assert qdnlp.times("今天", date=datetime(2022, 11, 1, 8, 30)) == expected
    with pytest.raises(TypeError, match="date: got int"):
        qdnlp.times("今天", date=20221101)  # type: ignore[arg-type]


def figure_of(text: str) -> Figure:
    (figure,) = qdnlp.figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("9.4万平方米", "ha", Decimal("9.4")),
        ("3亩", "m2", Decimal(2000)),
        ("1亩", "m2", Fraction(2000, 3)),
        ("36.5摄氏度", "degF", Decimal("97.7")),
        ("72小时", "day", Decimal(3)),
        ("350公里/小时", "m/s", Fraction(875, 9)),
        ("1亿千瓦时", "GWh", Decimal(100)),
        ("50微克/立方米", "mg/m3", Decimal("0.05")),
        ("800斤", "kg", Decimal(400)),
    ],
)
def test_conversion_is_exact(text: str, unit: str, value: object) -> None:
    converted = figure_of(text).to(unit)
    assert (converted.value, converted.unit) == (value, unit)


def test_a_range_is_converted_at_both_ends() -> None:
    converted = figure_of("2-3公里").to("m")
    assert (converted.low, converted.high) == (2000, 3000)


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("3亩", "kg", "measure different things"),
        ("3亩", "bushels", "no unit of measure"),
        ("3万元", "USD", "only a measure can be converted"),
        ("3个", "km", "only a measure can be converted"),
    ],
)
def test_what_cannot_be_converted_is_refused(text: str, unit: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        figure_of(text).to(unit)
