"""Spans: mentions as plain dictionaries with ``start`` and ``end``, and which of them overlap.

Knows places in a text only; what a mention means, the layers know.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

Mention: TypeAlias = Mapping[str, Any]


def span(mention: Mention) -> tuple[int, int]:
    """Where a mention begins and ends."""
    return mention["start"], mention["end"]


def shift(gold: Mention, found: Mention) -> str:
    """How many characters later a found mention begins and ends than that of the gold.

    >>> shift({"start": 4, "end": 8}, {"start": 3, "end": 8})
    '[-1,+0]'
    """
    return f"[{found['start'] - gold['start']:+},{found['end'] - gold['end']:+}]"


def asked(gold: Iterable[Mention]) -> list[Mention]:
    """The mentions of the gold that must be found: all but those marked ``opt``."""
    return [mention for mention in gold if not mention.get("opt")]


def optional(gold: Iterable[Mention]) -> list[Mention]:
    """The mentions of the gold that may be found or left."""
    return [mention for mention in gold if mention.get("opt")]


class Overlaps:
    """Finds which of some mentions overlap another, without looking at them all.

    >>> Overlaps([{"start": 4, "end": 6}, {"start": 0, "end": 5}]).of({"start": 3, "end": 5})
    [0, 1]
    """

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._places = sorted(range(len(mentions)), key=lambda place: mentions[place]["start"])
        self._starts = [mentions[place]["start"] for place in self._places]
        self._ends = [mentions[place]["end"] for place in self._places]
        # How far the mentions up to each one reach: none before it overlaps what lies behind.
        self._reach = list(accumulate(self._ends, max))

    def of(self, mention: Mention) -> list[int]:
        """The places, in the list that was given, of those that overlap the mention."""
        start, end = span(mention)
        found = []
        at = bisect_left(self._starts, end)
        while at and self._reach[at - 1] > start:
            at -= 1
            if self._ends[at] > start:
                found.append(self._places[at])
        return sorted(found)
