"""A text as one row of items: words, and over them figures, times and names as wholes.

Knows where each item begins and what it does; reads no sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from qdnlp.facts import roles
from qdnlp.patterns import Pattern
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

    ``refs`` tells of figures, times and names the place in their list, -1 of other words;
    ``events`` are the items at which a walk through the text stops, ``lines`` those of them at
    which a line ends.
    """

    text: str
    starts: list[int]
    marks: list[int]
    refs: list[int]
    events: list[int]
    lines: list[int]

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
    items = _Items(text, *_unglued(cut.starts, roles.of_all(cut.words, cut.tags)))
    for start, end, mark, ref in _in_order(text, figures, times, names):
        items.put(start, end, mark, ref)
    items.put(len(text), len(text), roles.STOP, -1)  # so that every item has one behind it
    return walked(text, [*items.starts, len(text)], items.marks, items.refs)


def walked(text: str, starts: list[int], marks: list[int], refs: list[int]) -> Row:
    """The row of these items, with the places at which a walk stops."""
    events = [at for at, mark in enumerate(marks) if mark & roles.EVENTS]
    lines = [at for at in events if marks[at] & roles.LINE]
    return Row(text, starts, marks, refs, events, lines)


def _unglued(starts: Sequence[int], marks: list[int]) -> tuple[Sequence[int], list[int]]:
    """The words with 率达 and the like taken apart."""
    new_starts: list[int] = []
    new_marks: list[int] = []
    done = 0
    marks.append(roles.GLUED)  # so that the last is found too
    while (at := marks.index(roles.GLUED, done)) < len(marks) - 1:
        new_starts += starts[done : at + 1]
        new_marks += marks[done:at]
        new_starts.append(starts[at] + 1)
        new_marks += (roles.SUFFIX, roles.REACH)
        done = at + 1
    marks.pop()
    if not done:
        return starts, marks
    new_starts += starts[done:]
    new_marks += marks[done:]
    return new_starts, new_marks


class _Items:
    """The items of a row while it is laid, from left to right."""

    def __init__(self, text: str, word_starts: Sequence[int], word_marks: list[int]) -> None:
        self.starts: list[int] = []
        self.marks: list[int] = []
        self.refs: list[int] = []
        self._text = text
        self._word_starts = word_starts
        self._word_marks = word_marks
        self._word_refs = [-1] * len(word_marks)
        self._done = 0
        self._at = 0  # the first word that begins where the row is done, or behind

    def put(self, start: int, end: int, mark: int, ref: int) -> None:
        """Lay one item, and the words before it; what it leaves of a word is an item too."""
        starts = self._word_starts
        at = bisect_left(starts, start, self._at)
        if starts[at] == start < end == starts[at + 1]:  # one word: it is laid with its neighbours
            self._word_marks[at], self._word_refs[at] = mark, ref
            return
        if self._done < start:
            self._fill(start)
        self.starts.append(start)
        self.marks.append(mark)
        self.refs.append(ref)
        self._done = end

    def _fill(self, end: int) -> None:
        begin, starts = self._done, self._word_starts
        first = bisect_left(starts, begin, self._at)
        if starts[first] >= end:
            self._piece(begin, end)
            return
        if begin < starts[first]:
            self._piece(begin, starts[first])
        last = bisect_right(starts, end, first, min(len(starts), first + end - begin + 1)) - 1
        self.starts += starts[first:last]
        self.marks += self._word_marks[first:last]
        self.refs += self._word_refs[first:last]
        if starts[last] < end:
            self._piece(starts[last], end)
        self._at = last

    def _piece(self, start: int, end: int) -> None:
        """The rest of a word that a figure, a time or a name cuts."""
        self.starts.append(start)
        self.marks.append(roles.of(self._text[start:end]))
        self.refs.append(-1)


_Span = tuple[int, int, int, int]
_TITLE = Pattern("《[^《》\n]{1,60}》")


def _in_order(
    text: str, figures: Sequence[Figure], times: Sequence[Time], names: Sequence[Named]
) -> list[_Span]:
    """Start, end, mark and place of what is whole; figures before times before names."""
    spans: list[_Span] = [(f.start, f.end, roles.FIGURE, n) for n, f in enumerate(figures)]
    titles = [match.span() for match in _TITLE.finditer(text)]
    ends = [end for _, end in titles]
    for n, time in enumerate(times):
        at = bisect_right(ends, time.start)
        if at == len(titles) or titles[at][0] > time.start:  # not in 《纲要（2025年版）》
            spans.append((time.start, time.end, roles.TIME, n))
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
