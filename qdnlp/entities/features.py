"""What the statistical tagger sees of each character of a text.

Knows characters, pairs of them, words with their parts of speech, names of the lexicon, last words
of names, marks around a stretch and surnames, each as a number. Knows no labels of mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qdnlp import tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from qdnlp.lexicon import Name
    from qdnlp.lexicon.index import Cut

    Ints = NDArray[np.int32]

COLUMNS = ("char", "pair", "word", "speech", "name", "head", "mark")
"""What a row of the features holds, in order; 0 is padding in every column, 1 what is unknown."""

LABELS = ("GPE", "LOC", "FAC", "ORG", "PROGRAMME", "EVENT", "DOC", "TITLE", "PERSON")
_NAME_OF = {label: 2 + 4 * at for at, label in enumerate(LABELS)}
_SPEECH = (
    "n nr ns nt nz v vn vd a ad an d m mq q r t p c u f b j l i k x eng w s z o y e h g "
    "ns* nt* nz* n* nr*"
).split()
# uj, ul and uz are kinds of u; nrt and nrfg of nr; jieba knows more kinds than matter here.
_KIN = {"u": "u", "nr": "nr", "v": "v", "a": "a", "r": "r", "t": "t", "d": "d", "n": "n"}
_HEADS = (
    "ORG bare", "ORG inner", "ORG body", "FAC bare", "FAC inner", "EVENT bare", "EVENT inner",
    "DOC inner", "PROGRAMME inner", " within",
)  # fmt: skip

_LONGEST_ROW = 160
_LONGEST_MARKED = 60
# A row ends behind a sentence or line; a longer stretch behind a comma; else where it is full.
_PIECES = re.compile(
    r"[^。！？；\n]{0,158}[。！？；\n][”』」）]?|[^，、\n]{1,159}[，、]|.{1,160}", re.DOTALL
)

SIZES = {
    "speech": 2 + 4 * (len(_SPEECH) + 1),
    "name": 2 + 4 * len(LABELS),
    "head": 3 + len(_HEADS),
    "mark": 8,
}
"""How many numbers the columns have that no vocabulary counts."""


def rows(text: str, longest: int = _LONGEST_ROW) -> Iterator[tuple[int, int]]:
    """The stretches of a text that the network reads at once: whole sentences where they fit.

    >>> list(rows("甲。乙，丙。", longest=4))
    [(0, 2), (2, 6)]
    """
    start = end = 0
    for piece in _PIECES.finditer(text):
        if piece.end() - start > longest and end > start:
            yield start, end
            start = end
        end = piece.end()
    if end > start:
        yield start, end


class Vocabulary:
    """The characters, pairs of characters and words that have numbers of their own."""

    SLOTS = 20

    def __init__(self, chars: str, pairs: NDArray[np.uint32], words: Sequence[str]) -> None:
        self.chars = chars
        self.pairs = pairs
        self.words = words
        self._numbers = char_numbers(chars)
        self._slots = np.zeros(1 << self.SLOTS, np.int32)
        self._keys = np.zeros(1 << self.SLOTS, np.uint32)
        at = self._slot(pairs)[::-1]  # the first of several in a slot stays: the most frequent
        self._slots[at] = np.arange(len(pairs), dtype=np.int32)[::-1] + 2
        self._keys[at] = pairs[::-1]
        self._words = _Words(words)
        self._speech = _speech_numbers()
        self._surnames = _is_surname(chars)

    @classmethod
    def load(cls, folder: Path) -> Vocabulary:
        """The vocabulary of a model's folder."""
        with np.load(folder / "vocabulary.npz") as arrays:
            pairs = arrays["pairs"]
        chars, *words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
        return cls(chars, pairs, words)

    def save(self, folder: Path) -> None:
        """Write the vocabulary into a model's folder."""
        np.savez_compressed(folder / "vocabulary.npz", pairs=self.pairs)
        (folder / "words.txt").write_text("\n".join([self.chars, *self.words]), encoding="utf-8")

    def sizes(self) -> dict[str, int]:
        """How many numbers each column has."""
        own = {
            "char": len(self.chars) + 2,
            "pair": len(self.pairs) + 2,
            "word": len(self.words) + 2,
        }
        return {column: own.get(column) or SIZES[column] for column in COLUMNS}

    def char_ids(self, text: str) -> Ints:
        """The number of each character; all digits are one, and all capital letters."""
        points = code_points(text)
        return self._numbers[np.minimum(points, 0xFFFF)]

    def _slot(self, pairs: NDArray[np.uint32]) -> NDArray[np.uint32]:
        return (pairs * np.uint32(2654435761)) >> np.uint32(32 - self.SLOTS)

    def _pair_ids(self, chars: Ints) -> Ints:
        keys = pair_keys(chars)
        at = self._slot(keys)
        return np.where(self._keys[at] == keys, self._slots[at], 1).astype(np.int32)

    def features(self, text: str, cut: Cut, names: Iterable[Name]) -> Ints:
        """What the tagger sees: a row a character, a column for each of ``COLUMNS``."""
        out = np.empty((len(text), len(COLUMNS)), np.int32)
        chars = self.char_ids(text)
        out[:, 0] = chars
        out[:, 1] = self._pair_ids(chars)
        count = len(cut.words)
        lengths = np.fromiter(map(len, cut.words), np.int64, count)
        both = np.fromiter(map(self._words.__getitem__, cut.words), np.int32, count)
        out[:, 2] = np.repeat(both >> 4, lengths)
        out[:, 5] = np.repeat(both & 15, lengths)
        speech = np.fromiter(map(self._speech.__getitem__, cut.tags), np.int32, count)
        out[:, 3] = np.repeat(speech, lengths) + _places(cut.starts, len(text))
        out[:, 4] = _name_ids(names, len(text))
        out[:, 6] = _marks(text) + self._surnames[chars]
        return out


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of any text, lone surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def pair_keys(chars: Ints) -> NDArray[np.uint32]:
    """One number for each character with the one behind it."""
    keys = chars.astype(np.uint32) << np.uint32(16)
    keys[:-1] |= chars[1:].astype(np.uint32)
    return keys


