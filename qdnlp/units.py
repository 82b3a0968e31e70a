"""Units: what each written unit and classifier stands for.

Knows the tables `seeds/units.tsv` and `seeds/classifiers.tsv` and finds the longest unit at a
place in a text. Converts nothing: that is `qdnlp.conversion`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, cast

from qdnlp import tables
from qdnlp.schema import Kind, Number

Reads = Literal["always", "digits", "arabic"]


class Unit(NamedTuple):
    """A written unit: its code, the kind of figure it makes, and how it is read.

    ``factor`` takes the number written into the unit of the code (刻钟: 15 min).
    ``not_before``: characters with which it is the beginning of a noun (8部门 counts 部门).
    ``reads`` says after which numerals it counts: ``digits``, not after a single Chinese digit
    (一线, 三方 are words); ``arabic``, only after Arabic digits (十三届 is an ordinal).
    """

    code: str
    kind: Kind
    factor: Number = Decimal(1)
    reads: Reads = "always"
    not_before: str = ""


def _factor(written: str) -> Number:
    return Fraction(written) if "/" in written else Decimal(written)


def _load() -> dict[str, Unit]:
    compounds = dict(cast("Iterator[tuple[str, str]]", tables.rows("compounds.tsv")))
    units = {
        name: Unit(code, cast(Kind, kind), _factor(factor))
        for name, code, kind, factor in tables.rows("units.tsv")
    }
    for name, reads, _example in tables.rows("classifiers.tsv"):
        unit = Unit(name, "count", Decimal(1), cast(Reads, reads), compounds.get(name, ""))
        units.setdefault(name, unit)
    return units


UNITS: dict[str, Unit] = _load()
SIGNS: dict[str, str] = dict(cast("Iterator[tuple[str, str]]", tables.rows("currency_signs.tsv")))


def by_edge(words: Iterable[str], edge: int) -> dict[str, tuple[int, ...]]:
    """For each first (``edge`` 0) or last (-1) character, the lengths of its words, longest first.

    >>> by_edge({"米", "米每秒", "吨"}, 0)["米"]
    (3, 1)
    """
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[edge], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


_LENGTHS = by_edge(UNITS, 0)
_SIGN_LENGTHS = by_edge(SIGNS, -1)


def at(text: str, position: int) -> tuple[Unit, int] | None:
    """The longest unit that begins at ``position``, and where it ends.

    >>> at("5平方公里", 1)
    (Unit(code='km2', kind='measure', factor=Decimal('1'), reads='always', not_before=''), 5)
    """
    lengths = _LENGTHS.get(text[position : position + 1])
    if lengths is None:
        return None
    for length in lengths:
        written = text[position : position + length]
        unit = UNITS.get(written)
        if unit is None:
            continue
        end = position + len(written)
        if unit.not_before and text[end : end + 1] in unit.not_before and end < len(text):
            continue
        return unit, end
    return None


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
    """The unit that the clause makes of an ambiguous one: 度 of electricity or of heat."""
    cues = _AMBIGUOUS.get(unit.code)
    if cues is None:
        return unit
    before = _clause_before(text, start)
    after = text[end : end + 6]
    for place, cue, code, kind in cues:
        if cue in (before if place == "before" else after):
            return unit._replace(code=code, kind=kind)
    return unit


def _clause_before(text: str, start: int) -> str:
    window = text[max(0, start - 16) : start]
    return window[max(window.rfind(char) for char in "，。；！？\n,;") + 1 :]


_PER: dict[str, str] = dict(cast("Iterator[tuple[str, str]]", tables.rows("per.tsv")))
_AMBIGUOUS: dict[str, list[tuple[str, str, str, Kind]]] = {}
for _name, _place, _cue, _code, _kind in tables.rows("ambiguous_units.tsv"):
    _AMBIGUOUS.setdefault(_name, []).append((_place, _cue, _code, cast(Kind, _kind)))
AMBIGUOUS = frozenset(_AMBIGUOUS)
"""The units that a clause decides."""


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
        if code is not None and start >= 0:
            return code, start
    return None
