"""Amounts of money in yuan, jiao and fen: 三元五角, 十块五毛, 三块五, 8毛5分, 两个亿."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from qdnlp import units
from qdnlp.figures.amount import DIGITS, Amount, digit, read, times
from qdnlp.figures.numeral import CHINESE, DIGIT, FORMAL_DIGITS
from qdnlp.numerals import Reading, multiplied, number
from qdnlp.patterns import Pattern
from qdnlp.schema import Number

_ONE = rf"[{DIGIT}{CHINESE}{FORMAL_DIGITS}]"
_COIN = rf"({_ONE})"
# 一 may begin what the price is of: 三块五一斤
_ENDS = rf"(?!一?[{DIGIT}{CHINESE.replace('一', '')}十百千万亿.．]|一一|个)"
# 元 with 角 or 分 behind; 块 also with one digit behind (三块五), 毛 with one more (一块二毛五)
_COINS = Pattern(
    rf"[元圆块](?:零?{_COIN}[角毛])?"
    rf"(?:零?{_COIN}分|(?<=[角毛]){_COIN}{_ENDS}|(?<=块)({_ONE}|半){_ENDS}|(?<=[元圆])({_ONE})$)?钱?"
)
_SMALL_COINS = Pattern(rf"(?:角(?:零?{_COIN}分)?|毛(?:零?{_COIN}分|{_COIN}{_ENDS})?)钱?|分钱")
_SEVERAL = Pattern("块钱|[毛角]钱?")
_LAST_DIGITS = DIGITS | frozenset(CHINESE)
_FOLLOWS_YUAN = DIGITS | frozenset(CHINESE) | frozenset(FORMAL_DIGITS) | {"钱", "半"}
_HUNDRED_MILLIONS = Pattern("个亿(?![元级吨人斤亩千万])")


def of_yuan(text: str, start: int, end: int) -> Amount | None:
    """Coins behind whole yuan: looked for only where a digit follows, since most amounts end."""
    return coins(text, start, end) if text[end + 1 : end + 2] in _FOLLOWS_YUAN else None


def coins(text: str, start: int, end: int) -> Amount | None:
    """三元五角, 十块五毛, 三块五, 5角, 八分钱."""
    parts = read(text[start:end])
    if parts is not None and parts.low is not None and parts.bound == "exact":
        return _between(text, start, end, parts)
    if parts is None or not isinstance(parts.value, Decimal) or parts.bound != "exact":
        return None
    whole: Number = parts.value
    match = _matched(_COINS, text, end)
    if match:
        tenth, cent, last, of_kuai, of_yuan_at_end = match.groups()
        if not any(match.groups()) and not match.group().startswith("块钱"):
            return None
        half = 5 if of_kuai == "半" else digit(of_kuai)
        cents = 10 * (digit(tenth or of_yuan_at_end) or half) + digit(cent or last)
    else:
        match = _matched(_SMALL_COINS, text, end)
        if match is None or not (len(match.group()) > 1 or _alone(text, start, match.end())):
            return None
        each = 1 if match.group()[0] == "分" else 10
        cents = digit(match[1] or match[2] or match[3])
        whole = multiplied(whole, Decimal(each) / 100)
    value = multiplied(Fraction(whole) + Fraction(cents, 100), Decimal(1))
    return Amount(start, match.end(), "money", "CNY", value)


def _matched(pattern: Pattern, text: str, end: int) -> re.Match[str] | None:
    """The coins at ``end``, without a digit that counts what they pay for: 五毛|一斤, 两块|5斤."""
    match = pattern.match(text, end)
    if match is None or text[match.end() - 1] not in _LAST_DIGITS:
        return match
    found = units.at(text, match.end())
    if found is None or not (text[match.end() - 1] in "一1" or found[0].kind == "measure"):
        return match
    return pattern.match(text, end, match.end() - 1)


def _between(text: str, start: int, end: int, parts: Reading) -> Amount | None:
    """五六毛, 三四毛钱, 两三块钱."""
    match = _SEVERAL.match(text, end)
    if match is None or not (len(match.group()) > 1 or _alone(text, start, match.end())):
        return None
    _, low, high = times(parts, Decimal(1) if match.group()[0] == "块" else Decimal("0.1"))
    return Amount(start, match.end(), "money", "CNY", None, low, high)


def _alone(text: str, start: int, end: int) -> bool:
    """Whether 5角 or 两毛 ends there: 三角洲 and 五毛 as a nickname do not count."""
    if text[start] not in DIGITS and text[end - 1] == "角" and (start or end < len(text)):
        return False
    if end == len(text) or text[end] in "，。、；,;./ )）的多":
        return True
    found = units.at(text, end + 1) if text[end] in "一1每" else None
    return found is not None and (found[0].kind == "measure" or text[start] in DIGITS)


def hundred_millions(text: str, start: int, end: int) -> Amount | None:
    """两个亿: two hundred million yuan, as people say it."""
    match = _HUNDRED_MILLIONS.match(text, end)
    value = number(text[start:end] + "亿") if match else None
    if match is None or value is None:
        return None
    found = units.at(text, match.end())
    if found is not None and found[0].kind == "money":
        return Amount(start, found[1], "money", found[0].code, value)
    return Amount(start, match.end(), "money", "CNY", value)
