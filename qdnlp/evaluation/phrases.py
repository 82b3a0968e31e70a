"""Phrases: whether the words of a fact are those of the gold, or near enough.

Knows strings only. A field of the gold may be a list of phrases that are all right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

Phrase = str | None
Allowed = Phrase | list[Phrase]
"""What the gold takes as right: a phrase, None for nothing, or a list of such."""


def allows(allowed: Allowed, right: Callable[[Phrase], bool]) -> bool:
    """Whether one of the phrases that the gold takes passes."""
    return any(map(right, allowed)) if isinstance(allowed, list) else right(allowed)


def near_enough(found: Phrase, allowed: Allowed) -> bool:
    """Whether a phrase says what the gold does: it is the same, or a good part of it.

    Where one holds the other, the shorter needs two characters and two fifths of the longer's
    length; else they must share seven tenths of their characters.

    >>> near_enough("工业增加值", "规模以上工业增加值"), near_enough("值", "产值")
    (True, False)
    >>> near_enough("固定资产投资", "固定资产的投资额"), near_enough(None, "投资")
    (True, False)
    """
    return allows(allowed, lambda gold: _near(found, gold))


def _near(found: Phrase, gold: Phrase) -> bool:
    if not found or not gold:
        return (found or None) == (gold or None)
    if found == gold:
        return True
    if found in gold or gold in found:
        shorter, longer = sorted((len(found), len(gold)))
        return shorter >= 2 and 5 * shorter >= 2 * longer
    shared = (Counter(found) & Counter(gold)).total()
    return 20 * shared >= 7 * (len(found) + len(gold))
