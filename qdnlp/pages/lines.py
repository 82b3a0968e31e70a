"""Lines: the source cut at its line ends, without blanks and Markdown marks around the words.

Knows line ends of every system, indents and Markdown; does not know what a line means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Zero-width signs and marks of byte order are as blank as a space.
_BLANKS = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + "\u200b\u2060\ufeff"
_WIDE_BLANKS = ("\u3000\u3000", "\u2003\u2003", "    ", "\t")

# "## 标题", "##标题", "> 引文"; one "#" without a blank is no mark (#1号机组)
_MARKS = re.compile(r"(?:(#{1,6})(?:[ \t\u3000\xa0]+|$)|(#{2,6})(?=[^\s#])|>[ \t]*)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
# Web pages set paragraphs apart by two wide blanks inside a line.
_INDENT_INSIDE = re.compile("[\u3000\u2003]{2,}")
_LONG = 100  # no byline or row of a table is as long


@dataclass(slots=True)
class Line:
    """A line that is not blank: its words at ``text[start:end]`` of the source.

    ``begin`` and ``stop`` are the ends of the line with its blanks and marks; ``blanks`` counts
    the blank lines above it; ``level`` is the depth of a Markdown heading, 0 for what is none.
    """

    start: int
    end: int
    text: str
    begin: int
    stop: int
    blanks: int
    level: int = 0
    indented: bool = False


def lines(source: str) -> Iterator[Line]:
    r"""The lines of a source that are not blank.

    >>> [(line.text, line.level, line.blanks) for line in lines("\n## 大项目\n\n\n  开工。\n")]
    [('大项目', 2, 1), ('开工。', 0, 2)]
    """
    seen = 0
    for match in _LINE.finditer(source):
        for begin, stop in _paragraphs_inside(source, match.start(), match.end()):
            start, end = _trimmed(source, begin, stop)
            if start == end:
                continue
            between = source[seen:begin]
            ends = max(between.count("\n"), between.count("\r"), len(between) > 0)
            line = Line(start, end, "", begin, stop, max(0, ends - (seen > 0)))
            line.indented = source.startswith(_WIDE_BLANKS, begin)
            _take_marks_off(line, source)
            yield line
            seen = stop


def _paragraphs_inside(source: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of a long line between the wide blanks that open its paragraphs."""
    if stop - begin > _LONG:
        for match in _INDENT_INSIDE.finditer(source, begin, stop):
            if match.start() > begin:
                yield begin, match.start()
                begin = match.start()
    yield begin, stop


def _trimmed(source: str, begin: int, stop: int) -> tuple[int, int]:
    """The stretch without the blanks around it."""
    words = source[begin:stop]
    start = begin + len(words) - len(words.lstrip(_BLANKS))
    return start, max(start, stop - len(words) + len(words.rstrip(_BLANKS)))


def _take_marks_off(line: Line, source: str) -> None:
    """Set the text of a line and its level, with the Markdown marks around the words left out."""
    start, end = line.start, line.end
    while match := _MARKS.match(source, start, end):
        hashes = match[1] or match[2]
        line.level = line.level or len(hashes or "")
        start = _trimmed(source, match.end(), end)[0]
    if line.level:
        end = _trimmed(source, start, start + len(source[start:end].rstrip("#")))[1]
    bold = _BOLD.fullmatch(source, start, end) if end - start <= _LONG else None
    if bold and bold[1] not in bold[2]:
        start, end = bold.span(2)
    if start < end:
        line.start, line.end = start, end
    line.text = source[line.start : line.end]
