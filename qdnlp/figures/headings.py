"""Units that stand apart from their numbers: 单位：亿元, 总投资（亿元）, 发行总额（亿）10.00.

Knows where a heading gives the numbers of a table or a label its unit, and which cells are
nothing but a number. What the unit is worth is known by `qdnlp.units`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from qdnlp import numerals, units
from qdnlp.patterns import Pattern
from qdnlp.schema import Kind, Number


class Heading(NamedTuple):
    """What a heading says of the numbers below it: their unit, and what one of them is worth."""

    kind: Kind
    unit: str
    factor: Number


class Cell(NamedTuple):
    """A stretch of a table in which a number without unit stands, and its heading if it has one."""

    start: int
    end: int
    heading: Heading | None


_UNIT_LINE = Pattern("单位[:：]?[ \t]*([^\n，。；、 \t)）]{1,8})")
_IN_BRACKETS = Pattern("[（(](?:单位[:：])?([^（）()\n\t]{1,8})[)）]")
_LABEL = Pattern("[（(](?:单位[:：])?([^（）()\n\t]{1,8})[)）][:：为]?[ \u3000]*$")
_NUMBER_CELL = Pattern("[ \u3000]*[-－−+]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?[ \u3000]*")
_RANKS = Pattern("序号|位次|名次|排名|年份|年度|编号|代码|电话")
_LABEL_AT_MOST = 14
_NO_AMOUNTS = Heading("ordinal", "", Decimal(0))


def heading(written: str) -> Heading | None:
    """The heading that ``written`` is, from its first character to its last; None if it is none.

    >>> heading("亿元")
    Heading(kind='money', unit='CNY', factor=Decimal('100000000'))
    """
    written = written.strip()
    count = 0
    while count < len(written) and written[count] in "十百千万亿":
        count += 1
    for split in range(count, -1, -1):
        number = numerals.number(written[:split]) if split else Decimal(1)
        if number is None:
            continue
        if split == len(written):
            return Heading("money", "CNY", number) if "亿" in written else None  # （亿）
        found = units.at(written, split)
        if found is None:
            continue
        unit, end = found
        code = unit.code
        if end < len(written) and written[end] in "/／":
            rate = units.per(written, end + 1)
            if rate is not None:
                code, end = f"{code}/{rate[0]}", rate[1]
        if end == len(written):
            return Heading(unit.kind, code, numerals.multiplied(number, unit.factor))
    return None


def of_label(text: str, start: int) -> Heading | None:
    """The heading in brackets right before a number: 发行总额（亿）10.00."""
    if start and text[start - 1] not in ")） \u3000:：为":
        return None
    match = _LABEL.search(text, max(0, start - _LABEL_AT_MOST), start)
    return heading(match[1]) if match else None


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a unit is itself a heading: （亿元）, 单位：万人."""
    before, after = text[max(0, start - 3) : start], text[end : end + 1]
    return (before.endswith(("（", "(")) and after in ("）", ")")) or before[:2] == "单位"


def cells(text: str) -> list[Cell]:
    """The number cells of the tables of a text, in its order, and what their headings say.

    >>> tab, newline = chr(9), chr(10)
    >>> cells(f"区市{tab}投资（亿元）{newline}黄岛区{tab}12.5")[0].heading.factor
    Decimal('100000000')
    """
    if "\t" not in text and "单位" not in text:
        return []
    found: list[Cell] = []
    for_all: Heading | None = None
    columns: list[Heading | None] = []
    for start, line in _lines(text):
        said = _UNIT_LINE.search(line)
        if said is not None:
            for_all = heading(said[1])
        if not line.strip():
            for_all, columns = (for_all if said else None), []
            continue
        if "\t" not in line:
            columns = []
            continue
        row = list(_row(line, start))
        if any(_is_number(text, a, b) for a, b in row):
            found.extend(_numbers(text, row, columns, for_all))
        else:
            columns = [_column(text[a:b]) for a, b in row]
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _row(line: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the cells of a line begin and end in the text."""
    for cell in line.rstrip("\r").split("\t"):
        yield start, start + len(cell)
        start += len(cell) + 1


def _is_number(text: str, start: int, end: int) -> bool:
    return start < end and _NUMBER_CELL.fullmatch(text, start, end) is not None


def _column(head: str) -> Heading | None:
    """What the head of a column says: a unit, nothing, or that it holds no amounts."""
    if _RANKS.search(head):
        return _NO_AMOUNTS
    match = _IN_BRACKETS.search(head)
    return heading(match[1]) if match else None


def _numbers(
    text: str,
    row: list[tuple[int, int]],
    columns: list[Heading | None],
    for_all: Heading | None,
) -> Iterator[Cell]:
    """The number cells of a row that hold amounts."""
    head = _column(text[row[0][0] : row[0][1]])
    of_row = for_all if head is None or head is _NO_AMOUNTS else head
    for index, (start, end) in enumerate(row):
        if not _is_number(text, start, end):
            continue
        column = columns[index] if index < len(columns) else None
        if column is _NO_AMOUNTS or (
            index == 0 and len(row) > 1 and text[start:end].strip().isdecimal()
        ):
            continue
        yield Cell(start, end, column or of_row)
