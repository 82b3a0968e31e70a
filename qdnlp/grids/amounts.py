"""The amount in a cell of a table, with the unit that its header gives it.

Knows when a cell is one amount and nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from qdnlp.normalization import normalize
from qdnlp.pages import Cell
from qdnlp.patterns import Pattern
from qdnlp.schema import Figure
from qdnlp.times import find as find_times

_LONGEST = 32
_AMOUNT = Pattern("[≥≤＞＜><约近超逾+]{0,2}\\s*[-－−–—]?[0-9０-９][^\\n]*")
_BARE = Pattern("[^0-9０-９]*[0-9０-９][0-9０-９,，.．\\s~～至–—-]*")
_MINUS = str.maketrans("－−–—", "----")
_SIGNS = "≥≤＞＜><约近超逾+- "
_RANK = Pattern("第?\\s*([0-9]{1,4})\\s*[位名]?")


@lru_cache(maxsize=256)
def is_unit(word: str) -> bool:
    """Whether a word is a unit that an amount can have.

    >>> is_unit("亿元"), is_unit("%"), is_unit("含")
    (True, True, False)
    """
    figure = normalize(f"2.5{word}")
    return figure is not None and (figure.start, figure.end) == (0, 3 + len(word)) != (0, 3)


def amount(cell: Cell, unit: str = "") -> Figure | None:
    """The amount that a cell is, its offsets counted in the cell; None if it is something else.

    ``unit`` is its unit where it bears none of its own. A rating in stars is a count of them.

    >>> figure = amount(Cell(0, 6, "2286.4", 1, 2), "亿元")
    >>> figure.text, figure.unit, str(figure.value)
    ('2286.4', 'CNY', '228640000000')
    """
    text = cell.text
    if cell.stars is not None:
        return Figure(0, len(text), text, "count", Decimal(cell.stars), "星")
    if len(text) > _LONGEST or not _AMOUNT.fullmatch(text):
        return None
    written = _with_minus(text)
    bare = _BARE.fullmatch(text) is not None
    figure = normalize(written + unit) if bare else normalize(written)
    if figure is None or (bare and unit and figure.end <= len(text)):
        figure = normalize(written)
    if figure is None or figure.end < len(text) or text[: figure.start].strip(_SIGNS):
        return None
    if find_times(text):
        return None
    figure.start, figure.end = min(figure.start, len(text)), len(text)
    figure.text = text[figure.start :]
    return figure


def rank(cell: Cell) -> Figure | None:
    """The place in an order that a cell tells, None where it tells none.

    >>> str(rank(Cell(0, 1, "3", 1, 0)).value)
    '3'
    """
    match = _RANK.fullmatch(cell.text)
    if match is None:
        return None
    return Figure(0, len(cell.text), cell.text, "ordinal", Decimal(match[1]), "")


def _with_minus(text: str) -> str:
    """The text with the plain minus before its number, whatever stands there for one."""
    at = next((n for n, char in enumerate(text) if char.isdecimal()), 0)
    return text[:at].translate(_MINUS) + text[at:]
