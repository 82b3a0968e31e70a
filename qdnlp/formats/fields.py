"""Fields: one JSON object, read field by field, with a sentence for what does not fit.

Knows strings, whole numbers, days and exact numbers; which fields an object has, `parsing` knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from qdnlp.schema import Number

T = TypeVar("T", bound=str)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_FRACTION = re.compile(r"(-?\d{1,4000})/(\d{1,4000})", re.ASCII)


class Fields:
    """The fields of an object, each taken once; ``at`` says where it stands, for messages.

    >>> fields = Fields({"start": 3, "colour": "red"}, "times[0]")
    >>> fields.whole("start")
    3
    >>> fields.end()
    Traceback (most recent call last):
    ...
    ValueError: times[0]: there is no field 'colour'
    """

    def __init__(self, data: object, at: str) -> None:
        if not isinstance(data, dict):
            raise ValueError(f"{at}: got {_shown(data)}, an object is needed")
        self._left = dict(data)
        self._at = at

    def refuse(self, name: str, got: object, needed: str) -> ValueError:
        """The error for a field that does not fit."""
        return ValueError(f"{self._at}: {name}: got {_shown(got)}, {needed}")

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self._left.get(name) is not None

    def take(self, name: str) -> Any:
        """The field as it is. Raises ValueError if it is missing."""
        if name not in self._left:
            raise ValueError(f"{self._at}: the field {name!r} is missing")
        return self._left.pop(name)

    def string(self, name: str) -> str:
        """A str."""
        value = self.take(name)
        if not isinstance(value, str):
            raise self.refuse(name, value, "a string is needed")
        return value

    def optional(self, name: str) -> Any:
        """The field as it is, None where it is missing or null."""
        return self._left.pop(name, None)

    def string_or_none(self, name: str) -> str | None:
        """A str, or None where the field is missing or null."""
        return self.string(name) if self.has(name) else self.optional(name)

    def list_or_none(self, name: str) -> list[Any] | None:
        """A list, or None where the field is missing or null."""
        value = self.optional(name)
        if value is None or isinstance(value, list):
            return value
        raise self.refuse(name, value, "a list is needed")

    def whole(self, name: str) -> int:
        """An int of at least 0."""
        value = self.take(name)
        if type(value) is not int or value < 0:
            raise self.refuse(name, value, "a whole number is needed")
        return value

    def share(self, name: str, default: float) -> float:
        """A number between 0 and 1."""
        value = self.optional(name)
        if value is None:
            return default
        if type(value) not in (int, float) or not 0 <= value <= 1:
            raise self.refuse(name, value, "a number between 0 and 1 is needed")
        return float(value)

    def one_of(self, name: str, allowed: Sequence[T], default: T | None = None) -> T:
        """One of the words that are allowed."""
        value = self.take(name) if default is None else self.optional(name)
        if value is None and default is not None:
            return default
        for word in allowed:
            if value == word:
                return word
        raise self.refuse(name, value, f"allowed are {', '.join(allowed)}")

    def day(self, name: str) -> date | None:
        """A day in ISO form, or None where the field is missing or null."""
        value = self.string_or_none(name)
        if value is None:
            return None
        try:
            if _DAY.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        raise self.refuse(name, value, "a day in the form 'YYYY-MM-DD' is needed")

    def number(self, name: str) -> Number | None:
        """An exact number, written as `schema.number_text` does, or None."""
        value = self.string_or_none(name)
        if value is None:
            return None
        number = exact(value)
        if number is None:
            raise self.refuse(name, value, "digits or a fraction in a string are needed")
        return number

    def rest(self) -> dict[str, Any]:
        """The fields that were not taken."""
        return self._left

    def end(self) -> None:
        """Raise ValueError if there are other fields."""
        for name in self._left:
            raise ValueError(f"{self._at}: there is no field {name!r}")


def exact(written: str) -> Number | None:
    """The number that is written as plain digits or a fraction; None if it is none.

    >>> exact("13.70"), exact("1/6"), exact("1e5")
    (Decimal('13.70'), Fraction(1, 6), None)
    """
    if _DECIMAL.fullmatch(written):
        return Decimal(written)
    fraction = _FRACTION.fullmatch(written)
    if fraction and int(fraction[2]):
        return Fraction(int(fraction[1]), int(fraction[2]))
    return None


def _shown(value: object) -> str:
    """The value for a message, cut short."""
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    shown = "null" if value is None else repr(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
