"""Verbals: when a verb or an adverb is part of a noun.

Knows what may stand behind it then (完成|率, 棚户区|改造, 重点|项目) and what makes it a verb.
"""

from __future__ import annotations

from qdnlp.facts import roles
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    ASPECT,
    CHANGE,
    DO,
    EACH,
    FIGURE,
    FROM,
    LIST,
    MANNER,
    MEASURE,
    NAME,
    NOMINAL,
    OF,
    PIVOT,
    PREP,
    RANK,
    REACH,
    RIVAL,
    STATE,
    SUFFIX,
    TIME,
    VERB,
    VERBAL,
)
from qdnlp.facts.row import Row

_VERBS = ACT | VERB
_VERBAL = VERBAL & ~_VERBS
_NOMINAL = _VERBS | MANNER | PREP | NOMINAL | DO | STATE | ADVERB  # what alone may be of a noun
_FIRM = DO | REACH | RANK | PIVOT | CHANGE | FROM | RIVAL
_LINKS = REACH | CHANGE | RANK | RIVAL | ADVERB | EACH | FIGURE | TIME
_LEVELED = _LINKS | MEASURE | FROM  # 用工|由180人减至46人
_SIGHT = 16  # items within which 对 has its 的
_NEAR = 2  # items of 去向落实率
_ABOUT = roles.words("about")
_IN_ALL = roles.words("in_all")
_FULFILS = roles.words("fulfils")
_VALUES = tuple(roles.words("value_ending"))
_HOSTS = roles.words("host")
_TAKES_PART = roles.words("takes_part")


def is_noun(row: Row, at: int, end: int, opened: bool) -> bool:
    """Whether a verb or an adverb is part of a noun: 完成率, 棚户区改造, 重点项目, 死亡人数.

    ``opened``: nouns stand right before it.
    """
    marks = row.marks
    mark = marks[at]
    following = marks[at + 1] if at + 1 < end else 0
    if following & SUFFIX:
        return True
    if not mark & _NOMINAL:
        return False
    if mark & _VERBS and _is_of_value(row, at + 1, end):
        return True  # 投入强度, 毕业去向落实率
    if mark & MANNER:
        if mark & PREP and following & NAME:
            return False  # 经甲港出口, but 年通过能力
        if mark & PIVOT and not opened:
            return False
        if following & ACT and at + 2 < end and marks[at + 2] & MEASURE:
            return True  # 日均入园人数
        return at + 1 < end and not following & (_VERBAL if opened else VERBAL)
    if following & ASPECT:
        return False
    if mark & PREP and row.forms[at] in _ABOUT:
        return any(marks[i] & OF for i in range(at + 1, min(end, at + _SIGHT)))  # 对增长的贡献率
    if mark & NOMINAL:
        if following & OF:
            return True
        if at + 1 < end and not following & ~(MEASURE | ACT | VERB):
            return opened
    if mark & ACT:
        if following & PREP or (mark & (CHANGE | REACH) and (at + 1 == end or following & _LINKS)):
            return False
        led = at > 0 and marks[at - 1] & (DO | ACT | VERB)
        if led and at + 1 < end and row.forms[at + 1] in _HOSTS:
            return True  # 拨付|补助资金
        compound = following & ACT != 0 and not led
        if following & (AND | LIST) and at + 2 < end and marks[at + 2] & ACT:
            compound = at + 3 == end or marks[at + 3] & _LINKS != 0  # 进口和出口分别增长
        return opened or at + 1 == end or (following & _LEVELED) != 0 or compound
    if mark & DO:
        if marks[end - 1] & MEASURE and row.forms[at] in _TAKES_PART:
            return True  # 参加失业保险人数
        if opened and at + 2 == end and row.forms[at + 1] in _FULFILS:
            return True  # 轨道铺设|完成76%
        return opened and mark & PIVOT != 0 and following & (ACT | VERB) != 0  # 以旧换新|带动|销售
    if mark & _FIRM:
        return False
    if mark & ADVERB and row.forms[at] in _IN_ALL:
        return not opened and at + 1 < end and following == 0  # 累计降水量
    if mark & STATE:
        return at + 1 < end and not following & (VERBAL | FIGURE)
    return False


def _is_of_value(row: Row, at: int, end: int) -> bool:
    """Whether nothing but verbs and nouns stand at item ``at`` before one that has a value."""
    for i in range(at, min(end, at + _NEAR)):
        if row.forms[i].endswith(_VALUES):
            return True
        if row.marks[i] & ~_VERBS:
            return False
    return False
