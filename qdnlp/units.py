"""Units: what each written unit and classifier stands for.

Knows the tables `seeds/units.tsv` and `seeds/classifiers.tsv` and finds the longest unit at a
place in a text. Converts nothing: that is `qdnlp.conversion`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from string import ascii_letters
from typing import Literal, NamedTuple, cast

from qdnlp import tables
from qdnlp.schema import Kind, Number

Reads = Literal["always", "digits", "arabic", "cued"]
_ONE = Decimal(1)


class Unit(NamedTuple):
    """A written unit: its code, the kind of figure it makes, and how it is read.

    ``factor`` takes the number written into the unit of the code (刻钟: 15 min).
    ``not_before``: characters with which it is the beginning of a noun (8部门 counts 部门).
    ``reads`` says after which numerals it counts: ``digits``, not after a single Chinese digit
    (一线, 三方 are words); ``arabic``, only after Arabic digits (十三届 is an ordinal); ``cued``,
    only where the clause has a cue for it (the K of 温度为300K).
    ``cues``: the name in `seeds/ambiguous_units.tsv` under which its clause decides it.
    """

    code: str
    kind: Kind
    factor: Number = _ONE
    reads: Reads = "always"
    not_before: str = ""
    cues: str = ""


class Cue(NamedTuple):
    """A word of the clause, before or after a figure, that decides what its unit is."""

    place: str
    word: str
    code: str
    kind: Kind


def _factor(written: str) -> Number:
    if written == "1":
        return _ONE
    return Fraction(written) if "/" in written else Decimal(written)


def _cues() -> dict[str, list[Cue]]:
    cues: dict[str, list[Cue]] = {}
    for name, place, word, code, kind in tables.rows("ambiguous_units.tsv"):
        cues.setdefault(name, []).append(Cue(place, word, code, cast(Kind, kind)))
    return cues


def _load(signs: Iterable[str], ambiguous: Iterable[str]) -> dict[str, Unit]:
    compounds = dict(cast("Iterator[tuple[str, str]]", tables.rows("compounds.tsv")))
    units = {
        name: Unit(name, "count", _ONE, cast(Reads, how), compounds.get(name, ""))
        for name, how, _example in tables.rows("classifiers.tsv")
    }
    for name, code, kind, factor in tables.rows("units.tsv"):
        reads: Reads = units[code].reads if code in units else "always"  # 個 is read as 个 is
        not_before = compounds.get(name) or compounds.get(code, "")
        units[name] = Unit(code, cast(Kind, kind), _factor(factor), reads, not_before)
    for sign in signs:
        if sign in units and (sign.isascii() or not sign.isalpha()):
            units[sign] = units[sign]._replace(not_before=_NUMERALS)
    for name in ambiguous:
        units[name] = units.get(name, Unit("", "measure", reads="cued"))._replace(cues=name)
    return units


# In 5 $20 the sign belongs to the next number.
_NUMERALS = (
    "0123456789０１２３４５６７８９零〇○一二两三四五六七八九十百千万亿兆萬億兩廿卅卌半几数"
    "壹贰叁肆伍陆柒捌玖拾佰仟貳參陸"
)
_LETTERS = frozenset(ascii_letters)
SIGNS: dict[str, str] = dict(cast("Iterator[tuple[str, str]]", tables.rows("currency_signs.tsv")))
_CUES = _cues()
UNITS: dict[str, Unit] = _load(SIGNS, _CUES)
AMBIGUOUS = frozenset(unit.code for unit in UNITS.values() if unit.cues)
"""The codes of the units that a clause may decide."""


def by_edge(words: Iterable[str], edge: int) -> dict[str, tuple[int, ...]]:
    """For each first (``edge`` 0) or last (-1) character, the lengths of its words, longest first.

    >>> by_edge({"米", "米每秒", "吨"}, 0)["米"]
    (3, 1)
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[edge], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


