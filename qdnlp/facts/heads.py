"""The head before a figure: the noun phrase to its left that it measures or counts.

Knows how a clause falls into phrases at its verbs, and which of them the figure belongs to:
重点项目|完成|投资|达 90亿元. Phrases that are only compared with (占全省, 较去年) are none.
"""

from __future__ import annotations

from msgspec import Struct

from qdnlp.facts import clauses, roles, verbals
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    ASPECT,
    BEHIND,
    BRACKETS,
    BRACKETS_OPEN,
    CHANGE,
    CLOSE,
    COMMA,
    DO,
    EACH,
    FIGURE,
    FROM,
    LIST,
    MANNER,
    MEASURE,
    NAME,
    OF,
    OPEN,
    PART,
    PIVOT,
    PLACE,
    PLAN,
    PREP,
    PRONOUN,
    RANK,
    REACH,
    RIVAL,
    SCOPE,
    STATE,
    STOP,
    STRONG,
    TIME,
    VERB,
)
from qdnlp.facts.row import Row

_VERBS = DO | ACT | REACH | RANK | STATE | PIVOT | CHANGE | FROM
_BREAKS = _VERBS | ADVERB | MANNER | PREP | RIVAL | FIGURE | TIME | PART
_MAY_BREAK = _BREAKS | PLAN
_ACTIVE = DO | ACT | REACH | CHANGE | STATE | PIVOT
_ENDED = STATE | RANK | REACH | CHANGE  # a verb whose object ends at a list mark
_OWNS = NAME | SCOPE
_AGAINST = RIVAL | FROM
_GOVERNS = DO | ACT
_COMPARES = PREP | RIVAL | FROM | REACH | RANK
_ANY_VERB = VERB | ACT
_LINKED = CHANGE | REACH
_LISTS = LIST | AND
_NO_FIRST = _LISTS | OF | CLOSE | BEHIND | PLACE | PLAN  # a phrase does not begin with these
_LEADING = _LISTS | OF | PRONOUN | BEHIND  # what a phrase sheds
_TRAILING = _LISTS | OF | OPEN | PLACE | PRONOUN | EACH | SCOPE
CLOSES = COMMA | STOP | LIST | CLOSE
"""Behind what is counted without a noun of its own stands one of these."""
_NO_LIMIT = PART | LIST | COMMA | OPEN | NAME | SCOPE | TIME | ADVERB
_SHARES = roles.words("share")
_FULFILS = roles.words("fulfils")
_SIGHT = 16  # items within which 占 has its 比重
_EXTENTS = roles.words("extent")
_STEPS = roles.words("step")
_COMPARED = roles.words("compared")
_AND_SO_ON = roles.words("and_so_on")
_EXCEEDS = roles.words("exceeds")
_OF_SHARE = roles.words("of_share")
_TRAILS = roles.words("trails")
_BY = roles.words("by")
_RECKONS = roles.words("reckons")
_BECOMES = roles.words("becomes")
_IN_ALL = roles.words("in_all")
_TO = roles.words("to")
_AMONG = roles.words("among")
_PEERS = roles.words("peer")
_OF_WHOLE = roles.words("of_whole")
_PER = tuple(roles.words("per"))
_ABOUT = roles.words("about")
_FLOWS = roles.words("flow")


class Head(Struct, frozen=True, gc=False):
    """The items of a head, and what stands between it and the figure.

    ``direct``: it is the object of the verb before it, or nothing but a linking verb follows.
    """

    begin: int
    end: int
    direct: bool = True

    @property
    def span(self) -> tuple[int, int]:
        """The items alone."""
        return self.begin, self.end


class Scan(Struct, frozen=True, gc=False):
    """What a stretch before a figure holds: its head, what its verbs do, its first phrase."""

    head: Head | None
    verbs: int
    subject: Head | None = None


