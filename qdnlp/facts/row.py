"""A text as one row of items: words, and over them figures, times and names as wholes.

Knows where each item begins and what it does; reads no sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from operator import itemgetter
from typing import Protocol

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from qdnlp.facts import layout, roles
from qdnlp.overlay import Words as Laid
from qdnlp.overlay import laid_over
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
    def words(self) -> list[str]:
        """The words."""

    @property
    def starts(self) -> list[int]:
        """Where each begins; the last is the end of the text."""

    @property
    def tags(self) -> list[str]:
        """Their parts of speech, those of jieba."""


_MANY = 64  # items; no phrase is as long


class Row(Struct, frozen=True, gc=False):  # its fields are read in a third of a tuple's time
    """The items of a text: ``forms[i]`` stands from ``starts[i]`` on and does ``marks[i]``.

    Together they are the text. ``refs`` tells of figures, times and names the place in their
    list, -1 of other words. ``laid`` are the marks as they were laid, to be asked all at once;
    ``events`` are the items at which a walk through the text stops, ``lines`` those of them at
    which a line ends.
    """

    text: str
    forms: list[str]
    starts: list[int]
    marks: list[int]
    refs: list[int]
    laid: NDArray[np.int64]
    events: list[int]
    lines: list[int]

    def places(self, marks: int) -> list[int]:
        """The items on which one of ``marks`` was laid."""
        return _places(self.laid, marks)

    def are_all(self, marks: int, begin: int, end: int) -> bool:
        """Whether all items ``begin`` to ``end`` do one of ``marks``; where they are many, none."""
        return end - begin <= _MANY and all(map(marks.__and__, self.marks[begin:end]))

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
    wholes = _in_order(text, figures, times, names)
    words = Laid(cut.words, cut.starts, roles.of_all(cut.words, cut.tags))
    forms, starts, marks = laid_over(text, words, map(_SPAN, wholes), roles.of)
    forms.append("")
    starts.append(len(text))
    marks.append(roles.STOP)  # so that every item has one behind it
    row = walked(text, forms, starts, marks, [-1] * len(marks))
    refs = compress(map(_REF, wholes), map(_WHOLE.__and__, map(_MARK, wholes)))
    for at, ref in zip(row.places(_WHOLE), refs, strict=True):
        row.refs[at] = ref
    return row


def walked(
    text: str, forms: list[str], starts: list[int], marks: list[int], refs: list[int]
) -> Row:
    """The row of these items, with the places at which a walk stops."""
    laid = np.fromiter(marks, np.int64, len(marks))
    events, lines = _places(laid, roles.EVENTS), _places(laid, roles.LINE)
    return Row(text, forms, starts, marks, refs, laid, events, lines)


def _places(laid: NDArray[np.int64], marks: int) -> list[int]:
    places: list[int] = (laid & marks).nonzero()[0].tolist()
    return places


_Span = tuple[int, int, int, int]
_SPAN, _MARK, _REF = itemgetter(0, 1, 2), itemgetter(2), itemgetter(3)
_WHOLE = roles.FIGURE | roles.TIME | roles.NAME
_NOUNS = frozenset(("PROGRAMME", "EVENT", "DOC"))
"""The labels of names that are counted and measured as nouns are: 中欧班列."""
_TITLE = Pattern("《[^《》\n]{1,60}》")


def _in_order(
    text: str, figures: Sequence[Figure], times: Sequence[Time], names: Sequence[Named]
) -> list[_Span]:
    """Start, end, mark and place of what is whole; figures before times, names, dividers."""
    spans: list[_Span] = [(f.start, f.end, roles.FIGURE, n) for n, f in enumerate(figures)]
    titles = [match.span() for match in _TITLE.finditer(text)]
    ends = [end for _, end in titles]
    for n, time in enumerate(times):
        at = bisect_right(ends, time.start)
        if at == len(titles) or titles[at][0] > time.start:  # not in 《纲要（2025年版）》
            spans.append((time.start, time.end, roles.TIME, n))
    spans.append((len(text), len(text), 0, -1))
    spans.sort()
    kept = []
    before, after = 0, 0  # where the last of them ends that begins before the name; the next one
    for n, name in enumerate(names):
        start, end = name.start, name.end
        while spans[after][0] <= start:
            before = spans[after][1]
            after += 1
        if before <= start and spans[after][0] >= end:
            kept.append((start, end, 0 if name.label in _NOUNS else roles.NAME, n))
    spans.pop()
    spans += kept
    spans.sort()
    dividers = layout.dividers(text)
    if dividers:
        spans += _clear(dividers, spans)
        spans.sort()
    return spans


def _clear(found: list[tuple[int, int, int]], spans: list[_Span]) -> list[_Span]:
    """The stretches that touch none of ``spans``, which are in order."""
    clear: list[_Span] = []
    for start, end, mark in found:
        at = bisect_left(spans, (start,))
        if (at == 0 or spans[at - 1][1] <= start) and (at == len(spans) or spans[at][0] >= end):
            clear.append((start, end, mark, -1))
    return clear
