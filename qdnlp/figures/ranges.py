"""Ranges: two amounts with 至, 到 or a dash between them, read as one figure.

Knows how the two share a unit and a multiplier: 一千到两千万元 is ten to twenty million yuan,
5000至1万元 is five to ten thousand.
"""

from __future__ import annotations

from decimal import Decimal

from qdnlp.figures.amount import Amount, at, read
from qdnlp.figures.numeral import DIGIT, numeral
from qdnlp.numerals import number, plain, scaled
from qdnlp.patterns import Pattern
from qdnlp.schema import Number

STARTS = frozenset("至到-—–－~～〜(（")
"""The characters with which the link of a range can begin."""

_LINK = Pattern("(?:[（(]不?含[）)])?(至|到|—{1,2}|[-–－]{1,2}|[~～〜]{1,2})(零下|[-－−负])?")
_WORDY = frozenset("至到~～〜")
_INCLUDED = Pattern("[（(]不?含[）)]")
_LARGE = Pattern("[万亿萬億]+$")
_MORE_DASHES = Pattern(f"[-—–－][{DIGIT}]")
_POWERS = {"万": 4, "亿": 8}


def to(text: str, start: int, end: int, first: Amount | None) -> Amount | None:
    """The range that begins with the numeral ``text[start:end]``; None if none does.

    ``first``: what that numeral is by itself.

    >>> to("200-2000平方米", 0, 3, None)[1:8]
    (11, 'measure', 'm2', None, Decimal('200'), Decimal('2000'), 'exact')
    """
    left_end = first.end if first else end
    link = _LINK.match(text, left_end)
    other = numeral.match(text, link.end()) if link else None
    if link is None or other is None:
        return None
    second = at(text, other.start(), other.end())
    unit_between = first is not None and not first.plain
    if second is None:
        if unit_between or link[1] not in _WORDY or not _may_be_plain(text, start, other.end()):
            return None
        second = _plain_amount(other.start(), other.end(), other.group())
    if second is None or (unit_between and first is not None and not _alike(first, second)):
        return None
    if second.plain and link[1] not in _WORDY:
        return None
    if _MORE_DASHES.match(text, second.end) or second.kind == "ratio":
        return None
    low = first.value if unit_between and first else _lower(text[start:end], other.group(), second)
    low = first.low if unit_between and first and low is None else low
    high = second.high if second.value is None else second.value
    if link[2] and isinstance(high, Decimal):
        high = high.copy_negate()
    if isinstance(low, tuple) or isinstance(high, tuple) or low is None or high is None:
        return None
    if low >= high and not link[2] and text[start - 1 : start] not in ("-", "－", "下", "负"):
        return None
    return second._replace(start=start, value=None, low=low, high=high, bare=False)


def _alike(first: Amount, second: Amount) -> bool:
    return (first.kind, first.unit) == (second.kind, second.unit)


def _may_be_plain(text: str, start: int, end: int) -> bool:
    """Whether two numbers without unit are a range: not in codes, dates or longer words."""
    return text[end : end + 1] not in ("-", "月", "日", "号", "年", ":", "/")


def _plain_amount(start: int, end: int, token: str) -> Amount | None:
    parts = read(token)
    if parts is None or parts.value is None:
        return None
    return Amount(start, end, "count", "", parts.value, None, None, parts.bound, False, True)


def _lower(left: str, right: str, second: Amount) -> Number | None:
    """The low end in the unit of the high end, with the multiplier they share."""
    parts = read(left)
    low = parts and (parts.value if parts.value is not None else parts.low)
    if low is None or (second.kind == "percent" and second.unit == ""):
        return None
    right_number = number(right)
    high = second.high if second.value is None else second.value
    multiplier = _LARGE.search(plain(right))
    if multiplier and not _LARGE.search(plain(left)):
        mantissa = number(plain(right)[: multiplier.start()])
        if mantissa is not None and low < mantissa:
            low = scaled(low, sum(_POWERS[char] for char in multiplier.group()))
    if right_number and isinstance(high, Decimal) and isinstance(right_number, Decimal):
        factor = high / right_number  # 成, ‰ and the like change the number
        if factor != 1 and isinstance(low, Decimal):
            low = (low * factor).normalize() + 0
    return low
