"""Changes: pairs of levels that begin and end one, 由28份减少至7份.

Knows which facts begin and end a change, and reckons the change; the text tells neither more
nor less than its two figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from qdnlp.patterns import Pattern
from qdnlp.schema import Fact, Figure

_FROM = Pattern("(?:从|由)[^，。；、从由\\n]{0,12}$")
_TO = Pattern("[^，。；\\n]{0,16}(?:至|到|为)[^，。；、\\n]{0,12}")
_SIGHT = 16  # characters before a figure in which 从 may stand


@dataclass(frozen=True, slots=True)
class Pair:
    """Two facts that begin and end a change, by their places among the facts.

    ``change`` is the end less the start, in the unit of the figures; ``percent`` the same as a
    share of the start, None where that is 0.
    """

    start: int
    end: int
    change: Decimal
    percent: Decimal | None


def pairs(text: str, figures: Sequence[Figure], facts: Sequence[Fact]) -> list[Pair]:
    """The changes that ``facts`` tell by their start and their end.

    >>> from qdnlp import figures as find_figures
    >>> text = "所需材料由40份减少至10份。"
    >>> facts = [Fact(0, "所需材料"), Fact(1, "所需材料")]
    >>> (pair,) = pairs(text, find_figures(text), facts)
    >>> str(pair.change), str(pair.percent)
    ('-30', '-75')
    """
    found = []
    for at, (left, right) in enumerate(pairwise(facts)):
        start, end = figures[left.figure], figures[right.figure]
        if not _belong(left, right, start, end):
            continue
        if not _FROM.search(text, max(0, start.start - _SIGHT), start.start):
            continue
        if not _TO.fullmatch(text, start.end, end.start):
            continue
        assert isinstance(start.value, Decimal) and isinstance(end.value, Decimal)
        change = end.value - start.value
        percent = change * 100 / start.value if start.value else None
        found.append(Pair(at, at + 1, change, percent))
    return found


def _belong(left: Fact, right: Fact, start: Figure, end: Figure) -> bool:
    """Whether both facts are of one indicator in one unit, with plain numbers."""
    return (
        left.indicator == right.indicator
        and start.unit == end.unit
        and isinstance(start.value, Decimal)
        and isinstance(end.value, Decimal)
    )
