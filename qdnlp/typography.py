"""Typography: what typesetting adds to a text, and no reader reads.

Knows blanks between Chinese and digits, indents, the line ends of other systems, signs without
width, marks of notes and of bold type, tags of HTML, the other forms of quotation marks and
characters; and where each character that is left has stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from qdnlp import tables
from qdnlp.patterns import Pattern
from qdnlp.schema import Entity, Figure, Time, Token

_NO_WIDTH = "\xad\u200b-\u200f\u2060\ufeff"  # soft hyphens, joiners, marks of direction, of bytes
_BLANK = " \xa0\u2002-\u200a\u202f\u205f"
_LINE_END = "\n\r\x0b\x0c\x85\u2028\u2029"
_BETWEEN = f"{_NO_WIDTH}{_BLANK}\u3000{_LINE_END}"
_HAN = "\u4e00-\u9fff"
_TAG = r"(?<=<)/?(?P<tag>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>\n]{0,300})?/?>"  # <b>, </p>, <br/>
_CELL = r"(?<=<)(?P<cell>/?(?i:table|thead|tbody|tr|th|td))(?:\s[^<>\n]{0,300})?>\s*"
_ENTITY = "(?<=&)(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#x[0-9a-fA-F]{2,5});"  # &nbsp;
_UNREAD = Pattern(
    rf"[{_BETWEEN}*\[［①-⑳<&](?:"
    rf"(?<=[{_BETWEEN}])[{_BETWEEN}]*"
    rf"|{_CELL}|{_TAG}|{_ENTITY}"
    r"|(?<=\*)\*(?!\*)"  # **2047亿元**, one of _BOLD_MARK
    r"|(?<=[^\s\[［(（][\[［])[0-9]{1,3}(?:[-,，、][0-9]{1,3})*[\]］]"  # 国内生产总值[2]
    rf"|(?<=[{_HAN}0-9%％”）][①-⑳])(?=[，。；、：）0-9\n]|\Z))"  # 企业350家①，
)
_READ = Pattern(f"(?P<end>\r\n|[{_LINE_END}])|(?P<blank>[{_BLANK}])|[^{_NO_WIDTH}]")
_ONE_HAN = Pattern(f"[{_HAN}]")
_WESTERN = Pattern("[0-9A-Za-z%％‰℃$￥¥]")
_SPACED = Pattern(f"[{_HAN}][{_BLANK}][0-9A-Za-z$￥¥]")
_MARKS = frozenset("，。、；：！？“”‘’（）《》")
_CELLS = Pattern(f"[0-9][{_BLANK}]+[0-9]|[{_BLANK}\u3000]{{2}}")
_ROW = 80  # characters of a row of a table at most; a longer line is prose
_STRETCH = Pattern(r"\S+")
_UNUSUAL = Pattern("[「」『』０-９\u2e80-\u2fdf]")
_BREAKS = frozenset("p br div li ul ol h1 h2 h3 h4 h5 h6".split())
_CELLS_OF_HTML = frozenset(("td", "th"))
_PARTED = {"/td": "\t", "/th": "\t", "/tr": "\n", "table": "\n", "/table": "\n"}
_BOLD = "**"
_BOLD_MARK = Pattern(r"\*\*(?!\*)")
_PASSES = 3  # what is gone may bring blanks together: 总值[1] 20亿元

_Read = tuple[str, int]
"""A character, and where it stands in the source."""
_Placed = TypeVar("_Placed", Entity, Figure, Time, Token)


class Plain(NamedTuple):
    """A text as it is read; ``source`` is the text as it came.

    ``offsets[i]`` is where ``text[i]`` stands in the source; None where all stand where they stood.
    """

    text: str
    source: str
    offsets: list[int] | None

    def point_out(self, spans: Iterable[_Placed]) -> None:
        """Let spans of the text point into the source; their own text is that of the source."""
        at, source = self.offsets, self.source
        if source is self.text:
            return
        for span in spans:
            if at is not None:
                span.start, span.end = at[span.start], at[span.end - 1] + 1
            span.text = source[span.start : span.end]

    def inside(self, spans: Sequence[_Placed]) -> list[_Placed]:
        """Spans of the source as spans of the text; those that are given stay as they are.

        A span of characters that are not read has none.
        """
        at, found = self.offsets, []
        for span in spans:
            start, end = span.start, span.end
            if at is not None:
                start, end = bisect_left(at, start), bisect_left(at, end)
                if start >= len(self.text) or at[start] >= span.end:
                    continue
            found.append(replace(span, start=start, end=end, text=self.text[start:end]))
        return found


def covering(source: str, tokens: list[Token]) -> list[Token]:
    """The tokens of a text, and what is not read as tokens between them.

    They cover all of the source but blanks.
    """
    ends = Token(0, 0, "", ""), Token(len(source), len(source), "", "")
    found: list[Token] = []
    for token, following in pairwise([ends[0], *tokens, ends[1]]):
        if token.text:
            found.append(token)
        for sign in _STRETCH.finditer(source, token.end, following.start):
            found.append(Token(*sign.span(), sign[0], "w"))
    return found


def plain(source: str) -> Plain:
    r"""A text without what typesetting added to it.

    Every line ends with ``\n`` and without blanks, none is indented, quotation marks are “ and ”,
    digits 0 to 9. The one blank that some set between Chinese and digits or letters is gone, but
    in rows of tables, and so are the numbers of notes (``[2]``), marks of bold type (``**``) and
    tags of HTML; radicals are the characters that they stand for.

    >>> plain("总投资[1] 2047 亿元\r\n\u3000\u3000增长 **4.7%**").text
    '总投资2047亿元\n增长4.7%'
    """
    text = _with_usual_signs(source)
    offsets: list[int] | None = None
    soft = _soft_ends(text)
    for _ in range(_PASSES):
        read = _without_unread(text, soft)
        if read is None:
            break
        text, at = read
        offsets = at if offsets is None else [offsets[i] for i in at]
        soft = frozenset()
    return Plain(text, source, offsets)


def _soft_ends(text: str) -> frozenset[int]:
    """Where lines end only because they are full."""
    if "\n" not in text:
        return frozenset()
    from qdnlp.pages.wrapping import soft_ends  # a short text needs none of it

    return soft_ends(text)


def _without_unread(text: str, soft: frozenset[int]) -> tuple[str, list[int]] | None:
    """A text without what is not read, and where its characters stood; None if all is read.

    ``soft``: where lines end that go on in the next.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    bold = _bold(text)
    spaced = _SPACED.search(text) is not None
    in_cell = False
    for match in _UNREAD.finditer(text):
        start, end = match.span()
        if match[0] == _BOLD and start not in bold:
            continue
        read = [] if start in soft else _read(text, match, spaced, in_cell)
        if match["cell"]:
            in_cell = match["cell"].lower() in _CELLS_OF_HTML
        if len(read) == end - start and all(text[at] == char for char, at in read):
            continue
        pieces += text[done:start], *(char for char, _ in read)
        offsets += *range(done, start), *(at for _, at in read)
        done = end
    if not pieces:
        return None
    offsets += range(done, len(text) + 1)
    return "".join(pieces) + text[done:], offsets


