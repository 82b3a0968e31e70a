"""Marked: spans with a label each, as the tools for annotators know them.

Such a tool keeps where a mention stands and its label; what else an annotation says travels beside
the text as data that the tool gives back untouched. Here both are made and put together again.
What an annotator marked anew as a figure or time is normalised as the library normalises it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from msgspec.structs import replace

from qdnlp.formats.parsing import annotation_from_dict, checked_mention
from qdnlp.schema import LABELS, Annotation, Entity, Figure, Time

FIGURE, TIME = "FIGURE", "TIME"
MARKS: tuple[str, ...] = (*LABELS, FIGURE, TIME)
"""The labels of spans: those of entities, and one each for figures and times."""

BESIDE = "qdnlp"
"""The name under which the rest of an annotation travels."""


class Span(NamedTuple):
    """A labelled stretch of the text."""

    start: int
    end: int
    label: str


def spans(note: Annotation) -> list[Span]:
    """Every entity, figure and time as a span, in the order of the text."""
    found = [Span(entity.start, entity.end, entity.label) for entity in note.entities]
    found += [Span(figure.start, figure.end, FIGURE) for figure in note.figures]
    found += [Span(time.start, time.end, TIME) for time in note.times]
    return sorted(found, key=lambda span: (span.start, span.end))


def beside(note: Annotation) -> dict[str, Any]:
    """What an annotation says beside the text and the tokens, as plain JSON types."""
    data = note.to_dict()
    del data["text"], data["tokens"]
    return data


def put_together(text: str, marked: Iterable[Span], data: object = None) -> Annotation:
    """The annotation of what is marked in a text; ``data`` is what `beside` gave.

    A mention that is still marked as it was is as it was. Others are new: entities know nothing
    but their label, figures and times are normalised. Facts of figures that are no longer marked
    are left out. Raises ValueError for a label or a figure that is none.

    >>> note = put_together("市南区引进项目160个", [Span(0, 3, "GPE"), Span(7, 11, "FIGURE")])
    >>> note.figures[0].value, note.entities[0].text
    (Decimal('160'), '市南区')
    """
    if data is not None and not isinstance(data, dict):
        raise ValueError(f"{BESIDE}: an object is needed")
    told = annotation_from_dict({**(data or {}), "text": text})
    entities = {Span(each.start, each.end, each.label): each for each in told.entities}
    figures = {(each.start, each.end): each for each in told.figures}
    times = {(each.start, each.end): each for each in told.times}
    note = Annotation(text, told.date)
    for span in sorted(marked, key=lambda span: (span.start, span.end)):
        at = (span.start, span.end)
        if span.label == FIGURE:
            note.figures.append(figures.get(at) or _figure(text, span))
        elif span.label == TIME:
            note.times.append(times.get(at) or _time(text, span, told.date))
        else:
            note.entities.append(entities.get(span) or _entity(text, span))
    places = {(each.start, each.end): place for place, each in enumerate(note.figures)}
    for fact in told.facts:
        figure = told.figures[fact.figure]
        if (figure.start, figure.end) in places:
            note.facts.append(replace(fact, figure=places[figure.start, figure.end]))
    return note


def without_overlaps(mentions: list[Entity]) -> list[Entity]:
    """The entities; ValueError where one overlaps the one before it."""
    end = 0
    for entity in sorted(mentions, key=lambda each: each.start):
        if entity.start < end:
            raise ValueError(f"the entity {entity.text!r} at {entity.start} overlaps another")
        end = entity.end
    return mentions


def _entity(text: str, span: Span) -> Entity:
    mention = checked_mention(text, span.start, span.end, span.label)
    for label in LABELS:
        if label == span.label:
            return Entity(span.start, span.end, mention, label)
    raise ValueError(f"label: got {span.label!r}, allowed are {', '.join(MARKS)}")


def _figure(text: str, span: Span) -> Figure:
    from qdnlp import normalize  # only what was marked anew needs the grammar

    mention = checked_mention(text, span.start, span.end, FIGURE)
    figure = normalize(mention)
    if figure is None:
        raise ValueError(f"{FIGURE}: {mention!r} at {span.start} cannot be read as a figure")
    return replace(figure, start=span.start, end=span.end, text=mention)


def _time(text: str, span: Span, day: date | None) -> Time:
    from qdnlp import times

    mention = checked_mention(text, span.start, span.end, TIME)
    for time in times(mention, day):
        if time.text == mention:
            return Time(span.start, span.end, mention, time.from_date, time.to_date)
    return Time(span.start, span.end, mention, None, None)
