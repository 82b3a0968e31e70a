"""Spans laid over the words of a text: each span becomes one word.

Knows offsets only, no language.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import NamedTuple


class Whole(NamedTuple):
    """A stretch of text that is one word, and its part of speech."""

    start: int
    end: int
    tag: str


class Words(NamedTuple):
    """The words of a text, where each begins, their parts of speech.

    The last of ``starts`` is the end of the text.
    """

    words: list[str]
    starts: list[int]
    tags: list[str]


def merged(names: Sequence[Whole], others: Iterable[Whole]) -> list[Whole]:
    """Names and other spans in one row; of two that touch, the one around the other is kept.

    Where neither is around the other, the name gives way: its border is a guess, that of a
    figure is grammar.

    >>> merged([Whole(0, 5, "ns")], [Whole(2, 4, "m"), Whole(7, 9, "m")])
    [Whole(start=0, end=5, tag='ns'), Whole(start=7, end=9, tag='m')]
    """
    out: list[Whole] = []
    at = 0
    for other in others:
        while at < len(names) and names[at].end <= other.start:
            out.append(names[at])
            at += 1
        if at < len(names) and names[at].start <= other.start and other.end <= names[at].end:
            continue
        while at < len(names) and names[at].start < other.end:
            at += 1
        out.append(other)
    out.extend(names[at:])
    return out


_first = itemgetter(0)


def in_order(*rows: Iterable[Whole]) -> list[Whole]:
    """Rows of spans that do not touch each other, as one row."""
    return sorted((span for row in rows for span in row), key=_first)


def laid_over(text: str, cut: Words, spans: Iterable[Whole], tag_of: Callable[[str], str]) -> Words:
    """The words of a text once every span is one word.

    ``tag_of`` gives the part of speech of what a span leaves of a word.

    >>> row = Words(["山海", "之间"], [0, 2, 4], ["n", "f"])
    >>> laid_over("山海之间", row, [Whole(1, 3, "nz")], lambda word: "x")
    Words(words=['山', '海之', '间'], starts=[0, 1, 3, 4], tags=['x', 'nz', 'x'])
    """
    words, starts, tags = cut
    out: list[str] = []
    begins: list[int] = []
    marks: list[str] = []
    last = len(starts)
    done = at = 0  # how far the text has come, and the first word that begins there or behind
    for start, stop, tag in spans:
        if done < starts[at] and done < start:  # what the span before left of its last word
            rest = min(starts[at], start)
            out.append(text[done:rest])
            begins.append(done)
            marks.append(tag_of(out[-1]))
            done = rest
        if done < start:
            # No word is empty, so what is looked for is so many words away at most.
            until = bisect_right(starts, start, at, min(at + start - done + 1, last)) - 1
            out += words[at:until]
            begins += starts[at:until]
            marks += tags[at:until]
            done, at = starts[until], until
            if done < start:
                out.append(text[done:start])
                begins.append(done)
                marks.append(tag_of(out[-1]))
        marks.append(tag)
        begins.append(start)
        if starts[at] == start and starts[at + 1] == stop:  # most names are one word
            out.append(words[at])
            at += 1
        else:
            out.append(text[start:stop])
            at = bisect_left(starts, stop, at, min(at + max(0, stop - starts[at]), last))
        done = stop
    if done < starts[at]:
        out.append(text[done : starts[at]])
        begins.append(done)
        marks.append(tag_of(out[-1]))
    out += words[at:]
    begins += starts[at:]
    marks += tags[at:]
    return Words(out, begins, marks)
