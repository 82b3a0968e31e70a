"""Layout: what sets the points of a list and the clauses of a headline apart without being a word.

Knows enumerators, （一）, （2）, 3.新建, 4、改造, and the blank that stands for a comma:
引进项目35个 总投资20亿元. Words that count (一是, 首先) are words.
"""

from __future__ import annotations

from qdnlp.facts.roles import COMMA, MARKS
from qdnlp.patterns import Pattern

_NUMBER = r"(?:[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|[0-9]{1,2}[.．、)）])"
_WORD = "[\u4e00-\u9fff“《A-Z]"  # with which a point begins; 2.5 and 1、2号线 are numbers
_LEADING = Pattern(rf"{_NUMBER} ?(?={_WORD})")
_INNER = Pattern(rf"[，；：。,;:]{_NUMBER} ?(?={_WORD})")
_GAP = Pattern("[ \u3000](?<=[\u4e00-\u9fff0-9%％‰”）].)[ \u3000]*(?=[\u4e00-\u9fff“])")

_Divider = tuple[int, int, int]
"""Where something stands that divides, and what its mark does."""


def dividers(text: str) -> list[_Divider]:
    """The enumerators behind a mark, with it, and the blanks that stand for a comma.

    >>> [(start, end) for start, end, _ in dividers("任务：（1）新建学校35所；（2）改造小区12个。")]
    [(2, 6), (13, 17)]
    >>> [(start, end) for start, end, _ in dividers("引进项目35个 总投资20亿元")]
    [(7, 8)]
    """
    enumerators = [(*match.span(), MARKS[match[0][0]]) for match in _INNER.finditer(text)]
    return enumerators + [(*match.span(), COMMA) for match in _GAP.finditer(text)]


def behind_enumerator(text: str, start: int) -> int:
    """Where the words begin behind an enumerator at ``start``; ``start`` where none stands.

    >>> behind_enumerator("1.新建学校35所", 0), behind_enumerator("1.5万人", 0)
    (2, 0)
    """
    match = _LEADING.match(text, start)
    return match.end() if match else start
