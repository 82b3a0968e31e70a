"""What the segmenter is trained on: paragraphs as numbers of features, classes and tags.

Knows the features of spacy_pkuseg, the strings that they look up, and the classes of words and
names that share weights; nothing of how weights are learnt.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from people_daily import Paragraph, half_width
from spacy_pkuseg.feature_extractor import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    FeatureExtractor,
)
from tags import NAMES, tags_of

Ints = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]

SHORTEST, LONGEST = 2, 6  # spacy_pkuseg's wordMin and wordMax
SIDES = ("w-1", "w1")  # features of strings that end at a character, and that begin there
KINDS = ("", "other", "GPE", "LOC", "FAC", "ORG")  # "" for words; labels with classes of their own
N_CLASSES = len(KINDS) * (LONGEST - SHORTEST + 1) * len(SIDES)
NODE = re.compile(r"\*\*(?:Num|Letter)")  # what a numeral and a wide letter become
BLOCKS = 25  # training text is taken in as many parts, about a day each
OFTEN = 3  # paragraphs in which a string of three or four characters must stand


@dataclass(frozen=True)
class Vocabulary:
    """What features are made of, every string but the pairs as spacy_pkuseg normalises it."""

    known: set[str]  # words of the training text
    spread: set[str]  # those that stand in two blocks of it
    lexicon: dict[str, str]  # name → label
    strings: set[str]  # all the above and what else may be looked up
    pairs: set[str]  # "word*word" of neighbours


@dataclass(frozen=True)
class Paragraphs:
    """Paragraphs as numbers: the features of all characters in a row, `counts` of each character.

    `lengths` are the characters of each paragraph; `tags` the right tag of each character.
    """

    features: Ids
    counts: Ids
    lengths: Ids
    tags: npt.NDArray[np.int8]

    def batches(self, order: list[Ints]) -> Iterator[tuple[Ids, Ids, Ints, Ints]]:
        """Features, counts, tags and lengths of some paragraphs at a time, the longest first."""
        first = np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)])
        first_feature = np.concatenate([[0], np.cumsum(self.counts, dtype=np.int64)])
        for chosen in order:
            ranked = chosen[np.argsort(-self.lengths[chosen], kind="stable")]
            spans = [slice(first[i], first[i + 1]) for i in ranked]
            yield (
                np.concatenate(
                    [self.features[first_feature[s.start] : first_feature[s.stop]] for s in spans]
                ),
                np.concatenate([self.counts[s] for s in spans]),
                np.concatenate([self.tags[s] for s in spans]).astype(np.int64),
                self.lengths[ranked].astype(np.int64),
            )


def with_half_width(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Each paragraph, and after it its half-width copy where that differs."""
    both = ((each, each._replace(words=half_width(each.words))) for each in paragraphs)
    return [form for wide, half in both for form in ([wide] if wide == half else [wide, half])]


def read_lexicon(folder: Path) -> dict[str, str]:
    """Names and aliases in the TSV tables of `folder` with their labels.

    Tables without the columns name, label and aliases are passed over, and so are names of a
    length that spacy_pkuseg does not look up.
    """
    names: dict[str, str] = {}
    for table in sorted(folder.glob("*.tsv")):
        lines = table.read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if not rows or not {"name", "label", "aliases"} <= set(rows[0]):
            continue
        name, label, aliases = (rows[0].index(column) for column in ("name", "label", "aliases"))
        for row in rows[1:]:
            for form in [row[name], *row[aliases].split("|")]:
                if SHORTEST <= len(form) <= LONGEST:
                    names.setdefault(form, row[label])
    return names


def characters(text: str) -> list[str]:
    """The characters of a text as features see them: all numerals alike, all wide letters alike."""
    return list(FeatureExtractor.normalize_text(text))


