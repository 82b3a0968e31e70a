"""Measuring: documents annotated by hand, the answers to them, and the report on both.

Knows which layers are asked and hands each to its tally; what is right, the tallies know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from qdnlp.annotation import annotate as annotate_by_default
from qdnlp.annotator import checked_date
from qdnlp.evaluation.entities import EntityTally
from qdnlp.evaluation.errors import Error, Teller, teller
from qdnlp.evaluation.facts import FactTally
from qdnlp.evaluation.figures import FigureTally, pairing
from qdnlp.evaluation.gold import LAYERS, check, layers_of
from qdnlp.evaluation.report import Report
from qdnlp.evaluation.times import TimeTally
from qdnlp.schema import Annotation

Annotate: TypeAlias = Callable[..., Annotation | Mapping[str, Any]]
"""Called as ``annotate(text, date, layers=…)`` with a `datetime.date` or None."""


def evaluate(
    gold: Iterable[Mapping[str, Any]],
    annotate: Annotate = annotate_by_default,
    layers: Iterable[str] = LAYERS,
) -> Report:
    """How an annotator's answers agree with documents annotated by hand.

    ``gold``: documents {name, date, text, entities, figures, times, facts}; a layer that a
    document does not have is not asked of it, and one that none has is not in the report. What
    is marked ``opt`` is neither asked nor counted. ``annotate``: an `Annotator`, or whatever is
    called as it is and answers with an `Annotation` or its dictionary; the one that comes with
    the library, if none is given. ``layers``: those to measure. Raises ValueError for a layer
    that cannot be measured and for a document that is none.

    >>> gold = {"text": "新建道路12公里", "figures": [
    ...     {"start": 4, "end": 8, "kind": "measure", "value": "12", "unit": "km"}]}
    >>> evaluate([gold]).to_dict()["figure_value"]
    {'P': 1.0, 'R': 1.0, 'F1': 1.0, 'tp': 1, 'pred': 1, 'gold': 1}
    """
    asked = _checked_layers(layers)
    tallies = _Tallies()
    report = Report()
    present: set[str] = set()
    for number, document in enumerate(gold):
        try:
            document = check(document)
        except ValueError as error:
            raise ValueError(f"gold[{number}]: {error}") from None
        wanted = [layer for layer in layers_of([document]) if layer in asked]
        if wanted:
            answer = _answer(annotate, document, wanted)
            tallies.add(document, answer, wanted, document.get("name") or f"document {number + 1}")
        present.update(wanted)
        report.documents += 1
        report.characters += len(document["text"])
    report.measures = {
        layer: tally.measures() for layer, tally in tallies.by_layer.items() if layer in present
    }
    report.errors = tallies.errors
    return report


class _Tallies:
    """One tally a layer, and the errors of all."""

    def __init__(self) -> None:
        self.entities, self.figures = EntityTally(), FigureTally()
        self.times, self.facts = TimeTally(), FactTally()
        self.errors: list[Error] = []

    @property
    def by_layer(self) -> dict[str, EntityTally | FigureTally | TimeTally | FactTally]:
        """The tallies in the order of the layers."""
        return dict(zip(LAYERS, (self.entities, self.figures, self.times, self.facts), strict=True))

    def add(
        self, gold: Mapping[str, Any], found: Mapping[str, Any], layers: list[str], name: str
    ) -> None:
        """Count one document and the answer to it in the layers that are wanted."""

        def tell(layer: str) -> Teller:
            return teller(self.errors, layer, name, gold["text"])

        figures, found_figures = gold.get("figures", []), found.get("figures", [])
        pairs = pairing(figures, found_figures)
        if "entities" in layers:
            self.entities.add(gold["entities"], found.get("entities", []), tell("entities"))
        if "figures" in layers:
            self.figures.add(figures, found_figures, pairs, tell("figures"))
        if "times" in layers:
            self.times.add(gold["times"], found.get("times", []), tell("times"))
        if "facts" in layers:
            said = (figures, gold["facts"]), (found_figures, found.get("facts", []))
            self.facts.add(*said, pairs, tell("facts"))


def _answer(
    annotate: Annotate, document: Mapping[str, Any], layers: list[str]
) -> Mapping[str, Any]:
    """What is found in a document, as a dictionary; with the figures that facts are about."""
    needed = [*layers, "figures"] if "facts" in layers and "figures" not in layers else layers
    day: date | None = checked_date(document.get("date"))
    found = annotate(document["text"], day, layers=tuple(needed))
    return found.to_dict() if isinstance(found, Annotation) else found


def _checked_layers(layers: Iterable[str]) -> frozenset[str]:
    """The layers that are asked for; ValueError for one that cannot be measured."""
    asked = frozenset(layers)
    unknown = sorted(asked.difference(LAYERS))
    if unknown:
        raise ValueError(f"layers: got {unknown[0]!r}, allowed are {', '.join(LAYERS)}")
    return asked
