"""The walk through a text: numerals to amounts, amounts to figures.

Knows what stands between one figure and the next: ranges, lists that share a unit, a bound or
a direction; and which numerals count nothing (model names, codes, numbers in quotation marks).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from qdnlp import tables, units
from qdnlp.figures import amounts, bare, directions, headings
from qdnlp.figures.amount import DIGITS, LETTERS, Amount
from qdnlp.figures.context import SYMBOLS, Placed, bound_of, placed, qualified
from qdnlp.figures.headings import Cell
from qdnlp.figures.lists import in_lists
from qdnlp.figures.lookalikes import noun_before, numerals_of
from qdnlp.figures.numeral import SET_FIGURES, set_figure, set_figure_start
from qdnlp.figures.ordinals import first_few, ordinal
from qdnlp.figures.ranges import STARTS as RANGE_STARTS
from qdnlp.figures.ranges import to as range_to
from qdnlp.numerals import number
from qdnlp.patterns import Pattern
from qdnlp.schema import Bound, Direction, Figure, Kind

_BLOCKED_BEFORE = LETTERS | frozenset("+＋.．_@#")
_TITLE = Pattern("《[^《》\n]{1,60}》")
_MAKES_WORD = frozenset(tables.cues("before"))
# Chinese numerals within a short quoted phrase are part of a name (“六链五群”, “一小时交通圈”),
# and so are digits with which it begins (“80条”).
_NAMED = frozenset(("count", "measure", "multiple"))
_POINT = Pattern(r"(?:^|[，；：。,;:\s])[0-9]{1,2}[.．]$")
_QUOTE_OPENS = Pattern("[“‘「『][^”’」』，。；！？：\n]{0,9}$")
_QUOTE_CLOSES = Pattern("[^“‘「『，。；！？：\n]{0,10}[”’」』]")


def find(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Figure]:
    """Every figure of ``text``, in its order.

    ``skip``: stretches where no figure may stand (the times of the text), in order.

    >>> [f.text for f in find("引进亿元以上项目160个、总投资2047亿元")]
    ['亿元', '160个', '2047亿元']
    """
    return in_lists(text, [qualified(text, each) for each in _placed(text, skip)])


def spans(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Where the figures of ``text`` stand, in its order; in less time than `find` takes.

    >>> spans("引进亿元以上项目160个")
    [(2, 4), (8, 12)]
    """
    figures = in_lists(text, [each.figure for each in _placed(text, skip)])
    return [(figure.start, figure.end) for figure in figures]


def _placed(text: str, skip: Sequence[tuple[int, int]]) -> list[Placed]:
    """Every figure, with where to look for its bound and direction."""
    figures: list[Placed] = []
    set_figures = _set_figures(text, skip)
    titles = [match.span() for match in _TITLE.finditer(text)]
    taken = sorted([*skip, *titles, *((f.start, f.end) for f in set_figures)])
    cells = headings.cells(text)
    done = passed = cell = 0
    for start, end in numerals_of(text):
        if start < done:
            continue
        while passed < len(taken) and taken[passed][1] <= start:
            passed += 1
        if passed < len(taken) and taken[passed][0] < end:
            continue
        while cell < len(cells) and cells[cell].end <= start:
            cell += 1
        inside = cells[cell] if cell < len(cells) and cells[cell].start <= start else None
        found = _at(text, start, end, inside)
        if found is None or found.figure.start < done:
            continue
        if passed < len(taken) and taken[passed][0] < found.figure.end:
            continue  # 万年底: the unit belongs to a time
        done = found.figure.end
        figures.append(found)
    if set_figures:
        settled = [Placed(figure, None, False) for figure in set_figures]
        figures = sorted([*figures, *settled], key=_start)
    return figures


def _start(placed: Placed) -> int:
    return placed.figure.start


def _set_figures(text: str, skip: Sequence[tuple[int, int]]) -> list[Figure]:
    """The words of the text, outside ``skip``, that are figures by themselves."""
    found: list[Figure] = []
    done = 0
    for candidate in set_figure_start.finditer(text):
        start = candidate.start()
        match = set_figure.match(text, start) if start >= done else None
        if match:
            done = match.end()
            found.append(_set_figure(text, match.group(), start))
    if not found or not skip:
        return found
    ends = [end for _, end in skip]
    return [figure for figure in found if _is_clear(figure, skip, ends)]


