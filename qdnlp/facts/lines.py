"""Lines: where a paragraph ends, and where a scanned page only broke it.

Knows the ends of lines; reads no word but the marks that end a sentence.
"""

from __future__ import annotations

from qdnlp.facts.roles import COMMA, LINE
from qdnlp.facts.row import Row

_FINAL = frozenset("。！？!?…”’」』）)：:；;—*★")
_HEADING = 40  # characters; a longer line without a full stop is broken


def join(row: Row) -> None:
    """Take the ends of lines that break a sentence for blanks."""
    text = row.text
    begin = 0
    for at, mark in enumerate(row.marks):
        if not mark & LINE:
            continue
        start = row.starts[at]
        line = text[begin:start].rstrip()
        if line and not is_heading_text(line) and line[-1] not in _FINAL:
            if not _begins_anew(text, start):
                row.marks[at] = COMMA
        elif not line and at and row.marks[at - 1] == COMMA:
            row.marks[at] = COMMA  # a blank line within a broken sentence
        begin = row.starts[at + 1]


def _begins_anew(text: str, start: int) -> bool:
    """Whether the next line with words is a heading by its first sign."""
    while start < len(text) and text[start] in " \t\r\n　":
        start += 1
    return start == len(text) or text[start] in "#□|—"


def is_heading_text(line: str) -> bool:
    """Whether a line without its end is a heading, a byline, a row of a table."""
    return len(line) <= _HEADING or "\t" in line or line[0] in "#|□"


def is_heading(row: Row, begin: int, end: int) -> bool:
    """Whether the items ``begin`` to ``end`` are a heading, which no full stop ends."""
    line = row.words(begin, end).strip()
    return bool(line) and (line[0] == "#" or (is_heading_text(line) and line[-1] not in _FINAL))
