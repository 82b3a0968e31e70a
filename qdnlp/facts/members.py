"""The members of a list that shares its figures out: A、B分别增长x和y.

Knows where a list of nouns falls apart, and which figures form one list.
"""

from __future__ import annotations

from qdnlp.facts import clauses, roles
from qdnlp.facts.roles import (
    ADVERB,
    AND,
    BEHIND,
    CHANGE,
    CLOSE,
    COMMA,
    EACH,
    FIGURE,
    LIST,
    NAME,
    OPEN,
    PART,
    REACH,
    SCOPE,
    TIME,
)
from qdnlp.facts.row import Row

_LEVELS = tuple(roles.words("level_ending"))
_LANDS = roles.words("lands")
_BETWEEN = LIST | AND | BEHIND | REACH | ADVERB


def group(row: Row, figure: int, changing: bool = False) -> list[int]:
    """The items of the figures that stand in one list with the figure at item ``figure``.

    ``changing``: each may have a verb of its own: 分别增长5%和|下降3%.
    """
    marks = row.marks
    found = [figure]
    at = figure + 1
    listed = False
    while at < len(marks):
        mark = marks[at]
        if mark & FIGURE:
            if not listed:
                break
            found.append(at)
            listed = False
        elif mark & (LIST | AND) and (not mark & BEHIND or marks[at + 1] & FIGURE):
            listed = True
        elif not listed and leaves_noun(row, at):
            pass
        elif not (listed and changing and mark & CHANGE) and (not mark & _BETWEEN or mark & EACH):
            break
        at += 1
    return found


def leaves_noun(row: Row, at: int) -> bool:
    """Whether the word at item ``at`` leaves its noun to the next of its list.

    3家国家级、5家省级中心; 12个百亿元、70个十亿元项目, whose amounts are no figures any more.
    """
    return is_level(row, at) or (row.refs[at] >= 0 and not row.marks[at])


def is_level(row: Row, at: int) -> bool:
    """Whether the word at item ``at`` tells a level: 国家级, 千亿级."""
    return row.forms[at].endswith(_LEVELS)


def behind_level(row: Row, begin: int, end: int) -> int:
    """Where a noun begins behind its level: 省级|企业技术中心, 十亿元以上|项目."""
    for at in range(begin, end - 1):
        if leaves_noun(row, at):
            begin = at + 1
            while begin < end - 1 and row.marks[begin] & BEHIND:
                begin += 1
            break
    return begin


def places(row: Row, begin: int, figure: int, count: int) -> list[int]:
    """The items of ``count`` places with which a clause that shares out begins; [] for others.

    甲区和乙区|生产总值|分别|增长4%和5%; 东部、中部|地区|分别….
    """
    marks = row.marks
    if not any(map(EACH.__and__, marks[begin:figure])):
        return []
    at = begin
    while at < figure and marks[at] & (TIME | COMMA | ADVERB | PART):
        at += 1
    found = []
    while at < figure and marks[at] & (NAME | SCOPE):
        found.append(at)
        at += 1
        if not marks[at] & (LIST | AND):
            break
        at += 1
    return found if len(found) == count > 1 else []


def times(row: Row, begin: int, count: int) -> list[int]:
    """The items of ``count`` times that lead a clause, or the one before it; [] for others.

    2023年、2024年|分别受理3件、5件; 2023年和2024年，|全市分别….
    """
    found = _times(row, begin)
    if not found and begin and row.marks[begin - 1] & COMMA:
        before = clauses.begin(row, begin - 1)
        found = _times(row, before)
        if found and found[-1] != begin - 2:
            found = []
    return found if len(found) == count > 1 else []


def _times(row: Row, at: int) -> list[int]:
    """The items of the times from item ``at`` on, with marks of a list between."""
    found: list[int] = []
    while row.marks[at] & TIME:
        found.append(at)
        if not row.marks[at + 1] & (LIST | AND):
            break
        at += 2
    return found


def without(row: Row, span: tuple[int, int] | None, places: list[int]) -> tuple[int, int] | None:
    """A head without the places with which its list begins; None where nothing is left."""
    first = places[-1] + 1
    if row.forms[first] in _LANDS:
        first += 1
    if span is None or span[1] <= first:
        return None
    return max(span[0], first), span[1]


def split(row: Row, begin: int, end: int, count: int) -> list[tuple[int, int]]:
    """The items ``begin`` to ``end`` as ``count`` members; [] where they are not so many."""
    for mark in (LIST | AND, LIST, AND):
        members = _parts(row, begin, end, mark)
        if len(members) == count:
            if all(_is_digit(row, *member) for member in members[:-1]):
                return [(begin, end)] * count  # 一、二、三产业增加值
            return members
    return []


def _is_digit(row: Row, begin: int, end: int) -> bool:
    text = row.words(begin, end)
    return len(text) == 1 and text.isnumeric()


def _parts(row: Row, begin: int, end: int, mark: int) -> list[tuple[int, int]]:
    marks = row.marks
    members = []
    depth = 0
    first = begin
    for at in range(begin, end):
        if marks[at] & OPEN:
            depth += 1
        elif marks[at] & CLOSE:
            depth -= 1
        elif marks[at] & mark and depth <= 0:
            if at > first:
                members.append((first, at))
            first = at + 1
    if end > first:
        members.append((first, end))
    return members
