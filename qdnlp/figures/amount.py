"""Amounts: a numeral with its unit at a place in a text.

Knows how numeral and unit join: 余 between them, signs of currency before them, rates behind
them, 元角分, percent in words, fractions, 成 and 折, a half behind (三年半). What bounds or
governs an amount is known elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from qdnlp import units
from qdnlp.figures.numeral import CHINESE, DIGIT, numeral
from qdnlp.numerals import Reading, multiplied, number, plain, reading
from qdnlp.patterns import Pattern
from qdnlp.schema import Bound, Kind, Number
from qdnlp.units import Unit


class Amount(NamedTuple):
    """A numeral with its unit: where it stands and what it says."""

    start: int
    end: int
    kind: Kind
    unit: str
    value: Number | tuple[Decimal, ...] | None
    low: Number | None
    high: Number | None
    bound: Bound
    bare: bool  # a bare multiplier: 亿元, 百家
    plain: bool  # a number without unit


_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_MULTIPLIERS = frozenset("十百千万亿萬億")
_CHINESE = frozenset(CHINESE)
_HAN = Pattern("[\u4e00-\u9fff]")

_READINGS: dict[str, Reading | None] = {}
_READINGS_AT_MOST = 50_000


def read(token: str) -> Reading | None:
    """`numerals.reading`, remembered: texts repeat their numerals."""
    try:
        return _READINGS[token]
    except KeyError:
        if len(_READINGS) >= _READINGS_AT_MOST:
            _READINGS.clear()
        found = reading(token.replace(" ", "").replace("\u3000", ""))
        if len(token) < 40:
            _READINGS[token] = found
        return found


def at(text: str, start: int, end: int) -> Amount | None:
    """The amount whose numeral is ``text[start:end]``; None if that is no figure.

    >>> at("总投资2047亿元", 3, 8)[1:5]
    (9, 'money', 'CNY', Decimal('204700000000'))
    """
    after = text[end : end + 1]
    special = _SPECIAL.get(after)
    if special is not None:
        amount = special(text, start, end)
        if amount is not None:
            return amount
    return with_unit(text, start, end, after)


def with_unit(text: str, start: int, end: int, after: str) -> Amount | None:
    """The amount of a numeral that a unit follows at once, or behind 余, 多, 来 or a space."""
    bound: Bound = "exact"
    place = end
    found = units.at(text, end)
    if found is None and after:
        if after in "余多":
            bound, place = "more_than", end + 1
        elif after == "来" and text[end - 1] in _MULTIPLIERS:
            bound, place = "about", end + 1
        elif after in " \u3000\xa0" and text[end - 1] in "0123456789０１２３４５６７８９万亿":
            place = end + 1
        if place != end:
            found = units.at(text, place)
            if found is None and bound != "exact":
                return _approximate_plain(text, start, place, bound)
    if found is None:
        return None
    unit, stop = found
    if text[stop - 1] in _ASCII_LETTERS and text[stop : stop + 1] in _LETTERS_AND_DIGITS:
        return None
    token = text[start:end]
    first = token[0]
    if unit.code in units.AMBIGUOUS:
        unit = units.in_context(unit, text, start, stop)
    bare = first in _MULTIPLIERS and not _BARE_TEN.match(token)
    if unit.code == "级" and token[-1] in "亿億":
        return None  # 千亿级 is money
    if first not in _DIGITS and not _reads(unit, token, bare):
        return None
    numeral_reading = read(token)
    if numeral_reading is None:
        return None
    return _joined(text, start, stop, unit, numeral_reading, bound, bare)


_LETTERS_AND_DIGITS = _ASCII_LETTERS | _DIGITS
_BARE_TEN = Pattern("十(?:[一二三四五六七八九几余来多]|$)")


def _reads(unit: Unit, token: str, bare: bool) -> bool:
    """Whether a Chinese numeral before this unit counts it: 三项 does, 三农 and 二次 do not."""
    if token == "几" or token == "数":
        return False
    if unit.kind != "count":
        return not (bare and token == "百" and unit.code in ("%",))
    if unit.reads == "arabic":
        return False
    if len(token) == 1:  # 一项 may count or not (每一项): the guide leaves it open
        return unit.reads == "always" and token not in "一二"
    return True


def _joined(
    text: str, start: int, end: int, unit: Unit, numeral_reading: Reading, bound: Bound, bare: bool
) -> Amount:
    """The amount of a numeral and its unit, with the rate, coins or half that follow."""
    value, low, high, inner = numeral_reading
    if bound == "exact":
        bound = inner
    code, kind, factor = unit.code, unit.kind, unit.factor
    if factor != 1:
        value, low, high = (n if n is None else multiplied(n, factor) for n in (value, low, high))
    follows = text[end : end + 1]
    if follows in "/／每":
        per = units.per(text, end + 1) if follows else None
        if per is not None and (follows != "每" or kind == "measure"):
            code, end = f"{code}/{per[0]}", per[1]
    elif code == "m" and kind == "measure" and follows in _DIGITS and isinstance(value, Decimal):
        tail = _CENTIMETRES.match(text, end)
        if tail is not None:
            value, end = value + Decimal(f"0.{plain(tail.group())}"), tail.end()
    elif follows == "半" and kind in ("measure", "multiple") and isinstance(value, Decimal):
        half = 0 if _HALF_OF_NEXT.match(text, end) else 1
        value, end = value + Decimal(half) / 2, end + half
    return Amount(start, end, kind, code, value, low, high, bound, bare, False)


_CENTIMETRES = Pattern(rf"[{DIGIT}]{{1,2}}(?![{DIGIT}.．]|[\u4e00-\u9fff]*米)")  # 1米75
_HALF_OF_NEXT = Pattern("半[年天月日小个夜]")


def _approximate_plain(text: str, start: int, end: int, bound: Bound) -> Amount | None:
    """300余企业, 7000多万: approximate, and without a unit."""
    token = text[start : end - 1]
    if token[0] not in _DIGITS and len(token) < 2:
        return None
    numeral_reading = read(token)
    if numeral_reading is None or numeral_reading.value is None:
        return None
    return Amount(start, end, "count", "", numeral_reading.value, None, None, bound, False, True)


# --- what follows a numeral and is no unit of the tables ---------------------------------


_HUNDREDTHS = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


def _parts(text: str, start: int, end: int) -> Amount | None:
    """百分之五点五, 千分之三, 三分之一."""
    if text[end : end + 2] != "分之":
        return None
    over = numeral.match(text, end + 2)
    sign = ""
    if over is None and text[end + 2 : end + 3] in ("负", "零"):
        over, sign = numeral.match(text, end + 3), "负"
    if over is None:
        return None
    whole = text[start:end]
    if whole in _HUNDREDTHS:
        parts = read(over.group())
        if parts is None:
            return None
        factor = _HUNDREDTHS[whole]
        value, low, high = (n if n is None else multiplied(n, factor) for n in parts[:3])
        if sign and isinstance(value, Decimal):
            value = value.copy_negate()
        return Amount(
            start, over.end(), "percent", "%", value, low, high, parts.bound, False, False
        )
    fraction = number(whole + "分之" + sign + over.group())
    begin = start
    mixed = _MIXED.search(text, max(0, start - 12), start)
    if mixed and fraction is not None:
        added = number(mixed[1])
        if added is not None:
            fraction, begin = Fraction(added) + Fraction(fraction), mixed.start()
    if fraction is None:
        return None
    return Amount(begin, over.end(), "percent", "", fraction, None, None, "exact", False, False)


_MIXED = Pattern(rf"([{CHINESE}{DIGIT}十百千]+)又$")
_SLASHED = Pattern(rf"[/／]([{DIGIT}]{{1,4}})(?![{DIGIT}/／.．A-Za-z年月])")


def _slashed(text: str, start: int, end: int) -> Amount | None:
    """1/3: a share, unless it is part of a date or a path."""
    match = _SLASHED.match(text, end)
    token = text[start:end]
    if match is None or len(token) > 4 or not token.isdigit() or text[start - 1 : start] == "/":
        return None
    fraction = number(token + "/" + match[1])
    if not isinstance(fraction, Fraction):
        return None
    return Amount(start, match.end(), "percent", "", fraction, None, None, "exact", False, False)


_RATIO = Pattern(rf"(?:[:：∶][{DIGIT}]+(?:[.．][{DIGIT}]+)?){{1,6}}(?![{DIGIT}.．]*[:：∶{DIGIT}])")
_CLOCK = Pattern(r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?")


def _ratio(text: str, start: int, end: int) -> Amount | None:
    """6.9:33.9:59.2; not the time of day."""
    match = _RATIO.match(text, end)
    if match is None or text[start - 1 : start] in (":", "：", "∶"):
        return None
    written = plain(text[start : match.end()])
    if (
        _CLOCK.fullmatch(written)
        and "∶" not in written
        and "比" not in text[max(0, start - 8) : start]
    ):
        return None
    parts = re.split("[:：∶]", written)
    values = tuple(n for n in map(number, parts) if isinstance(n, Decimal))
    if len(values) != len(parts):
        return None
    return Amount(start, match.end(), "ratio", "", values, None, None, "exact", False, False)


def _versus(text: str, start: int, end: int) -> Amount | None:
    """三比一, 3比1."""
    other = numeral.match(text, end + 1)
    if other is None or (other.end() < len(text) and units.at(text, other.end())):
        return None
    values = tuple(number(t) for t in (text[start:end], other.group()))
    if not all(isinstance(v, Decimal) for v in values):
        return None
    return Amount(start, other.end(), "ratio", "", values, None, None, "exact", False, False)  # type: ignore[arg-type]


_TENTHS = Pattern(
    rf"成(?:([{CHINESE}半])(?![{CHINESE}个]))?(?![员立功为长果都效交就本年人型熟因语分品份才名千上百])"
)


def _tenths(text: str, start: int, end: int) -> Amount | None:
    """三成, 三成五, 近九成: tenths, said in percent."""
    match = _TENTHS.match(text, end)
    parts = read(text[start:end]) if match else None
    if match is None or parts is None or not _at_most(parts, 100):
        return None
    value, low, high = (n if n is None else multiplied(n, Decimal(10)) for n in parts[:3])
    if match[1] and isinstance(value, Decimal):
        value += Decimal(5) if match[1] == "半" else Decimal(_digit(match[1]))
    return Amount(start, match.end(), "percent", "%", value, low, high, parts.bound, False, False)


def _at_most(parts: Reading, most: int) -> bool:
    top = parts.high if parts.value is None else parts.value
    return top is not None and top <= most


_DISCOUNT = Pattern(r"折(?![叠射扣旧合算磨断返线腾服中页桥])")


def _discount(text: str, start: int, end: int) -> Amount | None:
    """八折 is 80 %, 七五折 and 7.5折 are 75 %."""
    if not _DISCOUNT.match(text, end):
        return None
    token = plain(text[start:end])
    value = number(token)
    if not isinstance(value, Decimal):
        return None
    tens = value if len(token) == 2 and token[0] in CHINESE and token[1] in CHINESE else value * 10
    if not 0 < tens <= 100:
        return None
    return Amount(start, end + 1, "percent", "%", tens, None, None, "exact", False, False)


_COIN = rf"([{DIGIT}{CHINESE}])"
_ENDS = rf"(?![{DIGIT}{CHINESE}十百千万亿.．个])"
# 元 with 角 or 分 behind; 块 also with one digit behind (三块五), 毛 with one more (一块二毛五)
_COINS = Pattern(
    rf"[元圆块](?:零?{_COIN}[角毛])?(?:零?{_COIN}分|(?<=[角毛]){_COIN}{_ENDS}|(?<=块){_COIN}{_ENDS})?钱?"
)
_SMALL_COINS = Pattern(rf"[角毛](?:零?{_COIN}分)?钱?|分钱")


def _coins(text: str, start: int, end: int) -> Amount | None:
    """三元五角, 十块五毛, 三块五, 5角, 八分钱."""
    match = _COINS.match(text, end)
    whole = number(text[start:end])
    if not isinstance(whole, Decimal):
        return None
    if match:
        tenth, cent, last, of_kuai = match.groups()
        if not any(match.groups()) and not match.group().startswith("块钱"):
            return None
        cents = 10 * _digit(tenth or of_kuai) + _digit(cent or last)
    else:
        match = _SMALL_COINS.match(text, end)
        if match is None or (
            match.group() in ("角", "毛") and not _alone(text, start, match.end())
        ):
            return None
        each = 1 if match.group()[0] == "分" else 10
        cents = _digit(match[1])
        whole = multiplied(whole, Decimal(each) / 100)
    value = multiplied(Fraction(whole) + Fraction(cents, 100), Decimal(1))
    return Amount(start, match.end(), "money", "CNY", value, None, None, "exact", False, False)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether 5角 or 两毛 ends there: 三角洲 and 五毛 as a nickname do not count."""
    if text[start] not in _DIGITS and text[end - 1] == "角":
        return False
    return end == len(text) or text[end] in "，。、；,;./ )）的"


