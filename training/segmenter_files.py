"""The files of the segmenter's model, as spacy_pkuseg reads them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import srsly  # type: ignore[import-untyped,import-not-found,unused-ignore]
from segmenter_features import LONGEST, NODE, SHORTEST, SIDES, Vocabulary, feature_classes, tell
from segmenter_learning import N_TAGS, Floats, Options
from spacy_pkuseg.feature_extractor import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    FeatureExtractor,
)


def write_model(
    folder: Path,
    extractor: FeatureExtractor,
    vocabulary: Vocabulary,
    weights: Floats,
    edges: Floats,
    options: Options,
) -> None:
    """Write what spacy_pkuseg reads: features.msgpack and weights.npz, each beside and renamed.

    Class weights are added to their features, and features made for what lacked them; weights
    are rounded to `options.step`, and features whose weights tell no tag from another are left.
    """
    names = list(extractor.feature_to_idx)
    have = set(names)
    strings = sorted(vocabulary.known | set(vocabulary.lexicon))
    new = (f"{side}.{s}" for s in strings for side in SIDES)
    names += [n for n in new if n not in have and SHORTEST <= _length(n) <= LONGEST]
    final = np.zeros((len(names), N_TAGS))
    final[: len(have)] = weights[: len(have)]
    for of_feature in feature_classes(names, vocabulary.known, vocabulary.lexicon):
        member = of_feature >= 0
        final[member] += weights[len(have) + of_feature[member]]
    final -= final.mean(axis=1, keepdims=True)
    final = np.round(final / options.step) * options.step
    stays = np.abs(final).max(axis=1) >= options.smallest
    stays[0] = True  # spacy_pkuseg gives every character the first feature
    names = [name for name, stay in zip(names, stays.tolist(), strict=True) if stay]
    looked_up = {part for name in names for part in _strings(name)}
    data = {
        "unigram": sorted(looked_up),
        "bigram": [],  # only looked at in training
        "feature_to_idx": {name: i for i, name in enumerate(names)},
        "tag_to_idx": extractor.tag_to_idx,
    }
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / "features.part"
    srsly.write_msgpack(beside, data)
    beside.replace(folder / "features.msgpack")
    sizes = np.array([N_TAGS, len(names)])
    flat = np.concatenate([final[stays].ravel(), edges.T.ravel()])
    beside = folder / "weights.part.npz"
    np.savez_compressed(beside, sizes=sizes, w=flat)
    beside.replace(folder / "weights.npz")
    tell(f"{len(names)} features written")


def _length(name: str) -> int:
    """How many characters the string in a w feature has."""
    return len(NODE.sub("N", name.partition(".")[2]))


def _strings(name: str) -> list[str]:
    """The strings in a w or ww feature, which spacy_pkuseg must find in its word list."""
    if name.startswith("ww."):
        marked = NODE.sub(lambda node: node[0].replace("**", "\0"), name[len("ww.l.") :])
        return [part.replace("\0", "**") for part in marked.split("*")]
    return [name.partition(".")[2]] if name.startswith(SIDES) else []
