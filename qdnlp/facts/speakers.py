"""Speakers: who said the figures of a quotation, and for whom.

Knows that a person before 说 or 表示 speaks the quotation before it and what follows to the end of
the paragraph, and that the organisations before the person are those that he speaks for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from qdnlp import tables
from qdnlp.facts.roles import ADVERB, CLOSE, COMMA, LINE, NAME, OPEN, PLACE, SAY, STOP
from qdnlp.facts.row import Named, Row
from qdnlp.patterns import Pattern, alternation

_SURNAME = Pattern(lambda: alternation(row[0] for row in tables.rows("surnames.tsv")))
_HAN = Pattern("[\u4e00-\u9fff·]{2,4}")
_BARE = 3  # characters of a body without a place
_SPEAKS = 4  # items between the person and the verb of saying
_QUOTED = 1500  # items of a quotation
_LINES = 4  # ends of paragraphs within a quotation
_BACK = 24  # items between the organisation and the verb of saying


class Speech(NamedTuple):
    """A stretch of text, who says it, and the organisation spoken for."""

    start: int
    end: int
    speaker: str
    spoken_for: str | None
    spoken_id: str | None


def speeches(row: Row, names: Sequence[Named]) -> list[Speech]:
    """The speeches of a text, in order."""
    found: list[Speech] = []
    said = [at for at, mark in enumerate(row.marks) if mark & SAY and at]
    if not said:
        return found
    ends = [row.starts[at] for at, mark in enumerate(row.marks) if mark & LINE]
    ends.append(len(row.text))
    for at in said:
        speech = _speech(row, names, at)
        if speech is not None:
            speech = speech._replace(end=ends[bisect_left(ends, row.starts[at])])
            if found and speech.start < found[-1].end:
                found[-1] = found[-1]._replace(end=speech.start)
            found.append(speech)
    return [speech for speech in found if speech.end > speech.start]


def _speech(row: Row, names: Sequence[Named], say: int) -> Speech | None:
    following = row.marks[say + 1] if say + 1 < len(row.marks) else STOP
    if not following & (COMMA | STOP | OPEN):
        return None
    end = say
    while end > max(0, say - _SPEAKS) and row.marks[end - 1] & (ADVERB | SAY | PLACE):
        end -= 1
    person = _person(row, names, end)
    if person is None:
        return None
    name, begin = person
    organisation, first = _organisation(row, names, begin)
    return Speech(
        _quotation(row, first), row.starts[say + 1], name, *(organisation or (None, None))
    )


def _person(row: Row, names: Sequence[Named], end: int) -> tuple[str, int] | None:
    """The person whose name ends before item ``end``, and the item with which it begins."""
    at = end - 1
    if at < 0:
        return None
    if row.marks[at] & NAME and names[row.refs[at]].label == "PERSON":
        return row.words(at, end), at
    for first in range(max(0, end - 4), end):
        text = row.words(first, end)
        if _HAN.fullmatch(text) and _SURNAME.match(text) and _is_title(row, names, first - 1):
            return text, first
    if row.words(at, end) in ("他", "她"):
        return _named_before(row, names, at)
    return None


def _named_before(row: Row, names: Sequence[Named], end: int) -> tuple[str, int] | None:
    """The person with a title that stands last before item ``end``."""
    for at in range(end - 1, max(0, end - _BACK), -1):
        text = row.words(at, at + 1)
        is_person = row.marks[at] & NAME and names[row.refs[at]].label == "PERSON"
        if is_person or (
            _HAN.fullmatch(text) and _SURNAME.match(text) and _is_title(row, names, at - 1)
        ):
            return text, at
    return None


def _is_title(row: Row, names: Sequence[Named], at: int) -> bool:
    if at < 0 or not row.marks[at] & NAME:
        return False
    return names[row.refs[at]].label in ("TITLE", "ORG")


def _organisation(
    row: Row, names: Sequence[Named], person: int
) -> tuple[tuple[str, str | None] | None, int]:
    """The organisation nearest before the person, and the item with which his posts begin.

    A body without a place (管委会, 组织部) leaves the word to the one before it.
    """
    first = person
    found: tuple[str, str | None] | None = None
    at = person
    while at > max(0, person - _BACK) and not row.marks[at - 1] & (STOP | CLOSE | OPEN):
        at -= 1
        if row.marks[at] & NAME:
            name = names[row.refs[at]]
            first = at
            bare = found is None or (len(found[0]) <= _BARE and _is_body(found[0]))
            if name.label == "ORG" and bare:
                found = (row.words(at, at + 1), name.id)
    return found, at if at and row.marks[at - 1] & CLOSE else first


def _is_body(name: str) -> bool:
    return name.endswith(("委会", "部", "党委", "党组", "办公室", "工委", "局", "处"))


def _quotation(row: Row, before: int) -> int:
    """Where the quotation begins that ends right before item ``before``; else that item."""
    at = before
    if not at or not row.marks[at - 1] & CLOSE:
        return row.starts[before]
    depth = lines = 0
    for at in range(before - 1, max(-1, before - _QUOTED), -1):
        mark = row.marks[at]
        if mark & LINE:
            lines += 1
            if lines > _LINES:
                break
        if mark & CLOSE and row.words(at, at + 1) == "”":
            depth += 1
        elif mark & OPEN and row.words(at, at + 1) == "“":
            depth -= 1
            if depth <= 0:
                return row.starts[at]
    return row.starts[before]
