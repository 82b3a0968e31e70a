"""doccano: JSON Lines of a text and the spans that are marked in it.

Two forms: ``{"text", "label": [[start, end, label]]}`` of projects for sequence labelling, and
``{"text", "entities": [{id, start_offset, end_offset, label}], "relations"}`` of those with
relations; both are read. Figures and times are spans with the labels FIGURE and TIME. Everything
else but the tokens travels under the key ``qdnlp``, which doccano keeps as metadata and gives back.
Offsets are characters: a project must not count grapheme clusters. doccano takes no empty texts.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qdnlp.formats.fields import Fields
from qdnlp.formats.jsonl import objects, write_objects
from qdnlp.formats.marked import BESIDE, Span, beside, put_together, spans
from qdnlp.formats.problems import LeftOutWarning, place
from qdnlp.schema import Annotation


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each line, of either form. Raises `FormatError`.

    Relations are left out with a `LeftOutWarning`.
    """
    relations = 0
    for number, data in objects(path):
        with place(path, f"line {number}"):
            fields = Fields(data, "example")
            relations += len(fields.list_or_none("relations") or ())
            marked = [_span(each, at) for at, each in enumerate(_marked(fields))]
            note = put_together(fields.string("text"), marked, _beside(fields))
        yield note
    if relations:
        warnings.warn(f"{path}: {relations} relations are left out", LeftOutWarning, stacklevel=2)


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write the form of projects for sequence labelling."""
    write_objects(
        path,
        (
            {"text": note.text, "label": [list(span) for span in spans(note)], BESIDE: beside(note)}
            for note in notes
        ),
    )


def write_with_relations(path: Path, notes: Iterable[Annotation]) -> None:
    """Write the form of projects with relations; there are none."""
    write_objects(path, _with_entities(notes))


def _with_entities(notes: Iterable[Annotation]) -> Iterator[dict[str, Any]]:
    entity = 0
    for note in notes:
        entities = []
        for start, end, label in spans(note):
            entity += 1
            entities.append(
                {"id": entity, "start_offset": start, "end_offset": end, "label": label}
            )
        yield {
            "text": note.text,
            "entities": entities,
            "relations": [],
            BESIDE: beside(note),
        }


def _beside(fields: Fields) -> object:
    """What travels beside the text: newer versions give metadata back as keys, older under meta."""
    meta = fields.optional("meta")
    return fields.optional(BESIDE) or (meta.get(BESIDE) if isinstance(meta, dict) else None)


def _marked(fields: Fields) -> list[Any]:
    """What is marked, under whichever name it stands."""
    for name in ("label", "labels", "entities"):
        found = fields.list_or_none(name)
        if found is not None:
            return found
    return []


def _span(data: object, at: int) -> Span:
    """A span of either form."""
    if isinstance(data, dict):
        fields = Fields(data, f"entities[{at}]")
        start, end = fields.whole("start_offset"), fields.whole("end_offset")
        return Span(start, end, fields.string("label"))
    match data:
        case [int(start), int(end), str(label)]:
            return Span(start, end, label)
    raise ValueError(f"label[{at}]: [start, end, label] is needed")