def _is_clear(figure: Figure, skip: Sequence[tuple[int, int]], ends: list[int]) -> bool:
    """Whether a figure touches no stretch of ``skip``; 周一半 is a time, and no half."""
    next_one = bisect_right(ends, figure.start)
    return next_one == len(skip) or figure.end <= skip[next_one][0]


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
    figure.bound = bound_of(text, start, end, cast(Bound, bound), False, figure.kind, unit)
    figure.direction = cast(Direction, direction)
    if direction == "none":
        figure.direction = directions.of(text, start, end, figure.kind, unit)
    return figure


def _at(text: str, start: int, end: int, cell: Cell | None = None) -> Placed | None:
    """The figure whose numeral is ``text[start:end]``; None if it is none.

    ``cell``: the table cell in which the numeral stands alone.
    """
    previous = text[start - 1] if start else ""
    if previous == "第" or (previous == " " and text[start - 2 : start - 1] == "第"):
        rank = ordinal(text, start, end)
        return Placed(rank, None, False) if rank is not None else None
    if previous == "前" and text[end : end + 1] not in RANGE_STARTS:
        few = first_few(text, start, end)
        if few is not None:
            return Placed(few, None, False)
    sign = None
    lettered = False
    if previous in _BLOCKED_BEFORE and previous and not _is_plus_sign(text, start):
        sign = units.sign_before(text, start)
        lettered = sign is None and previous in LETTERS
        if sign is None and not lettered and not _is_point(text, start):
            return None
    amount = amounts.at(text, start, end)
    if amount is not None and amount.kind == "count" and previous in SYMBOLS:
        amount, sign = None, units.sign_before(text, start)  # ￥68起
    if (amount is None or amount.plain) and not lettered:
        amount = _without_unit(text, start, end, amount, sign, cell)
    if text[(amount.end if amount else end) : (amount.end if amount else end) + 1] in RANGE_STARTS:
        amount = range_to(text, start, end, amount) or amount
    if amount is None or (amount.bare and headings.stands_alone(text, amount.start, amount.end)):
        return None
    if lettered and not noun_before(text, amount):
        return None
    if amount.bare and previous == "每":
        return None  # 每万人拥有医生3名
    if (amount.kind in _NAMED or amount.bare) and _in_quoted_name(text, amount):
        return None
    if (
        previous == "前"
        and amount.unit in ("位", "名", "")
        and amount.kind == "count"
        and amount.low is None
        and text[start - 2 : start - 1] not in _MAKES_WORD  # 目前11位
    ):
        begin, stop = start - 1, amount.end
        rank = Figure(begin, stop, text[begin:stop], "ordinal", amount.value, "")
        return Placed(rank, None, False)
    return placed(text, amount, previous)


def _is_point(text: str, start: int) -> bool:
    """Whether only the number of a point of a list stands before a numeral: 3.五年来."""
    before = text[max(0, start - 4) : start]
    return text[start] not in DIGITS and _POINT.search(before) is not None


def _is_plus_sign(text: str, start: int) -> bool:
    """Whether a plus before a numeral is its sign: 同比+3%, not 5+3."""
    before = text[start - 2 : start - 1]
    is_word = before.isalnum() and not _HAN.match(before)
    return text[start - 1] in "+＋" and not is_word and before not in _QUOTES


_HAN = Pattern("[\u4e00-\u9fff]")
_QUOTES = tuple("“‘「『")


def _in_quoted_name(text: str, amount: Amount) -> bool:
    closes = _QUOTE_CLOSES.match(text, amount.end)
    if closes is None:
        return False
    opens = _QUOTE_OPENS.search(text, max(0, amount.start - 10), amount.start)
    if opens is None or closes.end() - opens.start() > _NAME_AT_MOST:
        return False
    return opens.end() - opens.start() == 1 or not text[amount.start].isdecimal()


_NAME_AT_MOST = 16


def _without_unit(
    text: str,
    start: int,
    end: int,
    amount: Amount | None,
    sign: tuple[str, int] | None,
    cell: Cell | None,
) -> Amount | None:
    """A numeral without a unit behind it: by the sign or the heading before it, else bare."""
    sign = sign or units.sign_before(text, start)
    if sign is not None:
        return bare.money(text, start, amount.end if amount else end, *sign)
    heading = cell.heading if cell else headings.of_label(text, start)
    if cell is not None or heading is not None:
        return bare.headed(text, start, end, heading)
    return bare.number(text, start, end, amount)
