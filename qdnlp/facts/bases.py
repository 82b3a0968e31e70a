"""Bases: what a change is measured against.

Knows the words that name it: 同比, 环比, and a time or a rank behind 比, 较, 与…相比.
"""

from __future__ import annotations

from qdnlp.facts import clauses, roles
from qdnlp.facts.roles import COMMA, FIGURE, OF, RIVAL, TIME
from qdnlp.facts.row import Row
from qdnlp.schema import Basis

_YOY = roles.words("yoy")
_LAST_YEAR = roles.words("last_year")
_COMPARES = roles.words("compares")
_QOQ = roles.words("qoq")
_WITH = roles.words("with")
_COMPARED = roles.words("compared")
_YEAR_EDGES = roles.words("year_edge")
_EARLIER = roles.words("earlier")
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
        if any(word in words for word in _LAST_YEAR):
            return "yoy"
        dated = marks[figure - 1] & OF and any(map(TIME.__and__, marks[begin:figure]))
        return "base" if dated else None  # 2020年的3倍
    for at in range(figure - 1, _compared_since(row, begin) - 1, -1):
        if marks[at] & RIVAL or row.forms[at] in _WITH:
            words = row.words(at, figure)
            if any(word in words for word in _YOY):
                return "base" if any(word in words for word in _YEAR_EDGES) else "yoy"
            if words.startswith("环比"):
                return "qoq"
            if marks[at] & RIVAL and row.forms[at] not in _COMPARES:
                continue
            if any(word in words for word in _QOQ):
                return "qoq"
            if any(marks[i] & (TIME | FIGURE) for i in range(at + 1, figure)):
                return "base" if marks[at] & RIVAL or "相比" in words else None
            if marks[at] & RIVAL and any(form in _EARLIER for form in row.forms[at + 1 : figure]):
                return "base"
    if sentence is not None and sentence < begin:
        comma = clauses.end(row, sentence)
        if comma < begin and row.forms[comma - 1] in _COMPARED:
            return of(row, sentence, comma)
    return None


def _compared_since(row: Row, begin: int) -> int:
    """Item ``begin``, or where the clause before it compares: 与2021年底相比，|用电量增长5%."""
    if begin < 2 or not row.marks[begin - 1] & COMMA:
        return begin
    if row.forms[begin - 2] not in _COMPARED:
        return begin
    since = clauses.compared_from(row, begin - 2, max(0, begin - _SIGHT))
    return begin if since is None else since
