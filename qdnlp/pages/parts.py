"""The types of a page: Page, Article, Paragraph, Byline, Name, Table, Cell.

They hold text and where it stands in the source, and turn into plain dictionaries;
they read nothing themselves.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, Literal, TypeAlias

Role: TypeAlias = Literal[
    "kicker", "headline", "subhead", "byline", "date", "heading", "text", "caption", "signature",
    "furniture",
]  # fmt: skip

# Where a piece of a paragraph stands: its offset in the clean text, its start and end in the source
Place: TypeAlias = tuple[int, int, int]


@dataclass(slots=True)
class Paragraph:
    """A stretch of the page that reads as one: its clean text, and where each piece of it stands.

    A paragraph that columns broke has several pieces, in the order of the source. ``level`` is
    the depth of a heading (1 is the highest, 0 for what is none); ``repeats`` is the start of the
    earlier paragraph with the same words, where there is one.
    """

    text: str
    places: tuple[Place, ...]
    role: Role = "text"
    level: int = 0
    repeats: int | None = None

    @property
    def start(self) -> int:
        """Where the paragraph begins in the source."""
        return self.places[0][1]

    @property
    def end(self) -> int:
        """Where the paragraph ends in the source."""
        return self.places[-1][2]

    def source(self, start: int, end: int) -> tuple[int, int]:
        r"""Where the stretch ``text[start:end]`` of the clean text begins and ends in the source.

        A stretch that lies across a break takes what stands between the pieces with it.
        Raises ValueError where the clean text has no such stretch.

        >>> import qdnlp.pages
        >>> scan = "签约大项目120个。其中48个今年就要开\n\n工建设，进度比去年快。"
        >>> paragraph = qdnlp.pages.read_page(scan).articles[0].paragraphs[0]
        >>> at = paragraph.text.index("开工")
        >>> start, end = paragraph.source(at, at + 2)
        >>> scan[start:end]
        '开\n\n工'
        """
        found = self.sources(start, end)
        return found[0][0], found[-1][1]

    def sources(self, start: int, end: int) -> list[tuple[int, int]]:
        """The stretches of the source that make up ``text[start:end]``, one a piece."""
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(
                f"start, end: got {start}, {end}, 0 <= start <= end <= {len(self.text)} is needed"
            )
        found: list[tuple[int, int]] = []
        first = max(0, bisect_right(self.places, start, key=lambda place: place[0]) - 1)
        for at, begin, stop in self.places[first:]:
            if at > end or (at == end and found):
                break
            low, high = begin + max(0, start - at), begin + min(stop - begin, end - at)
            if low <= high and (low < high or start == end):
                found.append((low, high))
                if start == end:
                    break
        if not found:  # a blank that joining put between two pieces
            before = self.places[first][2]
            found.append((before, before))
        return found

    def to_dict(self) -> dict[str, Any]:
        """The paragraph as plain JSON types; ``places`` only where it has several pieces."""
        out: dict[str, Any] = {
            "role": self.role,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }
        if len(self.places) > 1:
            out["places"] = [list(place) for place in self.places]
        if self.level:
            out["level"] = self.level
        if self.repeats is not None:
            out["repeats"] = self.repeats
        return out


@dataclass(slots=True)
class Name:
    """A person or a medium that a byline names; ``role`` is one of ``seeds/page_roles.tsv``.

    ``text`` is the name without blanks inside (龚 正 → 龚正).
    """

    start: int
    end: int
    text: str
    role: str

    def to_dict(self) -> dict[str, Any]:
        """The name as plain JSON types."""
        return {"start": self.start, "end": self.end, "text": self.text, "role": self.role}


@dataclass(slots=True)
class Byline:
    """Who wrote an article: the media (role ``medium``) and the people, each with a role."""

    start: int
    end: int
    text: str
    media: list[Name] = field(default_factory=list)
    people: list[Name] = field(default_factory=list)

    @property
    def medium(self) -> str | None:
        """The first medium named, None if none is."""
        return self.media[0].text if self.media else None

    @property
    def reporters(self) -> list[str]:
        """The names of the people, in their order."""
        return [name.text for name in self.people]

    def to_dict(self) -> dict[str, Any]:
        """The byline as plain JSON types."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "media": [name.to_dict() for name in self.media],
            "people": [name.to_dict() for name in self.people],
        }


