"""The noun behind a figure: what is counted where the figure stands before it.

Knows where that noun ends: at a verb, at the next figure, at the end of the clause
(6项制度创新 | 落地), and that a clause before 的 belongs to it (有特色的产品).
"""

from __future__ import annotations

from decimal import Decimal

from qdnlp.facts import agreement, members, predicates, roles
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    BEHIND,
    BRACKETS_OPEN,
    CHANGE,
    CLOSE,
    COMMA,
    DO,
    FIGURE,
    FROM,
    LIST,
    MANNER,
    MEASURE,
    NAME,
    NOMINAL,
    OF,
    OPEN,
    PART,
    PIVOT,
    PLACE,
    PREP,
    PRONOUN,
    RANK,
    REACH,
    RIVAL,
    SAY,
    STATE,
    STOP,
    SUFFIX,
    TIME,
    VERB,
    VERBAL,
)
from qdnlp.facts.row import Row
from qdnlp.schema import Figure

_END = STOP | COMMA | FIGURE | TIME
_VERBS = DO | REACH | RANK | STATE | PIVOT | CHANGE | FROM | ADVERB | PREP | RIVAL
_NO_NOUN = _END | LIST | AND | CLOSE | PART | RIVAL | OF
_ENDS = _END | _VERBS | SAY | PART
_LINKS = REACH | CHANGE | ADVERB | RIVAL
_QUALIFIES = DO | ACT | STATE
_RANKS = roles.words("rank_unit")
_RANKS_OF_PLACE = roles.words("rank_of_place")
_MANY = 1000  # 第100万辆汽车 tells how many there are
_BEFALLS = roles.words("befalls")
_WITH = roles.words("with")
_BY = roles.words("by")
_DOES_ITSELF = roles.words("does_itself")
_GRANTS = roles.words("grant")
_AIMS = roles.words("aim")
_NEAR = 3  # items of 以平均每天9.8公里的速度
_RUN = 3  # figures in a row that count one noun
_AT_MOST = 24  # items of a noun phrase


def behind(
    row: Row, figure: int, is_object: bool, classifier: str | None = None
) -> tuple[int, int] | None:
    """The items of the noun behind the figure at item ``figure``; None if none stands there.

    ``is_object``: a verb governs the figure, so that no verb follows the noun; ``classifier``:
    with which the figure counts things (empty: none), so that what they do or what is done to
    them is no part of their noun; None: it counts nothing.
    """
    marks = row.marks
    counted = classifier is not None
    run = figure + _RUN
    while marks[figure + 1] & FIGURE and figure < run:  # 10类30件实事
        figure += 1
    last = min(len(marks), figure + _AT_MOST)
    at = _first(row, figure, last)
    if at >= last or marks[at] & _NO_NOUN or row.forms[at] in BRACKETS_OPEN:
        return None
    following = marks[at + 1] if at + 1 < last else STOP
    if marks[at] & _VERBS or (marks[at] & MANNER and following & VERBAL & ~ACT):
        if not (is_object and marks[at] & _QUALIFIES and not following & (VERBAL | _END | OF)):
            return _behind_of(row, at, last) or _qualified(row, figure, at, is_object)
        end = _end(row, at + 1, last)
    else:
        end = _end(row, at, last)
        if marks[at] & VERB and not is_object and not _reaches_noun(row, at, end):
            return _behind_of(row, at, last)
    if counted or not is_object or (end < last and not marks[end] & (_END | LIST)):
        whole, end = end, predicates.without_verbs(row, at, end)
        if counted:
            acts = end < whole or (end < last and marks[end] & _VERBS != 0)
            end = predicates.before_partner(row, at, end, acts)
        if counted and not is_object:
            closed = marks[whole] & (COMMA | STOP | FIGURE) != 0
            verbs = VERB if classifier else VERB | PIVOT  # 58%的受访者|支持延时服务
            end = predicates.before_predicate(row, figure, at, end, closed, verbs)
    if classifier:
        end = agreement.agreed_end(row, at, end, classifier, is_object)
    end = predicates.without_object(row, at, end)
    end = predicates.without_measure(row, at, _trimmed(row, at, end))
    if all(map((VERB | ACT).__and__, marks[at:end])):
        granted = is_object and row.forms[end - 1] in _GRANTS
        return (at, end) if granted and marks[end] & _END else None  # 给予10万元|奖励
    if marks[end] & (LIST | AND) and members.leaves_noun(row, end - 1):
        return None  # 3家国家级、5家省级企业技术中心
    return (at, end)


