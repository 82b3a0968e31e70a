"""A numeral and the unit behind it: 50余项, 645元/月, 三年半, 1米75, 两个半小时.

Knows how the two join, and what may stand between them, inside the unit or right behind it.
"""

from __future__ import annotations

from decimal import Decimal

from qdnlp import tables, units
from qdnlp.figures import durations
from qdnlp.figures.amount import DIGITS, LETTERS, MULTIPLIERS, Amount, digit, read, times
from qdnlp.figures.numeral import CHINESE, DIGIT
from qdnlp.numerals import Reading, number, plain
from qdnlp.patterns import Pattern
from qdnlp.schema import Bound, Kind, Number
from qdnlp.units import Unit

_LETTERS_AND_DIGITS = LETTERS | DIGITS
_SPACES = " \u3000\xa0"
_BEFORE_SPACE = DIGITS | frozenset("万亿")
_BEFORE_LAI = MULTIPLIERS | frozenset("0０")
_YEARLY = frozenset(tables.cues("yearly"))
_YEAR = Pattern("(?:19[5-9]|20(?!00)[0-4])[0-9]")
_BARE_TEN = Pattern("十(?:[一二三四五六七八九几余来多]|$)")


def with_unit(text: str, start: int, end: int, after: str) -> Amount | None:
    """The amount of a numeral that a unit follows at once, or behind 余, 多, 来 or a space."""
    bound: Bound = "exact"
    place = end
    found = units.at(text, end)
    if found is None and after:
        if after in "余多":
            bound, place = "more_than", end + 1
        elif after == "来" and text[end - 1] in _BEFORE_LAI:
            bound, place = "about", end + 1
        elif after in _SPACES and text[end - 1] in _BEFORE_SPACE:
            place = end + 1
        if place != end:
            found = units.at(text, place)
            if found is None and bound != "exact":
                return _approximate_plain(text, start, place, bound)
    if found is None:
        return None
    unit, stop = found
    if text[stop - 1] in LETTERS and text[stop : stop + 1] in _LETTERS_AND_DIGITS:
        return None
    token = text[start:end]
    if unit.code in units.AMBIGUOUS:
        unit = units.in_context(unit, text, start, stop)
    bare = token[0] in MULTIPLIERS and not _BARE_TEN.match(token)
    if unit.code == "级" and token[-1] in "亿億":
        return None  # 千亿级 is money
    if unit.code in _YEARLY and _YEAR.fullmatch(token):
        return None  # 2026届
    if token[0] not in DIGITS and not _reads(unit, token, bare):
        return None
    parts = read(token)
    return _joined(text, start, stop, unit, parts, bound, bare) if parts else None


def _reads(unit: Unit, token: str, bare: bool) -> bool:
    """Whether a Chinese numeral before this unit counts it: 三项 does, 三农 and 二次 do not."""
    if token == "几" or token == "数":
        return False
    if unit.kind != "count":
        return not (bare and token == "百" and unit.code == "%")
    if unit.reads == "arabic":
        return False
    if len(token) == 1:  # 一项 may count or not (每一项): the guide leaves it open
        return unit.reads == "always" and token not in "一二"
    return True


def _joined(
    text: str, start: int, end: int, unit: Unit, parts: Reading, bound: Bound, bare: bool
) -> Amount:
    """The amount of a numeral and its unit, with the rate or the rest that follows."""
    value, low, high, inner = parts
    if bound == "exact":
        bound = inner
    code, kind, factor = unit.code, unit.kind, unit.factor
    if factor != 1:
        value, low, high = times(parts, factor)
    follows = text[end : end + 1]
    if follows in "/／每":
        per = units.per(text, end + 1) if follows else None
        if per is not None and (follows != "每" or _is_rate(text, kind, code, per[1])):
            code, end = f"{code}/{per[0]}", per[1]
    elif isinstance(value, Decimal) and follows in _REST_FIRST:
        kind, code, value, end = _with_rest(text, end, kind, code, value)
    return Amount(start, end, kind, code, value, low, high, bound, bare)


