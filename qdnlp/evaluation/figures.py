"""Figures against the gold: each figure of the gold is paired with one that was found.

Knows how they are paired and what must agree: span, value and unit, kind, bound, direction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qdnlp.evaluation.errors import Teller
from qdnlp.evaluation.numbers import same_amount, same_unit
from qdnlp.evaluation.scores import Measure, Score, Share
from qdnlp.evaluation.spans import Mention, Overlaps, optional, shift, span

_UNSAID = {"bound": "exact", "direction": "none"}


def pairing(gold: Sequence[Mention], found: Sequence[Mention]) -> dict[int, int]:
    """Which found figure stands for each of the gold: place in ``gold`` → place in ``found``.

    In the order of the gold, each takes the free one that it shares most with, the shorter of
    two that share as much. What is optional takes its own too.

    >>> gold = [{"start": 0, "end": 4}, {"start": 6, "end": 8}]
    >>> pairing(gold, [{"start": 0, "end": 2}, {"start": 1, "end": 7}])
    {0: 1}
    """
    overlaps = Overlaps(found)
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for place, mention in enumerate(gold):
        free = [other for other in overlaps.of(mention) if other not in taken]
        if free:
            best = max(free, key=lambda other: (*_likeness(mention, found[other]), other))
            pairs[place] = best
            taken.add(best)
    return pairs


def _likeness(gold: Mention, found: Mention) -> tuple[int, int]:
    shared = min(gold["end"], found["end"]) - max(gold["start"], found["start"])
    return shared, found["start"] - found["end"]


class FigureTally:
    """Counts figures, and which of their aspects are right."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(
        self,
        gold: Sequence[Mention],
        found: Sequence[Mention],
        pairs: dict[int, int],
        tell: Teller,
    ) -> None:
        """Count the figures of one document; tell those that are missing or wrong."""
        self._count_found(gold, found, pairs, tell)
        for place, mention in enumerate(gold):
            if mention.get("opt"):
                continue
            self._counts["asked"] += 1
            if place in pairs:
                self._compare(mention, found[pairs[place]], tell)
            else:
                tell("missed", mention, _amount(mention), None)

    def measures(self) -> dict[str, Measure]:
        """The scores by their names."""
        counts = self._counts
        measures: dict[str, Measure] = {
            f"figure_{name}": Score(counts[name], counts["found"], counts["asked"])
            for name in ("span", "exact", "value", "all")
        }
        measures["figure_attr"] = {
            name: Share(counts[name], counts["span"]) for name in ("num", "kind", "bound", "dir")
        }
        return measures

    def _count_found(
        self,
        gold: Sequence[Mention],
        found: Sequence[Mention],
        pairs: dict[int, int],
        tell: Teller,
    ) -> None:
        """Count what was found, but for what stands for an optional figure or beside one."""
        stands_for = {other: gold[place] for place, other in pairs.items()}
        allowed = Overlaps(optional(gold))
        for place, mention in enumerate(found):
            if place in stands_for:
                self._counts["found"] += not stands_for[place].get("opt")
            elif not allowed.of(mention):
                self._counts["found"] += 1
                tell("extra", mention, None, _amount(mention))

    def _compare(self, gold: Mention, found: Mention, tell: Teller) -> None:
        """Count the aspects of a pair that agree, and tell the others."""
        amount = same_amount(gold, found)
        agree = {
            "exact": span(gold) == span(found),
            "value": amount and same_unit(gold, found),
            "kind": found.get("kind") == gold.get("kind"),
            "bound": _said(gold, "bound") == _said(found, "bound"),
            "dir": _said(gold, "direction") == _said(found, "direction"),
        }
        agree["all"] = all(agree[name] for name in ("value", "kind", "bound", "dir"))
        self._counts.update({"span": 1, "num": amount, **agree})
        if not agree["value"]:
            tell("value", gold, _amount(gold), _amount(found))
        if not agree["kind"]:
            tell("kind", gold, gold["kind"], found.get("kind"))
        for name, aspect in (("bound", "bound"), ("dir", "direction")):
            if not agree[name]:
                tell(aspect, gold, _said(gold, aspect), _said(found, aspect))
        if not agree["exact"]:
            tell("span", gold, None, shift(gold, found))


def _said(figure: Mention, aspect: str) -> Any:
    """The bound or direction of a figure; what it is where none is said."""
    return figure.get(aspect) or _UNSAID[aspect]


def _amount(figure: Mention) -> str:
    """Value and unit, as they are told."""
    value = figure.get("value")
    if value is None:
        value = f"{figure.get('low')}..{figure.get('high')}"
    return f"{value} {figure.get('unit') or ''}".strip()
