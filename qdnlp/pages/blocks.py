"""Blocks: the units that a page is made of, each line named and broken paragraphs joined.

Knows which lines are tables, furniture, days, bylines and headings by their own words, and which
lines are pieces of one paragraph; which article a block belongs to is the matter of `articles`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias

from qdnlp.pages import bylines, furniture, headings, seams
from qdnlp.pages.lines import Line, lines
from qdnlp.pages.parts import Byline, Paragraph, Place, Table
from qdnlp.pages.tabular import table_at

# heading: words without an end, or Markdown's mark; numbered: 一、…; label: …：; call: …！
# long: longer than a heading, a headline perhaps
Kind: TypeAlias = Literal[
    "heading", "numbered", "label", "call", "long", "text", "byline", "date", "furniture", "table"
]
_PLAIN = ("heading", "call", "long", "text")
_CAN_BREAK = (*_PLAIN, "numbered")
_LABELLED = 16  # the name of a medium
_MENU_WORD = 5
_MENU_LENGTH = 4


@dataclass(slots=True)
class Block:
    """A unit of the page: its kind, its words or its table, and the blank lines above it.

    ``level`` is that of Markdown or numbering, 0 without; ``marked`` says that Markdown gave it.
    ``open`` is true of text that breaks off.
    """

    kind: Kind
    start: int
    text: str
    places: list[Place]
    blanks: int
    level: int = 0
    marked: bool = False
    open: bool = False
    byline: Byline | None = None
    table: Table | None = None
    pieces: list[str] = field(default_factory=list)
    opened: int = 0
    full: bool = False
    row: int = 0
    first: bool = False

    def paragraph(self) -> Paragraph:
        """The words of the block as a paragraph."""
        return Paragraph(self.text, tuple(self.places))


def blocks(source: str) -> list[Block]:
    """The blocks of a source, in its order."""
    cut = list(lines(source))
    full = seams.full_lines(cut)
    found: list[Block] = []
    index = 0
    while index < len(cut):
        table = table_at(source, cut, index)
        if table:
            found.append(Block("table", table[0].start, "", [], cut[index].blanks, table=table[0]))
            index = table[1]
            continue
        found.append(_block(source, cut[index]))
        found[-1].full, found[-1].row = index in full, index
        found[-1].opened = 0 if cut[index].indented else -1
        index += 1
    _fill_labels(source, found)
    _name_menus(found)
    _name_mastheads(found)
    return list(_joined(found))


def _block(source: str, line: Line) -> Block:
    """The block that one line is."""
    text = line.text
    block = Block("text", line.start, text, [(0, line.start, line.end)], line.blanks)
    block.level, block.marked = line.level, line.level > 0
    if furniture.is_date(text):
        block.kind = "date"
    elif furniture.is_furniture(text) or text.strip("#>") == "":
        block.kind = "furniture"
    elif _take_byline(block, source, line):
        desk = block.byline is not None and bylines.is_of_the_desk(block.byline)
        block.kind = "furniture" if desk else "byline"
    elif line.level:
        block.kind = "numbered" if headings.number_level(text) else "heading"
    else:
        block.kind, block.open = _shape(text)
        block.level = headings.number_level(text)
        if block.level:
            block.kind = "numbered"
    return block


def _take_byline(block: Block, source: str, line: Line) -> bool:
    """Set the byline of a block, and say whether it is one."""
    if line.end - line.start > bylines.LONGEST:
        return False
    label = furniture.source_label(line.text)
    if label is not None:
        stop = line.start + max(label, furniture.where_day(line.text))
        low = line.start + label
        block.byline = bylines.from_medium(source, line.start, line.end, low, stop)
    else:
        block.byline = bylines.byline(source, line.start, line.end) or bylines.speaker(
            source, line.start, line.end
        )
    return block.byline is not None


def _shape(text: str) -> tuple[Kind, bool]:
    """What a line without marks reads as, and whether it breaks off."""
    if headings.is_salutation(text):
        return "text", False
    if headings.is_label(text):
        return "label", False
    if headings.is_call(text):
        return "call", False
    if headings.ends(text) or headings.is_caption(text):
        return "text", False
    if headings.DATELINE.match(text) or not headings.is_short(text, headings.LONGEST_HEADLINE):
        return "text", True
    return ("heading" if headings.is_short(text) else "long"), True


def _fill_labels(source: str, found: Sequence[Block]) -> None:
    """Read the line below an empty label (来源：, 责任编辑：) as what it names."""
    for label, block in pairwise(found):
        if block.kind != "heading" or block.marked or not furniture.is_empty_label(label.text):
            continue
        start, end = block.places[0][1:]
        if label.kind == "byline" and len(block.text) <= _LABELLED:
            block.kind, block.byline = "byline", bylines.from_medium(source, start, end, start)
        elif label.kind == "furniture" and bylines.lone_name(source, start, end):
            block.kind = "furniture"


def _name_mastheads(found: Sequence[Block]) -> None:
    """Read a medium's name over a line of date or page number as the head of the page."""
    for block, below in pairwise(found):
        if block.kind == "heading" and not block.marked and below.kind in ("date", "furniture"):
            block.kind = "furniture" if furniture.is_medium(block.text) else "heading"


