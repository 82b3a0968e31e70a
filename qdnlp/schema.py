"""The plain types that every layer speaks: Figure, Time, Annotation.

They hold what the annotation guide names and turn into plain dictionaries;
they find nothing and resolve nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "money", "measure", "count", "percent", "point", "multiple", "ordinal", "ratio"
]
Bound: TypeAlias = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than"]
Direction: TypeAlias = Literal["up", "down", "none"]
Number: TypeAlias = Decimal | Fraction

KINDS: tuple[Kind, ...] = (
    "money", "measure", "count", "percent", "point", "multiple", "ordinal", "ratio",
)  # fmt: skip
BOUNDS: tuple[Bound, ...] = ("exact", "about", "at_least", "more_than", "at_most", "less_than")
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "none")


def number_text(number: Number | tuple[Decimal, ...]) -> str:
    """Write a value as the JSON does: plain digits, ``a/b`` or ``a:b:c``.

    >>> number_text(Decimal("2E+3")), number_text(Fraction(1, 6))
    ('2000', '1/6')
    >>> number_text((Decimal("6.9"), Decimal("33.9"), Decimal("59.2")))
    '6.9:33.9:59.2'
    """
    if isinstance(number, tuple):
        return ":".join(format(part, "f") for part in number)
    if isinstance(number, Fraction):
        return f"{number.numerator}/{number.denominator}"
    return format(number, "f")


@dataclass(slots=True)
class Figure:
    """A number with its unit, as it stands at ``text[start:end]`` of the source.

    ``value`` is exact: a `Decimal`, a `Fraction` for 六分之一, a tuple for the
    ratio 6.9:33.9:59.2. A range has ``low`` and ``high`` and no ``value``.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Number | tuple[Decimal, ...] | None
    unit: str
    bound: Bound = "exact"
    direction: Direction = "none"
    low: Number | None = None
    high: Number | None = None

    def to(self, unit: str) -> Figure:
        """The same measure in another unit, exactly; ``unit`` is a code of the guide (m2, t/year).

        Raises ValueError where the figure is no measure or the units do not fit.

        >>> import qdnlp
        >>> qdnlp.normalize("3亩").to("m2").value
        Decimal('2000')
        """
        from qdnlp.conversion import convert  # the types themselves need no pint

        if self.kind != "measure":
            raise ValueError(f"to: {self.text!r} is a {self.kind}, only a measure can be converted")
        value, low, high = (
            None
            if number is None or isinstance(number, tuple)
            else convert(number, self.unit, unit)
            for number in (self.value, self.low, self.high)
        )
        return replace(self, value=value, low=low, high=high, unit=unit)

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain JSON types; numbers are strings, so that none is rounded."""
        out: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
        }
        if self.value is not None:
            out["value"] = number_text(self.value)
        if self.low is not None and self.high is not None:
            out["low"] = number_text(self.low)
            out["high"] = number_text(self.high)
        out["unit"] = self.unit
        out["bound"] = self.bound
        out["direction"] = self.direction
        return out


@dataclass(slots=True)
class Time:
    """A stretch of the calendar at ``text[start:end]``; both dates inclusive, None if unknown."""

    start: int
    end: int
    text: str
    from_date: date | None
    to_date: date | None

    def to_dict(self) -> dict[str, Any]:
        """The time as plain JSON types, dates in ISO form under ``from`` and ``to``."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "from": self.from_date.isoformat() if self.from_date else None,
            "to": self.to_date.isoformat() if self.to_date else None,
        }


@dataclass(slots=True)
class Annotation:
    """A text and what was found in it, every layer in the order of the text."""

    text: str
    date: date | None = None
    figures: list[Figure] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The annotation as plain JSON types."""
        return {
            "text": self.text,
            "date": self.date.isoformat() if self.date else None,
            "figures": [figure.to_dict() for figure in self.figures],
            "times": [time.to_dict() for time in self.times],
        }
