"""Attributes: figures that measure nothing by themselves.

Knows that a noun which another figure counts may hold an amount (20亿元以上项目6个), that a level
is one of its noun (千亿级产业链), and which lengths of time only say when or how often (近三年).
"""

from __future__ import annotations

from collections.abc import Sequence

from qdnlp.facts import heads, members, roles
from qdnlp.facts.heads import Scan
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    BEHIND,
    CHANGE,
    COLON,
    COMMA,
    DO,
    FIGURE,
    FROM,
    LIST,
    MEASURE,
    NAME,
    NOW,
    OF,
    OPEN,
    PREP,
    RANK,
    REACH,
    RIVAL,
    STOP,
    STRONG,
    TIME,
    VERB,
    VERBAL,
)
from qdnlp.facts.row import Row
from qdnlp.schema import Figure

_DURATIONS = frozenset(("year", "month", "day", "week", "h", "s"))
_SHARES = roles.words("share")
_BEFORE_LENGTH = roles.words("before_length")
PER = roles.words("per")
"""Before what a price or a rate is for: 每斤."""
_LASTS = tuple(roles.words("lasts"))
_BOUNDS = roles.words("bounds")
_AFTER_LEVEL = MEASURE | CHANGE | COMMA | STOP | LIST | AND  # 达万亿级规模
_NO_QUALIFIER = ~(VERB | BEHIND | MEASURE)
_OTHER = STOP | COMMA | FIGURE
_NOT_INNER = STOP | COMMA | LIST | AND | TIME | REACH | OF


def is_length_of_time(row: Row, figure: Figure) -> bool:
    """Whether a figure is a length of time, which often measures nothing: 五年来."""
    return figure.kind == "measure" and figure.unit in _DURATIONS


def is_measured(row: Row, figure: Figure, found: Scan, at: int, known: bool) -> bool:
    """Whether the length of time at item ``at`` says how long its head is or lasts.

    ``known``: the sentence has a head for it. 平均受教育年限达10年 and 连续5年居首位 do; 五年来
    and 连续五年增长 do not.
    """
    marks = row.marks
    following = marks[at + 1] if at + 1 < len(marks) else STOP
    before = row.forms[at - 1] if at else ""
    if before == "连续":
        if following & (RANK | REACH) or following & (RIVAL | ADVERB) == RIVAL:
            return known
        return found.head is not None and not following & (VERBAL | PREP)
    if before in _BEFORE_LENGTH:
        return False  # 近|三年, 假期|8天
    if at and marks[at - 1] & COLON and following & (COMMA | STOP):
        return True  # 工期：|90天，
    if (
        at
        and marks[at - 1] & OF
        and not marks[at - 2] & NOW
        and (following & STOP or not found.verbs & (FROM | STRONG | CHANGE))
        and not (marks[at - 2] & TIME and found.verbs & REACH and known)
    ):
        return False  # 这是改革提速的五年。, but 由2020年的307天增加到2025年的329天
    if found.head is not None and row.forms[found.head.end - 1].endswith(_LASTS):
        return True  # 贷款期限|不超过3年
    if figure.unit == "year" and not figure.text.endswith("周年"):
        return known and found.verbs & (STRONG | CHANGE | FROM) != 0
    if known and found.verbs & (STRONG | CHANGE | FROM):
        return True
    return (found.head is not None and found.head.direct) or following & OF != 0


def is_counted(row: Row, at: int) -> bool:
    """Whether the share at item ``at`` only tells what is counted: 超过10%的有44种."""
    marks = row.marks
    return at + 2 < len(marks) and marks[at + 1] & OF != 0 and marks[at + 2] & REACH != 0


