"""How sure a mention is by what speaks for it and against it: a logistic regression.

Knows the evidence and its weights (`models/entities/weights.json`, counted by
`training/ner/certainty.py` on annotated texts); what is kept, `reconcile` knows.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from math import exp

from qdnlp import tables
from qdnlp.entities.mention import Mention

OWN = " own"
"""The kind of names that the user's own lexicon has: what it says is a mention."""
_OWN_IS = 0.98

STEPS = (0, 50, 80, 90, 97)
"""The steps of the tagger's certainty, in hundredths."""


def evidence(same: Iterable[Mention], against: str = "") -> tuple[str, ...]:
    """The label of a mention, the sources that propose it, and how the tagger contradicts them.

    >>> evidence([Mention(0, 2, "GPE", "lexicon", 1.0), Mention(0, 2, "GPE", "model", 0.87)])
    ('GPE', 'lexicon', 'model80')
    """
    mentions = list(same)
    said = sorted({_said(mention) for mention in mentions})
    return (mentions[0].label, *said, *([against] if against else []))


def _said(mention: Mention) -> str:
    if mention.source == "model":
        return f"model{STEPS[bisect_right(STEPS, int(mention.score * 100)) - 1]}"
    return mention.source + mention.kind


def weighed(seen: tuple[str, ...]) -> Iterator[str]:
    """The names of the weights that some evidence has.

    >>> list(weighed(("GPE", "lexicon")))
    ['label GPE', 'lexicon', 'GPE lexicon', 'lexicon without', 'without']
    """
    label, *said = seen
    tagged = "with" if any(word.startswith("model") for word in said) else "without"
    yield f"label {label}"
    for word in said:
        yield word
        if word.startswith("model"):
            yield f"{label} model"
        else:
            yield f"{label} {word}"
            yield f"{word} {tagged}"
    yield tagged


class Certainty:
    """Certainties by evidence, each reckoned once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._known: dict[tuple[str, ...], float] = {}

    def __call__(self, seen: tuple[str, ...]) -> float:
        """How likely a mention with that evidence is right, between 0 and 1."""
        if "lexicon" + OWN in seen:
            return _OWN_IS
        known = self._known.get(seen)
        if known is None:
            weights = self._weights
            total = weights["bias"] + sum(weights.get(name, 0.0) for name in weighed(seen))
            known = self._known[seen] = 1 / (1 + exp(-total))
        return known


@cache
def certainty(tagged: bool) -> Certainty:
    """The certainties with the statistical tagger, or without it.

    >>> certainty(True)(("GPE", "lexicon", "model97")) > certainty(True)(("GPE", "lexicon"))
    True
    """
    path = tables.model("entities") / "weights.json"
    weights = json.loads(path.read_text(encoding="utf-8"))
    return Certainty(weights["tagged" if tagged else "untagged"])