def loosely(row: Row, figure: int) -> tuple[int, int] | None:
    """The first noun behind the figure at item ``figure``, whatever verb stands before it."""
    marks = row.marks
    last = min(len(marks), figure + _AT_MOST)
    at = _first(row, figure, last)
    if at >= last or not marks[at] & (VERBAL | STATE):
        return None
    while at < last and marks[at] & (VERBAL | STATE | PRONOUN | LIST):
        at += 1
    end = _trimmed(row, at, _end(row, at, last)) if at < last and not marks[at] & _END else at
    return (at, end) if end > at else None


def is_qualified(row: Row, figure: int) -> bool:
    """Whether a noun stands behind the age at item ``figure``: 65岁以上老年人, 29岁的男子."""
    at = figure + 1
    while row.marks[at] & BEHIND:
        at += 1
    return not row.marks[at] & (_END | LIST | AND | CLOSE | VERBAL)


def befalls(row: Row, figure: int) -> bool:
    """Whether behind the people at item ``figure`` stands what became of them: 3人|死亡."""
    return row.forms[figure + 1] in _BEFALLS


def is_manner(row: Row, at: int) -> bool:
    """Whether the noun behind 的 says how something is done: 以8.27米的|成绩."""
    if not row.marks[at + 1] & OF:
        return False
    return not _BY.isdisjoint(row.forms[max(0, at - _NEAR) : at])


def is_shared(row: Row, at: int) -> bool:
    """Whether a noun stands behind the share at item ``at``: 93%以上的|建制镇, 80%|大型矿山.

    Without 的 none stands before it: 财政支出八成|投向民生.
    """
    led = at > 0 and not row.marks[at - 1] & ~MEASURE
    at += 1
    while row.marks[at] & BEHIND:
        at += 1
    if row.marks[at] & OF:
        return not row.marks[at + 1] & (_END | _VERBS | LIST | AND)
    return not led and not row.marks[at]


def is_changed(row: Row, at: int) -> bool:
    """Whether the noun behind 的 grew or fell by the share at item ``at``: 减少20%的|碳排放."""
    marks = row.marks
    if not at or marks[at - 1] & (CHANGE | NOMINAL) != CHANGE or not marks[at + 1] & OF:
        return False
    return not marks[at + 2] & (_END | _VERBS | LIST | AND) and row.forms[at + 2] not in _AIMS


def is_ordered(row: Row, at: int, figure: Figure, told: bool) -> bool:
    """Whether an ordinal only says which one is meant: 第二批|项目, 第三次|举办.

    ``told``: a verb before it says what comes to that rank (成为第二个|试点), which is a fact but
    of a day (是第26个|中秋节).
    """
    mark = row.marks[at + 1]
    last = row.text[figure.end - 1]
    if mark & TIME:
        return True
    if told or last in _RANKS or last.isdecimal() or figure.text == "第一":
        return False
    if isinstance(figure.value, Decimal) and figure.value >= _MANY:
        return False
    return not mark & (_END | LIST | AND | CLOSE | BEHIND)


def _qualified(row: Row, figure: int, at: int, is_object: bool) -> tuple[int, int] | None:
    """A noun with the verbs that qualify it: 可复制、推广经验."""
    if not is_object or row.marks[at] & (ADVERB | PREP | REACH | RANK | CHANGE):
        return None
    found = loosely(row, figure)
    return (at, found[1]) if found is not None else None


def _first(row: Row, figure: int, last: int) -> int:
    """The item with which a noun behind the figure would begin."""
    marks = row.marks
    at = figure + 1
    while at < last and marks[at] & BEHIND and not marks[at] & ~(BEHIND | AND):
        at += 1
    if at < last and marks[at] & OF:
        at += 1
        if at < last and marks[at] & (FIGURE | REACH):
            return last
    return at


def _is_figure(row: Row, at: int) -> bool:
    return at < len(row.marks) and row.marks[at] & FIGURE != 0


