"""Moods: whether what is said of a figure is done or still to be done.

Knows the words that promise (力争, 确保, 将), how far they reach, and that a period which lies
ahead of the document makes a target.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from qdnlp.facts import lines, roles
from qdnlp.facts.memory import points_back
from qdnlp.facts.periods import Period
from qdnlp.facts.plans import Paragraphs
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    CHANGE,
    COMMA,
    DO,
    FIGURE,
    MANNER,
    MEASURE,
    NAME,
    NOW,
    OF,
    OPEN,
    PIVOT,
    PRONOUN,
    REACH,
    SCOPE,
    STOP,
    TIME,
    VERB,
)
from qdnlp.facts.row import Row
from qdnlp.patterns import Pattern, alternation
from qdnlp.schema import Modality, Time
from qdnlp.times import sections

_FIRM = roles.words("promise")
_OUTLOOKS = roles.words("outlook")
_MODAL = roles.words("modal")
_LOOSE = roles.words("intent")
_VERBS = roles.words("modal_verb")
_INTENDS = roles.words("intends")
_RUNS = roles.words("runs")
_DONE_LATER = roles.words("done_later")
_CAN = roles.words("can")
_PLANS = roles.words("plans")
_GOALS = tuple(roles.words("goal"))
_NAMED_GOAL = Pattern(alternation(goal for goal in _GOALS if goal[-1] in "是为"))  # 目标是
_DONE = roles.words("done")
_ABOUT = roles.words("about")
_PAST = roles.words("past")
_GRANTS = roles.words("grant")
_COMING = tuple(roles.words("to_come"))
SHORT = 3
"""The items of a clause that may be 接下来 or the like."""
_BEHIND_COMMA = 2  # items that may stand behind the comma of 建成后，年可实现
_LED = 8  # items that may lead a clause before its verb
_SUBJECT = 3  # items of who plans: 该产业园项目
_NUMBERED = Pattern(f"(?:{sections.CHAPTER}|{sections.PART})")
_PLANNED = Pattern(alternation(roles.words("plan_heading")))
_PLANNED_AT_END = Pattern(f"^.{{0,12}}{alternation(roles.words('plan_heading'))}$")
_RESULTS = Pattern(alternation(roles.words("result_heading")))
_MONTH = 28  # days; what is shorter tells nothing by how little of it has passed
_FEW = 2  # ends of lines of a text of one paragraph, with its headline
_SIGHT = 40  # items within which a change has its level
_VERBAL = VERB | DO | ACT | PIVOT | ADVERB | MANNER | REACH | CHANGE
_LEADS = ADVERB | MANNER | TIME | NAME | SCOPE | OPEN


class Moods:
    """The mood in force while a text is walked through."""

    def __init__(self, row: Row, document: date | None) -> None:
        self._row = row
        self._paragraphs = Paragraphs(row)
        self._goals = [match.span() for match in _NAMED_GOAL.finditer(row.text)]
        self._goals.append((len(row.text), len(row.text)))
        # The first item behind where the next one begins, or the last one of the clause.
        self._goal = bisect_right(row.starts, self._goals[0][0])
        self.alert = self._goal
        """The item from which on the end of any clause may tell something, not only a short one."""
        self._document = document
        self._clause = False
        self._sentence = False
        self._intended = False  # the sentence tells what is planned, but for what is done already
        self._paragraph = False
        self._section = False
        self._outlined = False  # the text has numbered headings
        self._told = False  # one of them told plans from results
        self._reads: bool | None = None  # the paragraph reads as one of plans, if that was asked
        self._planned = False
        self._alone = len(row.lines) < _FEW  # one paragraph tells many things
        self._asked: Period | None = None
        self._standing = _standing(None, document)
        self._last: Modality = "actual"  # of the figure before
        self._in_speech = False
        self._opening = False  # in the first sentence of a speech

    def begin_speech(self, begins: bool) -> None:
        """Forget what the speaker before has promised."""
        self._in_speech = self._opening = begins
        self._planned = self._paragraph = False

    def end_clause(self) -> None:
        """Forget what reaches no further than its clause."""
        self._clause = False

    def end_sentence(self) -> None:
        """Forget what reaches no further than its sentence."""
        self._clause = self._sentence = self._intended = self._opening = False
        self.alert = self._goal

    def end_paragraph(self) -> None:
        """Forget what reaches no further than its paragraph."""
        self._clause = self._sentence = self._intended = self._paragraph = False
        self._reads = None

    def end_heading(self, line: str, times: Sequence[Time]) -> None:
        """Take note of a heading that ends here, and of the times in it.

        三、2026年工作安排 begins what is to be done, 一、工作回顾 ends it. Headings of an outline
        between them do not end it, those of other articles do.
        """
        self.end_paragraph()
        self._planned = False
        numbered = _NUMBERED.match(line) is not None
        self._outlined = self._outlined or numbered
        if _RESULTS.search(line):
            self._section = False
            self._told = True
        elif (numbered and _PLANNED.search(line)) or (_PLANNED_AT_END.search(line)):
            past = self._document is not None and any(
                time.to_date is not None and time.to_date < self._document for time in times
            )
            self._section = not past
            self._told = True
        elif line[0] in lines.ARTICLE or not self._outlined:
            self._section = False

    def see_clause(self, clause: int, at: int) -> None:
        """Take note of a clause that ends at item ``at``: what follows 下一步， is to be done."""
        row = self._row
        if at - clause <= SHORT and row.words(clause, at) in _OUTLOOKS:
            self._expect()
            self._paragraph = not self._alone
            self._planned = self._in_speech and not self._alone
        if at >= self._goal and self._names_goal(clause, at):
            self._expect()  # 目标是到2027年，
        if (self._intended or self._sentence) and self.is_done(clause, at):
            self._intended = False  # 计划改造8个，目前已开工，完工3个
            self._sentence = self._sentence and not row.marks[clause] & NOW

    def see_colon(self, at: int, period: Period | None) -> None:
        """Take note of a colon at item ``at``: what follows 目标是： is still to be done."""
        before = self._row.words(max(0, at - 3), at)
        if before.endswith(_GOALS) and (period is None or self._stands(period).ahead):
            self._section = True

    def see(self, at: int, clause: int) -> None:
        """Take note of a word that promises, at item ``at``."""
        row = self._row
        word = row.forms[at]
        following = row.marks[at + 1]
        if word in _FIRM or (word in _MODAL and self._promises(at, clause)):
            self._expect()
            if self._opening and not self._alone:
                self._paragraph = True
        elif word in _LOOSE and not following & OF:  # 建成后的甲桥 stands
            planner = at > clause and points_back(row.forms[at - 1])  # 学校|计划|招生
            before = row.marks[clause : at - 1 if planner else at]
            led = at - clause <= _LED and all(map(_LEADS.__and__, before))
            if word in _RUNS or (word in _DONE_LATER and self._can_be(at + 1)):
                self._clause = True  # 达产后, 建成后|可实现
                self._intend()
            elif led or self._intends(at) or following & (DO | REACH) or self._plans(at, clause):
                self._clause = True
                if led and word in _PLANS and following & (_VERBAL | TIME):
                    self._intend()

    def _expect(self) -> None:
        """Let the sentence tell what is still to be done."""
        self._sentence, self.alert = True, 0

    def _intend(self) -> None:
        """Let the sentence tell what is planned, but for what is done already."""
        self._intended, self.alert = True, 0

    def _can_be(self, at: int) -> bool:
        """Whether 可 stands at item ``at`` or behind a comma there: 建成后，|年|可|实现."""
        row = self._row
        if not row.marks[at] & COMMA:
            return row.forms[at] in _CAN
        return not _CAN.isdisjoint(row.forms[at + 1 : at + 1 + _BEHIND_COMMA])

    def _plans(self, at: int, clause: int) -> bool:
        """Whether who plans stands before item ``at``, and what behind it: 项目|计划|投资5亿元."""
        row = self._row
        subject = row.marks[clause:at]
        if row.forms[at] not in _PLANS or not 0 < len(subject) <= _SUBJECT:
            return False
        if any(mark & ~(_LEADS | PRONOUN) for mark in subject) or subject[-1] & ~PRONOUN:
            return False
        noun = next((i for i in range(at + 1, at + 4) if row.marks[i] & ~MEASURE), at + 1)
        return noun > at + 1 and row.marks[noun] & FIGURE != 0

    def _intends(self, at: int) -> bool:
        """Whether the word at item ``at`` tells what is planned, whoever plans it."""
        word, following = self._row.forms[at], self._row.marks[at + 1]
        if word in _INTENDS or (word in _PLANS and following & FIGURE):
            return True  # 公司拟投资, 收入预期|30亿元
        return word in _VERBS and following & _VERBAL != 0

    def of(self, period: Period | None, clause: int, at: int, changes: bool = False) -> Modality:
        """The mood of the figure at item ``at``, in the clause that begins at ``clause``.

        ``changes``: it tells by how much the figure before changes: 拟安排97亿元，增长|3%.
        """
        if not (changes and self._last == "target" and not self.is_done(clause, at)):
            self._last = self._of(period, clause, at)
        return self._last

    def _of(self, period: Period | None, clause: int, at: int) -> Modality:
        """The mood of a figure by its own clause, sentence, paragraph and period."""
        if self._clause or (at >= self._goal and self._names_goal(clause, at)):
            return "target"
        stands = self._stands(period)
        if not stands.over:
            if self._sentence or self._paragraph or self._planned:
                return "target"
            planned = self._intended or self._section or self._reads_as_plan(stands, at)
            if planned and not self.is_done(clause, at):
                return "target"
        self._intended = False  # 目前已开工1.2万套，开工率80%
        ahead = stands.to_come or (stands.ahead and not self.is_done(clause, at))
        return "target" if ahead else "actual"

    def _reads_as_plan(self, stands: _Standing, at: int) -> bool:
        """Whether nothing but the words of its paragraph tells the mood of the figure, and how."""
        if self._told or self._in_speech or stands.past:
            return False
        if self._reads is None:
            self._reads = self._paragraphs.are_plans(at)
        return self._reads

    def _names_goal(self, clause: int, at: int) -> bool:
        """Whether the clause says before item ``at`` what the goal is: 目标是."""
        starts = self._row.starts
        start, stop = self._goals[bisect_left(self._goals, (starts[max(clause, at - _SIGHT)], 0))]
        self._goal = bisect_right(starts, start)
        return stop <= starts[at]

    def _stands(self, period: Period | None) -> _Standing:
        """How a period stands to the day of the document; the last one asked for is kept."""
        if period is not self._asked:
            self._asked, self._standing = period, _standing(period, self._document)
        return self._standing

    def excludes(self, period: Period, clause: int, at: int, here: bool) -> bool:
        """Whether what item ``at`` tells is surely of another period.

        ``here``: its sentence tells the period itself.
        What is done is of none to come (到2030年建成学校20所。已开工|8所。), what is promised of
        none that was over before its sentence (前三季度引进35个。力争再引进|7个。).
        """
        stands = self._stands(period)
        if stands.over:
            return not here and (self._clause or self._sentence)
        if not stands.to_come or not self.is_done(clause, at):
            return False
        return not any(map(TIME.__and__, self._row.marks[clause:at]))

    def is_done(self, clause: int, at: int) -> bool:
        """Whether the clause up to item ``at`` tells what is done already: 已完成投资2亿元."""
        return not _DONE.isdisjoint(self._row.forms[clause:at])

    def _moves(self, at: int) -> bool:
        """Whether 将 only brings the object of a change: 将材料由9份减少至3份."""
        row = self._row
        if row.forms[at] != "将":
            return False
        for i in range(at + 1, min(at + _SIGHT, len(row.marks))):
            if row.marks[i] & (COMMA | STOP):
                return False
            if row.forms[i].endswith(("至", "到")):
                return True
        return False

    def _promises(self, at: int, clause: int) -> bool:
        """Whether the modal at item ``at`` tells what is to be done: not 将312个事项纳入."""
        row = self._row
        if row.forms[at - 1] in _PAST or self._moves(at) or self._obtains(at):
            return False
        following = row.marks[at + 1]
        if following & (_VERBAL | TIME) or row.forms[at + 1] in _ABOUT:
            return True
        if at > clause and following == MEASURE and row.marks[at + 2] & FIGURE:
            return not row.marks[at + 3] & OF  # 公司将|投资2亿元, not 将投资2亿元的项目交付
        named = at > clause and row.marks[at - 1] & NAME != 0
        return named and not row.marks[at] & DO and not following & FIGURE

    def _obtains(self, at: int) -> bool:
        """Whether 争取 brings what is got, not what is done: 争取衔接资金680万元."""
        row = self._row
        if not row.marks[at] & DO:
            return False
        for i in range(at + 1, min(at + _SIGHT, len(row.marks))):
            if row.marks[i] & (FIGURE | COMMA | STOP):
                return row.marks[i] & FIGURE != 0 and row.forms[i - 1] in _GRANTS
        return False


class _Standing(Struct, frozen=True, gc=False):
    """How a period stands to a day: all of it before or behind; ``ahead``: most of it behind."""

    over: bool
    to_come: bool
    ahead: bool
    past: bool  # it is over or ends that day, or is one that nobody knows and is not said to come


def _standing(period: Period | None, day: date | None) -> _Standing:
    if period is None:
        return _Standing(False, False, False, False)
    coming = period.text.startswith(_COMING)
    if day is None:
        return _Standing(False, False, coming, period.to_date is None and not coming)
    begin, end = period.from_date, period.to_date
    to_come = begin is not None and begin > day
    long = to_come or period.days >= _MONTH  # not 本周
    ahead = coming or (long and period.is_ahead_of(day))
    if end is None:
        return _Standing(False, to_come, ahead, not coming)
    return _Standing(end < day, to_come, ahead, end <= day)
