"""Reads what a user annotated: JSON lines in the form of the gold, and texts with marks in them.

Knows which suffix means which, and how a bad line is told: file, line, reason. Nothing is taken
from files with a bad line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from qdnlp.evaluation.gold import GoldError, Problem, check
from qdnlp.formats.jsonl import parsed
from qdnlp.reading import Page, UnreadableError
from qdnlp.training import marked
from qdnlp.training.documents import Document, Mention, mentions_of

SUFFIXES = (".jsonl", ".txt")

_OWN = "texts"


class UnknownSuffixError(ValueError):
    """A file that is neither JSON lines nor text by its name."""


def read(paths: Iterable[Path]) -> list[Document]:
    """The documents of files, in order.

    Raises `GoldError` with every bad line of all files, `UnreadableError` for what is no text,
    `UnknownSuffixError` for a file of another kind.
    """
    found: list[Document] = []
    problems: list[Problem] = []
    for path in paths:
        if path.suffix.lower() not in SUFFIXES:
            raise UnknownSuffixError(
                f"{path}: is neither {' nor '.join(SUFFIXES)}; "
                "qdnlp convert turns other formats into .jsonl"
            )
        text = _text(path)
        if path.suffix.lower() == ".jsonl":
            documents, bad = _from_lines(text, path)
        else:
            documents, marks = marked.documents(text, path.stem)
            bad = [Problem(str(path), *mark) for mark in marks]
        found += documents
        problems += bad
    if problems:
        raise GoldError(problems)
    return found


def own_texts() -> list[Document]:
    """The annotated texts that come with the library: they show what it should not forget."""
    beside = Path(__file__).parent / _OWN
    folder = beside if beside.exists() else Path(__file__).parents[2] / "training" / _OWN
    return read(sorted(folder.glob("*.txt")))


def _text(path: Path) -> str:
    """The text of a file. Raises `UnreadableError` that names it."""
    try:
        return Page(str(path), path).read_text()
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from error


def _from_lines(text: str, path: Path) -> tuple[list[Document], list[Problem]]:
    """The documents of JSON lines, and the lines that are none."""
    found: list[Document] = []
    bad: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_document(parsed(line), f"{path.stem}/{number}"))
        except RecursionError:
            bad.append(Problem(str(path), number, "is nested too deeply"))
        except ValueError as error:
            bad.append(Problem(str(path), number, str(error)))
    return found, bad


def _document(record: Any, name: str) -> Document:
    """A line as a document. Raises ValueError that names the field and the reason."""
    if isinstance(record, dict):
        if "entities" not in record:
            raise ValueError("has no entities")
        # The other layers teach the tagger nothing, and are not looked at.
        record = {field: record[field] for field in ("text", "entities") if field in record}
    checked = check(record)
    mentions = mentions_of(checked["entities"])
    clash = next(_overlaps(mentions), None)
    if clash:
        raise ValueError(f"entities: {clash[0][:2]} and {clash[1][:2]} overlap")
    return Document(name, checked["text"], mentions)


def _overlaps(mentions: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Two neighbours that overlap, neither of them optional."""
    asked = [mention for mention in mentions if not mention.optional]
    for one, other in pairwise(asked):
        if other.start < one.end:
            yield one, other
