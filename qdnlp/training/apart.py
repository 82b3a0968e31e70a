"""Documents that are kept apart, and how well a tagger reads them.

Knows which are kept and how the scores before and after training stand side by side; what is
right, `qdnlp.evaluation` knows.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from qdnlp.annotator import Annotator
from qdnlp.entities.tagger import Tagger
from qdnlp.evaluation.measuring import evaluate
from qdnlp.evaluation.scores import Score
from qdnlp.schema import LABELS
from qdnlp.training.documents import Document

ALL = "all"


class Parts(NamedTuple):
    """Documents to train on, and those kept apart."""

    learnt: list[Document]
    kept: list[Document]


def parted(documents: Sequence[Document], one_in: int, seed: int) -> Parts:
    """Keep one in so many documents apart, drawn by chance; 0 keeps none, nor does a single one.

    >>> texts = [Document(str(number), "", []) for number in range(10)]
    >>> [document.name for document in parted(texts, 5, seed=1).kept]
    ['1', '2']
    """
    count = max(1, len(documents) // one_in) if one_in and len(documents) > 1 else 0
    chosen = set(random.Random(seed).sample(range(len(documents)), count))
    return Parts(
        [document for at, document in enumerate(documents) if at not in chosen],
        [document for at, document in enumerate(documents) if at in chosen],
    )


def scores(
    documents: Iterable[Document], tagger: Tagger, labels: Collection[str] = LABELS
) -> dict[str, Score]:
    """The scores of the library with a tagger, of all names and by label.

    They are those of ``qdnlp evaluate``: the tagger's answers reconciled with the lexicon's.
    Answers and mentions of other labels than ``labels`` do not count.
    """
    annotator = Annotator(tagger=tagger)

    def answer(text: str, day: date | None, layers: Sequence[str]) -> dict[str, Any]:
        found = annotator(text, day, layers).to_dict()["entities"]
        return {"entities": [each for each in found if each["label"] in labels]}

    gold = [
        document._replace(mentions=[m for m in document.mentions if m.label in labels]).to_dict()
        for document in documents
    ]
    measures = evaluate(gold, answer, ["entities"]).measures.get("entities", {})
    by_label = measures.get("entity_by_label", {})
    overall = measures.get("entity", Score(0, 0, 0))
    assert isinstance(by_label, dict) and isinstance(overall, Score)
    return {ALL: overall} | {
        label: score for label, score in by_label.items() if isinstance(score, Score)
    }


def compared(before: dict[str, Score], after: dict[str, Score]) -> str:
    """Scores side by side, a line a label.

    >>> print(compared({"all": Score(1, 2, 2)}, {"all": Score(2, 2, 2)}))
    label      mentions     F1 before   F1 after
    all               2         0.500      1.000
    """
    lines = [f"{'label':<10} {'mentions':>8} {'F1 before':>13} {'F1 after':>10}"]
    for label in (ALL, *LABELS):
        if label in before or label in after:
            one, other = (each.get(label, Score(0, 0, 0)) for each in (before, after))
            asked = max(one.gold, other.gold)
            shown = [f"{each.f1:.3f}" if asked else "-" for each in (one, other)]
            lines.append(f"{label:<10} {asked:>8} {shown[0]:>13} {shown[1]:>10}")
    return "\n".join(lines)
