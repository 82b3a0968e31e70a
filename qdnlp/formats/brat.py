"""brat: a folder with a NAME.txt and a NAME.ann for each text, and an annotation.conf.

Entities, figures and times are T-lines. The kind, bound and direction of a figure are attributes
(A-lines), what an id of the lexicon names is a normalisation (N-lines), and all else about a
mention stands as JSON in its notes (#-lines), facts in notes of their figure. Offsets are
characters, and the text stays as it is, newlines too. No tokens and no dates of documents.

Here is how the files lie; what stands in an .ann, `standoff` knows.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

from qdnlp.formats.files import lines, text_of, whole_folder
from qdnlp.formats.marked import FIGURE, MARKS, put_together
from qdnlp.formats.problems import FormatError, LeftOutWarning, place
from qdnlp.formats.standoff import ATTRIBUTES, Standoff, standoff
from qdnlp.schema import Annotation

_OURS = (".txt", ".ann", ".conf")

CONFIG = "\n".join(
    [
        "[entities]",
        *MARKS,
        "[relations]",
        "[events]",
        "[attributes]",
        *(f"{name}\tArg:{FIGURE}, Value:{'|'.join(words)}" for name, words in ATTRIBUTES.items()),
        "",
    ]
)
"""The annotation.conf of the folder."""


def read(path: Path) -> Iterator[Annotation]:
    """The annotation of each .ann under a folder, in the order of their names, or of one .ann.

    Raises `FormatError` for an .ann without its .txt. Relations, events and notes of annotators
    are left out with a `LeftOutWarning`.
    """
    left_out = 0
    files = _ann_files(path) if path.is_dir() else [path]
    if not files:
        raise FormatError(path, "", "there is no .ann file in this folder")
    for file in files:
        page = file.with_suffix(".txt")
        if not page.exists():
            raise FormatError(file, "", f"its text {page.name} is missing")
        found = Standoff(text_of(page))
        for number, line in lines(file):
            with place(file, f"line {number}"):
                found.add(line)
        with place(file, ""):
            note = put_together(found.text, found.spans(), found.told())
        left_out += found.left_out
        yield note
    if left_out:
        warnings.warn(
            f"{path}: {left_out} relations, events and notes are left out",
            LeftOutWarning,
            stacklevel=2,
        )


def write(path: Path, notes: Iterable[Annotation]) -> None:
    """Write a folder with two files for each annotation, named by its number.

    A folder that exists is replaced if it holds nothing but files of brat; else `FormatError`.
    """
    if path.exists():
        strangers = [name for name in os.listdir(path) if not name.endswith(_OURS)]
        if strangers:
            raise FormatError(path, "", f"holds {strangers[0]}, which is no file of brat")
    with whole_folder(path) as folder:
        (folder / "annotation.conf").write_bytes(CONFIG.encode())
        for number, note in enumerate(notes, 1):
            with place(path, f"document {number}"):
                written = "".join(line + "\n" for line in standoff(note))
            (folder / f"{number:05}.txt").write_bytes(note.text.encode())
            (folder / f"{number:05}.ann").write_bytes(written.encode())


def _ann_files(folder: Path) -> list[Path]:
    """The .ann files under a folder, not those that are hidden."""
    return sorted(
        file
        for file in folder.rglob("*.ann")
        if not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