def scan(row: Row, begin: int, end: int) -> Scan:
    """The head among the items ``begin`` to ``end``, which stand before a figure."""
    marks = row.marks
    phrases: list[Head] = []
    first = -1
    verbs = 0
    rival = False
    for at in range(begin, end):
        mark = marks[at]
        if mark & _MAY_BREAK and _breaks(row, at, end, first):
            if first >= 0 and not rival:
                _close(row, phrases, first, at)
            first = -1
            verbs |= REACH | STRONG if mark & RIVAL and at + 1 == end else mark
            if mark & TIME and _is_level(row, at, begin):
                rival = True  # 为“十三五”时期的2倍
            if mark & RIVAL and row.forms[at] in _COMPARED:
                phrases = _before_compared(row, phrases, begin, at)
            elif mark & (_AGAINST | REACH) and _is_share(row, at, end):
                first = phrases.pop().begin if phrases else at
            elif mark & FROM and marks[end - 1] & OF:
                break  # 由开通初期的|60万人次
            elif mark & _COMPARES and _compares(row, at, end):
                rival = True
            elif mark & _ACTIVE and not (at > begin and marks[at - 1] & RIVAL):
                rival = False
                if mark & _GOVERNS and phrases:
                    phrases[-1] = Head(*phrases[-1].span, False)
        elif mark & LIST and first >= 0 and verbs & _ENDED and not verbs & _GOVERNS:
            first = -1
        elif mark & CLOSE and first >= 0 and _leaves_bracket(row, first, at):
            first = -1  # （记者李明）|爬6楼
        elif first < 0 and not mark & _NO_FIRST:
            first = at
    if first >= 0 and not rival:
        _close(row, phrases, first, end)
    if end > begin and marks[end - 1] & _LISTS and not marks[end - 1] & BEHIND:
        return Scan(None, verbs, phrases[0] if phrases else None)
    last = phrases[-1] if len(phrases) > 1 else None
    led = last is not None and marks[last.begin - 1] & ADVERB != 0
    if last and led and is_bare_verb(row, last) and not is_bare_name(row, phrases[-2]):
        spent = phrases[-2].end == last.begin - 1 and measures(row, phrases[-2])
        if spent or last.end < end or not _is_act(row, last):
            phrases.pop()  # 班列|累计|开行|超2万列, 支出|拟|安排|3亿元, but 省里|累计|投入|3亿元
    return Scan(phrases[-1], verbs, phrases[0]) if phrases else Scan(None, verbs)


def _leaves_bracket(row: Row, first: int, at: int) -> bool:
    """Whether the bracket that closes at item ``at`` has opened before item ``first``."""
    return row.forms[at] in BRACKETS and BRACKETS_OPEN.isdisjoint(row.forms[first:at])


def _breaks(row: Row, at: int, end: int, first: int) -> bool:
    """Whether the word at item ``at`` ends the phrase that begins at ``first``; -1: none does."""
    marks = row.marks
    mark = marks[at]
    if mark & PLAN and at + 1 < end and marks[at + 1] & _LINKED:
        return True  # 总值|预期|增长
    if not mark & _BREAKS:
        return False
    owner = first == at - 1 and marks[first] & _OWNS != 0
    return not verbals.is_noun(row, at, end, first >= 0 and not (owner and mark & DO))


def _before_compared(row: Row, phrases: list[Head], begin: int, at: int) -> list[Head]:
    """The phrases that are not what is compared with: 失业率|与试点前的水平相比."""
    start = clauses.compared_from(row, at, begin) or begin
    return [Head(p.begin, min(p.end, start), p.direct) for p in phrases if p.begin < start]


def _compares(row: Row, at: int, end: int) -> bool:
    """Whether a word brings what something is compared with, or its rank among others."""
    mark = row.marks[at]
    if mark & PREP and row.forms[at] in _AMONG:
        return _is_among_peers(row, at, end)
    if at + 1 < end and (mark & _AGAINST or (mark & REACH and _exceeds(row, at))):
        return True
    return mark & RANK != 0 and not mark & (REACH | DO)


def _is_among_peers(row: Row, at: int, end: int) -> bool:
    """Whether 在 brings those among whom something has its rank: 在自治区|排第三位."""
    marks = row.marks
    rank = next((i for i in range(at + 1, end) if marks[i] & RANK), at)
    while rank > at and marks[rank - 1] & (PLACE | EACH):
        rank -= 1  # 在副省级城市|里, 在甲、乙中|分别
    return rank > at + 1 and (marks[rank - 1] & SCOPE != 0 or row.forms[rank - 1] in _PEERS)


