"""Label Studio: a JSON list of tasks, to import as it is and as it is exported.

Entities, figures and times are regions of the type labels, figures and times with the labels
FIGURE and TIME. They are written as predictions, which annotators take over and correct; read are
the annotations of a task, and its predictions where there are none. Everything else but the tokens
travels in the data of the task, which Label Studio gives back.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qdnlp.formats.fields import Fields
from qdnlp.formats.files import text_of, whole_text
from qdnlp.formats.jsonl import parsed
from qdnlp.formats.marked import BESIDE, MARKS, Span, beside, put_together, spans
from qdnlp.formats.problems import LeftOutWarning, place
from qdnlp.schema import Annotation

CONFIG = "\n".join(
    [
        "<View>",
        '  <Labels name="label" toName="text">',
        *(f'    <Label value="{label}"/>' for label in MARKS),
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
        "</View>",
    ]
)
"""The labelling interface of a project that the tasks are for."""


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each task. Raises `FormatError`.

    Where several people annotated a task, the first that was not cancelled counts. Relations,
    choices and the like are left out with a `LeftOutWarning`.
    """
    with place(path, ""):
        tasks = parsed(text_of(path).removeprefix("\ufeff"))
        if not isinstance(tasks, list):
            raise ValueError("is no list of tasks; export it from Label Studio as JSON")
    left_out = 0
    for number, task in enumerate(tasks, 1):
        with place(path, f"task {number}"):
            fields = Fields(task, "task")
            data = Fields(fields.take("data"), "data")
            text = data.string("text")
            results = _results(fields)
            marked = [
                _span(each, text, f"result[{at}]")
                for at, each in enumerate(results)
                if isinstance(each, dict) and each.get("type") == "labels"
            ]
            left_out += len(results) - len(marked)
            note = put_together(text, marked, data.optional(BESIDE))
        yield note
    if left_out:
        warnings.warn(
            f"{path}: {left_out} results that are no labels are left out",
            LeftOutWarning,
            stacklevel=2,
        )


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write one task for each annotation."""
    with whole_text(path) as stream:
        stream.write("[")
        for number, note in enumerate(notes):
            stream.write(",\n" if number else "\n")
            stream.write(json.dumps(_task(note), ensure_ascii=False))
        stream.write("\n]\n")


def _task(note: Annotation) -> dict[str, Any]:
    result = [
        {
            "id": f"s{place}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": start,
                "end": end,
                "text": note.text[start:end],
                "labels": [label],
            },
        }
        for place, (start, end, label) in enumerate(spans(note))
    ]
    return {
        "data": {"text": note.text, BESIDE: beside(note)},
        "predictions": [{"model_version": "qdnlp", "result": result}],
    }


def _results(task: Fields) -> list[Any]:
    """What was marked in a task."""
    for name in ("annotations", "predictions"):
        for each in task.list_or_none(name) or ():
            fields = Fields(each, name)
            if not fields.optional("was_cancelled"):
                return fields.list_or_none("result") or []
    return []


def _span(data: dict[str, Any], text: str, at: str) -> Span:
    """The span of a region."""
    value = Fields(data.get("value"), f"{at}: value")
    start, end = value.whole("start"), value.whole("end")
    labels = value.take("labels")
    if not isinstance(labels, list) or len(labels) != 1 or not isinstance(labels[0], str):
        raise value.refuse("labels", labels, "a list of one label is needed")
    told = value.string_or_none("text")
    if told is not None:
        start, end = _where_it_stands(told, text, start, end, at)
    return Span(start, end, labels[0])


def _where_it_stands(told: str, text: str, start: int, end: int, at: str) -> tuple[int, int]:
    """The offsets that fit the mention: as they are, or as a browser counts.

    Blanks may differ, for Label Studio writes line breaks in several ways. Raises ValueError where
    the mention stands at neither.
    """
    both = ((start, end), _by_utf16(text, start, end))
    for one, other in both:
        if text[one:other] in (told, told.replace("\\n", "\n")):
            return one, other
    for one, other in both:
        if _without_blanks(text[one:other]) == _without_blanks(told):
            return one, other
    raise ValueError(f"{at}: the text at start and end is not {told!r}")


def _without_blanks(mention: str) -> str:
    return "".join(mention.replace("\\n", "").split())


def _by_utf16(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets that a browser counted, in units of UTF-16, as offsets in characters.

    >>> _by_utf16("𠮷林省青岛路", 4, 7)
    (3, 6)
    """
    units = text.encode("utf-16-le", "surrogatepass")
    before, upto = (units[: 2 * at].decode("utf-16-le", "replace") for at in (start, end))
    return len(before), len(upto)
