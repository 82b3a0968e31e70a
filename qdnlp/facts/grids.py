"""Tables in a text: rows of cells with tabs between, and what their figures say.

Knows that a column's header names the indicator, or the line above the table, which ends in
如下; and that the first cell of words in a row is whose figures they are. Units stay as the
figures have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qdnlp.patterns import Pattern
from qdnlp.schema import Figure

_NUMBER = Pattern("[0-9０-９.．,，%％+-]+")
_HEADER_UNIT = Pattern("[(（][^()（）]{1,8}[)）]$")
_CAPTION = Pattern("([^，。；：,;:\\n]{2,24}?)(?:情况)?如下[：:。]?$")


class Cell(NamedTuple):
    """What the table says of a figure in it: the indicator and whose it is."""

    indicator: str
    scope: str | None


class _Row(NamedTuple):
    """The cells of a line with their places in the text."""

    cells: list[tuple[int, int]]


def cells(text: str, figures: Sequence[Figure]) -> dict[int, Cell]:
    r"""By the place of each figure that stands alone in a cell: what its table says of it.

    >>> from qdnlp import figures
    >>> table = "单位\t得分\n甲区\t90.5分\n乙区\t88分"
    >>> list(cells(table, figures(table)).values())[0]
    Cell(indicator='得分', scope='甲区')
    """
    if "\t" not in text:
        return {}
    found: dict[int, Cell] = {}
    by_start = {figure.start: at for at, figure in enumerate(figures)}
    for caption, rows in _tables(text):
        headers = _headers(text, rows[0])
        for row in rows[1:] if headers else rows:
            owner = _owner(text, row)
            for column, (start, end) in enumerate(row.cells):
                at = by_start.get(start)
                name = headers.get(column, caption)
                if at is not None and name and figures[at].end >= end - 1:
                    found[at] = Cell(name, owner)
    return found


def _tables(text: str) -> list[tuple[str | None, list[_Row]]]:
    """The rows that stand together, and the caption above them."""
    found: list[tuple[str | None, list[_Row]]] = []
    start = 0
    above = ""
    rows: list[_Row] = []
    for line in text.split("\n"):
        if line.count("\t"):
            if not rows:
                found.append((_caption(above), rows))
            rows.append(_Row(_places(line, start)))
        elif line.strip():
            above, rows = line.strip(), []
        start += len(line) + 1
    return [(caption, rows) for caption, rows in found if len(rows) > 1]


def _places(line: str, start: int) -> list[tuple[int, int]]:
    places = []
    for cell in line.split("\t"):
        stripped = cell.strip()
        begin = start + (len(cell) - len(cell.lstrip()))
        places.append((begin, begin + len(stripped)))
        start += len(cell) + 1
    return places


def _caption(line: str) -> str | None:
    match = _CAPTION.search(line, max(0, len(line) - 40))
    return match[1] if match else None


def _headers(text: str, row: _Row) -> dict[int, str]:
    """The names of the columns, without their units; none where the row has a number."""
    names = [text[start:end] for start, end in row.cells]
    if any(not name or any(char.isdecimal() for char in name) for name in names):
        return {}
    headers = {}
    for column, name in enumerate(names):
        unit = _HEADER_UNIT.search(name)
        headers[column] = name[: unit.start()] if unit else name
    return headers


def _owner(text: str, row: _Row) -> str | None:
    """The first cell of a row that is no number."""
    for start, end in row.cells:
        if end > start and not _NUMBER.fullmatch(text, start, end):
            return text[start:end] if not text[start].isdecimal() else None
    return None
