"""Fine-tuning: a tagger goes on learning from a user's own annotations.

Knows the order of the steps and what keeps the rest from being forgotten: beside a user's texts the
network reads the library's own, where it learns to say what it said before; and the tables of
characters and words stay as they are. Needs torch and onnx.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch

import qdnlp
from qdnlp.entities.features import Vocabulary
from qdnlp.entities.tagger import Tagger
from qdnlp.evaluation.scores import Score
from qdnlp.lexicon import Lexicon
from qdnlp.training.apart import Parts, scores
from qdnlp.training.completing import completed
from qdnlp.training.documents import GUIDE, LABELS, Document
from qdnlp.training.export import write
from qdnlp.training.fitting import Plan, fit
from qdnlp.training.model import NETWORK, ModelError, labels_of, new_model
from qdnlp.training.network import Network
from qdnlp.training.restoring import restored
from qdnlp.training.samples import Maker
from qdnlp.training.silver import silver

_MOST_OFTEN = 10  # a round reads a user's text so often at most


class Settings(NamedTuple):
    """How a tagger is tuned: rounds over the texts, the rate at its highest, the seed of chance.

    ``labels`` are those that the user's texts are annotated with.
    """

    epochs: int = 8
    rate: float = 5e-4
    seed: int = 1
    labels: tuple[str, ...] = LABELS[GUIDE]


class Outcome(NamedTuple):
    """Scores before and after: on the user's texts kept apart, and on the library's own."""

    before: dict[str, Score]
    after: dict[str, Score]
    own_before: dict[str, Score]
    own_after: dict[str, Score]


def tune(
    documents: Parts,
    own: Parts,
    base: Path,
    target: Path,
    settings: Settings,
    tell: Callable[[str], None],
) -> Outcome:
    """Train the model of the folder ``base`` further and write it to the folder ``target``.

    ``documents``: the user's; ``own``: those of the library. ``tell`` hears how far it is. The
    same texts, settings and processor give the same model. Raises `ModelError` for a base that is
    none, OSError as the disk does.
    """
    before = _tagger(base)
    first = scores(documents.kept, before, settings.labels), scores(own.kept, before)
    lexicon = Lexicon.default()
    maker = Maker(Vocabulary.load(base), lexicon, settings.seed)
    learnt = documents.learnt
    if set(settings.labels) != set(LABELS[GUIDE]):
        learnt = list(completed(learnt, settings.labels, before))
    network = _trained(learnt, own.learnt, base, maker, settings, tell)
    made_of: dict[str, Any] = {
        "labels": list(LABELS[GUIDE]),
        "qdnlp": qdnlp.__version__,
        "trained": {"documents": len(learnt), **settings._asdict()},
    }
    with new_model(target, base, made_of) as folder:
        shown = [
            sample
            for document in (*learnt, *own.learnt)
            for sample in maker.samples(document, hide=0)
        ]
        write(network, GUIDE, shown, folder / NETWORK)
        tell("measuring")
        after = Tagger.load(folder)
        second = scores(documents.kept, after, settings.labels), scores(own.kept, after)
        outcome = Outcome(first[0], second[0], first[1], second[1])
        made_of["scores"] = {
            when: {label: score.to_dict() for label, score in some.items()}
            for when, some in (("before", outcome.before), ("after", outcome.after))
        }
    return outcome


def _tagger(base: Path) -> Tagger:
    """The tagger of a folder. Raises `ModelError` where there is none."""
    if labels_of(base) != list(LABELS[GUIDE]):
        raise ModelError(f"{base}: has other labels than {', '.join(LABELS[GUIDE])}")
    try:
        return Tagger.load(base)
    except ImportError:
        raise
    except Exception as error:  # onnxruntime's errors have no class of their own in common
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(f"{base}: is no model that can be read ({reason})") from error


def _trained(
    documents: Sequence[Document],
    own: Sequence[Document],
    base: Path,
    maker: Maker,
    settings: Settings,
    tell: Callable[[str], None],
) -> Network:
    """The network of the base, trained on both kinds of texts."""
    try:
        network = restored(base / NETWORK)
    except ValueError as error:
        raise ModelError(str(error)) from error
    network.tables.requires_grad_(False)
    maker.fill_stock([*documents, *own])
    often = _how_often(documents, own)
    tell(f"a round: {_counted(documents)} {often} times, and {_counted(own)} of qdnlp's own")
    plan = Plan(settings.epochs, settings.rate, silver=1.0, weight_of_silver=1.0, half=False)
    torch.manual_seed(settings.seed)
    said = silver([network], maker, [document.text for document in own], plan.half)
    return fit(network, maker, [*documents] * often, [], said, plan, settings.seed, tell)


def _how_often(documents: Sequence[Document], own: Sequence[Document]) -> int:
    """How often a round reads the user's texts: until they are as much as the others."""
    mine, others = (sum(len(each.text) for each in some) for some in (documents, own))
    return max(1, min(_MOST_OFTEN, math.ceil(others / max(1, mine))))


def _counted(documents: Sequence[Document]) -> str:
    characters = sum(len(document.text) for document in documents)
    return f"{len(documents)} documents ({characters:,} characters)"