def _name_menus(found: Sequence[Block]) -> None:
    """Name rows of very short lines what they are: the menu of a web page."""
    begin = 0
    for index in range(len(found) + 1):
        block = found[index] if index < len(found) else None
        short = block and block.kind in ("heading", "furniture") and not block.marked
        if not (block and short and len(block.text) <= _MENU_WORD):
            if index - begin >= _MENU_LENGTH:
                for item in found[begin:index]:
                    item.kind = "furniture"
            begin = index + 1


def _joined(found: Sequence[Block]) -> Iterator[Block]:
    """The blocks with the pieces of each paragraph joined."""
    held: Block | None = None
    only_furniture = True
    for index, block in enumerate(found):
        indented, block.opened = block.opened == 0, 0
        after = found[index + 1] if index + 1 < len(found) else None
        if held and _goes_on(held, block, after, indented):
            _join(held, block)
            continue
        if held:
            yield _closed(held)
        held, held.first = block, only_furniture
        only_furniture = only_furniture and block.kind in ("furniture", "date")
        held.opened = seams.opened(block.text) if block.open else 0
    if held:
        yield _closed(held)


def _goes_on(held: Block, block: Block, after: Block | None, indented: bool) -> bool:
    """Whether a block goes on with the paragraph held."""
    if held.kind not in _CAN_BREAK or held.marked or block.kind not in _PLAIN or block.marked:
        return False
    if headings.is_salutation(block.text) or headings.DATELINE.match(block.text):
        return False
    if held.full and block.blanks == 0 and not indented:
        return True
    if not held.open or (block.kind != "text" and _stands_over_a_byline(block, after)):
        return False
    left = held.pieces[-1] if held.pieces else held.text
    if held.opened and seams.closes_first(block.text):
        return True
    if held.kind == "heading" and block.kind == "heading":
        torn = left[-1:] in headings.continuations("end") or headings.is_unclosed(left)
        return torn and block.blanks <= 1
    if held.first and held.kind in ("heading", "long") and not held.pieces:
        return block.kind == "text" and seams.is_cut(left, block.text)  # most likely the headline
    as_headline = held.kind == "long" and headings.is_set_as_headline(held.text)
    if held.kind in ("heading", "numbered") or as_headline:
        return block.kind == "text" and seams.is_torn(left, block.text)
    if block.kind == "text":
        return True
    sure = block.kind == "call" or headings.is_fragment(block.text)
    return held.kind == "text" and (sure or seams.is_torn(left, block.text))


def _stands_over_a_byline(block: Block, after: Block | None) -> bool:
    """Whether a block is the last line above a byline or a dateline."""
    return after is not None and (
        after.kind == "byline" or bool(headings.DATELINE.match(after.text))
    )


def _join(held: Block, block: Block) -> None:
    """Take a block into the paragraph held."""
    if not held.pieces:
        held.pieces = [held.text]
    left, right = held.pieces[-1][-1:], block.text[:1]
    if left.isascii() and right.isascii() and left.isalpha() and right.isalpha():
        held.pieces.append(" " if left.islower() or right.islower() else "")
    at = held.places[-1][0] + held.places[-1][2] - held.places[-1][1]
    at += held.pieces[-1] == " "
    held.places.append((at, *block.places[0][1:]))
    held.pieces.append(block.text)
    held.opened = seams.opened(block.text, held.opened)
    if not held.kind == block.kind == "heading":
        held.kind = "text"
    held.open, held.full, held.row = block.open, block.full, block.row


def _closed(held: Block) -> Block:
    """The block with the text of its pieces."""
    if held.pieces:
        held.text = "".join(held.pieces)
        held.pieces = []
    return held
