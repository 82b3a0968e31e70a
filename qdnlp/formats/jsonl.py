"""JSON Lines: one annotation a line, as the published JSON Schema has it.

Holds everything; scores to four digits, as `to_dict` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from qdnlp.formats.files import lines, whole_text
from qdnlp.formats.parsing import annotation_from_dict
from qdnlp.formats.problems import place
from qdnlp.schema import Annotation

_DOCCANO = ("label", "labels")


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each line. Raises `FormatError`."""
    for number, data in objects(path):
        with place(path, f"line {number}"):
            if isinstance(data, dict) and any(key in data for key in _DOCCANO):
                raise ValueError("this looks like doccano's JSON Lines; say so with --from doccano")
            note = annotation_from_dict(data)
        yield note


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write one line for each annotation."""
    write_objects(path, (note.to_dict() for note in notes))


def objects(path: Path) -> Iterator[tuple[int, Any]]:
    """What each line of a JSON Lines file holds, with its number; empty lines are passed over."""
    for number, line in lines(path):
        if line.strip():
            with place(path, f"line {number}"):
                data = parsed(line)
            yield number, data


def write_objects(path: Path, data: Iterable[dict[str, Any]]) -> None:
    """Write one line for each object."""
    with whole_text(path) as stream:
        for each in data:
            stream.write(json.dumps(each, ensure_ascii=False) + "\n")


def parsed(written: str) -> Any:
    """What a JSON text holds. Raises ValueError that says what is wrong, and where in it."""
    try:
        return json.loads(written)
    except json.JSONDecodeError as error:
        at = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}"
        raise ValueError(f"is no JSON ({error.msg} at {at})") from error
