"""Parsing: plain JSON types → Annotation and what is in it; the way back from every `to_dict`.

Knows the published JSON Schema and that a mention is what stands in the text at its offsets.
Whatever does not fit is a ValueError that says where, what came and what is allowed.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from qdnlp.formats.fields import Fields, exact
from qdnlp.schema import (
    BASES,
    BOUNDS,
    DIRECTIONS,
    KINDS,
    LABELS,
    MODALITIES,
    SOURCES,
    Annotation,
    Entity,
    Fact,
    Figure,
    Number,
    Time,
    Token,
)

T = TypeVar("T")


def annotation_from_dict(data: object) -> Annotation:
    """The annotation that `Annotation.to_dict` gave; layers that are missing are empty.

    >>> note = annotation_from_dict({"text": "市南区", "entities": [
    ...     {"start": 0, "end": 3, "text": "市南区", "label": "GPE"}]})
    >>> note.entities[0].label
    'GPE'
    >>> annotation_from_dict({"text": "市南区", "times": [{"start": 1, "end": 9, "text": "南区"}]})
    Traceback (most recent call last):
    ...
    ValueError: times[0]: 1 to 9 is no stretch of a text of 3 characters
    """
    fields = Fields(data, "annotation")
    text = fields.string("text")
    note = Annotation(text, fields.day("date"))
    note.tokens = _layer(fields, "tokens", lambda each, at: token_from_dict(each, text, at))
    note.entities = _layer(fields, "entities", lambda each, at: entity_from_dict(each, text, at))
    note.figures = _layer(fields, "figures", lambda each, at: figure_from_dict(each, text, at))
    note.times = _layer(fields, "times", lambda each, at: time_from_dict(each, text, at))
    figures = len(note.figures)
    note.facts = _layer(fields, "facts", lambda each, at: fact_from_dict(each, figures, at))
    fields.end()
    return note


def token_from_dict(data: object, text: str, at: str = "token") -> Token:
    """The token that `Token.to_dict` gave; ``text`` is the text that it is of."""
    fields = Fields(data, at)
    token = Token(*_stretch(fields, text, at), fields.string("pos"))
    fields.end()
    return token


def entity_from_dict(data: object, text: str, at: str = "entity") -> Entity:
    """The entity that `Entity.to_dict` gave; without a source and a score it has the defaults."""
    fields = Fields(data, at)
    entity = Entity(
        *_stretch(fields, text, at),
        label=fields.one_of("label", LABELS),
        id=fields.string_or_none("id"),
        name=fields.string_or_none("name"),
        source=fields.one_of("source", SOURCES, "lexicon"),
        score=fields.share("score", 1.0),
    )
    fields.end()
    return entity


def figure_from_dict(data: object, text: str, at: str = "figure") -> Figure:
    """The figure that `Figure.to_dict` gave: with a value, or with low and high."""
    fields = Fields(data, at)
    stretch = _stretch(fields, text, at)
    kind = fields.one_of("kind", KINDS)
    value: Number | tuple[Decimal, ...] | None
    value = _ratio(fields) if kind == "ratio" else fields.number("value")
    low, high = fields.number("low"), fields.number("high")
    if (value is None) != (low is not None and high is not None) or (low is None) != (high is None):
        raise ValueError(f"{at}: either a value is needed, or low and high")
    figure = Figure(
        *stretch,
        kind,
        value,
        fields.string_or_none("unit") or "",
        fields.one_of("bound", BOUNDS, "exact"),
        fields.one_of("direction", DIRECTIONS, "none"),
        low,
        high,
    )
    fields.end()
    return figure


def time_from_dict(data: object, text: str, at: str = "time") -> Time:
    """The time that `Time.to_dict` gave."""
    fields = Fields(data, at)
    time = Time(*_stretch(fields, text, at), fields.day("from"), fields.day("to"))
    fields.end()
    return time


def fact_from_dict(data: object, figures: int, at: str = "fact") -> Fact:
    """The fact that `Fact.to_dict` gave; ``figures`` is how many figures there are to point at."""
    fields = Fields(data, at)
    figure = fields.whole("figure")
    if figure >= figures:
        raise fields.refuse("figure", figure, f"there are {figures} figures, counted from 0")
    fact = Fact(
        figure,
        fields.string("indicator"),
        indicator_id=fields.string_or_none("indicator_id"),
        scope=fields.string_or_none("scope"),
        scope_id=fields.string_or_none("scope_id"),
        period=fields.string_or_none("period"),
        from_date=fields.day("from"),
        to_date=fields.day("to"),
        direction=fields.one_of("direction", DIRECTIONS, "none"),
        basis=fields.one_of("basis", BASES) if fields.has("basis") else None,
        modality=fields.one_of("modality", MODALITIES, "actual"),
        speaker=fields.string_or_none("speaker"),
        spoken_for=fields.string_or_none("spoken_for"),
    )
    fields.optional("basis")
    fields.end()
    return fact


def _layer(fields: Fields, name: str, parse: Callable[[object, str], T]) -> list[T]:
    """The layer's mentions, each parsed."""
    found = fields.list_or_none(name) or []
    return [parse(each, f"{name}[{place}]") for place, each in enumerate(found)]


def _stretch(fields: Fields, text: str, at: str) -> tuple[int, int, str]:
    """Offsets and mention, if the mention is what stands there."""
    start, end = fields.whole("start"), fields.whole("end")
    mention = checked_mention(text, start, end, at)
    told = fields.string_or_none("text")  # gold may leave it out
    if told is not None and told != mention:
        raise ValueError(f"{at}: {start} to {end} of the text is {mention!r}, not {told!r}")
    return start, end, mention


def checked_mention(text: str, start: int, end: int, at: str) -> str:
    """What stands at the offsets; ValueError if nothing does."""
    if not 0 <= start < end <= len(text):
        raise ValueError(
            f"{at}: {start} to {end} is no stretch of a text of {len(text)} characters"
        )
    return text[start:end]


def _ratio(fields: Fields) -> Number | tuple[Decimal, ...] | None:
    """The value of a ratio: a:b:c, or a plain number."""
    written = fields.string_or_none("value")
    if written is None:
        return None
    parts = [exact(part) for part in written.split(":")]
    if len(parts) == 1 and parts[0] is not None:
        return parts[0]
    decimals = tuple(part for part in parts if isinstance(part, Decimal))
    if len(decimals) != len(parts):
        raise fields.refuse("value", written, "numbers with colons between are needed")
    return decimals
