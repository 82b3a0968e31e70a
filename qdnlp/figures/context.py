"""What stands around an amount: its sign, its bound, its direction.

Knows in which order the words beside an amount are asked, and when a minus is a minus.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple, TypeAlias

from qdnlp import tables, units
from qdnlp.figures import bounds, directions
from qdnlp.figures.amount import Amount
from qdnlp.numerals import negated
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Bound, Figure, Number


class Placed(NamedTuple):
    """A figure with its span, before the words around it are asked for bound and direction.

    ``begin``: what stands before it ends here, a sign of currency left out; None where nothing
    is to be asked any more.
    """

    figure: Figure
    begin: int | None
    bare: bool


def placed(text: str, amount: Amount, previous: str) -> Placed:
    """The amount as a figure, with the sign that stands before it."""
    start, end, kind, unit, value, low, high, inner, is_bare, _ = amount
    begin = start
    if previous in _MINUS and previous:
        start, value, low = _negative(text, start, value, low, unit)
        if begin != start and unit == "度":
            kind, unit = "measure", "degC"
        begin = start
    elif kind == "money":
        sign = units.sign_before(text, start)
        if sign is not None:
            unit = sign[0] if unit == "CNY" else unit
            begin = sign[1]
        if _MINUS_BEFORE_SIGN.search(text, max(0, begin - 2), begin):
            begin, value, low = begin - 1, _negated(value), negated(low)
    if begin < start and text[begin] in _WRITTEN_SIGNS:
        start = begin  # ￥68 is one mention, of 人民币500万元 the amount is
    figure = Figure(start, end, text[start:end], kind, value, unit, inner, "none", low, high)
    return Placed(figure, begin, is_bare)


def qualified(text: str, placed: Placed) -> Figure:
    """The figure with its bound and direction, from what stands around it."""
    figure, begin, is_bare = placed
    if begin is None:
        return figure
    end, kind, unit, value = figure.end, figure.kind, figure.unit, figure.value
    figure.bound = bound_of(text, begin, end, figure.bound, is_bare, kind, unit)
    if not isinstance(value, Decimal) or value >= 0:  # else the sign says it: 增速为-5.2%
        figure.direction = directions.of(text, begin, end, kind, unit)
    return figure


_MINUS = "-－−负下"
SYMBOLS = frozenset("$＄¥￥€£￡₩₽฿₹₫")
"""The signs of currency that stand before a number."""

_WRITTEN_SIGNS = SYMBOLS | frozenset("-－ABCHJMNRSU")
_MINUS_BEFORE_SIGN = Pattern(r"(?<![\dA-Za-z])[-－−]$")
# Between words a dash joins; it is a minus behind what can be less than nothing (净利润-3亿元).
_NEGATIVE = Pattern(
    rf"(?:(?<![\dA-Za-z\u4e00-\u9fff])|{alternation(tables.cues('signed'))})"
    r"(?P<sign>[-－−负])$|(?P<below>零下 ?)$"
)
_BELOW_ZERO = Pattern(r"(?<![\d%])(?P<sign>[-－−负])$|(?P<below>零下 ?)$")
_SIGN_WINDOW = 5
_SIGNED = frozenset(("degC", "degF", "度", "%", "pp"))

Value: TypeAlias = "Number | tuple[Decimal, ...] | None"


def _negative(
    text: str, start: int, value: Value, low: Number | None, unit: str
) -> tuple[int, Value, Number | None]:
    """The sign that stands before a numeral belongs to it: -5℃, 零下5摄氏度."""
    sign = minus_before(text, start, unit)
    if sign is None:
        return start, value, low
    return sign, _negated(value), negated(low)


def minus_before(text: str, start: int, unit: str) -> int | None:
    """Where the minus of the numeral at ``start`` begins; None where no minus stands before it.

    >>> minus_before("气温-5℃", 3, "degC"), minus_before("2019-5", 5, "")
    (2, None)
    """
    pattern = _BELOW_ZERO if unit in _SIGNED else _NEGATIVE
    match = pattern.search(text, max(0, start - _SIGN_WINDOW), start)
    return match.start(match.lastgroup or 0) if match else None


def _negated(value: Value) -> Value:
    return value if isinstance(value, tuple) else negated(value)


def bound_of(
    text: str, start: int, end: int, inner: Bound, is_bare: bool, kind: str, unit: str
) -> Bound:
    """The bound of a figure: of the word before it, else inside it, else behind it."""
    fast = kind == "measure" and unit in _FAST
    found = bounds.before(text, start, bare=is_bare, fast=fast)
    if found == "less_than" and text[start - 1] == "近" and kind == "measure" and unit in _RECENT:
        found = None  # 近五年 is the last five years
    if found is not None:
        return found
    if inner != "exact":
        return inner
    behind = bounds.after(text, end, kind)
    if behind is not None:
        return behind[0]
    if (kind in _MORE and _MORE_BEHIND.match(text, end)) or (
        kind == "money" and _MONEY_MORE.match(text, end)
    ):
        return "more_than"
    return bounds.distant(text, start) or "exact"


_MORE = frozenset(("multiple", "measure", "percent"))
_MONEY_MORE = Pattern(r"多(?:[，。；、！？,;!?）)\n一每]|\Z)")  # 便宜了两毛多; not 300元多次
_MORE_BEHIND = Pattern("多(?![元种样])")


_FAST = frozenset(("s", "min", "h", "day", "month"))
_RECENT = frozenset(("year", "month", "week", "day"))
