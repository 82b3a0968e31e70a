"""Counts how sure each kind of evidence for a mention is: `models/entities/weights.json`.

    python training/ner/certainty.py --shared ../shared --annotations tests/annotations \
        --aside training/ner/aside.txt --folds build/fold0 build/fold1 build/fold2 build/fold3 \
        --output models/entities

A fold is a model that was trained without every fourth document of the gold (`train.py --fold
0/4`): it tags those documents, so that the tagger is seen at its real strength. The documents set
aside are tagged by `models/ner`. The weights are those of a logistic regression with a Gaussian
prior; documents set aside count twice, and what the gold says beyond them is a domain of its own:
the lexicon knows its names better than those of other texts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from texts import gold, kept_as_offsets

from qdnlp.entities.certainty import weighed
from qdnlp.entities.finder import proposed
from qdnlp.entities.mention import Mention
from qdnlp.entities.reconcile import with_evidence
from qdnlp.entities.tagger import Tagger
from qdnlp.lexicon import Lexicon
from qdnlp.training.documents import Document

Sample = tuple[list[str], bool]
PRIOR = 5.0
ASIDE_TWICE = 2


def samples(
    documents: Iterable[Document],
    lexicon: Lexicon,
    tagger: Callable[[Document], Tagger | None],
    is_gold: bool,
) -> list[Sample]:
    """What speaks for each mention that is proposed, and whether it is right."""
    found: list[Sample] = []
    for document in documents:
        asked = {m[:3] for m in document.mentions if not m.optional}
        optional = [m for m in document.mentions if m.optional]
        cut = lexicon.index.cut(document.text)
        (mentions,) = proposed([cut], lexicon, tagger(document))
        for seen, same in with_evidence(mentions):
            mention: Mention = same[0]
            right = mention[:3] in asked
            if not right and any(o[0] < mention.end and mention.start < o[1] for o in optional):
                continue
            names = list(weighed(seen))
            if is_gold:
                names += ["gold", *(f"gold {name}" for name in seen[1:] if name[:5] != "model")]
                names.append(f"gold {names[len(names) - len(seen) - 1]}")
            found.append((names, right))
    return found


def fitted(rows: list[Sample], prior: float = PRIOR) -> dict[str, float]:
    """The weights of a logistic regression, by Newton's method; those of the gold left out."""
    index: dict[str, int] = {}
    for names, _ in rows:
        for name in names:
            index.setdefault(name, len(index))
    matrix = np.zeros((len(rows), len(index) + 1))
    matrix[:, -1] = 1
    for at, (names, _) in enumerate(rows):
        for name in names:
            matrix[at, index[name]] += 1
    right = np.array([right for _, right in rows], float)
    penalty = np.full(len(index) + 1, prior)
    penalty[-1] = 0
    weights = np.zeros(len(index) + 1)
    for _ in range(25):
        sure = 1 / (1 + np.exp(-(matrix @ weights)))
        slope = matrix.T @ (sure - right) + penalty * weights
        curve = (matrix * (sure * (1 - sure) + 1e-6)[:, None]).T @ matrix + np.diag(penalty)
        weights -= np.linalg.solve(curve, slope)
    kept = {name: round(float(weights[at]), 3) for name, at in sorted(index.items())}
    return {"bias": round(float(weights[-1]), 3)} | {
        name: weight for name, weight in kept.items() if not name.startswith("gold")
    }


def main(arguments: list[str] | None = None) -> int:
    """Count and write; 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--annotations", type=Path, required=True)
    parser.add_argument("--aside", type=Path, required=True)
    parser.add_argument("--folds", type=Path, nargs="+", required=True)
    parser.add_argument("--output", type=Path, required=True)
    asked = parser.parse_args(arguments)
    lexicon = Lexicon.default()
    names = set(asked.aside.read_text(encoding="utf-8").split())
    documents = gold(asked.shared / "gold" / "dev.jsonl")
    kept = kept_as_offsets(asked.annotations / "entities.jsonl", asked.shared)
    aside = [document for document in kept if document.name in names]
    folds = [Tagger.load(folder) for folder in asked.folds]
    fold_of = {d.name: folds[at % len(folds)] for at, d in enumerate(documents)}
    final = Tagger.load()
    print("counting", file=sys.stderr)
    tagged = samples(documents, lexicon, lambda d: fold_of[d.name], True)
    tagged += samples(aside, lexicon, lambda _: final, False) * ASIDE_TWICE
    untagged = samples(documents, lexicon, lambda _: None, True)
    untagged += samples(aside, lexicon, lambda _: None, False) * ASIDE_TWICE
    asked.output.mkdir(parents=True, exist_ok=True)
    weights = {"tagged": fitted(tagged), "untagged": fitted(untagged)}
    (asked.output / "weights.json").write_text(
        json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