def _exceeds(row: Row, at: int) -> bool:
    """Whether a verb tells of a standard that stands behind it: 超过年度计划2%, not 超过2%."""
    is_figure = row.refs[at + 1] >= 0 and not row.marks[at + 1] & NAME  # swallowed ones too
    return not is_figure and row.forms[at] in _EXCEEDS


def _is_level(row: Row, at: int, begin: int) -> bool:
    """Whether the time at item ``at`` tells what a level is a multiple of."""
    while at > begin and row.marks[at - 1] & OPEN:
        at -= 1
    return at > begin and row.marks[at - 1] & STRONG != 0


def _is_share(row: Row, at: int, end: int) -> bool:
    """Whether 占, 优于 and the like make a share of its own name: 占工业比重."""
    if row.forms[at] not in _OF_SHARE:
        return False
    last = min(end, at + _SIGHT)
    return not _SHARES.isdisjoint(row.forms[at + 1 : last])


def _close(row: Row, phrases: list[Head], first: int, end: int) -> None:
    """Keep the phrase ``first`` to ``end``, unless nothing in it can be measured: 万亿元台阶."""
    marks, forms = row.marks, row.forms
    if marks[end] & REACH and _is_joined(row, end):
        end -= 1  # 由800亩|发展|到2.6万亩
    while end > first and (marks[end - 1] & _TRAILING or forms[end - 1] in _TRAILS):
        end -= 1
    if end - first > 1:  # what a price is for: 海带|每斤, 运价|每|标准箱
        if forms[end - 2] in _PER:
            end -= 2
        elif len(forms[end - 1]) > 1 and forms[end - 1].startswith(_PER):
            end -= 1
    while first < end and marks[first] & _LEADING and not forms[first].startswith(_PER):
        first += 1
    before = forms[first - 1] if first else ""
    if before in _PER:
        if end - first == 1:
            return  # 为每|标准箱|1367美元
        first -= 1  # 每|小时|产量
    last = forms[end - 1]
    if first == end or last in _STEPS:
        return
    if before in _ABOUT and _is_flow(row, first, end):
        first -= 1  # 对|美国出口
    if last.startswith(_PER) and forms[first].startswith(_PER):
        return  # 为|每平方米|30.4元, |每人每科|40元
    if last in _RECKONS and before in _BY:
        return  # 按年率|计算
    if first + 1 == end and marks[first] & VERB and _is_reckoned(row, first):
        return
    if not all(map(SCOPE.__and__, marks[first:end])):
        phrases.append(Head(first, end))


def _is_flow(row: Row, first: int, end: int) -> bool:
    """Whether a phrase tells of trade with the place that it begins with: 美国|出口."""
    return end > first + 1 and row.marks[first] & NAME != 0 and row.forms[first + 1] in _FLOWS


def _is_joined(row: Row, at: int) -> bool:
    """Whether a linking word and the verb before it are one: 集聚|到38家, 调整|为3:7."""
    marks, forms = row.marks, row.forms
    if not marks[at + 1] & FIGURE or not marks[at - 1] & _ANY_VERB:
        return False
    return forms[at] in _TO or forms[at - 1] in _BECOMES


def _is_reckoned(row: Row, verb: int) -> bool:
    """Whether a verb stands behind by what something is reckoned: 按不变价格|计算."""
    return not _BY.isdisjoint(row.forms[clauses.begin(row, verb) : verb])


def arena(row: Row, begin: int, end: int) -> tuple[int, int] | None:
    """What a rank is told of where nothing else is: 位列|博物馆运行评估|第一名."""
    marks = row.marks
    verb = next((at for at in range(end - 1, begin - 1, -1) if marks[at] & RANK), end)
    found: list[Head] = []
    if verb + 1 < end and not marks[verb + 1] & PREP:
        _close(row, found, verb + 1, end)
    if not found or is_bare_name(row, found[0]):
        return None
    return found[0].span