@dataclass(slots=True)
class Cell:
    """A cell of a table; ``stars`` is its score where it is a rating in stars."""

    start: int
    end: int
    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False
    stars: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The cell as plain JSON types; spans and marks only where it has them."""
        out: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "row": self.row,
            "column": self.column,
        }
        if self.rowspan > 1:
            out["rowspan"] = self.rowspan
        if self.colspan > 1:
            out["colspan"] = self.colspan
        if self.header:
            out["header"] = True
        if self.stars is not None:
            out["stars"] = self.stars
        return out


@dataclass(slots=True)
class Table:
    """A table of a page: its cells row by row, those that are empty left out."""

    start: int
    end: int
    cells: list[Cell]

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns the table has."""
        return (
            max((cell.row + cell.rowspan for cell in self.cells), default=0),
            max((cell.column + cell.colspan for cell in self.cells), default=0),
        )

    def grid(self) -> list[list[str]]:
        """The texts of the cells, row by row; a merged cell stands in every place it covers."""
        rows, columns = self.size
        grid = [[""] * columns for _ in range(rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                for column in range(cell.column, cell.column + cell.colspan):
                    grid[row][column] = cell.text
        return grid

    def to_dict(self) -> dict[str, Any]:
        """The table as plain JSON types."""
        return {
            "role": "table",
            "start": self.start,
            "end": self.end,
            "cells": [cell.to_dict() for cell in self.cells],
        }


@dataclass(slots=True)
class Article:
    """One article: all its pieces in the order of the page, its bylines and its day.

    ``dateline`` is where the words that date it stand (本报11月1日讯), None without them.
    """

    pieces: list[Paragraph | Table] = field(default_factory=list)
    bylines: list[Byline] = field(default_factory=list)
    dateline: tuple[int, int] | None = None
    date: Date | None = None

    def _of(self, *roles: Role) -> list[Paragraph]:
        return [
            piece for piece in self.pieces if isinstance(piece, Paragraph) and piece.role in roles
        ]

    @property
    def headline(self) -> Paragraph | None:
        """The headline, None where the page shows none."""
        return next(iter(self._of("headline")), None)

    @property
    def kickers(self) -> list[Paragraph]:
        """The lines above the headline, and the names of columns and campaigns."""
        return self._of("kicker")

    @property
    def subheads(self) -> list[Paragraph]:
        """The lines below the headline that go on with it."""
        return self._of("subhead")

    @property
    def headings(self) -> list[Paragraph]:
        """The headings inside the article."""
        return self._of("heading")

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The running text: paragraphs and captions."""
        return self._of("text", "caption")

    @property
    def tables(self) -> list[Table]:
        """The tables of the article."""
        return [piece for piece in self.pieces if isinstance(piece, Table)]

    def to_dict(self) -> dict[str, Any]:
        """The article as plain JSON types."""
        headline = self.headline
        return {
            "headline": headline.text if headline else None,
            "date": self.date.isoformat() if self.date else None,
            "dateline": list(self.dateline) if self.dateline else None,
            "bylines": [byline.to_dict() for byline in self.bylines],
            "pieces": [piece.to_dict() for piece in self.pieces],
        }


@dataclass(slots=True)
class Page:
    """A page as it was read: its articles, and the furniture that belongs to none of them."""

    text: str
    date: Date | None = None
    articles: list[Article] = field(default_factory=list)
    furniture: list[Paragraph] = field(default_factory=list)

    def __repr__(self) -> str:
        headlines = [it.headline.text for it in self.articles if it.headline]
        shown = "; ".join(headlines[:3]) + ("; …" if len(headlines) > 3 else "")
        return f"<Page of {self.date or 'an unknown day'}, {len(self.articles)} articles: {shown}>"

    def pieces(self) -> Iterator[Paragraph | Table]:
        """Every piece of the page in the order of the source, furniture too."""
        found = [*self.furniture, *(piece for article in self.articles for piece in article.pieces)]
        return iter(sorted(found, key=lambda piece: piece.start))

    def to_dict(self) -> dict[str, Any]:
        """The page as plain JSON types."""
        return {
            "text": self.text,
            "date": self.date.isoformat() if self.date else None,
            "articles": [article.to_dict() for article in self.articles],
            "furniture": [paragraph.to_dict() for paragraph in self.furniture],
        }
