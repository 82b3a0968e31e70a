"""Trains the model of the segmenter `pkuseg` on the 1998 People's Daily.

    python training/train_segmenter.py CORPUS --lexicon seeds --output models/pkuseg

The model is spacy_pkuseg's own: a chain of tags over its own features, in its own files, so that
`spacy_pkuseg.pkuseg(model_name=FOLDER, user_dict=None)` reads it. The training is not: it runs
the same likelihood over batches of paragraphs in numpy, hundreds of times faster, and adds what
its trainer has no place for:

- *tags of kinds of words*, as `tags.py` has them: names, nouns, verbs, numbers and function words;
- a *margin*: wrong tags are handed points while training, wrong boundaries some more and mere
  wrong kinds fewer, so that right ones must win clearly;
- *strings* of three and four characters seen often, entered as if they were words and pairs;
- *dictionary classes*: beside the weights of each word, weights shared by all words of a length
  that stand in the vocabulary, and by all names of a length and label that stand in the lexicon.
  They are added to the weights of every word and name when the model is written, so a name never
  seen in training is known too. A word counts as known only where another day has it as well:
  otherwise a training text would know all of its words, which no other text does.

The same corpus, lexicon, options and numpy give the same weights. Features and the state after
each round are kept in the folder `--work`: an interrupted run goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
import time
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import srsly  # type: ignore[import-untyped,import-not-found,unused-ignore]
from people_daily import Paragraph, half_width, read_corpus
from spacy_pkuseg.feature_extractor import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
    FeatureExtractor,
)
from tags import BEGINS, NAMES, PLACES, tags_of

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]

N_TAGS = len(NAMES)
SHORTEST, LONGEST = 2, 6  # spacy_pkuseg's wordMin and wordMax
SIDES = ("w-1", "w1")  # features of strings that end at a character, and that begin there
KINDS = ("", "other", "GPE", "LOC", "FAC", "ORG")  # "" for words; labels with classes of their own
N_CLASSES = len(KINDS) * (LONGEST - SHORTEST + 1) * len(SIDES)
NODE = re.compile(r"\*\*(?:Num|Letter)")  # what a numeral and a wide letter become
BLOCKS = 25  # training text is taken in as many parts, about a day each
OFTEN = 3  # paragraphs in which a string of three or four characters must stand
FORMAT = 3  # raised when a state kept by an earlier version can no longer be read


@dataclass(frozen=True)
class Options:
    """What decides the weights, the corpus and the lexicon apart."""

    rounds: int
    rate: float
    regularisation: float
    batch: int
    margin: float
    boundary_margin: float
    kind_margin: float
    seed: int
    smallest: float
    step: float


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


@dataclass
class State:
    """Weights in training: of features and classes, of neighbouring tags, and their sums."""

    done: Ints  # rounds and steps
    weights: Singles
    edges: Floats
    squares: Singles
    edge_squares: Floats
    total: Singles
    edge_total: Floats
    last_step: Ints

    @classmethod
    def empty(cls, rows: int) -> State:
        """Zero weights for `rows` features and classes."""
        node, edge = np.zeros((rows, N_TAGS), np.float32), np.zeros((N_TAGS, N_TAGS))
        return cls(
            done=np.zeros(2, np.int64),
            weights=node,
            edges=edge,
            squares=node.copy(),
            edge_squares=edge.copy(),
            total=node.copy(),
            edge_total=edge.copy(),
            last_step=np.zeros(rows, np.int64),
        )

    @classmethod
    def load(cls, path: Path) -> State:
        """The state kept at `path`."""
        with np.load(path) as kept:
            return cls(*(kept[field.name] for field in fields(cls)))

    def save(self, path: Path) -> None:
        """Keep the state at `path`; an interruption leaves the old one whole."""
        beside = path.with_suffix(".part.npz")
        np.savez(beside, **{field.name: getattr(self, field.name) for field in fields(self)})
        beside.replace(path)

    def average(self) -> tuple[Floats, Floats]:
        """The mean of the weights over all steps, of features and of edges."""
        steps = int(self.done[1])
        weights = self.total + self.weights * (steps + 1 - self.last_step)[:, None]
        return weights / (steps + 1), (self.edge_total + self.edges) / (steps + 1)


def main(arguments: list[str] | None = None) -> int:
    """Train as the command line says; 0 when the model is written."""
    asked = _parse(arguments)
    options = Options(*(getattr(asked, field.name) for field in fields(Options)))
    started = time.monotonic()
    corpus = read_corpus(asked.corpus)
    paragraphs = corpus.training if asked.development else corpus.training + corpus.development
    paragraphs = with_half_width(paragraphs)
    lexicon = read_lexicon(asked.lexicon) if asked.lexicon else {}
    _tell(f"{len(paragraphs)} paragraphs with half-width copies, {len(lexicon)} lexicon names")
    vocabulary = build_vocabulary(paragraphs, lexicon)
    extractor, frequency = build_features(paragraphs, vocabulary)
    names = list(extractor.feature_to_idx)
    encoded = encode(paragraphs, extractor)
    in_training = feature_classes(names, vocabulary.spread, vocabulary.lexicon)
    encoded = with_classes(encoded, in_training, len(names))
    _tell(f"{len(names)} features after {time.monotonic() - started:.0f} s")
    asked.work.mkdir(parents=True, exist_ok=True)
    key = _key(asked.corpus.read_bytes(), lexicon, options, asked.development)
    state = train(encoded, frequency, options, asked.work / f"state-{key}.npz")
    weights, edges = state.average()
    write_model(asked.output, extractor, vocabulary, weights, edges, options)
    size = sum(path.stat().st_size for path in asked.output.iterdir())
    _tell(f"{asked.output}: {size / 1e6:.1f} MB after {time.monotonic() - started:.0f} s")
    return 0


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
            _tell(f"features: {number} of {len(paragraphs)} paragraphs")
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


def train(paragraphs: Paragraphs, frequency: Ints, options: Options, kept: Path) -> State:
    """The state after all rounds, going on from the one kept at `kept`."""
    rows = len(frequency) + N_CLASSES
    state = State.load(kept) if kept.exists() else State.empty(rows)
    everywhere = int(frequency[0])
    frequency = np.concatenate([frequency, np.full(N_CLASSES, everywhere)])
    n_batches = -(-len(paragraphs.lengths) // options.batch)
    # in how many batches of a round a feature is met, about: its share of the regularisation
    met = np.maximum(1.0, n_batches * -np.expm1(-frequency / n_batches)).astype(np.float32)[:, None]
    points = margins(options)
    while state.done[0] < options.rounds:
        started = time.monotonic()
        rng = np.random.default_rng([options.seed, int(state.done[0])])
        loss = 0.0
        for batch in paragraphs.batches(_shuffled(paragraphs.lengths, options.batch, rng)):
            loss += _learn(state, *batch, met, points, options)
        state.done[0] += 1
        state.save(kept)
        _tell(
            f"round {state.done[0]} of {options.rounds}: loss {loss / len(paragraphs.tags):.5f} "
            f"a character, {time.monotonic() - started:.1f} s"
        )
    return state


def margins(options: Options) -> Floats:
    """The points that each tag is handed while training, by the right tag."""
    places, begins = np.array(PLACES), np.array(BEGINS)
    elsewhere = places[:, None] != places[None, :]
    points = np.where(elsewhere, options.margin, options.kind_margin)
    points += options.boundary_margin * (~begins[:, None] & begins[None, :])
    np.fill_diagonal(points, 0.0)
    return points


def _shuffled(lengths: Ids, size: int, rng: np.random.Generator) -> list[Ints]:
    """Batches of paragraphs of like length, in a random order."""
    order = rng.permutation(len(lengths))
    batches: list[Ints] = []
    for start in range(0, len(order), size * 20):
        some = order[start : start + size * 20]
        some = some[np.argsort(lengths[some], kind="stable")]
        batches += [some[i : i + size] for i in range(0, len(some), size)]
    return [batches[i] for i in rng.permutation(len(batches))]


def _learn(
    state: State,
    features: Ids,
    counts: Ids,
    tags: Ints,
    lengths: Ints,
    met: Singles,
    points: Floats,
    options: Options,
) -> float:
    """One step of AdaGrad on a batch; the loss of the batch before it."""
    n = np.arange(len(tags))
    starts = np.concatenate([[0], np.cumsum(counts[:-1], dtype=np.int64)])
    scores = np.add.reduceat(state.weights[features], starts, axis=0) + points[tags]
    there = np.arange(lengths[0])[None, :] < lengths[:, None]
    nodes, edges, loss = _marginals(scores, there, state.edges)
    loss -= scores[n, tags].sum()
    nodes[n, tags] -= 1.0
    inside = np.ones(len(tags), dtype=bool)
    inside[np.concatenate([[0], np.cumsum(lengths[:-1])])] = False
    right = np.flatnonzero(inside)
    np.subtract.at(edges, (tags[right - 1], tags[right]), 1.0)
    loss -= state.edges[tags[right - 1], tags[right]].sum()

    rows, which = np.unique(features, return_inverse=True)
    place = np.repeat(n, counts)
    columns = (np.bincount(which, nodes[place, k], len(rows)) for k in range(N_TAGS))
    gradient = np.stack(list(columns), axis=1).astype(np.float32)
    state.done[1] += 1
    weights = state.weights[rows]
    waited = (state.done[1] - state.last_step[rows]).astype(np.float32)
    state.total[rows] += weights * waited[:, None]
    state.last_step[rows] = state.done[1]
    gradient += options.regularisation * weights / met[rows]
    state.squares[rows] += gradient**2
    state.weights[rows] = weights - options.rate * gradient / np.sqrt(state.squares[rows] + 1e-3)
    state.edge_total += state.edges
    state.edge_squares += edges**2
    state.edges = state.edges - options.rate * edges / np.sqrt(state.edge_squares + 1e-3)
    return float(loss)


def _marginals(
    scores: Floats, there: npt.NDArray[np.bool_], edges: Floats
) -> tuple[Floats, Floats, float]:
    """Expected tags of each character, expected neighbours in all, and log Z of the batch.

    `scores` has a row for each character, `there` a row for each paragraph, longest first.
    """
    active = there.sum(axis=0)
    padded = np.zeros((*there.shape, N_TAGS))
    padded[there] = scores
    padded = np.ascontiguousarray(padded.transpose(1, 0, 2))
    highest = padded.max(axis=2, keepdims=True)
    node, edge = np.exp(padded - highest), np.exp(edges)
    forward, backward = np.zeros_like(padded), np.ones_like(padded)
    scale = np.ones_like(highest)
    step = node[0]
    for k, n in enumerate(active):
        if k:
            step = (forward[k - 1, :n] @ edge) * node[k, :n]
        scale[k, :n] = step.sum(axis=1, keepdims=True)
        forward[k, :n] = step / scale[k, :n]
    for k in range(len(active) - 2, -1, -1):
        n = active[k + 1]
        backward[k, :n] = ((backward[k + 1, :n] * node[k + 1, :n]) @ edge.T) / scale[k + 1, :n]
    log_z = float((np.log(scale) + highest)[there.T].sum())
    later = (backward * node / scale)[1:] * there.T[1:, :, None]
    neighbours = np.einsum("tbi,tbj->ij", forward[:-1], later) * edge
    return (forward * backward).transpose(1, 0, 2)[there], neighbours, log_z


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
    _tell(f"{len(names)} features written")


def _length(name: str) -> int:
    """How many characters the string in a w feature has."""
    return len(NODE.sub("N", name.partition(".")[2]))


def _strings(name: str) -> list[str]:
    """The strings in a w or ww feature, which spacy_pkuseg must find in its word list."""
    if name.startswith("ww."):
        marked = NODE.sub(lambda node: node[0].replace("**", "\0"), name[len("ww.l.") :])
        return [part.replace("\0", "**") for part in marked.split("*")]
    return [name.partition(".")[2]] if name.startswith(SIDES) else []


def _key(corpus: bytes, lexicon: dict[str, str], options: Options, partly: bool) -> str:
    """A name for all that decides a round of training; more rounds go on from the fewer."""
    learning = astuple(replace(options, rounds=0, smallest=0, step=0))
    weighed = (FORMAT, sorted(lexicon.items()), learning, partly)
    return hashlib.sha256(corpus + repr(weighed).encode()).hexdigest()[:16]


def _tell(message: str) -> None:
    """Progress, for who waits."""
    print(message, file=sys.stderr, flush=True)


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", type=Path, help="People's Daily 1998-01, gzip or plain UTF-8")
    parser.add_argument("--lexicon", type=Path, help="folder of lexicon tables, as seeds/")
    parser.add_argument("--output", type=Path, default=Path("models/pkuseg"))
    parser.add_argument("--work", type=Path, default=Path("build/segmenter"), help="kept states")
    parser.add_argument(
        "--development", action="store_true", help="leave out days 23-25, to choose options by"
    )
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--rate", type=float, default=0.2, help="of learning")
    parser.add_argument("--regularisation", type=float, default=0.6)
    parser.add_argument("--batch", type=int, default=40, help="paragraphs")
    parser.add_argument("--margin", type=float, default=4.0)
    parser.add_argument("--boundary-margin", type=float, default=0.5)
    parser.add_argument("--kind-margin", type=float, default=0.5)
    parser.add_argument("--seed", type=int, default=1998)
    parser.add_argument("--smallest", type=float, default=0.25, help="weight that is written")
    parser.add_argument("--step", type=float, default=1 / 16, help="weights are rounded to")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
