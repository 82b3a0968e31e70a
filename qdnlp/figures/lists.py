"""Lists of figures: 300亿、100亿、50亿元, 分别增长8.1%和12.4%.

Knows what the members of a list share: the unit that ends it, and the bound and the direction
that begin it.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from qdnlp import tables
from qdnlp.figures import bounds, directions
from qdnlp.numerals import multiplied, plain
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Figure, Number

_BETWEEN = Pattern("(?:、|和|及|与|以及|或|跟|/)(?:约|近|超|达)?")
_CARRIED = frozenset(("more_than", "less_than"))
_EACH = Pattern(alternation(tables.cues("each")))
_NEAR = 8  # characters before a list within which it shares out
_INNER = Pattern("[余多来]")
# What a short classifier stands for where a longer unit ends the list: 3.4个、1个百分点.
_SHORT = {"pp": "个", "bp": "个", "month": "个", "h": "个"}


def in_lists(text: str, figures: list[Figure]) -> list[Figure]:
    """The figures with what their lists give them; numbers that no list explains left out."""
    for left, right in reversed(list(_neighbours(text, figures))):
        _share_unit(text, left, right)
    for left, right in _neighbours(text, figures):
        _carry(text, left, right)
    return [figure for figure in figures if not _is_code(text, figure)]


def _neighbours(text: str, figures: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The pairs of figures that stand next to each other in a list."""
    for left, right in pairwise(figures):
        gap = right.start - left.end
        if not 0 < gap <= 8:
            continue
        behind = bounds.after(text, left.end)
        start = behind[1] if behind else left.end
        if _BETWEEN.fullmatch(text, start, right.start):
            yield left, right


def _share_unit(text: str, left: Figure, right: Figure) -> None:
    """A member without unit takes the unit of the next: 3500万、2300万人次."""
    short = left.unit == _SHORT.get(right.unit) and left.kind == "count"
    inferred = left.kind == "money" and left.text[-1] in "万亿萬億"
    if (
        (left.unit and not short and not inferred)
        or left.kind not in ("count", "money")
        or not right.unit
    ):
        return
    if right.kind in ("ordinal", "ratio"):
        return
    if not left.unit and isinstance(left.value, Decimal):
        left.value = multiplied(left.value, _shared_factor(left.text, left.value, right))
    left.unit, left.kind = right.unit, right.kind
    if left.direction == "none":
        left.direction = directions.of(text, left.start, left.end, left.kind, left.unit)


def _shared_factor(member: str, value: Decimal, last: Figure) -> Number:
    """What the last member multiplies one before it by: 亿 in 12.5、8.3亿元, but 9800、1.2万人.

    ``member``, ``value``: a member without unit, as it is written and what it says by itself.
    """
    written = _MANTISSA.match(plain(last.text))
    total = last.low if last.value is None else last.value
    if written is None or not member[-1].isdecimal() or total is None or isinstance(total, tuple):
        return Decimal(1)
    mantissa = Decimal(written.group().replace(",", ""))
    if not mantissa or value > mantissa * _AS_LARGE:
        return Decimal(1)
    return Fraction(total) / Fraction(mantissa)


_MANTISSA = Pattern(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_AS_LARGE = 50  # times the last member: beyond it, a member is written out


def _carry(text: str, left: Figure, right: Figure) -> None:
    """A member takes the direction and the bound of the one before it."""
    if right.direction == "none" and (left.kind == right.kind or _is_each(text, left)):
        right.direction = left.direction
    if right.bound != "exact" or left.bound not in _CARRIED or left.unit != right.unit:
        return
    if bounds.after(text, left.end) is None and not _INNER.search(left.text):
        right.bound = left.bound


def _is_each(text: str, left: Figure) -> bool:
    """Whether a list shares a change out to figures of any kind: 分别增长1.2倍和15.2%."""
    return _EACH.search(text, max(0, left.start - _NEAR), left.start) is not None


def _is_code(text: str, figure: Figure) -> bool:
    """Whether digits without unit stand before a list mark, and no list gave them a unit."""
    if figure.unit or figure.kind != "count" or not figure.text[-1].isdecimal():
        return False
    after = text[figure.end : figure.end + 1]
    return after in "、和及与以" if figure.text.isdecimal() else after == "、"
