"""Entities against the gold: a name is right where its span and its label are.

Knows what counts as found and what as wrong among names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qdnlp.evaluation.errors import Teller
from qdnlp.evaluation.scores import Measure, Score
from qdnlp.evaluation.spans import Mention, Overlaps, asked, optional, shift, span


class EntityTally:
    """Counts names, all together and of each label."""

    def __init__(self) -> None:
        self._all = Score(0, 0, 0)
        self._by_label: defaultdict[str, Score] = defaultdict(lambda: Score(0, 0, 0))

    def add(self, gold: Sequence[Mention], found: Sequence[Mention], tell: Teller) -> None:
        """Count the names of one document; tell those that are missing or wrong."""
        wanted = [_name(mention) for mention in asked(gold)]
        allowed = Overlaps(optional(gold))
        right = set(wanted)
        counted = [each for each in found if _name(each) in right or not allowed.of(each)]
        answers = [_name(mention) for mention in counted]
        hits = len(right.intersection(answers))
        self._all = _sum(self._all, Score(hits, len(answers), len(wanted)))
        for name in wanted:
            self._count(name, Score(0, 0, 1))
        for name in answers:
            self._count(name, Score(name in right, 1, 0))
        given = set(answers)
        _tell_errors(
            [mention for mention in asked(gold) if _name(mention) not in given],
            [mention for mention in counted if _name(mention) not in right],
            tell,
        )

    def measures(self) -> dict[str, Measure]:
        """The scores by their names."""
        return {"entity": self._all, "entity_by_label": dict(sorted(self._by_label.items()))}

    def _count(self, name: tuple[int, int, str], more: Score) -> None:
        self._by_label[name[2]] = _sum(self._by_label[name[2]], more)


def _name(mention: Mention) -> tuple[int, int, str]:
    return mention["start"], mention["end"], mention["label"]


def _sum(one: Score, other: Score) -> Score:
    return Score(*map(sum, zip(one, other, strict=True)))


def _tell_errors(missing: list[Mention], wrong: list[Mention], tell: Teller) -> None:
    """Tell each missing name with the wrong ones in its place, then the other wrong ones."""
    overlaps = Overlaps(wrong)
    told: set[int] = set()
    for mention in missing:
        here = overlaps.of(mention)
        told.update(here)
        same_span = any(span(wrong[place]) == span(mention) for place in here)
        kind = "label" if same_span else "span" if here else "missed"
        found = ", ".join(_labelled(wrong[place], mention) for place in here)
        tell(kind, mention, mention["label"], found or None)
    for place, mention in enumerate(wrong):
        if place not in told:
            tell("extra", mention, None, mention["label"])


def _labelled(found: Mention, gold: Mention) -> str:
    """The label found, with how far its span lies from that of the gold where it does."""
    label: str = found["label"]
    return label if span(found) == span(gold) else f"{label} {shift(gold, found)}"
