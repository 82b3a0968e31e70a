"""CSV for spreadsheets: a row for each text, entity, figure, time and fact, under one header.

Begins with a byte order mark, so that Excel reads it as UTF-8. Holds everything but the tokens, and
takes an empty string for None. A text stands in rows of its own before what was found in it,
cut where Excel's cells end. The row of a fact shows its figure too.

A cell that a spreadsheet would run as a formula, or turn into another number or a date (1/6, 007),
begins with an apostrophe, which is taken off again when the file is read. Days stay days.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from qdnlp.formats.files import whole_text
from qdnlp.formats.parsing import (
    annotation_from_dict,
    entity_from_dict,
    fact_from_dict,
    figure_from_dict,
    time_from_dict,
)
from qdnlp.formats.problems import FormatError, place
from qdnlp.reading import UnreadableError, decoded
from qdnlp.schema import Annotation

_STRETCH = ("start", "end", "text")
_COLUMNS_OF = {
    "text": ("date", *_STRETCH),
    "entity": (*_STRETCH, "label", "id", "name", "source", "score"),
    "figure": (*_STRETCH, "kind", "value", "low", "high", "unit", "bound", "direction"),
    "time": (*_STRETCH, "from", "to"),
    "fact": (
        "figure", "indicator", "indicator_id", "scope", "scope_id", "period", "from", "to",
        "direction", "basis", "modality", "speaker", "spoken_for",
    ),
}  # fmt: skip
COLUMNS = ("document", "layer", *dict.fromkeys(sum(_COLUMNS_OF.values(), ())))
"""The header."""

_DAYS = ("from", "to")
_DAY_COLUMNS = ("date", *_DAYS)  # shown as days; Excel saves them as 2022/11/1, which is read too
_WHOLE = ("start", "end", "figure")
_LONGEST = 30_000  # characters of a text in one cell; those of Excel hold 32,767

_DAY_OF_EXCEL = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)
_FORMULA = tuple("=+-@＝＋－＠\t\r\n'")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,14})?%?", re.ASCII)
_LIKE_A_NUMBER = re.compile(r"(?=.*\d)[\d.,:;/\-eE+%$¥ ]+|true|false", re.ASCII | re.IGNORECASE)


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write the rows of all annotations."""
    with whole_text(path, "utf-8-sig") as stream:
        table = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\r\n")
        table.writeheader()
        for number, note in enumerate(notes, 1):
            for row in _rows(note):
                cells = {
                    name: value if name in _DAY_COLUMNS else _guarded(value)
                    for name, value in row.items()
                }
                table.writerow({"document": number, **cells})


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each document. Raises `FormatError`.

    Reads what Excel saves too: UTF-8 and GB18030.
    """
    number, note = "", None
    for line, row in _records(path):
        with place(path, f"line {line}"):
            layer = row.get("layer", "")
            if layer not in _COLUMNS_OF:
                raise ValueError(f"layer: got {layer!r}, allowed are {', '.join(_COLUMNS_OF)}")
            if layer == "text" and row.get("document") != number:
                finished, note = note, _begun(row)
                number = row.get("document", "")
            else:
                finished = None
                if note is None or row.get("document") != number:
                    raise ValueError("the row of its text is missing before it")
                _add(note, layer, row)
        if finished is not None:
            yield finished
    if note is not None:
        yield note


def _rows(note: Annotation) -> Iterator[dict[str, Any]]:
    """The rows of one document, the mentions in the order of the text, facts with their figure."""
    text = note.text
    date = note.date.isoformat() if note.date else ""
    for start in range(0, len(text) or 1, _LONGEST):
        piece = text[start : start + _LONGEST]
        end = start + len(piece)
        yield {"layer": "text", "date": date, "start": start, "end": end, "text": piece}
    for entity in note.entities:
        yield {"layer": "entity", **entity.to_dict()}
    for figure in note.figures:
        yield {"layer": "figure", **figure.to_dict()}
    for time in note.times:
        yield {"layer": "time", **time.to_dict()}
    for fact in note.facts:
        figure = note.figures[fact.figure]
        yield {"layer": "fact", **figure.to_dict(), **fact.to_dict()}


def _begun(row: dict[str, str]) -> Annotation:
    """The annotation that the first row of a text begins."""
    day = _iso(row.get("date", ""))
    return annotation_from_dict({"text": row.get("text", ""), "date": day or None})


def _add(note: Annotation, layer: str, row: dict[str, str]) -> None:
    """Take a row of a document. Raises ValueError for what is none."""
    if layer == "text":
        note.text += row.get("text", "")
        return
    data = _as_json(layer, row)
    match layer:
        case "entity":
            note.entities.append(entity_from_dict(data, note.text, layer))
        case "figure":
            note.figures.append(figure_from_dict(data, note.text, layer))
        case "time":
            note.times.append(time_from_dict(data, note.text, layer))
        case "fact":
            note.facts.append(fact_from_dict(data, len(note.figures), layer))


def _as_json(layer: str, row: dict[str, str]) -> dict[str, Any]:
    """The cells of a layer that are not empty, as the types of the JSON."""
    data: dict[str, Any] = {}
    for name in _COLUMNS_OF[layer]:
        cell = row.get(name, "")
        if not cell:
            continue
        if name in _WHOLE and cell.isascii() and cell.isdecimal() and len(cell) < 16:
            data[name] = int(cell)
        elif name == "score":
            data[name] = float(cell)
        elif name in _DAYS:
            data[name] = _iso(cell)
        else:
            data[name] = cell
    return data


def _iso(day: str) -> str:
    """A day as Excel saves it, in ISO form; what is no such day stays as it is.

    >>> _iso("2022/11/1"), _iso("2022-11-01")
    ('2022-11-01', '2022-11-01')
    """
    match = _DAY_OF_EXCEL.fullmatch(day)
    return f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if match else day


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row as its cells by column, with the number of its last line."""
    data = path.read_bytes()
    try:
        written = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            written = decoded(data)
        except UnreadableError as error:
            raise FormatError(path, "", str(error)) from error
    table = csv.reader(StringIO(written, newline=""), strict=True)
    before = csv.field_size_limit(2**31 - 1)  # a mention may be long
    try:
        header = next(table, None)
        if header is None or not {"document", "layer", "text"} <= set(header):
            raise FormatError(path, "line 1", f"the columns {', '.join(COLUMNS[:5])} … are needed")
        rows = [(table.line_num, row) for row in table]
    except csv.Error as error:
        raise FormatError(path, f"line {table.line_num}", f"is no CSV ({error})") from error
    finally:
        csv.field_size_limit(before)
    for line, row in rows:
        if any(row):
            yield line, dict(zip(header, map(_unguarded, row), strict=False))


def _guarded(value: object) -> object:
    """The cell, with an apostrophe before what a spreadsheet would not leave as it is.

    >>> [_guarded(cell) for cell in ("=1+1", "2047亿元", "-1.8%", "1/6", "007", "'")]
    ["'=1+1", '2047亿元', '-1.8%', "'1/6", "'007", "''"]
    """
    if not isinstance(value, str) or _NUMBER.fullmatch(value):
        return value
    if value.startswith(_FORMULA) or _LIKE_A_NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _unguarded(cell: str) -> str:
    return cell.removeprefix("'")
