"""Clauses: which is the first that tells something, and which only tells who told it.

Knows how a clause begins and ends; keeps no state of the walk through a text.
"""

from __future__ import annotations

from bisect import bisect_right

from qdnlp.facts import roles
from qdnlp.facts.roles import (
    ADVERB,
    CLOSE,
    COLON,
    COMMA,
    FIGURE,
    LINE,
    NOW,
    OPEN,
    PART,
    PLACE,
    PLAN,
    REACH,
    SAY,
    STOP,
    TIME,
)
from qdnlp.facts.row import Row
from qdnlp.patterns import Pattern, alternation

_ENDS = COMMA | STOP
_ADDRESS = 6  # items of a clause that only leads over to the next
_SIGHT = 60  # items within which a clause ends
_DATED = TIME | OPEN | CLOSE | ADVERB | PLAN | PLACE  # “十四五”时期; 力争到2027年
_REPORTS = roles.words("reports")
_WITH = roles.words("with")
_UNTIL = roles.words("until")
_HEARERS = roles.words("hearer")
_LEAD_IN = roles.words("lead_in")
_DIVISION = Pattern(
    rf"(?:{alternation(roles.words('divides'))})[^，,。；！？!?\n]{{0,8}}?"
    rf"(?:{alternation(roles.words('view'))})[，,]"
)


def begin(row: Row, at: int) -> int:
    """The item with which the clause of item ``at`` begins."""
    marks = row.marks
    first = max(0, at - _SIGHT)
    for before in range(at - 1, first - 1, -1):
        if marks[before] & _ENDS:
            return before + 1
    return first


def end(row: Row, at: int) -> int:
    """The mark with which the clause of item ``at`` ends; no further on than is looked at."""
    marks = row.marks
    last = min(at + _SIGHT, len(marks) - 1)
    for item in range(at, last):
        if marks[item] & _ENDS:
            return item
    return last


def is_address(sentence: int, clause: int) -> bool:
    """Whether no more than a word or two (此外，) stand between two items."""
    return clause - sentence <= _ADDRESS


def heads(row: Row, sentence: int, clause: int) -> bool:
    """Whether a clause is the first of its sentence, but for one that leads over to it."""
    if is_address(sentence, clause) or row.marks[clause - 1] & COLON:
        return True
    return speaks(row, clause) or _leads_in(row, sentence, clause)


def _leads_in(row: Row, sentence: int, clause: int) -> bool:
    """Whether one clause stands before that says by what it is known: 根据核算结果，.

    A time may stand between: 根据核算结果，上半年，.
    """
    if row.forms[sentence] not in _LEAD_IN:
        return False
    end = _behind_comma(row, clause - 1)
    return not any(row.marks[i] & (COMMA | FIGURE) for i in range(sentence, end - 1))


def speaks(row: Row, clause: int) -> bool:
    """Whether the clause begins what somebody says or tells: 表示，甲市将…; 获悉，乙油田….

    A time may stand between: 获悉，2024年，乙港…; 介绍，截至目前，乙港….
    """
    clause = _behind_comma(row, clause - 1)
    return clause > 1 and _says(row, clause - 2)


def _behind_comma(row: Row, comma: int) -> int:
    """The item behind the comma at item ``comma``, or behind the one before where a time is all
    that stands between.
    """
    marks = row.marks
    before = comma - 1
    dated = 0
    while before > 0 and (marks[before] & _DATED or row.forms[before] in _UNTIL):
        dated |= marks[before] & (TIME | NOW)
        before -= 1
    return (before if dated and before > 0 and marks[before] & COMMA else comma) + 1


def _says(row: Row, at: int) -> bool:
    """Whether the clause that ends with item ``at`` only says who told it: 了解|到, 告诉|记者."""
    while at and (row.marks[at] & REACH or row.forms[at] in _HEARERS):
        at -= 1
    return row.marks[at] & SAY != 0 or row.forms[at] in _REPORTS


def behind_hearer(row: Row, at: int) -> int:
    """The item behind those of whom something is told, with whom item ``at`` may begin."""
    while row.forms[at] in _HEARERS:
        at += 1
    return at


def reports(row: Row, at: int) -> bool:
    """Whether the clause behind item ``at`` only says who told it: 统计局数据显示，."""
    return _says(row, end(row, at + 1) - 1)


def compared_from(row: Row, at: int, begin: int) -> int | None:
    """The item of 与 that brings what the word at item ``at`` compares with: 与2021年底|相比.

    No further back than item ``begin``; None where none stands there.
    """
    behind = range(at - 1, begin - 1, -1)
    return next((i for i in behind if row.forms[i] in _WITH), None)


def announces(row: Row, at: int) -> bool:
    """Whether the clause of item ``at`` ends in a colon: 今年的主要目标是：."""
    return row.marks[end(row, at)] & COLON != 0


def mark_divisions(row: Row) -> None:
    """Mark the words that say by what the sentence before them is divided: 分行业看，."""
    for match in _DIVISION.finditer(row.text):
        at = bisect_right(row.starts, match.start()) - 1  # behind an item of no length
        ends = row.marks[at - 1] if at and row.starts[at] == match.start() else 0
        if ends & STOP and not ends & LINE:
            row.marks[at] |= PART
