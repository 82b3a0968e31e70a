"""Enumerators: the numbers and signs that only count the points of a list.

Knows how they are written at the head of a line and behind the mark that ends a point:
（一）, （2）, 3.新建, 4、改造. Words that count (一是, 首先) are words.
"""

from __future__ import annotations

from qdnlp.facts.roles import MARKS
from qdnlp.patterns import Pattern

_NUMBER = r"(?:[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[0-9]{1,2}[.．、)）])"
_WORD = "[\u4e00-\u9fff“《A-Z]"  # with which a point begins; 2.5 and 1、2号线 are numbers
_LEADING = Pattern(rf"{_NUMBER} ?(?={_WORD})")
_INNER = Pattern(rf"[，；：。,;:]{_NUMBER} ?(?={_WORD})")


def inner(text: str) -> list[tuple[int, int, int]]:
    """Where enumerators stand behind a mark, with it, and what the mark does.

    >>> [(start, end) for start, end, _ in inner("任务：（1）新建学校35所；（2）改造小区12个。")]
    [(2, 6), (13, 17)]
    """
    return [(*match.span(), MARKS[match[0][0]]) for match in _INNER.finditer(text)]


def behind(text: str, start: int) -> int:
    """Where the words begin behind an enumerator at ``start``; ``start`` where none stands.

    >>> behind("1.新建学校35所", 0), behind("1.5万人", 0)
    (2, 0)
    """
    match = _LEADING.match(text, start)
    return match.end() if match else start
