"""Spans laid over the words of a text: each span becomes one word.

Knows offsets only, no language. What is told of each word goes with it: in tokens its part of
speech, in facts what it does beside a figure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

Whole: TypeAlias = tuple[int, int, str]
"""A stretch of text that is one word: its start, its end, its part of speech.

A plain tuple: a page has thousands, and they live for a moment.
"""


class Words(NamedTuple, Generic[T]):
    """The words of a text, where each begins, what is told of each.

    The last of ``starts`` is the end of the text.
    """

    words: list[str]
    starts: list[int]
    tags: list[T]


def merged(names: Sequence[Whole], others: Iterable[Whole]) -> list[Whole]:
    """Names and other spans in one row; of two that touch, the one around the other is kept.

    Where neither is around the other, the name gives way: its border is a guess, that of a
    figure is grammar.

    >>> merged([(0, 5, "ns")], [(2, 4, "m"), (7, 9, "m")])
    [(0, 5, 'ns'), (7, 9, 'm')]
    """
    out: list[Whole] = []
    at = 0
    known = len(names)
    for other in others:
        start, end, _ = other
        while at < known and names[at][1] <= start:
            out.append(names[at])
            at += 1
        if at < known:
            begin, stop, _ = names[at]
            if begin <= start and end <= stop:
                continue
            while begin < end:
                at += 1
                begin = names[at][0] if at < known else end
        out.append(other)
    out.extend(names[at:])
    return out


def in_order(*rows: Iterable[Whole]) -> list[Whole]:
    """Rows of spans that do not touch each other, as one row."""
    return sorted(chain(*rows))


def laid_over(
    text: str, cut: Words[T], spans: Iterable[tuple[int, int, T]], tag_of: Callable[[str], T]
) -> Words[T]:
    """The words of a text once every span (its start, its end, its tag) is one word.

    ``tag_of`` gives the tag of what a span leaves of a word. The spans come in order; none
    begins before the one before it ends.

    >>> row = Words(["山海", "之间"], [0, 2, 4], ["n", "f"])
    >>> laid_over("山海之间", row, [(1, 3, "nz")], lambda word: "x")
    Words(words=['山', '海之', '间'], starts=[0, 1, 3, 4], tags=['x', 'nz', 'x'])
    """
    words, starts, told = cut
    tags = list(told)
    out: list[str] = []
    begins: list[int] = []
    marks: list[T] = []
    last = len(starts)
    at = 0  # the first word that begins where the span does or behind
    kept = done = 0  # the first word that is not in ``out`` yet; what text before it is there

    def leave(start: int, stop: int) -> None:  # of a word, what no span holds
        out.append(text[start:stop])
        begins.append(start)
        marks.append(tag_of(out[-1]))

    for start, stop, tag in spans:
        if starts[at] < start:  # no word is empty: what is looked for is so many away at most
            at = bisect_left(starts, start, at, min(at + start - starts[at] + 1, last))
        if starts[at] == start and starts[at + 1] == stop:  # most names are one word
            tags[at] = tag
            at += 1
            continue
        if done < starts[kept] and done < start:  # what the span before left of its last word
            leave(done, min(starts[kept], start))
        if kept < at:
            until = at if starts[at] == start else at - 1
            out += words[kept:until]
            begins += starts[kept:until]
            marks += tags[kept:until]
            if starts[until] < start:
                leave(starts[until], start)
        out.append(text[start:stop])
        begins.append(start)
        marks.append(tag)
        while starts[at] < stop:
            at += 1
        kept, done = at, stop
    if done < starts[kept]:
        leave(done, starts[kept])
    out += words[kept:]
    begins += starts[kept:]
    marks += tags[kept:]
    return Words(out, begins, marks)