def _with_rest(
    text: str, end: int, kind: Kind, code: str, value: Decimal
) -> tuple[Kind, str, Decimal, int]:
    """Kind, unit, value and end of an amount with what adds to it: 2小时30分钟, 三年半, 36度5."""
    length = durations.whole(text, end, code, value)
    if length is not None:
        kind, (code, value, end) = "measure", length
    if kind in _WITH_REST or code == "度":
        rest = _rest(text, end, code) if end < len(text) else None
        if rest is not None:
            value, end = value + rest[0], rest[1]
            kind, code = ("measure", "degC") if code == "度" else (kind, code)
    return kind, code, value, end


def _is_rate(text: str, kind: str, code: str, end: int) -> bool:
    """Whether 每 with what ends at ``end`` is counted by: 28微克每立方米, not 80周岁每人每月."""
    return kind == "measure" and code != "岁" and text[end : end + 1] != "每"


_WITH_REST = ("measure", "multiple")
_REST_FIRST = DIGITS | frozenset(CHINESE) | {"半", "十", "又"}
_HALF_OF_NEXT = Pattern("半[年天月日小个夜]")
# 1米75, 一米八: the digits behind are decimals, unless a unit of their own follows
_DECIMALS = Pattern(
    rf"(?:[{DIGIT}]{{1,2}}|[一二三四五六七八九]{{1,2}})(?![{DIGIT}{CHINESE}十百千万.．])"
)
_HUNDREDTHS = Pattern(rf"[{DIGIT}]{{2}}(?![{DIGIT}.．])")  # 9秒83
_WITH_DECIMALS = frozenset(("m", "度", "degC", "s"))
_SMALLER = {"jin": "两", "mu": "分"}  # tenths: 五斤三两, 一亩三分


def _rest(text: str, end: int, code: str) -> tuple[Decimal, int] | None:
    """What stands behind the unit and adds to the amount, and where it ends."""
    if text[end] == "半":
        return None if _HALF_OF_NEXT.match(text, end) else (Decimal("0.5"), end + 1)
    smaller = _SMALLER.get(code)
    if smaller and text[end + 1 : end + 2] == smaller:
        return Decimal(digit(text[end])) / 10, end + 2
    match = None
    if code in _WITH_DECIMALS:
        match = (_HUNDREDTHS if code == "s" else _DECIMALS).match(text, end)
    if match is None or units.at(text, match.end()) is not None:
        return None
    decimals = "".join(str(digit(char)) for char in plain(match.group()))
    return Decimal(f"0.{decimals}"), match.end()


def _approximate_plain(text: str, start: int, end: int, bound: Bound) -> Amount | None:
    """300余企业, 7000多万: approximate, and without a unit."""
    token = text[start : end - 1]
    if token[0] not in DIGITS and len(token) < 2:
        return None
    parts = read(token)
    if parts is None or parts.value is None:
        return None
    return Amount(start, end, "count", "", parts.value, bound=bound, plain=True)


_INSIDE = Pattern("个([半多])(?=小时|月|星期|钟头|学期|世纪|百分点|工作日)")


def inside_the_unit(text: str, start: int, end: int) -> Amount | None:
    """两个半小时, 一个多月: 半 and 多 inside the unit."""
    match = _INSIDE.match(text, end)
    if match is None:
        return None
    found = units.at("个" + text[match.end() : match.end() + 3], 0)
    value: Number | None = number(text[start:end])
    if found is None or not isinstance(value, Decimal) or found[0].kind == "count":
        return None
    unit, length = found
    bound: Bound = "more_than" if match[1] == "多" else "exact"
    if match[1] == "半":
        value += Decimal("0.5")
    stop = match.end() + length - 1
    return Amount(start, stop, unit.kind, unit.code, value, bound=bound)
