"""Shares and ratios: 百分之五点五, 三分之一, 1/3, 三成五, 八折, 6.9:33.9:59.2, 三比一."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from qdnlp import units
from qdnlp.figures.amount import Amount, digit, read, times
from qdnlp.figures.numeral import CHINESE, DIGIT, numeral
from qdnlp.numerals import Reading, number, plain, simplest
from qdnlp.patterns import Pattern
from qdnlp.schema import Number

_HUNDREDTHS = {"百": Decimal(1), "佰": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}
_MIXED = Pattern(rf"([{CHINESE}{DIGIT}十百千]+)又$")
_MIXED_AT_MOST = 12  # characters of the whole before 又


def parts(text: str, start: int, end: int) -> Amount | None:
    """百分之五点五, 千分之三, 三分之一, 二又三分之一."""
    if text[end : end + 2] != "分之":
        return None
    place = end + 2 + (text[end + 2 : end + 3] in ("负", "-", "－", " "))
    over = numeral.match(text, place)
    if over is None:
        return None
    negative = place > end + 2 and text[place - 1] != " "
    whole = text[start:end]
    factor = _HUNDREDTHS.get(whole)
    if factor is not None:
        numerator = read(over.group())
        if numerator is None:
            return None
        value, low, high = times(numerator, -factor if negative else factor)
        return Amount(start, over.end(), "percent", "%", value, low, high, numerator.bound)
    fraction = number(f"{whole}分之{'负' if negative else ''}{over.group()}")
    return _fraction(text, start, over.end(), fraction)


def _fraction(text: str, start: int, end: int, fraction: Number | None) -> Amount | None:
    """A fraction with the whole before it (二又三分之一) and the unit behind it (四分之三倍)."""
    if fraction is None:
        return None
    mixed = _MIXED.search(text, max(0, start - _MIXED_AT_MOST), start)
    added = number(mixed[1]) if mixed else None
    if mixed and added is not None:
        fraction, start = Fraction(added) + Fraction(fraction), mixed.start()
    found = units.at(text, end)
    counted = ("multiple", "measure", "count") if mixed else ("multiple", "measure")
    if found is not None and found[0].kind in counted:
        return Amount(start, found[1], found[0].kind, found[0].code, simplest(Fraction(fraction)))
    return Amount(start, end, "percent", "", fraction)


_SLASHED = Pattern(rf"[/／]([{DIGIT}]{{1,4}})(?![{DIGIT}/／.．A-Za-z年月])")
_TERM_AT_MOST = 4  # digits above the slash


def slashed(text: str, start: int, end: int) -> Amount | None:
    """1/3: a share, unless it is part of a date or a path."""
    match = _OF_MANY.match(text, end)
    if match is not None:
        return _of_many(text, start, end, match[1], match.end())
    match = _SLASHED.match(text, end)
    token = text[start:end]
    if match is None or len(token) > _TERM_AT_MOST or not token.isdigit():
        return None
    fraction = number(token + "/" + match[1])
    if not isinstance(fraction, Fraction) or text[start - 1 : start] == "/":
        return None
    return _fraction(text, start, match.end(), fraction)


_OF_MANY = Pattern("[/／]((?:1(?:00?)?|十|百)?万)")
_OF_MANY_AT_MOST = 8  # characters above the slash


def _of_many(text: str, start: int, end: int, under: str, stop: int) -> Amount | None:
    """4.1/10万: so many of a hundred thousand, where no unit follows (300/万元)."""
    over, of = number(text[start:end]), number(under)
    if end - start > _OF_MANY_AT_MOST or units.at(text, stop) is not None:
        return None
    if not isinstance(over, Decimal) or not of:
        return None
    return Amount(start, stop, "percent", "", Fraction(over) / Fraction(of))


_TENTHS = Pattern(
    rf"成(?:([{CHINESE}半]|[{DIGIT}](?![{DIGIT}]))(?![{CHINESE}个]))?"
    "(?![员立功为长果都效交就本年人型熟因语分品份才名千百]|上(?!下))"
)


def tenths(text: str, start: int, end: int) -> Amount | None:
    """三成, 三成五, 一成半: tenths, said in percent."""
    match = _TENTHS.match(text, end)
    numerator = read(text[start:end]) if match else None
    if match is None or numerator is None or not _at_most(numerator, 100):
        return None
    value, low, high = times(numerator, Decimal(10))
    if match[1] and isinstance(value, Decimal):
        value += 5 if match[1] == "半" else digit(match[1])
    return Amount(start, match.end(), "percent", "%", value, low, high, numerator.bound)


def _at_most(numerator: Reading, most: int) -> bool:
    top = numerator.high if numerator.value is None else numerator.value
    return top is not None and top <= most


_DISCOUNT = Pattern(" ?折(?![叠射扣旧合算磨断返线腾服中页桥])")


def discount(text: str, start: int, end: int) -> Amount | None:
    """八折 is 80 %, 七五折, 75折 and 7.5折 are 75 %."""
    match = _DISCOUNT.match(text, end)
    value = number(text[start:end]) if match else None
    if match is None or not isinstance(value, Decimal):
        return None
    tens = value if value > 10 else value * 10
    if not 0 < tens <= 100:
        return None
    return Amount(start, match.end(), "percent", "%", tens)


_RATIO = Pattern(rf"(?:[:：∶][{DIGIT}]+(?:[.．][{DIGIT}]+)?){{1,6}}(?![{DIGIT}.．]*[:：∶{DIGIT}])")
_CLOCK = Pattern(r"(?:[01]?\d|2[0-4])[:：][0-5]\d(?:[:：][0-5]\d)?")
_COLONS = str.maketrans("：∶", "::")
_NEAR = 8  # characters before a ratio in which 比 tells it from the time of day


def ratio(text: str, start: int, end: int) -> Amount | None:
    """6.9:33.9:59.2; not the time of day."""
    match = _RATIO.match(text, end)
    if match is None or text[start - 1 : start] in (":", "：", "∶"):
        return None
    written = plain(text[start : match.end()])
    near = text[max(0, start - _NEAR) : start]
    if "∶" not in written and "比" not in near and _CLOCK.fullmatch(written):
        return None
    return _ratio_of(written.translate(_COLONS).split(":"), start, match.end())


def versus(text: str, start: int, end: int) -> Amount | None:
    """三比一, 3比1."""
    other = numeral.match(text, end + 1)
    if other is None or (other.end() < len(text) and units.at(text, other.end())):
        return None
    return _ratio_of([text[start:end], other.group()], start, other.end())


def _ratio_of(terms: list[str], start: int, end: int) -> Amount | None:
    values = tuple(value for value in map(number, terms) if isinstance(value, Decimal))
    return Amount(start, end, "ratio", "", values) if len(values) == len(terms) else None
