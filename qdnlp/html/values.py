"""Values: a figure as a person reads it (2,047亿元), and exactly (204,700,000,000 CNY).

Knows how numbers are grouped and scaled; the unit stands as the text has it, where that is sure.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from qdnlp.schema import Figure, Number, Time, number_text
from qdnlp.units import UNITS

BOUND_SIGNS = {
    "exact": "", "about": "≈", "at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<",
}  # fmt: skip

_SCALES = ((12, "万亿"), (8, "亿"), (4, "万"))
_DECIMALS = 4  # of a scaled number; one that needs more is read more easily in a smaller scale
_LONGEST = 60  # digits of a number that are shown
_LONGEST_UNIT = 12


def legible(figure: Figure) -> str:
    """The figure for people: the sign of its bound, the number in 万 or 亿, the unit.

    >>> import qdnlp
    >>> [legible(f) for f in qdnlp.figures("总投资两千零四十七亿元，至少50万平方米，第3位")]
    ['2,047亿元', '≥50万平方米', '第3']
    """
    unit = _unit_in_text(figure)
    sign = BOUND_SIGNS.get(figure.bound, "")
    if figure.kind == "ordinal" and figure.value is not None:
        return f"{sign}第{_scaled(figure.value)}{unit}"
    if figure.value is not None:
        return f"{sign}{_scaled(figure.value)}{unit}"
    if figure.low is None or figure.high is None:
        return shortened(figure.text)
    return f"{sign}{_scaled(figure.low)}–{_scaled(figure.high)}{unit}"


def exact(figure: Figure) -> str:
    """The figure's value with all its digits, and the code of its unit.

    >>> import qdnlp
    >>> exact(qdnlp.normalize("2047亿元"))
    '204,700,000,000 CNY'
    """
    if figure.value is not None:
        number = _grouped(figure.value)
    elif figure.low is not None and figure.high is not None:
        number = f"{_grouped(figure.low)} – {_grouped(figure.high)}"
    else:
        return ""
    return f"{number} {figure.unit}".rstrip()


def stretch(time: Time) -> str:
    """The days of a time, as briefly as they can be read: 2022-01-01 – 12-31."""
    return days(time.from_date, time.to_date)


def days(first: object, last: object) -> str:
    """Two days as one stretch, '' where neither is known."""
    if first is None and last is None:
        return ""
    begin, end = str(first or "?"), str(last or "?")
    return begin if begin == end else f"{begin} – {end.removeprefix(begin[:5])}"


def shortened(text: str, length: int = _LONGEST) -> str:
    """Text on one line and of at most so many characters, with … where some were left out."""
    line = " ".join(text[: length * 4].split())
    return line if len(line) <= length and len(text) <= length * 4 else line[: length - 1] + "…"


def _scaled(number: Number | tuple[Decimal, ...]) -> str:
    """The number in the largest scale that needs no more than four decimals; never rounded."""
    if not isinstance(number, Decimal) or not number.is_finite() or _is_long(number):
        return _grouped(number)
    size = number.adjusted()
    sign, digits, exponent = number.as_tuple()
    for power, name in _SCALES:
        if size < power:
            continue
        # Shifted by hand: arithmetic would round what has more than 28 digits.
        shifted = f"{Decimal((sign, digits, int(exponent) - power)):,f}"
        whole, _, decimals = shifted.partition(".")
        decimals = decimals.rstrip("0")
        if len(decimals) <= _DECIMALS:
            return f"{whole}.{decimals}{name}" if decimals else f"{whole}{name}"
    return _grouped(number)


def _grouped(number: Number | tuple[Decimal, ...]) -> str:
    """The number with a comma between every three digits; fractions and ratios as they are."""
    if isinstance(number, Decimal):
        return _in_powers_of_ten(number) if _is_long(number) else f"{number:,f}"
    if isinstance(number, Fraction) and _has_many_digits(number):
        return "…"
    return shortened(number_text(number))


def _is_long(number: Decimal) -> bool:
    return abs(number.adjusted()) > _LONGEST or len(number.as_tuple().digits) > _LONGEST


def _has_many_digits(fraction: Fraction) -> bool:
    return max(fraction.numerator.bit_length(), fraction.denominator.bit_length()) > 4 * _LONGEST


def _in_powers_of_ten(number: Decimal) -> str:
    """A number of thousands of digits by its first ones: 1.23456…E+4000."""
    sign, digits, _ = number.as_tuple()
    first, rest = digits[0], "".join(map(str, digits[1:6]))
    point = f".{rest}…" if rest else ""
    return f"{'-' * sign}{first}{point}E{number.adjusted():+}"


def _unit_in_text(figure: Figure) -> str:
    """The unit as the text has it, where it means the figure's code by itself; else the code.

    The 元 of 2047亿元 is CNY; the 美分 of 5美分 is a hundredth of USD, so the value needs USD.
    """
    if figure.kind == "percent" or not figure.unit:
        return figure.unit
    tail = figure.text[-_LONGEST_UNIT:]
    for start in range(len(tail)):
        unit = UNITS.get(tail[start:])
        if unit is not None and unit.code == figure.unit and unit.factor == 1:
            return tail[start:]
    return figure.unit if not figure.unit.isascii() else f" {figure.unit}"
