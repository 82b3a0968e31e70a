"""The walk through a text: numerals to amounts, amounts to figures.

Knows what stands between one figure and the next: ranges, lists that share a unit, a bound or
a direction; and which numerals count nothing (model names, codes, numbers in quotation marks).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import cast

from qdnlp import units
from qdnlp.figures import bare, bounds, directions
from qdnlp.figures.amount import Amount, at
from qdnlp.figures.numeral import SET_FIGURES, numerals_of, set_figure, set_figure_start
from qdnlp.figures.ordinals import ordinal
from qdnlp.figures.ranges import STARTS as RANGE_STARTS
from qdnlp.figures.ranges import to as range_to
from qdnlp.numerals import number
from qdnlp.schema import Bound, Direction, Figure, Kind

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_BLOCKED_BEFORE = _LETTERS | frozenset("+＋.．_@#")
_LIST = re.compile("(?:、|和|及|与|以及|或|跟|/)(?:约|近|超|达)?")
_TITLE = re.compile("《[^《》\n]{1,60}》")
# Numerals within a short quoted phrase are part of a name: “六链五群”, “一小时交通圈”, “80条”.
_NAMED = frozenset(("count", "measure", "multiple"))
_QUOTE_OPENS = re.compile("[“‘「『][^”’」』，。；！？：\n]{0,9}$")
_QUOTE_CLOSES = re.compile("[^“‘「『，。；！？：\n]{0,10}[”’」』]")


def find(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Every figure of ``text``, in its order.

    ``skip``: stretches where no figure may stand (the times of the text), in order.

    >>> [f.text for f in find("引进亿元以上项目160个、总投资2047亿元")]
    ['亿元', '160个', '2047亿元']
    """
    figures: list[Figure] = []
    set_figures = _set_figures(text)
    titles = [match.span() for match in _TITLE.finditer(text)]
    taken = sorted([*skip, *titles, *((f.start, f.end) for f in set_figures)])
    done = passed = 0
    for start, end in numerals_of(text):
        if start < done:
            continue
        while passed < len(taken) and taken[passed][1] <= start:
            passed += 1
        if passed < len(taken) and taken[passed][0] < end:
            continue
        figure = _figure(text, start, end, figures)
        if figure is not None:
            done = figure.end
            figures.append(figure)
    if set_figures:
        figures = sorted([*figures, *set_figures], key=_start)
    _share(text, figures)
    return figures


def _start(figure: Figure) -> int:
    return figure.start


def _set_figures(text: str) -> list[Figure]:
    """The words of the text that are figures by themselves."""
    found = []
    for start in set_figure_start.finditer(text):
        match = set_figure.match(text, start.start())
        if match:
            found.append(_set_figure(text, match.group(), start.start()))
    return found


def _set_figure(text: str, word: str, start: int) -> Figure:
    """翻番, 一半 and the like: what they say is in the table."""
    row = SET_FIGURES.get(word)
    if row is None:  # 翻两番
        doublings = number(word[-2])
        value = Decimal(2) ** int(cast(Decimal, doublings))
        return Figure(start, start + len(word), word, "multiple", value, "倍", "exact", "up")
    written, kind, amount, unit, bound, direction = row
    start += len(word) - len(written)
    end = start + len(written)
    figure = Figure(start, end, written, cast(Kind, kind), number(amount), unit)
    figure.bound = _bound(text, start, end, cast(Bound, bound), False, figure.kind, unit)
    figure.direction = cast(Direction, direction)
    if direction == "none":
        figure.direction = directions.of(text, start, figure.kind)
    return figure


def _figure(text: str, start: int, end: int, before: list[Figure]) -> Figure | None:
    """The figure whose numeral is ``text[start:end]``; None if it is none."""
    previous = text[start - 1] if start else ""
    if previous == "第" or previous == " " and text[start - 2 : start - 1] == "第":
        return ordinal(text, start, end)
    sign = None
    if previous in _BLOCKED_BEFORE and previous:
        sign = units.sign_before(text, start)
        if sign is None:
            return None
    amount = at(text, start, end)
    if amount is None or amount.plain:
        amount = _signed_or_bare(text, start, end, amount, sign)
    if text[(amount.end if amount else end) : (amount.end if amount else end) + 1] in RANGE_STARTS:
        amount = range_to(text, start, end, amount) or amount
    if amount is None:
        return None
    if amount.kind in _NAMED and _in_quoted_name(text, amount):
        return None
    return _placed(text, amount, previous, before)


