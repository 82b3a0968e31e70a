"""The walk through a text that ties each figure to what it says.

Knows the order in which the others are asked; the language is theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as Date
from typing import NamedTuple

from qdnlp.facts import attributes, bases, clauses, headlines, lines, phrases, roles
from qdnlp.facts.choice import SIGHT, Choice, Here
from qdnlp.facts.memory import Scope, only_points_back
from qdnlp.facts.moods import SHORT, Moods
from qdnlp.facts.periods import OPENINGS, Period, Periods
from qdnlp.facts.roles import (
    ADVERB,
    AND,
    BEHIND,
    BRACKETS_OPEN,
    COLON,
    COMMA,
    DO,
    FIGURE,
    LINE,
    LIST,
    NAME,
    NOW,
    PART,
    PLAN,
    SCOPE,
    STOP,
    TIME,
)
from qdnlp.facts.row import Named, Row, Words, lay
from qdnlp.facts.scopes import Scopes
from qdnlp.facts.shares import Shares
from qdnlp.facts.speakers import Turns
from qdnlp.schema import Basis, Fact, Figure, Time

_TURNS = STOP | COMMA | NAME | FIGURE  # where another may begin to speak
_BEGINS = NOW | PART  # that govern a sentence that they begin
_ASKS = roles.words("asks")
_Span = tuple[int, int]
_NOBODY = None, None


def _no_id(_place: str) -> None:
    return None


def find(
    text: str,
    figures: Sequence[Figure],
    times: Sequence[Time],
    names: Sequence[Named],
    cut: Words,
    date: Date | None = None,
    place_id: Callable[[str], str | None] = _no_id,
) -> list[Fact]:
    """What the figures of a text say, one fact a figure, in their order.

    ``figures``, ``times`` and ``names`` are those of the text, in order; ``cut`` its words
    (``lexicon.index.cut(text)``), ``date`` the document's, ``place_id`` gives the id of a place
    by its name (``lexicon.place_id``), for those that only the title of a document names. A
    figure that says nothing of a nameable thing has no fact.

    >>> import qdnlp
    >>> from qdnlp.lexicon import Lexicon
    >>> text, lexicon = "前三季度，项目75个、总投资640亿元。", Lexicon.default()
    >>> cut = lexicon.index.cut(text)
    >>> facts = find(text, qdnlp.figures(text), qdnlp.times(text), lexicon.names(cut), cut)
    >>> [(fact.indicator, fact.period) for fact in facts]
    [('项目', '前三季度'), ('总投资', '前三季度')]
    """
    row = lay(text, figures, times, names, cut)
    return Finder(row, figures, times, names, date, place_id).facts()


class _Led(NamedTuple):
    """Whose and of when the points of a list are, by the line that leads them."""

    scope: Scope | None
    period: Period | None


class Finder:
    """One walk through one text."""

    def __init__(
        self,
        row: Row,
        figures: Sequence[Figure],
        times: Sequence[Time],
        names: Sequence[Named],
        date: Date | None,
        place_id: Callable[[str], str | None],
    ) -> None:
        lines.join(row)
        self._row = row = headlines.part(row)
        self._figures = figures
        self._times = times
        self._names = names
        self._periods = Periods(row, times)
        self._scopes = Scopes(row, names, place_id)
        self._moods = Moods(row, date)
        self._line = 0  # the item with which the line begins; an enumerator may lead the paragraph
        self._paragraph = self._sentence = self._clause = 0  # the items with which they begin
        self._segment = 0  # the item behind the last figure, or with which the clause begins
        self._scope: Scope | None = None  # of the last figure
        self._shares = Shares(row, names)
        self._choice = Choice(row, self._shares)
        clauses.mark_divisions(row)
        self._turns = Turns(row, names)
        self._basis: Basis | None = None
        self._bases: list[Basis] = []  # of the figures to come of a list
        self._noted = self._noted_before = False  # in the clause, in the sentence before it
        self._opens = False  # no figure has stood below the byline yet
        self._led: _Led | None = None  # the points of the list that is open
        self._facts: list[Fact] = []

    def facts(self) -> list[Fact]:
        """The facts of the text."""
        self._swallow()
        self._begin_paragraph(0)
        marks, events = self._row.marks, self._row.events[:-1]  # the last is the end of the text
        moods, turns = self._moods, self._turns.at
        for at, mark in zip(events, map(marks.__getitem__, events), strict=True):
            if at >= turns and mark & _TURNS:
                turns = self._see_turn(at)
            if mark & STOP:
                self._end_sentence(at, mark)
                continue
            if mark & COMMA:
                if at < self._clause:
                    continue  # a sign that leads the paragraph
                if at - self._clause <= SHORT or at >= moods.alert:
                    moods.see_clause(self._clause, at)
                if mark & COLON:
                    self._see_colon(at)
                self._clause = self._segment = at + 1
                if self._noted or marks[at + 1] & NOW:
                    self._end_clause(at)
                continue
            self._noted = True
            if mark & FIGURE:
                self._see_figure(at)
            elif mark & TIME:
                self._see_time(at)
            elif mark & NAME:
                self._scopes.see(at, self._sentence, self._member(at), self._paragraph)
            elif mark & SCOPE:
                self._scopes.see_rank(at, self._sentence, self._clause, self._paragraph)
            elif mark & PLAN:
                self._moods.see(at, self._clause)
        return self._facts

    def _see_turn(self, at: int) -> int:
        """Take note of who speaks from item ``at`` on; the item of the next turn."""
        if self._turns.turn(at):
            speaking = self._turns.speaking
            self._scopes.begin_speech(speaking)
            self._moods.begin_speech(speaking is not None)
            self._noted = True
        return self._turns.at

    def _see_colon(self, at: int) -> None:
        """Take note of a colon at item ``at``; one that ends its line leads the points below."""
        period = self._periods.in_force()
        self._moods.see_colon(at, period)
        if self._row.marks[at + 1] & LINE:
            told = self._periods.is_of_sentence()
            self._led = _Led(self._scopes.of(), period if told else None)

    def _swallow(self) -> None:
        """Make figures that only qualify a noun part of it."""
        row = self._row
        for at in row.places(FIGURE):
            led = row.marks[at - 1] & FIGURE or row.forms[at - 1] in attributes.PER
            if led and attributes.is_rate(row, self._figures, at):
                attributes.leave_out(row, at)
            elif row.marks[at] & FIGURE and attributes.is_attribute(row, self._figures, at):
                attributes.swallow(row, at)

    def _end_clause(self, at: int) -> None:
        self._periods.end_clause(at)
        self._scopes.end_clause()
        self._moods.end_clause()
        self._noted, self._noted_before = False, True

    def _end_sentence(self, at: int, mark: int) -> None:
        """Begin the sentence behind item ``at``; most have nothing to forget, nor to begin with."""
        row = self._row
        if self._noted or self._noted_before:
            self._noted = self._noted_before = False
            self._choice.end_sentence(not mark & LINE and row.marks[at + 1] & PART != 0)
            self._shares.end_sentence()
            self._periods.end_sentence()
            self._scopes.end_sentence()
            self._moods.end_sentence()
        self._sentence = self._clause = self._segment = at + 1
        if mark & LINE:
            self._end_paragraph(at)
        first = row.marks[self._sentence]
        if first & _BEGINS or row.forms[self._sentence][:1] in OPENINGS:
            self._periods.begin_sentence(self._sentence)
            if first & PART and not mark & LINE:
                self._scopes.begin_parts(self._scope)

    def _end_paragraph(self, at: int) -> None:
        if at > self._paragraph:
            if lines.is_heading(self._row, self._line, at):
                line = self._row.words(self._line, at).strip()
                items = range(self._line, at)
                marks, refs = self._row.marks, self._row.refs
                times = [self._times[refs[i]] for i in items if marks[i] & TIME]
                self._periods.end_heading(line, times)
                self._moods.end_heading(line, times)
                self._scopes.end_heading(line, times)
                self._opens = line.startswith("□")
            else:
                self._scopes.end_text()
            self._periods.end_paragraph()
            self._scopes.end_paragraph()
            self._moods.end_paragraph()
        self._begin_paragraph(at + 1)

    def _begin_paragraph(self, at: int) -> None:
        """Let the paragraph begin with its first word; a sign or blanks may lead it."""
        self._line = lines.first_word(self._row, at)
        first = lines.behind_enumerator(self._row, self._line)
        self._paragraph = self._sentence = self._clause = self._segment = first
        if self._row.forms[first] in _ASKS and self._row.marks[first + 1] & COLON:
            self._periods.end_section()  # 问：, of another matter
        led = self._led
        if led is None:
            return
        lead = self._row.words(at, first).strip()
        if lead:
            self._scopes.begin_point(led.scope)
            if not any(map(str.isalnum, lead)):  # a chapter (一) may be of another time
                self._periods.begin_point(led.period)
        elif first < len(self._row.marks) and not self._row.marks[first] & LINE:
            self._led = None

    def _see_time(self, at: int) -> None:
        if lines.is_dateline(self._row, at):
            self._begin_paragraph(at + 2)
            return
        if self._periods.begins_report(at, self._clause):
            self._scopes.end_report()
        self._periods.see(at, self._sentence, self._clause, self._paragraph)

    def _see_figure(self, at: int) -> None:
        row = self._row
        figure = self._figures[row.refs[at]]
        begin = max(self._segment, at - SIGHT)
        here = Here(self._sentence, self._clause, self._segment, begin)
        if attributes.is_length_of_time(row, figure) and at not in self._shares:
            found = self._choice.scan(at, here)
            known = found.head is not None or self._choice.last is not None
            if not attributes.is_measured(row, figure, found, at, known):
                self._periods.see_length(at, figure, self._clause, self._paragraph)
                row.marks[at] = ADVERB if row.marks[at + 1] else 0
                return
        if figure.kind == "percent" and attributes.is_counted(row, at):
            row.marks[at] = 0
            return
        head = self._choice.of(at, figure, here)
        self._segment = head[1] if head is not None and head[0] > at else at + 1
        while self._segment < len(row.marks) and row.marks[self._segment] & BEHIND:
            self._segment += 1
        if head is None:
            return
        carried = self._choice.take(at, figure, head)
        fact = self._fact(at, figure, head, here.segment, carried)
        if fact.indicator:
            self._facts.append(fact)

    def _member(self, at: int) -> int:
        """The item with which the clause begins, or its last member: 甲区35个、|乙区28个."""
        if self._segment == at - 1 > self._clause and (
            self._row.marks[at - 1] & LIST or self._row.forms[at - 1] in BRACKETS_OPEN
        ):
            return at if self._names[self._row.refs[at]].label == "GPE" else self._clause
        return self._clause

    def _goes_on(self, at: int, segment: int, head: _Span) -> bool:
        """Whether a change goes on with the one before it: 同比增加84万吨、|增长4%."""
        marks = self._row.marks
        listed = marks[segment] & (LIST | AND)
        return listed != 0 and segment + 2 == at and head[0] < segment

    def _see_basis(self, at: int, figure: Figure, head: _Span, segment: int) -> None:
        """Take note of what the figure at item ``at`` is measured against."""
        row, listed = self._row, self._choice.listed
        if figure.direction == "none" and figure.kind != "multiple":
            self._basis = None
            return
        if not listed:
            if self._goes_on(at, segment, head):
                return
            multiple = figure.kind == "multiple" and figure.direction == "none"
            self._basis = bases.of(row, segment, at, multiple, self._sentence)
            begins_list = row.marks[at + 1] & (LIST | AND)
            self._bases = bases.of_each(row, segment, at) if begins_list else []
        if self._bases:
            self._basis = self._bases.pop(0)

    def _fact(self, at: int, figure: Figure, head: _Span, segment: int, carried: bool) -> Fact:
        row = self._row
        self._see_basis(at, figure, head, segment)
        named = self._scopes.of_clause(self._clause, self._sentence)
        owned = named or self._scopes.of()
        pointed = owned or only_points_back(row.forms[head[0]])
        begin = phrases.behind_back_word(row, *head, self._clause) if pointed else head[0]
        if begin > head[0] and not self._scopes.recalls(row.forms[begin - 1]):
            begin = head[0]
        told = phrases.indicator(row, self._names, begin, head[1], self._clause)
        indicator = told.text
        own = self._scopes.of_figure(at, self._clause, figure)
        if own is None and not (carried and named):  # 甲市增速达7.1%；乙市增长3.9%
            own = told.owner
        scope = own or self._shares.owner(at) or named
        if scope is None and (carried or row.marks[self._clause] & PART):
            scope = self._scope
        scope = scope or self._scopes.of()
        self._scopes.see_owned(scope)
        scope = self._scopes.bearer(scope, figure, indicator)
        self._scope = scope
        period = self._periods.of_figure(at, self._shares.time(at))
        if period is not None:
            here = self._periods.is_of_sentence()
            if self._moods.excludes(period, self._clause, at, here):
                period = None
        changes = carried and figure.direction != "none"
        modality = self._moods.of(period, self._clause, at, changes)
        speech = self._turns.speaking
        if modality == "actual" and speech is None:
            if self._opens:  # what an article opens with, it goes on to tell of
                self._scopes.see_first(scope)
                self._periods.see_first(period)
            period = period or self._periods.of_article()
        self._opens = False
        known = told.id or self._shares.id_of(indicator, head)
        if figure.kind == "count" and row.marks[head[0]] & DO:
            indicator = indicator.removeprefix(row.forms[head[0]]) or indicator
        owner, owner_id = scope or _NOBODY
        speaker, spoken_for = (speech.speaker, speech.spoken_for) if speech else _NOBODY
        return Fact(
            row.refs[at],
            indicator,
            known,
            owner,
            owner_id,
            period.text if period else None,
            period.from_date if period else None,
            period.to_date if period else None,
            figure.direction,
            self._basis,
            modality,
            speaker,
            spoken_for,
        )