def _digit(char: str | None) -> int:
    return int(number(char) or 0) if char else 0


_INSIDE = Pattern("个([半多])(?=小时|月|星期|钟头|学期|世纪|百分点|工作日)")


def _inside_the_unit(text: str, start: int, end: int) -> Amount | None:
    """两个半小时, 一个多月: 半 and 多 inside the unit."""
    match = _INSIDE.match(text, end)
    if match is None:
        return None
    found = units.at("个" + text[match.end() : match.end() + 3], 0)
    value = number(text[start:end])
    if found is None or not isinstance(value, Decimal) or found[0].kind == "count":
        return None
    unit, length = found
    bound: Bound = "more_than" if match[1] == "多" else "exact"
    if match[1] == "半":
        value += Decimal("0.5")
    stop = match.end() + length - 1
    return Amount(start, stop, unit.kind, unit.code, value, None, None, bound, False, False)


def _coins_behind(text: str, start: int, end: int) -> Amount | None:
    """Coins behind whole yuan: looked for only where a digit follows, since most amounts end."""
    return _coins(text, start, end) if text[end + 1 : end + 2] in _COIN_DIGITS else None


_COIN_DIGITS = _DIGITS | _CHINESE | {"钱"}


def _parts_or_coins(text: str, start: int, end: int) -> Amount | None:
    """百分之五, 三分之一, 八分钱."""
    return _parts(text, start, end) or _coins(text, start, end)


_SPECIAL = {
    "分": _parts_or_coins,
    "/": _slashed,
    "／": _slashed,
    ":": _ratio,
    "：": _ratio,
    "∶": _ratio,
    "比": _versus,
    "成": _tenths,
    "折": _discount,
    "元": _coins_behind,
    "圆": _coins_behind,
    "块": _coins_behind,
    "角": _coins,
    "毛": _coins,
    "个": _inside_the_unit,
}
