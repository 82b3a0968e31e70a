"""Makes the vocabulary of the tagger: frequent characters, pairs of characters and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

from qdnlp.entities.features import Vocabulary, char_numbers, code_points, pair_keys, plain
from qdnlp.lexicon import Lexicon

AT_LEAST = {"char": 3, "pair": 4, "word": 4}
AT_MOST = {"char": 8_000, "pair": 60_000, "word": 40_000}


def make_vocabulary(texts: Iterable[str], lexicon: Lexicon) -> Vocabulary:
    """The vocabulary of texts: what is frequent in them, the most frequent first."""
    chars: Counter[str] = Counter()
    words: Counter[str] = Counter()
    texts = list(texts)
    for text in texts:
        chars.update(text)
        words.update(lexicon.index.cut(text).words)
    known: Counter[str] = Counter()
    for char, count in chars.items():
        known[plain(char)] += count
    kept = "".join(_frequent(known, "char")).replace("\n", "")
    numbers = char_numbers(kept)
    pairs: Counter[int] = Counter()
    for text in texts:
        ids = numbers[np.minimum(code_points(text), 0xFFFF)]
        pairs.update(pair_keys(ids).tolist())
    several = {word: count for word, count in words.items() if len(word) > 1 and word.isalpha()}
    return Vocabulary(
        kept,
        np.array(_frequent(pairs, "pair"), np.uint32),
        _frequent(Counter(several), "word"),
    )


def _frequent(counts: Counter[Any], kind: str) -> list[Any]:
    """The most frequent, in an order that does not depend on that of the texts."""
    kept = [(count, item) for item, count in counts.items() if count >= AT_LEAST[kind]]
    kept.sort(key=lambda pair: (-pair[0], pair[1]))
    return [item for _count, item in kept[: AT_MOST[kind]]]
