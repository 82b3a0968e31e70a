"""Topics: what a clause without figures speaks of, which those behind it may be of.

Knows the first phrase of such a clause; names alone are nothing measured.
"""

from __future__ import annotations

from qdnlp.facts.heads import scan
from qdnlp.facts.roles import AND, COMMA, LIST, NAME, SAY, SCOPE, VERB
from qdnlp.facts.row import Row

_FAR = 60  # items of a clause that speaks of something
_NAMES = NAME | SCOPE | LIST | AND


def topic(row: Row, sentence: int, clause: int) -> tuple[int, int] | None:
    """What the last clause without figures speaks of, before the one that begins at ``clause``.

    Places alone are nothing measured; no further back than the item ``sentence``.
    """
    marks = row.marks
    end = clause - 1
    for at in range(end - 1, max(sentence, end - _FAR) - 1, -1):
        if marks[at] & (COMMA | SAY):
            subject = _subject(row, at + 1, end)
            if subject is not None or marks[at] & SAY:
                return subject
            end = at
    return _subject(row, max(sentence, end - _FAR), end)


def _subject(row: Row, begin: int, end: int) -> tuple[int, int] | None:
    subject = scan(row, begin, end).subject
    if subject is None or all(map(_NAMES.__and__, row.marks[subject.begin : subject.end])):
        return None  # names, or a list of them
    return subject.span


def without_verbs(row: Row, begin: int, end: int) -> int:
    """The end of a phrase without the verbs behind its first word."""
    while end > begin + 1 and row.marks[end - 1] & VERB:
        end -= 1
    return end
