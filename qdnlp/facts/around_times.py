"""What stands around a time, by which it governs or does not.

Knows the words before and behind it; keeps no state of the walk through a text.
"""

from __future__ import annotations

from qdnlp.facts import roles
from qdnlp.facts.roles import (
    ACT,
    CLOSE,
    COMMA,
    DO,
    FIGURE,
    FROM,
    OF,
    OPEN,
    PIVOT,
    REACH,
    RIVAL,
    SAY,
    STOP,
    TIME,
)
from qdnlp.facts.row import Row

_ACTS = DO | ACT | REACH | PIVOT
_SIGHT = 12  # items before and behind a time that are looked at
_FROM_SIGHT = 64  # items before a time, among which 由 begins
_LEVELS = roles.words("level")
_OF_A_LEVEL = tuple(roles.words("share_ending"))
_COMPARED = roles.words("compared")
_WITH = roles.words("with")
_PAST = roles.words("past")
_SINCE = roles.words("since")
_BEHIND_LENGTH = roles.words("behind_length")


def is_compared(row: Row, at: int, clause: int) -> bool:
    """Whether the time is what something is compared with: 较“十三五”末, 为2020年的2倍."""
    marks = row.marks
    before = at - 1
    while before > max(clause, at - _SIGHT) and marks[before] & (OPEN | TIME):
        before -= 1
    if before < clause:
        return False
    if marks[before] & RIVAL:
        return True
    if marks[at + 1] & OF and marks[at + 2] & FIGURE:  # 恢复到2019年的93%
        since = max(clause, at - _FROM_SIGHT)
        begun = any(map(FROM.__and__, marks[since:at]))  # 由去年的5%降至今年的4%
        return not begun and row.forms[at + 2].endswith(_OF_A_LEVEL)
    behind = slice(at + 1, at + 4)
    led = row.forms[before]
    if led in _WITH and not _COMPARED.isdisjoint(row.forms[behind]):
        return True  # 与上年末相比
    return led in _LEVELS and any(map(OF.__and__, marks[behind]))


def is_told(row: Row, at: int) -> bool:
    """Whether nothing but a verb of saying ends the clause: 甲局今天（2日）称，."""
    marks = row.marks
    for i in range(at + 1, min(at + _SIGHT, len(marks) - 1)):
        if not marks[i] & (OPEN | CLOSE | TIME):
            return marks[i] & SAY != 0 and marks[i + 1] & COMMA != 0
    return False


def recalls(row: Row, at: int, clause: int) -> bool:
    """Whether the clause is 刚刚过去的2025年，."""
    if at - clause > 3 or not closes(row, at):
        return False
    words = row.words(clause, at)
    return any(word in words for word in _PAST)


def is_since(row: Row, at: int) -> bool:
    """Whether the time begins what goes on until now: 自9月1日开学以来，."""
    marks = row.marks
    for i in range(at + 1, min(at + _SIGHT, len(marks))):
        if marks[i] & (COMMA | STOP):
            return False
        if row.forms[i] in _SINCE:
            return True
    return False


def closes(row: Row, at: int) -> int:
    """What ends the clause a word or two behind the time: 今年以来, 十四五”时期."""
    marks = row.marks
    for i in range(at + 1, min(at + 5, len(marks))):
        if marks[i] & (COMMA | STOP):
            return marks[i] & (COMMA | STOP)
        if marks[i] & _ACTS and row.forms[i] not in _BEHIND_LENGTH:
            return 0  # 2018年投入运行，
    return 0


def is_addressed(row: Row, sentence: int, clause: int) -> bool:
    """Whether a form of address or a verb of saying stands before the clause: 各位代表，."""
    return clause - sentence <= 4 or row.marks[clause - 2] & SAY != 0
