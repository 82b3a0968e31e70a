"""Texts with marks in them: ``[[LABEL mention]]``, and ``[[LABEL? mention]]`` where it is optional.

Knows the marks and the lines ``=== title`` that part the documents of a file; reads no file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qdnlp.schema import LABELS
from qdnlp.training.documents import Document, Mention

_HEADING = "=== "
_MARK = re.compile(r"\[\[(?P<label>[A-Z]+)(?P<optional>\??) (?P<mention>[^\[\]\n]+)\]\]")
_BRACKETS = re.compile(r"\[\[|\]\]")


class BadMark(NamedTuple):
    """A mark that is none: the number of its line, and why."""

    line: int
    reason: str


def documents(text: str, name: str) -> tuple[list[Document], list[BadMark]]:
    r"""The documents of a text with marks, and the marks that are none.

    A line ``=== title`` begins a document; a text without such a line is one document.

    >>> found, bad = documents("=== 开学\n[[ORG 市教育局]]通知开学\n", "own")
    >>> found[0].name, found[0].text, found[0].mentions[0][:3], bad
    ('own/开学', '市教育局通知开学\n', (0, 4, 'ORG'), [])
    >>> documents("到[[CITY 青岛]]", "own")[1][0].reason
    "label: got 'CITY', allowed are PERSON, TITLE, GPE, LOC, FAC, ORG, PROGRAMME, EVENT, DOC"
    """
    found: list[Document] = []
    bad: list[BadMark] = []
    for title, first_line, body in _pieces(text):
        bad += [BadMark(first_line + at, reason) for at, reason in _problems(body)]
        plain, mentions = _unmarked(body)
        if plain.strip():
            found.append(Document(f"{name}/{title}" if title else name, plain, mentions))
    return found, bad


def _pieces(text: str) -> Iterator[tuple[str, int, str]]:
    """Title, number of the first line and body of each document."""
    title, first, lines = "", 1, list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(_HEADING):
            yield title, first, "\n".join([*lines, ""])
            title, first, lines = line.removeprefix(_HEADING).strip(), number + 1, []
        else:
            lines.append(line)
    yield title, first, "\n".join(lines)


def _problems(body: str) -> Iterator[tuple[int, str]]:
    """What is wrong with the marks of a body: line, counted from 0, and reason."""
    for number, line in enumerate(body.split("\n")):
        for mark in _MARK.finditer(line):
            if mark["label"] not in LABELS:
                allowed = ", ".join(LABELS)
                yield number, f"label: got {mark['label']!r}, allowed are {allowed}"
        left = _BRACKETS.search(_MARK.sub("", line))
        if left:
            yield number, f"{left[0]} belongs to no mark; one looks so: [[ORG 市教育局]]"


def _unmarked(body: str) -> tuple[str, list[Mention]]:
    """The body without its marks, and the mentions they stood around."""
    parts: list[str] = []
    mentions: list[Mention] = []
    length = done = 0
    for mark in _MARK.finditer(body):
        before, mention = body[done : mark.start()], mark["mention"]
        start = length + len(before)
        length = start + len(mention)
        parts += before, mention
        mentions.append(Mention(start, length, mark["label"], bool(mark["optional"])))
        done = mark.end()
    return "".join([*parts, body[done:]]), mentions
