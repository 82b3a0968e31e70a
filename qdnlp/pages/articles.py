"""Articles: the blocks of a page dealt out to its articles, each with the role it plays there.

Knows how a headline group, a byline and a body follow each other; reads no line itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from qdnlp.pages import bylines, headings
from qdnlp.pages.blocks import Block
from qdnlp.pages.parts import Article, Byline, Paragraph, Role

_OVER = ("heading", "long", "call")  # kinds that can stand over an article
_LONGEST_GROUP = 6
_GAP = 2  # blank lines more than usual: a headline without its byline


@dataclass(slots=True)
class _Open:
    """The article that is being read: its headline group, and whether its text has begun."""

    article: Article
    group: list[Block] = field(default_factory=list)
    deepest: int = 0  # Markdown's level of the last line of the group
    signed: bool = False
    dated: bool = False
    has_text: bool = False
    closed: bool = False  # by a signature


class Dealer:
    """Deals the blocks of a page out to articles and to the page's furniture."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.articles: list[Article] = []
        self.furniture: list[Paragraph] = []
        self._open: _Open | None = None
        self._usual = _usual_gap(blocks)
        # the Markdown levels that stand right over bylines and datelines on this page
        self._levels = {
            block.level
            for index, block in enumerate(blocks)
            if block.marked and block.kind in _OVER and self._signs(index + 1)
        }
        self._has_more = [True] * len(blocks) + [False]  # whether more than furniture follows
        for index in range(len(blocks) - 1, -1, -1):
            more = self._has_more[index + 1]
            self._has_more[index] = more or blocks[index].kind != "furniture"

    def deal(self) -> None:
        """Deal all blocks out; `articles` and `furniture` hold them then."""
        index = 0
        while index < len(self.blocks):
            stop = self._group_at(index)
            if stop > index:
                self._begin(self.blocks[index:stop])
                index = stop
            else:
                self._take(index)
                index += 1
        self._close()

    def _close(self) -> None:
        if self._open:
            _set_roles(self._open.article, self._open.group)
        self._open = None

    def _begin(self, group: Sequence[Block]) -> None:
        """Begin an article with the lines over it; pictures above them belong to it."""
        article = Article()
        if self._open and not (self._open.has_text or self._open.group):
            article = self.articles.pop()
        self._close()
        self.articles.append(article)
        self._open = _Open(article, list(group))
        self._open.deepest = max((block.level for block in group if block.marked), default=0)

    def _current(self) -> _Open:
        if self._open is None:
            self._begin([])
        assert self._open is not None
        return self._open

    # Where an article begins

    def _group_at(self, index: int) -> int:
        """The index after the headline group that begins an article here, else ``index``."""
        stop, limit = index, min(len(self.blocks), index + _LONGEST_GROUP + 1)
        while stop < limit and self._can_stand_over(index, stop):
            stop += 1
        while stop > index and self.blocks[stop - 1].kind == "call" and not self._signs(stop):
            stop -= 1  # a sentence of its own
        if stop == index:
            return index
        if stop - index > _LONGEST_GROUP:  # a list; its last lines come round again
            return index if self._open else index + 1
        return stop if self._opens(index, stop) else index

    def _can_stand_over(self, index: int, at: int) -> bool:
        block = self.blocks[at]
        if block.kind not in _OVER:
            return False
        if block.marked and at > index:
            first = next((it.level for it in self.blocks[index:at] if it.marked), 0)
            if first and block.level > first:  # "## 标题" below "# 标题" may be its first section
                return self._signs(at + 1) or headings.is_dashed(block.text)
            return not first or self.blocks[at].blanks == 0
        return True

    def _signs(self, at: int) -> bool:
        """Whether what follows is a byline, or text that opens with a dateline."""
        if at >= len(self.blocks):
            return False
        block = self.blocks[at]
        if block.kind == "text":
            return bool(headings.DATELINE.match(block.text))
        return block.kind == "byline"

    def _opens(self, index: int, stop: int) -> bool:
        """Whether the lines from ``index`` to ``stop`` begin an article."""
        group = self.blocks[index:stop]
        marked = [block.level for block in group if block.marked]
        if self._open is None or not (self._open.has_text or self._open.group):
            return bool(marked) or self._has_more[stop]
        if self._open.closed:
            return True
        if not self._has_more[stop]:  # a heading has text below it
            return bool(marked) or stop - index > 1
        if self._signs(stop):
            return self._open.has_text or bool(marked)
        if marked:
            has_begun = self._open.has_text or bool(self._open.group)
            level = min(marked)
            return has_begun and (level <= max(1, self._open.deepest) or level in self._levels)
        return self._open.has_text and self._is_set_off(index, stop)

    def _is_set_off(self, index: int, stop: int) -> bool:
        """Whether more blank lines than usual stand under a headline that ends no sentence."""
        if stop >= len(self.blocks) or self.blocks[stop].kind not in ("text", "table"):
            return False
        return self.blocks[stop].blanks >= self._usual + _GAP

    # What an article takes in

    def _take(self, index: int) -> None:
        """Give one block to the article that is open, or to the page."""
        block = self.blocks[index]
        if block.kind == "furniture":
            self._add_furniture(block)
        elif block.kind == "byline":
            self._take_byline(block)
        elif block.kind == "date":
            self._take_date(index)
        elif block.table:
            current = self._current()
            current.article.pieces.append(block.table)
            current.has_text = True
        elif block.kind == "text":
            self._take_text(block)
        else:
            self._take_heading(index)

    def _add_furniture(self, block: Block) -> None:
        paragraph = block.paragraph()
        paragraph.role = "furniture"
        self.furniture.append(paragraph)

    def _add(self, block: Block, role: Role, level: int = 0) -> None:
        paragraph = block.paragraph()
        paragraph.role, paragraph.level = role, level
        self._current().article.pieces.append(paragraph)

    def _take_byline(self, block: Block) -> None:
        current = self._current()
        assert block.byline is not None
        if current.signed and current.has_text and block.text[0] in "□■":
            self._begin([])  # the headline is lost
            current = self._current()
        self._add(block, "byline")
        current.article.bylines.append(block.byline)
        current.signed = current.signed or bool(block.byline.people)

    def _take_date(self, index: int) -> None:
        """A day above the first article is the page's; below a text it is a signature."""
        if self._open is None:
            self._add_furniture(self.blocks[index])
        elif self._open.has_text:
            self._add(self.blocks[index], "signature")
            self._open.closed = True
        else:
            self._add(self.blocks[index], "date")

    def _take_text(self, block: Block) -> None:
        current = self._current()
        dateline = headings.DATELINE.match(block.text)
        if dateline and current.dated:
            self._begin([])  # the headline is lost
            current = self._current()
        if headings.is_caption(block.text):
            self._add(block, "caption")
            return
        self._add(block, "text")
        if dateline and not current.has_text:
            current.dated = True
            end = block.places[0][1] + min(dateline.end(), len(block.text))
            current.article.dateline = (block.start, end)
            found = _byline_inside(block, dateline.end())
            if found:
                current.article.bylines.append(found)
                current.signed = True
        if not current.signed and (found := _byline_at_end(block)):
            current.article.bylines.append(found)
            current.signed = True
        current.has_text, current.closed = True, False

    def _take_heading(self, index: int) -> None:
        """A line over text inside an article: a rubric, a signature, a heading."""
        block = self.blocks[index]
        current = self._current()
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        in_group = not (current.has_text or current.signed or (block.marked and current.group))
        if block.kind != "label" and not block.marked and not self._has_more[index + 1]:
            self._add(block, "text")
        elif block.kind in ("heading", "long") and in_group:
            name = bylines.lone_name(block.text, 0, len(block.text))
            if name and current.group:
                self._take_byline(_signed(block, name))
            else:
                current.group.append(block)
        elif headings.is_rubric(block.text) and not current.has_text:
            self._add(block, "kicker")
        elif after and after.kind == "date" and block.kind == "heading" and not block.marked:
            self._add(block, "signature")
        elif block.kind in ("long", "call") and not block.marked:
            self._add(block, "text")
            current.has_text = True
        else:
            deeper = 1 + (block.kind == "label") + current.deepest
            self._add(block, "heading", block.level or deeper)


