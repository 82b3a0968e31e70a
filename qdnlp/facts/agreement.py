"""Agreement: which nouns a classifier counts.

Knows how they end (座: 馆, 桥, 填埋场), so that what such a noun does is told from the noun itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from qdnlp import tables
from qdnlp.facts import roles
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    CLOSE,
    DO,
    MANNER,
    OF,
    PIVOT,
    PREP,
    REACH,
    STATE,
    SUFFIX,
    VERB,
)
from qdnlp.facts.row import Row

_SET_PHRASE = 4  # characters
_DOES_ITSELF = roles.words("does_itself")
_PROJECTS = roles.words("project")
_GOES_ON = CLOSE | SUFFIX
_ACTS = VERB | ACT | DO | STATE | PIVOT | ADVERB | PREP | REACH


class _Heads(NamedTuple):
    endings: tuple[str, ...]
    subject_only: bool


@cache
def _heads() -> Mapping[str, _Heads]:
    return {
        name: _Heads(tuple(of.split("|")), stands == "subject")
        for name, of, stands in tables.rows("counted_heads.tsv")
    }


def agreed_end(row: Row, begin: int, end: int, unit: str, is_object: bool) -> int:
    """The end of the noun that ``unit`` counts; ``end`` where the whole phrase is that noun.

    34座垃圾填埋场|全部封场, 12家企业|线下参展; a phrase that ends with a noun of the same kind is
    whole: 12家企业研发中心. 个 counts what it counts only before a verb or 的: 9个县|违规拨付.
    ``is_object``: a verb governs the figure.
    """
    heads = _heads().get(unit)
    if heads is None or end - begin < 2 or (is_object and heads.subject_only):
        return end
    forms, endings = row.forms, heads.endings
    if forms[end - 1].endswith(endings) or forms[end - 1] in _PROJECTS:
        return end
    for at in range(end - 2, begin - 1, -1):
        if forms[at].endswith(endings):
            cut = not heads.subject_only or _acts(row, at + 1, end)
            return at + 1 if cut and not row.marks[at + 1] & _GOES_ON else end
    return end


def _acts(row: Row, at: int, end: int) -> bool:
    """Whether a verb stands at item ``at``, or an adverb; one that may qualify a noun before it.

    So does a set phrase of four characters at the end: 5名船员|下落不明. Behind 的 stands what
    another figure may count: 14个乡镇|的农田.
    """
    if row.forms[at] in _DOES_ITSELF or row.marks[at] & OF:
        return True
    if at == end - 1 and len(row.forms[at]) >= _SET_PHRASE:
        return True
    if row.marks[at] & MANNER and row.forms[at] in roles.MARKS and at + 1 < end:
        at += 1  # 全部|封场, but 综合服务中心
    return row.marks[at] & (_ACTS | MANNER) != 0
