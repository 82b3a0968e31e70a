"""Predicates: where a counted noun ends before what it does, or what is done to it.

Knows the verbs, partners and measures that stand behind a noun and are no part of it
(7个区县|接通燃气, 5所学校|与企业合作, 200家企业|营收超十亿元).
"""

from __future__ import annotations

from qdnlp.facts import roles
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    CHANGE,
    CLOSE,
    COMMA,
    EACH,
    FIGURE,
    LIST,
    MEASURE,
    NAME,
    OF,
    OPEN,
    PIVOT,
    PLACE,
    PRONOUN,
    QUOTES_OPEN,
    REACH,
    SCOPE,
    STOP,
    SUFFIX,
    VERB,
)
from qdnlp.facts.row import Row

_BEFORE_SUBJECT = COMMA | STOP | NAME | SCOPE | ADVERB | PLACE | PIVOT
_JOINS = OF | LIST | AND
_DEFINITE = NAME | SCOPE | PRONOUN | OPEN  # with which the object of a verb begins
_WITH = roles.words("with")
_BEFORE_MEASURE = roles.words("before_measure")


def before_partner(row: Row, at: int, end: int, acts: bool) -> int:
    """The end of a counted noun before what is not counted with it: 5个城市|和香港.

    ``acts``: a verb stands behind it, so that it has a partner behind 与: 5所学校|与企业合作.
    """
    marks = row.marks
    for i in range(at + 1, end - 1):
        if marks[i] & (AND | LIST) and (marks[i + 1] & NAME or (acts and row.forms[i] in _WITH)):
            return i
    return end


def before_predicate(
    row: Row, figure: int, at: int, end: int, closed: bool, verbs: int = VERB
) -> int:
    """The end of a noun that is the subject, before what it does: 7个区县|接通燃气.

    ``closed``: its clause ends behind it; ``verbs``: what marks the verbs that are surely none of
    its. Where no verb stands before the figure and none behind
    the phrase, one is in it; a verb right before a name has that for its object anyway:
    9所高校|帮扶甲县. A quotation at the end says what is done, too: 56个事项|“一网通办”.
    """
    marks = row.marks
    leads = closed and (not figure or marks[figure - 1] & _BEFORE_SUBJECT != 0)
    for i in range(at + 1, end - 1):
        if marks[i] & (VERB | ACT) and marks[i + 1] & _DEFINITE:
            return i
        if leads and marks[i] & verbs and not marks[i + 1] & (SUFFIX | OF):
            return i
        if closed and row.forms[i] in QUOTES_OPEN and not marks[i - 1] & _JOINS:
            return i if marks[end - 1] & CLOSE else end
    return end


def without_verbs(row: Row, at: int, end: int) -> int:
    """The end of a noun before the verbs that say what it does."""
    marks = row.marks
    while end > at + 1 and marks[end - 1] & (VERB | ACT):
        end -= 1
    return end


def without_object(row: Row, at: int, end: int) -> int:
    """The end of a noun before a verb that brings the next figure: 3亿元补贴|拉动消费50亿元."""
    marks = row.marks
    if end < len(marks) and marks[end] & FIGURE:
        for first in range(at + 1, end - 1):
            if marks[first] & ACT:
                return first
    return end


def without_measure(row: Row, at: int, end: int) -> int:
    """The end of a counted noun before what has a value of its own: 200家企业|营收超十亿元."""
    marks = row.marks
    if end >= len(marks) or not marks[end] & (FIGURE | REACH | CHANGE | EACH | ADVERB):
        return end
    for first in range(end - 1, max(at, end - 3), -1):
        if marks[first] & MEASURE:
            while first - 1 > at and _leads_measure(row, first - 1):
                first -= 1
            return first if first > at else end
    return end


def _leads_measure(row: Row, at: int) -> bool:
    """Whether a word before what has a value belongs to it: 日|产能, 总|容积."""
    mark = row.marks[at]
    return row.forms[at] in _BEFORE_MEASURE or (mark != 0 and not mark & ~(MEASURE | VERB))
