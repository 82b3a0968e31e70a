"""Bases: what a change is measured against.

Knows the words that name it: 同比, 环比, and a time or a rank behind 比, 较, 与…相比; that the end
of last year is a point, but for what is told of the end of this year (年末…，比上年末…).
"""

from __future__ import annotations

from qdnlp.facts import clauses, roles
from qdnlp.facts.roles import COMMA, FIGURE, LINE, OF, RIVAL, TIME
from qdnlp.facts.row import Row
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Basis

_YOY = Pattern(alternation(roles.words("yoy")))
_LAST_YEAR = Pattern(alternation(roles.words("last_year")))
_NAMES: dict[str, Basis] = {
    **dict.fromkeys((*roles.words("yoy"), *roles.words("yoy_short")), "yoy"),
    **dict.fromkeys((*roles.words("qoq"), *roles.words("qoq_short")), "qoq"),
}
_EACH = Pattern(
    rf"(?P<first>{alternation(_NAMES)})(?:、|{alternation(roles.words('and'))})"
    rf"(?P<second>{alternation((*roles.words('yoy'), *roles.words('qoq')))})"
)
_COMPARES = roles.words("compares")
_QOQ = Pattern(alternation(roles.words("qoq")))
_WITH = roles.words("with")
_COMPARED = roles.words("compared")
_YEAR_EDGES = Pattern(alternation(roles.words("year_edge")))
_EARLIER = roles.words("earlier")
_YEAR_ENDS = tuple(roles.words("year_end"))
(_LOOK,) = roles.words("looks")
_VIEW = 4  # items of 从环比来看
_BACK = 60  # items in which a clause may say by what the figures behind it are told
_SIGHT = 7  # items of 与2021年底的水平相比，


def of(
    row: Row, begin: int, figure: int, multiple: bool = False, sentence: int | None = None
) -> Basis | None:
    """The basis that the items ``begin`` to ``figure`` name; None if they name none.

    ``sentence``: the item with which the sentence begins; what it begins with comparing holds on:
    与2020年相比，面积扩大26万亩，产值增长8%. ``multiple``: the figure is how often as much it
    is (去年同期的3倍).
    """
    marks = row.marks
    if multiple:
        words = row.words(begin, figure)
        if _LAST_YEAR.search(words):
            return "yoy"
        dated = marks[figure - 1] & OF and any(map(TIME.__and__, marks[begin:figure]))
        return "base" if dated else None  # 2020年的3倍
    for at in range(figure - 1, _compared_since(row, begin) - 1, -1):
        if marks[at] & RIVAL or row.forms[at] in _WITH:
            words = row.words(at, figure)
            if _YOY.search(words):
                return _of_year(row, at, words)
            if _QOQ.match(words):
                return "qoq"
            if marks[at] & RIVAL and row.forms[at] not in _COMPARES:
                continue
            if _QOQ.search(words):
                return "qoq"
            if any(marks[i] & (TIME | FIGURE) for i in range(at + 1, figure)):
                return "base" if marks[at] & RIVAL or "相比" in words else None
            if marks[at] & RIVAL and not _EARLIER.isdisjoint(row.forms[at + 1 : figure]):
                return "base"
    viewed = _viewed(row, begin, sentence)
    if viewed is not None:
        return viewed
    if sentence is not None and sentence < begin:
        comma = clauses.end(row, sentence)
        if comma < begin and row.forms[comma - 1] in _COMPARED:
            return of(row, sentence, comma)
    return None


def of_each(row: Row, begin: int, figure: int) -> list[Basis]:
    """The bases of a list that the items ``begin`` to ``figure`` name: 同比、环比分别增长|3%和1%.

    One for each figure, in their order; none where no two are listed.
    """
    match = _EACH.search(row.text, row.starts[begin], row.starts[figure])
    return [_NAMES[match["first"]], _NAMES[match["second"]]] if match else []


def _of_year(row: Row, at: int, words: str) -> Basis:
    """The basis that words from item ``at`` on name with last year: its end is a point.

    At the end of a year that is the same as a year before: 2023年末…，比上年末.
    """
    if not _YEAR_EDGES.search(words):
        return "yoy"
    if not any(word in words for word in _YEAR_ENDS):
        return "base"
    for before in range(at - 1, max(-1, at - _BACK), -1):
        if row.marks[before] & LINE:
            break
        if row.marks[before] & TIME and not row.marks[before - 1] & RIVAL:
            return "yoy" if row.forms[before].endswith(_YEAR_ENDS) else "base"
    return "base"


def _viewed(row: Row, begin: int, sentence: int | None) -> Basis | None:
    """The basis by which the clauses before item ``begin`` look at it: 同比看，|价格下降2.1%."""
    first = max(0, begin - _BACK, sentence or 0)
    if row.text.find(_LOOK, row.starts[first], row.starts[begin]) < 0:
        return None
    for comma in range(begin - 1, first, -1):
        if row.marks[comma] & COMMA and row.forms[comma - 1].endswith(_LOOK):
            words = row.words(max(first, comma - _VIEW), comma)
            if _QOQ.search(words):
                return "qoq"
            return "yoy" if _YOY.search(words) else None
    return None


def _compared_since(row: Row, begin: int) -> int:
    """Item ``begin``, or where the clause before it compares: 与2021年底相比，|用电量增长5%."""
    if begin < 2 or not row.marks[begin - 1] & COMMA:
        return begin
    if row.forms[begin - 2] not in _COMPARED:
        return begin
    since = clauses.compared_from(row, begin - 2, max(0, begin - _SIGHT))
    return begin if since is None else since