def _usual_gap(blocks: Sequence[Block]) -> int:
    """How many blank lines usually stand between two blocks."""
    counted = Counter(block.blanks for block in blocks[1:])
    return counted.most_common(1)[0][0] if counted else 0


def _signed(block: Block, name: Byline) -> Block:
    """The block as a byline whose offsets, counted in its text, are those of the source."""
    _move(name, block.start)
    block.kind, block.byline = "byline", name
    return block


def _move(found: Byline, by: int) -> None:
    """Turn offsets counted in a block into offsets in the source."""
    found.start, found.end = found.start + by, found.end + by
    for name in (*found.media, *found.people):
        name.start, name.end = name.start + by, name.end + by


def _byline_inside(block: Block, at: int) -> Byline | None:
    """The byline in the brackets behind a dateline: 本报11月1日讯（记者 李明）."""
    text = block.text[: at + bylines.LONGEST]
    while at < len(text) and text[at].isspace():
        at += 1
    if text[at : at + 1] not in ("（", "("):
        return None
    stop = min((end for end in (text.find("）", at), text.find(")", at)) if end >= 0), default=-1)
    found = bylines.byline(text, at, stop + 1) if stop > at else None
    if found is None or block.places[0][2] - block.start < stop:
        return None
    _move(found, block.start)
    return found


