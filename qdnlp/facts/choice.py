"""The choice of a head: what each figure measures or counts.

Knows when the phrase before a figure is meant, when the noun behind it, and when the head of a
figure before; how phrases are found, `heads` and `nouns` know.
"""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from qdnlp.facts import clauses, heads, nouns, phrases, roles, topics
from qdnlp.facts.heads import Head, Scan
from qdnlp.facts.indicators import id_of
from qdnlp.facts.roles import (
    ACT,
    AND,
    BRACKETS,
    BRACKETS_OPEN,
    CHANGE,
    CLOSE,
    COLON,
    DO,
    EACH,
    FIGURE,
    LIST,
    NAME,
    NOW,
    OF,
    OPEN,
    PIVOT,
    PREP,
    RANK,
    REACH,
    RIVAL,
    STATE,
    STRONG,
)
from qdnlp.facts.row import Row
from qdnlp.facts.shares import Shares
from qdnlp.schema import Figure

_DOES = roles.words("does") | roles.words("acts_on")
_PEOPLE = roles.words("people")
_COMPARES = CHANGE | RANK | STRONG
_GOVERNS = DO | ACT
_LISTS = LIST | AND
_TELLS_RANK = RANK | REACH | CHANGE | STATE
SIGHT = 60
"""The items before a figure in which its head may stand."""
_Span = tuple[int, int]


class Here(Struct, frozen=True, gc=False):
    """Where a figure stands: the items with which its sentence, clause and segment begin.

    The segment is what belongs to it: behind the figure before, or the beginning of the clause;
    ``begin`` is the first item of it that is looked at.
    """

    sentence: int
    clause: int
    segment: int
    begin: int


