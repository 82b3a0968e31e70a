"""Seams: whether the text of one line goes on in the next.

Knows what stands open at the end of a line (a quotation, a word, a number) and lines set to one
width; the words come from jieba's dictionary, asked only where nothing else decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qdnlp.pages import headings
from qdnlp.pages.lines import Line

_OPENING = "“‘《（(【〈「『"
_CLOSING = "”’》）)】〉」』"
_BEGINS_NOTHING = "，,。、；;：:！？!?%％" + _CLOSING
_ENDS_NOTHING = "，,、·/+-－＋" + _OPENING
_SIDES = 4  # characters on each side of a seam that a word across it can need

_NARROWEST, _WIDEST = 10, 60  # lines of running text set to one width, in full widths
_TO_KNOW_A_WIDTH = 3  # runs that share a width
_FULL = 0.85  # of the widest line: what is set as wide fills its line


def opened(text: str, before: int = 0) -> int:
    """How many quotations and brackets stand open after a text, ``before`` of them before it.

    >>> opened("他说：“开工的有"), opened("三个。”", 1)
    (1, 0)
    """
    if not any(sign in text for sign in "“”《》"):
        return before
    for sign in text:
        if sign in "“《":
            before += 1
        elif sign in "”》":
            before = max(0, before - 1)
    return before


def closes_first(text: str) -> bool:
    """Whether a text closes a quotation that it has not opened."""
    for sign in text:
        if sign in "“《":
            return False
        if sign in "”》":
            return True
    return False


def is_torn(left: str, right: str) -> bool:
    """Whether something that belongs together stands on both sides of a seam: a number, a word.

    >>> is_torn("今年新建口袋公园48个，提前完成任", "务；还建成绿道"), is_torn("总投资20", "亿元")
    (True, True)
    """
    return is_cut(left, right) or _has_word_across(left[-_SIDES:], right[:_SIDES])


def is_cut(left: str, right: str) -> bool:
    """Whether the signs on both sides of a seam say that the text goes on.

    >>> is_cut("签约项目", "、开工项目"), is_cut("新建公园，完成全年任", "务；")
    (True, False)
    """
    last, first = left[-1:], right[:1]
    if first in _BEGINS_NOTHING or last in _ENDS_NOTHING:
        return True
    if last.isdigit() and (first.isdigit() or first in "万亿千百年月日%个家项条元"):
        return True
    return last in headings.continuations("end") or first in headings.continuations("begin")


def _has_word_across(left: str, right: str) -> bool:
    """Whether a word of jieba's dictionary lies across the seam."""
    import rjieba  # its dictionary takes a tenth of a second to load

    at = 0
    words = "".join(char for char in left + right if not "\ud800" <= char <= "\udfff")
    seam = sum(not "\ud800" <= char <= "\udfff" for char in left)
    for word in rjieba.cut(words, False):
        if at < seam < at + len(word):
            parts = (word[: seam - at], word[seam - at :])
            whole = all(len(part) > 1 and rjieba.has_word(part) for part in parts)  # 回顾|过去
            return not whole and all("一" <= char <= "鿿" for char in word)
        at += len(word)
    return False


def full_lines(lines: Sequence[Line]) -> set[int]:
    """The indices of lines that are full, where running text is set to one width.

    A run of lines without a blank line between them counts as set so if nearly all of them are
    as wide as the widest, and half of those end in mid-sentence. Where several runs of a page
    have one width, runs of two lines are set to it too.
    """
    found: set[int] = set()
    widths: Counter[float] = Counter()
    pairs: list[int] = []
    for begin, stop in _runs(lines):
        if stop - begin == 2:
            pairs.append(begin)
        elif stop - begin > 2 and (run := _full_in_run(lines, begin, stop)):
            found |= run
            widths[max(_set_width(lines[index]) for index in run)] += 1
    width, times = widths.most_common(1)[0] if widths else (0.0, 0)
    if times >= _TO_KNOW_A_WIDTH:
        found.update(
            index
            for index in pairs
            if len(lines[index].text) <= 2 * _WIDEST
            and abs(_set_width(lines[index]) - width) <= 1
            and not headings.ends(lines[index].text)
        )
    return found


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where runs of lines without a blank line between them begin and end."""
    begin = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].blanks or lines[index].level:
            yield begin, index
            begin = index


def _set_width(line: Line) -> float:
    """How wide a line is set, its indent counted."""
    return headings.width(line.text) + 2 * line.indented


def _full_in_run(lines: Sequence[Line], begin: int, stop: int) -> set[int]:
    """The full lines of one run."""
    run = lines[begin:stop]
    if any(len(line.text) > 2 * _WIDEST for line in run):
        return set()
    widths = [_set_width(line) for line in run]
    widest = max(widths)
    if not _NARROWEST <= widest <= _WIDEST:
        return set()
    full = [index for index, wide in enumerate(widths[:-1]) if wide >= _FULL * widest]
    open_ones = [index for index in full if not headings.ends(run[index].text)]
    paragraphs = 1 + sum(after.indented and not line.indented for line, after in pairwise(run))
    if len(full) + paragraphs - 1 < 0.6 * (len(run) - 1) or 2 * len(open_ones) < len(full):
        return set()
    return {begin + index for index in full}
