"""Tellers: which person says what a verb of saying brings.

Knows what may stand between the two: the occasion and the hearer (在会上|对记者), manners
(笑着, 高兴地), what somebody does meanwhile (指着进度表, 翻开台账), and that a clause which says
only how something is said (自豪地说) leaves its person to the clause before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from qdnlp.facts import clauses, roles
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    CLOSE,
    COMMA,
    DO,
    FIGURE,
    LINE,
    LIST,
    MANNER,
    NAME,
    NOMINAL,
    OF,
    OPEN,
    PIVOT,
    PLACE,
    PREP,
    SAY,
    SCOPE,
    STOP,
    SUFFIX,
    TIME,
    VERB,
)
from qdnlp.facts.row import Named, Row

Person: TypeAlias = tuple[str, int]
"""The name of a person, and the item with which it begins."""
PersonBefore: TypeAlias = Callable[[int], Person | None]
"""Gives the person whose name ends before an item."""

_WHEN = 8  # items of 在接受采访时
_WHERE = frozenset(("GPE", "LOC", "FAC"))
_SPEAKS = 6  # items between the person and the verb of saying, circumstances alone
_BETWEEN = 14  # items of all that stands between the two
_BRIEF = 3  # items of a manner by itself: 满脸|笑容|地
_CLAUSE = 24  # items of a clause that names the person
_CLAUSES = 2  # before the one with the verb of saying
_ON = roles.words("on_occasion")
_HE = roles.words("he")
_TOWARDS = roles.words("towards")
QUESTIONS = frozenset(word for word in roles.words("asks") if word.endswith("问"))
_ADDRESSED = roles.words("addressed")
_GESTURES = roles.words("gesture")
_MANNER_ENDS, _WHILE_ENDS = "地", "着"
_WHILE = roles.words("while")
HOW = frozenset((_MANNER_ENDS, _WHILE_ENDS))
_DOES = VERB | DO | ACT
_OWN = ADVERB | MANNER | PLACE | TIME | PREP  # what may stand around an act and names nobody
_AROUND_NAME = NAME | PLACE | TIME | SCOPE | CLOSE | SUFFIX | NOMINAL  # “…”|14日，|甲村|李明
_ENDS = COMMA | STOP | OPEN | CLOSE | FIGURE


def teller(
    row: Row, names: Sequence[Named], say: int, person_before: PersonBefore
) -> Person | None:
    """The person who says something by the verb of saying at item ``say``; None where none is.

    Behind a manner only who is known for a person speaks, for 副区长|高兴地说 names nobody.
    """
    end = _without_hearer(row, names, _without_circumstances(row, names, say))
    if row.forms[end] == "时":  # 李明|会见王红|时说
        begin = clauses.begin(row, end)
        person = subject(row, names, begin, end, person_before)
        return person or _by_post(row, names, max(begin, end - _WHEN), end, person_before)
    person = person_before(end)
    if person is not None:
        return person
    begin = end
    while begin > max(0, say - _BETWEEN) and not row.marks[begin - 1] & _ENDS:
        begin -= 1
    for at in range(end - 1, begin, -1):
        if is_known(row, names, at - 1) and _is_manner(row, _behind_title(row, names, at), end):
            return person_before(at)
    only_how = begin == end or _is_manner(row, begin, end)
    return _in_clause_before(row, names, begin, person_before) if only_how else None


def is_known(row: Row, names: Sequence[Named], at: int) -> bool:
    """Whether the item ``at`` is a person without doubt: a known name, or 他."""
    if row.marks[at] & NAME:
        return names[row.refs[at]].label == "PERSON"
    return row.forms[at] in _HE


def subject(
    row: Row, names: Sequence[Named], begin: int, end: int, person_before: PersonBefore
) -> Person | None:
    """The person with whom the clause of the items ``begin`` to ``end`` begins: 甲局局长|李明|….

    None where something is done, said or brought before he is named, or another named with him.
    """
    for at in range(begin, min(end, begin + _CLAUSE)):
        mark = row.marks[at]
        if is_known(row, names, at):
            behind = _behind_title(row, names, at + 1)
            if row.marks[behind] & (OF | LIST | AND):
                return None
            kin = not row.marks[behind] and is_known(row, names, behind + 1)  # 李明|夫人|王红
            return person_before(behind + 2 if kin else at + 1)
        if mark & OF:
            return subject(row, names, at + 1, end, person_before)
        if mark & ~_AROUND_NAME or row.forms[at] in QUESTIONS:
            break
    return None


def _behind_title(row: Row, names: Sequence[Named], at: int) -> int:
    """Item ``at``, or the one behind a title with which it begins: 李明|局长|说, 李明|老人|说."""
    if row.marks[at] & NAME:
        return at + (names[row.refs[at]].label == "TITLE")
    return at + (row.forms[at] in _ADDRESSED)


def _by_post(
    row: Row, names: Sequence[Named], begin: int, end: int, person_before: PersonBefore
) -> Person | None:
    """The first within the items who is told for a person only by his post before him."""
    unknown = (at for at in range(begin, end) if at and not is_known(row, names, at - 1))
    return next(filter(None, map(person_before, unknown)), None)


def _in_clause_before(
    row: Row, names: Sequence[Named], begin: int, person_before: PersonBefore
) -> Person | None:
    """The subject of the clauses before item ``begin``: 李明|走进大棚，摘下黄瓜，|笑着说."""
    for _ in range(_CLAUSES):
        comma = begin - 1
        if comma < 1 or not row.marks[comma] & COMMA or row.marks[comma] & LINE:
            return None
        begin = comma
        while begin > max(0, comma - _CLAUSE) and not row.marks[begin - 1] & (_ENDS & ~FIGURE):
            begin -= 1
        person = subject(row, names, begin, comma, person_before)
        if person is not None:
            return person
        if any(is_known(row, names, at) for at in range(begin, comma)):
            return None
        if not row.marks[begin] & (_DOES | MANNER | ADVERB):
            return None  # it has a subject of its own
    return None


def _is_manner(row: Row, begin: int, end: int) -> bool:
    """Whether the items ``begin`` to ``end`` only tell how one speaks, or what one does then."""
    marks, forms = row.marks, row.forms
    if begin >= end:
        return True
    if marks[begin] & (OF | LIST | AND):
        return False
    brief = end - begin <= _BRIEF
    if forms[end - 1].endswith(_MANNER_ENDS):
        return brief or marks[begin] & (_DOES | _OWN) != 0
    if any(form.endswith(_WHILE_ENDS) for form in forms[begin : min(end, begin + _BRIEF)]):
        return True
    if forms[begin] in _WHILE or forms[begin] in _GESTURES:
        return True
    return all(mark & (_DOES | _OWN) and not mark & PIVOT for mark in marks[begin:end])


def _without_circumstances(row: Row, names: Sequence[Named], say: int) -> int:
    """Where the person ends before a verb of saying: 甲某|14日在乙市|说, 甲某|还|对记者|说."""
    marks, end = row.marks, say
    while end > max(1, say - _SPEAKS):
        begin = _occasion(row, end)
        if begin is not None:
            end = begin
        elif marks[end - 1] & (ADVERB | SAY | PLACE | TIME):
            if row.forms[end - 1] in HOW:
                break  # 笑|着, 高兴|地
            end -= 1
        elif marks[end - 2] & PREP and (
            names[row.refs[end - 1]].label in _WHERE
            if marks[end - 1] & NAME
            else clauses.behind_hearer(row, end - 1) == end
        ):
            end -= 2
        else:
            break
    return end


def _without_hearer(row: Row, names: Sequence[Named], end: int) -> int:
    """Item ``end``, or where a hearer with his name begins before it: 李明|对记者王红|说."""
    at = end
    while at > max(0, end - _BRIEF) and row.marks[at - 1] & NAME:
        at -= 1
    at -= at > 0 and clauses.behind_hearer(row, at - 1) == at
    return at - 1 if 0 < at < end and row.forms[at - 1] in _TOWARDS else end


def _occasion(row: Row, end: int) -> int | None:
    """Where it begins on what occasion somebody speaks, up to item ``end``: 在发布会|上."""
    if row.forms[end - 1] not in _ON:
        return None
    for at in range(end - 2, max(0, end - _WHEN), -1):
        if row.marks[at] & (COMMA | STOP | CLOSE):
            return None
        if row.marks[at] & PREP and not row.marks[at] & SAY:
            return at
    return None
