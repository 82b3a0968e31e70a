"""The formats by name and by suffix, and reading and writing in any of them.

Knows what each format is called and what it holds; how it is read and written, its module knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from qdnlp.formats import (
    brat,
    conll,
    docbin,
    doccano,
    jsonl,
    label_studio,
    parquet,
    spreadsheet,
)
from qdnlp.formats.parsing import annotation_from_dict
from qdnlp.formats.problems import FormatError
from qdnlp.schema import Annotation

LAYERS = ("date", "tokens", "entities", "figures", "times", "facts")
"""What an annotation holds beside its text."""

_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name and suffixes, how it is read and written, and what it cannot hold.

    ``needs`` is the package that it is read and written with, ``extra`` the extra that brings it.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Path], Iterator[Annotation]]
    write: Callable[[Path, Iterable[Annotation]], None]
    lacks: tuple[str, ...] = ()
    needs: str = ""
    extra: str = ""


_ONLY_NAMES = ("date", "figures", "times", "facts")
_ALL = (
    Format("jsonl", (".jsonl",), jsonl.read, jsonl.write),
    Format("parquet", (".parquet",), parquet.read, parquet.write, (), "pyarrow", "frames"),
    Format("csv", (".csv",), spreadsheet.read, spreadsheet.write, ("tokens",)),
    Format("bio", (".bio", ".conll"), conll.read, conll.writer("BIO"), _ONLY_NAMES),
    Format("bioes", (".bioes",), conll.read, conll.writer("BIOES"), _ONLY_NAMES),
    Format("bio-chars", (), conll.read, conll.writer("BIO", True), ("tokens", *_ONLY_NAMES)),
    Format("bioes-chars", (), conll.read, conll.writer("BIOES", True), ("tokens", *_ONLY_NAMES)),
    Format("brat", (".ann",), brat.read, brat.write, ("date", "tokens")),
    Format("doccano", (".doccano.jsonl",), doccano.read, doccano.write, ("tokens",)),
    Format("doccano-relations", (), doccano.read, doccano.write_with_relations, ("tokens",)),
    Format("label-studio", (".json",), label_studio.read, label_studio.write, ("tokens",)),
    Format("spacy", (".spacy",), docbin.read, docbin.write, (), "spacy", "spacy"),
)
FORMATS: dict[str, Format] = {each.name: each for each in _ALL}
"""Every format by its name."""


def format_of(path: str | Path, name: str | None = None) -> Format:
    """The format of that name, else the one that the suffix says; a folder is brat's.

    Raises ValueError that names those that there are.

    >>> format_of("notes.doccano.jsonl").name, format_of("notes.conll").name, format_of("out/").name
    ('doccano', 'bio', 'brat')
    >>> format_of("notes.docx")
    Traceback (most recent call last):
    ...
    ValueError: got 'notes.docx', allowed are names that end in .jsonl, .parquet, .csv, .bio, \
.conll, .bioes, .ann, .doccano.jsonl, .json, .spacy, or a folder (brat)
    """
    if name is not None:
        if name not in FORMATS:
            raise ValueError(f"got the format {name!r}, allowed are {', '.join(FORMATS)}")
        return FORMATS[name]
    file = Path(path).name.lower()
    folder = "." not in file or str(path).endswith("/")
    if Path(path).is_dir() or (folder and not Path(path).is_file()):
        return FORMATS["brat"]
    fitting = [(suffix, each) for each in _ALL for suffix in each.suffixes if file.endswith(suffix)]
    if not fitting:
        suffixes = [suffix for each in _ALL for suffix in each.suffixes]
        raise ValueError(
            f"got {str(path)!r}, allowed are names that end in {', '.join(suffixes)}, "
            "or a folder (brat)"
        )
    return max(fitting, key=lambda each: len(each[0]))[1]


def read(path: str | Path, form: str | None = None) -> Iterator[Annotation]:
    """The annotations of a file, or of a folder of brat's, one after the other.

    ``form`` is the name of its format; without it, the suffix says it. Raises ValueError for a
    format that there is not, `FormatError` for what is broken in the file (file, place, reason),
    OSError as the disk does. What a file holds beside what an annotation can is told by a
    `LeftOutWarning`.
    """
    found = format_of(path, form)
    _check_needs(found, Path(path))
    return found.read(Path(path))


def write(
    path: str | Path, notes: Iterable[Annotation], form: str | None = None, *, force: bool = False
) -> None:
    """Write annotations to a file, or to a folder of brat's, which appears when all is written.

    ``form`` is the name of its format; without it, the suffix says it. A lone surrogate, which no
    UTF-8 can hold, becomes U+FFFD. Raises ValueError for a format that there is not, `FormatError`
    for what the format cannot hold and, without ``force``, for a path that exists; OSError as the
    disk does.
    """
    found, target = format_of(path, form), Path(path)
    _check_needs(found, target)
    check_target(target, found, force)
    found.write(target, map(_encodable, notes))


_EXISTS = "exists already; name another, or replace it (--force, in Python force=True)"


def check_target(target: Path, form: Format, force: bool) -> None:
    """Raise `FormatError` now for what would fail after the work is done."""
    if form.name == "brat" and target.suffix.lower() == ".ann":
        raise FormatError(target, "", "brat's files come in a folder; name a folder")
    if form.name == "brat" and target.is_file():
        raise FormatError(target, "", "is a file; brat's files come in a folder")
    if form.name != "brat" and target.is_dir():
        raise FormatError(target, "", "is a folder; name a file")
    if not target.parent.is_dir():
        raise FormatError(target, "", f"there is no folder {target.parent}")
    if target.exists() and not force and not (target.is_dir() and not any(target.iterdir())):
        raise FormatError(target, "", _EXISTS)


def _check_needs(form: Format, path: Path) -> None:
    if form.needs and find_spec(form.needs) is None:
        raise FormatError(path, "", f'needs {form.needs}: pip install "qdnlp[{form.extra}]"')


def _encodable(note: Annotation) -> Annotation:
    """The annotation with U+FFFD for each lone surrogate."""
    written = json.dumps(note.to_dict(), ensure_ascii=False)
    if not _SURROGATES.search(written):
        return note
    return annotation_from_dict(json.loads(_SURROGATES.sub("\ufffd", written)))