def _byline_at_end(block: Block) -> Byline | None:
    """The byline in the brackets at the end of a text: …开工。（李明）."""
    told = bylines.at_end(block.text)
    at, begin, _end = block.places[-1]
    if told is None or told[1] < at:
        return None
    found = told[0]
    _move(found, begin - at)
    return found


def _set_roles(article: Article, group: Sequence[Block]) -> None:
    """Put the lines over an article into it: kickers, the headline, subheads."""
    lines = _two_line_headlines(group)
    at = _headline_index(lines)
    found: list[Paragraph] = []
    for index, block in enumerate(lines):
        paragraph = block.paragraph()
        paragraph.role = "kicker" if index < at else "headline" if index == at else "subhead"
        paragraph.level = block.level if block.marked else 0
        found.append(paragraph)
    article.pieces = sorted([*found, *article.pieces], key=lambda piece: piece.start)


def _two_line_headlines(group: Sequence[Block]) -> list[Block]:
    """The lines with those joined that are set under each other to one width."""
    joined: list[Block] = []
    for block in group:
        last = joined[-1] if joined else None
        beside = last and block.row == last.row + 1 and block.blanks == 0
        if last and beside and block.text not in last.text and last.level == block.level:
            apart = abs(headings.width(last.text) - headings.width(block.text))
            if apart <= 1.5 and not headings.is_subhead(block.text):
                at = len(last.text) + 1
                last.places.append((at, *block.places[0][1:]))
                last.text = f"{last.text} {block.text}"
                continue
        joined.append(block)
    return joined


def _headline_index(lines: Sequence[Block]) -> int:
    """Which line of a group is the headline.

    Markdown's highest mark; else the first line below the names of columns and campaigns, or the
    one below a line too long for a headline.
    """
    marked = [block.level for block in lines if block.marked]
    if marked:
        return next(
            i for i, block in enumerate(lines) if block.marked and block.level == min(marked)
        )
    for index, block in enumerate(lines):
        if len(block.places) > 1 and not headings.is_subhead(block.text):
            return index  # set over two lines
    last = len(lines) - 1
    at = 0
    for index, block in enumerate(lines[:last]):
        if headings.is_rubric(block.text):
            at = index + 1
    while at < last and headings.is_dashed(lines[at].text):
        at += 1
    for above, below in pairwise(lines[at : at + 2]):
        wide, narrow = headings.width(above.text), headings.width(below.text)
        if wide > 28 and wide > 1.3 * narrow and not headings.is_subhead(below.text):
            at += 1
    return at