def is_attribute(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether the figure at item ``at`` qualifies a noun that another counts."""
    figure = figures[row.refs[at]]
    ranked = figure.kind == "count" and figure.unit == "级"
    if not ranked and (figure.kind not in ("money", "measure") or figure.unit in _DURATIONS):
        return False
    marks = row.marks
    behind = at + 1
    bounded = at > 0 and row.forms[at - 1] in _BOUNDS and not marks[behind] & FIGURE
    while marks[behind] & BEHIND:
        bounded = True
        behind += 1
    if marks[behind] & (LIST | AND) and _counts_between(row, figures, at, behind):
        return True
    if _is_limit(row, figures, behind, bounded):
        return True
    if not ranked and members.is_level(row, behind - 1):
        return not marks[behind] & _AFTER_LEVEL  # 千亿级产业链
    if marks[behind] & OF and not marks[behind + 1] & FIGURE:
        return _reaches_count(row, figures, behind + 1)
    if marks[behind] & ~(VERB | ACT | NAME | OPEN | MEASURE):
        return False
    before = at - 1 if at and row.forms[at - 1] in _BOUNDS else at
    if not bounded and heads.scan(row, _clause(row, at), before).head is not None:
        return False
    if _counted_before(row, figures, at):
        return True
    reached = False
    while behind < len(marks):
        mark = marks[behind]
        if mark & FIGURE:
            return reached or ranked or figures[row.refs[behind]].kind == "count"
        if (mark & REACH or row.forms[behind] in _SHARES) and bounded:
            reached = True
        elif mark & _NOT_INNER:
            return False
        behind += 1
    return False


def _is_limit(row: Row, figures: Sequence[Figure], behind: int, bounded: bool) -> bool:
    """Whether a count stands at item ``behind`` of what an amount limits: 亿元以上|82个.

    Behind 的 nothing follows the count: 100亿元以上的|2个, but 总投资625亿元的|21个项目.
    """
    marks = row.marks
    qualifies = marks[behind] & OF != 0
    at = behind + qualifies
    while qualifies and marks[at] & (DO | REACH):
        at += 1  # 50万元以上的|有350户
    if not marks[at] & FIGURE or figures[row.refs[at]].kind != "count":
        return False
    return marks[at + 1] & heads.CLOSES != 0 if qualifies else bounded


def _counts_between(row: Row, figures: Sequence[Figure], at: int, mark: int) -> bool:
    """Whether counts stand before an amount and behind its list mark: 12个|百亿元、|70个."""
    return all(
        row.marks[i] & FIGURE and figures[row.refs[i]].kind == "count" for i in (at - 1, mark + 1)
    )


def _reaches_count(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether a noun is counted behind a linking verb: 超千亿元的|县域达12个."""
    marks = row.marks
    reached = False
    while at < len(marks) and not marks[at] & (_NOT_INNER & ~REACH):
        if marks[at] & FIGURE:
            return reached and figures[row.refs[at]].kind in ("count", "percent")
        reached = reached or marks[at] & (STRONG | RIVAL) != 0
        at += 1
    return False


def _clause(row: Row, at: int) -> int:
    marks = row.marks
    for before in range(at - 1, -1, -1):
        if marks[before] & _OTHER:
            return before + 1
    return 0


def _counted_before(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether a count right before goes on through this figure: 3个投资额十亿元以上项目."""
    at -= 1
    while at >= 0 and (not row.marks[at] & _NO_QUALIFIER or row.forms[at] in _BOUNDS):
        at -= 1
    return at >= 0 and row.marks[at] & FIGURE != 0 and figures[row.refs[at]].kind == "count"


def is_rate(row: Row, figures: Sequence[Figure], at: int) -> bool:
    """Whether the figure at item ``at`` only says what a price is for: 每|500克|3元, 两毛|一斤.

    每 or another figure stands right before it.
    """
    if row.forms[at - 1] in PER:
        return row.marks[at + 1] != 0  # but 每|10万|人口
    before = figures[row.refs[at - 1]]
    if before.kind != "money" or row.forms[at][0].isdecimal():
        return False  # 50亿元|1个
    return figures[row.refs[at]].value == 1


def leave_out(row: Row, at: int) -> None:
    """Make the figure at item ``at``, and 每 before it, words that tell nothing."""
    row.marks[at] = ADVERB
    if row.forms[at - 1] in PER:
        row.marks[at - 1] = ADVERB


def swallow(row: Row, at: int) -> None:
    """Make the figure at item ``at``, and the word that bounds it, parts of a noun."""
    row.marks[at] = 0
    if at and row.forms[at - 1] in _BOUNDS:
        row.marks[at - 1] = 0
