"""Lines: where a paragraph ends, and where a scanned page only broke it.

Knows the ends of lines; reads no word but the marks that end a sentence.
"""

from __future__ import annotations

from qdnlp.facts import layout
from qdnlp.facts.roles import COMMA, LINE
from qdnlp.facts.row import Row
from qdnlp.patterns import Pattern
from qdnlp.times import sections

ARTICLE = "#□"
"""With which the headline or the byline of an article begins."""

CHAPTER = Pattern(sections.CHAPTER)
"""With which the heading of a chapter begins: 一、, 第二章."""

_FINAL = frozenset("。！？!?…”’」』）)：:；;—*★")
_DATELINES = frozenset(("讯", "电"))
_SIGNS = " #\t\u3000-*+>—―─–·•●■◆▲★☆※"  # with which a line may begin before its first word
_HEADING = 40  # characters; a longer line without a full stop is broken


def join(row: Row) -> None:
    """Take the ends of lines that break a sentence for blanks; they end no line any more."""
    text = row.text
    begin = 0
    for at in row.lines:
        start = row.starts[at]
        line = text[begin:start].rstrip()
        if line and not is_heading_text(line) and line[-1] not in _FINAL:
            if not _begins_anew(text, start):
                row.marks[at] = COMMA
        elif not line and at and row.marks[at - 1] == COMMA:
            row.marks[at] = COMMA  # a blank line within a broken sentence
        begin = row.starts[at + 1]
    row.lines[:] = [at for at in row.lines if row.marks[at] & LINE]


def _begins_anew(text: str, start: int) -> bool:
    """Whether the next line with words is a heading by its first sign, or ends in a colon."""
    while start < len(text) and text[start] in " \t\r\n　":
        start += 1
    if start == len(text) or text[start] in "#□|—":
        return True
    line = text[start : start + _HEADING].split("\n", 1)
    return len(line) == 2 and line[0].rstrip().endswith((":", "："))


def is_heading_text(line: str) -> bool:
    """Whether a line without its end is a heading, a byline, a row of a table."""
    return len(line) <= _HEADING or "\t" in line or line[0] in "#|□"


def is_heading(row: Row, begin: int, end: int) -> bool:
    """Whether the items ``begin`` to ``end`` are a heading, which no full stop ends."""
    line = row.words(begin, end).strip()
    return bool(line) and (line[0] == "#" or (is_heading_text(line) and line[-1] not in _FINAL))


def is_dateline(row: Row, at: int) -> bool:
    """Whether the time at item ``at`` is the day of a dateline, behind which a report begins.

    So does 9月1日 in 本报9月1日讯.
    """
    return row.forms[at + 1] in _DATELINES


def first_word(row: Row, at: int) -> int:
    """The first item from ``at`` on that is neither blank nor the sign of a heading."""
    while at + 1 < len(row.starts) and row.starts[at] < len(row.text):
        form = row.forms[at]
        if row.marks[at] & LINE or (form.strip(_SIGNS) and not layout.is_sign(form)):
            break
        at += 1
    return at


def first_item(row: Row, at: int) -> int:
    """The first item of a line that begins at item ``at``, behind signs and an enumerator."""
    return behind_enumerator(row, first_word(row, at))


def behind_enumerator(row: Row, at: int) -> int:
    """The item behind an enumerator at item ``at``; ``at`` where none stands there: （一）|项目."""
    start = row.starts[at]
    end = layout.behind_enumerator(row.text, start)
    behind = at
    while row.starts[behind] < end:
        behind += 1
    return behind if row.starts[behind] == end else at
