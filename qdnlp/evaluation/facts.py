"""Facts against the gold: what is said of a figure, compared where the figure was found.

Knows which fields must agree and how nearly; how figures are paired, `figures` knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from qdnlp.evaluation.errors import Teller
from qdnlp.evaluation.numbers import same_amount, same_unit
from qdnlp.evaluation.phrases import Allowed, allows, near_enough
from qdnlp.evaluation.scores import Measure, Score, Share
from qdnlp.evaluation.spans import Mention

# Field of a fact → the name of its share.
_FIELDS = {
    "indicator": "ind",
    "basis": "basis",
    "modality": "mod",
    "period": "per",
    "scope": "scope",
}
_CORE = ("indicator", "value")
_FULL = (*_CORE, "basis", "modality", "period")


class FactTally:
    """Counts facts, and which of their fields are right."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(
        self,
        gold: tuple[Sequence[Mention], Sequence[Mention]],
        found: tuple[Sequence[Mention], Sequence[Mention]],
        pairs: dict[int, int],
        tell: Teller,
    ) -> None:
        """Count the facts of one document; tell those that are missing or wrong.

        ``gold`` and ``found`` are each the figures and the facts about them; ``pairs`` which
        figure stands for which.
        """
        (gold_figures, gold_facts), (found_figures, found_facts) = gold, found
        of_figure: dict[Any, Mention] = {}
        for fact in found_facts:  # a figure has one fact: the first that is given
            of_figure.setdefault(fact.get("figure"), fact)
        self._count_found(gold_figures, gold_facts, found_figures, of_figure, pairs, tell)
        for fact in gold_facts:
            figure = gold_figures[fact["figure"]]
            if figure.get("opt") or fact.get("opt"):
                continue
            self._counts["asked"] += 1
            other = pairs.get(fact["figure"])
            if other is None or other not in of_figure:
                tell("missed", figure, _shown(fact.get("indicator")), None)
                continue
            value = same_amount(figure, found_figures[other])
            value = value and same_unit(figure, found_figures[other])
            self._compare(figure, fact, of_figure[other], value, tell)

    def measures(self) -> dict[str, Measure]:
        """The scores by their names."""
        counts = self._counts
        measures: dict[str, Measure] = {
            f"fact_{name}": Score(counts[name], counts["found"], counts["asked"])
            for name in ("core", "full")
        }
        measures["fact_attr"] = {
            name: Share(counts[name], counts["compared"])
            for name in ("ind_exact", *_FIELDS.values())
        }
        return measures

    def _count_found(
        self,
        gold_figures: Sequence[Mention],
        gold_facts: Sequence[Mention],
        found_figures: Sequence[Mention],
        of_figure: dict[Any, Mention],
        pairs: dict[int, int],
        tell: Teller,
    ) -> None:
        """Count what was found, but for facts of optional figures and optional facts."""
        optional = {place for place, figure in enumerate(gold_figures) if figure.get("opt")}
        optional |= {fact["figure"] for fact in gold_facts if fact.get("opt")}
        free = {pairs[place] for place in optional if place in pairs}
        asked = {pairs[fact["figure"]] for fact in gold_facts if fact["figure"] in pairs}
        for place, fact in of_figure.items():
            if place in free:
                continue
            self._counts["found"] += 1
            if place not in asked and place in range(len(found_figures)):
                tell("extra", found_figures[place], None, _shown(fact.get("indicator")))

    def _compare(
        self, figure: Mention, gold: Mention, found: Mention, value: bool, tell: Teller
    ) -> None:
        """Count the fields of two facts about a figure that agree, and tell the others."""
        agree = {
            "value": value,
            "indicator": near_enough(found.get("indicator"), gold.get("indicator")),
            "scope": near_enough(found.get("scope"), gold.get("scope")),
            "period": near_enough(found.get("period"), gold.get("period")),
            "basis": allows(gold.get("basis"), lambda right: right == found.get("basis")),
            "modality": allows(
                gold.get("modality"),
                lambda right: (right or "actual") == (found.get("modality") or "actual"),
            ),
        }
        exactly = allows(gold.get("indicator"), lambda right: right == found.get("indicator"))
        self._counts.update(
            compared=1,
            ind_exact=exactly,
            core=all(agree[field] for field in _CORE),
            full=all(agree[field] for field in _FULL),
        )
        self._counts.update({name: agree[field] for field, name in _FIELDS.items()})
        for field in _FIELDS:
            if not agree[field]:
                tell(field, figure, _shown(gold.get(field)), _shown(found.get(field)))


def _shown(phrase: Allowed) -> str:
    """A field of a fact as it is told."""
    if isinstance(phrase, list):
        return " | ".join(map(_shown, phrase))
    return phrase or "-"