def is_whole(row: Row, head: Head | None, at: int) -> bool:
    """Whether the head is the whole of which the share or multiple at item ``at`` is reached.

    高标准农田|达到|耕地总面积的|62%; not 占耕地的62%, where a verb of comparing stands.
    """
    if head is None or head.end != at - 1 or not row.marks[at - 1] & OF:
        return False
    verb = verb_before(row, head)
    return row.marks[verb] & REACH != 0 or row.forms[verb] in _FULFILS


def verb_before(row: Row, head: Head) -> int:
    """The item before a head; 了, and the time or the rank of its whole (全年), left out."""
    at = head.begin - 1
    while at > 0 and (row.marks[at] & (ASPECT | TIME | SCOPE) or row.forms[at] in _OF_WHOLE):
        at -= 1
    return max(at, 0)


def is_bare_verb(row: Row, head: Head, counted: bool = True) -> bool:
    """Whether a head is verbs alone: 批捕6人; where nothing is ``counted``, known ones."""
    return _all_are(row, behind_owner(row, head), _ANY_VERB if counted else ACT)


def behind_owner(row: Row, head: Head) -> Head:
    """A head without the name with which it begins, where a known verb stands behind: 甲区|转移."""
    begins = head.end > head.begin + 1 and row.marks[head.begin] & NAME
    if not begins or not row.marks[head.begin + 1] & ACT:
        return head
    return Head(head.begin + 1, head.end, head.direct)


def _is_act(row: Row, head: Head) -> bool:
    """Whether a known verb is in a head, which somebody does: 投入, 销售."""
    return any(map(ACT.__and__, row.marks[head.begin : head.end]))


def is_bare_name(row: Row, head: Head) -> bool:
    """Whether a head is names alone: 历史文化区4.4万平方米."""
    return _all_are(row, head, _OWNS)


def _all_are(row: Row, head: Head, marks: int) -> bool:
    first = row.marks[head.begin]
    return first & marks != 0 and all(map(marks.__and__, row.marks[head.begin + 1 : head.end]))


def qualifies(row: Row, head: Head, at: int, counted: bool) -> bool:
    """Whether verbs and who acts, with 的, stand before the figure at item ``at`` and its noun.

    Before a figure that counts things, so does any noun with 的: 甲奖的|18部作品.
    """
    marks = row.marks
    if not marks[at - 1] & OF or head.end != at - 1:
        return False
    if counted or not marks[at - 2] & _ANY_VERB:
        return counted
    return all(map((_ANY_VERB | _OWNS).__and__, marks[head.begin : head.end]))


def is_example(row: Row, head: Head, at: int) -> bool:
    """Whether the head only names some of what the figure right behind it counts: 甲、乙等|12个."""
    return head.end == at and row.forms[at - 1] in _AND_SO_ON


def limit(row: Row, begin: int, at: int) -> tuple[int, int] | None:
    """What limits those that the figure at item ``at`` counts: 总投资100亿元以上的|2个.

    ``begin``: the item before which nothing belongs to it. None where no limit stands there.
    """
    marks, end = row.marks, at
    while end > begin and marks[end - 1] & (DO | REACH):
        end -= 1  # 超过20%的|有23种
    if not marks[at + 1] & CLOSES or end == begin or not marks[end - 1] & OF:
        return None
    last = end - 2
    while last > begin and marks[last] & BEHIND:
        last -= 1
    if last < begin or row.refs[last] < 0 or marks[last]:
        return None
    while marks[begin] & _NO_LIMIT:
        begin += 1
    return begin, end


def measures(row: Row, head: Head | None) -> bool:
    """Whether a word of the head has a value of its own: 覆盖率."""
    return head is not None and any(map(MEASURE.__and__, row.marks[head.begin : head.end]))


def is_extent(row: Row, head: Head) -> bool:
    """Whether a head only says that something else grew or fell: 产量下降，|累计降幅|为4.3%."""
    begin = head.begin + (row.forms[head.begin] in _IN_ALL)
    return head.end == begin + 1 and row.forms[begin] in _EXTENTS
