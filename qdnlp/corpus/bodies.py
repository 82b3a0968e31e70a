"""The texts of an article as they are annotated: its prose at once, and each table by itself.

Knows where every character of such a text stands in the file; reads nothing in it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from qdnlp.grids import TableText, of_table, over
from qdnlp.pages import Article, Cell, Paragraph, Table
from qdnlp.typography import plain

_PROSE = frozenset(("kicker", "headline", "subhead", "heading", "text", "caption"))


@dataclass(slots=True)
class Body:
    """A text made of pieces of the file, and the offset in it at which each piece begins.

    ``table`` is the table whose cells the pieces are.
    """

    text: str
    pieces: list[Paragraph | Cell]
    starts: list[int]
    table: TableText | None = None
    sections: list[str | None] = field(default_factory=list)

    def piece_at(self, offset: int) -> int:
        """Which piece stands at an offset of the text."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch ``text[start:end]`` begins and ends in the file."""
        first, last = self.piece_at(start), self.piece_at(max(start, end - 1))
        begin, stop = self._in_file(first, start, end)
        return begin, stop if last == first else self._in_file(last, start, end)[1]

    def part(self, number: int) -> str:
        """What the piece of that number is: a role of its page, or table."""
        piece = self.pieces[number]
        return "table" if isinstance(piece, Cell) else piece.role

    def _in_file(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Where the piece of that number holds the stretch."""
        piece, at = self.pieces[number], self.starts[number]
        low = min(max(0, start - at), len(piece.text))
        high = min(max(low, end - at), len(piece.text))
        if isinstance(piece, Cell):
            return piece.start + low, piece.start + high
        return piece.source(low, high)


def bodies(article: Article) -> list[Body]:
    r"""The prose of an article, one paragraph a line, and its tables, one row a line.

    Bylines, days, signatures and what stands on the page a second time are left out.

    >>> from qdnlp import read_page
    >>> page = read_page("湾区开工\n\n□海州日报记者 李明\n\n昨天，三个项目开工，投资5亿元。\n")
    >>> [body.text for body in bodies(page.articles[0])]
    ['湾区开工\n昨天，三个项目开工，投资5亿元。']
    """
    prose: list[Paragraph | Cell] = []
    sections: list[str | None] = []
    tables: list[Body] = []
    section: str | None = None
    above = ""
    title = plain(article.headline.text).text if article.headline else ""
    for piece in article.pieces:
        if isinstance(piece, Table):
            tables.append(_of_table(of_table(piece, above, title), section))
            continue
        above = over(above, [piece.text])
        if piece.role == "heading":
            section = piece.text
        if piece.role in _PROSE and piece.repeats is None:
            prose.append(piece)
            sections.append(None if piece.role == "heading" else section)
    text, starts = _joined([piece.text for piece in prose])
    return [Body(text, prose, starts, sections=sections), *tables]


def _of_table(table: TableText, section: str | None) -> Body:
    return Body(table.text, list(table.cells), table.starts, table, [section] * len(table.cells))


def _joined(texts: list[str]) -> tuple[str, list[int]]:
    """The texts, one a line, and where each of them begins."""
    lengths = (len(text) + 1 for text in texts)
    return "\n".join(texts), list(accumulate(lengths, initial=0))[: len(texts)]
