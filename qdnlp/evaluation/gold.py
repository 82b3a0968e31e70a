"""Gold: documents annotated by hand, one JSON object a line, read and checked.

Knows the fields of a document and what each must hold, and how a bad line is told: file, line,
reason. Nothing is taken from a file with a bad line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from qdnlp.annotator import checked_date
from qdnlp.evaluation.numbers import number
from qdnlp.schema import BASES, BOUNDS, DIRECTIONS, KINDS, LABELS, MODALITIES

LAYERS = ("entities", "figures", "times", "facts")
"""The layers that can be measured. Facts are about figures, which they need beside them."""

_ABSENT = object()


class Problem(NamedTuple):
    """What is wrong with a file of gold: where, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


class GoldError(ValueError):
    """Gold that cannot be used; ``problems`` has every bad line, with the first reason of each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}")


def documents(text: str, file: str = "gold") -> list[dict[str, Any]]:
    r"""The documents of a file of gold, from its text; ``file`` is what errors call it.

    Blank lines are passed over. Raises `GoldError` with all lines that are bad.

    >>> documents('{"text": "投资增长", "figures": []}\n')
    [{'text': '投资增长', 'figures': []}]
    >>> documents('{"text": "投资增长"}')
    Traceback (most recent call last):
        ...
    qdnlp.evaluation.gold.GoldError: gold, line 1: has none of entities, figures, times, facts
    """
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            found.append(check(_parsed(written)))
        except ValueError as error:
            problems.append(Problem(file, line, str(error)))
    if problems:
        raise GoldError(problems)
    return found


def check(document: Any) -> dict[str, Any]:
    """The document itself, if it is one. Raises ValueError that names the field and the reason.

    >>> check({"text": "投资增长", "times": [{"start": 2, "end": 9}]})
    Traceback (most recent call last):
        ...
    ValueError: times[0]: end: got 9, a number from 3 to 4 is needed
    """
    _need(isinstance(document, dict), f"got {_short(document)}, an object is needed")
    text = document.get("text")
    is_row = text is None and "indicator" in document
    _need(not is_row, "is a row of a table; qdnlp annotate --as jsonl writes documents")
    _need(isinstance(text, str), f"text: got {_short(text)}, a string is needed")
    name = document.get("name", "")
    _need(isinstance(name, str), f"name: got {_short(name)}, a string is needed")
    try:
        checked_date(document.get("date"))
    except TypeError as error:
        raise ValueError(str(error)) from None
    layers = layers_of([document])
    _need(bool(layers), f"has none of {', '.join(LAYERS)}")
    _need("facts" not in layers or "figures" in layers, "has facts, but not the figures they need")
    for layer in layers:
        items = document[layer]
        _need(isinstance(items, list), f"{layer}: got {_short(items)}, a list is needed")
        for place, item in enumerate(items):
            try:
                _check_item(layer, item, document)
            except ValueError as error:
                raise ValueError(f"{layer}[{place}]: {error}") from None
    return dict(document)


def layers_of(gold: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The layers that some of the documents have, in the order of `LAYERS`.

    >>> layers_of([{"text": "", "times": []}, {"text": "", "figures": []}])
    ('figures', 'times')
    """
    present: set[str] = set()
    for document in gold:
        present |= document.keys()
    return tuple(layer for layer in LAYERS if layer in present)


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _check_item(layer: str, item: Any, document: dict[str, Any]) -> None:
    _need(isinstance(item, dict), f"got {_short(item)}, an object is needed")
    optional = item.get("opt", False)
    _need(isinstance(optional, bool), f"opt: got {_short(optional)}, true or false is needed")
    if layer == "facts":
        _check_fact(item, document)
        return
    _check_span(item, document["text"])
    if layer == "entities":
        _one_of(item, "label", LABELS)
    elif layer == "figures":
        _check_figure(item)
    else:
        for field in ("from", "to"):
            _check_day(item, field)


def _check_span(mention: dict[str, Any], text: str) -> None:
    """The offsets of a mention lie in the text, where it stands as the mention says."""
    start, end = mention.get("start"), mention.get("end")
    _whole_number("start", start, 0, len(text) - 1)
    assert isinstance(start, int)
    _whole_number("end", end, start + 1, len(text))
    there = text[start:end]
    said = mention.get("text", there)
    _need(said == there, f"text: got {_short(said)}, but {_short(there)} stands there")


def _check_figure(figure: dict[str, Any]) -> None:
    """A figure has a kind, a unit and a value or a range, and no unknown bound or direction."""
    _one_of(figure, "kind", KINDS)
    if "bound" in figure:
        _one_of(figure, "bound", BOUNDS)
    if "direction" in figure:
        _one_of(figure, "direction", DIRECTIONS)
    unit = figure.get("unit")
    _need(unit is None or isinstance(unit, str), f"unit: got {_short(unit)}, a string is needed")
    if figure["kind"] == "ratio":
        ratio = figure.get("value")
        _need(isinstance(ratio, str), f"value: got {_short(ratio)}, a string as 6.9:33.9 is needed")
        return
    fields = ("value",) if figure.get("value") is not None else ("low", "high")
    _need(
        any(figure.get(field) is not None for field in fields),
        "has neither a value nor low and high",
    )
    for field in fields:
        written = figure.get(field)
        spells = isinstance(written, str | int | float) and number(written) is not None
        _need(spells, f"{field}: got {_short(written)}, a number is needed")


def _check_day(time: dict[str, Any], field: str) -> None:
    day = time.get(field)
    try:
        good = day is None or date.fromisoformat(day).isoformat() == day
    except (TypeError, ValueError):
        good = False
    _need(good, f"{field}: got {_short(day)}, a day as YYYY-MM-DD or null is needed")


def _check_fact(fact: dict[str, Any], document: dict[str, Any]) -> None:
    """A fact names a figure of its document; each other field is a phrase, null, or a list."""
    figures = document["figures"]
    _need(bool(figures), "the document has no figure")
    _whole_number("figure", fact.get("figure"), 0, len(figures) - 1)
    for field in ("indicator", "scope", "period", "basis", "modality"):
        allowed = fact.get(field)
        each = allowed if isinstance(allowed, list) else [allowed]
        good = bool(each) and all(phrase is None or isinstance(phrase, str) for phrase in each)
        _need(good, f"{field}: got {_short(allowed)}, a string, null or a list of them is needed")
        known = {"basis": BASES, "modality": MODALITIES}.get(field)
        for phrase in each:
            unknown = known is not None and phrase is not None and phrase not in known
            _need(not unknown, f"{field}: got {_short(phrase)}, allowed are {_listed(known or ())}")


def _one_of(item: dict[str, Any], field: str, allowed: Collection[str]) -> None:
    got = item.get(field, _ABSENT)
    _need(got is not _ABSENT, f"has no {field}")
    known = isinstance(got, str) and got in allowed
    _need(known, f"{field}: got {_short(got)}, allowed are {_listed(allowed)}")


def _whole_number(field: str, got: Any, least: int, most: int) -> None:
    good = isinstance(got, int) and not isinstance(got, bool) and least <= got <= most
    _need(good, f"{field}: got {_short(got)}, a number from {least} to {most} is needed")


def _need(holds: bool, reason: str) -> None:
    if not holds:
        raise ValueError(reason)


def _listed(names: Collection[str]) -> str:
    return ", ".join(names)


def _short(value: object) -> str:
    """A value as the JSON writes it, cut where it is long."""
    written = json.dumps(value, ensure_ascii=False, default=repr)
    return written if len(written) <= 40 else written[:39] + "…"
