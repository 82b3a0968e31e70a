"""Transcripts: the turns of those who speak in a press conference or an interview.

Knows that a line which begins with a person and a colon (市发展改革委副主任王立群：…) gives him
all that stands up to the next such line, and that 问：, 记者： and 主持人： end what he says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from qdnlp.facts import roles
from qdnlp.facts.lines import first_item
from qdnlp.facts.roles import COLON, COMMA, DO, LINE, SAY, STOP, VERB
from qdnlp.facts.row import Row

Person: TypeAlias = tuple[str, int]
"""The name of a person, and the item with which it begins."""

_LABEL = 40  # characters of a label
_ASKS = roles.words("asks")
_ANSWERS = roles.words("answers")


class Turn(NamedTuple):
    """What one says: the stretch of text, and who; None for who asks or leads."""

    start: int
    end: int
    person: Person | None


def turns(row: Row, person_before: Callable[[int], Person | None]) -> list[Turn]:
    """The turns of a transcript in their order; none of a text in which nobody asks or answers.

    ``person_before`` gives the person whose name ends before an item.
    """
    lines = row.lines
    labels: list[tuple[int, int, Person | None]] = []
    for colon in row.places(COLON):
        line = bisect_right(lines, colon)
        first = first_item(row, lines[line - 1] + 1 if line else 0)
        if row.marks[colon + 1] & LINE or (labels and first <= labels[-1][0]):
            continue  # what stands below is a statement; or another colon of the same line
        if row.marks[colon] & COLON and row.starts[colon] - row.starts[first] <= _LABEL:
            if row.forms[first] in _ASKS:
                labels.append((first, colon, None))
            elif (person := _person(row, first, colon, person_before)) is not None:
                labels.append((first, colon, person))
    asked = sum(person is None for _, _, person in labels)
    if not 0 < asked < len(labels):
        return []
    ends = [row.starts[first] for first, _, _ in labels[1:]] + [len(row.text)]
    return [
        Turn(row.starts[colon + 1], end, person)
        for (_, colon, person), end in zip(labels, ends, strict=True)
    ]


def _person(
    row: Row, first: int, colon: int, person_before: Callable[[int], Person | None]
) -> Person | None:
    """The person that the words before a colon name, and nothing else but his posts."""
    end = colon - (row.forms[colon - 1] in _ANSWERS)  # 王立群答：
    person = person_before(end)
    if person is None or person[1] < first:
        return None
    for at in range(first, person[1]):
        mark = row.marks[at]
        if mark & (STOP | SAY | VERB | DO) or (mark & COMMA and row.forms[at].strip()):
            return None
    return person