def _in_quoted_name(text: str, amount: Amount) -> bool:
    closes = _QUOTE_CLOSES.match(text, amount.end)
    if closes is None:
        return False
    opens = _QUOTE_OPENS.search(text, max(0, amount.start - 10), amount.start)
    return opens is not None and closes.end() - opens.start() <= _NAME_AT_MOST


_NAME_AT_MOST = 16


def _signed_or_bare(
    text: str, start: int, end: int, amount: Amount | None, sign: tuple[str, int] | None
) -> Amount | None:
    """A numeral without a unit behind it: money by the sign before it, or a bare number."""
    sign = sign or units.sign_before(text, start)
    if sign is not None:
        return bare.money(text, start, amount.end if amount else end, *sign)
    return bare.number(text, start, end, amount)


def _placed(text: str, amount: Amount, previous: str, before: list[Figure]) -> Figure:
    """The amount as a figure, with its sign, bound and direction from what stands around it."""
    start, end, kind, unit, value, low, high, inner, is_bare, _ = amount
    if previous in _MINUS and previous:
        start, value, low = _negative(text, start, value, low)
    elif kind == "money":
        sign = units.sign_before(text, start)
        if sign is not None:
            unit = sign[0] if unit == "CNY" else unit
            start = sign[1] if text[sign[1]] in _SYMBOLS else start
    fast = kind == "measure" and unit in ("s", "min", "h", "day", "month")
    bound = _bound(text, start, end, inner, is_bare, kind, unit)
    direction = directions.of(text, start, kind, unit)
    figure = Figure(start, end, text[start:end], kind, value, unit, bound, direction, low, high)
    if before:
        _in_list(text, before[-1], figure, inner)
    return figure


_MINUS = "-－−负下"
_SYMBOLS = frozenset("$＄¥￥€£￡₩₽฿₹₫")
_NEGATIVE = re.compile(r"(?:(?<![\dA-Za-z\u4e00-\u9fff])|(?<=[增率长降速幅为达到至在]))[-－−]$|负$|零下$")


def _negative(text, start, value, low):  # type: ignore[no-untyped-def]
    """The sign that stands before a numeral belongs to it: -5℃, 零下5摄氏度."""
    match = _NEGATIVE.search(text, max(0, start - 3), start)
    if match is None:
        return start, value, low
    if isinstance(value, (Decimal, Fraction)):
        value = -value if isinstance(value, Fraction) else value.copy_negate()
    elif isinstance(low, Decimal):
        low = low.copy_negate()
    return match.start(), value, low


def _bound(
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
    if kind in _MORE and _MORE_BEHIND.match(text, end):
        return "more_than"
    return bounds.distant(text, start) or "exact"


_MORE = frozenset(("multiple", "measure"))
_MORE_BEHIND = re.compile("多(?![元种样])")


_FAST = frozenset(("s", "min", "h", "day", "month"))
_RECENT = frozenset(("year", "month", "week", "day"))


def _in_list(text: str, left: Figure, figure: Figure, inner: Bound) -> None:
    """Give a member of a list what the member before it was given: 分别增长8.1%和12.4%."""
    gap_start = left.end
    behind = bounds.after(text, gap_start)
    if behind is not None:
        gap_start = behind[1]
    if not 0 < figure.start - gap_start <= 3:
        return
    if not _LIST.fullmatch(text, gap_start, figure.start):
        return
    if figure.direction == "none" and left.direction != "none" and left.kind == figure.kind:
        figure.direction = left.direction
    if figure.bound == "exact" and left.bound in _CARRIED and left.unit in ("", figure.unit):
        if behind is None and not _INNER.search(left.text):
            figure.bound = left.bound


_CARRIED = frozenset(("more_than", "less_than"))
_INNER = re.compile("[余多来]")


def _share(text: str, figures: list[Figure]) -> None:
    """Let figures without a unit take the unit that ends their list: 3500万、2300万人次."""
    for index in range(len(figures) - 2, -1, -1):
        figure, right = figures[index], figures[index + 1]
        if figure.unit or figure.kind not in ("count", "money") or not right.unit:
            continue
        if right.kind in ("count", "money", "measure", "percent", "point", "multiple") and _LIST.fullmatch(
            text, figure.end, right.start
        ):
            figure.unit, figure.kind = right.unit, right.kind
