"""Amounts: what a numeral with its unit says, before anything is known of the words around it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from qdnlp.numerals import Reading, multiplied, number, reading
from qdnlp.schema import Bound, Kind, Number


class Amount(NamedTuple):
    """A numeral with its unit: where it stands and what it says."""

    start: int
    end: int
    kind: Kind
    unit: str
    value: Number | tuple[Decimal, ...] | None
    low: Number | None = None
    high: Number | None = None
    bound: Bound = "exact"
    bare: bool = False  # a bare multiplier: 亿元, 百家
    plain: bool = False  # no unit is written: 300亿, 24


DIGITS = frozenset("0123456789０１２３４５６７８９")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
MULTIPLIERS = frozenset("十百千万亿萬億")

_READINGS: dict[str, Reading | None] = {}
_READINGS_AT_MOST = 50_000
_TOKEN_AT_MOST = 40  # characters of a numeral that is worth remembering


def read(token: str) -> Reading | None:
    """`numerals.reading`, remembered: texts repeat their numerals."""
    try:
        return _READINGS[token]
    except KeyError:
        found = reading(token.replace(" ", "").replace("\u3000", ""))
        if len(token) < _TOKEN_AT_MOST:
            if len(_READINGS) >= _READINGS_AT_MOST:
                _READINGS.clear()
            _READINGS[token] = found
        return found


def times(parts: Reading, factor: Number) -> tuple[Number | None, Number | None, Number | None]:
    """The value, low and high of a reading, each multiplied."""
    value, low, high, _bound = parts
    return _scaled(value, factor), _scaled(low, factor), _scaled(high, factor)


def _scaled(value: Number | None, factor: Number) -> Number | None:
    return None if value is None else multiplied(value, factor)


def digit(char: str | None) -> int:
    """A single digit, Arabic, Chinese or formal, as a number; 0 for none."""
    return int(number(char) or 0) if char else 0
