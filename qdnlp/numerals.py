"""Numerals: every way that Chinese text writes a number, read as an exact number.

Knows ASCII, full-width, Chinese, formal and mixed numerals, fractions, 半 and the
approximate ones (几十, 三五百, 300余). Knows nothing of units and finds nothing in running text.

cn2an does the opposite way well, from a number to Chinese words, and `spell` leaves that to
it. Reading is done here: cn2an gives floats, refuses 3万4000, 1.2万亿, 百万, 兆, 半, thousands
separators and fractions, and costs more to import than this whole library. Where both read
a numeral, a test holds that they agree.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from qdnlp.schema import Bound, Number

# One character for one character, so that no offset moves.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，＋－−／％"
    "〇○Ｏ壹贰叁肆伍陆柒捌玖拾佰仟"
    "貳參陸萬億兩點負弍弎幺廿卅卌貮叄弌ｅＥｋＫｗＷ",
    "0123456789.,+--/%零零零一二三四五六七八九十百千二三六万亿两点负二三一廿卅卌二三一eEkKwW",
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_LARGE = {"万": 4, "亿": 8, "兆": 12}  # powers of ten
_POWERS = {"十": 1, "百": 2, "千": 3} | _LARGE
_EXACT = Context(prec=10**9, Emax=10**9, Emin=-(10**9))
_LARGE_AT_MOST = 6  # 亿亿亿… has no end; a number in a text has one
_FRACTION_AT_MOST = 2000  # characters; finding the lowest terms is not linear

MULTIPLIERS = "十百千万亿兆拾佰仟萬億"

_ARABIC = re.compile(r"(\d+(?:,\d{3})*|\d{1,3}(?:,\d{3})+)(\.\d+)?([十百千万亿兆]*)")
_SCIENTIFIC = re.compile(r"(\d+(?:\.\d+)?)[eE]([+-]?\d{1,3})")
_TOKEN = re.compile(
    r"(?P<arabic>\d+(?:,\d{3})*(?:\.\d+)?)|(?P<small>[十百千])|(?P<large>[万亿兆])"
    r"|(?P<tens>[廿卅卌])|(?P<zero>零+)(?=[\d一二两三四五六七八九十廿卅])"
    r"|(?P<point>点[零一二两三四五六七八九]+)"
    r"|(?P<chinese>[零一二两三四五六七八九]+(?:点[零一二两三四五六七八九]+)?)"
)


class Reading(NamedTuple):
    """What an approximate numeral says: one value, or a range from low to high."""

    value: Number | None
    low: Number | None
    high: Number | None
    bound: Bound


def plain(text: str) -> str:
    """Full-width, formal and traditional numerals as the usual ones, character for character.

    >>> plain("１，２００萬"), plain("壹拾贰")
    ('1,200万', '一十二')
    """
    return text.translate(_PLAIN)


def exact(literal: str, power: int = 0) -> Decimal:
    """The digits of ``literal`` times ten to ``power``, in plain notation.

    >>> exact("1.2", 8), exact("5.0")
    (Decimal('120000000'), Decimal('5.0'))
    """
    if not power:
        return Decimal(literal)
    whole, _, part = literal.partition(".")
    digits = part[:power].ljust(power, "0")
    rest = part[power:].rstrip("0")
    return Decimal(f"{whole}{digits}.{rest}" if rest else f"{whole}{digits}")


def scaled(number: Number, power: int) -> Number:
    """``number`` times ten to ``power``, without an exponent in what is printed."""
    if isinstance(number, Fraction):
        return number * Fraction(10) ** power
    return exact(format(number, "f"), power)


def multiplied(number: Number, factor: Number) -> Number:
    """The exact product, free of trailing zeros behind the point."""
    if isinstance(factor, Fraction) or isinstance(number, Fraction):
        product = Fraction(number) * Fraction(factor)
        return simplest(product)
    return trimmed(_EXACT.multiply(number, factor))


def negated(number: Number | None) -> Number | None:
    """The number with the other sign; None stays None."""
    if number is None or isinstance(number, Fraction):
        return number if number is None else -number
    return number.copy_negate()


def simplest(number: Fraction) -> Number:
    """A fraction as a Decimal where that is exact, else itself."""
    denominator = number.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    if denominator != 1:
        return number
    places = max(twos, fives)
    digits = number.numerator * 10**places // number.denominator
    return trimmed(Decimal(digits).scaleb(-places, _EXACT))


def trimmed(number: Decimal) -> Decimal:
    """``number`` in plain notation without trailing zeros behind the point."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(text)


