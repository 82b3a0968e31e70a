"""Reading a page: from a text or a file to its articles, each with its day.

Knows how the rooms of this package follow each other, and where a page and an article are dated.
"""

from __future__ import annotations

import os
from datetime import date as Date
from datetime import datetime
from pathlib import Path

from qdnlp.dateline import page_date
from qdnlp.pages import headings
from qdnlp.pages.articles import Dealer
from qdnlp.pages.blocks import blocks
from qdnlp.pages.furniture import day_in
from qdnlp.pages.parts import Article, Page, Paragraph
from qdnlp.reading import SUFFIXES, UnreadableError
from qdnlp.reading import Page as File

_LONGEST_PATH = 4096
_OPENING = 200  # characters in which a piece of news says its day
_SHORTEST_REPEAT = 8


def read_page(text_or_path: str | Path, date: str | Date | None = None) -> Page:
    r"""The articles of a page, with headlines, bylines, days, paragraphs and tables.

    Takes a path, a str that is the path of a file, or the text itself. ``date`` is the day of the
    page, as 'YYYY-MM-DD' or a `datetime.date`; without it the page is asked, and the file's name.
    All offsets are into `Page.text`, which is the text as it came. Raises TypeError for what is
    neither str nor path, ValueError for a date that is none, `qdnlp.reading.UnreadableError` for
    a file that cannot be read, FileNotFoundError for a str that is the name of a page
    (page.txt, page.md) and no page lies there; any other text is answered.

    >>> text = "湾区开工三个项目\n\n□海州日报记者 李明\n\n本报11月1日讯 昨天开工。"
    >>> page = read_page(text, date="2022-11-02")
    >>> [(it.headline.text, it.bylines[0].reporters, str(it.date)) for it in page.articles]
    [('湾区开工三个项目', ['李明'], '2022-11-01')]
    """
    text, name = _text_and_name(text_or_path)
    day = _checked_date(date)
    dealer = Dealer(blocks(text))
    dealer.deal()
    day = day or _day_of_masthead(dealer.furniture) or page_date(text, name)
    page = Page(text, day, dealer.articles, dealer.furniture)
    for article in page.articles:
        article.date = _date_of(article, day)
    _mark_repeats(page)
    return page


def _text_and_name(text_or_path: str | Path) -> tuple[str, str]:
    """The text, and the name of the file it came from."""
    if isinstance(text_or_path, Path):
        return _read(text_or_path), str(text_or_path)
    if not isinstance(text_or_path, str):
        raise TypeError(f"text_or_path: got {type(text_or_path).__name__}, a str or Path is needed")
    can_be_path = 0 < len(text_or_path) <= _LONGEST_PATH and "\n" not in text_or_path
    if can_be_path and os.path.isfile(text_or_path):
        return _read(Path(text_or_path)), text_or_path
    if can_be_path and Path(text_or_path).suffix.lower() in SUFFIXES:
        raise FileNotFoundError(f"{text_or_path}: no such file")
    return text_or_path, ""


def _read(path: Path) -> str:
    try:
        return File(str(path), path).read_text()
    except UnreadableError as error:
        raise UnreadableError(f"{path} {error}") from error


def _checked_date(date: str | Date | None) -> Date | None:
    """The day of the page; strings in ISO form."""
    if isinstance(date, datetime):
        return date.date()
    if date is None or isinstance(date, Date):
        return date
    if not isinstance(date, str):
        raise TypeError(f"date: got {type(date).__name__}, a str 'YYYY-MM-DD' or a date is needed")
    try:
        return Date.fromisoformat(date)
    except ValueError:
        raise ValueError(f"date: got {date!r}, a day in the form 'YYYY-MM-DD' is needed") from None


def _day_of_masthead(furniture: list[Paragraph]) -> Date | None:
    """The day that stands in the furniture: 海州日报 2024年3月5日 星期二."""
    days = (day_in(paragraph.text) for paragraph in furniture)
    return next((found for day in days if day and (found := page_date(day))), None)


def _date_of(article: Article, day: Date | None) -> Date | None:
    """The day of an article: its dateline, its signature or the day it is headed with; the page's.

    Days without a year lie as near to the page's as they can.
    """
    near = day.isoformat() if day else ""
    text = article.paragraphs[0].text[:_OPENING] if article.paragraphs else ""
    if text and (headings.DATELINE.match(text) or headings.LEAD.match(text)):
        return page_date(text, near) or day
    for role in ("signature", "date", "byline"):
        for piece in article.pieces:
            if isinstance(piece, Paragraph) and piece.role == role:
                told = day_in(piece.text) if role == "byline" else piece.text
                found = page_date(told) if told else None
                if found:
                    return found
    return day


def _mark_repeats(page: Page) -> None:
    """Say of every paragraph where its words stood before, if they did."""
    seen: dict[str, int] = {}
    for piece in page.pieces():
        if isinstance(piece, Paragraph) and len(piece.text) >= _SHORTEST_REPEAT:
            first = seen.setdefault(piece.text, piece.start)
            if first != piece.start and piece.role != "furniture":
                piece.repeats = first
