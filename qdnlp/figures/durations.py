"""Lengths of time in several units: 2小时30分钟 is 150 min, 三年零六个月 42 months."""

from __future__ import annotations

from decimal import Decimal

from qdnlp import units
from qdnlp.figures.numeral import CHINESE, DIGIT
from qdnlp.numerals import multiplied, number
from qdnlp.patterns import Pattern

_PARTS = {
    "year": ("month", 12),
    "day": ("h", 24),
    "h": ("min", 60),
    "min": ("s", 60),
    "分": ("s", 60),  # 3分20秒; without seconds 3分 is a score
}
_PART = Pattern(rf"([零又]?)([{DIGIT}]{{1,2}}(?:[.．][{DIGIT}]+)?|[{CHINESE}十]{{1,3}})")


def whole(text: str, end: int, code: str, value: Decimal) -> tuple[str, Decimal, int] | None:
    """The unit, the value and the end of a length of time whose first part ends at ``end``.

    ``code``, ``value``: the first part. None where no smaller part follows.

    >>> whole("2小时30分钟", 3, "h", Decimal(2))
    ('min', Decimal('150'), 7)
    >>> whole("87分30秒", 3, "分", Decimal(87)) is None
    True
    """
    found = None
    while code in _PARTS and value == value.to_integral_value():
        part = _smaller(text, end, code)
        if part is None or (code == "分" and value >= _PARTS["h"][1]):
            break  # 得分87分30秒内完成
        amount, end = part
        code, many = _PARTS[code]
        value = value * many + amount
        found = code, value, end
    return found


def _smaller(text: str, end: int, code: str) -> tuple[Decimal, int] | None:
    """How many of the next smaller unit stand at ``end``, and where they end."""
    smaller, many = _PARTS[code]
    match = _PART.match(text, end)
    if match is None or (code == "day" and not match[1]):
        return None  # 每周5天8小时 is no length of time, 3天零8小时 is
    found = units.at(text, match.end())
    amount = number(match[2])
    if found is None or not isinstance(amount, Decimal) or not amount < many:
        return None
    unit, stop = found
    written = "min" if unit.code == "分" and code == "h" else unit.code
    if written != smaller or (smaller == "month" and text[match.end()] != "个"):
        return None
    scaled = multiplied(amount, unit.factor)
    return (scaled, stop) if isinstance(scaled, Decimal) else None
