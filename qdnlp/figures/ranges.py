"""Ranges: two amounts with 至, 到 or a dash between them, read as one figure.

Knows how the two share a unit and a multiplier: 一千到两千万元 is ten to twenty million yuan,
5000至1万元 is five to ten thousand; and 介于…和…之间, 七、八个.
"""

from __future__ import annotations

import re
from decimal import Decimal

from qdnlp import units
from qdnlp.figures.amount import Amount, digit, read
from qdnlp.figures.amounts import at
from qdnlp.figures.context import minus_before
from qdnlp.figures.numeral import CHINESE, DIGIT, numeral
from qdnlp.numerals import multiplied, negated, number, plain
from qdnlp.patterns import Pattern
from qdnlp.schema import Number

STARTS = frozenset("至到-—–－~～〜(（和与、 ")
"""The characters with which the link of a range can begin."""

_LINK = Pattern(
    "(?:[（(]不?含[）)])? ?(至|到|—{1,2}|[-–－]{1,2}|[~～〜]{1,2}|和|与|、) ?"
    "(?:零上|(零下|[-－−负]))?"
)
_WORDY = frozenset("至到~～〜")
_BETWEEN = Pattern("(?:之间|间(?!接|距|隔))")
_MULTIPLIER = Pattern("[百千]?[万亿]+$|[百千]$")
_LARGE = Pattern("[万亿]+$")
_MORE_DASHES = Pattern(f"[-—–－][{DIGIT}]")
_SINGLE = Pattern(f"[{CHINESE}]$")
_ENDS = Pattern("[-－月日号年:：/]")


def to(text: str, start: int, end: int, first: Amount | None) -> Amount | None:
    """The range that begins with the numeral ``text[start:end]``; None if none does.

    ``first``: what that numeral is by itself.

    >>> to("200-2000平方米", 0, 3, None)[1:7]
    (11, 'measure', 'm2', None, Decimal('200'), Decimal('2000'))
    """
    link = _LINK.match(text, first.end if first else end)
    other = _other(text, link) if link else None
    if link is None or other is None:
        return None
    written = first if first is not None and not first.plain else None
    second = _second(text, start, link[1], other, written or first)
    if second is None or (written is not None and not _alike(written, second)):
        return None
    if link[1] in "和与" and not _BETWEEN.match(text, second.end):
        return None
    if link[1] == "、" and not _are_neighbours(text, start, end, other):
        return None
    if _MORE_DASHES.match(text, second.end) or second.kind == "ratio":
        return None
    if link[1] == "、":
        low = number(text[start:end] + other.group()[1:])  # 三、四十人
    elif written is not None:
        low = _end_of(written, first=True)
    else:
        low = _lower(text[start:end], other.group(), second)
    high = _end_of(second, first=False)
    high = negated(high) if link[2] else high
    if low is None or high is None:
        return None
    signed = low if minus_before(text, start, second.unit) is None else negated(low)
    if signed is None or signed >= high:
        return None
    return second._replace(start=start, value=None, low=low, high=high, bare=False)


def _other(text: str, link: re.Match[str]) -> re.Match[str] | None:
    """The second numeral, behind the link and a sign of currency that is said again."""
    place = link.end()
    for length in (3, 2, 1):
        if text[place : place + length] in units.SIGNS:
            return numeral.match(text, place + length)
    return numeral.match(text, place)


def _second(
    text: str, start: int, link: str, other: re.Match[str], first: Amount | None
) -> Amount | None:
    """The amount of the second numeral; one without a unit takes that of a sign or share before."""
    second = at(text, other.start(), other.end())
    if second is not None:
        return second if not second.plain or link in _WORDY else None
    parts = read(other.group())
    if parts is None or parts.value is None or _ENDS.match(text, other.end()):
        return None
    plain_amount = Amount(other.start(), other.end(), "count", "", parts.value, plain=True)
    if first is not None and first.kind == "money" and text[first.start] in _SIGNS:
        return plain_amount._replace(kind="money", unit=first.unit)
    if first is not None and first.unit == "%" and "分之" in text[start : first.end]:
        return plain_amount._replace(kind="percent", unit="%")  # 百分之五到十
    if first is not None and not first.plain:
        return None
    large = _MULTIPLIER.search(plain(other.group())) is not None
    return plain_amount if link in _WORDY or (large and link not in "和与、") else None


_SIGNS = frozenset("$＄¥￥€£￡₩₽฿₹₫UHNACSR")


def _end_of(amount: Amount, *, first: bool) -> Number | None:
    """The end of an amount that counts as an end of the range."""
    if amount.value is None:
        return amount.low if first else amount.high
    return None if isinstance(amount.value, tuple) else amount.value


def _alike(first: Amount, second: Amount) -> bool:
    return (first.kind, first.unit) == (second.kind, second.unit)


_NEIGHBOURS = {*((n, n + 1) for n in range(1, 9)), (3, 5)}


def _are_neighbours(text: str, start: int, end: int, other: re.Match[str]) -> bool:
    """七、八个, 三、四十人: two digits that follow each other, and no longer list."""
    left, right = text[start:end], other.group()[0]
    if not _SINGLE.fullmatch(left) or not _SINGLE.fullmatch(right):
        return False
    if text[start - 1 : start] == "、" or text[other.end() : other.end() + 1] == "、":
        return False
    return (digit(left), digit(right)) in _NEIGHBOURS and other.end() - other.start() <= 3


def _lower(left: str, right: str, second: Amount) -> Number | None:
    """The low end in the unit of the high end, with the multiplier they share."""
    parts = read(left)
    low = parts and (parts.value if parts.value is not None else parts.low)
    if low is None or (second.kind == "percent" and second.unit == ""):
        return None
    whole = number(right)
    low = multiplied(low, _shared(left, right, low))
    high = _end_of(second, first=False)
    if isinstance(whole, Decimal) and isinstance(high, Decimal) and isinstance(low, Decimal):
        factor = high / whole if whole else Decimal(1)  # 成, ‰ and the like change the number
        low = multiplied(low, factor) if factor != 1 else low
    return low


def _shared(left: str, right: str, low: Number) -> Number:
    """The multiplier of the high end that the low end leaves out: 两到三百, 一千到两千万."""
    for multiplier in (_MULTIPLIER, _LARGE):
        tail = multiplier.search(plain(right))
        if tail is None or multiplier.search(plain(left)):
            continue
        mantissa, worth = number(plain(right)[: tail.start()]), number(tail.group())
        if mantissa is not None and worth is not None and low < mantissa:
            return worth
    return Decimal(1)
