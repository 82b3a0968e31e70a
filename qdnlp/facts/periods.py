"""Periods: the time that governs a figure, and how far it reaches.

Knows that the nearest time of the clause governs, that a time at the head of a sentence governs
what follows, that one of a season or more goes on until another takes over or a heading stands,
that the year of a heading (一、2025年工作回顾) governs where no other does, and that a time which
is compared with (较上年) governs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from qdnlp import titles
from qdnlp.facts import around_times, clauses, lines, roles
from qdnlp.facts.memory import points_back
from qdnlp.facts.roles import (
    ACT,
    ADVERB,
    AND,
    CHANGE,
    CLOSE,
    COMMA,
    DO,
    FIGURE,
    FROM,
    LINE,
    LIST,
    MANNER,
    NAME,
    NOW,
    OF,
    OPEN,
    PART,
    PIVOT,
    PLAN,
    PREP,
    PRONOUN,
    REACH,
    RIVAL,
    SCOPE,
    STOP,
    TIME,
)
from qdnlp.facts.row import Row
from qdnlp.schema import Figure, Time

_AHEAD = 0.25  # a period of which less than this has passed is ahead
_LONG = 58  # days from which a period may govern more than its sentence
_YEAR = 360  # days from which a period may govern all that stands under a heading
_SPAN = 1000  # days from which a period is one of several years
_MEDIUM = 27  # days from which a period without comma may govern its sentence
_ACTS = DO | ACT | REACH | PIVOT
_LEADS = (
    ADVERB | MANNER | OF | PREP | AND | OPEN | CLOSE | PRONOUN | PLAN | FROM | NAME | SCOPE | PART
)
_CLOSES_FIGURE = COMMA | STOP | FIGURE | RIVAL | FROM | LIST  # ends what stands behind a figure
_LED = 12  # items that may stand before the time that leads a clause
_THEN = roles.words("then")
_FIRST_POINT = tuple(roles.words("first_point"))
_LENGTHS = frozenset(("year", "month", "week"))
_HOURS = frozenset(("day", "h"))
_SUMMARY = tuple(roles.words("sums_up"))
_PAST = roles.words("past")
_OUTLOOKS = roles.words("outlook")
_UNTIL = roles.words("until")
OPENINGS = frozenset(word[0] for word in (*_OUTLOOKS, *_THEN, *_FIRST_POINT, *_UNTIL))
"""With which words begin that govern a sentence that they begin."""
_FULFILS = roles.words("fulfils")
_TAKES = roles.words("takes_object")
_BEFORE_LENGTH = roles.words("before_length")
_BEHIND_LENGTH = roles.words("behind_length")


class Period(Struct, frozen=True, gc=False):
    """A time as it stands in the text, with its dates where they are known."""

    text: str
    from_date: date | None
    to_date: date | None

    @property
    def days(self) -> int:
        """How long it is; 0 where that is unknown."""
        if self.from_date is None or self.to_date is None:
            return 0
        return (self.to_date - self.from_date).days + 1

    def is_ahead_of(self, day: date) -> bool:
        """Whether most of it is still to come on a day."""
        if self.from_date is None or self.to_date is None or self.to_date <= day:
            return False
        return (day - self.from_date).days < _AHEAD * self.days


class Periods:
    """The periods in force while a text is walked through."""

    def __init__(self, row: Row, times: Sequence[Time]) -> None:
        self._row = row
        self._times = times
        self._clause: Period | None = None
        self._leads = False  # the clause's period stands at its head
        self._seen_at = 0  # the item of the last one that did
        self._once = False  # the clause's period is that of the next figure alone
        self._sentence: Period | None = None
        self._before: Period | None = None  # of the sentence before
        self._paragraph: Period | None = None
        self._section: Period | None = None
        self._heading: Period | None = None
        self._article: Period | None = None
        self._now = False  # the sentence tells of now
        self._spans = False  # one of several years was told: 十四五
        self._told: Period | None = None  # the last one of the paragraph, which 届时 means

    def end_clause(self, at: int) -> None:
        """Forget what reaches no further than the clause that ends at item ``at``.

        Where the next one tells of now (目前已竣工5个), what governed before is forgotten too.
        """
        if (
            self._clause is not None
            and self._leads
            and self._sentence is None
            and not any(map(_ACTS.__and__, self._row.marks[self._seen_at + 1 : at]))
        ):
            self._sentence = self._clause  # 10月新车销量，首次突破3万辆
        self._clause = None
        if self._row.marks[at + 1] & NOW:
            self.end_section()
            self._now = True
        elif self._row.forms[at + 1] in _THEN:
            self._clause, self._leads = self._told, True  # 2031年通水，届时惠及5万人

    def end_sentence(self) -> None:
        """Forget what reaches no further than its sentence."""
        self._before = self._sentence or self._clause
        self._clause = self._sentence = None
        self._now = False

    def begin_sentence(self, at: int) -> None:
        """Forget what governed the text before where the sentence at item ``at`` tells of now.

        One that tells of parts (其中，) is governed as the one before.
        """
        marks, forms = self._row.marks, self._row.forms
        if at + 1 >= len(marks):
            return
        mark, form = marks[at], forms[at]
        if mark & NOW or (form in _UNTIL and marks[at + 1] & NOW):
            self.end_section()  # 目前, 截至目前
            self._now = True
        elif mark & PART:
            self._sentence = self._before  # 其中，
        elif form[:1] in OPENINGS:
            self._open(at)

    def _open(self, at: int) -> None:
        """Take note of a word with which a sentence begins at item ``at``."""
        word = self._row.forms[at]
        if word in _THEN:
            self._sentence = self._told  # 届时
        elif word in _OUTLOOKS:
            self.end_section()  # 下一步
        elif self._row.text.startswith(_FIRST_POINT, self._row.starts[at]):
            self._paragraph = self._before or self._paragraph  # 今年办好10件实事。一是…。二是…

    def begin_point(self, period: Period | None) -> None:
        """Let ``period``, of the line that leads a list, govern one of its points."""
        self._paragraph = period or self._paragraph

    def end_paragraph(self) -> None:
        """Forget what reaches no further than its paragraph."""
        self._before = self._clause = self._sentence = self._paragraph = self._told = None

    def end_section(self) -> None:
        """Forget every period but that of the heading."""
        self.end_paragraph()
        self._section = None

    def end_heading(self, line: str, times: Sequence[Time]) -> None:
        """Take note of a heading that ends here, and of the times in it.

        The first year of a numbered heading governs until the next one of its rank; the time in
        the title of an account holds where no other does: 2023年甲市统计公报.
        """
        self.end_section()
        if lines.CHAPTER.match(line):
            years = (Period(time.text, time.from_date, time.to_date) for time in times)
            self._heading = next((year for year in years if year.days >= _YEAR), None)
        elif line[0] in lines.ARTICLE:
            self._heading = self._article = None
        if titles.is_account(line):
            told = (Period(time.text, time.from_date, time.to_date) for time in times)
            self._article = next((period for period in told if period.days >= _MEDIUM), None)

    def see_first(self, period: Period | None) -> None:
        """Take note of the period of the first figure of an article: 前三季度."""
        if period is not None and period.days >= _LONG:
            self._article = period

    def of_article(self) -> Period | None:
        """The period of the article, for what it tells without any."""
        return None if self._now else self._article

    def of_figure(self, at: int, shared: int | None = None) -> Period | None:
        """The period of the figure at item ``at``; ``shared``: the time that a list has for it.

        One at the head of its clause goes on through the sentence; one behind it counts where
        none stands before (3个项目年内开工).
        """
        if shared is not None:
            time = self._times[self._row.refs[shared]]
            return Period(time.text, time.from_date, time.to_date)
        if self._clause is not None and self._leads:
            self._sentence = self._clause
        period = self._clause or self._behind(at) or self.in_force()
        if self._once:  # 去年的68亿元 is of last year, what it grew to is not
            self._clause, self._once = None, False
        return period

    def in_force(self) -> Period | None:
        """The period in force."""
        nearest = self._clause or self._sentence or self._paragraph or self._section
        return nearest or (None if self._now else self._heading)

    def is_of_sentence(self) -> bool:
        """Whether the sentence tells the period in force itself."""
        return self._clause is not None or self._sentence is not None

    def begins_report(self, at: int, clause: int) -> bool:
        """Whether the time at item ``at`` is the day with which another report begins."""
        time = self._times[self._row.refs[at]]
        one = time.from_date is not None and time.from_date == time.to_date
        return one and (at == clause or self._row.marks[at + 1] & OPEN != 0)

    def see(self, at: int, sentence: int, clause: int, paragraph: int) -> None:
        """Take note of the time at item ``at``; what it stands in begins at those items."""
        row = self._row
        time = self._times[row.refs[at]]
        if at > 1 and row.marks[at - 1] & OPEN and row.marks[at - 2] & TIME:
            return  # 今天（5日）
        period = Period(time.text, time.from_date, time.to_date)
        self._spans = self._spans or period.days >= _SPAN
        following = row.marks[at + 1]
        led_by = row.forms[at - 1] if at > clause else ""
        if around_times.is_compared(row, at, clause) or led_by in _FULFILS:
            if following & OF and row.marks[at + 2] & FIGURE and row.marks[at - 1] & RIVAL:
                self._clause, self._leads, self._once = period, False, True
            return  # 完成全年任务的55%; 较上年同期的98亿元|增长13%
        self._clause = self._told = period
        self._leads = self._once = False
        announces = clauses.announces(row, at)
        if following & OF and at == clause and announces:
            self._sentence = period  # 明年的主要目标是：
        if following & OF or led_by in _TAKES:
            self._once = bool(following & OF and row.marks[at + 2] & FIGURE)
            return
        if led_by and row.marks[at - 1] & FROM and not around_times.is_since(row, at):
            return
        closes = around_times.closes(row, at)
        if self.begins_report(at, clause):
            self._paragraph = self._section = None
        first = at - 1 if led_by in _UNTIL else at
        begun = clause + (clause < first and points_back(row.forms[clause]))  # 公司第三季度
        if at - begun > _LED or not all(map((_LEADS | TIME).__and__, row.marks[begun:first])):
            told = around_times.is_told(row, at) or around_times.recalls(row, at, begun)
            if told or (begun == sentence and period.days == 1):
                self._sentence = period
                if told and sentence == paragraph and period.days == 1:
                    self._paragraph = period
            if not around_times.recalls(row, at, begun):
                return
        self._leads = True
        self._seen_at = at
        long = period.days >= _LONG
        if announces:
            self._sentence = period  # 今年经济发展的主要目标是：
        if closes & COMMA:
            self._sentence = period
            if long and (begun == sentence or around_times.is_addressed(row, sentence, begun)):
                self._paragraph = period
                if sentence == paragraph:
                    self._section = period
        elif begun == sentence and (period.days >= _MEDIUM or (period.days == 1 and at == begun)):
            self._sentence = period
            if long and begun == paragraph and (announces or self._is_topic(at, period)):
                self._section = period

    def see_length(self, at: int, figure: Figure, clause: int, paragraph: int) -> None:
        """Take note of a length of time that stands for a period: 这五年, 近三年."""
        row = self._row
        led = row.forms[at - 1] if at else ""
        if figure.unit not in _LENGTHS and (figure.unit not in _HOURS or led not in _PAST):
            return  # 过去24小时, but 连续三天
        if led == "的" and clause == paragraph and self._sums_up(at, clause):
            self.end_section()
            self._heading = None
            self._section = Period(figure.text, None, None)
            return
        begin = at - 1 if led in _BEFORE_LENGTH else at
        if led == "的" and at > 1 and row.forms[at - 2] in _BEFORE_LENGTH:
            begin = at - 2  # 过去的一年
        behind = row.forms[at + 1] if at + 2 < len(row.starts) else ""
        if led == "连续" or (
            begin == at and behind not in _BEHIND_LENGTH and not row.marks[at + 1] & CHANGE
        ):
            return
        if begin == at and at != clause and behind in ("来", "间", "以来"):
            return
        end = at + 2 if behind == "内" else at + 1
        self._leads = False
        self._clause = Period(row.words(begin, end), None, None)
        if figure.value == 1 and self._heading is not None and begin < at:
            self._clause = replace(self._heading, text=self._clause.text)  # 过去一年
        if begin == paragraph:
            self._section = None
            if figure.value != 1:  # 五年来: the year of the heading is told
                self._heading = None
        if begin == paragraph or (begin == clause and around_times.closes(row, at)):
            self._sentence = self._paragraph = self._clause

    def _sums_up(self, at: int, clause: int) -> bool:
        """Whether the line of the length at item ``at`` says what it was: 这是改革提速的五年。

        Where the years have a name that was told before (十四五), the line does not date what
        stands below it.
        """
        row = self._row
        if self._spans or not row.text.startswith(_SUMMARY, row.starts[clause]):
            return False
        marks = row.marks
        return marks[at + 1] & STOP != 0 and (at + 2 == len(marks) or marks[at + 2] & LINE != 0)

    def _behind(self, at: int) -> Period | None:
        """The first time behind the figure at item ``at``, in its clause."""
        marks = self._row.marks
        for behind in range(at + 1, len(marks)):
            mark = marks[behind]
            if mark & _CLOSES_FIGURE:
                break
            if mark & TIME and not marks[behind + 1] & OF:
                time = self._times[self._row.refs[behind]]
                return Period(time.text, time.from_date, time.to_date)
        return None

    def _is_topic(self, at: int, period: Period) -> bool:
        """Whether the sentence tells of the year and of no figure: 2025年是很不平凡的一年。"""
        marks = self._row.marks
        if not _YEAR <= period.days <= 366:
            return False
        for i in range(at + 1, len(marks)):
            if marks[i] & (STOP | FIGURE):
                return not marks[i] & FIGURE
        return True