def by_opening(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each two characters that begin a word, or one that is a word, the lengths to try.

    Longest first; what begins with two characters that are no key is asked for with its first.

    >>> sorted(by_opening(["米", "米每秒", "吨"]).items())
    [('吨', (1,)), ('米', (1,)), ('米每', (3, 1))]
    """
    known = set(words)
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[:2], set()).add(len(word))
    for opening, found in lengths.items():
        if opening[0] in known:
            found.add(1)
    return {opening: tuple(sorted(found, reverse=True)) for opening, found in lengths.items()}


_LENGTHS = by_opening(UNITS)
_SIGN_STARTS = by_edge(SIGNS, 0)
_SIGN_LENGTHS = by_edge(SIGNS, -1)


def at(text: str, position: int) -> tuple[Unit, int] | None:
    """The longest unit that begins at ``position``, and where it ends.

    >>> unit, end = at("5平方公里", 1)
    >>> unit.code, unit.kind, end
    ('km2', 'measure', 5)
    """
    lengths = _LENGTHS.get(text[position : position + 2])
    if lengths is None:
        lengths = _LENGTHS.get(text[position : position + 1], ())
    for length in lengths:
        written = text[position : position + length]
        unit = UNITS.get(written)
        if unit is None:
            continue
        end = position + len(written)
        if unit.not_before and _goes_on(text, end, unit.not_before):
            continue
        if unit.reads == "cued":
            unit = in_context(unit, text, position, end)
            if unit.reads == "cued":
                continue
        return unit, end
    return None


def _goes_on(text: str, end: int, not_before: str) -> bool:
    """Whether what stands at ``end`` makes another word, or the sign of a number, of the unit."""
    if not_before is _NUMERALS:
        end += text[end : end + 1] == " "
        for length in _SIGN_STARTS.get(text[end : end + 1], ()):
            if text[end : end + length] in SIGNS:  # 5$ US$20
                end += length
                break
        end += text[end : end + 1] == " "
    return end < len(text) and text[end] in not_before


def per(text: str, position: int) -> tuple[str, int] | None:
    """What a rate is counted by, at ``position``, and where it ends: the 月 of 元/月.

    >>> per("645元/月", 5)
    ('month', 6)
    """
    found = at(text, position)
    if found is not None and (found[1] > position + 1 or text[position] not in _PER):
        return found[0].code, found[1]
    code = _PER.get(text[position : position + 1])
    return None if code is None else (code, position + 1)


def in_context(unit: Unit, text: str, start: int, end: int) -> Unit:
    """The unit that the clause makes of an ambiguous one: 度 of electricity or of heat.

    The cue that stands nearest to the figure decides; of two that end together, the longer.

    >>> in_context(UNITS["度"], "气温华氏100度", 4, 8).code
    'degF'
    """
    if not unit.cues:
        return unit
    before = _before(text, start, unit.kind)
    after = text[end : end + _AFTER_AT_MOST]
    best, least = None, (len(text), 0)
    for cue in _CUES[unit.cues]:
        word = cue.word
        if cue.place == "before":
            found = before.rfind(word)
            away = len(before) - found - len(word)
        else:
            found = away = after.find(word)
        if found >= 0 and (away, -len(word)) < least:
            best, least = cue, (away, -len(word))
    if best is None:
        return unit
    return unit._replace(code=best.code, kind=best.kind, reads="always")


_AFTER_AT_MOST = 6


def _before(text: str, start: int, kind: Kind) -> str:
    """What stands before a figure in its clause; before money, in its sentence."""
    length, ends = (60, "。！？\n") if kind == "money" else (16, "，。；！？\n,;")
    window = text[max(0, start - length) : start]
    return window[max(map(window.rfind, ends)) + 1 :]


_PER: dict[str, str] = dict(cast("Iterator[tuple[str, str]]", tables.rows("per.tsv")))


def sign_before(text: str, position: int) -> tuple[str, int] | None:
    """The currency whose sign ends at ``position``, and where the sign begins.

    >>> sign_before("售价US$20", 5)
    ('USD', 2)
    """
    if text[position - 1 : position] == " ":
        position -= 1
    for length in _SIGN_LENGTHS.get(text[position - 1 : position], ()):
        start = position - length
        code = SIGNS.get(text[max(start, 0) : position])
        if code is None or start < 0:
            continue
        if {text[start], text[start - 1 : start]} <= _LETTERS:
            continue  # the RM of ARM64
        return code, start
    return None
