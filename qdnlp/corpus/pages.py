"""A page of a newspaper, a report or an article → its rows of one layer.

Knows how a row gets its file, article, section and line; what is found, the annotator knows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date as Date
from typing import Any

from qdnlp.annotator import Annotator
from qdnlp.corpus.bodies import Body, bodies
from qdnlp.frames.columns import of_corpus
from qdnlp.frames.rows import Row, rows
from qdnlp.grids import NO_HEADS, Heads, tabled
from qdnlp.pages import Article, Page, read_page
from qdnlp.reading import Page as File
from qdnlp.reading import UnreadableError
from qdnlp.rows import PageRows
from qdnlp.schema import Annotation

_NEEDED = {
    "facts": ("entities", "figures", "times", "facts"),
    "figures": ("figures",),
    "times": ("times",),
    "entities": ("entities",),
}
_LINE_END = re.compile(r"\r\n|\r|\n")


def page_rows(
    file: File, annotator: Annotator, layer: str = "facts", date: Date | None = None
) -> PageRows[dict[str, Any]]:
    """The rows of a file, in the order of its text, with the columns of `of_corpus`.

    ``date`` is the day of the page; without it, the page and the file's name are asked. An
    article that bears a day of its own keeps that. Raises `UnreadableError` for a page that cannot
    be read, and for one at which anything else goes wrong: one page must not end the work on
    thousands.
    """
    try:
        return _page_rows(file, annotator, layer, date)
    except (UnreadableError, OSError):
        raise
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise UnreadableError(f"cannot be annotated ({reason})") from error


def _page_rows(
    file: File, annotator: Annotator, layer: str, date: Date | None
) -> PageRows[dict[str, Any]]:
    page = _page(file, date)
    shown = file.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    found: list[Row] = []
    for number, article in enumerate(page.articles, 1):
        of_article = _of_article(article, number) | {"file": shown}
        found += (of_article | row for row in _article_rows(article, annotator, layer))
    _add_lines(found, page.text)
    names = [column.name for column in of_corpus(layer)]
    ordered = [{name: row.get(name) for name in names} for row in found]
    return PageRows(shown, page.date.isoformat() if page.date else None, ordered)


def _page(file: File, date: Date | None) -> Page:
    """The page of a file. Raises `UnreadableError`."""
    if file.path is None:
        # A line end more makes sure that a text is not taken for the path of a file.
        return read_page(file.read_text() + "\n", date)
    try:
        return read_page(file.path, date)
    except UnreadableError as error:  # its message begins with the path
        raise error.__cause__ if isinstance(error.__cause__, UnreadableError) else error from None


def _of_article(article: Article, number: int) -> Row:
    """What all rows of an article have in common."""
    media = (byline.medium for byline in article.bylines)
    return {
        "date": article.date.isoformat() if article.date else None,
        "medium": next((medium for medium in media if medium), None),
        "article": number,
        "headline": article.headline.text if article.headline else None,
    }


def _article_rows(article: Article, annotator: Annotator, layer: str) -> list[Row]:
    """The rows of an article in the order of the file, with offsets in it."""
    texts = bodies(article)
    dated = ((body.text, article.date) for body in texts)
    notes = annotator.pipe_undivided(dated, _NEEDED[layer])
    place_id = annotator.lexicon.place_id if layer == "facts" else None
    found: list[Row] = []
    for body, note in zip(texts, notes, strict=True):
        heads: dict[int, Heads] = {}
        if body.table is not None and layer in ("facts", "figures"):
            note, heads = tabled(body.table, note, place_id)
        found += _body_rows(body, note, heads, layer)
    found.sort(key=lambda row: (row["start"], row["end"]))
    return found


def _body_rows(body: Body, note: Annotation, heads: dict[int, Heads], layer: str) -> Iterator[Row]:
    for row in rows(note, layer):
        piece = body.piece_at(row["start"])
        head = heads.get(row["start"], NO_HEADS)
        row["part"], row["section"] = body.part(piece), body.sections[piece]
        row["row_header"], row["column_header"] = head
        if body.table is not None:
            row["sentence"] = row["sentence"].replace("\t", " | ")
        row["start"], row["end"] = body.source(row["start"], row["end"])
        yield row


def _add_lines(found: list[Row], text: str) -> None:
    """Tell each row its line, counted from 1."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    for row in found:
        row["line"] = bisect_right(starts, row["start"])