def plain(char: str) -> str:
    """The character that stands for this one: half-width, 0 for digits, A and a for letters.

    >>> plain("８"), plain("Q"), plain("青")
    ('0', 'A', '青')
    """
    if "\uff01" <= char <= "\uff5e":
        char = chr(ord(char) - 0xFEE0)
    if char.isdigit():
        return "0"
    if char.isascii() and char.isalpha():
        return "A" if char.isupper() else "a"
    return char


def char_numbers(chars: str) -> Ints:
    """A table from code points below 65,536 to the numbers of ``chars``; 1 for all others."""
    number = {char: at + 2 for at, char in enumerate(chars)}
    return np.array([number.get(plain(chr(point)), 1) for point in range(0x10000)], np.int32)


class _Words(dict[str, int]):
    """From a word to its number and, in the last four bits, its kind as the last word of a name."""

    AT_MOST = 500_000

    def __init__(self, words: Sequence[str]) -> None:
        self._number = {word: at + 2 for at, word in enumerate(words)}
        kinds = {kind: at + 2 for at, kind in enumerate(_HEADS)}
        self._kind: dict[str, int] = {}
        for word, label, where in tables.rows("name_heads.tsv"):
            self._kind.setdefault(word, kinds.get(f"{label} {where}", 1))
        self._longest = max(map(len, self._kind))

    def __missing__(self, word: str) -> int:
        if len(self) >= self.AT_MOST:
            self.clear()
        kind = 1
        for length in range(min(self._longest, len(word)), 1, -1):
            if word[-length:] in self._kind:
                kind = self._kind[word[-length:]]
                break
        number = self[word] = self._number.get(word, 1) << 4 | kind
        return number


class _Speech(dict[str, int]):
    """From a part of speech to its number; what is not among the known goes to its kin."""

    def __missing__(self, tag: str) -> int:
        kin = next((_KIN[tag[:size]] for size in (2, 1) if tag[:size] in _KIN), None)
        self[tag] = self[kin] if kin is not None and kin != tag else 2
        return self[tag]


def _speech_numbers() -> Mapping[str, int]:
    return _Speech({tag: 6 + 4 * at for at, tag in enumerate(_SPEECH)})


def _is_surname(chars: str) -> NDArray[np.int32]:
    surnames = {surname for surname, _double, _source in tables.rows("surnames.tsv")}
    return np.array([0, 0, *(int(char in surnames) for char in chars)], np.int32)


def _places(starts: Sequence[int], length: int) -> Ints:
    """Where in its word each character stands: 0 first, 1 within, 2 last, 3 alone."""
    place = np.ones(length + 1, np.int32)
    bounds = np.asarray(starts, np.int64)
    firsts, lasts = bounds[:-1], bounds[1:] - 1
    place[firsts] = 0
    place[lasts] = 2
    place[firsts[firsts == lasts]] = 3
    return place[:length]


def _name_ids(names: Iterable[Name], length: int) -> Ints:
    out = np.ones(length, np.int32)
    for name in names:
        first = _NAME_OF[name.label]
        start, end = name.start, name.end
        if end - start == 1:
            out[start] = first + 3
        else:
            out[start + 1 : end - 1] = first + 1
            out[start] = first
            out[end - 1] = first + 2
    return out


def _marks(text: str) -> Ints:
    """2 for each character, 4 within 《》, 6 within “”; a stretch that never ends is none."""
    points = code_points(text)
    out = np.full(len(points), 2, np.int32)
    for opening, closing, number in (("“", "”", 6), ("《", "》", 4)):
        opens, closes = points == ord(opening), points == ord(closing)
        if not opens.any():
            continue
        at = np.arange(len(points))
        opened = np.maximum.accumulate(np.where(opens, at, -1))
        closed = np.maximum.accumulate(np.where(closes, at, -1))
        ends = np.minimum.accumulate(np.where(closes, at, len(points) * 2)[::-1])[::-1]
        inside = (opened > closed) & (ends - opened <= _LONGEST_MARKED) & ~opens
        out[inside] = number
    return out


__all__ = ["COLUMNS", "LABELS", "Vocabulary", "rows"]
