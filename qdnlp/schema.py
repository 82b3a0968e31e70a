"""The plain types that every layer speaks: Token, Entity, Figure, Time, Fact, Annotation.

They hold what the annotation guide names and turn into plain dictionaries;
they find nothing and resolve nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    import pandas

    from qdnlp.facts import Doubt

Kind: TypeAlias = Literal[
    "money", "measure", "count", "percent", "point", "multiple", "ordinal", "ratio"
]
Bound: TypeAlias = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than"]
Direction: TypeAlias = Literal["up", "down", "none"]
Number: TypeAlias = Decimal | Fraction
Label: TypeAlias = Literal[
    "PERSON", "TITLE", "GPE", "LOC", "FAC", "ORG", "PROGRAMME", "EVENT", "DOC"
]
Source: TypeAlias = Literal["lexicon", "pattern", "model"]
Basis: TypeAlias = Literal["yoy", "qoq", "base"]
Modality: TypeAlias = Literal["actual", "target"]

KINDS: tuple[Kind, ...] = (
    "money", "measure", "count", "percent", "point", "multiple", "ordinal", "ratio",
)  # fmt: skip
BOUNDS: tuple[Bound, ...] = ("exact", "about", "at_least", "more_than", "at_most", "less_than")
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "none")
LABELS: tuple[Label, ...] = (
    "PERSON", "TITLE", "GPE", "LOC", "FAC", "ORG", "PROGRAMME", "EVENT", "DOC",
)  # fmt: skip
SOURCES: tuple[Source, ...] = ("lexicon", "pattern", "model")
BASES: tuple[Basis, ...] = ("yoy", "qoq", "base")
MODALITIES: tuple[Modality, ...] = ("actual", "target")


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


# A page has tens of thousands of these: a msgspec Struct is made in a third of the time of a
# dataclass. They hold strings, numbers and dates, so that nothing of theirs is garbage in a circle.
class Token(Struct, gc=False):
    """A word at ``text[start:end]`` of the source, with its part of speech (the tags of jieba)."""

    start: int
    end: int
    text: str
    pos: str

    def to_dict(self) -> dict[str, Any]:
        """The token as plain JSON types."""
        return {"start": self.start, "end": self.end, "text": self.text, "pos": self.pos}


class _Shown:
    """What shows itself as a card: in a notebook as HTML, in a terminal by rich."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from qdnlp.html import card

        return card(self)  # type: ignore[arg-type]

    def __rich__(self) -> object:
        """What a terminal shows."""
        from qdnlp.console import card

        return card(self)  # type: ignore[arg-type]


class Figure(Struct, _Shown, gc=False):
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


class Time(Struct, _Shown, gc=False):
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


class Entity(Struct, _Shown, gc=False):
    """A name at ``text[start:end]`` of the source.

    ``id`` and ``name`` (the canonical form) are those of the lexicon, None where it does not know
    the name. ``source`` says what found it, ``score`` how sure that is, between 0 and 1.
    """

    start: int
    end: int
    text: str
    label: Label
    id: str | None = None
    name: str | None = None
    source: Source = "lexicon"
    score: float = 1.0

    def to_dict(self) -> dict[str, Any]:
        """The entity as plain JSON types; ``id`` and ``name`` only where they are known."""
        out: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "label": self.label,
        }
        if self.id is not None:
            out["id"] = self.id
        if self.name is not None:
            out["name"] = self.name
        out["source"] = self.source
        out["score"] = self.score
        return out


class Fact(Struct, _Shown, gc=False):
    """What a figure says: of which indicator, whose, when, against what, done or promised.

    ``figure`` is the place of its figure in the figures of the annotation. ``indicator``,
    ``scope`` and ``period`` are as they stand in the text, but for its typesetting; the ids are
    those of the lexicon, the dates those of the time. ``speaker`` is who said it, ``spoken_for``
    the organisation.
    """

    figure: int
    indicator: str
    indicator_id: str | None = None
    scope: str | None = None
    scope_id: str | None = None
    period: str | None = None
    from_date: date | None = None
    to_date: date | None = None
    direction: Direction = "none"
    basis: Basis | None = None
    modality: Modality = "actual"
    speaker: str | None = None
    spoken_for: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fact as plain JSON types, dates in ISO form under ``from`` and ``to``."""
        return {
            "figure": self.figure,
            "indicator": self.indicator,
            "indicator_id": self.indicator_id,
            "scope": self.scope,
            "scope_id": self.scope_id,
            "period": self.period,
            "from": self.from_date.isoformat() if self.from_date else None,
            "to": self.to_date.isoformat() if self.to_date else None,
            "direction": self.direction,
            "basis": self.basis,
            "modality": self.modality,
            "speaker": self.speaker,
            "spoken_for": self.spoken_for,
        }


@dataclass(slots=True, repr=False)
class Annotation:
    """A text and what was found in it, every layer in the order of the text."""

    text: str
    date: date | None = None
    tokens: list[Token] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def __repr__(self) -> str:
        shown = self.text if len(self.text) <= 30 else f"{self.text[:29]}…"
        counted = (
            f"{len(items)} {layer}"
            for layer in ("tokens", "entities", "figures", "times", "facts")
            if (items := getattr(self, layer))
        )
        return f"<Annotation of {shown!r}: {', '.join(counted) or 'nothing found'}>"

    def to_dict(self) -> dict[str, Any]:
        """The annotation as plain JSON types."""
        return {
            "text": self.text,
            "date": self.date.isoformat() if self.date else None,
            "tokens": [token.to_dict() for token in self.tokens],
            "entities": [entity.to_dict() for entity in self.entities],
            "figures": [figure.to_dict() for figure in self.figures],
            "times": [time.to_dict() for time in self.times],
            "facts": [fact.to_dict() for fact in self.facts],
        }

    def to_frame(self, layer: str = "facts") -> pandas.DataFrame:
        """One layer as a pandas DataFrame, a row an item; needs the extra ``frames``."""
        from qdnlp.frames import to_frame

        return to_frame(self, layer)

    def warnings(self) -> list[Doubt]:
        """What does not add up among the facts; nothing is mended. See `qdnlp.facts.warnings`."""
        from qdnlp.facts import warnings

        return warnings(self.text, self.figures, self.facts)

    def show(self, layers: Iterable[str] = ("entities", "figures", "times", "facts")) -> None:
        """Show coloured text and the table of facts, as HTML in a notebook, else as text."""
        from qdnlp.console import show

        show(self, layers)

    def _repr_html_(self) -> str:
        from qdnlp.html import render

        return render(self)

    def __rich__(self) -> object:
        """What a terminal shows."""
        from qdnlp.console import Shown

        return Shown(self)


def paired(note: Annotation) -> list[tuple[Figure, Fact | None]]:
    """The figures of an annotation, each with its fact; None where it has none."""
    said = {fact.figure: fact for fact in note.facts}
    return [(figure, said.get(number)) for number, figure in enumerate(note.figures)]


def unpaired(
    pairs: Iterable[tuple[Figure, Fact | None]],
) -> tuple[list[Figure], list[Fact]]:
    """Figures in the order of the text, and their facts, which name them by their place in it."""
    both = sorted(pairs, key=lambda pair: pair[0].start)
    facts = ((number, fact) for number, (_figure, fact) in enumerate(both))
    numbered = [replace(fact, figure=number) for number, fact in facts if fact is not None]
    return [figure for figure, _fact in both], numbered