def _cardinal(text: str) -> Decimal | None:
    """Add up a mixed numeral section by section: 2亿3000万, 一千零五, 十三万五, 3万4000."""
    total = section = Decimal(0)
    current: Decimal | None = None
    current_digits = 0  # length of the last literal, 0 where it was not Chinese or followed 零
    last = 0  # power of the last multiplier
    lowest = 99  # in a section the small multipliers must fall
    zero = False
    larges = 0
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            return None
        position = token.end()
        kind = token.lastgroup
        written = token.group()
        if kind == "small":
            power = _POWERS[written]
            if power >= lowest:
                return None
            section = _EXACT.add(
                section, (current if current is not None else Decimal(1)).scaleb(power)
            )
            current, last, lowest, zero = None, power, power, False
        elif kind == "large":
            larges += 1
            if larges > _LARGE_AT_MOST:
                return None
            power = _LARGE[written]
            part = _EXACT.add(section, current or Decimal(0))
            if not part and not section and current is None and not total:
                part = Decimal(1)
            if total and total < Decimal(1).scaleb(power):
                total = _EXACT.add(total, part).scaleb(power, _EXACT)
            elif total and not part:
                total = total.scaleb(power, _EXACT)
            else:
                total = _EXACT.add(total, part.scaleb(power, _EXACT))
            section, current, last, lowest, zero = Decimal(0), None, power, 99, False
        elif kind == "zero":
            zero = True
        else:
            if current is not None:
                return None
            if kind == "tens":
                current, current_digits = Decimal(_TENS[written]), 0
                if text[position : position + 1] in tuple("一二三四五六七八九"):
                    current += _DIGITS[text[position]]
                    position += 1
            elif kind == "point":  # 十点零五: the tens are no literal
                current, current_digits = _literal("零" + written), 0
            elif kind == "arabic":
                current = Decimal(written.replace(",", ""))
                current_digits = 1 if len(written) == 1 else 0
            elif "两" in written and len(written.partition("点")[0]) > 1:
                return None  # digit by digit, two is 二
            else:
                current, current_digits = _literal(written), len(written)
    if current is not None:
        elided = last > 1 and current_digits == 1 and not zero and current > 0
        section = _EXACT.add(section, current.scaleb(last - 1) if elided else current)
    return _EXACT.add(total, section)


def _literal(written: str) -> Decimal:
    """Chinese digits one by one: 二〇二二, 五点五."""
    whole, point, part = written.partition("点")
    digits = "".join(str(_DIGITS[c]) for c in whole)
    if point:
        digits += "." + "".join(str(_DIGITS[c]) for c in part)
    return Decimal(digits)


_WORDS = {"半": Decimal("0.5"), "半百": Decimal(50), "俩": Decimal(2), "仨": Decimal(3)}
_LETTERS = {"k": 3, "K": 3, "w": 4, "W": 4}
_WITH_LETTER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?) ?([kKwW])")


def _whole(text: str) -> Decimal | None:
    """Read a numeral that is no fraction, without its sign, in the usual characters."""
    if text.startswith("."):
        text = f"0{text}"
    match = _ARABIC.fullmatch(text)
    if match:
        whole, part, multiplier = match.groups()
        if len(multiplier) > _LARGE_AT_MOST:
            return None
        power = sum(map(_POWERS.__getitem__, multiplier))
        return exact(whole.replace(",", "") + (part or ""), power)
    match = _SCIENTIFIC.fullmatch(text)
    if match:
        return trimmed(Decimal(match[1]).scaleb(int(match[2]), _EXACT))
    match = _WITH_LETTER.fullmatch(text)
    if match:
        return exact(match[1].replace(",", ""), _LETTERS[match[2]])
    if text in _WORDS:
        return _WORDS[text]
    cardinal = _cardinal(text) if text else None
    return None if cardinal is None else trimmed(cardinal)


def _fraction(text: str) -> Fraction | None:
    """三分之一, 二又三分之一, 3/4, 3 1/4; None where a part is no number or the whole is 0."""
    under, parting, over = text.partition("分之")
    if parting:
        whole, also, under = under.rpartition("又")
    else:
        over, parting, under = text.partition("/")
        whole, also, over = over.strip().rpartition(" ")
    if len(text) > _FRACTION_AT_MOST or not parting:
        return None
    sign, over = _sign(over.strip())
    parts = [_whole(part.strip()) for part in (whole, over, under)]
    added = parts[0] if also else Decimal(0)
    if added is None or parts[1] is None or not parts[2]:
        return None
    return Fraction(added) + sign * Fraction(parts[1]) / Fraction(parts[2])


