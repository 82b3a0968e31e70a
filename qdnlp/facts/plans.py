"""Whether a paragraph tells of plans or of results, by its words.

Knows `seeds/plan_words.tsv`, whose weights `training/plan_words.py` makes. In a report that comes
without its headings, nothing else tells 新建学校20所 of last year from that of the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from qdnlp import tables

_LEAST = 2.5  # of the sum; then 98 of 100 paragraphs of reports are plans


@cache
def _weights() -> tuple[dict[str, float], float]:
    weights = {word: float(weight) for word, weight in tables.rows("plan_words.tsv")}
    return weights, weights.pop("*")


def are_plans(words: Iterable[str]) -> bool:
    """Whether the words of a paragraph are rather those of plans than of results.

    >>> are_plans("着力 扩大 内需 ， 引导 企业 做优 做强 ， 新增 商店 80 家 左右".split())
    True
    >>> are_plans("内需 扩大 ， 累计 新增 商店 80 家 ， 居 全省 首位".split())
    False
    """
    weights, constant = _weights()
    return constant + sum(weights.get(word, 0.0) for word in set(words)) > _LEAST