def _end(row: Row, at: int, last: int) -> int:
    marks = row.marks
    end = at
    while end < last:
        mark = marks[end]
        following = marks[end + 1] if end + 1 < last else STOP
        if mark & MANNER and following & (VERBAL | _END) and not _qualifies(row, end, last):
            break
        if mark & MANNER and following & AND and row.forms[end + 1] in _WITH:
            break  # 冬油菜长势|基本与往年持平
        if mark & NAME and end > at and not _takes_name(row, end - 1):
            break
        if mark & OF and _counts_on(row, end + 1, last):
            break
        if mark & ACT and not following & (_END | REACH | ADVERB):
            end += 1
            continue
        if mark & _ENDS and not (following & SUFFIX and not mark & _END):
            break
        if mark & OPEN and (behind := _behind_ranks(row, end, last)) > end:
            end = behind
            continue
        if mark & (LIST | AND) and not _goes_on(row, end + 1, last):
            break
        if mark & CLOSE and not _opened(row, at, end):
            break
        end += 1
    return end


def _behind_ranks(row: Row, at: int, last: int) -> int:
    """The item behind a bracket that only names more ranks of places: 县（市、区）; else ``at``."""
    end = at + 1
    while end < last and (row.marks[end] & LIST or row.forms[end] in _RANKS_OF_PLACE):
        end += 1
    return end + 1 if at + 1 < end < last and row.marks[end] & CLOSE else at


def _takes_name(row: Row, at: int) -> bool:
    """Whether a name behind item ``at`` is of the same noun: 2个国家级|甲项目, 甲和|乙."""
    return row.marks[at] & (LIST | AND | OF | OPEN | NAME) != 0 or members.leaves_noun(row, at)


def _qualifies(row: Row, at: int, last: int) -> bool:
    """Whether the adverb at item ``at`` and its verbs make a noun of one character: 重点帮扶县.

    Behind a quotation they make any noun: “极简审批”|综合许可事项.
    """
    marks = row.marks
    noun = at + 1
    while noun < last and marks[noun] & ACT:
        noun += 1
    if not at + 1 < noun < last or marks[noun] & ~SUFFIX:
        return False
    return len(row.forms[noun]) == 1 or marks[at - 1] & CLOSE != 0


def _goes_on(row: Row, at: int, last: int) -> bool:
    """Whether a list goes on with a noun of the same phrase, and not with another figure."""
    marks = row.marks
    if at >= last or marks[at] & _ENDS:
        return False
    while at < last and not marks[at] & (_ENDS | LIST | AND):
        at += 1
    of = marks[at - 1] & OF
    if at < last and (
        marks[at] & FIGURE or (of and marks[at] & ADVERB and _is_figure(row, at + 1))
    ):
        return of != 0  # 国家和地区的|近4000名
    return at >= last or not marks[at] & (REACH | CHANGE | RIVAL | RANK)


def _counts_on(row: Row, at: int, last: int) -> bool:
    """Whether a figure follows behind 的, before anything ends the noun but a change.

    40个摄影棚|的使用率达85%.
    """
    marks = row.marks
    while at < last and not marks[at] & _ENDS:
        at += 1
    while at < last and marks[at] & _LINKS:
        at += 1
    return at < last and marks[at] & FIGURE != 0


def _opened(row: Row, begin: int, at: int) -> bool:
    """Whether the bracket or quotation mark that closes at ``at`` opens within the phrase."""
    return any(row.marks[i] & OPEN for i in range(begin, at))


def _reaches_noun(row: Row, at: int, end: int) -> bool:
    """Whether a verb right behind the figure only qualifies a noun."""
    return end > at + 1 and not row.marks[end - 1] & (VERB | NAME) and row.marks[at + 1] & VERB == 0


def _behind_of(row: Row, at: int, last: int) -> tuple[int, int] | None:
    """The noun behind a clause with 的: 有特色的产品."""
    marks = row.marks
    found = -1
    while at < last and not marks[at] & _END:
        if marks[at] & OF:
            found = at + 1
        at += 1
    if found < 0 or found >= last:
        return None
    end = _trimmed(row, found, predicates.without_verbs(row, found, _end(row, found, last)))
    return (found, end) if end > found else None


def _trimmed(row: Row, at: int, end: int) -> int:
    """The end of a noun without what none ends with."""
    marks = row.marks
    while end > at + 1 and row.forms[end - 1] in _DOES_ITSELF:
        end -= 1  # 啤酒|同台
    while end > at and marks[end - 1] & (OF | AND | LIST | OPEN | PLACE | PRONOUN):
        if end == at + 1 and marks[at] & PLACE:
            break  # 4个方面
        end -= 1
    return end