def build_vocabulary(paragraphs: list[Paragraph], lexicon: dict[str, str]) -> Vocabulary:
    """Words, names, frequent strings and pairs of neighbours."""
    blocks: dict[str, set[int]] = {}
    strings: Counter[str] = Counter()
    fours: Counter[tuple[str, str]] = Counter()
    pairs: set[str] = set()
    for number, (words, _) in enumerate(paragraphs):
        renamed = [FeatureExtractor.keyword_rename(word) for word in words]
        pairs.update(f"{left}*{right}" for left, right in pairwise(renamed))
        for word in words:
            known = blocks.setdefault("".join(characters(word)), set())
            known.add(number * BLOCKS // len(paragraphs))
        text = characters("".join(words))
        strings.update({"".join(text[i : i + 3]) for i in range(len(text) - 2)})
        twos = ["".join(text[i : i + 2]) for i in range(len(text) - 1)]
        fours.update(set(zip(twos, twos[2:], strict=False)))
    labels = {"".join(characters(name)): label for name, label in lexicon.items()}
    often = {string for string, count in strings.items() if count >= OFTEN}
    neighbours = [four for four, count in fours.items() if count >= OFTEN]
    often.update(two for four in neighbours for two in four)
    pairs.update("*".join(four) for four in neighbours)
    spread = {word for word, where in blocks.items() if len(where) > 1}
    return Vocabulary(set(blocks), spread, labels, {*blocks, *labels, *often}, pairs)


def build_features(
    paragraphs: list[Paragraph], vocabulary: Vocabulary
) -> tuple[FeatureExtractor, Ints]:
    """The extractor with all features, the most frequent first, and how often each is seen."""
    extractor = FeatureExtractor()
    extractor.unigram, extractor.bigram = vocabulary.strings, vocabulary.pairs
    seen: Counter[str] = Counter()
    for number, (words, _) in enumerate(paragraphs):
        text = characters("".join(words))
        for i in range(len(text)):
            seen.update(f for f in extractor.get_node_features(i, text) if f != "/")
        if number % 2000 == 0:
            tell(f"features: {number} of {len(paragraphs)} paragraphs")
    ranked = seen.most_common()
    extractor.feature_to_idx = {name: i for i, (name, _) in enumerate(ranked)}
    extractor.tag_to_idx = {name: i for i, name in enumerate(NAMES)}
    return extractor, np.array([count for _, count in ranked], dtype=np.int64)


def encode(paragraphs: list[Paragraph], extractor: FeatureExtractor) -> Paragraphs:
    """The paragraphs as feature numbers and tags."""
    features, counts, lengths, right = array("i"), array("i"), array("i"), array("b")
    for paragraph in paragraphs:
        text = characters("".join(paragraph.words))
        for i in range(len(text)):
            found = extractor.get_node_features_idx(i, text)
            features.extend(found)
            counts.append(len(found))
        lengths.append(len(text))
        right.extend(tags_of(paragraph))
    return Paragraphs(
        np.array(features, dtype=np.int32),
        np.array(counts, dtype=np.int32),
        np.array(lengths, dtype=np.int32),
        np.array(right, dtype=np.int8),
    )


def feature_classes(names: list[str], words: set[str], lexicon: dict[str, str]) -> list[Ids]:
    """The class number of each feature, -1 for none: one array for words, one for the lexicon."""
    among_words = np.full(len(names), -1, dtype=np.int32)
    among_lexicon = among_words.copy()
    for i, name in enumerate(names):
        side, _, string = name.partition(".")
        if side in SIDES:
            if string in words:
                among_words[i] = class_number(side, string, "")
            if string in lexicon:
                among_lexicon[i] = class_number(side, string, lexicon[string])
    return [among_words, among_lexicon]


def class_number(side: str, string: str, label: str) -> int:
    """The class of a word (label "") or name by label, length, and where it stands.

    >>> class_number("w-1", "青岛", ""), class_number("w1", "青岛市", "GPE")
    (0, 23)
    """
    length = len(NODE.sub("N", string))
    kind = KINDS.index(label if label in KINDS else "other")
    return (kind * (LONGEST - SHORTEST + 1) + length - SHORTEST) * 2 + SIDES.index(side)


def with_classes(paragraphs: Paragraphs, classes: list[Ids], rows: int) -> Paragraphs:
    """The same paragraphs with the classes of the features, numbered from `rows`, beside them."""
    features, counts = paragraphs.features, paragraphs.counts
    place = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    numbers, places = [features], [place]
    for of_feature in classes:
        found = of_feature[features]
        numbers.append(found[found >= 0] + np.int32(rows))
        places.append(place[found >= 0])
    everywhere = np.concatenate(places)
    order = np.argsort(everywhere, kind="stable")
    counted = np.bincount(everywhere, minlength=len(counts)).astype(np.int32)
    mixed = np.concatenate(numbers)[order]
    return Paragraphs(mixed, counted, paragraphs.lengths, paragraphs.tags)


def tell(message: str) -> None:
    """Progress, for who waits."""
    print(message, file=sys.stderr, flush=True)