def _read(text: str, match: re.Match[str], spaced: bool, in_cell: bool) -> list[_Read]:
    """What is read of blanks, line ends and signs: line ends, or blanks within a line.

    ``in_cell``: a cell of a table of HTML is open, in which nothing begins a line.
    """
    start, end = match.span()
    if match[0][0] == "<":
        if match["cell"]:
            part = _PARTED.get(match["cell"].lower(), "")
            return [(part, start)] if part else []
        return [("\n", start)] if match["tag"].lower() in _BREAKS and not in_cell else []
    if match[0][0] == "&":
        from html import unescape  # few texts need it

        meant = unescape(match[0])
        return [(meant, start)] if len(meant) == 1 else [(text[at], at) for at in range(start, end)]
    if match[0][0] in "*[［" or "①" <= match[0] <= "⑳":
        return []
    ends: list[_Read] = []
    blanks: list[_Read] = []
    for each in _READ.finditer(text, start, end):
        at = each.start()
        if each["end"]:
            ends.append(("\n", at))
        else:
            blanks.append((" " if each["blank"] else text[at], at))
    if ends or start == 0 or end == len(text):
        return ends
    single = len(blanks) == 1 and blanks[0][0] == " "
    return [] if single and _is_set(text, start, end, spaced) else blanks


def _is_set(text: str, start: int, end: int, spaced: bool) -> bool:
    """Whether typesetting alone puts the blank there: by a mark, or where two scripts meet.

    ``spaced``: the text has blanks before digits and letters; else those behind stand for commas:
    投资增长5% 出口增长3%.
    """
    before, behind = text[start - 1], text[end]
    if before in _MARKS or behind in _MARKS:
        return True
    if _ONE_HAN.match(before):
        meet = _WESTERN.match(behind)
    else:
        meet = _WESTERN.match(before) and _ONE_HAN.match(behind) if spaced else None
    return meet is not None and not _is_row(text, start, end)


def _is_row(text: str, start: int, end: int) -> bool:
    """Whether blanks stand between the cells of the line: 市南区 35 12.5."""
    first = text.rfind("\n", max(0, start - _ROW), start) + 1
    last = text.find("\n", end, end + _ROW)
    if (not first and start > _ROW) or (last < 0 and end + _ROW < len(text)):
        return False
    line = text[first : last if last >= 0 else len(text)].strip()
    return len(line) <= _ROW and _CELLS.search(line) is not None


def _bold(text: str) -> frozenset[int]:
    """Where marks of bold type stand that open and close in turns."""
    if _BOLD not in text:
        return frozenset()
    found: list[int] = []
    start = 0
    for line in text.split("\n"):
        marks = [start + match.start() for match in _BOLD_MARK.finditer(line)]
        if len(marks) % 2 == 0:
            found += marks
        start += len(line) + 1
    return frozenset(found)


def _with_usual_signs(text: str) -> str:
    """The text with “ ” for other quotation marks, 0 to 9 for wide digits: as long as it was."""
    if _UNUSUAL.search(text):
        text = text.translate(_usual())
    if '"' not in text:
        return text
    lines = text.split("\n")
    return "\n".join(_paired(line) if line.count('"') % 2 == 0 else line for line in lines)


@cache
def _usual() -> dict[int, str]:
    """The usual form of each sign that has others: “ for 「, 0 for ０, 工 for the radical ⼯."""
    signs = zip("「」『』０１２３４５６７８９", "“”‘’0123456789", strict=True)
    return {ord(sign): usual for sign, usual in (*signs, *tables.rows("radicals.tsv"))}


def _paired(line: str) -> str:
    """A line whose straight quotation marks open and close in turns."""
    opening, *rest = line.split('"')
    return opening + "".join(("”", "“")[n % 2] + part for n, part in enumerate(rest, 1))
