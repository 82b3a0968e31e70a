"""Headlines that ran into the text below them: quick news whose ends of lines were lost.

Knows the words with which a report begins and never goes on (记者从…获悉, 今天（5日），); what
stands before them without any mark, up to the last full stop, is its headline. In such texts a
report may begin with the first words of its headline, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import and_

from qdnlp.facts import roles
from qdnlp.facts.roles import (
    ADVERB,
    AND,
    CLOSE,
    COMMA,
    FIGURE,
    FROM,
    LINE,
    LIST,
    OF,
    OPEN,
    PLACE,
    PREP,
    SAY,
    STOP,
    TIME,
)
from qdnlp.facts.row import Row, walked
from qdnlp.patterns import Pattern, alternation

_REPORTER = Pattern(alternation(roles.words("reporter")))
_ORDERS = roles.words("orders")
_UNTIL = roles.words("until")
_AROUND = _UNTIL | roles.words("since")
_GOES_ON = COMMA | STOP | OPEN | LIST | AND | OF | PREP | FROM | TIME | SAY | ADVERB
"""Behind one of these no headline has ended."""
_AT_MOST = 48  # characters of a headline
_LINES = 8  # a text of more has not lost their ends
_SAME = 4  # characters with which a headline and its report begin
_DAY = 5  # items of 今天（5日），
_END = STOP | LINE


def part(row: Row) -> Row:
    """The row with an item of no length where a headline and a report end as lines do."""
    cuts = sorted({cut for pair in _found(row) for cut in pair})
    if not cuts:
        return row
    forms: list[str] = []
    starts: list[int] = []
    marks: list[int] = []
    refs: list[int] = []
    done = 0
    for cut in cuts:
        forms += (*row.forms[done:cut], "")
        starts += (*row.starts[done:cut], row.starts[cut])
        marks += (*row.marks[done:cut], _END)
        refs += (*row.refs[done:cut], -1)
        done = cut
    forms += row.forms[done:]
    starts += row.starts[done:]
    marks += row.marks[done:]
    refs += row.refs[done:]
    return walked(row.text, forms, starts, marks, refs)


def _found(row: Row) -> list[tuple[int, int]]:
    """The items with which headlines begin, and the reports below them."""
    marks, starts = row.marks, row.starts
    found: list[tuple[int, int]] = []
    for body in (*_reporters(row), *_days(row)):
        if marks[body - 1] & _GOES_ON:
            continue
        first = body
        while first and not marks[first - 1] & STOP and starts[body] - starts[first] <= _AT_MOST:
            first -= 1
        if starts[body] - starts[first] <= _AT_MOST:
            found.append((first, body))
    again = list(_repeated(row)) if found or len(row.lines) < _LINES else []
    return [*found, *again] if found or len(again) > 1 else []


def _repeated(row: Row) -> Iterator[tuple[int, int]]:
    """The items of headlines whose first words begin the report too, without a mark between."""
    text, starts, marks = row.text, row.starts, row.marks
    for stop in [0, *(at + 1 for at in row.places(STOP) if marks[at] & STOP)]:
        if stop >= len(marks) or marks[stop] & STOP:
            continue
        start = starts[stop]
        again = text.find(text[start : start + _SAME], start + _SAME, start + _AT_MOST + _SAME)
        if again < 0:
            continue
        body = bisect_left(starts, again)
        if starts[body] != again:
            continue
        body = _behind_time(row, body)
        if not marks[body - 1] & _GOES_ON and not any(
            map((COMMA | STOP).__and__, marks[stop:body])
        ):
            yield stop, body


def _behind_time(row: Row, body: int) -> int:
    """The item ``body``, or the first of a time that stands before it: “十四五”期间，甲市…."""
    marks = row.marks
    if not marks[body - 1] & COMMA:
        return body
    first = body - 1
    while first > 0 and (
        marks[first - 1] & (TIME | OPEN | CLOSE | PLACE) or row.forms[first - 1] in _AROUND
    ):
        first -= 1
    return first if any(map(TIME.__and__, marks[first:body])) else body


def _reporters(row: Row) -> Iterator[int]:
    """The items of reporters who have learned something: 记者从统计局了解到."""
    for match in _REPORTER.finditer(row.text):
        at = bisect_left(row.starts, match.start())
        if row.starts[at] == match.start() and at and row.marks[at + 1] & (FROM | TIME):
            yield at


def _days(row: Row) -> Iterator[int]:
    """The items of times that begin a report, with a comma behind them.

    今天（5日）， does; so does any time right behind a figure: 增长5%今年上半年，.
    """
    marks = row.marks
    last = len(marks) - _DAY
    for at in row.places(TIME):
        if not 0 < at < last or not marks[at + 1] & (OPEN | COMMA):
            continue
        if all(map(and_, marks[at : at + _DAY], (TIME, OPEN, TIME, CLOSE, COMMA))):
            yield at
        elif marks[at + 1] & COMMA:
            begin = at - (row.forms[at - 1] in _UNTIL)
            if marks[begin - 1] & FIGURE and row.forms[begin - 1][0] not in _ORDERS:
                yield begin  # not 第26个记者节，
