"""Turns annotated documents into what the network trains on: features and allowed tags.

Knows the tags, which of them each scheme leaves open, how names of the lexicon are hidden so that
the network does not lean on them, and how mentions are exchanged for others. Trains nothing.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from rjieba import Jieba

from qdnlp.entities.features import Vocabulary, rows
from qdnlp.lexicon import Lexicon, Name
from qdnlp.lexicon.index import Cut
from qdnlp.training.documents import BIO, GUIDE, LABELS, Document, Mention

if TYPE_CHECKING:
    from numpy.typing import NDArray

SILVER = "silver"  # the scheme of what trained networks say
ANY = "?"  # any tag is allowed: within what is optional
SCHEMES = tuple(LABELS)

HIDDEN = {
    "PROGRAMME": 0.6, "FAC": 0.6, "EVENT": 0.5, "DOC": 0.5, "LOC": 0.35, "ORG": 0.35, "GPE": 0.15,
    "TITLE": 0.1, "PERSON": 0.5,
}  # fmt: skip
"""How often a name of the lexicon is hidden in training. It knows the names of the annotated texts
better than those of others, of some labels above all."""


class Sample(NamedTuple):
    """A stretch of a text: features (a row a character) and the allowed set of each character."""

    features: NDArray[np.int32]
    targets: NDArray[np.int16] | NDArray[np.float16]  # or the share of each tag
    scheme: str


def tags(scheme: str) -> list[str]:
    """The tags of a scheme: O, and B-, I-, E- and S- of each label."""
    return ["O", *(f"{place}-{label}" for label in LABELS[scheme] for place in "BIES")]


def allowed_sets() -> tuple[list[tuple[str, str]], NDArray[np.float32]]:
    """The sets of tags that a character may have, as (scheme, tag), and over the guide's tags.

    A place of the other corpora is a GPE, LOC or FAC of the guide; what they leave unmarked may
    still be one of the labels they do not know.
    """
    own = tags(GUIDE)
    sets = [(GUIDE, tag) for tag in own] + [(GUIDE, ANY)] + [(BIO, tag) for tag in tags(BIO)]
    allowed = np.zeros((len(sets), len(own)), np.float32)
    for at, (scheme, tag) in enumerate(sets):
        for column, candidate in enumerate(own):
            allowed[at, column] = (
                tag in (ANY, candidate) if scheme == GUIDE else _may_be(tag, candidate)
            )
    return sets, allowed


def _may_be(tag: str, candidate: str) -> bool:
    place, _, label = tag.partition("-")
    own_place, _, own = candidate.partition("-")
    if tag == "O":
        return own not in ("PERSON", "GPE", "LOC", "ORG")
    meant = {"PER": ("PERSON",), "LOC": ("GPE", "LOC", "FAC"), "ORG": ("ORG",)}[label]
    return place == own_place and own in meant


def tag_row(document: Document) -> list[str]:
    """The tag of each character; optional mentions leave it open."""
    row = ["O"] * len(document.text)
    for mention in document.mentions:
        start, end, label, optional = mention
        if optional:
            row[start:end] = [ANY] * (end - start)
        elif end - start == 1:
            row[start] = f"S-{label}"
        else:
            row[start] = f"B-{label}"
            row[start + 1 : end - 1] = [f"I-{label}"] * (end - start - 2)
            row[end - 1] = f"E-{label}"
    return row


class Maker:
    """Makes samples of documents, each time with other names hidden and mentions exchanged."""

    def __init__(self, vocabulary: Vocabulary, lexicon: Lexicon, seed: int) -> None:
        self.vocabulary = vocabulary
        self.lexicon = lexicon
        self.random = random.Random(seed)
        self._jieba = Jieba()
        self._plain: dict[str, tuple[list[str], list[str]]] = {}
        self._numbers = {
            scheme: {tag: at for at, tag in enumerate([*tags(scheme), ANY])} for scheme in SCHEMES
        }
        self.stock: dict[str, list[str]] = {}

    def fill_stock(self, documents: Sequence[Document]) -> None:
        """Keep the mentions of documents, and the names of the lexicon, to exchange by label."""
        stock: dict[str, list[str]] = {}
        for document in documents:
            for mention in document.mentions:
                stock.setdefault(mention.label, []).append(
                    document.text[mention.start : mention.end]
                )
        for entry in self.lexicon.entries:
            if entry.label in stock and entry.label != "TITLE":
                stock.setdefault("lexicon " + entry.label, []).extend((entry.name, *entry.aliases))
        self.stock = {label: sorted(set(names)) for label, names in stock.items()}

    def samples(
        self, document: Document, hide: float = 1.0, exchange: float = 0.0, longest: int = 0
    ) -> list[Sample]:
        """The samples of a document; ``hide`` scales how often names are hidden.

        ``longest`` is the length of a row, else one of several.
        """
        if exchange:
            document = self._exchanged(document, exchange)
        text = document.text
        cut = self.lexicon.index.cut(text)
        names = self.lexicon.names(cut)
        if hide:
            cut, names = self._hidden(cut, names, hide)
        features = self.vocabulary.features(text, cut, names)
        number = self._numbers[document.scheme]
        targets = np.array([number[tag] for tag in tag_row(document)], np.int16)
        longest = longest or self.random.choice((100, 130, 160, 160))
        return [
            Sample(features[start:end], targets[start:end], document.scheme)
            for start, end in rows(text, longest)
        ]

    def _exchanged(self, document: Document, share: float) -> Document:
        """The document with some of its mentions exchanged for others of their label."""
        parts: list[str] = []
        mentions: list[Mention] = []
        length = done = 0
        for mention in document.mentions:
            old = document.text[mention.start : mention.end]
            new = old
            if not mention.optional and self.random.random() < share:
                own, more = (self.stock.get(p + mention.label) for p in ("", "lexicon "))
                new = self.random.choice(
                    more if more and self.random.random() < 0.5 else own or [old]
                )
            before = document.text[done : mention.start]
            start = length + len(before)
            length = start + len(new)
            parts += before, new
            mentions.append(mention._replace(start=start, end=length))
            done = mention.end
        text = "".join([*parts, document.text[done:]])
        return document._replace(text=text, mentions=mentions)

    def _hidden(self, cut: Cut, names: list[Name], scale: float) -> tuple[Cut, list[Name]]:
        """The cut and the names as if the lexicon did not know some forms."""
        decided: dict[str, bool] = {}

        def is_hidden(form: str, label: str) -> bool:
            if form not in decided:
                decided[form] = self.random.random() < HIDDEN[label] * scale
            return decided[form]

        kept = [name for name in names if not is_hidden(name.text, name.label)]
        gone = [name for name in names if decided[name.text]]
        words: list[str] = []
        spoken: list[str] = []
        at = 0
        label_of = {"ns": "GPE", "nt": "ORG", "nz": "PROGRAMME", "n": "TITLE", "nr": "PERSON"}
        for word, start, tag in zip(cut.words, cut.starts, cut.tags, strict=False):
            while at < len(gone) and gone[at].end <= start:
                at += 1
            within = at < len(gone) and gone[at].start <= start
            if tag.endswith("*") and (within or is_hidden(word, label_of[tag[:-1]])):
                plain, speech = self._without_lexicon(word)
                words += plain
                spoken += speech
            else:
                words.append(word)
                spoken.append(tag)
        starts = np.cumsum([0, *map(len, words)]).tolist()
        return cut._replace(words=words, starts=starts, tags=spoken, marked=[], signs=[]), kept

    def _without_lexicon(self, word: str) -> tuple[list[str], list[str]]:
        if word not in self._plain:
            tagged = self._jieba.tag(word, True)
            self._plain[word] = [w for w, _ in tagged], [t for _, t in tagged]
        return self._plain[word]


def batches(
    samples: Sequence[Sample], chars: int, order: random.Random | None = None
) -> list[tuple[NDArray[np.int32], NDArray[Any], str]]:
    """Samples of like length and one scheme together, padded with 0 and -1, in any order."""
    order = order or random.Random(0)
    out = []
    for scheme in sorted({sample.scheme for sample in samples}):
        mine = [sample for sample in samples if sample.scheme == scheme]
        mine.sort(key=lambda sample: (len(sample.targets) // 8, order.random()))
        at = 0
        while at < len(mine):
            until, longest = at, 1
            while until < len(mine):
                longest = max(longest, len(mine[until].targets))
                if until > at and longest * (until - at + 1) > chars:
                    break
                until += 1
            out.append((*_padded(mine[at:until]), scheme))
            at = until
    order.shuffle(out)
    return out


def _padded(samples: Sequence[Sample]) -> tuple[NDArray[np.int32], NDArray[Any]]:
    longest = max(len(sample.targets) for sample in samples)
    features = np.zeros((len(samples), longest, samples[0].features.shape[1]), np.int32)
    soft = samples[0].targets.ndim == 2
    shape = (
        (len(samples), longest, samples[0].targets.shape[1]) if soft else (len(samples), longest)
    )
    targets = np.full(shape, 0 if soft else -1, samples[0].targets.dtype)
    for at, sample in enumerate(samples):
        features[at, : len(sample.targets)] = sample.features
        targets[at, : len(sample.targets)] = sample.targets
    return features, targets
