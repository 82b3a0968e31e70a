"""Whether a paragraph tells of plans or of results, by its words and those of its neighbours.

Knows `seeds/plan_words.tsv`, whose weights `training/plan_words.py` makes. In a report that comes
without its headings, nothing else tells 新建学校20所 of last year from that of the next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from operator import itemgetter

from qdnlp import tables
from qdnlp.facts import lines
from qdnlp.facts.roles import NAME, NOW, SAY
from qdnlp.facts.row import Row

_LEAST = 2.0  # of the sum; then 99 of 100 paragraphs of reports are plans
_ALONE = 0.5  # more is asked of a paragraph without neighbours
_NEIGHBOURS = 2  # paragraphs on either side that have a say
_FADES = 0.7  # what a neighbour's say is worth, for each step
_SHORTEST = 60  # characters of a paragraph that has one
_SINCE = "以来"
_OPENING = 4  # items at the head of a paragraph
_DONE = -3.0  # what a paragraph says that begins with 今年以来


@cache
def _weights() -> tuple[dict[str, float], float]:
    weights = {word: float(weight) for word, weight in tables.rows("plan_words.tsv")}
    return weights, weights.pop("*")


def lean(words: Iterable[str]) -> float:
    """How much the words of a paragraph speak for plans (above 0) or for results.

    >>> lean("着力 扩大 内需 ， 引导 企业 做优 做强 ， 新增 商店 80 家 左右".split()) > 2
    True
    >>> lean("内需 扩大 ， 累计 新增 商店 80 家 ， 居 全省 首位".split()) < 0
    True
    """
    weights = _weights()[0]
    return sum(weights.get(word, 0.0) for word in set(words))


class Paragraphs:
    """The paragraphs of a text, and which of them tell of plans."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._bounds = [*pairwise([-1, *row.lines, len(row.marks)])]
        self._leans: dict[int, float | None] = {}

    def are_plans(self, at: int) -> bool:
        """Whether the paragraph around item ``at`` is rather one of plans than of results.

        Its neighbours up to the next heading have a say: a report tells of plans for pages.
        """
        here = bisect_left(self._bounds, at, key=itemgetter(0)) - 1
        total = self._lean(here)
        if total is None or self._is_heading(here):
            return False
        alone = True
        for way in (-1, 1):
            for step in range(1, _NEIGHBOURS + 1):
                there = here + way * step
                if not 0 <= there < len(self._bounds) or self._is_heading(there):
                    break
                said = self._lean(there)
                if said is not None:
                    total += _FADES**step * said
                    alone = False
        if alone and self._is_news(here):
            return False
        return total + _weights()[1] > _LEAST + alone * _ALONE

    def _lean(self, which: int) -> float | None:
        """`lean` of a paragraph; None where it is short."""
        if which not in self._leans:
            line_end, end = self._bounds[which]
            row, begin = self._row, line_end + 1
            words = row.forms[begin:end]
            if row.starts[end] - row.starts[begin] < _SHORTEST:
                self._leans[which] = None
            elif _SINCE in words[:_OPENING]:
                self._leans[which] = _DONE  # 今年以来，
            else:
                self._leans[which] = lean(words)
        return self._leans[which]

    def _is_news(self, which: int) -> bool:
        """Whether a paragraph tells of now (目前) or of what somebody says: 张三说."""
        line_end, end = self._bounds[which]
        marks = self._row.marks[line_end + 1 : end]
        return any(b & NOW or (a & NAME and b & SAY) for a, b in pairwise([0, *marks]))

    def _is_heading(self, which: int) -> bool:
        line_end, end = self._bounds[which]
        return lines.is_heading(self._row, line_end + 1, end)