_SIGNS = {"负": -1, "-": -1, "零下": -1, "+": 1, "正": 1}


def _sign(text: str) -> tuple[int, str]:
    """The sign before a numeral, 1 or -1, and what is left of the text."""
    for written, sign in _SIGNS.items():
        if text.startswith(written) and len(text) > len(written):
            return sign, text[len(written) :].lstrip()
    return 1, text


def number(text: str) -> Number | None:
    """Read a whole string as one numeral; None if it is not one.

    Takes ASCII, full-width, Chinese, formal and mixed numerals, with 负, - or 零下 before.
    Gives an exact `Decimal`, or a `Fraction` for 三分之一 and 3/4.

    >>> number("1,100.9亿"), number("十三万五"), number("2亿3000万")
    (Decimal('110090000000'), Decimal('135000'), Decimal('230000000'))
    >>> number("负五分之一"), number("二〇二二"), number("青岛")
    (Fraction(-1, 5), Decimal('2022'), None)
    """
    sign, text = _sign(plain(text).strip())
    if "分之" in text or "/" in text:
        fraction = _fraction(text)
        return None if fraction is None else sign * fraction
    value = _whole(text)
    return negated(value) if sign < 0 else value


_INNER = re.compile(r"^(.*[十百千万亿兆\d一二两三四五六七八九])([余多来])([百千万亿兆]*)$")
_SEVERAL = re.compile(r"[几数]")
_NEIGHBOURS = re.compile(
    r"([一二两三四五六七八])([二两三四五六七八九])(?![零一二两三四五六七八九点])"
)
_NEIGHBOUR_PAIRS = {
    *"一二 一两 三两 二三 两三 三四 三五 四五 五六 六七 七八 八九".split(),
}


def reading(text: str) -> Reading | None:
    """Read a numeral that may be approximate; None if it is no numeral.

    几 and 数 stand for 2 to 9 (1 to 9 after 十), neighbours give both ends, 余 and 多 say that
    it is more.

    >>> reading("几十万")
    Reading(value=None, low=Decimal('200000'), high=Decimal('900000'), bound='exact')
    >>> reading("三五百").low, reading("300多万").value, reading("300多万").bound
    (Decimal('300'), Decimal('3000000'), 'more_than')
    """
    text = plain(text)
    match = _INNER.match(text)
    if match:
        value = number(match[1] + match[3])
        bound: Bound = "about" if match[2] == "来" else "more_than"
        return None if value is None else Reading(value, None, None, bound)
    match = _SEVERAL.search(text)
    if match:
        least = "一" if text[match.start() - 1 : match.start()] == "十" else "二"
        return _between(text, match.start(), match.end(), least, "九")
    match = _NEIGHBOURS.search(text)
    if match and match[1] + match[2] in _NEIGHBOUR_PAIRS:
        before = text[: match.start()]
        if not before or before[-1] in MULTIPLIERS:
            least, most = sorted(match.groups(), key=_DIGITS.__getitem__)  # 三两个
            return _between(text, match.start(), match.end(), least, most)
    value = number(text)
    return None if value is None else Reading(value, None, None, "exact")


def _between(text: str, start: int, end: int, least: str, most: str) -> Reading | None:
    """The range that ``text`` spans when its part start:end runs from ``least`` to ``most``."""
    low = number(text[:start] + least + text[end:])
    high = number(text[:start] + most + text[end:])
    if low is None or high is None or low >= high:
        return None
    return Reading(None, low, high, "exact")


Style = Literal["low", "up", "rmb"]


def spell(value: int | str | Decimal, style: Style = "low") -> str:
    """Write a number in Chinese, by cn2an.

    ``style``: ``low`` 一百二十三, ``up`` 壹佰贰拾叁, ``rmb`` 壹佰贰拾叁元整.

    Takes numbers below 10**16. Raises ValueError beyond that, or for an unknown style.

    >>> spell(120300), spell("1.5"), spell(12, "up")
    ('十二万零三百', '一点五', '壹拾贰')
    """
    if style not in ("low", "up", "rmb"):
        raise ValueError(f"style: got {style!r}, allowed are 'low', 'up' and 'rmb'")
    import cn2an  # imported here: it takes longer than everything else together

    return str(cn2an.an2cn(str(value), style))
