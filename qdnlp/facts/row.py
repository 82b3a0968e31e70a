"""A text as one row of items: words, and over them figures, times and names as wholes.

Knows where each item begins and what it does; reads no sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from qdnlp.facts import roles
from qdnlp.schema import Figure, Time


class Named(Protocol):
    """What a name of the lexicon and an entity have in common; ``id`` of the lexicon or None."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def label(self) -> str:
        """Its label, by the guide."""

    @property
    def id(self) -> str | None:
        """Its id in the lexicon."""


class Words(Protocol):
    """A text cut into words."""

    @property
    def words(self) -> Sequence[str]:
        """The words."""

    @property
    def starts(self) -> Sequence[int]:
        """Where each begins; the last is the end of the text."""

    @property
    def tags(self) -> Sequence[str]:
        """Their parts of speech, those of jieba."""


class Row(NamedTuple):
    """The items of a text: ``text[starts[i]:starts[i + 1]]`` does ``marks[i]``.

    ``refs`` tells of figures, times and names the place in their list, -1 of other words.
    """

    text: str
    starts: list[int]
    marks: list[int]
    refs: list[int]

    def words(self, begin: int, end: int) -> str:
        """The text of the items ``begin`` to ``end``."""
        return self.text[self.starts[begin] : self.starts[end]]


def lay(
    text: str,
    figures: Sequence[Figure],
    times: Sequence[Time],
    names: Sequence[Named],
    cut: Words,
) -> Row:
    """The row of a text; where a name lies over a figure or a time, those stay."""
    by_tag, known = roles.BY_TAG.get, roles.MARKS.get
    marks = [
        by_tag(tag, 0) if mark is None else mark
        for mark, tag in zip(map(known, cut.words), cut.tags, strict=True)
    ]
    row = Row(text, [], [], [])
    starts, marks = _unglued(cut.starts, marks)
    done = 0
    for start, end, mark, ref in _in_order(figures, times, names):
        _fill(row, starts, marks, done, start)
        row.starts.append(start)
        row.marks.append(mark)
        row.refs.append(ref)
        done = end
    _fill(row, starts, marks, done, len(text))
    for column, last in ((row.starts, len(text)), (row.marks, roles.STOP), (row.refs, -1)):
        column.append(last)  # a stop of no length, so that every item has one behind it
    row.starts.append(len(text))
    return row


def _unglued(starts: Sequence[int], marks: list[int]) -> tuple[Sequence[int], list[int]]:
    """The words with 率达 and the like taken apart."""
    hits = [at for at, mark in enumerate(marks) if mark & roles.GLUED]
    if not hits:
        return starts, marks
    new_starts: list[int] = []
    new_marks: list[int] = []
    done = 0
    for at in hits:
        new_starts += starts[done : at + 1]
        new_marks += marks[done:at]
        new_starts.append(starts[at] + 1)
        new_marks += (roles.SUFFIX, roles.REACH)
        done = at + 1
    new_starts += starts[done:]
    new_marks += marks[done:]
    return new_starts, new_marks


def _fill(row: Row, starts: Sequence[int], marks: list[int], begin: int, end: int) -> None:
    """Lay the words between two wholes; what a whole leaves of a word is an item too."""
    if begin >= end:
        return
    first = bisect_left(starts, begin)
    if starts[first] >= end:
        _piece(row, begin, end)
        return
    if begin < starts[first]:
        _piece(row, begin, starts[first])
    last = bisect_right(starts, end, first) - 1
    row.starts.extend(starts[first:last])
    row.marks.extend(marks[first:last])
    row.refs.extend([-1] * (last - first))
    if starts[last] < end:
        _piece(row, starts[last], end)


def _piece(row: Row, start: int, end: int) -> None:
    """The rest of a word that a figure, a time or a name cuts."""
    row.starts.append(start)
    row.marks.append(roles.of(row.text[start:end]))
    row.refs.append(-1)


_Span = tuple[int, int, int, int]


def _in_order(
    figures: Sequence[Figure], times: Sequence[Time], names: Sequence[Named]
) -> list[_Span]:
    """Start, end, mark and place of what is whole; figures before times before names."""
    spans: list[_Span] = [(f.start, f.end, roles.FIGURE, n) for n, f in enumerate(figures)]
    spans += [(t.start, t.end, roles.TIME, n) for n, t in enumerate(times)]
    spans.sort()
    firm_starts = [span[0] for span in spans]
    kept = []
    for n, name in enumerate(names):
        after = bisect_right(firm_starts, name.start)
        if after and spans[after - 1][1] > name.start:
            continue
        if after < len(spans) and spans[after][0] < name.end:
            continue
        kept.append((name.start, name.end, roles.NAME, n))
    spans += kept
    spans.sort()
    return spans