class Choice:
    """The heads of the figures while a text is walked through."""

    def __init__(self, row: Row, shares: Shares) -> None:
        self._row = row
        self._shares = shares
        self.last: _Span | None = None
        """The head of the last figure in the sentence."""
        self.listed = False
        """Whether nothing but the mark of a list stands before the last figure."""
        self._whole: _Span | None = None  # the last head before a sentence that tells of parts
        self._around: _Span | None = None  # the last head before the bracket that is open
        self._brackets = [at for at in row.places(OPEN | CLOSE) if row.forms[at] in BRACKETS]
        self._brackets.append(len(row.marks))
        self._unit = ""  # of the last figure in the sentence
        self._of_unit: dict[str, _Span] = {}  # the heads of the sentence, by unit
        self._figure_at = 0  # the item of the last figure with a head
        self._governed = False  # the last figure is the object of a verb

    def end_sentence(self, parts: bool) -> None:
        """Forget the heads of the sentence; ``parts``: the next one tells of parts of the last."""
        self._whole = self.last if parts else None
        self.last = self._around = None
        if not parts:
            self._of_unit = {}

    def scan(self, at: int, here: Here) -> Scan:
        """What stands before the figure at item ``at`` and belongs to it."""
        marks = self._row.marks
        if at - here.begin > 1 and marks[at - 1] & OF and marks[at - 2] & NOW:
            at -= 2  # 提高到|现在的|30亿元
        inside = self._inside(here.begin, at)
        if inside > here.begin:
            found = heads.scan(self._row, inside, at)
            if found.head is not None:
                return found  # （研发人员|132人）
        return heads.scan(self._row, here.begin, at)

    def _inside(self, begin: int, at: int) -> int:
        """The first item of the bracket that is open at item ``at`` and opens behind ``begin``."""
        last = bisect_left(self._brackets, at) - 1
        if last < 0 or self._brackets[last] < begin:
            return begin
        opens = self._row.forms[self._brackets[last]] in BRACKETS_OPEN
        return self._brackets[last] + 1 if opens else begin

    def of(self, at: int, figure: Figure, here: Here) -> _Span | None:
        """The head of the figure at item ``at``; None where it has none."""
        marks, begin = self._row.marks, here.begin
        self._see_brackets(here, at)
        listed = begin < at and marks[at - 1] & _LISTS
        self.listed = listed != 0 and all(map(_LISTS.__and__, marks[begin:at]))
        shared = self._shares.take(at)
        return self._head(at, figure, here) if shared is None else shared

    def _see_brackets(self, here: Here, at: int) -> None:
        """Let the head before a bracket count again behind it: 产值（其中出口3亿元），增长4%."""
        since = max(here.sentence, self._figure_at, at - SIGHT)
        number = bisect_left(self._brackets, since)
        while self._brackets[number] < at:
            if self._row.forms[self._brackets[number]] in BRACKETS_OPEN:
                self._around = self.last
            elif self._around is not None:
                self.last, self._around = self._around, None
            number += 1

    def take(self, at: int, figure: Figure, head: _Span) -> bool:
        """Take note of the head of a figure; whether it is that of the figure before."""
        carried = head == self.last
        self.last = head
        if figure.kind != "percent" or not carried:
            self._shares.see(head)
        self._unit = figure.unit
        self._of_unit[figure.unit] = head
        self._figure_at = at
        return carried

    def _head(self, at: int, figure: Figure, here: Here) -> _Span | None:
        """The head of a figure that no list has shared one out to."""
        row = self._row
        found = self.scan(at, here)
        if figure.kind == "count":
            if figure.unit in _PEOPLE and nouns.befalls(row, at):
                return (at + 1, at + 2)  # 造成3人死亡
            limit = heads.limit(row, here.segment, at)
            if limit is not None:
                return limit
        elif figure.kind == "ordinal":
            if row.marks[at - 1] & RIVAL and not row.marks[at - 1] & RANK:
                return None  # 比|第二名|高3.1分
            if nouns.is_ordered(row, at, figure, found.verbs & _TELLS_RANK != 0):
                return None
        elif figure.unit == "岁" and nouns.is_qualified(row, at):
            return None  # 65岁以上老年人
        span = self._own_head(at, figure, found, here)
        if found.verbs & EACH:
            span = self._list_done_to(found) or span
        if found.verbs & EACH or span is None:
            if not self.listed and self._shares.out(at, span, here.clause):
                return self.last
            shared = self._shares.take(at)
            if shared is not None:
                return shared
        if span is not None:
            return span
        if figure.kind == "count":
            span = self._of_count(at, figure, here)
        span = span or self._partner(here) or self._label(at, here) or self._told(at, here)
        span = span or self.last
        if figure.direction != "none":
            span = span or self._whole  # 其中，甲市增长3%
        span = span or topics.topic(row, here.sentence, here.clause)
        if span is None and figure.kind == "ordinal":
            span = heads.arena(row, here.begin, at)
        return span

    def _list_done_to(self, found: Scan) -> _Span | None:
        """The list before a bare verb, which is done to it: 玉米、大豆分别播种|3万亩."""
        row, head, listed = self._row, found.head, found.subject
        if head is None or listed is None or not heads.is_bare_verb(row, head):
            return None
        is_list = any(map(_LISTS.__and__, row.marks[listed.begin : listed.end]))
        return listed.span if is_list else None

    def _partner(self, here: Here) -> _Span | None:
        """With whom, where the noun is left to the clause before: 对甲出口5亿元，对乙下降|2%."""
        row, clause, last = self._row, here.clause, self.last
        if last is None or not row.marks[clause] & PREP:
            return None
        partner = row.marks[clause + 1] & NAME and row.marks[clause + 2] & CHANGE
        return (clause, clause + 2) if partner and row.forms[last[0]] == row.forms[clause] else None

    def _label(self, at: int, here: Here) -> _Span | None:
        """The label before the colon right behind which the figure stands: 综合得分：|91.4分."""
        row, clause = self._row, here.clause
        if at != clause or not clause or not row.marks[clause - 1] & COLON:
            return None
        before = clauses.begin(row, clause - 1)
        if before < here.sentence or any(map(FIGURE.__and__, row.marks[before:clause])):
            return None
        return topics.topic(row, before, clause)

    def _told(self, at: int, here: Here) -> _Span | None:
        """What the clause before speaks of that has no figure: 乙镇降雨量最大，为142毫米."""
        row, clause = self._row, here.clause
        marks = row.marks
        if here.begin != clause or self._figure_at > clause:
            return None
        if not marks[clause] & (STRONG | CHANGE):
            return None
        before = clauses.begin(row, clause - 1)
        if before < here.sentence or any(map(FIGURE.__and__, marks[before:clause])):
            return None
        topic = topics.topic(row, before, clause)
        if topic is None or not marks[clause] & CHANGE or self.last is None:
            return topic
        topic = topic[0], topics.without_verbs(row, *topic)  # 房地产投资|表现平稳
        alike = row.forms[topic[1] - 1] == row.forms[self.last[1] - 1]
        named = alike or heads.measures(row, Head(*topic)) or id_of(row.words(*topic)) is not None
        return topic if named and topic[0] <= before + 1 else None  # 进口由降转升，增长|2%

    def _of_count(self, at: int, figure: Figure, here: Here) -> _Span | None:
        """The head of a count without any of its own, but for that of the figure before."""
        row = self._row
        shared = None if self.listed else self._shares.of_next(at)
        if shared is not None:
            return shared
        verb = row.marks[at - 1]
        if here.segment < at and verb & (ACT | STATE) and not verb & (REACH | DO | CHANGE):
            return (at - 1, at)  # 立案4起
        span: _Span | None = None
        if self.last is None or self._unit != figure.unit:
            span = nouns.loosely(row, at)
        if span is None and self._unit != figure.unit and here.clause > self._figure_at:
            span = self._of_unit.get(figure.unit)  # 项目32个、总投资410亿元，已开工28个
        return span

    def _done_again(self, figure: Figure, verb: Head | None) -> _Span | None:
        """What a bare verb is done to once more: 改造小区86个，再改造|60个; 批捕3人 says itself."""
        row = self._row
        if verb is None or any(map(STATE.__and__, row.marks[verb.begin : verb.end])):
            return None
        verb = heads.behind_owner(row, verb)
        if not _DOES.issuperset(row.forms[verb.begin : verb.end]):
            return None
        span = self._of_unit.get(figure.unit) if figure.unit else None
        return None if span is None or heads.measures(row, Head(*span)) else span

    def _phrase(self, at: int, figure: Figure, found: Scan) -> Head | None:
        """The phrase before a figure, but for one that only qualifies the noun behind it."""
        row, head, counted = self._row, found.head, figure.kind == "count"
        if head is None or heads.is_bare_name(row, head):
            return None
        if heads.qualifies(row, head, at, counted):
            return None  # 甲县已播的|8500万亩小麦
        if counted and heads.is_example(row, head, at):
            return None  # 甲、乙等|12个百亿元、70个十亿元项目
        return head

    def _of_whole(self, found: Scan, here: Here) -> _Span | None:
        """The head of a share or multiple of a whole: 森林面积|达到|国土面积的|35%."""
        row, head = self._row, found.head
        if head is None or found.verbs & EACH:
            return None  # 项目86个、投资9亿元，分别完成全年任务的60%和70%
        part = heads.scan(row, here.begin, heads.verb_before(row, head)).head
        if part is not None and not heads.is_bare_name(row, part):
            return part.span
        return self.last or topics.topic(row, here.sentence, here.clause)

    def _own_head(self, at: int, figure: Figure, found: Scan, here: Here) -> _Span | None:
        """The head before a figure or the noun behind it."""
        row = self._row
        head = self._phrase(at, figure, found)
        span: _Span | None = None
        if head is not None:
            if heads.is_extent(row, head):
                return self.last or topics.topic(row, here.sentence, here.clause) or head.span
            span = phrases.known(row, here.segment, head.begin, head.end)
        if figure.kind == "count":
            return self._counted(at, figure, found, head, span)
        if figure.kind in ("percent", "multiple") and heads.is_whole(row, found.head, at):
            return self._of_whole(found, here)
        if figure.kind in ("ratio", "point", "multiple"):
            return span
        if nouns.is_manner(row, at):
            manner = nouns.behind(row, at, False)
            if manner is not None and not heads.is_extent(row, Head(*manner)):
                return manner  # 以8.27米的成绩, not 以5%的增速
        if figure.kind == "percent":
            if nouns.is_changed(row, at):
                return nouns.behind(row, at, True) or span
            compares = found.verbs & _COMPARES
            if not compares and nouns.is_shared(row, at) and not heads.measures(row, head):
                governed = found.verbs & (DO | ACT | REACH) != 0
                return nouns.behind(row, at, governed, "") or span  # 覆盖全省93%的|建制镇
        elif figure.kind == "ordinal":
            verbless = span is None and not found.verbs & (RANK | REACH | CHANGE)
            return nouns.behind(row, at, False) if verbless and self.last is None else span
        verb = head is not None and heads.is_bare_verb(row, head, False)
        if head is not None and head.direct and not verb:
            return span
        if figure.kind == "percent" and found.verbs & _COMPARES:
            return span
        if span is None and self.last and self.listed:
            return self.last
        return self._behind(at, found, head if verb else None, None) or span

    def _counted(
        self, at: int, figure: Figure, found: Scan, head: Head | None, span: _Span | None
    ) -> _Span | None:
        """The noun behind a count, or the phrase ``head`` before it, whose items are ``span``."""
        verb = head if head is not None and heads.is_bare_verb(self._row, head) else None
        behind = self._behind(at, found, verb, figure.unit)
        if behind is None:
            if verb is None:
                return span
            return self._shares.of_next(at) or self._done_again(figure, verb) or span
        return span if head is not None and verb is None and found.verbs & STRONG else behind

    def _behind(
        self, at: int, found: Scan, verb: Head | None, classifier: str | None
    ) -> _Span | None:
        """The noun behind a figure; ``verb``: the phrase before it, where that is a verb."""
        verbs = found.verbs | (self._row.marks[verb.end - 1] if verb is not None else 0)
        self._governed = (bool(verbs & _GOVERNS or verb) and not verbs & PIVOT) or (
            self._governed and self.listed
        )
        behind = nouns.behind(self._row, at, self._governed, classifier)
        if behind is None and verbs & PIVOT:
            behind = nouns.behind(self._row, at, True, classifier)
        return behind
