"""Nesting: spans that overlap in any way → steps that open and close like brackets.

Knows nothing of what the spans are, nor of HTML. A span that crosses the end of another is drawn
in two pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

DEEPEST = 8
"""So many spans are drawn over one character at most, so that the work stays linear."""


class Step(NamedTuple):
    """One step through a text: the text of ``start:end``, or a span that opens or closes there.

    ``first`` and ``last`` say which piece of its span it opens or closes.
    """

    what: Literal["text", "open", "close"]
    start: int
    end: int
    span: int = -1
    first: bool = True
    last: bool = True


def steps(length: int, spans: Sequence[tuple[int, int]]) -> Iterator[Step]:
    """The steps through a text of ``length`` characters; ``span`` is an index into ``spans``.

    Longer spans are outside, of two alike the earlier one. Spans that are empty or do not lie in
    the text are left out.

    >>> [(s.what, s.start, s.end, s.span) for s in steps(3, [(0, 2), (1, 2)]) if s.what != "close"]
    [('open', 0, 0, 0), ('text', 0, 1, -1), ('open', 1, 1, 1), ('text', 1, 2, -1), ('text', 2, 3, -1)]
    """  # noqa: E501
    walk = _Walk(spans)
    inside = (at for at, (start, end) in enumerate(spans) if 0 <= start < end <= length)
    for span in sorted(inside, key=lambda at: (spans[at][0], -spans[at][1], at)):
        start = spans[span][0]
        yield from walk.close_until(start)
        if len(walk.open) == DEEPEST:
            continue
        yield from walk.text_until(start)
        yield walk.opened(span, start)
    yield from walk.close_until(length)
    yield from walk.text_until(length)


class _Walk:
    """Where a walk through the text stands, and which spans are open there, outermost first."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._position = 0
        self.open: list[int] = []

    def text_until(self, end: int) -> Iterator[Step]:
        if self._position < end:
            yield Step("text", self._position, end)
            self._position = end

    def opened(self, span: int, at: int) -> Step:
        """Open a span inside those that are open; its piece is the last if none ends before it."""
        first, end = self._spans[span][0] == at, self._spans[span][1]
        last = all(self._spans[outer][1] >= end for outer in self.open)
        self.open.append(span)
        return Step("open", at, at, span, first, last)

    def close_until(self, limit: int) -> Iterator[Step]:
        """Close every span that ends at ``limit`` or before; what is inside them goes on."""
        while self.open and (end := min(self._spans[span][1] for span in self.open)) <= limit:
            yield from self.text_until(end)
            outermost = next(at for at, span in enumerate(self.open) if self._spans[span][1] == end)
            inner = self.open[outermost:]
            del self.open[outermost:]
            for span in reversed(inner):
                yield Step("close", end, end, span, last=self._spans[span][1] == end)
            for span in inner:
                if self._spans[span][1] > end:
                    yield self.opened(span, end)
